import Numerics

/// The exponential distribution: the waiting time where events come at `rate`.
public struct ExponentialDistribution: Distribution, Hashable {
  /// The number of events per unit of time, above 0.
  public let rate: Double

  /// The exponential distribution of a rate.
  public init(rate: Double = 1) throws(StatisticsError) {
    try requirePositive(rate, "the rate of an exponential distribution")
    self.rate = rate
  }

  /// λ e^(−λx).
  public func density(_ x: Double) -> Double { x < 0 ? 0 : rate * exp(-rate * x) }

  /// log λ − λx.
  public func logDensity(_ x: Double) -> Double { x < 0 ? -.infinity : log(rate) - rate * x }

  /// 1 − e^(−λx).
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : -expm1(-rate * x) }

  /// e^(−λx).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : exp(-rate * x) }

  /// −log(1 − p) / λ.
  public func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? -log1p(-p) / rate : .nan
  }

  /// 1/λ.
  public var mean: Double { 1 / rate }

  /// 1/λ².
  public var variance: Double { 1 / (rate * rate) }

  /// 1 − log λ.
  public var entropy: Double { 1 - log(rate) }

  /// The numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The distribution under which `x` is most likely: the reciprocal of the mean.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> ExponentialDistribution {
    try ExponentialDistribution(rate: 1 / (try Statistics.mean(x)))
  }
}
