import Numerics
public import Tensors

/// The `k` nearest rows of `x` for each row of `queries`, nearest first, with their distances.
///
/// - Shape: → indices and distances `[m, k]`.
/// - Complexity: O(*m n* (*d* + log *n*)).
public func nearestNeighbours(
  _ x: Tensor, _ queries: Tensor, k: Int
) throws(TensorError) -> (indices: Tensor, distances: Tensor) {
  let (n, _) = try requireSamples(x, for: "a search for neighbours")
  guard k > 0, k <= n else {
    throw TensorError(.domain, "among \(n) examples there are no \(k) nearest")
  }
  let squares = try queries.squaredDistances(to: x)
  var (indices, distances): ([Double], [Double]) = ([], [])
  for q in 0..<queries.shape[0] {
    let row = squares.row(q)
    let order = row.indices.sorted { row[$0] == row[$1] ? $0 < $1 : row[$0] < row[$1] }
    for i in order[..<k] {
      indices.append(Double(i))
      distances.append(row[i].squareRoot())
    }
  }
  let shape = [queries.shape[0], k]
  return (
    try Tensor(shape: shape, values: indices), try Tensor(shape: shape, values: distances)
  )
}

/// The class that most of the `k` nearest examples have, the least one in a tie.
///
/// - Source: Cover, Hart, "Nearest neighbor pattern classification", 1967.
public func nearestNeighbourClasses(
  _ x: Tensor, _ y: [Double], _ queries: Tensor, k: Int
) throws(TensorError) -> [Double] {
  let (n, _) = try requireSamples(x, y.count, for: "k nearest neighbours")
  let (labels, classes) = try requireClasses(y, for: "k nearest neighbours")
  let near = try nearestNeighbours(x, queries, k: min(k, n)).indices
  return (0..<queries.shape[0]).map { q in
    var votes = [Int](repeating: 0, count: classes)
    for i in near.row(q) { votes[labels[Int(i)]] += 1 }
    return Double(
      votes.indices.max { votes[$0] < votes[$1] || (votes[$0] == votes[$1] && $0 > $1) } ?? 0)
  }
}

/// The mean target of the `k` nearest examples.
public func nearestNeighbourMeans(
  _ x: Tensor, _ y: [Double], _ queries: Tensor, k: Int
) throws(TensorError) -> [Double] {
  try requireSamples(x, y.count, for: "k nearest neighbours")
  let near = try nearestNeighbours(x, queries, k: k).indices
  return (0..<queries.shape[0]).map { q in
    near.row(q).reduce(0) { $0 + y[Int($1)] } / Double(k)
  }
}

/// Naive Bayes with a normal distribution for each feature and class.
///
/// - Source: scikit-learn, `GaussianNB`: variances have 10⁻⁹ of the largest feature's added.
public struct GaussianNaiveBayes: Sendable {
  /// The share of each class.
  public let priors: [Double]
  /// The mean of each feature, by class, `[classes, d]`.
  public let means: Tensor
  /// The variance of each feature, by class.
  public let variances: Tensor

  /// Fits the model.
  public init(_ x: Tensor, _ y: [Double]) throws(TensorError) {
    let (n, width) = try requireSamples(x, y.count, for: "naive Bayes")
    let (labels, classes) = try requireClasses(y, for: "naive Bayes")
    var counts = [Double](repeating: 0, count: classes)
    var sums = [Double](repeating: 0, count: classes * width)
    var squares = sums
    for i in 0..<n {
      counts[labels[i]] += 1
      for j in 0..<width { sums[labels[i] * width + j] += x[flat: i * width + j] }
    }
    guard counts.allSatisfy({ $0 > 0 }) else {
      throw TensorError(.domain, "every class needs an example")
    }
    let means = sums.indices.map { sums[$0] / counts[$0 / width] }
    for i in 0..<n {
      for j in 0..<width {
        let place = labels[i] * width + j
        let d = x[flat: i * width + j] - means[place]
        squares[place] += d * d
      }
    }
    let (rows, _) = try centred(x)
    let spread = try rows.mapped(.square).mean(axis: 0).max()
    priors = counts.map { $0 / Double(n) }
    self.means = try Tensor(shape: [classes, width], values: means)
    variances = try Tensor(
      shape: [classes, width],
      values: squares.indices.map { squares[$0] / counts[$0 / width] + 1e-9 * spread })
  }

  /// The probabilities of the classes at each row, `[n, classes]`.
  public func probabilities(_ x: Tensor) throws(TensorError) -> Tensor {
    let (n, width) = try requireSamples(x, for: "naive Bayes")
    guard width == means.shape[1] else {
      throw TensorError(.shape, "the model has \(means.shape[1]) features, not \(width)")
    }
    var logs = try Tensor.zeros([n, priors.count])
    for i in 0..<n {
      for c in priors.indices {
        var sum = log(priors[c])
        for j in 0..<width {
          let variance = variances[flat: c * width + j]
          let d = x[flat: i * width + j] - means[flat: c * width + j]
          sum -= 0.5 * (log(2 * Double.pi * variance) + d * d / variance)
        }
        logs[flat: i * priors.count + c] = sum
      }
    }
    return try logs.softmax(axis: 1)
  }
}

/// Naive Bayes on counts, such as of words, with `smoothing` added to each.
///
/// - Source: Manning, Raghavan, Schütze, *Introduction to Information Retrieval*, 2008, §13.2.
public struct MultinomialNaiveBayes: Sendable {
  /// The logarithm of the share of each class.
  public let logPriors: [Double]
  /// The logarithm of the probability of each feature, by class, `[classes, d]`.
  public let logProbabilities: Tensor

  /// Fits the model.
  public init(_ x: Tensor, _ y: [Double], smoothing: Double = 1) throws(TensorError) {
    let (n, width) = try requireSamples(x, y.count, for: "naive Bayes")
    let (labels, classes) = try requireClasses(y, for: "naive Bayes")
    guard x.values.allSatisfy({ $0 >= 0 }), smoothing > 0 else {
      throw TensorError(.domain, "counts are at least 0 and the smoothing above 0")
    }
    let member = try Tensor.oneHot(Tensor(labels.map(Double.init)), classes: classes)
    let counts = try member.matmul(x, transposingLeft: true) + smoothing
    logProbabilities = try (counts / counts.sum(axis: 1, keepDims: true)).mapped(.log)
    logPriors = try member.sum(axis: 0).values.map { log($0 / Double(n)) }
    guard width == counts.shape[1], logPriors.allSatisfy(\.isFinite) else {
      throw TensorError(.domain, "every class needs an example")
    }
  }

  /// The probabilities of the classes at each row, `[n, classes]`.
  public func probabilities(_ x: Tensor) throws(TensorError) -> Tensor {
    let scores = try x.matmul(logProbabilities, transposingRight: true)
    return try (scores + Tensor(logPriors)).softmax(axis: 1)
  }
}
