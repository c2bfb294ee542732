public import Numerics

/// The gamma distribution of a shape and a scale.
public struct GammaDistribution: Distribution, Hashable {
  /// The shape, above 0.
  public let shape: Double
  /// The scale, above 0; the reciprocal of a rate.
  public let scale: Double

  /// The gamma distribution of `shape` and `scale`.
  ///
  /// - Throws: `value.domain` unless both are finite and above 0.
  public init(shape: Double, scale: Double = 1) throws(StatisticsError) {
    try requirePositive(shape, "the shape of a gamma distribution")
    try requirePositive(scale, "the scale of a gamma distribution")
    self.init(unchecked: shape, scale)
  }

  init(unchecked shape: Double, _ scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  /// x^(k−1) e^(−x/θ) / (Γ(k) θ^k).
  public func density(_ x: Double) -> Double {
    let z = x / scale
    if z < 0 { return 0 }
    if z == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    let term = poissonTerm(shape, z)
    // Near 0 the power of x may underflow where that of one degree less does not.
    if term < 1e-280, z < 1 {
      return shape >= 1 ? poissonTerm(shape - 1, z) / scale : exp(logDensity(x))
    }
    return term * (shape / x)
  }

  /// The logarithm of the density, also where that underflows.
  public func logDensity(_ x: Double) -> Double {
    if x < 0 || x == .infinity { return -.infinity }
    if x == 0 { return log(density(0)) }
    return (shape - 1) * log(x / scale) - x / scale - lgamma(shape) - log(scale)
  }

  /// P(k, x/θ).
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : gammainc(shape, x / scale) }

  /// Q(k, x/θ).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : gammaincc(shape, x / scale) }

  /// θ times the inverse of P(k, ·).
  public func quantile(_ p: Double) -> Double { scale * gammaincinv(shape, p) }

  /// k θ.
  public var mean: Double { shape * scale }

  /// k θ².
  public var variance: Double { shape * scale * scale }

  /// k + log θ + log Γ(k) + (1 − k) ψ(k).
  public var entropy: Double {
    shape + log(scale) + lgamma(shape) + (1 - shape) * digamma(shape)
  }

  /// The numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// By rejection from a cubed normal number; for a shape below 1 from the next one, with a power
  /// of a uniform number.
  ///
  /// - Source: G. Marsaglia, W. Tsang, A simple method for generating gamma variables, ACM TOMS 26
  ///   (2000).
  public func sample(from random: inout RandomSource) -> Double {
    let d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = random.nextNormal()
      let root = 1 + c * x
      let u = 1 - random.nextUnit()
      if root <= 0 { continue }
      let v = root * root * root
      if log(u) >= 0.5 * x * x + d - d * v + d * log(v) { continue }
      let value = d * v * scale
      return shape < 1 ? value * pow(1 - random.nextUnit(), 1 / shape) : value
    }
  }

  /// The distribution under which `x` is most likely, by Newton's method for the shape.
  ///
  /// - Source: T. Minka, Estimating a gamma distribution, 2002.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> GammaDistribution {
    let mean = try Statistics.mean(x)
    let s = log(mean) - log(try geometricMean(x))
    guard s > 0 else { throw .noSpread("a fitted gamma distribution") }
    var k = (3 - s + ((s - 3) * (s - 3) + 24 * s).squareRoot()) / (12 * s)
    for _ in 0..<50 {
      let inverse = 1 / k + (log(k) - digamma(k) - s) / (k * k * (1 / k - trigamma(k)))
      let next = 1 / inverse
      if abs(next - k) <= 1e-15 * k { break }
      k = next
    }
    return try GammaDistribution(shape: k, scale: mean / k)
  }
}
