import Claims
import Diagnostics
import Testing

@testable import Book

/// `strict` in the front matter and in comments about sections.
@Suite struct StrictnessTests {
  private func findings(_ text: String, isStrict: Bool = false) -> [String] {
    let document = Document(SourceFile(path: "a.md", text: text), kind: .chapter)
    let assessment = Assessor(document, AssessmentSettings(isStrict: isStrict)).assessment()
    return assessment.findings.map(\.diagnostic).sorted { $0.range.start < $1.range.start }.map {
      "\($0.severity.rawValue) \(document.file.text(in: $0.range))"
    }
  }

  private let sections = """
    # A

    We had 10 seats.

    ## Old

    <!-- mathbook: strict off -->

    We had 20 seats.

    ### Older

    <!-- mathbook: strict warn -->

    We had 30 seats.

    ## New

    We had 40 seats.

    """

  @Test func `a comment is about its section and what is below it`() {
    #expect(findings(sections) == ["note 30"])
    #expect(findings(sections, isStrict: true) == ["error 10", "note 30", "error 40"])
  }

  @Test func `the front matter is about the chapter, comments go before it`() {
    let deny = "---\nstrict: deny\n---\n" + sections
    #expect(findings(deny) == ["error 10", "note 30", "error 40"])
    let warn = "---\nstrict: warn\n---\n" + sections
    #expect(findings(warn, isStrict: true) == ["note 10", "note 30", "note 40"])
    #expect(findings("<!-- mathbook: strict warn -->\n\n" + sections).first == "note 10")
  }

  @Test func `another word is an error at its place`() {
    #expect(findings("---\nstrict: never\n---\n# A\n") == ["error never"])
  }
}
