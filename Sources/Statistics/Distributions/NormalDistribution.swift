public import Numerics

/// The normal distribution.
public struct NormalDistribution: Distribution, Hashable {
  /// The mean.
  public let mean: Double
  /// The standard deviation, above 0.
  public let standardDeviation: Double

  /// Mean 0 and standard deviation 1.
  public static let standard = NormalDistribution(unchecked: 0, 1)

  /// The normal distribution of a mean and a standard deviation.
  ///
  /// - Throws: `value.domain` unless both are finite and the deviation is above 0.
  public init(mean: Double = 0, standardDeviation: Double = 1) throws(StatisticsError) {
    try requireFinite(mean, "the mean of a normal distribution")
    try requirePositive(standardDeviation, "the standard deviation of a normal distribution")
    self.init(unchecked: mean, standardDeviation)
  }

  private init(unchecked mean: Double, _ standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The distance from the mean in standard deviations.
  private func standardised(_ x: Double) -> Double { (x - mean) / standardDeviation }

  /// exp(−z²/2) / (σ√2π), z = (x − μ)/σ.
  public func density(_ x: Double) -> Double { normalPDF(standardised(x)) / standardDeviation }

  /// −z²/2 − log σ − ½ log 2π.
  public func logDensity(_ x: Double) -> Double {
    let z = standardised(x)
    return -0.5 * z * z - log(standardDeviation) - halfLogTwoPi
  }

  /// Φ(z).
  public func cdf(_ x: Double) -> Double { normalCDF(standardised(x)) }

  /// Φ(−z).
  public func survival(_ x: Double) -> Double { normalCDF(-standardised(x)) }

  /// The logarithm of ``cdf(_:)``, also where that underflows.
  public func logCDF(_ x: Double) -> Double { normalLogCDF(standardised(x)) }

  /// μ + σ Φ⁻¹(p).
  public func quantile(_ p: Double) -> Double { mean + standardDeviation * normalQuantile(p) }

  /// σ².
  public var variance: Double { standardDeviation * standardDeviation }

  /// ½ log(2πe σ²).
  public var entropy: Double { log(standardDeviation) + halfLogTwoPi + 0.5 }

  /// All numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// μ + σ times the next normal number of the source: one word.
  public func sample(from random: inout RandomSource) -> Double {
    mean + standardDeviation * random.nextNormal()
  }

  /// The distribution under which `x` is most likely: mean and deviation (over *n*) of the values.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> NormalDistribution {
    try NormalDistribution(
      mean: try Statistics.mean(x), standardDeviation: try Statistics.standardDeviation(x, ddof: 0))
  }
}

/// ½ log 2π.
let halfLogTwoPi = 0.9189385332046727

/// Throws unless `value` is finite.
func requireFinite(_ value: Double, _ name: String) throws(StatisticsError) {
  guard value.isFinite else {
    throw StatisticsError(.domain, "\(name) is a finite number, not \(numberText(value))")
  }
}

/// Throws unless `value` is finite and above 0.
func requirePositive(_ value: Double, _ name: String) throws(StatisticsError) {
  guard value.isFinite, value > 0 else {
    throw StatisticsError(.domain, "\(name) is a number above 0, not \(numberText(value))")
  }
}

/// Throws unless `value` is a probability.
func requireShare(_ value: Double, _ name: String) throws(StatisticsError) {
  guard value >= 0, value <= 1 else {
    throw StatisticsError(.domain, "\(name) is a probability in 0...1, not \(numberText(value))")
  }
}
