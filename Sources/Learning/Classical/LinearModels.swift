import Numerics
public import Tensors

/// A linear model: an offset and a weight for each feature.
public struct LinearModel: Sendable {
  /// The weight of each feature.
  public let weights: [Double]
  /// The offset.
  public let intercept: Double
  /// The loss at each step of an iterative fit.
  public let losses: [Double]

  /// The value at each row.
  public func scores(_ x: Tensor) throws(TensorError) -> Tensor {
    try x.matmul(Tensor(weights)) + intercept
  }
}

/// The columns less their means, and the means.
func centred(_ x: Tensor) throws(TensorError) -> (rows: Tensor, mean: Tensor) {
  let mean = try x.mean(axis: 0)
  return (try x - mean, mean)
}

/// The least-squares fit with a penalty `lambda` · ‖w‖² (the offset is free), from a QR factorisation
/// of the data with √λ rows below, which does not square the condition.
///
/// - Shape: x `[n, d]`, y of n.
/// - Source: Hoerl, Kennard, "Ridge regression", 1970; the augmented form from Golub, Van Loan,
///   *Matrix Computations*, 4th ed., §6.1.4. λ = 0 is ordinary least squares.
public func ridgeRegression(
  _ x: Tensor, _ y: [Double], lambda: Double
) throws(TensorError) -> LinearModel {
  let (_, width) = try requireSamples(x, y.count, for: "a regression")
  guard lambda >= 0 else {
    throw TensorError(.domain, "a penalty is at least 0, not \(numberText(lambda))")
  }
  let (rows, mean) = try centred(x)
  let target = Tensor(y)
  let offset = try target.mean()
  var (a, b) = (rows, target - offset)
  if lambda > 0 {
    a = try Tensor.concatenated([a, Tensor.identity(width) * lambda.squareRoot()])
    b = try Tensor.concatenated([b, Tensor.zeros([width])])
  }
  let weights = try a.leastSquares(b).value
  return LinearModel(
    weights: weights.values, intercept: offset - (try weights.dot(mean)), losses: [])
}

/// sign(x) max(|x| − `threshold`, 0).
public func softThreshold(_ x: Double, _ threshold: Double) -> Double {
  x > threshold ? x - threshold : (x < -threshold ? x + threshold : x.isNaN ? x : 0)
}

/// The fit of least ½ mean squared error plus `lambda` · ‖w‖₁, by coordinate descent.
///
/// - Source: Tibshirani, "Regression shrinkage and selection via the lasso", 1996; Friedman, Hastie,
///   Tibshirani, "Regularization paths via coordinate descent", 2010, equation 5.
public func lassoRegression(
  _ x: Tensor, _ y: [Double], lambda: Double, sweeps: Int = 10_000, tolerance: Double = 1e-12
) throws(TensorError) -> LinearModel {
  let (n, width) = try requireSamples(x, y.count, for: "a regression")
  guard lambda >= 0 else {
    throw TensorError(.domain, "a penalty is at least 0, not \(numberText(lambda))")
  }
  let (rows, mean) = try centred(x)
  let offset = try Tensor(y).mean()
  let columns = (0..<width).map { rows.column($0) }
  let sizes = columns.map { $0.reduce(0) { $0 + $1 * $1 } / Double(n) }
  var weights = [Double](repeating: 0, count: width)
  var residual = y.map { $0 - offset }
  var losses: [Double] = []
  for _ in 0..<sweeps {
    var largestChange = 0.0
    for j in 0..<width where sizes[j] > 0 {
      let column = columns[j]
      var overlap = 0.0
      for i in 0..<n { overlap += column[i] * residual[i] }
      let next = softThreshold(overlap / Double(n) + sizes[j] * weights[j], lambda) / sizes[j]
      let change = next - weights[j]
      if change != 0 {
        for i in 0..<n { residual[i] -= change * column[i] }
        weights[j] = next
      }
      largestChange = max(largestChange, change.magnitude * sizes[j].squareRoot())
    }
    let squares = residual.reduce(0) { $0 + $1 * $1 } / Double(2 * n)
    losses.append(squares + lambda * weights.reduce(0) { $0 + $1.magnitude })
    if largestChange <= tolerance { break }
  }
  let intercept = offset - (try Tensor(weights).dot(mean))
  return LinearModel(weights: weights, intercept: intercept, losses: losses)
}

/// Logistic regression by descent on the mean log-loss plus ½ `lambda` ‖w‖² (the offset is free),
/// with the loss before each step.
///
/// - Source: Cox, "The regression analysis of binary sequences", 1958; gradient (1/n) Xᵀ(ŷ − y).
public func logisticDescent(
  _ x: Tensor, _ y: [Double], rate: Double, steps: Int, lambda: Double = 0
) throws(TensorError) -> LinearModel {
  let (n, _) = try requireSamples(x, y.count, for: "a logistic regression")
  try requireOutcomes(y)
  var weights = try Tensor.zeros([x.shape[1]])
  var intercept = 0.0
  var losses: [Double] = []
  let target = Tensor(y)
  for _ in 0..<steps {
    let scores = try x.matmul(weights) + intercept
    losses.append(try logLoss(scores, y) + lambda / 2 * weights.dot(weights))
    let miss = try scores.mapped(.sigmoid) - target
    let gradient = try miss.matmul(x) / Double(n) + weights * lambda
    weights = try weights - gradient * rate
    intercept -= rate * (try miss.mean())
  }
  return LinearModel(weights: weights.values, intercept: intercept, losses: losses)
}

/// Logistic regression with the penalty ½ `lambda` ‖w‖² on the mean log-loss, by Newton's method.
///
/// - Source: McCullagh, Nelder, *Generalized Linear Models*, 2.5; λ = 1 / (n C) in LIBLINEAR's terms.
public func logisticRegression(
  _ x: Tensor, _ y: [Double], lambda: Double, limit: Int = 100
) throws(TensorError) -> LinearModel {
  let (n, width) = try requireSamples(x, y.count, for: "a logistic regression")
  try requireOutcomes(y)
  guard lambda >= 0 else {
    throw TensorError(.domain, "a penalty is at least 0, not \(numberText(lambda))")
  }
  let wide = try Tensor.concatenated([x, Tensor.ones([n, 1])], axis: 1)
  var penalty = [Double](repeating: lambda, count: width)
  penalty.append(0)
  let ridge = try Tensor.diagonal(penalty)
  var weights = try Tensor.zeros([width + 1])
  var losses: [Double] = []
  func loss(_ w: Tensor) throws(TensorError) -> Double {
    let size = try w.dot(ridge.matmul(w))
    return try logLoss(wide.matmul(w), y) + size / 2
  }
  var current = try loss(weights)
  for _ in 0..<limit {
    losses.append(current)
    let p = try wide.matmul(weights).mapped(.sigmoid)
    let gradient = try (p - Tensor(y)).matmul(wide) / Double(n) + ridge.matmul(weights)
    if gradient.norm() <= 1e-13 * Double(width + 1) { break }
    let spread = try (p * (1 - p)).reshaped(to: [n, 1])
    let hessian = try wide.matmul(wide * spread, transposingLeft: true) / Double(n) + ridge
    let step = try hessian.solve(gradient)
    var (share, next) = (1.0, try weights - step)
    var reached = try loss(next)
    while !(reached <= current), share > 1e-10 {
      share /= 2
      next = try weights - step * share
      reached = try loss(next)
    }
    weights = next
    if current - reached <= 1e-16 * max(1, current) {
      current = reached
      break
    }
    current = reached
  }
  let scores = try wide.matmul(weights).values
  if lambda == 0, zip(scores, y).allSatisfy({ $1 == 1 ? $0 > 0 : $0 < 0 }) {
    throw TensorError(
      .convergence, "the classes are separated, so no finite weights are the best",
      hints: ["a penalty above 0 makes them finite"])
  }
  losses.append(current)
  return LinearModel(
    weights: Array(weights.values.dropLast()), intercept: weights.values[width], losses: losses)
}

private func requireOutcomes(_ y: [Double]) throws(TensorError) {
  guard y.allSatisfy({ $0 == 0 || $0 == 1 }) else {
    throw TensorError(.domain, "the targets of a logistic regression are 0 or 1")
  }
}

/// The mean of −y log σ(z) − (1 − y) log(1 − σ(z)).
private func logLoss(_ scores: Tensor, _ y: [Double]) throws(TensorError) -> Double {
  let soft = scores.mapped(.softplus)
  return try (soft - scores * Tensor(y)).mean()
}
