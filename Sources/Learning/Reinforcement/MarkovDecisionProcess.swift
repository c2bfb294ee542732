import Diagnostics
import Numerics
public import Tensors

/// States, actions, chances and rewards: what a task of decisions is.
///
/// - Source: Puterman, *Markov Decision Processes*, 1994; Sutton, Barto, *Reinforcement Learning*,
///   2nd ed., 2018, chapters 3 and 4.
public struct MarkovDecisionProcess: Sendable {
  /// The number of states.
  public let states: Int
  /// The number of actions.
  public let actions: Int
  /// The chance of each next state, by action, state and next state.
  let chances: [[[Double]]]
  /// The expected reward, by state and action.
  public let rewards: Tensor
  /// How much a reward counts a step later.
  public let discount: Double
  /// The states in which nothing happens any more.
  public let terminal: Set<Int>

  /// A process of one matrix of chances `[states, states]` for each action and rewards
  /// `[states, actions]`.
  public init(
    transitions: [Tensor], rewards: Tensor, discount: Double, terminal: [Int] = []
  ) throws(TensorError) {
    guard rewards.rank == 2, rewards.shape[1] == transitions.count, !transitions.isEmpty else {
      throw TensorError(
        .shape,
        "rewards need a row for each state and a column for each of the \(transitions.count) actions,"
          + " not the shape \(rewards.shape)")
    }
    let n = rewards.shape[0]
    guard discount >= 0, discount <= 1 else {
      throw TensorError(.domain, "a discount lies in 0...1, not at \(numberText(discount))")
    }
    guard rewards.values.allSatisfy({ $0.isFinite }) else {
      throw TensorError(.domain, "rewards are finite numbers")
    }
    for (action, matrix) in transitions.enumerated() {
      guard matrix.shape == [n, n] else {
        throw TensorError(
          .shape, "the chances of action \(action) are \(n) × \(n) numbers, not \(matrix.shape)")
      }
      for state in 0..<n where !terminal.contains(state) {
        let row = matrix.row(state)
        guard row.allSatisfy({ $0 >= 0 }), (row.reduce(0, +) - 1).magnitude < 1e-9 else {
          throw TensorError(
            .domain,
            "the chances of action \(action) in state \(state) do not add up to 1 but to"
              + " \(numberText(row.reduce(0, +)))")
        }
      }
    }
    guard terminal.allSatisfy({ $0 >= 0 && $0 < n }) else {
      throw TensorError(.index, "a terminal state is one of 0 to \(n - 1)")
    }
    states = n
    actions = transitions.count
    self.rewards = rewards
    self.discount = discount
    self.terminal = Set(terminal)
    chances = transitions.map { matrix in (0..<n).map { matrix.row($0) } }
  }

  /// Q(s, a) = r(s, a) + γ Σ P(s' | s, a) V(s'), `[states, actions]`.
  public func actionValues(_ values: [Double]) throws(TensorError) -> Tensor {
    guard values.count == states else {
      throw TensorError(
        .shape, "\(quantity(states, "state")) cannot have \(quantity(values.count, "value"))")
    }
    var result = try Tensor.zeros([states, actions])
    for state in 0..<states where !terminal.contains(state) {
      for action in 0..<actions {
        var sum = 0.0
        let row = chances[action][state]
        for next in 0..<states where row[next] != 0 { sum += row[next] * values[next] }
        result[flat: state * actions + action] =
          rewards[flat: state * actions + action] + discount * sum
      }
    }
    return result
  }

  /// The value of each state after one more look ahead: max over a of Q(s, a).
  public func improved(_ values: [Double]) throws(TensorError) -> [Double] {
    let q = try actionValues(values)
    return (0..<states).map { q.row($0).max() ?? 0 }
  }

  /// How far values are from satisfying Bellman's equation, at worst.
  public func bellmanResidual(_ values: [Double]) throws(TensorError) -> Double {
    zip(values, try improved(values)).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }

  /// The best action in each state, the first of equals.
  public func greedyPolicy(_ values: [Double]) throws(TensorError) -> [Int] {
    let q = try actionValues(values)
    return (0..<states).map { state in
      let row = q.row(state)
      let best = row.max() ?? 0
      return row.firstIndex { $0 >= best - 1e-12 * max(1, best.magnitude) } ?? 0
    }
  }

  /// The value of each state under a policy `[states, actions]`, from the linear equations
  /// (I − γ P) V = r.
  public func evaluation(of policy: Tensor) throws(TensorError) -> [Double] {
    guard policy.shape == [states, actions] else {
      throw TensorError(
        .shape,
        "a policy has a row for each of \(states) states and a column for each of \(actions)"
          + " actions, not the shape \(policy.shape)")
    }
    var matrix = try Tensor.identity(states)
    var right = [Double](repeating: 0, count: states)
    for state in 0..<states where !terminal.contains(state) {
      for action in 0..<actions {
        let share = policy[flat: state * actions + action]
        right[state] += share * rewards[flat: state * actions + action]
        for next in 0..<states where !terminal.contains(next) {
          matrix[flat: state * states + next] -= discount * share * chances[action][state][next]
        }
      }
    }
    return try matrix.solve(Tensor(right)).values
  }

  /// A next state and reward after `action`.
  func step(_ state: Int, _ action: Int, from source: inout RandomSource) -> (Int, Double) {
    var rest = source.nextUnit()
    let row = chances[action][state]
    var next = row.lastIndex { $0 > 0 } ?? state
    for (index, chance) in row.enumerated() {
      rest -= chance
      if rest < 0 {
        next = index
        break
      }
    }
    return (next, rewards[flat: state * actions + action])
  }
}

/// What planning gives.
public struct Plan: Sendable {
  /// The value of each state.
  public let values: [Double]
  /// The best action in each.
  public let policy: [Int]
  /// The values after each step, the start first.
  public let history: [[Double]]
}

extension MarkovDecisionProcess {
  /// V ← max over a of r + γ P V, again and again, until no value moves by more than `tolerance`.
  ///
  /// - Source: Bellman, *Dynamic Programming*, 1957: each step brings values nearer by the factor γ.
  public func valueIteration(
    tolerance: Double = 1e-10, limit: Int = 10_000
  ) throws(TensorError) -> Plan {
    var values = [Double](repeating: 0, count: states)
    var history = [values]
    for _ in 0..<limit {
      let next = try improved(values)
      let change = zip(values, next).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      values = next
      history.append(values)
      if change <= tolerance { break }
    }
    return Plan(values: values, policy: try greedyPolicy(values), history: history)
  }

  /// Evaluates a policy, takes the best action in each state, until the policy stays.
  ///
  /// - Source: Howard, *Dynamic Programming and Markov Processes*, 1960.
  public func policyIteration(limit: Int = 1000) throws(TensorError) -> Plan {
    var policy = [Int](repeating: 0, count: states)
    var values = [Double](repeating: 0, count: states)
    var history: [[Double]] = []
    for _ in 0..<limit {
      values = try evaluation(of: matrix(policy))
      history.append(values)
      let q = try actionValues(values)
      var next = policy
      for state in 0..<states {
        let row = q.row(state)
        let best = row.max() ?? 0
        // A policy stays where it is among the best, so that ties do not turn in a circle.
        if row[policy[state]] < best - 1e-10 * max(1, best.magnitude) {
          next[state] = row.firstIndex(of: best) ?? 0
        }
      }
      if next == policy { break }
      policy = next
    }
    return Plan(values: values, policy: policy, history: history)
  }

  /// The policy that takes the given action in each state, as a matrix of ones and zeros.
  public func matrix(_ policy: [Int]) throws(TensorError) -> Tensor {
    try Tensor.oneHot(Tensor(policy.map(Double.init)), classes: actions)
  }
}
