import Claims
import Diagnostics
import Markdown

/// How strictly each part of a chapter wants to be read.
///
/// `strict: off|warn|deny` in the front matter is about the chapter; a comment
/// `<!-- mathbook: strict off -->` is about the section it stands in, to the next heading of the
/// same or a higher level. Before the first heading it is about the whole chapter.
struct StrictRegions: Sendable {
  private var chapter: Strictness?
  private var sections: [(range: SourceRange, mode: Strictness)] = []
  /// What the front matter says that cannot be read.
  private(set) var diagnostic: Diagnostic?

  /// The regions of `document` with the comments in `parts`.
  init(_ document: Document, _ parts: ChapterParts) {
    guard document.kind == .chapter else { return }
    if let text = document.markdown.frontMatter?.text("strict") {
      chapter = Strictness(rawValue: text)
      if chapter == nil {
        let node = document.markdown.root.firstChild
        diagnostic = Diagnostic(
          .error, "strict.unknown", at: Self.place(of: text, in: node, document.file),
          "'strict' cannot be '\(text)'", hints: ["it takes off, warn or deny"])
      }
    }
    let headings = document.markdown.root.descendants.compactMap { node -> (Int, SourceRange)? in
      if case .heading(let level) = node.kind { (level, node.range) } else { nil }
    }
    for comment in parts.blockComments {
      guard case .strictness(let mode) = comment.content.content else { continue }
      let place = comment.node.range.start
      guard let owner = headings.last(where: { $0.1.start < place }) else {
        chapter = mode
        continue
      }
      let end = headings.first { $0.1.start > place && $0.0 <= owner.0 }
      sections.append(
        (SourceRange(owner.1.start, end?.1.start ?? document.file.bytes.count), mode))
    }
  }

  /// What is said about the place at `offset`; nil if nothing is.
  func mode(at offset: Int) -> Strictness? {
    // Sections nest: the last that begins before the place is the innermost.
    sections.last { $0.range.start <= offset && offset < $0.range.end }?.mode ?? chapter
  }

  private static func place(
    of text: String, in node: MarkdownNode?, _ file: SourceFile
  ) -> SourceRange {
    guard let node, node.kind == .frontMatter else { return .at(0) }
    let wanted = Array(text.utf8)
    let key = Array("strict".utf8)
    for line in file.lineIndex(at: node.range.start)...file.lineIndex(at: node.range.end) {
      let range = file.lineRange(at: line)
      guard file.bytes[range.start..<range.end].starts(with: key) else { continue }
      let last = range.end - wanted.count
      for start in stride(from: range.start, through: max(last, range.start), by: 1)
      where start + wanted.count <= range.end
        && file.bytes[start..<(start + wanted.count)].elementsEqual(wanted)
      {
        return SourceRange(start, start + wanted.count)
      }
    }
    return node.range
  }
}
