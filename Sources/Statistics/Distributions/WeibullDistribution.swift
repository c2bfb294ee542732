import Numerics

/// The Weibull distribution of a shape and a scale.
public struct WeibullDistribution: Distribution, Hashable {
  /// The shape, above 0: 1 is exponential.
  public let shape: Double
  /// The scale, above 0.
  public let scale: Double

  /// The Weibull distribution of `shape` and `scale`.
  public init(shape: Double, scale: Double = 1) throws(StatisticsError) {
    try requirePositive(shape, "the shape of a Weibull distribution")
    try requirePositive(scale, "the scale of a Weibull distribution")
    self.shape = shape
    self.scale = scale
  }

  /// k/λ z^(k−1) exp(−z^k), z = x/λ.
  public func density(_ x: Double) -> Double {
    if x < 0 { return 0 }
    let z = x / scale
    let tail = exp(-pow(z, shape))
    // The power beside it may be infinite.
    return tail == 0 ? 0 : shape / scale * pow(z, shape - 1) * tail
  }

  /// The logarithm of the density, also where that underflows.
  public func logDensity(_ x: Double) -> Double {
    if x < 0 { return -.infinity }
    let z = x / scale
    if pow(z, shape) == .infinity { return -.infinity }
    return log(shape / scale) + (shape == 1 ? 0 : (shape - 1) * log(z)) - pow(z, shape)
  }

  /// 1 − exp(−z^k).
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : -expm1(-pow(x / scale, shape)) }

  /// exp(−z^k).
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : exp(-pow(x / scale, shape)) }

  /// λ (−log(1 − p))^(1/k).
  public func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? scale * pow(-log1p(-p), 1 / shape) : .nan
  }

  /// λ Γ(1 + 1/k).
  public var mean: Double { scale * Numerics.gamma(1 + 1 / shape) }

  /// λ² (Γ(1 + 2/k) − Γ(1 + 1/k)²).
  public var variance: Double {
    let first = Numerics.gamma(1 + 1 / shape)
    return scale * scale * (Numerics.gamma(1 + 2 / shape) - first * first)
  }

  /// γ (1 − 1/k) + log(λ/k) + 1, γ Euler's constant.
  public var entropy: Double {
    0.5772156649015329 * (1 - 1 / shape) + log(scale / shape) + 1
  }

  /// The numbers from 0 up.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The distribution under which `x` is most likely, by Newton's method for the shape.
  public static func fitted(to x: [Double]) throws(StatisticsError) -> WeibullDistribution {
    guard x.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw StatisticsError(.domain, "a Weibull distribution has values above 0")
    }
    let spread = try Statistics.standardDeviation(x.map { log($0) }, ddof: 0)
    guard spread > 0 else { throw .noSpread("a fitted Weibull distribution") }
    // Over the largest value, so that no power overflows.
    let largest = x.reduce(0, max)
    let logs = x.map { log($0 / largest) }
    let meanLog = try Statistics.mean(logs)
    var k = 1.28 / spread
    for _ in 0..<100 {
      // 1/k + mean log − Σ zᵏ log z / Σ zᵏ = 0.
      var sums = (0.0, 0.0, 0.0)
      for l in logs {
        let power = exp(k * l)
        sums = (sums.0 + power, sums.1 + power * l, sums.2 + power * l * l)
      }
      let ratio = sums.1 / sums.0
      let value = 1 / k + meanLog - ratio
      let slope = -1 / (k * k) - (sums.2 / sums.0 - ratio * ratio)
      let next = max(k - value / slope, k / 2)
      let isDone = abs(next - k) <= 1e-14 * k
      k = next
      if isDone { break }
    }
    let mean = Sums.sum(logs.map { exp(k * $0) }) / Double(x.count)
    return try WeibullDistribution(shape: k, scale: largest * pow(mean, 1 / k))
  }
}
