import Diagnostics
import Foundation
import Testing

@testable import Book

/// Whole builds of small books, looked at as files.
struct TemporaryBook {
  /// The folder of all books of this run, which goes with the process.
  private static let parent: String = {
    atexit { try? FileManager.default.removeItem(atPath: TemporaryBook.parent) }
    let name = "mathbook-tests-\(ProcessInfo.processInfo.processIdentifier)"
    return FileManager.default.temporaryDirectory.appending(path: name).path
  }()

  /// The path of a folder for one test; nothing is there yet.
  static func newFolder() -> String { parent + "/" + UUID().uuidString }

  let folder: String

  init(_ files: [String: String]) throws {
    folder = Self.newFolder()
    for (name, text) in files { try write(name, text) }
  }

  func write(_ name: String, _ text: String) throws {
    let url = URL(filePath: folder).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/" + name)
  }

  var root: BookRoot { BookRoot(folder: folder, chapters: folder + "/chapters") }

  /// A build without an error, unless one is expected.
  func build(_ change: (inout BuildRequest) -> Void = { _ in }) -> BuildRun {
    var request = BuildRequest()
    change(&request)
    return BuildRun(root, request)
  }

  func messages(_ run: BuildRun) -> [String] {
    run.report.findings.map(\.diagnostic.message) + run.report.fileErrors.map(\.message)
  }
}

@Suite struct BuildTests {
  static let two = [
    "chapters/SUMMARY.md": """
    ---
    site-url: https://example.org/book
    description: A small book.
    ---
    # Small

    ## Part one

    - [First](first.md)

    ## Part two

    - [Second](deep/second.md)

    """,
    "chapters/first.md": """
    # First

    ## Start <!-- #sec-start -->

    Two and two are 4<!-- = x + x -->.

    ```swift-math
    let x = 2
    x
    ```

    > **Theorem (Sum).** Twice a number is the number added to itself.
    <!-- #thm-sum -->

    """,
    "chapters/deep/second.md": """
    # Second

    See [Theorem](#thm-sum) and [the start](../first.md#sec-start).<!-- index: starting; sums -->

    Term
    : What a term means.

    """,
  ]

  @Test func `a book has its pages, its lists and its map`() throws {
    let book = try TemporaryBook(Self.two)
    let run = book.build()
    #expect(book.messages(run) == [])
    for name in [
      "index.html", "first.html", "deep/second.html", "404.html", "glossary.html", "terms.html",
      "search.js", "sitemap.xml", "style.css", "script.js",
    ] {
      #expect(book.exists("output/html/" + name), "\(name)")
    }
    #expect(!book.exists("output/html/bibliography.html"))
    let first = try book.read("output/html/first.html")
    #expect(first.contains("<link rel=\"canonical\" href=\"https://example.org/book/first.html\">"))
    #expect(first.contains("id=\"thm-sum\""))
    #expect(first.contains("<strong class=\"mb-label\">Theorem 1.1 (Sum).</strong>"))
    let second = try book.read("output/html/deep/second.html")
    #expect(second.contains("href=\"../first.html#thm-sum\""))
    #expect(second.contains(">Theorem 1.1</a>"))
    // What the reference leads to lies on another page, which a script cannot read from a disk.
    #expect(second.contains("<div data-for=\"../first.html#thm-sum\">"))
    #expect(second.contains("<span id=\"ix-1\"></span>"))
    #expect(second.contains("<dt id=\"term-term\">Term</dt>"))
    #expect(try book.read("output/html/terms.html").contains("deep/second.html#ix-1"))
    #expect(try book.read("output/html/glossary.html").contains("What a term means."))
    let map = try book.read("output/html/sitemap.xml")
    #expect(map.contains("<loc>https://example.org/book/</loc>"))
    #expect(map.contains("<loc>https://example.org/book/deep/second.html</loc>"))
    #expect(
      try book.read("output/html/404.html").contains("<base href=\"https://example.org/book/\">"))
    #expect(try book.read("output/html/index.html").contains("A small book."))
  }

  @Test func `titles hold emphasis, code and formulas, on the page and in text`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/c.md": """
      # C

      !!! note "On *this* `x_1` and $y^2$"
          Text.

      !!! theorem "Of *Gauss* on $z^2$"
          All is well.
      """,
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/c.html")
    #expect(
      page.contains("<p class=\"admonition-title\">On <em>this</em> <code>x_1</code> and <math"))
    #expect(page.contains("Theorem 1.1 (Of <em>Gauss</em> on <math"))
    #expect(page.components(separatedBy: "Gauss").count == 2)
    let text = try book.read("output/text/c.txt")
    #expect(text.contains("│ ON THIS `x_1` AND y²\n"))
    #expect(text.contains("│ Theorem 1.1 (Of Gauss on z²)\n"))
  }

  @Test func `words of the author describe a picture in text, below its drawing`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/c.md": """
      # C

      ```swift-math {alt="Two towers"}
      bars(["a", "b"], [1, 2])
      ```

      ```swift-math {alt="Two towers that grow"}
      animate(0...1) { t in bars(["a", "b"], [1, 2 + t]) }
      ```
      """,
    ])
    #expect(book.messages(book.build()) == [])
    let text = try book.read("output/text/c.txt")
    #expect(text.contains("a █"))
    #expect(text.contains("\nTwo towers\n"))
    #expect(text.contains("\nTwo towers that grow\n"))
    #expect(text.components(separatedBy: "Bar chart.").count == 3)
  }

  @Test func `controls and their tables keep to the columns of the text`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/c.md": """
      # C

      ```swift-math
      let way = choice("the optimizer that is used", ["gradient descent", "stochastic descent",
        "momentum with decay", "Adam with warmup"])
      let aVeryLongNameOfWhatComesOut = way + "_a_text"
      let anotherVeryLongNameOfAResult = way + "-a-text"
      ```

      A `{=} aVeryLongNameOfWhatComesOut`, a `{=} anotherVeryLongNameOfAResult`.
      """,
    ])
    #expect(book.messages(book.build()) == [])
    let text = try book.read("output/text/c.txt")
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("    let") }
    #expect(lines.filter { $0.count > 80 } == [])
    #expect(lines.contains { $0.hasPrefix("[the optimizer that is used: gradient descent]") })
    // The values stand in the table whole, over several lines if need be.
    #expect(text.contains(" │ "))
  }

  @Test func `a number of the text is plain, and its source stands in the table below`() throws {
    let book = try TemporaryBook(Self.two)
    _ = book.build()
    let first = try book.read("output/html/first.html")
    #expect(first.contains("<span class=\"mb-num\" data-src=\"s-0\">4</span>"))
    #expect(first.contains("<tr id=\"s-0\"><td>4</td><td><code>x + x</code></td><td>4</td>"))
    #expect(first.contains("<a href=\"#cell-1\" aria-label=\"cell 1\">1</a>"))
    #expect(first.contains("id=\"cell-1\""))
    // Nothing of it is a tooltip that every reader would meet.
    #expect(!first.contains("title=\"x + x"))
  }

  @Test func `closing marks stay with the formula before them`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/c.md": "# C\n\nLet $x$, then $y$). But $z$ and $w$-axis; $v$.\n\n"
        + "Now $2$<!-- = 1 + 1 -->, at last.\n",
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/c.html")
    let glued = page.components(separatedBy: "<span class=\"mb-nb\">").dropFirst()
    #expect(
      glued.map { $0.components(separatedBy: "</span>")[0].components(separatedBy: "</math>")[1] }
        == [",", ").", ".", ","])
    let text = try book.read("output/text/c.txt")
    #expect(text.contains("· unverified 0"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(page.contains("</math> and") && page.contains("</math>-axis;"))
  }

  @Test func `the point of a marked number is not taken for a closing mark`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/c.md": "# C\n\nHalf $x$.5<!-- = 1 / 2 --> and $y$).25<!-- = 1 / 4 -->.\n",
    ])
    _ = book.build { $0.isDraft = true }
    let page = try book.read("output/html/c.html")
    #expect(page.contains(">.5</span>") && page.contains(">.25</span>"))
    #expect(page.components(separatedBy: "mb-nb").count == 2)
  }

  @Test func `the same bytes are written again, by one worker as by all`() throws {
    let book = try TemporaryBook(Self.two)
    _ = book.build { $0.output = book.folder + "/one" }
    _ = book.build {
      $0.output = book.folder + "/two"
      $0.jobs = 1
    }
    for name in ["index.html", "first.html", "deep/second.html", "search.js"] {
      #expect(try book.read("one/html/" + name) == book.read("two/html/" + name), "\(name)")
    }
  }

  @Test func `an error keeps the old pages unless the build is to keep going`() throws {
    let book = try TemporaryBook(Self.two)
    _ = book.build()
    let before = try book.read("output/html/deep/second.html")
    try book.write("chapters/first.md", "# First\n\n2 + 2 = 5.\n\n## S <!-- #sec-start -->\n")
    let run = book.build()
    #expect(run.report.exitCode == 1)
    #expect(try book.read("output/html/deep/second.html") == before)
    #expect(!book.exists("output/html.new"))
    let forced = book.build { $0.keepsGoing = true }
    #expect(forced.report.exitCode == 1)
    #expect(try book.read("output/html/first.html").contains("2 + 2 is 4, not 5"))
  }

  @Test func `a draft marks the numbers behind which nothing stands`() throws {
    let book = try TemporaryBook(["chapters/a.md": "# A\n\nThe lake holds 48 fish.\n"])
    _ = book.build()
    #expect(!(try book.read("output/html/a.html").contains("mb-unverified")))
    _ = book.build { $0.isDraft = true }
    #expect(
      try book.read("output/html/a.html").contains(
        "title=\"nothing stands behind this number\">48</span> fish"))
  }

  @Test func `a template of the book takes the place of ours, and a mistake in it is placed`()
    throws
  {
    let book = try TemporaryBook(Self.two)
    try book.write("templates/page.html", "<!DOCTYPE html>\n{{> foot}}{{{content}}}{{title}}\n")
    try book.write("templates/foot.html", "FOOT\n")
    #expect(book.messages(book.build()) == [])
    #expect(try book.read("output/html/first.html").hasPrefix("<!DOCTYPE html>\nFOOT\n<h1"))
    try book.write("templates/page.html", "<p>\n{{#toc}}\n{{title}}\n")
    let run = book.build()
    #expect(book.messages(run) == ["section 'toc' never ends"])
    let finding = try #require(run.report.findings.first)
    #expect(finding.file.path.hasSuffix("templates/page.html"))
    #expect(finding.file.position(at: finding.diagnostic.range.start).line == 2)
    #expect(try book.read("output/html/first.html").contains("FOOT"))
    try book.write("templates/page.html", "<html><meta content=\"\">{{title}}</html>\n")
    #expect(book.messages(book.build()) == ["no page would show its chapter"])
    try book.write("templates/page.html", "{{{ content }}}\n")
    #expect(book.messages(book.build()) == [])
  }

  @Test func `a chapter that vanished is one error at its entry`() throws {
    let book = try TemporaryBook(Self.two)
    try FileManager.default.removeItem(atPath: book.folder + "/chapters/first.md")
    let run = book.build()
    #expect(run.report.findings.count { $0.diagnostic.rule == "summary.missing" } == 1)
    let finding = try #require(
      run.report.findings.first { $0.diagnostic.rule == "summary.missing" })
    #expect(finding.file.position(at: finding.diagnostic.range.start).line == 9)
  }

  @Test func `a wrong setting of the book is an error with the nearest name`() throws {
    var files = Self.two
    files["chapters/SUMMARY.md"] =
      "---\nsite-urll: https://example.org\ncitations: numbers\n---\n# B\n\n- [F](first.md)\n"
    let run = try TemporaryBook(files).build()
    let messages = run.report.findings.map { $0.diagnostic.message }
    #expect(messages.contains("no setting is called 'site-urll'"))
    #expect(messages.contains("'numbers' is no style of citations"))
  }

  @Test func `one file holds all it needs, and links lead inside`() throws {
    let book = try TemporaryBook(Self.two)
    try book.write("chapters/dot.png", "PNG")
    try book.write(
      "chapters/first.md", try book.read("chapters/first.md") + "\n![A dot](dot.png)\n")
    let run = book.build { $0.isSingleFile = true }
    #expect(book.messages(run) == [])
    let page = try book.read("output/single/book.html")
    #expect(!page.contains("<link rel=\"stylesheet\""))
    #expect(!page.contains("<script src"))
    // "PNG" in base64, by RFC 4648.
    #expect(page.contains("src=\"data:image/png;base64,UE5H\""))
    #expect(page.contains("href=\"#ch1-thm-sum\""))
    #expect(page.contains("id=\"ch1-thm-sum\""))
    #expect(page.contains("data-src=\"ch1-s-0\""))
    #expect(page.components(separatedBy: "<h1").count == 2)
    #expect(!page.contains(".html\""))
    let one = book.build {
      $0.isSingleFile = true
      $0.singleChapter = book.folder + "/chapters/first.md"
    }
    #expect(one.folders == [book.folder + "/output/single/first.html"])
    #expect(try book.read("output/single/first.html").contains("id=\"thm-sum\""))
  }

  @Test func `a chapter called index is the first page, and the contents step aside`() throws {
    let book = try TemporaryBook(["chapters/index.md": "# Home\n\nWelcome.\n"])
    #expect(book.messages(book.build()) == [])
    #expect(try book.read("output/html/index.html").contains("Welcome."))
    #expect(try book.read("output/html/contents.html").contains("href=\"index.html\""))
  }

  @Test func `a large book lists the neighbourhood of a chapter, a small one everything`() throws {
    var files: [String: String] = [:]
    var summary = "# Large\n"
    for number in 0..<300 {
      if number % 50 == 0 { summary += "\n## Part \(number / 50)\n\n" }
      summary += "- [C\(number)](c\(number).md)\n"
      files["chapters/c\(number).md"] = "# C\(number)\n\nText.\n"
    }
    files["chapters/SUMMARY.md"] = summary
    let book = try TemporaryBook(files)
    let run = book.build { $0.formats = [.html] }
    #expect(book.messages(run) == [])
    let page = try book.read("output/html/c120.html")
    #expect(page.contains("href=\"c121.html\"") && page.contains("href=\"c92.html\""))
    #expect(!page.contains("href=\"c200.html\"><span"))
    // A part whose chapters are left out leads to its first one.
    #expect(page.contains("<p class=\"mb-part\"><a href=\"c250.html\">Part 5</a></p>"))
  }
}
