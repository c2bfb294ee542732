import Numerics
import Script
import Statistics
import Tensors

/// The rules of probability as functions.
extension StandardLibrary {
  static let chances: [LibraryFunction] = [
    .number(
      "bayes",
      "(prior: Double, likelihood: Double, falsePositive: Double) -> Double",
      "The probability of the hypothesis after a positive finding.",
      "bayes(prior: 0.5, likelihood: 0.75, falsePositive: 0.25)", "0.75",
      source: "T. Bayes, An Essay towards solving a Problem in the Doctrine of Chances, 1763"
    ) {
      let (p, a, b) = (try share($0, 0), try share($0, 1), try share($0, 2))
      let evidence = p * a + (1 - p) * b
      guard evidence > 0 else { throw impossible }
      return p * a / evidence
    },
    .tensor(
      "posterior", "(priors: Vector, likelihoods: Vector) -> Vector",
      "The probabilities of hypotheses after the evidence: prior · likelihood over the total.",
      "posterior(priors: [0.5, 0.5], likelihoods: [0.25, 0.75])", "[0.25, 0.75]"
    ) {
      let product = try $0.tensor(0) * $0.tensor(1)
      guard product.values.allSatisfy({ $0 >= 0 }), product.sum() > 0 else { throw impossible }
      return product / product.sum()
    },
    .number(
      "totalProbability", "(priors: Vector, likelihoods: Vector) -> Double",
      "The probability of the evidence, Σ P(Hᵢ) P(E | Hᵢ).",
      "totalProbability(priors: [0.5, 0.5], likelihoods: [0.25, 0.75])", "0.5"
    ) {
      let priors = try $0.vector(0)
      _ = try Statistics.entropy(priors, base: 2)
      return try $0.tensor(0).dot($0.tensor(1))
    },
    .number(
      "complement", "(_ p: Double) -> Double", "The probability 1 − p of the opposite.",
      "complement(0.25)", "0.75"
    ) { 1 - (try share($0, 0)) },
    .number(
      "union", "(_ a: Double, _ b: Double, both: Double = 0) -> Double",
      "The probability of a or b, P(A) + P(B) − P(A and B).", "union(0.5, 0.5, both: 0.25)",
      "0.75"
    ) {
      let result = try share($0, 0) + share($0, 1) - share($0, 2)
      guard result <= 1 + 1e-12, try $0.number(2) <= min($0.number(0), $0.number(1)) else {
        throw ScriptCause(
          "value.domain", "no two events have these probabilities",
          hints: ["both together is at most each alone, and the union at most 1"])
      }
      return result
    },
    .tensor(
      "conditional", "(_ joint: Matrix, axis: Int = 1) -> Matrix",
      "Joint probabilities divided by their sums: P(column | row) along axis 1, P(row | column) along 0.",
      "conditional([[0.125, 0.375], [0.25, 0.25]])", "[[0.25, 0.75],\n [ 0.5,  0.5]]"
    ) {
      let joint = try $0.tensor(0)
      let sums = try joint.sum(axis: $0.integer(1), keepDims: true)
      guard sums.values.allSatisfy({ $0 > 0 }) else { throw impossible }
      return try joint / sums
    },
    .number(
      "sumLogs", "(_ p: Vector) -> Double",
      "Σ log pᵢ, the logarithm of a product that would underflow.", "sumLogs([1, 1])", "0"
    ) { Sums.compensated(try $0.vector(0).map { log($0) }) },
    .number(
      "chainProbability", "(_ p: Vector) -> Double",
      "The product of conditional probabilities: the chain rule.", "chainProbability([0.5, 0.5])",
      "0.25"
    ) { try $0.vector(0).reduce(1, *) },
    .number(
      "negativeLogLikelihood", "(_ p: Vector) -> Double",
      "The mean of −log pᵢ, the loss of the probabilities given to what happened.",
      "negativeLogLikelihood([1, 1])", "0"
    ) { 0 - (try mean($0.vector(0).map { log($0) })) },
    .number(
      "expectation", "(_ p: Vector, _ values: Vector) -> Double", "The mean value Σ pᵢ vᵢ.",
      "expectation([0.5, 0.5], [2, 4])", "3"
    ) {
      _ = try Statistics.entropy($0.vector(0), base: 2)
      return try $0.tensor(0).dot($0.tensor(1))
    },
    .general(
      "monteCarlo",
      "(_ count: Int, from distribution: Distribution, seed: Int? = nil, _ f: (Double) -> Double) -> (mean: Double, standardError: Double)",
      "The mean of f over random values, with its standard error.",
      "monteCarlo(100, from: Bernoulli(p: 1)) { x in x * 2 }.mean", "2",
      source: "N. Metropolis, S. Ulam, The Monte Carlo method, 1949"
    ) { arguments, context in
      let count = try counted(arguments, 0, &context)
      guard count >= 2 else {
        throw ScriptCause("value.domain", "an estimate needs two values or more, not \(count)")
      }
      let distribution = try arguments.object(1, as: DistributionValue.self).distribution
      var source = try arguments.random(2, context)
      let draws = distribution.samples(count, from: &source)
      if arguments.isNone(2) { context.random = source }
      let caller = Caller(context)
      let values = draws.map { caller.number(arguments[3], $0) }
      try caller.finish(&context)
      return .labelled([
        ("mean", .double(try mean(values))),
        ("standardError", .double(try Statistics.standardError(values))),
      ])
    },
    .general(
      "betaPosterior",
      "(successes: Double, failures: Double, alpha: Double = 1, beta: Double = 1) -> Distribution",
      "The distribution of an unknown probability after trials, from a beta prior.",
      "betaPosterior(successes: 7, failures: 1).mean", "0.8",
      source: "A. Gelman et al., Bayesian Data Analysis, 2013, 2.4"
    ) { arguments, _ in
      let posterior = try BetaDistribution(
        alpha: arguments.number(2) + arguments.number(0),
        beta: arguments.number(3) + arguments.number(1))
      return .object(DistributionValue.of(posterior))
    },
  ]

  private static let impossible = ScriptCause(
    "value.domain", "the evidence has the probability 0",
    hints: ["what cannot happen tells nothing"])

  private static func share(_ arguments: [Value], _ index: Int) throws -> Double {
    let p = try arguments.number(index)
    guard p >= 0, p <= 1 else {
      throw ScriptCause("value.domain", "a probability lies in 0...1, not at \(numberText(p))")
    }
    return p
  }
}
