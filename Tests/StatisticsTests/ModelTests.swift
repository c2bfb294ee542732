import Numerics
import Statistics
import Testing

// Expected values: SciPy 1.17 and NumPy, unless said otherwise.
@Suite struct ModelTests {
  private let values = [2.5, -1.0, 4.25, 3.0, 0.5, 7.75, 3.5, -2.25]

  @Test func `logistic regression finds the likeliest coefficients`() throws {
    let x = [
      0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5,
      5.5,
    ]
    let y: [Double] = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1]
    let ones = [Double](repeating: 1, count: 20)
    let fit = try logisticRegression(columns: [ones, x], outcomes: y)
    #expect(isClose(fit.estimates[0], -4.07771343, 1e-8))
    #expect(isClose(fit.estimates[1], 1.50464543, 1e-8))
    #expect(isClose(fit.standardErrors[0], 1.76099431, 1e-8))
    #expect(isClose(fit.standardErrors[1], 0.62872085, 1e-8))
    #expect(isClose(fit.logLikelihood, -8.029878464344675, 1e-12))
    // At the maximum the residuals are orthogonal to the columns.
    let rest = zip(y, fit.fitted).map { $0 - $1 }
    #expect(abs(Sums.sum(rest)) < 1e-12 && abs(Sums.dot(rest, x)) < 1e-12)
    #expect(isClose(fit.aic, fit.deviance + 4))
  }

  @Test func `separated outcomes have no likeliest coefficients`() {
    #expect(throws: StatisticsError.self) {
      try logisticRegression(columns: [[1, 1, 1, 1], [1, 2, 3, 4]], outcomes: [0, 0, 1, 1])
    }
    #expect(throws: StatisticsError.self) {
      try logisticRegression(columns: [[1, 1, 1], [2, 2, 2]], outcomes: [0, 1, 1])
    }
    #expect(throws: StatisticsError.self) {
      try logisticRegression(columns: [[1, 1]], outcomes: [0, 0.5])
    }
  }

  @Test func `kernel density`() throws {
    let density = try KernelDensity(values)
    #expect(isClose(density.bandwidth, 2.0908608156430786, 1e-12))
    #expect(isClose(density.density(1.5), 0.10283982, 1e-7))
    #expect(isClose(density.cdf(1.5), 0.41865202198643847, 1e-12))
    #expect(try KernelDensity(values, rule: .silverman).bandwidth < density.bandwidth)
    #expect(throws: StatisticsError.self) { try KernelDensity([1, 1]) }
  }

  @Test func `the bootstrap agrees with the standard error`() throws {
    var random = RandomSource(seed: 6)
    let result = try bootstrap(values, count: 4_000, from: &random) { x in
      Sums.sum(x) / Double(x.count)
    }
    // The standard deviation over n rather than n − 1; one part in 40 is three standard errors.
    #expect(isClose(result.standardError, 1.0495013623929987, 0.04))
    #expect(abs(result.interval.lowerBound - 0.34375) < 0.25)
    #expect(abs(result.interval.upperBound - 4.4375) < 0.25)
    #expect(abs(result.bias) < 0.06 && result.replicates.count == 4_000)
    for kind in BootstrapInterval.allCases {
      var again = RandomSource(seed: 6)
      let other = try bootstrap(values, count: 500, interval: kind, from: &again) { $0[0] + $0[1] }
      #expect(other.interval.contains(other.estimate) || kind != .percentile)
    }
    #expect(throws: StatisticsError.self) {
      try bootstrap(values, count: 20, from: &random) { _ in .nan }
    }
  }

  @Test func `several numbers at once`() throws {
    let normal = try MultivariateNormalDistribution(
      mean: [1, 2], covariance: [[2, 0.5], [0.5, 1]])
    #expect(isClose(normal.logDensity([0, 3]), -3.2605421032342, 1e-12))
    #expect(isClose(normal.entropy, 3.1176849603770567, 1e-12))
    let dirichlet = try DirichletDistribution(alpha: [2, 3, 0.5])
    #expect(isClose(dirichlet.logDensity([0.2, 0.7, 0.1]), 1.5208065903195285, 1e-12))
    #expect(isClose(dirichlet.entropy, -1.9146769909858068, 1e-12))
    #expect(isClose(dirichlet.variance[2], 0.01271456, 1e-6))
    let multinomial = try MultinomialDistribution(n: 5, probabilities: [0.2, 0.3, 0.5])
    #expect(isClose(multinomial.logDensity([1, 1, 3]), -1.8971199848858813, 1e-12))
    #expect(multinomial.density([1, 1, 2]) == 0 && dirichlet.density([1, 1, -1]) == 0)
    var random = RandomSource(seed: 8)
    var sums = [0.0, 0, 0, 0, 0]
    for _ in 0..<3_000 {
      let x = normal.sample(from: &random)
      sums[0] += (x[0] - 1) * (x[1] - 2)
      let counts = multinomial.sample(from: &random)
      #expect(Sums.sum(counts) == 5)
      sums[1] += counts[2]
      let shares = dirichlet.sample(from: &random)
      sums[2] += shares[1]
    }
    #expect(abs(sums[0] / 3_000 - 0.5) < 0.15)
    #expect(abs(sums[1] / 3_000 - 2.5) < 0.1 && abs(sums[2] / 3_000 - 3 / 5.5) < 0.02)
    #expect(throws: StatisticsError.self) {
      try MultivariateNormalDistribution(mean: [0, 0], covariance: [[1, 2], [2, 1]])
    }
    #expect(throws: StatisticsError.self) { try DirichletDistribution(alpha: [1]) }
  }

  @Test func `choices`() throws {
    let choice = try CategoricalDistribution(probabilities: [0.5, 0, 0.25, 0.25])
    #expect(choice.mean == 1.25 && choice.cdf(1.5) == 0.5 && choice.density(2) == 0.25)
    #expect(choice.quantile(0.5) == 0 && choice.quantile(0.6) == 2 && choice.quantile(1) == 3)
    #expect(isClose(choice.entropy, 1.5 * log(2)) && choice.variance == 1.6875)
    var random = RandomSource(seed: 3)
    let drawn = choice.samples(4_000, from: &random)
    #expect(drawn.allSatisfy { $0 != 1 })
    #expect(abs(Double(drawn.count { $0 == 0 }) - 2_000) < 150)
    #expect(throws: StatisticsError.self) {
      try CategoricalDistribution(probabilities: [0.5, 0.6])
    }
  }
}
