import Script
import Tensors

/// Linear algebra: systems of equations, inverses, spectra.
extension StandardLibrary {
  static let algebra: [LibraryFunction] = [
    .general(
      "solve", "(_ a: Matrix, _ b: Vector) -> Vector", "The x with A x = b, for a square matrix.",
      "solve([[2, 0], [0, 4]], [2, 2])", "[1, 0.5]",
      source: "G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013, section 3.4"
    ) { arguments, context in
      .tensor(try solved(arguments.tensor(0), arguments.tensor(1), &context))
    },
    .general(
      "solve", "(_ a: Matrix, _ b: Matrix) -> Matrix", "The X with A X = B, for a square matrix.",
      "solve([[2, 0], [0, 4]], identity(2))", "[[0.5,    0],\n [  0, 0.25]]"
    ) { arguments, context in
      .tensor(try solved(arguments.tensor(0), arguments.tensor(1), &context))
    },
    .tensor(
      "leastSquares", "(_ a: Matrix, _ b: Vector) -> Vector",
      "The x that makes ‖A x − b‖ least, by a QR decomposition.",
      "leastSquares([[1, 0], [1, 1], [1, 2]], [1, 3, 5])", "[1, 2]",
      source: "G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013, section 5.3"
    ) { try $0.tensor(0).leastSquares($0.tensor(1)).value },
    .general(
      "inverse", "(_ a: Matrix) -> Matrix", "The matrix whose product with A is the identity.",
      "inverse([[2, 0], [0, 4]])", "[[0.5,    0],\n [  0, 0.25]]"
    ) { arguments, context in
      let matrix = try arguments.tensor(0)
      // What is no square matrix has an error of its own.
      guard matrix.rank == 2, matrix.shape[0] == matrix.shape[1] else {
        return .tensor(try matrix.inverse())
      }
      return .tensor(try solved(matrix, Tensor.identity(matrix.shape[0]), &context))
    },
    .number(
      "determinant", "(_ a: Matrix) -> Double", "The signed factor by which A changes volumes.",
      "determinant([[1, 2], [3, 4]])", "-2"
    ) { try $0.tensor(0).determinant() },
    .number(
      "rank", "(_ a: Matrix) -> Double", "The number of independent columns.",
      "rank([[1, 2], [2, 4]])", "1"
    ) { Double(try $0.tensor(0).matrixRank()) },
    .number(
      "conditionNumber", "(_ a: Matrix) -> Double",
      "The largest singular value divided by the smallest.", "conditionNumber([[2, 0], [0, 1]])",
      "2"
    ) { try $0.tensor(0).conditionNumber() },
    .tensor(
      "singularValues", "(_ a: Matrix) -> Vector", "The singular values, from the largest.",
      "singularValues([[0, 2], [1, 0]])", "[2, 1]"
    ) { try $0.tensor(0).singularValues() },
    .tensor(
      "eigenvalues", "(_ a: Matrix) -> Vector", "The eigenvalues of a symmetric matrix.",
      "sum(eigenvalues([[2, 1], [1, 2]]))", "4"
    ) { try $0.tensor(0).symmetricEigenvalues() },
    .tensor(
      "linearFit", "(_ x: Vector, _ y: Vector) -> Vector",
      "Intercept and slope of the least-squares line, from centred sums.",
      "linearFit([1, 2, 3], [3, 5, 7])", "[1, 2]"
    ) {
      let x = try $0.tensor(0)
      let y = try $0.tensor(1)
      let dx = try x - x.mean()
      let dy = try y - y.mean()
      let spread = try dx.dot(dx)
      guard spread > 0 else {
        throw ScriptCause(
          "value.domain", "a line needs two different inputs", hints: ["all inputs are equal"])
      }
      let slope = try dx.dot(dy) / spread
      return Tensor([try y.mean() - slope * (try x.mean()), slope])
    },
    .tensor(
      "project", "(_ y: Vector, onto: Matrix) -> Vector",
      "The point nearest to y among all combinations of the columns.",
      "project([1, 2, 3], onto: [[1, 0], [0, 1], [0, 0]])", "[1, 2, 0]"
    ) {
      let columns = try $0.tensor(1)
      return try columns.matmul(columns.leastSquares($0.tensor(0)).value)
    },
  ]

  /// The solution, with a note where the system is badly conditioned.
  private static func solved(
    _ matrix: Tensor, _ right: Tensor, _ context: inout CallContext
  ) throws -> Tensor {
    let solution = try matrix.solution(of: right)
    if let warning = solution.warning { context.note("matrix.condition", warning) }
    return solution.value
  }
}
