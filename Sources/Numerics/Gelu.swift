/// The Gaussian error linear unit x Φ(x), Φ the normal distribution function.
///
/// - Source: D. Hendrycks, K. Gimpel, Gaussian error linear units, 2016.
public func gelu(_ x: Double) -> Double { x * normalCDF(x) }

/// The derivative of ``gelu(_:)``, Φ(x) + x φ(x), also near its zero at −0.7518, where the two terms
/// cancel: there it is the integral of its own derivative φ(t) (2 − t²) from the zero on, by Gauss'
/// rule of eight points.
public func geluDerivative(_ x: Double) -> Double {
  let zero = DoubleDouble(high: -0x1.80ead197f00b4p-1, low: 0x1.13e74c58cada8p-56)
  let distance = (x - zero).value
  guard abs(distance) < 0.2 else { return normalCDF(x) + x * normalPDF(x) }
  let half = distance / 2
  return gaussIntegral(center: zero.value + half, half: half) { normalPDF($0) * (2 - $0 * $0) }
}

/// The approximation x σ(2 √(2/π) (x + 0.044715 x³)) of ``gelu(_:)`` by tanh.
///
/// The argument of σ is taken in double-double numbers, so that the far tail keeps its digits.
public func geluTanh(_ x: Double) -> Double {
  guard abs(x) < 30 else { return x < 0 ? -0.0 : x }
  let cube = DoubleDouble.product(x, x) * x
  let inner = cube * DoubleDouble(high: 0x1.6e4e26d4801f7p-5, low: 0x1.441355475a31ap-59) + x
  let argument = inner * DoubleDouble(high: 0x1.9884533d43651p+0, low: -0x1.cbc0d30ebfd15p-54)
  let share = sigmoid(argument.high)
  // σ(u + d) = σ(u) (1 + d (1 − σ(u))) for small d.
  return x * (share + share * (argument.low * (1 - share)))
}
