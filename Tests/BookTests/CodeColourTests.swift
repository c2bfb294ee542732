import Diagnostics
import Foundation
import Markup
import Testing

@testable import Book

/// Code is coloured when the page is made; every language by a line that shows what is its own.
@Suite struct CodeColourTests {
  /// The tokens of `code` as `class:text`, plain text left out.
  private func tokens(_ code: String, _ language: String) -> [String] {
    var output = OutputBuffer()
    CodeHTML.write(MappedText(code), language: language, into: &output)
    return output.text.components(separatedBy: "<span class=\"tok-").dropFirst().map { part in
      let name = part.prefix { $0 != "\"" }
      let text = part.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" }
      return "\(name):\(text)".replacing("&quot;", with: "\"")
    }
  }

  @Test func `Swift and swift-math`() {
    #expect(
      tokens("@main struct Point { let x = 1.5e-3 } // end", "swift")
        == ["k:@main", "k:struct", "t:Point", "k:let", "n:1.5e-3", "c:// end"])
    #expect(tokens("softmax([1, 2]) // => x", "swift-math").first == "f:softmax")
  }

  /// - Source: The Swift Programming Language, "Lexical Structure": comments, string literals.
  @Test func `Swift's comments nest, its strings may be raw and hold others`() {
    #expect(tokens("/* a /* b */ c */ let", "swift") == ["c:/* a /* b */ c */", "k:let"])
    #expect(tokens("/* a /* b */ let", "c") == ["c:/* a /* b */", "k:let"])
    #expect(tokens("#\"x \"y\"\"# let", "swift") == ["s:#\"x \"y\"\"#", "k:let"])
    #expect(
      tokens("##\"\"\"\na \"# b\n\"\"\"## if", "swift") == [
        "s:##\"\"\"\na \"# b\n\"\"\"##", "k:if",
      ])
    #expect(tokens("#if \"a\"", "swift") == ["k:#if", "s:\"a\""])
    #expect(
      tokens("\"a \\(f(\"b\", (1))) c\" let", "swift") == ["s:\"a \\(f(\"b\", (1))) c\"", "k:let"])
    #expect(tokens("\"a \\(b\nlet", "swift") == ["s:\"a \\(b", "k:let"])
  }

  @Test func `Python, C and scripts`() {
    #expect(
      tokens("@cache\ndef f(x): return 'a#b' # c", "python")
        == ["k:@cache", "k:def", "f:f", "k:return", "s:'a#b'", "c:# c"])
    #expect(
      tokens("#include <x>\nchar c = '\\n'; /* no */", "c")
        == ["k:#include", "k:char", "s:'\\n'", "c:/* no */"])
    #expect(tokens("fn f<'a>(x: &'a str) {}", "rust").filter { $0.hasPrefix("s:") } == [])
    #expect(tokens("let s = `a`", "js") == ["k:let", "s:`a`"])
  }

  @Test func `shell, JSON, YAML and HTML`() {
    #expect(
      tokens("for f in $HOME ${x} $1; do echo a#b # c", "sh")
        == ["k:for", "k:in", "n:$HOME", "n:${x}", "n:$1", "k:do", "k:echo", "c:# c"])
    #expect(
      tokens("{\"a b\": \"v\", \"n\": -1, \"t\": true}", "json")
        == ["f:\"a b\"", "s:\"v\"", "f:\"n\"", "n:1", "f:\"t\"", "k:true"])
    #expect(
      tokens("name: x # c\n- key-two: \"y\"\nurl: http://a#b", "yaml")
        == ["f:name", "c:# c", "f:key-two", "s:\"y\"", "f:url"])
    #expect(
      tokens("<a href=\"x\">let it be &amp; <br/></a><!-- c -->", "html").map {
        $0.replacing("&lt;", with: "<")
      } == [
        "k:<a", "f:href", "s:\"x\"", "n:&amp;amp;", "k:<br", "k:</a", "c:<!-- c --&gt;",
      ])
  }

  @Test func `what is unknown stays plain, and nothing is lost`() {
    #expect(tokens("let x = 1", "brainfuck") == [])
    for language in ["swift", "python", "c", "rust", "js", "sh", "json", "yaml", "html", ""] {
      for code in ["\"open", "'", "$", "${x", "<", "</", "&", "@", "#", "/*", "a:", "é$é", "\\"] {
        var output = OutputBuffer()
        CodeHTML.write(MappedText(code), language: language, into: &output)
        var plain = ""
        var depth = 0
        for character in output.text {
          if character == "<" { depth += 1 }
          if depth == 0, character != "\n" { plain.append(character) }
          if character == ">" { depth -= 1 }
        }
        #expect(plain == escapedMarkup(code), "\(language): \(code)")
      }
    }
  }
}
