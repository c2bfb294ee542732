public import Numerics

/// What repeated samples from the sample tell of a statistic.
public struct BootstrapResult: Sendable, Hashable {
  /// The statistic of the sample.
  public let estimate: Double
  /// The statistics of the repeated samples, in order.
  public let replicates: [Double]
  /// The standard deviation of the replicates.
  public let standardError: Double
  /// The mean of the replicates less the estimate.
  public let bias: Double
  /// The interval that holds the statistic with the asked probability.
  public let interval: ClosedRange<Double>
}

/// How the interval follows from the replicates.
public enum BootstrapInterval: String, CaseIterable, Sendable {
  /// From quantile to quantile of the replicates.
  case percentile
  /// The quantiles, mirrored about the estimate.
  case basic
  /// The quantiles moved for bias and for a spread that changes (bias-corrected, accelerated).
  case accelerated
}

/// Draws `count` samples with replacement from `x` and looks at `statistic` of each.
///
/// - Throws: `sample.count` for fewer than two values, `value.domain` for a level outside 0…1, fewer
///   than 10 or more than 10⁶ samples, or a statistic that is NaN.
/// - Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapters 13 and 14.
public func bootstrap(
  _ x: [Double], count: Int = 2_000, level: Double = 0.95,
  interval: BootstrapInterval = .accelerated, from random: inout RandomSource,
  statistic: ([Double]) -> Double
) throws(StatisticsError) -> BootstrapResult {
  try require(2, x, for: "a bootstrap")
  guard count >= 10, count <= 1_000_000, level > 0, level < 1 else {
    throw StatisticsError(
      .domain, "a bootstrap draws 10 to 10⁶ samples, for an interval at a level inside 0...1")
  }
  let estimate = statistic(x)
  var replicates: [Double] = []
  replicates.reserveCapacity(count)
  var sample = x
  for _ in 0..<count {
    for i in sample.indices { sample[i] = x[random.nextInt(below: x.count)] }
    replicates.append(statistic(sample))
  }
  let sorted = try ordered(replicates, for: "a bootstrap")
  var low = (1 - level) / 2
  var high = 1 - low
  if interval == .accelerated {
    (low, high) = acceleratedShares(x, estimate, sorted, low, statistic)
  }
  let ends = try quantiles(sorted, [low, high])
  let range =
    interval == .basic
    ? min(
      2 * estimate - ends[1], 2 * estimate - ends[0])...max(
        2 * estimate - ends[1], 2 * estimate - ends[0])
    : min(ends[0], ends[1])...max(ends[0], ends[1])
  return BootstrapResult(
    estimate: estimate, replicates: sorted, standardError: try standardDeviation(sorted),
    bias: try mean(sorted) - estimate, interval: range)
}

/// The shares of the replicates that bound the accelerated interval.
private func acceleratedShares(
  _ x: [Double], _ estimate: Double, _ sorted: [Double], _ tail: Double,
  _ statistic: ([Double]) -> Double
) -> (Double, Double) {
  let below = Double(sorted.count { $0 < estimate })
  let equal = Double(sorted.count { $0 == estimate })
  let share = (below + equal / 2) / Double(sorted.count)
  guard share > 0, share < 1 else { return (tail, 1 - tail) }
  let bias = normalQuantile(share)
  // The skewness of the statistic, from leaving out each value in turn.
  let left = x.indices.map { (i: Int) -> Double in
    var rest = x
    rest.remove(at: i)
    return statistic(rest)
  }
  let center = exactMean(left).value
  let distances = left.map { center - $0 }
  let squares = Sums.sum(distances.map { $0 * $0 })
  let cubes = Sums.sum(distances.map { $0 * $0 * $0 })
  let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  func moved(_ share: Double) -> Double {
    let z = bias + normalQuantile(share)
    return normalCDF(bias + z / (1 - acceleration * z))
  }
  return (moved(tail), moved(1 - tail))
}
