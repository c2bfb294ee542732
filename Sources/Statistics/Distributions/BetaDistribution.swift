public import Numerics

/// The beta distribution on 0…1.
public struct BetaDistribution: Distribution, Hashable {
  /// The exponent of x, plus 1; above 0.
  public let alpha: Double
  /// The exponent of 1 − x, plus 1; above 0.
  public let beta: Double

  /// The beta distribution of two positive parameters.
  public init(alpha: Double, beta: Double) throws(StatisticsError) {
    try requirePositive(alpha, "the alpha of a beta distribution")
    try requirePositive(beta, "the beta of a beta distribution")
    self.alpha = alpha
    self.beta = beta
  }

  /// x^(α−1) (1−x)^(β−1) / B(α, β).
  public func density(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x < 0 || x > 1 { return 0 }
    if x == 0 { return alpha < 1 ? .infinity : alpha == 1 ? beta : 0 }
    if x == 1 { return beta < 1 ? .infinity : beta == 1 ? alpha : 0 }
    let y = 1 - DoubleDouble(x)
    let term = betaTerm(alpha, beta, x: DoubleDouble(x), complement: y)
    return term > 1e-280 ? term / x / y.value : exp(logDensity(x))
  }

  /// The logarithm of the density, also where that underflows.
  public func logDensity(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return log(density(x)) }
    return (alpha - 1) * log(x) + (beta - 1) * log1p(-x) - lbeta(alpha, beta)
  }

  /// I_x(α, β).
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : x >= 1 ? 1 : betainc(alpha, beta, x) }

  /// 1 − I_x(α, β).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : x >= 1 ? 0 : betaincc(alpha, beta, x) }

  /// The inverse of I_x(α, β).
  public func quantile(_ p: Double) -> Double { betaincinv(alpha, beta, p) }

  /// α / (α + β).
  public var mean: Double { alpha / (alpha + beta) }

  /// α β / ((α + β)² (α + β + 1)).
  public var variance: Double {
    let sum = alpha + beta
    return alpha / sum * (beta / sum) / (sum + 1)
  }

  /// log B − (α−1) ψ(α) − (β−1) ψ(β) + (α+β−2) ψ(α+β).
  public var entropy: Double {
    lbeta(alpha, beta) - (alpha - 1) * digamma(alpha) - (beta - 1) * digamma(beta)
      + (alpha + beta - 2) * digamma(alpha + beta)
  }

  /// 0 to 1.
  public var support: ClosedRange<Double> { 0...1 }

  /// The share of the first of two gamma numbers.
  public func sample(from random: inout RandomSource) -> Double {
    let first = GammaDistribution(unchecked: alpha, 1).sample(from: &random)
    let second = GammaDistribution(unchecked: beta, 1).sample(from: &random)
    // Tiny shapes may give two zeros: then one side wins, in proportion.
    if first + second == 0 { return random.nextUnit() < mean ? 1 : 0 }
    return first / (first + second)
  }

  /// The beta distribution under which `x` is most likely: Newton's steps on
  /// ψ(α) − ψ(α + β) = mean log x, ψ(β) − ψ(α + β) = mean log(1 − x), from the moments on.
  ///
  /// - Throws: `value.domain` unless all values lie inside 0…1, `sample.degenerate` without spread.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> BetaDistribution {
    guard x.allSatisfy({ $0 > 0 && $0 < 1 }) else {
      throw StatisticsError(.domain, "a fitted beta distribution needs values inside 0...1")
    }
    let mean = try Statistics.mean(x)
    let variance = try Statistics.variance(x, ddof: 0)
    guard variance > 0 else { throw .noSpread("a fitted beta distribution") }
    let logs = (
      try Statistics.mean(x.map { log($0) }), try Statistics.mean(x.map { log1p(-$0) })
    )
    let size = max(mean * (1 - mean) / variance - 1, 1e-3)
    var (a, b) = (mean * size, (1 - mean) * size)
    for _ in 0..<200 {
      let common = digamma(a + b)
      let (f, g) = (digamma(a) - common - logs.0, digamma(b) - common - logs.1)
      let shared = -trigamma(a + b)
      let (p, q) = (trigamma(a) + shared, trigamma(b) + shared)
      let determinant = p * q - shared * shared
      let (da, db) = ((q * f - shared * g) / determinant, (p * g - shared * f) / determinant)
      let (nextA, nextB) = (a > da ? a - da : a / 2, b > db ? b - db : b / 2)
      let change = max(abs(nextA - a) / a, abs(nextB - b) / b)
      (a, b) = (nextA, nextB)
      if !(change > 1e-15) { break }
    }
    return try BetaDistribution(alpha: a, beta: b)
  }
}
