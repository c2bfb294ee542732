/// log |Γ(x)| near its zeros in −10…−2, where the reflection formula cancels; nil elsewhere.
///
/// It is the formula less itself at the zero x₀, −log (sin πx / sin πx₀) − (log Γ(1−x) − log Γ(1−x₀)).
/// The sines differ by 2 cos π(u + u₀)/2 sin π(x − x₀)/2, u and u₀ from the nearest whole number; the
/// rest is the integral of ψ, far from its poles, by Gauss' rule.
func logGammaNearZero(_ x: Double) -> Double? {
  for zero in logGammaZeros {
    let whole = zero.high.rounded()
    let place = (zero - whole).value
    let distance = (x - zero).value
    guard abs(distance) < 0.2 * abs(place) else { continue }
    let middle = (x - whole + place) / 2
    let change = 2 * cos(.pi * middle) * sin(.pi * distance / 2)
    let sines = log1p(change / sin(.pi * place))
    let rest = gaussIntegral(center: 1 - x + distance / 2, half: -distance / 2) { digamma($0) }
    return -sines - rest
  }
  return nil
}

/// The integral of a smooth function over `center` ± `half`, by Gauss' rule of eight points.
func gaussIntegral(center: Double, half: Double, of function: (Double) -> Double) -> Double {
  var sum = 0.0
  for (point, weight) in gaussPoints {
    sum += weight * (function(center - half * point) + function(center + half * point))
  }
  return sum * half
}

/// Gauss' points and weights for eight points in −1…1, one of each pair.
private let gaussPoints = [
  (0.1834346424956498, 0.362683783378362), (0.525532409916329, 0.3137066458778873),
  (0.7966664774136267, 0.2223810344533745), (0.9602898564975363, 0.10122853629037626),
]

/// Where |Γ| is 1 below −2, made with 50-digit arithmetic: two between each pair of whole numbers.
private let logGammaZeros: [DoubleDouble] = [
  DoubleDouble(high: -0x1.3a7fc9600f86cp+1, low: -0x1.55f64f98af8d0p-55),
  DoubleDouble(high: -0x1.5fb410a1bd901p+1, low: 0x1.a19a96d2e6f85p-54),
  DoubleDouble(high: -0x1.9260dbc9e59afp+1, low: -0x1.f717cd335a7b3p-53),
  DoubleDouble(high: -0x1.fa471547c2fe5p+1, low: -0x1.70d4561291237p-56),
  DoubleDouble(high: -0x1.0284e78599581p+2, low: 0x1.e78c1e9e43cfep-53),
  DoubleDouble(high: -0x1.3f7577a6eeafdp+2, low: 0x1.5de5eab7f12cfp-53),
  DoubleDouble(high: -0x1.4086a57f0b6d9p+2, low: -0x1.95262b72ca9cap-55),
  DoubleDouble(high: -0x1.7fe92f591f40dp+2, low: -0x1.7dd4ed62cbd32p-52),
  DoubleDouble(high: -0x1.8016b25897c8dp+2, low: 0x1.27e0f49a4ba72p-54),
  DoubleDouble(high: -0x1.bffcbf76b86f0p+2, low: 0x1.853b29347b806p-57),
  DoubleDouble(high: -0x1.c0033fdedfe1fp+2, low: 0x1.20bb7d2324678p-52),
  DoubleDouble(high: -0x1.ffff97f8159cfp+2, low: -0x1.e54f415a91586p-55),
  DoubleDouble(high: -0x1.000034028b3f9p+3, low: -0x1.f60cb3cec1cedp-52),
  DoubleDouble(high: -0x1.1ffffa3884bd0p+3, low: -0x1.ff90c9d2ae925p-53),
  DoubleDouble(high: -0x1.200005c7768fbp+3, low: -0x1.b5b610ffb70d4p-54),
  DoubleDouble(high: -0x1.3fffff6c0d7c0p+3, low: 0x1.197cea8c42d7dp-51),
]
