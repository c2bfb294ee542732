import Diagnostics
import Numerics

/// A number made from many: of all elements of a tensor, or of those along one axis.
public enum Reduction: Sendable, Hashable {
  /// The sum in the order of eight lanes; 0 of no values.
  case sum
  /// The product from left to right; 1 of no values.
  case product
  /// The sum divided by the count.
  case mean
  /// The smallest and the largest value; NaN if any is NaN.
  case minimum, maximum
  /// The index of the first smallest and of the first largest value; NaN is an error.
  case argmin, argmax
  /// 1 if any value, or every value, is not 0; else 0.
  case any, all
  /// How many values are not 0.
  case countNonzero
  /// The mean squared distance from the mean, with divisor *n* − `ddof`, and its square root.
  case variance(ddof: Double)
  /// The square root of the variance.
  case standardDeviation(ddof: Double)
  /// (Σ|x|ᵖ)^(1/p): p = 2 is the length, infinity the largest magnitude, 0 the count of non-zeros.
  case norm(Double)
  /// log Σ eˣ, without overflow; −∞ of no values.
  case logSumExp

  /// What it is called in messages.
  var name: String {
    switch self {
    case .sum: "the sum"
    case .product: "the product"
    case .mean: "the mean"
    case .minimum: "the minimum"
    case .maximum: "the maximum"
    case .argmin: "argmin"
    case .argmax: "argmax"
    case .any: "any"
    case .all: "all"
    case .countNonzero: "the count"
    case .variance: "the variance"
    case .standardDeviation: "the standard deviation"
    case .norm: "the norm"
    case .logSumExp: "logSumExp"
    }
  }

  private var needsValues: Bool {
    switch self {
    case .mean, .minimum, .maximum, .argmin, .argmax, .variance, .standardDeviation: true
    default: false
    }
  }

  /// Throws if the reduction of `count` values is not defined.
  func check(count: Int) throws(TensorError) {
    if count == 0 && needsValues { throw .empty(name) }
    switch self {
    case .variance(let ddof), .standardDeviation(let ddof):
      if Double(count) - ddof <= 0 {
        let least = Int(exactly: ddof).map { quantity($0, "value") } ?? "\(numberText(ddof)) values"
        throw TensorError(
          .domain,
          "\(name) with divisor n - \(numberText(ddof)) needs more than \(least), not \(count)")
      }
    case .norm(let p) where p.isNaN || p < 0:
      throw TensorError(.domain, "the norm of order \(numberText(p)) is not defined")
    default: break
    }
  }

  /// The reduction of values for which it is defined; nil only where NaN has no order.
  func run(_ values: UnsafeBufferPointer<Double>) -> Double? {
    switch self {
    case .sum: return Sums.sum(values)
    case .product: return values.reduce(1, *)
    case .mean: return Sums.sum(values) / Double(values.count)
    case .minimum: return extreme(values, minimumOf)
    case .maximum: return extreme(values, maximumOf)
    case .argmin: return firstIndex(values) { $0 < $1 }
    case .argmax: return firstIndex(values) { $0 > $1 }
    case .any: return values.contains { $0 != 0 } ? 1 : 0
    case .all: return values.contains { $0 == 0 } ? 0 : 1
    case .countNonzero: return Double(values.count { $0 != 0 })
    case .variance(let ddof): return Moments(values).variance(ddof: ddof)
    case .standardDeviation(let ddof): return Moments(values).variance(ddof: ddof).squareRoot()
    case .norm(let p): return normOf(values, p)
    case .logSumExp: return Sums.logSumExp(values)
    }
  }
}

@inline(__always)
private func extreme(
  _ values: UnsafeBufferPointer<Double>, _ better: (Double, Double) -> Double
) -> Double {
  var result = values[0]
  for i in 1..<max(values.count, 1) { result = better(result, values[i]) }
  return result
}

@inline(__always)
private func firstIndex(
  _ values: UnsafeBufferPointer<Double>, _ better: (Double, Double) -> Bool
) -> Double? {
  var best = 0
  for i in 0..<values.count {
    if values[i].isNaN { return nil }
    if better(values[i], values[best]) { best = i }
  }
  return Double(best)
}

/// The mean of values and what their variance is made from.
struct Moments {
  let count: Double
  let mean: Double
  /// Σ(x − mean)², corrected for the rounding of the mean.
  let squares: Double

  /// - Source: Chan, Golub, LeVeque, "Algorithms for computing the sample variance", 1983, the
  ///   corrected two-pass algorithm.
  init(_ values: UnsafeBufferPointer<Double>) {
    let n = Double(values.count)
    let centre = Sums.sum(values) / n
    let sum = LaneSum.sum(values.count) { values[$0] - centre }
    let squared = LaneSum.sum(values.count) { (i: Int) -> Double in
      let distance = values[i] - centre
      return distance * distance
    }
    count = n
    mean = centre
    squares = squared - sum * sum / n
  }

  func variance(ddof: Double) -> Double { (squares < 0 ? 0 : squares) / (count - ddof) }
}

private func normOf(_ values: UnsafeBufferPointer<Double>, _ p: Double) -> Double {
  switch p {
  case 2: return euclideanNorm(values)
  case 1: return LaneSum.sum(values.count) { values[$0].magnitude }
  case 0: return Double(values.count { $0 != 0 })
  default:
    let largest = values.reduce(0) { maximumOf($0, $1.magnitude) }
    guard p.isFinite, largest > 0, largest.isFinite else { return largest }
    let sum = LaneSum.sum(values.count) {
      Numerics.pow(values[$0].magnitude / largest, p)
    }
    return largest * Numerics.pow(sum, 1 / p)
  }
}

/// √Σx², scaled by a power of two where the squares would overflow or lose digits.
func euclideanNorm(_ values: UnsafeBufferPointer<Double>) -> Double {
  let plain = Sums.squares(values)
  if plain > 0x1p-960 && plain < .infinity || plain.isNaN { return plain.squareRoot() }
  let largest = values.reduce(0) { maximumOf($0, $1.magnitude) }
  guard largest > 0, largest.isFinite else { return largest }
  let scale = largest.binade
  let sum = LaneSum.sum(values.count) { (i: Int) -> Double in
    let x = values[i] / scale
    return x * x
  }
  return scale * sum.squareRoot()
}
