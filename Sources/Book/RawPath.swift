import Diagnostics

/// A path that raw HTML names: what an `<img src="…">` shows, or where an `<a href="…">` leads.
struct RawPath: Hashable, Sendable {
  /// The path, with its entities and escapes as they were written but for `&amp;`.
  let path: String
  /// Where it was written.
  let range: SourceRange
  /// Whether the page shows the file rather than links to it.
  let isShown: Bool

  /// The paths in `html`, in order; comments, scripts and styles are passed over.
  ///
  /// - Complexity: O(bytes).
  static func all(in html: MappedText) -> [RawPath] {
    var reader = Reader(bytes: html.bytes)
    var found: [RawPath] = []
    while let attribute = reader.next() {
      let text = String(decoding: html.bytes[attribute.value], as: UTF8.self)
      let path = text.replacing("&amp;", with: "&").trimmed
      let range = html.sourceRange(attribute.value.lowerBound, attribute.value.upperBound)
      switch attribute.name {
      case "src", "poster": found.append(RawPath(path: path, range: range, isShown: true))
      case "data" where attribute.tag == "object":
        found.append(RawPath(path: path, range: range, isShown: true))
      case "href" where attribute.tag == "a":
        found.append(RawPath(path: path, range: range, isShown: false))
      default: break
      }
    }
    return found
  }

  /// The identifiers that `html` gives to what it holds, by `id` or by the `name` of an anchor.
  static func identifiers(in html: MappedText) -> [String] {
    var reader = Reader(bytes: html.bytes)
    var found: [String] = []
    while let attribute = reader.next() {
      guard attribute.name == "id" || attribute.name == "name" && attribute.tag == "a" else {
        continue
      }
      found.append(String(decoding: html.bytes[attribute.value], as: UTF8.self))
    }
    return found
  }

  /// An attribute of a tag; the value is its place in the bytes.
  private struct Attribute {
    let tag: String
    let name: String
    let value: Range<Int>
  }

  /// Reads the attributes of all opening tags, one after the other.
  ///
  /// - Source: HTML Living Standard, 13.1.2 (start tags and attributes).
  private struct Reader {
    let bytes: [UInt8]
    private var position = 0
    /// The tag that is being read; empty outside of tags.
    private var tag = ""

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Attribute? {
      while position < bytes.count {
        if tag.isEmpty {
          findTag()
        } else if let attribute = attribute() {
          return attribute
        }
      }
      return nil
    }

    /// Goes behind the name of the next opening tag.
    private mutating func findTag() {
      guard let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")) else {
        position = bytes.count
        return
      }
      position = open + 1
      if bytes[open...].starts(with: "<!--".utf8) {
        skip(past: "-->")
        return
      }
      let start = position
      while position < bytes.count, bytes[position].isASCIIWord { position += 1 }
      guard start < position, !(0x30...0x39).contains(bytes[start]) else { return }
      tag = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
    }

    /// The next attribute with a value; nil once the tag has ended, or for one without a value.
    private mutating func attribute() -> Attribute? {
      while position < bytes.count, bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: "/")
      {
        position += 1
      }
      guard position < bytes.count else { return nil }
      if bytes[position] == UInt8(ascii: ">") {
        position += 1
        if tag == "script" || tag == "style" { skip(past: "</" + tag) }
        tag = ""
        return nil
      }
      let start = position
      while position < bytes.count, bytes[position] > 0x20,
        !"=>/".utf8.contains(bytes[position]) || position == start
      {
        position += 1
      }
      let name = String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else { return nil }
      position += 1
      skipSpace()
      return Attribute(tag: tag, name: name, value: value())
    }

    private mutating func value() -> Range<Int> {
      guard position < bytes.count else { return position..<position }
      let quote = bytes[position]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        let start = position
        while position < bytes.count, bytes[position] > 0x20, bytes[position] != UInt8(ascii: ">") {
          position += 1
        }
        return start..<position
      }
      let start = position + 1
      let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
      position = min(end + 1, bytes.count)
      return start..<end
    }

    private mutating func skipSpace() {
      while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func skip(past end: String) {
      let end = Array(end.utf8)
      while position < bytes.count, !bytes[position...].starts(with: end) { position += 1 }
      position = min(position + end.count, bytes.count)
    }
  }
}

extension UInt8 {
  /// Whether it is a letter or digit of ASCII.
  fileprivate var isASCIIWord: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}
