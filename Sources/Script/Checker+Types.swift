import Diagnostics

extension Checker {
  /// The type that `syntax` names, and whether it is `Int`.
  mutating func resolve(_ syntax: TypeSyntax) -> (type: ValueType, isInteger: Bool) {
    switch syntax.kind {
    case .invalid: return (.error, false)
    case .name(let name, let arguments): return named(name, arguments, at: syntax.range)
    case .list(let element): return (.list(of: resolve(element).type), false)
    case .dictionary(let key, let value):
      return (dictionary(resolve(key).type, resolve(value).type, at: key.range), false)
    case .optional(let wrapped):
      return (optional(resolve(wrapped).type, at: syntax.range), false)
    case .tuple(let elements):
      return (
        .tuple(elements.map { ValueType.TupleElement($0.label, resolve($0.type).type) }), false
      )
    case .function(let parameters, let result):
      return (.function(parameters.map { resolve($0).type }, resolve(result).type), false)
    }
  }

  private mutating func optional(_ type: ValueType, at range: SourceRange) -> ValueType {
    if type == .error { return .error }
    if case .optional = type {
      report(.nestedOptional(.optional(type), "write '\(type)'", at: range))
      return type
    }
    return .optional(type)
  }

  private mutating func dictionary(
    _ key: ValueType, _ value: ValueType, at range: SourceRange
  ) -> ValueType {
    guard isHashable(key) else {
      report(.unhashable(key, at: range))
      return .error
    }
    return .dictionary(key: key, value: value)
  }

  /// Whether values of the type can be keys of a dictionary and elements of a set.
  func isHashable(_ type: ValueType) -> Bool {
    switch type {
    case .function, .any, .object, .void: false
    case .array(let element), .set(let element), .optional(let element): isHashable(element)
    case .tuple(let elements): elements.allSatisfy { isHashable($0.type) }
    default: true
    }
  }

  private mutating func named(
    _ name: String, _ arguments: [TypeSyntax], at range: SourceRange
  ) -> (type: ValueType, isInteger: Bool) {
    if !arguments.isEmpty { return (generic(name, arguments, at: range), false) }
    switch lookUp(name) {
    case .binding(.type(let type, let isInteger)): return (type, isInteger)
    case .binding(.broken): return (.error, false)
    default: break
    }
    if let type = ValueType.named(name) { return (type, name == "Int") }
    if library.typeNames.contains(name) { return (.object(name), false) }
    if Self.integerTypes.contains(name) {
      report(.noIntegerType(name, at: range))
      return (.double, true)
    }
    if Self.floatTypes.contains(name) {
      report(.noFloatType(name, at: range))
      return (.double, false)
    }
    if name == "Set" || name == "Array" || name == "Dictionary" {
      report(.typeNeedsArguments(name, at: range))
      return (.error, false)
    }
    let known = ValueType.ownNames + library.typeNames.sorted() + visibleNames.filter { isType($0) }
    report(.unknownType(name, near: closestMatch(to: name, in: known), at: range))
    return (.error, false)
  }

  private static let integerTypes: Set<String> = [
    "UInt", "Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64",
  ]

  static let floatTypes: Set<String> = [
    "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "Decimal",
  ]

  func isType(_ name: String) -> Bool {
    if case .binding(.type) = lookUp(name) { true } else { false }
  }

  private mutating func generic(
    _ name: String, _ arguments: [TypeSyntax], at range: SourceRange
  ) -> ValueType {
    let types = arguments.map { resolve($0).type }
    switch (name, types.count) {
    case ("Array", 1): return .list(of: types[0])
    case ("Set", 1):
      guard isHashable(types[0]) else {
        report(.unhashable(types[0], at: arguments[0].range))
        return .error
      }
      return .set(types[0])
    case ("Optional", 1): return optional(types[0], at: range)
    case ("Dictionary", 2): return dictionary(types[0], types[1], at: arguments[0].range)
    case ("Range", 1), ("ClosedRange", 1): return .range
    default:
      report(.noTypeArguments(name, types.count, at: range))
      return .error
    }
  }

  /// The type that a name stands for where a value is expected: `Matrix.identity`, `Color.red`.
  func typeNamed(_ name: String) -> ValueType? {
    switch lookUp(name) {
    case .binding(.type(let type, _)): return type
    case .some: return nil
    case nil:
      if let type = ValueType.named(name) { return type }
      return library.typeNames.contains(name) ? .object(name) : nil
    }
  }
}
