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

  @Test func `a linked file cannot take the place of one that a build writes`() throws {
    let files = ["style.css": "mine", "main.html": "mine"]
    for name in files.keys.sorted() {
      let book = try TemporaryBook(Self.files("[x](\(name))", files))
      #expect(
        book.messages(book.build()) == ["'\(name)' has the name of a file that each build writes"])
    }
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

  @Test func `two chapters that would be one page are an error at the second`() throws {
    let files = [
      "SUMMARY.md": "# B\n\n- [M](main.md)\n- [N](main.markdown)\n", "main.markdown": "# N\n",
    ]
    #expect(
      try errors("", files) == [
        "'main.markdown' and 'main.md' would be the same page: give one of the files another name"
      ])
  }

  @Test func `a chapter without a title has that of its entry`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [An entry](a.md)\n", "chapters/a.md": "Text alone.\n",
    ])
    #expect(book.messages(book.build()) == [])
    #expect(try book.read("output/html/a.html").contains("<title>An entry"))
  }

  @Test func `an index mark may follow a number`() throws {
    let text = "See GPT-2<!-- index: GPT-2 -->.\n\n> **Lemma (L).** A.\n"
    let book = try TemporaryBook(Self.files(text, [:]))
    #expect(book.messages(book.build()) == [])
    #expect(try book.read("output/html/terms.html").contains("GPT-2"))
  }

  @Test(arguments: [
    ("---\ntitle: A\n\n# B", "these settings are not read: they have no end"),
    ("---\ntitle:A\n---\n# B", "these settings are not read: 'title:A' is no setting"),
  ])
  func `settings of the book that are not read are told`(start: String, message: String) throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": start + "\n\n- [A](a.md)\n", "chapters/a.md": "# A\n",
    ])
    #expect(book.messages(book.build()) == [message])
    // A chapter says the same.
    let chapter = try TemporaryBook(["chapters/a.md": start + "\n"])
    #expect(chapter.messages(chapter.build()) == [message])
  }

  @Test func `a table of contents without chapters is told as such`() throws {
    let book = try TemporaryBook(["chapters/SUMMARY.md": "# B\n", "chapters/a.md": "# A\n"])
    let path = book.folder + "/chapters/SUMMARY.md"
    #expect(book.messages(book.build()) == ["'\(path)' lists no chapters"])
  }

  @Test func `a document beside the chapters has the sources of the book`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [A](a.md)\n", "chapters/a.md": "# A\n",
      "chapters/spare.md":
        "# S\n\n```swift-math\n1\n```\n\nIn 1986<!-- source: k --> and 1987<!-- source: m -->.\n",
      "chapters/references.bib": "@misc{k, year = 1986}\n",
    ])
    var request = CheckRequest()
    request.paths = [book.folder + "/chapters/spare.md"]
    let found = CheckRun(request).report.findings.map(\.diagnostic.message)
    #expect(found == ["no source has the key 'm'"])
  }

  @Test func `only the book and its chapters are built`() throws {
    let book = try TemporaryBook(Self.files("", ["spare.md": "# S\n", "deep/x.csv": "x\n"]))
    try book.write("notes/a.md", "# N\n")
    let path = { (name: String) in book.folder + "/" + name }
    for name in ["", "chapters", "chapters/main.md", "chapters/SUMMARY.md", "chapters/deep"] {
      #expect(book.root.problem(with: path(name)) == nil, "\(name)")
    }
    for name in ["chapters/spare.md", "notes", "notes/a.md"] {
      #expect(book.root.problem(with: path(name)) != nil, "\(name)")
    }
  }

  @Test func `a display within a sentence is no block, which no paragraph may hold`() throws {
    let text = "Text $$a = b \\label{eq-q}$$ more.\n\n$$c = d$$\n<!-- #eq-c -->"
    let book = try TemporaryBook(Self.files(text, [:]))
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/main.html")
    #expect(page.contains(#"<p>Text <span class="equation" id="eq-q">"#))
    #expect(page.contains(#"<div class="equation" id="eq-c">"#))
  }
}
