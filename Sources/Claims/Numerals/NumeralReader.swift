import Diagnostics
import Numerics

/// Reads the numerals of a text: prose, or the source of a formula.
///
///     numeral  = [sign] [currency] digits [exponent | "×10" power] [scale] [unit]
///              | [sign] integer "/" integer | [integer] "½"
///     sign     = "-" | "−" | "+" | "±"          where no operand stands before it
///     scale    = "%" | "‰" | "million" | …       unit as in Measure
///
/// In a formula the same is written `\times 10^{-3}`, `\%`, `1{,}024`, `\frac{3}{4}`.
struct NumeralReader {
  let text: MappedText
  let bytes: [UInt8]
  let style: NumberStyle
  let isTeX: Bool

  /// A numeral or a notation with digits, and the rule that says so.
  enum Item {
    case numeral(Numeral)
    case notation(Range<Int>, Notation)
  }

  init(_ text: MappedText, style: NumberStyle, isTeX: Bool = false) {
    self.text = text
    bytes = text.bytes
    self.style = style
    self.isTeX = isTeX
  }

  /// All numerals in order.
  func items() -> [Item] {
    var result: [Item] = []
    var i = 0
    while i < bytes.count {
      guard
        bytes[i].isDigit || bytes[i] == 0x2E && isDigit(i + 1) || bytes[i] == 0xC2
          || bytes[i] == 0xE2
      else {
        i += 1
        continue
      }
      if isInsideWord(i) {
        let start = i
        i = endOfWord(from: i)
        // v1.2.3 is one version, not the numbers .2 and .3.
        guard !isTeX, byte(i) == 0x2E, isDigit(i + 1) else { continue }
        while byte(i) == 0x2E, isDigit(i + 1) { i = endOfWord(from: i + 1) }
        if bytes[start - 1] | 0x20 == 0x76 { result.append(.notation((start - 1)..<i, .version)) }
        continue
      }
      if bytes[i].isDigit, let (rule, end) = scanNotation(bytes, at: i) {
        result.append(.notation(i..<end, rule))
        i = end
      } else if let numeral = numeral(at: i) {
        result.append(.numeral(numeral))
        i = max(numeral.text.upperBound, i + 1)
      } else {
        repeat { i += 1 } while isDigit(i)
      }
    }
    return result
  }

  private func isDigit(_ offset: Int) -> Bool { offset < bytes.count && bytes[offset].isDigit }

  private func byte(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < bytes.count ? bytes[offset] : 0
  }

  /// Whether a letter or underscore is glued before `offset`: `x1`, `v2`, `L2`.
  private func isInsideWord(_ offset: Int) -> Bool {
    guard offset > 0 else { return false }
    let before = bytes[offset - 1]
    if before.isLetter || before == 0x5F { return !isTeX }
    if before >= 0x80 {
      // The end of a longer character: a letter, unless it is a sign.
      var start = offset - 1
      while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
      return wideSign(scalar(at: start)) == nil
    }
    return false
  }

  private func scalar(at offset: Int) -> UInt32 {
    let byte = bytes[offset]
    if byte < 0x80 { return UInt32(byte) }
    if byte < 0xE0 { return UInt32(byte & 0x1F) << 6 | UInt32(self.byte(offset + 1) & 0x3F) }
    if byte < 0xF0 {
      return UInt32(byte & 0x0F) << 12 | UInt32(self.byte(offset + 1) & 0x3F) << 6
        | UInt32(self.byte(offset + 2) & 0x3F)
    }
    return 0x10000
  }

  private func endOfWord(from offset: Int) -> Int {
    var i = offset
    while i < bytes.count, bytes[i].isWordPart || bytes[i] >= 0x80 { i += 1 }
    return max(i, offset + 1)
  }

  // MARK: One numeral

  private func numeral(at start: Int) -> Numeral? {
    let signed = signStart(start)
    var mantissa = ExactDecimal.zero
    var denominator = ExactDecimal.one
    var decimals = 0
    var separator = ""
    var scale = Numeral.Scale()
    var end: Int
    var digitsEnd: Int
    if let fraction = vulgar(at: start) {
      (mantissa, denominator) = (ExactDecimal(fraction.0), ExactDecimal(fraction.1))
      end = start + fraction.size
      digitsEnd = end
    } else {
      guard bytes[start].isDigit || bytes[start] == 0x2E,
        let scanned = scanNumber(bytes, at: start, style: style)
      else { return nil }
      (mantissa, decimals, separator) = (scanned.mantissa, scanned.decimals, scanned.separator)
      end = scanned.end
      digitsEnd = scanned.mantissaEnd
      if isTeX, let group = texGroup(at: end, scanned) {
        (mantissa, decimals, end) = group
        separator = decimals == 0 ? "{,}" : ""
        digitsEnd = end
      }
      if let exponent = scanned.exponent {
        scale.form = .exponent
        scale.ten = exponent
        scale.text = string(scanned.mantissaEnd, scanned.end)
      }
      if let (a, b, next) = fractionTail(at: end, scanned) {
        mantissa = mantissa * b + a
        denominator = b
        end = next
        digitsEnd = end
      }
    }
    let sign = bytes[signed..<start]
    let isNegative = sign.first == 0x2D || sign.first == 0xE2
    var numeral = Numeral(
      text: signed..<end, range: text.sourceRange(signed, end),
      digits: text.sourceRange(signed, digitsEnd), literal: "",
      sign: signForm(sign), mantissa: isNegative ? -mantissa : mantissa,
      denominator: denominator, decimals: decimals, separator: separator,
      decimalMark: usesComma(start, digitsEnd, decimals) ? 0x2C : 0x2E, scale: scale, unit: "")
    if signed < start {
      numeral.currency = string(start - currencySize(endingAt: start), start)
    }
    addScale(to: &numeral)
    numeral.range = text.sourceRange(numeral.text.lowerBound, numeral.text.upperBound)
    numeral.literal = string(numeral.text.lowerBound, numeral.text.upperBound)
    return numeral
  }

  private func string(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func usesComma(_ start: Int, _ end: Int, _ decimals: Int) -> Bool {
    guard decimals > 0 else { return style.usesDecimalComma }
    return byte(end - decimals - 1) == 0x2C || byte(end - decimals - 2) == 0x2C
  }

  /// Where the sign of a number at `start` is, if no operand stands before it.
  private func signStart(_ start: Int) -> Int {
    // A currency sign may stand between.
    let i = start - currencySize(endingAt: start)
    let size: Int
    if byte(i - 1) == 0x2D || byte(i - 1) == 0x2B {
      size = 1
    } else if i >= 3, bytes.matches([0xE2, 0x88, 0x92], at: i - 3) {
      size = 3
    } else if i >= 2, bytes.matches([0xC2, 0xB1], at: i - 2) {
      size = 2
    } else {
      return start
    }
    var j = i - size - 1
    if isTeX { while byte(j).isWhite, j >= 0 { j -= 1 } }
    let before = byte(j)
    let isOperand =
      before.isWordPart || before == 0x29 || before == 0x5D || before == 0x7D
      || before >= 0x80 && currencySize(endingAt: j + 1) == 0 || before == 0x25 || before == 0x2D
    return isOperand ? start : i - size
  }

  /// The bytes of the currency sign that ends at `end`; 0 if none does.
  private func currencySize(endingAt end: Int) -> Int {
    if byte(end - 1) == 0x24, !isTeX { return 1 }
    for sign in Self.currencies where end >= sign.count && bytes.matches(sign, at: end - sign.count)
    {
      return sign.count
    }
    return 0
  }

  private static let currencies = ["€", "£", "¥", "₹"].map { Array($0.utf8) }

  private func signForm(_ sign: ArraySlice<UInt8>) -> Numeral.Sign {
    switch sign.first {
    case 0x2D?: .minus
    case 0x2B?: .plus
    case 0xE2?: .unicodeMinus
    case 0xC2?: .plusMinus
    default: .none
    }
  }

  private func vulgar(at start: Int) -> (Int, Int, size: Int)? {
    guard bytes[start] >= 0x80 else { return nil }
    let code = scalar(at: start)
    guard case .vulgar(let a, let b)? = wideSign(code)?.0 else { return nil }
    return (a, b, code < 0x800 ? 2 : 3)
  }

  /// `1{,}024` and `0{,}5` in TeX.
  private func texGroup(
    at end: Int, _ scanned: ScannedNumber
  ) -> (ExactDecimal, Int, Int)? {
    guard bytes.matches(Array("{,}".utf8), at: end), isDigit(end + 3), scanned.decimals == 0 else {
      return nil
    }
    var digits = scanned.mantissa.units
    var i = end
    var groups: [Int] = []
    while bytes.matches(Array("{,}".utf8), at: i), isDigit(i + 3) {
      var j = i + 3
      while isDigit(j) { j += 1 }
      digits += string(i + 3, j)
      groups.append(j - i - 3)
      i = j
    }
    guard let value = ExactDecimal(digits) else { return nil }
    let isGrouped = groups.allSatisfy { $0 == 3 } && !style.usesDecimalComma
    if isGrouped { return (value, 0, i) }
    guard groups.count == 1 else { return nil }
    return (value.scaled(byPowerOfTen: -groups[0]), groups[0], i)
  }

  /// `/4` after a whole number, and ` ½`.
  private func fractionTail(
    at end: Int, _ scanned: ScannedNumber
  ) -> (ExactDecimal, ExactDecimal, Int)? {
    guard scanned.decimals == 0, scanned.exponent == nil else { return nil }
    var i = end
    if byte(i) == 0x20 { i += 1 }
    if i < bytes.count, let (a, b, size) = vulgar(at: i) {
      return (ExactDecimal(a), ExactDecimal(b), i + size)
    }
    guard byte(end) == 0x2F, isDigit(end + 1), scanned.separator.isEmpty,
      let bottom = scanNumber(bytes, at: end + 1, style: style), bottom.decimals == 0,
      bottom.exponent == nil, byte(bottom.end) != 0x2F, !byte(bottom.end).isLetter,
      !bottom.mantissa.isZero
    else { return nil }
    // The caller multiplies the digits so far by the denominator.
    let numerator = scanned.mantissa - scanned.mantissa * bottom.mantissa
    return (numerator, bottom.mantissa, bottom.end)
  }
}
