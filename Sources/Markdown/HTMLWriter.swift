import Diagnostics

/// The HTML of each kind of node: what comes before its children and what after.
struct HTMLWriter {
  let storage: DocumentStorage
  let bytes: UnsafeBufferPointer<UInt8>
  let isSafe: Bool
  let filtersTags: Bool
  let hasAttributes: Bool
  let hasIdentifiers: Bool
  /// Whether slices of the file may hold bytes that are no text.
  private let needsRepair: Bool

  init(_ storage: DocumentStorage, _ bytes: UnsafeBufferPointer<UInt8>) {
    self.storage = storage
    self.bytes = bytes
    isSafe = storage.options.isSafe
    let extensions = storage.options.extensions
    filtersTags = extensions.contains(.tagFilter)
    hasAttributes = extensions.contains(.attributes)
    hasIdentifiers = extensions.contains(.headingIdentifiers)
    needsRepair = storage.needsRepair
  }

  // MARK: Writing

  @inline(__always)
  func put(_ literal: StaticString, _ output: inout [UInt8]) {
    output.append(
      contentsOf: UnsafeBufferPointer(
        start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  func putText(_ text: String, _ output: inout [UInt8]) { output.append(contentsOf: text.utf8) }

  @inline(__always)
  func startLine(_ output: inout [UInt8]) {
    if let last = output.last, last != 0x0A { output.append(0x0A) }
  }

  /// Runs `body` on each slice of the content of `node`.
  @inline(__always)
  func forEachSlice(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    if node.flags.contains(.pool) {
      body(pool(Int(node.a), Int(node.b)))
    } else if node.flags.contains(.pieces) {
      for index in Int(node.a)..<Int(node.a) + Int(node.b) {
        let piece = storage.pieces[index]
        if piece.text < 0 {
          body(UnsafeBufferPointer(rebasing: bytes[Int(piece.file)..<piece.fileEnd]))
        } else {
          body(pool(Int(piece.text), Int(piece.count)))
        }
      }
    } else {
      body(UnsafeBufferPointer(rebasing: bytes[Int(node.a)..<Int(node.b)]))
    }
  }

  func pool(_ start: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage.pool.base + start, count: count)
  }

  func slice(_ place: TextPlace) -> UnsafeBufferPointer<UInt8> {
    if place.start < 0 { return pool(-1 - Int(place.start), Int(place.count)) }
    let start = Int(place.start)
    return UnsafeBufferPointer(rebasing: bytes[start..<start + Int(place.count)])
  }

  /// Adds text with the four signs of HTML as entities.
  func putEscaped(_ source: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    if needsRepair {
      let repaired = UTF8Scan.repaired(source)
      repaired.withUnsafeBufferPointer { escape($0, &output) }
    } else {
      escape(source, &output)
    }
  }

  /// Adds text as it is.
  func putRaw(_ source: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    if needsRepair {
      output.append(contentsOf: UTF8Scan.repaired(source))
    } else {
      output.append(contentsOf: source)
    }
  }

  private func escape(_ source: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    guard let base = source.baseAddress else { return }
    let count = source.count
    var start = 0
    var i = 0
    while true {
      i = Self.nextSign(base, from: i, end: count)
      output.append(contentsOf: UnsafeBufferPointer(start: base + start, count: i - start))
      guard i < count else { return }
      switch base[i] {
      case 0x26: put("&amp;", &output)
      case 0x3C: put("&lt;", &output)
      case 0x3E: put("&gt;", &output)
      default: put("&quot;", &output)
      }
      i += 1
      start = i
    }
  }

  /// The offset of the next `"`, `&`, `<` or `>`, or `end`: eight bytes at a time.
  @inline(__always)
  private static func nextSign(_ base: UnsafePointer<UInt8>, from start: Int, end: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = UnsafeRawPointer(base)
    var i = start
    while i + 8 <= end {
      let word = raw.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      // `"` and `&` differ in one bit, `<` and `>` in one other: two searches for a zero byte do.
      // A byte above 0x7F may be found too; the loop below looks at each.
      let quotes = (word & ~(ones &* 0x04)) ^ (ones &* 0x22)
      let angles = (word & ~(ones &* 0x02)) ^ (ones &* 0x3C)
      let zeros = ((quotes &- ones) & ~quotes) | ((angles &- ones) & ~angles)
      if zeros & (ones &* 0x80) != 0 { break }
      i += 8
    }
    while i < end {
      let byte = base[i]
      if byte <= 0x3E, byte == 0x22 || byte == 0x26 || byte == 0x3C || byte == 0x3E { return i }
      i += 1
    }
    return end
  }

  /// Adds a destination: percent signs for what no URL holds, entities for `&` and `'`.
  func putURL(_ source: UnsafeBufferPointer<UInt8>, _ output: inout [UInt8]) {
    for byte in source {
      switch byte {
      case UInt8(ascii: "&"): put("&amp;", &output)
      case UInt8(ascii: "'"): put("&#x27;", &output)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "!"), UInt8(ascii: "*"),
        UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","), UInt8(ascii: "%"),
        UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "?"), UInt8(ascii: "="),
        UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "$"),
        UInt8(ascii: "~"):
        output.append(byte)
      case 0: put("%EF%BF%BD", &output)
      default:
        output.append(UInt8(ascii: "%"))
        output.append(Self.hexDigit(byte >> 4))
        output.append(Self.hexDigit(byte & 15))
      }
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

  /// Adds the destination of a link or image, or nothing if it would run code.
  func putDestination(_ place: TextPlace, isImage: Bool, _ output: inout [UInt8]) {
    let url = slice(place)
    if isSafe, Self.isDangerous(url, isImage: isImage) { return }
    putURL(url, &output)
  }

  /// `javascript:`, `vbscript:`, `file:`, and `data:` but for pictures.
  private static func isDangerous(_ url: UnsafeBufferPointer<UInt8>, isImage: Bool) -> Bool {
    // Browsers drop white space and control characters before they look at the scheme.
    let start = url.prefix(64).filter { $0 > 0x20 }.map {
      $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0
    }
    func has(_ prefix: String) -> Bool { start.starts(with: prefix.utf8) }
    if has("javascript:") || has("vbscript:") || has("file:") { return true }
    guard has("data:") else { return false }
    return
      !(has("data:image/png") || has("data:image/gif") || has("data:image/jpeg")
      || has("data:image/webp"))
  }
}
