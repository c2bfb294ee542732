import Diagnostics
import Script
import Tensors

extension TracedTensor {
  /// The elementwise sum.
  public static func + (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    combine(.add, a, b)
  }

  /// The elementwise sum.
  public static func + (a: TracedTensor, b: TracedNumber) -> TracedTensor {
    TracedTensor(host.combine(.add, a.base, b.base))
  }

  /// The elementwise sum.
  public static func + (a: TracedNumber, b: TracedTensor) -> TracedTensor {
    TracedTensor(host.combine(.add, a.base, b.base))
  }

  /// The elementwise sum.
  public static func += (a: inout TracedTensor, b: TracedTensor) { a = a + b }

  /// The elementwise sum.
  public static func += (a: inout TracedTensor, b: TracedNumber) { a = a + b }

  /// The elementwise difference.
  public static func - (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    combine(.subtract, a, b)
  }

  /// The elementwise difference.
  public static func - (a: TracedTensor, b: TracedNumber) -> TracedTensor {
    TracedTensor(host.combine(.subtract, a.base, b.base))
  }

  /// The elementwise difference.
  public static func - (a: TracedNumber, b: TracedTensor) -> TracedTensor {
    TracedTensor(host.combine(.subtract, a.base, b.base))
  }

  /// The elementwise difference.
  public static func -= (a: inout TracedTensor, b: TracedTensor) { a = a - b }

  /// The elementwise difference.
  public static func -= (a: inout TracedTensor, b: TracedNumber) { a = a - b }

  /// The elementwise product.
  public static func * (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    combine(.multiply, a, b)
  }

  /// The elementwise product.
  public static func * (a: TracedTensor, b: TracedNumber) -> TracedTensor {
    TracedTensor(host.combine(.multiply, a.base, b.base))
  }

  /// The elementwise product.
  public static func * (a: TracedNumber, b: TracedTensor) -> TracedTensor {
    TracedTensor(host.combine(.multiply, a.base, b.base))
  }

  /// The elementwise product.
  public static func *= (a: inout TracedTensor, b: TracedTensor) { a = a * b }

  /// The elementwise product.
  public static func *= (a: inout TracedTensor, b: TracedNumber) { a = a * b }

  /// The elementwise quotient.
  public static func / (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    combine(.divide, a, b)
  }

  /// The elementwise quotient.
  public static func / (a: TracedTensor, b: TracedNumber) -> TracedTensor {
    TracedTensor(host.combine(.divide, a.base, b.base))
  }

  /// The elementwise quotient.
  public static func / (a: TracedNumber, b: TracedTensor) -> TracedTensor {
    TracedTensor(host.combine(.divide, a.base, b.base))
  }

  /// The elementwise quotient.
  public static func /= (a: inout TracedTensor, b: TracedTensor) { a = a / b }

  /// The elementwise quotient.
  public static func /= (a: inout TracedTensor, b: TracedNumber) { a = a / b }

  /// What is left of each division.
  public static func % (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    combine(.remainder, a, b)
  }

  /// What is left of each division.
  public static func % (a: TracedTensor, b: TracedNumber) -> TracedTensor {
    TracedTensor(host.combine(.remainder, a.base, b.base))
  }

  /// What is left of each division.
  public static func % (a: TracedNumber, b: TracedTensor) -> TracedTensor {
    TracedTensor(host.combine(.remainder, a.base, b.base))
  }

  /// What is left of each division.
  public static func %= (a: inout TracedTensor, b: TracedTensor) { a = a % b }

  /// What is left of each division.
  public static func %= (a: inout TracedTensor, b: TracedNumber) { a = a % b }

  /// The elementwise power.
  public static func ** (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    combine(.power, a, b)
  }

  /// The elementwise power.
  public static func ** (a: TracedTensor, b: TracedNumber) -> TracedTensor {
    TracedTensor(host.combine(.power, a.base, b.base))
  }

  /// The elementwise power.
  public static func ** (a: TracedNumber, b: TracedTensor) -> TracedTensor {
    TracedTensor(host.combine(.power, a.base, b.base))
  }

  /// The elementwise power.
  public static func **= (a: inout TracedTensor, b: TracedTensor) { a = a ** b }

  /// The elementwise power.
  public static func **= (a: inout TracedTensor, b: TracedNumber) { a = a ** b }

  /// The opposite of each element.
  public static prefix func - (a: TracedTensor) -> TracedTensor {
    TracedTensor(host.unary(.negate, a.base))
  }

  /// The square root of each element.
  public static prefix func √ (a: TracedTensor) -> TracedTensor {
    TracedTensor(host.unary(.sqrt, a.base))
  }

  /// The matrix product.
  public static func • (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    TracedTensor(stopping { host throws(Diagnostic) in try host.product(a.base, b.base) })
  }

  /// The product of two vectors.
  public func dot(_ other: TracedTensor) -> TracedNumber {
    TracedNumber(stopping { host throws(Diagnostic) in try host.dot(base, other.base) })
  }

  /// The elementwise product of tensors of one shape.
  public static func ⊙ (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    checkHadamard(a.base.value, b.base.value)
    return combine(.multiply, a, b)
  }

  /// The outer product.
  public static func ⊗ (a: TracedTensor, b: TracedTensor) -> TracedTensor {
    TracedTensor(stopping { host throws(Diagnostic) in try host.outer(a.base, b.base) })
  }

  private static func combine(
    _ operation: Tensors.BinaryOperation, _ a: TracedTensor, _ b: TracedTensor
  ) -> TracedTensor {
    TracedTensor(
      stopping { host throws(Diagnostic) in try host.combine(operation, a.base, b.base) })
  }
}
