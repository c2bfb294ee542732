/// A function through given points, as straight lines or a cubic spline.
public struct Interpolation: Sendable, Hashable {
  /// The course between points.
  public enum Kind: Sendable, Hashable {
    /// Straight lines.
    case linear
    /// Cubics with two continuous derivatives, straight at both ends.
    case natural
    /// Cubics with two continuous derivatives, and a third one at the points next to the ends.
    case notAKnot
    /// Cubics with two continuous derivatives, and these slopes at the ends.
    case clamped(Double, Double)
  }

  /// The places, in order.
  public let x: [Double]
  /// The values at them.
  public let y: [Double]
  /// The second derivatives at them, 0 for straight lines.
  private let curvatures: [Double]

  /// The interpolation of kind `kind`; nil unless there are two points or more (four for
  /// `notAKnot`), all finite, with `x` strictly rising.
  ///
  /// - Source: C. de Boor, A Practical Guide to Splines, 1978, chapter IV.
  public init?(x: [Double], y: [Double], kind: Kind = .notAKnot) {
    guard x.count == y.count, x.count >= 2, (x + y).allSatisfy(\.isFinite),
      zip(x, x.dropFirst()).allSatisfy({ $0 < $1 }), kind != .notAKnot || x.count >= 4
    else { return nil }
    self.x = x
    self.y = y
    curvatures =
      kind == .linear ? [Double](repeating: 0, count: x.count) : Self.curvatures(x, y, kind)
  }

  /// The solution of the tridiagonal system for the second derivatives.
  private static func curvatures(_ x: [Double], _ y: [Double], _ kind: Kind) -> [Double] {
    let n = x.count
    let h = (1..<n).map { x[$0] - x[$0 - 1] }
    let slope = (1..<n).map { (y[$0] - y[$0 - 1]) / h[$0 - 1] }
    var below = [Double](repeating: 0, count: n)
    var diagonal = [Double](repeating: 1, count: n)
    var above = [Double](repeating: 0, count: n)
    var right = [Double](repeating: 0, count: n)
    for i in 1..<max(n - 1, 1) {
      below[i] = h[i - 1]
      diagonal[i] = 2 * (h[i - 1] + h[i])
      above[i] = h[i]
      right[i] = 6 * (slope[i] - slope[i - 1])
    }
    switch kind {
    case .clamped(let first, let last):
      (diagonal[0], above[0], right[0]) = (2 * h[0], h[0], 6 * (slope[0] - first))
      (below[n - 1], diagonal[n - 1]) = (h[n - 2], 2 * h[n - 2])
      right[n - 1] = 6 * (last - slope[n - 2])
    case .notAKnot:
      // The end value lies on the line through its neighbours: put into their equations.
      let (a, b) = (h[0] / h[1], h[n - 2] / h[n - 3])
      diagonal[1] += below[1] * (1 + a)
      above[1] -= below[1] * a
      diagonal[n - 2] += above[n - 2] * (1 + b)
      below[n - 2] -= above[n - 2] * b
      (below[1], above[n - 2]) = (0, 0)
    default: break
    }
    for i in 1..<n {
      let factor = below[i] / diagonal[i - 1]
      diagonal[i] -= factor * above[i - 1]
      right[i] -= factor * right[i - 1]
    }
    var m = right
    m[n - 1] = right[n - 1] / diagonal[n - 1]
    for i in (0..<(n - 1)).reversed() { m[i] = (right[i] - above[i] * m[i + 1]) / diagonal[i] }
    if kind == .notAKnot {
      m[0] = m[1] + h[0] / h[1] * (m[1] - m[2])
      m[n - 1] = m[n - 2] + h[n - 2] / h[n - 3] * (m[n - 2] - m[n - 3])
    }
    return m
  }

  /// The number of the interval that holds `place`, or is nearest.
  private func interval(_ place: Double) -> Int {
    var low = 0
    var high = x.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if x[middle] <= place { low = middle } else { high = middle }
    }
    return low
  }

  /// The value at `place`; beyond the ends the last piece goes on.
  public func callAsFunction(_ place: Double) -> Double {
    let i = interval(place)
    let h = x[i + 1] - x[i]
    let (b, a) = ((place - x[i]) / h, (x[i + 1] - place) / h)
    let bend = (a * a * a - a) * curvatures[i] + (b * b * b - b) * curvatures[i + 1]
    return a * y[i] + b * y[i + 1] + bend * h * h / 6
  }

  /// The slope at `place`.
  public func derivative(_ place: Double) -> Double {
    let i = interval(place)
    let h = x[i + 1] - x[i]
    let (b, a) = ((place - x[i]) / h, (x[i + 1] - place) / h)
    let bend = (3 * b * b - 1) * curvatures[i + 1] - (3 * a * a - 1) * curvatures[i]
    return (y[i + 1] - y[i]) / h + bend * h / 6
  }
}
