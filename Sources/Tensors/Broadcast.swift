// The rule is NumPy's, made safer: sizes are compared from the last axis back; they must be equal,
// or one of them is 1 and its values are repeated. Two vectors are the exception: their lengths
// must be equal, since a vector of one number beside a longer one is more often a mistake than not.

extension Shape {
  /// The shape of an elementwise `operation` on values of this shape and of `other`.
  func broadcast(
    with other: Shape, for operation: @autoclosure () -> String
  ) throws(TensorError) -> Shape {
    if self == other || other.rank == 0 { return self }
    if rank == 0 { return other }
    if rank == 1 && other.rank == 1 {
      throw .lengthsDiffer(self, other, for: operation())
    }
    let wide = Swift.max(rank, other.rank)
    var builder = ShapeBuilder()
    var product = 1
    for axis in 0..<wide {
      let a = axis < wide - rank ? 1 : self[axis - (wide - rank)]
      let b = axis < wide - other.rank ? 1 : other[axis - (wide - other.rank)]
      guard a == b || a == 1 || b == 1 else {
        throw .sizesDiffer(self, other, axis: axis, a, b, for: operation())
      }
      let size = a == 1 ? b : a
      builder.append(size)
      let (next, overflow) = product.multipliedReportingOverflow(by: Swift.max(size, 1))
      guard !overflow, next <= Shape.maximumElements else {
        throw TensorError(
          .limit,
          "cannot \(operation()) \(self) and \(other): the result would have more than the"
            + " \(Shape.maximumElements) elements allowed")
      }
      product = next
    }
    return builder.shape
  }
}

extension TensorError {
  fileprivate static func lengthsDiffer(
    _ a: Shape, _ b: Shape, for operation: String
  ) -> TensorError {
    let single = a[0] == 1 || b[0] == 1
    return TensorError(
      .shape, "cannot \(operation) \(a) and \(b): the lengths \(a[0]) and \(b[0]) differ",
      hints: single ? ["use the number itself, or `append` to make a vector longer"] : [])
  }

  fileprivate static func sizesDiffer(
    _ a: Shape, _ b: Shape, axis: Int, _ sizeA: Int, _ sizeB: Int, for operation: String
  ) -> TensorError {
    var hints: [String] = []
    for (vector, matrix) in [(a, b), (b, a)]
    where vector.rank == 1 && matrix.rank == 2 && vector[0] == matrix[0] {
      hints = ["to use the vector as a column, reshape it to [\(vector[0]), 1]"]
    }
    return TensorError(
      .shape,
      "cannot \(operation) \(a) and \(b): the sizes \(sizeA) and \(sizeB) of axis \(axis) differ",
      hints: hints)
  }
}

/// How to walk two operands in step: axes of the result, outermost first, with the distance that
/// each operand moves along it. Neighbouring axes that both cross without a jump are one axis here.
struct BroadcastPlan {
  private(set) var axes: [(size: Int, left: Int, right: Int)] = []

  init(_ left: Shape, _ right: Shape, result: Shape) {
    var leftStride = 1
    var rightStride = 1
    for axis in (0..<result.rank).reversed() {
      let size = result[axis]
      let a = axis - (result.rank - left.rank)
      let b = axis - (result.rank - right.rank)
      let leftSize = a >= 0 ? left[a] : 1
      let rightSize = b >= 0 ? right[b] : 1
      let leftStep = leftSize == 1 ? 0 : leftStride
      let rightStep = rightSize == 1 ? 0 : rightStride
      leftStride *= leftSize
      rightStride *= rightSize
      if size == 1 { continue }
      if let inner = axes.last, leftStep == inner.left * inner.size,
        rightStep == inner.right * inner.size
      {
        axes[axes.count - 1].size = inner.size * size
      } else {
        axes.append((size, leftStep, rightStep))
      }
    }
    axes.reverse()
  }

  /// Calls `run` for each innermost row with the places where it starts, in row-major order.
  @inline(__always)
  func forEachRow(_ run: (_ result: Int, _ left: Int, _ right: Int) -> Void) {
    let outer = axes.count - 1
    guard outer > 0 else { return run(0, 0, 0) }
    let row = axes[outer].size
    var counters = [Int](repeating: 0, count: outer)
    var place = (result: 0, left: 0, right: 0)
    while true {
      run(place.result, place.left, place.right)
      place.result += row
      var axis = outer - 1
      while true {
        counters[axis] += 1
        place.left += axes[axis].left
        place.right += axes[axis].right
        if counters[axis] < axes[axis].size { break }
        counters[axis] = 0
        place.left -= axes[axis].left * axes[axis].size
        place.right -= axes[axis].right * axes[axis].size
        if axis == 0 { return }
        axis -= 1
      }
    }
  }
}
