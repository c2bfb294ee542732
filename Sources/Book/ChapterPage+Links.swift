import Diagnostics
import Markdown
import Markup
import TeXMath

/// Links, pictures, and the previews of what links lead to.
extension ChapterPage {
  mutating func write(link node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    guard let destination = node.destination else { return false }
    let target = References(book).resolve(destination, from: chapter)
    if case .outside = target { takeFile(of: destination) }
    if case .source(let key) = target {
      let home = References.relative(SitePages.bibliographyPage, from: book.chapters[chapter].path)
      renderer.output.append(
        text: "<a class=\"mb-ref\" href=\"\(escapedMarkup(home))#ref-\(escapedMarkup(key))\">")
      if node.plainText.text.isEmpty {
        renderer.output.append(
          escaping: book.bibliography.citation(of: key, book.settings.citations))
      } else {
        renderer.renderChildren(of: node, using: &self)
      }
      renderer.output.append("</a>")
      return true
    }
    guard case .page(var href, let label) = target else { return false }
    if isFragment {
      // Seen from the top of the book rather than from the chapter.
      while href.hasPrefix("../") { href.removeFirst(3) }
      if href.hasPrefix("#") { href = book.chapters[chapter].address + href }
    }
    renderer.output.append(text: "<a href=\"\(escapedMarkup(href))\"")
    if let label {
      renderer.output.append(" class=\"mb-ref\"")
      if !label.title.isEmpty {
        renderer.output.append(text: " title=\"\(escapedMarkup(label.title))\"")
      }
      if label.chapter != chapter, !previewed.contains(where: { $0.isSame(as: label) }) {
        previewed.append(label)
      }
    }
    renderer.output.append(">")
    let text = node.plainText.text
    if let label, References.isKindWord(text, label) {
      renderer.output.append(escaping: label.text)
    } else if text.isEmpty,
      let title = References(book).chapterTitle(of: destination, from: chapter)
    {
      renderer.output.append(escaping: title)
    } else {
      renderer.renderChildren(of: node, using: &self)
    }
    renderer.output.append("</a>")
    return true
  }

  /// A file beside the chapters that a page links to lies beside the page.
  private mutating func takeFile(of destination: String) {
    guard let name = References.fileName(of: destination) else { return }
    let place = Files.join(Files.parent(of: book.chapters[chapter].path), name)
    let path = Files.join(book.root.chapters, References.normalized(place))
    if Files.exists(path), !Files.isFolder(path) {
      assets.append(name)
    } else {
      absent.append(name)
    }
  }

  /// Files beside the chapter that raw HTML shows or links to lie beside the page, too.
  mutating func takeFiles(ofHTML node: MarkdownNode) {
    for path in RawPath.all(in: node.literal) { takeFile(of: path.path) }
  }

  mutating func write(image node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    guard let destination = node.destination, References.isRelative(destination) else {
      return false
    }
    assets.append(References.decoded(destination))
    return false
  }

  // MARK: Previews

  /// What this page links to on other pages, hidden at its end: a script cannot read another file.
  mutating func writePreviews(_ renderer: inout HTMLRenderer) {
    guard !previewed.isEmpty else { return }
    renderer.startLine()
    renderer.output.append("<div class=\"mb-previews\" hidden>\n")
    for label in previewed {
      let page = book.chapters[label.chapter].address
      let href = References.relative(page, from: book.chapters[chapter].path) + "#" + label.id
      renderer.output.append(text: "<div data-for=\"\(escapedMarkup(href))\">")
      write(preview: label, &renderer)
      renderer.output.append("</div>\n")
    }
    renderer.output.append("</div>\n")
  }

  private func write(preview label: Labels.Label, _ renderer: inout HTMLRenderer) {
    let other = book.chapters[label.chapter]
    renderer.output.append(text: "<p><strong>\(escapedMarkup(label.text))</strong>")
    if !label.title.isEmpty, label.title != label.text, label.kind != .equation {
      renderer.output.append(text: " \(escapedMarkup(label.title))")
    }
    renderer.output.append(text: " · \(escapedMarkup(other.title))</p>")
    guard label.kind == .equation else { return }
    var macros = other.macros(at: label.range.start, book.macros)
    let formula = TeXFormula(MappedText(label.formula), isDisplay: true, macros: &macros)
    formula.writeMathML(into: &renderer.output, options: MathOptions())
  }
}

extension Labels.Label {
  /// Whether both name the same place.
  func isSame(as other: Labels.Label) -> Bool { chapter == other.chapter && id == other.id }
}
