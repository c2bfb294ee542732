import Diagnostics
import Markdown
import Markup

/// Running text: the label of a caption, numbers that have a source, and citations.
extension ChapterPage {
  /// A stretch of text that is not written as it stands.
  private enum Mark {
    /// A number with the source at this place of `assessment.sources`.
    case number(Int)
    /// A number behind which nothing stands.
    case unverified
    /// `[@key; @other, p. 3]`.
    case citation(Citation)
  }

  mutating func write(text node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    let range = node.range
    let literal = node.literal
    let marker = captionMarker.flatMap { range.contains($0) ? $0 : nil }
    let marks = self.marks(in: literal, range)
    let glued = gluedMarks
    gluedMarks = 0
    let text = GluedText(node)
    guard marker != nil || !marks.isEmpty || glued > 0 || text.hasGlue || titleRange != nil else {
      return false
    }
    var count = literal.bytes.count
    var start = 0
    if let titleRange {
      while start < count, literal.sourceOffset(start) < titleRange.start { start += 1 }
      while count > start, literal.sourceOffset(count - 1) >= titleRange.end { count -= 1 }
    }
    if glued > 0 {
      let end = max(start, min(glued, count))
      text.write(start..<end, &renderer.output)
      renderer.output.append("</span>")
      start = end
    }
    if let marker {
      while start < count, literal.sourceOffset(start) < marker.end { start += 1 }
    }
    for (range, mark) in marks {
      var from = start
      while from < count, literal.sourceOffset(from) < range.start { from += 1 }
      var to = from
      while to < count, literal.sourceOffset(to) < range.end { to += 1 }
      guard to > from else { continue }
      text.write(start..<from, &renderer.output)
      write(mark, text, from..<to, &renderer)
      start = to
    }
    text.write(start..<count, &renderer.output)
    return true
  }

  /// How many closing marks follow the formula `node` without a space. Browsers would break the line
  /// before them, as after a picture, so they stay with it. A comment between them shows nothing.
  func closingMarks(after node: MarkdownNode) -> Int {
    var next = node.nextSibling
    while let comment = next, comment.kind == .comment { next = comment.nextSibling }
    guard let text = next, text.kind == .text else { return 0 }
    let bytes = text.literal.bytes
    let count = bytes.prefix { ".,;:!?)".utf8.contains($0) }.count
    // The point of `.5` belongs to the number, which may be marked.
    let isPoint = bytes.dropFirst(count).first.map { (0x30...0x39).contains($0) } ?? false
    return isPoint && count > 0 ? count - 1 : count
  }

  private mutating func write(
    _ mark: Mark, _ text: GluedText, _ range: Range<Int>, _ renderer: inout HTMLRenderer
  ) {
    switch mark {
    case .number(let index):
      let start = assessment.sources[index].range.start
      let live = assessment.states.liveWords[start].map { " data-s=\"\($0)\"" } ?? ""
      renderer.output.append(text: "<span class=\"mb-num\"\(live) data-src=\"s-\(index)\">")
      text.write(range, &renderer.output)
      renderer.output.append("</span>")
    case .unverified:
      renderer.output.append(
        "<span class=\"mb-unverified\" title=\"nothing stands behind this number\">")
      text.write(range, &renderer.output)
      renderer.output.append("</span>")
    case .citation(let citation):
      renderer.output.append(text: html(of: citation))
    }
  }

  /// What is marked in `literal`, in order of place, nothing twice.
  private func marks(
    in literal: MappedText, _ range: SourceRange
  ) -> [(range: SourceRange, mark: Mark)] {
    var marks: [(range: SourceRange, mark: Mark)] = []
    let sources = assessment.sources
    var index = Self.firstIndex(in: sources.count) { sources[$0].range.start >= range.start }
    while index < sources.count, sources[index].range.end <= range.end {
      marks.append((sources[index].range, .number(index)))
      index += 1
    }
    if !unverified.isEmpty {
      index = Self.firstIndex(in: unverified.count) { unverified[$0].start >= range.start }
      while index < unverified.count, unverified[index].end <= range.end {
        marks.append((unverified[index], .unverified))
        index += 1
      }
    }
    for citation in Citation.all(in: literal)
    where citation.keys.allSatisfy({ book.bibliography[$0.key] != nil }) {
      // Page numbers inside a citation are part of it.
      marks.removeAll { citation.range.contains($0.range) }
      marks.append((citation.range, .citation(citation)))
    }
    return marks.sorted { $0.range.start < $1.range.start }
  }

  /// The first of `count` places where `holds`, which is false up to there and true from there on.
  private static func firstIndex(in count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  // MARK: Citations

  private func html(of citation: Citation) -> String {
    let home = References.relative(SitePages.bibliographyPage, from: book.chapters[chapter].path)
    return book.words(of: citation) { key, source, note in
      "<a class=\"mb-ref\" href=\"\(escapedMarkup(home))#ref-\(escapedMarkup(key))\">"
        + "\(escapedMarkup(source))</a>\(escapedMarkup(note))"
    }
  }

  /// The sources that the chapter cites, as a list at its end.
  mutating func writeCitedSources(_ renderer: inout HTMLRenderer) {
    let keys = book.citedKeys(in: chapter, assessment)
    guard !keys.isEmpty else { return }
    let style = book.settings.citations
    let path = book.chapters[chapter].path
    renderer.startLine()
    renderer.output.append(
      "<section class=\"mb-cited\" aria-label=\"Sources\">\n<p class=\"mb-cited-title\">Sources</p>\n<ul>\n"
    )
    for key in keys {
      guard let entry = book.bibliography.html(of: key, style) else { continue }
      let home = References.relative(SitePages.bibliographyPage, from: path)
      let number = style == .numeric ? "[\(book.bibliography.citation(of: key, style))] " : ""
      renderer.output.append(
        text:
          "<li id=\"ref-\(escapedMarkup(key))\" data-for=\"\(escapedMarkup(home))#ref-\(escapedMarkup(key))\">\(number)\(entry)</li>\n"
      )
    }
    renderer.output.append("</ul>\n</section>\n")
  }
}
