import Numerics
import Testing

@Suite struct RandomSourceTests {
  // The known answers published with the generator (Random123, kat_vectors, philox4x32 10).
  @Test func `blocks are the published ones`() {
    #expect(
      RandomSource.block(counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0))
        == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    #expect(
      RandomSource.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    #expect(
      RandomSource.block(
        counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
        key: SIMD2(0xa409_3822, 0x299f_31d0))
        == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func `words follow from the blocks`() {
    var random = RandomSource(seed: 0)
    #expect(random.nextUInt64() == 0xe169_c58d_6627_e8d5)
    #expect(random.nextUInt64() == 0x9b00_dbd8_bc57_ac4c)
  }

  @Test func `a source is its place in its stream`() {
    var a = RandomSource(seed: 3, stream: 9)
    let words = (0..<10).map { _ in a.nextUInt64() }
    for start in 0..<10 {
      var b = RandomSource(seed: 3, stream: 9)
      b.skip(UInt64(start))
      #expect(b.nextUInt64() == words[start])
    }
    var other = RandomSource(seed: 3, stream: 10)
    #expect(other.nextUInt64() != words[0])
  }

  @Test func `units, normals and integers have their means`() {
    var random = RandomSource(seed: 1)
    let n = 20_000
    let units = (0..<n).map { _ in random.nextUnit() }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(abs(Sums.sum(units) / Double(n) - 0.5) < 5 * 0.2887 / Double(n).squareRoot())
    let normals = (0..<n).map { _ in random.nextNormal() }
    #expect(abs(Sums.sum(normals)) / Double(n) < 5 / Double(n).squareRoot())
    #expect(abs(Sums.squares(normals) / Double(n) - 1) < 5 * (2 / Double(n)).squareRoot())
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7_000 { counts[random.nextInt(below: 7)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 1_000) < 150 })
    #expect(random.nextInt(below: 1) == 0)
    #expect(random.nextInt(below: -4) == 0)
  }

  @Test func `shuffling keeps every element and mixes`() {
    var random = RandomSource(seed: 5)
    var firsts = [Int](repeating: 0, count: 4)
    for _ in 0..<4_000 {
      var deck = [0, 1, 2, 3]
      random.shuffle(&deck)
      #expect(deck.sorted() == [0, 1, 2, 3])
      firsts[deck[0]] += 1
    }
    #expect(firsts.allSatisfy { abs($0 - 1_000) < 150 })
  }
}
