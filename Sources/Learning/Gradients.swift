public import Numerics
public import Tensors

/// The gradients scaled down together so that their joint length is at most `maximum`, and that
/// length before.
///
/// - Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks",
///   2013; the 1e-6 in the divisor is PyTorch's.
public func clipped(
  _ gradients: [Tensor], norm maximum: Double
) -> (gradients: [Tensor], norm: Double) {
  let total = Tensor(gradients.map { $0.norm() }).norm()
  let factor = min(1, maximum / (total + 1e-6))
  return (factor < 1 ? gradients.map { $0 * factor } : gradients, total)
}

/// The gradients with every element brought to −`limit`...`limit`.
public func clipped(_ gradients: [Tensor], value limit: Double) -> [Tensor] {
  gradients.map { gradient in gradient.mapped { min(max($0, -limit), limit) } }
}

/// How the weights of a layer are drawn before training.
public enum Initialisation: Sendable, Hashable {
  /// Uniform with variance 2 / (in + out).
  case xavierUniform
  /// Normal with variance 2 / (in + out).
  case xavierNormal
  /// Uniform with variance 2 / in.
  case heUniform
  /// Normal with variance 2 / in.
  case heNormal
  /// Normal with the standard deviation given.
  case normal(Double)
  /// Uniform between the limits −x and x.
  case uniform(Double)

  /// Weights of shape `[out, in, …]`, where further axes are the places of a kernel.
  ///
  /// - Source: Glorot, Bengio, 2010; He and others, 2015.
  public func weights(
    _ shape: [Int], from source: inout RandomSource
  ) throws(TensorError) -> Tensor {
    let places = shape.dropFirst(2).reduce(1, *)
    let fanIn = Double(max(1, (shape.count > 1 ? shape[1] : shape.first ?? 1) * places))
    let fanOut = Double(max(1, (shape.first ?? 1) * places))
    var result = try Tensor.zeros(shape)
    result.withMutableValues { values in
      for i in values.indices {
        switch self {
        case .xavierUniform:
          values[i] = symmetric(&source) * (6 / (fanIn + fanOut)).squareRoot()
        case .xavierNormal:
          values[i] = source.nextNormal() * (2 / (fanIn + fanOut)).squareRoot()
        case .heUniform: values[i] = symmetric(&source) * (6 / fanIn).squareRoot()
        case .heNormal: values[i] = source.nextNormal() * (2 / fanIn).squareRoot()
        case .normal(let deviation): values[i] = source.nextNormal() * deviation
        case .uniform(let limit): values[i] = symmetric(&source) * limit
        }
      }
    }
    return result
  }
}

/// A uniform number between −1 and 1.
private func symmetric(_ source: inout RandomSource) -> Double { 2 * source.nextUnit() - 1 }

/// Each element kept with probability 1 − `rate` and then divided by it, else 0: in training.
///
/// - Source: Srivastava and others, "Dropout", 2014, in the inverted form.
public func dropout(
  _ x: Traced, rate: Double, from source: inout RandomSource
) throws(TensorError) -> Traced {
  guard rate >= 0, rate < 1 else {
    throw TensorError(
      .domain, "the rate of dropout is at least 0 and below 1, not \(numberText(rate))")
  }
  var mask = Tensor.filled(x.shape, with: 0)
  mask.withMutableValues { values in
    for i in values.indices where source.nextUnit() >= rate { values[i] = 1 / (1 - rate) }
  }
  return try x * Traced(mask)
}
