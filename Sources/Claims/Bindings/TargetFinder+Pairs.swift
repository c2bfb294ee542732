import Diagnostics

/// Two numbers that are bound as one, and numbers that look like two.
extension TargetFinder {
  /// `0.12 ± 0.01`, `10–20 %`, `between $10 and $20`.
  func pair(_ first: Numeral, _ last: Numeral, _ between: [UInt8]) -> Binding.Target? {
    let trimmed = between.filter { $0 != 0x20 && $0 != 0x24 && $0 != 0x7E }
    let plusMinus = [Array("±".utf8), Array("\\pm".utf8), Array("+/-".utf8)]
    if plusMinus.contains(trimmed) { return .plusMinus(first, last) }
    if last.sign == .plusMinus, trimmed.isEmpty {
      var width = last
      width.sign = .none
      return .plusMinus(first, width)
    }
    let dashes = [Array("–".utf8), Array("--".utf8), Array("-".utf8), Array("to".utf8)]
    if dashes.contains(trimmed) || isBetween(first, between) {
      return .range(scaled(first, like: last), last)
    }
    return nil
  }

  /// Whether the words say "between 10 and 20"; "10 and 20" alone are two numbers.
  private func isBetween(_ first: Numeral, _ between: [UInt8]) -> Bool {
    let words = String(decoding: between, as: UTF8.self).filter { !" $€£¥₹\u{A0}\n".contains($0) }
    guard words == "and" || words == "und" else { return false }
    let before = String(decoding: text.bytes[..<first.text.lowerBound].suffix(40), as: UTF8.self)
    let rest = ComparatorWords.withoutCurrency(before.lowercased())
    return rest.hasSuffix(words == "and" ? "between" : "zwischen")
  }

  /// `first` with the percent sign or the prefix that is printed behind `last` alone.
  private func scaled(_ first: Numeral, like last: Numeral) -> Numeral {
    guard first.scale.form == .none, first.unit.isEmpty, last.scale.form != .exponent else {
      return first
    }
    var result = first
    result.scale = last.scale
    result.unit = last.unit
    return result
  }

  /// Whether `numeral` is followed by a plus sign: "1,200+" are at least so many.
  func isLowest(_ numeral: Numeral) -> Bool {
    let end = numeral.text.upperBound
    return !isTeX && end < text.bytes.count && text.bytes[end] == UInt8(ascii: "+")
  }

  /// Whether `numeral` is only the base or the exponent of a power, or what stands under a root: a
  /// reader sees 1,024 in 2¹⁰ and 2 in √4.
  func isPartOfPower(_ numeral: Numeral) -> Bool {
    let bytes = text.bytes
    let end = numeral.text.upperBound
    // Not of a unit: 3 m².
    if end > 0, bytes[end - 1].isDigit {
      for digit in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻" where bytes.matches(Array(digit.utf8), at: end) { return true }
    }
    var start = numeral.text.lowerBound
    while start > 0, " {([-+".utf8.contains(bytes[start - 1]) { start -= 1 }
    func ends(with mark: String) -> Bool {
      let mark = Array(mark.utf8)
      return start >= mark.count && bytes.matches(mark, at: start - mark.count)
    }
    if ends(with: "√") || isTeX && ends(with: "\\sqrt") { return true }
    guard ends(with: "^") || ends(with: "**") else { return false }
    start -= ends(with: "**") ? 2 : 1
    while start > 0, bytes[start - 1].isWhite { start -= 1 }
    return start > 0 && (bytes[start - 1].isDigit || ")]}".utf8.contains(bytes[start - 1]))
  }

  /// Whether the two are one number with the marks of another language: `1.234,56`.
  func isTorn(_ first: Numeral, _ last: Numeral) -> Bool {
    let start = first.text.upperBound
    guard !isTeX, start + 1 == last.text.lowerBound, start < text.bytes.count else { return false }
    let other: UInt8
    switch text.bytes[start] {
    case UInt8(ascii: ","): other = UInt8(ascii: ".")
    case UInt8(ascii: "."): other = UInt8(ascii: ",")
    default: return false
    }
    return text.bytes[first.text].contains(other)
  }

  /// The number that the two are in the other language, if they are one.
  func whole(_ first: Numeral, _ last: Numeral) -> Numeral? {
    let other = NumberStyle(decimalComma: !style.usesDecimalComma)
    for item in NumeralReader(text, style: other).items() {
      if case .numeral(let numeral) = item, numeral.text.lowerBound == first.text.lowerBound,
        numeral.text.upperBound == last.text.upperBound
      {
        return numeral
      }
    }
    return nil
  }
}
