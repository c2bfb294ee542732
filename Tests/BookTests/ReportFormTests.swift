import Diagnostics
import Foundation
import Testing

@testable import Book

/// The forms of a report that other programs read.
@Suite struct ReportFormTests {
  @Test func `sarif has what the schema requires, with paths from the repository's root`() throws {
    var report = ReportTests.report()
    report.repository = RepositoryPaths(current: "/repo/sub dir", root: "/repo")
    let text = report.written(as: .sarif)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["version"] as? String == "2.1.0")
    let run = try #require((object["runs"] as? [[String: Any]])?.first)
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    #expect(driver?["name"] as? String == "mathbook")
    let rules = (driver?["rules"] as? [[String: Any]])?.compactMap { $0["id"] as? String }
    #expect(rules == ["arithmetic.wrong", "x.y"])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["note", "error"])
    #expect(results.map { $0["ruleIndex"] as? Int } == [1, 0])
    let place = (results[1]["locations"] as? [[String: Any]])?.first?["physicalLocation"]
    let physical = try #require(place as? [String: Any])
    let artifact = physical["artifactLocation"] as? [String: String]
    #expect(artifact == ["uri": "sub%20dir/a%2Cb.md", "uriBaseId": "%SRCROOT%"])
    let region = physical["region"] as? [String: Any]
    #expect(region?["startLine"] as? Int == 2)
    #expect(region?["endColumn"] as? Int == 12)
    #expect(region?["byteLength"] as? Int == 11)
  }

  @Test func `junit has a suite to a document and a case to an error`() {
    var report = ReportTests.report()
    report.add(path: "fine & good.md")
    report.add(path: "a,b.md")
    let text = report.written(as: .junit)
    #expect(
      text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mathbook\""))
    #expect(text.contains("tests=\"2\" failures=\"1\" errors=\"0\""))
    #expect(text.contains("<testcase classname=\"fine &amp; good.md\" name=\"check\"/>"))
    #expect(text.contains("<failure message=\"12 + 7 is 19, not 20\" type=\"arithmetic.wrong\">"))
    #expect(text.contains("name=\"2:1 arithmetic.wrong\""))
  }

  @Test func `tap has a plan and a point to a document or error`() {
    var report = ReportTests.report()
    report.add(path: "fine.md")
    report.add(path: "a,b.md")
    #expect(
      report.written(as: .tap) == """
        TAP version 13
        1..2
        ok 1 - fine.md
        not ok 2 - a,b.md:2:1: 12 + 7 is 19, not 20
          ---
          rule: "arithmetic.wrong"
          found: "20"
          wanted: "19"
          ...

        """)
  }

  @Test func `a compact finding reports the same without its file`() {
    let report = ReportTests.report()
    var compact = Report()
    compact.add(report.findings.map { $0.compacted(.init()) }, tally: report.tally)
    #expect(compact.findings.allSatisfy { $0.file.bytes.isEmpty })
    for format in Report.Format.allCases where format != .json {
      #expect(compact.written(as: format) == report.written(as: format))
    }
  }

  @Test func `paths are taken from the root of the repository`() {
    let paths = RepositoryPaths(current: "/r/a/b", root: "/r")
    #expect(paths.path(of: "c.md") == "a/b/c.md")
    #expect(paths.path(of: "../c.md") == "a/c.md")
    #expect(paths.path(of: "./x//c.md") == "a/b/x/c.md")
    #expect(paths.path(of: "/r/c.md") == "c.md")
    #expect(paths.path(of: "../../../c.md") == "../../../c.md")
  }
}
