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
}
