import Claims
import Diagnostics
import Markdown

/// Collects the pieces of one paragraph, heading or cell.
struct InlineReader {
  private var pieces: [ClaimText.Piece] = []
  private var text: MappedText?
  private let file: SourceFile

  init(_ file: SourceFile) { self.file = file }

  /// The pieces read.
  mutating func finish() -> [ClaimText.Piece] {
    flush()
    return pieces
  }

  /// Reads what is inside of `node`.
  mutating func read(childrenOf node: MarkdownNode) {
    for child in node.children { read(child) }
  }

  private mutating func read(_ node: MarkdownNode) {
    switch node.kind {
    case .text, .softBreak, .lineBreak: append(node.literal)
    case .code: readCode(node)
    case .math(_, let isDisplay):
      flush()
      pieces.append(.formula(node.literal.withoutEntities, isDisplay: isDisplay))
    case .comment:
      for inside in node.comments {
        flush()
        pieces.append(.comment(inside, node.range))
      }
    case .html: readTag(node)
    case .emphasis: read(emphasis: node, marks: 1)
    case .strong: read(emphasis: node, marks: 2)
    case .link: read(childrenOf: node)
    case .image:
      gap(.at(node.range.start))
      read(childrenOf: node)
      gap(.at(node.range.end))
    case .strikethrough, .autolink, .footnoteReference: gap(node.range)
    default: read(childrenOf: node)
    }
  }

  /// Emphasis; but `80*1/100 = 0.8 and 15*2 = 30` was not meant as such, so the stars between
  /// digits are kept as what they were typed for.
  private mutating func read(emphasis node: MarkdownNode, marks: Int) {
    let (start, end) = (node.range.start, node.range.end)
    let bytes = file.bytes
    func isDigit(_ offset: Int) -> Bool {
      offset >= 0 && offset < bytes.count && bytes[offset] >= 0x30 && bytes[offset] <= 0x39
    }
    let isProduct =
      start < bytes.count && bytes[start] == UInt8(ascii: "*") && isDigit(start - 1)
      && isDigit(start + marks)
    if isProduct { append(MappedText(file, SourceRange(start, start + marks))) }
    read(childrenOf: node)
    if isProduct { append(MappedText(file, SourceRange(end - marks, end))) }
  }

  /// A code span, or a gap where it is a computed value.
  private mutating func readCode(_ node: MarkdownNode) {
    let literal = node.literal
    if literal.bytes.starts(with: "{=".utf8) || literal.bytes.starts(with: "{swift-math".utf8) {
      return gap(node.range)
    }
    flush()
    pieces.append(.code(literal))
  }

  /// `<sup>3</sup>` is a power, `<br>` ends a line; other tags are nothing.
  private mutating func readTag(_ node: MarkdownNode) {
    let range = node.range
    switch TagName(node.literal.bytes) {
    case .superscript(let opens): append(opens ? "^(" : ")", for: range)
    case .subscripted(let opens): append(opens ? "_(" : ")", for: range)
    case .lineBreak: append("\n", for: range)
    case .other: break
    }
  }

  private mutating func append(_ literal: MappedText) {
    if text == nil { text = MappedText(at: literal.sourceRange.start) }
    text?.append(literal)
  }

  private mutating func append(_ replacement: String, for range: SourceRange) {
    if text == nil { text = MappedText(at: range.start) }
    text?.append(Array(replacement.utf8), for: range)
  }

  private mutating func gap(_ range: SourceRange) {
    flush()
    pieces.append(.gap(range))
  }

  private mutating func flush() {
    if let text, !text.bytes.isEmpty {
      if text.bytes.contains(UInt8(ascii: "$")) {
        split(text)
      } else {
        pieces.append(.text(text))
      }
    }
    text = nil
  }

  /// Finds the formulas that GitHub does not set, since a space stands inside of the dollars, but
  /// that other tools do: `$ 4 \cdot 3 =$`.
  private mutating func split(_ text: MappedText) {
    let bytes = text.bytes
    let sign = UInt8(ascii: "$")
    var rest = 0
    var i = 0
    while i < bytes.count {
      guard bytes[i] == sign else {
        i += 1
        continue
      }
      var end = i + 1
      while end < bytes.count, bytes[end] != sign, bytes[end] != 0x0A { end += 1 }
      guard end < bytes.count, bytes[end] == sign, end > i + 1,
        Self.isFormula(bytes[(i + 1)..<end], next: end + 1 < bytes.count ? bytes[end + 1] : 0)
      else {
        i += 1
        continue
      }
      if i > rest { pieces.append(.text(text.slice(rest, i))) }
      // The file's own bytes: Markdown has taken the backslash off `\,`.
      let inside = MappedText(file, text.sourceRange(i + 1, end))
      pieces.append(.formula(inside.withoutEntities, isDisplay: false))
      i = end + 1
      rest = i
    }
    if rest < bytes.count { pieces.append(.text(text.slice(rest, bytes.count))) }
  }

  /// Whether what stands between two dollars is a formula rather than the space between two sums
  /// of money.
  private static func isFormula(_ bytes: ArraySlice<UInt8>, next: UInt8) -> Bool {
    var hasRelation = false
    var previous: UInt8 = 0
    for byte in bytes {
      if previous == UInt8(ascii: "\\"), byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A { return true }
      if byte == UInt8(ascii: "=") || byte == UInt8(ascii: "^") { hasRelation = true }
      previous = byte
    }
    let startsWithDigit = bytes.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? true
    let endsSum = next >= 0x30 && next <= 0x39 || next == UInt8(ascii: ".")
    return hasRelation && (!startsWithDigit || !endsSum)
  }
}

/// The few tags that mean something in arithmetic.
enum TagName: Equatable {
  case superscript(opens: Bool)
  case subscripted(opens: Bool)
  case lineBreak
  case other

  /// The tag written as `bytes`, from `<` to `>`.
  init(_ bytes: [UInt8]) {
    var i = 1
    let closes = i < bytes.count && bytes[i] == UInt8(ascii: "/")
    if closes { i += 1 }
    var name: [UInt8] = []
    while i < bytes.count, bytes[i] | 0x20 >= 0x61, bytes[i] | 0x20 <= 0x7A {
      name.append(bytes[i] | 0x20)
      i += 1
    }
    switch String(decoding: name, as: UTF8.self) {
    case "sup": self = .superscript(opens: !closes)
    case "sub": self = .subscripted(opens: !closes)
    case "br", "p", "li", "div", "tr", "td", "th", "ol", "ul": self = .lineBreak
    default: self = .other
    }
  }
}

extension MappedText {
  /// Adds all of `other`, with its places.
  mutating func append(_ other: MappedText) {
    let segments = other.segments
    for (index, segment) in segments.enumerated() {
      let end = index + 1 < segments.count ? segments[index + 1].text : other.bytes.count
      let slice = other.bytes[segment.text..<end]
      if segment.isVerbatim {
        append(verbatim: slice, at: segment.file)
      } else {
        append(Array(slice), for: SourceRange(segment.file, segment.file + segment.fileCount))
      }
    }
  }
}
