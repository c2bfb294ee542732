import Numerics

/// The number of trials up to the first success, 1, 2, 3, …
public struct GeometricDistribution: Distribution, Hashable {
  /// The probability of success, above 0.
  public let p: Double

  /// The geometric distribution of probability `p`.
  public init(p: Double) throws(StatisticsError) {
    try requirePositive(p, "the p of a geometric distribution")
    try requireShare(p, "the p of a geometric distribution")
    self.p = p
  }

  /// p (1−p)^(k−1).
  public func density(_ k: Double) -> Double {
    guard k == k.rounded(), k >= 1 else { return 0 }
    return k == 1 ? p : p * exp((k - 1) * log1p(-p))
  }

  /// 1 − (1−p)^k.
  public func cdf(_ k: Double) -> Double { k < 1 ? 0 : -expm1(k.rounded(.down) * log1p(-p)) }

  /// (1−p)^k.
  public func survival(_ k: Double) -> Double { k < 1 ? 1 : exp(k.rounded(.down) * log1p(-p)) }

  /// The least number with ``cdf(_:)`` ≥ `share`.
  public func quantile(_ share: Double) -> Double {
    guard share >= 0, share <= 1 else { return .nan }
    if p == 1 { return 1 }
    if share == 1 { return .infinity }
    var k = max((log1p(-share) / log1p(-p)).rounded(.up), 1)
    while k > 1, cdf(k - 1) >= share { k -= 1 }
    while k < 0x1p53, cdf(k) < share { k += 1 }
    return k
  }

  /// 1/p.
  public var mean: Double { 1 / p }

  /// (1 − p)/p².
  public var variance: Double { (1 - p) / (p * p) }

  /// (−p log p − (1−p) log(1−p)) / p.
  public var entropy: Double { p == 1 ? 0 : -log(p) - (1 - p) / p * log1p(-p) }

  /// The whole numbers from 1 up.
  public var support: ClosedRange<Double> { 1 ... .infinity }

  /// Whole numbers only.
  public var isDiscrete: Bool { true }

  /// The distribution under which `x` is most likely: the reciprocal of the mean.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> GeometricDistribution {
    try GeometricDistribution(p: 1 / (try Statistics.mean(x)))
  }
}
