public import Numerics

/// The number of failures before the `successes`-th success.
public struct NegativeBinomialDistribution: Distribution, Hashable {
  /// The number of successes, above 0; need not be whole.
  public let successes: Double
  /// The probability of success, above 0.
  public let p: Double

  /// The negative binomial distribution.
  public init(successes: Double, p: Double) throws(StatisticsError) {
    try requirePositive(successes, "the number of successes of a negative binomial distribution")
    try requirePositive(p, "the p of a negative binomial distribution")
    try requireShare(p, "the p of a negative binomial distribution")
    self.successes = successes
    self.p = p
  }

  /// Γ(k+r)/(k! Γ(r)) p^r (1−p)^k.
  public func density(_ k: Double) -> Double {
    guard k == k.rounded(), k >= 0, k.isFinite else { return k.isNaN ? k : 0 }
    if k == 0 { return (successes * DoubleDouble(p).log).exp.value }
    if p == 1 { return 0 }
    let q = 1 - DoubleDouble(p)
    return betaTerm(successes, k, x: DoubleDouble(p), complement: q) / k
  }

  /// I_p(r, k+1).
  public func cdf(_ k: Double) -> Double { k < 0 ? 0 : tails(k).lower }

  /// I_(1−p)(k+1, r).
  public func survival(_ k: Double) -> Double { k < 0 ? 1 : tails(k).upper }

  private func tails(_ k: Double) -> (lower: Double, upper: Double) {
    betaTails(
      successes, k.rounded(.down) + 1, x: DoubleDouble(p), complement: 1 - DoubleDouble(p))
  }

  /// The least number with ``cdf(_:)`` ≥ `share`.
  public func quantile(_ share: Double) -> Double {
    countQuantile(self, share, greatest: .infinity)
  }

  /// r (1−p)/p.
  public var mean: Double { successes * (1 - p) / p }

  /// r (1−p)/p².
  public var variance: Double { successes * (1 - p) / (p * p) }

  /// −Σ f log f.
  public var entropy: Double { countEntropy(self) }

  /// The whole numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// Whole numbers only.
  public var isDiscrete: Bool { true }

  /// A Poisson number whose rate is a gamma number.
  public func sample(from random: inout RandomSource) -> Double {
    if p == 1 { return 0 }
    let rate = GammaDistribution(unchecked: successes, (1 - p) / p).sample(from: &random)
    guard let poisson = try? PoissonDistribution(rate: rate) else { return 0 }
    return poisson.sample(from: &random)
  }
}
