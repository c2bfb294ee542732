import Claims
import Diagnostics
import Markdown
import Testing

@testable import Book

@Suite struct SummaryTests {
  static func summary(_ text: String) -> Summary { Summary(MarkdownDocument(text)) }

  @Test func `parts and chapters keep their order and numbers`() {
    let summary = Self.summary(
      """
      # The book

      [Preface](preface.md)

      ## First part

      - [One](one.md)
        - [One and a half](one/half.md)
      - [Two](two.md)

      ## Second part

      1. [Three](three.md)
      """)
    #expect(summary.title == "The book")
    #expect(
      summary.entries.map(\.path) == [
        "preface.md", "one.md", "one/half.md", "two.md", "three.md",
      ])
    #expect(summary.entries.map(\.number) == [nil, 1, 2, 3, 4])
    #expect(summary.entries.map(\.level) == [0, 0, 1, 0, 0])
    #expect(
      summary.entries.map(\.part) == [
        nil, "First part", "First part", "First part", "Second part",
      ])
    #expect(summary.diagnostics.isEmpty)
  }

  @Test func `a chapter outside the book and one listed twice are errors`() {
    let summary = Self.summary("- [A](a.md)\n- [Up](../up.md)\n- [Again](a.md)\n- [None]()\n")
    #expect(summary.entries.map(\.path) == ["a.md"])
    #expect(
      summary.diagnostics.map(\.rule) == ["summary.link", "summary.repeated", "summary.link"])
    let plain = Self.summary("- a.md\n- A part\n  - [B](b.md)\n")
    #expect(
      plain.diagnostics.map(\.hints) == [
        ["write [Title](a.md)"], ["write a heading for a part: ## A part"],
      ])
    #expect(plain.entries.map(\.path) == ["b.md"])
    let more = Self.summary("- [A](a.md) and [B](b.md)\n- [R](references.bib)\n- [S](SUMMARY.md)\n")
    #expect(more.entries.map(\.path) == ["a.md"])
    #expect(
      more.diagnostics.map(\.message) == [
        "an entry lists one chapter: this link is a second one",
        "'references.bib' is no chapter", "'SUMMARY.md' is no chapter",
      ])
  }

  @Test func `a part without chapters is told`() {
    let summary = Self.summary("# B\n\n## One\n\n## Two\n\n- [A](a.md)\n\n## Three\n")
    #expect(summary.diagnostics.map(\.rule) == ["summary.part", "summary.part"])
    #expect(summary.diagnostics.map(\.severity) == [.note, .note])
    #expect(summary.diagnostics.first?.message.contains("'One'") == true)
  }
}

@Suite struct LabelTests {
  static func parts(_ text: String) -> ChapterParts {
    ChapterParts(of: Document(SourceFile(path: "a.md", text: text), kind: .chapter))
  }

  @Test func `figures, tables, equations and sections are numbered apart`() {
    var labels = Labels()
    let diagnostics = labels.add(
      Self.parts(
        """
        # Title

        ## First

        $$x = 1$$

        <!-- #eq-one -->

        ```swift-math {#fig-a}
        1
        ```

        Figure: A picture.

        ## Second

        ### Deeper

        | a |
        |---|
        | 1 |

        Table: Some numbers.

        ```swift-math
        2
        ```

        Figure: Another.
        """), number: 3)
    #expect(diagnostics.isEmpty)
    #expect(labels.label("eq-one", from: 0)?.text == "Equation 3.1")
    #expect(labels.label("fig-a", from: 0)?.text == "Figure 3.1")
    #expect(labels.label("fig-a", from: 0)?.title == "A picture.")
    #expect(labels.label("table-3-1", from: 0)?.title == "Some numbers.")
    #expect(labels.label("figure-3-2", from: 0)?.title == "Another.")
    #expect(labels.label("second", from: 0)?.text == "Section 3.2")
    #expect(labels.label("deeper", from: 0)?.text == "Section 3.2.1")
  }

  @Test func `an identifier used twice is an error that shows the first use`() {
    var labels = Labels()
    let found = labels.add(
      Self.parts("```swift-math {#a}\n1\n```\n\n```swift-math {#a}\n2\n```\n"), number: 1)
    #expect(found.map(\.rule) == ["reference.repeated"])
    #expect(found.first?.related.count == 1)
  }

  @Test func `a name is looked for in its own chapter first`() {
    var labels = Labels()
    _ = labels.add(Self.parts("## Idea\n"), number: 1)
    _ = labels.add(Self.parts("## Idea\n\n## Only here\n"), number: 2)
    #expect(labels.label("idea", from: 1)?.number == "2.1")
    #expect(labels.label("idea", from: 0)?.number == "1.1")
    #expect(labels.label("only-here", from: 0)?.chapter == 1)
    #expect(labels.label("nowhere", from: 0) == nil)
    #expect(labels.suggestion(for: "only-hear") == "only-here")
  }
}

@Suite struct BibliographyTests {
  @Test func `entries keep key and fields, with braces and quotes`() {
    let file = SourceFile(
      path: "references.bib",
      text: """
        A comment outside.
        @article{vaswani2017, author = {Vaswani, A. and Shazeer, N.},
          title = "Attention {Is} All", year = 2017 }
        @comment{ignored}
        @Book{knuth84,
          title={The {TeX}book}, publisher = {Addison-Wesley}, year={1984},}
        """)
    let bibliography = Bibliography(file)
    #expect(bibliography.entries.map(\.key) == ["vaswani2017", "knuth84"])
    #expect(
      bibliography["vaswani2017"]?.line == "Vaswani, A., Shazeer, N., “Attention Is All”, 2017")
    #expect(bibliography["knuth84"]?.fields["title"] == "The TeXbook")
    #expect(bibliography["knuth84"]?.kind == "book")
    #expect(bibliography.findings.isEmpty)
    #expect(bibliography.suggestion(for: "vaswani2071") == "vaswani2017")
  }

  @Test func `a repeated key and an entry without end are errors at their places`() {
    let file = SourceFile(
      path: "r.bib", text: "@misc{a, year=1}\n@misc{a, year=2}\n@misc{b, x = {y\n")
    let findings = Bibliography(file).findings
    #expect(findings.map(\.diagnostic.rule) == ["bibliography.repeated", "bibliography.syntax"])
    #expect(findings.map { file.position(at: $0.diagnostic.range.start).line } == [2, 3])
  }
}
