import Numerics
import Script
import Statistics
import Tensors

/// What a test found, as a value of the language.
package struct TestResultValue: ScriptObject {
  let name: String
  let result: TestResult
  let effect: String

  /// The name of the type.
  package var typeName: String { "TestResult" }

  /// A line for each part, to four digits.
  package func text() -> String {
    func short(_ x: Double) -> String { formatted(x, NumberFormat(.general, digits: 4)) }
    var lines = [name, "  statistic  \(short(result.statistic))"]
    if let degrees = result.degreesOfFreedom { lines.append("  df         \(short(degrees))") }
    lines.append("  p          \(short(result.pValue))")
    if let size = result.effectSize { lines.append("  effect     \(short(size)) (\(effect))") }
    if let interval = result.interval {
      lines.append(
        "  interval   \(short(interval.lowerBound)) … \(short(interval.upperBound))")
    }
    return lines.joined(separator: "\n")
  }
}

/// Tests of hypotheses: each gives statistic, p-value and effect size.
extension StandardLibrary {
  static let hypothesisTests: [LibraryFunction] =
    meanTests + varianceTests + rankTests + fitTests + testResultMembers

  private static let sides = "alternative: String = \"twoSided\""

  private static func test(
    _ name: String, _ signature: String, _ title: String, _ summary: String, effect: String,
    _ example: String, _ result: String, source: String = "",
    _ body: @escaping @Sendable ([Value]) throws -> TestResult
  ) -> LibraryFunction {
    .general(
      name, "(\(signature)) -> TestResult", summary, example, result, source: source
    ) { arguments, _ in
      .object(TestResultValue(name: title, result: try body(arguments), effect: effect))
    }
  }

  private static func side(_ arguments: [Value], _ index: Int) throws -> Alternative {
    try arguments.choice(index, of: "alternative", as: Alternative.self)
  }

  private static let meanTests: [LibraryFunction] = [
    test(
      "tTest", "_ x: Vector, mean: Double = 0, \(sides), level: Double = 0.95", "one-sample t test",
      "Student's t test that the mean of x is the one given.", effect: "Cohen's d",
      "tTest([1, 2, 3], mean: 2).statistic", "0",
      source: "Student, The probable error of a mean, Biometrika 6, 1908"
    ) {
      try tTest(
        $0.vector(0), mean: $0.number(1), alternative: side($0, 2), level: $0.number(3))
    },
    test(
      "tTest",
      "_ x: Vector, _ y: Vector, equalVariances: Bool = false, \(sides), level: Double = 0.95",
      "two-sample t test",
      "The t test that two samples have the same mean: Welch's, or Student's for equal variances.",
      effect: "Cohen's d", "tTest([1, 2, 3], [2, 3, 4]).degreesOfFreedom", "4",
      source: "B. L. Welch, The generalization of Student's problem, Biometrika 34, 1947"
    ) {
      try tTest(
        $0.vector(0), $0.vector(1), equalVariances: $0.flag(2), alternative: side($0, 3),
        level: $0.number(4))
    },
    test(
      "pairedTTest", "_ x: Vector, _ y: Vector, \(sides), level: Double = 0.95", "paired t test",
      "The t test that the differences of pairs have the mean 0.", effect: "Cohen's d",
      "pairedTTest([2, 3, 5], [1, 3, 3]).degreesOfFreedom", "2"
    ) {
      try pairedTTest(
        $0.vector(0), $0.vector(1), alternative: side($0, 2), level: $0.number(3))
    },
    test(
      "zTest",
      "_ x: Vector, mean: Double = 0, standardDeviation: Double, \(sides), level: Double = 0.95",
      "z test", "The z test that the mean is the one given, with a known standard deviation.",
      effect: "(mean − hypothesis) / σ", "zTest([1, 2, 3, 6], standardDeviation: 2).statistic", "3"
    ) {
      try zTest(
        $0.vector(0), mean: $0.number(1), standardDeviation: $0.number(2),
        alternative: side($0, 3), level: $0.number(4))
    },
    test(
      "proportionTest",
      "successes: Int, trials: Int, share: Double = 0.5, \(sides), level: Double = 0.95",
      "test of a share", "The z test that successes come with the given probability.",
      effect: "Cohen's h", "proportionTest(successes: 75, trials: 100).statistic", "5",
      source: "E. B. Wilson, Probable inference, J. Amer. Statist. Assoc. 22, 1927"
    ) {
      try proportionTest(
        successes: $0.integer(0), trials: $0.integer(1), share: $0.number(2),
        alternative: side($0, 3), level: $0.number(4))
    },
  ]

  private static let varianceTests: [LibraryFunction] = [
    test(
      "fTest", "_ x: Vector, _ y: Vector, \(sides)", "F test of two variances",
      "The F test that two samples have the same variance.", effect: "ratio of the variances",
      "fTest([1, 3, 5], [1, 2, 3]).statistic", "4"
    ) { try fTest($0.vector(0), $0.vector(1), alternative: side($0, 2)) },
    test(
      "chiSquaredTest", "_ observed: Vector, expected: Vector = [], estimated: Int = 0",
      "χ² test of fit", "Pearson's test that counts follow the expected ones, or equal ones.",
      effect: "Cohen's w", "chiSquaredTest([8, 12, 10, 10]).statistic", "0.8",
      source: "K. Pearson, On the criterion, Philosophical Magazine 50, 1900"
    ) {
      let expected = try $0.vector(1)
      return try chiSquaredTest(
        $0.vector(0), expected: expected.isEmpty ? nil : expected, estimated: $0.integer(2))
    },
    test(
      "independenceTest", "_ table: Matrix, corrected: Bool = false", "χ² test of independence",
      "Pearson's test that rows and columns of a table of counts are independent.",
      effect: "Cramér's V", "independenceTest([[10, 10], [20, 20]]).pValue", "1"
    ) { try independenceTest($0.vectors(0), isCorrected: $0.flag(1)) },
    .general(
      "anova", "(_ groups: [Vector]) -> AnalysisOfVariance",
      "The one-way analysis of variance, the test that groups have one mean.",
      "anova([[1, 2, 3], [2, 3, 4], [3, 4, 5]]).fStatistic", "3",
      source: "R. A. Fisher, Statistical Methods for Research Workers, 1925"
    ) { arguments, _ in
      .object(AnovaValue(fit: try AnalysisOfVariance(groups: arguments.vectors(0))))
    },
  ]

  private static let rankTests: [LibraryFunction] = [
    test(
      "mannWhitneyTest", "_ x: Vector, _ y: Vector, \(sides)", "Mann–Whitney test",
      "The test that neither sample tends to be greater.", effect: "rank-biserial correlation",
      "mannWhitneyTest([4, 5, 6], [1, 2, 3]).pValue", "0.1",
      source: "H. B. Mann, D. R. Whitney, Ann. Math. Statist. 18, 1947"
    ) { try mannWhitneyTest($0.vector(0), $0.vector(1), alternative: side($0, 2)) },
    test(
      "wilcoxonTest", "_ x: Vector, _ y: Vector, \(sides)", "Wilcoxon signed-rank test",
      "The test that the differences of pairs are symmetric about 0.",
      effect: "rank-biserial correlation", "wilcoxonTest([2, 4, 6], [1, 2, 3]).statistic", "6",
      source: "F. Wilcoxon, Individual comparisons by ranking methods, 1945"
    ) { try wilcoxonTest($0.vector(0), $0.vector(1), alternative: side($0, 2)) },
    test(
      "kruskalWallisTest", "_ groups: [Vector]", "Kruskal–Wallis test",
      "The test that groups come from one distribution.", effect: "ε²",
      "kruskalWallisTest([[1, 2], [3, 4]]).degreesOfFreedom", "1",
      source: "W. H. Kruskal, W. A. Wallis, J. Amer. Statist. Assoc. 47, 1952"
    ) { try kruskalWallisTest($0.vectors(0)) },
  ]

  private static let fitTests: [LibraryFunction] = [
    test(
      "kolmogorovSmirnovTest", "_ x: Vector, _ distribution: Distribution",
      "Kolmogorov–Smirnov test", "The test that values come from a continuous distribution.",
      effect: "greatest distance", "kolmogorovSmirnovTest([0.25, 0.75], Uniform()).statistic",
      "0.25", source: "G. Marsaglia, W. Tsang, J. Wang, J. Statist. Software 8, 2003"
    ) { arguments in
      let distribution = try arguments.object(1, as: DistributionValue.self).distribution
      return try testOfFit(arguments.vector(0), distribution)
    },
    test(
      "kolmogorovSmirnovTest", "_ x: Vector, _ y: Vector", "two-sample Kolmogorov–Smirnov test",
      "The test that two samples come from one distribution.", effect: "greatest distance",
      "kolmogorovSmirnovTest([1, 2], [3, 4]).statistic", "1"
    ) { try kolmogorovSmirnovTest($0.vector(0), $0.vector(1)) },
    test(
      "shapiroWilkTest", "_ x: Vector", "Shapiro–Wilk test",
      "The test that values come from a normal distribution, for 3 to 5,000 of them.",
      effect: "–", "shapiroWilkTest([1, 2, 3]).statistic > 0.99", "true",
      source: "P. Royston, Remark AS R94, Applied Statistics 44, 1995"
    ) { try shapiroWilkTest($0.vector(0)) },
  ]

  private static func testOfFit(
    _ x: [Double], _ distribution: some Distribution
  ) throws -> TestResult { try kolmogorovSmirnovTest(x, distribution) }

  private static func part(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (TestResult) -> Double?
  ) -> LibraryFunction {
    .property(name, of: "TestResult", as: TestResultValue.self, summary, example, result) {
      guard let value = body($0.result) else {
        throw ScriptCause("value.domain", "the \($0.name) has no '\(name)'")
      }
      return value
    }
  }

  private static let testResultMembers: [LibraryFunction] = [
    part("statistic", "The test's statistic.", "tTest([1, 2, 3], mean: 2).statistic", "0") {
      $0.statistic
    },
    part(
      "pValue", "The probability of a statistic at least so far out, if the hypothesis holds.",
      "tTest([1, 2, 3], mean: 2).pValue", "1"
    ) { $0.pValue },
    part(
      "degreesOfFreedom", "The degrees of freedom of the statistic's distribution.",
      "tTest([1, 2, 3]).degreesOfFreedom", "2"
    ) { $0.degreesOfFreedom },
    part(
      "effectSize", "The size of the departure, on the scale that the test's help names.",
      "tTest([1, 2, 3]).effectSize", "2"
    ) { $0.effectSize },
    .tensor(
      "interval", "(_ self: TestResult) -> Vector", kind: .property,
      "The ends of the confidence interval.", "mean(tTest([1, 2, 3]).interval)", "2"
    ) {
      let value = try $0.object(0, as: TestResultValue.self)
      guard let interval = value.result.interval else {
        throw ScriptCause("value.domain", "the \(value.name) has no 'interval'")
      }
      return Tensor([interval.lowerBound, interval.upperBound])
    },
  ]
}
