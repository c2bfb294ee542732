// The derivatives of log Γ: by the recurrence up to 16, there by the asymptotic series; all in
// pairs, since the leading terms cancel near the zero of digamma.

/// The digamma function Γ′/Γ; −∞ at 0, ∞ at −0, NaN at the poles −1, −2, …
///
/// Worst error found: 0.51 ulp.
public func digamma(_ x: Double) -> Double {
  if x > 0 { return x.isFinite ? digamma(ofPositive: x).value : x }
  if x == 0 { return x.sign == .minus ? .infinity : -.infinity }
  guard x.isFinite, x != x.rounded() else { return .nan }
  if x > -0x1p-60 { return -1 / x }
  // ψ(1 − x) − ψ(x) = π cot πx.
  let (sine, cosine) = sineAndCosinePi(x)
  return (digamma(ofPositive: -x) - 1 / DoubleDouble(x) - piPair * cosine / sine).value
}

/// The trigamma function, the derivative of digamma; ∞ at the poles.
///
/// Worst error found: 0.51 ulp.
public func trigamma(_ x: Double) -> Double {
  if x > 0 { return trigamma(ofPositive: x).value }
  guard x.isFinite else { return .nan }
  if x == x.rounded() || x > -0x1p-500 { return .infinity }
  // ψ′(1 − x) + ψ′(x) = π² / sin² πx.
  let mirror = piPair / sineAndCosinePi(x).sine
  let inverse = 1 / DoubleDouble(x)
  return (mirror * mirror - trigamma(ofPositive: -x) + inverse * inverse).value
}

private func digamma(ofPositive x: Double) -> DoubleDouble {
  let fromZero = DoubleDouble(x) - zero
  if abs(fromZero.high) < 0.01 {
    let tail = fromZero * polynomial(fromZero.high, aroundZero)
    return fromZero * (DoubleDouble(high: 0x1.ef72bc8ee38acp-1, low: -0x1.3879eb97bf58dp-55) + tail)
  }
  if x < 0x1p-60 { return x < 0x1p-1000 ? DoubleDouble(-1 / x) : -1 / DoubleDouble(x) }
  if x > 0x1p80 { return logPair(x) }
  var y = DoubleDouble(x)
  var sum = DoubleDouble(0)
  while y.high < 16 {
    sum += 1 / y
    y += 1
  }
  let inverse = 1 / y
  let square = inverse * inverse
  // log y − 1/(2y) − 1/(12 y²) + …
  let tail = square.high * square.high * polynomial(square.high, digammaTail)
  let twelfth = DoubleDouble(high: 0x1.5555555555555p-4, low: 0x1.5555555555555p-58)
  return y.log - 0.5 * inverse - (square * twelfth + tail) - sum
}

private func trigamma(ofPositive x: Double) -> DoubleDouble {
  if x < 0x1p-50 { return DoubleDouble(1 / x / x) }
  if x > 0x1p60 { return DoubleDouble(1 / x) }
  var y = DoubleDouble(x)
  var sum = DoubleDouble(0)
  while y.high < 16 {
    let inverse = 1 / y
    sum += inverse * inverse
    y += 1
  }
  // 1/y + 1/(2y²) + 1/(6y³) − …
  let inverse = 1 / y
  let square = inverse * inverse
  let tail = inverse.high * square.high * polynomial(square.high, trigammaTail)
  return inverse + (0.5 * square + tail) + sum
}

/// The zero of digamma.
private let zero = DoubleDouble(high: 0x1.762d86356be3fp+0, low: 0x1.b86a722197829p-54)

/// The Taylor coefficients of digamma at its zero, from the second (computed with mpmath).
private let aroundZero = [
  -0x1.c563b54aa1a35p-2, 0x1.08b4294d50381p-2, -0x1.4fc1317257da8p-3, 0x1.b9a5b6370f3abp-4,
  -0x1.27baba261cc2cp-4, 0x1.8fce02b239ca7p-5, -0x1.0fa7ec36a7d8fp-5, 0x1.723d6807edcc0p-6,
]

/// B₂ₖ / 2k from k = 2.
private let digammaTail: [Double] = [
  -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32_760, 1.0 / 12, -3617.0 / 8_160,
  43_867.0 / 14_364, -174_611.0 / 6_600,
]

/// B₂ₖ from k = 1.
private let trigammaTail: [Double] = [
  1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2_730, 7.0 / 6, -3617.0 / 510,
  43_867.0 / 798, -174_611.0 / 330,
]
