import Markup
import Testing

@testable import Book

/// How words, numbers and results stand on pages.
@Suite struct PageTextTests {
  @Test func `results keep to the columns of the text and lose nothing`() throws {
    let name = "a name that is rather long of number"
    let rows = (1...4).map { "\(name) \($0),\(name) \($0) too,\($0)\n" }.joined()
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/long.csv": "first,second,third\n" + rows,
      "chapters/c.md": """
      # C

      ```swift-math
      let squares = (1...60).map { $0 * $0 }
      squares
      ```

      ```swift-math
      print("words that are", squares.map { "the number \\($0)" }.joined(separator: " and "))
      ```

      ```swift-math
      data("long.csv")
      ```
      """,
    ])
    #expect(book.messages(book.build()) == [])
    let text = try book.read("output/text/c.txt")
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.filter { displayWidth(of: $0) > 80 && !$0.hasPrefix("    ") } == [])
    #expect(lines.contains { $0.hasPrefix("  → [1, 4, 9, 16, ") && $0.hasSuffix(",") })
    // Elements that follow stand below the first.
    let second = try #require(lines.firstIndex { $0.hasPrefix("  → [1, 4") }).advanced(by: 1)
    #expect(lines[second].hasPrefix("     ") && lines[second].dropFirst(5).first?.isNumber == true)
    let joined = lines.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    #expect(joined.contains((1...60).map { "\($0 * $0)" }.joined(separator: ", ") + "]"))
    #expect(joined.contains("the number 3481 and the number 3600"))
    #expect(lines.contains { $0.contains(" │ ") && $0.hasSuffix("│     4") })
  }

  @Test func `no line of a page ends between a number and its sign, and nothing else changes`()
    throws
  {
    let source = """
      # C

      About 90 % of $3$ ‰ at **20** °C, 4<!-- = 2 + 2 --> %; 5 kg, 7 %d, a % b, `8 % 3`.
      """
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n", "chapters/c.md": source,
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/c.html")
    #expect(page.contains("About 90\u{A0}% of <math"))
    #expect(page.contains("</math>\u{A0}‰ at <strong>20</strong>\u{A0}°C, "))
    #expect(page.contains(">4</span>\u{A0}%; 5 kg, 7 %d, a % b, <code>8 % 3</code>."))
    let text = try book.read("output/text/c.txt")
    #expect(text.contains("90 % of 3 ‰ at") && !text.contains("\u{A0}"))
  }

  @Test(
    arguments: [
      ("**Theorem (Of *Gauss* on $z^2$).**", " (Of <em>Gauss</em> on <span"),
      ("**Theorem (*all* of `x_1`).**", " (<em>all</em> of <code>x_1</code>).</strong> Yes."),
      ("**Theorem: on $z^2$ & *all*.**", "&amp; <em>all</em>).</strong> Yes."),
      ("**Theorem (plain & \\*).**", " (plain &amp; *).</strong> Yes."),
      ("**Theorem.**", ".</strong> Yes."),
    ])
  func `a title in the bold words of a block quote keeps its markup`(
    _ marker: String, _ expected: String
  ) throws {
    let book = try TemporaryBook([
      "chapters/SUMMARY.md": "# B\n\n- [C](c.md)\n",
      "chapters/c.md": "# C\n\n> \(marker) Yes.\n",
    ])
    #expect(book.messages(book.build()) == [])
    let page = try book.read("output/html/c.html")
    #expect(page.contains("<strong class=\"mb-label\">Theorem 1.1"))
    #expect(page.contains(expected))
    #expect(!page.contains("))") && !page.contains(".).") && !page.contains("(("))
  }
}
