/// Derivatives of functions of several numbers by central differences.
///
/// - Source: J. Nocedal, S. Wright, Numerical Optimization, 2006, section 8.1.
public enum Differences {
  /// The gradient, with an error of about 10⁻¹¹ of the function's size.
  ///
  /// The step is ε^⅓ of each number's size; two steps are extrapolated (Richardson).
  ///
  /// - Complexity: 4 *n* evaluations.
  public static func gradient(at x: [Double], of value: ([Double]) -> Double) -> [Double] {
    x.indices.map { (i: Int) -> Double in
      func quotient(_ step: Double) -> Double {
        var (up, down) = (x, x)
        up[i] += step
        down[i] -= step
        return (value(up) - value(down)) / (up[i] - down[i])
      }
      let step = 0x1p-11 * max(x[i].magnitude, 0x1p-6).binade
      let (coarse, fine) = (quotient(2 * step), quotient(step))
      return fine + (fine - coarse) / 3
    }
  }

  /// The matrix of second derivatives, symmetric, with an error of about 10⁻⁶ of the function's size.
  ///
  /// - Complexity: about 2 *n*² evaluations.
  public static func hessian(at x: [Double], of value: ([Double]) -> Double) -> [[Double]] {
    let n = x.count
    let steps = x.map { 0x1p-12 * max($0.magnitude, 0x1p-3).binade }
    let center = value(x)
    func at(_ i: Int, _ a: Double, _ j: Int, _ b: Double) -> Double {
      var point = x
      point[i] += a * steps[i]
      point[j] += b * steps[j]
      return value(point)
    }
    var result = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      result[i][i] = (at(i, 1, i, 0) - 2 * center + at(i, -1, i, 0)) / (steps[i] * steps[i])
      for j in 0..<i {
        let mixed = at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1)
        result[i][j] = mixed / (4 * steps[i] * steps[j])
        result[j][i] = result[i][j]
      }
    }
    return result
  }
}

extension Minimisation {
  /// Newton's method with second derivatives. Where the Hessian is not positive definite, a multiple
  /// of the identity is added until it is; steps that do not descend are halved.
  ///
  /// - Complexity: O(*n*³) a step.
  /// - Source: J. Nocedal, S. Wright, Numerical Optimization, 2006, algorithms 3.2 and 3.3.
  public static func newton(
    from start: [Double], tolerance: Double = 1e-10, steps: Int = 200, value: ([Double]) -> Double,
    gradient: ([Double]) -> [Double], hessian: ([Double]) -> [[Double]]
  ) -> Minimum {
    var point = start
    var current = value(point)
    var path = [point]
    for _ in 0..<max(steps, 0) {
      let slope = gradient(point)
      guard slope.count == point.count, slope.allSatisfy(\.isFinite) else { break }
      let largest = slope.reduce(0) { max($0, $1.magnitude) }
      if largest <= tolerance {
        return Minimum(point: point, value: current, path: path, isConverged: true)
      }
      guard let direction = newtonDirection(slope, hessian(point)) else { break }
      let descent = Sums.dot(direction, slope)
      var share = 1.0
      var next = point
      var found = Double.infinity
      while share > 1e-12 {
        next = zip(point, direction).map { $0 + share * $1 }
        found = value(next)
        if found <= current + 1e-4 * share * descent { break }
        share /= 2
      }
      // Rounding hides any further descent.
      guard found < current else {
        return Minimum(
          point: point, value: current, path: path,
          isConverged: largest <= tolerance.squareRoot() * max(1, abs(current)))
      }
      (point, current) = (next, found)
      path.append(point)
    }
    return Minimum(point: point, value: current, path: path, isConverged: false)
  }

  /// −(H + λ I)⁻¹ g with the least λ of a growing series for which Cholesky's factors exist.
  private static func newtonDirection(_ slope: [Double], _ hessian: [[Double]]) -> [Double]? {
    let n = slope.count
    guard hessian.count == n, hessian.allSatisfy({ $0.count == n && $0.allSatisfy(\.isFinite) })
    else { return nil }
    let size = hessian.reduce(0) { $1.reduce($0) { max($0, $1.magnitude) } }
    let least = (0..<n).map { hessian[$0][$0] }.min() ?? 0
    var shift = least > 0 ? 0 : 1e-3 * max(size, 1e-300) - least
    for _ in 0..<60 {
      if let lower = cholesky(hessian, shift) {
        var y = slope.map { -$0 }
        for i in 0..<n {
          for j in 0..<i { y[i] -= lower[i][j] * y[j] }
          y[i] /= lower[i][i]
        }
        for i in (0..<n).reversed() {
          for j in (i + 1)..<max(n, i + 1) { y[i] -= lower[j][i] * y[j] }
          y[i] /= lower[i][i]
        }
        return y
      }
      shift = max(2 * shift, 1e-3 * max(size, 1e-300))
    }
    return nil
  }

  private static func cholesky(_ matrix: [[Double]], _ shift: Double) -> [[Double]]? {
    let n = matrix.count
    var lower = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        var sum = matrix[i][j] + (i == j ? shift : 0)
        for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
        if i == j {
          guard sum > 0 else { return nil }
          lower[i][i] = sum.squareRoot()
        } else {
          lower[i][j] = sum / lower[j][j]
        }
      }
    }
    return lower
  }
}
