import Numerics

/// The Laplace distribution: two exponential distributions back to back.
public struct LaplaceDistribution: Distribution, Hashable {
  /// The middle.
  public let location: Double
  /// The mean distance from the middle, above 0.
  public let scale: Double

  /// The Laplace distribution of a location and a scale.
  public init(location: Double = 0, scale: Double = 1) throws(StatisticsError) {
    try requireFinite(location, "the location of a Laplace distribution")
    try requirePositive(scale, "the scale of a Laplace distribution")
    self.location = location
    self.scale = scale
  }

  private func distance(_ x: Double) -> Double { abs(x - location) / scale }

  /// e^(−|z|) / (2b), z = (x − μ)/b.
  public func density(_ x: Double) -> Double { exp(-distance(x)) / (2 * scale) }

  /// −|z| − log 2b.
  public func logDensity(_ x: Double) -> Double { -distance(x) - log(2 * scale) }

  /// ½ e^(−|z|) below the middle.
  public func cdf(_ x: Double) -> Double {
    let tail = 0.5 * exp(-distance(x))
    return x < location ? tail : 1 - tail
  }

  /// ½ e^(−|z|) above the middle.
  public func survival(_ x: Double) -> Double {
    let tail = 0.5 * exp(-distance(x))
    return x > location ? tail : 1 - tail
  }

  /// μ ± b log of twice the smaller tail.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return p < 0.5 ? location + scale * log(2 * p) : location - scale * log(2 * (1 - p))
  }

  /// The location.
  public var mean: Double { location }

  /// 2b².
  public var variance: Double { 2 * scale * scale }

  /// 1 + log 2b.
  public var entropy: Double { 1 + log(2 * scale) }

  /// All numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// The distribution under which `x` is most likely: median and mean distance from it.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> LaplaceDistribution {
    let middle = try median(x)
    return try LaplaceDistribution(
      location: middle, scale: try Statistics.mean(x.map { abs($0 - middle) }))
  }
}
