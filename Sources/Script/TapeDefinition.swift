package import Tensors

/// A number or tensor in the definition of a library function: every operation on it records itself.
///
/// An entry's `Pullback` works with plain tensors, which is fast and leaves nothing on the tape; a
/// derivative of a derivative needs the way back itself on the tape. For that an entry states its
/// definition in these operations, whose ways back are recorded anyway, so that no rule has to be
/// written twice. We chose definitions over second rules for each entry, because a definition is a
/// line and a second rule is a page. A number is a tensor of rank 0.
package struct Recorded {
  let tape: Tape
  let traced: TracedTensor

  init(_ tape: Tape, _ traced: TracedTensor) {
    self.tape = tape
    self.traced = traced
  }

  /// The tensor.
  package var value: Tensor { traced.value }

  /// The number of elements.
  package var count: Double { Double(value.count) }

  /// A constant beside this.
  package func constant(_ tensor: Tensor) -> Recorded { Recorded(tape, TracedTensor(tensor)) }

  /// The function of each element.
  package func mapped(_ function: Tensors.UnaryOperation) -> Recorded {
    Recorded(tape, tape.unary(function, traced))
  }

  /// The library's function `name` of one number, of each element.
  package func calling(_ name: String) throws -> Recorded {
    let entry = tape.library.entries(named: name).first { index in
      if case .scalar1 = tape.library.functions[index].body { true } else { false }
    }
    guard let entry, case .scalar1(let function) = tape.library.functions[entry].body,
      tape.library.functions[entry].pullback != nil
    else { throw Failure.noDerivative(name) }
    return try calling(name, giving: value.mapped { function($0) })
  }

  /// The result `value` of the library's first function `name`, which has one argument.
  package func calling(_ name: String, giving value: Tensor) throws -> Recorded {
    guard let entry = tape.library.entries(named: name).first else {
      throw Failure.noDerivative(name)
    }
    if traced.trace == 0 { return constant(value) }
    let step = TapeStep.library(
      entry, [.tensor(self.value)], traces: [traced.trace], result: .tensor(value))
    return Recorded(tape, TracedTensor(value, tape.record(step, value.shape)))
  }

  /// The sum of all elements.
  package func sum() -> Recorded { Recorded(tape, tape.tensor(tape.sum(traced))) }

  /// The mean of all elements.
  package func mean() throws -> Recorded { try sum() / count }

  /// The product of two vectors.
  package func dot(_ other: Recorded) throws -> Recorded {
    Recorded(tape, tape.tensor(try tape.dot(traced, other.traced)))
  }

  /// The matrix product.
  package func product(_ other: Recorded) throws -> Recorded {
    Recorded(tape, try tape.product(traced, other.traced))
  }

  /// The outer product.
  package func outer(_ other: Recorded) throws -> Recorded {
    Recorded(tape, try tape.outer(traced, other.traced))
  }

  /// Rows and columns exchanged.
  package func transposed() throws -> Recorded { Recorded(tape, try tape.transposed(traced)) }

  /// The same numbers in another shape.
  package func reshaped(to sizes: [Int]) throws -> Recorded {
    Recorded(tape, try tape.reshaped(traced, to: try Shape(sizes)))
  }

  /// A linear function with its transpose, which is its way back.
  package func linear(
    _ forward: @escaping (Tensor) throws -> Tensor, back: @escaping (Tensor) throws -> Tensor
  ) throws -> Recorded {
    Recorded(tape, try tape.linear(LinearStep(forward, back), traced))
  }

  /// x where the elements of `mask` are 1, and 0 where they are 0.
  package func masked(_ mask: Tensor) throws -> Recorded { try self * constant(mask) }

  private static func combine(
    _ operation: Tensors.BinaryOperation, _ x: Recorded, _ y: Recorded
  ) throws -> Recorded {
    Recorded(x.tape, try x.tape.combine(operation, x.traced, y.traced))
  }

  /// The sum, element by element.
  package static func + (x: Recorded, y: Recorded) throws -> Recorded { try combine(.add, x, y) }

  /// The difference, element by element.
  package static func - (x: Recorded, y: Recorded) throws -> Recorded {
    try combine(.subtract, x, y)
  }

  /// The product, element by element.
  package static func * (x: Recorded, y: Recorded) throws -> Recorded {
    try combine(.multiply, x, y)
  }

  /// The quotient, element by element.
  package static func / (x: Recorded, y: Recorded) throws -> Recorded { try combine(.divide, x, y) }

  /// The power, element by element.
  package func power(_ y: Recorded) throws -> Recorded { try Self.combine(.power, self, y) }

  /// Each element and a number added.
  package static func + (x: Recorded, y: Double) throws -> Recorded {
    try x + x.constant(Tensor(scalar: y))
  }

  /// A number taken from each element.
  package static func - (x: Recorded, y: Double) throws -> Recorded {
    try x - x.constant(Tensor(scalar: y))
  }

  /// Each element times a number.
  package static func * (x: Recorded, y: Double) throws -> Recorded {
    try x * x.constant(Tensor(scalar: y))
  }

  /// Each element divided by a number.
  package static func / (x: Recorded, y: Double) throws -> Recorded {
    try x / x.constant(Tensor(scalar: y))
  }

  /// The opposite of each element.
  package static prefix func - (x: Recorded) -> Recorded { x.mapped(.negate) }
}

/// A linear function of a tensor with its transpose.
///
/// A class, because steps are copied and this one holds closures.
final class LinearStep {
  let forward: (Tensor) throws -> Tensor
  let back: (Tensor) throws -> Tensor

  init(_ forward: @escaping (Tensor) throws -> Tensor, _ back: @escaping (Tensor) throws -> Tensor)
  {
    self.forward = forward
    self.back = back
  }

  /// The transpose, whose transpose is this.
  var transposed: LinearStep { LinearStep(back, forward) }
}

extension Failure {
  /// A function has a derivative, which has none.
  static func noSecondDerivative(_ name: String) -> Failure {
    .script(
      "gradient.second", "'\(name)' has no second derivative",
      hints: ["write it out with operators and elementary functions"])
  }
}

extension Tape {
  /// A linear function of a tensor.
  func linear(_ step: LinearStep, _ x: TracedTensor) throws(Failure) -> TracedTensor {
    let value: Tensor
    do {
      value = try step.forward(x.value)
    } catch {
      throw Failure(error)
    }
    return TracedTensor(
      value, x.trace == 0 ? 0 : record(.linear(step), value.shape, x.trace))
  }
}

extension TapeReturn {
  /// Hands a cotangent to the arguments of a library function by its definition, and records how;
  /// `result` is what it gave, with its place.
  mutating func goBackByDefinition(
    _ function: LibraryFunction, _ arguments: [Value], _ traces: [UInt32],
    _ result: TracedTensor, _ cotangent: TracedTensor
  ) throws(Failure) {
    switch function.definition {
    case .function(let function):
      try goBack(through: function, arguments, traces, cotangent)
    case .wayBack(let wayBack):
      let points = zip(arguments, traces).map { Recorded(tape, operand($0, $1)) }
      let parts: [Recorded?]
      do {
        parts = try wayBack(points, Recorded(tape, result), Recorded(tape, cotangent))
      } catch {
        throw Failure(error)
      }
      for (index, trace) in traces.enumerated() where trace != 0 {
        guard index < parts.count, let part = parts[index] else { continue }
        try add(part.traced, toOperandAt: trace)
      }
    case nil: throw .noSecondDerivative(function.name)
    }
  }

  /// A derivative within the derivative: its points are the arguments, seen anew.
  private mutating func goBack(
    through function: ([Recorded]) throws -> Recorded, _ arguments: [Value], _ traces: [UInt32],
    _ cotangent: TracedTensor
  ) throws(Failure) {
    let tape = tape
    let start = tape.position
    let points = zip(arguments, traces).map { input($0, $1) }
    let result: TracedTensor
    do {
      result = try function(
        zip(arguments, points).map { Recorded(tape, operand($0, $1)) }
      ).traced
    } catch {
      throw Failure(error)
    }
    guard result.trace != 0 else { return }
    var way = TapeReturn(tape, from: start, isRecorded: true)
    try way.add(tape.reshaped(cotangent, to: result.value.shape), to: result.trace)
    try way.run()
    for (point, trace) in zip(points, traces) where trace != 0 {
      if tape.state.pointee.nodes[Int(point)].kind == .input {
        add(way.number(at: point), to: trace)
      } else if let part = way.tensor(at: point) {
        try add(part, to: trace)
      }
    }
  }

  /// The place of an argument as a point; 0 for a constant.
  private func input(_ argument: Value, _ trace: UInt32) -> UInt32 {
    guard trace != 0 else { return 0 }
    guard tape.state.pointee.nodes[Int(trace)].kind != .tensor else {
      return tape.record(.input, argument.plainTensor.shape, trace)
    }
    return tape.push(
      Tape.Node(info: UInt32(Tape.NodeKind.input.rawValue), a: trace, b: 0, x: 0, y: 0))
  }

  /// An argument at a place as a tensor.
  private func operand(_ argument: Value, _ trace: UInt32) -> TracedTensor {
    if trace != 0, tape.state.pointee.nodes[Int(trace)].kind != .tensor {
      return tape.tensor(TracedNumber(argument.plainTensor.scalar ?? 0, trace))
    }
    return TracedTensor(argument.plainTensor, trace)
  }

  /// Adds to the cotangent of the number or tensor at a place.
  private mutating func add(_ part: TracedTensor, toOperandAt place: UInt32) throws(Failure) {
    if tape.state.pointee.nodes[Int(place)].kind == .tensor {
      try add(tape.summed(part, to: tape.shape(at: place)), to: place)
    } else {
      try add(tape.number(tape.summed(part, to: .scalar)), to: place)
    }
  }

  /// What a step gave, at its place, as a tensor.
  func result(_ value: Value, at place: Int, isNumber: Bool) -> TracedTensor {
    let plain = value.plainTensor
    return isNumber
      ? tape.tensor(TracedNumber(plain.scalar ?? 0, UInt32(place)))
      : TracedTensor(plain, UInt32(place))
  }
}
