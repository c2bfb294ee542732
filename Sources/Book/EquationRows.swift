import Diagnostics
import Markdown
import TeXMath

/// The numbered lines of a display: what `\label`, `\tag` and `\notag` inside it say.
struct EquationRow: Hashable, Sendable {
  /// The position among the lines that can carry a number.
  let index: Int
  /// The name that `\label` gives, or nil.
  let label: String?
  /// The text of `\tag`, or nil.
  let tag: String?
  /// Where the label or tag was written.
  let range: SourceRange

  /// The lines of `display` that have a number, if the formula itself says so; none for a display
  /// that leaves numbering to an identifier after it.
  static func rows(of display: MarkdownNode) -> [EquationRow] {
    let literal = display.literal
    guard mayNumber(literal.bytes) else { return [] }
    let formula = TeXFormula(literal, isDisplay: true)
    return formula.equations.enumerated().compactMap { index, number in
      guard number.isWanted || number.label != nil || number.tag != nil else { return nil }
      return EquationRow(
        index: index, label: number.label, tag: number.tag,
        range: number.label == nil && number.tag == nil ? display.range : number.range)
    }
  }

  /// Most formulas hold none of the words that number; they are not read twice.
  private static func mayNumber(_ bytes: [UInt8]) -> Bool {
    let words = ["\\label", "\\tag", "\\begin"].map { Array($0.utf8) }
    for i in bytes.indices where bytes[i] == UInt8(ascii: "\\") {
      if words.contains(where: { bytes[i...].starts(with: $0) }) { return true }
    }
    return false
  }
}

extension Labels {
  /// Puts the numbers and identifiers of the display `node` into `options`.
  func number(_ node: MarkdownNode, in chapter: Int, _ options: inout MathOptions) {
    for label in byChapter[chapter] where label.range == node.range && label.kind == .equation {
      let index = label.row?.index ?? 0
      while options.numbers.count <= index {
        options.numbers.append(nil)
        options.identifiers.append(nil)
      }
      // A tag is printed by the formula itself.
      if label.row?.tag == nil { options.numbers[index] = label.number }
      options.identifiers[index] = label.id
    }
  }
}

extension References {
  /// What `\ref{name}` in a formula of `chapter` shows, and where it leads.
  func target(_ name: String, from chapter: Int) -> MathOptions.Target? {
    guard case .page(let address, let label?) = resolve("#" + name, from: chapter),
      !label.number.isEmpty
    else { return nil }
    return MathOptions.Target(number: label.number, address: address)
  }
}
