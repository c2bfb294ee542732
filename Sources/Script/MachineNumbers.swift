// Arithmetic of the main loop. Without SSE 4.1 every rounding is a call of the C library; integers of
// ordinary size go through the conversion to Int instead, which the processor has.

/// The remainder of truncated division, with the sign of the dividend.
@inline(__always)
func remainder(_ x: Double, _ y: Double) throws(Failure) -> Double {
  guard y >= 1, y < Remainder.limit, (y + 0x1p52) - 0x1p52 == y else {
    return try otherRemainder(x, y)
  }
  return try remainder(x, y, quotient: x / y)
}

/// The remainder by a constant that ``Remainder/reciprocal(of:)`` accepts, which stands before its
/// reciprocal.
@inline(__always)
func remainder(_ x: Double, by constant: UnsafePointer<Double>) throws(Failure) -> Double {
  try remainder(x, constant[0], quotient: x * constant[1])
}

/// The remainder by the integer `y`, from a quotient that is wrong by less than a quarter.
///
/// Adding 2⁵² rounds the quotient to the nearest integer. What is left of `x` is then at most three
/// quarters of `y` in size, a multiple of the last place of `x`, and no longer than `x`, so that
/// neither the difference nor the correction is rounded: the result is the exact one.
@inline(__always)
private func remainder(_ x: Double, _ y: Double, quotient: Double) throws(Failure) -> Double {
  guard x > 0, x < Remainder.limit else { return try otherRemainder(x, y) }
  let rest = x - ((quotient + 0x1p52) - 0x1p52) * y
  // The sign is as good as random, so it must not be a jump.
  return rest + (rest < 0 ? y : 0)
}

/// What remainders without a division need.
enum Remainder {
  /// The quotients of numbers below it are wrong by less than a quarter.
  static let limit = 0x1p50

  /// 1 / `divisor`, if it is an integer for which remainders can be found by products.
  static func reciprocal(of divisor: Double) -> Double? {
    guard divisor >= 1, divisor < limit, divisor.rounded() == divisor else { return nil }
    return 1 / divisor
  }
}

@inline(never)
private func otherRemainder(_ x: Double, _ y: Double) throws(Failure) -> Double {
  if x.magnitude < 0x1p52, y.magnitude < 0x1p52 {
    let i = Int(x)
    let j = Int(y)
    // Whole numbers have one zero.
    if Double(i) == x, Double(j) == y, j != 0 { return Double(i % j) }
  }
  try checkDigits(x, y, "%")
  let rest = x.truncatingRemainder(dividingBy: y)
  return y.isFinite && y.rounded() == y && x.rounded() == x ? rest + 0 : rest
}

/// Refuses to divide a whole number beyond 2⁵³ by another one: it stands for all those that were
/// rounded to it, whose remainders are any.
func checkDigits(_ x: Double, _ y: Double, _ operation: String) throws(Failure) {
  guard x.magnitude > 0x1p53, x.isFinite, y.isFinite, y != 0, y.rounded() == y else { return }
  throw .script(
    "value.digits",
    "\(shownText(x)) is beyond 2⁵³, where the last digits of whole numbers are lost:"
      + " '\(operation)' has no result that is certain",
    hints: ["take the remainder of each factor first, so that products stay below 9 × 10¹⁵"])
}

/// The number without its fraction.
@inline(__always)
func truncated(_ x: Double) -> Double {
  x.magnitude < 0x1p52 ? Double(signOf: x, magnitudeOf: Double(Int(x))) : x
}

/// The nearest integer; ties go away from zero.
@inline(__always)
func rounded(_ x: Double) -> Double {
  let below = truncated(x)
  guard (x - below).magnitude >= 0.5 else { return below }
  return below + Double(signOf: x, magnitudeOf: 1)
}

/// The number as an integer that is at most 2⁵³ in size, or nil.
@inline(__always)
func integer(_ number: Double) -> Int? {
  guard number.magnitude <= 0x1p53 else { return nil }
  let integer = Int(number)
  return Double(integer) == number ? integer : nil
}

/// The smaller number; NaN if either is NaN, the first of equals.
@inline(__always)
func minimum(_ a: Double, _ b: Double) -> Double { b < a || b.isNaN ? b : a }

/// The larger number; NaN if either is NaN, the first of equals.
@inline(__always)
func maximum(_ a: Double, _ b: Double) -> Double { b > a || b.isNaN ? b : a }

// A stride is five registers: value, limit, start, step, index. Value n is the start plus n steps,
// rounded once, as Swift's `stride` has it. Upwards over integers below 2⁵² sums are exact; then the
// index is -1, the limit stands just above the last value, and each value is the one before plus the
// step.

/// Puts a stride at its start; tells whether that value belongs to it.
func strideStarts(_ s: UnsafeMutablePointer<Double>, isClosed: Bool) -> Bool {
  let (limit, start, step) = (s[1], s[2], s[3])
  s[0] = start
  s[4] = 0
  if start.magnitude < 0x1p52, step > 0, step < 0x1p52, limit.magnitude < 0x1p52,
    truncated(start) == start, truncated(step) == step
  {
    s[4] = -1
    if isClosed { s[1] = limit.rounded(.down) + 1 }
  }
  return strideContinues(s, isClosed: isClosed)
}

/// Moves a stride to its next value; tells whether there is one.
@inline(__always)
func strideTurns(_ s: UnsafeMutablePointer<Double>, isClosed: Bool) -> Bool {
  if s[4] < 0 {
    let next = s[0] + s[3]
    s[0] = next
    return next < s[1]
  }
  s[4] += 1
  s[0] = s[2].addingProduct(s[4], s[3])
  return strideContinues(s, isClosed: isClosed)
}

private func strideContinues(_ s: UnsafeMutablePointer<Double>, isClosed: Bool) -> Bool {
  let (value, limit) = (s[0], s[1])
  if s[4] < 0 { return value < limit }
  if s[3] > 0 { return isClosed ? value <= limit : value < limit }
  return isClosed ? value >= limit : value > limit
}
