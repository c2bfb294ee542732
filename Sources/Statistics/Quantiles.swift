import Numerics

/// How a quantile is read off a sample: the nine definitions of Hyndman and Fan, by their numbers.
///
/// With the values in order, the quantile at *p* stands at place h = *n p* + m (1-based), between
/// neighbours by a straight line for 4…9.
///
/// - Source: R. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician
///   50 (1996).
public enum QuantileDefinition: Int, CaseIterable, Sendable {
  /// The inverse of the empirical distribution function.
  case invertedCDF = 1
  /// The same, with the mean of the neighbours at steps.
  case averagedInvertedCDF = 2
  /// The nearest place to *n p*, the even one at ties.
  case closestObservation = 3
  /// Straight lines through the empirical distribution function: m = 0.
  case interpolatedInvertedCDF = 4
  /// Hydrologists' definition: m = ½.
  case hazen = 5
  /// m = *p*: the mean place of the order statistics.
  case weibull = 6
  /// m = 1 − *p*: the default of most programs, and ours.
  case linear = 7
  /// m = (*p* + 1) / 3: unbiased for the median, whatever the distribution.
  case medianUnbiased = 8
  /// m = *p*/4 + 3/8: unbiased for normal samples.
  case normalUnbiased = 9
}

/// The middle value, or the mean of the two middle values.
///
/// - Throws: `sample.count` if there are no values, `value.domain` if one is NaN.
public func median(_ x: [Double]) throws(StatisticsError) -> Double {
  let values = try ordered(x, for: "a median")
  let middle = values.count / 2
  if values.count % 2 == 1 { return values[middle] }
  return midpoint(values[middle - 1], values[middle])
}

/// The quantile of `x` at `p` in 0…1.
///
/// - Throws: `sample.count` if there are no values, `value.domain` if one is NaN or `p` is outside.
public func quantile(
  _ x: [Double], _ p: Double, definition: QuantileDefinition = .linear
) throws(StatisticsError) -> Double {
  try quantiles(x, [p], definition: definition)[0]
}

/// The quantiles of `x` at each of `p`; the values are put in order once.
///
/// - Throws: `sample.count` if there are no values, `value.domain` if one is NaN or a `p` is outside.
public func quantiles(
  _ x: [Double], _ p: [Double], definition: QuantileDefinition = .linear
) throws(StatisticsError) -> [Double] {
  let values = try ordered(x, for: "a quantile")
  for share in p where !(share >= 0 && share <= 1) {
    throw StatisticsError(
      .domain, "a quantile is asked for at a share in 0...1, not \(numberText(share))")
  }
  return p.map { quantile(ofOrdered: values, $0, definition) }
}

/// The smallest value, the quartiles, and the largest value.
public func fiveNumbers(
  _ x: [Double], definition: QuantileDefinition = .linear
) throws(StatisticsError) -> [Double] {
  try quantiles(x, [0, 0.25, 0.5, 0.75, 1], definition: definition)
}

/// The distance between the quartiles.
public func interquartileRange(
  _ x: [Double], definition: QuantileDefinition = .linear
) throws(StatisticsError) -> Double {
  let quartiles = try quantiles(x, [0.25, 0.75], definition: definition)
  return quartiles[1] - quartiles[0]
}

/// The median distance from the median.
public func medianAbsoluteDeviation(_ x: [Double]) throws(StatisticsError) -> Double {
  let center = try median(x)
  return try median(x.map { abs($0 - center) })
}

/// The values that occur most often, in order.
public func modes(_ x: [Double]) throws(StatisticsError) -> [Double] {
  let values = try ordered(x, for: "a mode")
  var best: [Double] = []
  var most = 0
  var start = 0
  for i in 1...values.count where i == values.count || values[i] != values[start] {
    if i - start > most {
      most = i - start
      best = []
    }
    if i - start == most { best.append(values[start]) }
    start = i
  }
  return best
}

/// The values in order.
func ordered(_ x: [Double], for name: String) throws(StatisticsError) -> [Double] {
  try require(1, x, for: name)
  if x.contains(where: \.isNaN) { throw .notANumber(name) }
  return x.sorted()
}

/// The mean of two values, without overflow.
private func midpoint(_ a: Double, _ b: Double) -> Double {
  let sum = a + b
  return sum.isFinite ? sum / 2 : a / 2 + b / 2
}

/// The quantile of values in order.
private func quantile(
  ofOrdered values: [Double], _ p: Double, _ definition: QuantileDefinition
) -> Double {
  let n = Double(values.count)
  func at(_ place: Double) -> Double { values[Int(min(max(place, 1), n)) - 1] }
  // Products such as 0.1 · 30 are meant to be whole, and rounding must not push them off a step.
  let product = n * p
  let whole = product.rounded()
  let np = abs(product - whole) <= 4 * product.ulp ? whole : product
  switch definition {
  case .invertedCDF: return at(np.rounded(.up))
  case .averagedInvertedCDF:
    return np == np.rounded() ? midpoint(at(np), at(np + 1)) : at(np.rounded(.up))
  case .closestObservation: return at(np.rounded(.toNearestOrEven))
  case .interpolatedInvertedCDF: return between(np)
  case .hazen: return between(np + 0.5)
  case .weibull: return between((n + 1) * p)
  case .linear: return between((n - 1) * p + 1)
  case .medianUnbiased: return between((n + 1.0 / 3) * p + 1.0 / 3)
  case .normalUnbiased: return between((n + 0.25) * p + 0.375)
  }

  func between(_ place: Double) -> Double {
    let low = place.rounded(.down)
    let share = place - low
    let left = at(low)
    let right = at(low + 1)
    if share == 0 || left == right { return left }
    return share < 0.5 ? left + (right - left) * share : right - (right - left) * (1 - share)
  }
}
