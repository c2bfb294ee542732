import Diagnostics

/// Keys and scalars of the front matter's YAML.
enum YAMLScan {
  /// `key:` with what follows.
  struct Key {
    let text: String
    let range: SourceRange
    /// What stands after the colon.
    let rest: SourceRange
  }

  /// The key at the start of `range`, or nil.
  static func key(in bytes: [UInt8], _ range: SourceRange) -> Key? {
    var i = range.start
    while i < range.end {
      let byte = bytes[i]
      if byte == UInt8(ascii: ":"), i > range.start {
        guard i + 1 == range.end || ByteClass.isBlank(bytes[i + 1]) else { return nil }
        let key = SourceRange(range.start, i)
        return Key(
          text: String(decoding: bytes[key.start..<key.end], as: UTF8.self), range: key,
          rest: SourceRange(i + 1, range.end))
      }
      let isName =
        ByteClass.isAlphanumeric(byte) || byte >= 0x80 || byte == UInt8(ascii: "_")
        || i > range.start && (byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."))
      guard isName else { return nil }
      i += 1
    }
    return nil
  }

  /// `range` without blanks at both ends and without a comment at its end; nil if nothing is left.
  static func content(in bytes: [UInt8], _ range: SourceRange) -> SourceRange? {
    var start = range.start
    while start < range.end, ByteClass.isBlank(bytes[start]) { start += 1 }
    var end = start
    var quote: UInt8 = 0
    while end < range.end {
      let byte = bytes[end]
      if quote != 0 {
        if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { end += 1 }
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "#"), end == start || ByteClass.isBlank(bytes[end - 1]) {
        break
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        end == start || bytes[start] == UInt8(ascii: "[")
      {
        quote = byte
      }
      end += 1
    }
    end = min(end, range.end)
    while end > start, ByteClass.isBlank(bytes[end - 1]) { end -= 1 }
    return end > start ? SourceRange(start, end) : nil
  }

  /// The value that stands at `range`.
  static func value(
    in bytes: [UInt8], _ range: SourceRange
  ) throws(Diagnostic) -> FrontMatter.Value {
    guard bytes[range.start] == UInt8(ascii: "[") else { return try scalar(in: bytes, range) }
    guard bytes[range.end - 1] == UInt8(ascii: "]") else {
      throw refusal(range, "the list has no closing bracket", "write the list on one line")
    }
    var items: [FrontMatter.Item] = []
    var start = range.start + 1
    let end = range.end - 1
    while true {
      let stop = endOfItem(in: bytes, start, end)
      if let item = content(in: bytes, SourceRange(start, stop)) {
        items.append(FrontMatter.Item(value: try scalar(in: bytes, item), range: item))
      } else if stop < end || !items.isEmpty && stop > start {
        throw refusal(SourceRange(start, stop), "the list item is empty", "write a value")
      }
      guard stop < end else { return .list(items) }
      start = stop + 1
    }
  }

  /// The offset of the comma that ends the item at `start`, or `end`.
  private static func endOfItem(in bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var i = start
    var quote: UInt8 = 0
    while i < end {
      let byte = bytes[i]
      if quote != 0 {
        if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { i += 1 }
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ",") {
        return i
      }
      i += 1
    }
    return end
  }

  private static func scalar(
    in bytes: [UInt8], _ range: SourceRange
  ) throws(Diagnostic) -> FrontMatter.Value {
    let first = bytes[range.start]
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return .string(try quoted(in: bytes, range))
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      throw refusal(range, "front matter has no nested lists or mappings in a line", "use lines")
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      throw refusal(range, "front matter has no block texts", "write the text on one line")
    case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "%"),
      UInt8(ascii: "@"), UInt8(ascii: "`"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: ","):
      let sign = String(Unicode.Scalar(first))
      throw refusal(range, "a plain text cannot start with '\(sign)' here", "put it in quotes")
    default: break
    }
    let text = String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    if text.utf8.last == UInt8(ascii: ":") || hasColon(bytes, range) {
      throw refusal(range, "a plain text cannot hold ': ' here", "put it in quotes")
    }
    if text == "true" { return .bool(true) }
    if text == "false" { return .bool(false) }
    if isNumber(bytes, range), let number = Double(text), number.isFinite {
      return .number(number, text: text)
    }
    return .string(text)
  }

  private static func hasColon(_ bytes: [UInt8], _ range: SourceRange) -> Bool {
    var i = range.start
    while i + 1 < range.end {
      if bytes[i] == UInt8(ascii: ":"), ByteClass.isBlank(bytes[i + 1]) { return true }
      i += 1
    }
    return false
  }

  /// `[-+]? (0 | [1-9] digit*) ("." digit+)? ([eE] [-+]? digit+)?`: `007` and `1.2.3` are texts.
  private static func isNumber(_ bytes: [UInt8], _ range: SourceRange) -> Bool {
    var i = range.start
    func digits() -> Int {
      var k = i
      while k < range.end, ByteClass.isDigit(bytes[k]) { k += 1 }
      return k - i
    }
    if bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
    let whole = digits()
    guard whole > 0, whole == 1 || bytes[i] != UInt8(ascii: "0") else { return false }
    i += whole
    if i < range.end, bytes[i] == UInt8(ascii: ".") {
      i += 1
      let fraction = digits()
      guard fraction > 0 else { return false }
      i += fraction
    }
    if i < range.end, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      if i < range.end, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") { i += 1 }
      let exponent = digits()
      guard exponent > 0 else { return false }
      i += exponent
    }
    return i == range.end
  }

  private static func quoted(
    in bytes: [UInt8], _ range: SourceRange
  ) throws(Diagnostic) -> String {
    let quote = bytes[range.start]
    var result: [UInt8] = []
    var i = range.start + 1
    while i < range.end {
      let byte = bytes[i]
      if byte == quote {
        if quote == UInt8(ascii: "'"), i + 1 < range.end, bytes[i + 1] == quote {
          i += 1
        } else {
          guard i + 1 == range.end else {
            throw refusal(
              SourceRange(i + 1, range.end), "text follows the closing quote", "drop it")
          }
          return String(decoding: result, as: UTF8.self)
        }
      }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), i + 1 < range.end {
        i += 1
        switch bytes[i] {
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(bytes[i])
        default:
          throw refusal(
            SourceRange(i - 1, i + 1), "the escape is none of \\n \\t \\\" \\\\ \\/",
            "use single quotes to keep the backslash")
        }
      } else {
        result.append(byte)
      }
      i += 1
    }
    throw refusal(range, "the text has no closing quote", "close it on the same line")
  }

  private static func refusal(
    _ range: SourceRange, _ message: String, _ hint: String
  ) -> Diagnostic {
    Diagnostic(.error, "front-matter.syntax", at: range, message, hints: [hint])
  }
}
