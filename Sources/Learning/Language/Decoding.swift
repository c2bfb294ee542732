import Diagnostics
public import Numerics
public import Tensors

/// What is left of chances when the rest is taken away: those kept, scaled to add up to 1.
private func renormalised(_ p: [Double], _ isKept: (Int) -> Bool) -> [Double] {
  let kept = p.indices.map { isKept($0) ? p[$0] : 0 }
  let total = kept.reduce(0, +)
  return total > 0 ? kept.map { $0 / total } : kept
}

/// Only the `k` greatest chances, the first of equals first.
///
/// - Source: Fan, Lewis, Dauphin, "Hierarchical neural story generation", 2018.
public func topK(_ p: [Double], k: Int) -> [Double] {
  let kept = Set(topIndices(p, k: k))
  return renormalised(p) { kept.contains($0) }
}

/// Only the fewest greatest chances that add up to at least `share`.
///
/// - Source: Holtzman and others, "The curious case of neural text degeneration", 2020.
public func topP(_ p: [Double], share: Double) -> [Double] {
  var (kept, total) = (Set<Int>(), 0.0)
  for index in topIndices(p, k: p.count) {
    kept.insert(index)
    total += p[index]
    // What rounding takes from a sum must not let one more in.
    if total >= share - 1e-12 { break }
  }
  return renormalised(p) { kept.contains($0) }
}

/// Only chances of at least `share` times the greatest.
///
/// - Source: Nguyen and others, "Turning up the heat: min-p sampling", 2024.
public func minP(_ p: [Double], share: Double) -> [Double] {
  if p.contains(where: \.isNaN) { return p.map { _ in .nan } }
  let limit = (p.max() ?? 0) * share
  return renormalised(p) { p[$0] >= limit }
}

/// One sequence of a beam search.
public struct Beam: Sendable {
  /// Its tokens.
  public let tokens: [Int]
  /// The logarithm of its chance.
  public let score: Double
}

/// The likeliest sequences of `length` tokens when only `width` are kept at each step.
///
/// `next` gives the logarithms of the chances after some tokens. A sequence that reaches `end` is
/// kept as it is.
///
/// - Source: Lowerre, *The HARPY Speech Recognition System*, 1976; Graves, 2012, algorithm 1.
public func beamSearch<Failure: Error>(
  start: [Int], length: Int, width: Int, end: Int? = nil,
  _ next: ([Int]) throws(Failure) -> [Double]
) throws(Failure) -> [Beam] {
  var beams = [Beam(tokens: start, score: 0)]
  for _ in 0..<length {
    var candidates: [Beam] = []
    for beam in beams {
      if let end, beam.tokens.last == end, beam.tokens.count > start.count {
        candidates.append(beam)
        continue
      }
      for (token, score) in try next(beam.tokens).enumerated() where score > -.infinity {
        candidates.append(Beam(tokens: beam.tokens + [token], score: beam.score + score))
      }
    }
    let order = candidates.indices.sorted {
      candidates[$0].score == candidates[$1].score
        ? $0 < $1 : candidates[$0].score > candidates[$1].score
    }
    beams = order.prefix(max(1, width)).map { candidates[$0] }
  }
  return beams
}

/// A small automaton that says which tokens may come: transitions by state and token.
///
/// - Source: Willard, Louf, "Efficient guided generation for large language models", 2023.
public struct TokenAutomaton: Sendable {
  /// The next state by state and token; −1 is forbidden.
  public let next: [[Int]]
  /// The states in which a text may end.
  public let accepting: Set<Int>

  /// An automaton of a matrix of next states.
  public init(_ table: Tensor, accepting: [Int]) throws(TensorError) {
    guard table.rank == 2 else {
      throw TensorError(.shape, "an automaton has a row of next states for each state")
    }
    var next: [[Int]] = []
    for state in 0..<table.shape[0] {
      var row: [Int] = []
      for value in table.row(state) {
        guard let target = Int(exactly: value), target >= -1, target < table.shape[0] else {
          throw TensorError(
            .domain, "a next state is one of 0 to \(table.shape[0] - 1), or −1 for forbidden")
        }
        row.append(target)
      }
      next.append(row)
    }
    self.next = next
    self.accepting = Set(accepting)
  }

  /// The chances of the tokens that may come in `state`; the rest are 0.
  public func constrain(_ p: [Double], in state: Int) throws(TensorError) -> [Double] {
    guard next.indices.contains(state), next[state].count == p.count else {
      throw TensorError(
        .shape, "there is no state \(state) with \(quantity(p.count, "token")) in the automaton")
    }
    let allowed = renormalised(p) { next[state][$0] >= 0 }
    guard allowed.contains(where: { $0 > 0 }) else {
      throw TensorError(.domain, "state \(state) allows none of the tokens")
    }
    return allowed
  }
}

/// What one round of speculative decoding gives.
public struct SpeculativeRound: Sendable {
  /// The tokens: those of the draft that were accepted, and one of the target.
  public let tokens: [Int]
  /// How many of the draft were accepted.
  public let accepted: Int
}

/// One token by rejection: x ~ q is accepted with chance min(1, p(x) / q(x)), else one is drawn from
/// max(0, p − q) scaled to 1; what comes out is distributed as p, whatever q is.
///
/// - Source: Leviathan, Kalman, Matias, "Fast inference from transformers via speculative decoding",
///   2023, algorithm 1 and appendix A.1.
public func speculativeToken(
  target p: [Double], draft q: [Double], from source: inout RandomSource
) throws(TensorError) -> (token: Int, isAccepted: Bool) {
  guard p.count == q.count, !p.isEmpty else {
    throw TensorError(.shape, "\(quantity(p.count, "chance")) cannot be compared with \(q.count)")
  }
  let token = sampleIndex(q, from: &source)
  if source.nextUnit() * q[token] < p[token] { return (token, true) }
  let rest = zip(p, q).map { max(0, $0 - $1) }
  return (sampleIndex(rest, from: &source), false)
}

/// Up to `length` drafted tokens, each accepted or replaced, and one more of the target after all.
public func speculativeRound<Failure: Error>(
  after context: [Int], length: Int, from source: inout RandomSource,
  target: ([Int]) throws(Failure) -> [Double], draft: ([Int]) throws(Failure) -> [Double]
) throws(Failure) -> SpeculativeRound {
  var tokens = context
  var accepted = 0
  for _ in 0..<length {
    let (p, q) = (try target(tokens), try draft(tokens))
    guard let step = try? speculativeToken(target: p, draft: q, from: &source) else { break }
    tokens.append(step.token)
    guard step.isAccepted else {
      return SpeculativeRound(
        tokens: Array(tokens[context.count...]), accepted: accepted)
    }
    accepted += 1
  }
  tokens.append(sampleIndex(try target(tokens), from: &source))
  return SpeculativeRound(tokens: Array(tokens[context.count...]), accepted: accepted)
}

/// The tokens that a round gives on average: (1 − aᵏ⁺¹) / (1 − a) for the rate of acceptance a.
///
/// - Source: Leviathan, Kalman, Matias, 2023, equation 1.
public func expectedTokens(acceptance a: Double, length k: Int) -> Double {
  a >= 1 ? Double(k + 1) : (1 - pow(a, Double(k + 1))) / (1 - a)
}
