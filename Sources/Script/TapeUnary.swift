import Numerics
import Tensors

/// 2 / √π, the slope of erf at 0.
private let twoOverRootPi = 1.1283791670955126

extension Tape {
  /// The cotangent of the argument of an elementwise function.
  func unaryCotangent(
    _ function: Tensors.UnaryOperation, _ x: TracedTensor, _ y: TracedTensor, _ c: TracedTensor
  ) throws(Failure) -> TracedTensor {
    guard x.trace | y.trace | c.trace == 0 else {
      return try combine(.multiply, c, try slope(function, x, y))
    }
    return TracedTensor(function.pullback(c.value, at: x.value, value: y.value))
  }

  /// The derivative of a function in operations that record themselves; `y` is the function's result.
  func slope(
    _ function: Tensors.UnaryOperation, _ x: TracedTensor, _ y: TracedTensor
  ) throws(Failure) -> TracedTensor {
    func number(_ value: Double) -> TracedNumber { TracedNumber(value) }
    func square(_ a: TracedTensor) throws(Failure) -> TracedTensor { try combine(.multiply, a, a) }
    func inverse(_ a: TracedTensor) -> TracedTensor { combine(.divide, number(1), a) }
    func oneMinus(_ a: TracedTensor) -> TracedTensor { combine(.subtract, number(1), a) }
    switch function {
    case .square: return combine(.multiply, x, number(2))
    case .reciprocal: return unary(.negate, try square(y))
    case .sqrt: return inverse(combine(.multiply, y, number(2)))
    case .cbrt: return inverse(combine(.multiply, try square(y), number(3)))
    case .exp: return y
    case .exp2: return combine(.multiply, y, number(log(2)))
    case .expm1: return combine(.add, y, number(1))
    case .log: return inverse(x)
    case .log2: return inverse(combine(.multiply, x, number(log(2))))
    case .log10: return inverse(combine(.multiply, x, number(log(10))))
    case .log1p: return inverse(combine(.add, x, number(1)))
    case .sin: return unary(.cos, x)
    case .cos: return unary(.negate, unary(.sin, x))
    case .tan: return combine(.add, try square(y), number(1))
    case .asin: return inverse(unary(.sqrt, oneMinus(try square(x))))
    case .acos: return unary(.negate, inverse(unary(.sqrt, oneMinus(try square(x)))))
    case .atan: return inverse(combine(.add, try square(x), number(1)))
    case .sinh: return unary(.cosh, x)
    case .cosh: return unary(.sinh, x)
    case .tanh: return oneMinus(try square(y))
    case .erf, .erfc:
      let bell = unary(.exp, unary(.negate, try square(x)))
      let factor = function == .erf ? twoOverRootPi : -twoOverRootPi
      return combine(.multiply, bell, number(factor))
    case .normalCDF: return unary(.normalPDF, x)
    case .normalPDF: return unary(.negate, try combine(.multiply, x, y))
    case .sigmoid: return try combine(.multiply, y, oneMinus(y))
    case .logSigmoid: return oneMinus(unary(.exp, y))
    case .softplus: return unary(.sigmoid, x)
    case .negate, .abs, .relu, .sign, .floor, .ceil, .round, .truncate, .isNaN, .isFinite, .not:
      // Constant pieces: the slope does not depend on x.
      return TracedTensor(x.value.mapped { function.derivative(at: $0, value: 0) })
    }
  }
}

extension TapeReturn {
  /// Hands the cotangent of an operation on numbers to its operands, and records how.
  mutating func goBackRecorded(_ node: Tape.Node, _ place: Int) throws(Failure) {
    let c = number(at: UInt32(place))
    if c.value == 0, c.trace == 0 { return }
    let x = TracedNumber(node.x, node.a)
    let y = TracedNumber(node.y, node.b)
    switch node.kind {
    case .add:
      add(c, to: node.a)
      add(c, to: node.b)
    case .subtract:
      add(c, to: node.a)
      add(tape.negate(c), to: node.b)
    case .multiply:
      if node.a != 0 { add(tape.multiply(c, y), to: node.a) }
      if node.b != 0 { add(tape.multiply(c, x), to: node.b) }
    case .divide:
      if node.a != 0 { add(tape.divide(c, y), to: node.a) }
      if node.b != 0 {
        let part = tape.divide(tape.multiply(c, x), tape.multiply(y, y))
        add(tape.negate(part), to: node.b)
      }
    case .negate: add(tape.negate(c), to: node.a)
    case .remainder:
      add(c, to: node.a)
      let whole = (node.x / node.y).rounded(.towardZero)
      add(tape.negate(tape.multiply(c, TracedNumber(whole))), to: node.b)
    case .power:
      if node.a != 0, node.y != 0 {
        let lower = tape.power(x, tape.subtract(y, TracedNumber(1)))
        add(tape.multiply(c, tape.multiply(y, lower)), to: node.a)
      }
      if node.b != 0, node.x > 0 {
        let slope = tape.multiply(tape.power(x, y), tape.unary(.log, x))
        add(tape.multiply(c, slope), to: node.b)
      }
    case .element:
      try add(
        tape.placed(c, at: Int(node.b), in: tape.shape(at: node.a)), to: node.a)
    case .squareRoot:
      try addRecorded(.sqrt, node, TracedNumber(node.y, UInt32(place)), c)
    case .absolute: try addRecorded(.abs, node, TracedNumber(node.x.magnitude, UInt32(place)), c)
    case .unary:
      try addRecorded(
        Tensors.UnaryOperation.allCases[node.index], node, TracedNumber(node.y, UInt32(place)), c)
    case .function1:
      let entry = tape.library.functions[node.index]
      let name = entry.name == "squareRoot" ? "sqrt" : entry.name
      if let function = Tensors.UnaryOperation(rawValue: name) {
        try addRecorded(function, node, TracedNumber(node.y, UInt32(place)), c)
      } else {
        let y = tape.tensor(TracedNumber(node.y, UInt32(place)))
        try goBackByDefinition(entry, [.double(node.x)], [node.a], y, tape.tensor(c))
      }
    case .function2:
      let entry = tape.library.functions[node.index]
      guard case .scalar2(let function) = entry.body else { break }
      let z = tape.tensor(TracedNumber(function(node.x, node.y), UInt32(place)))
      try goBackByDefinition(
        entry, [.double(node.x), .double(node.y)], [node.a, node.b], z, tape.tensor(c))
    default: break
    }
  }

  private mutating func addRecorded(
    _ function: Tensors.UnaryOperation, _ node: Tape.Node, _ result: TracedNumber,
    _ c: TracedNumber
  ) throws(Failure) {
    let slope = try tape.slope(
      function, tape.tensor(TracedNumber(node.x, node.a)), tape.tensor(result))
    add(tape.multiply(c, try tape.number(slope)), to: node.a)
  }
}
