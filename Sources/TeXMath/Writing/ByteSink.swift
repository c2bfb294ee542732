/// Bytes being written, in memory of their own.
///
/// A formula is a hundred pieces of a few bytes each; a literal lands here as one or two moves,
/// where `Array` asks for uniqueness and capacity in a call of its own. The bytes go to the page
/// in one piece when the formula is done.
struct ByteSink: ~Copyable {
  /// How many bytes were written.
  private(set) var count = 0
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int

  /// An empty sink with room for `capacity` bytes.
  init(capacity: Int) {
    self.capacity = max(capacity, 64)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// What was written; the pointer does not outlive `body`.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    body(UnsafeBufferPointer(start: start, count: count))
  }

  /// Adds a literal.
  @inline(__always)
  mutating func append(_ literal: StaticString) {
    let size = literal.utf8CodeUnitCount
    reserve(size)
    (start + count).update(from: literal.utf8Start, count: size)
    count += size
  }

  /// Adds a string as it is.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Adds a string with `&`, `<`, `>` and `"` as entities.
  mutating func append(escaping text: String) {
    var text = text
    text.withUTF8 { bytes in
      for byte in bytes where Self.isSpecial(byte) { return escape(bytes) }
      append(bytes)
    }
  }

  /// Puts a literal where `position` bytes were written, before all that came later.
  mutating func insert(_ literal: StaticString, at position: Int) {
    let size = literal.utf8CodeUnitCount
    reserve(size)
    let place = start + position
    (place + size).update(from: place, count: count - position)
    place.update(from: literal.utf8Start, count: size)
    count += size
  }

  /// Takes back the last `size` bytes.
  mutating func removeLast(_ size: Int) { count -= size }

  // MARK: Room

  @inline(__always)
  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (start + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  private mutating func reserve(_ size: Int) {
    if count + size > capacity { grow(size) }
  }

  @inline(never)
  private mutating func grow(_ size: Int) {
    capacity = max(capacity * 2, count + size)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }

  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }

  @inline(never)
  private mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      default:
        reserve(1)
        start[count] = byte
        count += 1
      }
    }
  }
}
