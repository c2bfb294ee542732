/// A file of the cache: bytes after their sum, so that half a file or a changed one is known to be
/// none.
enum SealedFile {
  /// The digits of the sum.
  private static let length = 16

  /// Writes `bytes`. A cache that cannot be written is no cache; no build depends on it.
  static func write(_ bytes: [UInt8], to path: String) {
    // The name of what a killed build leaves behind is pruned with the next.
    let spare = Files.join(Files.parent(of: path), "new-" + Files.name(of: path))
    try? Files.writeAtOnce(seal(of: bytes[...]) + bytes, to: path, via: spare)
  }

  /// The bytes at `path`, if there is such a file and it is whole.
  static func read(_ path: String) -> [UInt8]? {
    guard Files.exists(path), let file = try? Files.read(path), file.count > length else {
      return nil
    }
    let bytes = file[length...]
    return seal(of: bytes).elementsEqual(file[..<length]) ? Array(bytes) : nil
  }

  private static func seal(of bytes: ArraySlice<UInt8>) -> [UInt8] {
    let digits = String(sum(bytes), radix: 16)
    return Array((String(repeating: "0", count: length - digits.count) + digits).utf8)
  }

  /// 64 bits that differ for sure where one word of 8 bytes differs, and else by all but a chance of
  /// 2⁻⁶⁴: each step is a bijection of what came before. Faults of disks need no cryptography, which
  /// took a seventh of a check with all values known.
  private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.withUnsafeBytes { buffer in
      var lanes = SIMD4<UInt64>(1, 2, 3, 4)
      let factor = SIMD4<UInt64>(repeating: 0x9e37_79b9_7f4a_7c15)
      var start = 0
      while start + 32 <= buffer.count {
        let words = buffer.loadUnaligned(fromByteOffset: start, as: SIMD4<UInt64>.self)
        lanes = (lanes ^ words) &* factor
        lanes ^= lanes &>> 29
        start += 32
      }
      var result = UInt64(buffer.count)
      func add(_ word: UInt64) {
        result = (result ^ word) &* factor[0]
        result ^= result >> 29
      }
      for lane in 0..<4 { add(lanes[lane]) }
      for place in start..<buffer.count { add(UInt64(buffer[place])) }
      return result
    }
  }
}
