import Numerics

/// Eigenvalues that may be complex: the real and the imaginary parts, in the order of the real parts
/// and then of the imaginary ones, so that conjugate pairs are neighbours.
public struct ComplexValues: Sendable {
  /// The real parts, `[n]`.
  public let real: Tensor
  /// The imaginary parts, `[n]`; 0 for a real eigenvalue.
  public let imaginary: Tensor

  /// Whether all are real.
  public var areReal: Bool { imaginary.values.allSatisfy { $0 == 0 } }
}

extension Tensor {
  /// The eigenvalues of a square matrix.
  ///
  /// Symmetric matrices take the more accurate way of ``symmetricEigenvalues()``.
  ///
  /// - Shape: `[n, n]` → `[n]` each.
  /// - Complexity: O(*n*³).
  /// - Throws: `TensorError` of kind `convergence` if the iteration does not settle.
  /// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithms 7.4.2 (Hessenberg form)
  ///   and 7.5.1 (Francis steps); balancing from Parlett, Reinsch, Numer. Math. 13 (1969).
  public func eigenvalues() throws(TensorError) -> ComplexValues {
    let n = try squareSize(for: "the eigenvalues")
    if self == transposed() {
      return ComplexValues(
        real: try symmetricEigenvalues(), imaginary: Tensor.filled(.vector(n), with: 0))
    }
    var pairs = try schurForm(needsVectors: false).values
    pairs.sort { (a, b) -> Bool in
      a.real == b.real ? a.imaginary < b.imaginary : a.real < b.real
    }
    return ComplexValues(
      real: Tensor(pairs.map { $0.real }), imaginary: Tensor(pairs.map { $0.imaginary }))
  }

  /// The eigenvalues, and if they are wanted the real Schur form T of the balanced matrix D⁻¹ A D
  /// with the orthogonal Z, Z T Zᵀ being that matrix.
  func schurForm(needsVectors: Bool) throws(TensorError) -> SchurForm {
    let n = shape[0]
    let largest = storage.reduce(0) { Swift.max($0, $1.magnitude) }
    let exponent = scalingExponent(largest)
    var form = SchurForm(size: n)
    form.t = exponent == 0 ? storage : (self * powerOfTwo(exponent)).storage
    if needsVectors {
      form.transposedZ = try Tensor.identity(n).storage
    }
    var isSettled = true
    form.t.withUnsafeMutableBufferPointer { t in
      form.transposedZ.withUnsafeMutableBufferPointer { z in
        guard let base = t.baseAddress else { return }
        let matrix = Rows(base, columns: n)
        let turns = needsVectors ? z.baseAddress.map { Rows($0, columns: n) } : nil
        balance(matrix, &form.exponents)
        reduceToHessenberg(matrix, turns)
        var iteration = FrancisIteration(matrix, turns)
        isSettled = iteration.run()
        form.values = iteration.found
      }
    }
    guard isSettled else {
      throw TensorError(.convergence, "the eigenvalues of \(shape) did not settle")
    }
    let back = powerOfTwo(-exponent)
    form.values = form.values.map { ($0.real * back, $0.imaginary * back) }
    form.scale = back
    return form
  }
}

/// A matrix turned into one with nothing below its blocks of one or two on the diagonal.
struct SchurForm {
  let size: Int
  /// T, row by row; only used where vectors are wanted.
  var t: [Double] = []
  /// Zᵀ, row by row, so that turns run along rows.
  var transposedZ: [Double] = []
  /// The eigenvalues in the order of the diagonal.
  var values: [(real: Double, imaginary: Double)] = []
  /// The power of two by which balancing multiplied each axis.
  var exponents: [Int]
  /// The eigenvalues are those of T times this.
  var scale = 1.0

  init(size: Int) {
    self.size = size
    exponents = [Int](repeating: 0, count: size)
  }
}

/// Scales rows and columns against each other by powers of two until they weigh about the same,
/// which changes no eigenvalue and makes the rounding errors of badly scaled matrices smaller.
private func balance(_ matrix: Rows, _ exponents: inout [Int]) {
  let n = matrix.columns
  for _ in 0..<100 {
    var isDone = true
    for i in 0..<n {
      var column = 0.0
      var row = 0.0
      for j in 0..<n where j != i {
        column += matrix[j, i].magnitude
        row += matrix[i, j].magnitude
      }
      guard column > 0, row > 0 else { continue }
      let total = column + row
      var factor = 1.0
      while column < row / 2, factor < 0x1p500 {
        factor *= 2
        column *= 4
      }
      while column >= row * 2, factor > 0x1p-500 {
        factor /= 2
        column /= 4
      }
      guard (column + row) < 0.95 * total * factor, factor != 1 else { continue }
      isDone = false
      exponents[i] += Int(factor.exponent)
      for j in 0..<n { matrix[i, j] /= factor }
      for j in 0..<n { matrix[j, i] *= factor }
    }
    if isDone { return }
  }
}

/// Turns everything below the first subdiagonal to zero by reflections from both sides.
private func reduceToHessenberg(_ matrix: Rows, _ turns: Rows?) {
  let n = matrix.columns
  guard n > 2 else { return }
  var v = [Double](repeating: 0, count: n)
  var work = [Double](repeating: 0, count: n)
  for k in 0..<(n - 2) {
    let count = n - k - 1
    for i in 0..<count { v[i] = matrix[k + 1 + i, k] }
    let reflection = Householder(count, &v)
    matrix[k + 1, k] = reflection.beta
    for i in 1..<count { matrix[k + 1 + i, k] = 0 }
    guard reflection.tau != 0 else { continue }
    reflection.apply(v, count, to: matrix, row: k + 1, columns: k + 1, n, work: &work)
    for i in 0..<n {
      let row = matrix.row(i, from: k + 1)
      let sum = innerProduct(count, row, v)
      addMultiple(count, -reflection.tau * sum, v, row)
    }
    if let turns { reflection.apply(v, count, to: turns, row: k + 1, columns: 0, n, work: &work) }
  }
}

/// Double-shift QR steps on a Hessenberg matrix, which split off one or two eigenvalues at a time.
private struct FrancisIteration {
  private let h: Rows
  private let n: Int
  /// The transposed product of all turns, if it is wanted; then all of the matrix is kept up to date.
  private let turns: Rows?
  /// The eigenvalues in the order of the diagonal.
  private(set) var found: [(real: Double, imaginary: Double)]

  init(_ matrix: Rows, _ turns: Rows?) {
    h = matrix
    n = matrix.columns
    self.turns = turns
    found = [(real: Double, imaginary: Double)](repeating: (0, 0), count: matrix.columns)
  }

  /// Finds all eigenvalues; false if one does not settle in 60 steps.
  mutating func run() -> Bool {
    var end = n - 1
    var rounds = 0
    while end >= 0 {
      let start = blockStart(endingAt: end)
      if start == end {
        found[end] = (h[end, end], 0)
        end -= 1
        rounds = 0
      } else if start == end - 1 {
        splitPair(end)
        end -= 2
        rounds = 0
      } else {
        rounds += 1
        guard rounds <= 60 else { return false }
        step(start, end, exceptional: rounds % 10 == 0)
      }
    }
    return true
  }

  /// Where the block that ends at `end` begins: after the last negligible subdiagonal element.
  private func blockStart(endingAt end: Int) -> Int {
    var k = end
    while k > 0 {
      let side = h[k, k - 1].magnitude
      let scale = h[k, k].magnitude + h[k - 1, k - 1].magnitude
      if side <= 0x1p-1000 || side <= 0x1p-53 * scale {
        // Ahues and Tisseur: what is left out must be small beside what it would change.
        let other = h[k - 1, k].magnitude
        let larger = max(side, other)
        let smaller = min(side, other)
        let gap = (h[k - 1, k - 1] - h[k, k]).magnitude
        let far = max(h[k, k].magnitude, gap)
        let near = min(h[k, k].magnitude, gap)
        let sum = far + larger
        if sum == 0 || smaller * (larger / sum) <= max(0x1p-1000, 0x1p-52 * (near * (far / sum))) {
          h[k, k - 1] = 0
          return k
        }
      }
      k -= 1
    }
    return 0
  }

  /// The two eigenvalues of the block of two that ends at `end`.
  private mutating func splitPair(_ end: Int) {
    let (a, b) = (h[end - 1, end - 1], h[end - 1, end])
    let (c, d) = (h[end, end - 1], h[end, end])
    let half = (a - d) / 2
    let product = b * c
    let discriminant = half * half + product
    if discriminant >= 0 {
      let root = discriminant.squareRoot()
      let z = half + (half < 0 ? -root : root)
      found[end - 1] = (d + z, 0)
      found[end] = (z == 0 ? d : d - product / z, 0)
      if turns != nil { triangulate(end, z) }
    } else {
      let root = (-discriminant).squareRoot()
      found[end - 1] = (d + half, root)
      found[end] = (d + half, -root)
    }
  }

  /// Turns the block of two that ends at `end`, with real eigenvalues, so that its lower left
  /// element vanishes; (`z`, lower left) is the eigenvector of the first.
  private func triangulate(_ end: Int, _ z: Double) {
    let norm = length(2, [z, h[end, end - 1]])
    guard norm > 0 else { return }
    let (c, s) = (z / norm, h[end, end - 1] / norm)
    turnRows(h, end, c, s, from: end - 1, to: n - 1)
    turnColumns(end, c, s, from: 0, through: end)
    if let turns { turnRows(turns, end, c, s, from: 0, to: n - 1) }
    h[end, end - 1] = 0
  }

  /// Turns the rows `end - 1` and `end`.
  private func turnRows(
    _ matrix: Rows, _ end: Int, _ c: Double, _ s: Double, from first: Int, to last: Int
  ) {
    let (r0, r1) = (matrix.row(end - 1), matrix.row(end))
    for j in first...last {
      let (a, b) = (r0[j], r1[j])
      r0[j] = c * a + s * b
      r1[j] = c * b - s * a
    }
  }

  /// Turns the columns `end - 1` and `end` of the rows `first...last`.
  private func turnColumns(
    _ end: Int, _ c: Double, _ s: Double, from first: Int, through last: Int
  ) {
    for i in first...last {
      let row = h.row(i, from: end - 1)
      let (a, b) = (row[0], row[1])
      row[0] = c * a + s * b
      row[1] = c * b - s * a
    }
  }

  /// One implicit double-shift step on the block `start...end`.
  private func step(_ start: Int, _ end: Int, exceptional: Bool) {
    var sum = h[end - 1, end - 1] + h[end, end]
    var product = h[end - 1, end - 1] * h[end, end] - h[end - 1, end] * h[end, end - 1]
    if exceptional {
      let size = h[end, end - 1].magnitude + h[end - 1, end - 2].magnitude
      sum = 1.5 * size
      product = size * size
    }
    let (a, b, c) = (h[start, start], h[start, start + 1], h[start + 1, start])
    var x = a * a + b * c - sum * a + product
    var y = c * (a + h[start + 1, start + 1] - sum)
    var z = c * h[start + 2, start + 1]
    for k in start..<(end - 1) {
      reflect3(x, y, z, k, start, end)
      x = h[k + 1, k]
      y = h[k + 2, k]
      z = k + 3 <= end ? h[k + 3, k] : 0
    }
    reflect2(x, y, end, start)
  }

  /// Reflects the rows and columns `k...k + 2` so that (x, y, z) becomes a multiple of (1, 0, 0).
  private func reflect3(
    _ x: Double, _ y: Double, _ z: Double, _ k: Int, _ start: Int, _ end: Int
  ) {
    let scale = x.magnitude + y.magnitude + z.magnitude
    guard scale > 0 else { return }
    let (p, q, r) = (x / scale, y / scale, z / scale)
    let norm = (p * p + q * q + r * r).squareRoot()
    let beta = p < 0 ? norm : -norm
    let tau = (beta - p) / beta
    let (v, w) = (q / (p - beta), r / (p - beta))
    let first = max(start, k - 1)
    reflectRows(h, k, tau, v, w, from: first, to: turns == nil ? end : n - 1)
    reflectColumns(k, tau, v, w, from: turns == nil ? start : 0, through: min(k + 3, end))
    if let turns { reflectRows(turns, k, tau, v, w, from: 0, to: n - 1) }
    if k > start {
      h[k + 1, k - 1] = 0
      h[k + 2, k - 1] = 0
    }
  }

  /// Reflects the rows `k...k + 2`.
  private func reflectRows(
    _ matrix: Rows, _ k: Int, _ tau: Double, _ v: Double, _ w: Double, from first: Int,
    to last: Int
  ) {
    let (r0, r1, r2) = (matrix.row(k), matrix.row(k + 1), matrix.row(k + 2))
    for j in first...last {
      let sum = tau * (r0[j] + v * r1[j] + w * r2[j])
      r0[j] -= sum
      r1[j] -= sum * v
      r2[j] -= sum * w
    }
  }

  /// Reflects the columns `k...k + 2` of the rows `first...last`.
  private func reflectColumns(
    _ k: Int, _ tau: Double, _ v: Double, _ w: Double, from first: Int, through last: Int
  ) {
    for i in first...last {
      let row = h.row(i, from: k)
      let sum = tau * (row[0] + v * row[1] + w * row[2])
      row[0] -= sum
      row[1] -= sum * v
      row[2] -= sum * w
    }
  }

  /// Reflects the last two rows and columns of the block.
  private func reflect2(_ x: Double, _ y: Double, _ end: Int, _ start: Int) {
    let norm = length(2, [x, y])
    guard norm > 0 else { return }
    let (c, s) = (x / norm, y / norm)
    turnRows(h, end, c, s, from: max(start, end - 2), to: turns == nil ? end : n - 1)
    turnColumns(end, c, s, from: turns == nil ? start : 0, through: end)
    if let turns { turnRows(turns, end, c, s, from: 0, to: n - 1) }
    if end - 2 >= start { h[end, end - 2] = 0 }
  }
}
