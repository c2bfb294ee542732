import Numerics
import Testing

/// Exact quotients and counts: right to the last digit up to 2⁵³, refused beyond.
@Suite struct FractionTests {
  @Test func `fractions are in lowest terms with the sign above`() throws {
    #expect(try Fraction(reducing: 2, over: -6).description == "-1/3")
    #expect(try Fraction(reducing: 0, over: 5).description == "0")
    #expect(try Fraction(exactly: 0.75) == Fraction(reducing: 3, over: 4))
    #expect(throws: Fraction.Failure.zeroDenominator) { try Fraction(reducing: 1, over: 0) }
    #expect(throws: Fraction.Failure.notExact(0.1)) { try Fraction(exactly: 0.1) }
  }

  @Test func `all small fractions obey the laws of a field`() throws {
    var all: [Fraction] = []
    for a in -4...4 { for b in 1...4 { all.append(try Fraction(reducing: a, over: b)) } }
    for a in all {
      for b in all {
        // Cross multiplication is the definition.
        let sum = try a.adding(b)
        #expect(
          sum.numerator * a.denominator * b.denominator
            == (a.numerator * b.denominator + b.numerator * a.denominator) * sum.denominator)
        #expect(a * b == b * a && (a + b) - b == a)
        if b.numerator != 0 { #expect((a / b) * b == a) }
        #expect((a < b) == (a.value < b.value))
      }
    }
  }

  @Test func `what leaves 2⁵³ is refused, not rounded`() throws {
    let large = try Fraction(Fraction.limit)
    #expect(throws: Fraction.Failure.tooLarge) { try large.adding(1) }
    #expect(throws: Fraction.Failure.tooLarge) { try large.multiplied(by: 2) }
    #expect(throws: Fraction.Failure.tooLarge) { try Fraction(2).raised(to: 54) }
    #expect(try Fraction(2).raised(to: 53) == large)
    #expect(try Fraction(2).raised(to: -53).multiplied(by: large) == 1)
    // Harmonic number H₁₀ = 7381/2520 (OEIS A001008, A002805).
    var sum: Fraction = 0
    for n in 1...10 { sum = try sum.adding(Fraction(reducing: 1, over: n)) }
    #expect(sum.description == "7381/2520")
  }

  @Test func `counts are exact up to 2⁵³`() {
    #expect(factorial(18) == 6_402_373_705_728_000)
    #expect(factorial(19) == nil && factorial(0) == 1 && factorial(-1) == nil)
    // Pascal's rule for all that fit.
    for n in 1...60 {
      for k in 1..<n {
        guard let whole = binomial(n, k) else { continue }
        #expect(whole == (binomial(n - 1, k - 1) ?? -1) + (binomial(n - 1, k) ?? -1), "\(n) \(k)")
      }
    }
    // OEIS A000984: the central binomial coefficients.
    #expect(binomial(56, 28) == 7_648_690_600_760_440)
    #expect(binomial(58, 29) == nil && binomial(1_000_000, 2) == 499_999_500_000)
    #expect(permutations(10, 3) == 720 && permutations(3, 5) == 0)
  }
}
