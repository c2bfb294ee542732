import Claims
import Diagnostics
import Foundation
import Testing

@testable import Book

/// What one document is told.
@Suite struct AssessmentTests {
  static func assessment(_ text: String, kind: DocumentKind? = nil) -> Assessment {
    let document = Document(SourceFile(path: "a.md", text: text), kind: kind)
    return Assessor(document, AssessmentSettings()).assessment()
  }

  static func errors(_ text: String, kind: DocumentKind? = .chapter) -> [String] {
    assessment(text, kind: kind).findings.map(\.diagnostic).filter { $0.severity == .error }
      .map(\.message)
  }

  @Test func `a foreign document's bindings are judged beside comments that are not ours`() {
    let text = """
      40<!-- let seats --> seats at 12<!-- let price --> are 480<!-- = seats * price -->, or
      481<!-- = seats * price -->; see 7<!-- = nonsense -->.
      """
    let assessment = Self.assessment(text)
    #expect(assessment.document.kind == .foreign)
    #expect(assessment.findings.map(\.diagnostic.message) == ["seats * price is 480, not 481"])
    #expect(assessment.tally.foreignLine == "1 file, 2 calculations, 1 wrong")
  }

  @Test(arguments: ["- ", "> ", "1. ", "*a **b "])
  func `what is nested without end is refused, and the text is still read`(_ mark: String) {
    let text = String(repeating: mark, count: 20_000) + "end\n\n12 + 7 = 20\n"
    let errors = Self.errors(text)
    #expect(errors.last == "12 + 7 is 19, not 20")
    let limit = "blocks and inlines are nested more than 200 deep; the rest is read as text"
    #expect(mark.hasPrefix("*") || errors.first == limit)
  }

  @Test func `the macros of a front matter are read in calculations`() throws {
    let text = """
      ---
      macros:
        - \\newcommand{\\half}{\\frac12}
        - '\\newcommand{\\twice}[1]{2 \\cdot #1}'
      ---
      Here $\\half + \\half = 2$, $\\half + \\half = 1$ and $\\twice{21} = 43$.

      """
    let found = Self.assessment(text, kind: .chapter).findings.map(\.diagnostic)
      .filter { $0.severity == .error }
    #expect(found.map(\.message) == ["1/2 + 1/2 is 1, not 2", "2 × 21 is 42, not 43"])
    let places = found.map { SourceFile(path: "a.md", text: text).text(in: $0.range) }
    #expect(places == ["\\half + \\half = 2", "\\twice{21} = 43"])
  }

  @Test func `what a formula defines holds in the calculations after it`() {
    let wrong = "$\\half + \\half = 2$"
    let text = "As \(wrong)\n\n$$\\def\\half{\\frac12}$$\n\nThen \(wrong).\n"
    let found = Self.assessment(text, kind: .foreign).findings.map(\.diagnostic)
    #expect(found.map(\.message) == ["1/2 + 1/2 is 1, not 2"])
    #expect(found.first?.range.start ?? 0 > 40)
  }

  @Test func `a number that a macro stands for is no digit to change`() {
    let text = """
      ---
      macros:
        - \\newcommand{\\three}{3}
        - \\newcommand{\\rate}{\\eta}
      ---
      Here $1 + 1 = \\three$ and $5\\rate + 1$, with $$\\def\\four{4}$$ to end.

      """
    let assessment = Self.assessment(text, kind: .chapter)
    #expect(
      assessment.findings.map(\.diagnostic).filter { $0.severity == .error }.map(\.message) == [
        "1 + 1 is 2, not 3"
      ])
    #expect(assessment.edits.isEmpty)
    // Beside a symbol, and in a definition, numbers are notation.
    #expect(assessment.tally.unverified == 0)
  }

  @Test func `a comment for mathbook that cannot be read is an error`() {
    #expect(
      Self.errors("Some 2 words.\n\n<!-- mathbook: row T: 1 -->\n") == [
        "this comment cannot be read"
      ]
    )
  }

  @Test func `a bare bar inside a comment in a table is an error with a fix`() {
    let text = "| a |\n|---|\n| 1<!-- = f(1 | 2) --> |\n"
    let found = Self.assessment(text, kind: .chapter).findings.map(\.diagnostic)
    #expect(found.first?.rule == "binding.bar")
    #expect(found.first?.hints == ["write \\| in its place"])
  }

  @Test func `a reason to skip may stand after a block of code`() {
    let fence = "```\n12 + 7 = 20\n```\n\n"
    #expect(Self.errors(fence, kind: .foreign) == ["12 + 7 is 19, not 20"])
    #expect(Self.errors(fence + "<!-- skip: an example -->\n", kind: .foreign).isEmpty)
  }

  @Test func `a wrong number is told with its expression`() {
    #expect(Self.errors("It is 2.9<!-- = sqrt(9) -->.") == ["sqrt(9) is 3.0, not 2.9"])
    #expect(Self.errors("It is 2.9<!-- = 3.0 -->.") == ["the value is 3.0, not 2.9"])
  }

  @Test func `a wrong shape is told as a shape`() {
    let text = "```swift-math\nzeros(2)  // => shape [3]\n```\n"
    let found = Self.assessment(text).findings.map(\.diagnostic)
    #expect(found.map(\.message) == ["the comment states shape [3], the statement gives shape [2]"])
    #expect(found.first?.hints == ["write shape [2]"])
  }

  @Test func `a picture that is not there is an error at its place`() throws {
    let folder = TemporaryBook.newFolder()
    try Files.write(Array("# A\n\n![p](p.png) ![q](q.png)\n".utf8), to: folder + "/a.md")
    try Files.write([0x89], to: folder + "/q.png")
    let book = Manuscript(reading: BookRoot(folder: folder, chapters: folder))
    let found = References(book).findings(in: 0)
    #expect(found.map(\.rule) == ["picture.missing"])
    #expect(found.first?.range == SourceRange(10, 15))
  }

  @Test func `a caption in the options of a cell shows the number that references show`() throws {
    let folder = TemporaryBook.newFolder()
    let text = """
      # A

      ```swift-math {#fig-a caption="Two bars"}
      bars(["a", "b"], [1, 2])
      ```
      """
    try Files.write(Array(text.utf8), to: folder + "/a.md")
    let run = BuildRun(BookRoot(folder: folder, chapters: folder), BuildRequest())
    #expect(run.report.exitCode == 0)
    let page = String(decoding: try Files.read(folder + "/output/html/a.html"), as: UTF8.self)
    #expect(page.contains("<span class=\"mb-label\">Figure 1.1.</span> Two bars</figcaption>"))
    let plain = String(decoding: try Files.read(folder + "/output/text/a.txt"), as: UTF8.self)
    #expect(plain.contains("\nFigure 1.1. Two bars\n"))
  }

  @Test func `a folder without documents is wrong usage, not a clean result`() throws {
    let folder = TemporaryBook.newFolder()
    try Files.makeFolder(folder)
    var request = CheckRequest()
    request.paths = [folder]
    #expect(CheckRun(request).report.exitCode == 2)
  }

  @Test func `pages that a build wrote are not checked`() throws {
    let folder = TemporaryBook.newFolder()
    try Files.write(Array("1 + 1 = 2\n".utf8), to: folder + "/a.md")
    try Files.write(Array("1 + 1 = 3\n".utf8), to: folder + "/out/text/a.txt")
    try Files.write([], to: folder + "/out/text/" + OutputFolder.marker)
    var request = CheckRequest()
    request.paths = [folder]
    #expect(CheckRun(request).report.exitCode == 0)
  }

  @Test func `folders beside the output are not removed`() throws {
    let folder = TemporaryBook.newFolder()
    try Files.write([1], to: folder + "/html.old/mine")
    try Files.write([1], to: folder + "/html.new/mine")
    for _ in 0..<2 {
      let tree = try OutputFolder(replacing: folder + "/html")
      try OutputFolder.commit([tree])
      try OutputFolder.removeOld([tree]).get()
    }
    #expect(Files.exists(folder + "/html.old/mine") && Files.exists(folder + "/html.new/mine"))
    #expect(try Files.names(in: folder) == ["html", "html.new", "html.old"])
  }

  @Test func `a chapter without a book is asked for its own places`() {
    #expect(
      Self.errors("# A\n\n[a](#b) [c](#ahead) [d](x.md#y)\n\n## Ahead\n")
        == ["no 'b' is defined in this chapter"])
    #expect(
      Self.errors("# A\n\n## B {#s}\n\n## C {#s}\n") == ["the identifier 's' is used twice"])
  }

  @Test func `a chart in a line of text is an error`() {
    #expect(Self.errors("See `{=} bars([\"a\"], [1])`.").first?.hasSuffix("a line of text") == true)
  }

  @Test func `an identifier stands after a table or after its caption`() {
    let table = "| a |\n|---|\n| b |\n\n"
    for text in [
      table + "<!-- #t -->\n", table + "<!-- #t -->\n\nTable: words.\n",
      table + "Table: words.\n\n<!-- #t -->\n", table + "<!-- skip: words -->\n<!-- #t -->\n",
    ] {
      let document = Document(SourceFile(path: "a.md", text: text), kind: .chapter)
      #expect(ChapterParts(of: document).anchors.map(\.id) == ["t"], "\(text)")
    }
  }
}
