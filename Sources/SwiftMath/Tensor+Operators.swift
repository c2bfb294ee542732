import Diagnostics
import Numerics
import Script
import Tensors

precedencegroup PowerPrecedence {
  higherThan: MultiplicationPrecedence
  associativity: right
}

/// The power: right-associative and above multiplication.
infix operator ** : PowerPrecedence
/// The power of a place by a value.
infix operator **= : AssignmentPrecedence
/// The matrix product.
infix operator • : MultiplicationPrecedence
/// The elementwise product of equal shapes.
infix operator ⊙ : MultiplicationPrecedence
/// The outer product.
infix operator ⊗ : MultiplicationPrecedence
/// Equality but for rounding.
infix operator ≈ : ComparisonPrecedence
/// The square root.
prefix operator √

/// x to the power y.
public func ** (x: Double, y: Double) -> Double { Numerics.pow(x, y) }

/// What is left of x / y, with the sign of x.
public func % (x: Double, y: Double) -> Double {
  stopping { host throws(Diagnostic) in try host.remainder(x, y) }
}

/// Replaces a place by its power.
public func **= (x: inout Double, y: Double) { x = x ** y }

/// Replaces a place by what is left of a division.
public func %= (x: inout Double, y: Double) { x = x % y }

/// The square root.
public prefix func √ (x: Double) -> Double { x.squareRoot() }

/// Whether two numbers are equal but for rounding.
public func ≈ (x: Double, y: Double) -> Bool { isClose(x, y) }

/// The smaller number; NaN if either is NaN, the first of equals.
public func least(_ x: Double, _ y: Double) -> Double { scriptMinimum(x, y) }

/// The larger number; NaN if either is NaN, the first of equals.
public func greatest(_ x: Double, _ y: Double) -> Double { scriptMaximum(x, y) }

/// The integral quotient, cut off toward zero.
public func integralQuotient(_ x: Double, _ y: Double) -> Double {
  stopping { host throws(Diagnostic) in try host.quotient(x, y) }
}

/// The nearest integer, halves away from zero.
public func nearestInteger(_ x: Double) -> Double { x.rounded(.toNearestOrAwayFromZero) }

/// The number without its fraction, which must be an integer of at most 2⁵³ in size.
public func truncatedInteger(_ x: Double) -> Double { integer(x.rounded(.towardZero)) }

/// The same number, which must be an integer of at most 2⁵³ in size.
public func integer(_ x: Double) -> Double {
  stopping { host throws(Diagnostic) in try host.testIntegral(x) }
  return x + 0
}

extension Tensor {
  /// The elementwise sum.
  public static func + (a: Tensor, b: Tensor) -> Tensor { combine(.add, a, b) }

  /// The elementwise sum.
  public static func + (a: Tensor, b: Double) -> Tensor {
    Tensor(Tensors.Tensor.combine(.add, a.base, b))
  }

  /// The elementwise sum.
  public static func + (a: Double, b: Tensor) -> Tensor {
    Tensor(Tensors.Tensor.combine(.add, a, b.base))
  }

  /// The elementwise sum.
  public static func += (a: inout Tensor, b: Tensor) { a = a + b }

  /// The elementwise sum.
  public static func += (a: inout Tensor, b: Double) { a = a + b }

  /// The elementwise difference.
  public static func - (a: Tensor, b: Tensor) -> Tensor { combine(.subtract, a, b) }

  /// The elementwise difference.
  public static func - (a: Tensor, b: Double) -> Tensor {
    Tensor(Tensors.Tensor.combine(.subtract, a.base, b))
  }

  /// The elementwise difference.
  public static func - (a: Double, b: Tensor) -> Tensor {
    Tensor(Tensors.Tensor.combine(.subtract, a, b.base))
  }

  /// The elementwise difference.
  public static func -= (a: inout Tensor, b: Tensor) { a = a - b }

  /// The elementwise difference.
  public static func -= (a: inout Tensor, b: Double) { a = a - b }

  /// The elementwise product.
  public static func * (a: Tensor, b: Tensor) -> Tensor { combine(.multiply, a, b) }

  /// The elementwise product.
  public static func * (a: Tensor, b: Double) -> Tensor {
    Tensor(Tensors.Tensor.combine(.multiply, a.base, b))
  }

  /// The elementwise product.
  public static func * (a: Double, b: Tensor) -> Tensor {
    Tensor(Tensors.Tensor.combine(.multiply, a, b.base))
  }

  /// The elementwise product.
  public static func *= (a: inout Tensor, b: Tensor) { a = a * b }

  /// The elementwise product.
  public static func *= (a: inout Tensor, b: Double) { a = a * b }

  /// The elementwise quotient.
  public static func / (a: Tensor, b: Tensor) -> Tensor { combine(.divide, a, b) }

  /// The elementwise quotient.
  public static func / (a: Tensor, b: Double) -> Tensor {
    Tensor(Tensors.Tensor.combine(.divide, a.base, b))
  }

  /// The elementwise quotient.
  public static func / (a: Double, b: Tensor) -> Tensor {
    Tensor(Tensors.Tensor.combine(.divide, a, b.base))
  }

  /// The elementwise quotient.
  public static func /= (a: inout Tensor, b: Tensor) { a = a / b }

  /// The elementwise quotient.
  public static func /= (a: inout Tensor, b: Double) { a = a / b }

  /// What is left of each division.
  public static func % (a: Tensor, b: Tensor) -> Tensor { combine(.remainder, a, b) }

  /// What is left of each division.
  public static func % (a: Tensor, b: Double) -> Tensor {
    Tensor(Tensors.Tensor.combine(.remainder, a.base, b))
  }

  /// What is left of each division.
  public static func % (a: Double, b: Tensor) -> Tensor {
    Tensor(Tensors.Tensor.combine(.remainder, a, b.base))
  }

  /// What is left of each division.
  public static func %= (a: inout Tensor, b: Tensor) { a = a % b }

  /// What is left of each division.
  public static func %= (a: inout Tensor, b: Double) { a = a % b }

  /// The elementwise power.
  public static func ** (a: Tensor, b: Tensor) -> Tensor { combine(.power, a, b) }

  /// The elementwise power.
  public static func ** (a: Tensor, b: Double) -> Tensor {
    Tensor(Tensors.Tensor.combine(.power, a.base, b))
  }

  /// The elementwise power.
  public static func ** (a: Double, b: Tensor) -> Tensor {
    Tensor(Tensors.Tensor.combine(.power, a, b.base))
  }

  /// The elementwise power.
  public static func **= (a: inout Tensor, b: Tensor) { a = a ** b }

  /// The elementwise power.
  public static func **= (a: inout Tensor, b: Double) { a = a ** b }

  /// The opposite of each element.
  public static prefix func - (a: Tensor) -> Tensor { Tensor(a.base.mapped(.negate)) }

  /// The square root of each element.
  public static prefix func √ (a: Tensor) -> Tensor { Tensor(a.base.mapped(.sqrt)) }

  /// The matrix product.
  public static func • (a: Tensor, b: Tensor) -> Tensor {
    Tensor(orStop { () throws(TensorError) in try a.base.matmul(b.base) })
  }

  /// The product of two vectors.
  public func dot(_ other: Tensor) -> Double {
    orStop { () throws(TensorError) in try base.dot(other.base) }
  }

  /// The elementwise product of tensors of one shape.
  public static func ⊙ (a: Tensor, b: Tensor) -> Tensor {
    checkHadamard(a.base, b.base)
    return combine(.multiply, a, b)
  }

  /// The outer product.
  public static func ⊗ (a: Tensor, b: Tensor) -> Tensor {
    Tensor(orStop { () throws(TensorError) in try a.base.outer(b.base) })
  }

  /// Whether all elements are equal but for rounding.
  public static func ≈ (a: Tensor, b: Tensor) -> Bool {
    orStop { () throws(TensorError) in try isClose(a.base, b.base) }
  }

  private static func combine(
    _ operation: Tensors.BinaryOperation, _ a: Tensor, _ b: Tensor
  ) -> Tensor {
    Tensor(
      orStop { () throws(TensorError) in try Tensors.Tensor.combine(operation, a.base, b.base) })
  }
}

/// Stops the chapter if ⊙ is given operands of different shapes.
func checkHadamard(_ a: Tensors.Tensor, _ b: Tensors.Tensor) {
  if a.shape != b.shape {
    stop("⊙ needs operands of the same shape, not \(a.shape) and \(b.shape)")
  }
}
