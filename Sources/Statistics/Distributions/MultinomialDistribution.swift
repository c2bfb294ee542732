public import Numerics

/// The counts of the outcomes in `n` choices.
public struct MultinomialDistribution: Sendable, Hashable {
  /// The number of choices.
  public let n: Int
  /// The probability of each outcome.
  public let probabilities: [Double]

  /// The multinomial distribution of `n` choices with shares that sum to 1.
  public init(n: Int, probabilities: [Double]) throws(StatisticsError) {
    guard n >= 0, n <= 1 << 53 else {
      throw StatisticsError(.domain, "a multinomial distribution has 0 to 2⁵³ choices, not \(n)")
    }
    self.n = n
    self.probabilities = try CategoricalDistribution(probabilities: probabilities).probabilities
  }

  /// log n! − Σ log kᵢ! + Σ kᵢ log pᵢ; −∞ unless the counts sum to n.
  public func logDensity(_ counts: [Double]) -> Double {
    guard counts.count == probabilities.count, Sums.sum(counts) == Double(n),
      counts.allSatisfy({ $0 >= 0 && $0 == $0.rounded() })
    else { return -.infinity }
    let terms = zip(counts, probabilities).map { (k, p) -> Double in
      k == 0 ? 0 : k * log(p) - lgamma(k + 1)
    }
    return Sums.compensated(terms + [lgamma(Double(n) + 1)])
  }

  /// The exponential of the logarithm of the density.
  public func density(_ counts: [Double]) -> Double { exp(logDensity(counts)) }

  /// n pᵢ.
  public var mean: [Double] { probabilities.map { Double(n) * $0 } }

  /// n pᵢ (1 − pᵢ).
  public var variance: [Double] { probabilities.map { Double(n) * $0 * (1 - $0) } }

  /// Binomial numbers, one outcome after the other, of the choices that are left.
  public func sample(from random: inout RandomSource) -> [Double] {
    var left = n
    var share = 1.0
    var counts: [Double] = []
    for p in probabilities.dropLast() {
      let part = share > 0 ? min(p / share, 1) : 0
      let count = (try? BinomialDistribution(n: left, p: part))?.sample(from: &random) ?? 0
      counts.append(count)
      left -= Int(count)
      share -= p
    }
    return counts + [Double(left)]
  }
}
