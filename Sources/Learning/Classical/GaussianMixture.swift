public import Numerics
public import Tensors

/// A sum of normal distributions, fitted by expectation and maximisation.
///
/// - Source: Dempster, Laird, Rubin, "Maximum likelihood from incomplete data via the EM algorithm",
///   1977; 10⁻⁶ is added to variances as in scikit-learn.
public struct GaussianMixture: Sendable {
  /// The share of each part.
  public private(set) var weights: [Double]
  /// The mean of each part, `[k, d]`.
  public private(set) var means: Tensor
  /// The covariance of each part, `[d, d]`.
  public private(set) var covariances: [Tensor]
  /// The mean log-likelihood of an example before each step.
  public private(set) var logLikelihoods: [Double] = []

  /// Fits `k` parts, from the groups of k-means.
  public init(
    _ x: Tensor, k: Int, limit: Int = 200, tolerance: Double = 1e-9,
    from source: inout RandomSource
  ) throws(TensorError) {
    let groups = try kMeans(x, k: k, from: &source)
    let member = try Tensor.oneHot(Tensor(groups.labels.map(Double.init)), classes: k)
    (weights, means, covariances) = try Self.maximised(x, member)
    for _ in 0..<limit {
      let (likelihood, shares) = try expected(x)
      logLikelihoods.append(likelihood)
      (weights, means, covariances) = try Self.maximised(x, shares)
      if let last = logLikelihoods.dropLast().last, likelihood - last < tolerance { break }
    }
  }

  /// The parameters that are most likely, given each example's shares of the parts.
  private static func maximised(
    _ x: Tensor, _ shares: Tensor
  ) throws(TensorError) -> ([Double], Tensor, [Tensor]) {
    let (n, width) = (x.shape[0], x.shape[1])
    let counts = try shares.sum(axis: 0) + 10 * 0x1p-52
    let k = counts.count
    let means = try shares.matmul(x, transposingLeft: true) / counts.reshaped(to: [k, 1])
    var covariances: [Tensor] = []
    for c in 0..<k {
      let rows = try x - means.at(c)
      let share = try Tensor(shares.column(c)).reshaped(to: [n, 1])
      let spread = try rows.matmul(rows * share, transposingLeft: true) / counts.values[c]
      covariances.append(try spread + Tensor.identity(width) * 1e-6)
    }
    return (counts.values.map { $0 / Double(n) }, means, covariances)
  }

  /// The mean log-likelihood, and each example's shares of the parts, `[n, k]`.
  private func expected(_ x: Tensor) throws(TensorError) -> (Double, Tensor) {
    let logs = try logDensities(x)
    let total = try logs.logSumExp(axis: 1, keepDims: true)
    return (try total.mean(), try (logs - total).mapped(.exp))
  }

  /// log(weight · density) of each part at each row, `[n, k]`.
  private func logDensities(_ x: Tensor) throws(TensorError) -> Tensor {
    let (n, width) = try requireSamples(x, for: "a mixture")
    guard width == means.shape[1] else {
      throw TensorError(.shape, "the mixture has \(means.shape[1]) features, not \(width)")
    }
    var result = try Tensor.zeros([n, weights.count])
    for c in weights.indices {
      let factor = try covariances[c].cholesky()
      let rows = try (x - means.at(c)).transposed()
      let white = try factor.solveTriangular(rows, lower: true)
      let distances = try white.mapped(.square).sum(axis: 0)
      var logDeterminant = 0.0
      for j in 0..<width { logDeterminant += 2 * log(factor[flat: j * width + j]) }
      let constant = Double(width) * log(2 * Double.pi) + logDeterminant
      for i in 0..<n {
        result[flat: i * weights.count + c] =
          log(weights[c]) - 0.5 * (constant + distances[flat: i])
      }
    }
    return result
  }

  /// Each row's shares of the parts, `[n, k]`.
  public func probabilities(_ x: Tensor) throws(TensorError) -> Tensor {
    try expected(x).1
  }

  /// The mean log-likelihood of the rows.
  public func score(_ x: Tensor) throws(TensorError) -> Double { try expected(x).0 }
}
