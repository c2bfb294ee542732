/// A reflection I − τ v vᵀ that maps a vector to a multiple of the first unit vector.
struct Householder {
  let tau: Double
  /// What the first component becomes.
  let beta: Double

  /// Makes the reflection of the `count` values at `x` and puts its vector, whose first component
  /// is 1, in their place.
  ///
  /// - Source: Golub, Van Loan, *Matrix Computations*, 4th ed., algorithm 5.1.1, with the sign of
  ///   LAPACK's dlarfg: β has the sign opposite to the first component.
  init(_ count: Int, _ x: UnsafeMutablePointer<Double>) {
    let alpha = x[0]
    let rest = count > 1 ? length(count - 1, x + 1) : 0
    guard rest > 0 else {
      tau = 0
      beta = alpha
      x[0] = 1
      return
    }
    let norm = length(2, [alpha, rest])
    let signed = alpha >= 0 ? -norm : norm
    let scale = alpha - signed
    for i in 1..<count { x[i] /= scale }
    x[0] = 1
    tau = (signed - alpha) / signed
    beta = signed
  }

  init(tau: Double, beta: Double) {
    self.tau = tau
    self.beta = beta
  }

  /// Applies the reflection with the vector `v` (`count` values) from the left to the rows
  /// `first..<first + count` of `matrix`, columns `start..<end`; `work` holds that many values.
  func apply(
    _ v: UnsafePointer<Double>, _ count: Int, to matrix: Rows, row first: Int,
    columns start: Int, _ end: Int, work: UnsafeMutablePointer<Double>
  ) {
    guard tau != 0, end > start else { return }
    work.update(repeating: 0, count: end - start)
    for i in 0..<count where v[i] != 0 {
      addMultiple(end - start, v[i], matrix.row(first + i, from: start), work)
    }
    for i in 0..<count where v[i] != 0 {
      addMultiple(end - start, -tau * v[i], work, matrix.row(first + i, from: start))
    }
  }
}
