import Claims
import Diagnostics

/// Reads text that no Markdown parser has taken apart: the inside of HTML blocks, plain text, TeX
/// listings.
///
///     formula  = "$$" … "$$" | "\(" … "\)" | "\[" … "\]" | "$" … "$"      the last where asked
///     code     = "`" … "`"               tag = "<" … ">"       comment = "<!--" … "-->"
///     entity   = "&" name ";"            mark = "**" | "__"                  in markup only
struct LooseText {
  /// The pieces of the text.
  private(set) var pieces: [ClaimText.Piece] = []
  private let source: MappedText
  private let bytes: [UInt8]
  private let isMarkup: Bool
  private let usesDollars: Bool
  private var text: MappedText
  private var rest = 0

  /// Reads `source`; tags, entities and emphasis count if `isMarkup`, and so do `$…$`.
  init(_ source: MappedText, isMarkup: Bool, usesDollars: Bool = false) {
    self.source = source
    self.isMarkup = isMarkup
    self.usesDollars = usesDollars || isMarkup
    bytes = source.bytes
    text = MappedText(at: source.sourceRange.start)
    run()
  }

  /// Whether an indented block is markup that someone indented rather than code.
  static func isHTML(_ bytes: [UInt8]) -> Bool {
    var tags = 0
    for i in bytes.indices.dropLast() where bytes[i] == UInt8(ascii: "<") {
      if bytes[i + 1] == UInt8(ascii: "/") { tags += 1 }
    }
    return tags >= 2
  }

  private mutating func run() {
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "$"): i = dollar(at: i)
      case UInt8(ascii: "\\"): i = backslash(at: i)
      case UInt8(ascii: "`") where isMarkup: i = code(at: i)
      case UInt8(ascii: "<") where isMarkup: i = tag(at: i)
      case UInt8(ascii: "&") where isMarkup: i = entity(at: i)
      case UInt8(ascii: "*") where isMarkup && at(i + 1) == UInt8(ascii: "*"):
        i = isSpaced(i) ? i + 2 : drop(i, i + 2)
      default: i += 1
      }
    }
    flush(to: bytes.count)
    if !text.bytes.isEmpty { pieces.append(.text(text)) }
  }

  private func at(_ i: Int) -> UInt8 { i >= 0 && i < bytes.count ? bytes[i] : 0 }

  private func isSpaced(_ i: Int) -> Bool { at(i - 1) == 0x20 && at(i + 2) == 0x20 }

  private func find(_ mark: [UInt8], from start: Int, limit: Int) -> Int? {
    var i = start
    let end = min(bytes.count, limit)
    while i + mark.count <= end {
      if bytes[i] == mark[0], bytes[i..<(i + mark.count)].elementsEqual(mark) { return i }
      i += 1
    }
    return nil
  }

  // MARK: Pieces

  private mutating func flush(to end: Int) {
    if end > rest { text.append(source.slice(rest, end)) }
    rest = end
  }

  private mutating func drop(_ start: Int, _ end: Int) -> Int {
    flush(to: start)
    rest = end
    return end
  }

  private mutating func replace(_ start: Int, _ end: Int, by replacement: String) -> Int {
    flush(to: start)
    text.append(Array(replacement.utf8), for: source.sourceRange(start, end))
    rest = end
    return end
  }

  private mutating func add(_ piece: ClaimText.Piece, _ start: Int, _ end: Int) -> Int {
    flush(to: start)
    if !text.bytes.isEmpty { pieces.append(.text(text)) }
    pieces.append(piece)
    text = MappedText(at: source.sourceOffset(end))
    rest = end
    return end
  }

  private mutating func formula(
    _ start: Int, _ size: Int, until close: [UInt8], isDisplay: Bool, limit: Int
  ) -> Int? {
    guard let end = find(close, from: start + size, limit: limit), end > start + size else {
      return nil
    }
    let inside = source.slice(start + size, end).withoutEntities
    return add(.formula(inside, isDisplay: isDisplay), start, end + close.count)
  }

  private mutating func dollar(at i: Int) -> Int {
    let sign = UInt8(ascii: "$")
    if at(i + 1) == sign {
      return formula(i, 2, until: [sign, sign], isDisplay: true, limit: i + 4096) ?? i + 2
    }
    // As in Markdown: no space inside the ends, no digit after the second.
    guard usesDollars, let end = find([sign], from: i + 1, limit: i + 1024), at(end - 1) != 0x20,
      !(at(end + 1) >= 0x30 && at(end + 1) <= 0x39), at(i + 1) != 0x20
    else { return i + 1 }
    return formula(i, 1, until: [sign], isDisplay: false, limit: i + 1024) ?? i + 1
  }

  private mutating func backslash(at i: Int) -> Int {
    switch at(i + 1) {
    case UInt8(ascii: "("):
      return formula(i, 2, until: Array("\\)".utf8), isDisplay: false, limit: i + 2048) ?? i + 2
    case UInt8(ascii: "["):
      return formula(i, 2, until: Array("\\]".utf8), isDisplay: true, limit: i + 4096) ?? i + 2
    default: return i + 2
    }
  }

  private mutating func code(at i: Int) -> Int {
    guard let end = find([UInt8(ascii: "`")], from: i + 1, limit: i + 1024), end > i + 1 else {
      return i + 1
    }
    return add(.code(source.slice(i + 1, end)), i, end + 1)
  }

  private mutating func tag(at i: Int) -> Int {
    let next = at(i + 1)
    if bytes[i...].starts(with: "<!--".utf8) {
      // One that is never closed says nothing, and hides all that follows.
      guard let end = find(Array("-->".utf8), from: i + 4, limit: bytes.count) else {
        return add(.gap(source.sourceRange(i, bytes.count)), i, bytes.count)
      }
      let range = source.sourceRange(i, min(end + 3, bytes.count))
      let inside = source.slice(min(i + 4, end), end)
      return add(.comment(inside, range), i, min(end + 3, bytes.count))
    }
    guard next | 0x20 >= 0x61, next | 0x20 <= 0x7A, next != 0 || next == UInt8(ascii: "/"),
      let end = find([UInt8(ascii: ">")], from: i + 1, limit: i + 2048)
    else {
      guard next == UInt8(ascii: "/"),
        let end = find([UInt8(ascii: ">")], from: i + 1, limit: i + 256)
      else { return i + 1 }
      return replaceTag(i, end + 1)
    }
    return replaceTag(i, end + 1)
  }

  private mutating func replaceTag(_ start: Int, _ end: Int) -> Int {
    switch TagName(Array(bytes[start..<end])) {
    case .superscript(let opens): replace(start, end, by: opens ? "^(" : ")")
    case .subscripted(let opens): replace(start, end, by: opens ? "_(" : ")")
    case .lineBreak: replace(start, end, by: "\n")
    case .other: drop(start, end)
    }
  }

  private mutating func entity(at i: Int) -> Int {
    guard let (character, end) = MathEntity.at(i, in: bytes) else { return i + 1 }
    return replace(i, end, by: character)
  }
}

/// The entities that stand in formulas and tables; Markdown's own text has none left.
enum MathEntity {
  private static let table: [String: String] = [
    "ohm": "Ω", "deg": "°", "times": "×", "divide": "÷", "minus": "−", "plusmn": "±", "pi": "π",
    "nbsp": "\u{A0}", "thinsp": "\u{2009}", "lt": "<", "gt": ">", "amp": "&", "asymp": "≈",
    "ne": "≠", "le": "≤", "ge": "≥", "radic": "√", "middot": "·", "sdot": "⋅", "frac12": "½",
    "frac14": "¼", "frac34": "¾", "sup2": "²", "sup3": "³", "theta": "θ", "eta": "η",
    "omega": "ω", "Omega": "Ω", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ",
    "Delta": "Δ", "lambda": "λ", "mu": "μ", "sigma": "σ", "Sigma": "Σ", "sum": "∑", "euro": "€",
    "pound": "£", "yen": "¥", "quot": "\"", "hellip": "…", "ndash": "–", "mdash": "—",
    "rarr": "→", "infin": "∞", "permil": "‰", "micro": "µ",
  ]

  /// What the entity at `start` stands for, and its end.
  static func at(_ start: Int, in bytes: [UInt8]) -> (String, Int)? {
    var end = start + 1
    while end < bytes.count, end - start < 10, bytes[end] != UInt8(ascii: ";") { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else { return nil }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    return table[name].map { ($0, end + 1) }
  }
}

extension MappedText {
  /// The text with the named entities of mathematics replaced by what they stand for.
  var withoutEntities: MappedText {
    guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: ";")) else { return self }
    var result = MappedText(at: sourceRange.start)
    var rest = 0
    for i in bytes.indices where bytes[i] == UInt8(ascii: "&") && i >= rest {
      guard let (character, end) = MathEntity.at(i, in: bytes) else { continue }
      result.append(slice(rest, i))
      result.append(Array(character.utf8), for: sourceRange(i, end))
      rest = end
    }
    result.append(slice(rest, bytes.count))
    return result
  }
}
