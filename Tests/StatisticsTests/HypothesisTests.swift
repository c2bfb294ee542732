import Numerics
import Statistics
import Testing

// Expected values: SciPy 1.17.
@Suite struct HypothesisTests {
  private let x = [2.5, -1.0, 4.25, 3.0, 0.5, 7.75, 3.5, -2.25]
  private let y = [1.0, 2.0, 0.25, 3.25, 2.125, -4.0, 1.5, 6.0, 5.0]

  private func agrees(
    _ result: TestResult, _ statistic: Double, _ p: Double, _ tolerance: Double = 1e-10
  ) -> Bool {
    isClose(result.statistic, statistic, tolerance) && isClose(result.pValue, p, tolerance)
  }

  @Test func `t tests`() throws {
    let one = try tTest(x, mean: 1)
    #expect(agrees(one, 1.1434988990779422, 0.2904259896943624))
    let interval = try #require(one.interval)
    #expect(isClose(interval.lowerBound, -0.368227690618002, 1e-12))
    #expect(isClose(interval.upperBound, 4.930727690618002, 1e-12))
    let wide = try #require(try tTest(x, mean: 1, level: 0.8).interval)
    #expect(isClose(wide.upperBound, 3.8666221273925308, 1e-12))
    let welch = try tTest(x, y, alternative: .greater)
    #expect(agrees(welch, 0.256140186771337, 0.4007422467835956))
    #expect(isClose(try #require(welch.degreesOfFreedom), 14.32429069627169, 1e-12))
    #expect(welch.interval?.upperBound == .infinity)
    let both = try #require(try tTest(x, y).interval)
    #expect(isClose(both.lowerBound, -2.7839424434604614, 1e-12))
    #expect(agrees(try tTest(x, y, equalVariances: true), 0.25762409364073535, 0.8001978508580242))
    let pairs = try pairedTTest(x, Array(y.prefix(8)))
    #expect(agrees(pairs, 0.3734369955402763, 0.7198758746342153))
    #expect(throws: StatisticsError.self) { try tTest([1, 1, 1]) }
  }

  @Test func `z tests`() throws {
    let z = try zTest(x, mean: 1, standardDeviation: 2)
    #expect(isClose(z.pValue, 0.06999220321388046, 1e-12))
    let share = try proportionTest(successes: 7, trials: 20, share: 0.5)
    let interval = try #require(share.interval)
    #expect(isClose(interval.lowerBound, 0.1811918241010821, 1e-12))
    #expect(isClose(interval.upperBound, 0.5671457233147637, 1e-12))
    #expect(isClose(share.statistic, -1.3416407864998738, 1e-12))
  }

  @Test func `variances and counts`() throws {
    let ratio = try fTest(x, y, alternative: .greater)
    #expect(agrees(ratio, 1.202717552717553, 0.39712723768264596))
    #expect(agrees(try chiSquaredTest([18, 22, 20, 40]), 12.32, 0.006363629995195269))
    let table = try independenceTest([[10, 20, 30], [6, 9, 17]])
    #expect(agrees(table, 0.27157465150403504, 0.873028283380073) && table.degreesOfFreedom == 2)
    let square = try independenceTest([[10, 20], [6, 29]], isCorrected: true)
    #expect(agrees(square, 1.4928404397473276, 0.22177627206358658))
    #expect(throws: StatisticsError.self) { try chiSquaredTest([1, 2], expected: [1, 3]) }
    #expect(throws: StatisticsError.self) { try independenceTest([[1, 2], [0, 0]]) }
  }

  @Test func `ranks`() throws {
    #expect(agrees(try mannWhitneyTest(x, y), 39, 0.8148087206910737))
    #expect(agrees(try mannWhitneyTest(x, y, alternative: .less), 39, 0.6285067873303167))
    #expect(
      agrees(try mannWhitneyTest([1, 2, 2, 3, 5], [2, 4, 4, 6, 7, 8]), 5, 0.07934368319771502))
    let pairs = Array(y.prefix(8))
    #expect(agrees(try wilcoxonTest(x, pairs), 20, 0.84375))
    #expect(agrees(try wilcoxonTest(x, pairs, alternative: .greater), 20, 0.421875))
    #expect(agrees(try wilcoxonTest([1, 2, 2, -3, 5, -1.5, 0, 4]), 21, 0.23588521058805278))
    let groups = try kruskalWallisTest([x, y, [1, 2, 2.5, 9]])
    #expect(agrees(groups, 0.3458215860623203, 0.8412126535285577))
  }

  @Test func `distributions as a whole`() throws {
    let normal = try NormalDistribution(mean: 1, standardDeviation: 2)
    #expect(agrees(try kolmogorovSmirnovTest(x, normal), 0.39837264762313174, 0.1175483767758434))
    let uniform = try UniformDistribution()
    let low = (1...40).map { Double($0) / 50 }
    #expect(agrees(try kolmogorovSmirnovTest(low, uniform), 0.2, 0.07048187616884494))
    let even = (0..<40).map { Double($0) / 40 }
    #expect(agrees(try kolmogorovSmirnovTest(even, uniform), 0.025, 1))
    #expect(agrees(try kolmogorovSmirnovTest(x, y), 0.29166666666666663, 0.8639581389358915))
    // Far out: SciPy's kstwo.sf(0.5, 40).
    let far = try kolmogorovSmirnovTest((1...40).map { Double($0) / 80 }, uniform)
    #expect(agrees(far, 0.5, 9.006441529575452e-10))
  }

  @Test func `normality`() throws {
    // SciPy's normal quantiles there have seven digits.
    #expect(agrees(try shapiroWilkTest(x), 0.9715769743034652, 0.9100877715557275, 1e-6))
    #expect(agrees(try shapiroWilkTest([1, 2, 4]), 0.9642857142857142, 0.6368868450289689, 1e-6))
    #expect(
      agrees(try shapiroWilkTest([1, 2, 3, 5]), 0.9713736654999263, 0.8499708189581867, 1e-6))
    let squares = (0..<30).map { Double($0 * $0) }
    #expect(agrees(try shapiroWilkTest(squares), 0.8939559473938224, 0.005994663222500283, 1e-6))
    #expect(throws: StatisticsError.self) { try shapiroWilkTest([1, 1, 1]) }
  }
}
