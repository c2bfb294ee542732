/// What the forms of some languages need beyond comments, strings, numbers and words.
extension CodeHTML {
  /// Whether a mark starts a comment here: `#` inside a word (`a#b`, `$#`) does not.
  func mayComment(_ language: CodeLanguage) -> Bool {
    guard language.form == .shell || language.form == .keyed, position > 0 else { return true }
    let before = bytes[position - 1]
    return before <= 0x20 || before == UInt8(ascii: ";") || language.names.contains("json")
  }

  /// An attribute such as `@main`, or a directive such as `#include`.
  mutating func scanSign(_ language: CodeLanguage) -> String? {
    guard language.signs.contains(bytes[position]), position + 1 < bytes.count,
      Self.isLetter(bytes[position + 1])
    else { return nil }
    position += 1
    while position < bytes.count, Self.isLetter(bytes[position]) || Self.isDigit(bytes[position]) {
      position += 1
    }
    return "k"
  }

  /// `#"…"#` with any number of signs, over several lines between three quotes; false for a sign
  /// that starts none.
  mutating func rawString() -> Bool {
    let open = bytes[position...].firstIndex { $0 != UInt8(ascii: "#") } ?? bytes.count
    let quotes = bytes[open...].prefix { $0 == UInt8(ascii: "\"") }.count
    guard quotes > 0 else { return false }
    let isLong = quotes >= 3
    let end =
      String(repeating: "\"", count: isLong ? 3 : 1)
      + String(repeating: "#", count: open - position)
    position = open + (isLong ? 3 : 1)
    while position < bytes.count, isLong || bytes[position] != 0x0A {
      if starts(with: end) {
        position += end.utf8.count
        return true
      }
      position += 1
    }
    return true
  }

  /// Moves from `(` in a string behind the bracket that closes it, or to the end of the line.
  mutating func interpolation(depth: Int) {
    var brackets = 0
    repeat {
      switch bytes[position] {
      case UInt8(ascii: "("): brackets += 1
      case UInt8(ascii: ")"): brackets -= 1
      case 0x0A: return
      case UInt8(ascii: "\""):
        string(UInt8(ascii: "\""), depth: depth + 1)
        continue
      default: break
      }
      position += 1
    } while brackets > 0 && position < bytes.count
  }

  /// `$name`, `${name}`, `$1`; false for a dollar alone.
  mutating func scanVariable() -> Bool {
    guard position + 1 < bytes.count else { return false }
    if bytes[position + 1] == UInt8(ascii: "{"),
      let end = bytes[position...].firstIndex(of: UInt8(ascii: "}"))
    {
      position = end + 1
      return true
    }
    var end = position + 1
    while end < bytes.count, Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) { end += 1 }
    if end == position + 1, "#?@*!$".utf8.contains(bytes[end]) { end += 1 }
    guard end > position + 1 else { return false }
    position = end
    return true
  }

  /// The name before a value: a quoted one before `:`, or the first words of a line.
  mutating func scanKey(_ language: CodeLanguage) -> String? {
    let start = position
    if language.quotes.contains(bytes[position]) {
      string(bytes[position])
      var next = position
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      return next < bytes.count && bytes[next] == UInt8(ascii: ":") ? "f" : "s"
    }
    guard Self.isLetter(bytes[position]), isLineStart(start), !language.names.contains("json")
    else {
      return nil
    }
    var end = start
    while end < bytes.count,
      Self.isLetter(bytes[end]) || Self.isDigit(bytes[end]) || "-. ".utf8.contains(bytes[end])
    {
      end += 1
    }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ":") || bytes[end] == UInt8(ascii: "=")
    else {
      return nil
    }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    position = end
    return "f"
  }

  /// Whether only spaces and list marks stand before `place` on its line.
  private func isLineStart(_ place: Int) -> Bool {
    var i = place
    while i > 0, bytes[i - 1] == 0x20 || bytes[i - 1] == UInt8(ascii: "-") { i -= 1 }
    return i == 0 || bytes[i - 1] == 0x0A
  }

  /// The parts of a tag: `<name`, attributes, strings; text between tags stays plain.
  mutating func scanMarkup() -> String? {
    let byte = bytes[position]
    if byte == UInt8(ascii: "&"),
      let end = bytes[position...].prefix(32).firstIndex(of: UInt8(ascii: ";"))
    {
      position = end + 1
      return "n"
    }
    if byte == UInt8(ascii: "<") {
      position += 1
      while position < bytes.count, "/!?".utf8.contains(bytes[position]) { position += 1 }
      let start = position
      while position < bytes.count, isName(bytes[position]) { position += 1 }
      return position > start ? "k" : nil
    }
    guard isInTag else {
      position += 1
      // All text up to what means something again.
      while position < bytes.count, bytes[position] != UInt8(ascii: "<"),
        bytes[position] != UInt8(ascii: "&")
      {
        position += 1
      }
      return nil
    }
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      string(byte)
      return "s"
    }
    guard isName(byte) else {
      position += 1
      return nil
    }
    while position < bytes.count, isName(bytes[position]) { position += 1 }
    return "f"
  }

  private func isName(_ byte: UInt8) -> Bool {
    Self.isLetter(byte) || Self.isDigit(byte) || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ":")
  }

  /// Whether the last angle bracket before here opens a tag.
  private var isInTag: Bool {
    var i = position
    while i > 0 {
      i -= 1
      if bytes[i] == UInt8(ascii: ">") { return false }
      if bytes[i] == UInt8(ascii: "<") { return true }
    }
    return false
  }
}
