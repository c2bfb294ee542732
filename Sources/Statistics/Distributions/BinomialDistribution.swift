public import Numerics

/// The number of successes in `n` trials of probability `p` each.
public struct BinomialDistribution: Distribution, Hashable {
  /// The number of trials.
  public let n: Int
  /// The probability of success.
  public let p: Double

  /// The binomial distribution of up to 2⁵³ trials.
  public init(n: Int, p: Double) throws(StatisticsError) {
    guard n >= 0, n <= 1 << 53 else {
      throw StatisticsError(.domain, "a binomial distribution has 0 to 2⁵³ trials, not \(n)")
    }
    try requireShare(p, "the p of a binomial distribution")
    self.n = n
    self.p = p
  }

  /// C(n, k) p^k (1−p)^(n−k).
  public func density(_ k: Double) -> Double {
    let total = Double(n)
    guard k == k.rounded(), k >= 0, k <= total else { return k.isNaN ? k : 0 }
    if p == 0 || p == 1 { return k == total * p ? 1 : 0 }
    let q = 1 - DoubleDouble(p)
    // A power of a pair: n log(1−p) loses nothing.
    if k == 0 { return (total * DoubleDouble(-p).log1p).exp.value }
    if k == total { return (total * DoubleDouble(p).log).exp.value }
    if let exact = product(k, q) { return exact }
    return betaTerm(k, total - k, x: DoubleDouble(p), complement: q) * (total / (k * (total - k)))
  }

  /// The product itself in double-double numbers, right to the last bit; nil for more than 60 trials
  /// or where a power leaves the range.
  private func product(_ k: Double, _ q: DoubleDouble) -> Double? {
    guard n <= 60 else { return nil }
    var result = DoubleDouble(1)
    for i in 0..<Int(k) { result = result * Double(n - i) / Double(i + 1) * p }
    for _ in 0..<(n - Int(k)) { result = result * q }
    return result.high > 1e-250 ? result.value : nil
  }

  /// log C(n, k) + k log p + (n−k) log(1−p), also where the density underflows.
  public func logDensity(_ k: Double) -> Double {
    let value = density(k)
    if value > 1e-280 { return log(value) }
    let total = Double(n)
    guard k == k.rounded(), k >= 0, k <= total, p > 0, p < 1 else {
      return k.isNaN ? k : -.infinity
    }
    return -lbeta(k + 1, total - k + 1) - log(total + 1) + k * log(p) + (total - k) * log1p(-p)
  }

  /// I_(1−p)(n−k, k+1).
  public func cdf(_ k: Double) -> Double { tails(k).lower }

  /// I_p(k+1, n−k).
  public func survival(_ k: Double) -> Double { tails(k).upper }

  private func tails(_ k: Double) -> (lower: Double, upper: Double) {
    let whole = k.rounded(.down)
    if whole.isNaN { return (.nan, .nan) }
    if whole < 0 { return (0, 1) }
    if whole >= Double(n) { return (1, 0) }
    return betaTails(
      Double(n) - whole, whole + 1, x: 1 - DoubleDouble(p), complement: DoubleDouble(p))
  }

  /// The least number with ``cdf(_:)`` ≥ `share`.
  public func quantile(_ share: Double) -> Double {
    countQuantile(self, share, greatest: Double(n))
  }

  /// n p.
  public var mean: Double { Double(n) * p }

  /// n p (1−p).
  public var variance: Double { Double(n) * p * (1 - p) }

  /// −Σ f log f.
  public var entropy: Double { countEntropy(self) }

  /// 0 to n.
  public var support: ClosedRange<Double> { 0...Double(n) }

  /// Whole numbers only.
  public var isDiscrete: Bool { true }

  /// By rejection under a transformed hat where n p ≥ 10, else by counting up the probabilities.
  ///
  /// - Source: W. Hörmann, The generation of binomial random variates, J. Statist. Comput. Simul.
  ///   46 (1993), algorithm BTRS.
  public func sample(from random: inout RandomSource) -> Double {
    if p > 0.5 {
      let mirror = BinomialDistribution(unchecked: n, 1 - p)
      return Double(n) - mirror.sample(from: &random)
    }
    let total = Double(n)
    if total * p < 10 { return countUp(self, from: &random, greatest: total) }
    let q = 1 - p
    let spread = (total * p * q).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let alpha = (2.83 + 5.1 / b) * spread
    let mode = ((total + 1) * p).rounded(.down)
    let top = lgamma(mode + 1) + lgamma(total - mode + 1)
    while true {
      let u = random.nextUnit() - 0.5
      let v = 1 - random.nextUnit()
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + total * p + 0.5).rounded(.down)
      guard k >= 0, k <= total else { continue }
      if distance >= 0.07, v <= 0.92 - 4.2 / b { return k }
      let height = log(v * alpha / (a / (distance * distance) + b))
      let target = top - lgamma(k + 1) - lgamma(total - k + 1) + (k - mode) * log(p / q)
      if height <= target { return k }
    }
  }

  private init(unchecked n: Int, _ p: Double) {
    self.n = n
    self.p = p
  }
}
