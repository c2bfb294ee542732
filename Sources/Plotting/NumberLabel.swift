import Numerics

/// `10` to the whole power `n`, correctly rounded.
func powerOfTen(_ n: Int) -> Double { Double("1e\(n)") ?? (n > 0 ? .infinity : 0) }

/// `x` in `digits` significant digits without trailing zeros, with an ASCII minus.
func generalText(_ x: Double, digits: Int) -> String {
  formatted(x, NumberFormat(.general, digits: digits))
}

/// `x` with exactly `decimals` decimals, with an ASCII minus and never as −0.
func fixedText(_ x: Double, decimals: Int) -> String {
  let text = formatted(x, NumberFormat(.fixed, digits: decimals))
  return text.hasPrefix("-") && text.allSatisfy { "-0.".contains($0) }
    ? String(text.dropFirst()) : text
}

/// The digits of `integer` · 10^`exponent`, exactly, with a decimal point where it belongs.
func decimalText(_ integer: Int, exponent: Int) -> String {
  let digits = String(integer.magnitude)
  let sign = integer < 0 ? "-" : ""
  if integer == 0, exponent >= 0 { return "0" }
  if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
  let decimals = -exponent
  let whole = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return sign + whole.dropLast(decimals) + "." + whole.suffix(decimals)
}

/// A number's text for a reader: a true minus sign and thin spaces between thousands.
///
/// Four digits stay together, as in a year; from five on they stand in groups of three.
func typeset(_ text: String) -> String {
  var result = ""
  var rest = Substring(text)
  if rest.hasPrefix("-") {
    result = "\u{2212}"
    rest = rest.dropFirst()
  }
  let whole = rest.prefix { $0.isNumber }
  let tail = rest.dropFirst(whole.count)
  if whole.count < 5 { return result + rest.replacingMinus }
  for (index, digit) in whole.enumerated() {
    if index > 0, (whole.count - index) % 3 == 0 { result += "\u{2009}" }
    result.append(digit)
  }
  return result + tail.replacingMinus
}

/// `x` in about `digits` significant digits, as a reader wants it.
///
/// Very large and small numbers become 1.2×10⁻⁷.
func readable(_ x: Double, digits: Int = 3) -> String {
  if x.isNaN { return "not a number" }
  if x.isInfinite { return x > 0 ? "∞" : "\u{2212}∞" }
  let size = abs(x)
  if size != 0, size >= 1e7 || size < 1e-4 {
    let (exponent, mantissa) = scientific(x, digits: digits)
    return typeset(mantissa) + "×10" + superscript(exponent)
  }
  if x == x.rounded(), size < 1e7 { return typeset(String(Int(x))) }
  return typeset(generalText(x, digits: max(digits, size >= 1000 ? 5 : digits)))
}

/// The exponent of ten of `x` and its mantissa in `digits` significant digits.
private func scientific(_ x: Double, digits: Int) -> (Int, String) {
  var exponent = decimalExponent(x)
  var mantissa = generalText(scaledDown(x, by: exponent), digits: digits)
  if mantissa == "10" || mantissa == "-10" {
    exponent += 1
    mantissa = mantissa == "10" ? "1" : "-1"
  }
  return (exponent, mantissa)
}

/// The exponent of the leading decimal digit of `x`; 0 for zero.
func decimalExponent(_ x: Double) -> Int {
  let size = abs(x)
  guard size > 0, size.isFinite else { return 0 }
  var exponent = Int(log10(size).rounded(.down))
  if scaledDown(size, by: exponent) >= 10 { exponent += 1 }
  if scaledDown(size, by: exponent) < 1 { exponent -= 1 }
  return exponent
}

/// `x` divided by 10^`exponent`, in two steps so that neither power leaves the range of doubles.
func scaledDown(_ x: Double, by exponent: Int) -> Double {
  if exponent == 0 { return x }
  let half = exponent / 2
  return x / powerOfTen(half) / powerOfTen(exponent - half)
}

/// `n` in superscript digits.
package func superscript(_ n: Int) -> String {
  let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
  var text = n < 0 ? "⁻" : ""
  for digit in String(n.magnitude) { text.append(digits[digit.wholeNumberValue ?? 0]) }
  return text
}

extension Substring {
  /// The same text with true minus signs.
  fileprivate var replacingMinus: String {
    String(map { $0 == "-" ? "\u{2212}" : $0 })
  }
}

extension Chart {
  /// Texts for values that stand together: all with the same number of decimals, which is the
  /// fewest that write them exactly, as far as `significant` digits of the largest allow.
  package static func alignedTexts(
    _ values: [Double], significant: Int = 3, mostDecimals: Int = 3
  ) -> [String] {
    let finite = values.filter(\.isFinite)
    let largest = finite.map(abs).max() ?? 0
    let exponent = decimalExponent(largest)
    if largest >= 1e7 || (largest > 0 && largest < 1e-3) {
      return values.map { $0.isFinite ? readable($0, digits: 2) : missingText($0) }
    }
    let most = max(0, min(mostDecimals, significant - 1 - exponent))
    let decimals =
      (0..<most).first { count in
        let unit = powerOfTen(count)
        return finite.allSatisfy { abs($0 * unit - ($0 * unit).rounded()) < 1e-9 * unit }
      } ?? most
    return values.map {
      $0.isFinite ? typeset(fixedText($0, decimals: decimals)) : missingText($0)
    }
  }

  /// Texts for the values of a column: all with the same number of decimals, so many that the
  /// least of them keeps `digits` digits, but no more than `digits` − 1 unless values that differ
  /// in their first `digits` digits would look alike, or like zero.
  ///
  /// - Source: the rule of R's `format`, with its growth for small values limited to three decimals.
  package static func tableTexts(_ values: [Double], digits: Int) -> [String] {
    let finite = values.filter(\.isFinite)
    let sizes = finite.filter { $0 != 0 }.map(abs)
    let (least, largest) = (sizes.min() ?? 0, sizes.max() ?? 0)
    if largest >= 1e7 || (largest > 0 && largest < 1e-3) {
      return values.map { $0.isFinite ? readable($0, digits: digits) : missingText($0) }
    }
    let spare = decimalExponent(largest) - decimalExponent(least)
    func texts(_ most: Int) -> [String] {
      alignedTexts(values, significant: digits + spare, mostDecimals: most)
    }
    let full = finite.map { generalText($0, digits: digits) }
    for most in digits - 1...digits + 2 {
      let short = texts(most)
      var seen: [String: String] = [:]
      let areApart = zip(values.indices.filter { values[$0].isFinite }, full).allSatisfy {
        row, full in
        let text = short[row]
        let looksZero = text.allSatisfy { "\u{2212}0.".contains($0) }
        guard !looksZero || full == "0" else { return false }
        return seen.updateValue(full, forKey: text).map { $0 == full } ?? true
      }
      if areApart { return short }
    }
    return texts(digits - 1)
  }

  /// What stands for a value that is no finite number.
  static func missingText(_ value: Double) -> String {
    value.isNaN ? "–" : value > 0 ? "∞" : "\u{2212}∞"
  }
}
