import Learning
import Script
import Tensors

/// Tensors of any rank: products over named axes, picking, joining, reductions by axis.
extension StandardLibrary {
  static let tensors: [LibraryFunction] =
    products + picking + joining + reductions + ordering

  private static let products: [LibraryFunction] = [
    .tensor(
      "einsum", "(_ equation: String, _ operands: Tensor...) -> Tensor",
      "A sum of products over named axes, such as \"ij,jk->ik\" for the matrix product.",
      "einsum(\"ij,jk->ik\", [[1, 2], [3, 4]], [[1, 0], [0, 1]])", "[[1, 2],\n [3, 4]]",
      source: "A. Einstein, Die Grundlage der allgemeinen Relativitätstheorie, 1916"
    ) { try Tensor.einsum($0.string(0), tensorList($0, 1)) },
    .tensor(
      "kronecker", "(_ a: Matrix, _ b: Matrix) -> Matrix",
      "The blocks aᵢⱼ B.", "kronecker([[1, 2]], [[1, 1]])", "[[1, 1, 2, 2]]"
    ) { try $0.tensor(0).kron($0.tensor(1)) },
  ]

  private static let picking: [LibraryFunction] = [
    .tensor(
      "take", "(_ x: Vector, _ indices: Vector) -> Vector", "The elements at the indices.",
      "take([10, 20, 30], [2, 0])", "[30, 10]"
    ) { try $0.tensor(0).taking($0.tensor(1)) },
    .tensor(
      "take", "(_ a: Matrix, _ indices: Vector, axis: Int = 0) -> Matrix",
      "The rows at the indices (columns along axis 1): also how embeddings are looked up.",
      "take([[1, 2], [3, 4], [5, 6]], [2, 0])", "[[5, 6],\n [1, 2]]"
    ) { try $0.tensor(0).taking($0.tensor(1), axis: $0.integer(2)) },
    .tensor(
      "gather", "(_ x: Tensor, _ indices: Tensor, axis: Int = -1) -> Tensor",
      "For each index the element there along the axis, the other places kept.",
      "gather([[1, 2], [3, 4]], [[1], [0]])", "[[2],\n [3]]"
    ) { try $0.tensor(0).gathered($0.tensor(1), axis: $0.integer(2)) },
    .tensor(
      "scattered", "(_ x: Tensor, _ indices: Tensor, _ values: Tensor, axis: Int = -1) -> Tensor",
      "x with the values put at the indices along the axis.",
      "scattered([0, 0, 0], [2], [5])", "[0, 0, 5]"
    ) {
      try $0.tensor(0).scattering($0.tensor(2), at: $0.tensor(1), axis: $0.integer(3))
    },
    .tensor(
      "scatterAdded",
      "(_ x: Tensor, _ indices: Tensor, _ values: Tensor, axis: Int = -1) -> Tensor",
      "x with the values added at the indices along the axis.",
      "scatterAdded([1, 1], [0, 0], [5, 5])", "[11, 1]"
    ) {
      try $0.tensor(0).scatterAdding($0.tensor(2), at: $0.tensor(1), axis: $0.integer(3))
    },
    .tensor(
      "choose", "(where mask: N, _ a: N, _ b: N) -> N",
      "The element of a where the mask is not 0, else that of b.",
      "choose(where: [1, 0], [10, 20], [0, 0])", "[10, 0]"
    ) { try Tensor.choose($0.tensor(0), $0.tensor(1), $0.tensor(2)) },
    .tensor(
      "selected", "(_ x: Vector, where mask: Vector) -> Vector",
      "The elements where the mask is not 0.", "selected([10, 20, 30], where: [1, 0, 1])",
      "[10, 30]"
    ) { try $0.tensor(0).selected(where: $0.tensor(1)) },
    .tensor(
      "diagonal", "(_ a: Matrix) -> Vector", "The elements on the diagonal.",
      "diagonal([[1, 2], [3, 4]])", "[1, 4]"
    ) { try $0.tensor(0).diagonal() },
    .tensor(
      "upperTriangle", "(_ a: Matrix) -> Matrix", "The matrix with zeros below its diagonal.",
      "upperTriangle([[1, 2], [3, 4]])", "[[1, 2],\n [0, 4]]"
    ) { try $0.tensor(0).upperTriangle() },
    .tensor(
      "oneHot", "(_ indices: Vector, _ count: Int) -> Matrix",
      "A row of zeros with a one for each index.", "oneHot([1, 0], 2)", "[[0, 1],\n [1, 0]]"
    ) { try Tensor.oneHot($0.tensor(0), classes: $0.integer(1)) },
  ]

  private static let joining: [LibraryFunction] = [
    .tensor(
      "concatenate", "(_ vectors: [Vector]) -> Vector", "The vectors one after the other.",
      "concatenate([ones(2), zeros(1)])", "[1, 1, 0]"
    ) { Tensor(try $0.vectors(0).flatMap { $0 }) },
    .tensor(
      "stack", "(_ tensors: Tensor..., axis: Int = 0) -> Tensor",
      "Tensors of one shape along a new axis.", "stack([1, 2], [3, 4])", "[[1, 2],\n [3, 4]]"
    ) { try Tensor.stacked(tensorList($0, 0), axis: $0.integer(1)) },
    .tensor(
      "expandDims", "(_ x: Tensor, axis: Int) -> Tensor", "The tensor with a new axis of size 1.",
      "expandDims([1, 2], axis: 0)", "[[1, 2]]"
    ) { try $0.tensor(0).expanded(axis: $0.integer(1)) },
    .tensor(
      "squeeze", "(_ x: Tensor) -> Tensor", "The tensor without its axes of size 1.",
      "squeeze([[1, 2]])", "[1, 2]"
    ) { try $0.tensor(0).squeezed() },
    .tensor(
      "flip", "(_ x: Tensor, axis: Int = -1) -> Tensor", "The elements along an axis reversed.",
      "flip([1, 2, 3])", "[3, 2, 1]"
    ) { try $0.tensor(0).reversed(axis: $0.integer(1)) },
    .tensor(
      "roll", "(_ x: Tensor, by distance: Int, axis: Int = -1) -> Tensor",
      "The elements moved along an axis, those that fall off put in front.",
      "roll([1, 2, 3], by: 1)", "[3, 1, 2]"
    ) { try $0.tensor(0).rolled(by: $0.integer(1), axis: $0.integer(2)) },
    .tensor(
      "tile", "(_ x: Tensor, _ times: Int, axis: Int = 0) -> Tensor",
      "Copies of the tensor along an axis.", "tile([1, 2], 2)", "[1, 2, 1, 2]"
    ) { try $0.tensor(0).tiled($0.integer(1), axis: $0.integer(2)) },
    .tensor(
      "zeros", "(_ shape: Vector) -> Tensor", "A tensor of zeros.", "zeros([1, 2])", "[[0, 0]]"
    ) { try Tensor.zeros(sizes($0, 0)) },
    .tensor("ones", "(_ shape: Vector) -> Tensor", "A tensor of ones.", "ones([1, 2])", "[[1, 1]]")
    { try Tensor.ones(sizes($0, 0)) },
  ]

  private static func reduction(
    _ name: String, _ what: String, _ reduction: Reduction, _ example: String, _ result: String
  ) -> LibraryFunction {
    let entry = LibraryFunction.tensor(
      name, "(_ x: Tensor, axis: Int, keepDims: Bool = false) -> Tensor",
      "\(what) along an axis.", example, result
    ) { try $0.tensor(0).reduced(reduction, axis: $0.integer(1), keepDims: $0.flag(2)) }
    // The place of an extreme does not move with the elements.
    if [.argmax, .argmin].contains(reduction) { return entry }
    return entry.recorded {
      try $0.traced(0).reduced(reduction, axis: $0.integer(1), keepDims: $0.flag(2))
    }
  }

  private static let matrix = "[[1, 2], [3, 4]]"

  private static let reductions: [LibraryFunction] = [
    reduction("sum", "The sum", .sum, "sum(\(matrix), axis: 0)", "[4, 6]"),
    reduction("product", "The product", .product, "product(\(matrix), axis: 1)", "[2, 12]"),
    reduction("mean", "The mean", .mean, "mean(\(matrix), axis: 0)", "[2, 3]"),
    reduction("minimum", "The least element", .minimum, "minimum(\(matrix), axis: 0)", "[1, 2]"),
    reduction("maximum", "The greatest element", .maximum, "maximum(\(matrix), axis: 1)", "[2, 4]"),
    reduction(
      "argmax", "The index of the first greatest element", .argmax, "argmax(\(matrix), axis: 1)",
      "[1, 1]"),
    reduction(
      "argmin", "The index of the first least element", .argmin, "argmin(\(matrix), axis: 1)",
      "[0, 0]"),
    reduction(
      "logSumExp", "log Σ eˣ, without overflow,", .logSumExp,
      "logSumExp([[1000, -Double.infinity]], axis: 1)", "[1000]"),
    .number(
      "product", "(_ x: Tensor) -> Double", "The product of all numbers.", "product([2, 3, 4])",
      "24"
    ) { try $0.tensor(0).reduced(.product) },
    .number(
      "countNonzero", "(_ x: Tensor) -> Double", "How many elements are not 0.",
      "countNonzero([1, 0, 2])", "2"
    ) { try $0.tensor(0).reduced(.countNonzero) },
    .tensor(
      "cumulativeSum", "(_ x: Tensor, axis: Int) -> Tensor", "The running sums along an axis.",
      "cumulativeSum(\(matrix), axis: 0)", "[[1, 2],\n [4, 6]]"
    ) { try $0.tensor(0).cumulativeSum(axis: $0.integer(1)) },
    .tensor(
      "cumulativeProduct", "(_ x: Vector) -> Vector", "The running products.",
      "cumulativeProduct([1, 2, 3])", "[1, 2, 6]"
    ) { try $0.tensor(0).cumulativeProduct() },
    .tensor(
      "cumulativeMaximum", "(_ x: Vector) -> Vector", "The greatest element so far.",
      "cumulativeMaximum([1, 3, 2])", "[1, 3, 3]"
    ) { try $0.tensor(0).cumulativeMaximum() },
    .tensor(
      "softmax", "(_ x: Tensor, axis: Int) -> Tensor", "The softmax along an axis.",
      "softmax([[0], [0]], axis: 0)", "[[0.5],\n [0.5]]"
    ) { try $0.tensor(0).softmax(axis: $0.integer(1)) }
    .recorded { try $0.traced(0).softmax(axis: $0.integer(1)) },
  ]

  private static let ordering: [LibraryFunction] = [
    .general(
      "topK", "(_ x: Vector, _ k: Int) -> (values: Vector, indices: Vector)",
      "The k greatest elements, the greatest first, and their indices.",
      "topK([0.1, 0.7, 0.2], 2).indices", "[1, 2]"
    ) { arguments, _ in
      let found = try arguments.tensor(0).topK(arguments.integer(1))
      return .labelled([("values", .tensor(found.values)), ("indices", .tensor(found.indices))])
    },
    .tensor(
      "argsort", "(_ x: Vector, descending: Bool) -> Vector",
      "The indices that put the elements in order, from the greatest if `descending`.",
      "argsort([30, 10, 20], descending: true)", "[0, 2, 1]"
    ) { try $0.tensor(0).argsort(descending: $0.flag(1)) },
    .general(
      "isClose",
      "(_ a: Tensor, _ b: Tensor, relative: Double = 1e-9, absolute: Double = 0) -> Bool",
      "Whether all elements agree within the tolerances; shapes have to be equal.",
      "isClose([0.1 + 0.2], [0.3])", "true"
    ) { arguments, _ in
      let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
      let (relative, absolute) = (try arguments.number(2), try arguments.number(3))
      guard a.shape == b.shape else { return .bool(false) }
      return .bool(
        zip(a.values, b.values).allSatisfy { x, y in
          x == y || abs(x - y) <= max(absolute, relative * max(x.magnitude, y.magnitude))
        })
    },
  ]

  /// The tensors of a variadic argument.
  private static func tensorList(_ arguments: [Value], _ index: Int) throws -> [Tensor] {
    guard index < arguments.count else { return [] }
    switch arguments[index] {
    case .array(let elements): return try elements.indices.map { try elements.tensor($0) }
    case .tensor(let tensor): return try (0..<(tensor.shape.sizes.first ?? 0)).map(tensor.at)
    default: return [try arguments.tensor(index)]
    }
  }

  /// The whole numbers of a vector.
  private static func sizes(_ arguments: [Value], _ index: Int) throws -> [Int] {
    try arguments.vector(index).map {
      guard let size = Int(exactly: $0) else {
        throw ScriptCause("value.integer", "whole numbers are needed here, not \($0)")
      }
      return size
    }
  }
}
