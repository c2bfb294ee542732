import Diagnostics
import Markdown
import Markup
import TeXMath

extension FuzzTarget {
  /// What is special in Markdown and its extensions.
  static let markdownWords = [
    "```", "~~~", "$$", "\\(", "\\)", "\\[", "\\]", "<!--", "-->", "](", "![", "[^1]", "[^1]: ",
    "{#a .b c=d}", "> [!NOTE]\n", "!!! note \"T\"\n    ", "??? tip\n    ", "=== \"T\"\n    ", ": ",
    "- [ ] ", "1. ", "|a|b|\n|-|:-:|\n", "---\n", "&amp;", "<a b='c'>", "<pre>", "</pre>", "\r\n",
    "**", "***", "__", "~~", "http://", "www.", "a@b.c", "<?", "<![CDATA[", "[a]: b 'c'\n",
  ]

  /// Parses, checks all places, and renders in every form.
  @Sendable static func markdown(_ bytes: [UInt8]) {
    // The first byte chooses the dialect, so that all of them are tried.
    let choice = bytes.first ?? 0
    var options = [MarkdownOptions.chapter, .gfm, .commonMark][Int(choice % 3)]
    if choice & 4 != 0 { options.extensions.insert(.smartPunctuation) }
    options.isSafe = choice & 8 != 0
    let file = SourceFile(path: "fuzz.md", bytes: Array(bytes.dropFirst()))
    let document = MarkdownDocument(parsing: file, options: options)
    for node in document.root.descendants {
      let range = node.range
      precondition(range.start >= 0 && range.end <= file.bytes.count, "a range leaves the file")
      precondition(range.start <= range.end, "a range runs backwards")
      if let parent = node.parent {
        precondition(parent.range.contains(range), "a child leaves its parent")
      }
      if let next = node.nextSibling {
        precondition(next.range.start >= range.end, "siblings overlap")
      }
      _ = node.literal
      _ = node.plainText
    }
    let html = HTMLRenderer.bytes(document)
    precondition(String(validating: html, as: UTF8.self) != nil, "the HTML is not UTF-8")
    _ = TextRenderer.text(document)
    _ = document.treeDescription
    for diagnostic in document.diagnostics { _ = diagnostic.rendered(in: file) }
  }

  /// Commands with arguments, fences, tables and definitions.
  static let texWords = [
    "\\frac{", "\\sqrt[3]{", "\\left(", "\\right)", "\\begin{matrix}", "\\end{matrix}", "\\\\",
    "\\begin{aligned}", "\\end{aligned}", "\\text{", "\\newcommand{\\a}[1]{", "\\def\\a#1{", "#1",
    "\\let\\a=\\b", "\\operatorname{", "\\sum_{i=1}^n", "\\mathbf{", "\\hat{", "\\over ", "\\tag{",
    "\\label{", "\\eqref{", "\\color{red}", "\\underbrace{", "}_{", "^{", "\\limits", "\\cr",
    "\\hline", "\\begin{array}{l|r}", "\\end{array}", "\\mathchoice", "\\char`", "\\not", "''",
  ]

  /// Reads a formula as inline and display, and writes it in every form.
  @Sendable static func tex(_ bytes: [UInt8]) {
    let file = SourceFile(path: "fuzz.tex", bytes: bytes)
    let text = MappedText(file, SourceRange(0, bytes.count))
    for isDisplay in [false, true] {
      var macros = MacroTable()
      let formula = TeXFormula(text, isDisplay: isDisplay, macros: &macros)
      var output = OutputBuffer()
      formula.writeMathML(into: &output)
      precondition(isBalanced(output.text), "the MathML is not well-formed")
      _ = formula.plainText()
      _ = formula.displayText()
      _ = formula.treeText
      for diagnostic in formula.diagnostics {
        precondition(diagnostic.range.end <= bytes.count, "a place leaves the file")
        _ = diagnostic.rendered(in: file)
      }
    }
  }

  /// Whether each tag of `markup` is closed in order.
  private static func isBalanced(_ markup: String) -> Bool {
    var open: [Substring.UTF8View] = []
    var rest = Substring(markup).utf8
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      let tag = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if tag.last == UInt8(ascii: "/") { continue }
      if tag.first == UInt8(ascii: "/") {
        guard let last = open.popLast(), last.elementsEqual(tag.dropFirst()) else { return false }
      } else {
        open.append(tag.prefix { $0 != UInt8(ascii: " ") })
      }
    }
    return open.isEmpty
  }
}
