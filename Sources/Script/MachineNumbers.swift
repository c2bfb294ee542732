// Arithmetic of the main loop. Without SSE 4.1 every rounding is a call of the C library; integers of
// ordinary size go through the conversion to Int instead, which the processor has.

/// The remainder of truncated division, with the sign of the dividend.
@inline(__always)
func remainder(_ x: Double, _ y: Double) -> Double {
  // Positive integers below 2⁵² stand in the low bits of the significand once 2⁵² is added.
  if x > 0, x < 0x1p52, y > 0, y < 0x1p52 {
    let i = x + 0x1p52
    let j = y + 0x1p52
    if i - 0x1p52 == x, j - 0x1p52 == y {
      let mask: UInt64 = 0xF_FFFF_FFFF_FFFF
      let rest = (i.bitPattern & mask) % (j.bitPattern & mask)
      return Double(bitPattern: 0x4330_0000_0000_0000 | rest) - 0x1p52
    }
  }
  return otherRemainder(x, y)
}

@inline(never)
private func otherRemainder(_ x: Double, _ y: Double) -> Double {
  if x.magnitude < 0x1p52, y.magnitude < 0x1p52 {
    let i = Int(x)
    let j = Int(y)
    if Double(i) == x, Double(j) == y, j != 0 {
      return Double(signOf: x, magnitudeOf: Double(i % j))
    }
  }
  return x.truncatingRemainder(dividingBy: y)
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
