import Tensors
import Testing

@Suite struct DerivativeTests {
  /// A central difference of sixth order.
  private func slope(_ x: Double, _ function: (Double) -> Double) -> Double {
    let h = 1e-3
    let one = function(x + h) - function(x - h)
    let two = function(x + 2 * h) - function(x - 2 * h)
    let three = function(x + 3 * h) - function(x - 3 * h)
    return (45 * one - 9 * two + three) / (60 * h)
  }

  @Test func `derivatives of one operand agree with differences`() {
    for function in UnaryOperation.allCases {
      for x in [0.3, 0.72, 0.11] {
        let expected = slope(x) { function($0) }
        let actual = function.derivative(at: x, value: function(x))
        #expect(abs(actual - expected) < 1e-10 * max(1, abs(expected)), "\(function) at \(x)")
      }
    }
  }

  @Test func `derivatives of two operands agree with differences`() {
    for operation in BinaryOperation.allCases {
      for (x, y) in [(1.3, 0.7), (0.4, 2.6)] {
        let (left, right) = operation.partials(x, y, value: operation(x, y))
        #expect(abs(left - slope(x) { operation($0, y) }) < 1e-10, "\(operation) by the left")
        #expect(abs(right - slope(y) { operation(x, $0) }) < 1e-10, "\(operation) by the right")
      }
    }
  }

  @Test func `flat tails keep their slope`() {
    #expect(
      abs(UnaryOperation.tanh.derivative(at: 30, value: 1) / 3.50260430507861e-26 - 1) < 1e-14)
    #expect(UnaryOperation.relu.derivative(at: 0, value: 0) == 0)
    #expect(UnaryOperation.abs.derivative(at: 0, value: 0) == 0)
  }

  @Test func `pullbacks of broadcasts add up over the repeated axes`() throws {
    let matrix = Tensor.random([3, 2], seed: 1)
    let row = Tensor.random([2], seed: 2)
    let gradient = Tensor.random([3, 2], seed: 3)
    for operation in [BinaryOperation.add, .subtract, .multiply, .divide, .maximum] {
      let value = try Tensor.combine(operation, matrix, row)
      let pulled = try operation.pullback(gradient, matrix, row, value: value)
      #expect(pulled.left.shape == [3, 2])
      #expect(pulled.right.shape == [2])
      let change = slope(0) { (h: Double) -> Double in
        guard let moved = try? Tensor.combine(operation, matrix, row + h * row),
          let product = try? moved * gradient
        else { return .nan }
        return product.sum()
      }
      #expect(abs(try pulled.right.dot(row) - change) < 1e-10)
    }
  }
}
