import Diagnostics

/// Whether a sign of equality that may say something of numbers stands in `text`, by its bytes.
///
/// Most signs of equality of a document stand in code and follow a name: `let x = 2`. What is on
/// their left holds nothing that computes, so the text need not be taken apart.
func mayHoldCalculation(_ text: ClaimText) -> Bool {
  var isFirst = true
  for piece in text.pieces {
    switch piece {
    case .text(let mapped), .code(let mapped):
      if holdsEquality(mapped.bytes, isFirst: isFirst) { return true }
    case .formula(let mapped, _):
      if holdsEquality(mapped.bytes, isFirst: false) || mapped.bytes.contains(UInt8(ascii: "\\")) {
        return true
      }
    case .comment, .gap: break
    }
    isFirst = false
  }
  return false
}

/// Whether a sign of equality stands in `bytes` with something on its line before it that can be
/// arithmetic, or with nothing before it, so that its left side stands on the line above.
///
/// - Complexity: O(bytes).
private func holdsEquality(_ bytes: [UInt8], isFirst: Bool) -> Bool {
  bytes.withUnsafeBufferPointer { buffer in
    // What the piece before ends with may belong to the left side.
    var mayCompute = !isFirst
    var isEmpty = true
    var previous: UInt8 = 0x20
    for i in buffer.indices {
      let byte = buffer[i]
      switch EqualityClass.table[Int(byte)] {
      case .name: isEmpty = false
      case .space: break
      case .line:
        mayCompute = false
        isEmpty = true
      case .arithmetic:
        // \\approx, \\sim or \\cong of a display that an empty line has broken.
        let next = i + 1 < buffer.count ? buffer[i + 1] | 0x20 : 0
        let isCommand = byte == 0x5C && (next == 0x61 || next == 0x63 || next == 0x73)
        if isCommand, mayCompute || isEmpty { return true }
        isEmpty = false
        mayCompute = true
      case .constant:
        // `e` and `pi`, but not the letters of a name.
        let next = i + 1 < buffer.count ? buffer[i + 1] : 0x20
        let isPi = next | 0x20 == 0x69 && byte | 0x20 == 0x70
        if !previous.isWordPart, isPi || !next.isWordPart { mayCompute = true }
        isEmpty = false
      case .equality:
        if mayCompute || isEmpty { return true }
      case .wide:
        if isWideSign(buffer, at: i), mayCompute || isEmpty { return true }
        isEmpty = false
        mayCompute = true
      }
      previous = byte
    }
    return false
  }
}

/// Whether a sign of mathematics beyond ASCII, `≈` among them, or a wide `=` begins at `i`.
private func isWideSign(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Bool {
  guard i + 2 < bytes.count else { return false }
  if bytes[i] == 0xE2 { return bytes[i + 1] == 0x88 || bytes[i + 1] == 0x89 }
  return bytes[i] == 0xEF && bytes[i + 1] == 0xBC && bytes[i + 2] == 0x9D
}

/// What a byte means to the search for signs of equality.
private enum EqualityClass: UInt8 {
  case name, space, line, arithmetic, constant, equality, wide

  /// The class of each byte.
  static let table: [EqualityClass] = (0..<256).map { code in
    let byte = UInt8(code)
    switch byte {
    case 0x0A, 0x0D: return .line
    case 0x20, 0x09: return .space
    case UInt8(ascii: "="): return .equality
    case UInt8(ascii: "e"), UInt8(ascii: "p"), UInt8(ascii: "P"): return .constant
    case 0x80...: return .wide
    case 0x30...0x39, UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "|"), UInt8(ascii: "\\"):
      return .arithmetic
    default: return .name
    }
  }
}
