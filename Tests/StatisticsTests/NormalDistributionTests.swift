import Numerics
import Statistics
import Testing

@Suite struct NormalDistributionTests {
  // mpmath at 60 digits.
  @Test func `tails keep their digits`() {
    let normal = NormalDistribution.standard
    #expect(isClose(normal.cdf(-37), 5.725571222524577e-300))
    #expect(isClose(normal.survival(8), 6.220960574271786e-16))
    #expect(isClose(normal.logCDF(-40), -804.6084420137538))
    #expect(isClose(normal.quantile(1e-300), -37.0470962993612))
    #expect(isClose(normal.quantile(0.3), -0.5244005127080407))
    #expect(normal.quantile(0.5) == 0)
    #expect(normal.quantile(0) == -.infinity && normal.quantile(2).isNaN)
  }

  @Test func `scaled and shifted`() throws {
    let normal = try NormalDistribution(mean: 10, standardDeviation: 2)
    #expect(isClose(normal.cdf(12), 0.8413447460685429))
    #expect(isClose(normal.density(10), 0.19947114020071635))
    #expect(isClose(normal.probability(above: 8, through: 12), 0.6826894921370859))
    #expect(isClose(normal.entropy, 2.112085713764618))
    #expect(normal.mean == 10 && normal.variance == 4)
    #expect(throws: StatisticsError.self) { try NormalDistribution(standardDeviation: 0) }
  }

  @Test func `quantile and distribution function are inverse`() {
    let normal = NormalDistribution.standard
    for i in 1..<400 {
      let p = Double(i) / 400
      #expect(isClose(normal.cdf(normal.quantile(p)), p, 1e-15 * 4))
    }
  }
}
