import Diagnostics
import Foundation
import Markdown
import Testing

/// Inputs that make careless parsers slow or overflow the stack.
@Suite struct HostileTests {
  struct Input: Sendable, CustomStringConvertible {
    let description: String
    let make: @Sendable (Int) -> String
    init(_ description: String, _ make: @escaping @Sendable (Int) -> String) {
      self.description = description
      self.make = make
    }
  }

  private static func times(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static let inputs: [Input] = [
    Input("block quotes") { times("> ", $0) + "a" },
    Input("block quotes line by line") { n in
      (0..<400).map { times(">", $0 * n / 10_000) + "a\n" }.joined()
    },
    Input("lists on one line") { times("- ", $0) + "a" },
    Input("lists on one line, then blank lines") {
      times("- ", $0) + "a\n" + times("\n", $0) + "b"
    },
    Input("quotes and lists mixed, then blank lines") {
      times("> - ", $0) + "a\n" + times("\n", $0)
    },
    Input("numbered lists") { times("1. ", $0) + "a" },
    Input("items of a loose list") { times("- a\n\n", $0) },
    Input("open brackets") { times("[", $0) + "a" },
    Input("brackets in balance") { times("[", $0) + "a" + times("]", $0) },
    Input("brackets with targets") { times("[", $0) + "a" + times("](b)", $0) },
    Input("image brackets") { times("![", $0) + "a" + times("](b)", $0) },
    Input("images, then links") { times("![", $0) + times("[a](b)", $0) },
    Input("links with open targets") { times("[a](<b", $0) },
    Input("links with open titles") { times("[a](b \"", $0) },
    Input("reference brackets") { times("[a][b]", $0) + "\n\n[b]: /u" },
    Input("long labels") { times("[a", $0) + times("]", $0) + "\n\n[x]: y" },
    Input("emphasis openers") { times("*a ", $0) },
    Input("emphasis closers") { times("a* ", $0) },
    Input("emphasis, mixed signs") { times("*a_ ", $0) },
    Input("emphasis nested") { times("*a **a ", $0) + "b" + times(" a** a*", $0) },
    Input("emphasis, runs of three") { times("a***b ", $0) },
    Input("underscores") { times("_a__b", $0) },
    Input("one run of stars") { times("*", $0) + "a" + times("*", $0) },
    Input("tildes") { times("~a~~b ", $0) },
    Input("backtick runs of rising length") { n in
      (1...max(2, Int(Double(n).squareRoot()))).map { "e" + times("`", $0) }.joined()
    },
    Input("backtick pairs") { times("`a``b", $0) },
    Input("escaped backticks") { times("\\`", $0) + "`" },
    Input("entities") { times("&#1;&a;&amp", $0) },
    Input("HTML openers") { times("<a <", $0) },
    Input("HTML comments") { times("a <!-- ", $0) },
    Input("HTML instructions") { times("a <? ", $0) },
    Input("HTML declarations") { times("a <!A ", $0) },
    Input("CDATA") { times("a <![CDATA[ ", $0) },
    Input("HTML attributes") { times("<a b=\"", $0) },
    Input("HTML attributes in single quotes") { times("<a b='c\" ", $0) },
    Input("HTML block ends") { "<pre>\n" + times("</pr\n", $0) },
    Input("autolinks") { times("<a:", $0) },
    Input("mail autolinks") { times("<a@b.", $0) },
    Input("bare addresses") { times("www._a.", $0) + " " + times("http://", $0) },
    Input("mail signs") { times("a@b.", $0) + times("@", $0) + times("a.@", $0) },
    Input("addresses with entities") { "http://a.b/" + times("&a;", $0) + times(")", $0) },
    Input("dollars") { times("$a ", $0) + times("$1", $0) + times("a$ $", $0) },
    Input("double dollars") { times("$$a", $0) + times("$`a", $0) },
    Input("dollars around texts") { times("$\\text{", $0) },
    Input("backslash brackets") { times("\\(a\\[b", $0) },
    Input("displays that never end") { times("$$ a\n", $0) + times("\\[ a\n\n", $0) },
    Input("footnote references") { times("[^a", $0) + times("[^a]", $0) + "\n\n[^a]: b" },
    Input("footnote definitions") { n in (0..<n).map { "[^\($0)]: a[^\($0 + 1)]\n" }.joined() },
    Input("reference definitions") { n in (0..<n).map { "[\($0)]: /u\n" }.joined() },
    Input("definitions that fail") { times("[a]: /u \"t\n", $0) },
    Input("a definition that is copied") { "[a]: /" + times("u", $0) + "\n\n" + times("[a]", $0) },
    Input("table columns") { times("|a", $0) + "\n" + times("|-", $0) + "\n" + times("|b", $0) },
    Input("rows to be filled") {
      times("|a", $0 / 10) + "\n" + times("|-", $0 / 10) + "\n" + times("b\n", $0)
    },
    Input("delimiter rows") { times("|-\n", $0) + times("a\n|-|\n", $0) },
    Input("escaped pipes") { "|a|\n|-|\n|" + times("\\|", $0) },
    Input("definition lists") { times("a\n: b\n\n", $0) },
    Input("description colons") { "a\n" + times(": ", $0) + "b" },
    Input("admonitions") { n in (0..<min(n, 300)).map { times("    ", $0) + "!!! a\n" }.joined() },
    Input("tabs") { times("=== \"a\"\n    b\n", $0) },
    Input("attributes") { times("# a {#b\n", $0) + times("![a](b){", $0) },
    Input("headings of one text") { times("# a\n", $0) },
    Input("underlines") { times("a\n-\n", $0) + times("=\n", $0) },
    Input("fences") { times("```\n", $0 | 1) + times("~~~\n    a\n", $0) },
    Input("indented blank lines") { times("    \n", $0) + "    a" },
    Input("tabs in a list") { "-" + times("\t", $0) + "a\n" + times("\t", $0) + "b" },
    Input("alerts") { times("> [!NOTE]\n", $0) },
    Input("smart quotes") { times("\"a'b", $0) + times("-", $0) + times(".", $0) },
    Input("spaces before a line end") {
      times("a" + times(" ", 50) + "\n", $0 / 50) + times(" ", $0)
    },
    Input("one long line") { times("word *and* `code` ", $0) },
    Input("NULs") { times("a\0", $0) },
  ]

  /// The smaller of the two sizes; the larger is ten times as much.
  private static let size = 10_000

  private static func time(_ text: String) -> Double {
    let file = SourceFile(path: "hostile.md", text: text)
    let options = MarkdownOptions([.chapter, .smartPunctuation])
    // The thread's own time, which a busy machine does not stretch.
    let start = threadSeconds()
    let document = MarkdownDocument(parsing: file, options: options)
    let html = HTMLRenderer.bytes(document)
    let seconds = threadSeconds() - start
    #expect(html.count < 200 * text.utf8.count + 20_000_000)
    return seconds
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  @Test(arguments: inputs)
  func `ten times the input takes about ten times as long`(input: Input) {
    let small = (0..<3).map { _ in Self.time(input.make(Self.size)) }.reduce(0, max)
    let large = Self.time(input.make(Self.size * 10))
    // Quadratic work would take a hundred times as long; caches that overflow may double it.
    #expect(large < 40 * small + 0.5, "\(small) s, then \(large) s")
  }

  @Test(arguments: inputs)
  func `places hold`(input: Input) {
    #expect(violations(in: MarkdownDocument(input.make(40))).prefix(3) == [])
  }

  @Test func `deep nesting renders whole`() {
    let depth = 10_000
    let quotes = HTMLRenderer.html(
      MarkdownDocument(Self.times("> ", depth) + "a", options: .commonMark))
    #expect(quotes.components("<blockquote>") == depth)
    let strong = HTMLRenderer.html(
      MarkdownDocument(
        Self.times("*a **a ", depth) + "b" + Self.times(" a** a*", depth), options: .commonMark))
    #expect(strong.components("<em>a <strong>a ") == depth)
    #expect(TextRenderer.text(MarkdownDocument(Self.times("> ", depth) + "a")).count > depth / 100)
  }
}

extension String {
  /// How often `part` occurs.
  fileprivate func components(_ part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
