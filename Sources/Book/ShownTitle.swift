import Diagnostics
import Markdown
import Markup
import TeXMath

/// A heading as it is shown elsewhere than at its place: beside every page, in the crumbs, in the
/// title of a window, in what a search finds.
struct ShownTitle: Hashable, Sendable {
  /// Words alone, with formulas in the letters of Unicode, as in the text form.
  let text: String
  /// The words with their emphasis, code and formulas. It may stand in a link: it holds none, and
  /// neither identifiers nor notes.
  let markup: String

  /// The words below `node`, a heading or the like, whose formulas may use `macros`.
  init(_ node: MarkdownNode, macros: MacroTable = MacroTable()) {
    var words = ""
    var output = OutputBuffer(capacity: 64)
    Self.write(node, macros, &words, &output)
    text = words.trimmed
    markup = output.text.trimmed
  }

  /// What an earlier build made of a title.
  init(text: String, markup: String) {
    self.text = text
    self.markup = markup
  }

  /// A title that is plain text.
  init(text: String) {
    self.text = text
    markup = escapedMarkup(text)
  }

  private static func write(
    _ node: MarkdownNode, _ macros: MacroTable, _ text: inout String, _ markup: inout OutputBuffer
  ) {
    for child in node.children {
      var words = ""
      switch child.kind {
      case .text, .autolink: words = child.literal.text
      case .softBreak, .lineBreak: words = " "
      case .code:
        if case .value = InlineValue.read(child) {
          // Nothing is computed yet where titles are shown.
          words = "…"
          break
        }
        text += child.literal.text
        markup.append(text: "<code>\(escapedMarkup(child.literal.text))</code>")
      case .math:
        var macros = macros
        let formula = TeXFormula(child.literal, isDisplay: false, macros: &macros)
        text += formula.plainText()
        var options = MathOptions()
        options.includesSource = false
        formula.writeMathML(into: &markup, options: options)
      case .comment, .html, .footnoteReference: continue
      case .emphasis, .strong, .strikethrough:
        let tag = child.kind == .emphasis ? "em" : child.kind == .strong ? "strong" : "del"
        markup.append(text: "<\(tag)>")
        write(child, macros, &text, &markup)
        markup.append(text: "</\(tag)>")
      default: write(child, macros, &text, &markup)
      }
      text += words
      markup.append(escaping: words)
    }
  }
}
