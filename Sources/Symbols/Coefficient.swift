public import Numerics

/// A number inside an expression: an exact fraction as long as it can be one, else a `Double`.
public enum Coefficient: Hashable, Sendable {
  /// An exact quotient of integers.
  case exact(Fraction)
  /// Any other number.
  case decimal(Double)

  /// Zero.
  static let zero = Coefficient(0)
  /// One.
  static let one = Coefficient(1)
  /// Minus one.
  static let minusOne = Coefficient(-1)

  /// `number`; integers up to 2⁵³ are exact, decimals stay as they were written.
  public init(_ number: Double) {
    if number == number.rounded(), number.magnitude <= 0x1p53,
      let fraction = try? Fraction(Int(number))
    {
      self = .exact(fraction)
    } else {
      self = .decimal(number)
    }
  }

  /// The nearest `Double`.
  public var value: Double {
    switch self {
    case .exact(let fraction): fraction.value
    case .decimal(let number): number
    }
  }

  var isZero: Bool { self == .zero || self == .decimal(0) }
  var isOne: Bool { self == .one || self == .decimal(1) }
  var isNegative: Bool { value < 0 }

  /// The number as an integer, if it is one.
  var integer: Int? {
    if case .exact(let fraction) = self, fraction.isInteger { fraction.numerator } else { nil }
  }

  static func + (left: Coefficient, right: Coefficient) -> Coefficient {
    if case .exact(let a) = left, case .exact(let b) = right, let sum = try? a.adding(b) {
      return .exact(sum)
    }
    return .decimal(left.value + right.value)
  }

  static func * (left: Coefficient, right: Coefficient) -> Coefficient {
    if case .exact(let a) = left, case .exact(let b) = right,
      let product = try? a.multiplied(by: b)
    {
      return .exact(product)
    }
    return .decimal(left.value * right.value)
  }

  /// The reciprocal; of zero, infinity.
  var inverse: Coefficient {
    if case .exact(let fraction) = self,
      let inverse = try? Fraction(reducing: fraction.denominator, over: fraction.numerator)
    {
      return .exact(inverse)
    }
    return .decimal(1 / value)
  }

  /// The power with an integral exponent.
  func raised(to exponent: Int) -> Coefficient {
    if case .exact(let fraction) = self, let power = try? fraction.raised(to: exponent) {
      return .exact(power)
    }
    return .decimal(pow(value, Double(exponent)))
  }

  /// The number, exactly if twice it is an integer: an exponent of 0.5 is a square root.
  var exactHalves: Coefficient {
    guard case .decimal(let number) = self, 2 * number == (2 * number).rounded(),
      number.magnitude < 0x1p52, let fraction = try? Fraction(exactly: number)
    else { return self }
    return .exact(fraction)
  }

  /// The exact square root, if there is one.
  var exactRoot: Coefficient? {
    guard case .exact(let fraction) = self, fraction.numerator >= 0 else { return nil }
    let above = Double(fraction.numerator).squareRoot()
    let below = Double(fraction.denominator).squareRoot()
    guard above == above.rounded(), below == below.rounded(),
      let root = try? Fraction(reducing: Int(above), over: Int(below)),
      let square = try? root.multiplied(by: root), square == fraction
    else { return nil }
    return .exact(root)
  }
}
