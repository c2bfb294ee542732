import Numerics
import Script
import Tensors

/// Vectors: lengths, products, angles.
extension StandardLibrary {
  static let vectors: [LibraryFunction] = [
    .number(
      "dot", "(_ a: Vector, _ b: Vector) -> Double", "The dot product Σ aᵢ bᵢ.",
      "dot([1, 2, 3], [4, 5, 6])", "32",
      pullback: .general { arguments, _, cotangent in
        let scale = try [cotangent].number(0)
        return [
          .tensor(try arguments.tensor(1) * scale), .tensor(try arguments.tensor(0) * scale),
        ]
      }
    ) { try $0.tensor(0).dot($0.tensor(1)) },
    .number(
      "norm", "(_ x: Tensor) -> Double", "The Euclidean (L2, Frobenius) norm √Σ xᵢ².",
      "norm([3, 4])", "5",
      pullback: .general { arguments, result, cotangent in
        let length = try [result].number(0)
        let scale = try [cotangent].number(0)
        return [.tensor(try arguments.tensor(0) * (length == 0 ? 0 : scale / length))]
      }
    ) { try $0.tensor(0).norm() },
    .number(
      "norm", "(_ x: Vector, _ p: Double) -> Double",
      "The p-norm (Σ |xᵢ|^p)^(1/p); p may be .infinity.",
      "norm([3, 4], 1)", "7",
      pullback: Pullbacks.norm { try $0.number(1) }
    ) { try $0.tensor(0).reduced(.norm($0.number(1))) },
    .number(
      "norm1", "(_ x: Vector) -> Double", "The L1 norm Σ |xᵢ|.", "norm1([3, -4])", "7",
      pullback: Pullbacks.norm { _ in 1 }
    ) { try $0.tensor(0).reduced(.norm(1)) },
    .number(
      "euclidean", "(_ a: Vector, _ b: Vector) -> Double", "The Euclidean distance of two points.",
      "euclidean([1, 1], [4, 5])", "5",
      pullback: Pullbacks.distance(2)
    ) { try ($0.tensor(0) - $0.tensor(1)).norm() },
    .number(
      "manhattan", "(_ a: Vector, _ b: Vector) -> Double", "The L1 distance of two points.",
      "manhattan([1, 1], [4, 5])", "7",
      pullback: Pullbacks.distance(1)
    ) { try ($0.tensor(0) - $0.tensor(1)).reduced(.norm(1)) },
    .number(
      "cosineSimilarity", "(_ a: Vector, _ b: Vector) -> Double",
      "The cosine of the angle between two vectors, a · b / (‖a‖ ‖b‖).",
      "cosineSimilarity([1, 0], [1, 0])", "1",
      source: "G. Salton, M. McGill, Introduction to Modern Information Retrieval, 1983",
      pullback: Pullbacks.cosine(isAngle: false)
    ) { try cosine($0.tensor(0), $0.tensor(1)) },
    .tensor(
      "similarityMatrix", "(_ rows: Matrix) -> Matrix", "The cosine similarity of every two rows.",
      "similarityMatrix([[1, 0], [0, 2]])", "[[1, 0],\n [0, 1]]"
    ) {
      let unit = try $0.tensor(0).normalized(axis: -1)
      return try unit.matmul(unit, transposingRight: true)
    },
    .number(
      "angleBetween", "(_ a: Vector, _ b: Vector) -> Double",
      "The angle between two vectors, in radians.", "degrees(angleBetween([1, 0], [0, 2]))", "90",
      pullback: Pullbacks.cosine(isAngle: true)
    ) { try angle($0.tensor(0), $0.tensor(1)) },
    .tensor(
      "normalize", "(_ x: Vector) -> Vector", "The vector with length 1 and the same direction.",
      "normalize([3, 4])", "[0.6, 0.8]",
      pullback: Pullbacks.normalize
    ) {
      let vector = try $0.tensor(0)
      guard vector.norm() > 0 else { throw zeroVector }
      return vector / vector.norm()
    },
    .tensor(
      "hadamard", "(_ a: Tensor, _ b: Tensor) -> Tensor", "The element-wise product a ⊙ b.",
      "hadamard([1, 2], [3, 4])", "[3, 8]",
      pullback: .general { arguments, _, cotangent in
        let (a, b) = (try arguments.tensor(0), try arguments.tensor(1))
        let seed = try [cotangent].tensor(0)
        return [
          .tensor(try (seed * b).summed(to: a.shape)), .tensor(try (seed * a).summed(to: b.shape)),
        ]
      }
    ) { try $0.tensor(0) * $0.tensor(1) },
    .tensor(
      "outer", "(_ a: Vector, _ b: Vector) -> Matrix", "The outer product, with elements aᵢ bⱼ.",
      "outer([1, 2], [3, 4])", "[[3, 4],\n [6, 8]]",
      pullback: .general { arguments, _, cotangent in
        let seed = try [cotangent].tensor(0)
        return [
          .tensor(try seed.matmul(arguments.tensor(1))),
          .tensor(try seed.transposed().matmul(arguments.tensor(0))),
        ]
      }
    ) { try $0.tensor(0).outer($0.tensor(1)) },
    .tensor(
      "linspace", "(_ start: Double, _ end: Double, _ count: Int) -> Vector",
      "Numbers in equal steps, both ends included.", "linspace(0, 1, 5)", "[0, 0.25, 0.5, 0.75, 1]"
    ) {
      let count = try $0.integer(2)
      return try Tensor.linspace($0.number(0), $0.number(1), count: count)
    },
    .number(
      "argmax", "(_ x: Vector) -> Double",
      "The index of the greatest element, the first of equals.",
      "argmax([0.2, 0.7, 0.1])", "1"
    ) { try $0.tensor(0).reduced(.argmax) },
    .number(
      "argmin", "(_ x: Vector) -> Double", "The index of the least element, the first of equals.",
      "argmin([0.2, 0.7, 0.1])", "2"
    ) { try $0.tensor(0).reduced(.argmin) },
    .tensor(
      "cumulativeSum", "(_ x: Vector) -> Vector", "The running sums.", "cumulativeSum([1, 2, 3])",
      "[1, 3, 6]",
      pullback: Pullbacks.cumulativeSum
    ) { try $0.tensor(0).cumulativeSum() },
    .tensor(
      "argsort", "(_ x: Vector) -> Vector", "The indices that put the elements in ascending order.",
      "argsort([30, 10, 20])", "[1, 2, 0]"
    ) { try $0.tensor(0).argsort() },
    .tensor(
      "oneHot", "(_ index: Int, _ count: Int) -> Vector", "Zeros with a one at the index.",
      "oneHot(1, 3)", "[0, 1, 0]"
    ) {
      try Tensor.oneHot(Tensor([$0.number(0)]), classes: $0.integer(1)).flattened()
    },
    .number(
      "scalarProjection", "(_ a: Vector, _ b: Vector) -> Double",
      "The length of the shadow of a on the direction of b, a · b / ‖b‖.",
      "scalarProjection([3, 4], [1, 0])", "3"
    ) {
      let b = try $0.tensor(1)
      guard b.norm() > 0 else { throw zeroVector }
      return try $0.tensor(0).dot(b) / b.norm()
    },
  ]

  static let zeroVector = ScriptCause(
    "value.domain", "the zero vector has no direction",
    hints: ["use a vector with a length above 0"])

  private static func cosine(_ a: Tensor, _ b: Tensor) throws -> Double {
    let (first, second) = (a.norm(), b.norm())
    if first == 0 || second == 0 { throw zeroVector }
    let isPlain = min(first, second) > 1e-150 && max(first, second) < 1e150
    let value =
      isPlain
      ? try a.dot(b) / (first * second)
      : try withUnitSize(a, first).dot(withUnitSize(b, second))
    return value > 1 ? 1 : value < -1 ? -1 : value
  }

  /// The vector over its length, by way of a power of two where the length leaves the range.
  private static func withUnitSize(_ x: Tensor, _ length: Double) throws -> Tensor {
    if length.isNormal, length < 0x1p1020 { return x / length }
    let scaled = x * (length > 1 ? 0x1p-600 : 0x1p600)
    return scaled / scaled.norm()
  }

  /// The angle between two vectors: the arctangent of what is left of `a` without its part along
  /// `b`, over that part. The arc cosine would lose half of the digits near 0 and π.
  private static func angle(_ a: Tensor, _ b: Tensor) throws -> Double {
    let (first, second) = (a.norm(), b.norm())
    if first == 0 || second == 0 { throw zeroVector }
    let (left, right) = (try withUnitSize(a, first).values, try withUnitSize(b, second).values)
    guard left.count == right.count else { return try cosine(a, b) }
    var (product, square) = (DoubleDouble(0), DoubleDouble(0))
    for i in left.indices {
      product += DoubleDouble.product(left[i], right[i])
      square += DoubleDouble.product(right[i], right[i])
    }
    let share = product / square
    let rest = Tensor(left.indices.map { (left[$0] - share * right[$0]).value }).norm()
    // Less than the rounding of pairs is nothing.
    return atan2(rest < 0x1p-96 ? 0 : rest, product.value)
  }
}
