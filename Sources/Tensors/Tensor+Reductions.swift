import Numerics

extension Tensor {
  /// `reduction` of all elements.
  public func reduced(_ reduction: Reduction) throws(TensorError) -> Double {
    try reduction.check(count: count)
    guard let result = storage.withUnsafeBufferPointer({ reduction.run($0) }) else {
      throw .unordered(reduction.name)
    }
    return result
  }

  /// `reduction` of the elements along `axis`.
  ///
  /// - Shape: `[…, n, …]` → `[…, …]`, or `[…, 1, …]` with `keepDims`.
  public func reduced(
    _ reduction: Reduction, axis: Int, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: "take \(reduction.name)")
    try reduction.check(count: shape[axis])
    let fibres = Fibres(shape, axis: axis)
    var isOrdered = true
    let result = Tensor.filling(shape.removing(axis: axis, keeping: keepDims)) { out in
      if count == 0 {
        let value = reduction.run(UnsafeBufferPointer(start: nil, count: 0)) ?? 0
        for i in 0..<fibres.count { out[i] = value }
      }
      withBase { base in
        fibres.forEach(base) { i, fibre in
          let value = reduction.run(fibre)
          isOrdered = isOrdered && value != nil
          out[i] = value ?? .nan
        }
      }
    }
    guard isOrdered else { throw .unordered(reduction.name) }
    return result
  }

  /// The sum of all elements; 0 if there are none.
  public func sum() -> Double {
    storage.withUnsafeBufferPointer { Sums.sum($0) }
  }

  /// The sums along `axis`.
  public func sum(axis: Int, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduced(.sum, axis: axis, keepDims: keepDims)
  }

  /// The mean of all elements.
  public func mean() throws(TensorError) -> Double { try reduced(.mean) }

  /// The means along `axis`.
  public func mean(axis: Int, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduced(.mean, axis: axis, keepDims: keepDims)
  }

  /// The smallest element; NaN if any is NaN.
  public func min() throws(TensorError) -> Double { try reduced(.minimum) }

  /// The largest element; NaN if any is NaN.
  public func max() throws(TensorError) -> Double { try reduced(.maximum) }

  /// The Euclidean length of all elements.
  public func norm() -> Double {
    storage.withUnsafeBufferPointer { euclideanNorm($0) }
  }

  /// The sum of the elements over the axes along which a tensor of `shape` was broadcast to this
  /// one: what the derivative of a broadcast needs.
  ///
  /// - Throws: `TensorError` if `shape` does not broadcast to this tensor's.
  public func summed(to shape: Shape) throws(TensorError) -> Tensor {
    if self.shape == shape { return self }
    if shape.rank == 0 { return Tensor(scalar: sum()) }
    let extra = rank - shape.rank
    guard extra >= 0 else { throw .cannotSum(self.shape, to: shape) }
    var result = self
    for _ in 0..<extra { result = try result.sum(axis: 0) }
    for axis in 0..<shape.rank where result.shape[axis] != shape[axis] {
      guard shape[axis] == 1 else { throw .cannotSum(self.shape, to: shape) }
      result = try result.sum(axis: axis, keepDims: true)
    }
    return result
  }

  /// The running sums along `axis`, added from left to right.
  public func cumulativeSum(axis: Int = -1) throws(TensorError) -> Tensor {
    try scanned(axis, "take cumulative sums") { $0 + $1 }
  }

  /// The running products along `axis`.
  public func cumulativeProduct(axis: Int = -1) throws(TensorError) -> Tensor {
    try scanned(axis, "take cumulative products") { $0 * $1 }
  }

  /// The running maxima along `axis`.
  public func cumulativeMaximum(axis: Int = -1) throws(TensorError) -> Tensor {
    try scanned(axis, "take cumulative maxima", maximumOf)
  }

  private func scanned(
    _ axis: Int, _ operation: String, _ step: (Double, Double) -> Double
  ) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis, for: operation)
    let (before, along, after) = shape.split(at: axis)
    var result = self
    guard count > 0 else { return result }
    result.withMutableValues { values in
      for i in 0..<before {
        for k in 1..<Swift.max(along, 1) {
          let row = (i * along + k) * after
          for j in row..<(row + after) { values[j] = step(values[j - after], values[j]) }
        }
      }
    }
    return result
  }
}

extension TensorError {
  static func unordered(_ operation: String) -> TensorError {
    TensorError(.domain, "\(operation) is not defined for values with NaN, which has no order")
  }

  fileprivate static func cannotSum(_ from: Shape, to shape: Shape) -> TensorError {
    TensorError(.shape, "cannot sum \(from) to the shape \(shape), which does not broadcast to it")
  }
}
