import Diagnostics

/// What a slice takes along one axis.
public enum AxisSlice: Sendable, Hashable {
  /// One index; the axis disappears.
  case at(Int)
  /// Everything.
  case all
  /// `from`, `from + step`, … before `to`, as Swift's `stride(from:to:by:)`.
  case range(from: Int, to: Int, step: Int)

  /// The indices `from` up to, not including, `to`.
  public static func range(_ range: Range<Int>) -> AxisSlice {
    .range(from: range.lowerBound, to: range.upperBound, step: 1)
  }
}

extension Tensor {
  /// The elements that `slices` choose, one for each axis from the first; further axes are whole.
  ///
  /// - Throws: `TensorError` if an index is outside of its axis; negative ones always are.
  public func sliced(_ slices: [AxisSlice]) throws(TensorError) -> Tensor {
    copied(try view(slices))
  }

  /// The part at `index` of the first axis: a row of a matrix.
  public func at(_ index: Int) throws(TensorError) -> Tensor {
    guard rank > 0, index >= 0, index < shape[0] else { return try sliced([.at(index)]) }
    let part = shape.removing(axis: 0)
    let size = part.count
    return Tensor(unchecked: Array(storage[(index * size)..<(index * size + size)]), part)
  }

  /// The element at `indices`, one for each axis.
  public func element(_ indices: [Int]) throws(TensorError) -> Double {
    storage[try place(of: indices)]
  }

  /// Changes the element at `indices`, one for each axis.
  public mutating func setElement(_ indices: [Int], to value: Double) throws(TensorError) {
    storage[try place(of: indices)] = value
  }

  /// Changes the elements that `slices` choose to those of `values`, which broadcast to them.
  public mutating func setSlice(
    _ slices: [AxisSlice], to values: Tensor
  ) throws(TensorError) {
    let view = try view(slices)
    let target = view.shape
    _ = try values.shape.broadcast(with: target, for: "assign")
    let assigned = try values.broadcasted(to: target, for: "assign")
    guard assigned.count > 0 else { return }
    withMutableValues { out in
      assigned.withBase { source in
        view.forEachRow { place, start, count, stride in
          for i in 0..<count { out[start + i * stride] = source[place + i] }
        }
      }
    }
  }

  /// Changes the elements that `slices` choose to `value`.
  public mutating func setSlice(_ slices: [AxisSlice], to value: Double) throws(TensorError) {
    let view = try view(slices)
    withMutableValues { out in
      view.forEachRow { _, start, count, stride in
        for i in 0..<count { out[start + i * stride] = value }
      }
    }
  }

  /// The values repeated to fill `target`: axes are added in front, sizes of 1 repeated.
  ///
  /// As this is asked for by name, a vector of one number may fill a longer one.
  public func broadcasted(
    to target: Shape, for operation: String = "broadcast"
  ) throws(TensorError) -> Tensor {
    if shape == target { return self }
    if rank == 0 { return Tensor.filled(target, with: storage[0]) }
    let added = target.rank - rank
    let fits =
      added >= 0 && (0..<rank).allSatisfy { shape[$0] == 1 || shape[$0] == target[added + $0] }
    guard fits else {
      throw TensorError(
        .shape, "cannot \(operation) \(shape) to \(target): it does not broadcast to that shape")
    }
    let strides = shape.strides
    var axes: [(size: Int, stride: Int)] = []
    for axis in 0..<target.rank {
      let own = axis - (target.rank - rank)
      axes.append((target[axis], own >= 0 && shape[own] != 1 ? strides[own] : 0))
    }
    return copied(StridedView(axes: axes))
  }

  private func place(of indices: [Int]) throws(TensorError) -> Int {
    guard indices.count == rank else { throw .wrongIndexCount(indices.count, shape) }
    var place = 0
    for (axis, index) in indices.enumerated() {
      guard index >= 0, index < shape[axis] else { throw .outOfRange(index, axis, shape) }
      place = place * shape[axis] + index
    }
    return place
  }

  private func view(_ slices: [AxisSlice]) throws(TensorError) -> StridedView {
    guard slices.count <= rank else { throw .wrongIndexCount(slices.count, shape) }
    let strides = shape.strides
    var view = StridedView(axes: [])
    for axis in 0..<rank {
      let size = shape[axis]
      switch axis < slices.count ? slices[axis] : .all {
      case .at(let index):
        guard index >= 0, index < size else { throw .outOfRange(index, axis, shape) }
        view.offset += index * strides[axis]
      case .all:
        view.axes.append((size, strides[axis]))
      case .range(let from, let to, let step):
        let count = try AxisSlice.count(from, to, step, size, axis, shape)
        if count > 0 { view.offset += from * strides[axis] }
        view.axes.append((count, strides[axis] &* step))
      }
    }
    return view
  }
}

extension AxisSlice {
  /// How many indices a range takes, all of them within `size`.
  fileprivate static func count(
    _ from: Int, _ to: Int, _ step: Int, _ size: Int, _ axis: Int, _ shape: Shape
  ) throws(TensorError) -> Int {
    guard step != 0 else {
      throw TensorError(.index, "a slice of axis \(axis) of \(shape) cannot have the step 0")
    }
    let limits = step > 0 ? 0...size : -1...(size - 1)
    for bound in [from, to] where !limits.contains(bound) {
      throw TensorError(
        .index,
        "the slice from \(from) to \(to) reaches outside of axis \(axis) of \(shape),"
          + " which has \(quantity(size, "element"))",
        hints: bound < 0 ? ["indices count from 0; negative ones do not count from the end"] : [])
    }
    guard step > 0 ? from < to : from > to else { return 0 }
    let distance = (to - from).magnitude
    return Int((distance - 1) / step.magnitude) + 1
  }
}

extension TensorError {
  static func outOfRange(_ index: Int, _ axis: Int, _ shape: Shape) -> TensorError {
    let size = shape[axis]
    var hints: [String] = []
    if index < 0 {
      hints = ["indices count from 0; negative ones do not count from the end"]
    } else if index == size && size > 0 {
      hints = ["indices count from 0, so the last one is \(size - 1)"]
    }
    return TensorError(
      .index,
      "the index \(index) is outside of axis \(axis) of \(shape), which has"
        + " \(quantity(size, "element"))", hints: hints)
  }

  fileprivate static func wrongIndexCount(_ count: Int, _ shape: Shape) -> TensorError {
    TensorError(
      .index,
      "\(quantity(count, "index", plural: "indices")) for the shape \(shape), which has"
        + " \(quantity(shape.rank, "axis", plural: "axes"))")
  }
}
