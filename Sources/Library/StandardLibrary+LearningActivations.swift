import Learning
import Script
import Tensors

/// The non-linear functions between layers.
extension StandardLibrary {
  static let activations: [LibraryFunction] = [
    activation(
      "gelu", .gelu, "x Φ(x), with the normal distribution function Φ.", "gelu(0)", "0",
      "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, 2016"),
    activation(
      "geluTanh", .geluTanh, "The approximation of gelu by tanh(√(2/π) (x + 0.044715 x³)).",
      "abs(geluTanh(1) - gelu(1)) < 0.0003", "true",
      "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units, 2016"),
    activation(
      "silu", .silu, "x σ(x), also called swish.", "silu([0, 1])[0]", "0",
      "S. Elfwing, E. Uchibe, K. Doya, Sigmoid-weighted linear units, 2018"),
    activation(
      "logSigmoid", .logSigmoid, "log σ(x), without overflow.", "logSigmoid(0) == -log(2)", "true"),
    activation(
      "selu", .selu, "elu scaled so that layers keep mean 0 and variance 1.", "selu(0)", "0",
      "G. Klambauer et al., Self-Normalizing Neural Networks, 2017"),
    activation(
      "mish", .mish, "x tanh(log(1 + eˣ)).", "mish(0)", "0", "D. Misra, Mish, 2019"),
    activation(
      "relu6", .relu6, "relu that ends at 6.", "relu6([-1, 3, 9])", "[0, 3, 6]",
      "A. Howard et al., Searching for MobileNetV3, 2019"),
    activation(
      "hardtanh", .hardtanh, "x brought to −1...1.", "hardtanh([-3, 0.5, 2])", "[-1, 0.5, 1]"),
    activation(
      "hardsigmoid", .hardsigmoid, "min(max(x + 3, 0), 6) / 6.", "hardsigmoid([-4, 0, 4])",
      "[0, 0.5, 1]", "A. Howard et al., Searching for MobileNetV3, 2019"),
    activation(
      "hardswish", .hardswish, "x times hardsigmoid(x).", "hardswish([0, 3])", "[0, 3]",
      "A. Howard et al., Searching for MobileNetV3, 2019"),
    activation("softsign", .softsign, "x / (1 + |x|).", "softsign([-1, 3])", "[-0.5, 0.75]"),
    .layer(
      "leakyRelu", "(_ x: N, slope: Double = 0.01) -> N", "x above 0, slope · x below.",
      "leakyRelu([-2, 3])", "[-0.02, 3]",
      source: "A. Maas, A. Hannun, A. Ng, Rectifier Nonlinearities, 2013"
    ) { try $0.traced(0).activated(.leakyRelu(slope: $0.number(1))) },
    .layer(
      "elu", "(_ x: N, alpha: Double = 1) -> N", "x above 0, α (eˣ − 1) below.", "elu([0, 3])",
      "[0, 3]", source: "D. Clevert, T. Unterthiner, S. Hochreiter, ELU, 2016"
    ) { try $0.traced(0).activated(.elu(alpha: $0.number(1))) },
    .layer(
      "glu", "(_ x: N) -> N", "The first half of the last axis times σ of the second.",
      "glu([4, 2, 0, 0])", "[2, 1]",
      source: "Y. Dauphin et al., Language modeling with gated convolutional networks, 2017"
    ) { try gatedLinearUnit($0.traced(0)) },
    .layer(
      "swiGLU", "(_ x: N, gate: Matrix, up: Matrix, down: Matrix) -> N",
      "(silu(x W₁) ⊙ (x W₂)) W₃: the gated feed-forward part, x a row or a matrix of rows.",
      "swiGLU([0, 1], gate: identity(2), up: identity(2), down: identity(2))[0]", "0",
      source: "N. Shazeer, GLU variants improve transformer, 2020"
    ) { try swiGLU($0.traced(0), gate: $0.traced(1), up: $0.traced(2), down: $0.traced(3)) },
  ]

  /// An activation without a parameter, on numbers and on each element of a tensor.
  private static func activation(
    _ name: String, _ activation: Activation, _ summary: String, _ example: String,
    _ result: String, _ source: String = ""
  ) -> LibraryFunction {
    var entry = LibraryFunction.elementwise(
      name, summary, example, result, source: source, { activation($0) },
      derivative: { x, _ in activation.derivative(x) })
    entry.arrays = .init(
      value: { activation.values(at: $0) }, derivative: { activation.derivatives(at: $0) })
    return entry
  }
}
