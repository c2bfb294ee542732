import Diagnostics
public import Numerics
public import Tensors

/// The chance of each next token after the last n − 1, from counts with `smoothing` added to each.
///
/// - Source: Shannon, 1948, section 3; Jurafsky, Martin, *Speech and Language Processing*, chapter 3.
public struct NGramModel: Sendable {
  /// How many tokens a count is of.
  public let order: Int
  /// The number of different tokens.
  public let vocabulary: Int
  /// What is added to each count.
  public let smoothing: Double
  private var counts: [[Int]: [Int: Double]] = [:]

  /// Counts the tokens of `ids`.
  public init(
    _ ids: [Int], order: Int, vocabulary: Int, smoothing: Double = 0
  ) throws(TensorError) {
    guard order > 0, 1...1_000_000 ~= vocabulary, smoothing >= 0,
      ids.allSatisfy({ $0 >= 0 && $0 < vocabulary })
    else {
      throw TensorError(
        .domain, "an n-gram model needs n of at least 1 and tokens below \(vocabulary)")
    }
    self.order = order
    self.vocabulary = vocabulary
    self.smoothing = smoothing
    guard ids.count >= order else { return }
    for end in (order - 1)..<ids.count {
      counts[Array(ids[(end - order + 1)..<end]), default: [:]][ids[end], default: 0] += 1
    }
  }

  /// The chances of the next token; where nothing was counted, all are equal.
  public func distribution(after context: [Int]) -> [Double] {
    let own = counts[Array(context.suffix(order - 1))] ?? [:]
    let total = own.values.reduce(0, +) + smoothing * Double(vocabulary)
    guard total > 0, context.count >= order - 1 else {
      return [Double](repeating: 1 / Double(vocabulary), count: vocabulary)
    }
    return (0..<vocabulary).map { ((own[$0] ?? 0) + smoothing) / total }
  }

  /// The mean of −log p over the tokens after the first n − 1, in nats.
  public func crossEntropy(_ ids: [Int]) throws(TensorError) -> Double {
    guard ids.count >= order else {
      throw TensorError(
        .domain, "a text of \(quantity(ids.count, "token")) is too short for n = \(order)")
    }
    var sum = 0.0
    for end in (order - 1)..<ids.count {
      let chances = distribution(after: Array(ids[(end - order + 1)..<end]))
      sum -= chances.indices.contains(ids[end]) ? log(chances[ids[end]]) : -.infinity
    }
    return sum / Double(ids.count - order + 1)
  }

  /// `count` tokens drawn one after the other.
  public func sample(
    _ count: Int, after start: [Int], from source: inout RandomSource
  ) -> [Int] {
    var result = start
    for _ in 0..<count { result.append(sampleIndex(distribution(after: result), from: &source)) }
    return result
  }
}
