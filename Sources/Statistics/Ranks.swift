import Numerics

/// The ranks of the values, 1 for the smallest; equal values share the mean of their ranks.
public func ranks(_ x: [Double]) throws(StatisticsError) -> [Double] {
  if x.contains(where: \.isNaN) { throw .notANumber("a rank") }
  let order = x.indices.sorted { x[$0] < x[$1] }
  var ranks = [Double](repeating: 0, count: x.count)
  for run in runs(ofEqual: order, in: x) {
    let shared = Double(run.lowerBound + run.upperBound + 1) / 2
    for place in run { ranks[order[place]] = shared }
  }
  return ranks
}

/// The places of `order` that hold equal values, as ranges.
func runs(ofEqual order: [Int], in x: [Double]) -> [Range<Int>] {
  var runs: [Range<Int>] = []
  var start = 0
  for i in 0..<order.count where i + 1 == order.count || x[order[i + 1]] != x[order[start]] {
    runs.append(start..<(i + 1))
    start = i + 1
  }
  return runs
}

/// Spearman's rank correlation: Pearson's correlation of the ranks.
public func spearmanCorrelation(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
  try requirePairs(2, x, y, for: "a rank correlation")
  return try correlation(try ranks(x), try ranks(y))
}

/// Kendall's rank correlation τ-b: agreeing less disagreeing pairs, corrected for ties.
///
/// - Complexity: O(*n*²).
public func kendallCorrelation(_ x: [Double], _ y: [Double]) throws(StatisticsError) -> Double {
  try requirePairs(2, x, y, for: "a rank correlation")
  if (x + y).contains(where: \.isNaN) { throw .notANumber("a rank correlation") }
  var agreement = 0
  var inX = 0
  var inY = 0
  for i in x.indices {
    for j in 0..<i {
      let a = x[i] < x[j] ? -1 : x[i] > x[j] ? 1 : 0
      let b = y[i] < y[j] ? -1 : y[i] > y[j] ? 1 : 0
      agreement += a * b
      inX += a * a
      inY += b * b
    }
  }
  guard inX > 0, inY > 0 else { throw .noSpread("a rank correlation") }
  // The root of a square is exact, so that full agreement gives 1.
  return Double(agreement) / (Double(inX) * Double(inY)).squareRoot()
}
