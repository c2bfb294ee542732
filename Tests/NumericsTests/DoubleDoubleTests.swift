import Numerics
import Testing

@Suite struct DoubleDoubleTests {
  /// The exact value of a number of two parts.
  private func exact(_ x: DoubleDouble) -> ExactDecimal {
    ExactDecimal(exactly: x.high) + ExactDecimal(exactly: x.low)
  }

  /// Whether |`error`| ≤ 2^`bits` |`size`|.
  private func isSmall(_ error: ExactDecimal, _ size: ExactDecimal, _ bits: Int) -> Bool {
    let scale = ExactDecimal(exactly: Double(sign: .plus, exponent: bits, significand: 1))
    return error.absolute <= size.absolute * scale
  }

  private func random(_ source: inout RandomSource) -> DoubleDouble {
    DoubleDouble.sum(source.nextNormal(), source.nextNormal() * 0x1p-54)
  }

  @Test func `sums, products and quotients keep a hundred bits`() {
    var source = RandomSource(seed: 2)
    for _ in 0..<300 {
      let a = random(&source)
      let b = random(&source)
      let (x, y) = (exact(a), exact(b))
      #expect(isSmall(exact(a + b) - (x + y), x + y, -102))
      #expect(isSmall(exact(a - b) - (x - y), x - y, -102))
      #expect(isSmall(exact(a * b) - x * y, x * y, -102))
      #expect(isSmall(exact(a / b) * y - x, x, -100))
      let root = exact((a * a).squareRoot)
      #expect(isSmall(root * root - x * x, x * x, -98))
    }
  }

  // 40 digits by mpmath.
  @Test(
    arguments: [
      (0.3, "-1.203972804325936029630180371933723868516"),
      (1.5, "0.405465108108164381978013115464349136572"),
      (1.0000001, "0.0000000999999950583870451775160996834544912303"),
      (1e300, "690.7755278982137052579021966605136811507"),
    ] as [(Double, String)])
  func `logarithms hold 64 bits`(_ x: Double, _ text: String) throws {
    let value = try #require(ExactDecimal(text))
    #expect(isSmall(exact(DoubleDouble(x).log) - value, value, -64))
  }

  @Test(
    arguments: [
      (0.3, "1.349858807576003088997301031688634032142"),
      (-1.5, "0.2231301601484298289332804707640125213422"),
      (200.1, "7.985936063310035804817376399253200011905e+86"),
      (-0.01, "0.9900498337491680533678104545010425435117"),
    ] as [(Double, String)])
  func `exponentials hold 61 bits`(_ x: Double, _ text: String) throws {
    let value = try #require(ExactDecimal(text))
    #expect(isSmall(exact(DoubleDouble(x).exp) - value, value, -61))
  }
}
