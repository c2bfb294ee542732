import Diagnostics
import Markdown
import Testing

/// The limit of nesting that whoever walks the tree recursively sets.
@Suite struct DepthTests {
  static func document(_ text: String, depth: Int = 200) -> MarkdownDocument {
    var options = MarkdownOptions.chapter
    options.depth = depth
    return MarkdownDocument(parsing: SourceFile(path: "case", text: text), options: options)
  }

  static func times(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static let deep: [(name: String, text: String)] = [
    ("quotes", times("> ", 20_000) + "end"),
    ("items on a line", times("- ", 20_000) + "end"),
    ("items by indentation", (0..<500).map { times("  ", $0) + "- a\n" }.joined() + "\nend"),
    ("emphasis", times("*a **b ", 5_000) + "c" + times("** d*", 5_000) + " end"),
    ("images", times("![", 5_000) + "a" + times("](b)", 5_000) + " end"),
    (
      "strikethrough in quotes",
      times("> ", 199) + times("~~a *b ", 300) + times("* c~~", 300) + " end"
    ),
  ]

  @Test(arguments: deep)
  func `what is nested deeper is text, and a diagnostic says so`(_ name: String, _ text: String) {
    let document = Self.document(text)
    #expect(Self.depth(of: document) <= 205, "\(name)")
    #expect(document.diagnostics.map(\.rule) == ["limit.depth"], "\(name)")
    #expect(HTMLRenderer.html(document).contains("end"), "\(name)")
    #expect(violations(in: document).prefix(3) == [], "\(name)")
  }

  @Test func `what is nested less deep is as without a limit`() {
    let text = Self.times("> ", 100) + Self.times("*a **b ", 40) + "c" + Self.times("** d*", 40)
    let document = Self.document(text)
    #expect(document.diagnostics.isEmpty)
    #expect(HTMLRenderer.html(document) == HTMLRenderer.html(MarkdownDocument(text)))
  }

  @Test func `the text after the limit stands as it was written`() {
    let html = HTMLRenderer.html(Self.document("> > > a\n> > > - b", depth: 2))
    #expect(
      html == """
        <blockquote>
        <blockquote>
        <p>&gt; a
        &gt; - b</p>
        </blockquote>
        </blockquote>

        """)
  }

  private static func depth(of document: MarkdownDocument) -> Int {
    var deepest = 0
    var depth = 0
    var node = document.root
    while true {
      deepest = max(deepest, depth)
      if let child = node.firstChild {
        node = child
        depth += 1
        continue
      }
      while node.nextSibling == nil {
        guard let parent = node.parent else { return deepest }
        node = parent
        depth -= 1
      }
      guard let next = node.nextSibling else { return deepest }
      node = next
    }
  }
}
