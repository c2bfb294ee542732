import Diagnostics

// Optionals of optionals: the language keeps one level, so what would have two is refused.
extension Checker {
  /// What to write instead of a member that would give an optional of an optional.
  static let insteadOfNesting: [String: String] = [
    "first": "write 'values.isEmpty ? nil : values[0]'",
    "last": "write 'values.isEmpty ? nil : values[values.count - 1]'",
    "first{}": "ask 'values.contains { … }', or find its place: 'values.firstIndex { … }'",
    "map": "write 'flatMap', which gives one level",
    "removeValue": "keep the others: 'd = d.filter { $0.key != key }'",
  ]
}

extension Checker {
  /// Whether the value is the first, last, least or greatest of a Vector, which Swift might lack.
  func isPartOfVector(_ value: TypedExpression) -> Bool {
    guard case .callLibrary(let index, _) = value.kind,
      case .intrinsic(let intrinsic) = library.functions[index].body
    else { return false }
    return [.vectorFirst, .vectorLast, .minimumOf, .maximumOf].contains(intrinsic)
  }
}

extension ValueType {
  /// Whether it is an optional of an optional.
  var isNestedOptional: Bool {
    if case .optional(.optional) = self { true } else { false }
  }
}

extension Diagnostic {
  static func nestedOptional(
    _ type: ValueType, _ hint: String?, at range: SourceRange
  ) -> Diagnostic {
    Self.type(
      "nestedOptional",
      "this would be an optional of an optional (\(type)), and there is one level", at: range,
      hints: [hint ?? "keep the values that are there first: 'values.compactMap { $0 }'"])
  }
}
