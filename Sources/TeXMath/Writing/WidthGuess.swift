/// Judges the width of a formula on paper without a font, for the few places that need a guess.
enum WidthGuess {
  /// About how wide `nodes` are, in em.
  static func width(of nodes: [MathNode]) -> Double {
    nodes.reduce(0) { $0 + width(of: $1) }
  }

  private static func width(of node: MathNode) -> Double {
    switch node.kind {
    case .number(let text), .operatorName(let text, _), .text(let text, _):
      return 0.5 * Double(text.unicodeScalars.count)
    case .identifier(let text):
      return text.unicodeScalars.reduce(0) { $0 + letterWidth($1) }
    case .symbol(_, let atomClass):
      switch atomClass {
      case .relation, .binary: return 1.25
      case .open, .close, .punctuation: return 0.4
      default: return 0.6
      }
    case .bigOperator: return 1.1
    case .delimiter: return 0.5
    case .scripts(let scripts):
      let sub = width(of: scripts.sub ?? [])
      let sup = width(of: scripts.sup ?? [])
      return width(of: scripts.base) + 0.7 * max(sub, sup)
    case .fraction(let fraction):
      return max(width(of: fraction.numerator), width(of: fraction.denominator)) + 0.3
    case .space(let width): return width
    case .root(let nodes, _): return 0.8 + width(of: nodes)
    case .group(let nodes), .accent(_, let nodes), .style(_, let nodes), .color(_, let nodes),
      .classed(_, let nodes), .enclosed(_, let nodes), .phantom(_, let nodes):
      return width(of: nodes)
    case .fenced(_, _, let nodes): return 0.8 + width(of: nodes)
    default: return 1
    }
  }

  private static func letterWidth(_ letter: Unicode.Scalar) -> Double {
    switch letter {
    case "i", "j", "l", "t", "f", "r", "ι": 0.35
    case "m", "w", "M", "W", "ω": 0.85
    case "A"..."Z": 0.75
    default: 0.55
    }
  }
}
