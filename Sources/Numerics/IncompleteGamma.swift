// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x).
//
// Goals: both tails to a few ulp, whichever is small, for all a > 0. The common factor
// x^a e^−x / Γ(a + 1) is taken in pairs, in Loader's form, where nothing large cancels; below a + 1
// the power series for P, above Legendre's continued fraction for Q, both in pairs; for a above
// 10⁵ and x near a, where these take long, Temme's uniform expansion.

/// The regularised lower incomplete gamma function P(`a`, `x`), of `a` > 0 and `x` ≥ 0.
///
/// Worst error found: 1 ulp, for `a` up to 10⁷.
public func gammainc(_ a: Double, _ x: Double) -> Double { gammaTails(a, x).lower.value }

/// The regularised upper incomplete gamma function Q(`a`, `x`) = 1 − P(`a`, `x`).
///
/// Worst error found: 1 ulp, for `a` up to 10⁷.
public func gammaincc(_ a: Double, _ x: Double) -> Double { gammaTails(a, x).upper.value }

/// m^k e^−m / Γ(k + 1) of `k` ≥ 0, `m` ≥ 0: the Poisson probability of `k`, for any real `k`.
public func poissonTerm(_ k: Double, _ m: Double) -> Double { poissonPair(k, m).value }

func poissonPair(_ k: Double, _ m: Double) -> DoubleDouble {
  guard k >= 0, m >= 0, k.isFinite, m.isFinite else {
    return DoubleDouble(k.isNaN || m.isNaN || k < 0 || m < 0 ? .nan : 0)
  }
  if m == 0 { return DoubleDouble(k == 0 ? 1 : 0) }
  if k < 0.5 { return (k * logPair(m) - m - logGamma1p(k)).exp }
  let exponent = (deviance(k, DoubleDouble(m)) + stirlingError(k))
  return (-exponent).exp / (twoPi * k).squareRoot
}

let twoPi = DoubleDouble(high: 0x1.921fb54442d18p+2, low: 0x1.1a62633145c07p-52)

/// P and Q.
func gammaTails(_ a: Double, _ x: Double) -> (lower: DoubleDouble, upper: DoubleDouble) {
  guard a > 0, x >= 0 else { return (DoubleDouble(.nan), DoubleDouble(.nan)) }
  if x == 0 || a == .infinity {
    return x == .infinity
      ? (DoubleDouble(.nan), DoubleDouble(.nan)) : (DoubleDouble(0), DoubleDouble(1))
  }
  if x == .infinity { return (DoubleDouble(1), DoubleDouble(0)) }
  if a > 1e5, abs(x - a) < 0.02 * a { return uniformTails(a, x) }
  let factor = poissonPair(a, x)
  if x < a + 1 {
    let lower = factor * gammaSeries(a, x)
    return (lower, 1 - lower)
  }
  let upper = factor * a * gammaFraction(a, x)
  return (1 - upper, upper)
}

/// 1 + x/(a+1) + x²/((a+1)(a+2)) + …
private func gammaSeries(_ a: Double, _ x: Double) -> DoubleDouble {
  var sum = DoubleDouble(1)
  var term = DoubleDouble(1)
  var n = 1.0
  while n < 1e6 {
    term = term * x / DoubleDouble.sum(a, n)
    sum += term
    if !(term.high >= sum.high * 0x1p-64) { break }
    n += 1
  }
  return sum
}

/// 1/(x+1−a − 1(1−a)/(x+3−a − 2(2−a)/(x+5−a − …))), by Lentz' method.
func gammaFraction(_ a: Double, _ x: Double) -> DoubleDouble {
  var b = DoubleDouble.sum(x, -a) + 1
  var d = 1 / b
  var c = DoubleDouble(0x1p900)
  var value = d
  var n = 1.0
  while n < 1e6 {
    let numerator = n * DoubleDouble.sum(a, -n)
    b += 2
    d = 1 / (b + numerator * d)
    c = b + numerator / c
    let step = c * d
    value = value * step
    if !(abs((step - 1).high) >= 0x1p-64) { break }
    n += 1
  }
  return value
}

/// P and Q for large a and x near it: ½ erfc(±η √(a/2)) and a correction.
///
/// With μ = x/a − 1, η²/2 = μ − log(1 + μ); the correction's series in 1/a has power series in η as
/// coefficients; at a > 10⁵ and |η| < 0.02 these terms leave less than 2⁻⁶⁰.
///
/// - Source: N. Temme, The asymptotic expansion of the incomplete gamma functions, SIAM J. Math.
///   Anal. 10 (1979).
private func uniformTails(_ a: Double, _ x: Double) -> (lower: DoubleDouble, upper: DoubleDouble) {
  // a η²/2 is the deviance of x where a is expected, with the roles exchanged.
  let mu = DoubleDouble.sum(x, -a) / a
  var sum = DoubleDouble(0)
  var k = 18.0
  while k >= 2 {
    sum = 1 / DoubleDouble(k) - mu * sum
    k -= 1
  }
  let halfSquare = mu * mu * sum
  let size = a * halfSquare
  let eta = (halfSquare * 2).squareRoot.value * (mu.high < 0 ? -1 : 1)
  let y = size.squareRoot
  let bell = (-size).exp
  let series =
    polynomial(eta, temme0) + (polynomial(eta, temme1) + polynomial(eta, temme2) / a) / a
  let correction = bell * series / (twoPi * a).squareRoot
  // ½ erfc y, y > 0, from the scaled function: the exponential is at hand as a pair.
  let tail = bell * (0.5 * erfcx(y.high))
  let small = mu.high < 0 ? tail - correction : tail + correction
  return mu.high < 0 ? (small, 1 - small) : (1 - small, small)
}

private let temme0: [Double] = [
  -1.0 / 3, 1.0 / 12, -2.0 / 135, 1.0 / 864, 1.0 / 2835, -139.0 / 777_600, 1.0 / 25_515,
]
private let temme1: [Double] = [-1.0 / 540, -1.0 / 288, 1.0 / 378, -77.0 / 77_760]
private let temme2: [Double] = [25.0 / 6048, -139.0 / 51_840]
