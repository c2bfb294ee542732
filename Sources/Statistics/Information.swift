import Numerics

// All measures are in units of the logarithm's base, which is explicit: 2 for bits, e for nats.
// Terms p log p with p = 0 are 0, their limit.

/// The entropy −Σ pᵢ log pᵢ of a distribution over finitely many outcomes.
///
/// - Throws: `value.domain` unless `p` are shares that sum to 1 (to 10⁻⁶) and `base` fits.
/// - Source: C. Shannon, A mathematical theory of communication, 1948.
public func entropy(_ p: [Double], base: Double) throws(StatisticsError) -> Double {
  try requireShares(p, "the first distribution")
  let log = try Logarithm(base: base)
  return Sums.compensated(p.map { $0 == 0 ? 0 : -$0 * log($0) })
}

/// The cross-entropy −Σ pᵢ log qᵢ: the mean code length for p with a code made for q.
public func crossEntropy(
  _ p: [Double], _ q: [Double], base: Double
) throws(StatisticsError) -> Double {
  try requireShares(p, q)
  let log = try Logarithm(base: base)
  return Sums.compensated(zip(p, q).map { (p, q) -> Double in p == 0 ? 0 : -p * log(q) })
}

/// The Kullback–Leibler divergence Σ pᵢ log (pᵢ/qᵢ) ≥ 0; infinite where q is 0 and p is not.
public func klDivergence(
  _ p: [Double], _ q: [Double], base: Double
) throws(StatisticsError) -> Double {
  try requireShares(p, q)
  let log = try Logarithm(base: base)
  return Sums.compensated(zip(p, q).map { log.relative($0, $1) })
}

/// The Jensen–Shannon divergence: the mean divergence of p and q from their mixture; 0 to log 2.
public func jensenShannon(
  _ p: [Double], _ q: [Double], base: Double
) throws(StatisticsError) -> Double {
  try requireShares(p, q)
  let log = try Logarithm(base: base)
  let terms = zip(p, q).map { (p, q) -> Double in
    let mixture = p / 2 + q / 2
    return (log.relative(p, mixture) + log.relative(q, mixture)) / 2
  }
  return Sums.compensated(terms)
}

/// The perplexity base^entropy: the number of equally likely outcomes that are as uncertain.
///
/// The same for every base.
public func perplexity(_ p: [Double]) throws(StatisticsError) -> Double {
  exp2(try entropy(p, base: 2))
}

/// The mutual information of rows and columns of a table of joint shares.
public func mutualInformation(
  _ joint: [[Double]], base: Double
) throws(StatisticsError) -> Double {
  let width = joint.first?.count ?? 0
  for row in joint where row.count != width {
    throw StatisticsError(
      .shape, "the rows of a joint distribution are equally long, not \(width) and \(row.count)")
  }
  try requireShares(joint.flatMap { $0 }, "the joint distribution")
  let rows = joint.map { Sums.compensated($0) }
  let columns = (0..<width).map { j in Sums.compensated(joint.map { $0[j] }) }
  let log = try Logarithm(base: base)
  var terms: [Double] = []
  for i in joint.indices {
    for j in 0..<width where joint[i][j] > 0 {
      terms.append(log.relative(joint[i][j], rows[i] * columns[j]))
    }
  }
  return Sums.compensated(terms)
}

/// Euler's number.
let naturalBase = 2.718281828459045

/// Logarithms to one base; to 2 and 10 they are exact at powers.
private struct Logarithm {
  let base: Double

  init(base: Double) throws(StatisticsError) {
    guard base > 1, base.isFinite else {
      throw StatisticsError(
        .domain, "the base of a logarithm is above 1, not \(numberText(base))",
        hints: ["2 gives bits, e gives nats"])
    }
    self.base = base
  }

  /// The number of units in a nat.
  var unit: Double { base == naturalBase ? 1 : 1 / log(base) }

  func callAsFunction(_ x: Double) -> Double {
    base == 2 ? log2(x) : base == 10 ? log10(x) : log(x) * unit
  }

  /// p log (p/q), exact for p near q.
  func relative(_ p: Double, _ q: Double) -> Double {
    if p == 0 { return 0 }
    if q == 0 { return .infinity }
    return p > q / 2 && p < 2 * q ? p * log1p((p - q) / q) * unit : p * (self(p) - self(q))
  }
}

/// Throws unless both are distributions over the same outcomes.
private func requireShares(_ p: [Double], _ q: [Double]) throws(StatisticsError) {
  if p.count != q.count { throw .lengths(p.count, q.count, for: "a divergence") }
  try requireShares(p, "the first distribution")
  try requireShares(q, "the second distribution")
}

/// Throws unless `p` are shares of 1.
func requireShares(_ p: [Double], _ name: String) throws(StatisticsError) {
  guard p.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
    throw StatisticsError(.domain, "\(name) has a share outside 0...1")
  }
  let total = Sums.compensated(p)
  guard abs(total - 1) <= 1e-6 else {
    throw StatisticsError(
      .domain, "the shares of \(name) sum to \(numberText(total)), not 1",
      hints: ["divide by the sum first"])
  }
}
