import Diagnostics
import Markdown
import Testing

@Suite struct FrontMatterTests {
  private func frontMatter(_ lines: String) -> FrontMatter? {
    MarkdownDocument("---\n\(lines)\n---\n").frontMatter
  }

  @Test func `texts, numbers and Booleans`() throws {
    let matter = try #require(
      frontMatter(
        """
        title: Cosine similarity
        quoted: "a: \\"b\\""
        single: 'it''s'
        count: 12
        rate: -1.5e-3
        zip: 007
        date: 2024-01-05
        draft: false
        empty:
        note: a # comment
        """))
    #expect(matter.diagnostics.isEmpty)
    #expect(matter["title"] == .string("Cosine similarity"))
    #expect(matter["quoted"] == .string("a: \"b\""))
    #expect(matter["single"] == .string("it's"))
    #expect(matter["count"] == .number(12, text: "12"))
    #expect(matter["rate"] == .number(-0.0015, text: "-1.5e-3"))
    #expect(matter["zip"] == .string("007"))
    #expect(matter["date"] == .string("2024-01-05"))
    #expect(matter["draft"] == .bool(false))
    #expect(matter["empty"] == .string(""))
    #expect(matter["note"] == .string("a"))
    #expect(matter.text("count") == "12")
    #expect(
      matter.entries.map(\.key)
        == [
          "title", "quoted", "single", "count", "rate", "zip", "date", "draft", "empty", "note",
        ])
  }

  @Test func `lists in a line and on lines`() throws {
    let matter = try #require(frontMatter("a: [x, 'y, z', 3]\nb:\n  - one\n  - 2\nc:\n- flat"))
    func values(_ key: String) -> [FrontMatter.Value]? {
      guard case .list(let items) = matter[key] else { return nil }
      return items.map(\.value)
    }
    #expect(values("a") == [.string("x"), .string("y, z"), .number(3, text: "3")])
    #expect(values("b") == [.string("one"), .number(2, text: "2")])
    #expect(values("c") == [.string("flat")])
    #expect(matter.diagnostics.isEmpty)
  }

  @Test func `one nested level`() throws {
    let matter = try #require(frontMatter("strict:\n  unverified: deny\n  notes: true\nafter: 1"))
    guard case .mapping(let entries) = matter["strict"] else {
      Issue.record("no mapping")
      return
    }
    #expect(entries.map(\.key) == ["unverified", "notes"])
    #expect(entries.map(\.value) == [.string("deny"), .bool(true)])
    #expect(matter["after"] == .number(1, text: "1"))
  }

  @Test func `places are bytes of the file`() throws {
    let file = SourceFile(
      path: "a.md", text: "\u{FEFF}---\r\ntitle:  \"Größe\" # c\r\n---\r\n# A\r\n")
    let document = MarkdownDocument(parsing: file)
    let entry = try #require(document.frontMatter?.entry("title"))
    #expect(file.text(in: entry.keyRange) == "title")
    #expect(file.text(in: entry.valueRange) == "\"Größe\"")
    #expect(document.headings.count == 1)
  }

  @Test(arguments: [
    ("a: |\n  text", 2), ("a: {b: c}", 2), ("a: &x y", 2), ("a: *x", 2), ("a: !t y", 2),
    ("a: b: c", 2), ("a: [b", 2), ("a: [b, [c]]", 2), ("a: \"b", 2), ("a: 'b' c", 2),
    ("k: v\nno key", 3), ("k: v\n  deep: 1", 3), ("k:\n  a: 1\n    b: 2", 4), ("k:\n  a:\n", 3),
    ("k: v\n- item", 3), ("k:\n  - a: 1", 3), ("k: 1\nk: 2", 3), ("k: v\n\tx: y", 3),
    ("a: [b,, c]", 2), ("a: \"\\q\"", 2),
  ])
  func `what is no part of the subset is refused by line`(text: String, line: Int) throws {
    let document = MarkdownDocument("---\n\(text)\n---\n")
    let diagnostic = try #require(document.diagnostics.first)
    #expect(document.file.position(at: diagnostic.range.start).line == line)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.rule.hasPrefix("front-matter."))
  }
}
