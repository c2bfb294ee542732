extension Tensor {
  /// The matrix exponential Σ Aᵏ / k!.
  ///
  /// - Shape: `[n, n]` → `[n, n]`.
  /// - Complexity: O(*n*³ log |A|).
  /// - Source: Higham, "The scaling and squaring method for the matrix exponential revisited", SIAM
  ///   J. Matrix Anal. Appl. 26 (2005), the Padé approximant of order 13.
  public func matrixExponential() throws(TensorError) -> Tensor {
    let n = try squareSize(for: "the matrix exponential")
    guard n > 0 else { return self }
    var norm = 0.0
    for j in 0..<n {
      norm = Swift.max(norm, (0..<n).reduce(0) { $0 + storage[$1 * n + j].magnitude })
    }
    guard norm.isFinite else {
      throw TensorError(.domain, "the matrix exponential of values this large overflows")
    }
    // 5.37 is the largest norm for which the approximant is exact to working precision.
    var squarings = 0
    while norm > 5.371920351148152 {
      norm /= 2
      squarings += 1
    }
    let a = self * powerOfTwo(Swift.max(-squarings, -1000))
    var result = try a.exponentialApproximant()
    for _ in 0..<squarings { result = try result.matmul(result) }
    return result
  }

  private func exponentialApproximant() throws(TensorError) -> Tensor {
    let b: [Double] = [
      64_764_752_532_480_000, 32_382_376_266_240_000, 7_771_770_303_897_600, 1_187_353_796_428_800,
      129_060_195_264_000, 10_559_470_521_600, 670_442_572_800, 33_522_128_640, 1_323_241_920,
      40_840_800, 960_960, 16_380, 182, 1,
    ]
    let identity = try Tensor.identity(shape[0])
    let a2 = try matmul(self)
    let a4 = try a2.matmul(a2)
    let a6 = try a4.matmul(a2)
    let oddHigh = try a6 * b[13] + a4 * b[11] + a2 * b[9]
    let oddLow = try a6 * b[7] + a4 * b[5] + a2 * b[3] + identity * b[1]
    let odd = try matmul(a6.matmul(oddHigh) + oddLow)
    let evenHigh = try a6 * b[12] + a4 * b[10] + a2 * b[8]
    let evenLow = try a6 * b[6] + a4 * b[4] + a2 * b[2] + identity * b[0]
    let even = try a6.matmul(evenHigh) + evenLow
    return try (even - odd).solve(even + odd)
  }

  /// The product of this square matrix with itself, `exponent` factors; the inverse's for a negative
  /// exponent, the identity for 0.
  public func matrixPower(_ exponent: Int) throws(TensorError) -> Tensor {
    let n = try squareSize(for: "the matrix power")
    var result = try Tensor.identity(n)
    var square = exponent < 0 ? try inverse() : self
    var rest = exponent.magnitude
    while rest > 0 {
      if rest % 2 == 1 { result = try result.matmul(square) }
      rest /= 2
      if rest > 0 { square = try square.matmul(square) }
    }
    return result
  }
}
