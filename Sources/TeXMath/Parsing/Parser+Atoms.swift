import Diagnostics

extension Parser {
  /// The atom that starts with `token`, without scripts; nil if the token leaves nothing behind.
  mutating func nucleus(_ token: Token) throws(TeXError) -> MathNode? {
    switch token.kind {
    case .open: return try group(token)
    case .character:
      if letters == .automatic, !isNaming, token.value < 0x80,
        let atom = CommandTable.asciiAtoms[Int(token.value)]
      {
        return placed(atom, token)
      }
      return character(token)
    case .command:
      if letters == .automatic, Int(token.code) < CommandTable.atoms.count,
        let atom = CommandTable.atoms[Int(token.code)]
      {
        return placed(atom, token)
      }
      return try command(token)
    case .tie: return node(.space(0.25), token)
    case .superscript, .subscripting, .prime:
      input.push(token)
      return emptyBase(token)
    case .dollar: throw .notInMath(token)
    case .parameter: throw .unexpected(token)
    case .ampersand: throw .misplacedAmpersand(token)
    case .space, .close, .end: throw .unexpected(token)
    }
  }

  /// A node of the tables, with the place of its token.
  @inline(__always)
  private func placed(_ atom: MathNode, _ token: Token) -> MathNode {
    var node = atom
    node.range = range(token)
    node.isExpanded = token.isExpanded
    return node
  }

  /// A group, whose opening brace was read.
  @inline(never)
  private mutating func group(_ open: Token) throws(TeXError) -> MathNode? {
    input.beginScope()
    let nodes = try list()
    let close = try expectClose(open)
    input.endScope()
    return node(.group(nodes), open, upTo: range(close))
  }

  /// What carries scripts that follow nothing.
  @inline(never)
  private func emptyBase(_ token: Token) -> MathNode? {
    MathNode(.group([]), at: .at(range(token).start), isExpanded: token.isExpanded)
  }

  /// The nodes of an argument: those of a group, or one nucleus.
  mutating func argument(of owner: Token) throws(TeXError) -> [MathNode] {
    try argumentWithRange(of: owner).nodes
  }

  /// The nodes of an argument and where it stands.
  mutating func argumentWithRange(
    of owner: Token
  ) throws(TeXError) -> (nodes: [MathNode], range: SourceRange) {
    let token = try input.nextSolid()
    try descend(token)
    defer { ascend() }
    switch token.kind {
    case .open: return try groupNodes(token)
    case .character where token.isDigit:
      return ([node(.number(token.characterText), token, letters: letters)], range(token))
    case .close, .end:
      input.push(token)
      throw .missingArgument(owner)
    case .character, .tie: break
    case .command:
      if ends(token, .cell) || !Self.canBeArgument(token) { throw .unexpectedInArgument(token) }
    default: throw .unexpectedInArgument(token)
    }
    return try single(token)
  }

  /// The nodes of a group, whose opening brace was read.
  @inline(never)
  private mutating func groupNodes(
    _ open: Token
  ) throws(TeXError) -> (nodes: [MathNode], range: SourceRange) {
    input.beginScope()
    let nodes = try list()
    let close = try expectClose(open)
    input.endScope()
    return (nodes, range(open).union(range(close)))
  }

  /// An argument without braces.
  @inline(never)
  private mutating func single(
    _ token: Token
  ) throws(TeXError) -> (nodes: [MathNode], range: SourceRange) {
    try descend(token, cost: 1)
    defer { ascend(cost: 1) }
    if token.isAction(.dots) { return ([node(.symbol("…", .ordinary), token)], range(token)) }
    guard let atom = try nucleus(token) else { return ([], range(token)) }
    return ([atom], atom.range)
  }

  /// An optional argument in brackets.
  mutating func optionalArgument() throws(TeXError) -> [MathNode]? {
    let token = try input.peekSolid()
    guard token.isCharacter("[") else { return nil }
    _ = input.nextRaw()
    try descend(token)
    defer { ascend() }
    let nodes = try list(until: .bracket)
    let close = try input.next()
    guard close.isCharacter("]") else { throw .unclosed(token) }
    return nodes
  }

  /// The brace that closes `open`.
  mutating func expectClose(_ open: Token) throws(TeXError) -> Token {
    let token = try input.next()
    switch token.kind {
    case .close: return token
    case .end: throw .unclosed(open)
    case .ampersand: throw .misplacedAmpersand(token)
    case .command where token.isAction(.right): throw .rightWithoutLeft(token)
    default: throw .unclosed(open)
    }
  }

  /// Whether a command can stand for an argument without braces.
  private static func canBeArgument(_ token: Token) -> Bool {
    switch token.command {
    case .definition, .infix, .lettersFromHere, .mathSize, .textSize: false
    case .action(let action):
      switch action {
      case .right, .middle, .end, .endGroup, .rowEnd, .limits, .noLimits, .horizontalLine, .color:
        false
      default: true
      }
    default: true
    }
  }

  // MARK: Scripts

  /// Gives the last of `nodes` the scripts that follow it.
  mutating func attachScripts(to nodes: inout [MathNode]) throws(TeXError) {
    while true {
      let token = try input.next()
      switch token.kind {
      case .space: continue
      case .prime, .superscript, .subscripting: break
      case .command where token.roles.contains(.limits): break
      default:
        input.push(token)
        return
      }
      input.push(token)
      return nodes.append(try scripts(on: nodes.removeLast()))
    }
  }

  /// `base` with the scripts that follow it.
  @inline(never)
  private mutating func scripts(on base: consuming MathNode) throws(TeXError) -> MathNode {
    var sub: [MathNode]?
    var sup: [MathNode]?
    var primes = 0
    var end = base.range
    var placement: MathNode.Scripts.Placement?
    loop: while true {
      let token = try input.next()
      switch token.kind {
      case .space: continue
      case .prime:
        if sup != nil || primes > 0 { throw .doubleScript(token) }
        primes = try self.primes()
        end = token.isExpanded ? end : end.union(range(token))
      case .superscript:
        if sup != nil { throw .doubleScript(token) }
        let (nodes, place) = try argumentWithRange(of: token)
        if primes == 0, let count = Self.primeCount(nodes) { primes = count } else { sup = nodes }
        end = end.union(place)
      case .subscripting:
        if sub != nil { throw .doubleScript(token) }
        let (nodes, place) = try argumentWithRange(of: token)
        sub = nodes
        end = end.union(place)
      case .command where token.roles.contains(.limits):
        guard Self.takesLimits(base) else { throw .limitsNeedOperator(token) }
        placement = Self.placement(of: token)
      default:
        input.push(token)
        break loop
      }
    }
    if sub == nil, sup == nil, primes == 0 { return base }
    if case .accent(let accent, _) = base.kind, accent.isBrace { placement = .limits }
    let isExpanded = base.isExpanded
    let place = isExpanded ? base.range : end
    let scripts = MathNode.Scripts(
      base, sub: sub, sup: sup, primes: primes, placement: placement ?? .automatic)
    return MathNode(.scripts(scripts), at: place, isExpanded: isExpanded)
  }

  /// Where `\limits` and its kin put scripts; nil for other commands.
  private static func placement(of token: Token) -> MathNode.Scripts.Placement? {
    switch token.command {
    case .action(.limits): .limits
    case .action(.noLimits): .beside
    case .action(.displayLimits): .automatic
    default: nil
    }
  }

  /// The number of primes, the first of which was read.
  private mutating func primes() throws(TeXError) -> Int {
    var count = 1
    while try input.peek().kind == .prime {
      _ = input.nextRaw()
      count += 1
    }
    return count
  }

  /// How many primes `nodes` are, if they are nothing else.
  private static func primeCount(_ nodes: [MathNode]) -> Int? {
    guard !nodes.isEmpty else { return nil }
    for node in nodes {
      guard case .symbol("′", _) = node.kind else { return nil }
    }
    return nodes.count
  }

  /// Whether `\limits` may follow.
  private static func takesLimits(_ base: MathNode) -> Bool {
    switch base.kind {
    case .bigOperator, .operatorName, .classed(.op, _): true
    case .accent(let accent, _): accent.isBrace
    case .corners(let corners): takesLimits(corners.base)
    default: false
    }
  }

  // MARK: Characters

  /// The atom of one character.
  @inline(never)
  func character(_ token: Token) -> MathNode? {
    let value = token.value
    if (value | 0x20) &- 0x61 < 26 {
      return node(.identifier(token.characterText), token, letters: letters)
    }
    guard let scalar = token.scalar else { return node(.error("\u{FFFD}"), token) }
    let text = token.characterText
    if isNaming, value < 0x80, let name = Self.nameCharacter(value) {
      return node(.identifier(name), token, letters: letters)
    }
    if let command = CommandTable.command(of: scalar) {
      switch command {
      case .symbol(let symbol, let kind):
        return node(.symbol(symbol, kind), token, letters: letters)
      case .letter(let letter, let style): return greek(letter, style, token)
      case .bigOperator(let symbol, let limits):
        return node(.bigOperator(symbol, limits: limits), token)
      default: break
      }
    }
    if token.isDigit { return node(.number(text), token, letters: letters) }
    if let (letter, style) = plainLetter(scalar) {
      return Self.isDigit(letter)
        ? node(.number(String(Character(letter))), token, letters: style)
        : node(.identifier(String(Character(letter))), token, letters: style)
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter, .uppercaseLetter, .otherLetter, .modifierLetter, .titlecaseLetter:
      return node(.identifier(text), token, letters: letters)
    case .control, .unassigned, .surrogate: return node(.error(text), token)
    case .mathSymbol: return node(.symbol(text, Self.mathClass(value)), token)
    default: return node(.symbol(text, .ordinary), token)
    }
  }

  /// The class of a mathematical symbol that no list has: by its block, most are relations.
  private static func mathClass(_ value: UInt32) -> AtomClass {
    switch value {
    case 0x2190...0x21FF, 0x2223...0x22FF, 0x27F0...0x27FF, 0x2900...0x297F, 0x2A66...0x2BFF:
      .relation
    case 0x2A0D...0x2A65: .binary
    default: .ordinary
    }
  }

  /// A letter that a command or character of its own stands for, in the style in force.
  func greek(_ letter: String, _ style: LetterStyle, _ token: Token) -> MathNode {
    var result = style
    switch letters {
    case .boldItalic: result = style == .upright ? .bold : .boldItalic
    case .bold where style == .upright: result = .bold
    case .automatic: break
    default: break
    }
    // Capitals follow the style of letters as Latin ones do; small Greek letters do not.
    if style == .upright, letters == .italic { result = .italic }
    return node(.identifier(letter), token, letters: result)
  }

  private static func nameCharacter(_ value: UInt32) -> String? {
    switch value {
    case 0x2D: "-"
    case 0x2A: "*"
    case 0x2F: "/"
    case 0x3A: ":"
    case 0x27: "’"
    default: nil
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.value &- 0x30 < 10 }

  /// The plain letter and style of a mathematical alphanumeric symbol, such as 𝐱 or 𝔼.
  ///
  /// - Source: the Unicode Standard, block U+1D400–1D7FF: 13 Latin alphabets of 52 letters, five
  ///   Greek ones of 58, five rows of digits.
  private func plainLetter(_ scalar: Unicode.Scalar) -> (Unicode.Scalar, LetterStyle)? {
    let styles: [LetterStyle] = [
      .bold, .italic, .boldItalic, .calligraphic, .calligraphic, .fraktur, .doubleStruck,
      .fraktur, .sansSerif, .sansSerif, .sansSerif, .sansSerif, .monospaced,
    ]
    switch scalar.value {
    case 0x1D400..<0x1D6A4:
      let index = Int(scalar.value - 0x1D400)
      let letter = index % 52
      let base = letter < 26 ? 0x41 + letter : 0x61 + letter - 26
      return Unicode.Scalar(UInt32(base)).map { ($0, styles[index / 52]) }
    case 0x1D6A8..<0x1D7CA:
      let index = Int(scalar.value - 0x1D6A8)
      let letter = index % 58
      let greek: [LetterStyle] = [.bold, .automatic, .boldItalic, .bold, .boldItalic]
      let variants: [UInt32] = [0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6]
      let base: UInt32 =
        letter == 25
        ? 0x2207
        : letter < 25
          ? 0x391 + UInt32(letter)
          : letter < 51 ? 0x3B1 + UInt32(letter - 26) : variants[letter - 51]
      return Unicode.Scalar(base).map { ($0, greek[index / 58]) }
    case 0x1D7CE...0x1D7FF:
      let index = Int(scalar.value - 0x1D7CE)
      let digits: [LetterStyle] = [.bold, .doubleStruck, .sansSerif, .sansSerif, .monospaced]
      return Unicode.Scalar(0x30 + UInt32(index % 10)).map { ($0, digits[index / 10]) }
    default: return nil
    }
  }
}
