import Numerics
import Statistics
import Testing

// Expected values: exact rational arithmetic, and SciPy for the probabilities.
@Suite struct RegressionTests {
  private let x: [Double] = [1, 2, 3, 4, 5, 7]
  private let y: [Double] = [2.5, 3.0, 1.0, 4.25, 6.0, 9.5]

  @Test func `a parabola with its full table`() throws {
    let fit = try polynomialRegression(x: x, y: y, degree: 2)
    let estimates = [3.0, -0.8630952380952381, 0.2619047619047619]
    let errors = [1.9267922422179309, 1.1026898843752728, 0.1341158302866761]
    for k in 0..<3 {
      #expect(isClose(fit.estimates[k], estimates[k]) && isClose(fit.standardErrors[k], errors[k]))
    }
    #expect(isClose(fit.residualSumOfSquares, 4.532738095238095))
    #expect(isClose(fit.residualStandardDeviation, 1.2291918883610884))
    #expect(isClose(fit.rSquared, 0.900856036194382))
    #expect(isClose(fit.adjustedRSquared, 1 - (1 - 0.900856036194382) * 5 / 3))
    #expect(isClose(fit.fStatistic, 13.62951411687459))
    #expect(isClose(fit.fPValue, 0.0312175932169151, 1e-12))
    #expect(isClose(fit.pValues[1], 0.49089397129793333, 1e-12))
    #expect(fit.hasIntercept && fit.residualDegreesOfFreedom == 3)
    let interval = fit.confidenceIntervals()[0]
    #expect(isClose(interval.upperBound - 3, 6.131912852295765, 1e-12))
    #expect(isClose(fit.prediction(at: [1, 2, 4]), fit.fitted[1]))
  }

  @Test func `without a constant the sums are about zero`() throws {
    let fit = try linearRegression(columns: [x], response: y)
    #expect(!fit.hasIntercept && isClose(fit.estimates[0], 1.2019230769230769))
    #expect(isClose(fit.standardErrors[0], 0.14089081550438667))
    let squares = Sums.squares(y)
    #expect(isClose(fit.rSquared, 1 - 10.322115384615385 / squares))
  }

  @Test func `a far origin costs no digits`() throws {
    let far = (0..<8).map { 1e8 + Double($0) }
    let fit = try linearRegression(x: far, y: [1, 4, 2, 8, 5, 7, 1, 4])
    #expect(isClose(fit.estimates[0], -21428568.17857143) && isClose(fit.estimates[1], 3.0 / 14))
    #expect(isClose(fit.standardErrors[0], 42757822.91573322))
  }

  @Test func `an exact fit leaves nothing`() throws {
    let cubes = x.map { $0 * $0 * $0 - 2 * $0 + 1 }
    let fit = try polynomialRegression(x: x, y: cubes, degree: 3)
    #expect(fit.estimates[3] == 1 && abs(fit.estimates[2]) < 1e-25 && fit.residualSumOfSquares == 0)
    #expect(fit.fStatistic == .infinity && fit.rSquared == 1)
    let through = try linearRegression(x: [1, 2], y: [3, 5])
    #expect(through.estimates == [1, 2] && through.standardErrors[0].isNaN)
  }

  @Test func `dependent terms are named`() throws {
    let twice = x.map { 2 * $0 }
    do {
      _ = try linearRegression(columns: [x, twice], response: y, names: ["a", "b"])
      Issue.record("a dependent column went through")
    } catch {
      #expect(error.message == "the term b is a combination of the terms before it")
    }
    #expect(throws: StatisticsError.self) { try linearRegression(x: [1, 2], y: [1]) }
    #expect(throws: StatisticsError.self) { try linearRegression(columns: [], response: y) }
    #expect(throws: StatisticsError.self) { try polynomialRegression(x: [1], y: [1], degree: 1) }
    #expect(throws: StatisticsError.self) { try linearRegression(x: x, y: x.map { $0 / 0 }) }
  }

  @Test func `groups are compared by variance`() throws {
    let table = try AnalysisOfVariance(groups: [[1, 2, 4], [3, 5, 5, 8], [0, 1]])
    #expect(
      isClose(table.fStatistic, 5.632558139534882)
        && isClose(table.pValue, 0.04197060487539089, 1e-12))
    #expect(table.betweenDegreesOfFreedom == 2 && table.withinDegreesOfFreedom == 6)
    #expect(throws: StatisticsError.self) { try AnalysisOfVariance(groups: [[1, 2]]) }
    #expect(throws: StatisticsError.self) { try AnalysisOfVariance(groups: [[1], [2]]) }
  }

  @Test func `a decay is found again from afar`() throws {
    // Without noise the least squares are at the parameters that made the values.
    let t = (0..<12).map { Double($0) }
    let values = t.map { 5 * exp(-0.3 * $0) + 2 }
    let fit = try nonlinearRegression(response: values, start: [1, 1, 0]) { p in
      t.map { p[0] * exp(-p[1] * $0) + p[2] }
    }
    #expect(isClose(fit.estimates[0], 5, 1e-13) && isClose(fit.estimates[1], 0.3, 1e-13))
    #expect(isClose(fit.estimates[2], 2, 1e-13) && fit.isConverged)
  }

  @Test func `a linear model gives the linear table`() throws {
    let linear = try polynomialRegression(x: x, y: y, degree: 2)
    let fit = try nonlinearRegression(response: y, start: [1, 1, 1]) { p in
      x.map { p[0] + p[1] * $0 + p[2] * $0 * $0 }
    }
    for k in 0..<3 {
      #expect(isClose(fit.estimates[k], linear.estimates[k], 1e-12))
      #expect(isClose(fit.standardErrors[k], linear.standardErrors[k], 1e-11))
    }
    #expect(isClose(fit.residualStandardDeviation, linear.residualStandardDeviation, 1e-13))
  }

  @Test func `a fit that cannot be says why`() {
    #expect(throws: StatisticsError.self) {
      try nonlinearRegression(response: [1], start: [1, 2]) { _ in [1] }
    }
    #expect(throws: StatisticsError.self) {
      try nonlinearRegression(response: [1, 2], start: [1]) { _ in [1] }
    }
    #expect(throws: StatisticsError.self) {
      try nonlinearRegression(response: [1, 2], start: [-1]) { p in [log(p[0]), 1] }
    }
    #expect(throws: StatisticsError.self) {
      try nonlinearRegression(response: [1, 2, 3], start: [1, 1]) { p in
        [1, 2, 4].map { (p[0] + p[1]) * $0 }
      }
    }
  }

  @Test func `formulas of models are read`() throws {
    let columns = ["x": [0.5, 2], "x2": [1, 3]]
    func value(_ text: String) throws -> [Double] {
      try #require(ModelFormula(text)).values([2, 3], columns, count: 2)
    }
    #expect(try value("b1*x**2 - x2/b2") == [0.5 - 1.0 / 3, 7])
    #expect(try value("-x**2") == [-0.25, -4])
    #expect(try value("2**-(x)") == [pow(2, -0.5), 0.25])
    #expect(try value("exp(-b1*(x+1.5e0))/b2") == [exp(-4) / 3, exp(-7) / 3])
    #expect(try value("cos(2*pi*x)") == [cos(.pi), cos(4 * .pi)])
    #expect(ModelFormula("1+") == nil && ModelFormula("f(x)") == nil && ModelFormula("(1") == nil)
    #expect(ModelFormula(String(repeating: "(", count: 10_000)) == nil)
    #expect(ModelFormula(String(repeating: "-", count: 10_000)) == nil)
  }
}
