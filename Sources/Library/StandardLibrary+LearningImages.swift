import Diagnostics
import Learning
import Numerics
import Script
import Tensors

/// Convolution, pooling and recurrent cells.
extension StandardLibrary {
  static let images: [LibraryFunction] = [
    .layer(
      "conv2d",
      "(_ image: Matrix, _ kernel: Matrix, stride: Int = 1, padding: Int = 0, dilation: Int = 1) -> Matrix",
      "The kernel slid over the image, a sum of products at each place (the kernel is not turned).",
      "conv2d([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 0], [0, 1]])", "[[ 6,  8],\n [12, 14]]",
      source: "V. Dumoulin, F. Visin, A guide to convolution arithmetic, 2016"
    ) {
      let (x, k) = try (plane($0.traced(0)), plane($0.traced(1)))
      return try matrix(
        conv2d(
          x, k, stride: twice($0.integer(2)), padding: twice($0.integer(3)),
          dilation: twice($0.integer(4))))
    },
    .layer(
      "conv2d",
      "(_ images: Tensor, _ kernels: Tensor, bias: Vector? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1) -> Tensor",
      "Images [batch, channels, height, width] by kernels [out, channels, height, width].",
      "conv2d(reshape([1, 2, 3, 4], [1, 1, 2, 2]), reshape([1, 1, 1, 1], [1, 1, 2, 2])).shape",
      "[1, 1, 1, 1]", source: "V. Dumoulin, F. Visin, A guide to convolution arithmetic, 2016"
    ) {
      try conv2d(
        $0.traced(0), $0.traced(1), bias: $0.optional(2), stride: twice($0.integer(3)),
        padding: twice($0.integer(4)), dilation: twice($0.integer(5)), groups: $0.integer(6))
    },
    .layer(
      "conv1d",
      "(_ signal: Vector, _ kernel: Vector, stride: Int = 1, padding: Int = 0, dilation: Int = 1) -> Vector",
      "The kernel slid over the signal, a sum of products at each place.",
      "conv1d([1, 2, 3, 4], [1, -1])", "[-1, -1, -1]",
      source: "V. Dumoulin, F. Visin, A guide to convolution arithmetic, 2016"
    ) {
      let x = try $0.traced(0)
      let k = try $0.traced(1)
      let y = try conv1d(
        x.reshaped(to: [1, 1, -1]), k.reshaped(to: [1, 1, -1]), stride: $0.integer(2),
        padding: $0.integer(3), dilation: $0.integer(4))
      return try y.reshaped(to: [-1])
    },
    .layer(
      "convTranspose2d",
      "(_ image: Matrix, _ kernel: Matrix, stride: Int = 1, padding: Int = 0) -> Matrix",
      "Each pixel spreads the kernel times its value: the way back of a convolution.",
      "convTranspose2d([[2]], [[1, 2], [3, 4]])", "[[2, 4],\n [6, 8]]",
      source: "V. Dumoulin, F. Visin, A guide to convolution arithmetic, 2016, section 4"
    ) {
      try matrix(
        convTranspose2d(
          plane($0.traced(0)), plane($0.traced(1)), stride: twice($0.integer(2)),
          padding: twice($0.integer(3))))
    },
    .layer(
      "maxPool2d", "(_ image: Matrix, size: Int, stride: Int? = nil, padding: Int = 0) -> Matrix",
      "The largest value of each window; the gradient goes to its place alone.",
      "maxPool2d([[1, 2], [3, 4]], size: 2)", "[[4]]"
    ) { try matrix(maxPool2d(plane($0.traced(0)), window($0))) },
    .layer(
      "maxPool2d", "(_ images: Tensor, size: Int, stride: Int? = nil, padding: Int = 0) -> Tensor",
      "The largest value of each window of [batch, channels, height, width].",
      "maxPool2d(reshape([1, 2, 3, 4], [1, 1, 2, 2]), size: 2).shape", "[1, 1, 1, 1]"
    ) { try maxPool2d($0.traced(0), window($0)) },
    .layer(
      "averagePool2d",
      "(_ image: Matrix, size: Int, stride: Int? = nil, padding: Int = 0) -> Matrix",
      "The mean of each window.", "averagePool2d([[1, 2], [3, 6]], size: 2)", "[[3]]"
    ) { try matrix(averagePool2d(plane($0.traced(0)), window($0))) },
    .layer(
      "averagePool2d",
      "(_ images: Tensor, size: Int, stride: Int? = nil, padding: Int = 0) -> Tensor",
      "The mean of each window of [batch, channels, height, width].",
      "averagePool2d(reshape([1, 2, 3, 6], [1, 1, 2, 2]), size: 2).shape", "[1, 1, 1, 1]"
    ) { try averagePool2d($0.traced(0), window($0)) },
    .number(
      "convOutputSize",
      "(_ size: Int, kernel: Int, padding: Int = 0, stride: Int = 1, dilation: Int = 1) -> Double",
      "⌊(size + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1.",
      "convOutputSize(32, kernel: 5, padding: 2)", "32",
      source: "V. Dumoulin, F. Visin, A guide to convolution arithmetic, 2016, relationship 15"
    ) {
      let (size, kernel) = try ($0.number(0), $0.number(1))
      let (padding, stride, dilation) = try ($0.number(2), $0.number(3), $0.number(4))
      let rest = size + 2 * padding - dilation * (kernel - 1) - 1
      guard stride > 0, kernel > 0, rest >= 0 else {
        throw ScriptCause(
          "value.domain",
          "a kernel of \(numberText(kernel)) does not fit a size of \(numberText(size))",
          hints: ["more padding, or a smaller kernel"])
      }
      return (rest / stride).rounded(.down) + 1
    },
    .number(
      "convParameters",
      "(kernel: Int, from channelsIn: Int, to channelsOut: Int, bias: Bool = true) -> Double",
      "The weights of a convolution: (kernel² · in + 1) · out.",
      "convParameters(kernel: 3, from: 3, to: 64)", "1792"
    ) {
      let (kernel, from, to) = try ($0.number(0), $0.number(1), $0.number(2))
      return (kernel * kernel * from + (try $0.flag(3) ? 1 : 0)) * to
    },
    .tensor(
      "receptiveField", "(kernels: Vector, strides: Vector = []) -> Vector",
      "How many inputs each layer sees: r ← r + (kernel − 1) · (product of the strides before).",
      "receptiveField(kernels: [3, 3, 3])", "[3, 5, 7]",
      source: "V. Dumoulin, F. Visin, A guide to convolution arithmetic, 2016"
    ) {
      let kernels = try $0.vector(0)
      let strides = try $0.vector(1)
      guard strides.isEmpty || strides.count == kernels.count else {
        throw ScriptCause(
          "shape.mismatch",
          "\(quantity(kernels.count, "kernel")) cannot have \(quantity(strides.count, "stride"))")
      }
      var (field, jump) = (1.0, 1.0)
      return Tensor(
        kernels.indices.map { index in
          field += (kernels[index] - 1) * jump
          jump *= strides.isEmpty ? 1 : strides[index]
          return field
        })
    },
    .layer(
      "rnnCell", "(_ x: N, state: N, input: Matrix, recurrent: Matrix, bias: Vector? = nil) -> N",
      "tanh(W x + U h + b), the next state of a recurrent network; x and h vectors or rows.",
      "rnnCell([0], state: [0], input: [[1]], recurrent: [[1]])", "[0]",
      source: "J. Elman, Finding structure in time, 1990"
    ) {
      let (x, isVector) = try $0.rows(0)
      let y = try rnnCell(x, state: $0.rows(1).matrix, recurrentWeights($0))
      return isVector ? try y.reshaped(to: [-1]) : y
    },
    .layered(
      "lstmCell",
      "(_ x: N, state: (h: N, c: N), input: Matrix, recurrent: Matrix, bias: Vector? = nil) -> (h: N, c: N)",
      "One step of a long short-term memory; the rows of W and U are the gates i, f, g, o in turn.",
      "lstmCell([1], state: (h: [0], c: [2]), input: zeros(4, 1), recurrent: zeros(4, 1)).c", "[1]",
      source: "S. Hochreiter, J. Schmidhuber, 1997; F. Gers et al., 2000 (forget gate)"
    ) { arguments in
      let (x, isVector) = try arguments.rows(0)
      var state = try arguments.parts(1)
      if isVector { state = try state.map { try $0.reshaped(to: [1, -1]) } }
      let next = try lstmCell(
        x, state: (h: state[0], c: state[1]), recurrentWeights(arguments))
      if isVector {
        return LayerResult(["h": try next.h.reshaped(to: [-1]), "c": try next.c.reshaped(to: [-1])])
      }
      return LayerResult(["h": next.h, "c": next.c])
    },
    .layer(
      "gruCell",
      "(_ x: N, state: N, input: Matrix, recurrent: Matrix, bias: Vector? = nil, stateBias: Vector? = nil) -> N",
      "One step of a gated recurrent unit; the rows of W and U are the gates r, z, n in turn.",
      "gruCell([1], state: [2], input: zeros(3, 1), recurrent: zeros(3, 1))", "[1]",
      source: "K. Cho et al., RNN encoder-decoder, 2014, with the reset gate as PyTorch has it"
    ) {
      let (x, isVector) = try $0.rows(0)
      let weights = RecurrentWeights(
        input: try $0.traced(2), state: try $0.traced(3), inputBias: try $0.optional(4),
        stateBias: try $0.optional(5))
      let y = try gruCell(x, state: $0.rows(1).matrix, weights)
      return isVector ? try y.reshaped(to: [-1]) : y
    },
    .layer(
      "graphConv", "(_ adjacency: Matrix, _ features: Matrix, _ weights: Matrix) -> Matrix",
      "D^−½ (A + I) D^−½ H W: each node mixes its own features with its neighbours'.",
      "graphConv([[0, 1], [1, 0]], [[1], [3]], [[1]])", "[[2],\n [2]]",
      source: "T. Kipf, M. Welling, Semi-Supervised Classification with GCNs, 2017, equation 2"
    ) {
      let a = try $0.tensor(0)
      let loops = try a + Tensor.identity(a.shape[0])
      let degrees = try loops.sum(axis: 1)
      let mixing = try loops / degrees.outer(degrees).mapped(.sqrt)
      return try Traced(mixing).matmul($0.traced(1)).matmul($0.traced(2))
    },
  ]

  private static func twice(_ size: Int) -> [Int] { [size, size] }

  /// The matrix as one image of one channel.
  private static func plane(_ x: Traced) throws -> Traced {
    try x.reshaped(to: [1, 1] + x.shape.sizes)
  }

  private static func matrix(_ image: Traced) throws -> Traced {
    try image.reshaped(to: Array(image.shape.sizes.suffix(2)))
  }

  private static func window(_ arguments: LayerArguments) throws -> Window {
    let size = try arguments.integer(1)
    let stride = arguments.values.isNone(2) ? size : try arguments.integer(2)
    return Window(size, size, stride: twice(stride), padding: twice(try arguments.integer(3)))
  }

  private static func recurrentWeights(_ arguments: LayerArguments) throws -> RecurrentWeights {
    RecurrentWeights(
      input: try arguments.traced(2), state: try arguments.traced(3),
      inputBias: try arguments.optional(4))
  }
}
