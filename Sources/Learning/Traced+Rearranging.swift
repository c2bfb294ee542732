public import Tensors

extension Traced {
  /// The same values with another shape.
  public func reshaped(to sizes: [Int]) throws(TensorError) -> Traced {
    let old = shape.sizes
    return Traced.recording(try value.reshaped(to: sizes), from: [self]) { g throws(TensorError) in
      [try g.reshaped(to: old)]
    }
  }

  /// The tensor with the order of its axes reversed.
  public func transposed() -> Traced {
    Traced.recording(value.transposed(), from: [self]) { g throws(TensorError) in [g.transposed()] }
  }

  /// The tensor with its axes in the order `order`.
  public func permuted(_ order: [Int]) throws(TensorError) -> Traced {
    var inverse = [Int](repeating: 0, count: order.count)
    let result = try value.permuted(order)
    for (place, axis) in order.enumerated() { inverse[axis] = place }
    return Traced.recording(result, from: [self]) { g throws(TensorError) in
      [try g.permuted(inverse)]
    }
  }

  /// The elements that `slices` choose.
  public func sliced(_ slices: [AxisSlice]) throws(TensorError) -> Traced {
    let whole = shape
    return Traced.recording(try value.sliced(slices), from: [self]) { g throws(TensorError) in
      var result = Tensor.filled(whole, with: 0)
      try result.setSlice(slices, to: g)
      return [result]
    }
  }

  /// The elements along `axis` in reverse order.
  public func reversed(axis: Int = -1) throws(TensorError) -> Traced {
    Traced.recording(try value.reversed(axis: axis), from: [self]) { g throws(TensorError) in
      [try g.reversed(axis: axis)]
    }
  }

  /// The elements along `axis` moved by `distance` places; those that leave re-enter.
  public func rolled(by distance: Int, axis: Int = -1) throws(TensorError) -> Traced {
    Traced.recording(
      try value.rolled(by: distance, axis: axis), from: [self]
    ) { g throws(TensorError) in
      let size = max(1, g.shape[axis < 0 ? axis + g.rank : axis])
      return [try g.rolled(by: -(distance % size), axis: axis)]
    }
  }

  /// The matrix with zeros above the diagonal `diagonal`.
  public func lowerTriangle(_ diagonal: Int = 0) throws(TensorError) -> Traced {
    Traced.recording(
      try value.lowerTriangle(diagonal), from: [self]
    ) { g throws(TensorError) in [try g.lowerTriangle(diagonal)] }
  }

  /// The differences of neighbours along `axis`.
  public func differences(axis: Int = -1) throws(TensorError) -> Traced {
    let place = axis < 0 ? axis + value.rank : axis
    guard place >= 0, place < value.rank, shape[place] > 0 else {
      throw TensorError(.index, "the shape \(shape) has no neighbours along axis \(axis)")
    }
    var later = [AxisSlice](repeating: .all, count: place + 1)
    var earlier = later
    later[place] = .range(1..<shape[place])
    earlier[place] = .range(0..<(shape[place] - 1))
    return try sliced(later) - sliced(earlier)
  }

  /// The elements along `axis` in ascending (or descending) order.
  public func sorted(axis: Int = -1, descending: Bool = false) throws(TensorError) -> Traced {
    try gathered(value.argsort(axis: axis, descending: descending), axis: axis)
  }

  /// The `k` largest elements along `axis`, largest first.
  public func topK(_ k: Int, axis: Int = -1) throws(TensorError) -> Traced {
    try gathered(value.topK(k, axis: axis).indices, axis: axis)
  }

  /// At each place of `indices` the element whose index along `axis` it names.
  public func gathered(_ indices: Tensor, axis: Int = -1) throws(TensorError) -> Traced {
    let whole = shape
    return Traced.recording(
      try value.gathered(indices, axis: axis), from: [self]
    ) { g throws(TensorError) in
      [try Tensor.filled(whole, with: 0).scatterAdding(g, at: indices, axis: axis)]
    }
  }

  /// The tensor with the elements of `values` added where `indices` name their index along `axis`.
  public func scatterAdding(
    _ values: Traced, at indices: Tensor, axis: Int = -1
  ) throws(TensorError) -> Traced {
    Traced.recording(
      try value.scatterAdding(values.value, at: indices, axis: axis), from: [self, values]
    ) { g throws(TensorError) in [g, try g.gathered(indices, axis: axis)] }
  }

  /// The parts at the `indices` of the first axis: rows of a table of embeddings.
  ///
  /// - Shape: `[n, …]` with indices `[k, l]` → `[k, l, …]`.
  public func taking(_ indices: Tensor) throws(TensorError) -> Traced {
    let whole = shape
    return Traced.recording(try value.taking(indices), from: [self]) { g throws(TensorError) in
      var sums = Tensor.filled(whole, with: 0)
      try sums.add(g, at: indices)
      return [sums]
    }
  }

  /// The tensors one after another along `axis`.
  public static func concatenated(_ parts: [Traced], axis: Int = 0) throws(TensorError) -> Traced {
    let result = try Tensor.concatenated(parts.map(\.value), axis: axis)
    let place = axis < 0 ? axis + result.rank : axis
    let sizes = parts.map { $0.value.rank == 0 ? 1 : $0.shape[place] }
    let shapes = parts.map(\.shape.sizes)
    return recording(result, from: parts) { g throws(TensorError) in
      var pieces: [Tensor?] = []
      for (piece, shape) in zip(try g.split(sizes, axis: place), shapes) {
        pieces.append(try piece.reshaped(to: shape))
      }
      return pieces
    }
  }

  /// The tensors, all of one shape, side by side along a new axis before `axis`.
  public static func stacked(_ parts: [Traced], axis: Int = 0) throws(TensorError) -> Traced {
    var wide: [Traced] = []
    for part in parts {
      var sizes = part.shape.sizes
      let place = axis < 0 ? axis + sizes.count + 1 : axis
      guard place >= 0, place <= sizes.count else {
        throw TensorError(.index, "cannot stack \(part.shape) along axis \(axis)")
      }
      sizes.insert(1, at: place)
      wide.append(try part.reshaped(to: sizes))
    }
    return try concatenated(wide, axis: axis)
  }
}
