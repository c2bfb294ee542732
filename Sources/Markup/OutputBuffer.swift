/// Bytes under construction: pages are bytes from end to end, `String` stays at the edges.
public struct OutputBuffer: Sendable {
  /// What was written so far.
  public var bytes: [UInt8]

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 256) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// The bytes as a string.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Adds a literal.
  @inlinable
  public mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Adds a string as it is.
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  /// Adds bytes as they are.
  public mutating func append(contentsOf slice: ArraySlice<UInt8>) {
    slice.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  /// Adds a string with `&`, `<`, `>` and `"` as entities: right in text and in quoted attributes.
  public mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { append(escaping: $0) }
  }

  /// Adds bytes with `&`, `<`, `>` and `"` as entities.
  public mutating func append(escaping slice: ArraySlice<UInt8>) {
    slice.withUnsafeBufferPointer { append(escaping: $0) }
  }

  /// Adds bytes with `&`, `<`, `>` and `"` as entities.
  public mutating func append(escaping source: UnsafeBufferPointer<UInt8>) {
    var start = 0
    var i = 0
    let count = source.count
    while i < count {
      let entity: StaticString
      switch source[i] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      default:
        i += 1
        continue
      }
      if i > start { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<i])) }
      append(entity)
      i += 1
      start = i
    }
    if count > start {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<count]))
    }
  }
}

/// `text` with `&`, `<`, `>` and `"` as entities.
public func escapedMarkup(_ text: String) -> String {
  var buffer = OutputBuffer(capacity: text.utf8.count + 16)
  buffer.append(escaping: text)
  return buffer.text
}
