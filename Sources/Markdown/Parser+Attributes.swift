import Diagnostics

/// Where `{#id .class key=value}` may stand: at the end of a heading, of a fence's info string and
/// of a display's last line, right after an image, and on a line of its own after a table.
extension Parser {
  /// Takes attributes off the end of the line part `start..<end`; returns the index of the extra
  /// that holds them, or 0 if there are none.
  mutating func takeAttributes(_ start: Int, _ end: inout Int) -> Int32 {
    guard extensions.contains(.attributes), end > start, bytes[end - 1] == UInt8(ascii: "}") else {
      return 0
    }
    var i = end - 1
    while i > start, bytes[i] != UInt8(ascii: "{") { i -= 1 }
    guard bytes[i] == UInt8(ascii: "{"), i == start || ByteClass.isBlank(bytes[i - 1]),
      areAttributes(i + 1, end - 1)
    else { return 0 }
    var extra = Extra()
    extra.attributeStart = Int32(truncatingIfNeeded: i + 1)
    extra.attributeEnd = Int32(truncatingIfNeeded: end - 1)
    end = trimmed(start, i).end
    return addExtra(extra)
  }

  /// Whether `start..<end` is what may stand between braces.
  func areAttributes(_ start: Int, _ end: Int) -> Bool { attributes(start, end) != nil }

  /// The attributes that `start..<end` writes.
  func attributes(_ start: Int, _ end: Int) -> Attributes? {
    guard end > start else { return nil }
    var text = MappedText(at: start)
    text.append(
      verbatim: Array(UnsafeBufferPointer(start: bytes + start, count: end - start))[...],
      at: start)
    return Attributes(parsing: text)
  }

  /// The inside of the braces that end an info string; what they hold is for the reader to judge.
  func bracesAtEnd(_ start: Int, _ end: Int) -> (start: Int, end: Int)? {
    guard end > start, bytes[end - 1] == UInt8(ascii: "}") else { return nil }
    var i = start
    while i < end, bytes[i] != UInt8(ascii: "{") { i += 1 }
    return i < end ? (i + 1, end - 1) : nil
  }

  /// A line of nothing but attributes, which belongs to the table right above it.
  mutating func attributeLine(_ container: inout Int) -> Start {
    guard open[container].kind == .table, container == open.count - 1 else { return .nothing }
    let (start, lineEnd) = trimmed(nonspace, lineEnd)
    var end = lineEnd
    let extra = takeAttributes(start, &end)
    guard extra != 0, end == start else { return .nothing }
    let table = Int(open[container].node)
    closeLast()
    nodes[table].c = extra
    nodes[table].end = Int32(truncatingIfNeeded: lineEnd)
    container -= 1
    return .line
  }
}
