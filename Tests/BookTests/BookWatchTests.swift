import Testing

@testable import Book

@Suite struct BookWatchTests {
  @Test func `a file that was emptied is told from one that was written`() throws {
    let book = try TemporaryBook(["chapters/a.md": "# A\n", "chapters/b.md": ""])
    var watch = BookWatch(book.root, output: nil)
    #expect(!watch.hasChanged() && !watch.isEmptied)
    // As programs save: first nothing, then the text.
    try book.write("chapters/a.md", "")
    #expect(watch.hasChanged() && watch.isEmptied)
    #expect(!watch.hasChanged() && watch.isEmptied)
    try book.write("chapters/a.md", "# A\n\nMore.\n")
    #expect(watch.hasChanged() && !watch.isEmptied)
    // A new file may well be empty.
    try book.write("chapters/c.md", "")
    #expect(watch.hasChanged() && !watch.isEmptied)
  }
}
