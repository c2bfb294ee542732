/// Digits that are no number: dates, times, versions, addresses, other number bases.
///
///     date    = d{4} "-" d{2} "-" d{2} | d{1,2} ("/" | ".") d{1,2} ("/" | ".") d{4}
///     time    = d{1,2} ":" d{2} [":" d{2} ["." d+]]
///     version = d+ ("." d+){2,}
///     radix   = "0" ("x" | "b" | "o") (hex digit | "_")+
enum Notation: String, Sendable {
  case date, time, version, radix
}

/// The notation that starts at `start`, a digit, and the offset after it.
func scanNotation(_ bytes: [UInt8], at start: Int) -> (rule: Notation, end: Int)? {
  let count = bytes.count
  func digits(_ i: Int) -> Int {
    var j = i
    while j < count, bytes[j].isDigit { j += 1 }
    return j - i
  }
  func byte(_ i: Int) -> UInt8 { i < count ? bytes[i] : 0 }
  let first = digits(start)
  guard first > 0 else { return nil }
  let i = start + first
  switch byte(i) {
  case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "b"), UInt8(ascii: "o"):
    guard first == 1, bytes[start] == 0x30 else { return nil }
    var j = i + 1
    let isHex = byte(i) | 0x20 == 0x78
    while byte(j).isDigit || byte(j) == 0x5F || isHex && (byte(j) | 0x20) &- 0x61 < 6 { j += 1 }
    return j > i + 1 && !byte(j).isLetter ? (.radix, j) : nil
  case UInt8(ascii: "-"):
    guard first == 4, digits(i + 1) == 2, byte(i + 3) == 0x2D, digits(i + 4) == 2 else {
      return nil
    }
    return (.date, i + 6)
  case UInt8(ascii: "/"):
    let second = digits(i + 1)
    if first == 4, second == 2, byte(i + 3) != 0x2F {
      // 2020/21 is a season.
      let year = Int(bytes[i - 1] - 0x30) + 10 * Int(bytes[i - 2] - 0x30)
      let next = Int(byte(i + 2) - 0x30) + 10 * Int(byte(i + 1) - 0x30)
      let isYear =
        bytes[start] == 0x31 && bytes[start + 1] == 0x39
        || bytes[start] == 0x32
          && bytes[start + 1] == 0x30
      return isYear && next == (year + 1) % 100 ? (.date, i + 3) : nil
    }
    guard first <= 2, (1...2).contains(second), byte(i + 1 + second) == 0x2F,
      digits(i + 2 + second) == 4
    else { return nil }
    return (.date, i + 6 + second)
  case UInt8(ascii: ":"):
    guard first <= 2, digits(i + 1) == 2 else { return nil }
    var j = i + 3
    if byte(j) == 0x3A, digits(j + 1) == 2 {
      j += 3
      if byte(j) == 0x2E, byte(j + 1).isDigit { j += 1 + digits(j + 1) }
    }
    return (.time, j)
  case UInt8(ascii: "."):
    var j = i
    var parts = 1
    while byte(j) == 0x2E, byte(j + 1).isDigit {
      j += 1 + digits(j + 1)
      parts += 1
    }
    guard parts >= 3 else { return nil }
    // A decimal comma's thousands: 1.234.567 or 12.345.678,90.
    var k = i
    var isGrouped = first <= 3
    while k < j {
      if digits(k + 1) != 3 { isGrouped = false }
      k += 1 + digits(k + 1)
    }
    if isGrouped, byte(j) == 0x2C { return nil }
    if parts == 3, first <= 2, j - i > 5, digits(j - 4) == 4 { return (.date, j) }
    return (.version, j)
  default:
    return nil
  }
}
