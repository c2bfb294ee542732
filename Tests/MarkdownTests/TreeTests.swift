import Diagnostics
import Markdown
import Markup
import Testing

@Suite struct TreeTests {
  @Test func `a node knows its parent, children and siblings`() throws {
    let document = MarkdownDocument("# A *b*\n\n- c\n- d\n")
    let heading = try #require(document.root.firstChild)
    #expect(heading.kind == .heading(level: 1))
    #expect(heading.parent == document.root)
    #expect(document.root.parent == nil)
    let list = try #require(heading.nextSibling)
    #expect(list.previousSibling == heading)
    #expect(list.children.map(\.kind) == [.item(task: nil), .item(task: nil)])
    #expect(document.root.descendants.map(\.number).count == 12 - 1)
    let text = try #require(heading.children.first { $0.kind == .emphasis }?.firstChild)
    #expect(text.ancestor { $0.kind == .heading(level: 1) } == heading)
    #expect(text.isInline)
  }

  @Test func `plain text leaves the markup out and knows its places`() throws {
    let source = "A *b* `c` [d](e) &amp; <b>f</b>\n\\* ![g](h)[^1] i\n\n[^1]: note"
    let document = MarkdownDocument(source)
    let plain = try #require(document.root.firstChild).plainText
    #expect(plain.text == "A b c d & f * g i")
    let offset = try #require(plain.text.utf8.firstIndex(of: UInt8(ascii: "&"))).utf16Offset(
      in: plain.text)
    #expect(document.file.text(in: plain.sourceRange(offset, offset + 1)) == "&amp;")
    #expect(document.file.text(in: plain.sourceRange(0, 3)) == "A *b")
  }

  @Test func `code in a quote in a list maps to its lines`() throws {
    let file = SourceFile(path: "a.md", text: "- > ```c\r\n  > one\r\n  > \ttwo\r\n  > ```\r\n")
    let document = MarkdownDocument(parsing: file)
    let code = try #require(
      document.root.descendants.first { $0.kind == .codeBlock(isFenced: true) })
    let literal = code.literal
    #expect(literal.text == "one\n\ttwo\n")
    #expect(file.text(in: literal.sourceRange(0, 3)) == "one")
    #expect(file.text(in: literal.sourceRange(3, 4)) == "\r\n")
    #expect(file.text(in: literal.sourceRange(5, 8)) == "two")
    #expect(code.isClosed)
    #expect(code.language == "c")
  }

  @Test func `links know where they point and where that was written`() throws {
    let document = MarkdownDocument("[a](/b&amp;c \"t\\\"\") [d]\n\n[d]: <e f>\n")
    let links = document.root.descendants.filter { $0.kind == .link }
    #expect(links.map(\.destination) == ["/b&c", "e f"])
    #expect(links.map(\.title) == ["t\"", nil])
    let ranges = links.compactMap(\.destinationRange)
    #expect(ranges.map { document.file.text(in: $0) } == ["/b&amp;c", "e f"])
  }

  @Test func `footnotes know their references`() throws {
    let document = MarkdownDocument("a[^x] b[^y] c[^x]\n\n[^y]: why\n[^x]: ex\n[^z]: unused\n")
    #expect(document.footnotes.map(\.label) == ["x", "y"])
    #expect(document.footnotes.map(\.footnoteReferenceCount) == [2, 1])
    let references = document.root.descendants.filter { $0.kind == .footnoteReference }
    #expect(references.map(\.footnoteNumber) == [1, 2, 1])
    #expect(references[2].footnoteDefinition == document.footnotes[0])
  }

  @Test func `comments give their insides`() throws {
    let document = MarkdownDocument("12<!-- = n -->\n\n<!-- #a --> <!-- skip: b -->\n\n<!-->\n")
    let comments = document.root.descendants.flatMap(\.comments)
    #expect(comments.map(\.text) == [" = n ", " #a ", " skip: b ", ""])
    #expect(document.file.text(in: comments[0].sourceRange) == " = n ")
  }

  @Test func `a rewrite touches nothing but its ranges`() throws {
    let source = "# A\r\n\r\n\ttab  \r\nb\0 12<!-- = n -->\r\n# C"
    let document = MarkdownDocument(source)
    let text = try #require(document.root.descendants.first { $0.literal.text.hasSuffix(" 12") })
    let number = SourceRange(text.range.end - 2, text.range.end)
    let edits =
      [MarkdownDocument.Edit(number, "13")]
      + document.headings.map { MarkdownDocument.Edit(.at($0.range.start), "#") }
      + [MarkdownDocument.Edit(SourceRange(number.start + 1, number.end), "never")]
    let expected = source.replacing("12", with: "13").replacing("# ", with: "## ")
    #expect(document.rewritten(with: edits) == Array(expected.utf8))
  }

  @Test func `the title of a tab or admonition has its place`() throws {
    let document = MarkdownDocument("=== \"One\"\n    a\n\n!!! note wide \"Two\"\n    b\n")
    let titles = document.root.descendants.compactMap(\.titleText)
    #expect(titles.map(\.text) == ["One", "Two"])
    #expect(document.file.text(in: titles[1].sourceRange) == "Two")
    let nodes = document.root.descendants.compactMap(\.titleNode)
    #expect(nodes.map(\.plainText.text) == ["One", "Two"])
    #expect(nodes.map { document.file.text(in: $0.range) } == ["One", "Two"])
    let marked = MarkdownDocument("!!! note \"A *b* `c`\"\n    Body.\n")
    #expect(TextRenderer.text(marked) == "A *b* `c`:\n    Body.\n")
  }
}

@Suite struct RenderingTests {
  /// Writes formulas and links in its own way, and counts the texts it is shown.
  struct Hook: NodeRenderer {
    var texts = 0
    mutating func render(_ node: MarkdownNode, in renderer: inout HTMLRenderer) -> Bool {
      switch node.kind {
      case .math:
        renderer.output.append(text: "<math>\(node.literal.text)</math>")
        return true
      case .link:
        renderer.output.append("[")
        renderer.renderChildren(of: node, using: &self)
        renderer.output.append("]")
        return true
      case .emphasis:
        renderer.output.append("{")
        renderer.renderDefault(node, using: &self)
        renderer.output.append("}")
        return true
      case .text:
        texts += 1
        return false
      default: return false
      }
    }
  }

  @Test func `a node renderer takes over what it likes`() {
    let document = MarkdownDocument("A $x$ [b $y$ *c*](d) **e**")
    var hook = Hook()
    let html = HTMLRenderer.html(document, using: &hook)
    #expect(
      html
        == "<p>A <math>x</math> [b <math>y</math> {<em>c</em>}] <strong>e</strong></p>\n")
    #expect(hook.texts == 7)
  }

  @Test func `calls nested too deeply are done as usual`() {
    let depth = 3_000
    let text =
      String(repeating: "*a **b ", count: depth) + String(repeating: "c** d*", count: depth)
    var hook = Hook()
    let html = HTMLRenderer.html(MarkdownDocument(text), using: &hook)
    #expect(html.contains("{<em>"))
    #expect(html.utf8.count > depth * 20)
  }

  @Test func `one node is rendered alone`() throws {
    let document = MarkdownDocument("a\n\n> *b*\n")
    var renderer = HTMLRenderer(document)
    var nodes = DefaultNodes()
    let quote = try #require(document.root.firstChild?.nextSibling)
    renderer.render(quote, using: &nodes)
    #expect(renderer.output.text == "<blockquote>\n<p><em>b</em></p>\n</blockquote>\n")
  }

  struct Formulas: TextNodeRenderer {
    mutating func text(of node: MarkdownNode) -> String? {
      if case .math = node.kind { return "⟨\(node.literal.text)⟩" }
      return nil
    }
    mutating func lines(of node: MarkdownNode, width: Int) -> [String]? {
      node.kind == .thematicBreak ? ["~~~"] : nil
    }
  }

  @Test func `plain text asks for chosen nodes`() {
    var nodes = Formulas()
    let text = TextRenderer.text(MarkdownDocument("a $x$\n\n---\n"), using: &nodes)
    #expect(text == "a ⟨x⟩\n\n~~~\n")
  }
}

@Suite struct FindingTests {
  let document = MarkdownDocument("# A\n\n> # B\n>\n> [c](d) *e*\n\n- f ![g](h)\n")

  @Test func `a walk enters before and leaves after the children`() {
    var events: [String] = []
    document.root.walk { node in
      guard !node.isInline else { return .skip }
      events.append("+\(node.range.start)")
      return .descend
    } leave: { node in
      if !node.isInline { events.append("-\(node.range.start)") }
    }
    #expect(
      events == [
        "+0", "+0", "-0", "+5", "+7", "-7", "+15", "-15", "-5", "+27", "+27", "+29", "-29", "-27",
        "-27", "-0",
      ])
  }

  @Test func `a walk leaves out and ends as it is told`() {
    var levels: [String] = []
    document.root.walk { node in
      if case .heading = node.kind { levels.append(node.plainText.text) }
      return node.kind == .blockQuote ? .skip : .descend
    }
    #expect(levels == ["A"])
    var count = 0
    document.root.walk { _ in
      count += 1
      return count == 3 ? .stop : .descend
    }
    #expect(count == 3)
    // One node alone: its siblings are none of its business.
    var alone = 0
    document.headings[0].walk { _ in
      alone += 1
      return .descend
    }
    #expect(alone == 2)
  }

  @Test func `nodes are found by what they are and where they stand`() {
    #expect(document.root.first { $0.kind == .link }?.destination == "d")
    #expect(document.root.all { $0.kind == .image }.compactMap(\.destination) == ["h"])
    #expect(document.root.first { $0.kind == .table } == nil)
    #expect(document.node(at: 16).literal.text == "c")
    #expect(document.node(at: 18).kind == .link)
    #expect(document.node(at: 4).kind == .document)
    #expect(document.node(at: 1_000).kind == .document)
    #expect(document.node(around: SourceRange(16, 24)).kind == .paragraph)
  }
}
