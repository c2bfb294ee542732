import Diagnostics
import Markdown
import Markup

/// Blocks that a book knows more about than Markdown, as text: theorems, quizzes, sources, raw HTML.
extension ChapterText {
  /// A quotation, or a theorem with its number in the place of its first words.
  mutating func write(quote node: MarkdownNode, _ layout: inout TextLayout) {
    let outer = (theoremMarker, theoremWords)
    if let block = TheoremBlock(node), let marker = block.marker {
      theoremWords = theoremHeading(of: node) ?? ""
      theoremMarker = marker
    }
    write(inset: node, title: nil, bar: "│ ", &layout)
    (theoremMarker, theoremWords) = outer
  }

  /// What a theorem or its like is called, `Theorem 1.2 (Pythagoras)`; nil for all else.
  func theoremHeading(of node: MarkdownNode) -> String? {
    guard let block = TheoremBlock(node) else { return nil }
    let label = book.labels.label(at: node, in: chapter)
    let title = label?.title ?? block.title ?? ""
    let heading = label?.text ?? block.kind.rawValue.capitalizedFirst
    return title.isEmpty ? heading : "\(heading) (\(title))"
  }

  /// A quiz: its options with letters, and the answer on a line of its own.
  mutating func write(quiz node: MarkdownNode, _ layout: inout TextLayout) {
    layout.gap()
    var inner = TextLayout(width: layout.width - 2)
    var answers: [String] = []
    for child in node.children {
      guard case .list = child.kind else {
        write(block: child, &inner)
        continue
      }
      for (index, item) in child.children.enumerated() {
        let letter = String(UnicodeScalar(UInt8(97 + min(index, 25))))
        if item.kind == .item(task: .done) { answers.append(letter) }
        var option = TextLayout(width: inner.width - 3)
        write(childrenOf: item, &option)
        inner.block(option.trimmed, first: letter + ") ", rest: "   ")
      }
    }
    inner.line("Answer: " + answers.joined(separator: ", "))
    layout.block(inner.trimmed, first: "│ ", rest: "│ ")
    layout.gap()
  }

  /// The sources that the chapter cites.
  func writeSources(_ layout: inout TextLayout) {
    let keys = book.citedKeys(in: chapter, assessment)
    guard !keys.isEmpty else { return }
    layout.gap()
    layout.line("Sources")
    let style = book.settings.citations
    for key in keys {
      guard let html = book.bibliography.html(of: key, style) else { continue }
      let marker = style == .numeric ? "[\(book.bibliography.citation(of: key, style))] " : "• "
      var inner = TextLayout(width: layout.width - displayWidth(of: marker))
      inner.paragraph(HTMLText.plain(html))
      let rest = String(repeating: " ", count: displayWidth(of: marker))
      layout.block(inner.trimmed, first: marker, rest: rest)
    }
    layout.gap()
  }

  /// Raw HTML: the words between the tags, such as the summary of `<details>`.
  func write(html node: MarkdownNode, _ layout: inout TextLayout) {
    let lines = HTMLText.plain(node.literal.text).split(separator: "\n")
    guard !lines.isEmpty else { return }
    layout.gap()
    for line in lines { layout.paragraph(String(line)) }
    layout.gap()
  }
}
