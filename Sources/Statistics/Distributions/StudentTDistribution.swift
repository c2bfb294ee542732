public import Numerics

/// Student's t distribution.
public struct StudentTDistribution: Distribution, Hashable {
  /// The number of degrees of freedom, above 0.
  public let degreesOfFreedom: Double

  /// The t distribution of any positive number of degrees of freedom.
  public init(degreesOfFreedom: Double) throws(StatisticsError) {
    try requirePositive(degreesOfFreedom, "the degrees of freedom of a t distribution")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Where the square of t nears the end of the range; from there the tail falls as |t|^−ν.
  private static let farOut = 1e150

  /// ν/(ν + t²) and t²/(ν + t²).
  private func shares(_ t: Double) -> (x: DoubleDouble, y: DoubleDouble) {
    let size = min(abs(t), Self.farOut)
    let square = DoubleDouble.product(size, size)
    let sum = degreesOfFreedom + square
    return (degreesOfFreedom / sum, square / sum)
  }

  /// (1 + t²/ν)^(−(ν+1)/2) / (√ν B(½, ν/2)).
  public func density(_ t: Double) -> Double {
    if t.isInfinite { return 0 }
    if abs(t) < 1e-10 * degreesOfFreedom.squareRoot() || abs(t) < 1e-100 {
      return exp(-lbeta(0.5, degreesOfFreedom / 2)) / degreesOfFreedom.squareRoot()
    }
    let (x, y) = shares(t)
    return betaTerm(degreesOfFreedom / 2, 0.5, x: x, complement: y) / abs(t)
  }

  /// The logarithm of the density, also where that underflows.
  public func logDensity(_ t: Double) -> Double {
    let half = (degreesOfFreedom + 1) / 2
    let ratio = t / degreesOfFreedom.squareRoot()
    let spread = abs(ratio) > 1e150 ? 2 * log(abs(ratio)) : log1p(ratio * ratio)
    return -half * spread - lbeta(0.5, degreesOfFreedom / 2) - 0.5 * log(degreesOfFreedom)
  }

  /// The probability beyond |t| on one side, and the rest.
  private func tails(_ t: Double) -> (beyond: Double, rest: Double) {
    let (x, y) = shares(t)
    // I_y(½, ν/2) is the probability between −|t| and |t|.
    let tails = betaTails(degreesOfFreedom / 2, 0.5, x: x, complement: y)
    guard abs(t) > Self.farOut else { return (tails.lower / 2, 0.5 + tails.upper / 2) }
    let beyond = tails.lower / 2 * pow(Self.farOut / abs(t), degreesOfFreedom)
    return (beyond, 1 - beyond)
  }

  /// ½ I_x(ν/2, ½) below 0, x = ν/(ν + t²).
  public func cdf(_ t: Double) -> Double {
    if t.isNaN { return t }
    let (beyond, rest) = tails(t)
    return t < 0 ? beyond : rest
  }

  /// The cdf of −t.
  public func survival(_ t: Double) -> Double { cdf(-t) }

  /// From the inverse of the incomplete beta function.
  public func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0.5 { return 0 }
    if p == 0 || p == 1 { return p == 0 ? -.infinity : .infinity }
    // 2p and 2(1 − p) are exact.
    let (x, y) = betaQuantile(degreesOfFreedom / 2, 0.5, p < 0.5 ? 2 * p : 2 * (1 - p))
    let ratio = degreesOfFreedom * y / x
    // Farther out the tail is a power: p₀ (t₀/t)^ν, t₀ where that begins.
    let size =
      ratio < Self.farOut * Self.farOut
      ? ratio.squareRoot()
      : Self.farOut
        * pow(tails(Self.farOut).beyond / min(p, 1 - p), 1 / degreesOfFreedom)
    return p < 0.5 ? -size : size
  }

  /// 0, for more than one degree of freedom.
  public var mean: Double { degreesOfFreedom > 1 ? 0 : .nan }

  /// ν / (ν − 2), for more than two; infinite from one to two.
  public var variance: Double {
    if degreesOfFreedom > 2 { return degreesOfFreedom / (degreesOfFreedom - 2) }
    return degreesOfFreedom > 1 ? .infinity : .nan
  }

  /// (ν+1)/2 (ψ((ν+1)/2) − ψ(ν/2)) + log(√ν B(ν/2, ½)).
  public var entropy: Double {
    let half = degreesOfFreedom / 2
    return (half + 0.5) * (digamma(half + 0.5) - digamma(half))
      + 0.5 * log(degreesOfFreedom) + lbeta(half, 0.5)
  }

  /// All numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// A normal number over the root of a χ² number over ν.
  public func sample(from random: inout RandomSource) -> Double {
    let normal = random.nextNormal()
    let square = GammaDistribution(unchecked: degreesOfFreedom / 2, 2).sample(from: &random)
    return normal / (square / degreesOfFreedom).squareRoot()
  }
}
