import Claims
import Diagnostics
import Testing

@testable import Book

/// Whole documents: what is reported, and what stands behind each number.
@Suite struct AssessorTests {
  static func assess(
    _ text: String, as kind: DocumentKind? = .chapter, isStrict: Bool = false
  ) -> Assessment {
    let document = Document(SourceFile(path: "a.md", text: text), kind: kind)
    return Assessor(document, AssessmentSettings(isStrict: isStrict)).assessment()
  }

  static func errors(_ text: String, as kind: DocumentKind? = .chapter) -> [String] {
    let assessment = assess(text, as: kind)
    return assessment.findings.filter { $0.diagnostic.severity == .error }
      .sorted { $0.diagnostic.range.start < $1.diagnostic.range.start }
      .map { finding in
        let place = finding.file.position(at: finding.diagnostic.range.start)
        return "\(place.line):\(place.column) \(finding.diagnostic.rule)"
      }
  }

  @Test func `computed numbers stand in prose as prose writes them`() {
    let text = """
      ```swift-math
      let p = 6.1e-8
      let v = [-1.5, 2]
      ```

      `{=} 0 - 0.5`, `{=.1e} p`, `{=} -p`, `{=.0e} 1e21`, `{=} v`, `{=} "a-1e5"`, `{=} 1 / 0.0`.
      """
    let texts = Self.assess(text, as: .chapter).inlineTexts
    #expect(
      texts.keys.sorted().map { texts[$0] } == [
        "−0.5", "6.1×10⁻⁸", "−6.1×10⁻⁸", "1×10²¹", "[−1.5, 2]", "a-1e5", "inf",
      ])
  }

  @Test(arguments: ["7<!-- source: -->", "7<!-- skip: -->", "7<!-- lett x -->", "7<!-- = -->"])
  func `a comment that cannot be read is told once`(text: String) {
    #expect(Self.errors("It is \(text) so.").count == 1)
  }

  @Test func `prose alone defines and uses numbers`() {
    let text = """
      40<!-- let seats --> seats at 12<!-- let price --> € are 480<!-- = seats * price --> €.
      """
    #expect(Self.errors(text) == [])
    #expect(Self.errors(text, as: .foreign) == [])
    let kinds = Self.assess(text).accounts.map(\.kind.name)
    #expect(kinds == ["given", "given", "bound"])
    let stale = text.replacing("480", with: "490")
    #expect(Self.errors(stale) == ["1:58 binding.wrong"])
    #expect(Self.errors(stale, as: .foreign) == ["1:58 binding.wrong"])
  }

  @Test func `a reason excuses arithmetic that is wrong on purpose`() {
    #expect(Self.errors("12 + 7 = 20<!-- skip: wrong on purpose --> it says.") == [])
    #expect(Self.errors("12 + 7 = 20 it says.") == ["1:1 arithmetic.wrong"])
    #expect(Self.assess("12 + 7 = 20<!-- skip: wrong on purpose -->.").tally.waived == 1)
  }

  @Test func `a comment glued to a number must be readable in a chapter`() {
    #expect(Self.errors("Now 5<!-- note -->.") == ["1:6 binding.syntax"])
    #expect(Self.errors("Now 2¹⁰<!-- = 2 -->.") == ["1:8 binding.power"])
    #expect(Self.errors("Now 5<!-- note -->.", as: .foreign) == [])
    #expect(Self.errors("Now 5 <!-- note -->.") == [])
  }

  @Test func `lists, fractions, percentages and prefixes are bound as they are written`() {
    let text = """
      Shares of 12.5 %<!-- = 1 / 8 -->, $(1, 2)$<!-- = [1, 2] -->, 16.8M<!-- = 4 * 32 * 131072 -->,
      2.68 GB<!-- = 2 * 80 * 8 * 128 * 8192 * 2 --> and 1.2×10⁻³<!-- = 0.0012 -->.
      """
    #expect(Self.errors(text) == [])
    #expect(Self.errors(text.replacing("(1, 2)$<", with: "(1, 3)$<")) == ["1:40 binding.wrong"])
    #expect(
      Self.errors("The pair $(1, 2, 3)$<!-- = [1, 2] -->.") == ["1:11 binding.shape"])
  }

  @Test func `digits are cut off from the printed value, not from its binary form`() {
    #expect(Self.errors("It is 0.2<!-- = 0.3 -->.") == ["1:7 binding.wrong"])
    #expect(Self.errors("It is 0.66<!-- = 2.0 / 3 -->.") == [])
    let rules = Self.assess("It is 0.66<!-- = 2.0 / 3 -->.").findings.map(\.diagnostic.rule)
    #expect(rules == ["binding.truncated"])
  }

  @Test func `a tolerance and a range are the author's to write`() {
    #expect(Self.errors("About 0.5<!-- = 0.52 ± 0.05 -->.") == [])
    #expect(Self.errors("About 0.5<!-- = 0.62 ± 0.05 -->.") == ["1:7 binding.wrong"])
    #expect(Self.errors("It is 0.7<!-- = 0.72 in 0.6...0.8 -->.") == [])
    #expect(Self.assess("About 0.5<!-- = 0.56 ± 0.1 -->.").tally.byTolerance == 1)
  }

  @Test func `a block comment binds the numbers before it in order`() {
    let text = "From 3 over 4 to 5.\n\n<!-- mathbook: = 1 + 2; _; 2 + 3 -->\n"
    let assessment = Self.assess(text)
    #expect(assessment.findings.isEmpty)
    #expect(assessment.accounts.map(\.kind.name) == ["bound", "unverified", "bound"])
    #expect(
      Self.errors("From 3 to 5.\n\n<!-- mathbook: = 1 + 2 -->\n") == ["3:1 binding.count"])
  }

  @Test func `tables are bound by rows and by columns`() {
    let rows = """
      | n | square |
      |---|---|
      | 2 | 4 |
      | 3 | 9 |

      <!-- mathbook: rows n: n * n -->
      """
    #expect(Self.errors(rows) == [])
    #expect(Self.errors(rows.replacing("| 9 |", with: "| 8 |")) == ["4:7 binding.wrong"])
    let columns = rows.replacing("rows n: n * n", with: "columns: n = [2, 3]; square = [4, 9]")
    #expect(Self.errors(columns) == [])
    #expect(
      Self.errors(columns.replacing("square =", with: "sqare =")) == ["6:1 binding.column"])
  }

  @Test func `results of cells are checked by their kind`() {
    func cell(_ code: String) -> String { "# A\n\n```swift-math\n\(code)\n```\n" }
    #expect(Self.errors(cell("2.0 / 3 // => 0.667")) == [])
    #expect(Self.errors(cell("2.0 / 3 // => 0.668")) == ["4:15 result.wrong"])
    #expect(Self.errors(cell("[1, 2] * 2 // => [2, 4]")) == [])
    #expect(Self.errors(cell("[1, 2] * 2 // => [2, 5]")) == ["4:22 result.wrong"])
    #expect(Self.errors(cell("identity(2) // => shape [2, 2]")) == [])
    #expect(Self.errors(cell("identity(2) // => shape [2, 3]")) == ["4:19 result.shape"])
    #expect(Self.errors(cell("print(1 + 1) // Prints \"2\"")) == [])
    #expect(Self.errors(cell("print(1 + 1) // Prints \"3\"")) == ["4:25 result.printed"])
    #expect(Self.errors(cell("1 + 1 // => ...")) == ["4:7 result.unfilled"])
  }

  @Test func `a tolerance that allows nearly anything is a note`() {
    func notes(_ bound: String) -> [String] {
      Self.assess("It is \(bound).").findings.map(\.diagnostic.message)
    }
    #expect(notes("0.5<!-- = 0.52 ± 0.2 -->") == ["the tolerance is over 10 %"])
    #expect(notes("0.5<!-- = 0.52 ± 50% -->") == ["the tolerance is over 10 %"])
    #expect(notes("0.5<!-- = 0.52 in 0.1...0.9 -->") == ["the range is over 10 % either way"])
    #expect(notes("0.50<!-- = 0.52 ± 0.04 -->") == [])
    #expect(notes("0.5<!-- = 0.52 -->") == [])
  }

  @Test func `a computed value that cannot be read is an error, never shown raw`() {
    #expect(Self.errors("It is `{=.3f} 2.0 / 3`.") == [])
    #expect(Self.errors("It is `{=.3q} 2.0 / 3`.") == ["1:7 inline.syntax"])
    #expect(Self.errors("It is `{=} `.").count == 1)
    let assessment = Self.assess("It is `{=.1%} 1.0 / 8`.")
    #expect(Array(assessment.inlineTexts.values) == ["12.5%"])
  }

  @Test func `an unknown option of a cell is answered with the nearest one`() {
    let assessment = Self.assess("```swift-math {ecko=false}\n1\n```\n")
    #expect(assessment.findings.map(\.diagnostic.rule) == ["cell.option"])
    #expect(assessment.findings.first?.diagnostic.hints == ["did you mean 'echo'?"])
  }

  @Test func `a document is a chapter by what it holds`() {
    func kind(_ text: String) -> DocumentKind {
      Document(SourceFile(path: "a.md", text: text)).kind
    }
    #expect(kind("12 + 7 = 19") == .foreign)
    #expect(kind("```swift-math\n1\n```") == .chapter)
    #expect(kind("```swift math\n1\n```") == .chapter)
    #expect(kind("```swift\n1\n```") == .foreign)
    #expect(kind("`{=} 1`") == .chapter)
    #expect(kind("<!-- mathbook: strict off -->") == .chapter)
    #expect(kind("Use `{=}` in LaTeX.") == .foreign)
  }

  /// The title of the front matter is a heading that no comment can stand in.
  @Test func `numbers in the title of a front matter are read`() {
    let open = Self.assess("---\ntitle: \"The 17 laws, and 2 + 2 = 5\"\n---\nText.\n")
    #expect(open.tally.unverified == 1 && open.tally.wrong == 1)
    let wrong = open.findings.first { $0.diagnostic.message == "2 + 2 is 4, not 5" }
    #expect(wrong.map { $0.file.text(in: $0.diagnostic.range) } == "2 + 2 = 5")
    #expect(open.edits.map(\.replacement) == ["4"])
    let unread = Self.assess("---\ntitle: Plain\ndate: 2026-12-01\nweight: 17\n---\nText.\n")
    #expect(unread.accounts.isEmpty)
  }

  @Test func `strictness makes unverified numbers errors`() {
    #expect(Self.assess("There are 17 of them.").tally.unverified == 1)
    #expect(!Self.assess("There are 17 of them.").hasErrors)
    #expect(Self.assess("There are 17 of them.", isStrict: true).hasErrors)
    #expect(Self.assess("---\nstrict: deny\n---\nThere are 17 of them.").hasErrors)
  }
}
