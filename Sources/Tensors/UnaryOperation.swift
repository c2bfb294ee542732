/// A function of one number that tensors apply element by element.
///
/// One table of values and derivatives side by side, named as the language names them, so that
/// whoever evaluates a name, on a number or on a tensor, and whoever differentiates it, agree.
public enum UnaryOperation: String, Sendable, CaseIterable {
  /// −x, |x|, x², 1/x, √x and ∛x.
  case negate, abs, square, reciprocal, sqrt, cbrt
  /// Exponentials and logarithms.
  case exp, exp2, expm1, log, log2, log10, log1p
  /// Trigonometric functions and their inverses.
  case sin, cos, tan, asin, acos, atan
  /// Hyperbolic functions.
  case sinh, cosh, tanh
  /// The logistic function 1/(1 + e⁻ˣ), its logarithm, and log(1 + eˣ).
  case sigmoid, logSigmoid, softplus
  /// max(x, 0).
  case relu
  /// The error function and what it lacks to 1.
  case erf, erfc
  /// The distribution function and the density of the standard normal distribution.
  case normalCDF, normalPDF
  /// −1, 0 or 1 (NaN for NaN).
  case sign
  /// Rounding down, up, to the nearest (ties away from zero) and towards zero.
  case floor, ceil, round, truncate
  /// 1 where x is NaN, finite, or 0; else 0.
  case isNaN, isFinite, not

  /// The function at `x`, with the same bits as on tensors.
  public func callAsFunction(_ x: Double) -> Double {
    var value = x
    withUnsafeMutablePointer(to: &value) { run(into: $0, from: $0, count: 1) }
    return value
  }
}

extension UnaryOperation {
  /// Writes the function of `count` values to `out`, which may be where they stand.
  func run(
    into out: UnsafeMutablePointer<Double>, from values: UnsafePointer<Double>, count: Int
  ) {
    switch self {
    case .negate: each(out, values, count) { -$0 }
    case .abs: each(out, values, count) { $0.magnitude }
    case .square: each(out, values, count) { $0 * $0 }
    case .reciprocal: each(out, values, count) { 1 / $0 }
    case .relu: each(out, values, count) { $0 < 0 ? 0 : $0 }
    case .sign: each(out, values, count) { signOf($0) }
    case .floor: each(out, values, count) { $0.rounded(.down) }
    case .ceil: each(out, values, count) { $0.rounded(.up) }
    case .round: each(out, values, count) { $0.rounded(.toNearestOrAwayFromZero) }
    case .truncate: each(out, values, count) { $0.rounded(.towardZero) }
    case .isNaN: each(out, values, count) { $0.isNaN ? 1 : 0 }
    case .isFinite: each(out, values, count) { $0.isFinite ? 1 : 0 }
    case .not: each(out, values, count) { $0 == 0 ? 1 : 0 }
    default: runElementary(into: out, from: values, count: count)
    }
  }

  @inline(__always)
  private func each(
    _ out: UnsafeMutablePointer<Double>, _ values: UnsafePointer<Double>, _ count: Int,
    _ function: (Double) -> Double
  ) {
    for i in 0..<count { out[i] = function(values[i]) }
  }
}

@inline(__always) private func signOf(_ x: Double) -> Double {
  x > 0 ? 1 : (x < 0 ? -1 : x)
}

extension Tensor {
  /// `function` of every element.
  public func mapped(_ function: UnaryOperation) -> Tensor {
    Tensor.filling(shape) { out in
      withBase { function.run(into: out, from: $0, count: count) }
    }
  }

  /// Replaces every element by `function` of it, in place.
  public mutating func map(_ function: UnaryOperation) {
    storage.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      function.run(into: base, from: base, count: buffer.count)
    }
  }

  /// `function` of every element, in row-major order.
  @inlinable public func mapped<Failure: Error>(
    _ function: (Double) throws(Failure) -> Double
  ) throws(Failure) -> Tensor {
    var result = self
    try result.withMutableValues { values throws(Failure) in
      for i in 0..<values.count { values[i] = try function(values[i]) }
    }
    return result
  }
}
