import Foundation
import TeXMath

/// What every text form of a formula must hold.
enum TextInvariant {
  /// The identifiers and numbers of `formula` that `text` has not.
  static func missing(in text: String, of formula: TeXFormula) -> [String] {
    var words: [String] = []
    for node in formula.nodes { collect(node, into: &words) }
    let plain = Set(text.decomposedStringWithCompatibilityMapping.unicodeScalars)
    // A word may be split by accents and scripts, but each of its characters must be there.
    return words.filter { (word: String) -> Bool in
      !word.decomposedStringWithCompatibilityMapping.unicodeScalars.allSatisfy {
        plain.contains($0) || $0 == "\u{2009}"
      }
    }
  }

  private static func collect(_ nodes: [MathNode]?, into words: inout [String]) {
    for node in nodes ?? [] { collect(node, into: &words) }
  }

  private static func collect(_ node: MathNode, into words: inout [String]) {
    switch node.kind {
    case .number(let text), .identifier(let text), .operatorName(let text, _): words.append(text)
    case .group(let nodes), .fenced(_, _, let nodes), .accent(_, let nodes), .style(_, let nodes),
      .textSize(_, let nodes), .color(_, let nodes), .enclosed(_, let nodes),
      .classed(_, let nodes), .link(_, let nodes), .raised(_, let nodes):
      collect(nodes, into: &words)
    case .fraction(let fraction):
      collect(fraction.numerator, into: &words)
      collect(fraction.denominator, into: &words)
    case .root(let radicand, let index):
      collect(radicand, into: &words)
      // The square, third and fourth root have signs of their own.
      if let index, !["2", "3", "4"].contains(TeXFormula(nodes: index).plainText()) {
        collect(index, into: &words)
      }
    case .scripts(let scripts):
      collect(scripts.base, into: &words)
      collect(scripts.sub, into: &words)
      collect(scripts.sup, into: &words)
    case .stack(let stack):
      collect(stack.base, into: &words)
      collect(stack.over, into: &words)
      collect(stack.under, into: &words)
    case .table(let table):
      for row in table.rows { for cell in row.cells { collect(cell, into: &words) } }
    case .phantom(let phantom, let nodes):
      switch phantom {
      case .smash, .leftLap, .rightLap, .centerLap: collect(nodes, into: &words)
      default: break
      }
    case .corners(let corners):
      collect(corners.base, into: &words)
      collect(corners.preSub, into: &words)
      collect(corners.preSup, into: &words)
      collect(corners.sub, into: &words)
      collect(corners.sup, into: &words)
    default: break
    }
  }
}
