import Diagnostics
import Markdown
import Testing

@testable import Book

/// Paths in raw HTML; tags and attributes as the HTML Living Standard has them, section 13.1.2.
@Suite struct RawPathTests {
  private static func paths(_ html: String) -> [String] {
    RawPath.all(in: MappedText(html)).map { ($0.isShown ? "shows " : "links ") + $0.path }
  }

  @Test(arguments: [
    ("<img src=\"a.png\" width=300>", ["shows a.png"]),
    ("<IMG alt='>' SRC = 'b c.png'/>", ["shows b c.png"]),
    ("<img src=a.png>", ["shows a.png"]),
    ("<img\n  src=\"a.png?x=1&amp;y=2\">", ["shows a.png?x=1&y=2"]),
    ("<video poster=p.jpg><source src=\"v.mp4\"></video>", ["shows p.jpg", "shows v.mp4"]),
    ("<a href=\"d.csv\">data</a> <link href=\"x.css\">", ["links d.csv"]),
    ("<object data=\"o.svg\"></object><p data=\"p\">", ["shows o.svg"]),
    ("<!-- <img src=\"no.png\"> --><img src=\"yes.png\">", ["shows yes.png"]),
    ("<script>\"<img src='no.png'>\"</script><img src=yes.png>", ["shows yes.png"]),
    ("<img hidden src=\"a.png\">", ["shows a.png"]), ("a < b src=\"no.png\"", []),
    ("<img src=\"open", ["shows open"]), ("<img src=", ["shows "]), ("<img", []), ("<", []),
    ("</a href=\"no\">", []), ("<1 src=\"no\">", []), ("<!-- never closed <img src=a>", []),
  ])
  func `paths are the values of the attributes that name files`(html: String, paths: [String]) {
    #expect(Self.paths(html) == paths)
  }

  @Test func `a path knows its place`() {
    let html = MappedText(SourceFile(path: "a.md", text: "x <img src='é.png'>"), SourceRange(2, 20))
    #expect(RawPath.all(in: html).map(\.range) == [SourceRange(12, 18)])
  }

  @Test func `what raw HTML shows and links to is published, and missed at its place`() throws {
    let book = try TemporaryBook([
      "chapters/part/a.md": """
      # A

      <img src="dot%20one.svg" width="300"> and <a href="../d.csv">data</a>

      <figure>
      <img src="../top.svg" alt="Top">
      </figure>

      <iframe src="https://example.org/x.png"></iframe> <a href="#top">up</a>

      """,
      "chapters/part/dot one.svg": "<svg/>", "chapters/top.svg": "<svg/>",
      "chapters/d.csv": "x\n1\n",
    ])
    #expect(book.messages(book.build()) == [])
    for name in ["part/dot one.svg", "top.svg", "d.csv", "part/a.html"] {
      #expect(book.exists("output/html/" + name), "\(name)")
    }
    try book.write(
      "chapters/part/a.md", "# A\n\n<img src=\"no.svg\">\n\n<a href=\"no.csv\">x</a>\n")
    let run = book.build()
    let chapters = book.folder + "/chapters/part/"
    #expect(
      book.messages(run) == [
        "there is no picture '\(chapters)no.svg'", "there is no file '\(chapters)no.csv'",
      ])
    #expect(run.report.findings.first.map { $0.file.text(in: $0.diagnostic.range) } == "no.svg")
  }
}
