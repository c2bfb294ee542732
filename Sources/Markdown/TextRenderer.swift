import Diagnostics
import Markup

/// What takes over chosen nodes when a document is written as plain text.
public protocol TextNodeRenderer {
  /// The lines of the block `node` in `width` columns, or nil to have it done as usual.
  mutating func lines(of node: MarkdownNode, width: Int) -> [String]?
  /// The text of the inline `node` and all below it, or nil to have it done as usual.
  mutating func text(of node: MarkdownNode) -> String?
}

extension TextNodeRenderer {
  /// Leaves every block to the renderer.
  public mutating func lines(of node: MarkdownNode, width: Int) -> [String]? { nil }
  /// Leaves every inline to the renderer.
  public mutating func text(of node: MarkdownNode) -> String? { nil }
}

extension DefaultNodes: TextNodeRenderer {}

/// Writes a document as plain text for a terminal or a mail.
///
/// Paragraphs are wrapped, code is indented, tables are set in columns, links are numbered and
/// listed at the end, raw HTML and comments are left out.
public struct TextRenderer: Sendable {
  /// The document that is written.
  public let document: MarkdownDocument
  /// How many columns a line may take.
  public let width: Int
  /// The destinations of the links so far, in order of their numbers.
  private(set) var links: [String] = []
  private var linkNumbers: [String: Int] = [:]

  /// A renderer for lines of up to `width` columns.
  public init(_ document: MarkdownDocument, width: Int = 80) {
    self.document = document
    self.width = max(width, 20)
  }

  /// The document as plain text.
  public static func text(_ document: MarkdownDocument, width: Int = 80) -> String {
    var nodes = DefaultNodes()
    return text(document, width: width, using: &nodes)
  }

  /// The document as plain text, with `nodes` taking over what it likes.
  public static func text(
    _ document: MarkdownDocument, width: Int = 80, using nodes: inout some TextNodeRenderer
  ) -> String {
    var renderer = TextRenderer(document, width: width)
    var lines = renderer.lines(below: document.root, width: renderer.width, 0, using: &nodes)
    lines += renderer.notes(using: &nodes)
    // Blanks at the end of a line are invisible, and some mail programs give them a meaning.
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) + "\n" }.joined()
  }

  /// The lines of the block `node`.
  public mutating func lines(
    of node: MarkdownNode, width: Int, using nodes: inout some TextNodeRenderer
  ) -> [String] {
    block(node, max(width, 20), 0, using: &nodes)
  }

  /// The text of the inlines below `node`; a line break is a line feed.
  public mutating func text(
    below node: MarkdownNode, using nodes: inout some TextNodeRenderer
  ) -> String {
    var text = ""
    var current = node.firstChild
    while let inline = current {
      let isDone = write(inline, to: &text, using: &nodes)
      if !isDone, let child = inline.firstChild {
        current = child
        continue
      }
      if !isDone { text += closing(inline) }
      var leaving = inline
      while leaving.nextSibling == nil, let parent = leaving.parent, parent != node {
        text += closing(parent)
        leaving = parent
      }
      current = leaving.nextSibling
    }
    return text
  }

  // MARK: Inlines

  /// Writes the start of `inline`; returns whether all of it was written.
  private mutating func write(
    _ inline: MarkdownNode, to text: inout String, using nodes: inout some TextNodeRenderer
  ) -> Bool {
    if let replacement = nodes.text(of: inline) {
      text += replacement
      return true
    }
    switch inline.kind {
    case .text, .autolink: text += inline.literal.text
    case .softBreak: text += " "
    case .lineBreak: text += "\n"
    case .code: text += "`\(inline.literal.text)`"
    case .math: text += "$\(inline.literal.text)$"
    case .emphasis: text += "*"
    case .strong: text += "**"
    case .strikethrough: text += "~~"
    case .image:
      text += "[image: \(inline.plainText.text)]"
      return true
    case .footnoteReference: text += "[^\(inline.footnoteNumber ?? 0)]"
    default: break
    }
    return false
  }

  private mutating func closing(_ inline: MarkdownNode) -> String {
    switch inline.kind {
    case .emphasis: return "*"
    case .strong: return "**"
    case .strikethrough: return "~~"
    case .link:
      guard let destination = inline.destination, !destination.isEmpty,
        destination != inline.plainText.text
      else { return "" }
      if let known = linkNumbers[destination] { return " [\(known)]" }
      links.append(destination)
      linkNumbers[destination] = links.count
      return " [\(links.count)]"
    default: return ""
    }
  }

  // MARK: The end

  /// The footnotes and the numbered links.
  private mutating func notes(using nodes: inout some TextNodeRenderer) -> [String] {
    var result: [String] = []
    for footnote in document.footnotes {
      let mark = "[^\(footnote.footnoteNumber ?? 0)]: "
      let body = lines(below: footnote, width: width - mark.count, 1, using: &nodes)
      result += [""] + hanging(mark, body)
    }
    if !links.isEmpty { result.append("") }
    for (index, link) in links.enumerated() { result.append("[\(index + 1)]: \(link)") }
    return result
  }

  /// `lines` after `mark`, which is as many blanks from the second line on.
  func hanging(_ mark: String, _ lines: [String]) -> [String] {
    let indent = String(repeating: " ", count: displayWidth(of: mark))
    guard !lines.isEmpty else { return [mark] }
    return lines.enumerated().map { index, line -> String in
      if index == 0 { return mark + line }
      return line.isEmpty ? "" : indent + line
    }
  }

  /// `text` in lines of up to `width` columns, broken at spaces.
  func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in part.split(separator: " ") {
        let columns = displayWidth(of: String(word))
        if used > 0, used + 1 + columns > width {
          lines.append(line)
          line = ""
          used = 0
        }
        if used > 0 {
          line += " "
          used += 1
        }
        line += word
        used += columns
      }
      lines.append(line)
    }
    return lines
  }
}
