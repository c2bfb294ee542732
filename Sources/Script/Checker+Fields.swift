import Diagnostics

// The types of properties that only have a default: read off its form, because structures are known
// before the values around them are.
extension Checker {
  /// The type of a property's default, or nil if its form does not say; reports nothing.
  mutating func defaultType(of syntax: ExpressionSyntax) -> ValueType? {
    guard case .call(let callee, _) = syntax.kind, case .type(let written) = callee.kind else {
      return fieldType(of: syntax)
    }
    // `[String]()`. What is wrong with the type is said where the value is read.
    let before = diagnostics.count
    let type = resolve(written).type
    diagnostics.removeLast(diagnostics.count - before)
    return type.containsError ? nil : type
  }

  private func fieldType(of syntax: ExpressionSyntax) -> ValueType? {
    switch syntax.kind {
    case .number: return .double
    case .boolean: return .boolean
    case .text: return .string
    case .parenthesised(let inner): return fieldType(of: inner)
    case .prefix(let sign, let operand):
      return sign.text == "!" ? .boolean : fieldType(of: operand)
    case .binary(let sign, let left, let right): return fieldType(sign.text, left, right)
    case .conditional(_, let first, let second):
      guard let a = fieldType(of: first), let b = fieldType(of: second) else { return nil }
      return a == b ? a : nil
    case .array(let elements): return listType(of: elements)
    case .dictionary(let pairs):
      guard let key = common(pairs.map(\.key)), let value = common(pairs.map(\.value)),
        isHashable(key)
      else { return nil }
      return .dictionary(key: key, value: value)
    case .tuple(let elements):
      var types: [ValueType.TupleElement] = []
      for element in elements {
        guard let type = fieldType(of: element.value) else { return nil }
        types.append(ValueType.TupleElement(element.label?.text, type))
      }
      return .tuple(types)
    case .member(let base, _):
      guard let type = typeNamed(by: base), case .enumeration = type else { return nil }
      return type
    case .call(let callee, let call): return resultType(of: callee, call)
    default: return nil
    }
  }

  private func common(_ elements: [ExpressionSyntax]) -> ValueType? {
    guard let first = elements.first.flatMap({ fieldType(of: $0) }) else { return nil }
    return elements.allSatisfy { fieldType(of: $0) == first } ? first : nil
  }

  private func listType(of elements: [ExpressionSyntax]) -> ValueType? {
    guard let element = common(elements) else { return nil }
    guard case .tensor(.some(let rank)) = element else { return .list(of: element) }
    // Rows of different lengths are no matrix; what stands there is said where the value is read.
    return .tensor(rank: rank + 1)
  }

  private func fieldType(
    _ sign: String, _ left: ExpressionSyntax, _ right: ExpressionSyntax
  ) -> ValueType? {
    switch sign {
    case "==", "!=", "<", ">", "<=", ">=", "&&", "||", "≈": return .boolean
    case "+", "-", "*", "/", "%", "**":
      guard let a = fieldType(of: left), let b = fieldType(of: right) else { return nil }
      if a == .string, b == .string { return sign == "+" ? .string : nil }
      return a.isNumeric && b.isNumeric ? Self.broadcast(a, b) : nil
    default: return nil
    }
  }

  /// The type that a call gives, if the name alone says it: a type, or a function of the library
  /// whose forms all give the same.
  private func resultType(of callee: ExpressionSyntax, _ call: CallSyntax) -> ValueType? {
    guard case .name(let name) = callee.kind else { return nil }
    if case .binding(.type(let type, _))? = lookUp(name) { return type }
    if name == "Array", call.arguments.first?.label?.text == "repeating" {
      return fieldType(of: call.arguments[0].value).map { .list(of: $0) }
    }
    guard lookUp(name) == nil else { return nil }
    let results = Set(
      library.entries(named: name).filter { library.functions[$0].kind == .function }.map {
        library.signatures[$0].result
      })
    guard let result = results.first, results.count == 1, !result.hasParameters else { return nil }
    return result
  }
}
