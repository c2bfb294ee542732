public import Numerics
public import Tensors

/// How one of several machines is chosen.
public enum BanditStrategy: Sendable {
  /// The best so far, or with the chance given any.
  case epsilonGreedy(Double)
  /// The greatest mean plus `scale` · √(log t / n).
  case upperConfidence(scale: Double)
  /// The greatest of draws from Beta(1 + successes, 1 + failures).
  case thompson
}

/// What playing gives.
public struct BanditRun: Sendable {
  /// The machine of each step.
  public let choices: [Int]
  /// The reward of each step, 0 or 1.
  public let rewards: [Double]
  /// How much less was to be expected so far than from the best machine.
  public let regret: [Double]
}

/// Plays machines that pay 1 with the chances `chances`.
///
/// - Source: Auer, Cesa-Bianchi, Fischer, "Finite-time analysis of the multiarmed bandit problem",
///   2002 (UCB1 has the scale √2); Thompson, 1933.
public func playBandit(
  _ chances: [Double], steps: Int, strategy: BanditStrategy, from source: inout RandomSource
) throws(TensorError) -> BanditRun {
  guard !chances.isEmpty, chances.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
    throw TensorError(.domain, "machines pay with chances in 0...1")
  }
  let best = chances.max() ?? 0
  var wins = [Double](repeating: 0, count: chances.count)
  var plays = wins
  var (choices, rewards, regret): ([Int], [Double], [Double]) = ([], [], [])
  for t in 0..<steps {
    let scores: [Double]
    switch strategy {
    case .epsilonGreedy(let epsilon):
      if source.nextUnit() < epsilon {
        scores = chances.map { _ in source.nextUnit() }
      } else {
        scores = chances.indices.map { plays[$0] > 0 ? wins[$0] / plays[$0] : .infinity }
      }
    case .upperConfidence(let scale):
      scores = chances.indices.map {
        plays[$0] == 0
          ? .infinity : wins[$0] / plays[$0] + scale * (log(Double(t)) / plays[$0]).squareRoot()
      }
    case .thompson:
      scores = chances.indices.map {
        drawBeta(1 + wins[$0], 1 + plays[$0] - wins[$0], from: &source)
      }
    }
    let choice = scores.firstIndex(of: scores.max() ?? 0) ?? 0
    let reward: Double = source.nextUnit() < chances[choice] ? 1 : 0
    plays[choice] += 1
    wins[choice] += reward
    choices.append(choice)
    rewards.append(reward)
    regret.append((regret.last ?? 0) + best - chances[choice])
  }
  return BanditRun(choices: choices, rewards: rewards, regret: regret)
}

/// A draw from Beta(a, b), as a share of two gamma draws.
func drawBeta(_ a: Double, _ b: Double, from source: inout RandomSource) -> Double {
  let x = drawGamma(a, from: &source)
  let y = drawGamma(b, from: &source)
  return x / (x + y)
}

/// A draw from the gamma distribution of shape a ≥ 1.
///
/// - Source: Marsaglia, Tsang, "A simple method for generating gamma variables", 2000.
private func drawGamma(_ a: Double, from source: inout RandomSource) -> Double {
  let d = a - 1.0 / 3
  let c = 1 / (9 * d).squareRoot()
  while true {
    let x = source.nextNormal()
    let root = 1 + c * x
    guard root > 0 else { continue }
    let v = root * root * root
    let u = 1 - source.nextUnit()
    if log(u) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
  }
}

/// What is believed about the state after an action and an observation:
/// b'(s') ∝ Ω(o | s', a) Σ T(s' | s, a) b(s).
///
/// - Shape: belief `[s]`, transition `[s, s']`, observation chances `[s', o]` of the action taken.
/// - Source: Kaelbling, Littman, Cassandra, "Planning and acting in partially observable stochastic
///   domains", 1998, §3.3.
public func beliefUpdate(
  _ belief: [Double], transition: Tensor, observations: Tensor, observed: Int
) throws(TensorError) -> (belief: [Double], chance: Double) {
  let n = belief.count
  guard transition.shape == [n, n], observations.rank == 2, observations.shape[0] == n,
    observed >= 0, observed < observations.shape[1]
  else {
    throw TensorError(
      .shape,
      "a belief of \(n) states needs \(n) × \(n) transitions and a row of observations for each"
        + " state, not \(transition.shape) and \(observations.shape)")
  }
  let predicted = try Tensor(belief).matmul(transition).values
  let joint = (0..<n).map {
    predicted[$0] * observations[flat: $0 * observations.shape[1] + observed]
  }
  let chance = joint.reduce(0, +)
  guard chance > 0 else {
    throw TensorError(.domain, "the observation is impossible under the belief")
  }
  return (joint.map { $0 / chance }, chance)
}
