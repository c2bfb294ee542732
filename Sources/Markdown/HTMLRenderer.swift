import Diagnostics
public import Markup

/// Writes a document as HTML, byte for byte as the specification's examples have it.
///
///     let page = HTMLRenderer.html(document)
///
/// With a `NodeRenderer`, chosen nodes are written by someone else:
///
///     var formulas = Formulas()
///     let page = HTMLRenderer.html(document, using: &formulas)
///
/// The walk does not recurse, so that no nesting is too deep; only what a `NodeRenderer` calls from
/// inside its own call is nested, and beyond `Limits.depth` levels of that it is asked no more.
public struct HTMLRenderer: Sendable {
  /// What was written so far.
  public var output: OutputBuffer
  /// The document that is written.
  public let document: MarkdownDocument
  /// How many calls of a `NodeRenderer` are under way.
  private var depth = 0
  private let maximalDepth = Limits().depth

  /// A renderer that has written nothing yet.
  public init(_ document: MarkdownDocument) {
    self.document = document
    output = OutputBuffer(capacity: document.file.bytes.count * 8 / 5 + 64)
  }

  /// The document as HTML.
  public static func html(_ document: MarkdownDocument) -> String {
    var nodes = DefaultNodes()
    return html(document, using: &nodes)
  }

  /// The document as HTML, with `nodes` taking over what it likes.
  public static func html(
    _ document: MarkdownDocument, using nodes: inout some NodeRenderer
  ) -> String {
    var renderer = HTMLRenderer(document)
    renderer.render(document.root, using: &nodes)
    return renderer.output.text
  }

  /// The document as the bytes of HTML.
  public static func bytes(_ document: MarkdownDocument) -> [UInt8] {
    var renderer = HTMLRenderer(document)
    var nodes = DefaultNodes()
    renderer.render(document.root, using: &nodes)
    return renderer.output.bytes
  }

  /// Writes `node` and all below it; the document node also writes the footnotes at its end.
  public mutating func render(_ node: MarkdownNode, using nodes: inout some NodeRenderer) {
    walk(node.index, asksFirst: true, using: &nodes)
  }

  /// Writes what stands below `node`.
  public mutating func renderChildren(
    of node: MarkdownNode, using nodes: inout some NodeRenderer
  ) {
    var child = node.node.first
    while child != 0 {
      walk(child, asksFirst: true, using: &nodes)
      child = document.storage.nodes[Int(child)].next
    }
  }

  /// Writes `node` as if `nodes` had not wanted it; for what stands below `nodes` is asked again.
  public mutating func renderDefault(_ node: MarkdownNode, using nodes: inout some NodeRenderer) {
    walk(node.index, asksFirst: false, using: &nodes)
  }

  /// Writes the section of all footnotes that the document refers to.
  public mutating func renderFootnotes(using nodes: inout some NodeRenderer) {
    let storage = document.storage
    guard !storage.footnotes.isEmpty else { return }
    startLine()
    output.append("<section class=\"footnotes\">\n<ol>\n")
    for (index, footnote) in storage.footnotes.enumerated() {
      output.append("<li id=\"fn")
      output.append(text: "\(index + 1)")
      output.append("\">\n")
      let last = lastChild(of: footnote)
      var child = storage.nodes[Int(footnote)].first
      while child != 0 {
        walk(child, asksFirst: true, using: &nodes)
        child = storage.nodes[Int(child)].next
      }
      // The way back stands at the end of the last paragraph, else on a line of its own.
      let endsWithParagraph = last != 0 && storage.nodes[Int(last)].kind == .paragraph
      let close = Array("</p>\n".utf8)
      if endsWithParagraph, output.bytes.count >= close.count,
        output.bytes[(output.bytes.count - close.count)...].elementsEqual(close)
      {
        output.bytes.removeLast(close.count)
        output.append(UInt8(ascii: " "))
        appendBackReferences(index + 1, Int(storage.nodes[Int(footnote)].b))
        output.append("</p>\n")
      } else {
        startLine()
        appendBackReferences(index + 1, Int(storage.nodes[Int(footnote)].b))
        output.append("\n")
      }
      output.append("</li>\n")
    }
    output.append("</ol>\n</section>\n")
  }

  private func lastChild(of index: Int32) -> Int32 {
    var child = document.storage.nodes[Int(index)].first
    var last = child
    while child != 0 {
      last = child
      child = document.storage.nodes[Int(child)].next
    }
    return last
  }

  private mutating func appendBackReferences(_ number: Int, _ count: Int) {
    for reference in 1...max(count, 1) {
      if reference > 1 { output.append(UInt8(ascii: " ")) }
      output.append("<a href=\"#fnref")
      output.append(text: reference == 1 ? "\(number)" : "\(number)-\(reference)")
      output.append("\" class=\"footnote-backref\">↩")
      if reference > 1 { output.append(text: "<sup class=\"footnote-ref\">\(reference)</sup>") }
      output.append("</a>")
    }
  }

  // MARK: The walk

  private mutating func walk<Nodes: NodeRenderer>(
    _ top: Int32, asksFirst: Bool, using nodes: inout Nodes
  ) {
    let storage = document.storage
    let asks = Nodes.self != DefaultNodes.self && depth < maximalDepth
    var index = Int(top)
    var isAsked = asks && asksFirst
    storage.file.bytes.withUnsafeBufferPointer { bytes in
      let writer = HTMLWriter(storage, bytes)
      while true {
        let node = storage.nodes[index]
        var isDone = false
        if isAsked {
          depth += 1
          let handle = MarkdownNode(storage: storage, index: Int32(truncatingIfNeeded: index))
          isDone = nodes.render(handle, in: &self)
          depth -= 1
        }
        isAsked = asks
        if !isDone {
          let descends = writer.enter(node, index, &output.bytes)
          if descends, node.first != 0 {
            index = Int(node.first)
            continue
          }
          writer.leave(node, index, &output.bytes)
        }
        // Up to the next sibling of the nearest node that has one.
        while true {
          if index == Int(top) { break }
          let next = Int(storage.nodes[index].next)
          if next != 0 {
            index = next
            break
          }
          index = Int(storage.nodes[index].parent)
          writer.leave(storage.nodes[index], index, &output.bytes)
        }
        if index == Int(top) { break }
      }
    }
    if top == 0 { renderFootnotes(using: &nodes) }
  }

  /// Goes to the start of a line, unless it is there.
  public mutating func startLine() {
    if let last = output.bytes.last, last != 0x0A { output.append(UInt8(0x0A)) }
  }
}
