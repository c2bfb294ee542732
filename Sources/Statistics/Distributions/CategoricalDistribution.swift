import Numerics

/// A choice among finitely many outcomes, numbered from 0, with given probabilities.
public struct CategoricalDistribution: Distribution, Hashable {
  /// The probability of each outcome.
  public let probabilities: [Double]
  private let sums: [Double]

  /// The categorical distribution of shares that sum to 1 (to 10⁻⁶; they are divided by the sum).
  public init(probabilities: [Double]) throws(StatisticsError) {
    guard !probabilities.isEmpty else {
      throw StatisticsError(.count, "a categorical distribution needs at least one outcome")
    }
    try requireShares(probabilities, "the categorical distribution")
    let total = Sums.compensated(probabilities)
    self.probabilities = probabilities.map { $0 / total }
    var running = DoubleDouble(0)
    var sums: [Double] = []
    for share in self.probabilities {
      running += share
      sums.append(min(running.value, 1))
    }
    sums[sums.count - 1] = 1
    self.sums = sums
  }

  /// The probability of outcome `k`.
  public func density(_ k: Double) -> Double {
    if k.isNaN { return k }
    return k == k.rounded() && k >= 0 && k < Double(probabilities.count) ? probabilities[Int(k)] : 0
  }

  /// The sum of the probabilities up to `k`.
  public func cdf(_ k: Double) -> Double {
    if k.isNaN { return k }
    return k < 0 ? 0 : k >= Double(sums.count) ? 1 : sums[Int(k)]
  }

  /// The first outcome whose running sum reaches `share`.
  public func quantile(_ share: Double) -> Double {
    guard share >= 0, share <= 1 else { return .nan }
    return Double(sums.firstIndex { $0 >= share } ?? sums.count - 1)
  }

  /// Σ k pₖ.
  public var mean: Double {
    Sums.compensated(probabilities.indices.map { Double($0) * probabilities[$0] })
  }

  /// Σ (k − mean)² pₖ.
  public var variance: Double {
    let center = mean
    return Sums.compensated(
      probabilities.indices.map {
        (Double($0) - center) * (Double($0) - center) * probabilities[$0]
      })
  }

  /// −Σ pₖ log pₖ.
  public var entropy: Double {
    Sums.compensated(probabilities.map { $0 == 0 ? 0 : -$0 * log($0) })
  }

  /// From the first to the last outcome.
  public var support: ClosedRange<Double> { 0...Double(probabilities.count - 1) }

  /// Whole numbers only.
  public var isDiscrete: Bool { true }
}
