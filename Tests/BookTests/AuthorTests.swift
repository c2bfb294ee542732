import Diagnostics
import Foundation
import Testing

@testable import Book

/// What authors bring along from other tools, and pages in other scripts.
@Suite struct AuthorTests {
  private func build(_ book: TemporaryBook) -> BuildRun {
    var request = BuildRequest()
    request.engine = "test 1"
    return BuildRun(book.root, request)
  }

  @Test func `data that only the text reads is a part of its page`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      Rows: `{=} data("only.csv").count`. Bound 2<!-- = data("only.csv").count -->.

      """,
      "chapters/b.md":
        "# B\n\n| n |\n|---|\n| 2 |\n<!-- mathbook: = data(\"rows.csv\").count -->\n",
      "chapters/only.csv": "x\n1\n2\n", "chapters/rows.csv": "x\n1\n2\n",
    ])
    #expect(book.messages(build(book)) == [])
    try book.write("chapters/only.csv", "x\n1\n2\n3\n")
    #expect(book.messages(build(book)) == ["data(\"only.csv\").count is 3, not 2"])
    try book.write("chapters/only.csv", "x\n1\n2\n")
    try book.write("chapters/rows.csv", "x\n1\n2\n3\n")
    #expect(book.messages(build(book)) == ["data(\"rows.csv\").count is 3, not 2"])
  }

  /// RFC 3986, section 2.1: what has a meaning in an address is written by its number.
  @Test func `names with signs that addresses read are written by number`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": """
      ---
      site-url: https://example.org/b/
      ---
      # B

      - [Sharp](C%23%20basics.md)
      - [Why](why%3F.md)
      - [Grün](grün.md)

      """,
      "chapters/C# basics.md": "# Sharp\n\nSee [why](why%3F.md) and [green](grün.md).\n",
      "chapters/why?.md": "# Why\n\nA [Section](<C%23 basics.md#sec-x>)?\n",
      "chapters/grün.md": "# Grün\n\nText.\n",
    ])
    try book.edit("C# basics.md", "# Sharp\n", "# Sharp\n\n## X <!-- #sec-x -->\n")
    #expect(book.messages(build(book)) == [])
    let page = try book.read("output/html/C# basics.html")
    #expect(page.contains("<a href=\"why%3F.html\">") && page.contains("href=\"gr%C3%BCn.html\""))
    #expect(page.contains("href=\"https://example.org/b/C%23%20basics.html\""))
    #expect(!page.contains("href=\"why?") && !page.contains("href=\"C# "))
    let why = try book.read("output/html/why?.html")
    #expect(why.contains("href=\"C%23%20basics.html#sec-x\""))
    #expect(why.contains("data-for=\"C%23%20basics.html#sec-x\""))
    #expect(try book.read("output/html/sitemap.xml").contains("/b/gr%C3%BCn.html</loc>"))
  }

  @Test func `a title of the front matter alone stands on the page`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [One](a.md)\n- [Two](b.md)\n",
      "chapters/a.md": "---\ntitle: Law & order\n---\n\nText.\n\n## Part\n",
      "chapters/b.md": "---\ntitle: Of the front matter\n---\n# Of the text\n\nText.\n",
    ])
    #expect(book.messages(build(book)) == [])
    let page = try book.read("output/html/a.html")
    #expect(page.contains("<h1><span class=\"mb-secno\">1</span> Law &amp; order</h1>"))
    #expect(try book.read("output/text/a.txt").contains("1 Law & order\n═════════════"))
    let other = try book.read("output/html/b.html")
    #expect(other.components(separatedBy: "<h1").count == 2 && other.contains("Of the text</h1>"))
  }

  @Test func `a book without a title follows the name of its folder`() throws {
    let book = try TemporaryBook(["chapters/a.md": "# A\n", "chapters/b.md": "# B\n"])
    _ = build(book)
    let moved = book.folder + "-moved"
    try Files.move(book.folder, to: moved)
    defer { try? Files.remove(moved) }
    var request = BuildRequest()
    request.engine = "test 1"
    let run = BuildRun(BookRoot(folder: moved, chapters: moved + "/chapters"), request)
    #expect(!run.isUnchanged && run.reused == 0)
    let page = try Files.read(moved + "/output/html/a.html")
    #expect(String(decoding: page, as: UTF8.self).contains(Files.name(of: moved)))
  }

  @Test func `a linked file that comes later is published, and one that goes is missed`() throws {
    let book = try TemporaryBook(["chapters/a.md": "# A\n\n[Demo](demo.html) [f](part)\n"])
    try Files.makeFolder(book.folder + "/chapters/part")
    #expect(book.messages(build(book)) == [])
    try book.write("chapters/demo.html", "<p>Demo</p>")
    #expect(build(book).report.exitCode == 0 && book.exists("output/html/demo.html"))
    try Files.remove(book.folder + "/chapters/part")
    try book.write("chapters/part", "text")
    #expect(build(book).report.exitCode == 0 && book.exists("output/html/part"))
    try Files.remove(book.folder + "/chapters/part")
    #expect(build(book).report.exitCode == 1)
  }

  @Test func `data that changed is seen, whatever its size and time say`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\nSum `{=} data(\"d.csv\").column(\"x\").sum()`.\n",
      "chapters/d.csv": "x\n1\n",
    ])
    let path = book.folder + "/chapters/d.csv"
    let time = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    _ = build(book)
    #expect(build(book).isUnchanged)
    try book.write("chapters/d.csv", "x\n2\n")
    try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
    #expect(build(book).report.exitCode == 0)
    #expect(try book.read("output/text/a.txt").contains("Sum 2."))
  }

  @Test func `computed values are never shown as they are typed`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # The answer is `{=} k`

      ```swift-math
      let k = 42
      ```

      ## Half of it: `{=} k / 2`

      Size
      : Here `{=} k` rows.

      > **Theorem (Of $\\lambda_1$).** It holds.
      <!-- #th-a -->

      ```swift-math {#fig-a}
      lineChart([1, 2, k])
      ```

      Figure: Up to `{=} k` rows.

      """,
      "chapters/b.md": "# B\n\nSee [Theorem](a.md#th-a) and [Figure](a.md#fig-a).\n",
    ])
    let run = build(book)
    #expect(
      book.messages(run)
        == [String](
          repeating: "contents and search show '…' for a value that is computed in a heading",
          count: 2))
    for name in ["a.html", "b.html", "index.html", "glossary.html", "search.js"] {
      #expect(!(try book.read("output/html/" + name)).contains("{=}"), "\(name)")
    }
    #expect(try book.read("output/html/a.html").contains("<title>The answer is … · "))
    #expect(try book.read("output/html/glossary.html").contains("42</span> rows."))
    let other = try book.read("output/html/b.html")
    #expect(other.contains("title=\"Of λ₁\"") && other.contains("title=\"Up to … rows.\""))
  }

  @Test func `an equation shown elsewhere knows the macros of the formulas before it`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\n$\\newcommand{\\loc}{L}$\n\n$$\\loc^2$$\n<!-- #eq-l -->\n",
      "chapters/b.md": "# B\n\n[Equation](a.md#eq-l)\n",
    ])
    #expect(book.messages(build(book)) == [])
    #expect(!(try book.read("output/html/b.html")).contains("merror"))
    try book.edit("a.md", "{L}", "{M}")
    #expect(build(book).report.exitCode == 0)
    #expect(try book.read("output/html/b.html").contains("<mi>M</mi>"))
  }

  @Test func `places in citations are accounted for, and other tools' citations are told`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\nAs [@k2020, p. 17] and [@k2020; @l2019, chapter 23] say.\n",
      "chapters/b.md":
        "# B\n\n[see @k2020, p. 3], [-@k2020] and [@k2020 p. 3]; me@k2020 and @k2020.\n",
      "chapters/references.bib":
        "@book{k2020, title={T}, year=2020}\n@book{l2019, title={U}, year=2019}\n",
    ])
    var request = CheckRequest()
    request.paths = [book.folder + "/chapters/a.md"]
    request.isStrict = true
    #expect(CheckRun(request).report.tally.unverified == 0)
    #expect(CheckRun(request).report.exitCode == 0)
    let run = build(book)
    #expect(
      run.report.findings.filter { $0.diagnostic.rule == "reference.citation" }
        .map { $0.file.text(in: $0.diagnostic.range) }
        == ["[see @k2020, p. 3]", "[-@k2020]", "[@k2020 p. 3]"])
  }

  @Test func `TeX outside of dollars is told, where it is not shown on purpose`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      See \\eqref{eq-a} and $\\eqref{eq-a}$, `\\ref{x}`, \\\\ref{y} or \\text{z}.

      \\begin{align*}
      a &= b
      \\end{align*}

      $$a = b$$
      <!-- #eq-a -->

      """
    ])
    let run = build(book)
    let told = run.report.findings.map { $0.file.text(in: $0.diagnostic.range) }
    #expect(told == ["\\eqref{eq-a}", "\\begin{align*}"])
    #expect(run.report.exitCode == 1)
  }

  /// BCP 47 (RFC 5646), section 2.1.
  @Test(arguments: [
    ("language: english", "'english' is no code of a language", "english"),
    ("language: pt_BR", "'pt_BR' is no code of a language", "pt_BR"),
    ("titel: x", "no setting is called 'titel'", "titel"), ("language: pt-BR", "", ""),
    ("language: zh-Hans", "", ""), ("language: gsw", "", ""),
  ])
  func `a setting that cannot be read is told at its place`(
    line: String, message: String, place: String
  ) throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "---\n\(line)\n---\n# B\n\n- [A](a.md)\n", "chapters/a.md": "# A\n",
    ])
    let findings = build(book).report.findings
    #expect(findings.map(\.diagnostic.message) == (message.isEmpty ? [] : [message]))
    #expect(
      findings.map { $0.file.text(in: $0.diagnostic.range) } == (place.isEmpty ? [] : [place]))
  }

  @Test func `words of raw HTML are found by the search`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\n<details>\n<summary>Zebras &amp; co</summary>\n</details>\n"
    ])
    #expect(book.messages(build(book)) == [])
    #expect(try book.read("output/html/search.js").contains("Zebras & co"))
  }

  @Test func `a link may lead to what raw HTML names`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\n<a name=\"here\"></a>Text. [Up](#here), [on](b.md#there).\n",
      "chapters/b.md": "# B\n\n<div id=\"there\">x</div>\n\n[No](a.md#nowhere)\n",
    ])
    #expect(book.messages(build(book)) == ["'a.md' has no 'nowhere'"])
  }
}

/// Raw HTML, theorems and sources in the text form.
@Suite struct AuthorTextTests {
  @Test(arguments: [
    ("10<sup>6</sup>", "10⁶"), ("x<sub>i</sub>", "xᵢ"), ("e<sup>a, b</sup>", "e^(a, b)"),
    ("<p>If a < b then <b>all</b> stands.</p>", "If a < b then all stands."),
    ("AT&amp;T 5&times;3", "AT&T 5×3"), ("One<br>two<br/>three", "One\ntwo\nthree"),
    ("<tr><th>Raw</th><td>cell</td></tr>", "Raw  cell"), ("<li>x</li><li>y</li>", "x\ny"),
    ("a<script>\"<p>no\"</script>b<style>p{}</style>c<!-- no -->d", "abcd"),
    ("<details><summary>Why is x < y?</summary>\nSo.\n</details>", "Why is x < y?\nSo."),
    ("<", "<"), ("a <", "a <"), ("<script>never closed", ""), ("<sup>open", "open"), ("", ""),
  ])
  func `raw HTML is its words`(html: String, text: String) {
    #expect(HTMLText.plain(html) == text)
  }

  @Test func `nothing in the text form says something else than the page`() throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "---\ncitations: numeric\n---\n# B\n\n- [A](a.md)\n",
      "chapters/a.md": """
      # A

      It is ~~not~~ 10<sup>6</sup> or H<sub>2</sub>O.<br>As [@b] says.

      > **Theorem (Small $x_1$).** It holds.
      <!-- #th-a -->

      !!! lemma "Large"
          It holds, too.

      See [Theorem](#th-a).

      """,
      "chapters/references.bib": """
      @book{a, author={Ann Aa}, title={First}, year=2001}
      @book{b, author={Bob Bb}, title={Second & more}, year=2002}
      """,
    ])
    #expect(book.messages(book.build()) == [])
    let text = try book.read("output/text/a.txt")
    #expect(text.contains("It is ~~not~~ 10⁶ or H₂O.\nAs [2] says."))
    #expect(text.contains("│ Theorem 1.1 (Small x₁). It holds."))
    #expect(text.contains("│ Lemma 1.1 (Large)\n"))
    #expect(text.contains("See Theorem 1.1."))
    #expect(text.contains("Sources\n[2] Bb, B. (2002). Second & more."))
  }

  @Test func `entries say all that a reader needs to find a source`() {
    let sources = Bibliography(
      SourceFile(
        path: "references.bib",
        text: #"""
          @misc{docs, title={Docs}, howpublished={\url{https://a.org/~x/my\_page}}, year=2020}
          @misc{site, author={Ann Kim}, title={Site}, url={https://www.cs.edu/~hinton/}, year=2020}
          @misc{more, author={Ann Kim}, title={Talk}, note={Accessed in May}, year=2020}
          @book{knuth, author={Donald Knuth}, title={The {\TeX}book}, edition={2}, volume={A},
            publisher={Addison}, year=1986}
          @techreport{rep, author={Ann Kim}, title={Facts}, number={12}, institution={MIT}, year=1999}
          """#))
    func html(_ key: String) -> String { sources.html(of: key, .authorYear) ?? "" }
    #expect(
      html("docs")
        == "<em>Docs</em>. (2020). <a href=\"https://a.org/~x/my_page\">https://a.org/~x/my_page</a>"
    )
    #expect(html("site").hasPrefix("Kim, A. (2020a). <em>Site</em>."))
    #expect(html("site").contains("href=\"https://www.cs.edu/~hinton/\""))
    #expect(html("more") == "Kim, A. (2020b). <em>Talk</em>. Accessed in May.")
    #expect(
      html("knuth") == "Knuth, D. (1986). <em>The TeXbook</em> (2nd ed., Vol. A). Addison.")
    #expect(html("rep") == "Kim, A. (1999). <em>Facts</em> (Report No. 12). MIT.")
    #expect(sources.html(of: "site", .numeric)?.contains("(2020).") == true)
  }
}
