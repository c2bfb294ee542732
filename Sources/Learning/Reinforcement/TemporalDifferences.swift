import Diagnostics
public import Numerics
public import Tensors

/// What learning from episodes gives.
public struct LearnedPolicy: Sendable {
  /// Q(s, a), or the policy's logits, `[states, actions]`.
  public let table: Tensor
  /// The value of each state, where it is learned.
  public let values: [Double]
  /// The discounted return of each episode.
  public let returns: [Double]
}

/// How an agent learns from episodes.
public struct LearningSettings: Sendable {
  /// The number of episodes.
  public var episodes = 500
  /// The rate of Q, or of the policy.
  public var rate = 0.1
  /// The rate of the critic.
  public var criticRate = 0.1
  /// The chance of a random action.
  public var epsilon = 0.1
  /// The most steps of an episode.
  public var steps = 200

  /// The usual settings.
  public init() {}
}

extension MarkovDecisionProcess {
  /// Q-learning: Q ← Q + α (r + γ max Q' − Q), or SARSA, which takes the Q of the action that follows.
  ///
  /// - Source: Watkins, Dayan, "Q-learning", 1992; Rummery, Niranjan, 1994 (SARSA).
  public func temporalDifferences(
    start: Int, settings: LearningSettings, isOnPolicy: Bool = false,
    from source: inout RandomSource
  ) throws(TensorError) -> LearnedPolicy {
    try requireState(start)
    var q = try Tensor.zeros([states, actions])
    var returns: [Double] = []
    for _ in 0..<settings.episodes {
      var state = start
      var action = choice(q, state, settings.epsilon, from: &source)
      var (total, weight) = (0.0, 1.0)
      for _ in 0..<settings.steps where !terminal.contains(state) {
        let (next, reward) = step(state, action, from: &source)
        total += weight * reward
        weight *= discount
        let following = choice(q, next, settings.epsilon, from: &source)
        let row = q.row(next)
        let future = isOnPolicy ? row[following] : row.max() ?? 0
        let place = state * actions + action
        q[flat: place] += settings.rate * (reward + discount * future - q[flat: place])
        (state, action) = (next, following)
      }
      returns.append(total)
    }
    return LearnedPolicy(
      table: q, values: (0..<states).map { q.row($0).max() ?? 0 }, returns: returns)
  }

  private func requireState(_ state: Int) throws(TensorError) {
    guard state >= 0, state < states else {
      throw TensorError(.index, "the states are 0 to \(states - 1), not \(state)")
    }
  }

  /// The best action, one of equals by chance, or with the chance `epsilon` any.
  private func choice(
    _ q: Tensor, _ state: Int, _ epsilon: Double, from source: inout RandomSource
  ) -> Int {
    if source.nextUnit() < epsilon { return source.nextInt(below: actions) }
    let row = q.row(state)
    let best = row.max() ?? 0
    let places = row.indices.filter { row[$0] == best }
    // A table that has run away to infinity has no best action.
    if places.isEmpty { return source.nextInt(below: actions) }
    return places[source.nextInt(below: places.count)]
  }

  /// One step of an episode.
  private struct Step {
    let state: Int
    let action: Int
    let reward: Double
    let next: Int
  }

  private func episode(
    _ logits: Tensor, _ start: Int, _ limit: Int, from source: inout RandomSource
  ) throws(TensorError) -> [Step] {
    var (state, result): (Int, [Step]) = (start, [])
    while result.count < limit, !terminal.contains(state) {
      let action = sampleIndex(try Tensor(logits.row(state)).softmax().values, from: &source)
      let (next, reward) = step(state, action, from: &source)
      result.append(Step(state: state, action: action, reward: reward, next: next))
      state = next
    }
    return result
  }

  /// REINFORCE: after each episode θ ← θ + α Σ γᵗ (Gₜ − b) ∇ log π(aₜ | sₜ) for a softmax policy; the
  /// baseline b(s) is a running mean of the returns from s, or 0.
  ///
  /// - Source: Williams, "Simple statistical gradient-following algorithms", 1992; Sutton, Barto,
  ///   2018, §13.3 and §13.4.
  public func reinforce(
    start: Int, settings: LearningSettings, hasBaseline: Bool, from source: inout RandomSource
  ) throws(TensorError) -> LearnedPolicy {
    try requireState(start)
    var logits = try Tensor.zeros([states, actions])
    var values = [Double](repeating: 0, count: states)
    var returns: [Double] = []
    for _ in 0..<settings.episodes {
      let steps = try episode(logits, start, settings.steps, from: &source)
      var gains = [Double](repeating: 0, count: steps.count)
      var gain = 0.0
      for t in steps.indices.reversed() {
        gain = steps[t].reward + discount * gain
        gains[t] = gain
      }
      returns.append(gain)
      var weight = 1.0
      for (t, step) in steps.enumerated() {
        let advantage = gains[t] - (hasBaseline ? values[step.state] : 0)
        values[step.state] += settings.criticRate * (gains[t] - values[step.state])
        try move(&logits, step.state, step.action, settings.rate * weight * advantage)
        weight *= discount
      }
    }
    return LearnedPolicy(table: logits, values: values, returns: returns)
  }

  /// One step of actor and critic after every action, both along the error
  /// δ = r + γ V(s') − V(s).
  ///
  /// - Source: Sutton, Barto, 2018, §13.5.
  public func actorCritic(
    start: Int, settings: LearningSettings, from source: inout RandomSource
  ) throws(TensorError) -> LearnedPolicy {
    try requireState(start)
    var logits = try Tensor.zeros([states, actions])
    var values = [Double](repeating: 0, count: states)
    var returns: [Double] = []
    for _ in 0..<settings.episodes {
      var state = start
      var (total, weight) = (0.0, 1.0)
      for _ in 0..<settings.steps where !terminal.contains(state) {
        let action = sampleIndex(try Tensor(logits.row(state)).softmax().values, from: &source)
        let (next, reward) = step(state, action, from: &source)
        let future = terminal.contains(next) ? 0 : values[next]
        let error = reward + discount * future - values[state]
        values[state] += settings.criticRate * error
        try move(&logits, state, action, settings.rate * weight * error)
        total += weight * reward
        weight *= discount
        state = next
      }
      returns.append(total)
    }
    return LearnedPolicy(table: logits, values: values, returns: returns)
  }

  /// Moves the logits of a state along ∇ log π(action): 1 − π there, −π elsewhere.
  private func move(
    _ logits: inout Tensor, _ state: Int, _ action: Int, _ size: Double
  ) throws(TensorError) {
    let policy = try Tensor(logits.row(state)).softmax().values
    for other in 0..<actions {
      logits[flat: state * actions + other] += size * ((other == action ? 1 : 0) - policy[other])
    }
  }
}

/// An index drawn with the given chances, which add up to 1 or nearly so.
public func sampleIndex(_ chances: [Double], from source: inout RandomSource) -> Int {
  var rest = source.nextUnit() * chances.reduce(0, +)
  for (index, chance) in chances.enumerated() {
    rest -= chance
    if rest < 0 { return index }
  }
  return chances.lastIndex { $0 > 0 } ?? 0
}

/// Σ γᵗ rₜ from each step on.
public func discountedReturns(_ rewards: [Double], discount: Double) -> [Double] {
  var (result, gain) = (rewards, 0.0)
  for t in rewards.indices.reversed() {
    gain = rewards[t] + discount * gain
    result[t] = gain
  }
  return result
}

/// Advantages that weigh the errors δₜ = rₜ + γ V(sₜ₊₁) − V(sₜ) by (γλ)ᵏ; there is one value more than
/// rewards.
///
/// - Source: Schulman and others, "High-dimensional continuous control using generalized advantage
///   estimation", 2016, equation 16.
public func generalizedAdvantages(
  _ rewards: [Double], values: [Double], discount: Double, lambda: Double
) throws(TensorError) -> [Double] {
  guard values.count == rewards.count + 1 else {
    throw TensorError(
      .shape,
      "\(quantity(rewards.count, "reward")) cannot be judged by \(quantity(values.count, "value")),"
        + " only by \(rewards.count + 1)")
  }
  var (result, sum) = (rewards, 0.0)
  for t in rewards.indices.reversed() {
    sum = rewards[t] + discount * values[t + 1] - values[t] + discount * lambda * sum
    result[t] = sum
  }
  return result
}
