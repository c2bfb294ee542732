import Kernels

/// A number kept as the sum of two doubles, with about 32 digits: what residuals are summed in, so
/// that refining a solution can find digits that one double has lost.
///
/// - Source: Dekker, "A floating-point technique for extending the available precision", 1971;
///   Ogita, Rump, Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26 (2005), Dot2.
struct DoubleDouble {
  private(set) var high: Double
  private(set) var low: Double

  init(_ value: Double) {
    high = value
    low = 0
  }

  /// The sum of both parts, rounded once.
  var value: Double { high + low }

  /// Adds `term`.
  @inline(__always)
  mutating func add(_ term: Double) {
    let sum = high + term
    let part = sum - high
    low += (high - (sum - part)) + (term - part)
    high = sum
  }

  /// Adds the inner product of `count` values at `x` and at `y`.
  mutating func addProducts(
    _ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>
  ) {
    mb_dot_twice(count, x, y, &high, &low, Product.width)
  }
}
