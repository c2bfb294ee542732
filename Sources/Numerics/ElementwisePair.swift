import Kernels

/// An elementary function of two numbers over runs of them: the same bits as the function of two.
///
/// Either side may be a single number (`stride` 0). The destination may be one of the sources.
public enum ElementwisePair: String, CaseIterable, Sendable {
  /// The first to the power of the second.
  case pow
  /// The angle of the point (second, first).
  case atan2
  /// The length of (first, second).
  case hypot

  /// The function of two numbers.
  public func callAsFunction(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .pow: mb_pow(x, y)
    case .atan2: mb_atan2(x, y)
    case .hypot: mb_hypot(x, y)
    }
  }

  /// The function of `count` pairs, read from `x` and `y` at every `xStride`-th and `yStride`-th
  /// place (1 for a run, 0 for one number used throughout).
  ///
  /// - Complexity: O(*n*).
  public func callAsFunction(
    _ x: UnsafePointer<Double>, xStride: Int = 1, _ y: UnsafePointer<Double>,
    yStride: Int = 1, into destination: UnsafeMutablePointer<Double>, count: Int
  ) {
    switch self {
    case .pow: mb_pow_array(x, xStride, y, yStride, destination, count)
    case .atan2: mb_atan2_array(x, xStride, y, yStride, destination, count)
    case .hypot: mb_hypot_array(x, xStride, y, yStride, destination, count)
    }
  }
}
