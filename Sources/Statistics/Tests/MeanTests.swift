import Numerics

/// Student's t test that the mean of `x` is `mean`.
///
/// The effect size is Cohen's d, (mean − hypothesis) / standard deviation.
///
/// - Throws: `sample.count` for fewer than two values, `sample.degenerate` without spread.
/// - Source: Student, The probable error of a mean, Biometrika 6 (1908).
public func tTest(
  _ x: [Double], mean hypothesis: Double = 0, alternative: Alternative = .twoSided,
  level: Double = 0.95
) throws(StatisticsError) -> TestResult {
  try require(2, x, for: "a t test")
  try requireFinite(x + [hypothesis], for: "a t test")
  let n = Double(x.count)
  let center = exactMean(x)
  let deviation = try standardDeviation(x)
  guard deviation > 0 else { throw .noSpread("a t test") }
  let error = deviation / n.squareRoot()
  let difference = (center - hypothesis).value
  let t = try StudentTDistribution(degreesOfFreedom: n - 1)
  return TestResult(
    statistic: difference / error, pValue: pValue(of: difference / error, alternative, in: t),
    degreesOfFreedom: n - 1, effectSize: difference / deviation,
    interval: try interval(center.value, error, alternative, level: level, in: t))
}

/// The t test that `x` and `y` have the same mean: Welch's, or with `equalVariances` Student's.
///
/// The effect size is Cohen's d, the difference of the means over the pooled standard deviation; the
/// interval is for the difference.
///
/// - Source: B. Welch, The generalization of Student's problem, Biometrika 34 (1947).
public func tTest(
  _ x: [Double], _ y: [Double], equalVariances: Bool = false, alternative: Alternative = .twoSided,
  level: Double = 0.95
) throws(StatisticsError) -> TestResult {
  try require(2, x, for: "a t test")
  try require(2, y, for: "a t test")
  try requireFinite(x + y, for: "a t test")
  let (n, m) = (Double(x.count), Double(y.count))
  let (all, unit) = scaled(x + y)
  let (x, y) = (Array(all[..<x.count]), Array(all[x.count...]))
  let (left, right) = (exactMean(x), exactMean(y))
  let difference = (left - right).value
  let (a, b) = (squaredDeviations(x, from: left).value, squaredDeviations(y, from: right).value)
  let pooled = (a + b) / (n + m - 2)
  guard pooled > 0 else { throw .noSpread("a t test") }
  let (u, v) = (a / (n - 1) / n, b / (m - 1) / m)
  let error: Double
  let degrees: Double
  if equalVariances {
    error = (pooled * (1 / n + 1 / m)).squareRoot()
    degrees = n + m - 2
  } else {
    error = (u + v).squareRoot()
    degrees = (u + v) * (u + v) / (u * u / (n - 1) + v * v / (m - 1))
  }
  let t = try StudentTDistribution(degreesOfFreedom: degrees)
  return TestResult(
    statistic: difference / error, pValue: pValue(of: difference / error, alternative, in: t),
    degreesOfFreedom: degrees, effectSize: difference / pooled.squareRoot(),
    interval: try interval(
      difference / unit, error / unit, alternative, level: level, in: t))
}

/// The t test that the differences of pairs have the mean 0.
public func pairedTTest(
  _ x: [Double], _ y: [Double], alternative: Alternative = .twoSided,
  level: Double = 0.95
) throws(StatisticsError) -> TestResult {
  try requirePairs(2, x, y, for: "a paired t test")
  return try tTest(zip(x, y).map { $0 - $1 }, alternative: alternative, level: level)
}

/// The z test that the mean of `x` is `mean`, where the standard deviation is known.
///
/// The effect size is (mean − hypothesis) / standard deviation.
public func zTest(
  _ x: [Double], mean hypothesis: Double = 0, standardDeviation: Double,
  alternative: Alternative = .twoSided,
  level: Double = 0.95
) throws(StatisticsError) -> TestResult {
  try require(1, x, for: "a z test")
  try requireFinite(x + [hypothesis], for: "a z test")
  try requirePositive(standardDeviation, "the standard deviation of a z test")
  let center = exactMean(x)
  let difference = (center - hypothesis).value
  let error = standardDeviation / Double(x.count).squareRoot()
  let normal = NormalDistribution.standard
  return TestResult(
    statistic: difference / error, pValue: pValue(of: difference / error, alternative, in: normal),
    effectSize: difference / standardDeviation,
    interval: try interval(center.value, error, alternative, level: level, in: normal))
}

/// The z test that a share of `successes` in `trials` comes from the probability `share`.
///
/// The interval is Wilson's; the effect size is Cohen's h, 2 asin √p − 2 asin √p₀.
///
/// - Source: E. Wilson, Probable inference, J. Amer. Statist. Assoc. 22 (1927).
public func proportionTest(
  successes: Int, trials: Int, share: Double, alternative: Alternative = .twoSided,
  level: Double = 0.95
) throws(StatisticsError) -> TestResult {
  guard trials > 0, successes >= 0, successes <= trials, share > 0, share < 1 else {
    throw StatisticsError(
      .domain, "a test of a share needs 0 to n successes in n > 0 trials, and a share inside 0...1")
  }
  try requireLevel(level)
  let n = Double(trials)
  let found = Double(successes) / n
  let z = (found - share) / (share * (1 - share) / n).squareRoot()
  let normal = NormalDistribution.standard
  let reach = -normal.quantile(alternative == .twoSided ? (1 - level) / 2 : 1 - level)
  let square = reach * reach
  let center = (found + square / (2 * n)) / (1 + square / n)
  let half =
    reach / (1 + square / n) * (found * (1 - found) / n + square / (4 * n * n)).squareRoot()
  let low = alternative == .less ? 0 : max(center - half, 0)
  let high = alternative == .greater ? 1 : min(center + half, 1)
  return TestResult(
    statistic: z, pValue: pValue(of: z, alternative, in: normal),
    effectSize: 2 * asin(found.squareRoot()) - 2 * asin(share.squareRoot()), interval: low...high)
}
