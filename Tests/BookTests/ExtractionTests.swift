import Book
import Claims
import Diagnostics
import Markdown
import Testing

/// What is found in a Markdown text.
struct Findings {
  let file: SourceFile
  let texts: [ClaimText]
  let style: NumberStyle

  init(_ markdown: String) {
    file = SourceFile(path: "case.md", text: markdown)
    texts = Extraction.texts(of: MarkdownDocument(parsing: file), scope: .calculations)
    style = NumberStyle(inferredFrom: texts)
  }

  /// What is not right, by line, then the number of calculations.
  var lines: [String] {
    let calculations = findCalculations(in: texts, style: style)
    var lines: [String] = []
    for calculation in calculations {
      let line = file.position(at: calculation.right.start).line
      let (expression, stated) =
        calculation.isStatedLeft
        ? (calculation.rightText, calculation.leftText)
        : (calculation.leftText, calculation.rightText)
      func say(_ rule: String, _ correction: Verdict.Correction) {
        var text = "\(line) \(rule): \(expression) is \(correction.actual), not \(stated)"
        if let hint = correction.hint { text += " (\(hint))" }
        lines.append(text)
      }
      switch calculation.verdict {
      case .right: break
      case .rounded(let correction): say("rounded", correction)
      case .truncated(let correction): say("truncated", correction)
      case .byUnrounding(let correction): say("by-unrounding", correction)
      case .coarse(let correction): say("coarse", correction)
      case .unitSupplied(let correction): say("unit-supplied", correction)
      case .wrong(let correction): say("wrong", correction)
      case .notChecked(let why): lines.append("\(line) not checked: \(why)")
      }
    }
    lines.append("\(calculations.count) calculation\(calculations.count == 1 ? "" : "s")")
    return lines
  }

  /// The rules by which signs of equality are no claims, by line.
  var rules: [String] {
    var lines: [String] = []
    for text in texts {
      for (place, equality) in findEqualities(in: text, style: style) {
        guard case .none(let rule) = equality else { continue }
        lines.append("\(file.position(at: place.start).line) \(rule.rawValue)")
      }
    }
    return lines
  }
}

struct ExtractionTests {
  static let suites = ["arithmetic", "units", "numerals", "formulas", "readme", "tables"]
    .flatMap(ExtractionCase.cases)

  @Test(arguments: ["Total", "Sum", "Gesamt", "Insgesamt", "Summe"])
  func `a table without a sign of equality is read for its totals`(label: String) {
    let table = "| Item | Price |\n|---|--:|\n| A | 300 |\n| B | 205 |\n| C | 102 |\n"
    #expect(Findings(table + "| \(label) | 607 |\n").lines == ["1 calculation"])
    #expect(Findings(table + "| \(label) | 608 |\n").lines.count == 2)
    #expect(Findings(table + "| Mean | 202.4 |\n").lines.count == 2)
  }

  @Test(arguments: suites)
  func `a document's calculations are found and judged`(sample: ExtractionCase) {
    #expect(Findings(sample.input).lines == sample.expected)
  }

  @Test(arguments: ExtractionCase.cases("not-claims"))
  func `what is not a claim says why`(sample: ExtractionCase) {
    let findings = Findings(sample.input)
    #expect(findings.rules == sample.expected)
    #expect(!findings.lines.contains { $0.contains("wrong") })
  }

  @Test func `the suites are there`() {
    #expect(Self.suites.count > 60)
    #expect(ExtractionCase.cases("not-claims").count > 20)
  }

  @Test func `every rule has a case`() {
    let named = Set(
      ExtractionCase.cases("not-claims").flatMap(\.expected).map {
        String($0.drop { $0 != " " }.dropFirst())
      })
    for rule in ClaimRule.allCases {
      #expect(named.contains(rule.rawValue), "no case for \(rule.rawValue)")
    }
  }
}
