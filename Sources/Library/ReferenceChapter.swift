import Markup
import Script

/// The chapter that lists all functions, written from the table: `mathbook help --reference`.
///
/// Each example is a cell of its own, so that the page shows what it gives. That it gives what the
/// table states is a test of its own; the chapter states nothing twice.
package enum ReferenceChapter {
  /// The sections in order, with the entries of each.
  private static var sections: [(title: String, entries: [LibraryFunction])] {
    let library = StandardLibrary.self
    return [
      ("The language's own", LibraryTable.core),
      ("Elementary functions", library.elementary),
      ("Special functions", library.special),
      ("Exact numbers and counting", library.fractions),
      ("Vectors", library.vectors),
      ("Matrices", library.matrices + library.arrangements),
      ("Linear algebra", library.algebra),
      ("Probability and information", library.probability + library.drawing),
      ("Statistics", library.statistics),
      ("Learning", library.learning),
      ("Symbols", library.symbols),
    ]
  }

  /// The Markdown of the chapter.
  package static var text: String { head + bodies.map(\.text).joined() }

  /// The files of the book that hold the chapter, in two parts, since one page would be too long.
  package static var files: [(name: String, text: String)] {
    let bodies = bodies
    let half = bodies.firstIndex { $0.title == "Symbols" } ?? bodies.count
    let first = head + bodies[..<half].map(\.text).joined()
    return [
      ("reference.md", first + "\nNext: [Function reference, second part](reference-2.md).\n"),
      ("reference-2.md", secondHead + bodies[half...].map(\.text).joined()),
    ]
  }

  private static let head = """
    ---
    title: Function reference
    description: Every function of swift-math, with an example and what it gives.
    ---
    # Function reference

    This page is written by `mathbook help --reference` from the table that the language itself
    reads. For a function at a time, use `mathbook help NAME`.

    """

  private static let secondHead = """
    ---
    title: Function reference, second part
    description: The other half of the functions that a cell can use.
    ---
    # Function reference, second part

    This goes on from the [first part](reference.md).

    """

  /// The text of each section that lists something.
  private static var bodies: [(title: String, text: String)] {
    var listed: Set<String> = []
    var rest = sections
    let known = Set(rest.flatMap { $0.entries.map(key) })
    rest.append(("Further", StandardLibrary.functions.filter { !known.contains(key($0)) }))
    return rest.filter { !$0.entries.isEmpty }.map { section in
      var text = "\n## \(section.title)\n"
      var last = ""
      for entry in section.entries where listed.insert(key(entry)).inserted {
        text += page(of: entry, isContinued: entry.name == last)
        last = entry.name
      }
      return (section.title, text)
    }
  }

  private static func key(_ entry: LibraryFunction) -> String { entry.name + entry.signature }

  private static func page(of entry: LibraryFunction, isContinued: Bool) -> String {
    var text = isContinued ? "" : "\n### `\(entry.name)`\n"
    let mark = entry.kind == .constant ? ": " : ""
    let head = CodeLines.wrapped(entry.name + mark + entry.signature, width: width)
    text += "\n```text\n\(head)\n\n\(paragraph(entry.summary))"
    if !entry.source.isEmpty { text += paragraph("Source: \(entry.source)") }
    text += "```\n"
    guard !entry.example.isEmpty else { return text }
    let example = CodeLines.wrapped(entry.example, width: width)
    return text + "\n```swift-math {isolated}\n\(example)\n```\n"
  }

  /// The columns of code that a page shows without scrolling.
  private static let width = 75

  private static func paragraph(_ text: String) -> String {
    wrappedLines(text, width: width).map { $0 + "\n" }.joined()
  }
}
