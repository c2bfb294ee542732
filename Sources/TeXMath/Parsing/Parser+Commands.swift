import Diagnostics

extension Parser {
  /// The atom of a command; nil if it leaves nothing behind.
  ///
  /// This and `perform` stand on the stack at every level of nesting: all they do is call.
  mutating func command(_ token: Token) throws(TeXError) -> MathNode? {
    guard let command = token.command else { return unknown(token) }
    switch command {
    case .symbol, .letter, .bigOperator, .function, .space, .mathSize, .textSize:
      return leaf(command, token)
    case .ignored, .definition, .lettersFromHere: return nil
    case .letters(let style): return try styled(style, token)
    case .text(let change): return try text(of: token, change)
    case .sizedDelimiter(let size, let kind): return try sized(size, kind, token)
    case .fraction(let kind): return try fraction(kind, token)
    case .plainTable(let name): return try plainTable(name, token)
    case .action(let action): return try perform(action, token)
    case .infix: throw .unexpected(token)
    case .arrow(let symbol): return try arrow(symbol, token)
    case .accent, .classed, .phantom, .enclosure, .namedColor: return try wrapped(command, token)
    }
  }

  /// A command that is an atom by itself.
  @inline(never)
  private func leaf(_ command: Command, _ token: Token) -> MathNode? {
    switch command {
    case .symbol(let symbol, let kind): node(.symbol(symbol, kind), token, letters: letters)
    case .letter(let letter, let style): greek(letter, style, token)
    case .bigOperator(let symbol, let limits): node(.bigOperator(symbol, limits: limits), token)
    case .function(let name, let limits): node(.operatorName(name, limits: limits), token)
    case .space(let width): node(.space(width), token)
    case .mathSize(let size): node(.style(size, []), token)
    case .textSize(let size): node(.textSize(size, []), token)
    default: node(.group([]), token)
    }
  }

  /// An arrow that grows with its labels.
  @inline(never)
  private mutating func arrow(_ symbol: String, _ token: Token) throws(TeXError) -> MathNode? {
    let under = try optionalArgument()
    let over = try argumentWithRange(of: token)
    let arrow = node(.symbol(symbol, .relation), token)
    let stack = MathNode.Stack([arrow], over: over.nodes, under: under, isArrow: true)
    return node(.stack(stack), token, upTo: over.range)
  }

  /// A command that puts something around one argument.
  @inline(never)
  private mutating func wrapped(_ command: Command, _ token: Token) throws(TeXError) -> MathNode? {
    let (nodes, place) = try argumentWithRange(of: token)
    return node(Self.wrapper(command, nodes), token, upTo: place)
  }

  @inline(never)
  private static func wrapper(_ command: Command, _ nodes: [MathNode]) -> MathNode.Kind {
    switch command {
    case .accent(let accent): .accent(accent, nodes)
    case .phantom(let phantom): .phantom(phantom, nodes)
    case .enclosure(let enclosure): .enclosed(enclosure, nodes)
    case .namedColor(let color): .color(color, nodes)
    case .classed(let atomClass): classed(atomClass, nodes)
    default: .group(nodes)
    }
  }

  /// `nodes` as an atom of another class; a name as an operator is an operator name.
  static func classed(_ atomClass: AtomClass, _ nodes: [MathNode]) -> MathNode.Kind {
    if atomClass == .op, let name = plainName(nodes), name.unicodeScalars.count > 1 {
      return .operatorName(name, limits: true)
    }
    return .classed(atomClass, nodes)
  }

  /// The text of `nodes` if they are a name: letters, digits, spaces.
  static func plainName(_ nodes: [MathNode]) -> String? {
    var name = ""
    for node in nodes {
      switch node.kind {
      case .identifier(let text), .number(let text), .text(let text, _): name += text
      case .space(let width): if width > 0 { name += "\u{2009}" }
      case .group(let inner):
        guard let text = plainName(inner) else { return nil }
        name += text
      default: return nil
      }
    }
    return name.isEmpty ? nil : name
  }

  /// The argument of a command such as `\mathbf`.
  @inline(never)
  private mutating func styled(_ style: LetterStyle, _ token: Token) throws(TeXError) -> MathNode? {
    let outer = letters
    letters = style
    defer { letters = outer }
    let (nodes, place) = try argumentWithRange(of: token)
    if nodes.count == 1, var only = nodes.first {
      if !token.isExpanded, !only.isExpanded, case .identifier = only.kind {
        only.range = range(token).union(place)
      }
      return only
    }
    return node(.group(nodes), token, upTo: place)
  }

  /// An unknown command, as it stands.
  @inline(never)
  private mutating func unknown(_ token: Token) -> MathNode? {
    var hints: [String] = []
    let name = input.macros.name(of: token.code)
    let size = name.utf8.count
    // A third of the letters may differ: what is longer or shorter by more is not meant.
    let words = (Self.words + input.macros.names.filter(Self.isWord)).filter {
      abs($0.utf8.count - size) <= max(1, size / 3)
    }
    // `\alpha` and `\Alpha` are two commands: the one that starts alike comes first.
    let alike = words.filter { $0.first == name.first }
    if let near = closestMatch(to: name, in: alike + words) {
      hints.append("did you mean \\\(near)?")
    }
    report(.unknownCommand(token), hints: hints)
    return node(.error(input.macros.text(of: token)), token)
  }

  /// The commands that are words: a sign such as `\!` is no word that was misspelt.
  private static let words = CommandTable.names.filter(isWord)

  private static func isWord(_ name: String) -> Bool {
    name.utf8.allSatisfy { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
  }

  @inline(never)
  private mutating func fraction(
    _ kind: Command.FractionKind, _ token: Token
  ) throws(TeXError) -> MathNode? {
    if kind == .continued, try input.peekSolid().isCharacter("[") { _ = try optionalArgument() }
    let above = try argument(of: token)
    let (below, place) = try argumentWithRange(of: token)
    return node(.fraction(Self.fraction(kind, above, below)), token, upTo: place)
  }

  @inline(never)
  private static func fraction(
    _ kind: Command.FractionKind, _ above: [MathNode], _ below: [MathNode]
  ) -> MathNode.Fraction {
    func binomial(_ form: MathNode.Fraction.Form) -> MathNode.Fraction {
      .init(above, over: below, hasLine: false, form: form, left: "(", right: ")")
    }
    switch kind {
    case .display: return .init(above, over: below, form: .display)
    case .text: return .init(above, over: below, form: .text)
    case .continued: return .init(above, over: below, form: .continued)
    case .slanted: return .init(above, over: below, form: .slanted)
    case .binomial: return binomial(.automatic)
    case .displayBinomial: return binomial(.display)
    case .textBinomial: return binomial(.text)
    default: return .init(above, over: below)
    }
  }

  // MARK: Delimiters

  /// A delimiter as it is set, and the end of its place.
  struct Delimiter {
    let text: String
    let range: SourceRange
  }

  /// The delimiter after `owner`; nil for `.`.
  mutating func delimiter(after owner: Token) throws(TeXError) -> Delimiter? {
    var token = try input.nextSolid()
    var inBraces = false
    if token.kind == .open {
      inBraces = true
      token = try input.nextSolid()
    }
    var symbol: String?
    switch token.kind {
    case .character:
      if token.isCharacter(".") {
        if inBraces { _ = try expectClose(owner) }
        return nil
      }
      symbol = token.characterText
      if symbol == "<" { symbol = "⟨" }
      if symbol == ">" { symbol = "⟩" }
    case .command:
      if case .symbol(let text, _)? = token.command { symbol = text }
      if symbol == "<" { symbol = "⟨" }
      if symbol == ">" { symbol = "⟩" }
    default: break
    }
    guard let symbol, SymbolTable.delimiters.contains(symbol) else {
      throw .delimiter(owner, found: token)
    }
    if inBraces { _ = try expectClose(owner) }
    return Delimiter(text: symbol, range: range(token))
  }

  /// `\left … \right`.
  @inline(never)
  mutating func fenced(_ token: Token) throws(TeXError) -> MathNode? {
    let left = try delimiter(after: token)
    try descend(token, cost: 1)
    input.beginScope()
    leftDepth += 1
    let nodes = try list()
    leftDepth -= 1
    input.endScope()
    ascend(cost: 1)
    let close = try input.next()
    guard close.isAction(.right) else {
      if close.kind == .ampersand { throw .misplacedAmpersand(close) }
      throw .noRight(token)
    }
    let right = try delimiter(after: close)
    return node(
      .fenced(left: left?.text, right: right?.text, nodes), token,
      upTo: right?.range ?? range(close))
  }

  @inline(never)
  private mutating func sized(
    _ size: Int, _ kind: AtomClass, _ token: Token
  ) throws(TeXError) -> MathNode? {
    guard let delimiter = try delimiter(after: token) else { return nil }
    return node(.delimiter(delimiter.text, kind, size: size), token, upTo: delimiter.range)
  }

  /// The dots that suit what follows: on the line before a comma, centred between operators.
  mutating func dots() throws(TeXError) -> String {
    let next = try input.peekSolid()
    let command: Command?
    switch next.kind {
    case .command: command = next.command
    case .character: command = next.scalar.flatMap { CommandTable.command(of: $0) }
    default: command = nil
    }
    switch command {
    case .symbol(_, .binary), .symbol(_, .relation), .bigOperator: return "⋯"
    default: return "…"
    }
  }
}
