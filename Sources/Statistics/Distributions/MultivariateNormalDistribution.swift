public import Numerics

/// The normal distribution of several numbers.
public struct MultivariateNormalDistribution: Sendable, Hashable {
  /// The mean of each number.
  public let mean: [Double]
  /// The covariance of each two numbers.
  public let covariance: [[Double]]
  /// The lower triangle L with L Lᵀ the covariance.
  private let root: [[Double]]

  /// The normal distribution of a mean and a covariance.
  ///
  /// - Throws: `shape.mismatch` unless the covariance is square and fits the mean, `value.domain`
  ///   unless it is symmetric and positive definite.
  public init(mean: [Double], covariance: [[Double]]) throws(StatisticsError) {
    let n = mean.count
    guard n > 0, covariance.count == n, covariance.allSatisfy({ $0.count == n }) else {
      throw StatisticsError(
        .shape, "a mean of \(n) needs a covariance of shape [\(n), \(n)]")
    }
    var root = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
    for i in 0..<n {
      for j in 0...i {
        guard abs(covariance[i][j] - covariance[j][i]) <= 1e-12 * abs(covariance[i][j]) else {
          throw StatisticsError(.domain, "a covariance is symmetric")
        }
        var sum = DoubleDouble(covariance[i][j])
        for k in 0..<j { sum = sum - DoubleDouble.product(root[i][k], root[j][k]) }
        if i > j {
          root[i][j] = sum.value / root[j][j]
        } else {
          guard sum.value > 0, sum.value.isFinite else {
            throw StatisticsError(
              .domain, "a covariance is positive definite",
              hints: ["some combination of the numbers has no spread, or less than none"])
          }
          root[i][i] = sum.value.squareRoot()
        }
      }
    }
    self.mean = mean
    self.covariance = covariance
    self.root = root
  }

  /// −½ (zᵀz + log det 2πΣ), z = L⁻¹(x − μ); NaN for another number of entries.
  public func logDensity(_ x: [Double]) -> Double {
    guard x.count == mean.count else { return .nan }
    var z: [Double] = []
    for i in x.indices {
      var sum = DoubleDouble.sum(x[i], -mean[i])
      for k in 0..<i { sum = sum - DoubleDouble.product(root[i][k], z[k]) }
      z.append(sum.value / root[i][i])
    }
    return -0.5 * Sums.squares(z) - logScale
  }

  /// The exponential of the logarithm of the density.
  public func density(_ x: [Double]) -> Double { exp(logDensity(x)) }

  /// ½ log det 2πΣ.
  private var logScale: Double {
    Sums.sum(root.indices.map { log(root[$0][$0]) }) + Double(mean.count) * halfLogTwoPi
  }

  /// ½ log det 2πeΣ.
  public var entropy: Double { logScale + 0.5 * Double(mean.count) }

  /// μ + L times standard normal numbers: one word an entry.
  public func sample(from random: inout RandomSource) -> [Double] {
    let z = mean.map { _ in random.nextNormal() }
    return mean.indices.map { (i: Int) -> Double in
      (0...i).reduce(mean[i]) { $0 + root[i][$1] * z[$1] }
    }
  }
}
