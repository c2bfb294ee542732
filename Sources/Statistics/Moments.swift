import Numerics

// Goals: the value that exact arithmetic gives for the doubles at hand, to the last digit or two.
// Sums are taken in double-double numbers, and deviations from the mean before they are multiplied:
// so neither a large mean nor many values cost digits. The one-pass updating formulas were not
// taken: they lose half the digits where mean and spread differ much.

/// The arithmetic mean.
///
/// - Throws: `sample.count` if there are no values.
public func mean(_ x: [Double]) throws(StatisticsError) -> Double {
  try require(1, x, for: "a mean")
  return exactMean(x).value
}

/// The mean with weights, Σ wᵢ xᵢ / Σ wᵢ.
///
/// - Throws: `shape.mismatch` for different lengths, `value.domain` for a negative weight or a sum
///   of weights that is not above 0.
public func weightedMean(_ x: [Double], weights: [Double]) throws(StatisticsError) -> Double {
  try requirePairs(1, x, weights, for: "a weighted mean")
  let total = sum(of: weights)
  guard weights.allSatisfy({ $0 >= 0 }), total.value > 0 else {
    throw StatisticsError(.domain, "weights are at least 0, and their sum is above 0")
  }
  var sum = DoubleDouble(0)
  for i in x.indices { sum += DoubleDouble.product(x[i], weights[i]) }
  return (sum / total).value
}

/// The *n*-th root of the product of *n* positive values.
public func geometricMean(_ x: [Double]) throws(StatisticsError) -> Double {
  try require(1, x, for: "a geometric mean")
  guard x.allSatisfy({ $0 > 0 }) else {
    throw StatisticsError(.domain, "a geometric mean needs values above 0")
  }
  var sum = DoubleDouble(0)
  for value in x { sum += DoubleDouble(log(value)) }
  return exp((sum / Double(x.count)).value)
}

/// The reciprocal of the mean of the reciprocals of positive values.
public func harmonicMean(_ x: [Double]) throws(StatisticsError) -> Double {
  try require(1, x, for: "a harmonic mean")
  guard x.allSatisfy({ $0 > 0 }) else {
    throw StatisticsError(.domain, "a harmonic mean needs values above 0")
  }
  var sum = DoubleDouble(0)
  for value in x { sum += 1 / DoubleDouble(value) }
  return (Double(x.count) / sum).value
}

/// The variance: the sum of squared deviations over *n* − `ddof`.
///
/// `ddof` 1 estimates the variance of the population from a sample; 0 is that of the values.
///
/// - Throws: `sample.count` unless there are more than `ddof` values.
public func variance(_ x: [Double], ddof: Int = 1) throws(StatisticsError) -> Double {
  try require(max(ddof, 0) + 1, x, for: "a variance")
  let (values, unit) = scaled(x)
  let sum = squaredDeviations(values, from: exactMean(values))
  return (sum / Double(x.count - ddof)).value / unit / unit
}

/// The standard deviation: the square root of the variance.
///
/// - Throws: `sample.count` unless there are more than `ddof` values.
public func standardDeviation(_ x: [Double], ddof: Int = 1) throws(StatisticsError) -> Double {
  try require(max(ddof, 0) + 1, x, for: "a standard deviation")
  let (values, unit) = scaled(x)
  let sum = squaredDeviations(values, from: exactMean(values))
  return (sum / Double(x.count - ddof)).squareRoot.value / unit
}

/// The standard error of the mean: the standard deviation over √*n*.
public func standardError(_ x: [Double]) throws(StatisticsError) -> Double {
  try require(2, x, for: "a standard error")
  let n = Double(x.count)
  let (values, unit) = scaled(x)
  let sum = squaredDeviations(values, from: exactMean(values))
  return (sum / (n - 1) / n).squareRoot.value / unit
}

/// The covariance: the sum of products of deviations over *n* − `ddof`.
public func covariance(
  _ x: [Double], _ y: [Double], ddof: Int = 1
) throws(StatisticsError) -> Double {
  try requirePairs(max(ddof, 0) + 1, x, y, for: "a covariance")
  let (left, right) = (scaled(x), scaled(y))
  let sum = productOfDeviations(left.values, right.values)
  return (sum / Double(x.count - ddof)).value / left.unit / right.unit
}

/// Pearson's correlation coefficient, within −1…1.
///
/// - Throws: `sample.degenerate` if either side has no spread.
public func correlation(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
  try requirePairs(2, x, y, for: "a correlation")
  try requireFinite(x + y, for: "a correlation")
  let (x, y) = (scaled(x).values, scaled(y).values)
  let left = squaredDeviations(x, from: exactMean(x))
  let right = squaredDeviations(y, from: exactMean(y))
  guard left.value > 0, right.value > 0 else { throw .noSpread("a correlation") }
  // The roots apart: the product of two sums of squares might overflow.
  let value = (productOfDeviations(x, y) / left.squareRoot / right.squareRoot).value
  return min(max(value, -1), 1)
}

/// The correlation of the series with itself `lag` places later: Σ dᵢ dᵢ₊ₖ / Σ dᵢ², d = x − mean.
public func autocorrelation(_ x: [Double], lag: Int = 1) throws(StatisticsError) -> Double {
  guard lag >= 0 else {
    throw StatisticsError(.domain, "an autocorrelation has a lag of 0 or more, not \(lag)")
  }
  try require(lag + 1, x, for: "an autocorrelation")
  try requireFinite(x, for: "an autocorrelation")
  let x = scaled(x).values
  let center = exactMean(x)
  let total = squaredDeviations(x, from: center)
  guard total.value > 0 else { throw .noSpread("an autocorrelation") }
  var sum = DoubleDouble(0)
  for i in 0..<(x.count - lag) { sum += (x[i] - center) * (x[i + lag] - center) }
  return (sum / total).value
}

/// The skewness: the third central moment over the ³⁄₂ power of the second.
///
/// `isUnbiased` applies the factor √(n(n−1))/(n−2), as spreadsheets do.
public func skewness(_ x: [Double], isUnbiased: Bool = false) throws(StatisticsError) -> Double {
  try require(isUnbiased ? 3 : 2, x, for: "a skewness")
  try requireFinite(x, for: "a skewness")
  let n = Double(x.count)
  let (second, third, _) = centralMoments(scaled(x).values)
  guard second.value > 0 else { throw .noSpread("a skewness") }
  let value = (third / (second * second.squareRoot)).value
  return isUnbiased ? value * (n * (n - 1)).squareRoot() / (n - 2) : value
}

/// The kurtosis: the fourth central moment over the square of the second, less 3 if `isExcess`.
///
/// `isUnbiased` gives the estimator that is 0 in the mean for normal samples (always excess).
public func kurtosis(
  _ x: [Double], isExcess: Bool = true, isUnbiased: Bool = false
) throws(StatisticsError) -> Double {
  try require(isUnbiased ? 4 : 2, x, for: "a kurtosis")
  try requireFinite(x, for: "a kurtosis")
  let n = Double(x.count)
  let (second, _, fourth) = centralMoments(scaled(x).values)
  guard second.value > 0 else { throw .noSpread("a kurtosis") }
  let value = (fourth / (second * second)).value
  if isUnbiased {
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (value - 3) + 6)
  }
  return isExcess ? value - 3 : value
}

// MARK: - Sums in double-double numbers

/// The sum.
func sum(of x: [Double]) -> DoubleDouble {
  var sum = DoubleDouble(0)
  for value in x { sum += value }
  return sum
}

/// The mean of at least one value; infinities and NaN as plain arithmetic has them.
func exactMean(_ x: [Double]) -> DoubleDouble {
  let total = sum(of: x)
  guard total.high.isFinite, total.low.isFinite else {
    // Either a value is not finite, or only the sum overflows.
    let scaled = sum(of: x.map { $0 * 0x1p-60 })
    guard scaled.high.isFinite, scaled.low.isFinite else { return DoubleDouble(x.reduce(0, +)) }
    return scaled / Double(x.count) * 0x1p60
  }
  return total / Double(x.count)
}

/// The values times a power of two that keeps the fourth powers of their deviations within the
/// range, and that power. It is 1 for most data, and for those with values that are not finite.
func scaled(_ x: [Double]) -> (values: [Double], unit: Double) {
  guard let first = x.first else { return (x, 1) }
  var (low, high) = (first, first)
  for value in x {
    if value < low { low = value }
    if value > high { high = value }
  }
  let distance = high - low
  let spread = distance.isFinite ? distance : high / 2 - low / 2
  guard spread < 0x1p-200 || spread > 0x1p200, spread > 0, spread.isFinite else { return (x, 1) }
  let unit = Double(sign: .plus, exponent: min(-Int(spread.exponent), 1000), significand: 1)
  return (x.map { $0 * unit }, unit)
}

/// Σ (xᵢ − center)².
func squaredDeviations(_ x: [Double], from center: DoubleDouble) -> DoubleDouble {
  var sum = DoubleDouble(0)
  for value in x {
    let d = value - center
    sum += d * d
  }
  return sum
}

/// Σ (xᵢ − mean x)(yᵢ − mean y).
func productOfDeviations(_ x: [Double], _ y: [Double]) -> DoubleDouble {
  let a = exactMean(x)
  let b = exactMean(y)
  var sum = DoubleDouble(0)
  for i in x.indices { sum += (x[i] - a) * (y[i] - b) }
  return sum
}

/// The second, third and fourth moments about the mean, over *n*.
private func centralMoments(_ x: [Double]) -> (DoubleDouble, DoubleDouble, DoubleDouble) {
  let center = exactMean(x)
  let n = Double(x.count)
  var second = DoubleDouble(0)
  var third = DoubleDouble(0)
  var fourth = DoubleDouble(0)
  for value in x {
    let d = value - center
    let square = d * d
    second += square
    third += square * d
    fourth += square * square
  }
  return (second / n, third / n, fourth / n)
}
