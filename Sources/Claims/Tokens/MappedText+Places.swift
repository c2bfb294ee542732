import Diagnostics

extension MappedText {
  /// Adds all of `other`.
  mutating func append(_ other: MappedText) {
    for (index, segment) in other.segments.enumerated() {
      let end =
        index + 1 < other.segments.count ? other.segments[index + 1].text : other.bytes.count
      let slice = other.bytes[segment.text..<end]
      if segment.isVerbatim {
        append(verbatim: slice, at: segment.file)
      } else {
        append(Array(slice), for: SourceRange(segment.file, segment.file + segment.fileCount))
      }
    }
  }

  /// The offset in the text of `pattern`, if it stands inside the file range `range`.
  func find(_ pattern: [UInt8], in range: SourceRange) -> Int? {
    guard !pattern.isEmpty, pattern.count <= bytes.count else { return nil }
    for start in 0...(bytes.count - pattern.count) where bytes.matches(pattern, at: start) {
      if range.contains(sourceRange(start, start + pattern.count)) { return start }
    }
    return nil
  }
}
