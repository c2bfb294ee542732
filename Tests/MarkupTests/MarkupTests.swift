import Markup
import Testing

@Suite struct MarkupTests {
  @Test func `markup characters become entities`() {
    #expect(escapedMarkup("a < b & \"c\" > d") == "a &lt; b &amp; &quot;c&quot; &gt; d")
    #expect(escapedMarkup("") == "")
    #expect(escapedMarkup("&&") == "&amp;&amp;")
  }

  @Test func `width counts columns, not scalars`() {
    #expect(displayWidth(of: "abc") == 3)
    #expect(displayWidth(of: "x\u{304}") == 1)
    #expect(displayWidth(of: "日本") == 4)
    #expect(displayWidth(of: "🎉") == 2)
    #expect(displayWidth(of: "²√∑𝐱") == 4)
    #expect(padded("x\u{304}", to: 3) == "x\u{304}  ")
  }

  @Test func `a list that is folded goes on below its first element`() {
    #expect(foldedLines("[1, 2, 3]", width: 80) == ["[1, 2, 3]"])
    #expect(
      foldedLines("p = [100, 200, 300, 400, 500, 600]", width: 20) == [
        "p = [100, 200, 300,", "     400, 500, 600]",
      ])
    #expect(
      foldedLines("[(1, 20), (3, 40), (5, 60), (7, 80)]", width: 20) == [
        "[(1, 20), (3, 40),", " (5, 60), (7, 80)]",
      ])
    // The comma inside a text is no place between elements.
    #expect(
      foldedLines("[\"one, two\", \"three, four\", \"five\"]", width: 24) == [
        "[\"one, two\",", " \"three, four\", \"five\"]",
      ])
  }

  @Test func `words that are folded go on further in`() {
    #expect(
      foldedLines("the river where it drinks and sleeps", width: 20) == [
        "the river where it", "  drinks and sleeps",
      ])
    #expect(foldedLines("  a row of some words", width: 16) == ["  a row of some", "    words"])
    #expect(foldedLines("12345678901234567890", width: 12) == ["123456789012", "  34567890"])
    #expect(foldedLines("日本語日本語日本語", width: 12) == ["日本語日本語", "  日本語"])
  }

  @Test(arguments: 12...40)
  func `folding stays in its width and loses nothing but spaces`(width: Int) {
    let nested = String(repeating: "[", count: 60) + "1, 2, 3" + String(repeating: "]", count: 60)
    let lines = [
      nested, "(\"a\", [1, 4, 9], [\"key\": [1, 2, 3], \"other, more\": [−1.25, 2e10]])",
      "an odd \" mark, (and brackets ] that [ do not match, \\\" at all", "日本語 and 本, too, [日本, 語]",
      "x" + String(repeating: " ", count: 60) + "y", String(repeating: " ", count: 60) + "far in",
      String(repeating: ")", count: 50),
    ]
    for line in lines {
      let folded = foldedLines(line, width: width)
      #expect(folded.allSatisfy { displayWidth(of: $0) <= width }, "\(folded)")
      #expect(folded.joined().filter { $0 != " " } == line.filter { $0 != " " })
    }
  }
}
