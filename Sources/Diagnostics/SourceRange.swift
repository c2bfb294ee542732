/// A half-open range of UTF-8 offsets in one source file.
///
/// Every tree node, numeral and diagnostic has one. Lines and columns are worked out only when
/// something is printed (`SourceFile.position(at:)`).
@frozen
public struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  public let start: Int
  /// The offset after the last byte.
  public let end: Int

  /// The range `start..<end`; an `end` before `start` counts as `start`.
  @inlinable
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end < start ? start : end
  }

  /// The empty range at `offset`.
  @inlinable
  public static func at(_ offset: Int) -> SourceRange { SourceRange(offset, offset) }

  /// The number of bytes.
  @inlinable
  public var count: Int { end - start }

  /// Whether the range holds no byte.
  @inlinable
  public var isEmpty: Bool { end == start }

  /// Whether all of `other` lies inside.
  public func contains(_ other: SourceRange) -> Bool { start <= other.start && other.end <= end }

  /// Whether the byte at `offset` lies inside.
  public func contains(_ offset: Int) -> Bool { start <= offset && offset < end }

  /// The smallest range that holds both.
  public func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(start, other.start), max(end, other.end))
  }
}
