/// A choice of a tensor's elements at regular distances: what a slice, a transposition or a
/// diagonal looks at, before it is copied.
struct StridedView {
  var offset: Int
  /// Axes of the view, outermost first.
  var axes: [(size: Int, stride: Int)]

  init(offset: Int = 0, axes: [(size: Int, stride: Int)]) {
    self.offset = offset
    self.axes = axes
  }

  /// All elements of a tensor of `shape`.
  init(_ shape: Shape) {
    let strides = shape.strides
    offset = 0
    axes = (0..<shape.rank).map { (shape[$0], strides[$0]) }
  }

  var count: Int { axes.reduce(1) { $0 * $1.size } }

  /// The shape of the view, known to be within the limits because its elements exist.
  var shape: Shape {
    var builder = ShapeBuilder()
    for axis in axes { builder.append(axis.size) }
    return builder.shape
  }

  /// The axes without those of size 1, neighbours that cross without a jump taken together.
  private var merged: [(size: Int, stride: Int)] {
    var result: [(size: Int, stride: Int)] = []
    for axis in axes where axis.size != 1 {
      if let outer = result.last, outer.stride == axis.stride * axis.size {
        result[result.count - 1] = (outer.size * axis.size, axis.stride)
      } else {
        result.append(axis)
      }
    }
    return result
  }

  /// Calls `body` for each innermost row: its place in row-major order of the view, where it starts
  /// in the tensor, its length and the distance of its elements.
  @inline(__always)
  func forEachRow(_ body: (_ place: Int, _ start: Int, _ count: Int, _ stride: Int) -> Void) {
    guard count > 0 else { return }
    let axes = merged
    guard let row = axes.last else { return body(0, offset, 1, 1) }
    let outer = axes.count - 1
    var counters = [Int](repeating: 0, count: outer)
    var place = 0
    var start = offset
    while true {
      body(place, start, row.size, row.stride)
      place += row.size
      var axis = outer - 1
      while axis >= 0 {
        counters[axis] += 1
        start += axes[axis].stride
        if counters[axis] < axes[axis].size { break }
        counters[axis] = 0
        start -= axes[axis].stride * axes[axis].size
        axis -= 1
      }
      if axis < 0 { return }
    }
  }

  /// Copies the elements to `out` in row-major order of the view.
  func copy(from base: UnsafePointer<Double>, to out: UnsafeMutablePointer<Double>) {
    let axes = merged
    if axes.count == 2, axes[0].stride == 1 {
      return transpose(base + offset, rows: axes[0].size, columns: axes[1], to: out)
    }
    forEachRow { place, start, count, stride in
      let source = base + start
      let target = out + place
      if stride == 1 {
        target.update(from: source, count: count)
      } else {
        for i in 0..<count { target[i] = source[i * stride] }
      }
    }
  }

  /// The two-axis copy that would jump through memory, in squares that stay in the cache.
  private func transpose(
    _ base: UnsafePointer<Double>, rows: Int, columns: (size: Int, stride: Int),
    to out: UnsafeMutablePointer<Double>
  ) {
    let side = 16
    for top in Swift.stride(from: 0, to: rows, by: side) {
      for left in Swift.stride(from: 0, to: columns.size, by: side) {
        for i in top..<min(top + side, rows) {
          for j in left..<min(left + side, columns.size) {
            out[i * columns.size + j] = base[i + j * columns.stride]
          }
        }
      }
    }
  }
}

extension Tensor {
  /// The elements that `view` looks at, as a tensor of its own.
  func copied(_ view: StridedView) -> Tensor {
    Tensor.filling(view.shape) { out in
      withBase { view.copy(from: $0, to: out) }
    }
  }
}
