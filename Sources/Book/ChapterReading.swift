import Diagnostics
import Markdown
import Synchronization
import TeXMath

/// The tree and the parts of a chapter, which are read when somebody asks for them: of a chapter
/// that did not change since the last build, nobody may.
///
/// A class, because all who hold the chapter share what was read.
final class ChapterReading: Sendable {
  private let read: Mutex<(document: Document, parts: ChapterParts)?>
  private let make: @Sendable () -> Document

  /// What was read already.
  init(_ document: Document, _ parts: ChapterParts) {
    read = Mutex((document, parts))
    make = { document }
  }

  /// What `make` will read.
  init(_ make: @escaping @Sendable () -> Document) {
    read = Mutex(nil)
    self.make = make
  }

  /// The tree.
  var document: Document { content.document }
  /// The parts.
  var parts: ChapterParts { content.parts }

  /// - Complexity: O(bytes of the chapter) the first time.
  private var content: (document: Document, parts: ChapterParts) {
    read.withLock { read in
      if let read { return read }
      let document = make()
      let content = (document: document, parts: ChapterParts(of: document))
      read = content
      return content
    }
  }
}

/// What the rest of a book needs to know of a chapter, beside its labels.
struct ChapterOutline: Hashable, Sendable {
  /// The title that the text gives itself, if it does.
  var title: ShownTitle?
  /// What the front matter says it is about.
  var description = ""
  /// The terms of each comment for the index, in page order.
  var indexTerms: [[String]] = []
  /// The bytes of its cells: how long they may run.
  var cellBytes = 0
  /// The data files that its cells name; nil if a name is computed.
  var dataNames: [String]? = []
  /// Whether it may add TeX macros to those of the book, in its front matter or a formula.
  var hasMacros = false

  init() {}

  /// The outline of the chapter `document` with its `parts`.
  init(_ document: Document, _ parts: ChapterParts) {
    title = document.ownTitle
    description = document.markdown.frontMatter?.text("description") ?? ""
    indexTerms = parts.indexMarks.map(\.terms)
    cellBytes = parts.cells.reduce(0) { $0 + $1.text.bytes.count }
    hasMacros =
      document.markdown.frontMatter?.entry("macros") != nil
      || MacroTable.mayDefine(document.file.bytes)
    var isHidden = false
    for cell in parts.cells {
      let names = DataFolder.names(
        in: cell.text.bytes, isIsolated: cell.options.isIsolated, isHidden: &isHidden)
      dataNames = names.flatMap { names in dataNames.map { $0 + names } }
    }
    guard document.file.bytes.holds("data") else { return }
    // Computed values and comments call it, too; there it is no name of a variable.
    isHidden = true
    let comments = document.markdown.root.descendants.lazy
      .filter { $0.kind == .comment || $0.kind == .commentBlock }.flatMap(\.comments)
    for text in parts.inlineValues.map(\.expression) + comments {
      let names = DataFolder.names(in: text.bytes, isIsolated: true, isHidden: &isHidden)
      dataNames = names.flatMap { names in dataNames.map { $0 + names } }
    }
  }
}
