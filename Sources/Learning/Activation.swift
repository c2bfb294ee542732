import Numerics
public import Tensors

/// A non-linear function that a layer applies to every element.
public enum Activation: Sendable, Hashable {
  /// max(x, 0).
  case relu
  /// x above 0 and `slope` times x below.
  case leakyRelu(slope: Double)
  /// x Φ(x), with the distribution function of the normal distribution.
  case gelu
  /// The approximation of `gelu` by tanh(√(2/π) (x + 0.044715 x³)).
  case geluTanh
  /// x times the logistic function of x.
  case silu
  /// The logistic function 1 / (1 + e⁻ˣ).
  case sigmoid
  /// The logarithm of the logistic function.
  case logSigmoid
  /// The hyperbolic tangent.
  case tanh
  /// log(1 + eˣ).
  case softplus
  /// x above 0 and `alpha` (eˣ − 1) below.
  case elu(alpha: Double)
  /// `elu` scaled so that layers keep mean 0 and variance 1.
  case selu
  /// x above 0 and `alpha` (e^(x/`alpha`) − 1) below.
  case celu(alpha: Double)
  /// x tanh(log(1 + eˣ)).
  case mish
  /// min(max(x, 0), 6).
  case relu6
  /// min(max(x, −1), 1).
  case hardtanh
  /// min(max(x + 3, 0), 6) / 6.
  case hardsigmoid
  /// x times `hardsigmoid`.
  case hardswish
  /// x / (1 + |x|).
  case softsign
  /// x − tanh x.
  case tanhshrink

  /// The function at `x`.
  ///
  /// - Source: each paper's definition, with PyTorch's constants: GELU and its approximation from
  ///   Hendrycks, Gimpel, 2016; SiLU from Elfwing, Uchibe, Doya, 2018; ELU from Clevert and others,
  ///   2016; SELU from Klambauer and others, 2017; Mish from Misra, 2019; the hard ones from Howard
  ///   and others, "Searching for MobileNetV3", 2019.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .relu: x > 0 ? x : (x.isNaN ? x : 0)
    case .leakyRelu(let slope): x > 0 ? x : slope * x
    case .gelu: x * normalCDF(x)
    case .geluTanh: x * logistic(2 * innerGelu(x))
    case .silu: x * logistic(x)
    case .sigmoid: logistic(x)
    case .logSigmoid: UnaryOperation.logSigmoid(x)
    case .tanh: Numerics.tanh(x)
    case .softplus: UnaryOperation.softplus(x)
    case .elu(let alpha): x > 0 ? x : alpha * expm1(x)
    case .selu: x > 0 ? seluScale * x : seluScale * seluAlpha * expm1(x)
    case .celu(let alpha): x > 0 ? x : alpha * expm1(x / alpha)
    case .mish: x * Numerics.tanh(UnaryOperation.softplus(x))
    case .relu6: min(max(x, 0), 6)
    case .hardtanh: min(max(x, -1), 1)
    case .hardsigmoid: min(max(x + 3, 0), 6) / 6
    case .hardswish: x * (min(max(x + 3, 0), 6) / 6)
    case .softsign: x / (1 + x.magnitude)
    case .tanhshrink: x - Numerics.tanh(x)
    }
  }

  /// The derivative at `x`; at a corner the one that PyTorch takes.
  public func derivative(_ x: Double) -> Double {
    switch self {
    case .relu: return x > 0 ? 1 : 0
    case .leakyRelu(let slope): return x > 0 ? 1 : slope
    case .gelu: return normalCDF(x) + x * normalPDF(x)
    case .geluTanh:
      let s = logistic(2 * innerGelu(x))
      return s + x * 2 * s * logistic(-2 * innerGelu(x)) * geluScale * (1 + 3 * geluCube * x * x)
    case .silu:
      let s = logistic(x)
      return s + x * s * logistic(-x)
    case .sigmoid: return logistic(x) * logistic(-x)
    case .logSigmoid: return logistic(-x)
    case .tanh: return UnaryOperation.tanh.derivative(at: x, value: Numerics.tanh(x))
    case .softplus: return logistic(x)
    case .elu(let alpha): return x > 0 ? 1 : alpha * exp(x)
    case .selu: return x > 0 ? seluScale : seluScale * seluAlpha * exp(x)
    case .celu(let alpha): return x > 0 ? 1 : exp(x / alpha)
    case .mish:
      let inner = UnaryOperation.softplus(x)
      let t = Numerics.tanh(inner)
      return t + x * UnaryOperation.tanh.derivative(at: inner, value: t) * logistic(x)
    case .relu6: return x > 0 && x < 6 ? 1 : 0
    case .hardtanh: return x > -1 && x < 1 ? 1 : 0
    case .hardsigmoid: return x > -3 && x < 3 ? 1.0 / 6 : 0
    case .hardswish: return x <= -3 ? 0 : (x >= 3 ? 1 : x / 3 + 0.5)
    case .softsign: return 1 / ((1 + x.magnitude) * (1 + x.magnitude))
    case .tanhshrink: return Numerics.tanh(x) * Numerics.tanh(x)
    }
  }
}

/// 1 / (1 + e⁻ˣ).
private func logistic(_ x: Double) -> Double { Numerics.sigmoid(x) }

private let seluAlpha = 1.6732632423543772
private let seluScale = 1.0507009873554805
private let geluScale = 0.7978845608028654
private let geluCube = 0.044715

private func innerGelu(_ x: Double) -> Double { geluScale * (x + geluCube * x * x * x) }

extension Activation {
  /// The factor φ of an activation x φ(x), at every element.
  private func factor(_ x: Tensor) -> Tensor? {
    switch self {
    case .gelu: x.mapped(.normalCDF)
    case .geluTanh: x.mapped { 2 * innerGelu($0) }.mapped(UnaryOperation.sigmoid)
    case .silu: x.mapped(UnaryOperation.sigmoid)
    default: nil
    }
  }

  /// The same function among those that run over whole arrays.
  private var unary: UnaryOperation? {
    switch self {
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .logSigmoid: .logSigmoid
    case .tanh: .tanh
    case .softplus: .softplus
    default: nil
    }
  }

  /// The function at every element of `x`, and the way back to it.
  fileprivate func record(_ x: Traced) -> Traced {
    if let unary { return x.mapped(unary) }
    let values = x.value
    guard let factor = factor(values) else {
      return Traced.recording(self.values(at: values), from: [x]) { g throws(TensorError) in
        [try g * derivatives(at: values)]
      }
    }
    var result = values
    result.multiply(by: factor)
    return Traced.recording(result, from: [x]) { g throws(TensorError) in
      // (x φ)' = φ + x φ'.
      var slope = factor
      let density = self == .gelu ? values.mapped(.normalPDF) : factor
      slope.withMutableValues { out in
        values.withValues { x in
          density.withValues { p in
            for i in 0..<out.count { out[i] += x[i] * slopeOfFactor(x[i], p[i]) }
          }
        }
      }
      slope.multiply(by: g)
      return [slope]
    }
  }

  /// φ' at `x`, from the density (`gelu`) or from φ itself.
  private func slopeOfFactor(_ x: Double, _ p: Double) -> Double {
    switch self {
    case .gelu: p
    case .geluTanh: 2 * p * (1 - p) * geluScale * (1 + 3 * geluCube * x * x)
    default: p * (1 - p)
    }
  }
}

extension Activation {
  /// The function at every element of `x`, with the bits of `callAsFunction(_:)`.
  public func values(at x: Tensor) -> Tensor {
    switch self {
    case .gelu, .geluTanh, .silu:
      guard let factor = factor(x) else { return x }
      var result = x
      result.multiply(by: factor)
      return result
    case .mish:
      var result = x
      result.multiply(by: x.mapped(.softplus).mapped(.tanh))
      return result
    case .leakyRelu(let slope): return x.mapped { $0 > 0 ? $0 : slope * $0 }
    default: return x.mapped { self($0) }
    }
  }

  /// The derivative at every element of `x`, with the bits of `derivative(_:)`.
  public func derivatives(at x: Tensor) -> Tensor {
    switch self {
    case .gelu:
      return x.joined(x.mapped(.normalCDF), x.mapped(.normalPDF)) { x, cdf, pdf in cdf + x * pdf }
    case .geluTanh:
      let inner = x.mapped { 2 * innerGelu($0) }
      return x.joined(inner.mapped(.sigmoid), inner.mapped(.negate).mapped(.sigmoid)) { x, s, r in
        s + x * 2 * s * r * geluScale * (1 + 3 * geluCube * x * x)
      }
    case .silu:
      return x.joined(x.mapped(.sigmoid), x.mapped(.negate).mapped(.sigmoid)) { x, s, r in
        s + x * s * r
      }
    case .leakyRelu(let slope): return x.mapped { $0 > 0 ? 1 : slope }
    default: return x.mapped { derivative($0) }
    }
  }
}

extension Tensor {
  /// A function of each element and of those of two tensors of the same shape at its place.
  fileprivate func joined(
    _ second: Tensor, _ third: Tensor, _ function: (Double, Double, Double) -> Double
  ) -> Tensor {
    var result = self
    result.withMutableValues { out in
      second.withValues { b in
        third.withValues { c in
          for i in 0..<out.count { out[i] = function(out[i], b[i], c[i]) }
        }
      }
    }
    return result
  }

  /// `activation` of every element.
  public func activated(_ activation: Activation) -> Tensor {
    activation.record(Traced(self)).value
  }

  /// Every element times that of `other`, which has the same shape, in place.
  fileprivate mutating func multiply(by other: Tensor) {
    withMutableValues { values in
      other.withValues { factors in
        for i in 0..<values.count { values[i] *= factors[i] }
      }
    }
  }
}

extension Traced {
  /// `activation` of every element.
  public func activated(_ activation: Activation) -> Traced { activation.record(self) }

  /// eˣ / Σ eˣ along `axis` of the elements divided by `temperature`.
  public func softmax(temperature: Double, axis: Int = -1) throws(TensorError) -> Traced {
    guard temperature > 0 else {
      throw TensorError(
        .domain, "the temperature of a softmax is above 0, not \(numberText(temperature))")
    }
    return try (self / temperature).softmax(axis: axis)
  }
}

/// The first half of the last axis times the logistic function of the second.
///
/// - Shape: `[…, 2n]` → `[…, n]`.
/// - Source: Dauphin and others, "Language modeling with gated convolutional networks", 2017.
public func gatedLinearUnit(_ x: Traced) throws(TensorError) -> Traced {
  let rank = x.value.rank
  guard rank > 0, x.shape[rank - 1] % 2 == 0 else {
    throw TensorError(.shape, "a gated linear unit halves its last axis, which \(x.shape) cannot")
  }
  let half = x.shape[rank - 1] / 2
  let lead = [AxisSlice](repeating: .all, count: rank - 1)
  return try x.sliced(lead + [.range(0..<half)])
    * x.sliced(lead + [.range(half..<(2 * half))]).activated(.sigmoid)
}

/// (silu(x W₁) ⊙ (x W₂)) W₃: the feed-forward part of recent language models.
///
/// - Shape: x `[…, d]`, gate and up `[d, h]`, down `[h, d]` → `[…, d]`.
/// - Source: Shazeer, "GLU variants improve transformer", 2020.
public func swiGLU(
  _ x: Traced, gate: Traced, up: Traced, down: Traced
) throws(TensorError) -> Traced {
  try (x.matmul(gate).activated(.silu) * x.matmul(up)).matmul(down)
}
