import Diagnostics

extension Parser {
  /// Goes to the next statement after one that began at `start` and could not be read.
  mutating func recover(from start: Int) {
    if hasGivenUp {
      index = tokens.count - 1
      return
    }
    if index == start { advance() }
    let stop = index
    var brackets = 0
    var braces = 0
    var i = start
    while i < tokens.count - 1 {
      let token = tokens[i]
      if i >= stop, i > start {
        if braces == 0, token.startsLine, brackets <= 0 || beginsStatement(token) { break }
        if braces == 0, isMark("}", token) { break }
        if braces == 0, brackets <= 0, isMark(";", token) { break }
      }
      switch token.kind {
      case .mark(UInt8(ascii: "(")), .mark(UInt8(ascii: "[")): brackets += 1
      case .mark(UInt8(ascii: ")")), .mark(UInt8(ascii: "]")): brackets -= 1
      case .mark(UInt8(ascii: "{")): braces += 1
      case .mark(UInt8(ascii: "}")): braces -= 1
      default: break
      }
      if braces < 0 { braces = 0 }
      i += 1
    }
    index = max(i, index)
  }

  /// Whether the next line's statement begins here, although a bracket is still open.
  var beginsNextStatement: Bool { token.startsLine && beginsStatement(token) }

  /// Whether the token, on the line below `return`, begins what is returned: Swift goes on to it.
  var beginsReturnedValue: Bool {
    switch token.kind {
    case .word(let word):
      !Self.keywords.contains(word) || ["true", "false", "nil"].contains(word)
    case .number, .text, .dollar, .quotedWord: true
    case .symbol(_, .prefix): true
    default: false
    }
  }

  /// Whether the token surely begins a statement, even where a bracket is still open.
  private func beginsStatement(_ token: Token) -> Bool {
    guard case .word(let word) = token.kind else { return false }
    switch word {
    case "let", "var", "func", "struct", "enum", "return", "for", "while", "guard": return true
    default: return false
    }
  }

  /// The names that the broken statement at `start` would have declared.
  func declaredNames(from start: Int) -> [String] {
    guard !hasGivenUp, case .word(let word) = tokens[start].kind else { return [] }
    switch word {
    case "let", "var", "func", "struct", "enum", "class", "protocol", "typealias", "const", "def",
      "function", "fn", "auto":
      break
    default: return []
    }
    var names: [String] = []
    var i = start + 1
    while i < tokens.count - 1, !tokens[i].startsLine {
      if case .word(let name) = tokens[i].kind, !Self.keywords.contains(name) {
        names.append(name)
        let isPattern = isMark(",", tokens[i + 1]) || isMark(")", tokens[i + 1])
        if !isPattern { break }
      } else if isSymbol("=", tokens[i]) {
        break
      }
      i += 1
    }
    return names
  }
}

extension Parser {
  /// Reads a whole piece as statements.
  static func statements(of text: MappedText, limits: Limits) -> ParsedPiece {
    var parser = Parser(text, limit: limits.depth)
    var piece = ParsedPiece()
    let list = parser.statementList(until: nil)
    piece.statements = list.map(\.statement)
    piece.comments = parser.attachedComments(list.map(\.span))
    piece.diagnostics = parser.diagnostics
    return piece
  }

  /// Reads a whole piece as one expression.
  static func expression(
    of text: MappedText, limits: Limits
  ) -> (ExpressionSyntax?, [Diagnostic]) {
    var parser = Parser(text, limit: limits.depth)
    do throws(Diagnostic) {
      let value = try parser.expression()
      if !parser.isAtEnd {
        throw .expected("one expression", found: parser.describe(parser.token), at: parser.here)
      }
      return (parser.diagnostics.isEmpty ? value : nil, parser.diagnostics)
    } catch {
      parser.report(error)
      return (nil, parser.diagnostics)
    }
  }
}
