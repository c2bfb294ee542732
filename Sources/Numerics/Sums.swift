import Kernels

/// Sums in one stated order, so that the bits do not depend on the machine.
///
/// The plain sums use eight fixed lanes: lane *j* takes the elements *j*, *j* + 8, *j* + 16, …, and
/// the lanes are added as ((0+4)+(2+6))+((1+5)+(3+7)). That is as fast as memory allows, and its
/// rounding error is about an eighth of one running sum's. `compensated` keeps what each addition
/// loses, and is right to an ulp or so unless the sum is tiny beside its terms: for where digits
/// cancel.
public enum Sums {
  /// The sum in eight lanes; 0 for no numbers.
  public static func sum(_ x: UnsafeBufferPointer<Double>) -> Double {
    x.baseAddress.map { mb_sum($0, x.count) } ?? 0
  }

  /// The sum of the products in eight lanes, each step fused; of the shorter length.
  public static func dot(
    _ x: UnsafeBufferPointer<Double>, _ y: UnsafeBufferPointer<Double>
  ) -> Double {
    guard let left = x.baseAddress, let right = y.baseAddress else { return 0 }
    return mb_dot(left, right, min(x.count, y.count))
  }

  /// The sum of the squares in eight lanes, each step fused.
  public static func squares(_ x: UnsafeBufferPointer<Double>) -> Double {
    x.baseAddress.map { mb_sum_squares($0, x.count) } ?? 0
  }

  /// The sum by Neumaier's method: the error of each addition is kept and added at the end.
  ///
  /// Where the sum overflows on the way although the numbers are finite, it is taken once more of a
  /// 2⁻⁶⁴th of each.
  ///
  /// - Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
  ///   ZAMM 54 (1974), method IV.
  public static func compensated(_ x: UnsafeBufferPointer<Double>) -> Double {
    guard let start = x.baseAddress else { return 0 }
    let sum = mb_sum_compensated(start, x.count)
    if sum.isFinite || !x.allSatisfy(\.isFinite) { return sum }
    let scaled = x.map { $0 * 0x1p-64 }
    return mb_sum_compensated(scaled, scaled.count) * 0x1p64
  }

  /// log Σ exp(xᵢ) without overflow: the largest element is taken out first; −∞ for no numbers.
  public static func logSumExp(_ x: UnsafeBufferPointer<Double>) -> Double {
    guard let start = x.baseAddress, x.count > 0 else { return -.infinity }
    let largest = mb_max(start, x.count)
    guard largest.isFinite else {
      return x.contains { $0.isNaN } ? .nan : largest
    }
    // The largest term is 1 and goes into log1p, which keeps the digits of the others.
    var others = 0.0
    var isTaken = false
    for value in x {
      if value == largest && !isTaken {
        isTaken = true
      } else {
        others += mb_exp(value - largest)
      }
    }
    return largest + mb_log1p(others)
  }

  /// The sum in eight lanes; 0 for no numbers.
  public static func sum(_ x: [Double]) -> Double { x.withUnsafeBufferPointer(sum) }

  /// The sum of the products in eight lanes, each step fused; of the shorter length.
  public static func dot(_ x: [Double], _ y: [Double]) -> Double {
    x.withUnsafeBufferPointer { left in y.withUnsafeBufferPointer { dot(left, $0) } }
  }

  /// The sum of the squares in eight lanes, each step fused.
  public static func squares(_ x: [Double]) -> Double { x.withUnsafeBufferPointer(squares) }

  /// The sum by Neumaier's method.
  public static func compensated(_ x: [Double]) -> Double {
    x.withUnsafeBufferPointer(compensated)
  }

  /// log Σ exp(xᵢ) without overflow; −∞ for no numbers.
  public static func logSumExp(_ x: [Double]) -> Double { x.withUnsafeBufferPointer(logSumExp) }
}
