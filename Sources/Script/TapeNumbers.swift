import Numerics
import Tensors

/// Operations on numbers that record themselves if an operand is active.
extension Tape {
  func add(_ a: TracedNumber, _ b: TracedNumber) -> TracedNumber {
    TracedNumber(a.value + b.value, record(.add, a.trace, b.trace))
  }

  func subtract(_ a: TracedNumber, _ b: TracedNumber) -> TracedNumber {
    TracedNumber(a.value - b.value, record(.subtract, a.trace, b.trace))
  }

  func multiply(_ a: TracedNumber, _ b: TracedNumber) -> TracedNumber {
    TracedNumber(a.value * b.value, record(.multiply, a.trace, b.trace, a.value, b.value))
  }

  func divide(_ a: TracedNumber, _ b: TracedNumber) -> TracedNumber {
    TracedNumber(a.value / b.value, record(.divide, a.trace, b.trace, a.value, b.value))
  }

  func power(_ a: TracedNumber, _ b: TracedNumber) -> TracedNumber {
    TracedNumber(pow(a.value, b.value), record(.power, a.trace, b.trace, a.value, b.value))
  }

  func negate(_ a: TracedNumber) -> TracedNumber {
    TracedNumber(-a.value, record(.negate, a.trace, 0))
  }

  func unary(_ operation: Tensors.UnaryOperation, _ a: TracedNumber) -> TracedNumber {
    let result = operation(a.value)
    if a.trace == 0 { return TracedNumber(result) }
    let index = Tensors.UnaryOperation.allCases.firstIndex(of: operation) ?? 0
    return TracedNumber(result, record(.unary, a.trace, 0, a.value, result, index: index))
  }
}

/// The derivatives of x to the power y by x and by y.
func powerDerivatives(_ x: Double, _ y: Double) -> (left: Double, right: Double) {
  Tensors.BinaryOperation.power.partials(x, y, value: pow(x, y))
}
