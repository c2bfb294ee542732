import Diagnostics

/// The tokens of a formula with all macros replaced.
///
/// Expansion works on tokens: those of a macro's body take the place of its use, those of its
/// arguments keep their own, so that every number in the tree knows where the author wrote it.
struct TokenStream: Sendable {
  /// The tokens as they stand.
  var lexer: Lexer
  /// The macros in force.
  var macros: MacroTable
  /// Tokens that come before those of the lexer, the next one last.
  private var pending: [Token] = []
  /// A token that was put back and comes before `pending`: nearly always the only one.
  private var held: Token?
  /// What to restore at the end of each open group.
  private var undo: [(code: UInt16, macro: Macro?)] = []
  private var marks: [Int] = []
  private var expansions = 0
  private var produced = 0
  private let limits: Limits

  /// Tokens that one formula's macros may make: far above any page of mathematics, far below
  /// what a macro that doubles its argument reaches within the limit of expansions.
  private static let producedLimit = 100_000

  /// The tokens of `bytes`.
  init(_ bytes: [UInt8], macros: MacroTable, limits: Limits) {
    lexer = Lexer(bytes)
    self.macros = macros
    self.limits = limits
  }

  /// Whether the next token comes straight from the source.
  var isAtSource: Bool { held == nil && pending.isEmpty }

  /// How many tokens come before those of the lexer.
  private var waiting: Int { pending.count + (held == nil ? 0 : 1) }

  /// The next token without expansion.
  mutating func nextRaw() -> Token {
    if let token = held {
      held = nil
      return token
    }
    if !pending.isEmpty { return pending.removeLast() }
    var token = lexer.next()
    if token.kind == .command { token.code = code(of: token) }
    return token
  }

  /// The code of a command that the lexer has just read.
  private mutating func code(of token: Token) -> UInt16 {
    let name = lexer.name(of: token)
    if let first = name.first, first <= 0x20 { return CommandTable.space }
    let known = CommandTable.code(of: name)
    return known != 0 ? known : macros.code(of: name)
  }

  /// Puts a token back in front.
  @inline(__always)
  mutating func push(_ token: Token) {
    if let before = held { pending.append(before) }
    held = token
  }

  /// Puts tokens back in front, so that the first of them comes next.
  mutating func push(_ tokens: [Token]) {
    if let before = held { pending.append(before) }
    held = nil
    pending.append(contentsOf: tokens.reversed())
  }

  /// The next token that is no macro.
  mutating func next() throws(TeXError) -> Token {
    while true {
      let token = nextRaw()
      guard token.kind == .command else { return token }
      if token.value == 0, !macros.macros.isEmpty, let macro = macros.macros[token.code] {
        try expand(token, macro)
      } else if token.code == CommandTable.expandAfter {
        let first = nextRaw()
        try expandOnce(nextRaw())
        push(first)
      } else if token.code == CommandTable.csName {
        try nameCommand(token)
      } else {
        return token
      }
    }
  }

  /// The next token that is neither macro nor space.
  mutating func nextSolid() throws(TeXError) -> Token {
    while true {
      let token = try next()
      if token.kind != .space { return token }
    }
  }

  /// Looks at the next token.
  mutating func peek() throws(TeXError) -> Token {
    let token = try next()
    push(token)
    return token
  }

  /// Looks at the next token that is no space; spaces before it are dropped.
  mutating func peekSolid() throws(TeXError) -> Token {
    let token = try nextSolid()
    push(token)
    return token
  }

  /// Starts a group: definitions made from here on end with it.
  mutating func beginScope() { marks.append(undo.count) }

  /// Ends a group.
  mutating func endScope() {
    guard let mark = marks.popLast() else { return }
    while undo.count > mark, let change = undo.popLast() {
      macros.macros[change.code] = change.macro
    }
  }

  /// Defines a macro, up to the end of the group unless `isGlobal`.
  mutating func define(_ code: UInt16, _ macro: Macro, isGlobal: Bool) {
    if isGlobal {
      undo.removeAll { $0.code == code }
      for index in marks.indices { marks[index] = min(marks[index], undo.count) }
    } else if !marks.isEmpty {
      undo.append((code, macros.macros[code]))
    }
    macros.macros[code] = macro
  }

  /// The tokens of one argument: a group without its braces, or one token.
  mutating func argument(of owner: Token) throws(TeXError) -> [Token] {
    var token = nextRaw()
    while token.kind == .space { token = nextRaw() }
    switch token.kind {
    case .open: return try balanced(from: token)
    case .close, .end:
      push(token)
      throw .missingArgument(owner)
    default: return [token]
    }
  }

  /// The tokens up to the brace that closes `open`.
  mutating func balanced(from open: Token) throws(TeXError) -> [Token] {
    var result: [Token] = []
    var depth = 0
    while true {
      let token = nextRaw()
      switch token.kind {
      case .open: depth += 1
      case .close:
        if depth == 0 { return result }
        depth -= 1
      case .end: throw .unclosed(open)
      default: break
      }
      result.append(token)
    }
  }

  /// The tokens of an optional argument in brackets, or nil.
  mutating func optionalArgument() throws(TeXError) -> [Token]? {
    var token = nextRaw()
    while token.kind == .space { token = nextRaw() }
    guard token.isCharacter("[") else {
      push(token)
      return nil
    }
    let open = token
    var result: [Token] = []
    var depth = 0
    while true {
      token = nextRaw()
      switch token.kind {
      case .open: depth += 1
      case .close: depth -= 1
      case .end: throw .unclosed(open)
      default: if depth == 0, token.isCharacter("]") { return result }
      }
      result.append(token)
    }
  }

  /// All of `tokens` with the macros in them replaced, for `\edef`.
  mutating func expanded(_ tokens: [Token]) throws(TeXError) -> [Token] {
    let floor = waiting
    push(tokens)
    var result: [Token] = []
    while waiting > floor {
      let token = nextRaw()
      if token.kind == .command, token.value == 0, let macro = macros.macros[token.code] {
        try expand(token, macro)
      } else {
        result.append(token)
      }
    }
    return result
  }

  private mutating func expandOnce(_ token: Token) throws(TeXError) {
    if token.kind == .command, token.value == 0, let macro = macros.macros[token.code] {
      try expand(token, macro)
    } else {
      push(token)
    }
  }

  private mutating func nameCommand(_ owner: Token) throws(TeXError) {
    var name = ""
    while true {
      let token = try next()
      if token.kind == .command, token.code == CommandTable.endCSName { break }
      guard let scalar = token.scalar else { throw .unclosed(owner) }
      name.unicodeScalars.append(scalar)
    }
    push(
      Token(
        kind: .command, isExpanded: true, code: macros.code(of: Array(name.utf8)[...]),
        start: owner.start, end: owner.end))
  }

  private mutating func expand(_ use: Token, _ macro: Macro) throws(TeXError) {
    expansions += 1
    guard expansions <= limits.macroExpansions else {
      throw .tooManyExpansions(use, limits.macroExpansions)
    }
    let arguments = try self.arguments(of: use, macro)
    var result: [Token] = []
    result.reserveCapacity(macro.body.count)
    for token in macro.body {
      if token.kind == .parameter, token.value > 0, Int(token.value) <= arguments.count {
        result.append(contentsOf: arguments[Int(token.value) - 1])
      } else {
        var token = token
        token.start = use.start
        token.end = use.end
        token.isExpanded = true
        result.append(token)
      }
    }
    produced += result.count
    guard produced <= Self.producedLimit, waiting <= Self.producedLimit else {
      throw .tooManyExpansions(use, limits.macroExpansions)
    }
    push(result)
  }

  private mutating func arguments(of use: Token, _ macro: Macro) throws(TeXError) -> [[Token]] {
    guard let prefix = macro.delimiters.first else { return [] }
    try match(prefix, use)
    guard macro.parameterCount > 0 else { return [] }
    var result: [[Token]] = []
    if let standard = macro.optional { result.append(try optionalArgument() ?? standard) }
    while result.count < macro.parameterCount {
      let delimiter = macro.delimiters[result.count + 1]
      result.append(
        delimiter.isEmpty ? try argument(of: use) : try delimited(by: delimiter, use))
    }
    return result
  }

  private mutating func match(_ tokens: [Token], _ use: Token) throws(TeXError) {
    for expected in tokens {
      let token = nextRaw()
      guard token.matches(expected) else { throw .mismatchedUse(use) }
    }
  }

  private mutating func delimited(
    by delimiter: [Token], _ use: Token
  ) throws(TeXError) -> [Token] {
    var result: [Token] = []
    var depth = 0
    while true {
      let token = nextRaw()
      switch token.kind {
      case .end: throw .mismatchedUse(use)
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth < 0 { throw .mismatchedUse(use) }
      default: break
      }
      result.append(token)
      guard depth == 0, result.count >= delimiter.count else { continue }
      if zip(result.suffix(delimiter.count), delimiter).allSatisfy({ $0.matches($1) }) {
        result.removeLast(delimiter.count)
        // One group as the whole argument loses its braces.
        if let first = result.first, first.kind == .open, result.last?.kind == .close,
          isOneGroup(result)
        {
          result.removeFirst()
          result.removeLast()
        }
        return result
      }
    }
  }

  private func isOneGroup(_ tokens: [Token]) -> Bool {
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .open { depth += 1 }
      if token.kind == .close { depth -= 1 }
      if depth == 0 { return index == tokens.count - 1 }
    }
    return false
  }
}
