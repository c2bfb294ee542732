public import Numerics

/// The χ² distribution: the sum of `degreesOfFreedom` squared standard normal numbers.
public struct ChiSquaredDistribution: Distribution, Hashable {
  /// The number of degrees of freedom, above 0.
  public let degreesOfFreedom: Double
  private let gamma: GammaDistribution

  /// The χ² distribution of any positive number of degrees of freedom.
  public init(degreesOfFreedom: Double) throws(StatisticsError) {
    try requirePositive(degreesOfFreedom, "the degrees of freedom of a χ² distribution")
    self.degreesOfFreedom = degreesOfFreedom
    gamma = GammaDistribution(unchecked: degreesOfFreedom / 2, 2)
  }

  /// The density of the gamma distribution of shape ν/2 and scale 2.
  public func density(_ x: Double) -> Double { gamma.density(x) }

  /// The logarithm of the density, also where that underflows.
  public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }

  /// P(ν/2, x/2).
  public func cdf(_ x: Double) -> Double { gamma.cdf(x) }

  /// Q(ν/2, x/2).
  public func survival(_ x: Double) -> Double { gamma.survival(x) }

  /// Twice the inverse of P(ν/2, ·).
  public func quantile(_ p: Double) -> Double { gamma.quantile(p) }

  /// ν.
  public var mean: Double { degreesOfFreedom }

  /// 2ν.
  public var variance: Double { 2 * degreesOfFreedom }

  /// That of the gamma distribution of shape ν/2 and scale 2.
  public var entropy: Double { gamma.entropy }

  /// The numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// From the gamma distribution.
  public func sample(from random: inout RandomSource) -> Double { gamma.sample(from: &random) }
}
