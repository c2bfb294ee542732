/// Entity and numeric character references.
///
///     reference = "&" name ";" | "&#" digit{1,7} ";" | "&#" ("x" | "X") hex{1,6} ";"
enum Entities {
  /// What a reference stands for.
  struct Match {
    /// The characters.
    let utf8: [UInt8]
    /// The length of the reference.
    let length: Int
  }

  /// The reference at `i`, where an ampersand stands.
  static func match(_ base: UnsafePointer<UInt8>, at i: Int, end: Int) -> Match? {
    guard i + 2 < end else { return nil }
    if base[i + 1] == UInt8(ascii: "#") { return numeric(base, at: i, end: end) }
    var k = i + 1
    let limit = min(end, i + 2 + longestName)
    while k < limit, ByteClass.isAlphanumeric(base[k]) { k += 1 }
    guard k > i + 1, k < end, base[k] == UInt8(ascii: ";") else { return nil }
    guard let utf8 = lookUp(base + (i + 1), k - i - 1) else { return nil }
    return Match(utf8: utf8, length: k + 1 - i)
  }

  private static func numeric(_ base: UnsafePointer<UInt8>, at i: Int, end: Int) -> Match? {
    var k = i + 2
    var value: UInt32 = 0
    if k < end, base[k] | 0x20 == UInt8(ascii: "x") {
      k += 1
      let start = k
      while k < end, k - start < 7, ByteClass.isHexDigit(base[k]) {
        let digit = base[k] <= 0x39 ? base[k] - 0x30 : (base[k] | 0x20) - 0x61 + 10
        value = value << 4 | UInt32(digit)
        k += 1
      }
      guard k > start, k - start <= 6 else { return nil }
    } else {
      let start = k
      while k < end, k - start < 8, ByteClass.isDigit(base[k]) {
        value = value * 10 + UInt32(base[k] - 0x30)
        k += 1
      }
      guard k > start, k - start <= 7 else { return nil }
    }
    guard k < end, base[k] == UInt8(ascii: ";") else { return nil }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    return Match(utf8: Array(String(scalar ?? "\u{FFFD}").utf8), length: k + 1 - i)
  }
}
