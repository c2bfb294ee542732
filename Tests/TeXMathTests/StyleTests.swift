import TeXMath
import Testing

struct StyleTests {
  @Test func `every class that is written has a rule`() throws {
    for entry in Suite.cases {
      for element in try Element(parsing: entry.actual[0].text).all {
        for name in element.attributes["class"]?.split(separator: " ") ?? [] {
          #expect(MathStyle.css.contains(".\(name)"), "\(entry.name)")
        }
      }
    }
  }

  @Test func `a font of the book comes first, and nobody looks for another`() {
    let css = MathStyle.css(fontAt: "fonts/a \"b\".woff2")
    #expect(
      css.hasPrefix("@font-face{font-family:\"Book Math\";src:url(\"fonts/a \\\"b\\\".woff2\")"))
    #expect(css.contains("math{font-family:\"Book Math\",\"Latin Modern Math\""))
    #expect(css.contains("math mi{font-family:\"Book Math\","))
    #expect(css.hasSuffix(MathStyle.css.suffix(40)))
    #expect(MathStyle.scriptWithFont != MathStyle.script)
    #expect(MathStyle.scriptWithFont.contains("if(!(f=true))"))
  }

  @Test func `braces of the style sheet match, and it names no font file`() {
    #expect(MathStyle.css.count { $0 == "{" } == MathStyle.css.count { $0 == "}" })
    #expect(!MathStyle.css.contains("url("))
    #expect(!MathStyle.css.contains("</"))
    #expect(!MathStyle.script.contains("</"))
  }
}
