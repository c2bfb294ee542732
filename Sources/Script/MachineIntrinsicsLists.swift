import Diagnostics
import Tensors

extension Machine {
  /// Built-in functions that look at lists.
  func callListIntrinsic(
    _ intrinsic: Intrinsic, _ arguments: [Value]
  ) throws(Failure) -> Value {
    switch intrinsic {
    case .list:
      if arguments.count == 1 { return .array(try elements(of: arguments[0])) }
      return try repeated(arguments[0], arguments[1].number)
    case .prefix, .suffix, .dropFirst, .dropLast:
      return try part(intrinsic, arguments[0], arguments[1].number)
    case .reversed:
      if case .string(let text) = arguments[0] { return .string(String(text.reversed())) }
      return .array(try elements(of: arguments[0]).reversed())
    case .count: return .double(Double(count(of: arguments[0])))
    case .isEmpty: return .bool(count(of: arguments[0]) == 0)
    case .indices:
      return .range(RangeValue(0, Double(count(of: arguments[0])), isClosed: false))
    default: break
    }
    let list = try elements(of: arguments[0])
    switch intrinsic {
    case .enumerated:
      return .array(
        list.enumerated().map {
          .tuple(TupleValue([.double(Double($0)), $1], labels: ["offset", "element"]))
        })
    case .zip:
      let second = try elements(of: arguments[1])
      return .array(Swift.zip(list, second).map { .tuple(TupleValue([$0, $1])) })
    case .sorted: return .array(try sorted(list))
    case .minimumOf, .maximumOf:
      guard var best = list.first else {
        if case .tensor = arguments[0].untraced {
          throw empty(intrinsic == .minimumOf ? "min()" : "max()")
        }
        return .none
      }
      for element in list.dropFirst() {
        best = try extreme(best, element, isMinimum: intrinsic == .minimumOf)
      }
      return best
    case .contains: return .bool(list.contains(arguments[1]))
    case .first: return list.first ?? .none
    case .last: return list.last ?? .none
    case .vectorFirst:
      guard let first = list.first else { throw empty("first") }
      return first
    case .vectorLast:
      guard let last = list.last else { throw empty("last") }
      return last
    case .firstIndexOf:
      return list.firstIndex(of: arguments[1]).map { .double(Double($0)) } ?? .none
    case .sum: return .double(arguments[0].plainTensor.sum())
    default:
      throw .script("library.error", "'\(intrinsic.rawValue)' is not built in")
    }
  }

  private func empty(_ name: String) -> Failure {
    .script(
      "value.empty", "an empty Vector has no \(name)", hints: ["test isEmpty first"])
  }

  private func repeated(_ value: Value, _ count: Double) throws(Failure) -> Value {
    let count = try checkedCount(count)
    if case .double(let number) = value {
      try countElements(count)
      return .tensor(Tensor([Double](repeating: number, count: count)))
    }
    if case .bool(let truth) = value {
      try countElements(count / 8)
      return .flags([Bool](repeating: truth, count: count))
    }
    try countElements(count * MemoryLayout<Value>.stride / 8)
    return .array([Value](repeating: value, count: count))
  }

  /// `number` as a count: integral, not negative, within the limits.
  func checkedCount(_ number: Double) throws(Failure) -> Int {
    guard let count = integer(number), count >= 0 else {
      throw .script(
        "value.count", "a count must be an integer of at least 0, not \(text(.double(number)))")
    }
    guard count <= limits.tensorElements else {
      throw .script(
        "limit.elements",
        "\(grouped(count)) elements are more than the"
          + " \(grouped(limits.tensorElements)) allowed")
    }
    return count
  }

  private func part(
    _ intrinsic: Intrinsic, _ value: Value, _ number: Double
  ) throws(Failure) -> Value {
    let count = try checkedCount(number)
    if case .string(let text) = value {
      let part =
        switch intrinsic {
        case .prefix: text.prefix(count)
        case .suffix: text.suffix(count)
        case .dropFirst: text.dropFirst(count)
        default: text.dropLast(count)
        }
      return .string(String(part))
    }
    let list = try elements(of: value)
    let part =
      switch intrinsic {
      case .prefix: list.prefix(count)
      case .suffix: list.suffix(count)
      case .dropFirst: list.dropFirst(count)
      default: list.dropLast(count)
      }
    return .array(Array(part))
  }

  /// Built-in functions that change their receiver.
  func callMutatingIntrinsic(
    _ intrinsic: Intrinsic, _ arguments: [Value], _ context: inout CallContext
  ) throws(Failure) -> Value {
    var arguments = arguments
    var receiver = taken(&arguments[0])
    if intrinsic == .appendContents, let longer = try appended(arguments[1], to: &receiver) {
      return pair(longer, .void)
    }
    switch receiver.untraced {
    case .string(let text):
      let added = arguments[1]
      guard case .string(let more) = added else { return .void }
      guard text.utf8.count + more.utf8.count <= limits.outputBytes else { throw tooLong }
      return pair(.string(text + more), .void)
    case .set(var set):
      switch intrinsic {
      case .setInsert:
        try checkKey(arguments[1])
        set.insert(arguments[1].untraced)
        return pair(.set(set), .void)
      case .setRemove:
        let wasThere = set.remove(arguments[1].untraced)
        return pair(.set(set), wasThere ? arguments[1] : .none)
      default: return pair(.set(SetValue()), .void)
      }
    case .dictionary(var dictionary):
      if intrinsic == .removeAll { return pair(.dictionary(DictionaryValue()), .void) }
      let old = dictionary[arguments[1]]
      dictionary[arguments[1]] = nil
      return pair(.dictionary(dictionary), old ?? .none)
    default: break
    }
    switch intrinsic {
    case .append, .insert: try checkRoom(for: 1, beside: receiver)
    case .appendContents: try checkRoom(for: count(of: arguments[1]), beside: receiver)
    default: break
    }
    var list = try elements(of: receiver)
    let result = try change(&list, intrinsic, arguments, &context)
    return pair(.array(list), result)
  }

  private func pair(_ receiver: Value, _ result: Value) -> Value {
    .tuple(TupleValue([receiver, result]))
  }

  private func change(
    _ list: inout [Value], _ intrinsic: Intrinsic, _ arguments: [Value],
    _ context: inout CallContext
  ) throws(Failure) -> Value {
    switch intrinsic {
    case .append: list.append(arguments[1])
    case .appendContents: list += try elements(of: arguments[1])
    case .insert:
      // One past the end is a place, too.
      let index = try checkedPosition(arguments[2].number, list.count + 1, of: "list")
      list.insert(arguments[1], at: index)
    case .removeAt:
      return list.remove(
        at: try checkedPosition(arguments[1].number, list.count, of: "list"))
    case .removeLast:
      guard let last = list.popLast() else { throw nothingToRemove }
      return last
    case .removeFirst:
      guard !list.isEmpty else { throw nothingToRemove }
      return list.removeFirst()
    case .removeAll: list = []
    case .swapAt:
      let first = try checkedPosition(arguments[1].number, list.count, of: "list")
      let second = try checkedPosition(arguments[2].number, list.count, of: "list")
      list.swapAt(first, second)
    case .sort: list = try sorted(list)
    case .sortBy: list = try sorted(list, by: arguments[1], &context)
    default: list.reverse()
    }
    return .void
  }

  /// A vector with the numbers of another at its end, in its own storage if nobody else holds it;
  /// nil if either is something else.
  private func appended(_ new: Value, to list: inout Value) throws(Failure) -> Value? {
    guard case .tensor(let numbers) = new, case .tensor(var tensor) = list, tensor.rank == 1,
      numbers.rank == 1
    else { return nil }
    list = .void
    try numbers.values.withUnsafeBufferPointer { buffer throws(Failure) in
      try append(buffer, to: &tensor)
    }
    return .tensor(tensor)
  }

  /// Refuses `count` more elements in a list that would have too many with them, before anything is
  /// allocated.
  private func checkRoom(for count: Int, beside list: Value) throws(Failure) {
    let total = self.count(of: list) + count
    guard total <= limits.tensorElements else { throw listLimit(list) }
    // The elements are boxed on the way.
    try countElements(2 * total * MemoryLayout<Value>.stride / 8)
  }

  private func listLimit(_ list: Value) -> Failure {
    if case .tensor = list.untraced { vectorLimit } else { arrayLimit }
  }

  private var nothingToRemove: Failure {
    .script("value.empty", "there is nothing to remove: the list is empty")
  }
}
