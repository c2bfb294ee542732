/// Fits types of arguments to the types of a library signature and learns its type parameters.
struct TypeMatcher {
  /// How well an argument fits.
  enum Fit: Comparable {
    /// Only with work at run time, or as an optional or `Any`.
    case converted
    /// As it is.
    case exact
  }

  /// What the type parameters stand for.
  var bindings: [String: ValueType] = [:]

  /// Fits `argument` to `parameter`; nil if it does not. With `isReceiver`, no wrapping.
  mutating func match(
    _ parameter: ValueType, _ argument: ValueType, isReceiver: Bool = false, checker: Checker
  ) -> Fit? {
    if argument == .error || argument == .never { return .exact }
    switch parameter {
    case .parameter("N"): return matchNumeric(argument)
    case .parameter(let name):
      guard let bound = bindings[name] else {
        bindings[name] = argument
        return .exact
      }
      if bound == argument { return .exact }
      if case .optional(.never) = bound, case .optional = argument {
        bindings[name] = argument
        return .converted
      }
      if checker.converts(argument, to: bound) { return .converted }
      if bound.isTensor, argument.isTensor {
        bindings[name] = .tensor(rank: nil)
        return .converted
      }
      return nil
    case .sequence(let element):
      guard let own = argument.element else { return nil }
      return match(element, own, checker: checker)
    case .array(let element): return matchList(element, parameter, argument, checker)
    case .dictionary(let key, let value):
      guard case .dictionary(let ownKey, let ownValue) = argument else { return nil }
      return both(
        match(key, ownKey, checker: checker), match(value, ownValue, checker: checker))
    case .set(let element):
      guard case .set(let own) = argument else { return nil }
      return match(element, own, checker: checker)
    case .optional(let wrapped):
      if case .optional(let own) = argument {
        return own == .never ? .exact : match(wrapped, own, checker: checker)
      }
      if isReceiver { return nil }
      return match(wrapped, argument, checker: checker).map { _ in .converted }
    case .tuple(let elements):
      guard case .tuple(let own) = argument, own.count == elements.count else { return nil }
      var result = Fit.exact
      for (a, b) in zip(elements, own) {
        guard let fit = match(a.type, b.type, checker: checker) else { return nil }
        result = min(result, fit)
      }
      return result
    case .function(let type):
      guard case .function(let own) = argument, own.parameters.count == type.parameters.count
      else { return nil }
      for (a, b) in zip(type.parameters, own.parameters) {
        guard match(a, b, checker: checker) != nil else { return nil }
      }
      return match(type.result, own.result, checker: checker)
    default:
      if parameter == argument { return .exact }
      return checker.converts(argument, to: parameter) ? .converted : nil
    }
  }

  private mutating func matchNumeric(_ argument: ValueType) -> Fit? {
    guard argument.isNumeric else { return nil }
    guard let bound = bindings["N"] else {
      bindings["N"] = argument
      return .exact
    }
    bindings["N"] = Checker.broadcast(bound, argument)
    return .exact
  }

  private mutating func matchList(
    _ element: ValueType, _ parameter: ValueType, _ argument: ValueType, _ checker: Checker
  ) -> Fit? {
    switch argument {
    case .array(let own): return match(element, own, checker: checker)
    case .tensor(rank: 1): return match(element, .double, checker: checker)
    case .tensor(rank: .some(let rank)) where rank >= 2:
      return match(element, .tensor(rank: rank - 1), checker: checker).map { _ in .converted }
    default: return nil
    }
  }

  private func both(_ a: Fit?, _ b: Fit?) -> Fit? {
    guard let a, let b else { return nil }
    return min(a, b)
  }

  /// The type with its parameters replaced by what they stand for.
  func substituted(_ type: ValueType) -> ValueType {
    switch type {
    case .parameter(let name): return bindings[name] ?? type
    case .array(let element): return .list(of: substituted(element))
    case .sequence(let element): return .sequence(substituted(element))
    case .set(let element): return .set(substituted(element))
    case .optional(let wrapped): return .optional(substituted(wrapped))
    case .dictionary(let key, let value):
      return .dictionary(key: substituted(key), value: substituted(value))
    case .tuple(let elements):
      return .tuple(elements.map { ValueType.TupleElement($0.label, substituted($0.type)) })
    case .function(let type):
      return .function(type.parameters.map { substituted($0) }, substituted(type.result))
    default: return type
    }
  }
}
