import Diagnostics
import Tensors

extension Machine {
  /// Takes a derivative: `operands` are the points and the function.
  ///
  /// If a tape runs already, this is a derivative inside of another: its steps and its way back go
  /// on that tape. The function's further arguments `rest` are constants. The library function
  /// `caller` takes plain numbers only: what depends on the outer derivative is refused.
  func differentiate(
    _ kind: Differentiation.Kind, _ operands: [Value], _ rest: [Value] = [], at range: SourceRange,
    for caller: String? = nil
  ) throws(Failure) -> Value {
    let points = Array(operands.dropLast())
    guard case .function(let function)? = operands.last?.untraced else {
      throw .script("value.function", "only a function has a derivative")
    }
    let outer = tape
    if outer == nil { startTape() }
    guard let tape else {
      throw .script("limit.memory", "there is no memory for a gradient")
    }
    defer { if outer == nil { endTape() } }
    switch kind {
    case .hessian: return try hessian(points, function, at: range, tape, outer != nil)
    case .jacobian: return try jacobian(points, function, at: range, tape, outer != nil)
    case .gradient, .derivative, .valueWithGradient:
      let start = tape.position
      let inputs = points.map { activated($0, tape) }
      let result = try evaluate(function, inputs + rest, at: range)
      let value = try number(result, kind, tape)
      var way = TapeReturn(tape, from: start, isRecorded: outer != nil)
      way.add(TracedNumber(1), to: value.trace)
      try way.run()
      if let caller, way.leavesStart { throw .noDerivative(caller) }
      var gradients: [Value] = []
      for input in inputs { gradients.append(try cotangent(of: input, way, tape)) }
      let gradient =
        gradients.count == 1 ? gradients[0] : .tuple(TupleValue(gradients))
      guard kind == .valueWithGradient else { return gradient }
      let first = traced(.double(value.value), outer == nil ? 0 : value.trace)
      return .tuple(TupleValue([first, gradient], labels: ["value", "gradient"]))
    }
  }

  /// Starts a tape; what the registers hold is constant to it.
  func startTape() {
    guard let room = spareRoom ?? Tape.Room() else { return }
    spareRoom = nil
    state.pointee.tapes &+= 1
    tape = Tape(serial: state.pointee.tapes, library: library, limits: limits, room: room)
    numberTraces.update(repeating: 0, count: top.numbers - numbers)
    tensorTraces.update(repeating: 0, count: top.tensors - tensors)
  }

  /// Ends the tape; its room is kept for the next one.
  func endTape() {
    guard let tape else { return }
    spareRoom = Tape.Room(of: tape)
    self.tape = nil
  }

  private func evaluate(
    _ function: FunctionValue, _ inputs: [Value], at range: SourceRange
  ) throws(Failure) -> Value {
    do throws(Diagnostic) {
      let result = try call(function, inputs, at: range)
      if let tape, tape.isFull { throw tapeLimit.diagnostic(at: range) }
      return result
    } catch {
      throw .located(error)
    }
  }

  private func number(
    _ value: Value, _ kind: Differentiation.Kind, _ tape: Tape
  ) throws(Failure) -> TracedNumber {
    switch value.untraced {
    case .double(let number): return TracedNumber(number, value.trace(on: tape))
    case .tensor(let tensor):
      if tensor.count == 1 {
        return try tape.number(TracedTensor(tensor, value.trace(on: tape)))
      }
      throw .script(
        "gradient.result",
        "\(kind.rawValue) needs a function that gives a number, not a tensor of shape \(tensor.shape)",
        hints: ["jacobian differentiates a function that gives a Vector"])
    default:
      throw .script("gradient.result", "\(kind.rawValue) needs a function that gives a number")
    }
  }

  // MARK: points

  /// The point with every number in it on the tape.
  private func activated(_ point: Value, _ tape: Tape) -> Value {
    switch point {
    case .double, .tensor, .traced:
      let outer = point.trace(on: tape)
      let plain = point.untraced
      switch plain {
      case .double:
        let place = tape.push(
          Tape.Node(info: UInt32(Tape.NodeKind.input.rawValue), a: outer, b: 0, x: 0, y: 0))
        return traced(plain, place)
      case .tensor(let tensor):
        return traced(plain, tape.record(.input, tensor.shape, outer))
      default: return point
      }
    case .array(let elements): return .array(elements.map { activated($0, tape) })
    case .tuple(var tuple):
      tuple.elements = tuple.elements.map { activated($0, tape) }
      return .tuple(tuple)
    case .structure(var structure):
      structure.fields = structure.fields.map { activated($0, tape) }
      return .structure(structure)
    default: return point
    }
  }

  /// The cotangent of a point, in the form of the point.
  private func cotangent(
    of input: Value, _ way: TapeReturn, _ tape: Tape
  ) throws(Failure) -> Value {
    switch input {
    case .traced(let traced):
      if case .tensor(let tensor) = traced.value {
        guard let result = way.tensor(at: traced.trace) else {
          return .tensor(Tensor.filled(tensor.shape, with: 0))
        }
        return self.traced(.tensor(result.value), result.trace)
      }
      let number = way.number(at: traced.trace)
      return self.traced(.double(number.value), number.trace)
    case .array(let elements):
      var result: [Value] = []
      for element in elements { result.append(try cotangent(of: element, way, tape)) }
      return .array(result)
    case .tuple(let tuple):
      var result: [Value] = []
      for element in tuple.elements { result.append(try cotangent(of: element, way, tape)) }
      return .tuple(TupleValue(result, labels: tuple.labels))
    case .structure(let structure):
      var result: [Value] = []
      for field in structure.fields { result.append(try cotangent(of: field, way, tape)) }
      return .structure(StructureValue(structure.type, result))
    default: return input
    }
  }

  // MARK: matrices of derivatives

  /// ∂fᵢ/∂xⱼ, a way back for each i.
  private func jacobian(
    _ points: [Value], _ function: FunctionValue, at range: SourceRange, _ tape: Tape,
    _ isInner: Bool
  ) throws(Failure) -> Value {
    let start = tape.position
    let inputs = points.map { activated($0, tape) }
    let result = try tracedTensor(try evaluate(function, inputs, at: range), tape)
    return try derivatives(of: result, by: inputs, from: start, tape, isRecorded: isInner)
  }

  /// ∂²f/∂xᵢ∂xⱼ: the gradient on the tape, and its Jacobian.
  private func hessian(
    _ points: [Value], _ function: FunctionValue, at range: SourceRange, _ tape: Tape,
    _ isInner: Bool
  ) throws(Failure) -> Value {
    let start = tape.position
    let inputs = points.map { activated($0, tape) }
    let value = try number(try evaluate(function, inputs, at: range), .hessian, tape)
    var way = TapeReturn(tape, from: start, isRecorded: true)
    way.add(TracedNumber(1), to: value.trace)
    try way.run()
    guard let input = inputs.first else { return .void }
    let slope = try cotangent(of: input, way, tape)
    if case .double = input.untraced {
      return try secondDerivative(slope, by: input, from: start, tape, isRecorded: isInner)
    }
    let gradient = try tracedTensor(slope, tape)
    return try derivatives(of: gradient, by: inputs, from: start, tape, isRecorded: isInner)
  }

  /// The derivative of a derivative by a number.
  private func secondDerivative(
    _ slope: Value, by input: Value, from start: Tape.Position, _ tape: Tape, isRecorded: Bool
  ) throws(Failure) -> Value {
    var way = TapeReturn(tape, from: start, isRecorded: isRecorded)
    way.add(TracedNumber(1), to: slope.trace(on: tape))
    try way.run()
    return try cotangent(of: input, way, tape)
  }

  /// The derivatives of each element of a vector, as the rows of a matrix.
  private func derivatives(
    of result: TracedTensor, by inputs: [Value], from start: Tape.Position, _ tape: Tape,
    isRecorded: Bool
  ) throws(Failure) -> Value {
    guard let input = inputs.first else { return .void }
    let count = result.value.count
    let columns = input.untraced.plainTensor.count
    var rows: [TracedTensor] = []
    for index in 0..<count {
      var row = TracedTensor(Tensor.filled(input.untraced.plainTensor.shape, with: 0))
      if result.trace != 0 {
        var way = TapeReturn(tape, from: start, isRecorded: isRecorded)
        var seed = Tensor.filled(result.value.shape, with: 0)
        seed[flat: index] = 1
        try way.add(TracedTensor(seed), to: result.trace)
        try way.run()
        row = try tracedTensor(try cotangent(of: input, way, tape), tape)
      }
      rows.append(row)
    }
    guard !rows.isEmpty else {
      return .tensor(
        try tensorial { () throws(TensorError) in try Tensor.zeros([0, columns]) })
    }
    let matrix = try tape.stacked(rows)
    return traced(.tensor(matrix.value), matrix.trace)
  }
}
