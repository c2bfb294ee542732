import Diagnostics
import Foundation
import Testing

@testable import Book

@Suite struct StarterBookTests {
  private func starter() throws -> TemporaryBook {
    let book = try TemporaryBook([:])
    try StarterBook.write(to: book.folder)
    return book
  }

  @Test func `a new book is clean under the strictest check`() throws {
    let book = try starter()
    var request = CheckRequest()
    request.paths = [book.folder + "/chapters"]
    request.isStrict = true
    let run = CheckRun(request)
    #expect(run.report.findings.map { "\($0.diagnostic.message)" } == [])
    #expect(run.report.tally.unverified == 0)
    let readMe = book.folder + "/README.md"
    request.paths = [readMe]
    #expect(CheckRun(request).report.exitCode == 0)
  }

  @Test func `it shows every feature once`() throws {
    let book = try starter()
    #expect(book.messages(book.build { $0.isStrict = true }) == [])
    let page = try book.read("output/html/features.html")
    for (feature, mark) in [
      ("a bound number", "<span class=\"mb-num\" data-src=\"s-0\">0.30</span>"),
      ("a computed value", "<span class=\"mb-value\">0.550</span>"),
      (
        "a citation",
        "(<a class=\"mb-ref\" href=\"bibliography.html#ref-rumelhart1986\">Rumelhart et al., 1986</a>)"
      ),
      ("a chart", "<svg"), ("a caption", "<span class=\"mb-label\">Figure 2.1.</span>"),
      ("a table", "<span class=\"mb-label\">Table 2.1.</span>"),
      ("folded code", "class=\"mb-fold\""),
      ("an expected error", "mb-error"), ("an equation's number", "(2.1)"),
      ("a definition", ">Definition 2.1 (Mean).<"), ("a theorem", ">Theorem 2.1 (Centre).<"),
      ("a proof", "mb-proof"), ("an alert", "markdown-alert-tip"),
      ("an admonition", "admonition note"),
      ("other languages", "language-python"), ("a term", "id=\"term-learning-rate\""),
      ("a picture", "src=\"sketch.svg\""), ("a footnote", "footnote-ref"), ("a quiz", "mb-quiz"),
      ("an exercise", ">Exercise 2.1.<"), ("a data file's table", "<td>small</td>"),
      ("a control", "type=\"range\" min=\"0\""), ("a value that follows it", "data-s=\""),
      ("an animation", "class=\"mb-player mb-js\""),
      ("a mark for the index", "id=\"ix-1\""), ("sources of numbers", "class=\"mb-sources\""),
    ] {
      #expect(page.contains(mark), "\(feature)")
    }
    for name in ["glossary.html", "terms.html", "bibliography.html", "sketch.svg"] {
      #expect(book.exists("output/html/" + name), "\(name)")
    }
    // The runner says where its temporary files go.
    #expect(!(try book.read(".github/workflows/book.yml")).contains("/tmp"))
    #expect(try book.read("output/text/features.txt").contains("small"))
  }

  @Test func `a wrong number in it is caught`() throws {
    let book = try starter()
    let text = try book.read("chapters/features.md")
    for (right, wrong) in [
      ("fell to 0.30<", "fell to 0.31<"), ("12 × 3 = 36", "12 × 3 = 37"),
      ("0.4, 0.3)<", "0.4, 0.2)<"),
      ("| 2   | 0.30 ", "| 2   | 0.31 "), ("// => 0.107", "// => 0.108"), ("= 0.55$", "= 0.56$"),
    ] {
      #expect(text.contains(right), "\(right)")
      try book.write("chapters/features.md", text.replacingOccurrences(of: right, with: wrong))
      #expect(book.build().report.exitCode == 1, "\(wrong)")
    }
  }
}
