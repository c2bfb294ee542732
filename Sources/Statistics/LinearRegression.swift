import Diagnostics
import Numerics

/// The least-squares fit of a linear model, with the full table.
///
/// Everything is worked out in double-double numbers from a QR factorisation of the design, never
/// from normal equations; so it is right to the digits that the doubles at hand determine.
///
/// - Source: NIST/SEMATECH e-Handbook of Statistical Methods, 4.4; G. Golub, C. Van Loan, Matrix
///   Computations, 5.3.
public struct LinearFit: Sendable {
  /// The names of the terms.
  public let names: [String]
  /// The estimated coefficients.
  public let estimates: [Double]
  /// The standard errors of the estimates; NaN without degrees of freedom.
  public let standardErrors: [Double]
  /// Estimates over standard errors.
  public let tStatistics: [Double]
  /// The two-sided p-values of the t statistics.
  public let pValues: [Double]
  /// The estimated covariance of the estimates.
  public let covariance: [[Double]]
  /// The fitted values.
  public let fitted: [Double]
  /// The observed less the fitted values.
  public let residuals: [Double]
  /// The number of observations.
  public let count: Int
  /// Whether some combination of the terms is constant, so that sums are about the mean.
  public let hasIntercept: Bool
  /// The sum of squared residuals.
  public let residualSumOfSquares: Double
  /// The sum of squares that the model explains.
  public let regressionSumOfSquares: Double
  /// 1 − residual / total sum of squares; NaN where the response has no spread.
  public let rSquared: Double

  /// The degrees of freedom of the residuals.
  public var residualDegreesOfFreedom: Int { count - estimates.count }

  /// The degrees of freedom of the regression.
  public var regressionDegreesOfFreedom: Int { estimates.count - (hasIntercept ? 1 : 0) }

  /// The estimated variance of the errors.
  public var residualMeanSquare: Double {
    residualSumOfSquares / Double(residualDegreesOfFreedom)
  }

  /// The regression's sum of squares over its degrees of freedom.
  public var regressionMeanSquare: Double {
    regressionSumOfSquares / Double(regressionDegreesOfFreedom)
  }

  /// The estimated standard deviation of the errors.
  public var residualStandardDeviation: Double { residualMeanSquare.squareRoot() }

  /// The ratio of the mean squares; infinite for an exact fit.
  public var fStatistic: Double { regressionMeanSquare / residualMeanSquare }

  /// The probability of so large an F if no term but the constant matters.
  public var fPValue: Double {
    let f = try? FDistribution(
      numerator: Double(regressionDegreesOfFreedom),
      denominator: Double(residualDegreesOfFreedom))
    return f?.survival(fStatistic) ?? .nan
  }

  /// R² corrected for the number of terms.
  public var adjustedRSquared: Double {
    let total = Double(count - (hasIntercept ? 1 : 0))
    return 1 - (1 - rSquared) * total / Double(residualDegreesOfFreedom)
  }

  /// The intervals that hold the coefficients with probability `level`.
  public func confidenceIntervals(level: Double = 0.95) -> [ClosedRange<Double>] {
    let t = try? StudentTDistribution(degreesOfFreedom: Double(residualDegreesOfFreedom))
    let reach = -(t?.quantile((1 - level) / 2) ?? .nan)
    return zip(estimates, standardErrors).map { (estimate, error) -> ClosedRange<Double> in
      let half = reach * error
      return half.isFinite ? estimate - half...estimate + half : -.infinity ... .infinity
    }
  }

  /// The fitted value at a row of terms.
  public func prediction(at terms: [Double]) -> Double {
    var sum = DoubleDouble(0)
    for (term, estimate) in zip(terms, estimates) { sum += DoubleDouble.product(term, estimate) }
    return sum.value
  }
}

/// The least-squares fit of `response` by a linear combination of `columns`.
///
/// A constant column must be among them if a constant is wanted.
///
/// - Shape: `columns`: *k* of length *n*; `response`: *n* ≥ *k*.
/// - Complexity: O(*n k*²).
/// - Throws: `shape.mismatch` for different lengths, `sample.count` for fewer observations than
///   terms, `sample.degenerate` for a column that depends on those before it.
public func linearRegression(
  columns: [[Double]], response: [Double], names: [String]? = nil
) throws(StatisticsError) -> LinearFit {
  try leastSquares(
    columns: columns.map { $0.map { DoubleDouble($0) } }, response: response, names: names)
}

/// The least-squares line through the points (`x`, `y`).
///
/// - Throws: as ``linearRegression(columns:response:names:)``.
public func linearRegression(x: [Double], y: [Double]) throws(StatisticsError) -> LinearFit {
  try polynomialRegression(x: x, y: y, degree: 1)
}

/// The least-squares polynomial through the points (`x`, `y`), the constant term first.
///
/// The powers are taken in double-double numbers: they are not rounded to double on the way.
///
/// - Throws: as ``linearRegression(columns:response:names:)``.
public func polynomialRegression(
  x: [Double], y: [Double], degree: Int
) throws(StatisticsError) -> LinearFit {
  try requirePairs(1, x, y, for: "a regression")
  guard degree >= 0, degree < 100 else {
    throw StatisticsError(.domain, "a polynomial's degree is 0 to 99, not \(degree)")
  }
  var columns = [[DoubleDouble]](repeating: [], count: degree + 1)
  var power = [DoubleDouble](repeating: DoubleDouble(1), count: x.count)
  for k in 0...degree {
    columns[k] = power
    for i in x.indices { power[i] = power[i] * x[i] }
  }
  let names = (0...degree).map { $0 == 0 ? "1" : $0 == 1 ? "x" : "x^\($0)" }
  return try leastSquares(columns: columns, response: y, names: names)
}

func leastSquares(
  columns: [[DoubleDouble]], response: [Double], names: [String]?
) throws(StatisticsError) -> LinearFit {
  let n = response.count
  let k = columns.count
  for column in columns where column.count != n {
    throw .lengths(column.count, n, for: "a regression")
  }
  guard k > 0 else { throw StatisticsError(.count, "a regression needs at least one term") }
  try require(k, response, for: "a regression with \(quantity(k, "term"))")
  guard response.allSatisfy(\.isFinite), columns.allSatisfy({ $0.allSatisfy(\.high.isFinite) })
  else { throw StatisticsError(.domain, "a regression needs finite values") }
  let names = names ?? (1...k).map { "x\($0)" }

  let qr: PairFactorization
  do {
    qr = try PairFactorization(columns: columns, rows: n)
  } catch {
    throw StatisticsError(
      .degenerate, "the term \(names[error.index]) is a combination of the terms before it",
      hints: ["leave it out"])
  }
  let y = response.map { DoubleDouble($0) }
  let estimates = qr.solve(qr.transposed(times: y))

  var fitted = [DoubleDouble](repeating: DoubleDouble(0), count: n)
  for j in 0..<k { for i in 0..<n { fitted[i] += columns[j][i] * estimates[j] } }
  let residuals = (0..<n).map { y[$0] - fitted[$0] }
  let squares = y.reduce(DoubleDouble(0)) { $0 + $1 * $1 }
  var rest = residuals.reduce(DoubleDouble(0)) { $0 + $1 * $1 }
  // What is left of an exact fit is rounding of the double-double sums.
  if rest.high < 0x1p-160 * squares.high { rest = DoubleDouble(0) }
  let hasIntercept = spansConstant(qr, n)
  let center = hasIntercept ? exactMean(response) : DoubleDouble(0)
  let total = squaredDeviations(response, from: center)

  let degrees = Double(n - k)
  let variance = n > k ? rest / degrees : DoubleDouble(.nan)
  let gram = qr.inverseGram()
  let errors = (0..<k).map { (gram[$0][$0] * variance).squareRoot }
  let isEstimable = n > k
  let values = estimates.map(\.value)
  let standardErrors = errors.map { isEstimable ? $0.value : .nan }
  let t = zip(values, standardErrors).map { $0 / $1 }
  let student = try? StudentTDistribution(degreesOfFreedom: degrees)
  return LinearFit(
    names: names, estimates: values, standardErrors: standardErrors, tStatistics: t,
    pValues: t.map { 2 * (student?.survival(abs($0)) ?? .nan) },
    covariance: gram.map { row in row.map { isEstimable ? ($0 * variance).value : .nan } },
    fitted: fitted.map(\.value), residuals: residuals.map(\.value), count: n,
    hasIntercept: hasIntercept, residualSumOfSquares: rest.value,
    regressionSumOfSquares: (total - rest).value,
    rSquared: total.high > 0 ? (1 - rest / total).value : .nan)
}

/// Whether the constant vector is a combination of the columns.
private func spansConstant(_ qr: PairFactorization, _ n: Int) -> Bool {
  let ones = [DoubleDouble](repeating: DoubleDouble(1), count: n)
  let turned = qr.transposed(times: ones)
  var outside = 0.0
  for i in qr.width..<max(n, qr.width) { outside += turned[i].high * turned[i].high }
  return outside < 0x1p-80 * Double(n)
}
