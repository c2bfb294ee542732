// The gamma function and its logarithm, on one core: log Γ as a number of two doubles, right to
// about 2⁻⁵⁸ everywhere on x > 0, near its zeros 1 and 2 relative to its own size.
//
// 1.5…2.5: log Γ(2 + z) = z (1 − γ + z q(z)), q a Chebyshev fit made in 50-digit arithmetic (error
// 2⁻⁵⁵); around it by the recurrence Γ(x + 1) = x Γ(x), the product as a pair; from 16 by Stirling's
// series. Lanczos' formula was not taken: it needs exp of a large number again.

/// The gamma function; NaN at 0 and the negative whole numbers' poles, ∞ from 171.63 up.
///
/// Worst error found: 0.6 ulp.
public func gamma(_ x: Double) -> Double {
  if x > 0 {
    guard x < 172 else { return .infinity }
    return gammaPair(x).value
  }
  if x == 0 { return x.sign == .minus ? -.infinity : .infinity }
  guard x.isFinite, x != x.rounded() else { return .nan }
  // Γ(x) Γ(−x) = −π / (x sin πx).
  if x < -184 { return x.rounded(.down).truncatingRemainder(dividingBy: 2) == 0 ? 0.0 : -0.0 }
  if x > -0x1p-60 { return 1 / x }
  let mirror = x * sineAndCosinePi(x).sine
  if x > -170 { return (-piPair / mirror / gammaPair(-x)).value }
  let size = (piPair / mirror.magnitude).log - logGamma(ofPositive: -x)
  return mirror.high < 0 ? size.exp.value : -size.exp.value
}

/// The natural logarithm of |Γ(`x`)|; ∞ at the poles.
///
/// Worst error found: 1.3 ulp; near the zeros from −10 up some 6 ulp.
public func lgamma(_ x: Double) -> Double {
  if x > 0 { return x == .infinity ? x : logGamma(ofPositive: x).value }
  guard x.isFinite else { return x.isNaN ? x : .infinity }
  if x == x.rounded() { return .infinity }
  if x < -2, x > -10.1, let value = logGammaNearZero(x) { return value }
  let mirror = (x * sineAndCosinePi(x).sine).magnitude
  if x > -0x1p-60 { return -log(-x) }
  return ((piPair / mirror).log - logGamma(ofPositive: -x)).value
}

/// The beta function Γ(a) Γ(b) / Γ(a + b); ∞ at the poles of the numerator, NaN where the
/// denominator has one too.
///
/// Worst error found: 0.6 ulp, for `a`, `b` > 0.
public func beta(_ a: Double, _ b: Double) -> Double {
  if a > 0, b > 0 { return logBeta(a, b).exp.value }
  let size = lbeta(a, b)
  guard size.isFinite else { return size == .infinity ? size : exp(size) }
  let plain = gamma(a) * gamma(b) / gamma(a + b)
  return plain.isFinite && plain != 0
    ? plain : gammaSign(a) * gammaSign(b) * gammaSign(a + b) * exp(size)
}

/// The natural logarithm of the magnitude of the beta function.
///
/// Worst error found: 0.8 ulp, for `a`, `b` > 0.
public func lbeta(_ a: Double, _ b: Double) -> Double {
  if a > 0, b > 0 { return logBeta(a, b).value }
  return lgamma(a) + lgamma(b) - lgamma(a + b)
}

/// The sign of Γ(x), which changes at each whole number below 1.
private func gammaSign(_ x: Double) -> Double {
  x > 0 || x.rounded(.down).truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
}

// MARK: - The core

let piPair = DoubleDouble(high: 0x1.921fb54442d18p+1, low: 0x1.1a62633145c07p-53)
let halfLogTwoPi = DoubleDouble(high: 0x1.d67f1c864beb5p-1, low: -0x1.65b5a1b7ff5dfp-55)

/// Γ(x) of 0 < x < 172.
private func gammaPair(_ x: Double) -> DoubleDouble {
  if x >= 24 { return logGamma(ofPositive: x).exp }
  if x < 0x1p-60 { return x < 0x1p-1000 ? DoubleDouble(1 / x) : 1 / DoubleDouble(x) }
  if x < 0.5 { return logGamma1p(x).exp / x }
  if x < 1.5 { return logGamma1p(x - 1).exp }
  let steps = descent(from: x)
  return logGammaNear2(steps.rest - 2).exp * steps.product
}

/// log Γ(x) of finite x > 0.
func logGamma(ofPositive x: Double) -> DoubleDouble {
  if x < 0.5 { return x < 0x1p-60 ? DoubleDouble(-log(x)) : logGamma1p(x) - logPair(x) }
  if x < 1.5 { return logGamma1p(x - 1) }
  if x < 2.5 { return logGammaNear2(x - 2) }
  if x < 16 {
    let steps = descent(from: x)
    return logGammaNear2(steps.rest - 2) + steps.product.log
  }
  if x > 1e17 {
    let value = x * (logPair(x) - 1)
    return value.high.isFinite ? value : DoubleDouble(.infinity)
  }
  return (x - 0.5) * logPair(x) - x + halfLogTwoPi + stirlingSeries(x)
}

/// log Γ(1 + z) of |z| ≤ ½.
func logGamma1p(_ z: Double) -> DoubleDouble { logGammaNear2(z) - DoubleDouble(z).log1p }

/// The logarithm of a double as a pair, subnormals and the greatest too.
func logPair(_ x: Double) -> DoubleDouble {
  if x > 0x1p1000 { return DoubleDouble(x * 0x1p-100).log + DoubleDouble(100) * ln2Pair }
  return x < 0x1p-1000
    ? DoubleDouble(x * 0x1p100).log - DoubleDouble(100) * ln2Pair : DoubleDouble(x).log
}

let ln2Pair = DoubleDouble(high: 0x1.62e42fefa39efp-1, low: 0x1.abc9e3b39803fp-56)

/// (x − 1)(x − 2) … down to a last factor in 1.5…2.5, which is given apart; all factors are exact.
private func descent(from x: Double) -> (rest: Double, product: DoubleDouble) {
  var rest = x
  var product = DoubleDouble(1)
  while rest >= 2.5 {
    rest -= 1
    product = product * rest
  }
  return (rest, product)
}

/// log Γ(2 + z) of |z| ≤ ½.
private func logGammaNear2(_ z: Double) -> DoubleDouble {
  let slope = DoubleDouble.orderedSum(0x1.b0ee6072093cep-2, z * polynomial(z, logGammaTail))
  return (slope + 0x1.6cb90701fbfabp-58) * z
}

private let logGammaTail = [
  0x1.4a34cc4a60fa6p-2, -0x1.13e001a557607p-4, 0x1.51322ac7d848ap-6, -0x1.e404fc218f5fdp-8,
  0x1.7add6eadb5317p-9, -0x1.38ac5c2bf7600p-10, 0x1.0b36af8779ca0p-11, -0x1.d3fd4c7938767p-13,
  0x1.a127afee53e7dp-14, -0x1.78de5adfa4127p-15, 0x1.580e0afa55850p-16, -0x1.3cbccfc2650d6p-17,
  0x1.258f3057730fap-18, -0x1.11aad44c3e406p-19, 0x1.012012be3900ap-20, -0x1.e3c69f8357e6ap-22,
  0x1.b40adb09a1e12p-23, -0x1.9ccd7c02d9245p-24, 0x1.11fa5e7c86f7bp-24, -0x1.053cd872da621p-25,
]

/// 1/(12 x) − 1/(360 x³) + …: what Stirling's formula leaves of log Γ(x), x ≥ 16 (error 2⁻⁷⁰).
private func stirlingSeries(_ x: Double) -> DoubleDouble {
  let inverse = 1 / DoubleDouble(x)
  let z = inverse.high * inverse.high
  return inverse * DoubleDouble(high: 0x1.5555555555555p-4, low: 0x1.5555555555555p-58)
    + inverse.high * z * polynomial(z, stirlingTail)
}

/// B₂ₖ / (2k (2k − 1)) from k = 2.
private let stirlingTail: [Double] = [
  -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156, -3617.0 / 122_400,
  43_867.0 / 244_188, -174_611.0 / 125_400,
]

/// log B(a, b), from Stirling's remainders where both are large, so that the large parts cancel.
func logBeta(_ a: Double, _ b: Double) -> DoubleDouble {
  let small = min(a, b)
  let large = max(a, b)
  guard large >= 16 else {
    // The sum is taken apart where it is rounded: Γ(a + b) is continuous, but the digits count.
    let sum = DoubleDouble.sum(a, b)
    let slope = sum.low == 0 ? 0 : digamma(sum.high) * sum.low
    return logGamma(ofPositive: a) + logGamma(ofPositive: b)
      - (logGamma(ofPositive: sum.high) + slope)
  }
  guard large.isFinite else { return DoubleDouble(-.infinity) }
  let sum = DoubleDouble.sum(large, small)
  let ratio = (DoubleDouble(small) / sum)
  // log Γ(l) − log Γ(l + s) = s (1 − log(l + s)) + (l − ½) log(l / (l + s)) + remainders.
  let first = small * (1 - sum.log) + (large - 0.5) * (-ratio).log1p
  return logGamma(ofPositive: small) + first + (stirlingSeries(large) - stirlingSeries(sum.high))
}

/// log Γ(x + 1) − (x + ½) log x + x − ½ log 2π: the error of Stirling's formula for x!, x > 0.
func stirlingError(_ x: Double) -> DoubleDouble {
  x >= 16
    ? stirlingSeries(x) : logGamma(ofPositive: x) - (x - 0.5) * logPair(x) + x - halfLogTwoPi
}

/// x log(x/m) + m − x ≥ 0: how unlikely a count of x is where m are expected; both are > 0.
///
/// Near m the leading terms cancel; there the series in t = (m − x)/x is summed in pairs.
///
/// - Source: C. Loader, Fast and accurate computation of binomial probabilities, 2000.
func deviance(_ x: Double, _ m: DoubleDouble) -> DoubleDouble {
  let t = (m - x) / x
  if abs(t.high) > 0.06 {
    // x (t − log(1 + t)).
    return t.high > -0.9 ? x * (t - t.log1p) : m - x - x * (m.log - logPair(x))
  }
  // t − log(1 + t) = t²/2 − t³/3 + t⁴/4 − …
  var sum = DoubleDouble(0)
  var k = 18.0
  while k >= 2 {
    sum = 1 / DoubleDouble(k) - t * sum
    k -= 1
  }
  return x * (t * t * sum)
}
