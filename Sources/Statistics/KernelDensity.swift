import Numerics

/// A density estimated from a sample: the mean of normal densities about its values.
public struct KernelDensity: Sendable, Hashable {
  /// The sample.
  public let values: [Double]
  /// The standard deviation of each value's bump.
  public let bandwidth: Double

  /// How the bandwidth follows from the sample.
  public enum BandwidthRule: Sendable {
    /// s n^(−1/5) (Scott 1992).
    case scott
    /// 0.9 min(s, interquartile range / 1.34) n^(−1/5) (Silverman 1986).
    case silverman
  }

  /// The estimate with a given bandwidth.
  public init(_ values: [Double], bandwidth: Double) throws(StatisticsError) {
    try require(1, values, for: "a density")
    try requirePositive(bandwidth, "the bandwidth of a density")
    guard values.allSatisfy(\.isFinite) else {
      throw StatisticsError(.domain, "a density needs finite values")
    }
    self.values = values
    self.bandwidth = bandwidth
  }

  /// The estimate with a bandwidth by a rule.
  public init(_ values: [Double], rule: BandwidthRule = .scott) throws(StatisticsError) {
    try require(2, values, for: "a density")
    let spread = try Statistics.standardDeviation(values)
    let size = pow(Double(values.count), -0.2)
    switch rule {
    case .scott: try self.init(values, bandwidth: spread * size)
    case .silverman:
      let quartiles = try interquartileRange(values) / 1.34
      try self.init(
        values, bandwidth: 0.9 * (quartiles > 0 ? min(spread, quartiles) : spread) * size)
    }
  }

  /// The density at `x`.
  ///
  /// - Complexity: O(*n*).
  public func density(_ x: Double) -> Double {
    let bumps = Elementwise.normalPDF(values.map { (x - $0) / bandwidth })
    return Sums.sum(bumps) / (Double(values.count) * bandwidth)
  }

  /// The probability of a value up to `x`.
  public func cdf(_ x: Double) -> Double {
    Sums.sum(Elementwise.normalCDF(values.map { (x - $0) / bandwidth })) / Double(values.count)
  }
}
