import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  let file = SourceFile(
    path: "README.md", text: "# Title\n\n95% upgraded; 12 + 7 = 20 issues are open.\n")

  @Test func `a rendered diagnostic shows place, line, caret and hint`() throws {
    let start = 9 + 14
    let diagnostic = Diagnostic(
      .error, "arithmetic.wrong", at: SourceRange(start, start + 11), "12 + 7 is 19, not 20",
      hints: ["write 19"])
    #expect(
      diagnostic.rendered(in: file) == """
        README.md:3:15: error: 12 + 7 is 19, not 20
            3 | 95% upgraded; 12 + 7 = 20 issues are open.
              |               ^~~~~~~~~~~
              hint: write 19

        """)
  }

  @Test func `columns count scalars and the caret counts terminal columns`() {
    let file = SourceFile(path: "a.md", text: "日本 é x\n")
    let x = file.bytes.firstIndex(of: UInt8(ascii: "x")) ?? 0
    #expect(file.position(at: x).column == 6)
    let text = Diagnostic(.error, "r", at: SourceRange(x, x + 1), "m").rendered(in: file)
    #expect(text.contains("\n      |        ^\n"))
  }

  @Test func `a long line is clipped around its place`() {
    let text = String(repeating: "a ", count: 200) + "HERE" + String(repeating: " b", count: 200)
    let file = SourceFile(path: "a.md", text: text)
    let shown = Diagnostic(.error, "r", at: SourceRange(400, 404), "m").rendered(in: file)
    let lines = shown.split(separator: "\n")
    #expect(lines[1].unicodeScalars.count < 120)
    #expect(lines[1].contains("HERE"))
    func column(of text: Character, in line: Substring) -> Int? {
      line.firstIndex(of: text).map { line.distance(from: line.startIndex, to: $0) }
    }
    #expect(column(of: "^", in: lines[2]) == column(of: "H", in: lines[1]))
  }

  @Test(arguments: ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "\u{FEFF}a\nb\nc"])
  func `every line ending counts once`(text: String) {
    let file = SourceFile(path: "a", text: text)
    let c = file.bytes.firstIndex(of: UInt8(ascii: "c")) ?? 0
    let a = file.bytes.firstIndex(of: UInt8(ascii: "a")) ?? 0
    #expect(file.position(at: c).line == 3)
    #expect(file.position(at: c).column == 1)
    #expect(file.position(at: a).column == 1)
    #expect(file.text(in: file.lineRange(at: 1)) == "b")
  }

  @Test func `a suggestion allows a third of the letters`() {
    #expect(closestMatch(to: "sotfmax", in: ["matmul", "softmax"]) == "softmax")
    #expect(closestMatch(to: "xyz", in: ["matmul", "softmax"]) == nil)
    #expect(closestMatch(to: "Dot", in: ["dots", "dot"]) == "dot")
  }

  @Test func `one slip of the pen is known, and no more`() {
    for near in ["quz", "quizz", "quip", "qiuz"] { #expect(near.isOneSlip(from: "quiz")) }
    for other in ["quiz", "qu", "quizzes", "zuiq", ""] { #expect(!other.isOneSlip(from: "quiz")) }
  }
}

@Suite struct MappedTextTests {
  @Test func `places lead back through gaps and replacements`() {
    // file: "> 1 &lt;\n> 2"
    let file = SourceFile(path: "a", text: "> 1 &lt;\n> 2")
    var text = MappedText(at: 2)
    text.append(verbatim: file.bytes[2..<4], at: 2)
    text.append(Array("<".utf8), for: SourceRange(4, 8))
    text.append(verbatim: file.bytes[8..<9], at: 8)
    text.append(verbatim: file.bytes[11..<12], at: 11)
    #expect(text.text == "1 <\n2")
    #expect(text.sourceRange(0, 1) == SourceRange(2, 3))
    #expect(text.sourceRange(2, 3) == SourceRange(4, 8))
    #expect(text.sourceRange(4, 5) == SourceRange(11, 12))
    #expect(text.sourceRange(0, 5) == SourceRange(2, 12))
    let part = text.slice(2, 5)
    #expect(part.text == "<\n2")
    #expect(part.sourceRange(0, 1) == SourceRange(4, 8))
    #expect(part.sourceRange(2, 3) == SourceRange(11, 12))
  }

  @Test func `an empty text has a place`() {
    #expect(MappedText(at: 7).sourceRange == SourceRange(7, 7))
  }
}
