import Diagnostics

// What the checker can say of types and values.
extension Diagnostic {
  static func type(
    _ rule: String, _ message: String, at range: SourceRange, hints: [String] = [],
    related: [Related] = []
  ) -> Diagnostic {
    Diagnostic(.error, "type.\(rule)", at: range, message, hints: hints, related: related)
  }

  static func mismatch(
    _ what: String, expected: ValueType, found: ValueType, at range: SourceRange
  ) -> Diagnostic {
    if expected == .any, found.isCallable { return functionInText(at: range) }
    if found == .void, expected != .void {
      return type(
        "mismatch", "\(what) must be \(expected.article), and this gives no value", at: range)
    }
    return type(
      "mismatch", "\(what) must be \(expected.article), and this is \(found.article)", at: range,
      hints: conversionHints(from: found, to: expected))
  }

  /// How a value of one type becomes one of another.
  private static func conversionHints(from: ValueType, to: ValueType) -> [String] {
    switch (from, to) {
    case (.optional(let wrapped), _) where wrapped == to:
      return ["unwrap it: 'if let', '?? other', or '!' where it cannot be nil"]
    case (_, .string) where from.isNumeric || from == .boolean:
      return ["write it as a text: \"\\(value)\""]
    case (.string, .double): return ["write 'Double(text)', which is nil if it is no number"]
    case (.boolean, .double): return ["write 'condition ? 1 : 0'"]
    case (.double, .vector): return ["a Vector of one number is written '[x]'"]
    case (.vector, .double): return ["take one element: 'v[0]'"]
    case (.tensor(rank: .some), .tensor(rank: .some)):
      return ["their ranks differ: a Vector has one axis, a Matrix two"]
    case (.array, .tensor), (.array, .double): return []
    case (.double, .boolean): return ["compare it: 'x != 0'"]
    default: return []
    }
  }

  static func operands(
    _ symbol: String, _ left: ValueType, _ right: ValueType, at range: SourceRange
  ) -> Diagnostic {
    type(
      "operands", "'\(symbol)' does not work on \(left.article) and \(right.article)", at: range,
      hints: operandHints(symbol, left, right))
  }

  private static func operandHints(
    _ symbol: String, _ left: ValueType, _ right: ValueType
  ) -> [String] {
    for type in [left, right] {
      if case .optional = type {
        return ["a value that may be nil is unwrapped first: '??', 'if let' or '!'"]
      }
    }
    let hasString = left == .string || right == .string
    if symbol.hasPrefix("+"), case .array = left { return ["add one element with 'append'"] }
    if hasString, symbol.hasPrefix("+") {
      return ["put the value into the text: \"\\(value)\""]
    }
    if hasString, symbol == "*" { return ["write 'String(repeating: text, count: n)'"] }
    let isOrder = ["<", ">", "<=", ">="].contains(symbol)
    if isOrder, left.isTensor || right.isTensor {
      return ["tensors have no order: compare their elements, norms or sums"]
    }
    if symbol == "•", left == .double || right == .double {
      return ["a product with a number is written '*'"]
    }
    for case .function(let type) in [left, right] where type.parameters.isEmpty {
      return ["a function of nothing is called with '()'"]
    }
    if symbol == "==" || symbol == "!=", left == .string || right == .string {
      if case .enumeration = left { return ["a case is written '.name'"] }
      if case .enumeration = right { return ["a case is written '.name'"] }
    }
    if left == .boolean || right == .boolean { return ["a truth value as a number: 'b ? 1 : 0'"] }
    return []
  }

  static func updateType(
    _ symbol: String, _ place: ValueType, _ result: ValueType, at range: SourceRange
  ) -> Diagnostic {
    type(
      "mismatch", "'\(symbol)' would make \(result.article) of \(place.article)", at: range,
      hints: ["declare a new name for the result: 'let … = …'"])
  }

  static func prefixOperand(
    _ symbol: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    var hints: [String] = []
    if symbol == "!", type == .double { hints = ["write 'x == 0'"] }
    if case .optional = type { hints = ["unwrap it first: '??', 'if let' or '!' after it"] }
    return Self.type(
      "operands", "'\(symbol)' does not work on \(type.article)", at: range, hints: hints)
  }

  static func condition(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    let hint: String? =
      switch type {
      case .double: "compare it: 'x != 0'"
      case .optional: "compare it with nil, or unwrap it: 'if let'"
      case .tensor: "ask for its elements: 'v.allSatisfy { $0 > 0 }'"
      default: nil
      }
    return Self.type(
      "condition", "a condition is a Bool, and this is \(type.article)", at: range,
      hints: hint.map { [$0] } ?? [])
  }

  static func branches(_ a: ValueType, _ b: ValueType, at range: SourceRange) -> Diagnostic {
    type(
      "branches", "the branches have different types, \(a) and \(b)", at: range)
  }

  static func mixedDictionary(
    _ a: ValueType, _ b: ValueType, isKey: Bool, at range: SourceRange
  ) -> Diagnostic {
    type(
      "mixed",
      "the \(isKey ? "keys" : "values") of a dictionary are of one type, and here are \(a) and \(b)",
      at: range)
  }

  static func mixedList(_ a: ValueType, _ b: ValueType, at range: SourceRange) -> Diagnostic {
    type(
      "mixed", "a list holds values of one type, and here are \(a) and \(b)", at: range,
      hints: ["values of several types stand in a tuple, '(a, b)', or a struct"])
  }

  static func ragged(
    _ first: Int, _ other: Int, at range: SourceRange, first place: SourceRange
  ) -> Diagnostic {
    type(
      "ragged", "the rows have different lengths, \(first) and \(other)", at: range,
      hints: ["a Matrix has equal rows; for rows of any length write 'let rows: [Vector] = …'"],
      related: [Related(at: place, "this row has \(first)")])
  }

  static func doubleKey(_ key: String, at range: SourceRange, first: SourceRange) -> Diagnostic {
    type(
      "doubleKey", "the key \(key) stands twice in the dictionary", at: range,
      related: [Related(at: first, "here it is first")])
  }

  static func emptyDictionary(at range: SourceRange) -> Diagnostic {
    type(
      "unknown", "an empty dictionary needs a type", at: range,
      hints: ["write 'var counts: [String: Double] = [:]'"])
  }

  static func nilWithoutType(at range: SourceRange) -> Diagnostic {
    type(
      "unknown", "'nil' alone does not say what is missing", at: range,
      hints: ["write the type: 'let x: Double? = nil'"])
  }

  static func memberWithoutType(_ name: String, at range: SourceRange) -> Diagnostic {
    type(
      "unknown", "nothing here says of which type '.\(name)' is", at: range,
      hints: ["write the type before the point: 'Color.\(name)'"])
  }

  static func unhashable(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type(
      "unhashable", "values of type \(type) cannot be keys or elements of a set", at: range)
  }

  static func noIntegerType(_ name: String, at range: SourceRange) -> Diagnostic {
    type(
      "integer", "there is no type '\(name)'", at: range,
      hints: ["write 'Int': a Double that must be integral"])
  }

  static func noFloatType(_ name: String, at range: SourceRange) -> Diagnostic {
    type(
      "number", "there is no type '\(name)': every number is a Double", at: range,
      hints: ["write 'Double'; 'Float' of Swift has fewer digits"])
  }

  static func notIntegral(
    _ value: Double, _ what: String, at range: SourceRange
  ) -> Diagnostic {
    type("integral", "\(what) must be an integer, and this is \(value)", at: range)
  }

  static func negativeIndex(_ value: Double, at range: SourceRange) -> Diagnostic {
    type(
      "index", "positions count from 0, so that there is no \(shownText(value))", at: range,
      hints: ["the last element is 'values[values.count - 1]', or 'values.last'"])
  }

  static func typeNeedsArguments(_ name: String, at range: SourceRange) -> Diagnostic {
    let form =
      switch name {
      case "Dictionary": "[String: Double]"
      case "Set": "Set<Double>' or 'Set<String>"
      default: "[String]"
      }
    return type(
      "arguments", "'\(name)' does not say of what", at: range, hints: ["write '\(form)'"])
  }

  static func noTypeArguments(_ name: String, _ count: Int, at range: SourceRange) -> Diagnostic {
    type(
      "arguments", "'\(name)' does not take \(quantity(count, "type")) in angle brackets", at: range
    )
  }

  static func typeAsValue(_ name: String, at range: SourceRange) -> Diagnostic {
    type(
      "asValue", "'\(name)' is a type, not a value", at: range,
      hints: ["make a value: '\(name)(…)'"])
  }

  static func functionAsValue(
    _ name: String, _ signature: String, at range: SourceRange
  ) -> Diagnostic {
    type(
      "asValue", "'\(name)' is a function", at: range,
      hints: ["call it: \(name)\(signature)"])
  }

  static func methodAsValue(
    _ name: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    Self.type(
      "asValue", "'\(name)' of \(type) is a function", at: range, hints: ["call it: '\(name)(…)'"])
  }

  static func operatorAsValue(_ symbol: String, at range: SourceRange) -> Diagnostic {
    type(
      "asValue", "'\(symbol)' alone stands only where a function of two values is expected",
      at: range)
  }

  /// `function` is the chapter's own function whose call it is.
  static func noValue(of function: String? = nil, at range: SourceRange) -> Diagnostic {
    guard let function else { return type("noValue", "this gives no value", at: range) }
    return type(
      "noValue", "'\(function)' gives no value", at: range,
      hints: ["if it should, write '-> Double' after its parameters"])
  }

  static func notOptional(
    _ mark: String, _ type: ValueType, isPartOfVector: Bool = false, at range: SourceRange
  ) -> Diagnostic {
    let hint =
      switch mark {
      case "if let" where isPartOfVector, "??" where isPartOfVector:
        "an empty Vector has none and stops the cell: ask 'values.isEmpty' first"
      case "if let": "write 'let x = value' as a statement of its own"
      case "??": "remove '??' and what follows"
      default: "remove '\(mark)'"
      }
    return Self.type(
      "notOptional", "\(type.article) is never nil, so that '\(mark)' has nothing to do",
      at: range, hints: [hint])
  }

  static func neverNil(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type("notOptional", "\(type.article) is never nil", at: range)
  }

  static func notComparable(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type("notComparable", "values of type \(type) cannot be compared", at: range)
  }

  static func noOrder(_ name: String, _ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type(
      "order", "values of type \(type) have no order of their own for '\(name)'", at: range,
      hints: ["say which comes first: '\(name) { $0 … < $1 … }'"])
  }

  static func appendByPlus(_ symbol: String, at range: SourceRange) -> Diagnostic {
    type(
      "append", "'\(symbol)' adds element by element and does not append", at: range,
      hints: ["write 'values.append(x)' or 'values.append(contentsOf: others)'"])
  }

  static func integersDivided(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "number.quotient", at: range,
      "this quotient keeps its fraction; in Swift, of two integers, it is cut off",
      hints: ["to say which is meant, write 'quotient(a, b)' or 'Double(a) / b'"])
  }

  static func integerQuotient(
    _ a: (value: Double, text: String), _ b: (value: Double, text: String), at range: SourceRange
  ) -> Diagnostic {
    let whole = (a.value / b.value).rounded(.towardZero)
    let isLiteral = a.text.first?.isNumber ?? false
    let asDouble = isLiteral ? "\(a.text).0" : "Double(\(a.text))"
    return Diagnostic(
      .note, "number.quotient", at: range,
      "\(a.text) / \(b.text) is \(shownText(a.value / b.value));"
        + " in Swift, of two integers, it is \(shownText(whole))",
      hints: [
        "to say which is meant, write 'quotient(\(a.text), \(b.text))' or '\(asDouble) / \(b.text)'"
      ])
  }
}
