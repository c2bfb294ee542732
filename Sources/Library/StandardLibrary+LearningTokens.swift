import Diagnostics
import Learning
import Numerics
import Script
import Tensors

/// Language models: tokens, counts, decoding.
extension StandardLibrary {
  static let languageModels: [LibraryFunction] = [
    .general(
      "characterTokenizer", "(_ text: String) -> Tokenizer",
      "A number for each character of the text.",
      "characterTokenizer(\"abba\").encode(\"ab\")", "[0, 1]"
    ) { arguments, context in
      let text = try arguments.string(0)
      try context.countSteps(text.utf8.count)
      return .object(TokenizerValue(CharacterTokenizer(text)))
    },
    .general(
      "bpeTokenizer", "(_ text: String, size: Int) -> Tokenizer",
      "Byte-pair encoding trained on the text: characters, then the most frequent neighbours joined, until there are `size` pieces.",
      "bpeTokenizer(\"low lower lowest\", size: 10).pieces(\"low\")", "[\"low\"]",
      source: "R. Sennrich, B. Haddow, A. Birch, 2016, algorithm 1"
    ) { arguments, context in
      let text = try arguments.string(0)
      try context.countSteps(text.utf8.count * max(1, arguments.count(1)) / 16)
      return .object(
        TokenizerValue(try BytePairTokenizer(training: text, size: arguments.integer(1))))
    },
    .tensor(
      "encode", "(_ self: Tokenizer, _ text: String) -> Vector", kind: .method,
      "The numbers of a text.", "characterTokenizer(\"abc\").encode(\"cab\")", "[2, 0, 1]"
    ) { Tensor(try $0.tokenizer(0).encode($0.string(1)).map(Double.init)) },
    .general(
      "decode", "(_ self: Tokenizer, _ ids: Vector) -> String", kind: .method,
      "The text of numbers.", "characterTokenizer(\"abc\").decode([2, 0, 1])", "cab"
    ) { arguments, _ in .string(try arguments.tokenizer(0).decode(arguments.indices(1))) },
    .general(
      "pieces", "(_ self: Tokenizer, _ text: String) -> [String]", kind: .method,
      "The pieces of a text.", "characterTokenizer(\"abc\").pieces(\"cab\")",
      "[\"c\", \"a\", \"b\"]"
    ) { arguments, _ in
      let own = try arguments.tokenizer(0)
      let ids = try own.encode(arguments.string(1))
      return .array(ids.map { .string(own.vocabulary[$0]) })
    },
    .general(
      "vocabulary", "(_ self: Tokenizer) -> [String]", kind: .property,
      "The pieces by their numbers.", "characterTokenizer(\"abba\").vocabulary", "[\"a\", \"b\"]"
    ) { arguments, _ in
      .array(try arguments.tokenizer(0).vocabulary.map { .string($0) })
    },
    .general(
      "ngramModel",
      "(_ ids: Vector, n: Int, vocabulary: Int, smoothing: Double = 0) -> NGramModel",
      "The chance of each next token after the last n − 1, from counts; n = 2 is a bigram model.",
      "ngramModel([0, 1, 0, 1, 0], n: 2, vocabulary: 2).distribution([0])", "[0, 1]",
      source: "C. E. Shannon, A Mathematical Theory of Communication, 1948, section 3"
    ) { arguments, context in
      try context.countSteps(arguments.tensor(0).count)
      let model = try NGramModel(
        arguments.indices(0), order: arguments.integer(1), vocabulary: arguments.integer(2),
        smoothing: arguments.number(3))
      return .object(
        ModelValue("NGramModel", model, "\(model.order)-gram model of \(model.vocabulary) tokens"))
    },
    .tensor(
      "distribution", "(_ self: NGramModel, _ context: Vector) -> Vector", kind: .method,
      "The chances of the token after the context.",
      "ngramModel([0, 0, 1], n: 1, vocabulary: 2, smoothing: 1).distribution([])", "[0.6, 0.4]"
    ) { Tensor(try $0.model(0, NGramModel.self).distribution(after: $0.indices(1))) },
    .number(
      "crossEntropy", "(_ self: NGramModel, _ ids: Vector) -> Double", kind: .method,
      "The mean of −log p over a text, in nats; its exponential is the perplexity.",
      "ngramModel([0, 1, 0, 1], n: 1, vocabulary: 2).crossEntropy([0, 1]) == log(2)", "true"
    ) { try $0.model(0, NGramModel.self).crossEntropy($0.indices(1)) },
    .general(
      "sample",
      "(_ self: NGramModel, _ count: Int, after: Vector = [], seed: Int? = nil) -> Vector",
      kind: .method, "So many tokens drawn one after the other, behind those given.",
      "ngramModel([0, 1, 0, 1, 0], n: 2, vocabulary: 2).sample(3, after: [0], seed: 1)",
      "[0, 1, 0, 1]"
    ) { arguments, context in
      let model = try arguments.model(0, NGramModel.self)
      try context.countSteps(arguments.count(1) * model.vocabulary)
      let ids = try drawing(arguments, 3, &context) {
        try model.sample(arguments.count(1), after: arguments.indices(2), from: &$0)
      }
      return .vector(ids)
    },
    .general(
      "shiftTargets", "(_ ids: Vector) -> (inputs: Vector, targets: Vector)",
      "All tokens but the last, and all but the first: each input's target is the next token.",
      "shiftTargets([5, 6, 7]).targets", "[6, 7]"
    ) { arguments, _ in
      let ids = try arguments.vector(0)
      return .labelled([
        "inputs": .vector(Array(ids.dropLast())), "targets": .vector(Array(ids.dropFirst())),
      ])
    },
    .loss(
      "sequenceNLL", "(_ logits: Matrix, _ targets: Vector) -> Double",
      "Σ −log p(target) over the positions; softmaxCrossEntropy is its mean.",
      "sequenceNLL([[0, 0], [0, 0]], [0, 1]) == 2 * log(2)", "true"
    ) { try crossEntropy($0.traced(0), $0.tensor(1), reduction: .sum) },
    .number(
      "perplexity", "(logProbabilities: Vector) -> Double",
      "e to the mean of −log p, of the natural logarithms of the tokens' chances.",
      "perplexity(logProbabilities: [log(0.25), log(0.25)]) ≈ 4", "true",
      source: "F. Jelinek et al., Perplexity — a measure of difficulty, 1977"
    ) { exp(-(try $0.tensor(0).mean())) },
    .number(
      "bitsPerCharacter", "(_ text: String) -> Double",
      "The entropy of the characters' shares in bits: what a code of single characters needs.",
      "bitsPerCharacter(\"aabb\")", "1", source: "C. E. Shannon, 1948, theorem 9"
    ) { arguments in
      let text = try arguments.string(0)
      var counts: [Character: Double] = [:]
      for character in text { counts[character, default: 0] += 1 }
      let total = counts.values.reduce(0, +)
      let shares = counts.keys.sorted().map { (counts[$0] ?? 0) / total }
      return -shares.reduce(0) { $0 + $1 * log2($1) }
    },
  ]
}

/// A tokeniser as a value of the language.
struct TokenizerValue: ScriptObject {
  let vocabulary: [String]
  let encode: @Sendable (String) throws -> [Int]
  let decode: @Sendable ([Int]) throws -> String
  let summary: String

  init(_ tokenizer: CharacterTokenizer) {
    vocabulary = tokenizer.vocabulary
    encode = { try tokenizer.encode($0) }
    decode = { try tokenizer.decode($0) }
    summary = "tokeniser of \(quantity(tokenizer.vocabulary.count, "character"))"
  }

  init(_ tokenizer: BytePairTokenizer) {
    vocabulary = tokenizer.vocabulary
    encode = { try tokenizer.encode($0) }
    decode = { try tokenizer.decode($0) }
    summary =
      "byte-pair tokeniser of \(quantity(tokenizer.vocabulary.count, "piece")), \(quantity(tokenizer.merges.count, "merge"))"
  }

  var typeName: String { "Tokenizer" }

  func text() -> String { summary }
}

extension [Value] {
  /// The tokeniser at `index`.
  func tokenizer(_ index: Int) throws -> TokenizerValue {
    guard index < count, case .object(let object) = self[index],
      let value = object as? TokenizerValue
    else { throw ScriptCause("library.argument", "a tokeniser is needed here") }
    return value
  }
}
