import Diagnostics

/// The best solution of a system that need not have one.
public struct LeastSquaresSolution: Sendable {
  /// The `x` with the least |A x − b|, and of all such the shortest: `[n]` or `[n, k]`.
  public let value: Tensor
  /// The sums of the squared residuals, one for each right-hand side.
  public let residualSquares: Tensor
  /// The rank that A was found to have.
  public let rank: Int
}

extension Tensor {
  /// The `x` with the least |A x − `right`|; where several have it, the shortest.
  ///
  /// A matrix of full column rank is factored by QR, and the solution and its residual are refined
  /// together with residuals of twice the digits, so that digits lost to a bad condition come back.
  /// Any other matrix is solved by its singular values; those below `tolerance` times the largest
  /// count as 0 (without one: *ε* max(*m*, *n*)).
  ///
  /// - Shape: A `[m, n]`, `right` `[m]` or `[m, k]` → `[n]` or `[n, k]`.
  /// - Complexity: O(*m* *n*²).
  /// - Source: Björck, "Iterative refinement of linear least squares solutions I", BIT 7 (1967).
  public func leastSquares(
    _ right: Tensor, tolerance: Double? = nil
  ) throws(TensorError) -> LeastSquaresSolution {
    let (m, n) = try matrixSizes(for: "least squares")
    guard right.rank == 1 || right.rank == 2, right.shape[0] == m else {
      throw TensorError(
        .shape,
        "cannot solve \(shape) for \(right.shape): the right-hand side needs \(quantity(m, "row"))")
    }
    try right.requireFinite(for: "least squares")
    try requireFinite(for: "least squares")
    let columns = right.rank == 1 ? 1 : right.shape[1]
    let matrixRight = right.with(shape: try Shape.matrix(m, columns))
    if m >= n, n > 0, tolerance == nil, let full = try FullRankSolver(self) {
      let (x, residual) = full.solve(matrixRight)
      return LeastSquaresSolution(
        value: right.rank == 1 ? x.flattened() : x, residualSquares: try squares(residual), rank: n)
    }
    let (x, rank) = try shortestSolution(matrixRight, tolerance)
    let residual = try matrixRight - matmul(x)
    return LeastSquaresSolution(
      value: right.rank == 1 ? x.flattened() : x, residualSquares: try squares(residual),
      rank: rank)
  }

  private func squares(_ residual: Tensor) throws(TensorError) -> Tensor {
    try residual.mapped(.square).sum(axis: 0)
  }

  /// V Σ⁺ Uᵀ b, and the rank.
  private func shortestSolution(
    _ right: Tensor, _ tolerance: Double?
  ) throws(TensorError) -> (Tensor, Int) {
    let parts = try singularValueDecomposition()
    let rank = parts.rank(of: shape, tolerance)
    let x = try parts.weighted(parts.u, right, rank, into: parts.v)
    guard count * right.shape[1] <= 1 << 18, rank > 0,
      parts.values.storage[0] < 0x1p23 * parts.values.storage[rank - 1]
    else { return (x, rank) }
    // The singular vectors are right only up to the condition of the matrix. Aᵀ (A⁺)ᵀ x lies in the
    // row space whatever their errors; corrections from Aᵀ(b − A x) repair the rest.
    var solution = try parts.weighted(parts.v, x, rank, into: parts.u).normalGradient(of: self)
    for _ in 0..<2 {
      let gradient = solution.normalGradient(of: self, from: right)
      let half = try parts.weighted(parts.v, gradient, rank, into: parts.v)
      solution = try solution + parts.weighted(parts.v, half, rank, into: parts.v)
    }
    return (solution, rank)
  }

  /// Aᵀ(b − A x) for this x and `right` b, or Aᵀ x without one, summed with twice the digits.
  private func normalGradient(of matrix: Tensor, from right: Tensor? = nil) -> Tensor {
    let (m, n, k) = (matrix.shape[0], matrix.shape[1], shape[1])
    let flipped = matrix.transposed()
    var result = [Double](repeating: 0, count: n * k)
    var high = [Double](repeating: 0, count: m)
    var low = high
    var x = [Double](repeating: 0, count: n)
    for j in 0..<k {
      for i in 0..<m { high[i] = right?.storage[i * k + j] ?? storage[i * k + j] }
      if let right {
        for p in 0..<n { x[p] = -storage[p * k + j] }
        matrix.withBase { base in
          for i in 0..<m {
            var sum = DoubleDouble(right.storage[i * k + j])
            sum.addProducts(n, base + i * n, x)
            (high[i], low[i]) = (sum.value, sum.high - sum.value + sum.low)
          }
        }
      }
      flipped.withBase { base in
        for p in 0..<n {
          var sum = DoubleDouble(0)
          sum.addProducts(m, base + p * m, high)
          sum.addProducts(m, base + p * m, low)
          result[p * k + j] = sum.value
        }
      }
    }
    return Tensor(unchecked: result, Shape(unchecked: 2, n, k))
  }

  /// The number of linearly independent rows or columns, judged by the singular values; those below
  /// `tolerance` times the largest count as 0 (without one: *ε* max(*m*, *n*)).
  public func matrixRank(tolerance: Double? = nil) throws(TensorError) -> Int {
    let values = try singularValues()
    return SingularValues.rank(values, shape, tolerance)
  }

  /// The ratio of the largest to the smallest singular value; infinite for a singular matrix.
  public func conditionNumber() throws(TensorError) -> Double {
    let values = try singularValues()
    guard let largest = values.storage.first, let smallest = values.storage.last else {
      throw .empty("the condition number")
    }
    return smallest > 0 ? largest / smallest : .infinity
  }

  /// The matrix that solves A x = b in the sense of ``leastSquares(_:tolerance:)``.
  ///
  /// - Shape: `[m, n]` → `[n, m]`.
  public func pseudoInverse(tolerance: Double? = nil) throws(TensorError) -> Tensor {
    let parts = try singularValueDecomposition()
    let rank = parts.rank(of: shape, tolerance)
    var scaled = parts.v
    let k = parts.values.count
    for i in 0..<scaled.shape[0] {
      for j in 0..<k {
        scaled.storage[i * k + j] =
          j < rank ? scaled.storage[i * k + j] / parts.values.storage[j] : 0
      }
    }
    return try scaled.matmul(parts.u, transposingRight: true)
  }

  /// An orthonormal basis, as columns, of the vectors that the matrix maps to 0.
  ///
  /// - Shape: `[m, n]` → `[n, n − rank]`.
  public func nullSpace(tolerance: Double? = nil) throws(TensorError) -> Tensor {
    let (_, n) = try matrixSizes(for: "the null space")
    let parts = try singularValueDecomposition()
    let rank = parts.rank(of: shape, tolerance)
    let k = parts.values.count
    var basis = (0..<rank).map { j in (0..<n).map { parts.v.storage[$0 * k + j] } }
    completeBasis(&basis, dimension: n)
    var result = Tensor.filled(try Shape.matrix(n, n - rank), with: 0)
    for j in rank..<n {
      for i in 0..<n { result.storage[i * (n - rank) + j - rank] = basis[j][i] }
    }
    return result
  }
}

extension SingularValues {
  /// The components of `right` in `basis`, divided by the singular values, as ones of `target`.
  fileprivate func weighted(
    _ basis: Tensor, _ right: Tensor, _ rank: Int, into target: Tensor
  ) throws(TensorError) -> Tensor {
    var weighted = try basis.matmul(right, transposingLeft: true)
    let columns = right.shape[1]
    for i in 0..<values.count {
      for j in 0..<columns {
        weighted.storage[i * columns + j] =
          i < rank ? weighted.storage[i * columns + j] / values.storage[i] : 0
      }
    }
    return try target.matmul(weighted)
  }

  fileprivate func rank(of shape: Shape, _ tolerance: Double?) -> Int {
    SingularValues.rank(values, shape, tolerance)
  }

  fileprivate static func rank(_ values: Tensor, _ shape: Shape, _ tolerance: Double?) -> Int {
    let relative = tolerance ?? Double(max(shape[0], shape[1])) * 0x1p-52
    let limit = (values.storage.first ?? 0) * relative
    return values.storage.count { $0 > limit }
  }
}

/// Least squares with a matrix of full column rank.
private struct FullRankSolver {
  private let matrix: Tensor
  private let transposed: Tensor
  private let factors: QRFactorization
  private let exponents: [Int]

  /// The solver for `matrix`, or nil if its columns, brought to one length, depend on each other.
  init?(_ matrix: Tensor) throws(TensorError) {
    let (m, n) = (matrix.shape[0], matrix.shape[1])
    var scaled = matrix
    var exponents: [Int] = []
    for j in 0..<n {
      var largest = 0.0
      for i in 0..<m { largest = max(largest, matrix.storage[i * n + j].magnitude) }
      exponents.append(scalingExponent(largest))
      let factor = powerOfTwo(exponents[j])
      for i in 0..<m { scaled.storage[i * n + j] *= factor }
    }
    self.matrix = scaled
    transposed = scaled.transposed()
    self.exponents = exponents
    factors = try QRFactorization(scaled, pivoting: true)
    let diagonal = factors.diagonal
    guard let first = diagonal.first?.magnitude, let last = diagonal.last?.magnitude,
      last > first * Double(max(m, n)) * 0x1p-52
    else { return nil }
  }

  /// The solutions, `[n, k]`, and their residuals, `[m, k]`.
  func solve(_ right: Tensor) -> (Tensor, Tensor) {
    let (m, n, k) = (factors.rows, factors.columns, right.shape[1])
    var x = [Double](repeating: 0, count: n * k)
    var residual = [Double](repeating: 0, count: m * k)
    var above = right.storage
    var below = [Double](repeating: 0, count: n * k)
    var last = Double.infinity
    for _ in 0..<12 {
      let (stepX, stepR) = augmented(above, below, k)
      let change = FullRankSolver.relativeChange(stepX, x)
      guard change < last / 2 || last.isInfinite else { break }
      for i in 0..<(n * k) { x[i] += stepX[i] }
      for i in 0..<(m * k) { residual[i] += stepR[i] }
      if change < 0x1p-54 || m * n * k > 1 << 20 { break }
      last = change.isFinite ? change : 1
      // b − r − A x and −Aᵀ r, summed with twice the digits.
      for j in 0..<k { refineResiduals(right, x, residual, j, k, &above, &below) }
    }
    for p in 0..<n {
      for j in 0..<k { x[p * k + j] *= powerOfTwo(exponents[p]) }
    }
    return (
      Tensor(unchecked: x, Shape(unchecked: 2, n, k)),
      Tensor(unchecked: residual, Shape(unchecked: 2, m, k))
    )
  }

  /// The residuals of both equations in column `j`.
  private func refineResiduals(
    _ right: Tensor, _ x: [Double], _ residual: [Double], _ j: Int, _ k: Int,
    _ above: inout [Double], _ below: inout [Double]
  ) {
    let (m, n) = (factors.rows, factors.columns)
    let column = (0..<n).map { -x[$0 * k + j] }
    let rest = (0..<m).map { -residual[$0 * k + j] }
    matrix.withBase { base in
      for i in 0..<m {
        var sum = DoubleDouble(right.storage[i * k + j])
        sum.add(rest[i])
        sum.addProducts(n, base + i * n, column)
        above[i * k + j] = sum.value
      }
    }
    transposed.withBase { base in
      for p in 0..<n {
        var sum = DoubleDouble(0)
        sum.addProducts(m, base + p * m, rest)
        below[p * k + j] = sum.value
      }
    }
  }

  private static func relativeChange(_ step: [Double], _ x: [Double]) -> Double {
    let tiny = x.reduce(0) { max($0, $1.magnitude) } * 0x1p-53
    var change = 0.0
    for i in 0..<step.count where step[i] != 0 {
      let scale = max(x[i].magnitude, tiny)
      change = max(change, scale > 0 ? step[i].magnitude / scale : .infinity)
    }
    return change
  }

  /// Solves r + A x = f, Aᵀ r = g.
  private func augmented(
    _ f: [Double], _ g: [Double], _ k: Int
  ) -> (x: [Double], r: [Double]) {
    let n = factors.columns
    var d = f
    var h = [Double](repeating: 0, count: n * k)
    for p in 0..<n {
      for j in 0..<k { h[p * k + j] = g[factors.order[p] * k + j] }
    }
    var x = [Double](repeating: 0, count: n * k)
    d.withUnsafeMutableBufferPointer { dBuffer in
      h.withUnsafeMutableBufferPointer { hBuffer in
        guard let dBase = dBuffer.baseAddress, let hBase = hBuffer.baseAddress else { return }
        let top = Rows(dBase, columns: k)
        let side = Rows(hBase, columns: k)
        factors.apply(to: top, transposed: true)
        factors.solveUpperTransposed(side, rank: n)
        var solution = [Double](repeating: 0, count: n * k)
        for i in 0..<(n * k) { solution[i] = dBase[i] - hBase[i] }
        solution.withUnsafeMutableBufferPointer { buffer in
          if let base = buffer.baseAddress {
            factors.solveUpper(Rows(base, columns: k), rank: n)
          }
        }
        for p in 0..<n {
          for j in 0..<k { x[factors.order[p] * k + j] = solution[p * k + j] }
        }
        for i in 0..<(n * k) { dBase[i] = hBase[i] }
        factors.apply(to: Rows(dBase, columns: k), transposed: false)
      }
    }
    return (x, d)
  }
}
