public import Tensors

/// The parameters of one transformer block.
public struct TransformerWeights {
  /// The scale and offset of the normalisation before attention.
  public var firstNorm: (weight: Traced, bias: Traced)
  /// Attention.
  public var attention: MultiHeadWeights
  /// The scale and offset of the normalisation before the feed-forward part.
  public var secondNorm: (weight: Traced, bias: Traced)
  /// The widening layer, `[h, d]` and `[h]`.
  public var wide: (weight: Traced, bias: Traced)
  /// The narrowing layer, `[d, h]` and `[d]`.
  public var narrow: (weight: Traced, bias: Traced)

  /// The parameters.
  public init(
    firstNorm: (weight: Traced, bias: Traced), attention: MultiHeadWeights,
    secondNorm: (weight: Traced, bias: Traced), wide: (weight: Traced, bias: Traced),
    narrow: (weight: Traced, bias: Traced)
  ) {
    self.firstNorm = firstNorm
    self.attention = attention
    self.secondNorm = secondNorm
    self.wide = wide
    self.narrow = narrow
  }
}

/// Attention and a feed-forward part, each with a residual around it.
///
/// - Shape: x `[batch, n, d]` → `[batch, n, d]`.
/// - Source: Vaswani and others, 2017; normalisation before each part from Xiong and others, "On
///   layer normalization in the transformer architecture", 2020.
public func transformerBlock(
  _ x: Traced, _ weights: TransformerWeights, heads: Int, mask: AttentionMask = .causal,
  activation: Activation = .gelu, normalisesFirst: Bool = true, epsilon: Double = 1e-5
) throws(TensorError) -> Traced {
  func norm(
    _ x: Traced, _ weights: (weight: Traced, bias: Traced)
  ) throws(TensorError) -> Traced {
    try layerNorm(x, weight: weights.weight, bias: weights.bias, epsilon: epsilon)
  }
  func forward(_ x: Traced) throws(TensorError) -> Traced {
    try feedForward(x, wide: weights.wide, narrow: weights.narrow, activation: activation)
  }
  if normalisesFirst {
    let attended = try multiHeadAttention(
      norm(x, weights.firstNorm), weights.attention, heads: heads, mask: mask)
    let middle = try x + attended
    return try middle + forward(norm(middle, weights.secondNorm))
  }
  let attended = try multiHeadAttention(x, weights.attention, heads: heads, mask: mask)
  let middle = try norm(x + attended, weights.firstNorm)
  return try norm(middle + forward(middle), weights.secondNorm)
}

/// Two dense layers with `activation` between them.
public func feedForward(
  _ x: Traced, wide: (weight: Traced, bias: Traced), narrow: (weight: Traced, bias: Traced),
  activation: Activation = .gelu
) throws(TensorError) -> Traced {
  let hidden = try dense(x, weight: wide.weight, bias: wide.bias).activated(activation)
  return try dense(hidden, weight: narrow.weight, bias: narrow.bias)
}
