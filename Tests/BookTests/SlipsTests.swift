import Claims
import Diagnostics
import Foundation
import Markdown
import Testing

@testable import Book

/// What is nearly ours gets a message at its place; what is somebody else's gets none.
@Suite struct SlipsTests {
  /// The findings of `text`, a line each: place, weight, message and hint.
  static func findings(
    _ text: String, kind: DocumentKind? = .chapter, isStrict: Bool = false
  ) -> [String] {
    let file = SourceFile(path: "a.md", text: text)
    let document = Document(file, kind: kind)
    let found = Assessor(document, AssessmentSettings(isStrict: isStrict)).assessment().findings
    let sorted = found.sorted {
      ($0.diagnostic.range.start, $0.diagnostic.message)
        < ($1.diagnostic.range.start, $1.diagnostic.message)
    }
    return sorted.map { finding in
      let hint = finding.diagnostic.hints.first.map { " | " + $0 } ?? ""
      return "\(finding.start.line):\(finding.start.column) \(finding.diagnostic.severity.rawValue)"
        + ": \(finding.diagnostic.message)\(hint)"
    }
  }

  @Test(
    arguments: ["fences", "comments", "blocks", "text", "settings", "cells"].flatMap {
      ExtractionCase.cases($0, in: "Slips")
    })
  func slips(_ example: ExtractionCase) {
    #expect(Self.findings(example.input) == example.expected)
  }

  @Test func `there are cases`() {
    #expect(ExtractionCase.cases("fences", in: "Slips").count > 5)
    #expect(ExtractionCase.cases("comments", in: "Slips").count > 5)
  }

  @Test(arguments: [
    "swiftmath", "swift_math", "Swift-Math", "swift-maths", "{swift-math}", "swift Math",
  ])
  func `a fence in nearly the right language makes a document a chapter`(_ language: String) {
    let found = Self.findings("# A\n\n```\(language)\nlet a = 1\n```\n", kind: nil)
    #expect(found.count == 1)
    #expect(found.first?.contains("is no language of cells") == true)
  }

  @Test(arguments: [
    "swift", "math", "swift-math", "swift math {echo=false}", "swift title=\"a.swift\"",
  ])
  func `a fence in another language is silent`(_ language: String) {
    #expect(
      Self.findings("# A\n\n```\(language)\nx\n```\n").allSatisfy { !$0.contains("language") })
  }

  @Test func `strict holds what nobody sees against the author, and a stranger hears nothing`() {
    let text = "# A\n\nSome words.\n\n[^a]: Never.\n"
    #expect(Self.findings(text).first?.hasPrefix("5:1 note: nothing refers to") == true)
    #expect(Self.findings(text, isStrict: true).first?.hasPrefix("5:1 error: ") == true)
    #expect(Self.findings(text, kind: .foreign, isStrict: true).isEmpty)
  }

  @Test func `a comment glued to a number that never ends is told in any document`() {
    let found = Self.findings("The mean is 3.5<!-- = mean(xs) and so on.\n", kind: nil)
    #expect(found.map { String($0.prefix(41)) } == ["1:16 error: this comment is never closed,"])
    #expect(Self.findings("A comment begins with <!-- in HTML.\n", kind: nil).isEmpty)
  }

  @Test func `a control that moves nothing is noted`() {
    let cell = """
      # A

      ```swift-math
      let rate = slider("Rate", 0...1, step: 0.5)
      let used = slider("Used", 0...1, step: 0.5)
      used * 2
      ```

      """
    #expect(
      Self.findings(cell) == [
        "4:12 note: nothing depends on the control 'rate' | use it in a result, or take it out"
      ])
    #expect(Self.findings(cell + "Now `{=} rate`.\n").isEmpty)
  }

  @Test func `settings of the book are told what does nothing`() {
    let text = """
      ---
      title: A
      strict: deny
      language: [en, de]
      tags: [a]
      foo: bar
      ---
      """
    let file = SourceFile(path: "SUMMARY.md", text: text + "\n")
    let settings = BookSettings(MarkdownDocument(parsing: file, options: .chapter).frontMatter)
    #expect(
      settings.diagnostics.map { "\($0.severity.rawValue): \($0.message)" } == [
        "error: 'strict' is a setting of a chapter and does nothing here",
        "error: 'language' takes one value",
        "note: no setting is called 'foo'",
      ])
  }

  @Test func `fix keeps the brackets of accountants`() {
    let text = "# A\n\n```swift-math\nlet a = -15.25\n```\n\nA loss of (15.20)<!-- = a -->.\n"
    let edits = AssessmentTests.assessment(text, kind: .chapter).edits
    #expect(edits.map(\.stated) == ["15.20"])
    #expect(edits.map(\.replacement) == ["15.25"])
    #expect(edits.allSatisfy { $0.doubt == nil })
  }

  @Test func `links to files and pictures that are not there are errors`() throws {
    let folder = TemporaryBook.newFolder()
    let text =
      "# A\n\n[a](a.csv), [b](b.csv#top), [c](../c.csv), [d](search.html), ![e](e.png?raw)\n"
    try Files.write(Array(text.utf8), to: folder + "/a.md")
    try Files.write([0x31], to: folder + "/b.csv")
    let book = Manuscript(reading: BookRoot(folder: folder, chapters: folder))
    #expect(
      References(book).findings(in: 0).prefix(1).map(\.message) == [
        "there is no file '\(folder)/a.csv'"
      ])
    let file = SourceFile(path: folder + "/a.md", text: text)
    let alone = Assessor(Document(file, kind: .chapter), AssessmentSettings()).assessment()
    #expect(alone.findings.map(\.diagnostic.message) == ["there is no picture '\(folder)/e.png'"])
  }
}
