import Library
import Script
import Testing

/// The generated chapter holds the whole table.
@Suite struct ReferenceChapterTests {
  @Test func `every entry is listed once, with its signature, sentence and example`() {
    let text = ReferenceChapter.text
    let lines = text.split(separator: "\n").map(String.init)
    for entry in StandardLibrary.table.functions {
      let mark = entry.kind == .constant ? ": " : ""
      let head = entry.name + mark + entry.signature
      #expect(lines.filter { $0 == head }.count == 1, "\(head)")
      #expect(text.contains(entry.summary), "\(head)")
      #expect(text.contains("\n\(entry.example)\n"), "\(head)")
    }
  }
}
