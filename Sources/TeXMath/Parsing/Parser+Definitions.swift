import Diagnostics

extension Parser {
  /// Commands that only the reader of a formula gives their meaning: no macro may take their name.
  private static let reserved: Set<String> = [
    "limits", "nolimits", "begin", "end", "left", "right", "middle",
  ]

  /// Reads a definition and puts it in force.
  ///
  ///     definition = \newcommand name ['[' count ']' ['[' default ']']] body | \def name pattern body
  ///                | \let name ['='] token | \DeclareMathOperator name body
  @inline(never)
  mutating func define(_ kind: Command.Definition, _ token: Token) throws(TeXError) {
    switch kind {
    case .newCommand, .renewCommand, .provideCommand: try defineCommand(kind, token)
    case .mathOperator: try defineOperator(token)
    case .def: try defineByPattern(token, isGlobal: false)
    case .globalDef: try defineByPattern(token, isGlobal: true)
    case .expandedDef: try defineByPattern(token, isGlobal: false, isExpanded: true)
    case .globalExpandedDef: try defineByPattern(token, isGlobal: true, isExpanded: true)
    case .letAlias, .futureLet: try defineAlias(token, isGlobal: false)
    case .prefix, .globalPrefix: try definePrefixed(token, isGlobal: kind == .globalPrefix)
    }
  }

  private mutating func definePrefixed(_ token: Token, isGlobal: Bool) throws(TeXError) {
    let next = try input.nextSolid()
    guard next.kind == .command,
      case .definition(let kind)? = next.command
    else { throw .definition(token) }
    switch kind {
    case .def, .globalDef: try defineByPattern(next, isGlobal: isGlobal || kind == .globalDef)
    case .expandedDef, .globalExpandedDef:
      try defineByPattern(
        next, isGlobal: isGlobal || kind == .globalExpandedDef, isExpanded: true)
    case .letAlias, .futureLet: try defineAlias(next, isGlobal: isGlobal)
    case .prefix: try definePrefixed(next, isGlobal: isGlobal)
    case .globalPrefix: try definePrefixed(next, isGlobal: true)
    default: throw .definition(token)
    }
  }

  /// The command that a definition names, with or without braces.
  private mutating func definedName(_ owner: Token) throws(TeXError) -> Token {
    var token = nextSolidRaw()
    if token.isCharacter("*") { token = nextSolidRaw() }
    if token.kind == .open {
      let name = nextSolidRaw()
      guard name.kind == .command, nextSolidRaw().kind == .close else {
        throw .definition(owner)
      }
      return name
    }
    guard token.kind == .command, token.code != 0 else { throw .definition(owner) }
    return token
  }

  private mutating func nextSolidRaw() -> Token {
    while true {
      let token = input.nextRaw()
      if token.kind != .space { return token }
    }
  }

  private mutating func defineCommand(
    _ kind: Command.Definition, _ token: Token
  ) throws(TeXError) {
    let name = try definedName(token)
    var count = 0
    var optional: [Token]?
    if let digits = try input.optionalArgument() {
      let text = digits.reduce(into: "") { $0 += $1.text }
      guard let value = Int(text), (0...9).contains(value) else { throw .definition(token) }
      count = value
      if count > 0 { optional = try input.optionalArgument() }
    }
    let body = try input.argument(of: token)
    try check(body, count, token)
    let macro = Macro(
      delimiters: Array(repeating: [], count: count + 1), optional: optional, body: body,
      range: range(name))
    let existing = input.macros.macros[name.code]
    let isBuiltIn = name.command != nil
    let isReserved =
      Self.reserved.contains(name.name)
      || (isBuiltIn && !CommandTable.convenience.contains(name.name))
    switch kind {
    case .newCommand:
      // The same definition again does no harm: a chapter may repeat its book's.
      if let existing, !existing.means(macro) { throw .alreadyDefined(name) }
      if existing == nil, isReserved { throw .alreadyDefined(name) }
    case .renewCommand:
      guard existing != nil || isBuiltIn else { throw .notDefined(name) }
    default:
      if existing != nil || isBuiltIn { return }
    }
    input.define(name.code, macro, isGlobal: false)
  }

  private mutating func defineOperator(_ token: Token) throws(TeXError) {
    var isStarred = false
    if try input.peek().isCharacter("*") {
      _ = input.nextRaw()
      isStarred = true
    }
    let name = try definedName(token)
    let body = try input.argument(of: token)
    var tokens = [
      Token(
        kind: .command, code: CommandTable.code(of: "operatorname"), start: token.start,
        end: token.end)
    ]
    func mark(_ kind: Token.Kind, _ character: Unicode.Scalar) -> Token {
      Token(kind: kind, value: character.value, start: token.start, end: token.end)
    }
    if isStarred { tokens.append(mark(.character, "*")) }
    tokens.append(mark(.open, "{"))
    tokens += body
    tokens.append(mark(.close, "}"))
    let macro = Macro(delimiters: [[]], optional: nil, body: tokens, range: range(name))
    if let existing = input.macros.macros[name.code], !existing.means(macro) {
      throw .alreadyDefined(name)
    }
    input.define(name.code, macro, isGlobal: false)
  }

  /// `\def\name#1 and #2.{…}`.
  private mutating func defineByPattern(
    _ token: Token, isGlobal: Bool, isExpanded: Bool = false
  ) throws(TeXError) {
    let name = nextSolidRaw()
    guard name.kind == .command, name.code != 0 else { throw .definition(token) }
    var delimiters: [[Token]] = [[]]
    while true {
      let next = input.nextRaw()
      switch next.kind {
      case .open: break
      case .parameter:
        guard Int(next.value) == delimiters.count else { throw .definition(token) }
        delimiters.append([])
        continue
      case .end, .close: throw .definition(token)
      default:
        delimiters[delimiters.count - 1].append(next)
        continue
      }
      var body = try input.balanced(from: next)
      if isExpanded { body = try input.expanded(body) }
      try check(body, delimiters.count - 1, token)
      let macro = Macro(delimiters: delimiters, optional: nil, body: body, range: range(name))
      input.define(name.code, macro, isGlobal: isGlobal)
      return
    }
  }

  private mutating func defineAlias(_ token: Token, isGlobal: Bool) throws(TeXError) {
    let name = nextSolidRaw()
    guard name.kind == .command, name.code != 0 else { throw .definition(token) }
    var target = nextSolidRaw()
    if target.isCharacter("=") { target = nextSolidRaw() }
    guard target.kind != .end else { throw .definition(token) }
    var macro = Macro(delimiters: [[]], optional: nil, body: [], range: range(name))
    if target.kind == .command, let known = input.macros.macros[target.code] {
      macro = known
    } else {
      // The alias keeps the meaning that its target has now, whatever the target becomes.
      if target.kind == .command { target.value = 1 }
      macro.body = [target]
    }
    input.define(name.code, macro, isGlobal: isGlobal)
  }

  /// Checks that `body` uses only parameters that exist.
  private func check(_ body: [Token], _ count: Int, _ token: Token) throws(TeXError) {
    for part in body where part.kind == .parameter && Int(part.value) > count {
      throw .definition(token)
    }
  }
}

extension Macro {
  /// Whether both do the same, wherever they were defined.
  func means(_ other: Macro) -> Bool {
    delimiters.count == other.delimiters.count && body.count == other.body.count
      && zip(body, other.body).allSatisfy { $0.matches($1) }
      && (optional ?? []).count == (other.optional ?? []).count
      && zip(optional ?? [], other.optional ?? []).allSatisfy { $0.matches($1) }
      && zip(delimiters, other.delimiters).allSatisfy { first, second in
        first.count == second.count && zip(first, second).allSatisfy { $0.matches($1) }
      }
  }
}
