package import Diagnostics
import Numerics
package import Tensors

/// Operations of the traced twins of compiled functions: the tape's own, in the order in which the
/// machine makes them, so that gradients have the same bits.
extension ScriptHost {
  /// The tape that runs; a twin is called by a derivative only.
  private var tape: Tape {
    guard let tape = machine.tape else { preconditionFailure("a traced value outlived its tape") }
    return tape
  }

  // MARK: values

  /// The value of a traced number.
  package func value(_ x: TracedNumber) -> Value { machine.traced(.double(x.value), x.trace) }

  /// The value of a traced tensor.
  package func value(_ x: TracedTensor) -> Value { machine.traced(.tensor(x.value), x.trace) }

  /// The number that a value is.
  package func tracedNumber(_ value: Value) -> TracedNumber {
    guard let tape = machine.tape else { return TracedNumber(value.number) }
    return TracedNumber(value.number, value.trace(on: tape))
  }

  /// The tensor that a value is, or that a list of numbers makes.
  package func tracedTensor(_ value: Value) throws(Diagnostic) -> TracedTensor {
    guard let tape = machine.tape else { return TracedTensor(value.plainTensor) }
    return try placed { () throws(Failure) in try machine.tracedTensor(value, tape) }
  }

  // MARK: numbers

  /// An arithmetic operation on numbers.
  package func combine(
    _ operation: BinaryOperation.Arithmetic, _ x: TracedNumber, _ y: TracedNumber
  ) throws(Diagnostic) -> TracedNumber {
    switch operation {
    case .add: tape.add(x, y)
    case .subtract: tape.subtract(x, y)
    case .multiply: tape.multiply(x, y)
    case .divide: tape.divide(x, y)
    case .power: tape.power(x, y)
    case .remainder:
      TracedNumber(
        try self.remainder(x.value, y.value),
        tape.record(.remainder, x.trace, y.trace, x.value, y.value))
    }
  }

  /// −x.
  package func negate(_ x: TracedNumber) -> TracedNumber { tape.negate(x) }

  /// √x.
  package func squareRoot(_ x: TracedNumber) -> TracedNumber {
    let result = x.value.squareRoot()
    return TracedNumber(result, tape.record(.squareRoot, x.trace, 0, x.value, result))
  }

  /// |x|.
  package func magnitude(_ x: TracedNumber) -> TracedNumber {
    TracedNumber(x.value.magnitude, tape.record(.absolute, x.trace, 0, x.value))
  }

  /// The smaller of two numbers, with its place.
  package func minimum(_ x: TracedNumber, _ y: TracedNumber) -> TracedNumber {
    let least = scriptMinimum(x.value, y.value)
    return TracedNumber(least, least.bitPattern == x.value.bitPattern ? x.trace : y.trace)
  }

  /// The larger of two numbers, with its place.
  package func maximum(_ x: TracedNumber, _ y: TracedNumber) -> TracedNumber {
    let greatest = scriptMaximum(x.value, y.value)
    return TracedNumber(greatest, greatest.bitPattern == x.value.bitPattern ? x.trace : y.trace)
  }

  /// Library function `index`, of one number.
  package func function1(_ index: Int, _ x: TracedNumber) throws(Diagnostic) -> TracedNumber {
    let result = machine.functions1[index].function(x.value)
    if x.trace != 0 { try placed { () throws(Failure) in try machine.checkDerivative(index) } }
    return TracedNumber(
      result, tape.record(.function1, x.trace, 0, x.value, result, index: index))
  }

  /// Library function `index`, of two numbers.
  package func function2(
    _ index: Int, _ x: TracedNumber, _ y: TracedNumber
  ) throws(Diagnostic) -> TracedNumber {
    let result = machine.functions2[index].function(x.value, y.value)
    if x.trace | y.trace != 0 {
      try placed { () throws(Failure) in try machine.checkDerivative(index) }
    }
    return TracedNumber(
      result, tape.record(.function2, x.trace, y.trace, x.value, y.value, index: index))
  }

  // MARK: tensors

  /// An elementwise operation on tensors.
  package func combine(
    _ operation: Tensors.BinaryOperation, _ x: TracedTensor, _ y: TracedTensor
  ) throws(Diagnostic) -> TracedTensor {
    try placed { () throws(Failure) in try tape.combine(operation, x, y) }
  }

  /// An elementwise operation on a tensor and a number.
  package func combine(
    _ operation: Tensors.BinaryOperation, _ x: TracedTensor, _ y: TracedNumber
  ) -> TracedTensor { tape.combine(operation, x, y) }

  /// An elementwise operation on a number and a tensor.
  package func combine(
    _ operation: Tensors.BinaryOperation, _ x: TracedNumber, _ y: TracedTensor
  ) -> TracedTensor { tape.combine(operation, x, y) }

  /// A function of each element.
  package func unary(_ operation: Tensors.UnaryOperation, _ x: TracedTensor) -> TracedTensor {
    tape.unary(operation, x)
  }

  /// The matrix product.
  package func product(_ x: TracedTensor, _ y: TracedTensor) throws(Diagnostic) -> TracedTensor {
    try placed { () throws(Failure) in try tape.product(x, y) }
  }

  /// The product of two vectors.
  package func dot(_ x: TracedTensor, _ y: TracedTensor) throws(Diagnostic) -> TracedNumber {
    try placed { () throws(Failure) in try tape.dot(x, y) }
  }

  /// The outer product.
  package func outer(_ x: TracedTensor, _ y: TracedTensor) throws(Diagnostic) -> TracedTensor {
    try placed { () throws(Failure) in try tape.outer(x, y) }
  }

  /// The sum of all elements.
  package func sum(_ x: TracedTensor) -> TracedNumber { tape.sum(x) }

  /// Rows and columns exchanged.
  package func transposed(_ x: TracedTensor) throws(Diagnostic) -> TracedTensor {
    try placed { () throws(Failure) in try tape.transposed(x) }
  }

  /// The element at a place in row-major order.
  package func element(_ x: TracedTensor, _ index: Int) -> TracedNumber { tape.element(x, index) }

  /// Changes the element at a place in row-major order.
  package func setElement(_ x: inout TracedTensor, _ index: Int, _ y: TracedNumber) {
    tape.setElement(&x.value, &x.trace, index, y)
  }

  /// A part of a tensor.
  package func slice(_ x: TracedTensor, _ axes: [AxisSlice]) throws(Diagnostic) -> TracedTensor {
    try placed { () throws(Failure) in try tape.slice(x, axes) }
  }

  /// Changes a part of a tensor.
  package func setSlice(
    _ x: inout TracedTensor, _ axes: [AxisSlice], _ y: TracedTensor
  ) throws(Diagnostic) {
    var changed = x
    try placed { () throws(Failure) in
      try tape.setSlice(&changed.value, &changed.trace, axes, y)
    }
    x = changed
  }

  /// The only element of a tensor.
  package func number(_ x: TracedTensor) throws(Diagnostic) -> TracedNumber {
    try placed { () throws(Failure) in try tape.number(x) }
  }

  /// A number as a tensor.
  package func tensor(_ x: TracedNumber) -> TracedTensor { tape.tensor(x) }

  /// The vector of some numbers.
  package func vector(_ numbers: [TracedNumber]) -> TracedTensor { tape.vector(numbers) }

  /// Tensors as one of a rank more.
  package func stacked(_ tensors: [TracedTensor]) throws(Diagnostic) -> TracedTensor {
    try placed { () throws(Failure) in try tape.stacked(tensors) }
  }

  /// Adds a number at the end of a vector.
  package func append(_ number: TracedNumber, to x: inout TracedTensor) {
    let count = x.value.count
    var list = x.value.values
    list.append(number.value)
    x.value = Tensor(list)
    if number.trace | x.trace != 0 {
      x.trace = tape.record(.appended(count), x.value.shape, x.trace, number.trace)
    }
  }
}
