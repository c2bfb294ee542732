/// Cuts the bytes of one formula into tokens, as TeX does with its standard category codes.
///
///     token = '\' letters white-space* | '\' character | white-space+ | '#' digit
///           | '{' | '}' | '^' | '_' | '&' | '~' | ''' | '$' | character
///     '%' to the end of the line, and the white space that starts the next, is nothing.
struct Lexer: Sendable {
  /// The text.
  let bytes: [UInt8]
  /// The next byte.
  var position = 0

  /// A lexer at the start of `bytes`.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next token; `.end` for ever at the end.
  mutating func next() -> Token {
    while position < bytes.count {
      let byte = bytes[position]
      let start = position
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D:
        skipSpace()
        return token(.space, from: start)
      case UInt8(ascii: "%"): skipComment()
      case UInt8(ascii: "\\"): return command()
      case UInt8(ascii: "{"): return single(.open)
      case UInt8(ascii: "}"): return single(.close)
      case UInt8(ascii: "^"): return single(.superscript)
      case UInt8(ascii: "_"): return single(.subscripting)
      case UInt8(ascii: "&"): return single(.ampersand)
      case UInt8(ascii: "~"): return single(.tie)
      case UInt8(ascii: "'"): return single(.prime)
      case UInt8(ascii: "$"): return single(.dollar)
      case UInt8(ascii: "#"): return parameter()
      case 0..<0x80:
        position += 1
        return token(.character, from: start, value: UInt32(byte))
      default:
        let value = scalar()
        return token(.character, from: start, value: value)
      }
    }
    return token(.end, from: position)
  }

  /// The bytes up to the next `delimiter`, which is passed over; nil if there is none.
  mutating func raw(until delimiter: UInt8) -> String? {
    guard let end = bytes[position...].firstIndex(of: delimiter) else { return nil }
    defer { position = end + 1 }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  /// The bytes of a group in braces, whose opening brace was read; nil if it does not end.
  mutating func rawGroup() -> String? {
    var depth = 1
    var end = position
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\\"): end += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 {
          defer { position = end + 1 }
          return String(decoding: bytes[position..<end], as: UTF8.self)
        }
      default: break
      }
      end += 1
    }
    return nil
  }

  private mutating func skipSpace() {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
  }

  private mutating func skipComment() {
    while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
      position += 1
    }
    skipSpace()
  }

  private mutating func single(_ kind: Token.Kind) -> Token {
    position += 1
    return token(kind, from: position - 1, value: UInt32(bytes[position - 1]))
  }

  private mutating func parameter() -> Token {
    let start = position
    position += 1
    guard position < bytes.count, (0x31...0x39).contains(bytes[position]) else {
      return token(.parameter, from: start)
    }
    position += 1
    return token(.parameter, from: start, value: UInt32(bytes[position - 1] - 0x30))
  }

  private mutating func command() -> Token {
    let start = position
    position += 1
    guard position < bytes.count else { return token(.command, from: start) }
    let first = position
    while position < bytes.count, isLetter(bytes[position]) { position += 1 }
    if position > first {
      let result = command(from: start)
      // The space after a control word only ends it.
      skipSpace()
      return result
    }
    if isSpace(bytes[position]) {
      position += 1
      return token(.command, from: start)
    }
    let value = bytes[position] < 0x80 ? UInt32(bytes[position]) : 0
    if value != 0 { position += 1 } else { _ = scalar() }
    return command(from: start)
  }

  /// A command whose name ends here.
  private func command(from start: Int) -> Token { token(.command, from: start) }

  /// The name of a command, without the backslash.
  func name(of token: Token) -> ArraySlice<UInt8> { bytes[Int(token.start) + 1..<Int(token.end)] }

  /// Reads one scalar; a byte that is not UTF-8 counts as U+FFFD.
  private mutating func scalar() -> UInt32 {
    let first = bytes[position]
    let length = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1
    guard length > 1, position + length <= bytes.count else {
      position += 1
      return 0xFFFD
    }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for byte in bytes[position + 1..<position + length] {
      guard byte & 0xC0 == 0x80 else {
        position += 1
        return 0xFFFD
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    position += length
    return Unicode.Scalar(value) == nil ? 0xFFFD : value
  }

  private func token(
    _ kind: Token.Kind, from start: Int, value: UInt32 = 0
  ) -> Token {
    Token(
      kind: kind, value: value, start: Int32(truncatingIfNeeded: start),
      end: Int32(truncatingIfNeeded: position))
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
