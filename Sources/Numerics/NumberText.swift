/// The text of a number as this project prints it everywhere: shortest, and it reads back exactly.
///
/// Integral values below 2⁵³ are plain (`3`, `-12`); every other value is Swift's own shortest
/// round-trip text, so `0.1`, `1e-07`, `1.5e+300`, `-0.0`, `nan`, `inf` and `-inf`: from 2⁵⁴ up
/// and below 10⁻⁴ with an exponent of at least two digits and its sign.
///
/// - Complexity: O(1).
public func numberText(_ x: Double) -> String {
  if let integer = Int64(exactly: x), integer.magnitude < 1 << 53 {
    return integer == 0 && x.sign == .minus ? "-0.0" : String(integer)
  }
  return x.description
}

/// The number that a decimal text states, correctly rounded, or nil if it is no number.
///
/// Takes digits with an optional sign, point and exponent; no spaces, no hexadecimal, no words.
public func number(fromDecimal text: some StringProtocol) -> Double? {
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      continue
    default: return nil
    }
  }
  return Double(text)
}
