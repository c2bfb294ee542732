public import Numerics

/// One trial of probability `p`: 1 for success, 0 for failure.
public struct BernoulliDistribution: Distribution, Hashable {
  /// The probability of 1.
  public let p: Double

  /// The Bernoulli distribution of probability `p`.
  public init(p: Double) throws(StatisticsError) {
    try requireShare(p, "the p of a Bernoulli distribution")
    self.p = p
  }

  /// p at 1, 1 − p at 0.
  public func density(_ k: Double) -> Double {
    k == 1 ? p : k == 0 ? 1 - p : k.isNaN ? k : 0
  }

  /// 0 below 0, 1 − p below 1, then 1.
  public func cdf(_ k: Double) -> Double { k < 0 ? 0 : k < 1 ? 1 - p : k.isNaN ? k : 1 }

  /// 1 below 0, p below 1, then 0.
  public func survival(_ k: Double) -> Double { k < 0 ? 1 : k < 1 ? p : k.isNaN ? k : 0 }

  /// 0 up to 1 − p, then 1.
  public func quantile(_ share: Double) -> Double {
    share >= 0 && share <= 1 ? (share <= 1 - p ? 0 : 1) : .nan
  }

  /// p.
  public var mean: Double { p }

  /// p (1 − p).
  public var variance: Double { p * (1 - p) }

  /// −p log p − (1−p) log(1−p).
  public var entropy: Double { p == 0 || p == 1 ? 0 : -p * log(p) - (1 - p) * log1p(-p) }

  /// 0 and 1.
  public var support: ClosedRange<Double> { 0...1 }

  /// Whole numbers only.
  public var isDiscrete: Bool { true }

  /// Whether the next uniform number is below p: one word.
  public func sample(from random: inout RandomSource) -> Double { random.nextUnit() < p ? 1 : 0 }

  /// The distribution under which `x` is most likely: the share of ones.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> BernoulliDistribution {
    try BernoulliDistribution(p: try Statistics.mean(x))
  }
}
