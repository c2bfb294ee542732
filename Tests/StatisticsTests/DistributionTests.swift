import Numerics
import Statistics
import Testing

@Suite struct DistributionTests {
  // SciPy itself is right to some 12 digits.
  @Test func `values agree with SciPy`() throws {
    for entry in try distributionTable() {
      let d = entry.distribution
      for point in entry.points {
        #expect(isClose(d.density(point.x), point.density, 1e-12), "\(d) at \(point.x)")
        #expect(isClose(d.logDensity(point.x), log(point.density), 1e-12), "\(d) at \(point.x)")
        #expect(isClose(d.cdf(point.x), point.cdf, 1e-12), "\(d) at \(point.x)")
        #expect(isClose(d.survival(point.x), point.survival, 1e-12), "\(d) at \(point.x)")
      }
      for (p, expected) in zip([0.001, 0.25, 0.9], entry.quantiles) {
        #expect(isClose(d.quantile(p), expected, 1e-10), "\(d) at \(p)")
      }
      #expect(isSame(d.mean, entry.mean) && isSame(d.variance, entry.variance), "\(d)")
      #expect(isClose(d.entropy, entry.entropy, 1e-6), "\(d): \(d.entropy)")
    }
  }

  /// Close, or both without value: SciPy says inf where a moment of the Cauchy kind is undefined.
  private func isSame(_ x: Double, _ y: Double) -> Bool {
    x.isNaN == y.isNaN && (x.isNaN || isClose(x, y, 1e-12))
  }

  @Test func `quantiles end where the support ends`() throws {
    for entry in try distributionTable() {
      let d = entry.distribution
      if !d.isDiscrete { #expect(d.quantile(0) == d.support.lowerBound, "\(d)") }
      #expect(d.quantile(1) == d.support.upperBound, "\(d)")
      #expect(d.quantile(-0.1).isNaN && d.quantile(1.1).isNaN, "\(d)")
      #expect(d.cdf(-.infinity) == 0 && d.cdf(.infinity) == 1, "\(d)")
      #expect(d.survival(-.infinity) == 1 && d.survival(.infinity) == 0, "\(d)")
      #expect(d.density(d.support.lowerBound - 1) == 0 || d.support.lowerBound == -.infinity)
    }
  }

  @Test func `quantiles of counts step where the distribution function does`() throws {
    for entry in try distributionTable() where entry.distribution.isDiscrete {
      let d = entry.distribution
      for k in 1...12 {
        let x = Double(k)
        let share = d.cdf(x)
        guard d.density(x) > 0, share < 1 else { continue }
        #expect(d.quantile(share - 1e-9) == x, "\(d) at \(k)")
        #expect(d.quantile(share + 1e-9) == x + 1 || share + 1e-9 >= 1, "\(d) at \(k)")
      }
    }
  }

  @Test func `samples follow their distribution`() throws {
    var random = RandomSource(seed: 17)
    var cases = try distributionTable().map(\.distribution)
    cases += [
      try BinomialDistribution(n: 1000, p: 0.7), try PoissonDistribution(rate: 80),
      try GammaDistribution(shape: 0.3), try BinomialDistribution(n: 200, p: 0.01),
    ]
    let n = 800
    for d in cases {
      let x = d.samples(n, from: &random).sorted()
      // The greatest distance of the distribution functions; 1.95 / √n is passed once in 1,000.
      var distance = 0.0
      for i in stride(from: 0, to: n, by: 5) {
        let share = Double(x.lastIndex(of: x[i]) ?? i) + 1
        distance = max(distance, abs(share / Double(n) - d.cdf(x[i])))
      }
      #expect(distance < 1.95 / Double(n).squareRoot(), "\(d): \(distance)")
    }
  }

  @Test func `fitting finds the parameters again`() throws {
    var random = RandomSource(seed: 23)
    let gamma = try GammaDistribution(shape: 3, scale: 2)
    let fitted = try GammaDistribution.fitted(to: gamma.samples(4_000, from: &random))
    #expect(isClose(fitted.shape, 3, 0.1) && isClose(fitted.scale, 2, 0.1))
    // SciPy: gamma.fit([1, 2, 3, 5, 8], floc=0).
    let small = try GammaDistribution.fitted(to: [1, 2, 3, 5, 8])
    #expect(isClose(small.shape, 2.2456722585245976, 1e-9) && isClose(small.mean, 3.8, 1e-14))
    let weibull = try WeibullDistribution.fitted(to: [1, 2, 3, 5, 8])
    #expect(
      isClose(weibull.shape, 1.5978996890484343, 1e-13)
        && isClose(weibull.scale, 4.258593903923012, 1e-13))
    #expect(try NormalDistribution.fitted(to: [1, 3]).standardDeviation == 1)
    #expect(try GeometricDistribution.fitted(to: [1, 3]).p == 0.5)
    #expect(try BernoulliDistribution.fitted(to: [1, 0, 0, 0]).p == 0.25)
    #expect(try ExponentialDistribution.fitted(to: [1, 3]).rate == 0.5)
    #expect(try PoissonDistribution.fitted(to: [1, 3, 5]).rate == 3)
    #expect(try LaplaceDistribution.fitted(to: [1, 2, 6]).location == 2)
    #expect(try isClose(LogNormalDistribution.fitted(to: [1, exp(2)]).mu, 1))
    #expect(throws: StatisticsError.self) { try GammaDistribution.fitted(to: [2, 2]) }
  }

  @Test func `far tails of counts`() throws {
    // mpmath at 50 digits.
    let binomial = try BinomialDistribution(n: 1000, p: 0.001)
    #expect(isClose(binomial.survival(30), 2.973438246388891e-35, 1e-13))
    let poisson = try PoissonDistribution(rate: 1000)
    #expect(isClose(poisson.cdf(500), 8.303834066990520e-69, 1e-13))
    #expect(binomial.density(0.5) == 0 && poisson.density(-1) == 0)
  }

  @Test func `parameters out of range are refused`() {
    #expect(throws: StatisticsError.self) { try GammaDistribution(shape: 0) }
    #expect(throws: StatisticsError.self) { try BetaDistribution(alpha: 1, beta: .nan) }
    #expect(throws: StatisticsError.self) { try BinomialDistribution(n: -1, p: 0.5) }
    #expect(throws: StatisticsError.self) { try BinomialDistribution(n: 1, p: 1.5) }
    #expect(throws: StatisticsError.self) { try PoissonDistribution(rate: -1) }
    #expect(throws: StatisticsError.self) { try UniformDistribution(low: 1, high: 1) }
    #expect(throws: StatisticsError.self) { try GeometricDistribution(p: 0) }
    #expect(throws: StatisticsError.self) { try StudentTDistribution(degreesOfFreedom: .infinity) }
  }
}
