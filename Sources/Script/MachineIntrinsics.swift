import Diagnostics
import Numerics
import Tensors

extension Machine {
  /// Runs a built-in function that has no instruction of its own.
  ///
  /// Lists come as tensors or arrays and go as arrays: whoever knows that the result is a Vector
  /// makes it one (`Value.plainTensor`). Elements may stand on a tape; that does not matter here.
  /// A mutating one takes its receiver out of `arguments` and gives the tuple (new receiver, result).
  func callIntrinsic(
    _ intrinsic: Intrinsic, _ arguments: inout [Value], _ context: inout CallContext
  ) throws(Failure) -> Value {
    switch intrinsic {
    case .print, .text, .describe, .joined, .uppercased, .lowercased, .hasPrefix, .hasSuffix,
      .textContains, .split, .replacing, .repeatText, .numberFromText:
      return try callTextIntrinsic(intrinsic, arguments, &context)
    case .append, .appendContents, .insert, .removeAt, .removeLast, .removeFirst, .removeAll,
      .swapAt, .sort, .sortBy, .reverse, .setInsert, .setRemove, .removeValue:
      return try callMutatingIntrinsic(intrinsic, &arguments, &context)
    case .map, .flatMap, .compactMap, .filter, .reduce, .forEach, .containsWhere, .allSatisfy,
      .firstWhere, .firstIndexWhere, .sortedBy, .minimumBy, .maximumBy, .mapValues,
      .filterDictionary, .filterText:
      return try callFunctional(intrinsic, arguments, &context)
    case .keys, .values, .setFrom, .union, .intersection, .subtracting, .dictionaryFrom:
      return try callKeyed(intrinsic, arguments)
    case .precondition:
      if arguments[0].number != 0 { return .void }
      throw stop(arguments[1], otherwise: "a precondition does not hold")
    case .fatalError: throw stop(arguments[0], otherwise: "the program stopped itself")
    case .quotient, .rounded, .isNaN, .isFinite, .truncated, .magnitude, .number, .minimum,
      .maximum, .strideTo, .strideThrough, .lowerBound, .upperBound, .rangeContains, .transpose,
      .shape:
      return try callNumberIntrinsic(intrinsic, arguments)
    default:
      return try callListIntrinsic(intrinsic, arguments)
    }
  }

  private func stop(_ message: Value, otherwise: String) -> Failure {
    let said = text(message)
    return .script("run.stopped", said.isEmpty ? otherwise : said)
  }

  private func callNumberIntrinsic(
    _ intrinsic: Intrinsic, _ arguments: [Value]
  ) throws(Failure) -> Value {
    let x = arguments[0].number
    switch intrinsic {
    case .quotient:
      return .double(try quotient(x, arguments[1].number))
    case .rounded: return .double(x.rounded(.toNearestOrAwayFromZero))
    case .truncated: return .double(x.rounded(.towardZero) + 0)
    case .magnitude: return .double(x.magnitude)
    case .number: return arguments[0]
    case .isNaN: return .bool(x.isNaN)
    case .isFinite: return .bool(x.isFinite)
    case .minimum, .maximum:
      var best = arguments[0]
      var others = [arguments[1]]
      if arguments.count > 2 { others += try elements(of: arguments[2]) }
      for other in others {
        best = try extreme(best, other, isMinimum: intrinsic == .minimum)
      }
      return best
    case .strideTo, .strideThrough:
      return try stride(
        x, arguments[1].number, by: arguments[2].number, isClosed: intrinsic == .strideThrough)
    case .lowerBound, .upperBound:
      guard case .range(let range) = arguments[0] else { return .void }
      return .double((intrinsic == .lowerBound ? range.lower : range.upper) ?? .nan)
    case .rangeContains:
      guard case .range(let range) = arguments[0] else { return .bool(false) }
      return .bool(range.contains(arguments[1].number))
    case .transpose:
      return .tensor(try transposed(arguments[0].plainTensor))
    default:
      return .tensor(Tensor(arguments[0].plainTensor.shape.sizes.map { Double($0) }))
    }
  }

  /// Swift's `stride`: value n is the start plus n steps, rounded once.
  private func stride(
    _ start: Double, _ end: Double, by step: Double, isClosed: Bool
  ) throws(Failure) -> Value {
    guard step != 0, step.isFinite, start.isFinite else {
      throw .script(
        "range.step",
        "a stride cannot go from \(text(.double(start))) in steps of \(text(.double(step)))",
        hints: ["the step must be a finite number other than 0"])
    }
    let estimate = (end - start) / step
    guard estimate < Double(limits.tensorElements) else {
      throw .script(
        "limit.elements", "the stride has more than \(grouped(limits.tensorElements)) values")
    }
    var values: [Double] = []
    values.reserveCapacity(estimate > 0 ? Int(estimate) + 2 : 0)
    var value = start
    while isClosed
      ? (step > 0 ? value <= end : value >= end) : (step > 0 ? value < end : value > end)
    {
      values.append(value)
      value = start.addingProduct(Double(values.count), step)
    }
    try countElements(values.count)
    return .tensor(Tensor(values))
  }

  /// The smaller or larger of two values; NaN if either is NaN, the first of equals.
  func extreme(_ a: Value, _ b: Value, isMinimum: Bool) throws(Failure) -> Value {
    if case .string = a.untraced {
      let isBetter = isMinimum ? isOrdered(b, a) : isOrdered(a, b)
      return isBetter ? b : a
    }
    try checkComparable(a)
    let x = a.number
    let y = b.number
    if x.isNaN { return a }
    if y.isNaN { return b }
    return (isMinimum ? y < x : y > x) ? b : a
  }

  /// Refuses values that have no order.
  func checkComparable(_ value: Value) throws(Failure) {
    switch value.untraced {
    case .double, .bool, .string, .enumeration: return
    default:
      throw .script(
        "value.order", "these values have no order", hints: ["give one: sorted(by: { a, b in … })"])
    }
  }

  /// The elements in ascending order, equals in their old order.
  func sorted(_ elements: [Value]) throws(Failure) -> [Value] {
    guard let first = elements.first else { return [] }
    try checkComparable(first)
    if case .string = first.untraced { return stablySorted(elements, isOrdered) }
    if elements.contains(where: { $0.number.isNaN }) {
      throw .script(
        "value.order", "NaN has no place in an order",
        hints: ["leave it out first: filter { !$0.isNaN }"])
    }
    return stablySorted(elements) { $0.number < $1.number }
  }

  private func stablySorted(
    _ elements: [Value], _ isBefore: (Value, Value) -> Bool
  ) -> [Value] {
    // The standard library's sort keeps the order of equals, but does not promise it.
    elements.enumerated().sorted { left, right in
      if isBefore(left.element, right.element) { return true }
      if isBefore(right.element, left.element) { return false }
      return left.offset < right.offset
    }.map(\.element)
  }
}
