package import Diagnostics

/// A diagnostic together with the file it is about.
package struct Finding: Sendable {
  /// The file; without its bytes once the finding is compact.
  package private(set) var file: SourceFile
  /// What was found.
  package let diagnostic: Diagnostic
  private var compact: Compact?

  /// What a report needs of the file.
  private struct Compact: Sendable {
    let start: SourceFile.Position
    let end: SourceFile.Position
    let text: String
    let rendered: String
  }

  /// `diagnostic` about `file`.
  package init(_ diagnostic: Diagnostic, in file: SourceFile) {
    self.file = file
    self.diagnostic = diagnostic
  }

  /// The finding with what reports need of its file, so that the file can go: a run over a tree
  /// holds only the files that it reads just then.
  func compacted(_ style: Diagnostic.Style) -> Finding {
    guard compact == nil else { return self }
    var copy = self
    copy.compact = Compact(start: start, end: end, text: text, rendered: rendered(style: style))
    copy.file = SourceFile(path: file.path, bytes: [])
    return copy
  }

  /// Where it begins.
  var start: SourceFile.Position {
    compact?.start ?? file.position(at: diagnostic.range.start)
  }

  /// Where it ends.
  var end: SourceFile.Position { compact?.end ?? file.position(at: diagnostic.range.end) }

  /// The text it is about.
  var text: String { compact?.text ?? file.text(in: diagnostic.range) }

  /// The finding as lines for a terminal.
  func rendered(style: Diagnostic.Style) -> String {
    compact?.rendered ?? diagnostic.rendered(in: file, style: style)
  }
}

/// How many numbers were read and what became of them; the members of the closing line.
package struct Tally: Hashable, Sendable {
  /// Files read as chapters.
  package var chapters = 0
  /// Files read as foreign documents.
  package var foreign = 0
  /// Claims of arithmetic in plain sight.
  package var calculations = 0
  /// Calculations of foreign documents.
  package var foreignCalculations = 0
  /// Wrong calculations of foreign documents.
  package var foreignWrong = 0
  /// Errors of foreign documents, wrong calculations among them.
  package var foreignErrors = 0
  /// Calculations of foreign documents that hold to the digits printed.
  package var foreignAsWritten = 0
  /// Calculations of foreign documents whose sides are equal.
  package var foreignExact = 0
  /// Stated numbers that were checked and hold.
  package var checked: Int { asWritten + exact + byTolerance }
  /// Checked numbers that hold to the digits printed.
  package var asWritten = 0
  /// Checked numbers that are equal.
  package var exact = 0
  /// Checked numbers that hold by a written tolerance or range.
  package var byTolerance = 0
  /// Stated numbers and claims that do not hold.
  package var wrong = 0
  /// Numbers that prose defines.
  package var given = 0
  /// Numbers with a source.
  package var cited = 0
  /// Numbers excused with a reason.
  package var waived = 0
  /// Stated numbers behind which nothing stands.
  package var unverified = 0
  /// Claims that were recognised and could not be decided.
  package var notChecked = 0
  /// Notes.
  package var notes = 0

  /// All the counts, in one order.
  static var fields: [WritableKeyPath<Tally, Int>] {
    [
      \.chapters, \.foreign, \.calculations, \.foreignCalculations, \.foreignWrong,
      \.foreignErrors, \.foreignAsWritten, \.foreignExact, \.asWritten, \.exact, \.byTolerance,
      \.wrong, \.given, \.cited, \.waived, \.unverified, \.notChecked, \.notes,
    ]
  }

  /// An empty tally.
  package init() {}

  /// Adds the numbers of another document.
  package mutating func add(_ other: Tally) {
    for field in Self.fields { self[keyPath: field] += other[keyPath: field] }
  }

  /// Whether there is any number to tell about.
  var holdsNumbers: Bool { checked + wrong + given + cited + waived + unverified + notChecked > 0 }

  /// The closing line of a run over chapters.
  package var chapterLine: String {
    let foreign = foreignAsWritten + foreignExact
    return "checked \(checked - foreign) (\(asWritten - foreignAsWritten) as written,"
      + " \(exact - foreignExact) exact, \(byTolerance) by ±)"
      + " · wrong \(wrong - foreignWrong) · given \(given) · cited \(cited) · waived \(waived)"
      + " · unverified \(unverified) · not checked \(notChecked)"
  }

  /// The same in lines of at most 80 columns.
  var chapterLines: String {
    let parts = chapterLine.split(separator: "·").map { String($0).trimmed }
    return parts.dropFirst().reduce(into: parts[0]) { lines, part in
      let column = lines.split(separator: "\n").last?.count ?? 0
      lines += column + 3 + part.count <= 80 ? " · " + part : "\n· " + part
    }
  }

  /// The closing line of a run over foreign documents.
  package var foreignLine: String {
    let files = quantity(foreign, "file")
    let errors = max(0, foreignErrors - foreignWrong)
    guard foreignCalculations > 0 else {
      let all = "\(files), no calculations found"
      return errors > 0 ? all + ", " + quantity(errors, "error") : all
    }
    let what = "\(files), \(quantity(foreignCalculations, "calculation")), "
    if foreignWrong == 0, errors > 0 { return what + "none wrong, " + quantity(errors, "error") }
    let others = errors > 0 ? ", \(errors) other \(errors == 1 ? "error" : "errors")" : ""
    return what + (foreignWrong == 0 ? "all right" : "\(foreignWrong) wrong" + others)
  }
}
