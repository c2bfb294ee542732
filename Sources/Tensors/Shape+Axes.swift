extension Shape {
  /// The axis that `axis` names: negative ones count from the last, as -1 is the last.
  func axis(_ axis: Int, for operation: String) throws(TensorError) -> Int {
    let resolved = axis < 0 ? axis + rank : axis
    guard resolved >= 0, resolved < rank else {
      throw .noSuchAxis(axis, in: self, for: operation)
    }
    return resolved
  }

  /// The elements before, along and after `axis`, which must exist: the flat index of an element
  /// is `(before * along + k) * after + offset`.
  func split(at axis: Int) -> (before: Int, along: Int, after: Int) {
    var before = 1
    var after = 1
    for i in 0..<axis { before *= self[i] }
    for i in (axis + 1)..<max(rank, axis + 1) { after *= self[i] }
    return (before, self[axis], after)
  }

  /// The flat distance between neighbours along each axis.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    var stride = 1
    for axis in (0..<rank).reversed() {
      strides[axis] = stride
      stride *= self[axis]
    }
    return strides
  }

  /// The shape without the axis `axis`, or with size 1 there.
  func removing(axis: Int, keeping: Bool = false) -> Shape {
    var builder = ShapeBuilder()
    for i in 0..<rank {
      if i != axis { builder.append(self[i]) } else if keeping { builder.append(1) }
    }
    return builder.shape
  }

  /// The shape with `size` at the axis `axis`, checked against the limits.
  func replacing(axis: Int, with size: Int) throws(TensorError) -> Shape {
    var sizes = self.sizes
    sizes[axis] = size
    return try Shape(sizes)
  }
}
