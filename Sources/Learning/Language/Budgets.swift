import Numerics
public import Tensors

/// The measures of a decoder-only transformer.
public struct TransformerShape: Sendable {
  /// The number of blocks.
  public var layers: Int
  /// The width of the residual stream.
  public var width: Int
  /// The heads of queries.
  public var heads: Int
  /// The heads of keys and values.
  public var keyHeads: Int
  /// The width of the feed-forward part.
  public var hidden: Int
  /// The number of tokens.
  public var vocabulary: Int

  /// The measures; a feed-forward part is four times as wide and every head has keys, if nothing is
  /// said.
  public init(
    layers: Int, width: Int, heads: Int, keyHeads: Int? = nil, hidden: Int? = nil,
    vocabulary: Int = 0
  ) {
    self.layers = layers
    self.width = width
    self.heads = heads
    self.keyHeads = keyHeads ?? heads
    self.hidden = hidden ?? 4 * width
    self.vocabulary = vocabulary
  }

  /// The weights of all matrices of the blocks: attention's four and the feed-forward part's two.
  public var blockParameters: Double {
    let shared = Double(width) * Double(width) * Double(keyHeads) / Double(max(1, heads))
    let attention = 2 * Double(width) * Double(width) + 2 * shared
    return Double(layers) * (attention + 2 * Double(width) * Double(hidden))
  }

  /// With the embedding, which the output shares.
  public var parameters: Double { blockParameters + Double(vocabulary) * Double(width) }

  /// The operations of a forward pass over `count` tokens: two for each weight and token, and
  /// 4 n² d for the scores and sums of attention in each block.
  ///
  /// - Source: Kaplan and others, 2020, table 1.
  public func forwardOperations(tokens count: Double) -> Double {
    2 * parameters * count + 4 * Double(layers) * count * count * Double(width)
  }

  /// The bytes of keys and values of `count` tokens: 2 · layers · heads · head width · tokens · bytes.
  public func cacheBytes(tokens count: Double, bytes: Double) -> Double {
    2 * Double(layers) * Double(keyHeads) * Double(width) / Double(max(1, heads)) * count * bytes
  }
}

/// The loss of a model of N parameters trained on D tokens, E + A / N^α + B / D^β.
///
/// - Source: Hoffmann and others, "Training compute-optimal large language models", 2022, equation 10
///   with the fit of appendix D.3.
public func chinchillaLoss(parameters n: Double, tokens d: Double) -> Double {
  1.69 + 406.4 / pow(n, 0.34) + 410.7 / pow(d, 0.28)
}

/// What attention reads and writes, counted in numbers moved between slow and fast memory.
public struct AttentionTraffic: Sendable {
  /// The numbers read.
  public var reads = 0
  /// The numbers written.
  public var writes = 0
}

/// Attention by tiles: blocks of keys pass by each block of queries, whose running maximum, sum and
/// output are put right as they go, so that the n × n scores never exist.
///
/// - Shape: queries `[n, d]`, keys `[m, d]`, values `[m, e]` → `[n, e]`.
/// - Source: Dao and others, "FlashAttention", 2022, algorithm 1, with the loops exchanged as in its
///   second version, 2023, algorithm 1; online softmax from Milakov, Gimelshein, 2018.
public func flashAttention(
  _ queries: Tensor, _ keys: Tensor, _ values: Tensor, blockRows: Int, blockColumns: Int,
  isCausal: Bool = false
) throws(TensorError) -> (output: Tensor, traffic: AttentionTraffic) {
  guard queries.rank == 2, keys.rank == 2, values.rank == 2, queries.shape[1] == keys.shape[1],
    keys.shape[0] == values.shape[0], blockRows > 0, blockColumns > 0
  else {
    throw TensorError(
      .shape,
      "attention by tiles takes rows of queries, keys and values and blocks of at least 1, not"
        + " \(queries.shape), \(keys.shape) and \(values.shape)")
  }
  let (n, m, d, e) = (queries.shape[0], keys.shape[0], queries.shape[1], values.shape[1])
  let scale = 1 / Double(max(1, d)).squareRoot()
  var output = try Tensor.zeros([n, e])
  var traffic = AttentionTraffic()
  for top in stride(from: 0, to: n, by: blockRows) {
    let rows = top..<min(top + blockRows, n)
    traffic.reads += rows.count * d
    var largest = [Double](repeating: -.infinity, count: rows.count)
    var sums = [Double](repeating: 0, count: rows.count)
    var mixed = [Double](repeating: 0, count: rows.count * e)
    for left in stride(from: 0, to: m, by: blockColumns) {
      let columns = left..<min(left + blockColumns, m)
      if isCausal, left >= rows.upperBound { continue }
      traffic.reads += columns.count * (d + e)
      for (i, row) in rows.enumerated() {
        let seen =
          isCausal ? columns.lowerBound..<max(left, min(columns.upperBound, row + 1)) : columns
        guard !seen.isEmpty else { continue }
        let scores = seen.map { column in
          var sum = 0.0
          for k in 0..<d { sum += queries[flat: row * d + k] * keys[flat: column * d + k] }
          return sum * scale
        }
        let peak = max(largest[i], scores.max() ?? -.infinity)
        let correction = exp(largest[i] - peak)
        sums[i] *= correction
        for k in 0..<e { mixed[i * e + k] *= correction }
        for (place, column) in seen.enumerated() {
          let weight = exp(scores[place] - peak)
          sums[i] += weight
          for k in 0..<e { mixed[i * e + k] += weight * values[flat: column * e + k] }
        }
        largest[i] = peak
      }
    }
    for (i, row) in rows.enumerated() {
      for k in 0..<e { output[flat: row * e + k] = mixed[i * e + k] / sums[i] }
    }
    traffic.writes += rows.count * e
  }
  return (output, traffic)
}

/// What attention moves when the scores and weights are written out: the products read their operands
/// and write n × m numbers, which the softmax reads and writes once more.
public func standardAttentionTraffic(
  queries n: Int, keys m: Int, width d: Int, valueWidth e: Int
) -> AttentionTraffic {
  AttentionTraffic(
    reads: n * d + m * d + n * m + n * m + m * e, writes: n * m + n * m + n * e)
}
