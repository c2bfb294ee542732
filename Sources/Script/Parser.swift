import Diagnostics

/// Reads the tokens of one piece as statements or as one expression.
///
///     cell        = { statement ( newline | ";" ) }
///     statement   = declaration | assignment | expression | control | [ name ":" ] loop
///     declaration = ("let" | "var") binding { "," binding }
///                 | "func" name "(" parameters ")" [ "->" type ] block
///                 | "struct" name "{" { ("let" | "var") binding | [ "mutating" ] function } "}"
///                 | "enum" name "{" { "case" name { "," name } | function } "}"
///                 | "typealias" name "=" type
///     binding     = pattern [ ":" type ] [ "=" expression ]
///     parameters  = [ parameter { "," parameter } ]
///     parameter   = [ label ] name ":" type [ "..." ] [ "=" expression ]
///     assignment  = expression ("=" | "+=" | "-=" | "*=" | "/=" | "%=" | "**=") expression
///     control     = "if" conditions block { "else" "if" conditions block } [ "else" block ]
///                 | "guard" conditions "else" block
///                 | "switch" expression "{" { case } "}"
///                 | "for" [ "case" ] pattern [ ":" type ] "in" expression [ "where" expression ] block
///                 | "while" conditions block | "repeat" block "while" expression | "do" block
///                 | "break" [ name ] | "continue" [ name ] | "return" [ expression ]
///     conditions  = condition { "," condition }
///     condition   = expression | ("let" | "var") name [ ":" type ] [ "=" expression ]
///                 | "case" pattern "=" expression
///     case        = ( "case" pattern [ "where" expression ] { "," … } | "default" ) ":" { statement }
///     pattern     = "_" | name | "(" pattern { "," pattern } ")" | pattern "?"
///                 | ("let" | "var") pattern | expression          (the last two in "case" only)
///     expression  = prefixed { operator prefixed | "?" expression ":" expression }
///     prefixed    = { "-" | "+" | "!" | "√" | "..." | "..<" } postfixed
///     postfixed   = primary { "." name | "." digits | "(" arguments ")" | "[" arguments "]"
///                           | closure | "?" | "!" | "..." }
///     primary     = number | text | "true" | "false" | "nil" | name | "$" digits | "." name
///                 | "(" [ arguments ] ")" | "[" list "]" | closure | "if" … | "switch" … | type
///     closure     = "{" [ ( names | "(" parameters ")" ) [ "->" type ] "in" ] { statement } "}"
///     arguments   = [ [ label ":" ] ( expression | operator ) { "," … } ]
///     type        = name [ "<" type { "," type } ">" ] | "[" type [ ":" type ] "]"
///                 | "(" types ")" [ "->" type ] | type "?"
///
/// The operators and how tightly they bind are in `Parser+Operators.swift`. A line break ends a
/// statement unless the next line starts with a binary operator or `.name`. An error ends its
/// statement; reading goes on with the next one, so that all errors of a cell come at once.
struct Parser {
  let text: MappedText
  let tokens: [Token]
  let texts: [[TextPart]]
  /// The deepest nesting that is read.
  let limit: Int
  var index = 0
  var diagnostics: [Diagnostic]
  /// Where the lexer has found something wrong.
  private let lexerPlaces: [SourceRange]
  /// How many constructs are open around the current token.
  var nesting: Int
  /// The depth of the deepest node since the innermost closure or block began.
  var peak = 0
  /// Whether `{` begins a block and not a trailing closure, as after `if`.
  var isBeforeBlock = false
  /// The largest `$n` in the innermost closure.
  var lastDollar = -1
  /// Whether the statements here belong to a case, so that the next `case` ends them.
  var isInSwitch = false
  /// The result comments of the text.
  let lexedComments: [LexedComment]
  /// Whether the nesting limit was hit: nothing more is reported.
  var hasGivenUp = false

  init(_ text: MappedText, from start: Int = 0, to end: Int? = nil, limit: Int, nesting: Int = 0) {
    let lexed = Lexer(text, from: start, to: end, depthLeft: limit - nesting).tokens()
    self.text = text
    self.limit = limit
    self.nesting = nesting
    tokens = lexed.tokens
    texts = lexed.texts
    lexedComments = lexed.comments
    diagnostics = lexed.diagnostics
    lexerPlaces = lexed.diagnostics.map(\.range)
  }

  // MARK: tokens

  var token: Token { tokens[index] }

  var next: Token { tokens[min(index + 1, tokens.count - 1)] }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  var isAtEnd: Bool { token.kind == .end }

  func isMark(_ mark: Unicode.Scalar, _ token: Token? = nil) -> Bool {
    (token ?? self.token).kind == .mark(UInt8(ascii: mark))
  }

  func isWord(_ word: String, _ token: Token? = nil) -> Bool {
    (token ?? self.token).kind == .word(word)
  }

  func isSymbol(_ symbol: String, _ token: Token? = nil) -> Bool {
    if case .symbol(symbol, _) = (token ?? self.token).kind { true } else { false }
  }

  mutating func accept(_ mark: Unicode.Scalar) -> Bool {
    guard isMark(mark) else { return false }
    advance()
    return true
  }

  mutating func accept(word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ mark: Unicode.Scalar, _ context: String) throws(Diagnostic) {
    if !accept(mark) { throw .expected("'\(mark)' \(context)", found: describe(token), at: here) }
  }

  mutating func expect(word: String, _ context: String) throws(Diagnostic) {
    if !accept(word: word) {
      throw .expected("'\(word)' \(context)", found: describe(token), at: here)
    }
  }

  /// The place of the current token; at the end, of the last one.
  var here: SourceRange {
    if isAtEnd, index > 0 { return .at(range(of: tokens[index - 1]).end) }
    return range(of: token)
  }

  func range(of token: Token) -> SourceRange { text.sourceRange(token.start, token.end) }

  /// The place from the token at `start` to the one before the current one.
  func range(from start: Int) -> SourceRange {
    let last = tokens[max(start, index - 1)]
    return text.sourceRange(tokens[start].start, last.end)
  }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .end: "the end"
    case .text: "a text"
    default: "'" + String(decoding: text.bytes[token.start..<token.end], as: UTF8.self) + "'"
    }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if hasGivenUp || followsFromLexer(diagnostic) { return }
    diagnostics.append(diagnostic)
  }

  /// Whether a missing part is one that the lexer has taken out, with a report.
  private func followsFromLexer(_ diagnostic: Diagnostic) -> Bool {
    guard diagnostic.rule == "syntax.expected" else { return false }
    let before = index > 0 ? range(of: tokens[index - 1]).start : 0
    return lexerPlaces.contains {
      before <= $0.start && $0.end <= max(diagnostic.range.end, range(of: token).end)
    }
  }

  // MARK: depth

  /// Makes a node from the token at `start` to here, over children of at most `depth`.
  mutating func make(
    _ kind: ExpressionKind, _ start: Int, over depth: Int = 0
  ) throws(Diagnostic) -> ExpressionSyntax {
    let node = ExpressionSyntax(kind, at: range(from: start), depth: depth + 1)
    peak = max(peak, node.depth)
    if node.depth + nesting > limit { throw tooDeep(node.range) }
    return node
  }

  /// Enters a construct that nests; balanced by `leave`.
  mutating func enter() throws(Diagnostic) {
    nesting += 1
    if nesting > limit { throw tooDeep(here) }
  }

  mutating func leave() { nesting -= 1 }

  private mutating func tooDeep(_ place: SourceRange) -> Diagnostic {
    report(.tooDeep(limit, at: place))
    hasGivenUp = true
    index = tokens.count - 1
    return .tooDeep(limit, at: place)
  }

  // MARK: names

  /// A name that is not a keyword.
  mutating func name(_ what: String) throws(Diagnostic) -> NameSyntax {
    let place = here
    switch token.kind {
    case .word(let word) where !Self.keywords.contains(word):
      advance()
      return NameSyntax(text: word, range: place)
    case .quotedWord(let word):
      advance()
      return NameSyntax(text: word, range: place)
    case .word(let word):
      throw .keywordAsName(word, what, at: place)
    default: throw .expected(what, found: describe(token), at: place)
    }
  }

  /// Words that cannot be names.
  static let keywords: Set<String> = [
    "let", "var", "func", "struct", "enum", "if", "else", "guard", "switch", "case", "default",
    "for", "in", "where", "while", "repeat", "do", "break", "continue", "return", "true", "false",
    "nil", "typealias", "class", "protocol", "extension", "import", "try", "throw", "throws",
    "catch", "defer", "as", "is", "fallthrough", "inout", "init", "static",
  ]
}

/// What one piece says.
struct ParsedPiece: Sendable {
  var statements: [StatementSyntax] = []
  var comments: [ResultComment] = []
  var diagnostics: [Diagnostic] = []
}
