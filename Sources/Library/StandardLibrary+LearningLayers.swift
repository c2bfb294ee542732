import Learning
import Numerics
import Script
import Tensors

/// Layers: dense, embedding, normalisation, dropout, attention, positions.
extension StandardLibrary {
  static let layers: [LibraryFunction] = [
    .layer(
      "dense", "(_ x: N, _ weights: Matrix, _ bias: Vector? = nil) -> N",
      "W x + b for a vector, and for each row of a matrix: x Wᵀ + b; W has a row for each output.",
      "dense([1, 2], [[1, 1], [0, 3]], [10, 0])", "[13, 6]",
      source: "D. Rumelhart, G. Hinton, R. Williams, Learning representations, 1986"
    ) { try layer($0, 0) { try dense($1, weight: $0.traced(1), bias: $0.optional(2)) } },
    .layer(
      "embedding", "(_ table: Matrix, _ ids: Vector) -> Matrix",
      "The rows of the table at the ids; their gradients add up where an id comes twice.",
      "embedding([[1, 2], [3, 4]], [1, 0, 1])", "[[3, 4],\n [1, 2],\n [3, 4]]",
      source: "Y. Bengio et al., A Neural Probabilistic Language Model, 2003"
    ) { try $0.traced(0).taking($0.tensor(1)) },
    .layer(
      "layerNorm",
      "(_ x: N, scale: Vector? = nil, shift: Vector? = nil, epsilon: Double = 0.00001) -> N",
      "Each row less its mean, over its standard deviation, times the scale plus the shift.",
      "layerNorm([1, 3], epsilon: 0)", "[-1, 1]",
      source: "J. Ba, J. Kiros, G. Hinton, Layer Normalization, 2016, equations 3 and 4"
    ) {
      try layerNorm(
        $0.traced(0), weight: $0.optional(1), bias: $0.optional(2), epsilon: $0.number(3))
    },
    .layer(
      "rmsNorm", "(_ x: N, scale: Vector? = nil, epsilon: Double = 0.000001) -> N",
      "Each row over its root mean square, times the scale.", "rmsNorm([2, -2], epsilon: 0)",
      "[1, -1]", source: "B. Zhang, R. Sennrich, Root Mean Square Layer Normalization, 2019"
    ) { try rmsNorm($0.traced(0), weight: $0.optional(1), epsilon: $0.number(2)) },
    .layer(
      "batchNorm",
      "(_ x: Matrix, scale: Vector? = nil, shift: Vector? = nil, epsilon: Double = 0.00001) -> Matrix",
      "Each column less its mean, over its standard deviation, times the scale plus the shift.",
      "batchNorm([[1, 0], [3, 4]], epsilon: 0)", "[[-1, -1],\n [ 1,  1]]",
      source: "S. Ioffe, C. Szegedy, Batch Normalization, 2015, algorithm 1"
    ) {
      try batchNorm(
        $0.traced(0), weight: $0.optional(1), bias: $0.optional(2), epsilon: $0.number(3))
    },
    .layer(
      "dropout", "(_ x: N, rate: Double, seed: Int) -> N",
      "Each element 0 with probability `rate`, else divided by 1 − rate.",
      "dropout([1, 2], rate: 0, seed: 1)", "[1, 2]",
      source: "N. Srivastava et al., Dropout, 2014"
    ) {
      var source = RandomSource(seed: UInt64(bitPattern: Int64(try $0.integer(2))))
      return try dropout($0.traced(0), rate: $0.number(1), from: &source)
    },
    .layer(
      "feedForward",
      "(_ x: N, _ w1: Matrix, _ b1: Vector, _ w2: Matrix, _ b2: Vector, activation: String = \"relu\") -> N",
      "f(x W₁ + b₁) W₂ + b₂, with relu, gelu, silu or tanh; x is a row or a matrix of rows.",
      "feedForward([1, -1], identity(2), [0, 0], [[2], [5]], [1])", "[3]",
      source: "A. Vaswani et al., Attention Is All You Need, 2017, equation 2"
    ) {
      let f = try activation(named: $0.values.string(5))
      let hidden = try ($0.traced(0).matmul($0.traced(1)) + $0.traced(2)).activated(f)
      return try hidden.matmul($0.traced(3)) + $0.traced(4)
    },
    .general(
      "positionalEncoding", "(_ count: Int, _ width: Int, base: Double = 10000) -> Matrix",
      "Sines in the even and cosines in the odd columns, at falling frequencies.",
      "positionalEncoding(1, 4)", "[[0, 1, 0, 1]]",
      source: "A. Vaswani et al., Attention Is All You Need, 2017, section 3.5"
    ) { arguments, context in
      let (count, width) = try (arguments.count(0), arguments.count(1))
      try context.countSteps(count * width)
      return .tensor(try sinusoidalPositions(count, width: width, base: arguments.number(2)))
    },
    .layer(
      "rope",
      "(_ x: Matrix, base: Double = 10000, from: Int = 0, interleaved: Bool = true) -> Matrix",
      "Turns pairs of columns by angles that grow with the row, so that inner products depend on the distance of two rows.",
      "rope([[1, 0]], from: 0)", "[[1, 0]]", source: "J. Su et al., RoFormer, 2021, equation 34"
    ) {
      try rotaryPositions(
        $0.traced(0), base: $0.number(1), interleaved: $0.flag(3), from: $0.integer(2))
    },
    .layer(
      "rope", "(_ x: Matrix, frequencies: Vector, from: Int = 0) -> Matrix",
      "Turns the pairs of columns by position times frequency, as ropeFrequencies gives them.",
      "rope([[1, 0]], frequencies: [0.5])", "[[1, 0]]",
      source: "J. Su et al., RoFormer, 2021, equation 34"
    ) {
      try rotaryPositions($0.traced(0), frequencies: $0.values.vector(1), from: $0.integer(2))
    },
    .tensor(
      "ropeFrequencies",
      "(_ width: Int, base: Double = 10000, scaling: String = \"none\", factor: Double = 1, context: Int = 2048) -> Vector",
      "The frequency of each pair; scaling is none, linear, ntk or yarn, for a context `factor` times as long.",
      "ropeFrequencies(4)", "[1, 0.01]",
      source: "B. Peng et al., YaRN, 2023, sections 2 and 3"
    ) {
      let name = try $0.string(2)
      guard let scaling = RotaryScaling(rawValue: name) else {
        throw ScriptCause(
          "value.domain", "there is no scaling '\(name)'",
          hints: ["it is one of none, linear, ntk and yarn"])
      }
      return Tensor(
        try rotaryFrequencies(
          width: $0.integer(0), base: $0.number(1), scaling: scaling, factor: $0.number(3),
          context: $0.integer(4)))
    },
  ]

  /// The layer of a vector as one row, or of a tensor of rows.
  static func layer(
    _ arguments: LayerArguments, _ index: Int, _ body: (LayerArguments, Traced) throws -> Traced
  ) throws -> Traced {
    let (x, isVector) = try arguments.rows(index)
    let y = try body(arguments, x)
    return isVector ? try y.reshaped(to: [y.value.count]) : y
  }

  /// The activation called `name`.
  static func activation(named name: String) throws -> Activation {
    switch name {
    case "relu": return .relu
    case "gelu": return .gelu
    case "silu": return .silu
    case "tanh": return .tanh
    case "sigmoid": return .sigmoid
    case "softplus": return .softplus
    case "leakyRelu": return .leakyRelu(slope: 0.01)
    default:
      throw ScriptCause(
        "value.domain", "there is no activation '\(name)'",
        hints: ["it is one of relu, leakyRelu, gelu, silu, tanh, sigmoid and softplus"])
    }
  }
}
