public import Numerics

/// The number of events where `rate` are expected.
public struct PoissonDistribution: Distribution, Hashable {
  /// The expected number, above 0.
  public let rate: Double

  /// The Poisson distribution of an expected number.
  public init(rate: Double) throws(StatisticsError) {
    try requirePositive(rate, "the rate of a Poisson distribution")
    self.rate = rate
  }

  /// λ^k e^−λ / k!.
  public func density(_ k: Double) -> Double {
    k == k.rounded() && k >= 0 && k.isFinite ? poissonTerm(k, rate) : k.isNaN ? k : 0
  }

  /// k log λ − λ − log k!.
  public func logDensity(_ k: Double) -> Double {
    guard k == k.rounded(), k >= 0, k.isFinite else { return k.isNaN ? k : -.infinity }
    let value = density(k)
    return value > 1e-280 ? log(value) : k * log(rate) - rate - lgamma(k + 1)
  }

  /// Q(k + 1, λ).
  public func cdf(_ k: Double) -> Double { k < 0 ? 0 : gammaincc(k.rounded(.down) + 1, rate) }

  /// P(k + 1, λ).
  public func survival(_ k: Double) -> Double { k < 0 ? 1 : gammainc(k.rounded(.down) + 1, rate) }

  /// The least number with ``cdf(_:)`` ≥ `share`.
  public func quantile(_ share: Double) -> Double {
    countQuantile(self, share, greatest: .infinity)
  }

  /// λ.
  public var mean: Double { rate }

  /// λ.
  public var variance: Double { rate }

  /// −Σ f log f.
  public var entropy: Double { countEntropy(self) }

  /// The whole numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// Whole numbers only.
  public var isDiscrete: Bool { true }

  /// By rejection under a transformed hat from 10 up, else by counting up the probabilities.
  ///
  /// - Source: W. Hörmann, The transformed rejection method for generating Poisson random
  ///   variables, Insurance: Mathematics and Economics 12 (1993), algorithm PTRS.
  public func sample(from random: inout RandomSource) -> Double {
    if rate < 10 { return countUp(self, from: &random, greatest: .infinity) }
    let b = 0.931 + 2.53 * rate.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverse = 1.1239 + 1.1328 / (b - 3.4)
    while true {
      let u = random.nextUnit() - 0.5
      let v = 1 - random.nextUnit()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + rate + 0.43).rounded(.down)
      if distance >= 0.07, v <= 0.9277 - 3.6224 / (b - 2) { return k }
      if k < 0 || (distance < 0.013 && v > distance) { continue }
      let height = log(v * inverse / (a / (distance * distance) + b))
      if height <= k * log(rate) - rate - lgamma(k + 1) { return k }
    }
  }

  /// The distribution under which `x` is most likely: its mean.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> PoissonDistribution {
    try PoissonDistribution(rate: try Statistics.mean(x))
  }
}
