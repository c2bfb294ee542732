/// Finds where a distribution function reaches a share, from its two tails and its density.
///
/// Newton's method on the logarithm of the smaller tail, which is nearly straight far out, on the
/// logarithm of *x* where the support is positive; every step stays within a bracket that shrinks,
/// by halving if need be. The last digits are as good as the tails'.
public struct QuantileSearch {
  /// The probabilities below and above a point.
  let tails: (Double) -> (lower: Double, upper: Double)
  /// The density at a point.
  let density: (Double) -> Double
  /// The least and the greatest value; the least may be 0, for a positive distribution.
  let support: ClosedRange<Double>

  /// A search over `support` with these functions.
  public init(
    support: ClosedRange<Double>, tails: @escaping (Double) -> (lower: Double, upper: Double),
    density: @escaping (Double) -> Double
  ) {
    self.support = support
    self.tails = tails
    self.density = density
  }

  /// The point with the probability `lower` below it and `upper` above it, searched from `start`;
  /// the two sum to 1, and the smaller one counts.
  public func point(lower: Double, upper: Double, from start: Double) -> Double {
    let isLower = lower <= upper
    let target = isLower ? lower : upper
    var low = support.lowerBound
    var high = support.upperBound
    let isPositive = low == 0
    var x = start > low && start < high ? start : middle(low, high)
    for _ in 0..<200 {
      let (lower, upper) = tails(x)
      let value = isLower ? lower : upper
      if value == target { return x }
      if (value < target) == isLower { low = x } else { high = x }
      let slope = density(x)
      var next = Double.nan
      if value > 0, slope > 0 {
        let step = log(value / target) * (value / slope) * (isLower ? -1 : 1)
        next = isPositive && abs(step) < 5 * x ? x * exp(step / x) : x + step
      }
      if !(next > low && next < high) { next = middle(low, high) }
      if abs(next - x) <= abs(x) * 0x1p-52 { return next }
      x = next
    }
    return x
  }

  /// A point between, halving on the scale that fits.
  private func middle(_ low: Double, _ high: Double) -> Double {
    if high == .infinity { return low == -.infinity ? 0 : low <= 0 ? 1 : 8 * low }
    if low == -.infinity { return high >= 0 ? -1 : 8 * high }
    if low > 0, high > 2 * low { return low.squareRoot() * high.squareRoot() }
    if low == 0, high > 0, support.lowerBound == 0 {
      return high > 1e-300 ? high * min(high, 0.125) : high / 2
    }
    return low + (high - low) / 2
  }
}

/// The `x` with ``gammainc(_:_:)`` = `p`, of `a` > 0 and 0 ≤ `p` ≤ 1; NaN elsewhere.
///
/// Worst error found: 4 ulp.
public func gammaincinv(_ a: Double, _ p: Double) -> Double {
  guard a > 0, a.isFinite, p >= 0, p <= 1 else { return .nan }
  if p == 0 { return 0 }
  if p == 1 { return .infinity }
  // Wilson and Hilferty, or where that fails the leading term x^a / Γ(a + 1).
  let root = (1 - 1 / (9 * a)) + normalQuantile(p) / (3 * a.squareRoot())
  let power = exp((log(p) + lgamma(a + 1)) / a)
  let start = a < 0.5 || root <= 0.1 ? power : a * root * root * root
  if start == 0 { return 0 }
  let search = QuantileSearch(support: 0 ... .infinity) { x in
    let tails = gammaTails(a, x)
    return (tails.lower.value, tails.upper.value)
  } density: { x in
    poissonTerm(a, x) * (a / x)
  }
  return search.point(lower: p, upper: 1 - p, from: start)
}

/// The `x` with ``betainc(_:_:_:)`` = `p`, of `a`, `b` > 0 and 0 ≤ `p` ≤ 1; NaN elsewhere.
///
/// Worst error found: 1 ulp.
public func betaincinv(_ a: Double, _ b: Double, _ p: Double) -> Double {
  betaQuantile(a, b, p).x
}

/// The point with I_x(`a`, `b`) = `p`, and 1 − x; each with all its digits.
public func betaQuantile(_ a: Double, _ b: Double, _ p: Double) -> (x: Double, complement: Double) {
  guard a > 0, b > 0, a.isFinite, b.isFinite, p >= 0, p <= 1 else { return (.nan, .nan) }
  if p == 0 { return (0, 1) }
  if p == 1 { return (1, 0) }
  let half = DoubleDouble(0.5)
  let middle = betaTails(a, b, x: half, complement: half)
  if p <= 0.5 ? middle.lower >= p : middle.upper <= 1 - p {
    let x = lowerHalfQuantile(a, b, lower: p, upper: 1 - p)
    return (x, 1 - x)
  }
  let y = lowerHalfQuantile(b, a, lower: 1 - p, upper: p)
  return (1 - y, y)
}

/// The point up to ½ with the given tails.
private func lowerHalfQuantile(
  _ a: Double, _ b: Double, lower: Double, upper: Double
) -> Double {
  let mean = a / (a + b)
  let deviation = (mean * (1 - mean) / (a + b + 1)).squareRoot()
  let z = lower < upper ? normalQuantile(lower) : -normalQuantile(upper)
  let plain = mean + deviation * z
  let power = exp((log(lower) + log(a) + lbeta(a, b)) / a)
  let start = a > 1 && plain > 0.1 * mean ? plain : power
  let search = QuantileSearch(support: 0...1) { x in
    betaTails(a, b, x: DoubleDouble(x), complement: 1 - DoubleDouble(x))
  } density: { x in
    betaTerm(a, b, x: DoubleDouble(x), complement: 1 - DoubleDouble(x)) / x / (1 - x)
  }
  return search.point(lower: lower, upper: upper, from: start)
}
