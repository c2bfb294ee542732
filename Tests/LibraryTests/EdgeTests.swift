import Testing

/// Values at the ends of the range, at NaN and infinity: each is right or refused, none is made up.
@Suite struct EdgeTests {
  static func number(of code: String) -> Double? {
    switch LibraryTests.result(of: code) {
    case "nan": .nan
    case "inf": .infinity
    case "-inf": -.infinity
    case let text: Double(text)
    }
  }

  /// Expected: closed forms, or mpmath with 40 digits.
  @Test(
    arguments: [
      // The range of these values is wider than all numbers, their bins are 0.85e308 wide.
      ("histogramBins([-1e308, 1.7e308], bins: 3).counts[2]", 1, 0),
      ("histogramBins([-1e308, 1.7e308], bins: 3).edges[1]", -0.1e308, 1e-15),
      // log ½ / log(1 − p).
      ("Geometric(p: 1e-17).quantile(0.5)", 69_314_718_055_994_528, 1e-15),
      ("Geometric(p: 1e-19).quantile(0.5)", 6.9314718055994533e18, 1e-15),
      ("NegativeBinomial(successes: 1, p: 1e-19).quantile(0.5)", 6.9314718055994533e18, 1e-9),
      ("Poisson(rate: 1e19).quantile(0.5)", 1e19, 1e-9),
      ("Geometric(p: 0.25).quantile(0.25)", 1, 0),
      ("Geometric(p: 0.25).cdf(2)", 0.4375, 0),
      ("standardDeviation([1e155, 3e155])", 1e155, 1e-15),
      ("standardDeviation([1e-163, 3e-163])", 1e-163, 1e-15),
      ("standardDeviation([5e-324, 0], ddof: 1)", .leastNonzeroMagnitude, 0),
      ("standardDeviation([nan, 1, 2])", .nan, 0), ("standardDeviation([inf, 1])", .nan, 0),
      ("variance([1e155, 3e155])", .infinity, 0), ("standardError([nan, 1])", .nan, 0),
      ("covariance([1e200, 3e200], [1e-200, 3e-200])", 1, 1e-15),
      ("correlation([1e200, 2e200, 3e200], [1, 2, 3])", 1, 1e-15),
      // Moments 14/3 and 6 about the mean 3.
      ("skewness([1e-200, 2e-200, 6e-200])", 0.59517006, 1e-8),
      // Mean 1.5, standard error ½; then −3.5 over the root of (½ + 2)/2.
      ("tTest([1e-200, 2e-200]).statistic", 3, 1e-15),
      ("tTest([1e200, 2e200], [4e200, 6e200]).effectSize", -3.1304951684997055, 1e-15),
      ("fTest([1e200, 3e200, 5e200], [1, 2, 3]).statistic", .infinity, 0),
      ("fTest([1e200, 3e200, 5e200], [1e200, 2e200, 3e200]).statistic", 4, 1e-15),
      ("cosineSimilarity([1e154, 1e154], [1e154, 1e154])", 1, 1e-15),
      ("cosineSimilarity([1e-163, 1e-163], [1e-163, 1e-163])", 1, 1e-15),
      ("cosineSimilarity([1e160, 0], [1e160, 0])", 1, 0),
      ("cosineSimilarity([nan, 1], [1, 1])", .nan, 0),
      ("cosineSimilarity([1.7e308, 1.7e308], [1, 1])", 1, 1e-15),
      ("topKSimilar([1e200, 0], [[1e200, 0]], k: 1).scores[0]", 1, 0),
      ("angleBetween([1, 1e-8], [1, 0])", 1e-8, 1e-15),
      ("angleBetween([1, 1e-6], [1, 0])", 9.9999999999966662e-7, 1e-15),
      ("angleBetween([1, 1], [1, 1])", 0, 0), ("angleBetween([1, 1, 1], [3, 3, 3])", 0, 0),
      ("angleBetween([1e200, 1e200], [1e200, 0])", 0.78539816339744831, 1e-15),
      ("angleBetween([1, 2], [-1, -2.0000001])", 3.1415926335897941, 1e-15),
      ("angleBetween([3, -1, 0.5], [0.2, 4, 1])", 1.7920292475576987, 1e-15),
      // ψ = atan2(y, x): the slope by y at (1, ε) is 1/(1 + ε²).
      ("gradient(at: [1, 1e-9]) { a in angleBetween(a, [1, 0]) }[1]", 1, 1e-15),
      ("relu(nan)", .nan, 0), ("relu(-2)", 0, 0), ("clip(nan, 0, 1)", .nan, 0),
      ("clip([1, nan], -1, 1)[1]", .nan, 0), ("clip(2, nan, 1)", .nan, 0),
      ("softThreshold(nan, 1)", .nan, 0), ("minP([nan, 0.5], 0.9)[1]", .nan, 0),
      ("softmaxCrossEntropy([-inf, 0], 1)", 0, 0),
      ("softmaxCrossEntropy([[-inf, 0], [0, 0]], [1, 1])", 0.34657359027997264, 1e-15),
      ("StudentT(degreesOfFreedom: 1).survival(1e200)", 3.1830988618379068e-201, 1e-14),
      ("StudentT(degreesOfFreedom: 0.1).survival(1e180)", 4.1738031371732081e-19, 1e-14),
      ("StudentT(degreesOfFreedom: 0.1).survival(inf)", 0, 0),
      ("StudentT(degreesOfFreedom: 2).survival(inf)", 0, 0),
      ("StudentT(degreesOfFreedom: 0.1).cdf(1e180)", 1, 1e-15),
      ("StudentT(degreesOfFreedom: 1).quantile(1e-160)", -3.1830988618379068e159, 1e-14),
      ("StudentT(degreesOfFreedom: 1e9).quantile(0)", -.infinity, 0),
      ("FisherF(numerator: 1, denominator: 0.1).survival(1e300)", 8.3476062743464194e-16, 1e-14),
      ("FisherF(numerator: 2, denominator: 2).survival(inf)", 0, 0),
      ("FisherF(numerator: 2, denominator: 2).cdf(inf)", 1, 0),
      ("anova([[1, 1], [2, 2]]).pValue", 0, 0),
      ("linearRegression([1, 2, 3], [2, 4, 6]).pValues[1]", 0, 0),
      ("zeta(-1e-9)", -0.49999999908106147, 1e-15), ("zeta(-1e-20)", -0.5, 1e-15),
      ("zeta(-1e-5)", -0.49999081071498478, 1e-15), ("zeta(-0.25)", -0.32045126422857728, 1e-15),
      ("zeta(-0.999)", -0.083498879643032254, 1e-15),
      ("Cauchy().logPdf(1e154)", -710.34093852801547, 1e-15),
      ("Cauchy().logPdf(1e300)", -1382.6957856822768, 1e-15),
      ("FisherF(numerator: 5, denominator: 9).logPdf(1e-150)", -515.71028081522084, 1e-14),
      ("FisherF(numerator: 5, denominator: 9).logPdf(1e300)", -3792.7795316774211, 1e-14),
      ("Gamma(shape: 2).logPdf(inf)", -.infinity, 0),
      ("Gamma(shape: 1).logPdf(inf)", -.infinity, 0),
      ("ChiSquared(degreesOfFreedom: 3).pdf(1e-290)", 3.9894228040143269e-146, 1e-14),
      ("Gamma(shape: 1.5).pdf(1e-300)", 1.1283791670955126e-150, 1e-14),
      ("Beta(alpha: 2, beta: 30).pdf(1e-280)", 9.3e-278, 1e-12),
    ] as [(String, Double, Double)])
  func `a value at an edge is the right one`(code: String, expected: Double, tolerance: Double) {
    let code = "let (nan, inf) = (Double.nan, Double.infinity)\n" + code
    guard let found = Self.number(of: code) else {
      Issue.record("\(code): \(LibraryTests.result(of: code))")
      return
    }
    let isRight =
      expected.isNaN
      ? found.isNaN
      : found == expected || abs(found - expected) <= tolerance * abs(expected)
    #expect(isRight, "\(code): \(found)")
  }

  @Test(arguments: [
    ("zTest([1, 2, nan], standardDeviation: 1)", "not defined for values that contain nan"),
    ("zTest([inf, -inf], standardDeviation: 1)", "not defined for values that are infinite"),
    ("tTest([1, 2], mean: nan)", "not defined for values that contain nan"),
    ("tTest([1, nan], [1, 2])", "not defined for values that contain nan"),
    ("tTest([1, 2], mean: inf)", "not defined for values that are infinite"),
    ("tTest([1, 2], level: 1)", "a level lies inside 0...1, not at 1"),
    (
      "proportionTest(successes: 1, trials: 2, level: 1.5)", "a level lies inside 0...1, not at 1.5"
    ),
    (
      "proportionTest(successes: 1, trials: 2, level: nan)", "a level lies inside 0...1, not at nan"
    ),
    ("fTest([1, inf], [1, 2])", "not defined for values that are infinite"),
    ("anova([[1, nan], [2, 3]])", "not defined for values that contain nan"),
    ("correlation([1, nan], [2, 3])", "not defined for values that contain nan"),
    ("kurtosis([1, 2, inf])", "not defined for values that are infinite"),
    ("shapiroWilkTest([1, 2, inf])", "not defined for values that are infinite"),
    ("autocorrelation([1, 2, 3], lag: -1)", "a lag of 0 or more, not -1"),
    ("standardize([1, nan])", "nan, infinite or too far apart"),
    ("[1, 2, 3][-Double.infinity]", "there is no -inf"),
    ("[[1], [2]][-1e300, 0]", "there is no -1e+300"),
    ("ropeFrequencies(1e12)", "more than the"),
    ("histogramBins([0, 5e-324], bins: 10)", "has no 10 parts"),
    ("binaryCrossEntropy([1.5], [1])", "probabilities in 0...1, not 1.5"),
    ("kMeans([[nan], [1]], k: 1, seed: 1)", "needs finite features"),
    ("hierarchicalClustering([[nan], [1]])", "needs finite features"),
    ("knn([[nan], [1]], [0, 1], [[0]], k: 1)", "needs finite features"),
    ("sampleCategorical([0, 0], seed: 1)", "not all of them 0"),
    ("sampleToken([-inf, -inf], seed: 1)", "not all of them 0"),
    ("Normal(standardDeviation: 0.1).pmf(0)", "no probability of exactly one value"),
    ("huber([1], [2], delta: 0)", "a delta above 0, not 0"),
    ("softmaxCrossEntropy([[1, 2]], [0], smoothing: 1.5)", "lies in 0...1, not at 1.5"),
    ("adam(beta1: 1)", "a beta lies in 0..<1, not at 1"),
    ("adam(epsilon: -1)", "an epsilon is 0 or more, not -1"),
    ("sgd(learningRate: 0.1, nesterov: true)", "needs a momentum above 0"),
    ("cosineAnnealing(step: 0, steps: 0, from: 1)", "more than 0 steps, not 0"),
    ("fitPowerLaw([1, 2], [0, 1])", "numbers above 0"),
  ])
  func `a value without a result is refused`(code: String, words: String) {
    let result = LibraryTests.result(
      of: "let (nan, inf) = (Double.nan, Double.infinity)\n" + code)
    #expect(result.hasPrefix("error: ") && result.contains(words), "\(code): \(result)")
  }

  @Test(arguments: [
    ("arange(1e300, 1)", "[]"), ("arange(0, -1e20)", "[]"),
    // PyTorch: (p − y) / max(p (1 − p), 1e-12) / n.
    ("gradient(at: [1.0, 0.5]) { p in binaryCrossEntropy(p, [1, 0]) }", "[0, 1]"),
    // PyTorch: clamp passes the slope at its bounds.
    ("gradient(at: [0, 0.5, 1, 2]) { x in sum(clip(x, 0, 1)) }", "[1, 1, 1, 0]"),
    ("gradient(at: 1) { x in clip(x, 0, 1) }", "1"),
    // The cofactors, of a singular matrix too.
    ("gradient(at: [[1, 2], [2, 4]]) { x in det(x) }", "[[ 4, -2],\n [-2,  1]]"),
    ("gradient(at: [[0]]) { x in det(x) }", "[[1]]"),
    // NumPy: interp holds the ends.
    ("interpolate([0, 1, 2], [0, 10, 0], at: [-1, 0.5, 3])", "[0, 5, 0]"),
    // Probabilities of 0 and softmax − y.
    ("gradient(at: [-Double.infinity, 0]) { z in softmaxCrossEntropy(z, 1) }", "[0, 0]"),
    ("histogramBins([1e300, 1e300], bins: 2).counts", "[0, 2]"),
  ])
  func `a list at an edge is the right one`(code: String, expected: String) {
    #expect(LibraryTests.result(of: code) == expected, "\(code)")
  }

  /// The smallest value with at least the probability p up to it, as the reference states.
  @Test(arguments: [
    "Binomial(n: 10, p: 0.3)", "Poisson(rate: 3)", "Poisson(rate: 50.5)",
    "NegativeBinomial(successes: 3, p: 0.3)", "Geometric(p: 0.25)", "Binomial(n: 400, p: 0.02)",
  ])
  func `a quantile takes back the distribution function`(distribution: String) {
    // Up to where neighbours have different values.
    let code = """
      let d = \(distribution)
      var wrong: [Double] = []
      for k in 0...60 where d.pmf(k) > 1e-12 && d.cdf(k) < 1 - 1e-12 {
        if d.quantile(d.cdf(k)) != k { wrong.append(k) }
      }
      wrong
      """
    #expect(LibraryTests.result(of: code) == "[]")
  }

  /// Every distribution of the table, by its own example.
  @Test func `nan has the density nan`() {
    let names = [
      "Normal()", "Uniform()", "Exponential()", "Poisson(rate: 3)", "Binomial(n: 3, p: 0.5)",
      "Bernoulli(p: 0.5)", "Geometric(p: 0.5)", "NegativeBinomial(successes: 2, p: 0.5)",
      "Categorical([0.5, 0.5])", "Gamma(shape: 2)", "Beta(alpha: 2, beta: 3)", "Cauchy()",
      "StudentT(degreesOfFreedom: 3)", "FisherF(numerator: 3, denominator: 4)",
      "ChiSquared(degreesOfFreedom: 3)", "Laplace()", "LogNormal()", "Weibull(shape: 2)",
    ]
    for name in names {
      for member in ["pdf", "logPdf", "cdf", "survival"] {
        let code = "\(name).\(member)(Double.nan)"
        #expect(LibraryTests.result(of: code) == "nan", "\(code)")
      }
    }
  }
}
