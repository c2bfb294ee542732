import Numerics
public import Tensors

/// A linear model with a score for each class.
public struct SoftmaxModel: Sendable {
  /// The weights, `[d, classes]`.
  public let weights: Tensor
  /// The offset of each class.
  public let intercepts: [Double]
  /// The loss at each step.
  public let losses: [Double]

  /// The probabilities of the classes at each row, `[n, classes]`.
  public func probabilities(_ x: Tensor) throws(TensorError) -> Tensor {
    try (x.matmul(weights) + Tensor(intercepts)).softmax(axis: 1)
  }
}

/// The fit of least mean cross-entropy plus ½ `lambda` ‖W‖² (offsets are free).
///
/// Accelerated descent with a step of 1 / L, where L bounds the curvature, restarted where the loss
/// grows: no rate has to be chosen.
///
/// - Source: Böhning, "Multinomial logistic regression algorithm", 1992 (the bound); O'Donoghue,
///   Candès, "Adaptive restart for accelerated gradient schemes", 2015.
public func softmaxRegression(
  _ x: Tensor, _ y: [Double], lambda: Double = 0, steps: Int = 5000, tolerance: Double = 1e-10
) throws(TensorError) -> SoftmaxModel {
  let (n, width) = try requireSamples(x, y.count, for: "a softmax regression")
  let (labels, classes) = try requireClasses(y, for: "a softmax regression")
  let wide = try Tensor.concatenated([x, Tensor.ones([n, 1])], axis: 1)
  let target = try Tensor.oneHot(Tensor(labels.map(Double.init)), classes: classes)
  let gram = try wide.matmul(wide, transposingLeft: true) / Double(n)
  let curvature = try gram.symmetricEigenvalues().values.last ?? 1
  let size = 1 / (0.5 * curvature + lambda)
  var mask = try Tensor.ones([width + 1, classes])
  for c in 0..<classes { mask[flat: width * classes + c] = 0 }
  func evaluate(_ w: Tensor) throws(TensorError) -> (loss: Double, gradient: Tensor) {
    let logs = try wide.matmul(w).logSoftmax(axis: 1)
    let held = try w * mask
    let loss = try -(logs * target).sum() / Double(n) + lambda / 2 * held.norm() * held.norm()
    let miss = try logs.mapped(.exp) - target
    let slope = try wide.matmul(miss, transposingLeft: true) / Double(n)
    return (loss, try slope + held * lambda)
  }
  var weights = try Tensor.zeros([width + 1, classes])
  var ahead = weights
  var momentum = 1.0
  var losses: [Double] = []
  for _ in 0..<steps {
    let (loss, gradient) = try evaluate(ahead)
    losses.append(loss)
    if gradient.norm() <= tolerance { break }
    let next = try ahead - gradient * size
    let change = try next - weights
    if try (gradient * change).sum() > 0 { momentum = 1 }
    let following = (1 + (1 + 4 * momentum * momentum).squareRoot()) / 2
    ahead = try next + change * ((momentum - 1) / following)
    momentum = following
    weights = next
  }
  let rows = weights.values
  return SoftmaxModel(
    weights: try weights.sliced([.range(0..<width)]),
    intercepts: Array(rows[(width * classes)...]), losses: losses)
}

/// A linear classifier with the largest margin, by descent along subgradients of
/// ½ `lambda` ‖w‖² + mean max(0, 1 − y (w·x + b)), y = ±1.
///
/// The rate falls as 1 / (λ (t + t₀)), and the mean of the second half of the steps is given, which
/// settles where single steps do not.
///
/// - Source: Shalev-Shwartz and others, "Pegasos", 2011; averaging from Shamir, Zhang, 2013.
public func linearSVM(
  _ x: Tensor, _ y: [Double], lambda: Double = 0.01, steps: Int = 1000
) throws(TensorError) -> LinearModel {
  let (n, width) = try requireSamples(x, y.count, for: "a support vector machine")
  guard y.allSatisfy({ $0 == 0 || $0 == 1 }), lambda > 0 else {
    throw TensorError(
      .domain, "a support vector machine needs classes 0 and 1 and a penalty above 0")
  }
  let sign = y.map { $0 == 1 ? 1.0 : -1.0 }
  var w = [Double](repeating: 0, count: width)
  var b = 0.0
  var (meanW, meanB) = (w, 0.0)
  var losses: [Double] = []
  let values = x.values
  for t in 0..<steps {
    var slope = w.map { $0 * lambda }
    var slopeB = 0.0
    var loss = lambda / 2 * w.reduce(0) { $0 + $1 * $1 }
    for i in 0..<n {
      var score = b
      for j in 0..<width { score += w[j] * values[i * width + j] }
      let margin = 1 - sign[i] * score
      guard margin > 0 else { continue }
      loss += margin / Double(n)
      for j in 0..<width { slope[j] -= sign[i] * values[i * width + j] / Double(n) }
      slopeB -= sign[i] / Double(n)
    }
    losses.append(loss)
    let rate = 1 / (lambda * (Double(t) + 1 / lambda))
    for j in 0..<width { w[j] -= rate * slope[j] }
    b -= rate * slopeB
    if t >= steps / 2 {
      let share = 1 / Double(t - steps / 2 + 1)
      for j in 0..<width { meanW[j] += share * (w[j] - meanW[j]) }
      meanB += share * (b - meanB)
    }
  }
  return LinearModel(weights: meanW, intercept: meanB, losses: losses)
}
