/// What is and what is not UTF-8, byte by byte.
enum UTF8Scan {
  /// The length of the valid scalar at `i`, or 0.
  @inline(__always)
  static func validLength(_ bytes: UnsafePointer<UInt8>, at i: Int, end: Int) -> Int {
    let first = bytes[i]
    if first < 0x80 { return 1 }
    guard first >= 0xC2, first <= 0xF4, i + 1 < end else { return 0 }
    let second = bytes[i + 1]
    if first < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
    let isSecondGood: Bool
    switch first {
    case 0xE0: isSecondGood = second >= 0xA0 && second <= 0xBF
    case 0xED: isSecondGood = second >= 0x80 && second <= 0x9F
    case 0xF0: isSecondGood = second >= 0x90 && second <= 0xBF
    case 0xF4: isSecondGood = second >= 0x80 && second <= 0x8F
    default: isSecondGood = second & 0xC0 == 0x80
    }
    guard isSecondGood, i + 2 < end, bytes[i + 2] & 0xC0 == 0x80 else { return 0 }
    if first < 0xF0 { return 3 }
    return i + 3 < end && bytes[i + 3] & 0xC0 == 0x80 ? 4 : 0
  }

  /// How many bytes one U+FFFD stands for at `i`, where no valid scalar (or a NUL) stands.
  static func invalidLength(_ bytes: UnsafePointer<UInt8>, at i: Int, end: Int) -> Int {
    // The longest start of a valid scalar counts as one error, as the Unicode standard advises.
    let expected =
      switch bytes[i] {
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    var length = 1
    while length < expected - 1, i + length < end, bytes[i + length] & 0xC0 == 0x80 {
      if length == 1 {
        let second = bytes[i + 1]
        let isBad =
          switch bytes[i] {
          case 0xE0: second < 0xA0
          case 0xED: second > 0x9F
          case 0xF0: second < 0x90
          case 0xF4: second > 0x8F
          default: false
          }
        if isBad { break }
      }
      length += 1
    }
    return length
  }

  /// The offset of the first byte from `start` on that is no ASCII text, or `end`: eight at a time.
  static func endOfASCII(_ bytes: UnsafePointer<UInt8>, from start: Int, end: Int) -> Int {
    let raw = UnsafeRawPointer(bytes)
    var i = start
    while i + 8 <= end {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word
      guard (word | zeros) & 0x8080_8080_8080_8080 == 0 else { break }
      i += 8
    }
    while i < end, bytes[i] != 0, bytes[i] < 0x80 { i += 1 }
    return i
  }

  /// Whether one of the bytes is `byte`: eight at a time.
  static func contains(_ byte: UInt8, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let raw = UnsafeRawPointer(bytes)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let pattern = ones &* UInt64(byte)
    var i = 0
    while i + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) ^ pattern
      if (word &- ones) & ~word & (ones &* 0x80) != 0 { return true }
      i += 8
    }
    while i < count {
      if bytes[i] == byte { return true }
      i += 1
    }
    return false
  }

  /// The offset of the first byte that is no text: invalid UTF-8 or NUL. `visit` is called with the
  /// offset of every scalar that is no ASCII before it.
  @inline(__always)
  static func firstBad(
    _ bytes: UnsafePointer<UInt8>, from start: Int, end: Int, visit: (Int) -> Void = { _ in }
  ) -> Int? {
    var i = start
    while true {
      i = endOfASCII(bytes, from: i, end: end)
      guard i < end else { return nil }
      // A text in another script is a run of such scalars.
      while i < end, bytes[i] >= 0x80 {
        let length = validLength(bytes, at: i, end: end)
        if length == 0 { return i }
        visit(i)
        i += length
      }
      if i < end, bytes[i] == 0 { return i }
    }
  }

  /// `bytes` with U+FFFD for what is no text.
  static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard let base = bytes.baseAddress else { return [] }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var from = 0
    while let bad = firstBad(base, from: from, end: bytes.count) {
      result.append(contentsOf: bytes[from..<bad])
      result.append(contentsOf: [0xEF, 0xBF, 0xBD])
      from = bad + invalidLength(base, at: bad, end: bytes.count)
    }
    result.append(contentsOf: bytes[from...])
    return result
  }
}
