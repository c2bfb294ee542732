import Numerics

/// The Cauchy distribution, which has neither mean nor variance.
public struct CauchyDistribution: Distribution, Hashable {
  /// The middle.
  public let location: Double
  /// Half the distance of the quartiles, above 0.
  public let scale: Double

  /// The Cauchy distribution of a location and a scale.
  public init(location: Double = 0, scale: Double = 1) throws(StatisticsError) {
    try requireFinite(location, "the location of a Cauchy distribution")
    try requirePositive(scale, "the scale of a Cauchy distribution")
    self.location = location
    self.scale = scale
  }

  /// 1 / (πb (1 + z²)), z = (x − μ)/b.
  public func density(_ x: Double) -> Double {
    let z = (x - location) / scale
    return 1 / (.pi * scale * (1 + z * z))
  }

  /// −log πb − log(1 + z²).
  public func logDensity(_ x: Double) -> Double {
    let z = abs((x - location) / scale)
    return -log(.pi * scale) - (z > 1e150 ? 2 * log(z) : log1p(z * z))
  }

  /// The angle of (1, z) from below, over π.
  public func cdf(_ x: Double) -> Double { atan2(1, -(x - location) / scale) / .pi }

  /// The angle of (1, z) from above, over π.
  public func survival(_ x: Double) -> Double { atan2(1, (x - location) / scale) / .pi }

  /// μ + b tan(π(p − ½)).
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if abs(p - 0.5) < 0.25 { return location + scale * tan(.pi * (p - 0.5)) }
    // Nearer to the ends, from the exact smaller tail.
    return p < 0.5 ? location - scale / tan(.pi * p) : location + scale / tan(.pi * (1 - p))
  }

  /// None.
  public var mean: Double { .nan }

  /// None.
  public var variance: Double { .nan }

  /// log 4πb.
  public var entropy: Double { log(4 * Double.pi * scale) }

  /// All numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }
}
