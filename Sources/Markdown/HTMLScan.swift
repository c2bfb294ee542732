/// Where raw HTML ends, in bytes that may span lines.
///
///     openTag    = "<" name attribute* space* "/"? ">"
///     closingTag = "</" name space* ">"
///     attribute  = space+ [A-Za-z_:][A-Za-z0-9_.:-]* (space* "=" space* value)?
///     value      = [^ \t\r\n"'=<>`]+ | '"' [^"]* '"' | "'" [^']* "'"
struct HTMLScan {
  let text: UnsafePointer<UInt8>
  let end: Int

  private func skipSpaces(_ start: Int) -> Int {
    var i = start
    while i < end, ByteClass.isSpace(text[i]) { i += 1 }
    return i
  }

  private func endOfName(_ start: Int) -> Int? {
    guard start < end, ByteClass.isLetter(text[start]) else { return nil }
    var i = start + 1
    while i < end, ByteClass.isAlphanumeric(text[i]) || text[i] == UInt8(ascii: "-") { i += 1 }
    return i
  }

  /// The offset after the closing tag at `start`, where `</` should stand.
  func closingTag(at start: Int) -> Int? {
    guard start + 2 < end, text[start + 1] == UInt8(ascii: "/") else { return nil }
    guard let name = endOfName(start + 2) else { return nil }
    let i = skipSpaces(name)
    return i < end && text[i] == UInt8(ascii: ">") ? i + 1 : nil
  }

  /// The offset after the open tag at `start`, where `<` should stand.
  func openTag(at start: Int) -> Int? {
    guard var i = endOfName(start + 1) else { return nil }
    while true {
      let next = skipSpaces(i)
      guard next < end else { return nil }
      switch text[next] {
      case UInt8(ascii: ">"): return next + 1
      case UInt8(ascii: "/"):
        return next + 1 < end && text[next + 1] == UInt8(ascii: ">") ? next + 2 : nil
      default:
        guard next > i, let end = attribute(at: next) else { return nil }
        i = end
      }
    }
  }

  private func attribute(at start: Int) -> Int? {
    let first = text[start]
    guard ByteClass.isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")
    else { return nil }
    var i = start + 1
    while i < end {
      let byte = text[i]
      guard
        ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
          || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
      else { break }
      i += 1
    }
    let equals = skipSpaces(i)
    guard equals < end, text[equals] == UInt8(ascii: "=") else { return i }
    return value(at: skipSpaces(equals + 1))
  }

  private func value(at start: Int) -> Int? {
    guard start < end else { return nil }
    var i = start
    let quote = text[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      i += 1
      while i < end, text[i] != quote { i += 1 }
      return i < end ? i + 1 : nil
    }
    scan: while i < end {
      switch text[i] {
      case 0x20, 0x09...0x0D, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "="),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "`"):
        break scan
      default: i += 1
      }
    }
    return i > start ? i : nil
  }
}
