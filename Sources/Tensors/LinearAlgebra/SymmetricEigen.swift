/// The eigenvalues of a symmetric matrix, ascending, and its orthonormal eigenvectors as columns.
public struct SymmetricEigen: Sendable {
  /// The eigenvalues, smallest first, `[n]`.
  public let values: Tensor
  /// The eigenvectors as columns, `[n, n]`, the largest component of each positive.
  public let vectors: Tensor
}

extension Tensor {
  /// The eigenvalues and eigenvectors of a symmetric matrix.
  ///
  /// - Shape: `[n, n]` → values `[n]`, vectors `[n, n]`.
  /// - Complexity: O(*n*³).
  /// - Throws: `TensorError` if the matrix is not symmetric.
  /// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithms 8.3.1 (reduction to three
  ///   diagonals) and 8.3.3 (QR steps with Wilkinson's shift, here from the small end).
  public func symmetricEigen() throws(TensorError) -> SymmetricEigen {
    var (values, vectors) = try tridiagonalised(needsVectors: true)
    let n = values.count
    let order = (0..<n).sorted { (i: Int, j: Int) -> Bool in
      values[i] == values[j] ? i < j : values[i] < values[j]
    }
    var columns = Tensor.filled(shape, with: 0)
    for (j, row) in order.enumerated() {
      var largest = 0.0
      for i in 0..<n where vectors[row * n + i].magnitude > largest.magnitude {
        largest = vectors[row * n + i]
      }
      let sign: Double = largest < 0 ? -1 : 1
      for i in 0..<n { columns.storage[i * n + j] = sign * vectors[row * n + i] }
    }
    values = order.map { values[$0] }
    vectors = []
    return SymmetricEigen(values: Tensor(values), vectors: columns)
  }

  /// The eigenvalues of a symmetric matrix, smallest first.
  public func symmetricEigenvalues() throws(TensorError) -> Tensor {
    Tensor(try tridiagonalised(needsVectors: false).values.sorted())
  }

  /// The eigenvalues, not sorted, and the eigenvectors as rows if they are wanted.
  private func tridiagonalised(
    needsVectors: Bool
  ) throws(TensorError) -> (values: [Double], vectors: [Double]) {
    let n = try symmetricSize(for: "the symmetric eigenvalues")
    let largest = storage.reduce(0) { Swift.max($0, $1.magnitude) }
    let exponent = scalingExponent(largest)
    let scale = powerOfTwo(exponent)
    var matrix = [Double](repeating: 0, count: n * n)
    for i in 0..<n {
      for j in 0..<n {
        matrix[i * n + j] = (storage[i * n + j] * scale + storage[j * n + i] * scale) / 2
      }
    }
    var problem = Tridiagonal(reducing: &matrix, n, needsVectors: needsVectors)
    guard problem.diagonalise() else {
      throw TensorError(.convergence, "the eigenvalues of \(shape) did not settle")
    }
    let back = powerOfTwo(-exponent)
    return (problem.diagonal.map { $0 * back }, problem.vectors)
  }
}

/// A symmetric matrix of three diagonals, and the turns that led there.
private struct Tridiagonal {
  var diagonal: [Double]
  /// The element below each diagonal element; the last one is not used.
  var below: [Double]
  /// The transposed product of all turns, so that its rows become the eigenvectors.
  var vectors: [Double] = []
  private let n: Int

  /// Reduces the symmetric `matrix`, whose values are destroyed, by reflections from its end: row
  /// `k` is turned into the direction of its neighbour before the diagonal, so that matrices with
  /// their small elements first keep them.
  init(reducing matrix: inout [Double], _ n: Int, needsVectors: Bool) {
    self.n = n
    var diagonal = [Double](repeating: 0, count: n)
    var below = [Double](repeating: 0, count: n)
    var taus = [Double](repeating: 0, count: n)
    var p = [Double](repeating: 0, count: n)
    var product: [Double] = []
    matrix.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let a = Rows(base, columns: n)
      for k in stride(from: n - 1, to: 0, by: -1) {
        diagonal[k] = a[k, k]
        // The vector stands reversed in front of the diagonal: its first component is a[k, k-1].
        let v = a.row(k)
        v.reverse(k)
        let reflection = Householder(k, v)
        v.reverse(k)
        below[k - 1] = reflection.beta
        taus[k] = reflection.tau
        guard reflection.tau != 0 else { continue }
        p.withUnsafeMutableBufferPointer { work in
          guard let p = work.baseAddress else { return }
          p.update(repeating: 0, count: k)
          for i in 0..<k where v[i] != 0 { addMultiple(k, reflection.tau * v[i], a.row(i), p) }
          addMultiple(k, -reflection.tau / 2 * innerProduct(k, p, v), v, p)
          for i in 0..<k {
            addMultiple(k, -v[i], p, a.row(i))
            addMultiple(k, -p[i], v, a.row(i))
          }
        }
      }
      if n > 0 { diagonal[0] = a[0, 0] }
      if needsVectors { product = Tridiagonal.product(of: a, taus, n) }
    }
    self.diagonal = diagonal
    self.below = below
    vectors = product
  }

  /// The transposed product of the reflections whose vectors stand in the rows of `a`.
  private static func product(of a: Rows, _ taus: [Double], _ n: Int) -> [Double] {
    var result = [Double](repeating: 0, count: n * n)
    var work = [Double](repeating: 0, count: n)
    for i in 0..<n { result[i * n + i] = 1 }
    result.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let q = Rows(base, columns: n)
      // Row k of a holds the reflection of the first k axes. The first one made is the one of row
      // n - 1, so that applying them from there builds the transposed product.
      for k in stride(from: n - 1, to: 0, by: -1) {
        Householder(tau: taus[k], beta: 0).apply(
          a.row(k), k, to: q, row: 0, columns: 0, n, work: &work)
      }
    }
    return result
  }

  /// Turns the off-diagonal elements to zero; false if that takes too long.
  ///
  /// Implicit QL steps: each finds the eigenvalue nearest to the shift at the start of a block.
  mutating func diagonalise() -> Bool {
    var start = 0
    var rounds = 0
    while start < n {
      var end = start
      while end < n - 1 && !isNegligible(end) { end += 1 }
      if end == start {
        start += 1
        rounds = 0
        continue
      }
      rounds += 1
      guard rounds <= 60 else { return false }
      step(from: start, to: end)
    }
    return true
  }

  private mutating func isNegligible(_ i: Int) -> Bool {
    let scale = diagonal[i].magnitude + diagonal[i + 1].magnitude
    guard below[i].magnitude <= 0x1p-53 * scale || below[i].magnitude < 0x1p-1000 else {
      return false
    }
    below[i] = 0
    return true
  }

  /// One QL step on the block `l...m`, chasing the bulge from its end to its start.
  private mutating func step(from l: Int, to m: Int) {
    var g = (diagonal[l + 1] - diagonal[l]) / (2 * below[l])
    let root = length(2, [g, 1])
    g = diagonal[m] - diagonal[l] + below[l] / (g + (g < 0 ? -root : root))
    var (s, c, p) = (1.0, 1.0, 0.0)
    for i in stride(from: m - 1, through: l, by: -1) {
      let f = s * below[i]
      let b = c * below[i]
      let r = length(2, [f, g])
      below[i + 1] = r
      if r == 0 {
        diagonal[i + 1] -= p
        below[m] = 0
        return
      }
      s = f / r
      c = g / r
      g = diagonal[i + 1] - p
      let t = (diagonal[i] - g) * s + 2 * c * b
      p = s * t
      diagonal[i + 1] = g + p
      g = c * t - b
      turn(i, c, s)
    }
    diagonal[l] -= p
    below[l] = g
    if m < n { below[m] = 0 }
  }

  private mutating func turn(_ i: Int, _ c: Double, _ s: Double) {
    guard !vectors.isEmpty else { return }
    let n = n
    vectors.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      rotate(n, c, s, base + (i + 1) * n, base + i * n)
    }
  }
}

extension UnsafeMutablePointer where Pointee == Double {
  /// Reverses the first `count` values.
  fileprivate func reverse(_ count: Int) {
    for i in 0..<(count / 2) { (self[i], self[count - 1 - i]) = (self[count - 1 - i], self[i]) }
  }
}
