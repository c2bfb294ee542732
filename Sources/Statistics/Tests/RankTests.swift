import Numerics

/// The Mann–Whitney test that neither of `x` and `y` tends to be greater.
///
/// The statistic is U, the number of pairs in which `x` is greater (ties count half). Exact for up
/// to 8 values on the smaller side without ties; else the normal distribution, corrected for ties
/// and continuity. The effect size is the rank-biserial correlation, 2U/(nm) − 1.
///
/// - Source: H. Mann, D. Whitney, Ann. Math. Statist. 18 (1947).
public func mannWhitneyTest(
  _ x: [Double], _ y: [Double], alternative: Alternative = .twoSided
) throws(StatisticsError) -> TestResult {
  try require(1, x, for: "a Mann–Whitney test")
  try require(1, y, for: "a Mann–Whitney test")
  let (n, m) = (Double(x.count), Double(y.count))
  let all = x + y
  let places = try ranks(all)
  let u = Sums.sum(Array(places[..<x.count])) - n * (n + 1) / 2
  let sizes = tieSizes(all)
  let p: Double
  if sizes.isEmpty, min(x.count, y.count) <= 8, max(x.count, y.count) <= 200 {
    p = exactRankSum(u, x.count, y.count, alternative)
  } else {
    let ties = sizes.reduce(0.0) { $0 + ($1 * $1 * $1 - $1) }
    let total = n + m
    let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
    guard variance > 0 else { throw .noSpread("a Mann–Whitney test") }
    p = corrected(u - n * m / 2, variance.squareRoot(), alternative)
  }
  return TestResult(statistic: u, pValue: p, effectSize: 2 * u / (n * m) - 1)
}

/// Wilcoxon's signed-rank test that the differences of pairs are symmetric about 0.
///
/// The statistic is the sum of the ranks of the positive differences; zeros are left out. Exact for
/// up to 50 differences without ties. The effect size is the rank-biserial correlation.
///
/// - Source: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1 (1945).
public func wilcoxonTest(
  _ x: [Double], _ y: [Double], alternative: Alternative = .twoSided
) throws(StatisticsError) -> TestResult {
  try requirePairs(1, x, y, for: "a Wilcoxon test")
  return try wilcoxonTest(zip(x, y).map { $0 - $1 }, alternative: alternative)
}

/// Wilcoxon's signed-rank test that `differences` are symmetric about 0.
public func wilcoxonTest(
  _ differences: [Double], alternative: Alternative = .twoSided
) throws(StatisticsError) -> TestResult {
  let values = differences.filter { $0 != 0 }
  try require(1, values, for: "a Wilcoxon test")
  let sizes = values.map { abs($0) }
  let places = try ranks(sizes)
  let sum = values.indices.reduce(0.0) { $0 + (values[$1] > 0 ? places[$1] : 0) }
  let n = Double(values.count)
  let all = n * (n + 1) / 2
  let ties = tieSizes(sizes)
  let p: Double
  if ties.isEmpty, values.count <= 50, values.count == differences.count {
    p = tail(of: signedRankCounts(values.count), at: Int(sum), alternative)
  } else {
    let variance =
      n * (n + 1) * (2 * n + 1) / 24 - ties.reduce(0.0) { $0 + ($1 * $1 * $1 - $1) } / 48
    p = corrected(sum - all / 2, variance.squareRoot(), alternative, by: 0)
  }
  return TestResult(statistic: sum, pValue: p, effectSize: 2 * sum / all - 1)
}

/// The Kruskal–Wallis test that groups come from one distribution; the statistic H has ties removed.
///
/// The effect size is ε² = H / (n − 1).
public func kruskalWallisTest(_ groups: [[Double]]) throws(StatisticsError) -> TestResult {
  guard groups.count >= 2, groups.allSatisfy({ !$0.isEmpty }) else {
    throw StatisticsError(.count, "a Kruskal–Wallis test needs two groups or more, none empty")
  }
  let all = groups.flatMap { $0 }
  let places = try ranks(all)
  let n = Double(all.count)
  var sum = 0.0
  var start = 0
  for group in groups {
    let total = Sums.sum(Array(places[start..<(start + group.count)]))
    sum += total * total / Double(group.count)
    start += group.count
  }
  let ties = tieSizes(all).reduce(0.0) { $0 + ($1 * $1 * $1 - $1) }
  let spread = 1 - ties / (n * n * n - n)
  guard spread > 0 else { throw .noSpread("a Kruskal–Wallis test") }
  let h = (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / spread
  let degrees = Double(groups.count - 1)
  return TestResult(
    statistic: h, pValue: try ChiSquaredDistribution(degreesOfFreedom: degrees).survival(h),
    degreesOfFreedom: degrees, effectSize: h / (n - 1))
}

/// The numbers of equal values, where there is more than one.
private func tieSizes(_ x: [Double]) -> [Double] {
  let order = x.indices.sorted { x[$0] < x[$1] }
  return runs(ofEqual: order, in: x).map { Double($0.count) }.filter { $0 > 1 }
}

/// The normal p-value of a distance from the mean, drawn nearer by ½.
private func corrected(
  _ distance: Double, _ deviation: Double, _ alternative: Alternative, by step: Double = 0.5
) -> Double {
  let normal = NormalDistribution.standard
  switch alternative {
  case .twoSided:
    return min(1, 2 * normal.survival((abs(distance) - step) / deviation))
  case .less: return normal.cdf((distance + step) / deviation)
  case .greater: return normal.survival((distance - step) / deviation)
  }
}

/// The p-value of U from the number of orders for each value of it.
private func exactRankSum(_ u: Double, _ n: Int, _ m: Int, _ alternative: Alternative) -> Double {
  // The coefficients of the Gaussian binomial: Π (1 − q^(m+i)) / (1 − q^i), i = 1…n.
  let (few, many) = (min(n, m), max(n, m))
  var counts = [Double](repeating: 0, count: few * many + 1)
  counts[0] = 1
  for i in 1...few {
    for k in stride(from: counts.count - 1, through: many + i, by: -1) {
      counts[k] -= counts[k - many - i]
    }
    for k in i..<max(counts.count, i) { counts[k] += counts[k - i] }
  }
  return tail(of: counts, at: Int(u), alternative)
}

/// The number of signs that give each sum of ranks 1…n.
private func signedRankCounts(_ n: Int) -> [Double] {
  var counts = [Double](repeating: 0, count: n * (n + 1) / 2 + 1)
  counts[0] = 1
  for rank in 1...n {
    for k in stride(from: counts.count - 1, through: rank, by: -1) { counts[k] += counts[k - rank] }
  }
  return counts
}

/// The p-value at `place` of a symmetric distribution of counts.
private func tail(of counts: [Double], at place: Int, _ alternative: Alternative) -> Double {
  let total = Sums.sum(counts)
  let below = Sums.sum(Array(counts[...place])) / total
  let above = Sums.sum(Array(counts[place...])) / total
  switch alternative {
  case .twoSided: return min(1, 2 * min(below, above))
  case .less: return below
  case .greater: return above
  }
}
