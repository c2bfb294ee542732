/// The bytes of one file with the name under which messages speak of it.
///
/// The text is UTF-8; bytes that are not are shown as U+FFFD and count as one column each.
public struct SourceFile: Sendable {
  /// The path as the user gave it, with `/` between its parts.
  public let path: String
  /// The whole content.
  public let bytes: [UInt8]
  /// The offset of the first byte of every line; lines end with LF, CRLF or CR.
  public let lineStarts: LineStarts

  /// A file with `bytes`, known as `path`.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    self.lineStarts = LineStarts(in: bytes)
  }

  /// A file with the UTF-8 of `text`, known as `path`.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The text of `range`, clamped to the file.
  public func text(in range: SourceRange) -> String {
    let start = min(max(range.start, 0), bytes.count)
    let end = min(max(range.end, start), bytes.count)
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// A place as people count it: line and column from 1, the column in Unicode scalars.
  public struct Position: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in Unicode scalars; a byte order mark at the start is not counted.
    public let column: Int
  }

  /// The line and column of the byte at `offset`.
  ///
  /// - Complexity: O(log *lines* + length of the line).
  public func position(at offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let index = lineIndex(at: offset)
    var start = lineStarts[index]
    if start == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = min(3, offset) }
    let column = String(decoding: bytes[start..<max(start, offset)], as: UTF8.self)
      .unicodeScalars.count
    return Position(line: index + 1, column: column + 1)
  }

  /// The index, from 0, of the line that holds `offset`.
  public func lineIndex(at offset: Int) -> Int {
    max(0, lineStarts.partitioningIndex { $0 > offset } - 1)
  }

  /// The range of the line with `index` from 0, without its line ending.
  public func lineRange(at index: Int) -> SourceRange {
    guard index >= 0, index < lineStarts.count else { return .at(bytes.count) }
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(start, end)
  }
}
