import Diagnostics
import Numerics

extension Tensor {
  /// The lower triangle L with L Lᵀ equal to this symmetric positive definite matrix.
  ///
  /// Only the lower triangle is read, after the whole matrix was found symmetric.
  ///
  /// - Shape: `[n, n]` → `[n, n]`.
  /// - Complexity: O(*n*³).
  /// - Throws: `TensorError` of kind `domain` if the matrix is not symmetric, or not positive
  ///   definite, which names the pivot.
  /// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., §4.2.5.
  public func cholesky() throws(TensorError) -> Tensor {
    let n = try symmetricSize(for: "the Cholesky factorisation")
    var result = Tensor.filled(shape, with: 0)
    var failed: (pivot: Int, value: Double)?
    result.withMutableValues { values in
      guard let base = values.baseAddress else { return }
      let lower = Rows(base, columns: n)
      for i in 0..<n {
        for j in 0..<i {
          lower[i, j] =
            (storage[i * n + j] - innerProduct(j, lower.row(i), lower.row(j))) / lower[j, j]
        }
        let pivot = storage[i * n + i] - innerProduct(i, lower.row(i), lower.row(i))
        guard pivot > 0 else {
          failed = (i, pivot)
          return
        }
        lower[i, i] = pivot.squareRoot()
      }
    }
    if let failed {
      throw TensorError(
        .domain,
        "the matrix of shape \(shape) is not positive definite: the pivot"
          + " \(failed.pivot) is \(numberText(failed.value)), not above 0")
    }
    return result
  }

  /// The size of a square matrix that equals its transpose up to rounding.
  func symmetricSize(for operation: String) throws(TensorError) -> Int {
    let n = try squareSize(for: operation)
    let largest = storage.reduce(0) { Swift.max($0, $1.magnitude) }
    for i in 0..<n {
      for j in 0..<i {
        let (a, b) = (storage[i * n + j], storage[j * n + i])
        guard (a - b).magnitude <= largest * 0x1p-40 else {
          throw TensorError(
            .domain,
            "\(operation) needs a symmetric matrix, but the elements (\(i), \(j)) and"
              + " (\(j), \(i)) are \(numberText(a)) and \(numberText(b))")
        }
      }
    }
    return n
  }

  /// The `x` with T x = `right` for a lower or upper triangular T, the half of this matrix that is
  /// read.
  ///
  /// - Shape: `[n, n]`, `[n]` → `[n]`; `[n, n]`, `[n, k]` → `[n, k]`.
  public func solveTriangular(_ right: Tensor, lower: Bool) throws(TensorError) -> Tensor {
    let n = try squareSize(for: "solving")
    guard right.rank == 1 || right.rank == 2, right.shape[0] == n else {
      throw TensorError(
        .shape,
        "cannot solve \(shape) for \(right.shape): the right-hand side needs \(quantity(n, "row"))")
    }
    guard !(0..<n).contains(where: { storage[$0 * n + $0] == 0 }) else {
      throw .singularMatrix(shape, nil)
    }
    var result = right
    result.withMutableValues { values in
      guard let base = values.baseAddress, n > 0 else { return }
      let x = Rows(base, columns: values.count / n)
      for step in 0..<n {
        let i = lower ? step : n - 1 - step
        for p in lower ? 0..<i : (i + 1)..<n where storage[i * n + p] != 0 {
          x.add(-storage[i * n + p], x.row(p), toRow: i, from: 0)
        }
        for j in 0..<x.columns { x[i, j] /= storage[i * n + i] }
      }
    }
    return result
  }
}
