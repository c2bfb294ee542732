import Numerics
import Tensors

/// One difficult matrix with its true properties, as the outside data has it in JSON.
struct MatrixReference: Decodable, Sendable {
  /// All matrices of a file.
  struct File: Decodable, Sendable {
    let matrices: [MatrixReference]
  }

  let name: String
  let A: [[Double]]
  let rank: Int?
  let condition_2: String?
  let symmetric: Bool?
  let singular_values: [String]?
  let eigenvalues: [String]?
  let eigenvalues_re: [String]?
  let eigenvalues_im: [String]?
  let b: [Double]?
  let solution_of_Ax_b: [String]?
  let least_squares_solution: [String]?
  let minimum_norm_solution: [String]?
  let residual_sum_of_squares: String?
  let log_abs_determinant: String?
  let determinant_sign: Double?
  let inverse: [[String]]?

  /// The numbers of a list of decimals.
  static func numbers(_ texts: [String]) -> [Double] {
    texts.map { number(fromDecimal: $0) ?? .nan }
  }

  /// The condition number; infinite for a matrix that is exactly singular.
  var condition: Double { condition_2.flatMap { number(fromDecimal: $0) } ?? .infinity }

  /// The larger side.
  var size: Int { max(A.count, A.first?.count ?? 0) }
}

/// Backward errors: how little a matrix must change for a computed result to be exact, in units of
/// *n* ε with *n* the larger side and ε = 2⁻⁵². Sums are formed with twice the digits.
struct BackwardError {
  /// The rows of the matrix, scaled by a power of two so that no product overflows.
  private let rows: [[Double]]
  private let exponent: Int
  private let unit: Double

  init(_ rows: [[Double]]) {
    let largest = rows.reduce(0) { $1.reduce($0) { max($0, $1.magnitude) } }
    exponent = largest > 0 ? -Int(largest.exponent) : 0
    let shift = exponent
    self.rows = rows.map { $0.map { Double(sign: .plus, exponent: shift, significand: $0) } }
    unit = Double(max(rows.count, rows.first?.count ?? 0)) * 0x1p-52
  }

  /// The same power of two on a factor that carries the matrix's scale.
  private func scaled(_ rows: [[Double]]) -> [[Double]] {
    rows.map { $0.map { Double(sign: .plus, exponent: exponent, significand: $0) } }
  }

  private static func norm(_ rows: [[Double]]) -> Double {
    rows.map { $0.reduce(0) { $0 + $1.magnitude } }.max() ?? 0
  }

  /// `left` `right` − `target`, in the ∞-norm.
  private static func distance(
    _ left: [[Double]], _ right: [[Double]], _ target: [[Double]]
  ) -> Double {
    var worst = 0.0
    for (i, row) in left.enumerated() {
      var total = 0.0
      for j in target[i].indices {
        var sum = DoubleDouble(-target[i][j])
        for (k, value) in row.enumerated() { sum += DoubleDouble.product(value, right[k][j]) }
        total += sum.value.magnitude
      }
      worst = max(worst, total.isNaN ? .infinity : total)
    }
    return worst
  }

  /// |A − `left` `right`| / |A|; `right` carries the scale of A.
  func product(_ left: [[Double]], _ right: [[Double]]) -> Double {
    let size = Self.norm(rows)
    return size == 0 ? 0 : Self.distance(left, scaled(right), rows) / (size * unit)
  }

  /// The same with the rows of A in another order.
  func product(_ left: [[Double]], _ right: [[Double]], order: [Int]) -> Double {
    let size = Self.norm(rows)
    return size == 0
      ? 0 : Self.distance(left, scaled(right), order.map { rows[$0] }) / (size * unit)
  }

  /// |b − A x| / (|A| |x| + |b|).
  func solution(_ x: [Double], _ b: [Double]) -> Double {
    // x is that of the matrix as given, so A x keeps the scale only if b is scaled too.
    let right = b.map { Double(sign: .plus, exponent: exponent, significand: $0) }
    var largest = 0.0
    for (i, row) in rows.enumerated() {
      var sum = DoubleDouble(-right[i])
      for (k, value) in row.enumerated() { sum += DoubleDouble.product(value, x[k]) }
      largest = max(largest, sum.value.magnitude)
    }
    let size =
      Self.norm(rows) * (x.map(\.magnitude).max() ?? 0) + (right.map(\.magnitude).max() ?? 0)
    return size == 0 ? 0 : largest / (size * unit)
  }

  /// |Qᵀ Q − I| of columns that should be orthonormal.
  func orthogonality(_ q: [[Double]]) -> Double {
    guard let width = q.first?.count, width > 0 else { return 0 }
    let transposed = (0..<width).map { j in q.map { $0[j] } }
    let identity = (0..<width).map { i in (0..<width).map { $0 == i ? 1.0 : 0 } }
    return Self.distance(transposed, q, identity) / unit
  }
}

extension Tensor {
  /// The rows of a matrix.
  var rowLists: [[Double]] {
    let columns = shape.rank == 2 ? shape[1] : 1
    let values = self.values
    return (0..<shape[0]).map { Array(values[($0 * columns)..<($0 * columns + columns)]) }
  }
}
