import Learning
import Numerics
import Tensors
import Testing

/// Planning and learning from episodes.
@Suite struct ReinforcementTests {
  /// A corridor S . . G: values γ², γ, 1 from the left.
  static func corridor() throws -> GridWorld { try GridWorld(["S..G"], discount: 0.5) }

  @Test func `value iteration finds the values of a corridor`() throws {
    let plan = try Self.corridor().process.valueIteration()
    #expect(plan.values == [0.25, 0.5, 1, 0])
    #expect(Array(plan.policy[..<3]) == [1, 1, 1])
  }

  @Test func `each step of value iteration is a contraction by γ`() throws {
    let world = try GridWorld(["S..#", ".#.P", "...G"], stepReward: -0.04, slip: 0.2)
    var source = RandomSource(seed: 1)
    func worst(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    }
    for _ in 0..<50 {
      let a = (0..<world.process.states).map { _ in source.nextNormal() }
      let b = (0..<world.process.states).map { _ in source.nextNormal() }
      let after = worst(try world.process.improved(a), try world.process.improved(b))
      #expect(after <= 0.9 * worst(a, b) + 1e-12)
    }
  }

  @Test func `value and policy iteration agree, and Bellman's equation holds`() throws {
    let world = try GridWorld(["S..#", ".#.P", "...G"], stepReward: -0.04, slip: 0.2)
    let first = try world.process.valueIteration(tolerance: 1e-13)
    let second = try world.process.policyIteration()
    for (a, b) in zip(first.values, second.values) { #expect((a - b).magnitude < 1e-10) }
    #expect(try world.process.bellmanResidual(second.values) < 1e-12)
    let own = try world.process.evaluation(of: world.process.matrix(second.policy))
    for (a, b) in zip(own, second.values) { #expect((a - b).magnitude < 1e-12) }
  }

  @Test func `a slip goes to either side`() throws {
    // From the middle of ".", going right with slip 0.2 into G pays 0.8.
    let world = try GridWorld(["...", ".SG", "..."], slip: 0.2)
    #expect((world.process.rewards[flat: world.start * 4 + 1] - 0.8).magnitude < 1e-15)
  }

  @Test func `Q-learning and SARSA learn the way to the goal`() throws {
    let world = try Self.corridor()
    var settings = LearningSettings()
    settings.episodes = 2000
    for isOnPolicy in [false, true] {
      var source = RandomSource(seed: 2)
      let learned = try world.process.temporalDifferences(
        start: 0, settings: settings, isOnPolicy: isOnPolicy, from: &source)
      for state in 0..<3 {
        let row = try learned.table.at(state).values
        #expect(row.firstIndex(of: row.max() ?? 0) == 1, "state \(state)")
      }
      if !isOnPolicy {
        for (a, b) in zip(learned.values, [0.25, 0.5, 1]) { #expect((a - b).magnitude < 0.02) }
      }
    }
  }

  @Test func `policy gradients raise the return`() throws {
    let world = try GridWorld(["S..", "...", "..G"], discount: 0.9)
    var settings = LearningSettings()
    settings.episodes = 1500
    settings.rate = 0.3
    for method in 0..<3 {
      var source = RandomSource(seed: 3)
      let learned =
        method == 2
        ? try world.process.actorCritic(start: world.start, settings: settings, from: &source)
        : try world.process.reinforce(
          start: world.start, settings: settings, hasBaseline: method == 1, from: &source)
      let late = learned.returns.suffix(100).reduce(0, +) / 100
      let early = learned.returns.prefix(50).reduce(0, +) / 50
      // The shortest way has four steps: 0.9³ = 0.729.
      #expect(late > 0.65 && late > early, "method \(method): \(early) → \(late)")
    }
  }

  @Test func `the regret of bandits grows ever more slowly`() throws {
    let strategies: [BanditStrategy] = [.upperConfidence(scale: 2.0.squareRoot()), .thompson]
    for strategy in strategies {
      var source = RandomSource(seed: 4)
      let run = try playBandit([0.2, 0.5, 0.8], steps: 5000, strategy: strategy, from: &source)
      let best = run.choices.suffix(1000).count { $0 == 2 }
      #expect(best > 850)
      #expect(run.regret[4999] - run.regret[3999] < run.regret[999] / 2)
    }
    // Greed with chance loses ε · mean gap in every step: 0.05 · (0.6 + 0.3 + 0) / 3 · 1000 = 15.
    var source = RandomSource(seed: 5)
    let run = try playBandit(
      [0.2, 0.5, 0.8], steps: 5000, strategy: .epsilonGreedy(0.05), from: &source)
    let late = run.regret[4999] - run.regret[3999]
    #expect(late > 8 && late < 25)
  }

  @Test func `a belief follows Bayes' rule`() throws {
    // The tiger problem (Kaelbling and others 1998): listening is right with 0.85.
    let observations = try Tensor(rows: [[0.85, 0.15], [0.15, 0.85]])
    let first = try beliefUpdate(
      [0.5, 0.5], transition: Tensor.identity(2), observations: observations, observed: 0)
    #expect((first.belief[0] - 0.85).magnitude < 1e-15 && first.chance == 0.5)
    let second = try beliefUpdate(
      first.belief, transition: Tensor.identity(2), observations: observations, observed: 0)
    #expect((second.belief[0] - 0.7225 / 0.745).magnitude < 1e-12)
    #expect(throws: TensorError.self) {
      try beliefUpdate(
        [1, 0], transition: Tensor.identity(2), observations: Tensor.identity(2), observed: 1)
    }
  }

  @Test func `advantages with λ = 1 are returns less values`() throws {
    let rewards = [1.0, 0, 2]
    let values = [0.5, 0.25, 1, 0]
    let found = try generalizedAdvantages(rewards, values: values, discount: 0.9, lambda: 1)
    let returns = discountedReturns(rewards, discount: 0.9)
    for t in 0..<3 { #expect((found[t] - (returns[t] - values[t])).magnitude < 1e-12) }
  }
}
