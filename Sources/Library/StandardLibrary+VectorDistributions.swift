import Diagnostics
import Numerics
import Script
import Statistics
import Tensors

/// Distributions of several numbers at once.
extension StandardLibrary {
  static let vectorDistributions: [LibraryFunction] = [
    .general(
      "MultivariateNormal", "(mean: Vector, covariance: Matrix) -> VectorDistribution",
      "The normal distribution of several numbers.",
      "MultivariateNormal(mean: [1, 2], covariance: [[1, 0], [0, 1]]).mean", "[1, 2]"
    ) { arguments, _ in
      let normal = try MultivariateNormalDistribution(
        mean: arguments.vector(0), covariance: arguments.vectors(1))
      return .object(value(of: normal))
    },
    .general(
      "Multinomial", "(n: Int, _ probabilities: Vector) -> VectorDistribution",
      "The counts of the outcomes in n choices.", "Multinomial(n: 10, [0.5, 0.3, 0.2]).mean",
      "[5, 3, 2]"
    ) { arguments, _ in
      let counts = try MultinomialDistribution(
        n: arguments.integer(0), probabilities: arguments.vector(1))
      let p = counts.probabilities
      let covariance = p.indices.map { i in
        p.indices.map { j in Double(counts.n) * (i == j ? p[i] * (1 - p[i]) : -p[i] * p[j]) }
      }
      let shares = p.map(numberText).joined(separator: ", ")
      return .object(
        VectorDistributionValue(
          name: "Multinomial(n: \(counts.n), [\(shares)])", mean: counts.mean,
          covariance: covariance, entropy: nil, logDensity: { counts.logDensity($0) },
          sample: { counts.sample(from: &$0) }))
    },
    .general(
      "Dirichlet", "(_ alpha: Vector) -> VectorDistribution",
      "The distribution of shares that add up to 1.", "Dirichlet([1, 1, 2]).mean",
      "[0.25, 0.25, 0.5]"
    ) { arguments, _ in
      .object(value(of: try DirichletDistribution(alpha: arguments.vector(0))))
    },
    .general(
      "fitMultivariateNormal", "(to rows: Matrix) -> VectorDistribution",
      "The normal distribution under which the rows are most likely.",
      "fitMultivariateNormal(to: [[0, 0], [2, 0], [0, 2], [2, 2]]).mean", "[1, 1]"
    ) { arguments, _ in
      .object(value(of: try MultivariateNormalDistribution.fitted(to: arguments.vectors(0))))
    },
    .general(
      "fitDirichlet", "(to rows: Matrix) -> VectorDistribution",
      "The Dirichlet distribution under which the rows of shares are most likely.",
      "fitDirichlet(to: [[0.2, 0.8], [0.8, 0.2]]).mean", "[0.5, 0.5]",
      source: "T. Minka, Estimating a Dirichlet distribution, 2000"
    ) { arguments, _ in
      .object(value(of: try DirichletDistribution.fitted(to: arguments.vectors(0))))
    },
    .number(
      "pdf", "(_ self: VectorDistribution, _ x: Vector) -> Double", kind: .method,
      "The density, or the probability of these counts.",
      "Dirichlet([1, 1]).pdf([0.25, 0.75])", "1"
    ) { exp(try $0.object(0, as: VectorDistributionValue.self).logDensity($0.vector(1))) },
    .number(
      "logPdf", "(_ self: VectorDistribution, _ x: Vector) -> Double", kind: .method,
      "The logarithm of the density.", "Dirichlet([1, 1]).logPdf([0.5, 0.5])", "0"
    ) { try $0.object(0, as: VectorDistributionValue.self).logDensity($0.vector(1)) },
    .vectorProperty(
      "mean", of: "VectorDistribution", as: VectorDistributionValue.self,
      "The mean of each number.",
      "Dirichlet([1, 3]).mean", "[0.25, 0.75]"
    ) { $0.mean },
    .tensor(
      "covariance", "(_ self: VectorDistribution) -> Matrix", kind: .property,
      "The covariance of each two numbers.", "Multinomial(n: 4, [0.5, 0.5]).covariance",
      "[[ 1, -1],\n [-1,  1]]"
    ) { try Tensor(rows: $0.object(0, as: VectorDistributionValue.self).covariance) },
    .property(
      "entropy", of: "VectorDistribution", as: VectorDistributionValue.self,
      "The entropy in nats.", "Dirichlet([1, 1]).entropy", "0"
    ) {
      guard let entropy = $0.entropy else {
        throw ScriptCause("value.domain", "the entropy of \($0.name) has no closed form")
      }
      return entropy
    },
    .general(
      "sample", "(_ self: VectorDistribution, _ count: Int, seed: Int? = nil) -> Matrix",
      kind: .method, "Random rows, from the chapter's stream or from a seed.",
      "Multinomial(n: 3, [1, 0]).sample(2)", "[[3, 0],\n [3, 0]]"
    ) { arguments, context in
      let distribution = try arguments.object(0, as: VectorDistributionValue.self)
      let width = distribution.mean.count
      let count = try counted(arguments, 1, &context, width: width)
      var source = try arguments.random(2, context)
      var values: [Double] = []
      for _ in 0..<count { values += distribution.sample(&source) }
      if arguments.isNone(2) { context.random = source }
      return .tensor(try Tensor(shape: [count, width], values: values))
    },
  ]

  private static func value(of normal: MultivariateNormalDistribution) -> VectorDistributionValue {
    VectorDistributionValue(
      name: "MultivariateNormal of \(quantity(normal.mean.count, "number"))", mean: normal.mean,
      covariance: normal.covariance, entropy: normal.entropy,
      logDensity: { normal.logDensity($0) }, sample: { normal.sample(from: &$0) })
  }

  private static func value(of shares: DirichletDistribution) -> VectorDistributionValue {
    let mean = shares.mean
    let total = shares.alpha.reduce(0, +)
    let covariance = mean.indices.map { i in
      mean.indices.map { j -> Double in
        (i == j ? mean[i] * (1 - mean[i]) : -mean[i] * mean[j]) / (total + 1)
      }
    }
    return VectorDistributionValue(
      name: "Dirichlet([\(shares.alpha.map(numberText).joined(separator: ", "))])", mean: mean,
      covariance: covariance, entropy: shares.entropy, logDensity: { shares.logDensity($0) },
      sample: { shares.sample(from: &$0) })
  }
}
