import Book
import Diagnostics
import Markdown
import Markup
import TeXMath

/// Writes the formulas of one document: MathML in HTML, Unicode in plain text.
///
/// A formula that TeX would refuse is shown as it was written, and noted.
struct Formulas: NodeRenderer, TextNodeRenderer {
  /// What is wrong with the formulas so far.
  private(set) var diagnostics: [Diagnostic] = []
  private var macros = MacroTable()
  private let equations: DocumentEquations

  /// The formulas of `document`.
  init(of document: MarkdownDocument) { equations = DocumentEquations(of: document) }

  mutating func render(_ node: MarkdownNode, in renderer: inout HTMLRenderer) -> Bool {
    let formula: TeXFormula
    var options = MathOptions()
    switch node.kind {
    case .math(_, let isDisplay): formula = read(node, isDisplay: isDisplay)
    case .mathBlock:
      formula = read(node, isDisplay: true)
      renderer.startLine()
      if let identifier = node.attributes?.identifier {
        options.identifiers = [identifier]
      }
    default: return false
    }
    equations.number(node, &options)
    formula.writeMathML(into: &renderer.output, options: options)
    if !node.isInline { renderer.output.append("\n") }
    return true
  }

  mutating func lines(of node: MarkdownNode, width: Int) -> [String]? {
    switch node.kind {
    case .mathBlock: return display(node, width: width)
    case .paragraph:
      // `$$…$$` alone in a paragraph is a display, too.
      guard let only = node.firstChild, only.nextSibling == nil,
        case .math(_, isDisplay: true) = only.kind
      else { return nil }
      return display(only, width: width)
    default: return nil
    }
  }

  mutating func text(of node: MarkdownNode) -> String? {
    guard case .math(_, let isDisplay) = node.kind else { return nil }
    var options = MathOptions()
    equations.number(node, &options)
    return read(node, isDisplay: isDisplay).plainText(options: options)
  }

  private mutating func display(_ node: MarkdownNode, width: Int) -> [String] {
    var options = MathOptions()
    options.width = max(width - 4, 20)
    equations.number(node, &options)
    return read(node, isDisplay: true).displayText(options: options)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }
  }

  private mutating func read(_ node: MarkdownNode, isDisplay: Bool) -> TeXFormula {
    let formula = TeXFormula(node.literal, isDisplay: isDisplay, macros: &macros)
    for found in formula.diagnostics {
      // The document is converted all the same: what is wrong in it is no failure here.
      diagnostics.append(
        Diagnostic(.note, found.rule, at: found.range, found.message, hints: found.hints))
    }
    return formula
  }
}
