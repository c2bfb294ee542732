import Diagnostics
import Markdown
import Synchronization

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
  /// Whether its front matter adds TeX macros to those of the book.
  var hasMacros = false

  init() {}

  /// The outline of the chapter `document` with its `parts`.
  init(_ document: Document, _ parts: ChapterParts) {
    title = document.ownTitle
    description = document.markdown.frontMatter?.text("description") ?? ""
    indexTerms = parts.indexMarks.map(\.terms)
    cellBytes = parts.cells.reduce(0) { $0 + $1.text.bytes.count }
    var isHidden = false
    for cell in parts.cells {
      let names = DataFolder.names(
        in: cell.text.bytes, isIsolated: cell.options.isIsolated, isHidden: &isHidden)
      dataNames = names.flatMap { names in dataNames.map { $0 + names } }
    }
    hasMacros = document.markdown.frontMatter?.entry("macros") != nil
  }
}
