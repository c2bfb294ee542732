import Learning
import Numerics
import Script
import Tensors

/// A small transformer language model.
extension StandardLibrary {
  static let transformers: [LibraryFunction] = [
    .general(
      "languageModel",
      "(vocabulary: Int, context: Int, width: Int, heads: Int, layers: Int, seed: Int) -> \(modelType)",
      "The parameters of a decoder-only transformer before training, for languageModelLoss and train.",
      "languageModel(vocabulary: 5, context: 4, width: 8, heads: 2, layers: 1, seed: 1).tokens.shape",
      "[5, 8]", source: "A. Radford et al., GPT-2, 2019"
    ) { arguments, _ in
      var source = RandomSource(seed: UInt64(bitPattern: Int64(try arguments.integer(5))))
      let model = try LanguageTransformer(
        vocabulary: arguments.count(0), context: arguments.count(1), width: arguments.count(2),
        heads: arguments.count(3), layers: arguments.count(4), from: &source)
      let parts = model.parameters.map { Value.tensor($0) }
      let size = BlockWeights.names.count
      let blocks = stride(from: 2, to: parts.count - 2, by: size).map {
        Value.tuple(TupleValue(Array(parts[$0..<($0 + size)]), labels: BlockWeights.names))
      }
      return .labelled([
        "tokens": parts[0], "positions": parts[1], "blocks": .array(blocks),
        "scale": parts[parts.count - 2], "shift": parts[parts.count - 1],
      ])
    },
    .loss(
      "languageModelLoss",
      "(_ model: \(modelType), _ inputs: Matrix, _ targets: Matrix, heads: Int) -> Double",
      "The mean of −log p of the target after each token, of a row of tokens for each example.",
      "languageModelLoss(languageModel(vocabulary: 5, context: 4, width: 8, heads: 2, layers: 1, seed: 1), [[0, 1]], [[1, 2]], heads: 2) > 1",
      "true", source: "A. Radford et al., GPT-2, 2019"
    ) { try languageLoss($0.parts(0), $0.tensor(1), $0.tensor(2), heads: $0.integer(3)) },
    .layer(
      "nextTokenLogits", "(_ model: \(modelType), _ ids: Vector, heads: Int) -> Matrix",
      "The scores of the next token after each of the ids; softmax of the last row is the distribution.",
      "nextTokenLogits(languageModel(vocabulary: 5, context: 4, width: 8, heads: 2, layers: 1, seed: 1), [0, 1], heads: 2).shape",
      "[2, 5]", source: "A. Radford et al., GPT-2, 2019"
    ) {
      let ids = try $0.tensor(1)
      return try languageLogits(
        $0.parts(0), ids.reshaped(to: [1, ids.count]), heads: $0.integer(2))
    },
    .general(
      "generate",
      "(_ model: \(modelType), heads: Int, start: Vector, count: Int, temperature: Double = 1, topK: Int = 0, seed: Int? = nil) -> Vector",
      "So many tokens drawn one after the other behind the start; temperature 0 takes the likeliest.",
      "generate(languageModel(vocabulary: 5, context: 4, width: 8, heads: 2, layers: 1, seed: 1), heads: 2, start: [0], count: 6, seed: 1).count",
      "7"
    ) { arguments, context in
      let parameters = try arguments[0].numericLeaves.map { Traced(try [$0].tensor(0)) }
      let limit = parameters[1].shape[0]
      let heads = try arguments.integer(1)
      let temperature = try arguments.number(4)
      let k = try arguments.integer(5)
      var ids = try arguments.vector(2)
      guard !ids.isEmpty else {
        throw ScriptCause("value.domain", "a text needs at least one token to start from")
      }
      let size = parameters.reduce(0) { $0 + $1.value.count }
      try context.countSteps(arguments.count(3) * size / 100)
      try drawing(arguments, 6, &context) { source in
        for _ in 0..<(try arguments.count(3)) {
          let own = Array(ids.suffix(limit))
          let input = try Tensor(shape: [1, own.count], values: own)
          let logits = try languageLogits(parameters, input, heads: heads).value.at(own.count - 1)
          if temperature <= 0 {
            ids.append(try logits.reduced(.argmax))
            continue
          }
          var p = try (logits / temperature).softmax().values
          if k > 0 { p = Learning.topK(p, k: k) }
          ids.append(Double(sampleIndex(p, from: &source)))
        }
      }
      return .vector(ids)
    },
    .general(
      "textBatch",
      "(_ ids: Vector, batch: Int, length: Int, seed: Int? = nil) -> (inputs: Matrix, targets: Matrix)",
      "Pieces of a text drawn at random, each with the piece one token later.",
      "textBatch([0, 1, 2, 3], batch: 1, length: 3, seed: 1).targets", "[[1, 2, 3]]"
    ) { arguments, context in
      try context.countSteps(arguments.count(1) * arguments.count(2))
      let pieces = try drawing(arguments, 3, &context) {
        try Learning.textBatch(
          arguments.indices(0), batch: arguments.integer(1), length: arguments.integer(2),
          from: &$0)
      }
      return .labelled([
        "inputs": .tensor(pieces.inputs), "targets": .tensor(pieces.targets),
      ])
    },
  ]

  /// The type of a language model's parameters.
  private static let modelType =
    "(tokens: Matrix, positions: Matrix, blocks: [\(blockType)], scale: Vector, shift: Vector)"
}
