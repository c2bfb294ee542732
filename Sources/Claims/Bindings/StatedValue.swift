package import Diagnostics
import Numerics

/// The value stated in a result comment, `// => …` without the arrow.
package enum StatedValue: Sendable {
  /// One number, with a written tolerance.
  case number(Numeral, Tolerance)
  /// `[5, 7, 9]` or `[[1, 2], [3, 4]]`.
  case list([[Numeral]], isMatrix: Bool)
  /// `shape [2, 3]`.
  case shape([Int])
  /// `...`: to be filled in.
  case unfilled
  /// Anything else, compared as text.
  case text(String)
}

extension StatedValue {
  /// Reads the text after `// =>`.
  package init(_ text: MappedText) {
    let text = text.trimmed
    let bytes = text.bytes
    if text.text == "..." || text.text == "…" {
      self = .unfilled
      return
    }
    let numerals = NumeralReader(text, style: NumberStyle()).items().compactMap {
      if case .numeral(let numeral) = $0 { numeral } else { nil }
    }
    if let rest = text.dropping("shape ")?.trimmed, rest.bytes.first == 0x5B {
      let sizes = numerals.compactMap { $0.mantissa.int }
      if sizes.count == numerals.count {
        self = .shape(sizes)
        return
      }
    }
    if let first = numerals.first, first.text.lowerBound == 0 {
      if numerals.count == 1, first.text.upperBound == bytes.count {
        self = .number(first, .asWritten)
        return
      }
      if numerals.count == 2, let tolerance = Self.tolerance(first, numerals[1], bytes) {
        self = .number(first, tolerance)
        return
      }
    }
    self = Self.list(numerals, bytes) ?? .text(text.text)
  }

  private static func tolerance(
    _ first: Numeral, _ second: Numeral, _ bytes: [UInt8]
  ) -> Tolerance? {
    guard second.text.upperBound == bytes.count else { return nil }
    let between = bytes[first.text.upperBound..<second.text.lowerBound].filter { $0 != 0x20 }
    let isMark = second.sign == .plusMinus && between.isEmpty || between == Array("±".utf8)
    guard isMark else { return nil }
    let value = second.value.magnitude
    return second.scale.form == .percent ? .relative(value) : .absolute(value)
  }

  private static func list(_ numerals: [Numeral], _ bytes: [UInt8]) -> StatedValue? {
    guard bytes.first == 0x5B, bytes.last == 0x5D else { return nil }
    var rows: [[Numeral]] = []
    var row: [Numeral] = []
    var depth = 0
    var maximum = 0
    var next = 0
    var i = 0
    while i < bytes.count {
      if next < numerals.count, i == numerals[next].text.lowerBound {
        row.append(numerals[next])
        i = numerals[next].text.upperBound
        next += 1
        continue
      }
      switch bytes[i] {
      case 0x5B:
        depth += 1
        maximum = max(maximum, depth)
      case 0x5D:
        depth -= 1
        if depth == 1 {
          rows.append(row)
          row = []
        }
      case 0x2C, 0x20, 0x0A: break
      default: return nil
      }
      i += 1
    }
    guard depth == 0, maximum <= 2 else { return nil }
    return maximum == 2 ? .list(rows, isMatrix: true) : .list([row], isMatrix: false)
  }
}
