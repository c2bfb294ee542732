import Diagnostics
import Numerics
import Script
import Statistics
import Tensors

/// Distributions as values: made by name, then asked for densities, tails, quantiles, samples.
extension StandardLibrary {
  static let distributions: [LibraryFunction] =
    continuousDistributions + discreteDistributions + distributionMembers + distributionFits

  private static func distribution(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    source: String = "", _ body: @escaping @Sendable ([Value]) throws -> any Distribution
  ) -> LibraryFunction {
    .general(
      name, "(\(signature)) -> Distribution", summary, example, result, source: source
    ) { arguments, _ in .object(DistributionValue.of(try body(arguments))) }
  }

  private static let continuousDistributions: [LibraryFunction] = [
    distribution(
      "Normal", "mean: Double = 0, standardDeviation: Double = 1",
      "The normal distribution.", "Normal(mean: 100, standardDeviation: 15).cdf(100)", "0.5",
      source: "M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 1964, 26.2"
    ) { try NormalDistribution(mean: $0.number(0), standardDeviation: $0.number(1)) },
    distribution(
      "StudentT", "degreesOfFreedom: Double", "Student's t distribution.",
      "StudentT(degreesOfFreedom: 1).cdf(1)", "0.75",
      source: "Student, The probable error of a mean, Biometrika 6, 1908"
    ) { try StudentTDistribution(degreesOfFreedom: $0.number(0)) },
    distribution(
      "ChiSquared", "degreesOfFreedom: Double",
      "The χ² distribution: the sum of that many squared standard normal numbers.",
      "ChiSquared(degreesOfFreedom: 3).mean", "3"
    ) { try ChiSquaredDistribution(degreesOfFreedom: $0.number(0)) },
    distribution(
      "FisherF", "numerator: Double, denominator: Double",
      "Fisher's F distribution: the ratio of two χ² numbers over their degrees of freedom.",
      "FisherF(numerator: 2, denominator: 2).cdf(1)", "0.5"
    ) { try FDistribution(numerator: $0.number(0), denominator: $0.number(1)) },
    distribution(
      "Beta", "alpha: Double, beta: Double", "The beta distribution on 0…1.",
      "Beta(alpha: 2, beta: 3).mean", "0.4"
    ) { try BetaDistribution(alpha: $0.number(0), beta: $0.number(1)) },
    distribution(
      "Gamma", "shape: Double, scale: Double = 1", "The gamma distribution.",
      "Gamma(shape: 2, scale: 3).mean", "6"
    ) { try GammaDistribution(shape: $0.number(0), scale: $0.number(1)) },
    distribution(
      "Exponential", "rate: Double = 1", "The exponential distribution of waiting times.",
      "Exponential(rate: 2).mean", "0.5"
    ) { try ExponentialDistribution(rate: $0.number(0)) },
    distribution(
      "Uniform", "from: Double = 0, to: Double = 1",
      "The uniform distribution between two numbers.", "Uniform(from: 0, to: 4).pdf(1)", "0.25"
    ) { try UniformDistribution(low: $0.number(0), high: $0.number(1)) },
    distribution(
      "LogNormal", "mu: Double = 0, sigma: Double = 1",
      "The distribution of numbers whose logarithm is normal.",
      "LogNormal(mu: 0, sigma: 1).cdf(1)", "0.5"
    ) { try LogNormalDistribution(mu: $0.number(0), sigma: $0.number(1)) },
    distribution(
      "Laplace", "location: Double = 0, scale: Double = 1",
      "The Laplace distribution, two exponentials back to back.",
      "Laplace(location: 0, scale: 2).pdf(0)", "0.25"
    ) { try LaplaceDistribution(location: $0.number(0), scale: $0.number(1)) },
    distribution(
      "Cauchy", "location: Double = 0, scale: Double = 1",
      "The Cauchy distribution, which has no mean.", "Cauchy().cdf(1)", "0.75"
    ) { try CauchyDistribution(location: $0.number(0), scale: $0.number(1)) },
    distribution(
      "Weibull", "shape: Double, scale: Double = 1", "The Weibull distribution of lifetimes.",
      "Weibull(shape: 1, scale: 3).mean", "3"
    ) { try WeibullDistribution(shape: $0.number(0), scale: $0.number(1)) },
  ]

  private static let discreteDistributions: [LibraryFunction] = [
    distribution(
      "Bernoulli", "p: Double", "1 with the probability p, else 0.", "Bernoulli(p: 0.3).pmf(1)",
      "0.3"
    ) { try BernoulliDistribution(p: $0.number(0)) },
    distribution(
      "Binomial", "n: Int, p: Double", "The number of successes in n independent trials.",
      "Binomial(n: 4, p: 0.5).pmf(2)", "0.375"
    ) { try BinomialDistribution(n: $0.integer(0), p: $0.number(1)) },
    distribution(
      "Poisson", "rate: Double", "The number of independent events at a mean rate.",
      "Poisson(rate: 3).variance", "3",
      source: "S. D. Poisson, Recherches sur la probabilité des jugements, 1837"
    ) { try PoissonDistribution(rate: $0.number(0)) },
    distribution(
      "Geometric", "p: Double", "The number of trials up to the first success, from 1.",
      "Geometric(p: 0.25).mean", "4"
    ) { try GeometricDistribution(p: $0.number(0)) },
    distribution(
      "NegativeBinomial", "successes: Double, p: Double",
      "The number of failures before that many successes.",
      "NegativeBinomial(successes: 3, p: 0.5).mean", "3"
    ) { try NegativeBinomialDistribution(successes: $0.number(0), p: $0.number(1)) },
    distribution(
      "Categorical", "_ probabilities: Vector",
      "A choice among outcomes, numbered from 0, with these probabilities.",
      "Categorical([0.5, 0.3, 0.2]).pmf(1)", "0.3"
    ) { try CategoricalDistribution(probabilities: $0.vector(0)) },
  ]

  /// A member for one number and for each number of a vector.
  private static func member(
    _ name: String, _ parameter: String, _ summary: String, _ example: String, _ result: String,
    vectorExample: String, _ vectorResult: String, slope: DistributionSlope? = nil,
    _ body: @escaping @Sendable (any Distribution, Double) throws -> Double
  ) -> [LibraryFunction] {
    [
      .number(
        name, "(_ self: Distribution, _ \(parameter): Double) -> Double", kind: .method, summary,
        example, result, pullback: slope?.pullback(of: name)
      ) {
        try body($0.object(0, as: DistributionValue.self).distribution, $0.number(1))
      },
      .tensor(
        name, "(_ self: Distribution, _ \(parameter): Vector) -> Vector", kind: .method,
        "The same for each number.", vectorExample, vectorResult,
        pullback: slope?.pullback(of: name)
      ) {
        let distribution = try $0.object(0, as: DistributionValue.self).distribution
        return Tensor(try $0.vector(1).map { try body(distribution, $0) })
      },
    ]
  }

  private static func moment(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (any Distribution) -> Double
  ) -> LibraryFunction {
    .property(
      name, of: "Distribution", as: DistributionValue.self, summary, example, result
    ) { body($0.distribution) }
  }

  private static let distributionMembers: [LibraryFunction] =
    distributionCurves.flatMap { $0 } + distributionMoments

  private static let distributionCurves: [[LibraryFunction]] = [
    member(
      "pdf", "x", "The density at x.", "Uniform(from: 0, to: 2).pdf(1)", "0.5",
      vectorExample: "Uniform().pdf([0.5, 2])", "[1, 0]", slope: .density
    ) { $0.density($1) },
    member(
      "pmf", "k", "The probability of exactly k.", "Binomial(n: 2, p: 0.5).pmf(1)", "0.5",
      vectorExample: "Binomial(n: 2, p: 0.5).pmf([0, 1, 2])", "[0.25, 0.5, 0.25]"
    ) {
      guard $0.isDiscrete else {
        throw ScriptCause(
          "value.domain", "a continuous distribution has no probability of exactly one value",
          hints: ["its density is 'pdf'"])
      }
      return $0.density($1)
    },
    member(
      "logPdf", "x", "The logarithm of the density, which does not underflow.",
      "Uniform().logPdf(0.5)", "0", vectorExample: "Exponential().logPdf([1, 1000])",
      "[-1, -1000]", slope: .logDensity
    ) { $0.logDensity($1) },
    member(
      "cdf", "x", "The probability of a value up to x.", "Uniform().cdf(0.25)", "0.25",
      vectorExample: "Uniform().cdf([0.25, 3])", "[0.25, 1]", slope: .cdf
    ) { $0.cdf($1) },
    member(
      "survival", "x", "The probability of a value above x, with all digits in the far tail.",
      "Normal().survival(0)", "0.5", vectorExample: "Uniform().survival([0.25, 3])", "[0.75, 0]",
      slope: .survival
    ) { $0.survival($1) },
    member(
      "quantile", "p", "The smallest value with at least the probability p up to it.",
      "Normal(mean: 5).quantile(0.5)", "5", vectorExample: "Uniform().quantile([0.25, 0.5])",
      "[0.25, 0.5]", slope: .quantile
    ) { $0.quantile($1) },
  ]

  private static let distributionMoments: [LibraryFunction] = [
    .number(
      "probability", "(_ self: Distribution, above low: Double, through high: Double) -> Double",
      kind: .method, "The probability of a value above the first number and up to the second.",
      "Uniform(from: 0, to: 8).probability(above: 2, through: 6)", "0.5"
    ) {
      try $0.object(0, as: DistributionValue.self).distribution.probability(
        above: $0.number(1), through: $0.number(2))
    },
    moment("mean", "The mean; NaN where there is none.", "Poisson(rate: 4).mean", "4") {
      $0.mean
    },
    moment(
      "variance", "The variance; NaN or infinite where there is none.",
      "Binomial(n: 100, p: 0.5).variance", "25"
    ) { $0.variance },
    moment(
      "standardDeviation", "The root of the variance.",
      "Binomial(n: 100, p: 0.5).standardDeviation", "5"
    ) { $0.standardDeviation },
    moment(
      "entropy", "The entropy in nats; of a continuous distribution, the differential one.",
      "Uniform(from: 0, to: 1).entropy", "0"
    ) { $0.entropy },
    .tensor(
      "support", "(_ self: Distribution) -> Vector", kind: .property,
      "The least and the greatest possible value.", "Beta(alpha: 2, beta: 3).support", "[0, 1]"
    ) {
      let range = try $0.object(0, as: DistributionValue.self).distribution.support
      return Tensor([range.lowerBound, range.upperBound])
    },
    .general(
      "sample", "(_ self: Distribution, _ count: Int, seed: Int? = nil) -> Vector", kind: .method,
      "Random values, from the chapter's stream or from a seed.",
      "Bernoulli(p: 1).sample(3)", "[1, 1, 1]",
      source: "J. Salmon et al., Parallel random numbers: as easy as 1, 2, 3, 2011 (Philox)"
    ) { arguments, context in
      let distribution = try arguments.object(0, as: DistributionValue.self).distribution
      let count = try counted(arguments, 1, &context)
      var source = try arguments.random(2, context)
      let values = distribution.samples(count, from: &source)
      if arguments.isNone(2) { context.random = source }
      return .vector(values)
    },
  ]

  /// The number of values to draw at `index`, counted against the limits.
  static func counted(
    _ arguments: [Value], _ index: Int, _ context: inout CallContext, width: Int = 1
  ) throws -> Int {
    let count = try arguments.integer(index)
    guard count >= 0, count <= context.limits.tensorElements / max(width, 1) else {
      throw ScriptCause("limit.elements", "\(count) random values are too many or too few")
    }
    try context.countSteps(count * max(width, 1))
    return count
  }

  private static let distributionFits: [LibraryFunction] = [
    .general(
      "fitDistribution", "(_ name: String, to x: Vector) -> Distribution",
      "The distribution of that name, such as \"Normal\", under which the values are most likely.",
      "fitDistribution(\"Exponential\", to: [1, 2, 3])", "Distribution",
      source: "R. A. Fisher, On the mathematical foundations of theoretical statistics, 1922"
    ) { arguments, _ in
      let name = try arguments.string(0)
      guard let fit = DistributionFit(rawValue: name) else {
        let names = DistributionFit.allCases.map(\.rawValue)
        throw ScriptCause(
          "library.choice", "there is no distribution '\(name)' to fit",
          hints: ["it is one of \(names.joined(separator: ", "))"])
      }
      return .object(DistributionValue.of(try fit.fitted(to: arguments.vector(1))))
    }
  ]
}
