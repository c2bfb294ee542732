import Foundation
import Templates
import Testing

/// The files of `templates/` and their copy in the program.
///
/// After a change to a file, write the table anew with
/// `MATHBOOK_UPDATE=1 swift test --filter TemplatesTests`; the run fails until it is repeated
/// without, so that nobody takes an update for a check.
@Suite struct TemplatesTests {
  static let names = [
    "page.html", "page.txt", "style.css", "script.js", "search.js", "watch.js",
  ]
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "templates")

  static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// The Swift file that holds the texts of all files.
  static func table() throws -> String {
    var swift = """
      // Written by TemplatesTests from the files of this folder; see there how. Do not edit.

      extension Templates {
        /// The files in the order in which a page needs them.
        package static let files: [(name: String, text: String)] = [

      """
    for name in names {
      let text = try text(name)
      precondition(!text.contains("\"\"\"###"), "\(name) holds the end of a Swift string")
      swift += "    (\n      \"\(name)\",\n      ###\"\"\"\n"
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        swift += line.isEmpty ? "\n" : "      \(line)\n"
      }
      swift += "      \"\"\"###\n    ),\n"
    }
    return swift + "  ]\n}\n"
  }

  @Test func `the program holds the files as they are`() throws {
    let table = Self.folder.appending(path: "Templates+Table.swift")
    if ProcessInfo.processInfo.environment["MATHBOOK_UPDATE"] != nil {
      try Self.table().write(to: table, atomically: true, encoding: .utf8)
      Issue.record("wrote \(table.path); run the tests again without MATHBOOK_UPDATE")
      return
    }
    #expect(Templates.files.map(\.name) == Self.names)
    for (name, text) in Templates.files {
      #expect(try text == Self.text(name), "\(name) has changed: see how to update the table above")
    }
  }

  @Test func `a file is found by its name`() throws {
    #expect(Templates.text(of: "page.txt") == (try Self.text("page.txt")))
    #expect(Templates.text(of: "missing.html") == nil)
  }

  @Test func `the style sheet closes what it opens and names only its own files`() throws {
    let css = try Self.text("style.css")
    #expect(css.count { $0 == "{" } == css.count { $0 == "}" })
    for word in ["@import", "url(", "http://", "https://"] {
      #expect(!css.contains(word), "\(word) asks for something outside the page")
    }
  }

  @Test func `the page asks for nothing but its own style sheet and script`() throws {
    let page = try Self.text("page.html")
    let pattern = /(?:src|href)="([^"]*)"/
    for match in page.matches(of: pattern) {
      let address = String(match.1)
      #expect(
        address.hasPrefix("{{") || address.hasPrefix("#"), "\(address) is not given by the book")
    }
    #expect(page.contains("<main") && page.contains("class=\"mb-skip\" href=\"#main\""))
    #expect(page.contains("lang=\"{{language}}\""))
  }

  /// Two themes are written twice, for the system's choice and the reader's: they must agree.
  @Test func `both ways to the dark theme have the same colours`() throws {
    let css = try Self.text("style.css")
    let blocks = css.components(separatedBy: "--bg:#15171a;").dropFirst().map {
      $0.prefix { $0 != "}" }
    }
    #expect(blocks.count == 2)
    #expect(blocks.first == blocks.last)
  }

  @Test func `words keep their contrast in both themes`() throws {
    let css = try Self.text("style.css")
    for (paper, block) in [("#fff", "--bg:#fff;"), ("#15171a", "--bg:#15171a;")] {
      let rest = try #require(css.range(of: block))
      let text = css[rest.lowerBound...].prefix { $0 != "}" }
      for match in text.matches(of: /--([a-z-]+):(#[0-9a-f]{3,6})/) {
        guard !["bg", "line", "faint", "mark"].contains(String(match.1)) else { continue }
        let contrast = Self.contrast(String(match.2), paper)
        #expect(contrast >= 4.5, "--\(match.1) on \(paper): \(contrast)")
      }
    }
  }

  /// The contrast of two colours by WCAG 2.2.
  private static func contrast(_ a: String, _ b: String) -> Double {
    func luminance(_ color: String) -> Double {
      var digits = Array(color.dropFirst())
      if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
      let parts = stride(from: 0, to: 6, by: 2).map { index -> Double in
        let value = Double(Int(String(digits[index...index + 1]), radix: 16) ?? 0) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let (x, y) = (luminance(a), luminance(b))
    return (max(x, y) + 0.05) / (min(x, y) + 0.05)
  }
}
