import Numerics

/// The fit of a logistic model for outcomes of 0 and 1.
public struct LogisticFit: Sendable {
  /// The estimated coefficients: log-odds per unit of each column.
  public let estimates: [Double]
  /// The standard errors, from the information matrix at the estimates.
  public let standardErrors: [Double]
  /// Estimates over standard errors.
  public let zStatistics: [Double]
  /// The two-sided p-values of the z statistics.
  public let pValues: [Double]
  /// The fitted probabilities of 1.
  public let fitted: [Double]
  /// The log-likelihood at the estimates.
  public let logLikelihood: Double
  /// The number of steps taken.
  public let iterations: Int

  /// −2 times the log-likelihood.
  public var deviance: Double { -2 * logLikelihood }

  /// Akaike's criterion: the deviance plus twice the number of coefficients.
  public var aic: Double { deviance + 2 * Double(estimates.count) }
}

/// The maximum-likelihood fit of log-odds that are a linear combination of `columns`.
///
/// Newton's method as weighted least squares by QR. Where a combination of columns tells the
/// outcomes apart without fault no finite coefficients are the most likely ones: an error.
///
/// - Throws: `shape.mismatch`, `sample.count`, `value.domain` for outcomes other than 0 and 1,
///   `sample.degenerate` for dependent columns, `iteration.convergence` for separated outcomes.
/// - Source: P. McCullagh, J. Nelder, Generalized Linear Models, 2.5.
public func logisticRegression(
  columns: [[Double]], outcomes: [Double]
) throws(StatisticsError) -> LogisticFit {
  let n = outcomes.count
  for column in columns where column.count != n {
    throw .lengths(column.count, n, for: "a regression")
  }
  guard !columns.isEmpty else {
    throw StatisticsError(.count, "a regression needs at least one term")
  }
  try require(columns.count, outcomes, for: "a regression")
  guard outcomes.allSatisfy({ $0 == 0 || $0 == 1 }) else {
    throw StatisticsError(.domain, "the outcomes of a logistic regression are 0 or 1")
  }
  var estimates = [Double](repeating: 0, count: columns.count)
  var likelihood = -Double(n) * log(2)
  for iteration in 1...100 {
    let scores = linearScores(columns, estimates, n)
    let (qr, rest) = try weighted(columns, scores, outcomes)
    let step = qr.solve(qr.transposed(times: rest)).map(\.value)
    var share = 1.0
    var next = estimates
    var nextLikelihood = -Double.infinity
    // Half steps until the likelihood grows.
    for _ in 0..<30 {
      next = estimates.indices.map { estimates[$0] + share * step[$0] }
      nextLikelihood = logLikelihood(linearScores(columns, next, n), outcomes)
      if nextLikelihood >= likelihood - 1e-12 * abs(likelihood) { break }
      share /= 2
    }
    let isDone = step.indices.allSatisfy { abs(step[$0]) <= 1e-13 * max(abs(estimates[$0]), 1e-3) }
    estimates = next
    likelihood = nextLikelihood
    if likelihood > -1e-8 {
      throw StatisticsError(
        .convergence, "the columns tell the outcomes apart without fault",
        hints: ["the more certain the fit, the likelier it is: no coefficients are the best ones"])
    }
    if isDone { return try logisticTable(columns, outcomes, estimates, likelihood, iteration) }
  }
  throw StatisticsError(.convergence, "the logistic regression did not settle in 100 steps")
}

private func linearScores(_ columns: [[Double]], _ estimates: [Double], _ n: Int) -> [Double] {
  var scores = [Double](repeating: 0, count: n)
  for (column, estimate) in zip(columns, estimates) {
    for i in 0..<n { scores[i] += column[i] * estimate }
  }
  return scores
}

/// Σ log of the probability of each outcome.
private func logLikelihood(_ scores: [Double], _ outcomes: [Double]) -> Double {
  let terms = zip(scores, outcomes).map { (score, outcome) -> Double in
    let s = outcome == 1 ? score : -score
    return s > 0 ? -log1p(exp(-s)) : s - log1p(exp(s))
  }
  return Sums.compensated(terms)
}

/// The columns times the roots of the weights p (1 − p), and the weighted residuals.
private func weighted(
  _ columns: [[Double]], _ scores: [Double], _ outcomes: [Double]
) throws(StatisticsError) -> (PairFactorization, [DoubleDouble]) {
  let roots = scores.map { max((sigmoid($0) * sigmoid(-$0)).squareRoot(), 1e-150) }
  let rest = scores.indices.map { (i: Int) -> DoubleDouble in
    let error = outcomes[i] == 1 ? sigmoid(-scores[i]) : -sigmoid(scores[i])
    return DoubleDouble(error) / roots[i]
  }
  let scaled = columns.map { column in
    column.indices.map { DoubleDouble.product(column[$0], roots[$0]) }
  }
  do {
    return (try PairFactorization(columns: scaled, rows: scores.count), rest)
  } catch {
    throw StatisticsError(
      .degenerate, "term \(error.index + 1) is a combination of the terms before it",
      hints: ["leave it out"])
  }
}

private func logisticTable(
  _ columns: [[Double]], _ outcomes: [Double], _ estimates: [Double], _ likelihood: Double,
  _ iterations: Int
) throws(StatisticsError) -> LogisticFit {
  let scores = linearScores(columns, estimates, outcomes.count)
  let gram = try weighted(columns, scores, outcomes).0.inverseGram()
  let errors = gram.indices.map { gram[$0][$0].squareRoot.value }
  let z = zip(estimates, errors).map { $0 / $1 }
  return LogisticFit(
    estimates: estimates, standardErrors: errors, zStatistics: z,
    pValues: z.map { 2 * normalCDF(-abs($0)) }, fitted: scores.map { sigmoid($0) },
    logLikelihood: likelihood, iterations: iterations)
}
