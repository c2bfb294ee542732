import Numerics
import Script
import Statistics

/// A distribution of one number as a value of the language.
package struct DistributionValue: ScriptObject {
  /// The distribution.
  let distribution: any Distribution
  /// How it would be written, such as `Normal(mean: 0, standardDeviation: 1)`.
  private let name: String

  /// The name of the type.
  package var typeName: String { "Distribution" }

  init(_ distribution: any Distribution, _ name: String, _ parameters: [(String, Double)]) {
    self.distribution = distribution
    let list = parameters.map { $0.0.isEmpty ? numberText($0.1) : "\($0.0): \(numberText($0.1))" }
    self.name = "\(name)(\(list.joined(separator: ", ")))"
  }

  init(_ distribution: any Distribution, text: String) {
    self.distribution = distribution
    name = text
  }

  /// How it would be written.
  package func text() -> String { name }
}

/// A distribution of several numbers at once, as a value of the language.
package struct VectorDistributionValue: ScriptObject {
  let name: String
  let mean: [Double]
  let covariance: [[Double]]
  let entropy: Double?
  let logDensity: @Sendable ([Double]) -> Double
  let sample: @Sendable (inout RandomSource) -> [Double]

  /// The name of the type.
  package var typeName: String { "VectorDistribution" }

  /// How it would be written.
  package func text() -> String { name }
}

extension DistributionValue {
  /// The value for a distribution of the engine, with the names of the language's constructors.
  static func of(_ distribution: any Distribution) -> DistributionValue {
    switch distribution {
    case let d as NormalDistribution:
      DistributionValue(
        d, "Normal", [("mean", d.mean), ("standardDeviation", d.standardDeviation)])
    case let d as StudentTDistribution:
      DistributionValue(d, "StudentT", [("degreesOfFreedom", d.degreesOfFreedom)])
    case let d as ChiSquaredDistribution:
      DistributionValue(d, "ChiSquared", [("degreesOfFreedom", d.degreesOfFreedom)])
    case let d as FDistribution:
      DistributionValue(
        d, "FisherF", [("numerator", d.numerator), ("denominator", d.denominator)])
    case let d as BetaDistribution:
      DistributionValue(d, "Beta", [("alpha", d.alpha), ("beta", d.beta)])
    case let d as GammaDistribution:
      DistributionValue(d, "Gamma", [("shape", d.shape), ("scale", d.scale)])
    case let d as ExponentialDistribution: DistributionValue(d, "Exponential", [("rate", d.rate)])
    case let d as UniformDistribution:
      DistributionValue(d, "Uniform", [("from", d.low), ("to", d.high)])
    case let d as LogNormalDistribution:
      DistributionValue(d, "LogNormal", [("mu", d.mu), ("sigma", d.sigma)])
    case let d as LaplaceDistribution:
      DistributionValue(d, "Laplace", [("location", d.location), ("scale", d.scale)])
    case let d as CauchyDistribution:
      DistributionValue(d, "Cauchy", [("location", d.location), ("scale", d.scale)])
    case let d as WeibullDistribution:
      DistributionValue(d, "Weibull", [("shape", d.shape), ("scale", d.scale)])
    case let d as BernoulliDistribution: DistributionValue(d, "Bernoulli", [("p", d.p)])
    case let d as BinomialDistribution:
      DistributionValue(d, "Binomial", [("n", Double(d.n)), ("p", d.p)])
    case let d as PoissonDistribution: DistributionValue(d, "Poisson", [("rate", d.rate)])
    case let d as GeometricDistribution: DistributionValue(d, "Geometric", [("p", d.p)])
    case let d as NegativeBinomialDistribution:
      DistributionValue(d, "NegativeBinomial", [("successes", d.successes), ("p", d.p)])
    case let d as CategoricalDistribution:
      DistributionValue(
        d, text: "Categorical([\(d.probabilities.map(numberText).joined(separator: ", "))])")
    default: DistributionValue(distribution, text: "Distribution")
    }
  }
}
