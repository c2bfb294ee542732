/// A fingerprint of bytes by which the cache finds what it knows: SHA-256.
///
/// Speed does not matter beside parsing; that two different chapters never meet does, so no shorter
/// hash is taken.
///
/// - Source: FIPS 180-4, Secure Hash Standard, sections 4.1.2, 4.2.2, 5.3.3 and 6.2.
package struct Digest: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  private var waiting: [UInt8] = []
  private var count = 0

  /// The fingerprint of nothing.
  package init() { waiting.reserveCapacity(64) }

  /// Adds `bytes`; where one piece ends and the next begins is no part of the fingerprint.
  package mutating func add(_ bytes: [UInt8]) {
    count += bytes.count
    var start = 0
    if !waiting.isEmpty {
      start = min(64 - waiting.count, bytes.count)
      waiting += bytes[..<start]
      guard waiting.count == 64 else { return }
      waiting.withUnsafeBufferPointer { mix($0, at: 0) }
      waiting.removeAll(keepingCapacity: true)
    }
    bytes.withUnsafeBufferPointer { buffer in
      while start + 64 <= buffer.count {
        mix(buffer, at: start)
        start += 64
      }
    }
    waiting += bytes[start...]
  }

  /// Adds `text` and its length, so that ("ab", "c") differs from ("a", "bc").
  package mutating func add(_ text: String) {
    let bytes = Array(text.utf8)
    add(Array("\(bytes.count):".utf8))
    add(bytes)
  }

  /// The 64 hexadecimal digits.
  package var text: String {
    var copy = self
    let bits = UInt64(count) * 8
    var end: [UInt8] = [0x80]
    while (count + end.count) % 64 != 56 { end.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      end.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    copy.add(end)
    let digits = Array("0123456789abcdef".utf8)
    var result: [UInt8] = []
    for word in copy.state {
      for shift in stride(from: 28, through: 0, by: -4) {
        result.append(digits[Int(word >> UInt32(shift)) & 15])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The fingerprint of `bytes`.
  package static func text(of bytes: [UInt8]) -> String {
    var digest = Digest()
    digest.add(bytes)
    return digest.text
  }

  /// Works one block of 64 bytes in.
  private mutating func mix(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
    Self.constants.withUnsafeBufferPointer { mix(bytes, at: start, $0) }
  }

  private mutating func mix(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ constants: UnsafeBufferPointer<UInt32>
  ) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
      for i in 0..<16 {
        let at = start + 4 * i
        words[i] =
          UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
          | UInt32(bytes[at + 3])
      }
      for i in 16..<64 {
        let (x, y) = (words[i - 15], words[i - 2])
        let low = Self.turned(x, 7) ^ Self.turned(x, 18) ^ (x >> 3)
        let high = Self.turned(y, 17) ^ Self.turned(y, 19) ^ (y >> 10)
        words[i] = words[i - 16] &+ low &+ words[i - 7] &+ high
      }
      var (a, b, c, d) = (state[0], state[1], state[2], state[3])
      var (e, f, g, h) = (state[4], state[5], state[6], state[7])
      for i in 0..<64 {
        let big = Self.turned(e, 6) ^ Self.turned(e, 11) ^ Self.turned(e, 25)
        let first = h &+ big &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ words[i]
        let small = Self.turned(a, 2) ^ Self.turned(a, 13) ^ Self.turned(a, 22)
        let second = small &+ ((a & b) ^ (a & c) ^ (b & c))
        (h, g, f, e) = (g, f, e, d &+ first)
        (d, c, b, a) = (c, b, a, first &+ second)
      }
      state[0] &+= a
      state[1] &+= b
      state[2] &+= c
      state[3] &+= d
      state[4] &+= e
      state[5] &+= f
      state[6] &+= g
      state[7] &+= h
    }
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
