import Numerics
import Script
import Tensors

/// Matrices taken apart: factors, spectra, and what follows from them.
extension StandardLibrary {
  static let decompositions: [LibraryFunction] = factors + spectra + bases

  private static let golub =
    "G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, 2013"

  private static let factors: [LibraryFunction] = [
    .general(
      "lu", "(_ a: Matrix) -> (lower: Matrix, upper: Matrix, order: Vector)",
      "L U of a square A with rows exchanged: row i of the product is row order[i] of A.",
      "lu([[1, 2], [2, 2]]).upper", "[[2, 2],\n [0, 1]]", source: "\(golub), 3.4"
    ) { arguments, _ in
      let found = try arguments.tensor(0).luFactors()
      return .labelled([
        ("lower", .tensor(found.lower)), ("upper", .tensor(found.upper)),
        ("order", .vector(found.order.map(Double.init))),
      ])
    },
    .tensor(
      "cholesky", "(_ a: Matrix) -> Matrix",
      "The lower triangle L with L Lᵀ equal to a symmetric positive definite matrix.",
      "cholesky([[4, 2], [2, 5]])", "[[2, 0],\n [1, 2]]", source: "\(golub), 4.2"
    ) { try $0.tensor(0).cholesky() },
    .general(
      "qr", "(_ a: Matrix) -> (q: Matrix, r: Matrix)",
      "Orthonormal columns times an upper triangle, by Householder's reflections.",
      "abs(determinant(qr([[3, 1], [4, 1]]).q)) ≈ 1", "true", source: "\(golub), 5.2"
    ) { arguments, _ in
      let factors = try QRFactorization(arguments.tensor(0))
      return .labelled([("q", .tensor(try factors.q())), ("r", .tensor(factors.r))])
    },
    .general(
      "pivotedQR", "(_ a: Matrix) -> (q: Matrix, r: Matrix, order: Vector)",
      "QR with the columns in the order of what they still add, which shows the rank.",
      "pivotedQR([[1, 0], [0, 5]]).order", "[1, 0]", source: "\(golub), 5.4"
    ) { arguments, _ in
      let factors = try QRFactorization(arguments.tensor(0), pivoting: true)
      return .labelled([
        ("q", .tensor(try factors.q())), ("r", .tensor(factors.r)),
        ("order", .vector(factors.order.map(Double.init))),
      ])
    },
    .general(
      "svd", "(_ a: Matrix) -> (u: Matrix, values: Vector, v: Matrix)",
      "A = U Σ Vᵀ: orthonormal columns, the singular values from the largest, orthonormal columns.",
      "svd([[0, 3], [2, 0]]).values", "[3, 2]",
      source: "J. Demmel, K. Veselić, Jacobi's method is more accurate than QR, 1992"
    ) { arguments, _ in
      let found = try arguments.tensor(0).singularValueDecomposition()
      return .labelled([
        ("u", .tensor(found.u)), ("values", .tensor(found.values)), ("v", .tensor(found.v)),
      ])
    },
    .tensor(
      "lowRank", "(_ a: Matrix, _ rank: Int) -> Matrix",
      "The nearest matrix of at most that rank: the first terms of the singular value decomposition.",
      "lowRank([[3, 0], [0, 1]], 1)", "[[3, 0],\n [0, 0]]",
      source: "C. Eckart, G. Young, The approximation of one matrix by another of lower rank, 1936"
    ) {
      let found = try $0.tensor(0).singularValueDecomposition()
      let rank = try $0.integer(1)
      guard rank >= 0, rank <= found.values.count else {
        throw ScriptCause(
          "value.domain", "the rank is 0 to \(found.values.count) here, not \(rank)")
      }
      var kept = found.values
      kept.withMutableValues { values in for i in rank..<values.count { values[i] = 0 } }
      return try (found.u * kept).matmul(found.v, transposingRight: true)
    },
    .tensor(
      "pseudoInverse", "(_ a: Matrix) -> Matrix",
      "The matrix that gives the shortest least-squares solution.",
      "pseudoInverse([[2, 0], [0, 0]])", "[[0.5, 0],\n [  0, 0]]",
      source: "R. Penrose, A generalized inverse for matrices, 1955"
    ) { try $0.tensor(0).pseudoInverse() },
    .tensor(
      "matrixExponential", "(_ a: Matrix) -> Matrix", "Σ Aᵏ / k!.",
      "matrixExponential([[0, 1], [0, 0]])", "[[1, 1],\n [0, 1]]",
      source: "N. J. Higham, The scaling and squaring method for the matrix exponential, 2005"
    ) { try $0.tensor(0).matrixExponential() },
    .tensor(
      "matrixPower", "(_ a: Matrix, _ exponent: Int) -> Matrix",
      "The product of that many factors A; a negative exponent takes the inverse.",
      "matrixPower([[1, 1], [0, 1]], 5)", "[[1, 5],\n [0, 1]]"
    ) { try $0.tensor(0).matrixPower($0.integer(1)) },
  ]

  private static let complexHint =
    "the matrix turns some directions; complexEigenvalues gives them as rows (real, imaginary)"

  private static let spectra: [LibraryFunction] = [
    .general(
      "eigen", "(_ a: Matrix) -> (values: Vector, vectors: Matrix)",
      "The real eigenvalues, ascending, and the eigenvectors of length 1 as columns.",
      "eigen([[2, 0], [0, 1]]).values", "[1, 2]", source: "\(golub), 7.6 and 8.3"
    ) { arguments, _ in
      let found = try arguments.tensor(0).eigen()
      guard found.values.areReal else {
        throw ScriptCause(
          "value.domain", "the matrix has complex eigenvalues", hints: [complexHint])
      }
      return .labelled([
        ("values", .tensor(found.values.real)), ("vectors", .tensor(found.realVectors)),
      ])
    },
    .tensor(
      "complexEigenvalues", "(_ a: Matrix) -> Matrix",
      "The eigenvalues of any square matrix, a row (real, imaginary) each.",
      "complexEigenvalues([[0, -1], [1, 0]])", "[[0, -1],\n [0,  1]]", source: "\(golub), 7.5"
    ) {
      let found = try $0.tensor(0).eigenvalues()
      return try Tensor.stacked([found.real, found.imaginary], axis: 1)
    },
    .general(
      "powerIteration",
      "(_ a: Matrix, tolerance: Double = 1e-12) -> (value: Double, vector: Vector, steps: Double)",
      "The eigenvalue of largest magnitude, by multiplying a vector by A again and again.",
      "powerIteration([[2, 0], [0, 1]]).value.rounded()", "2", source: "\(golub), 7.3"
    ) { arguments, context in
      let matrix = try arguments.tensor(0)
      let found = try matrix.powerIteration(tolerance: arguments.number(1))
      try context.countSteps(found.steps)
      return .labelled([
        ("value", .double(found.value)), ("vector", .tensor(found.vector)),
        ("steps", .double(Double(found.steps))),
      ])
    },
    .tensor(
      "pageRank", "(_ links: Matrix, damping: Double = 0.85) -> Vector",
      "The share of time a random reader spends on each page; element (i, j) weighs links from i to j.",
      "pageRank([[0, 1], [1, 0]])", "[0.5, 0.5]",
      source: "L. Page, S. Brin, R. Motwani, T. Winograd, The PageRank citation ranking, 1999"
    ) { try $0.tensor(0).pageRank(damping: $0.number(1)) },
    .number(
      "conditionEstimate", "(_ a: Matrix) -> Double",
      "About how much relative errors of the data may grow when A x = b is solved.",
      "conditionEstimate([[1, 0], [0, 1]])", "1",
      source: "N. J. Higham, FORTRAN codes for estimating the one-norm, 1988"
    ) { try $0.tensor(0).conditionEstimate() },
    .general(
      "solveWithCondition", "(_ a: Matrix, _ b: Vector) -> (solution: Vector, condition: Double)",
      "The x with A x = b, and about how much relative errors of the data may grow in it.",
      "solveWithCondition([[2, 0], [0, 4]], [2, 2]).solution", "[1, 0.5]"
    ) { arguments, _ in
      let found = try arguments.tensor(0).solution(of: arguments.tensor(1))
      return .labelled([
        ("solution", .tensor(found.value)), ("condition", .double(found.conditionEstimate)),
      ])
    },
    .number(
      "logDeterminant", "(_ a: Matrix) -> Double",
      "The logarithm of the magnitude of the determinant, which cannot overflow.",
      "logDeterminant([[1, 0], [0, 1]])", "0"
    ) { try $0.tensor(0).logDeterminant().logMagnitude },
    .number(
      "trace", "(_ a: Matrix) -> Double", "The sum of the diagonal.", "trace([[1, 2], [3, 4]])",
      "5"
    ) { try $0.tensor(0).diagonal().sum() },
  ]

  private static let bases: [LibraryFunction] = [
    .tensor(
      "nullSpace", "(_ a: Matrix) -> Matrix",
      "Orthonormal columns that span the vectors with A x = 0.",
      "nullSpace([[1, 0], [0, 0]])", "[[0],\n [1]]"
    ) { try $0.tensor(0).nullSpace() },
    .general(
      "isIndependent", "(_ vectors: [Vector]) -> Bool",
      "Whether no vector is a combination of the others.", "isIndependent([[1, 0], [1, 1]])",
      "true"
    ) { arguments, _ in
      let rows = try arguments.vectors(0)
      return .bool(rows.isEmpty ? true : try Tensor(rows: rows).matrixRank() == rows.count)
    },
    .general(
      "inSpan", "(_ v: Vector, _ vectors: [Vector]) -> Bool",
      "Whether the vector is a combination of the others.", "inSpan([2, 3], [[1, 0], [0, 1]])",
      "true"
    ) { arguments, _ in
      let rows = try arguments.vectors(1)
      guard !rows.isEmpty else { return .bool(try arguments.tensor(0).norm() == 0) }
      let with = try Tensor(rows: rows + [arguments.vector(0)])
      return .bool(try with.matrixRank() == Tensor(rows: rows).matrixRank())
    },
    .tensor(
      "linearCombination", "(_ factors: Vector, _ vectors: [Vector]) -> Vector",
      "The sum c₁ v₁ + c₂ v₂ + ….", "linearCombination([2, 3], [[1, 0], [0, 1]])", "[2, 3]"
    ) {
      let rows = try $0.vectors(1)
      return try $0.tensor(0).matmul(Tensor(rows: rows))
    },
    .tensor(
      "coordinates", "(of vector: Vector, in basis: [Vector]) -> Vector",
      "The factors with which the basis vectors combine to the vector.",
      "coordinates(of: [3, 1], in: [[1, 1], [1, -1]])", "[2, 1]"
    ) {
      try Tensor(rows: $0.vectors(1)).transposed().solve($0.tensor(0))
    },
    .general(
      "isOrthogonal", "(_ a: Vector, _ b: Vector) -> Bool",
      "Whether the dot product is 0 up to rounding.", "isOrthogonal([1, 2], [2, -1])", "true"
    ) { arguments, _ in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      return .bool(abs(try a.dot(b)) <= 1e-12 * a.norm() * b.norm())
    },
    .tensor(
      "pairwiseDistances", "(_ rows: Matrix) -> Matrix",
      "The Euclidean distance of every two rows.",
      "pairwiseDistances([[0, 0], [3, 4]])", "[[0, 5],\n [5, 0]]"
    ) {
      let rows = try $0.vectors(0)
      var result = rows.map { _ in [Double](repeating: 0, count: rows.count) }
      for i in rows.indices {
        for j in 0..<i {
          result[i][j] = (try Tensor(rows[i]) - Tensor(rows[j])).norm()
          result[j][i] = result[i][j]
        }
      }
      return try Tensor(rows: result)
    },
    .tensor(
      "affine", "(_ w: Matrix, _ x: Vector, _ b: Vector) -> Vector", "W x + b.",
      "affine([[1, 2], [3, 4]], [1, 1], [10, 20])", "[13, 27]"
    ) { try $0.tensor(0).matmul($0.tensor(1)) + $0.tensor(2) },
  ]
}
