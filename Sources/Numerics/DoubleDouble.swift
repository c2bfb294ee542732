import Kernels

/// A number of some 106 bits: the unevaluated sum of two doubles.
///
/// For the few places where double is not enough on the way to a double result: the logarithm that
/// a large power multiplies, a sum that cancels, a matrix near singular. Not a number type for
/// general use: infinities and NaN are not kept apart.
///
/// - Source: T. Dekker, A floating-point technique for extending the available precision, Numer.
///   Math. 18 (1971); D. Knuth, The Art of Computer Programming 2, 4.2.2.
@frozen
public struct DoubleDouble: Sendable {
  /// The nearest double.
  public var high: Double
  /// What it leaves over, at most half an ulp of it.
  public var low: Double

  /// The number `high` + `low`, |`low`| ≤ ½ ulp of `high`.
  @inlinable
  public init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// A double.
  @inlinable
  public init(_ value: Double) { self.init(high: value, low: 0) }

  /// The exact sum of two doubles.
  @inlinable
  public static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    let t = s - a
    return DoubleDouble(high: s, low: (a - (s - t)) + (b - t))
  }

  /// The exact sum of two doubles, |`a`| ≥ |`b`|.
  @inlinable
  public static func orderedSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let s = a + b
    return DoubleDouble(high: s, low: (a - s) + b)
  }

  /// The exact product of two doubles.
  @inlinable
  public static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let p = a * b
    return DoubleDouble(high: p, low: (-p).addingProduct(a, b))
  }

  /// The nearest double.
  @inlinable
  public var value: Double { high }

  /// The size.
  @inlinable
  public var magnitude: DoubleDouble { high < 0 || (high == 0 && low < 0) ? -self : self }

  /// The square root, of a number that is not negative.
  public var squareRoot: DoubleDouble {
    guard high > 0, high.isFinite else { return DoubleDouble(high > 0 || high.isNaN ? high : 0) }
    let root = high.squareRoot()
    let rest = self - DoubleDouble.product(root, root)
    return DoubleDouble.orderedSum(root, rest.high / (2 * root))
  }

  /// The natural logarithm, to about 2⁻⁶⁶ of its size; of a positive normal number.
  public var log: DoubleDouble { DoubleDouble(mb_log_number(number)) }

  /// The natural logarithm of 1 + the number, to about 2⁻⁶⁶ of its size.
  public var log1p: DoubleDouble { DoubleDouble(mb_log1p_number(number)) }

  /// e to the power of the number, to about 2⁻⁶²; 0 below −746, infinite above 709.8.
  public var exp: DoubleDouble {
    if high > 709.8 { return DoubleDouble(.infinity) }
    return high < -746 ? DoubleDouble(0) : DoubleDouble(mb_exp_number(number))
  }

  private var number: mb_number { mb_number(high: high, low: low) }

  private init(_ number: mb_number) { self.init(high: number.high, low: number.low) }
}

extension DoubleDouble {
  /// The negative.
  @inlinable
  public static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(high: -a.high, low: -a.low)
  }

  /// The sum.
  @inlinable
  public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let s = sum(a.high, b.high)
    let t = sum(a.low, b.low)
    let u = orderedSum(s.high, s.low + t.high)
    return orderedSum(u.high, u.low + t.low)
  }

  /// The sum with a double.
  @inlinable
  public static func + (a: DoubleDouble, b: Double) -> DoubleDouble {
    let s = sum(a.high, b)
    return orderedSum(s.high, s.low + a.low)
  }

  /// The sum with a double.
  @inlinable
  public static func + (a: Double, b: DoubleDouble) -> DoubleDouble { b + a }

  /// The difference.
  @inlinable
  public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  /// The difference with a double.
  @inlinable
  public static func - (a: DoubleDouble, b: Double) -> DoubleDouble { a + -b }

  /// The difference from a double.
  @inlinable
  public static func - (a: Double, b: DoubleDouble) -> DoubleDouble { -b + a }

  /// The product.
  @inlinable
  public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let p = product(a.high, b.high)
    return orderedSum(p.high, p.low + (a.high * b.low + a.low * b.high))
  }

  /// The product with a double.
  @inlinable
  public static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let p = product(a.high, b)
    return orderedSum(p.high, p.low + a.low * b)
  }

  /// The product with a double.
  @inlinable
  public static func * (a: Double, b: DoubleDouble) -> DoubleDouble { b * a }

  /// The quotient.
  @inlinable
  public static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let q = a.high / b.high
    let rest = a - b * q
    let q2 = rest.high / b.high
    let rest2 = rest - b * q2
    return orderedSum(q, q2) + rest2.high / b.high
  }

  /// The quotient by a double.
  @inlinable
  public static func / (a: DoubleDouble, b: Double) -> DoubleDouble { a / DoubleDouble(b) }

  /// The quotient of a double.
  @inlinable
  public static func / (a: Double, b: DoubleDouble) -> DoubleDouble { DoubleDouble(a) / b }

  /// Adds.
  @inlinable
  public static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }

  /// Adds a double.
  @inlinable
  public static func += (a: inout DoubleDouble, b: Double) { a = a + b }

  /// Whether `a` is the smaller number.
  @inlinable
  public static func < (a: DoubleDouble, b: DoubleDouble) -> Bool {
    a.high < b.high || (a.high == b.high && a.low < b.low)
  }
}
