import Diagnostics
import Markdown
import TeXMath

/// HTML as plain text.
enum HTMLText {
  /// The words of `html`, a line for each block; `<sup>` and `<sub>` are raised and lowered signs.
  /// Comments, scripts and styles say nothing. A `<` that begins no tag is one.
  ///
  /// - Complexity: O(bytes).
  static func plain(_ html: String) -> String {
    let bytes = Array(html.utf8)
    var text = ""
    // What stood before a `<sup>` or `<sub>` that is still open.
    var before: String?
    var start = 0
    var i = 0
    func words(upTo end: Int) -> String {
      MappedText(String(decoding: bytes[start..<end], as: UTF8.self)).withoutEntities.text
        .replacing("\n", with: " ").replacing("\t", with: " ")
    }
    while i < bytes.count {
      guard bytes[i] == UInt8(ascii: "<"), let end = tagEnd(bytes, from: i) else {
        i += 1
        continue
      }
      text += words(upTo: i)
      let tag = Array(bytes[i..<end])
      switch TagName(tag) {
      case .superscript(opens: true), .subscripted(opens: true):
        (before, text) = ((before ?? "") + text, "")
      case .superscript(opens: false):
        text = (before ?? "") + (before == nil ? text : raised(text))
        before = nil
      case .subscripted(opens: false):
        text = (before ?? "") + (before == nil ? text : lowered(text))
        before = nil
      case .lineBreak: text += isCell(tag) ? "\t" : "\n"
      case .other: if isBlock(tag) { text += "\n" }
      }
      i = end
      start = end
    }
    text = (before ?? "") + text + words(upTo: bytes.count)
    let lines = text.split(separator: "\n").map { line in
      line.split(separator: "\t").map { String($0).trimmed }.filter { !$0.isEmpty }
        .joined(separator: "  ")
    }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// `text` as an exponent: `⁶`, or `^(a, b)` where Unicode has no such signs.
  static func raised(_ text: String) -> String { moved(text, by: "^") }

  /// `text` as an index.
  static func lowered(_ text: String) -> String { moved(text, by: "_") }

  private static func moved(_ text: String, by sign: String) -> String {
    let isSimple = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || "+-".utf8.contains($0)
    }
    guard isSimple, !text.isEmpty else { return text.isEmpty ? "" : sign + "(" + text + ")" }
    var macros = MacroTable()
    let formula = TeXFormula(MappedText("\(sign){\(text)}"), isDisplay: false, macros: &macros)
    return formula.plainText()
  }

  /// The end of the tag or comment at `start`, with what a script or style holds; nil if none begins
  /// there.
  private static func tagEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    let rest = bytes[start...]
    if rest.starts(with: "<!--".utf8) { return end(of: "-->", in: bytes, from: start + 4) }
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1]
    guard (0x61...0x7A).contains(next | 0x20) || "/!?".utf8.contains(next),
      let close = rest.firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    for name in ["script", "style"] where nameOf(rest) == name {
      return end(of: "</\(name)>", in: bytes, from: close)
    }
    return close + 1
  }

  private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
    let mark = Array(mark.utf8)
    var i = start
    while i < bytes.count, !bytes[i...].starts(with: mark) { i += 1 }
    return min(i + mark.count, bytes.count)
  }

  /// The name of an opening tag in lower case.
  private static func nameOf(_ tag: some Collection<UInt8>) -> String {
    let name = tag.dropFirst().prefix {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0)
    }
    return String(decoding: name.map { $0 | 0x20 }, as: UTF8.self)
  }

  private static func isCell(_ tag: [UInt8]) -> Bool { ["td", "th"].contains(anyName(of: tag)) }

  /// Whether the tag begins or ends a block that `TagName` does not know.
  private static func isBlock(_ tag: [UInt8]) -> Bool { blocks.contains(anyName(of: tag)) }

  /// The name of an opening or closing tag.
  private static func anyName(of tag: [UInt8]) -> String {
    nameOf(tag.count > 1 && tag[1] == UInt8(ascii: "/") ? tag.dropFirst() : tag[...])
  }

  private static let blocks: Set<String> = [
    "details", "summary", "table", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "pre",
    "blockquote", "figure", "figcaption", "section", "article", "hr", "caption", "iframe", "video",
  ]
}
