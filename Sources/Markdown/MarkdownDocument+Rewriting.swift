public import Diagnostics

extension MarkdownDocument {
  /// A change of the source: what stands at `range` becomes `text`.
  public struct Edit: Hashable, Sendable {
    /// The bytes that go.
    public let range: SourceRange
    /// What comes in their place.
    public let text: String

    /// The change of what stands at `range` to `text`.
    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// The bytes of the file with `edits` made, all other bytes untouched.
  ///
  ///     // Make every level-one heading a level-two heading.
  ///     let edits = document.headings.filter { $0.kind == .heading(level: 1) }
  ///       .map { MarkdownDocument.Edit(.at($0.range.start), "#") }
  ///     let bytes = document.rewritten(with: edits)
  ///
  /// Edits may come in any order; of two that overlap the one that starts first is made.
  ///
  /// - Complexity: O(*n* + *e* log *e*).
  public func rewritten(with edits: [Edit]) -> [UInt8] {
    let bytes = file.bytes
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var position = 0
    let sorted = edits.enumerated().sorted { left, right -> Bool in
      (left.element.range.start, left.offset) < (right.element.range.start, right.offset)
    }
    for (_, edit) in sorted {
      guard edit.range.start >= position, edit.range.end <= bytes.count else { continue }
      result.append(contentsOf: bytes[position..<edit.range.start])
      result.append(contentsOf: edit.text.utf8)
      position = edit.range.end
    }
    result.append(contentsOf: bytes[position...])
    return result
  }
}
