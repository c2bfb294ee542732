import Numerics

/// A matrix as U Σ Vᵀ: orthonormal columns, falling magnitudes, orthonormal columns.
public struct SingularValues: Sendable {
  /// The left singular vectors as columns, `[m, k]` with *k* the smaller side.
  public let u: Tensor
  /// The singular values, largest first, `[k]`.
  public let values: Tensor
  /// The right singular vectors as columns, `[n, k]`.
  public let v: Tensor
}

extension Tensor {
  /// The singular value decomposition.
  ///
  /// The largest component of each left vector is positive, so that the result is one and the same.
  ///
  /// - Shape: `[m, n]` → u `[m, k]`, values `[k]`, v `[n, k]`, *k* = min(*m*, *n*).
  /// - Complexity: O(*m* *n* *k*).
  /// - Source: Demmel, Veselić, "Jacobi's method is more accurate than QR", 1992; the start from a
  ///   pivoted QR factorisation is that of Drmač, Veselić, "New fast and accurate Jacobi SVD
  ///   algorithm", 2008. One-sided Jacobi keeps the small singular values accurate too, and its
  ///   sweeps over rows run at the speed of the cache; bidiagonalisation was the other option.
  public func singularValueDecomposition() throws(TensorError) -> SingularValues {
    let (m, n) = try matrixSizes(for: "the singular value decomposition")
    guard m >= n else {
      let flipped = try transposed().singularValueDecomposition()
      return SingularValues(u: flipped.v, values: flipped.values, v: flipped.u).withSigns()
    }
    return try JacobiRows(self, needsVectors: true).decomposition().withSigns()
  }

  /// The singular values alone, largest first.
  public func singularValues() throws(TensorError) -> Tensor {
    let (m, n) = try matrixSizes(for: "the singular values")
    return try JacobiRows(m >= n ? self : transposed(), needsVectors: false).values
  }
}

extension SingularValues {
  /// The same decomposition with the largest component of each left vector positive.
  fileprivate func withSigns() -> SingularValues {
    var (u, v) = (u, v)
    let k = values.count
    for j in 0..<k {
      var largest = 0.0
      for i in 0..<u.shape[0] where u.storage[i * k + j].magnitude > largest.magnitude {
        largest = u.storage[i * k + j]
      }
      guard largest < 0 else { continue }
      for i in 0..<u.shape[0] { u.storage[i * k + j].negate() }
      for i in 0..<v.shape[0] { v.storage[i * k + j].negate() }
    }
    return SingularValues(u: u, values: values, v: v)
  }
}

/// The rows of R from a pivoted QR factorisation, turned in pairs until all are orthogonal.
///
/// A P = Q R and Rᵀ = Q₂ R₂; with J the product of the turns, J R₂ = Σ Wᵀ, so that
/// A P = (Q W) Σ (Q₂ Jᵀ)ᵀ: the rows become Wᵀ times the values, and the same turns of Q₂ᵀ become the
/// right singular vectors. The second factorisation saves sweeps.
private struct JacobiRows {
  private let m: Int
  private let n: Int
  private let factors: QRFactorization
  /// The turned rows of R₂, `n` each.
  private var rows: [Double]
  /// The turned rows of Q₂ᵀ, `n` each, if vectors are wanted.
  private var right: [Double] = []
  /// 2 to this power was multiplied in to keep squares within range.
  private let exponent: Int

  private static let sweeps = 60

  init(_ matrix: Tensor, needsVectors: Bool) throws(TensorError) {
    (m, n) = (matrix.shape[0], matrix.shape[1])
    try matrix.requireFinite(for: "the singular value decomposition")
    let largest = matrix.storage.reduce(0) { max($0, $1.magnitude) }
    exponent = scalingExponent(largest)
    let scaled = exponent == 0 ? matrix : matrix * powerOfTwo(exponent)
    factors = try QRFactorization(scaled, pivoting: true)
    let second = try QRFactorization(factors.r.transposed())
    rows = second.r.storage
    if needsVectors { right = try second.q().transposed().storage }
    if n >= 32 && isEven(factors.diagonal) { try turnAllAtOnce() }
    try sweep()
  }

  /// Whether no value is so small that mixing it with the largest would cost digits that count.
  private func isEven(_ diagonal: [Double]) -> Bool {
    (diagonal.last?.magnitude ?? 0) > 0x1p-20 * (diagonal.first?.magnitude ?? 0)
  }

  /// Turns the rows by the eigenvectors of their inner products, which leaves little for the sweeps.
  private mutating func turnAllAtOnce() throws(TensorError) {
    let shape = try Shape.matrix(n, n)
    let matrix = Tensor(unchecked: rows, shape)
    let turn = try matrix.matmul(matrix, transposingRight: true).symmetricEigen().vectors
    rows = try turn.matmul(matrix, transposingLeft: true).storage
    if !right.isEmpty {
      right = try turn.matmul(Tensor(unchecked: right, shape), transposingLeft: true).storage
    }
  }

  private mutating func sweep() throws(TensorError) {
    let n = n
    let vectors = !right.isEmpty
    // The cosine of two rows' angle counts as 0 below ε √m; its square is compared.
    let tolerance = Double(m) * 0x1p-104
    var isDone = n < 2
    rows.withUnsafeMutableBufferPointer { r in
      right.withUnsafeMutableBufferPointer { q in
        guard let base = r.baseAddress else { return }
        let x = Rows(base, columns: n)
        var squares = [Double](repeating: 0, count: n)
        for _ in 0..<JacobiRows.sweeps where !isDone {
          for i in 0..<n { squares[i] = innerProduct(n, x.row(i), x.row(i)) }
          isDone = true
          for i in 0..<(n - 1) {
            for j in (i + 1)..<n {
              let (a, b) = (squares[i], squares[j])
              guard a > 0, b > 0 else { continue }
              let c = innerProduct(n, x.row(i), x.row(j))
              guard isOblique(a, b, c, tolerance) else { continue }
              isDone = false
              let turn = Turn(a, b, c)
              rotate(n, turn.cosine, -turn.sine, x.row(i), x.row(j))
              squares[i] = max(0, a - turn.tangent * c)
              squares[j] = b + turn.tangent * c
              if vectors, let base = q.baseAddress {
                rotate(n, turn.cosine, -turn.sine, base + i * n, base + j * n)
              }
            }
          }
        }
      }
    }
    guard isDone else {
      throw TensorError(.convergence, "the singular values did not settle")
    }
  }

  /// The lengths of the rows and the order in which they fall.
  private func ranked() -> (lengths: [Double], order: [Int]) {
    let lengths = rows.withUnsafeBufferPointer { buffer in
      (0..<n).map { i in
        euclideanNorm(UnsafeBufferPointer(rebasing: buffer[(i * n)..<(i * n + n)]))
      }
    }
    let order = (0..<n).sorted { (i: Int, j: Int) -> Bool in
      lengths[i] == lengths[j] ? i < j : lengths[i] > lengths[j]
    }
    return (lengths, order)
  }

  var values: Tensor {
    let (lengths, order) = ranked()
    return Tensor(order.map { lengths[$0] * powerOfTwo(-exponent) })
  }

  func decomposition() throws(TensorError) -> SingularValues {
    let (lengths, ranks) = ranked()
    var basis: [[Double]] = []
    var v = Tensor.filled(try Shape.matrix(n, n), with: 0)
    for (j, row) in ranks.enumerated() {
      for i in 0..<n { v.storage[factors.order[i] * n + j] = right[row * n + i] }
      let size = lengths[row]
      if size > 0 { basis.append(rows[(row * n)..<(row * n + n)].map { $0 / size }) }
    }
    completeBasis(&basis, dimension: n)
    var u = Tensor.filled(try Shape.matrix(m, n), with: 0)
    for (j, vector) in basis.enumerated() {
      for i in 0..<n { u.storage[i * n + j] = vector[i] }
    }
    u.withMutableValues { buffer in
      if let base = buffer.baseAddress {
        factors.apply(to: Rows(base, columns: n), transposed: false)
      }
    }
    return SingularValues(u: u, values: values, v: v)
  }
}

/// Whether the cosine of the angle between two vectors, with squared lengths `a` and `b` and inner
/// product `c`, has a square above `tolerance`.
@inline(__always)
private func isOblique(_ a: Double, _ b: Double, _ c: Double, _ tolerance: Double) -> Bool {
  let product = a * b
  if product > 0x1p-900 { return c * c > tolerance * product }
  return c.magnitude > (tolerance * a).squareRoot() * b.squareRoot()
}

/// The turn that makes two vectors with squared lengths `a` and `b` and inner product `c`
/// orthogonal.
private struct Turn {
  let cosine: Double
  let sine: Double
  let tangent: Double

  /// - Source: Rutishauser, "The Jacobi method for real symmetric matrices", 1966.
  init(_ a: Double, _ b: Double, _ c: Double) {
    let zeta = (b - a) / (2 * c)
    let size = zeta.magnitude
    let root = size > 0x1p500 ? size : (1 + size * size).squareRoot()
    let t = 1 / (size + root)
    tangent = zeta < 0 ? -t : t
    cosine = 1 / (1 + tangent * tangent).squareRoot()
    sine = cosine * tangent
  }
}

/// Adds unit vectors orthogonal to all of `vectors` until there are `dimension` of them.
func completeBasis(_ vectors: inout [[Double]], dimension: Int) {
  var axis = 0
  while vectors.count < dimension && axis < dimension {
    var candidate = [Double](repeating: 0, count: dimension)
    candidate[axis] = 1
    axis += 1
    for _ in 0..<2 {
      for vector in vectors {
        let overlap = Sums.dot(vector, candidate)
        for i in 0..<dimension { candidate[i] -= overlap * vector[i] }
      }
    }
    let size = candidate.withUnsafeBufferPointer { euclideanNorm($0) }
    // One of the remaining axes always keeps at least this much.
    guard size * size * Double(dimension) > 0.5 else { continue }
    vectors.append(candidate.map { $0 / size })
  }
}
