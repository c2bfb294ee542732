import Diagnostics
import Foundation
import Markdown
import Testing

@testable import Book

@Suite struct BibliographyStyleTests {
  static let sources = Bibliography(
    SourceFile(
      path: "references.bib",
      text: #"""
        @article{rumelhart1986,
          author = {Rumelhart, David E. and Hinton, Geoffrey E. and Williams, Ronald J.},
          title = {Learning representations by back-propagating errors},
          journal = {Nature}, volume = 323, number = 6088, pages = {533--536}, year = 1986,
          doi = {10.1038/323533a0}
        }
        @inproceedings{kingma2015, author = "Diederik P. Kingma and Jimmy Ba",
          title = {{Adam}: A method for stochastic optimization}, booktitle = {ICLR}, year = {2015}}
        @book{godel, author = {Kurt G{\"o}del}, title = {Works}, year = 1986}
        @misc{team, author = {{The Lake Team}}, title = {Fish}, url = {https://example.org/fish}}
        @article{a, author = {Vincent van der Berg}, title = {One}, year = 2001}
        @article{b, author = {van der Berg, Vincent}, title = {Two}, year = 2001}
        """#))

  @Test func `names are read as BibTeX reads them`() {
    let names = { (key: String) in Self.sources[key]?.authors.map(\.family) ?? [] }
    #expect(names("rumelhart1986") == ["Rumelhart", "Hinton", "Williams"])
    #expect(names("kingma2015") == ["Kingma", "Ba"])
    #expect(names("godel") == ["Gödel"])
    #expect(names("team") == ["The Lake Team"])
    #expect(names("a") == ["van der Berg"] && names("b") == ["van der Berg"])
    #expect(Self.sources["rumelhart1986"]?.authors.first?.listed == "Rumelhart, D. E.")
  }

  @Test func `both styles cite, and letters tell equal years apart`() {
    let cite = { (key: String, style: BookSettings.CitationStyle) in
      Self.sources.citation(of: key, style)
    }
    #expect(cite("rumelhart1986", .authorYear) == "Rumelhart et al., 1986")
    #expect(cite("kingma2015", .authorYear) == "Kingma & Ba, 2015")
    #expect(cite("team", .authorYear) == "The Lake Team, n.d.")
    #expect(cite("a", .authorYear) == "van der Berg, 2001a")
    #expect(cite("b", .authorYear) == "van der Berg, 2001b")
    // Sorted by name: Gödel, Kingma, Rumelhart, The Lake Team, van der Berg, van der Berg.
    #expect(
      ["godel", "kingma2015", "rumelhart1986", "team", "a", "b"].map { cite($0, .numeric) }
        == ["1", "2", "3", "4", "5", "6"])
  }

  /// The form of the APA's manual, 7th edition, section 9.
  @Test func `an entry is set as the style has it`() {
    #expect(
      Self.sources["rumelhart1986"]?.html()
        == "Rumelhart, D. E., Hinton, G. E., &amp; Williams, R. J. (1986). Learning representations by "
        + "back-propagating errors. <em>Nature</em>, <em>323</em>(6088), 533–536. "
        + "<a href=\"https://doi.org/10.1038/323533a0\">https://doi.org/10.1038/323533a0</a>")
    #expect(
      Self.sources["kingma2015"]?.html()
        == "Kingma, D. P., &amp; Ba, J. (2015). Adam: A method for stochastic optimization. In <em>ICLR</em>."
    )
  }

  @Test(arguments: [
    (#"G{\"o}del"#, "G{ö}del"), (#"\'{e}t\'e"#, "été"), (#"{\o}re \ss"#, "{ø}re ß"),
    (#"Ho\v{r}ava"#, "Hořava"), ("1--2 --- x", "1–2 — x"), (#"A \& B"#, "A & B"),
    (#"na\"{\i}ve"#, "naïve"), (#"Erd\H{o}s"#, "Erdős"), ("plain", "plain"), (#"end\"#, #"end\"#),
  ])
  func `LaTeX's letters are characters`(tex: String, text: String) {
    #expect(BibText.decoded(tex) == text)
  }

  @Test func `sources that cannot be read are one error, not one at each citation`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      As shown [@g], by [him](references.bib#g), 17<!-- source: g --> times.

      """,
      "chapters/references.bib/x": "",
    ])
    let run = book.build()
    #expect(run.report.exitCode == 2)
    #expect(
      book.messages(run) == ["'\(book.folder)/chapters/references.bib' is a folder, not a file"])
  }

  @Test func `of a term that two chapters explain one has the identifier`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\nGradient\n: Points up.\n",
      "chapters/b.md": "# B\n\nGradient\n: Has partial derivatives.\n\nSlope\n: Is one.\n",
    ])
    #expect(book.messages(book.build()) == [])
    let glossary = try book.read("output/html/glossary.html")
    #expect(glossary.components(separatedBy: "id=\"term-gradient\"").count == 2)
    #expect(glossary.contains("Points up.") && glossary.contains("Has partial derivatives."))
    #expect(glossary.contains("a.html#term-gradient") && glossary.contains("b.html#term-gradient"))
    #expect(glossary.contains("<dt id=\"term-slope\">Slope</dt>"))
  }

  @Test func `citations in the text are links, and a slip is an error at the key`() throws {
    let bib = "@book{g, author = {Kurt G{\\\"o}del}, title = {Works}, year = 1986}\n"
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\nAs shown [@g, p. 7], and [he](references.bib#g) knew.\n",
      "chapters/references.bib": bib,
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/a.html")
    #expect(
      page.contains(
        "As shown (<a class=\"mb-ref\" href=\"bibliography.html#ref-g\">Gödel, 1986</a>, p. 7)"))
    #expect(page.contains("<a class=\"mb-ref\" href=\"bibliography.html#ref-g\">he</a> knew"))
    #expect(page.contains("<li id=\"ref-g\" data-for=\"bibliography.html#ref-g\">Gödel, K. (1986)"))
    #expect(try book.read("output/html/bibliography.html").contains("<li id=\"ref-g\">Gödel, K."))
    #expect(
      try book.read("output/text/a.txt").contains("As shown (Gödel, 1986, p. 7), and he knew."))
    try book.write("chapters/a.md", "# A\n\nAs shown [@gg].\n")
    let run = book.build()
    #expect(book.messages(run) == ["references.bib has no entry 'gg'"])
    #expect(run.report.findings.first?.diagnostic.range == SourceRange(16, 18))
    #expect(run.report.findings.first?.diagnostic.hints == ["did you mean 'g'?"])
  }

  @Test func `no text page shows a raw citation, wherever it stands`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A [@g]

      - an item [@g]

      | a | b |
      |---|---|
      | 1 | [@g; @t_1, p. 3] |

      Table: Two cells [@g].

      > **Quiz.** Who? [@g]
      >
      > - [ ] he, says [@t_1]
      > - [x] *she* [@g]

      Words[^n] and `[@g]` as code, [@g and so on.

      [^n]: A note [@g].

      """,
      "chapters/references.bib":
        "@book{g, author = {G, K}, title = {W}, year = 1986}\n"
        + "@book{t_1, author = {T, A}, title = {V}, year = 1936}\n",
    ])
    #expect(book.messages(book.build()) == [])
    let text = try book.read("output/text/a.txt")
    let cited = text.replacing("`[@g]`", with: "").replacing("[@g and so on", with: "")
    #expect(!cited.contains("[@"), "\(text)")
    #expect(text.contains("(G, 1986; T, 1936, p. 3)") && text.contains("he, says (T, 1936)"))
    #expect(text.contains("`[@g]` as code, [@g and so on."))
  }
}

@Suite struct TheoremTests {
  @Test(arguments: [
    ("Theorem.", "theorem", nil), ("Lemma (Zorn).", "lemma", "Zorn"),
    ("Definition: Vector space.", "definition", "Vector space"), ("Proof.", "proof", nil),
    ("Example", "example", nil),
  ])
  func `the bold words of a block quote name it`(text: String, kind: String, title: String?) {
    let heading = TheoremBlock.heading(text)
    #expect(heading?.0.rawValue == kind)
    #expect(heading?.title == title)
  }

  @Test(arguments: ["Theorems.", "theorem.", "Example code", "Note.", "", "Proof of (a)"])
  func `other bold words are left alone`(text: String) {
    #expect(TheoremBlock.heading(text) == nil)
  }

  @Test func `each kind is numbered in its chapter, and a proof is not`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # A

      > **Theorem (One).** Text.
      <!-- #thm-one -->

      > **Proof.** Clear.

      !!! theorem "Two"
          Text.

      > **Definition.** Text, see [Theorem](#thm-one) and [Theorem](#theorem-1-2).

      """
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/a.html")
    for text in [
      ">Theorem 1.1 (One).</strong>", ">Proof.</strong>", "mb-proof",
      ">Theorem 1.2 (Two).</strong>",
      ">Definition 1.1.</strong>", "title=\"Two\">Theorem 1.2</a>",
    ] {
      #expect(page.contains(text), "\(text)")
    }
  }
}

@Suite struct SearchIndexTests {
  @Test func `prose is found by section, and code is not in it`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": """
      # Alpha

      Before any heading, $x^2$ stands.

      ## Beta

      The value is `{=} 6 * 7`.

      ```swift-math
      let hidden = 1
      ```

      - in a list

      | a | b |
      |---|---|
      | in a table | 1<!-- skip: sample --> |

      """
    ])
    #expect(book.messages(book.build()) == [])
    let index = try book.read("output/html/search.js")
    #expect(index.contains(#"[0, "", "", "Before any heading, x² stands."]"#))
    #expect(index.contains(#"[0, "beta", "Beta", "The value is 42. in a list a b in a table 1"]"#))
    #expect(!index.contains("hidden"))
  }

  @Test func `a long book keeps its words below the limit`() {
    let sections = (0..<100).map { chapter in
      [
        SearchIndex.Section(
          id: "s", title: "T",
          text: (0..<2_000).map { "word\($0 % 900)x\(chapter)" }.joined(separator: " "))
      ]
    }
    let limit = SearchIndex.textLimit(for: sections)
    let total = sections.joined().map { SearchIndex.shortened($0.text, to: limit).utf8.count }
      .reduce(0, +)
    #expect(total <= SearchIndex.textLimit)
    #expect(total > SearchIndex.textLimit / 3)
    #expect(SearchIndex.shortened("one two", to: 100) == "one two")
  }
}
