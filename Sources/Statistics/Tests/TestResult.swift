import Numerics

/// Which departures from the hypothesis count.
public enum Alternative: String, CaseIterable, Sendable {
  /// Either way.
  case twoSided
  /// The tested quantity is smaller than the hypothesis says.
  case less
  /// The tested quantity is greater than the hypothesis says.
  case greater
}

/// What a test of a hypothesis found.
public struct TestResult: Sendable, Hashable {
  /// The test's statistic.
  public let statistic: Double
  /// The probability of a statistic at least so far out, if the hypothesis holds.
  public let pValue: Double
  /// The degrees of freedom of the statistic's distribution; nil where it has none.
  public let degreesOfFreedom: Double?
  /// The size of the departure on a scale of its own; which one, each test says.
  public let effectSize: Double?
  /// The interval for the tested quantity, where the test gives one.
  public let interval: ClosedRange<Double>?

  init(
    statistic: Double, pValue: Double, degreesOfFreedom: Double? = nil, effectSize: Double? = nil,
    interval: ClosedRange<Double>? = nil
  ) {
    self.statistic = statistic
    self.pValue = pValue
    self.degreesOfFreedom = degreesOfFreedom
    self.effectSize = effectSize
    self.interval = interval
  }
}

/// The p-value of a statistic with a symmetric distribution about 0.
func pValue(
  of statistic: Double, _ alternative: Alternative, in distribution: some Distribution
) -> Double {
  switch alternative {
  case .twoSided: Swift.min(1, 2 * distribution.survival(abs(statistic)))
  case .less: distribution.cdf(statistic)
  case .greater: distribution.survival(statistic)
  }
}

/// The interval at `level` about an estimate with a standard error.
func interval(
  _ estimate: Double, _ error: Double, _ alternative: Alternative, level: Double,
  in distribution: some Distribution
) throws(StatisticsError) -> ClosedRange<Double>? {
  try requireLevel(level)
  let outside = alternative == .twoSided ? (1 - level) / 2 : 1 - level
  let reach = -distribution.quantile(outside) * error
  guard reach.isFinite else { return nil }
  let low = alternative == .less ? -.infinity : estimate - reach
  let high = alternative == .greater ? .infinity : estimate + reach
  return low <= high ? low...high : nil
}
