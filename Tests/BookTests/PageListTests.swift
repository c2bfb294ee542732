import Testing

@testable import Book

/// What pages say about each other: titles, contents, the index, the search.
@Suite struct PageListTests {
  @Test func `headings keep their markup in lists, and are words in titles and the search`() throws
  {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md":
        "---\nmacros: m.tex\n---\n# B\n\n## Of $\\pi$\n\n- [C](c.md)\n- [D](d.md)\n",
      "chapters/m.tex": "\\newcommand{\\R}[1]{\\sqrt{#1}}\n",
      "chapters/c.md": """
      # Of $\\R{x}$ and *all*

      Text[^1].

      ## The norm $\\|w\\|_2$ of [`w`](d.md)
      <!-- #norm -->

      Text.

      [^1]: A note.

      """,
      "chapters/d.md": "# D\n\nSee [Section](c.md#norm).\n",
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/c.html")
    // The sign of a norm is U+2016, that of a root U+221A.
    #expect(page.contains("<title>Of √x and all · B</title>"))
    #expect(page.contains(" aria-current=\"page\"><span class=\"mb-no\">1</span><span>Of <math"))
    #expect(page.contains("<a href=\"#norm\">The norm <math"))
    #expect(page.contains("</math> of <code>w</code></a></li>"))
    #expect(page.contains("<li><span>Of π</span></li>"))
    let other = try book.read("output/html/d.html")
    #expect(other.contains("<span>Previous</span>Of <math"))
    #expect(other.contains("title=\"The norm ‖w‖₂ of w\""))
    #expect(try book.read("output/html/index.html").contains("<a href=\"c.html\">Of <math"))
    let index = try book.read("output/html/search.js")
    #expect(index.contains("\"Of √x and all\""))
    #expect(index.contains("[0, \"norm\", \"The norm ‖w‖₂ of w\", \"Text. A note.\"]"))
  }

  @Test
  func `terms that differ in the size of letters are one entry, and a chapter stands there once`()
    throws
  {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      <!-- index: Attention; Adam -->
      Text.

      <!-- index: attention -->
      More.

      """,
      "chapters/b.md": """
      # B

      <!-- index: attention -->
      Text.

      attention
      : Looking back.

      """,
    ])
    #expect(book.messages(book.build()) == [])
    let index = try book.read("output/html/terms.html")
    #expect(index.contains("<li>Adam: <a href=\"a.html#ix-1\">A</a></li>\n"))
    #expect(
      index.contains(
        "<li>attention: <a href=\"a.html#ix-1\">A</a>, "
          + "<b><a href=\"b.html#term-attention\">B</a></b></li>\n"))
    #expect(!index.contains("<li>Attention"))
  }

  @Test func `a search finds what a function does, below its call`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      ## `norm`

      ```text
      norm(_ a: Vector) -> Double

      The length of a vector,
      in a straight line.
      ```

      ```text
      $ mathbook check
      ```

      """
    ])
    #expect(book.messages(book.build()) == [])
    let index = try book.read("output/html/search.js")
    #expect(
      index.contains("[0, \"norm\", \"norm\", \"The length of a vector, in a straight line.\"]"))
  }

  @Test func `what is cut off for the search keeps its words`() {
    let text = String(repeating: "the same words, ", count: 40) + "a rare “Zebra”, and (the) words."
    let short = SearchIndex.shortened(text, to: 200)
    #expect(short.utf8.count < 200)
    #expect(short.hasPrefix("the same words, the same words, "))
    #expect(short.hasSuffix(" rare Zebra and"))
  }

  @Test func `a chapter in a file of its own links to nothing that is elsewhere`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\nSee [the *other*](b.md#c) and [here](#d).\n\n## D\n\nText.\n",
      "chapters/b.md": "# B\n\n## C\n\nText.\n\n## Start\n\nText.\n",
    ])
    let one = book.build {
      $0.isSingleFile = true
      $0.singleChapter = book.folder + "/chapters/a.md"
    }
    #expect(book.messages(one) == [])
    #expect(one.chapterCount == 1)
    let page = try book.read("output/single/a.html")
    #expect(
      page.contains("<a class=\"mb-ref\" title=\"C\">the <em>other</em></a>")
        || page.contains("<a  class=\"mb-ref\" title=\"C\">the <em>other</em></a>"))
    #expect(page.contains("href=\"#d\""))
    #expect(!page.contains("b.html"))
    #expect(book.messages(book.build { $0.isSingleFile = true }) == [])
    let whole = try book.read("output/single/book.html")
    #expect(whole.contains("<section class=\"mb-chapter\" id=\"ch2\">"))
    #expect(whole.contains("<h3 id=\"ch2-start\">"))
    #expect(whole.contains("<a href=\"#ch2\">"))
  }

  @Test func `a page without numbers says nothing of them, and a language has its direction`()
    throws
  {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "---\nlanguage: he-IL\n---\n# B\n\n- [A](a.md)\n- [C](c.md)\n",
      "chapters/a.md": "# A\n\nWords.\n",
      "chapters/c.md": "# C\n\n1 + 1 = 2.\n",
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/a.html")
    #expect(page.contains("<html lang=\"he-IL\" dir=\"rtl\">"))
    #expect(!page.contains("mb-account"))
    #expect(try book.read("output/html/c.html").contains("<p class=\"mb-account\">checked 1 "))
  }

  @Test(arguments: [
    ("-2.5", "−2.5"), ("a -2", "a −2"), ("[-1, -2]", "[−1, −2]"), ("one-2", "one-2"),
    ("a - b", "a - b"),
    ("-", "-"), ("x-y", "x-y"), ("1e-5", "1e-5"),
  ])
  func `a hyphen before a number is shown as a minus sign`(text: String, shown: String) {
    #expect(text.withMinusSigns == shown)
  }
}
