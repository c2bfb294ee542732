import Diagnostics
import Markdown
import Testing

@Suite struct EncodingTests {
  private func document(_ bytes: [UInt8]) -> MarkdownDocument {
    MarkdownDocument(parsing: SourceFile(path: "a.md", bytes: bytes))
  }

  @Test func `a byte order mark is no text`() {
    let document = document([0xEF, 0xBB, 0xBF] + Array("# A".utf8))
    #expect(HTMLRenderer.html(document) == "<h1 id=\"a\">A</h1>\n")
    #expect(document.root.firstChild?.range == SourceRange(3, 6))
    #expect(document.diagnostics.isEmpty)
  }

  @Test func `lone carriage returns and CRLF end lines`() {
    #expect(
      HTMLRenderer.html(document(Array("a\rb\r\rc\r\n\r\nd".utf8)))
        == "<p>a\nb</p>\n<p>c</p>\n<p>d</p>\n")
    #expect(
      HTMLRenderer.html(document(Array("```\r\na\r\n\r\nb\r\n```\r\n".utf8)))
        == "<pre><code>a\n\nb\n</code></pre>\n")
    #expect(
      HTMLRenderer.html(document(Array("    a\r    b\r".utf8)))
        == "<pre><code>a\nb\n</code></pre>\n")
  }

  @Test func `NUL is shown as U+FFFD and reported with its offset`() throws {
    let document = document([0x61, 0, 0x62])
    #expect(HTMLRenderer.html(document) == "<p>a\u{FFFD}b</p>\n")
    let note = try #require(document.diagnostics.first)
    #expect(note.severity == .note)
    #expect(note.range == SourceRange(1, 2))
    #expect(note.message == "the byte at offset 1 is NUL, which no text holds")
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], "a\u{FFFD}b", 1), ([0xC3], "\u{FFFD}", 0),
      ([0x61, 0xE2, 0x82], "a\u{FFFD}", 1), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}", 0),
      ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}", 0),
      ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", 0),
    ] as [([UInt8], String, Int)])
  func `invalid UTF-8 is shown as U+FFFD and reported with its offset`(
    bytes: [UInt8], text: String, offset: Int
  ) throws {
    let document = document(bytes)
    #expect(HTMLRenderer.html(document) == "<p>\(text)</p>\n")
    #expect(document.root.firstChild?.firstChild?.literal.text == text)
    #expect(document.diagnostics.first?.range.start == offset)
    #expect(violations(in: document).isEmpty)
  }

  @Test func `each kind of fault is told once, with its first place and its number`() {
    let bytes = Array("a\u{0}b\u{0}\r\n".utf8) + [0xFF, 0xFE] + Array("c\rd\r\u{FEFF}e".utf8)
    let notes = document(bytes).diagnostics
    #expect(
      notes.map(\.message) == [
        "the byte at offset 1 is NUL, which no text holds (the first of 2)",
        "the byte at offset 6 is not UTF-8 (the first of 2)",
        "the byte at offset 9 is a carriage return alone (the first of 2)",
        "the byte at offset 12 starts a byte order mark within the text",
      ])
    #expect(notes.map(\.range.start) == [1, 6, 9, 12])
    #expect(notes.allSatisfy { $0.severity == .note })
  }

  @Test func `a line of megabytes is one paragraph`() {
    let count = 100_000
    let text = String(repeating: "word *and* ", count: count)
    let document = MarkdownDocument(text, options: .commonMark)
    #expect(document.root.children.reduce(0) { count, _ in count + 1 } == 1)
    #expect(HTMLRenderer.bytes(document).count == count * 18 - 1 + 8)
  }

  @Test func `text read as Windows-1252 gets one note with the repaired form`() throws {
    let document = MarkdownDocument("just academicâ€”it's practical ðŸ“š")
    #expect(document.diagnostics.count == 1)
    let note = try #require(document.diagnostics.first)
    #expect(note.rule == "markdown.mojibake")
    #expect(document.file.text(in: note.range) == "â€”")
    #expect(note.message.contains("'—'"))
  }

  @Test(arguments: ["NÃO", "Größe", "â", "ðe", "Ã la carte", "été — ok 📚"])
  func `good text is not taken for wrongly decoded text`(text: String) {
    #expect(MarkdownDocument(text).diagnostics.isEmpty)
  }

  @Test func `no text at all`() {
    #expect(HTMLRenderer.html(MarkdownDocument("")) == "")
    #expect(HTMLRenderer.html(MarkdownDocument("\n \n\t\n")) == "")
    #expect(TextRenderer.text(MarkdownDocument("")) == "")
    #expect(MarkdownDocument("").treeDescription == "document 0..0\n")
  }
}
