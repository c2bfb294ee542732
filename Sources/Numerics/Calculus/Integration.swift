/// An integral and how far it may be off.
public struct Integral: Sendable, Hashable {
  /// The value.
  public let value: Double
  /// An estimate of the error, usually far too large.
  public let error: Double
  /// Whether the estimate came below the tolerance.
  public let isConverged: Bool
  /// The number of times the function was evaluated.
  public let evaluations: Int
}

/// The integral of `function` from `a` to `b`, either of which may be infinite.
///
/// Gauss and Kronrod's rule of 15 points on intervals that are halved where the error is greatest.
/// Infinite ranges are mapped to 0…1. A singularity should stand at an end of the range: the ends
/// themselves are never asked for.
///
/// - Source: R. Piessens et al., QUADPACK, 1983 (QAG and QAGI).
public func integral(
  from a: Double, to b: Double, tolerance: Double = 1e-12, limit: Int = 30_000,
  of function: (Double) -> Double
) -> Integral {
  if a.isNaN || b.isNaN {
    return Integral(value: .nan, error: .nan, isConverged: false, evaluations: 0)
  }
  if a == b { return Integral(value: 0, error: 0, isConverged: true, evaluations: 0) }
  if a > b {
    let turned = integral(from: b, to: a, tolerance: tolerance, limit: limit, of: function)
    return Integral(
      value: -turned.value, error: turned.error, isConverged: turned.isConverged,
      evaluations: turned.evaluations)
  }
  if a.isFinite, b.isFinite { return adaptive(a, b, tolerance, limit, function) }
  return adaptive(0, 1, tolerance, limit) { t in
    // x = (1 − t)/t from the finite end, or both halves of the line at once.
    let x = (1 - t) / t
    let weight = 1 / (t * t)
    if a.isFinite { return function(a + x) * weight }
    if b.isFinite { return function(b - x) * weight }
    return (function(x) + function(-x)) * weight
  }
}

private struct Piece {
  var low: Double
  var high: Double
  var value: Double
  var error: Double
}

private func adaptive(
  _ a: Double, _ b: Double, _ tolerance: Double, _ limit: Int, _ function: (Double) -> Double
) -> Integral {
  var pieces = [piece(a, b, function)]
  var evaluations = 15
  while true {
    let value = Sums.compensated(pieces.map(\.value))
    let error = Sums.sum(pieces.map(\.error))
    let isGood = error <= tolerance * abs(value) || error < 1e-300
    var worst = 0
    for i in pieces.indices where pieces[i].error > pieces[worst].error { worst = i }
    let chosen = pieces[worst]
    let middle = chosen.low + (chosen.high - chosen.low) / 2
    if isGood || evaluations >= limit || !(middle > chosen.low && middle < chosen.high) {
      return Integral(
        value: value, error: error, isConverged: isGood && value.isFinite,
        evaluations: evaluations)
    }
    pieces[worst] = piece(chosen.low, middle, function)
    pieces.append(piece(middle, chosen.high, function))
    evaluations += 30
  }
}

/// Kronrod's value on an interval, and the error by its distance from Gauss' value.
private func piece(_ low: Double, _ high: Double, _ function: (Double) -> Double) -> Piece {
  let half = (high - low) / 2
  let middle = low + half
  let center = function(middle)
  var kronrod = center * kronrodWeights[7]
  var gauss = center * gaussWeights[3]
  var size = abs(kronrod)
  for i in 0..<7 {
    let left = function(middle - half * kronrodPoints[i])
    let right = function(middle + half * kronrodPoints[i])
    kronrod += kronrodWeights[i] * (left + right)
    size += kronrodWeights[i] * (abs(left) + abs(right))
    if i % 2 == 1 { gauss += gaussWeights[i / 2] * (left + right) }
  }
  let distance = abs((kronrod - gauss) * half)
  let scale = size * half
  // The distance overstates the error by far; QUADPACK's power of it is still safe.
  let ratio = scale > 0 ? 200 * distance / scale : 0
  let error = scale * min(1, ratio * ratio.squareRoot())
  return Piece(
    low: low, high: high, value: kronrod * half,
    error: error.isNaN ? .infinity : max(error, 0x1p-52 * scale))
}

/// The points of Kronrod's rule, of which every second one is Gauss'.
private let kronrodPoints = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945,
  0.5860872354676911, 0.4058451513773972, 0.20778495500789848,
]
private let kronrodWeights = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592,
  0.1690047266392679, 0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
]
private let gaussWeights = [
  0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694,
]
