import Diagnostics
public import Numerics
public import Tensors

/// A decoder-only transformer over a small vocabulary, small enough to be trained while a book builds.
///
/// Blocks normalise before attention and before the feed-forward part; the output shares the table of
/// tokens. The parameters are a flat list: tokens `[v, d]`, positions `[n, d]`, twelve of each block,
/// the last scale and shift.
///
/// - Source: Radford and others, "Language models are unsupervised multitask learners", 2019.
public struct LanguageTransformer: Sendable {
  /// The heads of attention.
  public let heads: Int
  /// The parameters.
  public var parameters: [Tensor]

  /// A model before training: weights normal with deviation 0.02 for the tables, Xavier for the rest.
  public init(
    vocabulary: Int, context: Int, width: Int, heads: Int, layers: Int,
    from source: inout RandomSource
  ) throws(TensorError) {
    guard vocabulary > 0, context > 0, layers > 0, heads > 0, width > 0, width % heads == 0 else {
      throw TensorError(
        .domain, "a model of width \(width) cannot have \(heads) heads and \(layers) layers")
    }
    self.heads = heads
    parameters = [
      try Initialisation.normal(0.02).weights([vocabulary, width], from: &source),
      try Initialisation.normal(0.02).weights([context, width], from: &source),
    ]
    for _ in 0..<layers {
      let block = try BlockWeights.initial(width: width, hidden: 4 * width, from: &source)
      parameters += block.parts.map(\.value)
    }
    parameters += [try Tensor.ones([width]), try Tensor.zeros([width])]
  }

  /// The number of parameters.
  public var count: Int { parameters.reduce(0) { $0 + $1.count } }

  /// The loss of batches of tokens and the gradients of all parameters.
  public func lossWithGradients(
    _ inputs: Tensor, _ targets: Tensor
  ) throws(TensorError) -> (loss: Double, gradients: [Tensor]) {
    let heads = heads
    let (value, gradients) = try valueWithGradients(at: parameters) {
      (p) throws(TensorError) in
      try languageLoss(p, inputs, targets, heads: heads)
    }
    return (value.scalar ?? .nan, gradients)
  }
}

/// The scores of the next token after each of `ids`.
///
/// - Shape: ids `[batch, n]` → `[batch · n, v]`.
public func languageLogits(
  _ parameters: [Traced], _ ids: Tensor, heads: Int
) throws(TensorError) -> Traced {
  let blockCount = BlockWeights.names.count
  guard parameters.count >= 4, (parameters.count - 4) % blockCount == 0, ids.rank == 2 else {
    throw TensorError(.shape, "a language model takes rows of tokens, not the shape \(ids.shape)")
  }
  let (batch, n) = (ids.shape[0], ids.shape[1])
  let (tokens, positions) = (parameters[0], parameters[1])
  guard n <= positions.shape[0] else {
    throw TensorError(
      .shape, "the model sees \(quantity(positions.shape[0], "token")) at most, not \(n)")
  }
  let width = tokens.shape[1]
  var x = try tokens.taking(ids.flattened())
  let places = try positions.sliced([.range(0..<n)])
  x = try (x.reshaped(to: [batch, n, width]) + places).reshaped(to: [batch * n, width])
  for start in stride(from: 2, to: parameters.count - 2, by: blockCount) {
    let weights = try BlockWeights(Array(parameters[start..<(start + blockCount)]))
    x = try transformerBlock(x, weights, heads: heads, batch: batch)
  }
  let scale = parameters[parameters.count - 2]
  let shift = parameters[parameters.count - 1]
  return try layerNorm(x, weight: scale, bias: shift).matmul(tokens, transposingRight: true)
}

/// The mean of −log p of the target after each token.
///
/// - Shape: inputs and targets `[batch, n]` → a number.
public func languageLoss(
  _ parameters: [Traced], _ inputs: Tensor, _ targets: Tensor, heads: Int
) throws(TensorError) -> Traced {
  try crossEntropy(languageLogits(parameters, inputs, heads: heads), targets.flattened())
}

/// Pieces of a text, each with the piece one token later.
///
/// - Shape: → inputs and targets `[batch, length]`.
public func textBatch(
  _ ids: [Int], batch: Int, length: Int, from source: inout RandomSource
) throws(TensorError) -> (inputs: Tensor, targets: Tensor) {
  guard batch > 0, length > 0, ids.count > length else {
    throw TensorError(
      .domain,
      "a text of \(quantity(ids.count, "token")) has no piece of \(length) with a token after it")
  }
  var (inputs, targets): ([Double], [Double]) = ([], [])
  for _ in 0..<batch {
    let start = source.nextInt(below: ids.count - length)
    inputs += ids[start..<(start + length)].map(Double.init)
    targets += ids[(start + 1)..<(start + length + 1)].map(Double.init)
  }
  return (
    try Tensor(shape: [batch, length], values: inputs),
    try Tensor(shape: [batch, length], values: targets)
  )
}
