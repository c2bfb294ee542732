// The order of every sum in the project: value i goes to lane i mod 8, each lane adds from left to
// right, and the lanes are added in halves: (0+4)+(2+6), (1+5)+(3+7), then both. It does not depend
// on the width of a machine's vectors or on threads, and its error grows with n/8 rather than n.

/// The eight partial sums of a reduction; `Sums` of Numerics has the same order for plain ones.
struct LaneSum {
  private var lanes = SIMD8<Double>(repeating: 0)
  private var next = 0

  /// The lanes added up.
  var total: Double {
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Adds `term(i)` for every `i` below `count`, starting in lane 0.
  @inline(__always)
  static func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
    var sum = LaneSum()
    var i = 0
    while i + 8 <= count {
      sum.lanes += SIMD8(
        term(i), term(i + 1), term(i + 2), term(i + 3), term(i + 4), term(i + 5), term(i + 6),
        term(i + 7))
      i += 8
    }
    var lane = 0
    while i < count {
      sum.lanes[lane] += term(i)
      lane += 1
      i += 1
    }
    return sum.total
  }
}
