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
    guard k == k.rounded(), k >= 1 else { return k.isNaN ? k : 0 }
    return k == 1 ? p : p * exp((k - 1) * log1p(-p))
  }

  /// 1 − (1−p)^k.
  public func cdf(_ k: Double) -> Double {
    let whole = k.rounded(.down)
    guard whole >= 1 else { return k.isNaN ? k : 0 }
    if whole == 1 || p == 1 { return p }
    if whole == .infinity { return 1 }
    let power = whole * DoubleDouble(-p).log1p
    // Near 0 the first digits come from expm1, the last from what its argument lost.
    if power.high > -0.1 { return -expm1(power.high) - power.low }
    return (1 - power.exp).value
  }

  /// (1−p)^k.
  public func survival(_ k: Double) -> Double { k < 1 ? 1 : exp(k.rounded(.down) * log1p(-p)) }

  /// The least number with ``cdf(_:)`` ≥ `share`.
  public func quantile(_ share: Double) -> Double {
    guard share >= 0, share <= 1 else { return .nan }
    if p == 1 { return 1 }
    if share == 1 { return .infinity }
    var k = max((log1p(-share) / log1p(-p)).rounded(.up), 1)
    // Rounding puts it wrong by a few at most; beyond 2⁵³ neighbours cannot be told apart.
    guard k < 0x1p53 else { return k }
    for _ in 0..<Self.steps where k > 1 && cdf(k - 1) >= share { k -= 1 }
    for _ in 0..<Self.steps where cdf(k) < share { k += 1 }
    return k
  }

  /// How far a quantile is moved at most: where the distribution function is flat, the formula is
  /// better than it.
  private static let steps = 8

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
