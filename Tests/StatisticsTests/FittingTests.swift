import Numerics
import Statistics
import Testing

/// Fits by the greatest likelihood, against scipy 1.17 (optimize on the stats densities).
@Suite struct FittingTests {
  private func isNear(_ x: Double, _ expected: Double, _ tolerance: Double = 1e-6) -> Bool {
    abs(x - expected) <= tolerance * abs(expected)
  }

  @Test func `degrees of freedom of t, χ² and F`() throws {
    let t = try StudentTDistribution.fitted(to: [-2.1, 0.3, 1.2, -0.4, 5, 0.1, -0.9, 2.2])
    #expect(isNear(t.degreesOfFreedom, 1.6795745951))
    let square = try ChiSquaredDistribution.fitted(to: [1.2, 3.4, 0.7, 2.2, 5.1])
    #expect(isNear(square.degreesOfFreedom, 2.9238364766240723, 1e-13))
    let f = try FDistribution.fitted(to: [0.5, 1.2, 0.8, 2.1, 1.1, 0.6, 0.9, 3])
    #expect(isNear(f.numerator, 226.635971, 1e-4) && isNear(f.denominator, 7.39825315, 1e-5))
  }

  @Test func `Cauchy, beta and negative binomial`() throws {
    let cauchy = try CauchyDistribution.fitted(to: [-1, 0.2, 0.5, 0.9, 1.1, 8])
    #expect(isNear(cauchy.location, 0.6140242812) && isNear(cauchy.scale, 0.5310026746))
    let beta = try BetaDistribution.fitted(to: [0.2, 0.35, 0.5, 0.42, 0.61])
    #expect(isNear(beta.alpha, 4.901822160, 1e-8) && isNear(beta.beta, 6.919255305, 1e-8))
    let counts = try NegativeBinomialDistribution.fitted(to: [0, 1, 0, 3, 7, 2, 0, 1])
    #expect(isNear(counts.successes, 0.87494058726098, 1e-11))
    #expect(isNear(counts.p, 0.33331824404221866, 1e-11))
    #expect(throws: StatisticsError.self) {
      try NegativeBinomialDistribution.fitted(to: [1, 1, 2])
    }
  }

  @Test func `several numbers at once`() throws {
    let rows = [[0.2, 0.3, 0.5], [0.1, 0.5, 0.4], [0.3, 0.3, 0.4], [0.25, 0.45, 0.3]]
    let shares = try DirichletDistribution.fitted(to: rows)
    for (found, expected) in zip(shares.alpha, [6.49532734, 12.00166628, 12.50102742]) {
      #expect(isNear(found, expected, 1e-7))
    }
    let normal = try MultivariateNormalDistribution.fitted(to: [[1, 2], [3, 8], [5, 5]])
    // Means 3 and 5; covariance with the divisor 3: 8/3, 2, 6.
    #expect(normal.mean == [3, 5])
    #expect(normal.covariance[1] == [2, 6])
    #expect(throws: StatisticsError.self) {
      try DirichletDistribution.fitted(to: [[0.5, 0.5], [0.5, 0.5]])
    }
  }

  @Test(arguments: DistributionFit.allCases)
  func `every family comes back from a sample of its own`(family: DistributionFit) throws {
    // Seed 11; the mean of 20,000 values of the fitted member is near that of the sample.
    var random = RandomSource(seed: 11)
    let source: any Distribution =
      switch family {
      case .bernoulli: try BernoulliDistribution(p: 0.3)
      case .poisson: try PoissonDistribution(rate: 4)
      case .geometric: try GeometricDistribution(p: 0.2)
      case .negativeBinomial: try NegativeBinomialDistribution(successes: 3, p: 0.4)
      case .categorical: try CategoricalDistribution(probabilities: [0.2, 0.5, 0.3])
      case .beta, .uniform: try BetaDistribution(alpha: 2, beta: 3)
      case .cauchy, .laplace, .normal, .studentT: try StudentTDistribution(degreesOfFreedom: 5)
      default: try GammaDistribution(shape: 3, scale: 2)
      }
    let values = source.samples(2_000, from: &random)
    let fitted = try family.fitted(to: values)
    let isPossible = values.allSatisfy { fitted.logDensity($0).isFinite }
    #expect(isPossible, "\(family)")
    #expect(abs(fitted.cdf(try median(values)) - 0.5) < 0.25, "\(family): \(fitted)")
  }

  @Test func `a term of few trials is exact`() throws {
    // 20!/(10! 10!) / 2²⁰ and C(4, 2) / 2⁴.
    #expect(try BinomialDistribution(n: 20, p: 0.5).density(10) == 184_756 / 1_048_576)
    #expect(try BinomialDistribution(n: 4, p: 0.5).density(2) == 0.375)
    #expect(try kendallCorrelation([1, 2, 3], [1, 10, 100]) == 1)
  }
}
