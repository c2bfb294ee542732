import Script
import Tensors

/// Matrices and tensors: making, reshaping, multiplying, reducing.
extension StandardLibrary {
  static let matrices: [LibraryFunction] = [
    .tensor(
      "matmul", "(_ a: Matrix, _ b: Matrix) -> Matrix", "The matrix product A • B.",
      "matmul([[1, 2], [3, 4]], [[5, 6], [7, 8]])", "[[19, 22],\n [43, 50]]",
      pullback: .general { arguments, _, cotangent in
        let seed = try [cotangent].tensor(0)
        return [
          .tensor(try seed.matmul(arguments.tensor(1), transposingRight: true)),
          .tensor(try arguments.tensor(0).matmul(seed, transposingLeft: true)),
        ]
      }
    ) { try $0.tensor(0).matmul($0.tensor(1)) },
    .tensor(
      "matmul", "(_ a: Matrix, _ x: Vector) -> Vector", "The product of a matrix and a vector.",
      "matmul([[1, 2], [3, 4]], [1, 1])", "[3, 7]",
      pullback: .general { arguments, _, cotangent in
        let seed = try [cotangent].tensor(0)
        return [
          .tensor(try seed.outer(arguments.tensor(1))),
          .tensor(try arguments.tensor(0).transposed().matmul(seed)),
        ]
      }
    ) { try $0.tensor(0).matmul($0.tensor(1)) },
    .tensor(
      "transpose", "(_ a: Matrix) -> Matrix", "Rows and columns exchanged.",
      "transpose([[1, 2], [3, 4]])", "[[1, 3],\n [2, 4]]",
      pullback: .general { _, _, cotangent in [.tensor(try [cotangent].tensor(0).transposed())] }
    ) { try $0.tensor(0).transposed() },
    .tensor(
      "identity", "(_ n: Int) -> Matrix", "The n × n matrix with ones on the diagonal.",
      "identity(2)", "[[1, 0],\n [0, 1]]"
    ) { try Tensor.identity($0.integer(0)) },
    .tensor("zeros", "(_ n: Int) -> Vector", "A vector of zeros.", "zeros(3)", "[0, 0, 0]") {
      try Tensor.zeros([$0.integer(0)])
    },
    .tensor(
      "zeros", "(_ rows: Int, _ columns: Int) -> Matrix", "A matrix of zeros.", "zeros(1, 2)",
      "[[0, 0]]"
    ) { try Tensor.zeros([$0.integer(0), $0.integer(1)]) },
    .tensor("ones", "(_ n: Int) -> Vector", "A vector of ones.", "ones(3)", "[1, 1, 1]") {
      try Tensor.ones([$0.integer(0)])
    },
    .tensor(
      "ones", "(_ rows: Int, _ columns: Int) -> Matrix", "A matrix of ones.", "ones(1, 2)",
      "[[1, 1]]"
    ) { try Tensor.ones([$0.integer(0), $0.integer(1)]) },
    .tensor(
      "diagonal", "(_ values: Vector) -> Matrix", "A matrix with the values on its diagonal.",
      "diagonal([2, 3])", "[[2, 0],\n [0, 3]]",
      pullback: Pullbacks.moving { seed, _, _ in try seed.diagonal() }
    ) { try Tensor.diagonal($0.vector(0)) },
    .tensor(
      "rows", "(_ vectors: [Vector]) -> Matrix", "The matrix whose rows are the vectors.",
      "rows([[1, 2], [3, 4]].map { $0 * 2 })", "[[2, 4],\n [6, 8]]"
    ) { arguments in try stacked(arguments[0]) },
    .tensor(
      "columns", "(_ vectors: [Vector]) -> Matrix", "The matrix whose columns are the vectors.",
      "columns([[1, 2], [3, 4]].map { $0 * 1 })", "[[1, 3],\n [2, 4]]"
    ) { arguments in try stacked(arguments[0]).transposed() },
    .tensor(
      "column", "(_ vector: Vector) -> Matrix", "The vector as a matrix of one column.",
      "column([1, 2])", "[[1],\n [2]]",
      pullback: Pullbacks.reshaping
    ) {
      let vector = try $0.tensor(0)
      return try vector.reshaped(to: [vector.count, 1])
    },
    .tensor(
      "reshape", "(_ x: Tensor, rows: Int, columns: Int) -> Matrix",
      "The same numbers, row by row, in another shape.",
      "reshape([1, 2, 3, 4], rows: 2, columns: 2)",
      "[[1, 2],\n [3, 4]]",
      pullback: Pullbacks.reshaping
    ) { try $0.tensor(0).reshaped(to: [$0.integer(1), $0.integer(2)]) },
    .tensor(
      "flatten", "(_ x: Tensor) -> Vector", "All numbers in a row.", "flatten([[1, 2], [3, 4]])",
      "[1, 2, 3, 4]",
      pullback: Pullbacks.reshaping
    ) { try $0.tensor(0).flattened() },
    .tensor(
      "rowSums", "(_ a: Matrix) -> Vector", "The sum of each row.", "rowSums([[1, 2], [3, 4]])",
      "[3, 7]",
      pullback: .general { arguments, _, cotangent in
        let matrix = try arguments.tensor(0)
        let seed = try [cotangent].tensor(0)
        let spread = try seed.reshaped(to: [seed.count, 1]) + Tensor.zeros(matrix.shape.sizes)
        return [.tensor(spread)]
      }
    ) { try $0.tensor(0).sum(axis: 1) },
    .tensor(
      "columnSums", "(_ a: Matrix) -> Vector", "The sum of each column.",
      "columnSums([[1, 2], [3, 4]])", "[4, 6]",
      pullback: Pullbacks.sums(axis: 0)
    ) { try $0.tensor(0).sum(axis: 0) },
    .tensor(
      "rowMeans", "(_ a: Matrix) -> Vector", "The mean of each row.", "rowMeans([[1, 2], [3, 5]])",
      "[1.5, 4]",
      pullback: Pullbacks.sums(axis: 1, isMean: true)
    ) { try $0.tensor(0).mean(axis: 1) },
    .tensor(
      "columnMeans", "(_ a: Matrix) -> Vector", "The mean of each column.",
      "columnMeans([[1, 2], [3, 4]])", "[2, 3]",
      pullback: Pullbacks.sums(axis: 0, isMean: true)
    ) { try $0.tensor(0).mean(axis: 0) },
    .number(
      "sum", "(_ x: Tensor) -> Double", "The sum of all numbers.", "sum([[1, 2], [3, 4]])", "10",
      pullback: .general { arguments, _, cotangent in
        [.tensor(Tensor.filled(try arguments.tensor(0).shape, with: try [cotangent].number(0)))]
      }
    ) { try $0.tensor(0).sum() },
    .number(
      "mean", "(_ x: Tensor) -> Double", "The arithmetic mean.", "mean([1, 2, 6])", "3",
      pullback: .general { arguments, _, cotangent in
        let x = try arguments.tensor(0)
        return [.tensor(Tensor.filled(x.shape, with: try [cotangent].number(0) / Double(x.count)))]
      }
    ) { try $0.tensor(0).mean() },
    .tensor(
      "lowerTriangle", "(_ a: Matrix) -> Matrix", "The matrix with zeros above its diagonal.",
      "lowerTriangle([[1, 2], [3, 4]])", "[[1, 0],\n [3, 4]]",
      pullback: Pullbacks.moving { seed, _, _ in try seed.lowerTriangle() }
    ) { try $0.tensor(0).lowerTriangle() },
  ]

  private static func stacked(_ value: Value) throws -> Tensor {
    switch value {
    case .array(let elements): try Tensor.stacked(elements.map { try [$0].tensor(0) })
    case .tensor(let tensor): tensor
    default: throw ScriptCause("library.argument", "vectors are needed here")
    }
  }
}
