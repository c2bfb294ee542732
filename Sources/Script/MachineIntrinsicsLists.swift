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
}
