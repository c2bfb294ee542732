import Numerics
public import Tensors

/// The directions in which data vary most.
public struct PrincipalComponents: Sendable {
  /// The directions as rows, `[k, d]`, the one of most variance first.
  public let components: Tensor
  /// The variance along each.
  public let variances: [Double]
  /// The variance along each as a share of all.
  public let ratios: [Double]
  /// The mean of the data.
  public let mean: Tensor
  /// The data in the new coordinates, `[n, k]`.
  public let scores: Tensor

  /// The data made from their coordinates, `[n, d]`.
  public func reconstruction() throws(TensorError) -> Tensor {
    try scores.matmul(components) + mean
  }
}

/// The first `k` principal components, from the singular values of the centred data, which squares no
/// condition; the largest component of each direction is positive.
///
/// The variances have the divisor n − `ddof`.
///
/// - Source: Pearson, "On lines and planes of closest fit", 1901; Jolliffe, *Principal Component
///   Analysis*, 2002, §3.5.
public func principalComponents(
  _ x: Tensor, k: Int, ddof: Int = 0
) throws(TensorError) -> PrincipalComponents {
  let (n, width) = try requireSamples(x, for: "PCA")
  guard k > 0, k <= min(n, width), n > ddof else {
    throw TensorError(.domain, "\(n) examples of \(width) features have no \(k) components")
  }
  let (rows, mean) = try centred(x)
  let svd = try rows.singularValueDecomposition()
  var components = try svd.v.transposed().sliced([.range(0..<k)])
  for c in 0..<k {
    var largest = 0.0
    for j in 0..<width where components[flat: c * width + j].magnitude > largest.magnitude {
      largest = components[flat: c * width + j]
    }
    guard largest < 0 else { continue }
    for j in 0..<width { components[flat: c * width + j] *= -1 }
  }
  let squares = svd.values.values.map { $0 * $0 / Double(n - ddof) }
  let total = squares.reduce(0, +)
  return PrincipalComponents(
    components: components, variances: Array(squares[..<k]),
    ratios: squares[..<k].map { total > 0 ? $0 / total : 0 }, mean: mean,
    scores: try rows.matmul(components, transposingRight: true))
}

/// What t-SNE gives.
public struct NeighbourEmbedding: Sendable {
  /// A point of the plane for each example, `[n, 2]`.
  public let points: Tensor
  /// The divergence between the neighbourhoods, every 50 steps.
  public let losses: [Double]
}

/// Points of the plane whose neighbourhoods are like those of the data: exact t-SNE.
///
/// Starts from the first two principal components, so that the result does not depend on chance.
///
/// - Complexity: O(*n*²) a step.
/// - Source: van der Maaten, Hinton, "Visualizing data using t-SNE", 2008; early exaggeration of 12
///   for up to 250 steps, and the gains, as in scikit-learn; steps as long as the number of examples
///   over the exaggeration (Belkina et al., Nature Communications 10, 2019) without scikit-learn's
///   floor of 50, with which fewer than some hundred examples oscillate.
public func stochasticNeighbourEmbedding(
  _ x: Tensor, perplexity: Double = 30, steps: Int = 1000, rate: Double? = nil
) throws(TensorError) -> NeighbourEmbedding {
  let (n, width) = try requireSamples(x, for: "t-SNE")
  guard n >= 4, n <= 2000, perplexity > 1, perplexity < Double(n) else {
    throw TensorError(
      .domain, "t-SNE takes 4 to 2000 examples and a perplexity below their number, not \(n)")
  }
  var p = try jointNeighbourhoods(x, perplexity)
  let k = min(2, width)
  let start = try principalComponents(x, k: k).scores
  var y = [Double](repeating: 0, count: 2 * n)
  let scale = (start.column(0).reduce(0) { $0 + $1 * $1 } / Double(n)).squareRoot()
  for i in 0..<n {
    for j in 0..<k { y[2 * i + j] = start[flat: i * k + j] / max(scale, 1e-300) * 1e-4 }
  }
  let exaggeration = 12.0
  // Larger steps overshoot where there are few examples: each force is then a large share of all.
  var size = rate ?? Double(n) / exaggeration / 4
  for i in p.indices { p[i] *= exaggeration }
  var velocity = [Double](repeating: 0, count: 2 * n)
  var gains = [Double](repeating: 1, count: 2 * n)
  var q = [Double](repeating: 0, count: n * n)
  var losses: [Double] = []
  var early = min(250, steps / 4)
  let first = y
  for step in 0..<steps {
    // Where all are neighbours of all, exaggeration would draw them into one place for good.
    if step < early, largest(of: y) < largest(of: first) / 10 {
      y = first
      early = step
    }
    if step == early {
      for i in p.indices { p[i] /= exaggeration }
      size = rate ?? Double(n) / 4
      velocity = [Double](repeating: 0, count: 2 * n)
      gains = [Double](repeating: 1, count: 2 * n)
    }
    let total = studentWeights(y, n, &q)
    if step >= early, (step - early) % 50 == 0 { losses.append(divergence(p, q, total)) }
    for i in 0..<n {
      var (gx, gy) = (0.0, 0.0)
      for j in 0..<n {
        let w = q[i * n + j]
        let force = 4 * (p[i * n + j] - w / total) * w
        gx += force * (y[2 * i] - y[2 * j])
        gy += force * (y[2 * i + 1] - y[2 * j + 1])
      }
      for (axis, g) in [(2 * i, gx), (2 * i + 1, gy)] {
        gains[axis] = g * velocity[axis] < 0 ? gains[axis] + 0.2 : gains[axis] * 0.8
        gains[axis] = max(gains[axis], 0.01)
        velocity[axis] = (step < early ? 0.5 : 0.8) * velocity[axis] - size * gains[axis] * g
      }
    }
    for i in y.indices { y[i] += velocity[i] }
  }
  losses.append(divergence(p, q, studentWeights(y, n, &q)))
  return NeighbourEmbedding(points: try Tensor(shape: [n, 2], values: y), losses: losses)
}

private func largest(of y: [Double]) -> Double { y.reduce(0) { max($0, $1.magnitude) } }

/// 1 / (1 + distance²) of every two points; gives their sum.
private func studentWeights(_ y: [Double], _ n: Int, _ q: inout [Double]) -> Double {
  var total = 0.0
  for i in 0..<n {
    for j in 0..<i {
      let (dx, dy) = (y[2 * i] - y[2 * j], y[2 * i + 1] - y[2 * j + 1])
      let w = 1 / (1 + dx * dx + dy * dy)
      q[i * n + j] = w
      q[j * n + i] = w
      total += 2 * w
    }
  }
  return total
}

private func divergence(_ p: [Double], _ q: [Double], _ total: Double) -> Double {
  var sum = 0.0
  for i in p.indices where p[i] > 0 && q[i] > 0 { sum += p[i] * log(p[i] * total / q[i]) }
  return sum
}

/// The symmetric probabilities of being neighbours: normal kernels whose width is found by halving so
/// that each row has the perplexity.
private func jointNeighbourhoods(
  _ x: Tensor, _ perplexity: Double
) throws(TensorError) -> [Double] {
  let n = x.shape[0]
  let squares = try x.squaredDistances(to: x)
  var rows = [Double](repeating: 0, count: n * n)
  for i in 0..<n {
    let own = squares.row(i)
    let nearest = own.enumerated().filter { $0.offset != i }.map(\.element).min() ?? 0
    var (low, high, beta) = (0.0, Double.infinity, 1.0)
    for _ in 0..<100 {
      var (sum, weighted) = (0.0, 0.0)
      for j in 0..<n where j != i {
        let w = exp(-beta * (own[j] - nearest))
        rows[i * n + j] = w
        sum += w
        weighted += w * (own[j] - nearest)
      }
      for j in 0..<n { rows[i * n + j] /= sum }
      let difference = log(sum) + beta * weighted / sum - log(perplexity)
      if difference.magnitude < 1e-8 { break }
      if difference > 0 {
        low = beta
        beta = high < .infinity ? (low + high) / 2 : 2 * beta
      } else {
        high = beta
        beta = (low + high) / 2
      }
    }
  }
  var joint = [Double](repeating: 0, count: n * n)
  for i in 0..<n {
    for j in 0..<n where i != j {
      joint[i * n + j] = max(1e-300, (rows[i * n + j] + rows[j * n + i]) / Double(2 * n))
    }
  }
  return joint
}
