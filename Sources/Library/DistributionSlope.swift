import Numerics
import Script
import Statistics
import Tensors

/// How the curves of continuous distributions slope: what `gradient` asks of `pdf`, `cdf` and the
/// others by their argument. The parameters of a distribution are constants to a gradient.
///
/// - Source: the logarithmic derivatives of the densities, by hand.
enum DistributionSlope {
  case density, logDensity, cdf, survival, quantile

  /// The way back through the member `name`, for one number or for each of a vector.
  func pullback(of name: String) -> LibraryFunction.Pullback {
    .general { arguments, result, cotangent in
      let distribution = try arguments.object(0, as: DistributionValue.self).distribution
      guard !distribution.isDiscrete else {
        throw ScriptCause(
          "gradient.step", "'\(name)' of a discrete distribution has no derivative by its argument")
      }
      if case .double = arguments[1] {
        let slope = slope(distribution, try arguments.number(1), try [result].number(0))
        return [nil, .double(try [cotangent].number(0) * slope)]
      }
      let (x, y) = (try arguments.vector(1), try [result].vector(0))
      let seed = try [cotangent].vector(0)
      return [
        nil, .tensor(Tensor(x.indices.map { seed[$0] * slope(distribution, x[$0], y[$0]) })),
      ]
    }
  }

  private func slope(_ distribution: any Distribution, _ x: Double, _ result: Double) -> Double {
    switch self {
    case .cdf: distribution.density(x)
    case .survival: -distribution.density(x)
    case .quantile: 1 / distribution.density(result)
    case .logDensity: score(distribution, x)
    case .density: result == 0 ? 0 : result * score(distribution, x)
    }
  }

  /// The derivative of the logarithm of the density.
  private func score(_ distribution: any Distribution, _ x: Double) -> Double {
    guard distribution.support.contains(x) else { return .nan }
    switch distribution {
    case let d as NormalDistribution:
      return (d.mean - x) / (d.standardDeviation * d.standardDeviation)
    case let d as StudentTDistribution:
      return -(d.degreesOfFreedom + 1) * x / (d.degreesOfFreedom + x * x)
    case let d as ChiSquaredDistribution: return (d.degreesOfFreedom / 2 - 1) / x - 0.5
    case let d as FDistribution:
      let ratio = d.numerator / d.denominator
      let tail = (d.numerator + d.denominator) / 2 * ratio / (1 + ratio * x)
      return (d.numerator / 2 - 1) / x - tail
    case let d as BetaDistribution: return (d.alpha - 1) / x - (d.beta - 1) / (1 - x)
    case let d as GammaDistribution: return (d.shape - 1) / x - 1 / d.scale
    case let d as ExponentialDistribution: return -d.rate
    case is UniformDistribution: return 0
    case let d as LogNormalDistribution:
      return -(1 + (log(x) - d.mu) / (d.sigma * d.sigma)) / x
    case let d as LaplaceDistribution: return (x < d.location ? 1 : -1) / d.scale
    case let d as CauchyDistribution:
      let z = x - d.location
      return -2 * z / (d.scale * d.scale + z * z)
    case let d as WeibullDistribution:
      return (d.shape - 1 - d.shape * pow(x / d.scale, d.shape)) / x
    default: return .nan
    }
  }
}
