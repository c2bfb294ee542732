import Numerics
public import Tensors

/// What attention gives: the mixed values, and how much each query took of each.
public struct AttentionResult {
  /// The mixed values, `[…, queries, d]`.
  public let output: Traced
  /// The weights, `[…, queries, keys]`; every row adds up to 1.
  public let weights: Traced
}

/// Which keys a query may see.
public enum AttentionMask: Sendable {
  /// All.
  case none
  /// Those at its own place or before.
  case causal
  /// Those where the tensor, which broadcasts to the scores, is not 0.
  case allowed(Tensor)
  /// All, with the tensor added to the scores.
  case additive(Tensor)
}

/// softmax(Q Kᵀ / √d) V.
///
/// With fewer heads of keys than of queries each is used by the queries of consecutive heads.
///
/// - Shape: queries `[…, n, d]`, keys `[…, m, d]`, values `[…, m, e]` → `[…, n, e]`.
/// - Source: Vaswani and others, "Attention is all you need", 2017, equation 1; grouped queries from
///   Ainslie and others, "GQA", 2023.
public func scaledDotProductAttention(
  _ queries: Traced, _ keys: Traced, _ values: Traced, mask: AttentionMask = .none,
  scale: Double? = nil
) throws(TensorError) -> AttentionResult {
  guard queries.value.rank >= 2, keys.value.rank == queries.value.rank,
    values.value.rank == queries.value.rank
  else {
    throw TensorError(
      .shape,
      "attention takes rows of queries, keys and values of one rank, not"
        + " \(queries.shape), \(keys.shape) and \(values.shape)")
  }
  let (k, v) = (try repeatedHeads(keys, like: queries), try repeatedHeads(values, like: queries))
  let width = queries.shape[queries.value.rank - 1]
  let factor = scale ?? 1 / Double(max(1, width)).squareRoot()
  let scores = try queries.matmul(k, transposingRight: true) * factor
  let weights = try attentionWeights(scores, mask)
  return AttentionResult(output: try weights.matmul(v), weights: weights)
}

/// Each head of `x` as often as `queries` has heads for it.
private func repeatedHeads(_ x: Traced, like queries: Traced) throws(TensorError) -> Traced {
  let rank = queries.value.rank
  guard rank == 4, x.shape[1] != queries.shape[1], x.shape[1] > 0 else { return x }
  let times = queries.shape[1] / x.shape[1]
  guard times * x.shape[1] == queries.shape[1] else {
    throw TensorError(
      .shape, "\(queries.shape[1]) heads of queries cannot share \(x.shape[1]) heads of keys")
  }
  let heads = Tensor((0..<queries.shape[1]).map { Double($0 / times) })
  return try x.permuted([1, 0, 2, 3]).taking(heads).permuted([1, 0, 2, 3])
}

/// The softmax of scores over the keys that may be seen.
private func attentionWeights(
  _ scores: Traced, _ mask: AttentionMask
) throws(TensorError) -> Traced {
  switch mask {
  case .none: return try scores.softmax()
  case .additive(let bias): return try (scores + Traced(bias)).softmax()
  case .allowed(let allowed):
    return try Traced.choose(allowed, scores, Traced(Tensor(scalar: -.infinity))).softmax()
  case .causal: return try causalSoftmax(scores)
  }
}

/// The softmax of each row over the columns up to its own, 0 beyond.
private func causalSoftmax(_ scores: Traced) throws(TensorError) -> Traced {
  let rank = scores.value.rank
  let (n, m) = (scores.shape[rank - 2], scores.shape[rank - 1])
  var weights = scores.value
  weights.withMutableValues { values in
    for row in 0..<(m > 0 ? values.count / m : 0) {
      let seen = min(row % n + 1, m)
      let part = UnsafeMutableBufferPointer(rebasing: values[(row * m)..<(row * m + m)])
      softmax(UnsafeMutableBufferPointer(rebasing: part[0..<seen]))
      for j in seen..<m { part[j] = 0 }
    }
  }
  let result = weights
  return Traced.recording(result, from: [scores]) { g throws(TensorError) in
    var pulled = g
    pulled.withMutableValues { out in
      result.withValues { y in
        for row in 0..<(m > 0 ? out.count / m : 0) {
          let range = (row * m)..<(row * m + m)
          let part = UnsafeMutableBufferPointer(rebasing: out[range])
          let weights = UnsafeBufferPointer(rebasing: y[range])
          let overlap = Sums.dot(UnsafeBufferPointer(part), weights)
          for j in 0..<m { part[j] = (part[j] - overlap) * weights[j] }
        }
      }
    }
    return [pulled]
  }
}

/// Replaces values by their softmax.
private func softmax(_ values: UnsafeMutableBufferPointer<Double>) {
  guard let base = values.baseAddress else { return }
  let largest = values.reduce(-Double.infinity) { max($0, $1) }
  for i in 0..<values.count { values[i] -= largest }
  Elementwise.exp(UnsafeBufferPointer(values), into: base)
  let sum = Sums.sum(UnsafeBufferPointer(values))
  for i in 0..<values.count { values[i] /= sum }
}

/// The parameters of attention with several heads, as PyTorch lays them out: y = x Wᵀ + b.
public struct MultiHeadWeights {
  /// The rows of the projections to queries, keys and values, one below another, `[3d, d]`.
  public var inWeight: Traced
  /// Their biases, `[3d]`.
  public var inBias: Traced?
  /// The projection of the joined heads, `[d, d]`.
  public var outWeight: Traced
  /// Its bias, `[d]`.
  public var outBias: Traced?

  /// The parameters.
  public init(inWeight: Traced, inBias: Traced?, outWeight: Traced, outBias: Traced?) {
    self.inWeight = inWeight
    self.inBias = inBias
    self.outWeight = outWeight
    self.outBias = outBias
  }
}

/// Self-attention with `heads` heads.
///
/// - Shape: x `[batch, n, d]` → `[batch, n, d]`.
/// - Source: Vaswani and others, "Attention is all you need", 2017, §3.2.2.
public func multiHeadAttention(
  _ x: Traced, _ weights: MultiHeadWeights, heads: Int, mask: AttentionMask = .none
) throws(TensorError) -> Traced {
  guard x.value.rank == 3, heads > 0, x.shape[2] % heads == 0 else {
    throw TensorError(
      .shape, "\(heads) heads need [batch, n, d] with d a multiple of \(heads), not \(x.shape)")
  }
  let (batch, n, d) = (x.shape[0], x.shape[1], x.shape[2])
  /// The queries, keys or values of all heads, `[batch, heads, n, d / heads]`.
  func projected(_ part: Int) throws(TensorError) -> Traced {
    let range = AxisSlice.range((part * d)..<((part + 1) * d))
    let bias = try weights.inBias.map { (b) throws(TensorError) in try b.sliced([range]) }
    let rows = try dense(x, weight: weights.inWeight.sliced([range]), bias: bias)
    return try rows.reshaped(to: [batch, n, heads, d / heads]).permuted([0, 2, 1, 3])
  }
  let result = try scaledDotProductAttention(
    projected(0), projected(1), projected(2), mask: mask)
  let joined = try result.output.permuted([0, 2, 1, 3]).reshaped(to: [batch, n, d])
  return try dense(joined, weight: weights.outWeight, bias: weights.outBias)
}

/// x Wᵀ + b.
///
/// - Shape: x `[…, n]`, weight `[m, n]`, bias `[m]` → `[…, m]`.
public func dense(
  _ x: Traced, weight: Traced, bias: Traced? = nil
) throws(TensorError) -> Traced {
  // One product for all rows: a batch of small ones would be slower and the weight's pullback a sum.
  let sizes = x.shape.sizes
  let flat = x.value.rank > 2 ? try x.reshaped(to: [-1, sizes[sizes.count - 1]]) : x
  var y = try flat.matmul(weight, transposingRight: true)
  if x.value.rank > 2 { y = try y.reshaped(to: sizes.dropLast() + [weight.shape[0]]) }
  return try bias.map { (b) throws(TensorError) -> Traced in try y + b } ?? y
}
