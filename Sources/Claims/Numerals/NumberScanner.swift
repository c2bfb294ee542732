import Numerics

/// The digits of one number as they stand in a text, without sign, scale and unit.
///
///     number   = (grouped | digits) [mark digits] [exponent] | mark digits [exponent]
///     grouped  = digit{1,3} (sep digit{3})+       sep: , ' ’ _ U+2009 U+202F U+00A0 space . (with ,)
///              | digit{1,2} ("," digit{2})+ "," digit{3}                          Indian grouping
///     mark     = "." | ","                        "," where the document has a decimal comma
///     exponent = ("e" | "E") ["+" | "-" | "−"] digit+
///
/// A comma or point before exactly three digits can be read both ways; `alternative` is the other
/// reading. Versions, dates, times and addresses are no numbers: `scanNotation` finds them first.
struct ScannedNumber {
  /// The offset after the last byte.
  var end: Int
  /// The value of the digits, without the exponent.
  var mantissa: ExactDecimal
  /// How many decimals are printed.
  var decimals: Int
  /// The offset after the last digit before the exponent.
  var mantissaEnd: Int
  /// The power of ten of the exponent; nil if there is none.
  var exponent: Int?
  /// The thousands separator.
  var separator: String
  /// The other reading of a single comma or point before three digits, or of groups of digits
  /// with spaces between them.
  var alternative: (mantissa: ExactDecimal, decimals: Int)?
  /// Whether the digits are grouped by plain spaces, which may as well part two numbers.
  var hasSpaces = false
  /// Whether the digits go on with `…` or `...`.
  var isOpen = false
}

/// Reads the number that starts at `start`, or nil if none does.
func scanNumber(_ bytes: [UInt8], at start: Int, style: NumberStyle) -> ScannedNumber? {
  let count = bytes.count
  var i = start
  var style = style
  // "0,004" cannot be a group of thousands.
  if bytes.matches([0x30, 0x2C], at: i), i + 2 < count, bytes[i + 2].isDigit {
    style.usesDecimalComma = true
  }
  var digits: [UInt8] = []
  while i < count, bytes[i].isDigit {
    digits.append(bytes[i])
    i += 1
  }
  let first = digits.count
  var groups = 0
  var separator = ""
  var isRegular = true
  // Groups of digits.
  while first > 0, let (text, next) = groupSeparator(bytes, at: i, style: style) {
    guard separator.isEmpty || separator == text else { break }
    var j = next
    while j < count, bytes[j].isDigit { j += 1 }
    let size = j - next
    if text == "_" {
      guard size > 0 else { break }
    } else if size != 3 {
      guard text == ",", size == 2, first <= 2, isIndian(bytes, from: next) else { break }
      isRegular = false
    } else if first > 3 {
      break
    }
    if text == " ", j < count, bytes[j].isLetter { break }
    separator = text
    groups += 1
    digits += bytes[next..<j]
    i = j
  }
  // Decimals.
  var decimals = 0
  let mark = decimalMark(bytes, at: i, style: style, separator: separator)
  if mark {
    var j = i + 1
    while j < count, bytes[j].isDigit { j += 1 }
    decimals = j - i - 1
    digits += bytes[(i + 1)..<j]
    i = j
  }
  guard !digits.isEmpty, digits.count <= 400 else { return nil }
  var result = ScannedNumber(
    end: i, mantissa: decimal(digits, places: decimals), decimals: decimals, mantissaEnd: i,
    separator: separator)
  if !style.isMixed {
    // One way to write decimals, one way to read them.
  } else if groups == 1, decimals == 0, isRegular, separator == "," || separator == "." {
    result.alternative = (decimal(digits, places: 3), 3)
  } else if mark, decimals == 3, groups == 0, first <= 3, bytes[start] != 0x30 {
    result.alternative = (decimal(digits, places: 0), 0)
  }
  result.hasSpaces = separator == " "
  if let (value, end) = scanExponent(bytes, at: i) {
    result.exponent = value
    result.end = end
  }
  if decimals > 0, startsEllipsis(bytes, at: result.end) { result.isOpen = true }
  return result
}

private func decimal(_ digits: [UInt8], places: Int) -> ExactDecimal {
  (ExactDecimal(String(decoding: digits, as: UTF8.self)) ?? .zero).scaled(byPowerOfTen: -places)
}

/// The separator at `i` that is followed by a digit, with its text and the offset after it.
private func groupSeparator(
  _ bytes: [UInt8], at i: Int, style: NumberStyle
) -> (text: String, next: Int)? {
  guard i + 1 < bytes.count else { return nil }
  let found: (String, Int)?
  switch bytes[i] {
  case UInt8(ascii: ","): found = style.usesDecimalComma ? nil : (",", 1)
  case UInt8(ascii: "."): found = style.usesDecimalComma ? (".", 1) : nil
  case UInt8(ascii: "'"): found = ("'", 1)
  case UInt8(ascii: "_"): found = ("_", 1)
  case UInt8(ascii: " "): found = (" ", 1)
  case 0xC2 where bytes[i + 1] == 0xA0: found = ("\u{A0}", 2)
  case 0xE2 where bytes.matches([0xE2, 0x80, 0x89], at: i): found = ("\u{2009}", 3)
  case 0xE2 where bytes.matches([0xE2, 0x80, 0xAF], at: i): found = ("\u{202F}", 3)
  case 0xE2 where bytes.matches([0xE2, 0x80, 0x99], at: i): found = ("’", 3)
  default: found = nil
  }
  guard let (text, size) = found, i + size < bytes.count, bytes[i + size].isDigit else {
    return nil
  }
  return (text, i + size)
}

/// Whether exactly three digits stand at `i`.
private func isGroup(_ bytes: [UInt8], at i: Int) -> Bool {
  var j = i
  while j < bytes.count, bytes[j].isDigit { j += 1 }
  return j - i == 3
}

/// Whether the groups from `i` on are pairs that end in a group of three, as in 12,34,567.
private func isIndian(_ bytes: [UInt8], from i: Int) -> Bool {
  var j = i
  while true {
    let start = j
    while j < bytes.count, bytes[j].isDigit { j += 1 }
    if j - start == 3 { return true }
    guard j - start == 2, j < bytes.count, bytes[j] == 0x2C else { return false }
    j += 1
  }
}

/// Whether a decimal mark with digits after it stands at `i`.
private func decimalMark(
  _ bytes: [UInt8], at i: Int, style: NumberStyle, separator: String
) -> Bool {
  guard i + 1 < bytes.count, bytes[i + 1].isDigit else { return false }
  if bytes[i] == UInt8(ascii: ".") { return separator != "." }
  return bytes[i] == UInt8(ascii: ",") && style.usesDecimalComma && separator != ","
}

/// The exponent `e-5` at `i`, and the offset after it.
private func scanExponent(_ bytes: [UInt8], at i: Int) -> (Int, Int)? {
  guard i + 1 < bytes.count, bytes[i] == UInt8(ascii: "e") || bytes[i] == UInt8(ascii: "E") else {
    return nil
  }
  var j = i + 1
  var isNegative = false
  if bytes[j] == UInt8(ascii: "+") || bytes[j] == UInt8(ascii: "-") {
    isNegative = bytes[j] == UInt8(ascii: "-")
    j += 1
  } else if bytes.matches([0xE2, 0x88, 0x92], at: j) {
    isNegative = true
    j += 3
  }
  let start = j
  var value = 0
  while j < bytes.count, bytes[j].isDigit, j - start < 4 {
    value = value * 10 + Int(bytes[j] - 0x30)
    j += 1
  }
  guard j > start, j == bytes.count || !bytes[j].isLetter && !bytes[j].isDigit else { return nil }
  return (isNegative ? -value : value, j)
}

/// Whether `…` or `...` stands at `i`.
func startsEllipsis(_ bytes: [UInt8], at i: Int) -> Bool {
  bytes.matches([0xE2, 0x80, 0xA6], at: i) || bytes.matches([0x2E, 0x2E, 0x2E], at: i)
}

extension UInt8 {
  /// Whether the byte is an ASCII digit.
  var isDigit: Bool { self &- 0x30 < 10 }
  /// Whether the byte is an ASCII letter.
  package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// Whether the byte is an ASCII letter, digit or underscore, or part of a longer character.
  var isWordPart: Bool { isDigit || isLetter || self == 0x5F }
  /// Whether the byte is a space or tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension [UInt8] {
  /// Whether `pattern` stands at `offset`.
  func matches(_ pattern: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset + pattern.count <= count else { return false }
    for i in pattern.indices where self[offset + i] != pattern[i] { return false }
    return true
  }
}
