import Diagnostics
public import Numerics
public import Tensors

/// Attention with several heads on the rows of `x`, in the form of the paper: Q = x W_Q.
///
/// With fewer heads of keys than of queries, each is used by consecutive heads of queries.
///
/// The rows may be those of several sequences, `batch` of them one after the other.
///
/// - Shape: x `[batch · n, d]`, query `[d, d]`, key and value `[d, keyHeads · d / heads]`, output
///   `[d, e]` → output `[batch · n, e]`, weights `[batch · heads, n, n]`.
/// - Source: Vaswani and others, "Attention is all you need", 2017, §3.2.2; Ainslie and others,
///   "GQA", 2023.
public func headedAttention(
  _ x: Traced, query: Traced, key: Traced, value: Traced, output: Traced, heads: Int,
  keyHeads: Int, batch: Int = 1, mask: AttentionMask = .none
) throws(TensorError) -> AttentionResult {
  guard x.value.rank == 2, batch > 0, x.shape[0] % batch == 0, query.value.rank == 2,
    key.value.rank == 2, value.value.rank == 2
  else {
    throw TensorError(
      .shape, "attention with heads takes rows and three matrices of weights, not x of \(x.shape)")
  }
  let width = query.shape[1]
  guard heads > 0, keyHeads > 0, width % heads == 0, heads % keyHeads == 0 else {
    throw TensorError(
      .shape,
      "\(quantity(width, "column")) of queries cannot be split into \(quantity(heads, "head")) that share \(keyHeads)"
    )
  }
  let n = x.shape[0] / batch
  func split(_ weights: Traced, _ count: Int) throws(TensorError) -> Traced {
    guard weights.shape[1] % count == 0 else {
      throw TensorError(
        .shape,
        "\(quantity(weights.shape[1], "column")) cannot be split into \(quantity(count, "head"))")
    }
    let rows = try x.matmul(weights)
    return try rows.reshaped(to: [batch, n, count, weights.shape[1] / count])
      .permuted([0, 2, 1, 3])
  }
  let result = try scaledDotProductAttention(
    split(query, heads), split(key, keyHeads), split(value, keyHeads), mask: mask)
  let joined = try result.output.permuted([0, 2, 1, 3]).reshaped(to: [batch * n, -1])
  let weights = try result.weights.reshaped(to: [batch * heads, n, n])
  return AttentionResult(output: try joined.matmul(output), weights: weights)
}

/// φ(Q) (φ(K)ᵀ V) over its own row sums, with φ = elu + 1: attention in linear time.
///
/// - Shape: queries and keys `[n, d]` and `[m, d]`, values `[m, e]` → `[n, e]`.
/// - Source: Katharopoulos and others, "Transformers are RNNs", 2020, equations 5 and 7.
public func linearAttention(
  _ queries: Traced, _ keys: Traced, _ values: Traced, isCausal: Bool = false
) throws(TensorError) -> Traced {
  let q = queries.activated(.elu(alpha: 1)) + 1
  let k = keys.activated(.elu(alpha: 1)) + 1
  guard isCausal else {
    let mixed = try q.matmul(k.transposed().matmul(values))
    let ones = try Traced(Tensor.ones([keys.shape[0], 1]))
    return try mixed / q.matmul(k.transposed().matmul(ones))
  }
  let scores = try q.matmul(k, transposingRight: true).lowerTriangle()
  let ones = try Traced(Tensor.ones([keys.shape[0], 1]))
  return try scores.matmul(values) / scores.matmul(ones)
}

/// The parameters of a transformer block in the form of the paper: matrices that rows are multiplied
/// by from the left, attention without biases.
public struct BlockWeights {
  /// The parameters in the order of `names`.
  public let parts: [Traced]

  /// What the parameters are called.
  public static let names = [
    "scale1", "shift1", "query", "key", "value", "output", "scale2", "shift2", "w1", "b1", "w2",
    "b2",
  ]

  /// The block of twelve parameters.
  public init(_ parts: [Traced]) throws(TensorError) {
    guard parts.count == Self.names.count else {
      throw TensorError(.shape, "a block has \(Self.names.count) parameters, not \(parts.count)")
    }
    self.parts = parts
  }

  /// A block before training: Xavier weights, scales 1, the rest 0.
  public static func initial(
    width: Int, hidden: Int, seed: UInt64
  ) throws(TensorError) -> BlockWeights {
    var source = RandomSource(seed: seed)
    return try initial(width: width, hidden: hidden, from: &source)
  }

  /// A block before training, drawn from `source`.
  public static func initial(
    width: Int, hidden: Int, from source: inout RandomSource
  ) throws(TensorError) -> BlockWeights {
    guard width > 0, hidden > 0 else {
      throw TensorError(.domain, "a block needs a width and a hidden width above 0")
    }
    func drawn(_ rows: Int, _ columns: Int) throws(TensorError) -> Traced {
      Traced(try Initialisation.xavierNormal.weights([rows, columns], from: &source))
    }
    func filled(_ count: Int, _ value: Double) throws(TensorError) -> Traced {
      Traced(try Tensor.filled([count], with: value))
    }
    let square = (width, width)
    return try BlockWeights([
      filled(width, 1), filled(width, 0), drawn(square.0, square.1), drawn(square.0, square.1),
      drawn(square.0, square.1), drawn(square.0, square.1), filled(width, 1), filled(width, 0),
      drawn(width, hidden), filled(hidden, 0), drawn(hidden, width), filled(width, 0),
    ])
  }
}

/// Attention and a feed-forward part on the rows of `x`, each with a residual around it.
///
/// - Shape: x `[batch · n, d]` → the same.
/// - Source: as `transformerBlock(_:_:heads:mask:activation:normalisesFirst:epsilon:)`.
public func transformerBlock(
  _ x: Traced, _ weights: BlockWeights, heads: Int, batch: Int = 1, isCausal: Bool = true,
  normalisesLast: Bool = false, activation: Activation = .gelu
) throws(TensorError) -> Traced {
  let w = weights.parts
  func attended(_ x: Traced) throws(TensorError) -> Traced {
    try headedAttention(
      x, query: w[2], key: w[3], value: w[4], output: w[5], heads: heads, keyHeads: heads,
      batch: batch, mask: isCausal ? .causal : .none
    ).output
  }
  func forward(_ x: Traced) throws(TensorError) -> Traced {
    try (x.matmul(w[8]) + w[9]).activated(activation).matmul(w[10]) + w[11]
  }
  if normalisesLast {
    let middle = try layerNorm(x + attended(x), weight: w[0], bias: w[1])
    return try layerNorm(middle + forward(middle), weight: w[6], bias: w[7])
  }
  let middle = try x + attended(layerNorm(x, weight: w[0], bias: w[1]))
  return try middle + forward(layerNorm(middle, weight: w[6], bias: w[7]))
}
