import Numerics
import Statistics
import Testing

// Expected values: NumPy 2.4 and SciPy 1.17 on the same numbers, unless said otherwise.
@Suite struct DescriptiveTests {
  private let x = [2.5, -1.0, 4.25, 3.0, 0.5, 7.75, 3.0, -2.25]
  private let y = [1.0, 2.0, 0.5, 3.5, 2.0, -4.0, 1.5, 6.0]

  @Test func `moments of a small sample`() throws {
    #expect(try mean(x) == 2.21875)
    #expect(try isClose(variance(x), 9.900669642857142))
    #expect(try isClose(standardDeviation(x, ddof: 0), 2.9433120693361756))
    #expect(try isClose(standardError(x), 1.1124673951883455))
    #expect(try isClose(covariance(x, y), -7.658482142857142))
    #expect(try isClose(correlation(x, y), -0.8588530193113703))
    #expect(try isClose(skewness(x), 0.24962302581317325))
    #expect(try isClose(skewness(x, isUnbiased: true), 0.31133461281424063))
    #expect(try isClose(kurtosis(x), -0.5538236078870988))
    #expect(try isClose(kurtosis(x, isUnbiased: true), 0.2369704234370924))
    #expect(try isClose(geometricMean(x.map { abs($0) }), 2.318078874719029))
    #expect(try isClose(harmonicMean(x.map { abs($0) }), 1.6408783871442039))
    #expect(try weightedMean([1, 2, 4], weights: [1, 0, 3]) == 3.25)
    #expect(try isClose(spearmanCorrelation(x, y), -0.7710843373493975))
    #expect(try isClose(kendallCorrelation(x, y), -0.6666666666666666))
    #expect(try ranks(x) == [4, 2, 7, 5.5, 3, 8, 5.5, 1])
  }

  @Test func `a large mean costs no digits`() throws {
    // Exactly: the mean is 10¹⁵ + 2, the deviations −2, −1, 0, 1, 2.
    let x = (0...4).map { 1e15 + Double($0) }
    #expect(try mean(x) == 1e15 + 2)
    #expect(try variance(x) == 2.5)
    #expect(try mean([1e308, 1e308, 1e308]) == 1e308)
    #expect(try mean([1, 1e100, 1, -1e100]) == 0.5)
    #expect(try mean([.infinity, 1]) == .infinity)
    #expect(try mean([.infinity, -.infinity]).isNaN)
  }

  @Test func `the nine quantiles`() throws {
    let shares = [0, 0.1, 0.25, 0.3, 0.5, 0.625, 0.9, 1]
    let table: [[Double]] = [
      [-2.25, -2.25, -1.0, 0.5, 2.5, 3.0, 7.75, 7.75],
      [-2.25, -2.25, -0.25, 0.5, 2.75, 3.0, 7.75, 7.75],
      [-2.25, -2.25, -1.0, -1.0, 2.5, 3.0, 4.25, 7.75],
      [-2.25, -2.25, -1.0, -0.4, 2.5, 3.0, 4.95, 7.75],
      [-2.25, -1.875, -0.25, 0.35, 2.75, 3.0, 6.7, 7.75],
      [-2.25, -2.25, -0.625, 0.05, 2.75, 3.0, 7.75, 7.75],
      [-2.25, -1.375, 0.125, 0.7, 2.75, 3.0, 5.3, 7.75],
      [-2.25, -2.0416666666666665, -0.375, 0.25, 2.75, 3.0, 7.166666666666667, 7.75],
      [-2.25, -2.0, -0.34375, 0.275, 2.75, 3.0, 7.05, 7.75],
    ]
    for definition in QuantileDefinition.allCases {
      let values = try quantiles(x, shares, definition: definition)
      for (value, expected) in zip(values, table[definition.rawValue - 1]) {
        #expect(abs(value - expected) <= 1e-14 * 8, "\(definition)")
      }
    }
    #expect(try median(x) == 2.75)
    #expect(try median([3, 1, 2]) == 2)
    #expect(try median([1.5e308, 1.7e308]) == 1.6e308)
    #expect(try medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]) == 1)
    #expect(try modes([2, 1, 2, 3, 3]) == [2, 3])
  }

  @Test func `histograms count every value once`() throws {
    let histogram = try Histogram(x, bins: 4)
    #expect(histogram.counts == [2, 2, 3, 1])
    #expect(histogram.edges.first == -2.25 && histogram.edges.last == 7.75)
    let squares = (0..<100).map { Double($0 * $0) / 50 }
    let counts: [BinRule: Int] = [
      .sturges: 8, .squareRoot: 10, .rice: 10, .doane: 10, .scott: 5, .freedmanDiaconis: 5,
      .automatic: 8,
    ]
    for rule in BinRule.allCases {
      #expect(try binCount(squares, rule: rule) == counts[rule], "\(rule)")
      #expect(try Histogram(squares, rule: rule).counts.reduce(0, +) == 100)
    }
    #expect(try Histogram([3, 3], bins: 2).counts == [0, 2])
    let areas = try Histogram(squares, bins: 7)
    let widths = zip(areas.edges.dropFirst(), areas.edges).map { $0 - $1 }
    #expect(isClose(zip(widths, areas.densities).map { $0 * $1 }.reduce(0, +), 1))
  }

  @Test func `information has a base`() throws {
    let p = [0.5, 0.25, 0.125, 0.125]
    let q = [0.25, 0.25, 0.25, 0.25]
    let e = 2.718281828459045
    #expect(try entropy(p, base: 2) == 1.75)
    #expect(try crossEntropy(p, q, base: 2) == 2)
    #expect(try klDivergence(p, q, base: 2) == 0.25)
    #expect(try isClose(klDivergence(p, q, base: e), 0.1732867951399863))
    #expect(try isClose(jensenShannon(p, q, base: e), 0.042474759198849354))
    #expect(try perplexity(q) == 4)
    #expect(try klDivergence([1, 0], [0, 1], base: 2) == .infinity)
    #expect(try mutualInformation([[0.25, 0.25], [0.25, 0.25]], base: 2) == 0)
    #expect(try mutualInformation([[0.5, 0], [0, 0.5]], base: 2) == 1)
  }

  @Test func `what has no value says why`() {
    #expect(throws: StatisticsError.self) { try mean([]) }
    #expect(throws: StatisticsError.self) { try variance([1]) }
    #expect(throws: StatisticsError.self) { try correlation([1, 2], [1, 2, 3]) }
    #expect(throws: StatisticsError.self) { try correlation([1, 1], [1, 2]) }
    #expect(throws: StatisticsError.self) { try median([1, .nan]) }
    #expect(throws: StatisticsError.self) { try quantile([1, 2], 1.5) }
    #expect(throws: StatisticsError.self) { try entropy([0.5, 0.6], base: 2) }
    #expect(throws: StatisticsError.self) { try entropy([0.5, 0.5], base: 1) }
    #expect(throws: StatisticsError.self) { try Histogram([1, 2], bins: 0) }
    do {
      _ = try covariance([1, 2, 3], [1, 2])
    } catch {
      #expect(error.message == "a covariance pairs values, but one side has 3 and the other 2")
    }
  }
}

/// Whether two numbers agree to `tolerance`, relative to the second.
func isClose(_ x: Double, _ y: Double, _ tolerance: Double = 1e-14) -> Bool {
  x == y || abs(x - y) <= tolerance * abs(y)
}
