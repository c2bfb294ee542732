import Diagnostics

extension Tensor {
  /// The same values in row-major order with another shape; one size may be -1, it is worked out.
  public func reshaped(to sizes: [Int]) throws(TensorError) -> Tensor {
    var sizes = sizes
    if let free = sizes.firstIndex(of: -1) {
      sizes[free] = 1
      let known = try Shape(sizes).count
      guard known > 0, count % known == 0 else {
        sizes[free] = -1
        throw .cannotReshape(shape, sizes)
      }
      sizes[free] = count / known
    }
    let target = try Shape(sizes)
    guard target.count == count else { throw .cannotReshape(shape, sizes) }
    return with(shape: target)
  }

  /// The values as one vector, in row-major order.
  public func flattened() -> Tensor { with(shape: .vector(count)) }

  /// The tensor with the order of its axes reversed: the transpose of a matrix.
  public func transposed() -> Tensor {
    if rank < 2 { return self }
    if rank == 2 && (shape[0] == 1 || shape[1] == 1) {
      return with(shape: Shape(unchecked: 2, shape[1], shape[0]))
    }
    var view = StridedView(shape)
    view.axes.reverse()
    return copied(view)
  }

  /// The tensor with its axes in the order `order`: axis *i* of the result is `order[i]` of this.
  public func permuted(_ order: [Int]) throws(TensorError) -> Tensor {
    guard order.sorted() == Array(0..<rank) else {
      throw TensorError(
        .shape, "\(order) is not an order of the \(rank) axes of \(shape)")
    }
    var view = StridedView(shape)
    view.axes = order.map { view.axes[$0] }
    return copied(view)
  }

  /// The tensor with the axes `first` and `second` exchanged.
  public func swappingAxes(_ first: Int, _ second: Int) throws(TensorError) -> Tensor {
    let a = try shape.axis(first, for: "swap")
    let b = try shape.axis(second, for: "swap")
    var view = StridedView(shape)
    view.axes.swapAt(a, b)
    return copied(view)
  }

  /// The tensor with an axis of size 1 inserted before `axis` (at the end if it is the rank).
  public func expanded(axis: Int) throws(TensorError) -> Tensor {
    let place = axis < 0 ? axis + rank + 1 : axis
    guard place >= 0, place <= rank else {
      throw .noSuchAxis(axis, in: shape, for: "insert an axis")
    }
    var sizes = shape.sizes
    sizes.insert(1, at: place)
    return with(shape: try Shape(sizes))
  }

  /// The tensor without its axes of size 1.
  public func squeezed() -> Tensor {
    var builder = ShapeBuilder()
    for size in shape.sizes where size != 1 { builder.append(size) }
    return with(shape: builder.shape)
  }

  /// The elements along `axis` in reverse order.
  public func reversed(axis: Int = -1) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: "reverse")
    var view = StridedView(shape)
    let (size, stride) = view.axes[axis]
    view.offset = Swift.max(0, size - 1) * stride
    view.axes[axis] = (size, -stride)
    return copied(view)
  }

  /// The elements along `axis` moved by `distance` places; those that leave re-enter.
  public func rolled(by distance: Int, axis: Int = -1) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: "roll")
    let size = shape[axis]
    guard size > 0 else { return self }
    let cut = (size - distance % size) % size
    var before = [AxisSlice](repeating: .all, count: axis + 1)
    var after = before
    before[axis] = .range(from: 0, to: cut, step: 1)
    after[axis] = .range(from: cut, to: size, step: 1)
    return try Tensor.concatenated([sliced(after), sliced(before)], axis: axis)
  }

  /// The values on the diagonal of a matrix, from its top left.
  public func diagonal() throws(TensorError) -> Tensor {
    guard rank == 2 else { throw .wrongRank(shape, for: "the diagonal", needs: "a matrix") }
    let size = Swift.min(shape[0], shape[1])
    return copied(StridedView(axes: [(size, shape[1] + 1)]))
  }

  /// The matrix with zeros above the diagonal `diagonal` (0 the main one, 1 the one above it).
  public func lowerTriangle(_ diagonal: Int = 0) throws(TensorError) -> Tensor {
    try masked("the lower triangle") { row, column in column - row <= diagonal }
  }

  /// The matrix with zeros below the diagonal `diagonal`.
  public func upperTriangle(_ diagonal: Int = 0) throws(TensorError) -> Tensor {
    try masked("the upper triangle") { row, column in column - row >= diagonal }
  }

  private func masked(
    _ operation: String, _ keeps: (Int, Int) -> Bool
  ) throws(TensorError) -> Tensor {
    guard rank >= 2 else { throw .wrongRank(shape, for: operation, needs: "a matrix") }
    let rows = shape[rank - 2]
    let columns = shape[rank - 1]
    var result = self
    guard count > 0 else { return result }
    result.withMutableValues { values in
      for i in 0..<values.count where !keeps(i / columns % rows, i % columns) { values[i] = 0 }
    }
    return result
  }
}

extension TensorError {
  fileprivate static func cannotReshape(_ shape: Shape, _ sizes: [Int]) -> TensorError {
    let known = sizes.contains(-1) ? "" : ", which holds \(sizes.reduce(1, *))"
    return TensorError(
      .shape, "cannot reshape \(shape) with \(quantity(shape.count, "value")) to \(sizes)\(known)")
  }
}
