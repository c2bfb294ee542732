import Diagnostics

extension Checker {
  /// Whether a value of type `from` may stand where `to` is expected.
  func converts(_ from: ValueType, to: ValueType) -> Bool {
    if from == to || from == .error || to == .error || from == .never { return true }
    // A function has no text, and nothing else takes a value of any type.
    if to == .any { return !from.isCallable && from != .void }
    switch (from, to) {
    case (.optional(.never), .optional): return true
    case (.optional(let inner), .optional(let wrapped)):
      return converts(inner, to: wrapped) && isFree(inner, wrapped)
    case (_, .optional(let wrapped)): return converts(from, to: wrapped)
    case (.tensor(let a), .tensor(let b)): return a == nil || b == nil || a == b
    case (.tensor(rank: nil), .double): return true
    case (.tensor(rank: .some(let rank)), .array(let element)):
      return rank >= 2 && element == .tensor(rank: rank - 1)
    case (.array(.tensor(rank: .some(let rank))), .tensor(let wanted)):
      return wanted == nil || wanted == rank + 1
    case (.tuple(let a), .tuple(let b)):
      return a.count == b.count
        && zip(a, b).allSatisfy { pair in
          converts(pair.0.type, to: pair.1.type)
            && (pair.0.label == nil || pair.1.label == nil || pair.0.label == pair.1.label)
        }
    case (.function(let a), .function(let b)):
      return a.parameters.count == b.parameters.count
        && zip(a.parameters, b.parameters).allSatisfy { isFree($0.1, $0.0) }
        && isFree(a.result, b.result)
    default: return from.containsError || to.containsError
    }
  }

  /// Whether the conversion needs no work at run time.
  private func isFree(_ from: ValueType, _ to: ValueType) -> Bool {
    if from == to || from.containsError || to.containsError || from == .never { return true }
    switch (from, to) {
    case (.tensor, .tensor(rank: nil)): return true
    case (.tuple(let a), .tuple(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { isFree($0.0.type, $0.1.type) }
    default: return false
    }
  }

  /// The value as one of type `to`; nil if it is none.
  func converted(_ value: TypedExpression, to: ValueType) -> TypedExpression? {
    if value.type == to { return value }
    guard converts(value.type, to: to) else { return nil }
    func node(_ conversion: Conversion, _ operand: TypedExpression) -> TypedExpression {
      TypedExpression(.convert(conversion, operand), to, at: value.range)
    }
    if value.type.containsError || to.containsError {
      return TypedExpression(value.kind, .error, at: value.range)
    }
    switch (value.type, to) {
    case (.never, _): return TypedExpression(value.kind, to, at: value.range)
    case (_, .any): return node(.erase, value)
    case (.optional(.never), .optional): return TypedExpression(.none, to, at: value.range)
    case (.optional, .optional): return node(.forgetRank, value)
    case (_, .optional(let wrapped)):
      guard let inner = converted(value, to: wrapped) else { return nil }
      return node(.wrap, inner)
    case (.tensor(rank: nil), .tensor(rank: .some(let rank))): return node(.rank(rank), value)
    case (.tensor, .tensor): return node(.forgetRank, value)
    case (.tensor, .double): return node(.rank(0), value)
    case (.tensor, .array): return node(.rows, value)
    case (.array, .tensor): return node(.stack, value)
    case (.tuple(let from), .tuple(let elements)): return convertedTuple(value, from, elements, to)
    default: return node(.relabel, value)
    }
  }

  private func convertedTuple(
    _ value: TypedExpression, _ from: [ValueType.TupleElement],
    _ elements: [ValueType.TupleElement],
    _ to: ValueType
  ) -> TypedExpression? {
    if case .tuple(let values) = value.kind {
      var result: [TypedExpression] = []
      for (part, element) in zip(values, elements) {
        guard let part = converted(part, to: element.type) else { return nil }
        result.append(part)
      }
      return TypedExpression(.tuple(result), to, at: value.range)
    }
    guard zip(from, elements).allSatisfy({ isFree($0.0.type, $0.1.type) }) else { return nil }
    return TypedExpression(.convert(.relabel, value), to, at: value.range)
  }

  /// The value as one of type `to`, or a report that it is none; `what` says where it stands.
  mutating func expect(
    _ value: TypedExpression, _ to: ValueType, isInteger: Bool = false, for what: String
  ) -> TypedExpression {
    guard let result = converted(value, to: to) else {
      if value.type.containsError { return invalid(at: value.range) }
      report(.mismatch(what, expected: to, found: value.type, at: value.range))
      return invalid(at: value.range)
    }
    return isInteger ? integral(result, for: what) : result
  }

  /// The value with a test that it is integral, unless it surely is.
  mutating func integral(_ value: TypedExpression, for what: String) -> TypedExpression {
    if case .number(let number) = value.kind {
      if number.rounded() != number { report(.notIntegral(number, what, at: value.range)) }
      return value
    }
    guard value.type == .double else { return value }
    if case .binary(.scalar(let operation), let left, let right) = value.kind,
      operation != .divide, operation != .power, isIntegral(left), isIntegral(right)
    {
      return value
    }
    return TypedExpression(.convert(.integral, value), .double, at: value.range)
  }

  private func isIntegral(_ value: TypedExpression) -> Bool {
    switch value.kind {
    case .number(let number): number.rounded() == number && abs(number) < 0x1p31
    default: false
    }
  }

  /// The type that both can stand for, as branches of one value or elements of one list.
  func joined(_ a: ValueType, _ b: ValueType) -> ValueType? {
    if a == b || b == .error || b == .never { return a }
    if a == .error || a == .never { return b }
    switch (a, b) {
    case (.optional(.never), .optional): return b
    case (.optional, .optional(.never)): return a
    case (.optional(.never), _): return .optional(b)
    case (_, .optional(.never)): return .optional(a)
    case (.tensor, .tensor): return .tensor(rank: nil)
    default:
      if converts(a, to: b), a != .tensor(rank: nil) { return b }
      return converts(b, to: a) ? a : nil
    }
  }

  /// Whether both are tuples of numbers and texts, alike in each place.
  func haveOrder(_ a: ValueType, _ b: ValueType) -> Bool {
    guard case .tuple(let first) = a, case .tuple(let second) = b, !first.isEmpty else {
      return false
    }
    return first.count == second.count
      && zip(first, second).allSatisfy {
        $0.type == $1.type && ($0.type == .double || $0.type == .string)
      }
  }
}
