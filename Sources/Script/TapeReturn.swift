import Numerics
import Tensors

/// One way back over a tape: from a result to everything that it was computed from.
///
/// The places are visited from the last to the first, and each hands its cotangent on to its
/// operands: by then all that used it have handed theirs to it. A recorded way back leaves its own
/// steps at the end of the tape, so that its results can be differentiated in turn.
struct TapeReturn {
  let tape: Tape
  /// The first place that belongs to the gradient; earlier ones are constants to it.
  let start: Int
  /// The place after the last one that the way back visits.
  let end: Int
  let isRecorded: Bool
  /// Whether a recorded way came to places before `start`, which belong to an outer derivative.
  private(set) var leavesStart = false
  /// The cotangents of numbers, by place less `base`; index 0 takes what goes to earlier places.
  private var numbers: [Double]
  /// Where the cotangents of numbers stand on the tape, if the way is recorded.
  private var numberTraces: [UInt32]
  /// The cotangents of tensors, by the index of their step.
  private var tensors: [TracedTensor?]
  /// What is left out of the arrays: an inner derivative touches only its own end of the tape.
  private let base: Int
  private let firstStep: Int

  init(_ tape: Tape, from start: Tape.Position, isRecorded: Bool) {
    self.tape = tape
    self.start = start.place
    self.isRecorded = isRecorded
    end = tape.count
    base = start.place - 1
    firstStep = start.step
    numbers = [Double](repeating: 0, count: end - base)
    numberTraces = isRecorded ? [UInt32](repeating: 0, count: end - base) : []
    tensors = [TracedTensor?](repeating: nil, count: tape.steps.count - firstStep)
  }

  /// The index of a place in the arrays of numbers.
  @inline(__always)
  private func slot(_ place: UInt32) -> Int { max(0, Int(place) - base) }

  // MARK: cotangents

  /// The cotangent of the number at `place`.
  func number(at place: UInt32) -> TracedNumber {
    guard place >= start, place < end else { return TracedNumber(0) }
    return TracedNumber(numbers[slot(place)], isRecorded ? numberTraces[slot(place)] : 0)
  }

  /// The cotangent of the tensor at `place`; nil is zero.
  func tensor(at place: UInt32) -> TracedTensor? {
    let node = tape.state.pointee.nodes[Int(place)]
    let index = node.index - firstStep
    return node.kind == .tensor && tensors.indices.contains(index) ? tensors[index] : nil
  }

  /// Adds to the cotangent of the number at `place`.
  mutating func add(_ number: TracedNumber, to place: UInt32) {
    guard place >= start, place != 0 else {
      if place != 0 { leavesStart = true }
      return
    }
    let slot = slot(place)
    if isRecorded, numberTraces[slot] | number.trace != 0 {
      let sum = tape.add(TracedNumber(numbers[slot], numberTraces[slot]), number)
      numbers[slot] = sum.value
      numberTraces[slot] = sum.trace
    } else {
      numbers[slot] += number.value
    }
  }

  /// Adds to the cotangent of the tensor at `place`.
  mutating func add(_ tensor: TracedTensor, to place: UInt32) throws(Failure) {
    guard place >= start, place != 0 else {
      if place != 0 { leavesStart = true }
      return
    }
    let index = tape.state.pointee.nodes[Int(place)].index - firstStep
    guard var sum = tensors[index] else {
      tensors[index] = tensor
      return
    }
    if sum.trace | tensor.trace != 0 {
      tensors[index] = try tape.combine(.add, sum, tensor)
      return
    }
    tensors[index] = nil
    try tensorial { () throws(TensorError) in
      try sum.value.combine(.add, with: tensor.value)
    }
    tensors[index] = sum
  }

  // MARK: the way

  /// Goes back from the last place to the first.
  mutating func run() throws(Failure) {
    var place = end
    while place > max(start, 1) {
      place -= 1
      let node = tape.state.pointee.nodes[place]
      switch node.kind {
      case .tensor: try goBackThroughTensor(node, place)
      case .number:
        let cotangent = number(at: UInt32(place))
        if cotangent.value == 0, cotangent.trace == 0 { continue }
        try goBackThroughNumber(node, cotangent, place)
      case .unused: continue
      case .input:
        // An inner derivative's point goes on to where the outer one got it.
        add(number(at: UInt32(place)), to: node.a)
      default:
        if isRecorded {
          try goBackRecorded(node, place)
        } else {
          try goBackPlain(node, numbers[place - base])
        }
      }
    }
  }

  /// Hands the cotangent of an operation on numbers to its operands.
  @inline(__always)
  private mutating func goBackPlain(_ node: Tape.Node, _ c: Double) throws(Failure) {
    if c == 0 { return }
    let a = slot(node.a)
    let b = slot(node.b)
    switch node.kind {
    case .add:
      numbers[a] += c
      numbers[b] += c
    case .subtract:
      numbers[a] += c
      numbers[b] -= c
    case .multiply:
      numbers[a] += c * node.y
      numbers[b] += c * node.x
    case .divide:
      numbers[a] += c / node.y
      numbers[b] -= c * node.x / (node.y * node.y)
    case .negate: numbers[a] -= c
    case .squareRoot: numbers[a] += c / (2 * node.y)
    case .absolute: numbers[a] += node.x < 0 ? -c : (node.x > 0 ? c : 0)
    case .remainder:
      numbers[a] += c
      numbers[b] -= c * (node.x / node.y).rounded(.towardZero)
    case .power:
      let partial = powerDerivatives(node.x, node.y)
      numbers[a] += c * partial.left
      if node.b != 0 { numbers[b] += c * partial.right }
    case .unary:
      numbers[a] +=
        c
        * Tensors.UnaryOperation.allCases[node.index].derivative(at: node.x, value: node.y)
    case .function1:
      guard case .scalar1(let partial) = tape.library.functions[node.index].pullback else { return }
      numbers[a] += c * partial(node.x, node.y)
    case .function2:
      let function = tape.library.functions[node.index]
      guard case .scalar2(let value) = function.body, case .scalar2(let partial) = function.pullback
      else { return }
      let partials = partial(node.x, node.y, value(node.x, node.y))
      if node.a != 0 { numbers[a] += c * partials.0 }
      if node.b != 0 { numbers[b] += c * partials.1 }
    case .element: addElement(c, Int(node.b), to: node.a)
    default: break
    }
  }

  /// Hands the cotangent of a number that a larger step gave to the step's operands.
  private mutating func goBackThroughNumber(
    _ node: Tape.Node, _ c: TracedNumber, _ place: Int
  ) throws(Failure) {
    switch tape.steps[node.index] {
    case .sum: try add(tape.fill(tape.shape(at: node.a), c), to: node.a)
    case .number:
      try add(tape.reshaped(tape.tensor(c), to: tape.shape(at: node.a)), to: node.a)
    case .dot(let a, let b):
      if node.a != 0 {
        try add(tape.combine(.multiply, TracedTensor(b, traced(node.b)), c), to: node.a)
      }
      if node.b != 0 {
        try add(tape.combine(.multiply, TracedTensor(a, traced(node.a)), c), to: node.b)
      }
    case .library(let index, let arguments, traces: let traces, result: let result):
      if isRecorded {
        return try goBackByDefinition(
          tape.library.functions[index], arguments, traces,
          self.result(result, at: place, isNumber: true), tape.tensor(c))
      }
      try goBackThroughLibrary(index, arguments, traces, result, .double(c.value))
    case .recorded(let step):
      if isRecorded { return try goBackByDefinition(step, place, tape.tensor(c)) }
      try goBackThroughRecorded(step, .double(c.value))
    default: break
    }
  }

  /// Adds to one element of the cotangent of the tensor at `place`, without making a tensor for it.
  private mutating func addElement(_ number: Double, _ index: Int, to place: UInt32) {
    guard place >= start else { return }
    let step = tape.state.pointee.nodes[Int(place)].index - firstStep
    var sum = tensors[step]?.value ?? Tensor.filled(tape.shape(at: place), with: 0)
    tensors[step] = nil
    sum[flat: index] += number
    tensors[step] = TracedTensor(sum)
  }

  /// The place of an operand where the way back is recorded; else a constant.
  func traced(_ place: UInt32) -> UInt32 { isRecorded ? place : 0 }

  /// Takes the cotangent of a tensor and hands it to its operands.
  private mutating func goBackThroughTensor(_ node: Tape.Node, _ place: Int) throws(Failure) {
    guard var cotangent = tensors[node.index - firstStep] else { return }
    let step = tape.steps[node.index]
    if case .input = step { return try add(cotangent, to: node.a) }
    // From here on nobody else holds it, so it can be changed in place.
    tensors[node.index - firstStep] = nil
    switch step {
    case .vector(let traces):
      for (index, trace) in traces.enumerated() where trace != 0 {
        add(tape.element(cotangent, index), to: trace)
      }
    case .stacked(let traces):
      for (index, trace) in traces.enumerated() where trace != 0 {
        try add(tape.slice(cotangent, [.at(index)]), to: trace)
      }
    case .fill: add(tape.sum(cotangent), to: node.a)
    case .tensor: add(try tape.number(cotangent), to: node.a)
    case .placed(let index): add(tape.element(cotangent, index), to: node.a)
    case .changedElement(let index):
      add(tape.element(cotangent, index), to: node.b)
      tape.setElement(&cotangent.value, &cotangent.trace, index, TracedNumber(0))
      try add(cotangent, to: node.a)
    case .appended(let count):
      add(tape.element(cotangent, count), to: node.b)
      if node.a == 0 { return }
      if cotangent.trace == 0 {
        var list = cotangent.value.values
        cotangent.value = .nothing
        list.removeLast()
        try add(TracedTensor(Tensor(list)), to: node.a)
      } else {
        try add(tape.slice(cotangent, [.range(0..<count)]), to: node.a)
      }
    case .tensorScalar, .scalarTensor: try goBackThroughMixed(step, node, cotangent)
    case .library(let index, let arguments, traces: let traces, result: let result):
      if isRecorded {
        return try goBackByDefinition(
          tape.library.functions[index], arguments, traces,
          self.result(result, at: place, isNumber: false), cotangent)
      }
      try goBackThroughLibrary(index, arguments, traces, result, .tensor(cotangent.value))
    case .recorded(let step):
      if isRecorded { return try goBackByDefinition(step, place, cotangent) }
      try goBackThroughRecorded(step, .tensor(cotangent.value))
    default:
      let parts = try tape.cotangents(
        of: step, cotangent, node, at: place, isRecorded: isRecorded)
      if let part = parts.0 { try add(part, to: node.a) }
      if let part = parts.1 { try add(part, to: node.b) }
    }
  }

  private mutating func goBackThroughMixed(
    _ step: TapeStep, _ node: Tape.Node, _ c: TracedTensor
  ) throws(Failure) {
    switch step {
    case .tensorScalar(let operation, let a, let b):
      let x = TracedTensor(a, traced(node.a))
      let y = tape.fill(a.shape, TracedNumber(b, traced(node.b)))
      let parts = try tape.cotangents(of: operation, x, y, c)
      if node.a != 0 { try add(parts.left(), to: node.a) }
      if node.b != 0 { add(tape.sum(try parts.right()), to: node.b) }
    case .scalarTensor(let operation, let a, let b):
      let x = tape.fill(b.shape, TracedNumber(a, traced(node.a)))
      let y = TracedTensor(b, traced(node.b))
      let parts = try tape.cotangents(of: operation, x, y, c)
      if node.a != 0 { add(tape.sum(try parts.left()), to: node.a) }
      if node.b != 0 { try add(parts.right(), to: node.b) }
    default: break
    }
  }

  /// Hands a cotangent to the arguments of a library function, by the function's own rule.
  private mutating func goBackThroughLibrary(
    _ index: Int, _ arguments: [Value], _ traces: [UInt32], _ result: Value, _ cotangent: Value
  ) throws(Failure) {
    let parts: [Value?]
    switch tape.library.functions[index].pullback {
    case .general(let pullback):
      do {
        parts = try pullback(arguments, result, cotangent)
      } catch {
        throw Failure(error)
      }
    case .scalar1(let partial):
      if case .tensor(let x) = arguments[0], let arrays = tape.library.functions[index].arrays {
        let slope = TracedTensor(arrays.derivative(x))
        let part = try tape.combine(.multiply, TracedTensor(cotangent.plainTensor), slope)
        parts = [.tensor(part.value)]
        break
      }
      parts = elementwise(arguments, result, cotangent) { x, _, y in (partial(x, y), 0) }
    case .scalar2(let partial): parts = elementwise(arguments, result, cotangent, partial)
    default: return
    }
    for (part, trace) in zip(parts, traces) where trace != 0 {
      guard let part else { continue }
      if tape.state.pointee.nodes[Int(trace)].kind == .tensor {
        try add(TracedTensor(part.plainTensor), to: trace)
      } else {
        add(TracedNumber(part.number), to: trace)
      }
    }
  }
  /// The cotangents of a function that works on each element of one or two tensors of one shape.
  private func elementwise(
    _ arguments: [Value], _ result: Value, _ cotangent: Value,
    _ partials: (_ x: Double, _ y: Double, _ result: Double) -> (Double, Double)
  ) -> [Value?] {
    let (x, z, c) = (arguments[0].plainTensor, result.plainTensor, cotangent.plainTensor)
    let y = arguments.count > 1 ? arguments[1].plainTensor : x
    var (left, right) = (c, c)
    for place in 0..<c.count {
      let slopes = partials(x[flat: place], y[flat: place], z[flat: place])
      left[flat: place] *= slopes.0
      right[flat: place] *= slopes.1
    }
    return arguments.count > 1 ? [.tensor(left), .tensor(right)] : [.tensor(left)]
  }
}
