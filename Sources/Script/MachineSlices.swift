import Diagnostics
import Tensors

extension Machine {
  /// The axes of a tensor subscript with the positions that the registers hold.
  func slices(
    _ slice: SliceShape, _ shape: Shape, _ d: UnsafeMutablePointer<Double>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) -> [AxisSlice] {
    guard slice.axes.count <= shape.rank else {
      throw .script(
        "shape.rank",
        "a tensor of shape \(shape) has \(quantity(shape.rank, "axis", plural: "axes")),"
          + " but \(slice.axes.count) are subscripted"
      )
    }
    var result: [AxisSlice] = []
    for (axis, kind) in slice.axes.enumerated() {
      let size = shape[axis]
      switch kind {
      case .all: result.append(.all)
      case .index(let register):
        result.append(.at(try checkedPosition(d[register], size, of: "axis \(axis)")))
      case .range(let lower, let upper, let isClosed):
        let range = try positions(
          lower.map { d[$0] }, upper.map { d[$0] }, isClosed: isClosed, count: size,
          of: "axis \(axis)")
        result.append(.range(range))
      case .rangeValue(let register):
        guard case .range(let value) = v[register] else { continue }
        let range = try positions(
          value.lower, value.upper, isClosed: value.isClosed, count: size, of: "axis \(axis)")
        result.append(.range(range))
      }
    }
    return result
  }

  /// The positions that the one axis of an array slice chooses.
  func positions(
    _ slice: SliceShape, count: Int, _ d: UnsafeMutablePointer<Double>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) -> Range<Int> {
    switch slice.axes.first {
    case .range(let lower, let upper, let isClosed):
      return try positions(
        lower.map { d[$0] }, upper.map { d[$0] }, isClosed: isClosed, count: count, of: "array")
    case .rangeValue(let register):
      guard case .range(let value) = v[register] else { return 0..<count }
      return try positions(
        value.lower, value.upper, isClosed: value.isClosed, count: count, of: "array")
    default: return 0..<count
    }
  }

  /// The positions from `lower` to `upper` of something with `count` elements.
  func positions(
    _ lower: Double?, _ upper: Double?, isClosed: Bool, count: Int, of what: String
  ) throws(Failure) -> Range<Int> {
    let first = lower ?? 0
    let end = upper.map { isClosed ? $0 + 1 : $0 } ?? Double(count)
    guard let from = integer(first), let to = integer(end) else {
      throw .notIntegral(integer(first) == nil ? first : end)
    }
    guard from >= 0, to <= count, from <= to else {
      let range = "\(text(.double(first)))..<\(text(.double(end)))"
      throw .script(
        "index.range",
        "the range \(range) is not inside of the \(what), which has"
          + " \(quantity(count, "element"))")
    }
    return from..<to
  }
}
