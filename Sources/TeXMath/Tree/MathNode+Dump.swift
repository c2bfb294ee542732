extension TeXFormula {
  /// The tree as text in parentheses, for looking at: `(scripts x sub: i sup: 2)`.
  package var treeText: String { MathNode.dump(nodes) }
}

extension MathNode {
  /// `nodes` as text, parted by blanks.
  static func dump(_ nodes: [MathNode]) -> String {
    nodes.map(\.dump).joined(separator: " ")
  }

  private var dump: String {
    let style = letters == .automatic || letters == .italic ? "" : ":\(letters)"
    switch kind {
    case .number(let text), .identifier(let text): return text + style
    case .operatorName(let name, let limits): return "(op \(name)\(limits ? " limits" : ""))"
    case .symbol(let symbol, let atomClass):
      return atomClass == .ordinary ? symbol + style : "\(symbol):\(atomClass)"
    case .bigOperator(let symbol, _): return "(big \(symbol))"
    case .delimiter(let symbol, _, let size): return "(delimiter \(symbol) \(size))"
    case .group(let nodes): return Self.list("group", nodes)
    case .fraction(let fraction):
      let name = fraction.hasLine ? "fraction" : "stack"
      let fences = (fraction.left ?? "") + (fraction.right ?? "")
      return "(\(name)\(fences.isEmpty ? "" : " " + fences) "
        + "[\(Self.dump(fraction.numerator))] [\(Self.dump(fraction.denominator))])"
    case .root(let radicand, let index):
      let degree = index.map { " of: [\(Self.dump($0))]" } ?? ""
      return "(root [\(Self.dump(radicand))]\(degree))"
    case .scripts(let scripts):
      var text = "(scripts \(scripts.base.dump)"
      if let sub = scripts.sub { text += " sub: [\(Self.dump(sub))]" }
      if let sup = scripts.sup { text += " sup: [\(Self.dump(sup))]" }
      if scripts.primes > 0 { text += " primes: \(scripts.primes)" }
      return text + ")"
    case .fenced(let left, let right, let nodes):
      return Self.list("fenced \(left ?? ".") \(right ?? ".")", nodes)
    case .accent(let accent, let nodes): return Self.list("accent \(accent.mark)", nodes)
    case .text(let text, _): return "(text \"\(text)\")"
    case .table(let table):
      let rows = table.rows.map { row in
        "[" + row.cells.map { "[\(Self.dump($0))]" }.joined(separator: " ") + "]"
      }
      return "(\(table.environment) \(rows.joined(separator: " ")))"
    case .space(let width): return "(space \(MathMLWriter.em(width)))"
    case .error(let source): return "(error \"\(source)\")"
    default: return frame
    }
  }

  /// A node that is a frame around others.
  private var frame: String {
    switch kind {
    case .stack(let stack):
      var text = "(stack [\(Self.dump(stack.base))]"
      if let over = stack.over { text += " over: [\(Self.dump(over))]" }
      if let under = stack.under { text += " under: [\(Self.dump(under))]" }
      return text + ")"
    case .style(let size, let nodes): return Self.list("style \(size)", nodes)
    case .textSize(let factor, let nodes): return Self.list("size \(factor)", nodes)
    case .color(let color, let nodes): return Self.list("color \(color)", nodes)
    case .enclosed(_, let nodes): return Self.list("enclosed", nodes)
    case .phantom(let phantom, let nodes): return Self.list("phantom \(phantom)", nodes)
    case .classed(let atomClass, let nodes): return Self.list("class \(atomClass)", nodes)
    case .choice(let sizes): return "(choice " + sizes.map { "[\(Self.dump($0))]" }.joined() + ")"
    case .link(let address, let nodes): return Self.list("link \(address)", nodes)
    case .rule: return "(rule)"
    case .raised(_, let nodes): return Self.list("raised", nodes)
    case .corners(let corners): return "(corners \(corners.base.dump))"
    case .lineBreak: return "(break)"
    case .reference(let name, _): return "(reference \(name))"
    default: return "()"
    }
  }

  private static func list(_ name: String, _ nodes: [MathNode]) -> String {
    nodes.isEmpty ? "(\(name))" : "(\(name) \(dump(nodes)))"
  }
}
