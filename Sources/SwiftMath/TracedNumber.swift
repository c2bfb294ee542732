import Diagnostics
import Script
import Tensors

/// A number of a traced twin: the number, and where it stands on the tape of the gradient being taken.
public struct TracedNumber: Sendable, ExpressibleByFloatLiteral {
  var base: Script.TracedNumber

  init(_ base: Script.TracedNumber) { self.base = base }

  /// A constant.
  public init(_ number: Double) { base = Script.TracedNumber(number) }

  /// A constant.
  public init(floatLiteral number: Double) { base = Script.TracedNumber(number) }

  /// The number alone.
  public var value: Double { base.value }

  /// The number without its sign.
  public var magnitude: TracedNumber { TracedNumber(host.magnitude(base)) }
}

extension TracedNumber {
  private func combined(
    _ operation: Script.BinaryOperation.Arithmetic, _ y: TracedNumber
  ) -> TracedNumber {
    TracedNumber(
      stopping { host throws(Diagnostic) in try host.combine(operation, base, y.base) })
  }

  /// The sum.
  public static func + (x: TracedNumber, y: TracedNumber) -> TracedNumber {
    x.combined(.add, y)
  }

  /// The sum.
  public static func += (x: inout TracedNumber, y: TracedNumber) { x = x + y }

  /// The difference.
  public static func - (x: TracedNumber, y: TracedNumber) -> TracedNumber {
    x.combined(.subtract, y)
  }

  /// The difference.
  public static func -= (x: inout TracedNumber, y: TracedNumber) { x = x - y }

  /// The product.
  public static func * (x: TracedNumber, y: TracedNumber) -> TracedNumber {
    x.combined(.multiply, y)
  }

  /// The product.
  public static func *= (x: inout TracedNumber, y: TracedNumber) { x = x * y }

  /// The quotient.
  public static func / (x: TracedNumber, y: TracedNumber) -> TracedNumber {
    x.combined(.divide, y)
  }

  /// The quotient.
  public static func /= (x: inout TracedNumber, y: TracedNumber) { x = x / y }

  /// What is left of the division.
  public static func % (x: TracedNumber, y: TracedNumber) -> TracedNumber {
    x.combined(.remainder, y)
  }

  /// What is left of the division.
  public static func %= (x: inout TracedNumber, y: TracedNumber) { x = x % y }

  /// The power.
  public static func ** (x: TracedNumber, y: TracedNumber) -> TracedNumber {
    x.combined(.power, y)
  }

  /// The power.
  public static func **= (x: inout TracedNumber, y: TracedNumber) { x = x ** y }

  /// The opposite.
  public static prefix func - (x: TracedNumber) -> TracedNumber {
    TracedNumber(host.negate(x.base))
  }

  /// The square root.
  public static prefix func √ (x: TracedNumber) -> TracedNumber {
    TracedNumber(host.squareRoot(x.base))
  }
}

/// The smaller number, with its place on the tape.
public func least(_ x: TracedNumber, _ y: TracedNumber) -> TracedNumber {
  TracedNumber(host.minimum(x.base, y.base))
}

/// The larger number, with its place on the tape.
public func greatest(_ x: TracedNumber, _ y: TracedNumber) -> TracedNumber {
  TracedNumber(host.maximum(x.base, y.base))
}

/// The same number, which must be an integer of at most 2⁵³ in size.
public func integer(_ x: TracedNumber) -> TracedNumber {
  _ = integer(x.value)
  return x
}
