import Diagnostics

extension Lexer {
  func isWordStart(_ value: UInt32) -> Bool {
    switch value {
    case 0x41...0x5A, 0x61...0x7A, 0x5F: true
    case 0..<0x80: false
    // Look like parts of a formula, and Swift takes them for letters: not here.
    case 0xAA, 0xB2, 0xB3, 0xB5, 0xB7, 0xB9, 0xBA: value == 0xB5
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x1FFF: true
    // Subscript digits and letters may continue a name (x₀) and are letters here.
    case 0x2080...0x209C: true
    case 0x2100...0x214F: value != 0x2107
    case 0x2C00...0x2DFF, 0x3004...0x3007, 0x3021...0x302F, 0x3031...0xD7FF: true
    case 0xF900...0xFD3D, 0xFD40...0xFDCF, 0xFDF0...0xFFFC, 0x10000...0xEFFFD: true
    default: false
    }
  }

  func isWordPart(_ value: UInt32) -> Bool {
    (0x30...0x39).contains(value) || isWordStart(value)
  }

  mutating func word() -> Token.Kind? {
    let start = position
    skipWord()
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    if let trap = trap(at: position) {
      // `a·b` and `x²` are one name to Swift: say so instead of "not found".
      // The dot gives a token of its own, in `strange`.
      if trap.operatorText != nil { return .word(name) }
      report(.letterLikeOperator(trap.character, trap.hint, at: range(position, trap.end)))
      position = trap.end
      skipWord()
    }
    return .word(name)
  }

  private mutating func skipWord() {
    while position < end {
      let scalar = scalar(at: position)
      guard isWordPart(scalar.value) else { return }
      position += width(of: scalar)
    }
  }

  mutating func quotedWord() -> Token.Kind? {
    let start = position
    position += 1
    skipWord()
    guard peek(0) == UInt8(ascii: "`"), position > start + 1 else {
      report(.strayCharacter("`", at: range(start, start + 1)))
      return nil
    }
    position += 1
    return .quotedWord(String(decoding: bytes[start + 1..<position - 1], as: UTF8.self))
  }

  mutating func dollar() -> Token.Kind? {
    let start = position
    position += 1
    var value = 0
    while let byte = peek(0), (0x30...0x39).contains(byte), position - start < 4 {
      value = value * 10 + Int(byte - 0x30)
      position += 1
    }
    guard position > start + 1 else {
      report(.strayCharacter("$", at: range(start, start + 1)))
      return nil
    }
    return .dollar(value)
  }

  // MARK: numbers

  mutating func number() -> Token.Kind? {
    let start = position
    if bytes[position] == UInt8(ascii: "0"), let next = peek(1), let radix = radix(of: next) {
      return integer(radix: radix, from: start)
    }
    skipDigits()
    var isInteger = true
    if peek(0) == UInt8(ascii: "."), let next = peek(1), (0x30...0x39).contains(next) {
      isInteger = false
      position += 1
      skipDigits()
    }
    if let mark = peek(0), mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      let sign = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+") ? 1 : 0
      if let digit = peek(1 + sign), (0x30...0x39).contains(digit) {
        isInteger = false
        position += 1 + sign
        skipDigits()
      }
    }
    let digits = bytes[start..<position].filter { $0 != UInt8(ascii: "_") }
    let value = Double(String(decoding: digits, as: UTF8.self)) ?? 0
    checkTail(of: start)
    if isInteger, value >= 0x1p53, !isExact(digits, value) {
      report(.tooManyDigits(at: range(start, position)))
    } else if value == .infinity {
      report(.numberTooLarge(at: range(start, position)))
    }
    return .number(value, isInteger: isInteger)
  }

  /// Whether the digits are those of `value`, which is integral.
  private func isExact(_ digits: [UInt8], _ value: Double) -> Bool {
    guard value < 0x1p63 else { return false }
    return Int(String(decoding: digits, as: UTF8.self)) == Int(value)
  }

  private func radix(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  private mutating func integer(radix: Int, from start: Int) -> Token.Kind? {
    position += 2
    let first = position
    while let byte = peek(0), byte == UInt8(ascii: "_") || isASCIIWordPart(byte) { position += 1 }
    if radix == 16, skipsFraction(from: first) {
      report(.hexadecimalFraction(at: range(start, position)))
      return .number(0, isInteger: false)
    }
    let digits = bytes[first..<position].filter { $0 != UInt8(ascii: "_") }
    guard let value = Int(String(decoding: digits, as: UTF8.self), radix: radix) else {
      report(.malformedNumber(at: range(start, position)))
      return .number(0, isInteger: true)
    }
    if value.magnitude > 1 << 53 { report(.tooManyDigits(at: range(start, position))) }
    return .number(Double(value), isInteger: true)
  }

  /// Goes to the end of a fraction or exponent behind the digits of base sixteen from `first` on;
  /// false if there is none.
  private mutating func skipsFraction(from first: Int) -> Bool {
    func isExponent(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "p") || byte == UInt8(ascii: "P")
    }
    var end = position
    if peek(0) == UInt8(ascii: "."), let next = peek(1), (0x30...0x39).contains(next) {
      end = position + 1
      while end < self.end, isASCIIWordPart(bytes[end]) { end += 1 }
    }
    guard bytes[first..<end].contains(where: isExponent) else { return false }
    position = end
    if isExponent(bytes[end - 1]), peek(0) == UInt8(ascii: "-") || peek(0) == UInt8(ascii: "+") {
      position += 1
      skipDigits()
    }
    return true
  }

  private mutating func skipDigits() {
    while let byte = peek(0), (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") {
      position += 1
    }
  }

  /// Reports letters glued to a number (`2x`, `3²`), and skips those of a word.
  private mutating func checkTail(of start: Int) {
    guard position < end else { return }
    if let trap = trap(at: position) {
      if trap.operatorText != nil { return }
      report(.letterLikeOperator(trap.character, trap.hint, at: range(position, trap.end)))
      position = trap.end
      return
    }
    let tail = position
    skipWord()
    guard position > tail else { return }
    let number = String(decoding: bytes[start..<tail], as: UTF8.self)
    let word = String(decoding: bytes[tail..<position], as: UTF8.self)
    report(.gluedNumber(number, word, at: range(start, position)))
  }

  private func isASCIIWordPart(_ byte: UInt8) -> Bool { byte < 0x80 && isWordPart(UInt32(byte)) }

  // MARK: characters that look like operators

  /// A character that Swift takes for a letter and a reader for an operator.
  func trap(at offset: Int) -> (
    character: Character, hint: String, operatorText: String?, end: Int
  )? {
    guard offset + 1 < end, bytes[offset] == 0xC2 else { return nil }
    switch bytes[offset + 1] {
    case 0xB7:
      return (
        "·", "write '*' for numbers and elements, '•' for the matrix product", "*", offset + 2
      )
    case 0xB2: return ("²", "write '** 2'", nil, offset + 2)
    case 0xB3: return ("³", "write '** 3'", nil, offset + 2)
    case 0xB9: return ("¹", "write '** 1'", nil, offset + 2)
    default: return nil
    }
  }
}
