/// sin πx and cos πx as pairs, for finite x: the argument is reduced exactly.
///
/// Taylor's series up to π/4 in pairs; slower than ``sin(_:)``, for where the result is subtracted
/// from something near it.
func sineAndCosinePi(_ x: Double) -> (sine: DoubleDouble, cosine: DoubleDouble) {
  let turns = x.rounded()
  let rest = x - turns
  let isFar = abs(rest) > 0.25
  // Beyond π/4, from the right angle: exact again.
  let angle = piPair * (isFar ? 0.5 - abs(rest) : rest)
  let square = angle * angle
  var sine = DoubleDouble(0)
  var cosine = DoubleDouble(0)
  var k = 26.0
  while k >= 2 {
    cosine = (1 - cosine) * square / (k * (k - 1))
    sine = (1 - sine) * square / (k * (k + 1))
    k -= 2
  }
  sine = (1 - sine) * angle
  cosine = 1 - cosine
  let isOdd = turns.truncatingRemainder(dividingBy: 2) != 0
  if isFar { (sine, cosine) = (rest < 0 ? -cosine : cosine, sine) }
  return isOdd ? (-sine, -cosine) : (sine, cosine)
}
