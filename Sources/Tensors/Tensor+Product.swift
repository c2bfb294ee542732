import Numerics

extension Tensor {
  /// The inner product of two vectors, summed in eight lanes with fused multiply-adds.
  ///
  /// - Shape: `[n]`, `[n]` → a number.
  public func dot(_ other: Tensor) throws(TensorError) -> Double {
    guard rank == 1, other.rank == 1, count == other.count else {
      let why =
        rank == 1 && other.rank == 1
        ? "the lengths \(count) and \(other.count) differ" : "dot takes two vectors"
      throw TensorError(
        .shape, "cannot take the dot product of \(shape) and \(other.shape): \(why)",
        hints: rank > 1 || other.rank > 1 ? ["use matmul for matrices"] : [])
    }
    return storage.withUnsafeBufferPointer { a in
      other.storage.withUnsafeBufferPointer { b in dotProduct(a, b) }
    }
  }

  /// The matrix product.
  ///
  /// A vector on the left is a row and one on the right a column, and that axis is left out of the
  /// result; two vectors give their ``dot(_:)``. Axes before the last two broadcast.
  ///
  /// - Shape: `[n, k]`, `[k, m]` → `[n, m]`; `[…, n, k]`, `[…, k, m]` → `[…, n, m]`.
  /// - Complexity: O(*n k m*) time for each pair of matrices.
  /// - Throws: `TensorError` if the inner sizes differ or an operand is a number.
  public func matmul(_ other: Tensor) throws(TensorError) -> Tensor {
    if rank == 1 && other.rank == 1 && count == other.count {
      return Tensor(scalar: try dot(other))
    }
    return try matmul(other, transposingLeft: false, transposingRight: false)
  }

  /// The matrix product with the last two axes of either operand exchanged first, without a copy.
  ///
  /// - Shape: `[k, n]` transposed, `[k, m]` → `[n, m]`, and so on; operands of rank 1 as in
  ///   ``matmul(_:)`` cannot be transposed.
  public func matmul(
    _ other: Tensor, transposingLeft: Bool = false, transposingRight: Bool = false
  ) throws(TensorError) -> Tensor {
    let plan = try ProductPlan(self, other, transposingLeft, transposingRight)
    return Tensor.filling(plan.result) { out in
      guard plan.inner > 0, count > 0, other.count > 0 else {
        out.update(repeating: 0, count: plan.result.count)
        return
      }
      withBoth(other) { a, b in plan.run(a, b, into: out) }
    }
  }

  /// The matrix of the products of every element of one vector with every one of another.
  ///
  /// - Shape: `[n]`, `[m]` → `[n, m]`.
  public func outer(_ other: Tensor) throws(TensorError) -> Tensor {
    guard rank == 1, other.rank == 1 else {
      throw TensorError(
        .shape, "the outer product takes two vectors, not \(shape) and \(other.shape)")
    }
    let columns = other.count
    return Tensor.filling(try Shape.matrix(count, columns)) { out in
      withBoth(other) { a, b in
        for i in 0..<count {
          for j in 0..<columns { out[i * columns + j] = a[i] * b[j] }
        }
      }
    }
  }

  /// The Kronecker product of two matrices: every element of this one times the whole other.
  ///
  /// - Shape: `[n, m]`, `[p, q]` → `[n p, m q]`.
  public func kron(_ other: Tensor) throws(TensorError) -> Tensor {
    guard rank == 2, other.rank == 2 else {
      throw TensorError(
        .shape, "the Kronecker product takes two matrices, not \(shape) and \(other.shape)")
    }
    let (rows, overflowR) = shape[0].multipliedReportingOverflow(by: other.shape[0])
    let (columns, overflowC) = shape[1].multipliedReportingOverflow(by: other.shape[1])
    guard !overflowR, !overflowC else { throw .tooLarge([Int.max]) }
    let (p, q, m) = (other.shape[0], other.shape[1], shape[1])
    return Tensor.filling(try Shape.matrix(rows, columns)) { out in
      withBoth(other) { a, b in
        for i in 0..<rows {
          for j in 0..<columns {
            out[i * columns + j] = a[i / p * m + j / q] * b[i % p * q + j % q]
          }
        }
      }
    }
  }

  /// The cosine of the angle between the fibres of two tensors along `axis`, as PyTorch: each norm
  /// is at least 1e-8, so that a vector of zeros gives 0.
  ///
  /// - Shape: `[…, n]`, `[…, n]` → `[…]`.
  public func cosineSimilarity(
    _ other: Tensor, axis: Int = -1
  ) throws(TensorError) -> Tensor {
    let products = try Tensor.combine(.multiply, self, other).sum(axis: axis)
    let left = Tensor.combine(.maximum, try reduced(.norm(2), axis: axis), 1e-8)
    let right = Tensor.combine(.maximum, try other.reduced(.norm(2), axis: axis), 1e-8)
    return try products / (left * right)
  }
}

/// The inner product in the order of eight lanes.
func dotProduct(
  _ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>
) -> Double {
  Sums.dot(a, b)
}

/// The sizes of a matrix product and which matrices of a batch meet.
private struct ProductPlan {
  let rows: Int
  let columns: Int
  let inner: Int
  let result: Shape
  private let leftTransposed: Bool
  private let rightTransposed: Bool
  private let batch: BroadcastPlan
  private let batchCount: Int

  init(
    _ a: Tensor, _ b: Tensor, _ leftTransposed: Bool, _ rightTransposed: Bool
  ) throws(TensorError) {
    self.leftTransposed = leftTransposed && a.rank > 1
    self.rightTransposed = rightTransposed && b.rank > 1
    guard a.rank > 0, b.rank > 0 else {
      throw TensorError(
        .shape, "cannot multiply \(a.shape) by \(b.shape) as matrices: a number is no matrix",
        hints: ["use * to multiply by a number"])
    }
    let (m, k) = ProductPlan.sizes(a.shape, self.leftTransposed, isLeft: true)
    let (k2, n) = ProductPlan.sizes(b.shape, self.rightTransposed, isLeft: false)
    guard k == k2 else {
      let left = self.leftTransposed ? "\(a.shape) (transposed)" : "\(a.shape)"
      let right = self.rightTransposed ? "\(b.shape) (transposed)" : "\(b.shape)"
      throw TensorError(
        .shape, "cannot multiply \(left) by \(right): the inner sizes \(k) and \(k2) differ")
    }
    (rows, columns, inner) = (m, n, k)
    guard a.rank > 2 || b.rank > 2 else {
      batch = BroadcastPlan(.scalar, .scalar, result: .scalar)
      batchCount = 1
      switch (a.rank, b.rank) {
      case (1, 1): result = .scalar
      case (1, _): result = .vector(n)
      case (_, 1): result = .vector(m)
      default: result = try Shape.matrix(m, n)
      }
      return
    }
    let left = try Shape(a.shape.sizes.dropLast(a.rank == 1 ? 1 : 2))
    let right = try Shape(b.shape.sizes.dropLast(b.rank == 1 ? 1 : 2))
    let both = try ProductPlan.batch(left, right, a.shape, b.shape)
    var sizes = both.sizes
    if a.rank > 1 { sizes.append(m) }
    if b.rank > 1 { sizes.append(n) }
    result = try Shape(sizes)
    batch = BroadcastPlan(left, right, result: both)
    batchCount = both.count
  }

  private static func sizes(
    _ shape: Shape, _ transposed: Bool, isLeft: Bool
  ) -> (Int, Int) {
    if shape.rank == 1 { return isLeft ? (1, shape[0]) : (shape[0], 1) }
    let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
    return transposed ? (columns, rows) : (rows, columns)
  }

  /// The axes before the matrices, broadcast; a stack of one axis counts as more than a vector.
  private static func batch(
    _ left: Shape, _ right: Shape, _ a: Shape, _ b: Shape
  ) throws(TensorError) -> Shape {
    if left.rank == 1 && right.rank == 1 && left[0] != right[0] {
      if left[0] == 1 { return right }
      if right[0] == 1 { return left }
    }
    do {
      return try left.broadcast(with: right, for: "multiply")
    } catch {
      throw TensorError(
        .shape, "cannot multiply \(a) by \(b): the axes before the matrices do not broadcast")
    }
  }

  func run(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>
  ) {
    guard batchCount > 1 else { return multiply(a, b, into: out) }
    let left = rows * inner
    let right = inner * columns
    let row = batch.axes.last ?? (1, 0, 0)
    batch.forEachRow { result, i, j in
      for p in 0..<row.size {
        multiply(
          a + (i + p * row.left) * left, b + (j + p * row.right) * right,
          into: out + (result + p) * rows * columns)
      }
    }
  }

  private func multiply(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>
  ) {
    Product.multiply(
      rows, columns, inner,
      leftTransposed ? MatrixOperand(a, transposedRows: rows) : MatrixOperand(a, columns: inner),
      rightTransposed
        ? MatrixOperand(b, transposedRows: inner) : MatrixOperand(b, columns: columns),
      into: out)
  }
}
