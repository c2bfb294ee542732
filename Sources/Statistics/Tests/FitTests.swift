import Numerics

/// The Kolmogorov–Smirnov test that `x` comes from a continuous `distribution`.
///
/// The statistic is the greatest distance of the distribution functions. Exact for up to 2,000
/// values; beyond, Kolmogorov's limit with Stephens' correction.
///
/// - Source: G. Marsaglia, W. Tsang, J. Wang, Evaluating Kolmogorov's distribution, J. Statist.
///   Software 8 (2003).
public func kolmogorovSmirnovTest(
  _ x: [Double], _ distribution: some Distribution
) throws(StatisticsError) -> TestResult {
  let values = try ordered(x, for: "a Kolmogorov–Smirnov test")
  let n = Double(values.count)
  var distance = 0.0
  for (i, value) in values.enumerated() {
    let share = distribution.cdf(value)
    distance = max(distance, Double(i + 1) / n - share, share - Double(i) / n)
  }
  return TestResult(
    statistic: distance, pValue: kolmogorovTail(distance, values.count), effectSize: distance)
}

/// The Kolmogorov–Smirnov test that `x` and `y` come from one distribution; the p-value is that of
/// the limit for large samples.
public func kolmogorovSmirnovTest(
  _ x: [Double], _ y: [Double]
) throws(StatisticsError) -> TestResult {
  let a = try ordered(x, for: "a Kolmogorov–Smirnov test")
  let b = try ordered(y, for: "a Kolmogorov–Smirnov test")
  let (n, m) = (Double(a.count), Double(b.count))
  var distance = 0.0
  var i = 0
  var j = 0
  while i < a.count, j < b.count {
    let value = min(a[i], b[j])
    while i < a.count, a[i] <= value { i += 1 }
    while j < b.count, b[j] <= value { j += 1 }
    distance = max(distance, abs(Double(i) / n - Double(j) / m))
  }
  let size = (n * m / (n + m)).squareRoot()
  return TestResult(
    statistic: distance, pValue: kolmogorovLimit(distance * size), effectSize: distance)
}

/// The probability of a greater distance than `d` among `n` values.
private func kolmogorovTail(_ d: Double, _ n: Int) -> Double {
  let count = Double(n)
  if d >= 1 { return 0 }
  if 2 * count * d <= 1 { return 1 }
  // So far out both sides are not exceeded at once: twice the one-sided tail.
  if count * d * d > 4 { return n <= 100_000 ? 2 * smirnovTail(d, n) : 2 * exp(-2 * count * d * d) }
  if n > 2_000 {
    let root = count.squareRoot()
    return kolmogorovLimit(d * (root + 0.12 + 0.11 / root))
  }
  return max(0, 1 - kolmogorovBody(d, n))
}

/// The probability that a sample's distribution function exceeds by `d` somewhere: a finite sum.
private func smirnovTail(_ d: Double, _ n: Int) -> Double {
  let count = Double(n)
  var sum = DoubleDouble(0)
  var j = 0.0
  while j <= (count * (1 - d)).rounded(.down) {
    let share = d + j / count
    // C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j).
    if share < 1 {
      let logTerm =
        lgamma(count + 1) - lgamma(j + 1) - lgamma(count - j + 1) + (j - 1) * log(share)
        + (count - j) * log1p(-share)
      sum += exp(logTerm)
    }
    j += 1
  }
  return min(1, d * sum.value)
}

/// The probability of at most the distance `d` among `n` values, by a power of a matrix.
private func kolmogorovBody(_ d: Double, _ n: Int) -> Double {
  let count = Double(n)
  let k = Int((count * d).rounded(.down)) + 1
  let m = 2 * k - 1
  let h = Double(k) - count * d
  var matrix = [Double](repeating: 0, count: m * m)
  for i in 0..<m {
    for j in 0..<m where i - j + 1 >= 0 { matrix[i * m + j] = 1 }
  }
  for i in 0..<m {
    matrix[i * m] -= pow(h, Double(i + 1))
    matrix[(m - 1) * m + i] -= pow(h, Double(m - i))
  }
  if 2 * h > 1 { matrix[(m - 1) * m] += pow(2 * h - 1, Double(m)) }
  for i in 0..<m {
    for j in 0..<m where i - j + 1 > 0 { matrix[i * m + j] /= gamma(Double(i - j + 2)) }
  }
  let (power, exponent) = raised(matrix, m, to: n)
  var value = power[(k - 1) * m + k - 1]
  var scale = exponent
  for i in 1...n {
    value *= Double(i) / count
    if value < 1e-140 {
      value *= 1e140
      scale -= 140
    }
  }
  return value * pow(10, Double(scale))
}

/// The `n`-th power of an m×m matrix, times a power of ten that is given apart.
private func raised(_ matrix: [Double], _ m: Int, to n: Int) -> (power: [Double], exponent: Int) {
  var result = [Double](repeating: 0, count: m * m)
  for i in 0..<m { result[i * m + i] = 1 }
  var base = matrix
  var resultExponent = 0
  var baseExponent = 0
  var rest = n
  func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var c = [Double](repeating: 0, count: m * m)
    for i in 0..<m {
      for k in 0..<m where a[i * m + k] != 0 {
        for j in 0..<m { c[i * m + j] += a[i * m + k] * b[k * m + j] }
      }
    }
    return c
  }
  while rest > 0 {
    if rest & 1 == 1 {
      result = product(result, base)
      resultExponent += baseExponent
    }
    rest >>= 1
    if rest == 0 { break }
    base = product(base, base)
    baseExponent *= 2
    if base[(m / 2) * m + m / 2] > 1e140 {
      base = base.map { $0 * 1e-140 }
      baseExponent += 140
    }
    if result[(m / 2) * m + m / 2] > 1e140 {
      result = result.map { $0 * 1e-140 }
      resultExponent += 140
    }
  }
  return (result, resultExponent)
}

/// 2 Σ (−1)^(k−1) e^(−2k²x²), Kolmogorov's limit.
private func kolmogorovLimit(_ x: Double) -> Double {
  if x < 0.2 { return 1 }
  if x < 1 {
    // The other form of the theta function converges faster here.
    var sum = 0.0
    var k = 1.0
    while k < 40 {
      sum += exp(-k * k * Double.pi * Double.pi / (8 * x * x))
      k += 2
    }
    return 1 - (2 * Double.pi).squareRoot() / x * sum
  }
  var sum = 0.0
  var sign = 1.0
  for k in 1..<30 {
    sum += sign * exp(-2 * Double(k * k) * x * x)
    sign = -sign
  }
  return min(1, 2 * sum)
}

/// The Shapiro–Wilk test that `x` comes from a normal distribution, for 3 to 5,000 values.
///
/// - Source: P. Royston, Remark AS R94, Applied Statistics 44 (1995).
public func shapiroWilkTest(_ x: [Double]) throws(StatisticsError) -> TestResult {
  try require(3, x, for: "a Shapiro–Wilk test")
  try requireFinite(x, for: "a Shapiro–Wilk test")
  let values = try ordered(scaled(x).values, for: "a Shapiro–Wilk test")
  let n = values.count
  guard n <= 5_000 else {
    throw StatisticsError(.domain, "a Shapiro–Wilk test is made for up to 5,000 values, not \(n)")
  }
  let center = exactMean(values)
  let squares = squaredDeviations(values, from: center).value
  guard squares > 0 else { throw .noSpread("a Shapiro–Wilk test") }
  let weights = shapiroWeights(n)
  var sum = DoubleDouble(0)
  for i in 0..<n { sum += DoubleDouble.product(weights[i], values[i]) }
  let w = min((sum * sum).value / squares, 1)
  return TestResult(statistic: w, pValue: shapiroTail(w, n))
}

/// The weights of the ordered values: those of the expected normal order statistics, the outer ones
/// from Royston's polynomials.
private func shapiroWeights(_ n: Int) -> [Double] {
  let count = Double(n)
  if n == 3 { return [-0.5.squareRoot(), 0, 0.5.squareRoot()] }
  let m = (0..<n).map { normalQuantile((Double($0) + 0.625) / (count + 0.25)) }
  let squares = Sums.squares(m)
  let u = 1 / count.squareRoot()
  let outer = [0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056]
  let next = [0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633]
  func value(_ coefficients: [Double]) -> Double {
    coefficients.reversed().reduce(0) { $0 * u + $1 }
  }
  let last = value(outer) + m[n - 1] / squares.squareRoot()
  var weights = m
  if n > 5 {
    let second = value(next) + m[n - 2] / squares.squareRoot()
    let rest = squares - 2 * m[n - 1] * m[n - 1] - 2 * m[n - 2] * m[n - 2]
    let factor = (rest / (1 - 2 * last * last - 2 * second * second)).squareRoot()
    weights = m.map { $0 / factor }
    weights[n - 2] = second
    weights[1] = -second
  } else {
    let factor =
      ((squares - 2 * m[n - 1] * m[n - 1]) / (1 - 2 * last * last)).squareRoot()
    weights = m.map { $0 / factor }
  }
  weights[n - 1] = last
  weights[0] = -last
  return weights
}

/// The p-value of W.
private func shapiroTail(_ w: Double, _ n: Int) -> Double {
  let count = Double(n)
  if n == 3 {
    return max(0, 6 / Double.pi * (asin(w.squareRoot()) - asin(0.75.squareRoot())))
  }
  func value(_ x: Double, _ coefficients: [Double]) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
  var y = log1p(-w)
  let mean: Double
  let deviation: Double
  if n <= 11 {
    let limit = value(count, [-2.273, 0.459])
    if y >= limit { return 1e-99 }
    y = -log(limit - y)
    mean = value(count, [0.544, -0.39978, 0.025054, -6.714e-4])
    deviation = exp(value(count, [1.3822, -0.77857, 0.062767, -0.0020322]))
  } else {
    let size = log(count)
    mean = value(size, [-1.5861, -0.31082, -0.083751, 0.0038915])
    deviation = exp(value(size, [-0.4803, -0.082676, 0.0030302]))
  }
  return NormalDistribution.standard.survival((y - mean) / deviation)
}
