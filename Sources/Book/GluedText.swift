import Diagnostics
import Markdown
import Markup

/// The text of a node, in which no line ends between a number and a sign that it is read with.
///
/// The space of `90 %`, `20 °C` and `5 ‰` becomes one that does not break. Units of letters are
/// left as they are, because what looks like one (`3 in`, `5 a`) may be a word.
struct GluedText {
  private let bytes: [UInt8]
  /// The offsets of the spaces that must not break.
  private let spaces: [Int]

  /// The text of `node`; what stands before the node may be its number.
  init(_ node: MarkdownNode) {
    bytes = node.literal.bytes
    var spaces: [Int] = []
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: " ") {
      guard Self.startsWithSign(bytes[(index + 1)...]) else { continue }
      let isAfterNumber =
        index > 0
        ? (0x30...0x39).contains(bytes[index - 1])
        : Self.mayEndInNumber(before: node)
      if isAfterNumber { spaces.append(index) }
    }
    self.spaces = spaces
  }

  /// Whether any space differs from how it is written.
  var hasGlue: Bool { !spaces.isEmpty }

  /// Adds the bytes in `range` with their markup escaped.
  func write(_ range: Range<Int>, _ output: inout OutputBuffer) {
    var start = range.lowerBound
    for space in spaces where range.contains(space) {
      output.append(escaping: bytes[start..<space])
      output.append(text: "\u{A0}")
      start = space + 1
    }
    output.append(escaping: bytes[start..<range.upperBound])
  }

  private static let signs: [[UInt8]] = ["%", "‰", "°C"].map { Array($0.utf8) }

  /// Whether `bytes` start with a sign that is no part of a longer word, as `%d` is.
  private static func startsWithSign(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let sign = signs.first(where: { bytes.starts(with: $0) }) else { return false }
    guard let next = bytes.dropFirst(sign.count).first else { return true }
    switch next {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "%"): return false
    default: return true
    }
  }

  /// Whether what stands before `node` shows a number at its end; a comment shows nothing.
  private static func mayEndInNumber(before node: MarkdownNode) -> Bool {
    var previous = node.previousSibling
    while let comment = previous, comment.kind == .comment { previous = comment.previousSibling }
    return switch previous?.kind {
    case .text: previous?.literal.bytes.last.map { (0x30...0x39).contains($0) } ?? false
    case .math, .code, .strong, .emphasis: true
    default: false
    }
  }
}
