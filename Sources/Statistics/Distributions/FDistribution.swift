public import Numerics

/// The F distribution: the ratio of two χ² numbers, each over its degrees of freedom.
public struct FDistribution: Distribution, Hashable {
  /// The degrees of freedom above the line.
  public let numerator: Double
  /// The degrees of freedom below the line.
  public let denominator: Double

  /// The F distribution of two positive numbers of degrees of freedom.
  public init(numerator: Double, denominator: Double) throws(StatisticsError) {
    try requirePositive(numerator, "the numerator's degrees of freedom of an F distribution")
    try requirePositive(denominator, "the denominator's degrees of freedom of an F distribution")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Where d₁x nears the end of the range; from there the tail falls as x^(−d₂/2).
  private var farOut: Double { 1e280 / max(numerator, 1) }

  /// d₁x/(d₁x + d₂) and the rest of 1.
  private func shares(_ f: Double) -> (x: DoubleDouble, y: DoubleDouble) {
    let above = DoubleDouble.product(numerator, min(f, farOut))
    let sum = above + denominator
    return (above / sum, denominator / sum)
  }

  /// u^(d₁/2) (1−u)^(d₂/2) / (x B(d₁/2, d₂/2)), u = d₁x/(d₁x + d₂).
  public func density(_ f: Double) -> Double {
    if f < 0 || f == .infinity { return 0 }
    if f.isNaN { return f }
    if f == 0 { return numerator < 2 ? .infinity : numerator == 2 ? 1 : 0 }
    let (x, y) = shares(f)
    let term = betaTerm(numerator / 2, denominator / 2, x: x, complement: y)
    return f <= farOut && term > 1e-280 ? term / f : exp(logDensity(f))
  }

  /// a log r − (a + b) log(1 + r) − log x − log B(a, b), r = d₁x/d₂, a = d₁/2, b = d₂/2.
  public func logDensity(_ f: Double) -> Double {
    guard f > 0, f < .infinity else { return f.isNaN ? f : log(density(f)) }
    let (a, b) = (numerator / 2, denominator / 2)
    let logRatio = log(numerator) - log(denominator) + log(f)
    let spread = logRatio > 700 ? logRatio : log1p(exp(logRatio))
    return a * logRatio - (a + b) * spread - log(f) - lbeta(a, b)
  }

  /// I_u(d₁/2, d₂/2).
  public func cdf(_ f: Double) -> Double {
    if f <= 0 { return 0 }
    if f > farOut { return 1 - survival(f) }
    let (x, y) = shares(f)
    return betaTails(numerator / 2, denominator / 2, x: x, complement: y).lower
  }

  /// 1 − I_u(d₁/2, d₂/2).
  public func survival(_ f: Double) -> Double {
    if f <= 0 { return 1 }
    let (x, y) = shares(f)
    return betaTails(numerator / 2, denominator / 2, x: x, complement: y).upper
      * (f > farOut ? pow(farOut / f, denominator / 2) : 1)
  }

  /// From the inverse of the incomplete beta function.
  public func quantile(_ p: Double) -> Double {
    let (x, y) = betaQuantile(numerator / 2, denominator / 2, p)
    return denominator * x / (numerator * y)
  }

  /// d₂ / (d₂ − 2), for d₂ > 2; else infinite.
  public var mean: Double { denominator > 2 ? denominator / (denominator - 2) : .infinity }

  /// 2 d₂² (d₁ + d₂ − 2) / (d₁ (d₂ − 2)² (d₂ − 4)), for d₂ > 4; else infinite or NaN.
  public var variance: Double {
    guard denominator > 4 else { return denominator > 2 ? .infinity : .nan }
    let mean = denominator / (denominator - 2)
    return 2 * mean * mean * (numerator + denominator - 2) / (numerator * (denominator - 4))
  }

  /// By the entropy of the beta distribution, carried over.
  public var entropy: Double {
    let a = numerator / 2
    let b = denominator / 2
    return lbeta(a, b) + (1 - a) * digamma(a) - (1 + b) * digamma(b) + (a + b) * digamma(a + b)
      + log(denominator / numerator)
  }

  /// The numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The ratio of two χ² numbers.
  public func sample(from random: inout RandomSource) -> Double {
    let above = GammaDistribution(unchecked: numerator / 2, 2 / numerator).sample(from: &random)
    let below = GammaDistribution(unchecked: denominator / 2, 2 / denominator)
      .sample(from: &random)
    return above / below
  }
}
