import Numerics

/// The F test that `x` and `y` have the same variance; the effect size is the ratio itself.
public func fTest(
  _ x: [Double], _ y: [Double], alternative: Alternative = .twoSided
) throws(StatisticsError) -> TestResult {
  try requireFinite(x + y, for: "an F test")
  let (a, b) = (try standardDeviation(x), try standardDeviation(y))
  guard a > 0, b > 0 else { throw .noSpread("an F test") }
  let quotient = try variance(x) / variance(y)
  // The variances may be beyond the range where their quotient is not.
  let ratio = quotient > 0 && quotient < .infinity ? quotient : a / b * (a / b)
  let f = try FDistribution(numerator: Double(x.count - 1), denominator: Double(y.count - 1))
  let (lower, upper) = (f.cdf(ratio), f.survival(ratio))
  let p =
    switch alternative {
    case .twoSided: min(1, 2 * min(lower, upper))
    case .less: lower
    case .greater: upper
    }
  return TestResult(
    statistic: ratio, pValue: p, degreesOfFreedom: Double(x.count - 1), effectSize: ratio)
}

/// Pearson's χ² test that counts follow expected counts, or equal ones.
///
/// `estimated` is the number of parameters that were fitted to the counts. The effect size is
/// Cohen's w, √(χ²/n).
///
/// - Throws: `shape.mismatch`, `value.domain` for a negative count or an expected one not above 0.
public func chiSquaredTest(
  _ observed: [Double], expected: [Double]? = nil, estimated: Int = 0
) throws(StatisticsError) -> TestResult {
  let total = Sums.compensated(observed)
  let expected =
    expected ?? [Double](repeating: total / Double(observed.count), count: observed.count)
  try requirePairs(2 + max(estimated, 0), observed, expected, for: "a χ² test")
  guard observed.allSatisfy({ $0 >= 0 }), expected.allSatisfy({ $0 > 0 }) else {
    throw StatisticsError(.domain, "a χ² test needs counts of 0 or more, and expected ones above 0")
  }
  guard abs(Sums.compensated(expected) - total) <= 1e-6 * total else {
    throw StatisticsError(
      .domain, "the observed counts sum to \(numberText(total)), the expected ones do not")
  }
  let terms = zip(observed, expected).map { ($0 - $1) * ($0 - $1) / $1 }
  let statistic = Sums.compensated(terms)
  let degrees = Double(observed.count - 1 - max(estimated, 0))
  let p = try ChiSquaredDistribution(degreesOfFreedom: degrees).survival(statistic)
  return TestResult(
    statistic: statistic, pValue: p, degreesOfFreedom: degrees,
    effectSize: (statistic / total).squareRoot())
}

/// Pearson's χ² test that rows and columns of a table of counts are independent.
///
/// `isCorrected` applies Yates' correction to a table of two by two. The effect size is Cramér's V.
public func independenceTest(
  _ table: [[Double]], isCorrected: Bool = false
) throws(StatisticsError) -> TestResult {
  let width = table.first?.count ?? 0
  for row in table where row.count != width { throw .lengths(width, row.count, for: "a χ² test") }
  guard table.count >= 2, width >= 2 else {
    throw StatisticsError(.count, "a test of independence needs two rows and two columns or more")
  }
  let rows = table.map { Sums.compensated($0) }
  let columns = (0..<width).map { j in Sums.compensated(table.map { $0[j] }) }
  let total = Sums.compensated(rows)
  guard (rows + columns).allSatisfy({ $0 > 0 }), table.allSatisfy({ $0.allSatisfy { $0 >= 0 } })
  else { throw StatisticsError(.domain, "no row and no column of counts may sum to 0") }
  var terms: [Double] = []
  for i in table.indices {
    for j in 0..<width {
      let expected = rows[i] * columns[j] / total
      var distance = abs(table[i][j] - expected)
      if isCorrected, table.count == 2, width == 2 { distance -= min(0.5, distance) }
      terms.append(distance * distance / expected)
    }
  }
  let statistic = Sums.compensated(terms)
  let degrees = Double((table.count - 1) * (width - 1))
  let p = try ChiSquaredDistribution(degreesOfFreedom: degrees).survival(statistic)
  let least = Double(min(table.count, width) - 1)
  return TestResult(
    statistic: statistic, pValue: p, degreesOfFreedom: degrees,
    effectSize: (statistic / total / least).squareRoot())
}
