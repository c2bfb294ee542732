import Diagnostics
import Numerics

/// The least-squares fit of a model that is not linear in its parameters.
public struct NonlinearFit: Sendable {
  /// The estimated parameters.
  public let estimates: [Double]
  /// The standard errors of the estimates, from the model's derivatives at them.
  public let standardErrors: [Double]
  /// The estimated covariance of the estimates.
  public let covariance: [[Double]]
  /// The fitted values.
  public let fitted: [Double]
  /// The observed less the fitted values.
  public let residuals: [Double]
  /// The sum of squared residuals.
  public let residualSumOfSquares: Double
  /// The number of steps taken.
  public let iterations: Int
  /// Whether the last steps changed the parameters by rounding only.
  public let isConverged: Bool

  /// The number of observations less that of parameters.
  public var residualDegreesOfFreedom: Int { residuals.count - estimates.count }

  /// The estimated standard deviation of the errors.
  public var residualStandardDeviation: Double {
    (residualSumOfSquares / Double(residualDegreesOfFreedom)).squareRoot()
  }
}

/// Fits the parameters of `model` to `response` by least squares, from `start`.
///
/// Levenberg and Marquardt's method under three scalings of the parameters, of which the one that
/// ends lowest counts; then Gauss–Newton steps from a QR factorisation in double-double numbers,
/// until they are rounding only. Derivatives are `jacobian`'s, or central differences extrapolated
/// to 10⁻¹² or so.
///
/// - Parameters:
///   - response: the *n* observed values.
///   - start: the *k* ≤ *n* parameters to begin at.
///   - jacobian: for parameters, *k* columns of *n* derivatives.
///   - model: for parameters, *n* predicted values; NaN where it is not defined.
/// - Throws: `sample.count` for fewer observations than parameters, `shape.mismatch` if the model
///   gives another number of values, `value.domain` if it is not defined at `start`,
///   `sample.degenerate` if the parameters cannot be told apart at the end.
/// - Source: D. Marquardt, An algorithm for least-squares estimation of nonlinear parameters, SIAM
///   J. 11 (1963); J. Moré, The Levenberg–Marquardt algorithm: implementation and theory, 1978.
public func nonlinearRegression(
  response: [Double], start: [Double], jacobian: (([Double]) -> [[Double]])? = nil,
  model: @escaping ([Double]) -> [Double]
) throws(StatisticsError) -> NonlinearFit {
  guard !start.isEmpty else {
    throw StatisticsError(.count, "a regression needs at least one parameter")
  }
  try require(start.count, response, for: "a fit of \(quantity(start.count, "parameter"))")
  let first = model(start)
  if first.count != response.count { throw .lengths(response.count, first.count, for: "a fit") }
  let problem = NonlinearProblem(response: response, jacobian: jacobian, model: model)
  guard problem.cost(start).isFinite else {
    throw StatisticsError(
      .domain, "the model has no value at the parameters to start from",
      hints: ["start nearer to the solution"])
  }
  var best: (parameters: [Double], cost: Double)?
  var known = Double.nan
  var iterations = 0
  for scaling in NonlinearProblem.Scaling.allCases {
    var run = problem.descend(from: start, scaling, known: known)
    iterations += run.iterations
    run.cost = problem.cost(run.parameters)
    if run.cost < (best?.cost ?? .infinity) {
      best = (run.parameters, run.cost)
      known = run.iterations < NonlinearProblem.mostSteps ? run.cost : .nan
    }
  }
  return try problem.polished(best?.parameters ?? start, after: iterations)
}

/// What is to be fitted; the steps of the fit.
struct NonlinearProblem {
  let response: [Double]
  let jacobian: (([Double]) -> [[Double]])?
  let model: ([Double]) -> [Double]

  /// The steps of one run: valleys of three parameters have been seen to need 1,500.
  static let mostSteps = 2_000

  /// How the damping weighs the parameters.
  enum Scaling: CaseIterable {
    /// By the largest derivatives met so far.
    case derivatives
    /// By the derivatives here.
    case current
    /// By the sizes of the parameters at the start.
    case sizes
  }

  func residuals(_ parameters: [Double]) -> [Double] {
    let values = model(parameters)
    return values.count == response.count
      ? response.indices.map { response[$0] - values[$0] } : []
  }

  /// The sum of squared residuals; infinite where the model has no value.
  func cost(_ parameters: [Double]) -> Double {
    guard parameters.allSatisfy(\.isFinite) else { return .infinity }
    return squares(residuals(parameters))
  }

  func squares(_ residuals: [Double]) -> Double {
    let sum = Sums.squares(residuals)
    return sum.isNaN || residuals.isEmpty ? .infinity : sum
  }

  /// The columns of derivatives; `isFine` takes more points.
  func derivatives(_ parameters: [Double], isFine: Bool) -> [[Double]] {
    if let jacobian { return jacobian(parameters) }
    return parameters.indices.map { derivative(parameters, $0, isFine: isFine) }
  }

  /// Central differences at steps that are halved, extrapolated to step 0 (Romberg).
  private func derivative(_ parameters: [Double], _ k: Int, isFine: Bool) -> [Double] {
    let levels = isFine ? 4 : 2
    let size = parameters[k] == 0 ? 1 : parameters[k].magnitude
    var step = Double(sign: .plus, exponent: Int(size.exponent) - (isFine ? 6 : 11), significand: 1)
    var table: [[Double]] = []
    for level in 0..<levels {
      var up = parameters
      var down = parameters
      up[k] += step
      down[k] -= step
      let high = model(up)
      let low = model(down)
      let width = up[k] - down[k]
      guard high.count == response.count, low.count == response.count else { return [] }
      var row = response.indices.map { (high[$0] - low[$0]) / width }
      // Each earlier estimate removes one more even power of the step.
      var weight = 4.0
      for before in 0..<level {
        let coarse = table[before]
        let fine = row
        row = fine.indices.map { fine[$0] + (fine[$0] - coarse[$0]) / (weight - 1) }
        table[before] = fine
        weight *= 4
      }
      table.append(row)
      step /= 2
    }
    return table[levels - 1]
  }

  /// Levenberg and Marquardt's method from `start`, until steps gain nothing, or the cost comes
  /// down to one that is known already.
  func descend(
    from start: [Double], _ scaling: Scaling, known: Double
  ) -> (parameters: [Double], cost: Double, iterations: Int) {
    var parameters = start
    var rest = residuals(parameters)
    var cost = squares(rest)
    var damping = 1e-2
    var growth = 2.0
    var scale = start.map { 1 / max($0.magnitude, 1e-12) }
    var iterations = 0
    var idle = 0
    outer: while iterations < Self.mostSteps {
      let columns = derivatives(parameters, isFine: false)
      guard columns.allSatisfy({ $0.count == rest.count && $0.allSatisfy(\.isFinite) }) else {
        break
      }
      if scaling != .sizes {
        for k in scale.indices {
          let length = Sums.squares(columns[k]).squareRoot()
          scale[k] = scaling == .current || iterations == 0 ? length : max(scale[k], length)
          if scale[k] == 0 { scale[k] = 1e-12 }
        }
      }
      while true {
        iterations += 1
        let weights = scale.map { damping.squareRoot() * $0 }
        let step = dampedStep(columns, rest, weights)
        let next = parameters.indices.map { parameters[$0] + step[$0] }
        let nextRest = next.allSatisfy(\.isFinite) ? residuals(next) : []
        let nextCost = squares(nextRest)
        // What the linear model promises, and what the step holds of it.
        var promised = 0.0
        for i in rest.indices {
          var linear = rest[i]
          for k in step.indices { linear -= columns[k][i] * step[k] }
          promised += rest[i] * rest[i] - linear * linear
        }
        let isTiny = step.indices.allSatisfy { abs(step[$0]) <= 1e-15 * abs(parameters[$0]) }
        if nextCost < cost {
          let gain = (cost - nextCost) / promised
          idle = cost - nextCost <= 1e-14 * cost ? idle + 1 : 0
          parameters = next
          rest = nextRest
          cost = nextCost
          let cube = (2 * gain - 1) * (2 * gain - 1) * (2 * gain - 1)
          damping = max(damping * max(1.0 / 3, 1 - cube), 1e-20)
          growth = 2
          if isTiny || idle >= 3 || cost == 0 || abs(cost - known) <= 1e-9 * known { break outer }
          continue outer
        }
        damping *= growth
        growth *= 2
        if isTiny || damping > 1e30 || iterations >= Self.mostSteps { break outer }
      }
    }
    return (parameters, cost, iterations)
  }

  /// Gauss–Newton steps, the last of them in double-double numbers, then the table.
  func polished(
    _ start: [Double], after iterations: Int
  ) throws(StatisticsError) -> NonlinearFit {
    var parameters = start
    var count = iterations
    var isConverged = false
    var before = Double.infinity
    var cost = cost(start)
    var stalled = 0
    var isPlain = true
    for _ in 0..<300 {
      let rest = residuals(parameters)
      let step: [DoubleDouble]
      if isPlain {
        let none = [Double](repeating: 0, count: parameters.count)
        let columns = derivatives(parameters, isFine: true)
        guard columns.allSatisfy({ $0.count == rest.count }) else { break }
        step = dampedStep(columns, rest, none).map { DoubleDouble($0) }
      } else {
        let qr = try factorization(parameters)
        step = qr.solve(qr.transposed(times: rest.map { DoubleDouble($0) }))
      }
      let size = step.indices.reduce(0.0) { (largest: Double, k: Int) -> Double in
        max(largest, abs(step[k].high) / max(abs(parameters[k]), 1e-300))
      }
      count += 1
      // Steps shrink, be it slowly, to the noise of the model's own rounding, and then no further.
      stalled = size < 1e-6 && size > 0.97 * before ? stalled + 1 : 0
      if isPlain, stalled >= 2 || size < 1e-10 || size.isNaN {
        isPlain = false
        stalled = 0
        before = .infinity
        continue
      }
      if stalled >= 3 || size == 0 {
        isConverged = true
        break
      }
      let next = parameters.indices.map { (step[$0] + parameters[$0]).value }
      let nextCost = self.cost(next)
      // Far from the end a full step may lead astray.
      if !(nextCost <= cost * (1 + 1e-9)) {
        if isPlain {
          isPlain = false
          continue
        }
        isConverged = size < 1e-6
        break
      }
      parameters = next
      cost = nextCost
      before = size
      if size < 1e-16 {
        isConverged = true
        break
      }
    }
    let qr = try factorization(parameters)
    let rest = residuals(parameters)
    let sum = rest.reduce(DoubleDouble(0)) { $0 + DoubleDouble.product($1, $1) }
    let degrees = rest.count - parameters.count
    let variance = degrees > 0 ? sum / Double(degrees) : DoubleDouble(.nan)
    let gram = qr.inverseGram()
    return NonlinearFit(
      estimates: parameters,
      standardErrors: gram.indices.map {
        degrees > 0 ? (gram[$0][$0] * variance).squareRoot.value : .nan
      },
      covariance: gram.map { row in row.map { degrees > 0 ? ($0 * variance).value : .nan } },
      fitted: rest.indices.map { response[$0] - rest[$0] }, residuals: rest,
      residualSumOfSquares: sum.value, iterations: count, isConverged: isConverged)
  }

  private func factorization(_ parameters: [Double]) throws(StatisticsError) -> PairFactorization {
    let columns = derivatives(parameters, isFine: true)
    guard columns.allSatisfy({ $0.count == response.count && $0.allSatisfy(\.isFinite) }) else {
      throw StatisticsError(.domain, "the model has no derivative at the parameters found")
    }
    do {
      return try PairFactorization(
        columns: columns.map { $0.map { DoubleDouble($0) } }, rows: response.count)
    } catch {
      throw StatisticsError(
        .degenerate, "the observations do not tell parameter \(error.index + 1) from the others")
    }
  }
}

/// The step that minimises |rest − J step|² + |weights · step|², by Householder reflections of the
/// columns with the weights below them.
private func dampedStep(
  _ columns: [[Double]], _ rest: [Double], _ weights: [Double]
) -> [Double] {
  let n = rest.count
  let k = columns.count
  var matrix = columns.indices.map { (j: Int) -> [Double] in
    var column = columns[j] + [Double](repeating: 0, count: k)
    column[n + j] = weights[j]
    return column
  }
  var right = rest + [Double](repeating: 0, count: k)
  var diagonal = [Double](repeating: 0, count: k)
  for j in 0..<k {
    var vector = matrix[j]
    for i in 0..<j { vector[i] = 0 }
    let length = Sums.squares(vector).squareRoot()
    guard length > 0 else { continue }
    let alpha = vector[j] > 0 ? -length : length
    vector[j] -= alpha
    diagonal[j] = alpha
    let factor = 2 / Sums.squares(vector)
    guard factor.isFinite else { continue }
    for other in (j + 1)..<max(k, j + 1) {
      let share = factor * Sums.dot(vector, matrix[other])
      for i in j..<(n + k) { matrix[other][i] -= share * vector[i] }
    }
    let share = factor * Sums.dot(vector, right)
    for i in j..<(n + k) { right[i] -= share * vector[i] }
  }
  var step = [Double](repeating: 0, count: k)
  for j in (0..<k).reversed() where diagonal[j] != 0 {
    var sum = right[j]
    for other in (j + 1)..<max(k, j + 1) { sum -= matrix[other][j] * step[other] }
    step[j] = sum / diagonal[j]
  }
  return step
}
