/// Text taken out of a source file, with the way back to the file for every byte.
///
/// A cell inside a block quote, a formula over several list lines or a sentence without its
/// emphasis marks is not one slice of the file. The lexers of swift-math, TeX and claims read
/// `bytes`; whatever they report in offsets of `bytes` goes through `sourceRange(_:)`.
public struct MappedText: Sendable {
  /// A run of bytes that stands in the file as it stands here, or that replaces a file range.
  public struct Segment: Hashable, Sendable {
    /// The offset of the run's first byte in the text.
    public let text: Int
    /// The offset in the file.
    public let file: Int
    /// Whether each byte of the run maps to a byte of the file (else the whole run stands for
    /// `fileCount` bytes, as an entity or an escape does).
    public let isVerbatim: Bool
    /// How many bytes of the file the run stands for.
    public let fileCount: Int
  }

  /// The text.
  public private(set) var bytes: [UInt8]
  /// The runs, in order of `text`, that cover all bytes.
  public private(set) var segments: [Segment]
  /// Where the text would stand in the file if it is empty.
  private var anchor: Int

  /// An empty text that stands at `offset` of its file.
  public init(at offset: Int = 0) {
    bytes = []
    segments = []
    anchor = offset
  }

  /// The slice `range` of `file`.
  public init(_ file: SourceFile, _ range: SourceRange) {
    self.init(at: range.start)
    append(verbatim: file.bytes[range.start..<range.end], at: range.start)
  }

  /// A text that is a file of its own, mapped one to one.
  public init(_ text: String) {
    self.init(at: 0)
    append(verbatim: Array(text.utf8)[...], at: 0)
  }

  /// The text as a string.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Adds bytes that stand at `offset` of the file just as they are.
  public mutating func append(verbatim slice: ArraySlice<UInt8>, at offset: Int) {
    guard !slice.isEmpty else { return }
    if let last = segments.last, last.isVerbatim, last.file + (bytes.count - last.text) == offset {
      segments[segments.count - 1] = Segment(
        text: last.text, file: last.file, isVerbatim: true, fileCount: last.fileCount + slice.count)
    } else {
      segments.append(
        Segment(text: bytes.count, file: offset, isVerbatim: true, fileCount: slice.count))
    }
    bytes.append(contentsOf: slice)
  }

  /// Adds text that stands for `range` of the file, such as the character of an entity.
  public mutating func append(_ replacement: [UInt8], for range: SourceRange) {
    guard !replacement.isEmpty else { return }
    segments.append(
      Segment(text: bytes.count, file: range.start, isVerbatim: false, fileCount: range.count))
    bytes.append(contentsOf: replacement)
  }

  /// The file range of the text range `start..<end`; it includes all of a replaced run it touches.
  ///
  /// - Complexity: O(log *segments*).
  public func sourceRange(_ start: Int, _ end: Int) -> SourceRange {
    guard !segments.isEmpty else { return .at(anchor) }
    let first = segments[segmentIndex(at: start)]
    let from = first.isVerbatim ? first.file + (start - first.text) : first.file
    guard end > start else {
      // An empty range at the very end stands after the last run.
      if start >= bytes.count, !first.isVerbatim { return .at(first.file + first.fileCount) }
      return .at(from)
    }
    let last = segments[segmentIndex(at: end - 1)]
    let to = last.isVerbatim ? last.file + (end - last.text) : last.file + last.fileCount
    return SourceRange(from, to)
  }

  /// The file offset of the byte at `offset` of the text.
  public func sourceOffset(_ offset: Int) -> Int { sourceRange(offset, offset).start }

  /// The file range of the whole text.
  public var sourceRange: SourceRange { sourceRange(0, bytes.count) }

  /// The part `range` of the text, with its places.
  public func slice(_ start: Int, _ end: Int) -> MappedText {
    var result = MappedText(at: sourceOffset(min(start, bytes.count)))
    var position = start
    var index = segments.isEmpty ? 0 : segmentIndex(at: start)
    while position < end, index < segments.count {
      let segment = segments[index]
      let stop = min(index + 1 < segments.count ? segments[index + 1].text : bytes.count, end)
      if segment.isVerbatim {
        result.append(
          verbatim: bytes[position..<stop], at: segment.file + (position - segment.text))
      } else {
        result.append(
          Array(bytes[position..<stop]),
          for: SourceRange(segment.file, segment.file + segment.fileCount))
      }
      position = stop
      index += 1
    }
    return result
  }

  private func segmentIndex(at offset: Int) -> Int {
    max(0, segments.partitioningIndex { $0.text > offset } - 1)
  }
}
