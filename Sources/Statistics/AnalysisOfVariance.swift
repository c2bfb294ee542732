import Numerics

/// A one-way analysis of variance: whether groups have different means.
///
/// - Source: NIST/SEMATECH e-Handbook of Statistical Methods, 7.4.3.
public struct AnalysisOfVariance: Sendable, Hashable {
  /// The degrees of freedom between the groups.
  public let betweenDegreesOfFreedom: Int
  /// The degrees of freedom within the groups.
  public let withinDegreesOfFreedom: Int
  /// The sum of squares of the group means about the grand mean.
  public let betweenSumOfSquares: Double
  /// The sum of squares of the values about their group's mean.
  public let withinSumOfSquares: Double
  /// The ratio of the mean squares.
  public let fStatistic: Double
  /// The probability of so large an F if all means are equal.
  public let pValue: Double
  /// The share of the total sum of squares between the groups, η².
  public let rSquared: Double

  /// The sum of squares between over its degrees of freedom.
  public var betweenMeanSquare: Double {
    betweenSumOfSquares / Double(betweenDegreesOfFreedom)
  }

  /// The sum of squares within over its degrees of freedom.
  public var withinMeanSquare: Double { withinSumOfSquares / Double(withinDegreesOfFreedom) }

  /// The root of the mean square within.
  public var residualStandardDeviation: Double { withinMeanSquare.squareRoot() }

  /// The analysis of at least two groups, with more values than groups.
  ///
  /// All sums are of deviations, in double-double numbers: a large mean costs no digits.
  public init(groups: [[Double]]) throws(StatisticsError) {
    let count = groups.reduce(0) { $0 + $1.count }
    guard groups.count >= 2, groups.allSatisfy({ !$0.isEmpty }), count > groups.count else {
      throw StatisticsError(
        .count, "an analysis of variance needs two groups or more, and more values than groups")
    }
    let together = groups.flatMap { $0 }
    try requireFinite(together, for: "an analysis of variance")
    let (all, unit) = scaled(together)
    let grand = exactMean(all)
    var rest = all[...]
    var between = DoubleDouble(0)
    var within = DoubleDouble(0)
    for group in groups {
      let group = Array(rest.prefix(group.count))
      rest = rest.dropFirst(group.count)
      let center = exactMean(group)
      let distance = center - grand
      between += distance * distance * Double(group.count)
      within += squaredDeviations(group, from: center)
    }
    betweenDegreesOfFreedom = groups.count - 1
    withinDegreesOfFreedom = count - groups.count
    betweenSumOfSquares = between.value / unit / unit
    withinSumOfSquares = within.value / unit / unit
    let total = between + within
    guard total.high > 0 else { throw .noSpread("an analysis of variance") }
    rSquared = (between / total).value
    let above = between / Double(groups.count - 1)
    let below = within / Double(count - groups.count)
    fStatistic = within.high > 0 ? (above / below).value : .infinity
    let f = try FDistribution(
      numerator: Double(groups.count - 1), denominator: Double(count - groups.count))
    pValue = f.survival(fStatistic)
  }
}
