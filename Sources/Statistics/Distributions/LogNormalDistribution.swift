public import Numerics

/// The log-normal distribution: the exponential of a normal number.
public struct LogNormalDistribution: Distribution, Hashable {
  /// The mean of the logarithm.
  public let mu: Double
  /// The standard deviation of the logarithm, above 0.
  public let sigma: Double
  private let normal: NormalDistribution

  /// The distribution of e^X, X normal of mean `mu` and standard deviation `sigma`.
  public init(mu: Double = 0, sigma: Double = 1) throws(StatisticsError) {
    normal = try NormalDistribution(mean: mu, standardDeviation: sigma)
    self.mu = mu
    self.sigma = sigma
  }

  /// The normal density of log x, over x.
  public func density(_ x: Double) -> Double { x <= 0 ? 0 : normal.density(log(x)) / x }

  /// The logarithm of the density, also where that underflows.
  public func logDensity(_ x: Double) -> Double {
    x <= 0 ? -.infinity : normal.logDensity(log(x)) - log(x)
  }

  /// Φ((log x − μ)/σ).
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : normal.cdf(log(x)) }

  /// Φ((μ − log x)/σ).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : normal.survival(log(x)) }

  /// The exponential of the normal quantile.
  public func quantile(_ p: Double) -> Double { exp(normal.quantile(p)) }

  /// exp(μ + σ²/2).
  public var mean: Double { exp(mu + sigma * sigma / 2) }

  /// (exp(σ²) − 1) exp(2μ + σ²).
  public var variance: Double { expm1(sigma * sigma) * exp(2 * mu + sigma * sigma) }

  /// μ + ½ log(2πe σ²).
  public var entropy: Double { mu + normal.entropy }

  /// The numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The exponential of a normal number: one word.
  public func sample(from random: inout RandomSource) -> Double {
    exp(normal.sample(from: &random))
  }

  /// The distribution under which `x` is most likely: mean and deviation of the logarithms.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> LogNormalDistribution {
    guard x.allSatisfy({ $0 > 0 }) else {
      throw StatisticsError(.domain, "a log-normal distribution has values above 0")
    }
    let logs = x.map { log($0) }
    return try LogNormalDistribution(
      mu: try Statistics.mean(logs), sigma: try Statistics.standardDeviation(logs, ddof: 0))
  }
}
