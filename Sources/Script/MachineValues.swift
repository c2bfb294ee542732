import Diagnostics
import Numerics
import Tensors

extension Machine {
  /// The instructions on values.
  @inline(never)
  func performValue(
    _ i: Instruction, _ d: UnsafeMutablePointer<Double>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    switch i.op {
    case .setArrayElement: try setElement(&v[a], d[b], &v[c])
    case .boxEnumeration: v[a] = enumerationValue(c, d[b])
    case .boxTensor: v[a] = .tensor(i.x != 0 ? taken(&t[b]) : t[b])
    case .unboxTensor:
      let tensor = v[b].plainTensor
      if i.x != 0 { v[b] = .void }
      t[a] = tensor
    case .makeArray: v[a] = .array(takeValues(v + b, c))
    case .makeSet: v[a] = try makeSet(takeValues(v + b, c))
    case .makeDictionary: v[a] = try makeDictionary(takeValues(v + b, 2 * c))
    case .appendValue: try append(from: v + b, to: v + a)
    case .appendValues: try append(takeValues(v + b, c), to: &v[a])
    case .makeAggregate:
      switch program.aggregates[c] {
      case .tuple(let count, let labels):
        v[a] = .tuple(TupleValue(takeValues(v + b, count), labels: labels))
      case .structure(let type):
        v[a] = .structure(StructureValue(type, takeValues(v + b, type.fields.count)))
      }
    case .relabel:
      guard case .tuple(let tuple) = v[b], case .tuple(_, let labels) = program.aggregates[c]
      else {
        v[a] = v[b]
        return
      }
      v[a] = .tuple(TupleValue(tuple.elements, labels: labels))
    case .part:
      let value = part(v[b], c)
      if i.x != 0 { v[b] = .void }
      v[a] = value
    case .setPart: setPart(v + a, c, taken(&v[b]).unpacked)
    case .takePart: v[a] = takePart(&v[b], c)
    case .takeArrayElement:
      v[a] = try takeElement(&v[b], d[c])
    case .arraySlice:
      guard case .array(let elements) = v[b].unpacked else { return }
      let range = try positions(program.slices[c], count: elements.count, d, v)
      v[a] = .array(Array(elements[range]))
    case .key, .setKey, .takeKey: try performKey(i, v)
    case .valueCount: d[a] = Double(count(of: v[b]))
    case .makeRange:
      guard d[b] <= d[b + 1] else {
        throw .script(
          "range.order",
          "the range \(text(.range(RangeValue(d[b], d[b + 1], isClosed: i.x != 0)))) ends before"
            + " it starts")
      }
      v[a] = .range(RangeValue(d[b], d[b + 1], isClosed: i.x != 0))
    case .elements: v[a] = .array(try elements(of: v[b]))
    case .rangeBounds:
      guard case .range(let range) = v[b] else { return }
      guard let lower = range.lower, let upper = range.upper else {
        throw .script("range.open", "a range without both bounds cannot be counted through")
      }
      guard integer(lower) != nil, integer(upper) != nil else { throw uncountable(range) }
      d[a] = lower
      d[a + 1] = range.isClosed ? upper + 1 : upper
    case .isInRange:
      guard case .range(let range) = v[c] else { return }
      d[a] = range.contains(d[b]) ? 1 : 0
    case .equalValues: d[a] = v[b] == v[c] ? 1 : 0
    case .lessStrings: d[a] = isOrdered(v[b], v[c]) ? 1 : 0
    case .lessOrEqualStrings: d[a] = isOrderedOrEqual(v[b], v[c]) ? 1 : 0
    case .concatenateStrings:
      guard case .string(let right) = v[c], case .string(var left) = v[b] else { return }
      guard left.utf8.count + right.utf8.count <= limits.outputBytes else { throw tooLong }
      if i.x != 0 { v[b] = .void }
      left += right
      v[a] = .string(left)
    case .concatenateArrays:
      guard case .array(let right) = v[c].unpacked else { return }
      var left = i.x != 0 ? taken(&v[b]) : v[b]
      try append(right, to: &left)
      v[a] = left
    case .textOfNumber: v[a] = .string(formatted(.double(d[b]), c))
    case .textOfValue: v[a] = .string(formatted(v[b], c))
    case .joinTexts: v[a] = .string(try joinedTexts(program.templates[b], d, v))
    case .unwrap:
      if isNone(v[a]) {
        throw .script(
          "value.nil", "there is no value here: it is nil",
          hints: ["test it first: if let x = … { }, or give a default: … ?? 0"])
      }
    case .makeClosure: v[a] = makeClosure(b, program.captures[c], d, t, v)
    default: break
    }
  }

  /// The instructions that may call functions of the library, which may call back.
  @inline(never)
  func performCall(
    _ i: Instruction, at range: SourceRange, _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    let a = Int(i.a)
    let b = Int(i.b)
    let c = Int(i.c)
    switch i.op {
    case .callLibrary:
      v[a] = try callLibrary(c, takeValues(v + b, Int(i.x)), at: range)
    case .intrinsic:
      var context = CallContext(self, at: range)
      // Nobody else holds the arguments, so that a list can be changed where it stands.
      var arguments = takeValues(v + b, Int(i.x))
      let result = try callIntrinsic(Intrinsic.all[c], &arguments, &context)
      random = context.random
      v[a] = result
    case .show:
      let value = ShownEntry.Content.value(try outgoing(v[a]), isVisible: c != 0)
      shown.append(ShownEntry(value, at: range, statement: b))
    default:
      let shape = program.derivatives[c]
      v[a] = try differentiate(
        shape.kind, takeValues(v + b, shape.pointCount + 1), at: range)
    }
  }

  /// The value as it is seen outside: unpacked, without places on tapes if there ever was a tape.
  func plain(_ value: Value) -> Value {
    state.pointee.tapes == 0 ? value.unpacked : value.unpacked.deeplyUntraced
  }

  /// Calls library function `index`.
  func callLibrary(
    _ index: Int, _ arguments: [Value], at range: SourceRange
  ) throws(Failure) -> Value {
    if let tape { return try callLibraryTraced(index, arguments, at: range, tape) }
    return try callLibraryPlain(index, arguments, at: range)
  }

  /// Calls library function `index` with plain values.
  func callLibraryPlain(
    _ index: Int, _ arguments: [Value], at range: SourceRange
  ) throws(Failure) -> Value {
    switch library.functions[index].body {
    case .general(let function):
      var context = CallContext(self, at: range, caller: library.functions[index].name)
      defer { random = context.random }
      let result: Value
      do {
        result = try function(arguments, &context)
      } catch {
        throw Failure(error)
      }
      try countElements(result.madeBytes / 8)
      return result
    case .scalar1(let function):
      if case .tensor(let tensor) = arguments[0] {
        try countElements(tensor.count)
        let arrays = library.functions[index].arrays
        return .tensor(arrays?.value(tensor) ?? tensor.mapped { function($0) })
      }
      return .double(function(arguments[0].number))
    case .scalar2(let function):
      return try callScalar2(function, arguments[0], arguments[1])
    case .constant(let number): return .double(number)
    case .intrinsic(let intrinsic):
      var context = CallContext(self, at: range)
      defer { random = context.random }
      var arguments = arguments
      return try callIntrinsic(intrinsic, &arguments, &context)
    }
  }

  /// A function of two numbers on numbers or tensors, which broadcast.
  private func callScalar2(
    _ function: @Sendable (Double, Double) -> Double, _ left: Value, _ right: Value
  ) throws(Failure) -> Value {
    switch (left, right) {
    case (.tensor(let a), .tensor(let b)):
      let shape = try tensorial { () throws(TensorError) in
        try Tensor.combine(.add, a, b).shape
      }
      let x = try tensorial { () throws(TensorError) in try a.broadcasted(to: shape) }
      let y = try tensorial { () throws(TensorError) in try b.broadcasted(to: shape) }
      var result = x
      for index in 0..<x.count { result[flat: index] = function(x[flat: index], y[flat: index]) }
      try countElements(result.count)
      return .tensor(result)
    case (.tensor(let a), _):
      try countElements(a.count)
      let y = right.number
      return .tensor(a.mapped { function($0, y) })
    case (_, .tensor(let b)):
      try countElements(b.count)
      let x = left.number
      return .tensor(b.mapped { function(x, $0) })
    default: return .double(function(left.number, right.number))
    }
  }

  /// The values of `count` registers, which are left empty.
  private func takeValues(_ slots: UnsafeMutablePointer<Value>, _ count: Int) -> [Value] {
    var result: [Value] = []
    result.reserveCapacity(count)
    for index in 0..<count { result.append(taken(&slots[index]).unpacked) }
    return result
  }

  private func makeClosure(
    _ function: Int, _ captures: CaptureList, _ d: UnsafeMutablePointer<Double>,
    _ t: UnsafeMutablePointer<Tensor>, _ v: UnsafeMutablePointer<Value>
  ) -> Value {
    var traces: CapturedTraces?
    if let tape, !(captures.numbers.isEmpty && captures.tensors.isEmpty) {
      let numberBase = numberTraces + (d - numbers)
      let tensorBase = tensorTraces + (t - tensors)
      traces = CapturedTraces(
        tape: tape.serial, numbers: captures.numbers.map { numberBase[$0] },
        tensors: captures.tensors.map { tensorBase[$0] })
    }
    return .function(
      FunctionValue(
        name: program.functions[function].name, code: function,
        numbers: captures.numbers.map { d[$0] }, tensors: captures.tensors.map { t[$0] },
        values: captures.values.map { v[$0] }, traces: traces))
  }

  private func formatted(_ value: Value, _ format: Int) -> String {
    format == 0 ? text(value) : text(value, format: program.formats[format - 1])
  }
}

extension Value {
  /// The bytes that a result of the library takes, roughly: those of its own elements, not of what
  /// is nested in them.
  fileprivate var madeBytes: Int {
    func own(_ value: Value) -> Int {
      switch value {
      case .tensor(let tensor): tensor.count * MemoryLayout<Double>.stride
      case .string(let text): text.utf8.count
      case .array(let elements): elements.count * MemoryLayout<Value>.stride
      default: 0
      }
    }
    return switch self {
    case .array(let elements): elements.reduce(own(self)) { $0 + own($1) }
    case .tuple(let tuple): tuple.elements.reduce(0) { $0 + own($1) }
    default: own(self)
    }
  }
}

/// Whether one text comes before another, as Swift orders texts: equal ones have one place.
func isOrdered(_ left: Value, _ right: Value) -> Bool {
  switch (left, right) {
  case (.string(let a), .string(let b)): a < b
  case (.tuple(let a), .tuple(let b)): isOrdered(a, b, isClosed: false)
  default: false
  }
}

/// Whether a text or tuple does not come after another.
func isOrderedOrEqual(_ left: Value, _ right: Value) -> Bool {
  if case .tuple(let a) = left, case .tuple(let b) = right {
    return isOrdered(a, b, isClosed: true)
  }
  return !isOrdered(right, left)
}

/// The order of the first elements that differ; `isClosed` if none does. Of NaN nothing holds.
private func isOrdered(_ left: TupleValue, _ right: TupleValue, isClosed: Bool) -> Bool {
  for (a, b) in zip(left.elements, right.elements) {
    if case .string = a {
      if isOrdered(a, b) { return true }
      if isOrdered(b, a) { return false }
    } else {
      let (x, y) = (a.number, b.number)
      if x != y { return x < y }
    }
  }
  return isClosed
}
