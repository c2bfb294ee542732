/// An exact quotient of two integers, in lowest terms, with a positive denominator.
///
/// Both stay within ±2⁵³, the integers that a `Double` holds: what would leave that range is an
/// error rather than a wrong digit. The throwing functions are for callers that report it; the
/// operators stop the program instead, as Swift's do when an `Int` overflows.
public struct Fraction: Hashable, Sendable {
  /// What stands above the line.
  public let numerator: Int
  /// What stands below the line, positive.
  public let denominator: Int

  /// The greatest numerator and denominator.
  public static let limit = 1 << 53

  /// Why a fraction cannot be made.
  public enum Failure: Error, Hashable, Sendable {
    /// The denominator would be zero.
    case zeroDenominator
    /// A numerator or denominator would have more than 2⁵³.
    case tooLarge
    /// A `Double` is no quotient of two such integers.
    case notExact(Double)
  }

  /// `numerator` / `denominator` in lowest terms.
  public init(reducing numerator: Int, over denominator: Int) throws(Failure) {
    guard denominator != 0 else { throw .zeroDenominator }
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let above = numerator.magnitude / divisor
    let below = denominator.magnitude / divisor
    guard above <= UInt(Self.limit), below <= UInt(Self.limit) else { throw .tooLarge }
    let isNegative = (numerator < 0) != (denominator < 0)
    self.numerator = isNegative ? -Int(above) : Int(above)
    self.denominator = Int(below)
  }

  /// The value of `number`, if it is exactly such a quotient: 0.75 is 3/4.
  public init(exactly number: Double) throws(Failure) {
    guard number.isFinite else { throw .notExact(number) }
    var denominator = 1
    var scaled = number
    while scaled != scaled.rounded(.towardZero), denominator < Self.limit {
      scaled *= 2
      denominator *= 2
    }
    guard let numerator = Int(exactly: scaled), numerator.magnitude <= UInt(Self.limit) else {
      throw .notExact(number)
    }
    try self.init(reducing: numerator, over: denominator)
  }

  /// An integer.
  public init(_ integer: Int) throws(Failure) { try self.init(reducing: integer, over: 1) }

  /// The nearest `Double`.
  public var value: Double { Double(numerator) / Double(denominator) }

  /// Whether the denominator is 1.
  public var isInteger: Bool { denominator == 1 }

  /// The sum.
  public func adding(_ other: Fraction) throws(Failure) -> Fraction {
    // Over the least common denominator, so that no factor is carried that is divided out again.
    let divisor = Int(
      greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
    let left = try Self.product(numerator, other.denominator / divisor)
    let right = try Self.product(other.numerator, denominator / divisor)
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw .tooLarge }
    return try Fraction(
      reducing: sum, over: try Self.product(denominator / divisor, other.denominator))
  }

  /// The product.
  public func multiplied(by other: Fraction) throws(Failure) -> Fraction {
    let first = Int(greatestCommonDivisor(numerator.magnitude, other.denominator.magnitude))
    let second = Int(greatestCommonDivisor(other.numerator.magnitude, denominator.magnitude))
    let (a, b) = (max(first, 1), max(second, 1))
    return try Fraction(
      reducing: try Self.product(numerator / a, other.numerator / b),
      over: try Self.product(denominator / b, other.denominator / a))
  }

  /// The quotient.
  public func divided(by other: Fraction) throws(Failure) -> Fraction {
    try multiplied(by: Fraction(reducing: other.denominator, over: other.numerator))
  }

  /// The power with an integral exponent.
  public func raised(to exponent: Int) throws(Failure) -> Fraction {
    if exponent < 0 {
      guard exponent > -Self.limit else { throw .tooLarge }
      return try Fraction(reducing: denominator, over: numerator).raised(to: -exponent)
    }
    var result: Fraction = 1
    var base = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = try result.multiplied(by: base) }
      rest >>= 1
      if rest > 0 { base = try base.multiplied(by: base) }
    }
    return result
  }

  private static func product(_ a: Int, _ b: Int) throws(Failure) -> Int {
    let (product, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow else { throw .tooLarge }
    return product
  }
}

/// The greatest integer that divides both; that of 0 and *n* is *n*.
///
/// - Source: Euclid, Elements, book VII, proposition 2.
public func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

extension Fraction: Comparable {
  /// Whether the left one is the smaller.
  public static func < (left: Fraction, right: Fraction) -> Bool {
    // Products of two numbers of 54 bits need 107.
    let a = left.numerator.multipliedFullWidth(by: right.denominator)
    let b = right.numerator.multipliedFullWidth(by: left.denominator)
    return (a.high, a.low) < (b.high, b.low)
  }
}

extension Fraction: CustomStringConvertible {
  /// `3/4`, or `3` for an integer.
  public var description: String {
    isInteger ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}

extension Fraction.Failure: CustomStringConvertible {
  /// One sentence without its full stop.
  public var description: String {
    switch self {
    case .zeroDenominator: "the denominator of a fraction is 0"
    case .tooLarge: "a numerator or denominator has more than 2⁵³ = 9007199254740992"
    case .notExact(let number): "\(numberText(number)) is no quotient of two integers below 2⁵³"
    }
  }
}

/// The arithmetic of exact quotients; stops the program where the throwing functions throw.
extension Fraction {
  /// The sum.
  public static func + (left: Fraction, right: Fraction) -> Fraction {
    certain { () throws(Failure) in try left.adding(right) }
  }

  /// The difference.
  public static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

  /// The product.
  public static func * (left: Fraction, right: Fraction) -> Fraction {
    certain { () throws(Failure) in try left.multiplied(by: right) }
  }

  /// The quotient.
  public static func / (left: Fraction, right: Fraction) -> Fraction {
    certain { () throws(Failure) in try left.divided(by: right) }
  }

  /// The number with the other sign.
  public static prefix func - (fraction: Fraction) -> Fraction {
    Fraction(unchecked: -fraction.numerator, fraction.denominator)
  }

  private init(unchecked numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private static func certain(_ body: () throws(Failure) -> Fraction) -> Fraction {
    do throws(Failure) { return try body() } catch { preconditionFailure("\(error)") }
  }
}

extension Fraction: ExpressibleByIntegerLiteral {
  /// An integer up to 2⁵³.
  public init(integerLiteral value: Int) {
    precondition(value.magnitude <= UInt(Self.limit), "a fraction holds integers up to 2⁵³")
    self.init(unchecked: value, 1)
  }
}
