import Diagnostics
import Testing

@testable import Book

/// What BibTeX files hold beside plain entries; the meaning of each is that of Oren Patashnik,
/// BibTeXing, 1988, and of the BibTeX program.
@Suite struct BibliographyFileTests {
  private func read(_ text: String) -> Bibliography {
    Bibliography(SourceFile(path: "r.bib", text: text))
  }

  private func told(_ text: String) -> [String] {
    let file = SourceFile(path: "r.bib", text: text)
    return Bibliography(file).findings.map { finding in
      let place = file.position(at: finding.diagnostic.range.start)
      return "\(place.line):\(place.column) \(finding.diagnostic.message)"
    }
  }

  @Test func `strings stand for their texts, and pieces are joined`() {
    let sources = read(
      """
      @string{me = "Doe, Jane"}
      @STRING(jn = {Journal of } # "Lakes")
      @article{a, author = Me # " and Roe, Rita", journal = jn, month = feb, year = 2001}
      """)
    #expect(sources.findings.isEmpty)
    #expect(sources["a"]?.authors.map(\.listed) == ["Doe, J.", "Roe, R."])
    #expect(sources["a"]?.fields["journal"] == "Journal of Lakes")
    #expect(sources["a"]?.fields["month"] == "February")
  }

  @Test func `parentheses hold an entry, and keys may have most signs`() {
    let sources = read(
      "@book(k, title = {One (two)})\n@misc{a+b'c, year = 1}\n@misc{DBLP:conf/nips/V17, year = 2}\n"
    )
    #expect(sources.findings.isEmpty)
    #expect(sources.entries.map(\.key) == ["k", "a+b'c", "DBLP:conf/nips/V17"])
    #expect(sources["k"]?.fields["title"] == "One (two)")
  }

  @Test func `an entry takes what it lacks from the one that it refers to`() {
    let sources = read(
      """
      @inproceedings{p, author = {A, B.}, title = {Paper}, crossref = {c}}
      @proceedings{c, title = {Proceedings}, editor = {E, F.}, year = 1999, publisher = {Press}}
      """)
    #expect(
      sources["p"]?.html() == "A, B. (1999). Paper. In <em>Proceedings</em>. Press.")
    #expect(
      told("@misc{p, crossref = {q}}") == ["1:7 'p' refers to 'q', which is no other entry"])
  }

  @Test(arguments: [
    (#"\emph{Formal} and {\bf bold} \textsc{Caps}"#, "Formal and bold Caps"),
    (#"See \url{https://a.b/c}"#, "See https://a.b/c"), ("On $x^2$ and $\\alpha$", "On x² and α"),
    ("Costs \\$5", "Costs $5"),
  ])
  func `commands leave their text`(field: String, text: String) {
    #expect(read("@misc{a, title = {\(field)}}")["a"]?.fields["title"] == text)
  }

  @Test func `names may have a junior part, and a list may be open`() {
    let sources = read(
      """
      @book{a, author = {Knuth, Jr., Donald E.}, title = {T}, year = 1}
      @book{b, author = {Doe, Jane and others}, title = {T}, year = 2}
      """)
    #expect(sources["a"]?.authors.first?.listed == "Knuth, D. E., Jr.")
    #expect(sources.citation(of: "b", .authorYear) == "Doe et al., 2")
    #expect(sources["b"]?.html() == "Doe, J., et al. (2). <em>T</em>.")
  }

  @Test(arguments: [
    ("@misc{a, journal = jn}", ["1:20 nothing is called 'jn'"]),
    ("@misc{a, year = 1, year = 2}", ["1:20 the field 'year' stands here twice"]),
    ("@misc{a, year = 1\n\n@misc{b, year = 2}", ["1:1 this entry never ends"]),
    (
      "@misc{a, title = {One\n\n@misc{b, year = 2}",
      ["1:18 this text never ends"]
    ),
    ("@misc{a, title {One}, year = 1}", ["1:10 a field 'name = {…}' was expected"]),
    ("@misc{, year = 1}", ["1:1 this entry has no key"]),
  ])
  func `what is wrong is told at its place, and what to do`(text: String, expected: [String]) {
    #expect(told(text) == expected)
    #expect(read(text).findings.allSatisfy { !$0.diagnostic.hints.isEmpty })
    if text.contains("@misc{b") { #expect(read(text)["b"]?.year == "2") }
    if text.contains("year = 1, year = 2") { #expect(read(text)["a"]?.year == "1") }
  }

  @Test func `bytes that are no text are told`() {
    let file = SourceFile(
      path: "r.bib", bytes: Array("@misc{a, title = {x".utf8) + [0xE4] + Array("}}".utf8))
    #expect(Bibliography(file).findings.map(\.diagnostic.rule) == ["markdown.encoding"])
  }

  @Test func `a key with a slash is cited in running text`() throws {
    let book = try TemporaryBook([
      "chapters/a.md": "# A\n\nAs [@DBLP:conf/nips/V17, p. 3] say.\n",
      "chapters/references.bib":
        "@misc{DBLP:conf/nips/V17, author = {V, A.}, title = {T}, year = 2017}\n",
    ])
    #expect(book.messages(book.build()) == [])
    #expect(try book.read("output/text/a.txt").contains("As (V, 2017, p. 3) say."))
  }
}
