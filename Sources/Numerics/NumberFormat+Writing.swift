/// Writes `x` in `format`, correctly rounded: the exact binary value decides, exact ties go to even.
///
/// A negative value keeps its sign even where all digits written are zero, as in C; values that are
/// not finite are `nan`, `inf` and `-inf` in every format.
///
/// - Complexity: O(1) for fixed styles of few digits, else O(*n*²) in the digits of the exact value
///   (at most 1,100).
public func formatted(_ x: Double, _ format: NumberFormat) -> String {
  guard x.isFinite else { return x.description }
  let digits = format.digits
  if format.style == .fixed, let units = smallUnits(x.magnitude, digits) {
    return fixedText(units, digits, isNegative: x.sign == .minus, format.isGrouped)
  }
  var text = x.sign == .minus ? "-" : ""
  switch format.style {
  case .shortest:
    let plain = numberText(x.magnitude)
    text += format.isGrouped && plain.utf8.allSatisfy(isPlain) ? grouped(plain) : plain
  case .fixed: text += fixedText(x.magnitude, digits, shift: 0, format.isGrouped)
  case .integer:
    let whole = fixedText(x.magnitude, 0, shift: 0, format.isGrouped)
    text = whole == "0" ? whole : text + whole
  case .percent: text += fixedText(x.magnitude, digits, shift: 2, format.isGrouped) + "%"
  case .exponent: text += exponentText(significantDigits(of: x.magnitude, digits + 1))
  case .general: text += generalText(x.magnitude, max(digits, 1), format.isGrouped)
  }
  return text
}

/// Whether a byte of a number's text is a digit or the point.
private func isPlain(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: ".") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
}

/// `text`, with commas between groups of three digits before the point.
private func grouped(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let whole = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
  var out: [UInt8] = []
  for (i, byte) in bytes.enumerated() {
    if i > 0 && i < whole && (whole - i) % 3 == 0 { out.append(UInt8(ascii: ",")) }
    out.append(byte)
  }
  return String(decoding: out, as: UTF8.self)
}

/// `x`·10^`shift`, not negative, with `places` decimals.
private func fixedText(_ x: Double, _ places: Int, shift: Int, _ isGrouped: Bool) -> String {
  let text: String
  if let units = smallUnits(x, places + shift) {
    text = placing(pointIn: String(units), places)
  } else {
    let units = ExactDecimal(exactly: x).rounded(toPlaces: places + shift).units
    text = placing(pointIn: units, places)
  }
  return isGrouped ? grouped(text) : text
}

/// `units`·10^−`places`, written backwards into a buffer: the way that most numbers of a page take.
private func fixedText(
  _ units: Int64, _ places: Int, isNegative: Bool, _ isGrouped: Bool
) -> String {
  // Up to 16 digits of units, 22 zeros before them, 5 commas, sign and point.
  String(unsafeUninitializedCapacity: 64) { buffer in
    var place = 64
    var rest = UInt64(units)
    var written = 0
    repeat {
      if written == places, places > 0 {
        place -= 1
        buffer[place] = UInt8(ascii: ".")
      } else if isGrouped, written > places, (written - places) % 3 == 0 {
        place -= 1
        buffer[place] = UInt8(ascii: ",")
      }
      place -= 1
      buffer[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
      written += 1
    } while rest > 0 || written <= places
    if isNegative {
      place -= 1
      buffer[place] = UInt8(ascii: "-")
    }
    for i in place..<64 { buffer[i - place] = buffer[i] }
    return 64 - place
  }
}

/// The nearest whole number to `x`·10^`places`, ties to even, if it is below 2⁵².
///
/// The product's rounding error is itself a double (one fused operation tells it), and it decides
/// exactly where the rounded product lies half-way.
private func smallUnits(_ x: Double, _ places: Int) -> Int64? {
  guard places <= 22 else { return nil }
  let scale = powersOfTen[places]
  let product = x * scale
  guard product < 0x1p52, x == 0 || x > 1e-200 else { return nil }
  let error = (-product).addingProduct(x, scale)
  let whole = product.rounded(.down)
  let beyondHalf = (product - whole) - 0.5
  let units = Int64(whole)
  if beyondHalf > 0 { return units + 1 }
  if beyondHalf < 0 || error < 0 { return units }
  return error > 0 || units & 1 == 1 ? units + 1 : units
}

/// The powers of ten that are doubles.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]

/// The digits of a whole number with a point before the last `places` of them.
private func placing(pointIn units: String, _ places: Int) -> String {
  guard places > 0 else { return units }
  let count = units.utf8.count
  let digits =
    count > places ? units : String(repeating: "0", count: places + 1 - count) + units
  return digits.dropLast(places) + "." + digits.suffix(places)
}

/// The first `count` digits of `x` ≥ 0, rounded, and the exponent of the first of them.
private func significantDigits(of x: Double, _ count: Int) -> (digits: String, exponent: Int) {
  guard x > 0 else { return (String(repeating: "0", count: count), 0) }
  let exact = ExactDecimal(exactly: x)
  var exponent = exact.leadingExponent
  var digits = exact.rounded(toPlaces: count - 1 - exponent).units
  if digits.utf8.count > count {
    digits.removeLast()
    exponent += 1
  }
  return (digits, exponent)
}

/// `d.ddde±xx` of digits and the exponent of the first.
private func exponentText(_ number: (digits: String, exponent: Int)) -> String {
  var text = String(number.digits.prefix(1))
  if number.digits.utf8.count > 1 { text += "." + number.digits.dropFirst() }
  let size = String(number.exponent.magnitude)
  return text + (number.exponent < 0 ? "e-" : "e+") + (size.utf8.count < 2 ? "0" : "") + size
}

/// `x` ≥ 0 with `count` significant digits, without trailing zeros, in the shorter form.
private func generalText(_ x: Double, _ count: Int, _ isGrouped: Bool) -> String {
  let (rounded, exponent) = significantDigits(of: x, count)
  var digits = rounded
  while digits.utf8.count > 1 && digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
  if exponent < -4 || exponent >= count { return exponentText((digits, exponent)) }
  let places = max(digits.utf8.count - 1 - exponent, 0)
  let zeros = max(exponent + 1 - digits.utf8.count, 0)
  let text = placing(pointIn: digits + String(repeating: "0", count: zeros), places)
  return isGrouped ? grouped(text) : text
}
