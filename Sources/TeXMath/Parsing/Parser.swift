import Diagnostics

/// Reads the tokens of a formula into a tree.
///
///     formula   = list end
///     list      = (atom | space | switch list | infix list)*
///     atom      = nucleus script*
///     script    = '^' argument | '_' argument | '''+ | \limits | \nolimits
///     nucleus   = character | number | symbol | '{' list '}' | function argument*
///               | '\left' delimiter list '\right' delimiter
///               | '\begin{' name '}' cells '\end{' name '}'
///     cells     = list (('&' | '\\') list)*
///     argument  = '{' list '}' | nucleus
///
/// An unknown command is reported and stays in the tree as an `error` node; an error of structure
/// ends the reading, since what follows would only be guessed.
struct Parser: Sendable {
  /// The tokens.
  var input: TokenStream
  /// The formula, for places and raw arguments.
  let text: MappedText
  /// What was wrong and could be passed over.
  var diagnostics: [Diagnostic] = []
  /// The style of letters in force.
  var letters = LetterStyle.automatic
  /// Whether a name is being read, in which `-` and `*` are letters.
  var isNaming = false
  /// The number of the line that is being read.
  var number = EquationNumber()
  /// Colours that the formula defines.
  var colors: [String: String] = [:]
  /// The equations that were named so far.
  var references: [EquationReference] = []
  /// The open `\left`s of this group.
  var leftDepth = 0
  /// Whether `\notag` stood on the line.
  var isNumberRefused = false
  private var depth = 0
  private let limits: Limits
  /// The place of the first byte, if the text is one slice of its file.
  private let offset: Int?

  /// Where a list ends, beside the ends that every list has.
  struct Stop: OptionSet, Sendable {
    let rawValue: UInt8
    /// `&` and `\\`.
    static let cell = Stop(rawValue: 1)
    /// `]`.
    static let bracket = Stop(rawValue: 2)
    /// `$`, in mathematics inside text.
    static let dollar = Stop(rawValue: 4)
    /// `\)`, in mathematics inside text.
    static let parenthesis = Stop(rawValue: 8)
    /// A fraction that splits the group: the list is the rest of one.
    static let infix = Stop(rawValue: 16)
  }

  /// A parser of `text`.
  init(_ text: MappedText, macros: MacroTable, limits: Limits) {
    self.text = text
    self.limits = limits
    input = TokenStream(text.bytes, macros: macros, limits: limits)
    if text.segments.count == 1, text.segments[0].isVerbatim {
      offset = text.segments[0].file
    } else {
      offset = nil
    }
  }

  /// The place in the file of the bytes `start..<end` of the text.
  func range(_ start: Int32, _ end: Int32) -> SourceRange {
    if let offset { return SourceRange(offset + Int(start), offset + Int(end)) }
    return text.sourceRange(Int(start), Int(end))
  }

  /// The place of a token.
  func range(_ token: Token) -> SourceRange { range(token.start, token.end) }

  /// A node made by `token` alone.
  func node(_ kind: MathNode.Kind, _ token: Token, letters: LetterStyle = .automatic) -> MathNode {
    MathNode(kind, at: range(token), letters: letters, isExpanded: token.isExpanded)
  }

  /// A node that starts at `token` and holds `parts`.
  func node(_ kind: MathNode.Kind, _ token: Token, upTo last: SourceRange?) -> MathNode {
    let start = range(token)
    let whole = token.isExpanded ? start : last.map { start.union($0) } ?? start
    return MathNode(kind, at: whole, isExpanded: token.isExpanded)
  }

  /// Notes an error after which reading goes on.
  mutating func report(_ error: TeXError, hints: [String] = []) {
    diagnostics.append(
      Diagnostic(
        .error, error.rule, at: range(error.token), error.message(input.macros),
        hints: error.hints + hints))
  }

  /// The whole formula.
  mutating func formula() throws(TeXError) -> [MathNode] {
    let nodes = try list()
    let token = try input.next()
    switch token.kind {
    case .end: return nodes
    case .ampersand: throw .misplacedAmpersand(token)
    case .command where token.isAction(.right): throw .rightWithoutLeft(token)
    case .dollar: throw .notInMath(token)
    default: throw .unexpected(token)
    }
  }

  /// The atoms up to the end of the group, cell or formula; the token that ends it stays.
  mutating func list(until stop: Stop = []) throws(TeXError) -> [MathNode] {
    depth += Self.listCost
    let outer = letters
    defer {
      depth -= Self.listCost
      letters = outer
    }
    var nodes: [MathNode] = []
    var split: (kind: Command.FractionKind, token: Token, above: [MathNode], line: Bool)?
    while true {
      let token = try input.next()
      if token.kind == .space { continue }
      if ends(token, stop) {
        input.push(token)
        break
      }
      if token.roles.contains(.infix), case .infix(let kind)? = token.command {
        if stop.contains(.infix) {
          input.push(token)
          break
        }
        if split != nil { throw .twoInfix(token) }
        let hasLine = kind == .above ? try kernSize(token) != 0 : kind == .fraction
        split = (kind, token, nodes, hasLine)
        nodes = []
        continue
      }
      if nodes.isEmpty { nodes.reserveCapacity(4) }
      try element(token, stop, &nodes)
    }
    guard let split else { return nodes }
    let fraction = Self.infix(split.kind, split.above, nodes, hasLine: split.line)
    let whole = (split.above + nodes).reduce(range(split.token)) { $0.union($1.range) }
    return [MathNode(.fraction(fraction), at: whole, isExpanded: split.token.isExpanded)]
  }

  /// One atom with its scripts, a space, or a switch with the rest of its list.
  @inline(never)
  private mutating func element(
    _ token: Token, _ stop: Stop, _ nodes: inout [MathNode]
  ) throws(TeXError) {
    guard depth <= limits.depth else { throw .tooDeep(token) }
    if token.roles.contains(.governs) { return try change(token, stop, &nodes) }
    if token.isDigit || token.isCharacter(".") {
      nodes.append(try number(token))
    } else {
      guard let atom = try nucleus(token) else { return }
      nodes.append(atom)
      if case .space = atom.kind { return }
    }
    try attachScripts(to: &nodes)
    if letters != .automatic, token.kind == .character { merge(&nodes) }
  }

  /// Handles a command that governs the rest of its list, or is no atom.
  private mutating func change(
    _ token: Token, _ stop: Stop, _ nodes: inout [MathNode]
  ) throws(TeXError) {
    switch token.command {
    case .lettersFromHere(let style): letters = style
    case .mathSize, .textSize, .action(.color): nodes.append(try rest(token, stop))
    case .definition(let definition): try define(definition, token)
    default: try mark(token, &nodes)
    }
  }

  /// A size or colour with the rest of the list.
  @inline(never)
  private mutating func rest(_ token: Token, _ stop: Stop) throws(TeXError) -> MathNode {
    let color: String = token.isAction(.color) ? try self.color(of: token) : ""
    let rest = try list(until: stop.union(.infix))
    let kind: MathNode.Kind
    switch token.command {
    case .mathSize(let size): kind = .style(size, rest)
    case .textSize(let factor): kind = .textSize(factor, rest)
    default: kind = .color(color, rest)
    }
    return node(kind, token, upTo: rest.last?.range)
  }

  /// A line break, a `\middle` delimiter, or dots.
  @inline(never)
  private mutating func mark(_ token: Token, _ nodes: inout [MathNode]) throws(TeXError) {
    switch token.command {
    case .action(.rowEnd):
      if token.name == "cr" { throw .rowOutsideTable(token) }
      _ = try rowGap(token)
      nodes.append(node(.lineBreak, token))
    case .action(.middle):
      guard leftDepth > 0 else { throw .rightWithoutLeft(token) }
      guard let delimiter = try delimiter(after: token) else { return }
      nodes.append(node(.delimiter(delimiter.text, .relation, size: 0), token))
    default:
      let dots = try dots()
      let atomClass: AtomClass = dots == "⋯" ? .inner : .ordinary
      nodes.append(node(.symbol(dots, atomClass), token))
      try attachScripts(to: &nodes)
    }
  }

  /// Whether `token` ends a list.
  func ends(_ token: Token, _ stop: Stop) -> Bool {
    switch token.kind {
    case .end, .close, .ampersand: return true
    case .dollar: return stop.contains(.dollar)
    case .character: return stop.contains(.bracket) && token.isCharacter("]")
    case .command:
      let roles = token.roles
      if roles.isEmpty { return false }
      return roles.contains(.ends) || (roles.contains(.rowEnd) && stop.contains(.cell))
        || (roles.contains(.mathClose) && stop.contains(.parenthesis))
    default: return false
    }
  }

  /// Joins the last two nodes if both are letters or digits of one name, such as those of
  /// `\mathrm{Conv2D}`.
  private func merge(_ nodes: inout [MathNode]) {
    guard nodes.count > 1, let atom = nodes.last, atom.letters == letters else { return }
    let last = nodes[nodes.count - 2]
    guard case .identifier(let name) = last.kind, last.letters == letters else { return }
    let letter: String
    switch atom.kind {
    case .identifier(let text), .number(let text): letter = text
    default: return
    }
    switch letters {
    case .upright, .sansSerif, .monospaced, .italic: break
    default: return
    }
    // `\mathrm{d}` after a letter of another list is no part of its name.
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else { return }
    nodes.removeLast()
    nodes[nodes.count - 1].kind = .identifier(name + letter)
    if !atom.isExpanded { nodes[nodes.count - 1].range = last.range.union(atom.range) }
  }

  /// A digit or decimal point, and what belongs to the same number.
  @inline(never)
  private mutating func number(_ first: Token) throws(TeXError) -> MathNode {
    var literal = ""
    var last = first
    var hasPoint = false
    var token = first
    while true {
      if token.isDigit {
        literal += token.characterText
      } else if token.isCharacter("."), !hasPoint, try input.peek().isDigit {
        literal += "."
        hasPoint = true
      } else {
        break
      }
      last = token
      token = try input.next()
    }
    if literal.isEmpty { return node(.symbol(".", .ordinary), first) }
    input.push(token)
    let place = first.isExpanded ? range(first) : range(first.start, max(last.end, first.end))
    return MathNode(
      .number(literal), at: place, letters: letters == .automatic ? .automatic : letters,
      isExpanded: first.isExpanded || last.isExpanded)
  }

  /// What a list adds to the depth: as many two-hundredths of a stack of 512 KB as it takes in a
  /// release build (3.3 KB on x86-64 with Swift 6.3; an argument or table takes as much again).
  private static let listCost = 2

  /// Goes deeper by `cost`; every recursion of the parser passes here or through `list`.
  mutating func descend(_ token: Token, cost: Int = 2) throws(TeXError) {
    depth += cost
    if depth > limits.depth { throw .tooDeep(token) }
  }

  /// Comes back up by `cost`.
  mutating func ascend(cost: Int = 2) { depth -= cost }

  /// The fraction that `\over` and its kin make.
  private static func infix(
    _ kind: Command.FractionKind, _ above: [MathNode], _ below: [MathNode], hasLine: Bool
  ) -> MathNode.Fraction {
    switch kind {
    case .binomial: .init(above, over: below, hasLine: false, left: "(", right: ")")
    case .brace: .init(above, over: below, hasLine: false, left: "{", right: "}")
    case .brack: .init(above, over: below, hasLine: false, left: "[", right: "]")
    default: .init(above, over: below, hasLine: hasLine)
    }
  }
}
