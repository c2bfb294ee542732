import Foundation
import Library
import Script
import Testing

/// The generated chapter holds the whole table.
@Suite struct ReferenceChapterTests {
  @Test func `every entry is listed once, with its signature, sentence and example`() {
    let text = ReferenceChapter.text
    // Blocks without line ends, since long lines are broken between parameters.
    let blocks = text.components(separatedBy: "```").map(Self.joined)
    for entry in StandardLibrary.table.functions {
      let mark = entry.kind == .constant ? ": " : ""
      let head = entry.name + mark + entry.signature
      let wanted = Self.joined("text \(head) \(entry.summary)")
      let found = blocks.filter { $0 == wanted || $0.hasPrefix(wanted + " Source: ") }
      #expect(found.count == 1, "\(head)")
      let example = Self.joined("swift-math {isolated} \(entry.example)")
      #expect(blocks.contains(example), "\(head)")
    }
  }

  private static func joined(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `no line of a signature or sentence is wider than the column of a page`() {
    let blocks = ReferenceChapter.text.components(separatedBy: "```text\n").dropFirst()
    let lines = blocks.flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n") }
    #expect(lines.count > 1_000)
    #expect(lines.filter { $0.count > 75 } == [])
  }

  @Test func `code is broken between parameters, never inside a text or a closure`() {
    let signature =
      "f(_ a: (x: Vector, y: Vector), separator: String = \", , , , , , , \") -> Matrix"
    #expect(
      CodeLines.wrapped(signature, width: 40)
        == "f(_ a: (x: Vector, y: Vector),\n    separator: String = \", , , , , , , \")\n    -> Matrix"
    )
    let call = "f([1, 2]) { a, b, c, d, e, f, g, h, i, j, k in a }"
    #expect(
      CodeLines.wrapped(call, width: 20)
        == "f([1,\n    2]) { a, b, c, d, e, f, g, h, i, j, k in a }")
    #expect(CodeLines.wrapped("f(1, 2)", width: 20) == "f(1, 2)")
  }

  @Test func `the chapters of the book are what the table says`() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../chapters").standardized
    for (name, text) in ReferenceChapter.files {
      let file = folder.appending(path: name)
      if ProcessInfo.processInfo.environment["MATHBOOK_UPDATE"] != nil {
        try text.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("wrote \(name); run the tests again without MATHBOOK_UPDATE")
      } else {
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name) is out of date")
      }
    }
  }
}
