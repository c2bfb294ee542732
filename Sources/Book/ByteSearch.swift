extension [UInt8] {
  /// Whether `word` stands somewhere in the bytes.
  ///
  /// The standard library's own search asks about every byte through a generic collection, which
  /// took a tenth of a build.
  ///
  /// - Complexity: O(bytes × length of the word), O(bytes) where its first byte is rare.
  func holds(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length > 0, length <= count else { return length == 0 }
    let wanted = UnsafeBufferPointer(start: word.utf8Start, count: length)
    return withUnsafeBufferPointer { bytes in
      let first = wanted[0]
      for start in 0...bytes.count - length where bytes[start] == first {
        if bytes[start..<start + length].elementsEqual(wanted) { return true }
      }
      return false
    }
  }
}
