import Diagnostics

extension Lexer {
  /// Reads `"…"` or `"""…"""`.
  mutating func textLiteral() -> Token.Kind? {
    let start = position
    if peek(1) == UInt8(ascii: "\""), peek(2) == UInt8(ascii: "\"") {
      return longText(from: start)
    }
    position += 1
    var parts: [TextPart] = []
    var current: [UInt8] = []
    while true {
      guard position < end, bytes[position] != 0x0A, bytes[position] != 0x0D else {
        report(.unclosedText(at: range(start, start + 1)))
        break
      }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        break
      }
      if byte == UInt8(ascii: "\\") {
        // Where an interpolation has no end, neither has the text: said once.
        if !escape(&parts, &current) { break }
      } else {
        current.append(byte)
        position += 1
      }
    }
    return finish(parts, current)
  }

  private mutating func finish(_ parts: [TextPart], _ current: [UInt8]) -> Token.Kind {
    var parts = parts
    if !current.isEmpty || parts.isEmpty {
      parts.append(.characters(String(decoding: current, as: UTF8.self)))
    }
    result.texts.append(parts)
    return .text(result.texts.count - 1)
  }

  /// Reads what follows a backslash; false if it is an interpolation without an end.
  private mutating func escape(_ parts: inout [TextPart], _ current: inout [UInt8]) -> Bool {
    let start = position
    position += 1
    guard let byte = peek(0) else { return true }
    switch byte {
    case UInt8(ascii: "n"): current.append(0x0A)
    case UInt8(ascii: "t"): current.append(0x09)
    case UInt8(ascii: "r"): current.append(0x0D)
    case UInt8(ascii: "0"): current.append(0)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"): current.append(byte)
    case UInt8(ascii: "u"):
      unicodeEscape(from: start, &current)
      return true
    case UInt8(ascii: "("):
      if !current.isEmpty { parts.append(.characters(String(decoding: current, as: UTF8.self))) }
      current = []
      position += 1
      let code = position
      guard skipCode() else {
        report(.unclosedInterpolation(at: range(start, start + 2)))
        return false
      }
      parts.append(.code(start: code, end: position))
    default:
      let width = UTF8.width(scalar(at: position))
      report(.unknownEscape(at: range(start, min(position + width, end))))
      return true
    }
    position += 1
    return true
  }

  /// Skips `#"…"#` and reports it; false if no such text begins here.
  mutating func skipRawText() -> Bool {
    var marks = 0
    while peek(marks) == UInt8(ascii: "#") { marks += 1 }
    guard peek(marks) == UInt8(ascii: "\"") else { return false }
    let start = position
    position += marks + 1
    let quotes = peek(0) == UInt8(ascii: "\"") && peek(1) == UInt8(ascii: "\"") ? 3 : 1
    let close =
      Array(repeating: UInt8(ascii: "\""), count: quotes)
      + Array(repeating: UInt8(ascii: "#"), count: marks)
    position = min(position + quotes - 1, end)
    while position < end, quotes == 3 || bytes[position] != 0x0A,
      !bytes[position..<end].starts(with: close)
    {
      position += 1
    }
    if position < end, bytes[position] != 0x0A { position += close.count }
    report(.rawText(at: range(start, position)))
    return true
  }

  private mutating func unicodeEscape(from start: Int, _ current: inout [UInt8]) {
    position += 1
    var digits: [UInt8] = []
    if peek(0) == UInt8(ascii: "{") {
      position += 1
      while let byte = peek(0), digits.count < 8, byte < 0x80, isWordPart(UInt32(byte)) {
        digits.append(byte)
        position += 1
      }
    }
    guard peek(0) == UInt8(ascii: "}"),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else {
      report(.unknownCharacter(at: range(start, min(position + 1, end))))
      return
    }
    position += 1
    current.append(contentsOf: Array(String(Character(scalar)).utf8))
  }

  /// Goes to the `)` that ends an interpolation; false if there is none on the line.
  private mutating func skipCode() -> Bool {
    // Kinds of what is open: `(` of code or `"` of a text inside it.
    var open: [UInt8] = [UInt8(ascii: "(")]
    while position < end, bytes[position] != 0x0A, bytes[position] != 0x0D {
      let byte = bytes[position]
      if open.last == UInt8(ascii: "\"") {
        if byte == UInt8(ascii: "\\") {
          position += 1
          if peek(0) == UInt8(ascii: "(") { open.append(UInt8(ascii: "(")) }
        } else if byte == UInt8(ascii: "\"") {
          open.removeLast()
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "(") {
        open.append(byte)
      } else if byte == UInt8(ascii: ")") {
        open.removeLast()
        if open.isEmpty { return true }
      }
      position += 1
    }
    return false
  }

  /// Reads a text of several lines; the indentation of the closing quotes is taken away.
  private mutating func longText(from start: Int) -> Token.Kind? {
    position += 3
    guard let stop = endOfLongText() else {
      report(.unclosedText(at: range(start, start + 3)))
      position = end
      return finish([], [])
    }
    // White space before the closing quotes.
    var line = stop
    while line > position, bytes[line - 1] == 0x20 || bytes[line - 1] == 0x09 { line -= 1 }
    let indent = stop - line
    if position < stop, bytes[position] == 0x0D { position += 1 }
    if position < stop, bytes[position] == 0x0A {
      position += 1
    } else {
      report(.longTextStartsInline(at: range(start, start + 3)))
    }
    var parts: [TextPart] = []
    var current: [UInt8] = []
    skipIndent(indent, stop)
    while position < stop {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        if !escape(&parts, &current) { break }
      } else if byte == 0x0A {
        position += 1
        if position >= line { break }
        current.append(byte)
        skipIndent(indent, stop)
      } else {
        if byte != 0x0D { current.append(byte) }
        position += 1
      }
    }
    position = stop + 3
    return finish(parts, current)
  }

  private mutating func skipIndent(_ indent: Int, _ stop: Int) {
    var left = indent
    while left > 0, position < stop, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
      left -= 1
    }
  }

  private func endOfLongText() -> Int? {
    var i = position
    while i + 2 < end {
      if bytes[i] == UInt8(ascii: "\\") {
        i += 2
      } else if bytes[i] == UInt8(ascii: "\""), bytes[i + 1] == UInt8(ascii: "\""),
        bytes[i + 2] == UInt8(ascii: "\"")
      {
        return i
      } else {
        i += 1
      }
    }
    return nil
  }

  /// Reads `'…'`, reports it and gives the text.
  mutating func singleQuoted() -> Token.Kind? {
    let start = position
    position += 1
    while position < end, bytes[position] != UInt8(ascii: "'"), bytes[position] != 0x0A {
      position += 1
    }
    let content = bytes[start + 1..<position]
    if peek(0) == UInt8(ascii: "'") { position += 1 }
    report(.singleQuotes(at: range(start, position)))
    return finish([], Array(content))
  }

  /// Goes on after a curly quote up to the closing one on the line.
  mutating func curlyText() -> Token.Kind? {
    let start = position
    while position < end, bytes[position] != 0x0A {
      let scalar = scalar(at: position)
      let stop = position
      position += width(of: scalar)
      if "“”„«»‘’\"".unicodeScalars.contains(scalar) {
        return finish([], Array(bytes[start..<stop]))
      }
    }
    return finish([], Array(bytes[start..<position]))
  }
}
