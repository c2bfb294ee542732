import Tensors

/// A call of a library function that brought its own way back.
///
/// A class, because steps are copied and this one holds a closure with all that it needs.
final class RecordedStep {
  let function: LibraryFunction
  /// The arguments of the call, without their places.
  let arguments: [Value]
  /// The places of the numbers and tensors in each argument, in order; none for a constant.
  let traces: [[UInt32]]
  /// What the call gave: the form of the cotangent.
  let result: Value
  /// Whether the step stands for all numbers of the result in a row, because there are several.
  let isJoined: Bool
  let pullback: (Value) throws -> [Value?]

  init(
    _ function: LibraryFunction, _ arguments: [Value], _ traces: [[UInt32]], _ call: RecordedCall,
    isJoined: Bool
  ) {
    self.function = function
    self.arguments = arguments
    self.traces = traces
    self.isJoined = isJoined
    result = call.result
    pullback = call.pullback
  }

  /// Roughly the numbers that the way back keeps: a layer holds on to a few tensors of that size.
  var keptNumbers: Int { 4 * result.numericLeaves.reduce(16) { $0 + $1.leafCount } }
}

extension Machine {
  /// Calls a library function that records itself; its arguments and result may be made of parts.
  func callRecording(
    _ function: LibraryFunction, _ record: @Sendable ([Value], [Bool]) throws -> RecordedCall,
    _ arguments: [Value], _ tape: Tape
  ) throws(Failure) -> Value {
    let isActive = arguments.map { $0.isActive(on: tape) }
    let plain = arguments.map(\.deeplyUntraced)
    let call: RecordedCall
    do {
      call = try record(plain, isActive)
    } catch {
      throw Failure(error)
    }
    let leaves = call.result.numericLeaves
    try countElements(leaves.reduce(0) { $0 + $1.leafCount })
    let traces = zip(arguments, isActive).map { argument, isActive in
      isActive ? argument.numericLeaves.map { $0.trace(on: tape) } : []
    }
    let isJoined = !call.result.isLeaf
    let step = TapeStep.recorded(
      RecordedStep(function, plain, traces, call, isJoined: isJoined))
    guard isJoined else {
      var shape: Shape?
      if case .tensor(let tensor) = call.result { shape = tensor.shape }
      return traced(call.result, tape.record(step, shape))
    }
    // All numbers in a row, of which each part takes its own.
    let row = Tensor(leaves.flatMap { $0.plainTensor.values })
    let whole = TracedTensor(row, tape.record(step, row.shape))
    var start = 0
    return try call.result.mappingLeaves { (leaf) throws(Failure) in
      let tensor = leaf.plainTensor
      defer { start += tensor.count }
      if case .double = leaf {
        let part = tape.element(whole, start)
        return traced(.double(part.value), part.trace)
      }
      let part = try tape.reshaped(
        tape.slice(whole, [.range(start..<(start + tensor.count))]), to: tensor.shape)
      return traced(.tensor(part.value), part.trace)
    }
  }
}

extension TapeReturn {
  /// Hands a cotangent to the arguments of a call that recorded itself, and records how.
  mutating func goBackByDefinition(
    _ step: RecordedStep, _ place: Int, _ cotangent: TracedTensor
  ) throws(Failure) {
    guard !step.isJoined, step.traces.allSatisfy({ $0.count <= 1 }) else {
      throw .noSecondDerivative(step.function.name)
    }
    try goBackByDefinition(
      step.function, step.arguments, step.traces.map { $0.first ?? 0 },
      result(step.result, at: place, isNumber: tape.state.pointee.nodes[place].kind == .number),
      cotangent)
  }

  /// Hands a cotangent to the arguments of a call that recorded itself.
  mutating func goBackThroughRecorded(
    _ step: RecordedStep, _ cotangent: Value
  ) throws(Failure) {
    var seed = cotangent
    if step.isJoined {
      let row = cotangent.plainTensor.values
      var start = 0
      seed = try step.result.mappingLeaves { (leaf) throws(Failure) in
        defer { start += leaf.leafCount }
        guard case .tensor(let tensor) = leaf else { return .double(row[start]) }
        var part = tensor
        for index in 0..<part.count { part[flat: index] = row[start + index] }
        return .tensor(part)
      }
    }
    let parts: [Value?]
    do {
      parts = try step.pullback(seed)
    } catch {
      throw Failure(error)
    }
    for (part, traces) in zip(parts, step.traces) {
      guard let part, !traces.isEmpty else { continue }
      for (leaf, trace) in zip(part.numericLeaves, traces) where trace != 0 {
        if tape.state.pointee.nodes[Int(trace)].kind == .tensor {
          try add(TracedTensor(leaf.plainTensor), to: trace)
        } else {
          add(TracedNumber(leaf.number), to: trace)
        }
      }
    }
  }
}

extension Value {
  /// Whether it is one number or one tensor.
  package var isLeaf: Bool {
    switch self {
    case .double, .tensor, .traced: true
    default: false
    }
  }

  /// The numbers and tensors in it, in order: in lists, tuples and structures, at any depth.
  package var numericLeaves: [Value] {
    switch self {
    case .double, .tensor, .traced: [self]
    case .array(let elements): elements.flatMap(\.numericLeaves)
    case .tuple(let tuple): tuple.elements.flatMap(\.numericLeaves)
    case .structure(let structure): structure.fields.flatMap(\.numericLeaves)
    default: []
    }
  }

  /// How many numbers a leaf holds.
  var leafCount: Int {
    switch self {
    case .double: 1
    case .tensor(let tensor): tensor.count
    case .traced(let traced): traced.value.leafCount
    default: 0
    }
  }

  /// The same form with each number and tensor replaced, in the order of `numericLeaves`.
  package func mappingLeaves<Failure: Error>(
    _ transform: (Value) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    switch self {
    case .double, .tensor, .traced: return try transform(self)
    case .array(let elements):
      var result: [Value] = []
      for element in elements { result.append(try element.mappingLeaves(transform)) }
      return .array(result)
    case .tuple(var tuple):
      for index in tuple.elements.indices {
        tuple.elements[index] = try tuple.elements[index].mappingLeaves(transform)
      }
      return .tuple(tuple)
    case .structure(var structure):
      for index in structure.fields.indices {
        structure.fields[index] = try structure.fields[index].mappingLeaves(transform)
      }
      return .structure(structure)
    default: return self
    }
  }
}
