extension [UInt8] {
  /// Whether `word` stands somewhere in the bytes.
  ///
  /// The standard library's own search asks about every byte through a generic collection, which
  /// took a tenth of a build.
  ///
  /// - Complexity: O(bytes × length of the word), O(bytes) where its first byte is rare.
  func holds(_ word: StaticString) -> Bool { withUnsafeBufferPointer { $0.holds(word) } }
}

extension String {
  /// Whether `word` stands somewhere in the text, byte by byte.
  ///
  /// - Complexity: as for bytes.
  func holds(_ word: StaticString) -> Bool {
    var text = self
    return text.withUTF8 { $0.holds(word) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func holds(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length > 0, length <= count else { return length == 0 }
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: length)
    let first = wanted[0]
    for start in 0...count - length where self[start] == first {
      if self[start..<start + length].elementsEqual(wanted) { return true }
    }
    return false
  }
}
