import Script
import Symbols

/// Expressions of symbols: built by the operators and elementary functions, differentiated,
/// simplified, shown as formulas.
extension StandardLibrary {
  static let symbols: [LibraryFunction] =
    symbolMembers + symbolNumbers + symbolOperators + symbolFunctions

  private static let symbolMembers: [LibraryFunction] = [
    symbol(
      "Symbol", "(_ name: String) -> Symbol",
      "A letter that stands for any number in an expression.", "Symbol(\"x\") + 1", "x + 1"
    ) { arguments in
      let name = try arguments.string(0)
      guard let first = name.unicodeScalars.first, first.properties.isAlphabetic,
        name.unicodeScalars.allSatisfy({
          $0.properties.isAlphabetic || $0 == "_" || ("0"..."9").contains($0)
        }), name.count <= 40
      else {
        throw ScriptCause(
          "value.symbol", "'\(name)' is no name of a symbol",
          hints: ["a name is a letter, and letters or digits after it"])
      }
      return Symbol(name)
    },
    symbol(
      "Symbol", "(_ number: Double) -> Symbol", "A number as an expression.",
      "Symbol(2) ** 0.5", "√2"
    ) { try $0.symbol(0) },
    symbol(
      "derivative", "(_ self: Symbol, by variable: Symbol) -> Symbol", kind: .method,
      "The derivative by a symbol, others held fixed.",
      "(Symbol(\"x\") ** 2 * Symbol(\"y\")).derivative(by: Symbol(\"x\"))", "2x·y",
      source: "M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, chapters 3, 4"
    ) { try $0.symbol(0).derivative(by: name(of: $0.symbol(1))) },
    symbol(
      "derivative", "(_ self: Symbol) -> Symbol", kind: .method,
      "The derivative of an expression of one symbol.",
      "(3 * Symbol(\"x\") ** 2 + 2 * Symbol(\"x\")).derivative()", "6x + 2"
    ) { arguments in
      let expression = try arguments.symbol(0)
      return expression.derivative(by: try onlyName(of: expression, "derivative(by: …)"))
    },
    .general(
      "gradient", "(_ self: Symbol, by variables: [Symbol]) -> [Symbol]", kind: .method,
      "The derivatives by several symbols.",
      "(Symbol(\"x\") * Symbol(\"y\")).gradient(by: [Symbol(\"x\"), Symbol(\"y\")])[0]", "y"
    ) { arguments, _ in
      let expression = try arguments.symbol(0)
      guard case .array(let variables) = arguments[1] else { return .array([]) }
      return .array(
        try variables.indices.map { index in
          .object(
            SymbolValue(
              try bounded(expression.derivative(by: name(of: variables.symbol(index))))))
        })
    },
    symbol(
      "simplified", "(_ self: Symbol) -> Symbol", kind: .method,
      "An equal expression with fewer parts, where one is found.",
      "((Symbol(\"x\") ** 2 - 1) / (Symbol(\"x\") - 1)).simplified()", "x + 1"
    ) { try $0.symbol(0).simplified },
    symbol(
      "expanded", "(_ self: Symbol) -> Symbol", kind: .method,
      "The expression with its products multiplied out.",
      "((Symbol(\"x\") + 1) ** 2).expanded()", "x² + 2x + 1"
    ) { try $0.symbol(0).expanded },
    symbol(
      "substituting", "(_ self: Symbol, _ variable: Symbol, _ value: Symbol) -> Symbol",
      kind: .method, "The expression with another one in the place of a symbol.",
      "(Symbol(\"x\") ** 2).substituting(Symbol(\"x\"), Symbol(\"y\") + 1)", "(y + 1)²"
    ) { try $0.symbol(0).substituting(name(of: $0.symbol(1)), $0.symbol(2)) },
    symbol(
      "substituting", "(_ self: Symbol, _ variable: Symbol, _ value: Double) -> Symbol",
      kind: .method, "The expression with a number in the place of a symbol.",
      "(Symbol(\"x\") ** 2 + Symbol(\"y\")).substituting(Symbol(\"x\"), 3)", "y + 9"
    ) { try $0.symbol(0).substituting(name(of: $0.symbol(1)), $0.symbol(2)) },
  ]

  private static let symbolNumbers: [LibraryFunction] = [
    .number(
      "value", "(_ self: Symbol) -> Double", kind: .property,
      "The number that an expression without symbols is.",
      "(Symbol(\"x\") ** 2).substituting(Symbol(\"x\"), 3).value", "9"
    ) { arguments in
      let expression = try arguments.symbol(0)
      if let value = expression.value() { return value }
      throw ScriptCause(
        "value.symbol", "the expression is no number while it holds \(list(expression.variables))",
        hints: ["give the symbols their values: 'f.value(at: 2)' or 'f.value(at: [\"x\": 2])'"])
    },
    .number(
      "value", "(_ self: Symbol, at x: Double) -> Double", kind: .method,
      "The number that an expression of one symbol is at x.",
      "(Symbol(\"x\") ** 2 + 1).value(at: 3)", "10"
    ) { arguments in
      let expression = try arguments.symbol(0)
      guard !expression.variables.isEmpty else { return expression.value() ?? .nan }
      let name = try onlyName(of: expression, "value(at: [\"x\": 1, …])")
      return expression.value([name: try arguments.number(1)]) ?? .nan
    },
    .number(
      "value", "(_ self: Symbol, at values: [String: Double]) -> Double", kind: .method,
      "The number that an expression is with these values of its symbols.",
      "(Symbol(\"x\") * Symbol(\"y\")).value(at: [\"x\": 2, \"y\": 3])", "6"
    ) { arguments in
      let expression = try arguments.symbol(0)
      var values: [String: Double] = [:]
      if case .dictionary(let dictionary) = arguments[1] {
        for (key, value) in dictionary.pairs {
          values[try [key].string(0)] = try [value].number(0)
        }
      }
      if let value = expression.value(values) { return value }
      let missing = expression.variables.filter { values[$0] == nil }
      throw ScriptCause("value.symbol", "no value is given for \(list(missing))")
    },
    .general(
      "variables", "(_ self: Symbol) -> [String]", kind: .property,
      "The names of the symbols in an expression.",
      "(Symbol(\"y\") + Symbol(\"x\")).variables", "[\"x\", \"y\"]"
    ) { arguments, _ in .array(try arguments.symbol(0).variables.map { .string($0) }) },
    .general(
      "tex", "(_ self: Symbol) -> String", kind: .property, "The expression as TeX.",
      "(Symbol(\"x\") ** 2 / 3).tex", "\\frac{x^{2}}{3}"
    ) { arguments, _ in .string(try arguments.symbol(0).tex) },
  ]

  private static let symbolOperators: [LibraryFunction] =
    symbolOperator("+", "The sum of expressions.", "Symbol(\"x\") + 1", "x + 1") { $0 + $1 }
    + symbolOperator("-", "The difference of expressions.", "1 - Symbol(\"x\")", "−x + 1") {
      $0 - $1
    }
    + symbolOperator("*", "The product of expressions.", "2 * Symbol(\"x\")", "2x") { $0 * $1 }
    + symbolOperator("/", "The quotient of expressions.", "Symbol(\"x\") / 3", "x/3") { $0 / $1 }
    + symbolOperator("**", "The power of expressions.", "Symbol(\"x\") ** 3", "x³") {
      $0.raised(to: $1)
    }
    + forms("Symbol", "Bool").flatMap { signature in
      [("==", "equal", false), ("!=", "different", true)].map { name, what, isNegated in
        LibraryFunction.general(
          name, signature, "Whether two expressions are \(what) in normal form.",
          "Symbol(\"x\") + Symbol(\"x\") \(name) 2 * Symbol(\"x\")", isNegated ? "false" : "true"
        ) { arguments, _ in
          .bool((try arguments.symbol(0) == arguments.symbol(1)) != isNegated)
        }
      }
    } + [
      symbol(
        "-", "(_ x: Symbol) -> Symbol", "The expression with the other sign.", "-Symbol(\"x\")",
        "−x"
      ) { -(try $0.symbol(0)) },
      symbol(
        "√", "(_ x: Symbol) -> Symbol", "The square root of an expression.", "√(Symbol(\"x\") + 1)",
        "√(x + 1)"
      ) { try $0.symbol(0).squareRoot },
      symbol(
        "sqrt", "(_ x: Symbol) -> Symbol", "The square root of an expression.",
        "sqrt(Symbol(\"x\"))", "√x"
      ) { try $0.symbol(0).squareRoot },
    ]

  private static let symbolFunctions: [LibraryFunction] = ElementaryFunction.allCases.map {
    function in
    symbol(
      function.rawValue, "(_ x: Symbol) -> Symbol",
      "The function \(function.rawValue) of an expression.",
      "\(function.rawValue)(Symbol(\"x\"))", "\(function.rawValue)(x)"
    ) { .function(function, try $0.symbol(0)) }
  }

  // MARK: helpers

  private static func symbol(
    _ name: String, _ signature: String, kind: LibraryFunction.Kind = .function,
    _ summary: String, _ example: String, _ result: String, source: String = "",
    _ body: @escaping @Sendable ([Value]) throws -> Symbol
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, kind: kind, summary: summary, example: example, exampleResult: result,
      source: source,
      body: .general { arguments, _ in .object(SymbolValue(try bounded(body(arguments)))) })
  }

  private static func symbolOperator(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (Symbol, Symbol) -> Symbol
  ) -> [LibraryFunction] {
    forms("Symbol", "Symbol").map { signature in
      symbol(name, signature, summary, example, result) {
        body(try $0.symbol(0), try $0.symbol(1))
      }
    }
  }

  private static func bounded(_ symbol: Symbol) throws -> Symbol {
    guard symbol.isTooLarge else { return symbol }
    throw ScriptCause(
      "limit.symbols",
      "the expression grows beyond \(Symbol.sizeLimit) parts or \(Symbol.depthLimit) levels")
  }

  private static func name(of symbol: Symbol) throws -> String {
    if case .variable(let name) = symbol.kind { return name }
    throw ScriptCause(
      "value.symbol", "a symbol is needed here, and '\(symbol)' is an expression",
      hints: ["write the symbol alone: 'f.derivative(by: x)'"])
  }

  private static func onlyName(of expression: Symbol, _ form: String) throws -> String {
    let names = expression.variables
    // The derivative of a number is 0 by any name.
    if names.isEmpty { return "x" }
    guard names.count == 1 else {
      throw ScriptCause(
        "value.symbol", "the expression holds \(list(names)), and it is not said which is meant",
        hints: ["write '.\(form)'"])
    }
    return names[0]
  }

  private static func list(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
