/// A matrix as the product of a matrix with orthonormal columns and an upper triangle, A P = Q R.
///
/// With pivoting the columns are taken in the order of what they still add, so that the diagonal of
/// R falls in magnitude and shows the rank.
///
/// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithms 5.2.1 and 5.4.1; the norms
///   are brought up to date as in LAPACK working note 176 (Drmač, Bujanović, 2008).
public struct QRFactorization: Sendable {
  /// The rows and columns of the matrix.
  public let rows: Int
  /// The columns of the matrix.
  public let columns: Int
  /// The column of the matrix that stands in each column of the factors.
  public let order: [Int]
  /// R on and above the diagonal.
  private let upper: [Double]
  /// The reflection vectors, one after another, each of full length `rows`.
  private let vectors: [Double]
  private let taus: [Double]

  /// The number of reflections: the smaller side.
  var steps: Int { taus.count }

  /// The factors of `matrix`.
  public init(_ matrix: Tensor, pivoting: Bool = false) throws(TensorError) {
    let (m, n) = try matrix.matrixSizes(for: "the QR factorisation")
    try matrix.requireFinite(for: "the QR factorisation")
    (rows, columns) = (m, n)
    let steps = min(m, n)
    var values = matrix.values
    var vectors = [Double](repeating: 0, count: steps * m)
    var taus: [Double] = []
    var order = Array(0..<n)
    var work = [Double](repeating: 0, count: n)
    values.withUnsafeMutableBufferPointer { buffer in
      vectors.withUnsafeMutableBufferPointer { reflections in
        guard let base = buffer.baseAddress, let first = reflections.baseAddress else { return }
        let matrix = Rows(base, columns: n)
        var norms = ColumnNorms(pivoting ? matrix : Rows(base, columns: 0), rows: m)
        for k in 0..<steps {
          if pivoting { norms.exchange(k, in: matrix, &order) }
          let v = first + k * m + k
          for i in k..<m { v[i - k] = matrix[i, k] }
          let reflection = Householder(m - k, v)
          taus.append(reflection.tau)
          matrix[k, k] = reflection.beta
          for i in (k + 1)..<max(m, k + 1) { matrix[i, k] = 0 }
          reflection.apply(v, m - k, to: matrix, row: k, columns: k + 1, n, work: &work)
          if pivoting { norms.update(after: k, in: matrix) }
        }
      }
    }
    upper = values
    self.vectors = vectors
    self.taus = taus
    self.order = order
  }

  /// The upper triangle, `[min(m, n), n]`, of the columns in ``order``.
  public var r: Tensor {
    Tensor(unchecked: Array(upper[0..<(steps * columns)]), Shape(unchecked: 2, steps, columns))
  }

  /// The diagonal of R.
  var diagonal: [Double] { (0..<steps).map { upper[$0 * columns + $0] } }

  /// The orthonormal columns: `[m, min(m, n)]`, or the whole basis `[m, m]`.
  public func q(full: Bool = false) throws(TensorError) -> Tensor {
    let width = full ? rows : steps
    var result = Tensor.filled(try Shape.matrix(rows, width), with: 0)
    for i in 0..<width { result.storage[i * width + i] = 1 }
    result.withMutableValues { values in
      if let base = values.baseAddress { apply(to: Rows(base, columns: width), transposed: false) }
    }
    return result
  }

  /// Multiplies the `rows` rows of `matrix` by Q or Qᵀ from the left.
  func apply(to matrix: Rows, transposed: Bool) {
    var work = [Double](repeating: 0, count: matrix.columns)
    vectors.withUnsafeBufferPointer { reflections in
      guard let first = reflections.baseAddress else { return }
      for step in 0..<steps {
        let k = transposed ? step : steps - 1 - step
        Householder(tau: taus[k], beta: 0).apply(
          first + k * rows + k, rows - k, to: matrix, row: k, columns: 0, matrix.columns,
          work: &work)
      }
    }
  }

  /// Solves R x = b in place for the first `rank` rows of `b`.
  func solveUpper(_ b: Rows, rank: Int) {
    for i in (0..<rank).reversed() {
      for p in (i + 1)..<max(rank, i + 1) where upper[i * columns + p] != 0 {
        b.add(-upper[i * columns + p], b.row(p), toRow: i, from: 0)
      }
      for j in 0..<b.columns { b[i, j] /= upper[i * columns + i] }
    }
  }

  /// Solves Rᵀ x = b in place for the first `rank` rows of `b`.
  func solveUpperTransposed(_ b: Rows, rank: Int) {
    for i in 0..<rank {
      for j in 0..<b.columns { b[i, j] /= upper[i * columns + i] }
      for p in (i + 1)..<max(rank, i + 1) where upper[i * columns + p] != 0 {
        b.add(-upper[i * columns + p], b.row(i), toRow: p, from: 0)
      }
    }
  }
}

/// The lengths of what is left of each column.
private struct ColumnNorms {
  private var current: [Double]
  /// The length when it was last measured, to tell when too many digits have been subtracted away.
  private var measured: [Double]
  private let rows: Int

  init(_ matrix: Rows, rows: Int) {
    self.rows = rows
    current = []
    for j in 0..<matrix.columns { current.append(ColumnNorms.measure(matrix, j, 0, rows)) }
    measured = current
  }

  private static func measure(_ matrix: Rows, _ j: Int, _ first: Int, _ rows: Int) -> Double {
    guard first < rows else { return 0 }
    return length(rows - first, (first..<rows).map { matrix[$0, j] })
  }

  /// Exchanges column `k` with the longest one from `k` on.
  mutating func exchange(_ k: Int, in matrix: Rows, _ order: inout [Int]) {
    var longest = k
    for j in k..<current.count where current[j] > current[longest] { longest = j }
    guard longest != k else { return }
    for i in 0..<rows {
      (matrix[i, k], matrix[i, longest]) = (matrix[i, longest], matrix[i, k])
    }
    order.swapAt(k, longest)
    current.swapAt(k, longest)
    measured.swapAt(k, longest)
  }

  /// Takes the row `k` out of the columns after `k`.
  mutating func update(after k: Int, in matrix: Rows) {
    for j in (k + 1)..<max(current.count, k + 1) where current[j] > 0 {
      let ratio = matrix[k, j].magnitude / current[j]
      let left = max(0, (1 - ratio) * (1 + ratio))
      let share = current[j] / measured[j]
      if left * share * share <= 0x1p-26 {
        current[j] = ColumnNorms.measure(matrix, j, k + 1, rows)
        measured[j] = current[j]
      } else {
        current[j] *= left.squareRoot()
      }
    }
  }
}
