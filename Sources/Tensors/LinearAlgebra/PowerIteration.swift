import Diagnostics
import Numerics

/// The dominant eigenvalue of a matrix and a vector for it.
public struct DominantEigenpair: Sendable {
  /// The eigenvalue of largest magnitude.
  public let value: Double
  /// Its eigenvector of length 1.
  public let vector: Tensor
  /// How many products it took.
  public let steps: Int
}

extension Tensor {
  /// The eigenvalue of largest magnitude, by multiplying a vector by the matrix again and again.
  ///
  /// It starts from equal components and stops when A v and λ v differ by less than `tolerance`
  /// times |λ|.
  ///
  /// - Shape: `[n, n]` → a number and `[n]`.
  /// - Complexity: O(*n*²) a step; the error shrinks by |λ₂/λ₁| a step.
  /// - Throws: `TensorError` of kind `convergence` after `limit` steps.
  /// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., §7.3.1.
  public func powerIteration(
    start: Tensor? = nil, tolerance: Double = 1e-12, limit: Int = 10_000
  ) throws(TensorError) -> DominantEigenpair {
    let n = try squareSize(for: "power iteration")
    var vector = start ?? Tensor.filled(.vector(n), with: 1)
    guard vector.rank == 1, vector.count == n, n > 0, vector.norm() > 0 else {
      throw TensorError(
        .shape, "power iteration on \(shape) needs a start of \(quantity(n, "value")), not all 0")
    }
    vector = try vector.normalized()
    for step in 1...Swift.max(1, limit) {
      let product = try matmul(vector)
      let value = try vector.dot(product)
      let error = try (product - vector * value).norm()
      if error <= tolerance * value.magnitude {
        return DominantEigenpair(value: value, vector: vector, steps: step)
      }
      let size = product.norm()
      guard size > 0 else { return DominantEigenpair(value: 0, vector: vector, steps: step) }
      vector = product / size
    }
    throw TensorError(
      .convergence, "power iteration did not settle in \(quantity(limit, "step"))",
      hints: ["two eigenvalues of the same magnitude never do; use eigenvalues"])
  }

  /// The rank of every page of a web of links: the long-run share of a reader who follows a link at
  /// random with probability `damping` and else opens any page.
  ///
  /// Element (i, j) of the matrix is the weight of the links from page *i* to page *j*; a page
  /// without links leads everywhere.
  ///
  /// - Shape: `[n, n]` → `[n]`, which adds up to 1.
  /// - Source: Page, Brin, Motwani, Winograd, "The PageRank citation ranking", 1999.
  public func pageRank(
    damping: Double = 0.85, tolerance: Double = 1e-14, limit: Int = 10_000
  ) throws(TensorError) -> Tensor {
    let n = try squareSize(for: "PageRank")
    guard n > 0 else { throw .empty("PageRank") }
    guard damping >= 0, damping <= 1 else {
      throw TensorError(
        .domain, "the damping of PageRank lies between 0 and 1, not at \(numberText(damping))")
    }
    guard storage.allSatisfy({ $0 >= 0 }) else {
      throw TensorError(.domain, "the links of PageRank cannot have negative weights")
    }
    let weights = try sum(axis: 1)
    var links = self
    for i in 0..<n where weights.storage[i] > 0 {
      for j in 0..<n { links.storage[i * n + j] /= weights.storage[i] }
    }
    var rank = Tensor.filled(.vector(n), with: 1 / Double(n))
    for _ in 0..<Swift.max(1, limit) {
      var stranded = 0.0
      for i in 0..<n where weights.storage[i] == 0 { stranded += rank.storage[i] }
      let everywhere = (damping * stranded + 1 - damping) / Double(n)
      let followed = try rank.matmul(links)
      let sum = followed * damping + everywhere
      let next = sum / sum.sum()
      let change = try (next - rank).reduced(.norm(1))
      rank = next
      if change <= tolerance { return rank }
    }
    throw TensorError(.convergence, "PageRank did not settle in \(quantity(limit, "step"))")
  }
}
