import Learning
import Numerics
import Script
import Tensors

/// Decisions: planning, learning from episodes, bandits, beliefs.
extension StandardLibrary {
  static let decisions: [LibraryFunction] = [
    .general(
      "mdp",
      "(transitions: [Matrix], rewards: Matrix, gamma: Double, terminal: Vector = []) -> MDP",
      "A Markov decision process: for each action a matrix P(s' | s), and rewards by state and action.",
      "mdp(transitions: [[[0, 1], [0, 1]], [[1, 0], [0, 1]]], rewards: [[1, 0], [0, 0]], gamma: 0.5)",
      "MDP", source: "M. Puterman, Markov Decision Processes, 1994"
    ) { arguments, _ in
      let matrices: [Tensor]
      switch arguments[0] {
      case .array(let elements): matrices = try elements.map { try [$0].tensor(0) }
      default:
        let whole = try arguments.tensor(0)
        guard whole.rank == 3 else {
          throw ScriptCause("shape.mismatch", "a matrix for each action is needed here")
        }
        matrices = try (0..<whole.shape[0]).map { try whole.at($0) }
      }
      let process = try MarkovDecisionProcess(
        transitions: matrices, rewards: arguments.tensor(1), discount: arguments.number(2),
        terminal: arguments.indices(3))
      return .object(MDPValue(process: process))
    },
    .general(
      "gridWorld",
      "(_ lines: [String], stepReward: Double = 0, slip: Double = 0, gamma: Double = 0.9) -> MDP",
      "A grid as a decision process: # wall, G goal +1, P pit −1, S start; actions up, right, down, left.",
      "gridWorld([\"S.G\"]).start", "0",
      source: "S. Russell, P. Norvig, Artificial Intelligence, chapter 17"
    ) { arguments, context in
      let lines = try arguments.strings(0)
      try context.countSteps(lines.reduce(0) { $0 + $1.count } * 100)
      let world = try GridWorld(
        lines, stepReward: arguments.number(1), slip: arguments.number(2),
        discount: arguments.number(3))
      return .object(MDPValue(process: world.process, world: world))
    },
    .number(
      "start", "(_ self: MDP) -> Double", kind: .property, "The state that a grid's S stands for.",
      "gridWorld([\".S.G\"]).start", "1"
    ) { Double(try $0.process(0).world?.start ?? 0) },
    .number(
      "states", "(_ self: MDP) -> Double", kind: .property, "The number of states.",
      "gridWorld([\"S.G\"]).states", "3"
    ) { Double(try $0.process(0).process.states) },
    .tensor(
      "picture", "(_ self: MDP, _ values: Vector) -> Matrix", kind: .method,
      "A number for each state of a grid as a matrix for a heatmap; walls are NaN.",
      "gridWorld([\"S.G\"]).picture([1, 2, 3])", "[[1, 2, 3]]"
    ) {
      guard let world = try $0.process(0).world else {
        throw ScriptCause("value.domain", "only a grid world has a picture")
      }
      return try world.picture($0.vector(1))
    },
    .general(
      "valueIteration",
      "(_ process: MDP, tolerance: Double = 1e-10, steps: Int = 10000) -> (values: Vector, policy: Vector, history: Matrix)",
      "V ← max over a of r + γ P V until nothing moves: optimal values, the best actions, a row of values for each step.",
      "valueIteration(gridWorld([\"S.G\"])).values", "[0.9, 1, 0]",
      source: "R. Bellman, Dynamic Programming, 1957"
    ) { arguments, context in
      let process = try arguments.process(0).process
      try context.countSteps(process.states * process.states * process.actions)
      let (tolerance, limit) = (try arguments.number(1), try arguments.count(2))
      let found = try process.valueIteration(tolerance: tolerance, limit: limit)
      if found.history.count > 1, let last = found.history.last {
        let before = found.history[found.history.count - 2]
        if zip(before, last).contains(where: { !(($0 - $1).magnitude <= tolerance) }) {
          context.note(
            "iteration.convergence", "the values still move after \(limit) steps",
            hints: ["a discount below 1 lets them settle"])
        }
      }
      return try plan(found)
    },
    .general(
      "policyIteration",
      "(_ process: MDP) -> (values: Vector, policy: Vector, history: Matrix)",
      "Evaluates a policy and improves it until it stays; a row of values for each policy.",
      "policyIteration(gridWorld([\"S.G\"])).values", "[0.9, 1, 0]",
      source: "R. Howard, Dynamic Programming and Markov Processes, 1960"
    ) { arguments, _ in try plan(arguments.process(0).process.policyIteration()) },
    .tensor(
      "policyEvaluation", "(_ process: MDP, _ policy: Matrix) -> Vector",
      "The value of each state under a policy of chances by state and action.",
      "policyEvaluation(gridWorld([\"S.G\"]), [[0, 1, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0]])",
      "[0.9, 1, 0]", source: "R. Sutton, A. Barto, Reinforcement Learning, 2018, equation 4.4"
    ) { Tensor(try $0.process(0).process.evaluation(of: $0.tensor(1))) },
    .tensor(
      "actionValues", "(_ process: MDP, _ values: Vector) -> Matrix",
      "Q(s, a) = r(s, a) + γ Σ P(s' | s, a) V(s').",
      "actionValues(gridWorld([\"SG\"]), [0, 0])[0]", "[0, 1, 0, 0]",
      source: "R. Sutton, A. Barto, Reinforcement Learning, 2018, equation 4.6"
    ) { try $0.process(0).process.actionValues($0.vector(1)) },
    .number(
      "bellmanResidual", "(_ process: MDP, _ values: Vector) -> Double",
      "How far values are from Bellman's equation, at worst: 0 for the optimal ones.",
      "bellmanResidual(gridWorld([\"S.G\"]), [0.9, 1, 0]) < 1e-15", "true",
      source: "R. Bellman, Dynamic Programming, 1957"
    ) { try $0.process(0).process.bellmanResidual($0.vector(1)) },
    .general(
      "qLearning",
      "(_ process: MDP, episodes: Int = 500, alpha: Double = 0.1, epsilon: Double = 0.1, start: Int? = nil, seed: Int? = nil) -> (q: Matrix, values: Vector, returns: Vector)",
      "Q ← Q + α (r + γ max Q' − Q) along episodes, with a random action now and then.",
      "qLearning(gridWorld([\"S.G\"]), episodes: 200, seed: 1).returns.count", "200",
      source: "C. Watkins, P. Dayan, Q-learning, 1992"
    ) {
      try learned($0, &$1, start: 4, seed: 5) {
        try $0.temporalDifferences(start: $1, settings: $2, from: &$3)
      }
    },
    .general(
      "sarsa",
      "(_ process: MDP, episodes: Int = 500, alpha: Double = 0.1, epsilon: Double = 0.1, start: Int? = nil, seed: Int? = nil) -> (q: Matrix, values: Vector, returns: Vector)",
      "As qLearning, with the Q of the action that follows in place of the best.",
      "sarsa(gridWorld([\"S.G\"]), episodes: 200, seed: 1).returns.count", "200",
      source: "G. Rummery, M. Niranjan, On-line Q-learning using connectionist systems, 1994"
    ) {
      try learned($0, &$1, start: 4, seed: 5) {
        try $0.temporalDifferences(start: $1, settings: $2, isOnPolicy: true, from: &$3)
      }
    },
    .general(
      "reinforce",
      "(_ process: MDP, episodes: Int = 500, rate: Double = 0.1, baseline: Bool = true, start: Int? = nil, seed: Int? = nil) -> (q: Matrix, values: Vector, returns: Vector)",
      "Policy gradient from whole episodes for a softmax policy, whose logits are `q`; `returns` is the learning curve.",
      "reinforce(gridWorld([\"S.G\"]), episodes: 50, seed: 1).returns.count", "50",
      source: "R. Williams, Simple statistical gradient-following algorithms, 1992"
    ) { arguments, context in
      let hasBaseline = try arguments.flag(3)
      return try learned(arguments, &context, start: 4, seed: 5) {
        try $0.reinforce(start: $1, settings: $2, hasBaseline: hasBaseline, from: &$3)
      }
    },
    .general(
      "actorCritic",
      "(_ process: MDP, episodes: Int = 500, rate: Double = 0.1, criticRate: Double = 0.1, start: Int? = nil, seed: Int? = nil) -> (q: Matrix, values: Vector, returns: Vector)",
      "A softmax policy and values, both moved along δ = r + γ V(s') − V(s) after every action.",
      "actorCritic(gridWorld([\"S.G\"]), episodes: 50, seed: 1).returns.count", "50",
      source: "R. Sutton, A. Barto, Reinforcement Learning, 2018, section 13.5"
    ) {
      try learned($0, &$1, start: 4, seed: 5) {
        try $0.actorCritic(start: $1, settings: $2, from: &$3)
      }
    },
    .general(
      "playBandit",
      "(_ chances: Vector, steps: Int, strategy: String = \"epsilonGreedy\", parameter: Double = 0.1, seed: Int? = nil) -> (choices: Vector, rewards: Vector, regret: Vector)",
      "Plays machines that pay 1 with the chances: epsilonGreedy (ε), ucb (scale of √(log t / n)) or thompson.",
      "playBandit([0.2, 0.8], steps: 100, strategy: \"thompson\", seed: 1).choices.count", "100",
      source: "P. Auer, N. Cesa-Bianchi, P. Fischer, 2002; W. Thompson, 1933"
    ) { arguments, context in
      try context.countSteps(arguments.count(1) * arguments.tensor(0).count)
      let strategy: BanditStrategy
      switch try arguments.string(2) {
      case "epsilonGreedy": strategy = .epsilonGreedy(try arguments.number(3))
      case "ucb": strategy = .upperConfidence(scale: try arguments.number(3))
      case "thompson": strategy = .thompson
      case let name:
        throw ScriptCause(
          "value.domain", "there is no strategy '\(name)'",
          hints: ["it is one of epsilonGreedy, ucb and thompson"])
      }
      let run = try drawing(arguments, 4, &context) {
        try Learning.playBandit(
          arguments.vector(0), steps: arguments.count(1), strategy: strategy, from: &$0)
      }
      return .labelled([
        "choices": .vector(run.choices), "rewards": .vector(run.rewards),
        "regret": .vector(run.regret),
      ])
    },
    .tensor(
      "beliefUpdate",
      "(_ belief: Vector, transition: Matrix, observations: Matrix, observed: Int) -> Vector",
      "b'(s') ∝ Ω(o | s') Σ T(s' | s) b(s), with the matrices of the action taken.",
      "beliefUpdate([0.5, 0.5], transition: identity(2), observations: [[0.75, 0.25], [0.25, 0.75]], observed: 0)",
      "[0.75, 0.25]", source: "L. Kaelbling, M. Littman, A. Cassandra, 1998, section 3.3"
    ) {
      Tensor(
        try beliefUpdate(
          $0.vector(0), transition: $0.tensor(1), observations: $0.tensor(2),
          observed: $0.integer(3)
        ).belief)
    },
  ]

  private static func plan(_ plan: Plan) throws -> Value {
    .labelled([
      "values": .vector(plan.values), "policy": .vector(plan.policy),
      "history": .tensor(try Tensor(rows: plan.history)),
    ])
  }

  /// Arguments 1 to 3 are the episodes and two rates, whose meaning the method knows.
  private static func learned(
    _ arguments: [Value], _ context: inout CallContext, start: Int, seed: Int,
    _ body: (MarkovDecisionProcess, Int, LearningSettings, inout RandomSource) throws ->
      LearnedPolicy
  ) throws -> Value {
    let value = try arguments.process(0)
    var settings = LearningSettings()
    settings.episodes = try arguments.count(1)
    settings.rate = try arguments.number(2)
    if case .double(let second) = arguments[3] {
      settings.epsilon = second
      settings.criticRate = second
    }
    try context.countSteps(settings.episodes * 50)
    let first = arguments.isNone(start) ? value.world?.start ?? 0 : try arguments.integer(start)
    let result = try drawing(arguments, seed, &context) {
      try body(value.process, first, settings, &$0)
    }
    return .labelled([
      "q": .tensor(result.table), "values": .vector(result.values),
      "returns": .vector(result.returns),
    ])
  }
}

/// A decision process as a value of the language.
struct MDPValue: ScriptObject {
  let process: MarkovDecisionProcess
  var world: GridWorld?

  var typeName: String { "MDP" }

  func text() -> String {
    "decision process of \(process.states) states and \(process.actions) actions"
  }
}

extension [Value] {
  /// The decision process at `index`.
  func process(_ index: Int) throws -> MDPValue {
    guard index < count, case .object(let object) = self[index], let value = object as? MDPValue
    else { throw ScriptCause("library.argument", "a decision process is needed here") }
    return value
  }
}
