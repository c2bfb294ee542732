// A square system is solved by LU; then the solution is refined: the residual is formed with twice
// the digits and the correction solved for, until it no longer shrinks. The result is then as good
// as the data allow, about one rounding of the exact solution, unless the matrix is singular to
// working precision, which is an error. Large systems are not refined, they are backward stable.

import Diagnostics
import Numerics

/// The solution of a system and how far it can be trusted.
public struct LinearSolution: Sendable {
  /// The solution.
  public let value: Tensor
  /// The estimated factor by which relative errors of the data may grow in the solution.
  public let conditionEstimate: Double

  /// What to know about a badly conditioned system, one whose data lose half of their digits or
  /// more; nil for others.
  public var warning: String? {
    guard conditionEstimate > 0x1p26 else { return nil }
    let digits = Swift.max(0, 15.95 - Numerics.log10(conditionEstimate))
    let growth = formatted(conditionEstimate, NumberFormat(.exponent, digits: 0))
    return "the system is badly conditioned: errors of its numbers may grow by \(growth), so that"
      + " rounded data leave about \(Int(digits)) digits of the solution"
  }
}

extension Tensor {
  /// The `x` with A x = `right` for this square matrix A.
  ///
  /// - Shape: `[n, n]`, `[n]` → `[n]`; `[n, n]`, `[n, k]` → `[n, k]`.
  /// - Complexity: O(*n*³ + *n*² *k*).
  /// - Throws: `TensorError` of kind `singular` if A has no inverse to working precision.
  public func solve(_ right: Tensor) throws(TensorError) -> Tensor {
    try solution(of: right).value
  }

  /// As ``solve(_:)``, with an estimate of the condition number.
  public func solution(of right: Tensor) throws(TensorError) -> LinearSolution {
    let n = try squareSize(for: "solving")
    guard right.rank == 1 || right.rank == 2, right.shape[0] == n else {
      throw TensorError(
        .shape,
        "cannot solve \(shape) for \(right.shape): the right-hand side needs \(quantity(n, "row"))")
    }
    try right.requireFinite(for: "solving")
    let factors = try LUFactorization(self)
    let condition = factors.conditionEstimate
    guard condition.isFinite else { throw .singularMatrix(shape, nil) }
    var x = right
    let columns = right.rank == 1 ? 1 : right.shape[1]
    x.withMutableValues { values in
      if let base = values.baseAddress { factors.solve(base, count: columns) }
    }
    let isRefined = n * n * columns <= Tensor.refinementWork
    let settles = isRefined ? refine(&x, right, factors, columns) : true
    if condition > 0x1p52 && !(isRefined && settles) {
      throw .singularMatrix(shape, condition)
    }
    return LinearSolution(value: x, conditionEstimate: condition)
  }

  /// The largest number of multiplications in a residual for which solutions are refined: about a
  /// millisecond's worth.
  private static let refinementWork = 1 << 18

  /// Improves `x` until the corrections no longer shrink; whether they ever did.
  private func refine(
    _ x: inout Tensor, _ right: Tensor, _ factors: LUFactorization, _ columns: Int
  ) -> Bool {
    let n = factors.size
    var last = Double.infinity
    for step in 0..<12 {
      var residual = x.residual(of: self, from: right, columns)
      guard residual.allSatisfy(\.isFinite) else { return step > 0 }
      residual.withUnsafeMutableBufferPointer { values in
        if let base = values.baseAddress { factors.solve(base, count: columns) }
      }
      let tiny = x.storage.reduce(0) { Swift.max($0, $1.magnitude) } * 0x1p-53
      var change = 0.0
      for i in 0..<(n * columns) where residual[i] != 0 {
        let scale = Swift.max(x.storage[i].magnitude, tiny)
        change = Swift.max(change, residual[i].magnitude / scale)
      }
      guard change < last / 2 || change == 0 else { return step > 1 || change < 0x1p-40 }
      for i in 0..<(n * columns) { x.storage[i] += residual[i] }
      if change < 0x1p-54 { return true }
      last = change
    }
    return last < 0x1p-40
  }

  /// `right` − `matrix` times this, summed with twice the digits; both hold `columns` columns.
  func residual(of matrix: Tensor, from right: Tensor, _ columns: Int) -> [Double] {
    let (m, n) = (matrix.shape[0], matrix.shape[1])
    var result = right.storage
    var column = [Double](repeating: 0, count: n)
    for j in 0..<columns {
      // The signs are changed here, so that the sums are those of b − A x.
      for p in 0..<n { column[p] = -storage[p * columns + j] }
      matrix.withBase { base in
        for i in 0..<m {
          var sum = DoubleDouble(result[i * columns + j])
          sum.addProducts(n, base + i * n, column)
          result[i * columns + j] = sum.value
        }
      }
    }
    return result
  }

  /// The matrix whose product with this one is the identity.
  ///
  /// - Throws: `TensorError` of kind `singular` if there is none to working precision.
  public func inverse() throws(TensorError) -> Tensor {
    let n = try squareSize(for: "the inverse")
    return try solve(Tensor.identity(n))
  }

  /// The determinant of a square matrix.
  public func determinant() throws(TensorError) -> Double {
    _ = try squareSize(for: "the determinant")
    return try LUFactorization(self).determinant
  }

  /// The sign of the determinant and the logarithm of its magnitude, which cannot overflow.
  public func logDeterminant() throws(TensorError) -> (sign: Double, logMagnitude: Double) {
    _ = try squareSize(for: "the determinant")
    return try LUFactorization(self).logDeterminant
  }

  /// An estimate of the condition number that costs no more than a factorisation.
  public func conditionEstimate() throws(TensorError) -> Double {
    try LUFactorization(self).conditionEstimate
  }

  /// L, U and the order of rows: row *i* of L U is row `order[i]` of this matrix, up to rounding.
  public func luFactors() throws(TensorError) -> (lower: Tensor, upper: Tensor, order: [Int]) {
    let factorization = try LUFactorization(self, scaling: false)
    let n = factorization.size
    let factors = Tensor(unchecked: factorization.factors, try Shape.matrix(n, n))
    let identity = try Tensor.identity(n)
    let lower = try factors.lowerTriangle(-1) + identity
    return (lower, try factors.upperTriangle(), factorization.order)
  }
}

extension TensorError {
  static func singularMatrix(_ shape: Shape, _ condition: Double?) -> TensorError {
    let how = condition == nil ? "singular" : "singular to working precision"
    return TensorError(
      .singular, "the matrix of shape \(shape) is \(how)",
      hints: ["leastSquares gives the best solution of least length"])
  }
}
