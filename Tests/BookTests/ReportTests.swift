import Claims
import Diagnostics
import Foundation
import Testing

@testable import Book

@Suite struct ReportTests {
  static let file = SourceFile(path: "a,b.md", text: "one\n12 + 7 = 20 issues\n")

  static func report() -> Report {
    var report = Report()
    var tally = Tally()
    tally.foreign = 1
    tally.calculations = 6
    tally.foreignCalculations = 6
    tally.foreignWrong = 1
    tally.wrong = 1
    report.add(
      [
        Finding(
          Diagnostic(
            .error, "arithmetic.wrong", at: SourceRange(4, 15), "12 + 7 is 19, not 20",
            hints: ["write 19"], stated: "20", actual: "19"), in: file),
        Finding(Diagnostic(.note, "x.y", at: SourceRange(0, 3), "100% \"quoted\""), in: file),
      ], tally: tally)
    return report
  }

  @Test func `findings are sorted by place`() {
    #expect(Self.report().findings.map(\.diagnostic.rule) == ["x.y", "arithmetic.wrong"])
    #expect(Self.report().exitCode == 1)
  }

  @Test func `json has all members, with places and counts`() throws {
    let text = Self.report().written(as: .json)
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(object?["version"] as? Int == 1)
    let summary = try #require(object?["summary"] as? [String: Int])
    #expect(summary["files"] == 1)
    #expect(summary["calculations"] == 6)
    #expect(summary["wrong"] == 1)
    #expect(summary["notes"] == 1)
    #expect(
      Set(summary.keys) == [
        "files", "calculations", "checked", "asWritten", "exact", "byTolerance", "wrong", "given",
        "cited", "waived", "unverified", "notChecked", "notes",
      ])
    let findings = try #require(object?["findings"] as? [[String: Any]])
    let wrong = try #require(findings.last)
    #expect(wrong["file"] as? String == "a,b.md")
    #expect(wrong["line"] as? Int == 2)
    #expect(wrong["column"] as? Int == 1)
    #expect(wrong["start"] as? Int == 4)
    #expect(wrong["end"] as? Int == 15)
    #expect(wrong["text"] as? String == "12 + 7 = 20")
    #expect(wrong["stated"] as? String == "20")
    #expect(wrong["hint"] as? String == "write 19")
    #expect(findings.first?["stated"] is NSNull)
  }

  @Test func `the counts of a foreign document hold its calculations that are right`() {
    let text = "12 + 7 = 19 and 1 / 3 = 0.333, but 2 + 2 = 5.\n"
    let tally = AssessorTests.assess(text, as: .foreign).tally
    #expect(tally.calculations == 3 && tally.wrong == 1)
    #expect(tally.checked == 2 && tally.exact == 1 && tally.asWritten == 1)
    // The line about chapters tells of chapters alone.
    #expect(tally.chapterLine.hasPrefix("checked 0 (0 as written, 0 exact, 0 by ±) · wrong 0"))
  }

  @Test func `annotations of github escape commas, colons, per cent and lines`() {
    let lines = Self.report().written(as: .github).split(separator: "\n")
    #expect(
      lines.first
        == "::notice file=a%2Cb.md,line=1,col=1,endColumn=4,title=x.y::100%25 \"quoted\"")
    #expect(
      lines.last
        == "::error file=a%2Cb.md,line=2,col=1,endColumn=12,title=arithmetic.wrong::12 + 7 is 19, not 20%0Ahint: write 19"
    )
  }

  @Test func `closing lines tell chapters and foreign documents apart`() {
    #expect(Self.report().closingLines == "1 file, 6 calculations, 1 wrong\n")
    var tally = Tally()
    tally.foreign = 2
    #expect(tally.foreignLine == "2 files, no calculations found")
    tally.foreignCalculations = 1
    #expect(tally.foreignLine == "2 files, 1 calculation, all right")
    var chapters = Tally()
    chapters.chapters = 1
    chapters.asWritten = 318
    chapters.exact = 85
    chapters.byTolerance = 9
    chapters.given = 31
    chapters.cited = 12
    chapters.waived = 6
    chapters.unverified = 3
    chapters.notChecked = 2
    #expect(
      chapters.chapterLine
        == "checked 412 (318 as written, 85 exact, 9 by ±) · wrong 0 · given 31 · cited 12 · waived 6 · unverified 3 · not checked 2"
    )
  }

  @Test func `an unreadable path outweighs a wrong number`() {
    var report = Self.report()
    report.add(FileError("x.md", "file.missing", "there is no file 'x.md'"))
    #expect(report.exitCode == 2)
  }
}

@Suite struct TextLayoutTests {
  @Test func `words are wrapped by columns and indents hang`() {
    var layout = TextLayout(width: 12)
    layout.paragraph("one two three four", first: "• ", rest: "  ")
    #expect(layout.text == "• one two\n  three four\n")
  }

  @Test func `a no-break space keeps a formula whole`() {
    #expect(
      TextLayout.wrapped("say x\u{A0}=\u{A0}1 now", to: 8) == ["say", "x\u{A0}=\u{A0}1", "now"])
  }

  @Test func `a table gives way in its widest column`() {
    var layout = TextLayout(width: 20)
    TextTable(
      rows: [["n", "what it is"], ["10", "a long description"]], alignments: [.right, .left]
    ).draw(into: &layout)
    #expect(
      layout.text.split(separator: "\n") == [
        " n │ what it is", "───┼────────────────", "10 │ a long", "   │ description",
      ])
  }
}
