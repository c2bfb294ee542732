/// A zero of `function` between `a` and `b`, where it has different signs; nil otherwise.
///
/// Brent's method: bisection, secant and inverse quadratic steps, whichever is safe; the result is
/// within 4 ulp and `tolerance` of a change of sign.
///
/// - Complexity: some 10 evaluations for a smooth function, at most about 3,000.
/// - Source: R. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
public func root(
  between a: Double, and b: Double, tolerance: Double = 0, of function: (Double) -> Double
) -> Double? {
  var (a, b) = (a, b)
  var (fa, fb) = (function(a), function(b))
  if fa == 0 { return a }
  if fb == 0 { return b }
  guard fa.isFinite || fa.isInfinite, !fa.isNaN, !fb.isNaN, (fa < 0) != (fb < 0) else { return nil }
  // b is the best point, c the other end, a the point before.
  var (c, fc) = (a, fa)
  var step = b - a
  var before = step
  for _ in 0..<3_000 {
    if (fb < 0) == (fc < 0) {
      (c, fc) = (a, fa)
      step = b - a
      before = step
    }
    if abs(fc) < abs(fb) {
      (a, b, c) = (b, c, b)
      (fa, fb, fc) = (fb, fc, fb)
    }
    let reach = 2 * b.ulp + 0.5 * tolerance
    let middle = 0.5 * (c - b)
    if abs(middle) <= reach || fb == 0 { return b }
    if abs(before) >= reach, abs(fa) > abs(fb), fa.isFinite {
      let s = fb / fa
      var p: Double
      var q: Double
      if a == c {
        p = 2 * middle * s
        q = 1 - s
      } else {
        let (u, v) = (fa / fc, fb / fc)
        p = s * (2 * middle * u * (u - v) - (b - a) * (v - 1))
        q = (u - 1) * (v - 1) * (s - 1)
      }
      if p > 0 { q = -q } else { p = -p }
      if 2 * p < min(3 * middle * q - abs(reach * q), abs(before * q)) {
        before = step
        step = p / q
      } else {
        step = middle
        before = middle
      }
    } else {
      step = middle
      before = middle
    }
    (a, fa) = (b, fb)
    b += abs(step) > reach ? step : (middle > 0 ? reach : -reach)
    fb = function(b)
    if fb.isNaN { return nil }
  }
  return b
}
