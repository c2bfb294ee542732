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
  package static var text: String {
    var text = """
      ---
      title: Function reference
      description: Every function of swift-math, with an example and what it gives.
      ---
      # Function reference

      This page is written by `mathbook help --reference` from the table that the language itself
      reads. For a function at a time, use `mathbook help NAME`.

      """
    var listed: Set<String> = []
    var rest = sections
    let known = Set(rest.flatMap { $0.entries.map(key) })
    rest.append(("Further", StandardLibrary.functions.filter { !known.contains(key($0)) }))
    for section in rest where !section.entries.isEmpty {
      text += "\n## \(section.title)\n"
      var last = ""
      for entry in section.entries where listed.insert(key(entry)).inserted {
        text += page(of: entry, isContinued: entry.name == last)
        last = entry.name
      }
    }
    return text
  }

  private static func key(_ entry: LibraryFunction) -> String { entry.name + entry.signature }

  private static func page(of entry: LibraryFunction, isContinued: Bool) -> String {
    var text = isContinued ? "" : "\n### `\(entry.name)`\n"
    let mark = entry.kind == .constant ? ": " : ""
    text += "\n```text\n\(entry.name)\(mark)\(entry.signature)\n\n\(entry.summary)\n"
    if !entry.source.isEmpty { text += "Source: \(entry.source)\n" }
    text += "```\n"
    guard !entry.example.isEmpty else { return text }
    return text + "\n```swift-math {isolated}\n\(entry.example)\n```\n"
  }
}
