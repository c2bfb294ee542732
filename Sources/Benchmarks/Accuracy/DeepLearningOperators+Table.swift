import Learning
import Tensors

/// One case of the outside data: what goes in.
struct OperatorCase {
  let name: String
  let attributes: [String: JSONNode]
  let inputs: [String: Traced]
  /// The shape of the first output, for operators whose data leave out a base of zeros.
  let outputShape: [Int]

  subscript(name: String) -> Traced {
    get throws {
      guard let input = inputs[name] else { throw DataError("\(self.name) has no input \(name)") }
      return input
    }
  }

  func number(_ key: String, _ fallback: Double = 0) -> Double {
    attributes[key]?.number ?? fallback
  }

  func integer(_ key: String, _ fallback: Int = 0) -> Int { Int(number(key, Double(fallback))) }

  func flag(_ key: String) -> Bool { attributes[key]?.flag ?? false }

  func text(_ key: String) -> String? { attributes[key]?.text }

  /// A pair of sizes, also where one number stands for both.
  func pair(_ key: String, _ fallback: Int) -> [Int] {
    if let list = attributes[key]?.numbers { return list.map { Int($0) } }
    let one = integer(key, fallback)
    return [one, one]
  }

  /// The number at the end of the operator's name, such as 0.5 of `huber_loss_0.5`.
  func suffix(_ fallback: Double) -> Double {
    let digits = name.reversed().prefix { $0.isNumber || $0 == "." }
    return Double(String(digits.reversed())) ?? fallback
  }

  var axis: Int { integer("dim", -1) }

  var reduction: LossReduction {
    switch text("reduction") {
    case "none": .none
    case "sum": .sum
    default: .mean
    }
  }

  var window: Window {
    let size = pair("kernel", 1)
    return Window(
      size[0], size[1], stride: pair("stride", size[0]), padding: pair("padding", 0))
  }
}

/// What is wrong with the outside data.
struct DataError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

typealias Operator = @Sendable (OperatorCase) throws -> [String: Traced]

/// The operator that the data call `name`; a number at its end is a parameter.
func outsideOperator(_ name: String) -> Operator? {
  if let found = operators[name] { return found }
  var stem = name[...]
  while let last = stem.last, last.isNumber || last == "." { stem.removeLast() }
  return operators[String(stem)]
}

private func one(_ body: @escaping @Sendable (OperatorCase) throws -> Traced) -> Operator {
  { ["y": try body($0)] }
}

private func activation(_ activation: Activation) -> Operator {
  one { try $0["x"].activated(activation) }
}

private func reduction(_ reduction: Reduction) -> Operator {
  one { try $0["x"].reduced(reduction, axis: $0.axis) }
}

/// How each operator of the data is called here.
let operators: [String: Operator] = {
  var table: [String: Operator] = [:]
  table.merge(pointwise) { first, _ in first }
  table.merge(shaping) { first, _ in first }
  table.merge(layers) { first, _ in first }
  table.merge(losses) { first, _ in first }
  table.merge(images) { first, _ in first }
  table.merge(algebra) { first, _ in first }
  return table
}()

private let pointwise: [String: Operator] = [
  "relu": activation(.relu), "gelu_exact": activation(.gelu), "gelu_tanh": activation(.geluTanh),
  "silu": activation(.silu), "tanh": activation(.tanh), "sigmoid": activation(.sigmoid),
  "log_sigmoid": activation(.logSigmoid), "softplus": activation(.softplus),
  "leaky_relu_": one { try $0["x"].activated(.leakyRelu(slope: $0.suffix(0.01))) },
  "elu_": one { try $0["x"].activated(.elu(alpha: $0.suffix(1))) },
  "selu": activation(.selu), "mish": activation(.mish), "hardtanh": activation(.hardtanh),
  "hardsigmoid": activation(.hardsigmoid), "hardswish": activation(.hardswish),
  "relu6": activation(.relu6), "softsign": activation(.softsign),
  "celu": activation(.celu(alpha: 1)), "tanhshrink": activation(.tanhshrink),
  "erf": one { try $0["x"].mapped(.erf) }, "expm1": one { try $0["x"].mapped(.expm1) },
  "log1p_abs": one { try $0["x"].mapped(.abs).mapped(.log1p) },
  "clamp": one { try $0["x"].clamped($0.number("min"), $0.number("max")) },
  "where": one { try Traced.choose($0["cond"].value, $0["a"], $0["b"]) },
]

private let shaping: [String: Operator] = [
  "softmax": one { try $0["x"].softmax(axis: $0.axis) },
  "log_softmax": one { try $0["x"].logSoftmax(axis: $0.axis) },
  "logsumexp": reduction(.logSumExp), "var_unbiased": reduction(.variance(ddof: 1)),
  "var_biased": reduction(.variance(ddof: 0)),
  "std_unbiased": reduction(.standardDeviation(ddof: 1)), "mean": reduction(.mean),
  "prod": reduction(.product), "max": reduction(.maximum), "norm2": reduction(.norm(2)),
  "norm1": reduction(.norm(1)),
  "cumsum": one { try $0["x"].cumulativeSum(axis: $0.axis) },
  "cumprod": one { try $0["x"].cumulativeProduct(axis: $0.axis) },
  "logcumsumexp": one { try $0["x"].logCumulativeSumExp(axis: $0.axis) },
  "normalize": one { try $0["x"].normalized(axis: $0.axis) },
  "sort": one { try $0["x"].sorted(axis: $0.axis) },
  "topk": one { try $0["x"].topK(Int($0.suffix(2)), axis: $0.axis) },
  "flip": one { try $0["x"].reversed(axis: $0.axis) },
  "roll": one { try $0["x"].rolled(by: Int($0.suffix(1)), axis: $0.axis) },
  "tril": one { try $0["x"].lowerTriangle() },
  "diff": one { try $0["x"].differences(axis: $0.axis) },
  "gather": one { try $0["x"].gathered($0["index"].value, axis: $0.axis) },
  "scatter_add": one { c in
    let source = try c["src"]
    let base = try Tensor.zeros(c.outputShape)
    return try Traced(base).scatterAdding(source, at: c["index"].value, axis: c.axis)
  },
  "embedding": one { try $0["weight"].taking($0["index"].value) },
]

private let layers: [String: Operator] = [
  "layer_norm": one { c in
    try layerNorm(
      c["x"], weight: c.inputs["weight"], bias: c.inputs["bias"], epsilon: c.number("eps"),
      axes: c.integer("normalized_dims", 1))
  },
  "rms_norm": one {
    try rmsNorm($0["x"], weight: $0.inputs["weight"], epsilon: $0.number("eps"))
  },
  "group_norm": one { c in
    try groupNorm(
      c["x"], groups: c.integer("groups"), weight: c["weight"], bias: c["bias"],
      epsilon: c.number("eps"))
  },
  "batch_norm_train": one {
    try batchNorm($0["x"], weight: $0["weight"], bias: $0["bias"], epsilon: $0.number("eps"))
  },
  "batch_norm_eval": one { c in
    try batchNorm(
      c["x"], mean: c["running_mean"].value, variance: c["running_var"].value,
      weight: c["weight"], bias: c["bias"], epsilon: c.number("eps"))
  },
  "glu": one { try gatedLinearUnit($0["x"]) },
  "swiglu": one { try swiGLU($0["x"], gate: $0["Wg"], up: $0["Wu"], down: $0["Wd"]) },
  "sdpa": one { c in
    var mask = AttentionMask.none
    if c.flag("causal") { mask = .causal }
    if let kind = c.text("mask") {
      mask = kind == "additive" ? .additive(try c["mask"].value) : .allowed(try c["mask"].value)
    }
    return try scaledDotProductAttention(c["q"], c["k"], c["v"], mask: mask).output
  },
  "sdpa_gqa": one {
    try scaledDotProductAttention(
      $0["q"], $0["k"], $0["v"], mask: $0.flag("causal") ? .causal : .none
    ).output
  },
  "multi_head_attention": one { c in
    let weights = MultiHeadWeights(
      inWeight: try c["in_proj_weight"], inBias: try c["in_proj_bias"],
      outWeight: try c["out_proj_weight"], outBias: try c["out_proj_bias"])
    return try multiHeadAttention(
      c["x"], weights, heads: c.integer("heads"), mask: c.flag("causal") ? .causal : .none)
  },
  "transformer_block_prenorm": one { c in
    let attention = MultiHeadWeights(
      inWeight: try c["in_w"], inBias: try c["in_b"], outWeight: try c["out_w"],
      outBias: try c["out_b"])
    let weights = TransformerWeights(
      firstNorm: (try c["ln1_w"], try c["ln1_b"]), attention: attention,
      secondNorm: (try c["ln2_w"], try c["ln2_b"]), wide: (try c["fc_w"], try c["fc_b"]),
      narrow: (try c["proj_w"], try c["proj_b"]))
    return try transformerBlock(
      c["x"], weights, heads: c.integer("heads"),
      mask: c.flag("causal") ? .causal : .none, epsilon: c.number("eps", 1e-5))
  },
  "rope": one {
    try rotaryPositions($0["x"], base: $0.number("base"), interleaved: $0.flag("interleaved"))
  },
  "sinusoidal_position_encoding": one {
    Traced(try sinusoidalPositions($0.integer("T"), width: $0.integer("D")))
  },
  "lstm_cell": { c in
    let (h, c) = try lstmCell(c["x"], state: (c["h"], c["c"]), recurrent(c))
    return ["h": h, "c": c]
  },
  "lstm_sequence": { c in
    let (y, h, c) = try lstm(c["x"], state: (c["h"], c["c"]), recurrent(c))
    return ["y": y, "h": h, "c": c]
  },
  "gru_cell": one { try gruCell($0["x"], state: $0["h"], recurrent($0)) },
  "rnn_tanh_cell": one { try rnnCell($0["x"], state: $0["h"], recurrent($0)) },
  "linear": one { try dense($0["x"], weight: $0["weight"], bias: $0["bias"]) },
]

private func recurrent(_ c: OperatorCase) throws -> RecurrentWeights {
  RecurrentWeights(
    input: try c["w_ih"], state: try c["w_hh"], inputBias: try c["b_ih"], stateBias: try c["b_hh"])
}

private let losses: [String: Operator] = [
  "cross_entropy": one { c in
    let ignoring = c.attributes["ignore_index"]?.number
    return try crossEntropy(
      c["logits"], c["target"].value, weights: c.inputs["weight"]?.value,
      smoothing: c.number("label_smoothing"), ignoring: ignoring, reduction: c.reduction)
  },
  "cross_entropy_soft": one {
    try crossEntropy($0["logits"], probabilities: $0["target"].value, reduction: $0.reduction)
  },
  "bce_with_logits": one { c in
    try binaryCrossEntropy(
      c["logits"], c["target"].value, positiveWeight: c.inputs["pos_weight"]?.value,
      reduction: c.reduction)
  },
  "mse_loss": one { try meanSquaredError($0["a"], $0["b"], reduction: $0.reduction) },
  "l1_loss": one { try meanAbsoluteError($0["a"], $0["b"], reduction: $0.reduction) },
  "smooth_l1_loss": one { try huberLoss($0["a"], $0["b"], reduction: $0.reduction) },
  "huber_loss_": one {
    try huberLoss($0["a"], $0["b"], delta: $0.suffix(1), reduction: $0.reduction)
  },
  "cosine_similarity": one { try cosineSimilarity($0["a"], $0["b"]) },
  "pairwise_distance": one { try pairwiseDistance($0["a"], $0["b"]) },
  "cdist": one { try distances($0["a"], $0["b"]) },
  "kl_div": one { try klDivergence(from: $0["q_logits"], to: $0["p_logits"]) },
  "kl_gaussian": one { try gaussianKLDivergence(mean: $0["mu"], logVariance: $0["logvar"]) },
  "nt_xent": one { try ntXent($0["z1"], $0["z2"], temperature: $0.number("temperature")) },
  "info_nce_symmetric": one {
    try symmetricInfoNCE($0["a"], $0["b"], temperature: $0.number("temperature"))
  },
  "triplet_margin": one {
    try tripletLoss(
      anchor: $0["a"], positive: $0["p"], negative: $0["n"], margin: $0.number("margin"))
  },
  "ctc_loss": one { c in
    try ctcLoss(
      c["logits"], c["targets"].value,
      inputLengths: c["input_lengths"].value.values.map { Int($0) },
      targetLengths: c["target_lengths"].value.values.map { Int($0) }, blank: c.integer("blank"))
  },
]

private let images: [String: Operator] = [
  "conv2d": one { c in
    try conv2d(
      c["x"], c["weight"], bias: c.inputs["bias"], stride: c.pair("stride", 1),
      padding: c.pair("padding", 0), dilation: c.pair("dilation", 1), groups: c.integer("groups", 1)
    )
  },
  "conv1d": one {
    try conv1d(
      $0["x"], $0["weight"], bias: $0.inputs["bias"], stride: $0.integer("stride", 1),
      padding: $0.integer("padding"))
  },
  "conv_transpose2d": one { c in
    try convTranspose2d(
      c["x"], c["weight"], bias: c.inputs["bias"], stride: c.pair("stride", 1),
      padding: c.pair("padding", 0), outputPadding: c.pair("output_padding", 0))
  },
  "max_pool2d": one { try maxPool2d($0["x"], $0.window) },
  "avg_pool2d": one { try averagePool2d($0["x"], $0.window) },
  "adaptive_avg_pool2d": one { c in
    let size = c.pair("output", 1)
    return try adaptiveAveragePool2d(c["x"], size[0], size[1])
  },
  "interpolate_bilinear": one { try bilinearUpsampled($0["x"], by: $0.integer("scale")) },
]

private let algebra: [String: Operator] = [
  "matmul_broadcast": one { try $0["a"].matmul($0["b"]) },
  "einsum": one { c in
    try Traced.einsum(c.text("equation") ?? "", c["a"], c["b"])
  },
  "solve": one { try $0["A"].solve($0["b"]) },
  "inverse": one { try $0["A"].inverse() },
  "slogdet": one { try $0["A"].logDeterminant() },
  "cholesky": one { c in
    let a = try c["A"]
    let identity = Traced(try Tensor.identity(a.shape[0]))
    return try (a.matmul(a, transposingRight: true) + identity).cholesky()
  },
  "matrix_exp": one { try $0["A"].matrixExponential() },
  "symmetric_eigenvalues": one { try ($0["A"] + $0["A"].transposed()).symmetricEigenvalues() },
  "singular_values": one { try $0["A"].singularValues() },
]
