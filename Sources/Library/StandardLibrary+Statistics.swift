import Numerics
import Script
import Statistics
import Tensors

/// Summaries of data and the normal distribution.
extension StandardLibrary {
  static let statistics: [LibraryFunction] = [
    .number(
      "variance", "(_ x: Vector, ddof: Int = 0) -> Double",
      "The mean squared deviation, with the divisor n − ddof.", "variance([1, 3])", "1",
      pullback: Pullbacks.spread(isRoot: false)
    ) { try variance($0.vector(0), ddof: $0.integer(1)) },
    .number(
      "standardDeviation", "(_ x: Vector, ddof: Int = 0) -> Double",
      "The square root of the variance.", "standardDeviation([1, 3])", "1",
      pullback: Pullbacks.spread(isRoot: true)
    ) { try standardDeviation($0.vector(0), ddof: $0.integer(1)) },
    .number(
      "median", "(_ x: Vector) -> Double", "The middle of the sorted values.", "median([9, 1, 2])",
      "2"
    ) { try median($0.vector(0)) },
    .number(
      "quantile", "(_ x: Vector, _ p: Double) -> Double",
      "The value below which the share p of the values lies, interpolated linearly (type 7).",
      "quantile([1, 2, 3, 4, 5], 0.25)", "2",
      source: "R. J. Hyndman, Y. Fan, Sample Quantiles in Statistical Packages, 1996"
    ) { try quantile($0.vector(0), $0.number(1)) },
    .number(
      "covariance", "(_ x: Vector, _ y: Vector, ddof: Int = 0) -> Double",
      "The mean product of the deviations, with the divisor n − ddof.",
      "covariance([1, 3], [1, 3])", "1",
      pullback: Pullbacks.covariance
    ) { try covariance($0.vector(0), $0.vector(1), ddof: $0.integer(2)) },
    .number(
      "correlation", "(_ x: Vector, _ y: Vector) -> Double",
      "Pearson's correlation, the cosine of the deviations.",
      "correlation([1, 2, 3], [2, 4, 6])", "1",
      pullback: Pullbacks.correlation
    ) { try correlation($0.vector(0), $0.vector(1)) },
    .number(
      "normalDensity", "(_ x: Double, mean: Double = 0, deviation: Double = 1) -> Double",
      "The density of the normal distribution.", "normalDensity(0)", "0.3989422804014327",
      pullback: Pullbacks.normal { z, s, density in
        (-z / s * density, z / s * density, (z * z - 1) / s * density)
      }
    ) { try normal($0).density($0.number(0)) },
    .tensor(
      "normalDensity", "(_ x: Vector, mean: Double = 0, deviation: Double = 1) -> Vector",
      "The density of the normal distribution at each place.", "normalDensity([-1, 1])[0]",
      "0.24197072451914334",
      pullback: Pullbacks.normals { z, s, density in
        (-z / s * density, z / s * density, (z * z - 1) / s * density)
      }
    ) { Tensor(try $0.vector(0).map(normal($0).density)) },
    .number(
      "normalCDF", "(_ x: Double, mean: Double = 0, deviation: Double = 1) -> Double",
      "The probability of a value up to x under the normal distribution.", "normalCDF(0)", "0.5",
      pullback: Pullbacks.normal { z, s, _ in
        let density = normalPDF(z) / s
        return (density, -density, -z * density)
      }
    ) { try normal($0).cdf($0.number(0)) },
    .tensor(
      "normalCDF", "(_ x: Vector, mean: Double = 0, deviation: Double = 1) -> Vector",
      "The probability of a value up to each place under the normal distribution.",
      "normalCDF([0, 1])", "[0.5, 0.8413447460685429]",
      pullback: Pullbacks.normals { z, s, _ in
        let density = normalPDF(z) / s
        return (density, -density, -z * density)
      }
    ) { Tensor(try $0.vector(0).map(normal($0).cdf)) },
    .number(
      "normalQuantile", "(_ p: Double, mean: Double = 0, deviation: Double = 1) -> Double",
      "The value below which the normal distribution has the probability p.",
      "normalQuantile(0.5)", "0",
      pullback: .general { arguments, result, cotangent in
        let (scale, s) = (try [cotangent].number(0), try arguments.number(2))
        let z = (try [result].number(0) - arguments.number(1)) / s
        return [
          .double(scale * s / normalPDF(z)), .double(scale), .double(scale * z),
        ]
      }
    ) { try normal($0).quantile($0.number(0)) },
  ]

  private static func normal(_ arguments: [Value]) throws -> NormalDistribution {
    try NormalDistribution(mean: arguments.number(1), standardDeviation: arguments.number(2))
  }
}
