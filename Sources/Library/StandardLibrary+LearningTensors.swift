import Learning
import Numerics
import Script
import Tensors

/// Tensors of any rank for layers: making, reshaping, joining, reducing. Gradients go through.
extension StandardLibrary {
  static let tensorForms: [LibraryFunction] = [
    .layer(
      "reshape", "(_ x: Tensor, _ shape: Vector) -> Tensor",
      "The same numbers, row by row, in any shape; −1 is worked out.",
      "reshape([1, 2, 3, 4], [2, -1]).shape", "[2, 2]"
    ) { try $0.traced(0).reshaped(to: $0.values.indices(1)) },
    .tensor(
      "zeros", "(shape: Vector) -> Tensor", "Zeros of any shape.", "zeros(shape: [2, 1, 3]).shape",
      "[2, 1, 3]"
    ) {
      try Tensor.zeros($0.indices(0))
    },
    .tensor(
      "ones", "(shape: Vector) -> Tensor", "Ones of any shape.", "ones(shape: [2, 1, 3]).shape",
      "[2, 1, 3]"
    ) {
      try Tensor.ones($0.indices(0))
    },
    .general(
      "randomNormal", "(shape: Vector, seed: Int? = nil) -> Tensor",
      "Independent standard normal numbers in any shape.",
      "randomNormal(shape: [2, 3], seed: 7).shape", "[2, 3]"
    ) { arguments, context in
      var result = try Tensor.zeros(arguments.indices(0))
      try context.countSteps(result.count)
      try drawing(arguments, 1, &context) { source in
        for index in 0..<result.count { result[flat: index] = source.nextNormal() }
      }
      return .tensor(result)
    },
    .general(
      "randomMatrix", "(_ rows: Int, _ columns: Int, seed: Int? = nil) -> Matrix",
      "Independent standard normal numbers as a matrix.", "randomMatrix(2, 3, seed: 7).shape",
      "[2, 3]"
    ) { arguments, context in
      var result = try Tensor.zeros([arguments.count(0), arguments.count(1)])
      try context.countSteps(result.count)
      try drawing(arguments, 2, &context) { source in
        for index in 0..<result.count { result[flat: index] = source.nextNormal() }
      }
      return .tensor(result)
    },
    .layer(
      "permute", "(_ x: Tensor, _ order: Vector) -> Tensor", "The axes in another order.",
      "permute(zeros(shape: [2, 3, 4]), [2, 0, 1]).shape", "[4, 2, 3]"
    ) { try $0.traced(0).permuted($0.values.indices(1)) },
    .layer(
      "concatenate", "(_ first: Vector, _ second: Vector) -> Vector",
      "The second vector behind the first.", "concatenate([1, 2], [3])", "[1, 2, 3]"
    ) { try Traced.concatenated([$0.traced(0), $0.traced(1)]) },
    .layer(
      "concatenate", "(_ first: Matrix, _ second: Matrix, axis: Int = 0) -> Matrix",
      "The second matrix below the first, or beside it along axis 1.",
      "concatenate([[1]], [[2]], axis: 1)", "[[1, 2]]"
    ) { try Traced.concatenated([$0.traced(0), $0.traced(1)], axis: $0.integer(2)) },
    .layer(
      "sum", "(_ x: Matrix, axis: Int) -> Vector",
      "The sums along an axis: 0 down columns, 1 along rows.",
      "sum([[1, 2], [3, 4]], axis: 0)", "[4, 6]"
    ) { try $0.traced(0).reduced(Reduction.sum, axis: $0.integer(1)) },
    .layer(
      "mean", "(_ x: Matrix, axis: Int) -> Vector",
      "The means along an axis: 0 down columns, 1 along rows.", "mean([[1, 2], [3, 4]], axis: 0)",
      "[2, 3]"
    ) { try $0.traced(0).reduced(Reduction.mean, axis: $0.integer(1)) },
  ]
}
