/// Which of Swift's types a number would have, as far as the code says it. Here both are one.
enum SwiftNumber {
  /// A whole literal: an `Int`, unless the place wants a `Double`.
  case literal
  case integer
  case floating
  case unknown
}

extension Checker {
  /// What `syntax`, read as `value`, would be in Swift.
  func swiftNumber(_ syntax: ExpressionSyntax, _ value: TypedExpression) -> SwiftNumber {
    guard value.type == .double else { return .unknown }
    switch syntax.kind {
    case .number(_, isInteger: let isInteger): return isInteger ? .literal : .floating
    case .parenthesised(let inner): return swiftNumber(inner, value)
    case .prefix(let sign, let operand): return prefixed(sign.text, operand, value)
    case .binary(let symbol, let left, let right):
      guard case .binary(.scalar, let a, let b) = value.kind, "+-*%".contains(symbol.text)
      else { return .unknown }
      return combined(swiftNumber(left, a), swiftNumber(right, b))
    case .call(let callee, _):
      if case .name("Int") = callee.kind { return .integer }
      if case .name("Double") = callee.kind { return .floating }
    default: break
    }
    switch value.kind {
    case .variable(let id): return swiftNumbers[id] ?? .unknown
    case .field(let whole, let position):
      guard case .structure(let index, _) = whole.type else { return .unknown }
      return program.structures[index].fields[position].isInteger ? .integer : .floating
    case .call(let function, _):
      let own = declarations.first { $0.function == function }
      return own.map { $0.resultIsInteger ? .integer : .floating } ?? .unknown
    case .callLibrary(let index, _):
      if case .intrinsic(.count) = library.functions[index].body { return .integer }
      return .unknown
    default: return .unknown
    }
  }

  private func prefixed(
    _ sign: String, _ operand: ExpressionSyntax, _ value: TypedExpression
  ) -> SwiftNumber {
    switch (sign, value.kind) {
    case ("√", _): .floating
    case ("-", .unary(_, let inner)): swiftNumber(operand, inner)
    default: swiftNumber(operand, value)
    }
  }

  private func combined(_ a: SwiftNumber, _ b: SwiftNumber) -> SwiftNumber {
    switch (a, b) {
    case (.floating, _), (_, .floating): .floating
    case (.unknown, _), (_, .unknown): .unknown
    case (.literal, .literal): .literal
    default: .integer
    }
  }

  /// What a name is whose value is `syntax`, read as `value`: a whole literal makes it an `Int`.
  func swiftNumber(named syntax: ExpressionSyntax, _ value: TypedExpression) -> SwiftNumber {
    let number = swiftNumber(syntax, value)
    return number == .literal ? .integer : number
  }
}
