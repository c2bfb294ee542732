/// A source of random numbers that anyone can reproduce: Philox 4×32 with ten rounds.
///
/// Block *n* of a stream is a scrambling of the counter (n, stream) under the key `seed`; each block
/// gives two words of 64 bits (the first of the lower two 32-bit outputs, low half first). So a
/// stream is a pure function of seed, stream and position, the same on every machine and for ever:
/// the tests pin it to the published vectors. Streams of one seed do not overlap.
///
/// Every draw takes whole words: `nextUnit` and `nextNormal` one, `nextInt` one or seldom more.
///
/// - Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, Parallel random numbers: as easy as 1, 2, 3,
///   SC '11.
public struct RandomSource: Sendable, Hashable, RandomNumberGenerator {
  /// The key: which sequence.
  public let seed: UInt64
  /// Which of the 2⁶⁴ streams under the key.
  public let stream: UInt64
  /// The number of words taken so far.
  public private(set) var position: UInt64 = 0
  private var spare: UInt64 = 0

  /// The start of a stream.
  public init(seed: UInt64, stream: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
  }

  /// The next 64 random bits.
  public mutating func nextUInt64() -> UInt64 {
    defer { position &+= 1 }
    if position & 1 == 1 { return spare }
    let index = position >> 1
    let block = Self.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
        UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    spare = UInt64(block.z) | UInt64(block.w) << 32
    return UInt64(block.x) | UInt64(block.y) << 32
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 { nextUInt64() }

  /// The next number in [0, 1): a multiple of 2⁻⁵³.
  public mutating func nextUnit() -> Double { Double(nextUInt64() >> 11) * 0x1p-53 }

  /// The next number of the standard normal distribution.
  ///
  /// The normal quantile at (*k* + ½)·2⁻⁵³, where *k* is the top 53 bits of one word: so one word a
  /// number, symmetric about 0, within ±8.3.
  public mutating func nextNormal() -> Double {
    normalQuantileForSampling(bits: nextUInt64() >> 11)
  }

  /// The next whole number in 0 ..< `bound`, each equally likely; 0 if `bound` < 2.
  ///
  /// The high half of word × bound, and another word where the low half shows a bias.
  ///
  /// - Source: D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29 (2019).
  public mutating func nextInt(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    var product = nextUInt64().multipliedFullWidth(by: range)
    if product.low < range {
      let threshold = (0 &- range) % range
      while product.low < threshold { product = nextUInt64().multipliedFullWidth(by: range) }
    }
    return Int(product.high)
  }

  /// Puts the elements in random order, each order equally likely.
  ///
  /// From the last place down, each is exchanged with a place not above it (Fisher and Yates).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    var last = elements.count - 1
    while last > 0 {
      elements.swapAt(last, nextInt(below: last + 1))
      last -= 1
    }
  }

  /// Skips `count` words.
  public mutating func skip(_ count: UInt64) {
    let target = position &+ count
    position = target
    if target & 1 == 1 {
      position = target &- 1
      _ = nextUInt64()
    }
  }

  /// The ten rounds of Philox 4×32.
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var x = (counter.x, counter.y, counter.z, counter.w)
    var k = (key.x, key.y)
    for _ in 0..<10 {
      let a = UInt64(0xD251_1F53) &* UInt64(x.0)
      let b = UInt64(0xCD9E_8D57) &* UInt64(x.2)
      x = (
        UInt32(truncatingIfNeeded: b >> 32) ^ x.1 ^ k.0, UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ x.3 ^ k.1, UInt32(truncatingIfNeeded: a)
      )
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return SIMD4(x.0, x.1, x.2, x.3)
  }
}
