import Diagnostics
import Testing

@testable import Book

/// Where links lead, and what is said of those that lead nowhere.
@Suite struct ReferenceTests {
  /// The errors of a book whose chapter `main.md` has `text`, as message and hint.
  private func errors(_ text: String, _ files: [String: String] = [:]) throws -> [String] {
    let book = try TemporaryBook(Self.files(text, files))
    return book.build().report.findings.map { finding in
      "\(finding.diagnostic.message): \(finding.diagnostic.hints.joined())"
    }
  }

  private static func files(_ text: String, _ files: [String: String]) -> [String: String] {
    var all = [
      "chapters/SUMMARY.md": "# B\n\n- [M](main.md)\n- [O](deep/other.md)\n",
      "chapters/main.md": "# M\n\n\(text)\n",
      "chapters/deep/other.md": """
      # Other

      > **Lemma.** A lemma.
      <!-- #lem-x -->

      | a | b |
      |---|---|
      | c | d |

      Table: Letters.
      <!-- #tab-x -->

      """,
    ]
    for (name, text) in files { all["chapters/" + name] = text }
    return all
  }

  @Test func `an identifier of two chapters is told with both`() throws {
    let text = "> **Lemma.** Mine.\n<!-- #lem-x -->\n"
    let third = ["third.md": "# T\n\n[Lemma](#lem-x)\n"]
    var files = Self.files(text, third)
    files["chapters/SUMMARY.md", default: ""] += "- [T](third.md)\n"
    let book = try TemporaryBook(files)
    let found = book.build().report.findings.map(\.diagnostic)
    #expect(found.map(\.message) == ["'lem-x' is defined in 'main.md' and 'deep/other.md'"])
    #expect(found.first?.hints == ["name the chapter, too: (main.md#lem-x)"])
  }

  @Test(arguments: [
    ("[Theorem](#lem-x)", "'lem-x' is Lemma 2.1: write [Lemma](#lem-x)"),
    ("[figure](deep/other.md#tab-x)", "'tab-x' is Table 2.1: write [Table](deep/other.md#tab-x)"),
    ("[x](other.md)", "the book has no chapter 'other.md': did you mean 'deep/other.md'?"),
    (
      "[x](spare.md)",
      "the book has no chapter 'spare.md': the file is there: list it in SUMMARY.md"
    ),
    (
      "[x](references.bib#nope)",
      "references.bib has no entry 'nope': add the source to references.bib"
    ),
  ])
  func `a reference to the wrong thing is an error that says what to write`(
    text: String, expected: String
  ) throws {
    #expect(try errors(text, ["spare.md": "# Spare\n"]) == [expected])
  }

  @Test(arguments: [
    "[Lemma](#lem-x)", "[lemma](#lem-x)", "[the theorem before](#lem-x)", "[Other](deep/other.md)",
    "[x](deep/other%2Emd)",
  ])
  func `these references are right`(text: String) throws { #expect(try errors(text) == []) }

  @Test func `an empty link shows the title of its chapter`() throws {
    let book = try TemporaryBook(Self.files("See [](deep/other.md).", [:]))
    #expect(book.messages(book.build()) == [])
    #expect(
      try book.read("output/html/main.html").contains(#"<a href="deep/other.html">Other</a>"#))
    #expect(try book.read("output/text/main.txt").contains("See Other."))
  }

  @Test func `signs written by number are those signs`() throws {
    let files = [
      "SUMMARY.md": "# B\n\n- [M](main.md)\n- [A b](a%20b.md)\n", "a b.md": "# A b\n",
      "p q.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "r s.csv": "x\n1\n",
    ]
    let text = "[x](a%20b.md), ![y](p%20q.svg), [z](r%20s.csv) and [100 %](https://a.b/%zz)"
    let book = try TemporaryBook(Self.files(text, files))
    #expect(book.messages(book.build()) == [])
    for name in ["a b.html", "p q.svg", "r s.csv"] { #expect(book.exists("output/html/" + name)) }
  }

  @Test func `a path with a space in the table of contents is told, not left out`() throws {
    let files = ["SUMMARY.md": "# B\n\n- [M](main.md)\n- [A b](a b.md)\n", "a b.md": "# A\n"]
    #expect(
      try errors("", files) == [
        "this entry is no link, so that it lists nothing: write [A b](<a b.md>)"
      ])
  }

  @Test func `files that a page links to lie beside it`() throws {
    let text = "[data](runs.csv#top), [code](deep/code.py) and [deep](deep/)"
    let files = ["runs.csv": "x\n1\n", "deep/code.py": "print(1)\n", "unlinked.csv": "x\n"]
    let book = try TemporaryBook(Self.files(text, files))
    #expect(book.messages(book.build()) == [])
    #expect(try book.read("output/html/runs.csv") == "x\n1\n")
    #expect(try book.read("output/html/deep/code.py") == "print(1)\n")
    #expect(!book.exists("output/html/unlinked.csv"))
  }

  @Test func `a cell that did not run is not said not to fail`() throws {
    let text = """
      ```swift-math
      let a = [1, 2][5]
      ```

      ```swift-math {expect-error}
      [1, 2] + [1, 2, 3]  // error: the lengths
      ```
      """
    #expect(try errors(text).count == 1)
    #expect(try errors(text).first?.contains("the cell does not fail") == false)
  }
}
