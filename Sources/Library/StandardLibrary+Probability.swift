import Diagnostics
import Numerics
import Script
import Statistics
import Tensors

/// Chance: softmax, entropy, random numbers.
extension StandardLibrary {
  static let probability: [LibraryFunction] = [
    .tensor(
      "softmax", "(_ z: Vector, temperature: Double = 1) -> Vector",
      "The probabilities e^(zᵢ/T) / Σ e^(zⱼ/T).", "softmax([0, 0])", "[0.5, 0.5]",
      source:
        "J. S. Bridle, Probabilistic interpretation of feedforward classification outputs, 1990",
      pullback: .general { arguments, result, cotangent in
        let p = try [result].tensor(0)
        let seed = try [cotangent].tensor(0)
        let inner = try p.dot(seed)
        let temperature = try arguments.number(1)
        let slopes = try p * (seed - inner) / temperature
        return [
          .tensor(slopes), .double(-(try slopes.dot(arguments.tensor(0))) / temperature),
        ]
      }
    ) {
      let temperature = try $0.number(1)
      guard temperature > 0 else {
        throw ScriptCause(
          "value.domain", "a temperature is above 0, not \(numberText(temperature))",
          hints: ["as it goes to 0, softmax becomes the one-hot of argmax"])
      }
      return try ($0.tensor(0) / temperature).softmax()
    },
    .tensor(
      "softmax", "(_ z: Matrix) -> Matrix", "The softmax of each row.",
      "softmax([[0, 0], [1, 1]])", "[[0.5, 0.5],\n [0.5, 0.5]]",
      pullback: .general { _, result, cotangent in
        let p = try [result].tensor(0)
        let seed = try [cotangent].tensor(0)
        let inner = try (p * seed).sum(axis: 1, keepDims: true)
        return [.tensor(try p * (seed - inner))]
      }
    ) { try $0.tensor(0).softmax(axis: 1) },
    .tensor(
      "logSoftmax", "(_ z: Vector) -> Vector", "The logarithms of softmax, without overflow.",
      "logSoftmax([0, 0])[0]", "-0.6931471805599453",
      pullback: .general { _, result, cotangent in
        let p = try [result].tensor(0).mapped(.exp)
        let seed = try [cotangent].tensor(0)
        return [.tensor(try seed - p * seed.sum())]
      }
    ) { try $0.tensor(0).logSoftmax() },
    .tensor(
      "logSoftmax", "(_ z: Matrix) -> Matrix", "The logarithms of the softmax of each row.",
      "logSoftmax([[0, 0], [1, 1]])[1, 0]", "-0.6931471805599453",
      pullback: .general { _, result, cotangent in
        let p = try [result].tensor(0).mapped(.exp)
        let seed = try [cotangent].tensor(0)
        return [.tensor(try seed - p * seed.sum(axis: 1, keepDims: true))]
      }
    ) { try $0.tensor(0).logSoftmax(axis: 1) },
    .number(
      "logSumExp", "(_ z: Vector) -> Double", "log Σ e^zᵢ, without overflow.",
      "logSumExp([1000, 1000]) == 1000 + log(2)", "true",
      pullback: .general { arguments, _, cotangent in
        [.tensor(try arguments.tensor(0).softmax() * [cotangent].number(0))]
      }
    ) { try $0.tensor(0).reduced(.logSumExp) },
    .number(
      "entropy", "(_ p: Vector, base: Double = 2.718281828459045) -> Double",
      "The Shannon entropy −Σ pᵢ log pᵢ, in nats unless `base` is 2.",
      "entropy([0.5, 0.5], base: 2)",
      "1", source: "C. E. Shannon, A Mathematical Theory of Communication, 1948",
      pullback: Pullbacks.entropy
    ) { try Statistics.entropy($0.vector(0), base: $0.number(1)) },
    .number(
      "crossEntropy", "(_ p: Vector, _ q: Vector, base: Double = 2.718281828459045) -> Double",
      "The cross-entropy −Σ pᵢ log qᵢ, in nats unless `base` is 2.",
      "crossEntropy([1, 0], [0.5, 0.5], base: 2)", "1",
      pullback: Pullbacks.crossEntropy
    ) { try Statistics.crossEntropy($0.vector(0), $0.vector(1), base: $0.number(2)) },
    .number(
      "klDivergence", "(_ p: Vector, _ q: Vector, base: Double = 2.718281828459045) -> Double",
      "The Kullback–Leibler divergence Σ pᵢ log(pᵢ / qᵢ).",
      "klDivergence([0.5, 0.5], [0.5, 0.5])", "0",
      source: "S. Kullback, R. A. Leibler, On Information and Sufficiency, 1951",
      pullback: Pullbacks.klDivergence
    ) { try Statistics.klDivergence($0.vector(0), $0.vector(1), base: $0.number(2)) },
    .number(
      "perplexity", "(_ p: Vector) -> Double",
      "e to the entropy in nats: the number of equal choices.",
      "perplexity([0.25, 0.25, 0.25, 0.25])", "4",
      pullback: Pullbacks.perplexity
    ) { try Statistics.perplexity($0.vector(0)) },
    .general(
      "randomNormal", "(_ count: Int, seed: Int? = nil) -> Vector",
      "Independent standard normal numbers, from the chapter's stream or from a seed.",
      "randomNormal(3, seed: 7).count", "3"
    ) { arguments, context in
      try random(arguments, &context) { $0.nextNormal() }
    },
    .general(
      "randomUniform", "(_ count: Int, seed: Int? = nil) -> Vector",
      "Independent numbers, uniform in [0, 1), from the chapter's stream or from a seed.",
      "randomUniform(3, seed: 7).count", "3"
    ) { arguments, context in
      try random(arguments, &context) { $0.nextUnit() }
    },
  ]

  private static func random(
    _ arguments: [Value], _ context: inout CallContext,
    _ next: (inout RandomSource) -> Double
  ) throws -> Value {
    let count = try arguments.integer(0)
    guard count >= 0, count <= context.limits.tensorElements else {
      throw ScriptCause("limit.elements", "\(count) random numbers are too many or too few")
    }
    try context.countSteps(count)
    var source = context.random
    if !arguments.isNone(1) {
      source = RandomSource(seed: UInt64(bitPattern: Int64(try arguments.integer(1))))
    }
    let values = (0..<count).map { _ in next(&source) }
    if arguments.isNone(1) { context.random = source }
    return .tensor(Tensor(values))
  }
}
