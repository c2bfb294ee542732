/// The elements of a tensor along one axis, at one place of all other axes, are a *fibre*.
///
/// Work along an axis is written once, for a fibre whose elements are neighbours in memory; for
/// other axes a block of fibres is copied so that they are. So the result does not depend on which
/// axis it is taken along.
struct Fibres {
  let before: Int
  let along: Int
  let after: Int

  /// Fibres copied at once: two cache lines' worth of columns.
  private static let block = 16

  init(_ shape: Shape, axis: Int) {
    (before, along, after) = shape.split(at: axis)
  }

  /// How many there are.
  var count: Int { before * after }

  /// Calls `body` for each fibre, in row-major order of the other axes, with its number.
  @inline(__always)
  func forEach(
    _ base: UnsafePointer<Double>, _ body: (Int, UnsafeBufferPointer<Double>) -> Void
  ) {
    if after == 1 {
      for i in 0..<before { body(i, UnsafeBufferPointer(start: base + i * along, count: along)) }
      return
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Fibres.block * along) { copy in
      guard let gathered = copy.baseAddress else { return }
      for i in 0..<before {
        var j = 0
        while j < after {
          let width = min(Fibres.block, after - j)
          gather(base + i * along * after + j, width, into: gathered)
          for k in 0..<width {
            let fibre = UnsafeBufferPointer<Double>(start: gathered + k * along, count: along)
            body(i * after + j + k, fibre)
          }
          j += width
        }
      }
    }
  }

  /// Calls `body` for each fibre with a buffer of `length` values to fill, its fibre of the result.
  @inline(__always)
  func forEach(
    _ base: UnsafePointer<Double>, into out: UnsafeMutablePointer<Double>, length: Int,
    _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    if after == 1 {
      for i in 0..<before {
        body(
          UnsafeBufferPointer(start: base + i * along, count: along),
          UnsafeMutableBufferPointer(start: out + i * length, count: length))
      }
      return
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, length)) { row in
      forEach(base) { index, fibre in
        body(fibre, UnsafeMutableBufferPointer(rebasing: row[0..<length]))
        let (i, j) = index.quotientAndRemainder(dividingBy: after)
        let start = out + i * length * after + j
        for k in 0..<length { start[k * after] = row[k] }
      }
    }
  }

  private func gather(
    _ base: UnsafePointer<Double>, _ width: Int, into copy: UnsafeMutablePointer<Double>
  ) {
    for k in 0..<along {
      let row = base + k * after
      for j in 0..<width { copy[j * along + k] = row[j] }
    }
  }
}
