public import Numerics

/// The Dirichlet distribution of shares that sum to 1.
public struct DirichletDistribution: Sendable, Hashable {
  /// The weight of each share, above 0.
  public let alpha: [Double]

  /// The Dirichlet distribution of at least two positive weights.
  public init(alpha: [Double]) throws(StatisticsError) {
    guard alpha.count >= 2 else {
      throw StatisticsError(.count, "a Dirichlet distribution needs two weights or more")
    }
    for weight in alpha { try requirePositive(weight, "a weight of a Dirichlet distribution") }
    self.alpha = alpha
  }

  private var total: Double { Sums.compensated(alpha) }

  /// log of the multivariate beta function Π Γ(αᵢ) / Γ(Σ α).
  private var logBeta: Double { Sums.compensated(alpha.map { lgamma($0) } + [-lgamma(total)]) }

  /// Σ (αᵢ − 1) log xᵢ − log B(α); −∞ unless `x` are shares of 1 (to 10⁻⁶).
  public func logDensity(_ x: [Double]) -> Double {
    guard x.count == alpha.count, x.allSatisfy({ $0 >= 0 }),
      abs(Sums.compensated(x) - 1) <= 1e-6
    else { return -.infinity }
    let terms = zip(alpha, x).map { (a, x) -> Double in a == 1 ? 0 : (a - 1) * log(x) }
    return Sums.compensated(terms) - logBeta
  }

  /// The exponential of the logarithm of the density.
  public func density(_ x: [Double]) -> Double { exp(logDensity(x)) }

  /// αᵢ / Σ α.
  public var mean: [Double] { alpha.map { $0 / total } }

  /// mᵢ (1 − mᵢ) / (Σ α + 1), m the mean.
  public var variance: [Double] { mean.map { $0 * (1 - $0) / (total + 1) } }

  /// log B(α) + (Σ α − k) ψ(Σ α) − Σ (αᵢ − 1) ψ(αᵢ).
  public var entropy: Double {
    let terms = alpha.map { -($0 - 1) * digamma($0) }
    return logBeta + (total - Double(alpha.count)) * digamma(total) + Sums.compensated(terms)
  }

  /// Gamma numbers over their sum.
  public func sample(from random: inout RandomSource) -> [Double] {
    var parts: [Double] = []
    for weight in alpha {
      parts.append(GammaDistribution(unchecked: weight, 1).sample(from: &random))
    }
    let sum = Sums.sum(parts)
    return sum > 0 ? parts.map { $0 / sum } : mean
  }
}
