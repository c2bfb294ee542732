import Learning
import Numerics
import Script
import Tensors

/// Choosing the next token, and what models cost.
extension StandardLibrary {
  /// Chances of which one can be drawn.
  private static func drawable(_ chances: [Double]) throws -> [Double] {
    let total = chances.reduce(0, +)
    guard chances.allSatisfy({ $0 >= 0 }), total > 0, total.isFinite else {
      throw ScriptCause(
        "value.domain", "a draw needs chances of 0 or more, not all of them 0",
        hints: ["chances that are nan come from logits that are nan or all -infinity"])
    }
    return chances
  }

  static let decoding: [LibraryFunction] = [
    .tensor(
      "topK", "(_ p: Vector, k: Int) -> Vector",
      "Only the k greatest chances, scaled to add up to 1.",
      "topK([0.5, 0.25, 0.25], k: 1)", "[1, 0, 0]", source: "A. Fan, M. Lewis, Y. Dauphin, 2018"
    ) { Tensor(Learning.topK(try $0.vector(0), k: try $0.integer(1))) },
    .tensor(
      "topP", "(_ p: Vector, _ share: Double) -> Vector",
      "Only the fewest greatest chances that add up to at least the share: the nucleus.",
      "topP([0.6, 0.2, 0.2], 0.5)", "[1, 0, 0]", source: "A. Holtzman et al., 2020"
    ) { Tensor(Learning.topP(try $0.vector(0), share: try $0.number(1))) },
    .tensor(
      "minP", "(_ p: Vector, _ share: Double) -> Vector",
      "Only chances of at least the share of the greatest.", "minP([0.5, 0.5, 0], 0.5)",
      "[0.5, 0.5, 0]", source: "M. Nguyen et al., min-p sampling, 2024"
    ) { Tensor(Learning.minP(try $0.vector(0), share: try $0.number(1))) },
    .general(
      "sampleCategorical", "(_ p: Vector, seed: Int? = nil) -> Double",
      "A place drawn with the given chances.", "sampleCategorical([0, 1, 0])", "1"
    ) { arguments, context in
      let chances = try drawable(arguments.vector(0))
      let index = try drawing(arguments, 1, &context) { sampleIndex(chances, from: &$0) }
      return .double(Double(index))
    },
    .general(
      "sampleCategorical", "(_ p: Vector, count: Int, seed: Int? = nil) -> Vector",
      "So many places drawn with the given chances.", "sampleCategorical([0, 1], count: 3)",
      "[1, 1, 1]"
    ) { arguments, context in
      let chances = try drawable(arguments.vector(0))
      let count = try arguments.count(1)
      try context.countSteps(count * max(1, chances.count))
      return try drawing(arguments, 2, &context) { source in
        .vector((0..<count).map { _ in sampleIndex(chances, from: &source) })
      }
    },
    .general(
      "sampleToken",
      "(_ logits: Vector, temperature: Double = 1, topK: Int = 0, topP: Double = 1, minP: Double = 0, seed: Int? = nil) -> Double",
      "A token drawn from softmax(logits / T) after the cuts; temperature 0 takes the greatest.",
      "sampleToken([0, 9, 0], temperature: 0)", "1"
    ) { arguments, context in
      let logits = try arguments.tensor(0)
      let temperature = try arguments.number(1)
      guard temperature >= 0 else {
        throw ScriptCause("value.domain", "a temperature is at least 0")
      }
      if temperature == 0 { return .double(try logits.reduced(.argmax)) }
      var p = try (logits / temperature).softmax().values
      let k = try arguments.integer(2)
      if k > 0 { p = Learning.topK(p, k: k) }
      p = Learning.topP(p, share: try arguments.number(3))
      p = Learning.minP(p, share: try arguments.number(4))
      let chances = try drawable(p)
      return .double(
        Double(try drawing(arguments, 5, &context) { sampleIndex(chances, from: &$0) }))
    },
    .general(
      "beamSearch",
      "(start: Vector, length: Int, width: Int, next: (Vector) -> Vector) -> (tokens: [Vector], scores: Vector)",
      "The likeliest sequences when only `width` are kept at each step; `next` gives the log-chances after some tokens.",
      "beamSearch(start: [0], length: 1, width: 1) { ids in log([0.3, 0.7]) }.tokens[0]", "[0, 1]",
      source: "A. Graves, Sequence transduction with recurrent neural networks, 2012, algorithm 1"
    ) { arguments, context in
      var inner = context
      let beams = try Learning.beamSearch(
        start: arguments.indices(0), length: arguments.count(1), width: arguments.count(2)
      ) { ids throws -> [Double] in
        try [inner.call(arguments[3], [.vector(ids)])].vector(0)
      }
      context = inner
      return .labelled([
        "tokens": .array(beams.map { .vector($0.tokens) }),
        "scores": .vector(beams.map(\.score)),
      ])
    },
    .tensor(
      "constrain", "(_ p: Vector, automaton: Matrix, state: Int) -> Vector",
      "Only the tokens that a finite automaton allows: row = state, column = token, element = next state, −1 forbidden.",
      "constrain([0.5, 0.25, 0.25], automaton: [[-1, 0, 0]], state: 0)", "[0, 0.5, 0.5]",
      source: "B. Willard, R. Louf, Efficient guided generation, 2023"
    ) {
      let automaton = try TokenAutomaton($0.tensor(1), accepting: [])
      return Tensor(try automaton.constrain($0.vector(0), in: $0.integer(2)))
    },
    .general(
      "constrainedDecode",
      "(automaton: Matrix, accepting: Vector, length: Int, start: Int = 0, next: (Vector) -> Vector) -> (tokens: Vector, states: Vector)",
      "Takes the likeliest allowed token again and again until an accepting state without a way on, or the length; `next` gives the chances.",
      "constrainedDecode(automaton: [[1, -1], [-1, 2], [-1, -1]], accepting: [2], length: 9) { ids in [0.9, 0.1] }.tokens",
      "[0, 1]", source: "B. Willard, R. Louf, Efficient guided generation, 2023"
    ) { arguments, context in
      let automaton = try TokenAutomaton(arguments.tensor(0), accepting: arguments.indices(1))
      var (tokens, states) = ([Int](), [try arguments.integer(3)])
      for _ in 0..<(try arguments.count(2)) {
        let state = states[states.count - 1]
        guard automaton.next.indices.contains(state) else { break }
        let isStuck = automaton.next[state].allSatisfy { $0 < 0 }
        if isStuck, automaton.accepting.contains(state) { break }
        let chances = try [context.call(arguments[4], [.vector(tokens)])].vector(0)
        let allowed = try automaton.constrain(chances, in: state)
        let token = topIndices(allowed, k: 1)[0]
        tokens.append(token)
        states.append(automaton.next[state][token])
      }
      return .labelled(["tokens": .vector(tokens), "states": .vector(states)])
    },
    .general(
      "speculativeStep",
      "(target: Vector, draft: Vector, seed: Int? = nil) -> (token: Double, accepted: Bool)",
      "A token drawn from the draft and accepted with chance min(1, p/q), else from max(0, p − q): distributed as the target.",
      "speculativeStep(target: [0, 1], draft: [0, 1]).accepted", "true",
      source: "Y. Leviathan, M. Kalman, Y. Matias, 2023, algorithm 1"
    ) { arguments, context in
      let (p, q) = (try arguments.vector(0), try arguments.vector(1))
      let step = try drawing(arguments, 2, &context) {
        try speculativeToken(target: p, draft: q, from: &$0)
      }
      return .labelled([
        "token": .double(Double(step.token)), "accepted": .bool(step.isAccepted),
      ])
    },
    .number(
      "acceptanceRate", "(target: Vector, draft: Vector) -> Double",
      "Σ min(p, q): how often a drafted token is accepted.",
      "acceptanceRate(target: [0.5, 0.5], draft: [1, 0])", "0.5",
      source: "Y. Leviathan, M. Kalman, Y. Matias, 2023, theorem 3.5"
    ) { try Tensor.combine(.minimum, $0.tensor(0), $0.tensor(1)).sum() },
    .number(
      "expectedTokens", "(acceptance: Double, length: Int) -> Double",
      "(1 − aᵏ⁺¹) / (1 − a): the tokens that a round of k drafts gives on average.",
      "expectedTokens(acceptance: 0.5, length: 2)", "1.75",
      source: "Y. Leviathan, M. Kalman, Y. Matias, 2023, equation 1"
    ) { Learning.expectedTokens(acceptance: try $0.number(0), length: try $0.count(1)) },
    .number(
      "speculativeSpeedup", "(acceptance: Double, cost: Double, length: Int) -> Double",
      "(1 − aᵏ⁺¹) / ((1 − a)(k c + 1)), for a draft that costs c of the target's time.",
      "speculativeSpeedup(acceptance: 1, cost: 0, length: 3)", "4",
      source: "Y. Leviathan, M. Kalman, Y. Matias, 2023, theorem 3.8"
    ) {
      let length = try $0.count(2)
      let tokens = Learning.expectedTokens(acceptance: try $0.number(0), length: length)
      return tokens / (Double(length) * (try $0.number(1)) + 1)
    },
  ]
}
