public import Numerics

/// The uniform distribution between two numbers.
public struct UniformDistribution: Distribution, Hashable {
  /// The lower end.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// The uniform distribution on `low`…`high`.
  public init(low: Double = 0, high: Double = 1) throws(StatisticsError) {
    try requireFinite(low, "the lower end of a uniform distribution")
    try requireFinite(high, "the upper end of a uniform distribution")
    guard low < high, (high - low).isFinite else {
      throw StatisticsError(.domain, "a uniform distribution's lower end is below its upper end")
    }
    self.low = low
    self.high = high
  }

  /// 1 / (high − low) within.
  public func density(_ x: Double) -> Double {
    x >= low && x <= high ? 1 / (high - low) : x.isNaN ? x : 0
  }

  /// The share of the way to the upper end.
  public func cdf(_ x: Double) -> Double { x <= low ? 0 : x >= high ? 1 : (x - low) / (high - low) }

  /// The share of the way to the lower end.
  public func survival(_ x: Double) -> Double {
    x <= low ? 1 : x >= high ? 0 : (high - x) / (high - low)
  }

  /// The place at the share `p`.
  public func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? low * (1 - p) + high * p : .nan
  }

  /// The middle.
  public var mean: Double { low / 2 + high / 2 }

  /// (high − low)² / 12.
  public var variance: Double { (high - low) * (high - low) / 12 }

  /// log(high − low).
  public var entropy: Double { log(high - low) }

  /// From the lower to the upper end.
  public var support: ClosedRange<Double> { low...high }

  /// The place at the next uniform number: one word.
  public func sample(from random: inout RandomSource) -> Double {
    let share = random.nextUnit()
    return low * (1 - share) + high * share
  }

  /// The distribution under which `x` is most likely: from the least to the greatest value.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> UniformDistribution {
    let values = try ordered(x, for: "a fitted uniform distribution")
    return try UniformDistribution(low: values[0], high: values[values.count - 1])
  }
}
