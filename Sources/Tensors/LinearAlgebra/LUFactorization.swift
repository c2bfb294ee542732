import Numerics

/// A square matrix as a product of a lower and an upper triangle, P R A C = L U.
///
/// R and C scale rows and columns by powers of two, so that a matrix in mixed units is factored as
/// well as one in equal units; P exchanges rows so that every factor in L is at most 1.
///
/// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithm 3.4.1 (blocked as in §3.2.11).
public struct LUFactorization: Sendable {
  /// The number of rows and columns.
  public let size: Int
  /// L below the diagonal (its diagonal is 1), U on and above it, of the scaled matrix.
  let factors: [Double]
  /// The row of the matrix that stands in each row of the factors.
  let order: [Int]
  private let rowExponents: [Int]
  private let columnExponents: [Int]
  private let isOddOrder: Bool
  /// The largest column sum of magnitudes of the scaled matrix.
  private let norm: Double

  /// Columns factored before the rest of the matrix is updated by a matrix product.
  private static let panel = 48

  /// The factors of `matrix`, which is square; without `scaling` they are those of textbooks.
  public init(_ matrix: Tensor, scaling: Bool = true) throws(TensorError) {
    size = try matrix.squareSize(for: "the LU factorisation")
    let n = size
    var values = matrix.values
    let unit = [Int](repeating: 0, count: n)
    rowExponents = scaling ? LUFactorization.equilibrateRows(&values, n) : unit
    columnExponents = scaling ? LUFactorization.equilibrateColumns(&values, n) : unit
    norm = LUFactorization.columnNorm(values, n)
    var order = Array(0..<n)
    var swaps = 0
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let rows = Rows(base, columns: n)
      for start in stride(from: 0, to: n, by: LUFactorization.panel) {
        let end = min(start + LUFactorization.panel, n)
        LUFactorization.factorPanel(rows, start, end, &order, &swaps)
        LUFactorization.updateRest(rows, start, end)
      }
    }
    factors = values
    self.order = order
    isOddOrder = swaps % 2 == 1
  }

  /// Whether a pivot is exactly 0.
  public var isSingular: Bool {
    (0..<size).contains { factors[$0 * size + $0] == 0 }
  }

  /// The sign of the determinant (0 if it is 0) and the logarithm of its magnitude.
  public var logDeterminant: (sign: Double, logMagnitude: Double) {
    let (fraction, exponent) = scaledDeterminant
    guard fraction != 0 else { return (0, -.infinity) }
    let sign: Double = fraction < 0 ? -1 : 1
    return (sign, Numerics.log(fraction.magnitude) + Double(exponent) * 0.6931471805599453)
  }

  /// The determinant: the product of the pivots, which overflows only if the result does.
  public var determinant: Double {
    let (fraction, exponent) = scaledDeterminant
    return Double(sign: .plus, exponent: exponent, significand: fraction)
  }

  /// The determinant as a number of magnitude 1..<2 (or 0) and a power of two.
  private var scaledDeterminant: (fraction: Double, exponent: Int) {
    var fraction: Double = isOddOrder ? -1 : 1
    var exponent = -rowExponents.reduce(0, +) - columnExponents.reduce(0, +)
    for i in 0..<size {
      fraction *= factors[i * size + i]
      guard fraction != 0 else { return (0, 0) }
      exponent += Int(fraction.exponent)
      fraction = fraction.sign == .minus ? -fraction.significand : fraction.significand
    }
    return (fraction, exponent)
  }

  /// Solves A x = `values` for `count` right-hand sides side by side, in place.
  func solve(_ values: UnsafeMutablePointer<Double>, count: Int) {
    let n = size
    let source = Array(UnsafeBufferPointer(start: values, count: n * count))
    let x = Rows(values, columns: count)
    for i in 0..<n {
      let factor = powerOfTwo(rowExponents[order[i]])
      for j in 0..<count { x[i, j] = source[order[i] * count + j] * factor }
    }
    factors.withUnsafeBufferPointer { lu in
      for i in 0..<n {
        for p in 0..<i where lu[i * n + p] != 0 {
          x.add(-lu[i * n + p], x.row(p), toRow: i, from: 0)
        }
      }
      for i in (0..<n).reversed() {
        for p in (i + 1)..<max(n, i + 1) where lu[i * n + p] != 0 {
          x.add(-lu[i * n + p], x.row(p), toRow: i, from: 0)
        }
        for j in 0..<count { x[i, j] /= lu[i * n + i] }
      }
    }
    for i in 0..<n {
      let factor = powerOfTwo(columnExponents[i])
      for j in 0..<count { x[i, j] *= factor }
    }
  }

  /// An estimate, seldom too small by more than a factor of 3, of the condition number of the scaled
  /// matrix in the 1-norm: relative errors of the data may grow by that factor in a solution.
  ///
  /// - Source: Higham, "FORTRAN codes for estimating the one-norm of a real or complex matrix", ACM
  ///   TOMS 14 (1988), algorithm 4.1.
  public var conditionEstimate: Double {
    guard size > 0 else { return 0 }
    guard !isSingular else { return .infinity }
    let n = size
    var x = [Double](repeating: 1 / Double(n), count: n)
    var estimate = 0.0
    var visited = -1
    for _ in 0..<5 {
      solveScaled(&x)
      let sum = x.reduce(0) { $0 + $1.magnitude }
      if sum <= estimate { break }
      estimate = sum
      var signs = x.map { (value: Double) -> Double in value < 0 ? -1 : 1 }
      solveScaledTransposed(&signs)
      var largest = 0
      for i in 0..<n where signs[i].magnitude > signs[largest].magnitude { largest = i }
      if largest == visited { break }
      visited = largest
      x = [Double](repeating: 0, count: n)
      x[largest] = 1
    }
    var alternating = (0..<n).map { (i: Int) -> Double in
      let size = 1 + Double(i) / Double(max(1, n - 1))
      return i % 2 == 0 ? size : -size
    }
    solveScaled(&alternating)
    let other = 2 * alternating.reduce(0) { $0 + $1.magnitude } / (3 * Double(n))
    return max(estimate, other) * norm
  }

  /// Solves with L U alone (the order of rows does not change a norm).
  private func solveScaled(_ x: inout [Double]) {
    let n = size
    factors.withUnsafeBufferPointer { lu in
      guard let base = lu.baseAddress else { return }
      for i in 0..<n { x[i] -= innerProduct(i, base + i * n, x) }
      for i in (0..<n).reversed() {
        let row = base + (i * n + i)
        let sum = x.withUnsafeBufferPointer { values -> Double in
          values.baseAddress.map { innerProduct(n - 1 - i, row + 1, $0 + i + 1) } ?? 0
        }
        x[i] = (x[i] - sum) / row[0]
      }
    }
  }

  private func solveScaledTransposed(_ x: inout [Double]) {
    let n = size
    factors.withUnsafeBufferPointer { lu in
      x.withUnsafeMutableBufferPointer { values in
        guard let base = lu.baseAddress, let x = values.baseAddress else { return }
        for i in 0..<n {
          let row = base + (i * n + i)
          x[i] /= row[0]
          addMultiple(n - 1 - i, -x[i], row + 1, x + i + 1)
        }
        for i in (0..<n).reversed() { addMultiple(i, -x[i], base + i * n, x) }
      }
    }
  }
}

extension LUFactorization {
  /// Factors the columns `start..<end` of all rows from `start`, exchanging whole rows.
  fileprivate static func factorPanel(
    _ rows: Rows, _ start: Int, _ end: Int, _ order: inout [Int], _ swaps: inout Int
  ) {
    let n = rows.columns
    for j in start..<end {
      var pivot = j
      for i in j..<n where rows[i, j].magnitude > rows[pivot, j].magnitude { pivot = i }
      if pivot != j {
        rows.swapRows(pivot, j)
        order.swapAt(pivot, j)
        swaps += 1
      }
      let divisor = rows[j, j]
      guard divisor != 0 else { continue }
      for i in (j + 1)..<max(n, j + 1) where rows[i, j] != 0 {
        rows[i, j] /= divisor
        addMultiple(end - j - 1, -rows[i, j], rows.row(j, from: j + 1), rows.row(i, from: j + 1))
      }
    }
  }

  /// Brings the columns after a factored panel up to date.
  fileprivate static func updateRest(_ rows: Rows, _ start: Int, _ end: Int) {
    let n = rows.columns
    guard end < n else { return }
    for i in start..<end {
      for p in start..<i where rows[i, p] != 0 {
        rows.add(-rows[i, p], rows.row(p, from: end), toRow: i, from: end)
      }
    }
    let rest = n - end
    let product = UnsafeMutablePointer<Double>.allocate(capacity: rest * rest)
    defer { product.deallocate() }
    Product.multiply(
      rest, rest, end - start, MatrixOperand(rows.row(end, from: start), columns: n),
      MatrixOperand(rows.row(start, from: end), columns: n), into: product)
    for i in 0..<rest { rows.add(-1, product + i * rest, toRow: end + i, from: end) }
  }

  /// Scales every row so that its largest value has a magnitude in 1..<2.
  fileprivate static func equilibrateRows(_ values: inout [Double], _ n: Int) -> [Int] {
    var exponents = [Int](repeating: 0, count: n)
    for i in 0..<n {
      var largest = 0.0
      for j in (i * n)..<(i * n + n) { largest = max(largest, values[j].magnitude) }
      exponents[i] = scalingExponent(largest)
      let factor = powerOfTwo(exponents[i])
      for j in (i * n)..<(i * n + n) { values[j] *= factor }
    }
    return exponents
  }

  /// Scales every column so that its largest value has a magnitude in 1..<2.
  fileprivate static func equilibrateColumns(_ values: inout [Double], _ n: Int) -> [Int] {
    var largest = [Double](repeating: 0, count: n)
    for i in 0..<n {
      for j in 0..<n { largest[j] = max(largest[j], values[i * n + j].magnitude) }
    }
    let exponents = largest.map { scalingExponent($0) }
    let factors = exponents.map { powerOfTwo($0) }
    for i in 0..<n {
      for j in 0..<n { values[i * n + j] *= factors[j] }
    }
    return exponents
  }

  fileprivate static func columnNorm(_ values: [Double], _ n: Int) -> Double {
    var sums = [Double](repeating: 0, count: n)
    for i in 0..<n {
      for j in 0..<n { sums[j] += values[i * n + j].magnitude }
    }
    return sums.reduce(0, max)
  }
}

/// The whole power of two that brings `magnitude` to 1..<2 (nearly, at the ends of the range); 0 for
/// a magnitude of 0.
func scalingExponent(_ magnitude: Double) -> Int {
  magnitude > 0 ? -min(max(Int(magnitude.exponent), -1000), 1000) : 0
}

/// 2 to a whole power within -1000...1000.
func powerOfTwo(_ exponent: Int) -> Double {
  Double(sign: .plus, exponent: exponent, significand: 1)
}
