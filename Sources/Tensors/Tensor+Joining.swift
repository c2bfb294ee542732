extension Tensor {
  /// The tensors one after another along the existing `axis`; all other sizes are equal.
  ///
  /// Numbers and vectors join to a vector.
  public static func concatenated(
    _ tensors: [Tensor], axis: Int = 0
  ) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw .empty("the concatenation") }
    if first.rank == 0 {
      var vectors: [Tensor] = []
      for tensor in tensors { vectors.append(tensor.rank == 0 ? tensor.flattened() : tensor) }
      return try concatenated(vectors, axis: axis)
    }
    let axis = try first.shape.axis(axis, for: "concatenate")
    var total = 0
    for tensor in tensors {
      guard tensor.rank == first.rank,
        tensor.shape.removing(axis: axis) == first.shape.removing(axis: axis)
      else { throw .cannotJoin("concatenate", first.shape, tensor.shape, "along axis \(axis)") }
      total += tensor.shape[axis]
    }
    let shape = try first.shape.replacing(axis: axis, with: total)
    let (before, along, after) = shape.split(at: axis)
    return filling(shape) { out in
      var offset = 0
      for tensor in tensors {
        let width = tensor.shape[axis] * after
        tensor.withBase { base in
          for i in 0..<before {
            (out + i * along * after + offset).update(from: base + i * width, count: width)
          }
        }
        offset += width
      }
    }
  }

  /// The tensors, all of one shape, side by side along a new axis before `axis`.
  ///
  /// - Shape: *k* of `[n, m]` → `[k, n, m]` for axis 0.
  public static func stacked(_ tensors: [Tensor], axis: Int = 0) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw .empty("the stack") }
    var parts: [Tensor] = []
    for tensor in tensors {
      guard tensor.shape == first.shape else {
        throw .cannotJoin("stack", first.shape, tensor.shape, "")
      }
      parts.append(try tensor.expanded(axis: axis))
    }
    return try concatenated(parts, axis: axis)
  }

  /// The parts of the tensor along `axis` with the sizes `sizes`, which add up to its size.
  public func split(_ sizes: [Int], axis: Int = 0) throws(TensorError) -> [Tensor] {
    let axis = try shape.axis(axis, for: "split")
    guard sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, { $0 &+ $1 }) == shape[axis] else {
      throw TensorError(
        .shape,
        "cannot split \(shape) along axis \(axis) into \(sizes): these do not add up to"
          + " \(shape[axis])")
    }
    var parts: [Tensor] = []
    var start = 0
    for size in sizes {
      var slices = [AxisSlice](repeating: .all, count: axis + 1)
      slices[axis] = .range(from: start, to: start + size, step: 1)
      parts.append(try sliced(slices))
      start += size
    }
    return parts
  }

  /// The tensor repeated `times` along the existing `axis`, whole after whole.
  public func tiled(_ times: Int, axis: Int = 0) throws(TensorError) -> Tensor {
    let vector = rank == 0 ? flattened() : self
    let axis = try vector.shape.axis(axis, for: "tile")
    let (size, overflow) = vector.shape[axis].multipliedReportingOverflow(by: times)
    guard times >= 0, !overflow else {
      throw TensorError(.domain, "cannot repeat \(shape) \(times) times")
    }
    let target = try vector.shape.replacing(axis: axis, with: size)
    let row = vector.count / Swift.max(vector.shape.split(at: axis).before, 1)
    guard row > 0 else { return Tensor.filled(target, with: 0) }
    return Tensor.filling(target) { out in
      vector.withBase { base in
        for i in 0..<(vector.count / row) {
          for k in 0..<times {
            (out + (i * times + k) * row).update(from: base + i * row, count: row)
          }
        }
      }
    }
  }

  /// The tensor with `before` and `after` copies of `value` added at the ends of each axis.
  public func padded(
    _ widths: [(before: Int, after: Int)], with value: Double = 0
  ) throws(TensorError) -> Tensor {
    guard widths.count == rank, widths.allSatisfy({ $0.before >= 0 && $0.after >= 0 }) else {
      throw TensorError(
        .shape, "padding \(shape) needs \(rank) pairs of widths that are not negative")
    }
    var sizes: [Int] = []
    var slices: [AxisSlice] = []
    for axis in 0..<rank {
      let (end, overflow) = widths[axis].before.addingReportingOverflow(shape[axis])
      let (size, overflowAfter) = end.addingReportingOverflow(widths[axis].after)
      guard !overflow, !overflowAfter else { throw .tooLarge([widths[axis].before]) }
      sizes.append(size)
      slices.append(.range(from: widths[axis].before, to: end, step: 1))
    }
    var result = try Tensor.filled(sizes, with: value)
    try result.setSlice(slices, to: self)
    return result
  }
}

extension TensorError {
  fileprivate static func cannotJoin(
    _ operation: String, _ a: Shape, _ b: Shape, _ place: String
  ) -> TensorError {
    let where_ = place.isEmpty ? "" : " \(place)"
    let why = place.isEmpty ? "the shapes differ" : "their other sizes differ"
    return TensorError(.shape, "cannot \(operation) \(a) and \(b)\(where_): \(why)")
  }
}
