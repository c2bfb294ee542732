import Diagnostics

/// How a binary operator groups.
struct OperatorPrecedence: Sendable {
  enum Associativity: Sendable {
    case left
    case right
    /// `a < b < c` is an error.
    case none
  }
  let level: Int
  let associativity: Associativity
}

extension Parser {
  /// Every binary operator, as Swift groups them; `**`, `•`, `⊙`, `⊗` and `≈` are ours.
  static let precedences: [String: OperatorPrecedence] = [
    "**": OperatorPrecedence(level: 170, associativity: .right),
    "*": OperatorPrecedence(level: 150, associativity: .left),
    "/": OperatorPrecedence(level: 150, associativity: .left),
    "%": OperatorPrecedence(level: 150, associativity: .left),
    "•": OperatorPrecedence(level: 150, associativity: .left),
    "⊙": OperatorPrecedence(level: 150, associativity: .left),
    "⊗": OperatorPrecedence(level: 150, associativity: .left),
    "+": OperatorPrecedence(level: 140, associativity: .left),
    "-": OperatorPrecedence(level: 140, associativity: .left),
    "...": OperatorPrecedence(level: 130, associativity: .none),
    "..<": OperatorPrecedence(level: 130, associativity: .none),
    "??": OperatorPrecedence(level: 110, associativity: .right),
    "==": OperatorPrecedence(level: 100, associativity: .none),
    "!=": OperatorPrecedence(level: 100, associativity: .none),
    "<": OperatorPrecedence(level: 100, associativity: .none),
    "<=": OperatorPrecedence(level: 100, associativity: .none),
    ">": OperatorPrecedence(level: 100, associativity: .none),
    ">=": OperatorPrecedence(level: 100, associativity: .none),
    "≈": OperatorPrecedence(level: 100, associativity: .none),
    "&&": OperatorPrecedence(level: 90, associativity: .left),
    "||": OperatorPrecedence(level: 80, associativity: .left),
    "?": OperatorPrecedence(level: 70, associativity: .right),
  ]

  /// The operators that stand before their operand, all of them tighter than any binary one.
  static let prefixOperators: Set<String> = ["-", "+", "!", "√"]

  /// The assignment operators with the operation that each applies.
  static let assignments: [String: String] = [
    "=": "", "+=": "+", "-=": "-", "*=": "*", "/=": "/", "%=": "%", "**=": "**",
  ]

  /// Reads an expression whose operators bind at least as tightly as `level`.
  mutating func expression(_ level: Int = 0) throws(Diagnostic) -> ExpressionSyntax {
    try enter()
    defer { leave() }
    let start = index
    var left = try prefixed()
    var lastLevel: Int?
    while let (symbol, precedence) = try binaryOperator(), precedence.level >= level {
      let place = range(of: token)
      if symbol == "?" {
        left = try conditional(left, start)
        continue
      }
      if precedence.associativity == .none, lastLevel == precedence.level {
        throw .unchainable(symbol, at: place)
      }
      lastLevel = precedence.level
      advance()
      let name = NameSyntax(text: symbol, range: place)
      if isAtEnd || beginsNextStatement { throw .missingOperand(symbol, at: place) }
      let right = try expression(precedence.level + (precedence.associativity == .right ? 0 : 1))
      if symbol == "**", case .prefix(let sign, _) = left.kind, sign.text == "-" {
        report(.minusBeforePower(at: left.range.union(right.range)))
      }
      let kind: ExpressionKind =
        symbol == "..." || symbol == "..<"
        ? .range(left, right, isClosed: symbol == "...") : .binary(name, left, right)
      left = try make(kind, start, over: max(left.depth, right.depth))
    }
    return left
  }

  /// The binary operator at the current token, if the expression goes on with one.
  private mutating func binaryOperator() throws(Diagnostic) -> (String, OperatorPrecedence)? {
    switch token.kind {
    case .symbol(let symbol, let fixity):
      if symbol == "&", fixity == .infix, !token.startsLine {
        throw .unknownOperator(symbol, at: range(of: token))
      }
      guard let precedence = Self.precedences[symbol] else { return nil }
      if fixity == .infix { return (symbol, precedence) }
      // `a -b`: on a new line it is the next statement, else the spaces are uneven.
      if token.startsLine { return nil }
      report(.unevenSpaces(symbol, at: range(of: token)))
      return (symbol, precedence)
    case .word(let word):
      if !token.startsLine, word == "as" || word == "is" { throw unsupported(word) }
      guard !token.startsLine, let meant = Self.foreignOperators[word],
        let precedence = Self.precedences[meant]
      else { return nil }
      report(.foreignWord(word, "write '\(meant)'", at: range(of: token)))
      return (meant, precedence)
    default: return nil
    }
  }

  /// Whether the token, behind the `not` of other languages, begins what is negated.
  private func beginsOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .word(let word): !token.startsLine && Self.foreignOperators[word] == nil
    case .symbol(_, .prefix): !token.startsLine
    default: false
    }
  }

  private mutating func conditional(
    _ test: ExpressionSyntax, _ start: Int
  ) throws(Diagnostic) -> ExpressionSyntax {
    advance()
    let wasBeforeBlock = isBeforeBlock
    let first = try expression()
    try expect(":", "and the other value after '?'")
    isBeforeBlock = wasBeforeBlock
    let second = try expression(70)
    return try make(
      .conditional(test, first, second), start,
      over: max(test.depth, max(first.depth, second.depth)))
  }

  /// Reads operators that stand before their operand.
  private mutating func prefixed() throws(Diagnostic) -> ExpressionSyntax {
    guard case .symbol(let symbol, let fixity) = token.kind else {
      if isWord("not"), beginsOperand(next) {
        report(.foreignWord("not", "write '!'", at: here))
        advance()
        return try prefixed()
      }
      return try postfixed()
    }
    let start = index
    let place = range(of: token)
    if symbol == "..." || symbol == "..<" {
      advance()
      if isMark("]") || isMark(",") || isMark(")") {
        return try make(.range(nil, nil, isClosed: true), start)
      }
      let upper = try expression(131)
      return try make(.range(nil, upper, isClosed: symbol == "..."), start, over: upper.depth)
    }
    guard Self.prefixOperators.contains(symbol) else {
      if symbol == "&" { throw .noInout(at: place) }
      throw .expected("a value", found: describe(token), at: place)
    }
    advance()
    if fixity != .prefix, symbol != "√" || token.hasSpaceBefore, !isAtEnd {
      if tokens[index].hasSpaceBefore { report(.spaceAfterPrefix(symbol, at: place)) }
    }
    try enter()
    defer { leave() }
    let operand = try prefixed()
    return try make(
      .prefix(NameSyntax(text: symbol, range: place), operand), start, over: operand.depth)
  }
}
