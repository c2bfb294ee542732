/// Where a search for a minimum ended.
public struct Minimum: Sendable, Hashable {
  /// The point.
  public let point: [Double]
  /// The value there.
  public let value: Double
  /// The points on the way, from the start to the end.
  public let path: [[Double]]
  /// Whether the search ended because it could not improve, not because of its limit of steps.
  public let isConverged: Bool
}

/// Searches for minima of functions of several numbers.
public enum Minimisation {
  /// Descent against the gradient with a constant rate: the plain method, with its trace.
  ///
  /// It ends early where a value is not finite, or the gradient is 0.
  public static func gradientDescent(
    from start: [Double], rate: Double, steps: Int, value: ([Double]) -> Double,
    gradient: ([Double]) -> [Double]
  ) -> Minimum {
    var point = start
    var path = [start]
    var isConverged = false
    for _ in 0..<max(steps, 0) {
      let slope = gradient(point)
      guard slope.count == point.count, slope.allSatisfy(\.isFinite) else { break }
      if slope.allSatisfy({ $0 == 0 }) {
        isConverged = true
        break
      }
      for i in point.indices { point[i] -= rate * slope[i] }
      path.append(point)
    }
    return Minimum(point: point, value: value(point), path: path, isConverged: isConverged)
  }

  /// The method of Broyden, Fletcher, Goldfarb and Shanno, keeping the last `memory` steps instead of
  /// a matrix, with a line search that meets Wolfe's conditions. It ends where no component of the
  /// gradient is above `tolerance`, or rounding hides any descent.
  ///
  /// - Source: J. Nocedal, S. Wright, Numerical Optimization, 2006, algorithms 7.4, 3.5 and 3.6.
  public static func bfgs(
    from start: [Double], tolerance: Double = 1e-10, steps: Int = 1_000, memory: Int = 20,
    value: ([Double]) -> Double, gradient: ([Double]) -> [Double]
  ) -> Minimum {
    var point = start
    var slope = gradient(point)
    var current = value(point)
    var path = [point]
    var changes: [(s: [Double], y: [Double], rho: Double)] = []
    var isConverged = false
    guard slope.count == point.count, current.isFinite else {
      return Minimum(point: point, value: current, path: path, isConverged: false)
    }
    for _ in 0..<max(steps, 0) {
      let largest = slope.reduce(0) { max($0, abs($1)) }
      if largest <= tolerance {
        isConverged = true
        break
      }
      var direction = lbfgsDirection(slope, changes)
      if !(Sums.dot(direction, slope) < 0) {
        direction = slope.map { -$0 }
        changes = []
      }
      let first = changes.isEmpty ? min(1, 1 / largest) : 1
      guard
        let (share, next) = lineSearch(
          point, direction, current, Sums.dot(slope, direction), first, value, gradient)
      else {
        // No further descent in sight: either rounding stops it, or a memory that misleads.
        if changes.isEmpty {
          isConverged = largest <= tolerance.squareRoot() * max(1, abs(current))
          break
        }
        changes = []
        continue
      }
      let nextSlope = gradient(next)
      let s = direction.map { share * $0 }
      let y = zip(nextSlope, slope).map { $0 - $1 }
      let curvature = Sums.dot(s, y)
      if curvature > 1e-14 * (Sums.squares(s) * Sums.squares(y)).squareRoot() {
        changes.append((s, y, 1 / curvature))
        if changes.count > memory { changes.removeFirst() }
      }
      (point, slope, current) = (next, nextSlope, value(next))
      path.append(point)
    }
    return Minimum(point: point, value: current, path: path, isConverged: isConverged)
  }

  /// The two-loop recursion.
  private static func lbfgsDirection(
    _ slope: [Double], _ changes: [(s: [Double], y: [Double], rho: Double)]
  ) -> [Double] {
    var q = slope
    var alphas: [Double] = []
    for (s, y, rho) in changes.reversed() {
      let alpha = rho * Sums.dot(s, q)
      alphas.append(alpha)
      for i in q.indices { q[i] -= alpha * y[i] }
    }
    if let last = changes.last {
      let scale = 1 / (last.rho * Sums.squares(last.y))
      q = q.map { $0 * scale }
    }
    for (change, alpha) in zip(changes, alphas.reversed()) {
      let beta = change.rho * Sums.dot(change.y, q)
      for i in q.indices { q[i] += (alpha - beta) * change.s[i] }
    }
    return q.map { -$0 }
  }

  /// A share of `direction` with enough descent and a flatter slope, by doubling and halving.
  private static func lineSearch(
    _ point: [Double], _ direction: [Double], _ start: Double, _ slope: Double, _ first: Double,
    _ value: ([Double]) -> Double, _ gradient: ([Double]) -> [Double]
  ) -> (Double, [Double])? {
    var low = 0.0
    var high = Double.infinity
    var share = first
    var fallback: (Double, [Double])?
    for _ in 0..<60 {
      let next = zip(point, direction).map { $0 + share * $1 }
      let found = value(next)
      if !(found <= start + 1e-4 * share * slope) {
        high = share
      } else {
        if found < start { fallback = (share, next) }
        if Sums.dot(gradient(next), direction) < 0.9 * slope {
          low = share
        } else {
          return (share, next)
        }
      }
      share = high == .infinity ? 2 * share : low + (high - low) / 2
      if share == low || share == high { break }
    }
    return fallback
  }

  /// The simplex method of Nelder and Mead: no gradient needed, for few dimensions.
  ///
  /// The simplex starts with 5 % of each coordinate and ends at a spread of `tolerance`.
  ///
  /// - Source: J. Nelder, R. Mead, A simplex method for function minimization, Comput. J. 7 (1965);
  ///   J. Lagarias et al., SIAM J. Optim. 9 (1998).
  public static func nelderMead(
    from start: [Double], tolerance: Double = 1e-10, steps: Int = 5_000,
    value: ([Double]) -> Double
  ) -> Minimum {
    func worth(_ x: [Double]) -> Double {
      let found = value(x)
      return found.isNaN ? .infinity : found
    }
    var corners = [(point: start, value: worth(start))]
    for i in start.indices {
      var point = start
      point[i] += point[i] == 0 ? 0.00025 : 0.05 * point[i]
      corners.append((point, worth(point)))
    }
    var path = [start]
    let n = Double(start.count)
    for _ in 0..<max(steps, 0) {
      corners.sort { $0.value < $1.value }
      if corners[0].point != path[path.count - 1] { path.append(corners[0].point) }
      let worst = corners[corners.count - 1]
      let spread = corners.reduce(0.0) { (largest: Double, corner) -> Double in
        zip(corner.point, corners[0].point).reduce(largest) { max($0, abs($1.0 - $1.1)) }
      }
      let size = corners[0].point.reduce(1) { max($0, abs($1)) }
      let height = abs(worst.value - corners[0].value)
      if spread <= tolerance * size, height <= tolerance * max(1, abs(corners[0].value)) {
        return Minimum(
          point: corners[0].point, value: corners[0].value, path: path, isConverged: true)
      }
      var center = [Double](repeating: 0, count: start.count)
      for corner in corners.dropLast() {
        for i in center.indices { center[i] += corner.point[i] / n }
      }
      func moved(_ share: Double) -> (point: [Double], value: Double) {
        let point = zip(center, worst.point).map { $0 + share * ($0 - $1) }
        return (point, worth(point))
      }
      let mirrored = moved(1)
      let last = corners.count - 1
      if mirrored.value < corners[0].value {
        let further = moved(2)
        corners[last] = further.value < mirrored.value ? further : mirrored
      } else if mirrored.value < corners[max(last - 1, 0)].value {
        corners[last] = mirrored
      } else {
        let nearer = moved(mirrored.value < worst.value ? 0.5 : -0.5)
        if nearer.value < min(mirrored.value, worst.value) {
          corners[last] = nearer
        } else {
          for k in 1..<corners.count {
            let point = zip(corners[0].point, corners[k].point).map { $0 + 0.5 * ($1 - $0) }
            corners[k] = (point, worth(point))
          }
        }
      }
    }
    corners.sort { $0.value < $1.value }
    return Minimum(
      point: corners[0].point, value: corners[0].value, path: path, isConverged: false)
  }
}

/// The place of a minimum of `function` between `a` and `b`, by golden sections and parabolas.
///
/// The place is right to about half the digits: there the function is flat.
///
/// - Source: R. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5.
public func minimum(
  between a: Double, and b: Double, tolerance: Double = 1e-8, of function: (Double) -> Double
) -> (place: Double, value: Double) {
  var (a, b) = (min(a, b), max(a, b))
  let golden = 0.3819660112501051
  var x = a + golden * (b - a)
  var (w, v) = (x, x)
  var fx = function(x)
  var (fw, fv) = (fx, fx)
  var step = 0.0
  var before = 0.0
  for _ in 0..<500 {
    let middle = a + (b - a) / 2
    let reach = tolerance * abs(x) + 1e-300
    if abs(x - middle) <= 2 * reach - (b - a) / 2 { break }
    var isParabola = false
    if abs(before) > reach {
      let r = (x - w) * (fx - fv)
      var q = (x - v) * (fx - fw)
      var p = (x - v) * q - (x - w) * r
      q = 2 * (q - r)
      if q > 0 { p = -p } else { q = -q }
      if abs(p) < abs(0.5 * q * before), p > q * (a - x), p < q * (b - x) {
        before = step
        step = p / q
        isParabola = true
        let u = x + step
        if u - a < 2 * reach || b - u < 2 * reach { step = x < middle ? reach : -reach }
      }
    }
    if !isParabola {
      before = x < middle ? b - x : a - x
      step = golden * before
    }
    let u = x + (abs(step) >= reach ? step : (step > 0 ? reach : -reach))
    let fu = function(u)
    if fu <= fx {
      if u >= x { a = x } else { b = x }
      (v, fv, w, fw, x, fx) = (w, fw, x, fx, u, fu)
    } else {
      if u < x { a = u } else { b = u }
      if fu <= fw || w == x {
        (v, fv, w, fw) = (w, fw, u, fu)
      } else if fu <= fv || v == x || v == w {
        (v, fv) = (u, fu)
      }
    }
  }
  return (x, fx)
}
