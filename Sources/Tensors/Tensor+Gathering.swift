import Numerics

extension Tensor {
  /// The parts of this tensor at the `indices` of `axis`, in the order of `indices`.
  ///
  /// - Shape: `[…, n, …]` with indices `[k, l]` → `[…, k, l, …]`.
  /// - Source: NumPy, `take`.
  public func taking(_ indices: Tensor, axis: Int = 0) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: "take elements")
    let (before, along, after) = shape.split(at: axis)
    let places = try indices.indices(below: along, axis, shape)
    var sizes = shape.sizes
    sizes.replaceSubrange(axis...axis, with: indices.shape.sizes)
    return Tensor.filling(try Shape(sizes)) { out in
      withBase { base in
        var target = out
        for i in 0..<before {
          for place in places {
            target.update(from: base + (i * along + place) * after, count: after)
            target += after
          }
        }
      }
    }
  }

  /// Adds the parts of `values` to this tensor at the `indices` of its first axis: the pullback of
  /// ``taking(_:axis:)`` along axis 0. Indices may repeat; they are added in order.
  public mutating func add(_ values: Tensor, at indices: Tensor) throws(TensorError) {
    let axis = try shape.axis(0, for: "add elements")
    let part = shape.removing(axis: axis)
    let places = try indices.indices(below: shape[0], 0, shape)
    let expected = try Shape(indices.shape.sizes + part.sizes)
    guard values.shape == expected else {
      throw TensorError(
        .shape,
        "cannot add \(values.shape) at \(indices.shape) indices of \(shape): the shape"
          + " \(expected) is needed")
    }
    let size = part.count
    guard values.count > 0 else { return }
    withMutableValues { out in
      for (k, place) in places.enumerated() {
        for j in 0..<size { out[place * size + j] += values.storage[k * size + j] }
      }
    }
  }

  /// At each place of `indices` the element of this tensor whose index along `axis` it names.
  ///
  /// - Shape: `[n, m]` with indices `[n, k]` along axis 1 → `[n, k]`.
  /// - Source: PyTorch, `gather`.
  public func gathered(_ indices: Tensor, axis: Int = -1) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: "gather")
    let sources = try places(of: indices, axis, "gather")
    return Tensor.filling(indices.shape) { out in
      for (k, place) in sources.enumerated() { out[k] = storage[place] }
    }
  }

  /// The tensor with the elements of `values` added where `indices` name their index along `axis`.
  ///
  /// - Source: PyTorch, `scatter_add`.
  public func scatterAdding(
    _ values: Tensor, at indices: Tensor, axis: Int = -1
  ) throws(TensorError) -> Tensor {
    try scattered(values, indices, axis) { $0 + $1 }
  }

  /// The tensor with the elements of `values` put where `indices` name their index along `axis`;
  /// where several meet, the last one stays.
  ///
  /// - Source: PyTorch, `scatter`.
  public func scattering(
    _ values: Tensor, at indices: Tensor, axis: Int = -1
  ) throws(TensorError) -> Tensor {
    try scattered(values, indices, axis) { $1 }
  }

  private func scattered(
    _ values: Tensor, _ indices: Tensor, _ axis: Int, _ change: (Double, Double) -> Double
  ) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: "scatter")
    guard values.shape == indices.shape else {
      throw TensorError(
        .shape, "cannot scatter \(values.shape) at \(indices.shape) indices: the shapes differ")
    }
    let targets = try places(of: indices, axis, "scatter")
    var result = self
    result.withMutableValues { out in
      for (k, place) in targets.enumerated() {
        out[place] = change(out[place], values.storage[k])
      }
    }
    return result
  }

  /// The elements where `mask` is not 0, in row-major order.
  public func selected(where mask: Tensor) throws(TensorError) -> Tensor {
    guard mask.shape == shape else {
      throw TensorError(.shape, "cannot select from \(shape) by a mask of shape \(mask.shape)")
    }
    var kept: [Double] = []
    for i in 0..<count where mask.storage[i] != 0 { kept.append(storage[i]) }
    return Tensor(kept)
  }

  /// `yes` where `condition` is not 0 and `no` elsewhere, after broadcasting.
  public static func choose(
    _ condition: Tensor, _ yes: Tensor, _ no: Tensor
  ) throws(TensorError) -> Tensor {
    let both = try yes.shape.broadcast(with: no.shape, for: "choose between")
    let shape = try condition.shape.broadcast(with: both, for: "choose by")
    let mask = try condition.broadcasted(to: shape)
    let left = try yes.broadcasted(to: shape)
    let right = try no.broadcasted(to: shape)
    return filling(shape) { out in
      for i in 0..<mask.count {
        out[i] = mask.storage[i] != 0 ? left.storage[i] : right.storage[i]
      }
    }
  }

  /// For each index a row of `classes` zeros with a 1 at the index.
  ///
  /// - Shape: `[n]` → `[n, classes]`.
  public static func oneHot(_ indices: Tensor, classes: Int) throws(TensorError) -> Tensor {
    let shape = try Shape(indices.shape.sizes + [classes])
    let places = try indices.indices(below: classes, shape.rank - 1, shape)
    var result = filled(shape, with: 0)
    for (i, place) in places.enumerated() { result.storage[i * classes + place] = 1 }
    return result
  }

  /// The elements as indices of an axis with `size` elements.
  func indices(below size: Int, _ axis: Int, _ shape: Shape) throws(TensorError) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(count)
    for value in storage {
      guard let index = Int(exactly: value) else {
        throw TensorError(.index, "\(numberText(value)) is not an index: it is not a whole number")
      }
      guard index >= 0, index < size else { throw .outOfRange(index, axis, shape) }
      result.append(index)
    }
    return result
  }

  /// For each element of `indices` the flat place in this tensor with that index along `axis` and
  /// the same others.
  private func places(
    of indices: Tensor, _ axis: Int, _ operation: String
  ) throws(TensorError) -> [Int] {
    var fits = indices.rank == rank
    if fits {
      for i in 0..<rank where i != axis && indices.shape[i] > shape[i] { fits = false }
    }
    guard fits else {
      throw TensorError(
        .shape,
        "cannot \(operation) along axis \(axis) of \(shape) by indices of shape"
          + " \(indices.shape)")
    }
    let along = try indices.indices(below: shape[axis], axis, shape)
    let strides = shape.strides
    let others = StridedView(
      axes: (0..<rank).map { (indices.shape[$0], $0 == axis ? 0 : strides[$0]) })
    var result = along
    others.forEachRow { place, start, count, stride in
      for i in 0..<count {
        result[place + i] = start + i * stride + along[place + i] * strides[axis]
      }
    }
    return result
  }
}
