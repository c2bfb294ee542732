import Diagnostics

/// Commutative diagrams as `amscd` has them.
///
///     diagram = row ('\\' row)*
///     row     = object (across object)* | down*
///     across  = '@>' over '>' under '>' | '@<' over '<' under '<' | '@=' | '@.'
///     down    = '@V' left 'V' right 'V' | '@A' left 'A' right 'A' | '@|' | '@.'
///
/// - Source: American Mathematical Society, amscd package documentation, 2.0.
extension Parser {
  /// One arrow, or nothing in its place.
  private struct Arrow {
    var isDown: Bool?
    var nodes: [MathNode]
  }

  /// `\begin{CD} … \end{CD}`, after the name.
  @inline(never)
  mutating func diagram(_ open: Token) throws(TeXError) -> MathNode {
    try descend(open)
    input.beginScope()
    defer {
      input.endScope()
      ascend()
    }
    var table = MathTable("CD", form: .matrix)
    var objects: [[Token]] = [[]]
    var arrows: [Arrow] = []
    var depth = 0
    while true {
      let token = input.nextRaw()
      switch token.kind {
      case .end: throw .environmentUnclosed("CD", open)
      case .open: depth += 1
      case .close:
        guard depth > 0 else { throw .unexpected(token) }
        depth -= 1
      case .character where depth == 0 && token.isCharacter("@"):
        arrows.append(try arrow(token))
        objects.append([])
        continue
      case .command where depth == 0 && token.isAction(.rowEnd):
        table.rows.append(try row(objects, arrows, open))
        (objects, arrows) = ([[]], [])
        continue
      case .command where depth == 0 && token.isAction(.end):
        let name = try rawArgument(of: token)
        guard name == "CD" else { throw .environmentEnd("CD", found: name, token) }
        let last = try row(objects, arrows, open)
        if last.cells != [[]] { table.rows.append(last) }
        let end = range(token.start, Int32(truncatingIfNeeded: input.lexer.position))
        return node(.table(table), open, upTo: end)
      default: break
      }
      objects[objects.count - 1].append(token)
    }
  }

  /// A row of objects with arrows between them, or of arrows that go down or up.
  private mutating func row(
    _ objects: [[Token]], _ arrows: [Arrow], _ owner: Token
  ) throws(TeXError) -> MathTable.Row {
    let isBlank = objects.allSatisfy { $0.allSatisfy { $0.kind == .space } }
    if isBlank, !arrows.isEmpty, !arrows.contains(where: { $0.isDown == false }) {
      var cells: [[MathNode]] = []
      for (index, arrow) in arrows.enumerated() {
        if index > 0 { cells.append([]) }
        cells.append(arrow.nodes)
      }
      return MathTable.Row(cells)
    }
    var cells: [[MathNode]] = []
    for (index, object) in objects.enumerated() {
      if index > 0 { cells.append(arrows[index - 1].nodes) }
      cells.append(try nodes(object, owner))
    }
    return MathTable.Row(cells)
  }

  /// The arrow after `@`.
  private mutating func arrow(_ at: Token) throws(TeXError) -> Arrow {
    let sign = input.nextRaw()
    if sign.kind == .command, sign.name == "vert" || sign.name == "Vert" || sign.name == "|" {
      return Arrow(isDown: true, nodes: [node(.delimiter("‖", .ordinary, size: 2), at)])
    }
    guard sign.kind == .character, let scalar = sign.scalar else { throw .unexpected(at) }
    switch scalar {
    case ".": return Arrow(isDown: nil, nodes: [])
    case "=": return Arrow(isDown: false, nodes: [node(.symbol("=", .relation), at)])
    case "|": return Arrow(isDown: true, nodes: [node(.delimiter("‖", .ordinary, size: 2), at)])
    case ">", "<":
      let (over, under) = (try label(scalar, at), try label(scalar, at))
      let base = node(.symbol(scalar == ">" ? "→" : "←", .relation), at)
      let stack = MathNode.Stack([base], over: over, under: under, isArrow: true)
      return Arrow(isDown: false, nodes: [node(.stack(stack), at)])
    case "V", "A":
      let (left, right) = (try label(scalar, at), try label(scalar, at))
      var nodes = [node(.delimiter(scalar == "V" ? "↓" : "↑", .ordinary, size: 2), at)]
      if !left.isEmpty { nodes.insert(node(.style(.script, left), at), at: 0) }
      if !right.isEmpty { nodes.append(node(.style(.script, right), at)) }
      return Arrow(isDown: true, nodes: nodes)
    default: throw .unexpected(at)
    }
  }

  /// The label up to the next `end` outside of braces.
  private mutating func label(
    _ end: Unicode.Scalar, _ at: Token
  ) throws(TeXError) -> [MathNode] {
    var tokens: [Token] = []
    var depth = 0
    while true {
      let token = input.nextRaw()
      switch token.kind {
      case .end: throw .unclosed(at)
      case .open: depth += 1
      case .close:
        guard depth > 0 else { throw .unexpected(token) }
        depth -= 1
      default:
        if depth == 0, token.isCharacter(end) { return try nodes(tokens, at) }
        if depth == 0, token.isAction(.rowEnd) || token.isAction(.end) { throw .unclosed(at) }
      }
      tokens.append(token)
    }
  }

  /// `tokens` read as a group.
  private mutating func nodes(_ tokens: [Token], _ owner: Token) throws(TeXError) -> [MathNode] {
    guard !tokens.isEmpty else { return [] }
    var close = owner
    close.kind = .close
    close.code = 0
    input.push(tokens + [close])
    let nodes = try list()
    let end = try input.next()
    guard end.kind == .close else { throw .unexpected(end) }
    return nodes
  }
}
