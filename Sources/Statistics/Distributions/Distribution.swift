public import Numerics

/// A distribution of one number, continuous or discrete.
///
/// The values are as accurate as double allows: tails through ``cdf(_:)`` below and
/// ``survival(_:)`` above keep their digits, where 1 − p would not.
public protocol Distribution: Sendable {
  /// The density at `x`; of a discrete distribution, the probability of `x`.
  func density(_ x: Double) -> Double
  /// The natural logarithm of the density.
  func logDensity(_ x: Double) -> Double
  /// The probability of a value up to `x`.
  func cdf(_ x: Double) -> Double
  /// The probability of a value above `x`.
  func survival(_ x: Double) -> Double
  /// The smallest value with ``cdf(_:)`` ≥ `p`; NaN unless `p` is in 0…1.
  func quantile(_ p: Double) -> Double
  /// The mean; NaN or infinite where there is none.
  var mean: Double { get }
  /// The variance; NaN or infinite where there is none.
  var variance: Double { get }
  /// The entropy (differential for a continuous distribution) in nats.
  var entropy: Double { get }
  /// The least and the greatest value.
  var support: ClosedRange<Double> { get }
  /// Whether only whole numbers occur.
  var isDiscrete: Bool { get }
  /// A random value; `random` moves on.
  func sample(from random: inout RandomSource) -> Double
}

extension Distribution {
  /// A continuous distribution.
  public var isDiscrete: Bool { false }

  /// The root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// The logarithm of the density; distributions with far tails say it better.
  public func logDensity(_ x: Double) -> Double { log(density(x)) }

  /// 1 − cdf; distributions with far tails say it better.
  public func survival(_ x: Double) -> Double { 1 - cdf(x) }

  /// The probability of a value above `a` and up to `b`, from whichever tails are smaller.
  public func probability(above a: Double, through b: Double) -> Double {
    if !(a < b) { return 0 }
    let lower = cdf(a)
    return lower < 0.5 ? cdf(b) - lower : survival(a) - survival(b)
  }

  /// The quantile at the next uniform number, taken at the middle of its step: one word a value.
  public func sample(from random: inout RandomSource) -> Double {
    quantile((Double(random.nextUInt64() >> 11) + 0.5) * 0x1p-53)
  }

  /// `count` random values.
  public func samples(_ count: Int, from random: inout RandomSource) -> [Double] {
    (0..<max(count, 0)).map { _ in sample(from: &random) }
  }
}
