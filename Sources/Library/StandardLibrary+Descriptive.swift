import Diagnostics
import Numerics
import Script
import Statistics
import Tensors

/// Summaries of data beyond mean and variance, resampling and information.
extension StandardLibrary {
  static let descriptive: [LibraryFunction] =
    summaries + scalings + associations + resampling + informationMeasures

  private static let summaries: [LibraryFunction] = [
    .number(
      "quantile", "(_ x: Vector, _ p: Double, definition: Int) -> Double",
      "The quantile by one of the nine definitions of Hyndman and Fan, by its number.",
      "quantile([1, 2, 3, 4], 0.5, definition: 1)", "2",
      source: "R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, 1996"
    ) {
      guard let definition = QuantileDefinition(rawValue: try $0.integer(2)) else {
        throw ScriptCause("library.choice", "the definitions of a quantile are numbered 1 to 9")
      }
      return try quantile($0.vector(0), $0.number(1), definition: definition)
    },
    .tensor(
      "fiveNumbers", "(_ x: Vector) -> Vector",
      "The minimum, the quartiles and the maximum.", "fiveNumbers([1, 2, 3, 4, 5])",
      "[1, 2, 3, 4, 5]", source: "J. W. Tukey, Exploratory Data Analysis, 1977"
    ) { Tensor(try fiveNumbers($0.vector(0))) },
    .number(
      "interquartileRange", "(_ x: Vector) -> Double", "The distance of the quartiles.",
      "interquartileRange([1, 2, 3, 4, 5])", "2"
    ) { try interquartileRange($0.vector(0)) },
    .number(
      "medianAbsoluteDeviation", "(_ x: Vector) -> Double",
      "The median distance from the median.", "medianAbsoluteDeviation([1, 2, 3, 4, 100])", "1"
    ) { try medianAbsoluteDeviation($0.vector(0)) },
    .tensor(
      "modes", "(_ x: Vector) -> Vector", "The values that occur most often, ascending.",
      "modes([1, 2, 2, 3, 3])", "[2, 3]"
    ) { Tensor(try modes($0.vector(0))) },
    .number(
      "geometricMean", "(_ x: Vector) -> Double", "The n-th root of the product.",
      "geometricMean([4, 4, 4])", "4"
    ) { try geometricMean($0.vector(0)) },
    .number(
      "harmonicMean", "(_ x: Vector) -> Double", "The reciprocal of the mean reciprocal.",
      "harmonicMean([1, 3, 3])", "1.8"
    ) { try harmonicMean($0.vector(0)) },
    .number(
      "weightedMean", "(_ x: Vector, weights: Vector) -> Double", "The mean Σ wᵢ xᵢ / Σ wᵢ.",
      "weightedMean([1, 5], weights: [3, 1])", "2"
    ) { try weightedMean($0.vector(0), weights: $0.vector(1)) },
    .number(
      "standardError", "(_ x: Vector) -> Double",
      "The standard error of the mean, s / √n with the divisor n − 1.",
      "standardError([1, 3, 1, 3, 2, 2]) < 0.4", "true"
    ) { try standardError($0.vector(0)) },
    .number(
      "skewness", "(_ x: Vector, unbiased: Bool = false) -> Double",
      "The third standardised moment: 0 for symmetric data.", "skewness([1, 2, 3])", "0",
      source: "D. N. Joanes, C. A. Gill, Comparing measures of sample skewness, 1998"
    ) { try skewness($0.vector(0), isUnbiased: $0.flag(1)) },
    .number(
      "kurtosis", "(_ x: Vector, unbiased: Bool = false) -> Double",
      "The fourth standardised moment less 3: 0 for a normal distribution.",
      "kurtosis([1, -1, 1, -1])", "-2"
    ) { try kurtosis($0.vector(0), isUnbiased: $0.flag(1)) },
    .number(
      "autocorrelation", "(_ x: Vector, lag: Int = 1) -> Double",
      "The correlation of a series with itself some steps later.",
      "autocorrelation([1, -1, 1, -1])", "-0.75",
      source: "NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.12"
    ) { try autocorrelation($0.vector(0), lag: $0.integer(1)) },
    .general(
      "histogramBins",
      "(_ x: Vector, bins: Int = 0, rule: String = \"automatic\") -> (edges: Vector, counts: Vector)",
      "The counts of values in bins of equal width; without a number of bins, a rule finds it.",
      "histogramBins([1, 2, 2, 5], bins: 2).counts", "[3, 1]"
    ) { arguments, _ in
      let x = try arguments.vector(0)
      let bins = try arguments.integer(1)
      let rule = try arguments.choice(2, of: "rule for bins", as: BinRule.self)
      let found = try bins == 0 ? Histogram(x, rule: rule) : Histogram(x, bins: bins)
      return .labelled([
        ("edges", .vector(found.edges)), ("counts", .vector(found.counts.map(Double.init))),
      ])
    },
    .tensor(
      "kernelDensity", "(_ x: Vector, at places: Vector, bandwidth: Double = 0) -> Vector",
      "The density estimated by a normal bump at each value; without a bandwidth, by Scott's rule.",
      "kernelDensity([0, 2], at: [1], bandwidth: 1)[0].rounded()", "0",
      source: "B. W. Silverman, Density Estimation for Statistics and Data Analysis, 1986"
    ) {
      let width = try $0.number(2)
      let values = try $0.vector(0)
      let density =
        try width == 0
        ? KernelDensity(values) : KernelDensity(values, bandwidth: width)
      return Tensor(try $0.vector(1).map { density.density($0) })
    },
  ]

  private static let scalings: [LibraryFunction] = [
    .tensor(
      "minMaxScale", "(_ x: Vector) -> Vector", "The values moved and scaled into 0…1.",
      "minMaxScale([2, 4, 6])", "[0, 0.5, 1]"
    ) {
      let x = try $0.tensor(0)
      let (low, high) = (try x.min(), try x.max())
      guard high > low else {
        throw ScriptCause("value.domain", "equal values have no range to scale by")
      }
      return (x - low) / (high - low)
    },
    .tensor(
      "standardize", "(_ x: Vector, ddof: Int = 0) -> Vector",
      "The z-scores: the distances from the mean in standard deviations.",
      "standardize([1, 3])", "[-1, 1]"
    ) {
      let x = try $0.vector(0)
      let deviation = try standardDeviation(x, ddof: $0.integer(1))
      guard deviation.isFinite else {
        throw ScriptCause(
          "value.domain", "values that are nan, infinite or too far apart cannot be standardized")
      }
      guard deviation > 0 else {
        throw ScriptCause("value.domain", "equal values have no standard deviation to divide by")
      }
      let center = try mean(x)
      return Tensor(x.map { ($0 - center) / deviation })
    },
    .tensor(
      "ranks", "(_ x: Vector) -> Vector", "The ranks from 1; equal values share their mean rank.",
      "ranks([10, 30, 10])", "[1.5, 3, 1.5]"
    ) { Tensor(try ranks($0.vector(0))) },
  ]

  private static let associations: [LibraryFunction] = [
    .tensor(
      "covarianceMatrix", "(_ rows: Matrix, ddof: Int = 0) -> Matrix",
      "The covariance of every two columns.", "covarianceMatrix([[1, 1], [3, 3]])",
      "[[1, 1],\n [1, 1]]"
    ) {
      let ddof = try $0.integer(1)
      return try table(of: $0.columns(0)) { try covariance($0, $1, ddof: ddof) }
    },
    .tensor(
      "correlationMatrix", "(_ rows: Matrix) -> Matrix", "The correlation of every two columns.",
      "correlationMatrix([[1, 3], [2, 2], [3, 1]])", "[[ 1, -1],\n [-1,  1]]"
    ) { try table(of: $0.columns(0)) { try correlation($0, $1) } },
    .number(
      "spearmanCorrelation", "(_ x: Vector, _ y: Vector) -> Double",
      "The correlation of the ranks.", "spearmanCorrelation([1, 2, 3], [1, 10, 100])", "1",
      source: "C. Spearman, The proof and measurement of association, 1904"
    ) { try spearmanCorrelation($0.vector(0), $0.vector(1)) },
    .number(
      "kendallCorrelation", "(_ x: Vector, _ y: Vector) -> Double",
      "Kendall's τ: concordant less discordant pairs, corrected for ties.",
      "kendallCorrelation([1, 2, 3], [1, 10, 100])", "1",
      source: "M. G. Kendall, A new measure of rank correlation, 1938"
    ) { try kendallCorrelation($0.vector(0), $0.vector(1)) },
  ]

  private static func table(
    of columns: [[Double]], _ body: ([Double], [Double]) throws -> Double
  ) throws -> Tensor {
    var rows = columns.map { _ in [Double](repeating: 0, count: columns.count) }
    for i in columns.indices {
      for j in 0...i {
        rows[i][j] = try body(columns[i], columns[j])
        rows[j][i] = rows[i][j]
      }
    }
    return try Tensor(rows: rows)
  }

  private static let resampling: [LibraryFunction] = [
    .general(
      "bootstrap",
      "(_ x: Vector, count: Int = 2000, level: Double = 0.95, interval: String = \"accelerated\", seed: Int? = nil, _ statistic: (Vector) -> Double) -> (estimate: Double, standardError: Double, bias: Double, interval: Vector)",
      "What a statistic does on samples drawn with replacement from the sample.",
      "bootstrap([1, 2, 3], seed: 1) { x in mean(x) }.estimate", "2",
      source: "B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993"
    ) { arguments, context in
      let x = try arguments.vector(0)
      let count = try arguments.integer(1)
      try context.countSteps(max(0, min(count, 1 << 30)) * max(x.count, 1))
      var source = try arguments.random(4, context)
      let caller = Caller(context)
      let found = Result {
        try bootstrap(
          x, count: count, level: arguments.number(2),
          interval: arguments.choice(3, of: "interval", as: BootstrapInterval.self), from: &source
        ) { caller.number(arguments[5], $0) }
      }
      try caller.finish(&context)
      if arguments.isNone(4) { context.random = source }
      let result = try found.get()
      return .labelled([
        ("estimate", .double(result.estimate)), ("standardError", .double(result.standardError)),
        ("bias", .double(result.bias)),
        ("interval", .vector([result.interval.lowerBound, result.interval.upperBound])),
      ])
    },
    .general(
      "shuffled", "(_ x: Vector, seed: Int? = nil) -> Vector",
      "The values in a random order, from the chapter's stream or from a seed.",
      "sum(shuffled([1, 2, 3]))", "6",
      source: "R. Durstenfeld, Algorithm 235: Random permutation, 1964"
    ) { arguments, context in
      var values = try arguments.vector(0)
      try context.countSteps(values.count)
      var source = try arguments.random(1, context)
      source.shuffle(&values)
      if arguments.isNone(1) { context.random = source }
      return .vector(values)
    },
    .general(
      "randomIntegers", "(_ count: Int, below bound: Int, seed: Int? = nil) -> Vector",
      "Independent whole numbers from 0 to the bound less one, equally likely.",
      "randomIntegers(3, below: 1)", "[0, 0, 0]"
    ) { arguments, context in
      let count = try counted(arguments, 0, &context)
      let bound = try arguments.integer(1)
      guard bound >= 1 else {
        throw ScriptCause("value.domain", "the bound is 1 or more, not \(bound)")
      }
      var source = try arguments.random(2, context)
      let values = (0..<count).map { _ in Double(source.nextInt(below: bound)) }
      if arguments.isNone(2) { context.random = source }
      return .vector(values)
    },
    .general(
      "randomNormal", "(_ rows: Int, _ columns: Int, seed: Int? = nil) -> Matrix",
      "A matrix of independent standard normal numbers.", "randomNormal(2, 3, seed: 1).shape",
      "[2, 3]"
    ) { arguments, context in
      let columns = try arguments.integer(1)
      guard columns >= 0, columns <= context.limits.tensorElements else {
        throw ScriptCause(
          "limit.elements", "\(quantity(columns, "column")) are too many or too few")
      }
      let rows = try counted(arguments, 0, &context, width: columns)
      var source = try arguments.random(2, context)
      let values = (0..<(rows * columns)).map { _ in source.nextNormal() }
      if arguments.isNone(2) { context.random = source }
      return .tensor(try Tensor(shape: [rows, columns], values: values))
    },
  ]

  private static let informationMeasures: [LibraryFunction] = [
    .number(
      "jensenShannon", "(_ p: Vector, _ q: Vector, base: Double = 2.718281828459045) -> Double",
      "The Jensen–Shannon divergence: symmetric, at most log 2.",
      "jensenShannon([1, 0], [0, 1], base: 2)", "1",
      source: "J. Lin, Divergence measures based on the Shannon entropy, 1991"
    ) { try jensenShannon($0.vector(0), $0.vector(1), base: $0.number(2)) },
    .number(
      "mutualInformation", "(_ joint: Matrix, base: Double = 2.718281828459045) -> Double",
      "What one variable tells of the other, from their joint probabilities.",
      "mutualInformation([[0.5, 0], [0, 0.5]], base: 2)", "1",
      source: "T. M. Cover, J. A. Thomas, Elements of Information Theory, 2006, 2.28"
    ) { try mutualInformation($0.vectors(0), base: $0.number(1)) },
    .number(
      "bitsToNats", "(_ bits: Double) -> Double", "Bits as nats: times log 2.",
      "bitsToNats(1) == log(2)", "true"
    ) { try $0.number(0) * 0.6931471805599453 },
    .number(
      "natsToBits", "(_ nats: Double) -> Double", "Nats as bits: divided by log 2.",
      "natsToBits(log(2))", "1"
    ) { try $0.number(0) / 0.6931471805599453 },
    .number(
      "bitsPerSymbol", "(_ text: String) -> Double",
      "The entropy in bits of the characters of a text, by their frequencies.",
      "bitsPerSymbol(\"abab\")", "1",
      source: "C. E. Shannon, A Mathematical Theory of Communication, 1948"
    ) { arguments in
      let text = try arguments.string(0)
      guard !text.isEmpty else {
        throw ScriptCause("value.domain", "an empty text has no frequencies")
      }
      var counts: [Character: Int] = [:]
      for character in text { counts[character, default: 0] += 1 }
      let shares = counts.values.sorted().map { Double($0) / Double(text.count) }
      return try Statistics.entropy(shares, base: 2)
    },
  ]
}
