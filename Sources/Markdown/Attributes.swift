public import Diagnostics

/// The inside of `{#id .class key=value word}`, in order, with places.
///
///     attributes  = item (space+ item)*
///     item        = "#" name | "." name | name "=" value | name      (the last in fences only)
///     name        = letter or digit or one of - _ : . %  or any byte above 0x7F, one or more
///     value       = '"' … '"' | "'" … "'" | bytes other than white space, quotes and braces
public struct Attributes: Sendable {
  /// One item.
  public struct Item: Sendable {
    /// `id`, `class`, the key of `key=value`, or a word that stands alone.
    public let key: String
    /// What belongs to the key; nil for a word that stands alone.
    public let value: String?
    /// Where the whole item was written.
    public let range: SourceRange
    /// Where the value was written, without quotes; the item's range for a word.
    public let valueRange: SourceRange
  }

  /// The items in order.
  public let items: [Item]
  /// Where the inside of the braces was written.
  public let range: SourceRange

  /// The `#id`, the last one if there are several.
  public var identifier: String? { items.last { $0.key == "id" }?.value }

  /// The `.class`es in order.
  public var classes: [String] { items.compactMap { $0.key == "class" ? $0.value : nil } }

  /// The value of `key=value`, the last one if there are several.
  public subscript(key: String) -> String? { items.last { $0.key == key }?.value }

  /// Whether `word` stands alone among the items.
  public func contains(_ word: String) -> Bool {
    items.contains { $0.key == word && $0.value == nil }
  }

  /// Parses `text`, the inside of the braces (a colon at its start is skipped, as in `{: #id}`);
  /// nil if it is not of the form above. Words that stand alone are refused unless allowed.
  public init?(parsing text: MappedText, allowingWords: Bool = false) {
    let bytes = text.bytes
    var items: [Item] = []
    var i = 0
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    func string(_ start: Int, _ end: Int) -> String {
      String(decoding: bytes[start..<end], as: UTF8.self)
    }
    if bytes.first == UInt8(ascii: ":") { i = 1 }
    while true {
      while i < bytes.count, isSpace(bytes[i]) { i += 1 }
      guard i < bytes.count else { break }
      let start = i
      let sign = bytes[i]
      if sign == UInt8(ascii: "#") || sign == UInt8(ascii: ".") {
        i += 1
        let end = Self.endOfName(bytes, from: i)
        guard end > i else { return nil }
        items.append(
          Item(
            key: sign == UInt8(ascii: "#") ? "id" : "class", value: string(i, end),
            range: text.sourceRange(start, end), valueRange: text.sourceRange(i, end)))
        i = end
      } else {
        let end = Self.endOfName(bytes, from: i)
        guard end > i else { return nil }
        i = end
        if i < bytes.count, bytes[i] == UInt8(ascii: "=") {
          guard let value = Self.value(bytes, from: i + 1) else { return nil }
          items.append(
            Item(
              key: string(start, end), value: string(value.start, value.end),
              range: text.sourceRange(start, value.next),
              valueRange: text.sourceRange(value.start, value.end)))
          i = value.next
        } else {
          guard allowingWords else { return nil }
          let range = text.sourceRange(start, end)
          items.append(Item(key: string(start, end), value: nil, range: range, valueRange: range))
        }
      }
      if i < bytes.count, !isSpace(bytes[i]) { return nil }
    }
    guard !items.isEmpty else { return nil }
    self.items = items
    self.range = text.sourceRange
  }

  private static func endOfName(_ bytes: [UInt8], from start: Int) -> Int {
    var i = start
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: "%"), 0x80...:
        i += 1
      default: return i
      }
    }
    return i
  }

  private static func value(
    _ bytes: [UInt8], from start: Int
  ) -> (start: Int, end: Int, next: Int)? {
    guard start < bytes.count else { return nil }
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      guard let end = bytes[(start + 1)...].firstIndex(of: quote) else { return nil }
      return (start + 1, end, end + 1)
    }
    var i = start
    while i < bytes.count {
      switch bytes[i] {
      case 0x20, 0x09...0x0D, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"),
        UInt8(ascii: "}"):
        return i > start ? (start, i, i) : nil
      default: i += 1
      }
    }
    return i > start ? (start, i, i) : nil
  }
}
