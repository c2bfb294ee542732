import Claims
import Diagnostics
package import Script

extension Assessment {
  /// What the cells show, in order, as `mathbook run` prints it: printed text as it is, values on
  /// lines of their own, charts as characters. What a result comment states is shown too.
  package var cellOutput: String {
    var text = ""
    for cell in run?.cells ?? [] { text += shownText(cell.shown) }
    return text
  }
}

/// The text of what a cell shows, in order.
package func shownText(_ entries: [ShownEntry]) -> String {
  var text = ""
  for entry in entries {
    switch entry.content {
    case .value(let value, isVisible: true): text += value.text + "\n"
    case .value: break
    case .printed(let printed): text += printed
    }
  }
  return text
}

/// The assessment of the chapter at `path`, as a part of its book if it lies in one.
///
/// - Throws: `FileError` if it cannot be read.
package func assessedChapter(at path: String) throws(FileError) -> Assessment {
  let settings = AssessmentSettings()
  if let root = BookRoot(containing: path), !root.isPlain {
    let book = Manuscript(reading: root)
    if let index = book.chapters.firstIndex(where: { $0.file.path == path }) {
      return Assessor(book, index, settings).assessment()
    }
  }
  let file = SourceFile(path: path, bytes: try Files.read(path))
  return Assessor(Document(file, kind: .chapter), settings).assessment()
}
