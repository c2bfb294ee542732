import Diagnostics
import Markdown
import Testing

@Suite struct AttributesTests {
  @Test func `an identifier, classes and values are read in order`() throws {
    let text = MappedText("#fig-loss .wide .dark echo=false alt=\"two words\"")
    let attributes = try #require(Attributes(parsing: text))
    #expect(attributes.identifier == "fig-loss")
    #expect(attributes.classes == ["wide", "dark"])
    #expect(attributes["echo"] == "false")
    #expect(attributes["alt"] == "two words")
    #expect(attributes.items.map(\.valueRange.start) == [1, 11, 17, 27, 38])
  }

  @Test func `a word alone needs leave`() {
    #expect(Attributes(parsing: MappedText("isolated")) == nil)
    #expect(
      Attributes(parsing: MappedText("isolated"), allowingWords: true)?.contains("isolated") == true
    )
  }

  @Test(arguments: ["", "  ", "1, 2", "#", ".", "a=", "a=\"b", "#a{", "\"a\""])
  func `other braces are no attributes`(text: String) {
    #expect(Attributes(parsing: MappedText(text), allowingWords: true) == nil)
  }
}
