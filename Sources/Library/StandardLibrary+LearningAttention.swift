import Learning
import Script
import Tensors

/// Attention and what is made of it.
extension StandardLibrary {
  static let attentions: [LibraryFunction] = [
    .layered(
      "attention",
      "(_ queries: Matrix, _ keys: Matrix, _ values: Matrix, causal: Bool = false, mask: Matrix? = nil, bias: Matrix? = nil, scale: Double? = nil) -> (output: Matrix, weights: Matrix)",
      "Scaled dot-product attention, softmax(Q Kᵀ / √d) V, one query, key and value a row; keys where the mask is 0 are not seen, the bias is added to the scores.",
      "attention([[1, 0]], [[1, 0]], [[5, 7]]).output", "[[5, 7]]",
      source: "A. Vaswani et al., Attention Is All You Need, 2017, equation 1"
    ) { arguments in
      let mask = try mask(of: arguments, causal: 3, allowed: 4, bias: 5)
      let scale = arguments.values.isNone(6) ? nil : try arguments.number(6)
      let result = try scaledDotProductAttention(
        arguments.traced(0), arguments.traced(1), arguments.traced(2), mask: mask, scale: scale)
      return LayerResult(["output": result.output, "weights": result.weights])
    },
    .layered(
      "multiHeadAttention",
      "(_ x: Matrix, query: Matrix, key: Matrix, value: Matrix, output: Matrix, heads: Int, causal: Bool = false, mask: Matrix? = nil) -> (output: Matrix, weights: [Matrix])",
      "Attention with several heads, on columns of x W_Q, x W_K and x W_V, joined and times W_O; the weights are one matrix a head.",
      "multiHeadAttention([[5, 7]], query: identity(2), key: identity(2), value: identity(2), output: identity(2), heads: 2).output",
      "[[5, 7]]",
      source: "A. Vaswani et al., Attention Is All You Need, 2017, section 3.2.2"
    ) { arguments in
      let heads = try arguments.integer(5)
      return try headed(
        arguments, heads: heads, keyHeads: heads, try mask(of: arguments, causal: 6, allowed: 7))
    },
    .layered(
      "groupedQueryAttention",
      "(_ x: Matrix, query: Matrix, key: Matrix, value: Matrix, output: Matrix, heads: Int, keyHeads: Int, causal: Bool = false, mask: Matrix? = nil) -> (output: Matrix, weights: [Matrix])",
      "Attention whose heads of queries share fewer heads of keys and values; W_K and W_V have as many columns as those need.",
      "groupedQueryAttention([[5, 7]], query: identity(2), key: [[1], [0]], value: [[1], [0]], output: identity(2), heads: 2, keyHeads: 1).output",
      "[[5, 5]]",
      source: "J. Ainslie et al., GQA, 2023; with one head of keys: N. Shazeer, MQA, 2019"
    ) { arguments in
      try headed(
        arguments, heads: arguments.integer(5), keyHeads: arguments.integer(6),
        mask(of: arguments, causal: 7, allowed: 8))
    },
    .layer(
      "linearAttention",
      "(_ queries: Matrix, _ keys: Matrix, _ values: Matrix, causal: Bool = false) -> Matrix",
      "Attention with the kernel φ(q)·φ(k), φ = elu + 1, in place of the softmax: linear in the length.",
      "linearAttention([[1, 0]], [[1, 0]], [[5, 7]])", "[[5, 7]]",
      source: "A. Katharopoulos et al., Transformers are RNNs, 2020, equation 5"
    ) {
      try linearAttention($0.traced(0), $0.traced(1), $0.traced(2), isCausal: $0.flag(3))
    },
    .tensor(
      "causalMask", "(_ n: Int) -> Matrix", "1 where a row may see a column: up to its own place.",
      "causalMask(2)", "[[1, 0],\n [1, 1]]"
    ) { try maskMatrix($0.integer(0)) { $1 <= $0 } },
    .tensor(
      "windowMask", "(_ n: Int, _ window: Int, causal: Bool = true) -> Matrix",
      "1 where a row may see a column: fewer than `window` places back (and, if not causal, ahead).",
      "windowMask(3, 2)", "[[1, 0, 0],\n [1, 1, 0],\n [0, 1, 1]]",
      source: "I. Beltagy, M. Peters, A. Cohan, Longformer, 2020, section 3.1"
    ) {
      let window = try $0.integer(1)
      let isCausal = try $0.flag(2)
      return try maskMatrix($0.integer(0)) { row, column in
        (isCausal ? column <= row : column - row < window) && row - column < window
      }
    },
    .layer(
      "transformerBlock",
      "(_ x: Matrix, _ weights: \(blockType), heads: Int, causal: Bool = true, postNorm: Bool = false, activation: String = \"gelu\") -> Matrix",
      "Attention and a feed-forward part, each with a residual around it and layer normalisation before it (after it with `postNorm`).",
      "transformerBlock([[1, 2], [3, 4]], transformerWeights(2, hidden: 4, seed: 1), heads: 1).shape",
      "[2, 2]",
      source: "A. Vaswani et al., 2017; R. Xiong et al., On layer normalization, 2020"
    ) { arguments in
      let parts = try arguments.parts(1)
      return try transformerBlock(
        arguments.traced(0), BlockWeights(parts), heads: arguments.integer(2),
        isCausal: arguments.flag(3), normalisesLast: arguments.flag(4),
        activation: activation(named: arguments.values.string(5)))
    },
    .general(
      "transformerWeights", "(_ width: Int, hidden: Int, seed: Int) -> \(blockType)",
      "The parameters of one transformer block: Xavier weights, no bias, scales 1.",
      "transformerWeights(4, hidden: 8, seed: 1).w1.shape", "[4, 8]",
      source: "X. Glorot, Y. Bengio, Understanding the difficulty of training, 2010"
    ) { arguments, _ in
      let weights = try BlockWeights.initial(
        width: arguments.integer(0), hidden: arguments.integer(1),
        seed: UInt64(bitPattern: Int64(arguments.integer(2))))
      return .tuple(
        TupleValue(weights.parts.map { .tensor($0.value) }, labels: BlockWeights.names))
    },
  ]

  /// The type of the parameters of one transformer block.
  static let blockType =
    "(scale1: Vector, shift1: Vector, query: Matrix, key: Matrix, value: Matrix, output: Matrix,"
    + " scale2: Vector, shift2: Vector, w1: Matrix, b1: Vector, w2: Matrix, b2: Vector)"

  private static func mask(
    of arguments: LayerArguments, causal: Int, allowed: Int, bias: Int? = nil
  ) throws -> AttentionMask {
    let isCausal = try arguments.flag(causal)
    let allows = arguments.values.isNone(allowed) ? nil : try arguments.tensor(allowed)
    let added = try bias.flatMap {
      arguments.values.isNone($0) ? nil : try arguments.tensor($0)
    }
    if allows == nil, added == nil { return isCausal ? .causal : .none }
    let rows = try arguments.tensor(0).shape[0]
    let columns = bias == nil ? rows : try arguments.tensor(1).shape[0]
    var total = try added ?? Tensor.zeros([rows, columns])
    guard total.shape == [rows, columns], allows.map({ $0.shape == [rows, columns] }) ?? true
    else {
      throw ScriptCause(
        "shape.mismatch",
        "a mask or bias has a row for each of the \(rows) queries and a column for each of the"
          + " \(columns) keys")
    }
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * columns + column
        let isHidden = (isCausal && column > row) || allows.map { $0[flat: place] == 0 } ?? false
        if isHidden { total[flat: place] = -.infinity }
      }
    }
    return .additive(total)
  }

  private static func headed(
    _ arguments: LayerArguments, heads: Int, keyHeads: Int, _ mask: AttentionMask
  ) throws -> LayerResult {
    let result = try headedAttention(
      arguments.traced(0), query: arguments.traced(1), key: arguments.traced(2),
      value: arguments.traced(3), output: arguments.traced(4), heads: heads, keyHeads: keyHeads,
      mask: mask)
    let weights = try (0..<heads).map { try result.weights.sliced([.at($0)]) }
    return LayerResult([result.output] + weights) { values in
      .tuple(
        TupleValue([values[0], .array(Array(values[1...]))], labels: ["output", "weights"]))
    }
  }

  private static func maskMatrix(_ n: Int, _ isSeen: (Int, Int) -> Bool) throws -> Tensor {
    var result = try Tensor.zeros([n, n])
    for row in 0..<n {
      for column in 0..<n where isSeen(row, column) { result[flat: row * n + column] = 1 }
    }
    return result
  }
}
