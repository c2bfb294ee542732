import Diagnostics
import Tensors

extension Machine {
  /// Sees to it that the registers of a frame hold something.
  ///
  /// Registers above `state.initialized` are raw memory; those below hold values, empty ones when no
  /// frame uses them. A frame's registers for arguments are its callee's first ones, therefore it is
  /// simplest that all are initialized once and emptied by whoever leaves.
  @inline(__always)
  func enter(
    _ function: UnsafeMutablePointer<FunctionRecord>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) {
    let total = function.pointee.total
    if t + total.tensor > state.pointee.initialized.tensors
      || v + total.value > state.pointee.initialized.values
    {
      initialize(upTo: t + total.tensor, v + total.value)
    }
  }

  /// `enter`, where the registers of the frame's tensors and values have not been tested.
  @inline(__always)
  func enterChecked(
    _ function: UnsafeMutablePointer<FunctionRecord>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) throws(Failure) {
    guard t < tensorLimit, v < valueLimit else { throw .callDepth }
    enter(function, t, v)
  }

  @inline(never)
  func initialize(upTo t: UnsafeMutablePointer<Tensor>, _ v: UnsafeMutablePointer<Value>) {
    let tensorCount = t - state.pointee.initialized.tensors
    if tensorCount > 0 {
      state.pointee.initialized.tensors.initialize(repeating: .nothing, count: tensorCount)
      state.pointee.initialized.tensors = t
    }
    let valueCount = v - state.pointee.initialized.values
    if valueCount > 0 {
      state.pointee.initialized.values.initialize(repeating: .void, count: valueCount)
      state.pointee.initialized.values = v
    }
  }

  /// Empties the registers of a frame, except globals and a changed `self`.
  @inline(never)
  func leave(
    _ function: UnsafeMutablePointer<FunctionRecord>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) {
    let total = function.pointee.total
    let kept = function.pointee.kept
    if total.tensor > kept.tensor {
      for index in kept.tensor..<total.tensor { t[index] = .nothing }
    }
    if total.value > kept.value {
      for index in kept.value..<total.value { v[index] = .void }
    }
  }

  /// Leaves all frames down to the call depth `floor` after an error.
  @inline(never)
  func unwind(
    _ function: UnsafeMutablePointer<FunctionRecord>, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>, from depth: Int, to floor: Int
  ) {
    var function = function
    var t = t
    var v = v
    var depth = depth
    leave(function, t, v)
    while depth > floor {
      depth -= 1
      function = frames[depth].function
      t -= function.pointee.window.tensor
      v -= function.pointee.window.value
      leave(function, t, v)
    }
  }

  /// Moves what a function gave into the register that the call names.
  @inline(__always)
  func deliver(
    _ op: Opcode, _ call: Instruction, _ t: UnsafeMutablePointer<Tensor>,
    _ v: UnsafeMutablePointer<Value>
  ) {
    switch op {
    case .returnTensor:
      t[Int(call.a)] = .nothing
      swap(&t[Int(call.a)], &state.pointee.resultTensor)
    case .returnValue:
      v[Int(call.a)] = .void
      swap(&v[Int(call.a)], &state.pointee.resultValue)
    default: break
    }
  }

  /// The place in the source of the instruction before `pc`.
  @inline(never)
  func place(
    of pc: UnsafePointer<Instruction>, in function: UnsafeMutablePointer<FunctionRecord>
  ) -> SourceRange {
    let code = program.functions[function.pointee.index]
    let index = max(0, pc - UnsafePointer(function.pointee.code) - 1)
    return index < code.places.count ? code.places[index] : code.range
  }

  /// The function that a closure runs.
  @inline(__always)
  func closureCode(_ value: borrowing Value) throws(Failure) -> Int {
    switch value {
    case .function(let function):
      if function.code >= 0 { return function.code }
    default: break
    }
    throw .script("value.function", "only a function of this chapter can be called here")
  }

  /// A number that the closure `value` took with it.
  @inline(__always)
  func capturedNumber(_ value: borrowing Value, _ index: Int) -> Double {
    switch value {
    case .function(let function): function.numbers[index]
    default: .nan
    }
  }

  // MARK: calls from native code

  /// Calls a function value for library code.
  func call(
    _ function: FunctionValue, _ arguments: [Value], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    let index: Int
    switch function.body {
    case .code(let code): index = code
    case .host(let host):
      do {
        return try host(arguments)
      } catch {
        throw Failure(error).diagnostic(at: range)
      }
    }
    let code = program.functions[index]
    var parameters = code.parameters
    if code.takesClosure { parameters.removeLast() }
    guard arguments.count == parameters.count else {
      throw Failure.script(
        "call.arguments",
        "'\(code.name)' takes \(quantity(parameters.count, "argument")), not \(arguments.count)"
      ).diagnostic(at: range)
    }
    guard state.pointee.reentry < Self.maximumReentry else {
      throw Failure.callDepth.diagnostic(at: range)
    }
    let bases = top
    guard bases.numbers < numberLimit, bases.tensors < tensorLimit, bases.values < valueLimit
    else { throw Failure.callDepth.diagnostic(at: range) }
    enter(records + index, bases.tensors, bases.values)
    var counts = BankCounts()
    for (argument, kind) in zip(arguments, parameters) {
      place(argument, kind, bases, &counts)
    }
    if code.takesClosure { bases.values[counts.value] = .function(function) }
    state.pointee.reentry += 1
    defer {
      state.pointee.top = bases
      state.pointee.reentry -= 1
    }
    try run(index, at: bases)
    return takeResult(code.result)
  }

  /// Runs function `index`, whose parameters are filled, with a tape if one is kept.
  func run(_ index: Int, at bases: Bases) throws(Diagnostic) {
    if tape == nil {
      try execute(records + index, at: bases)
    } else {
      try executeTraced(records + index, at: bases)
    }
  }

  /// Fills the next parameter of a frame.
  private func place(
    _ argument: Value, _ kind: SlotKind, _ bases: Bases, _ counts: inout BankCounts
  ) {
    switch kind.bank {
    case .number:
      bases.numbers[counts.number] = argument.number
      if let tape {
        numberTraces[bases.numbers - numbers + counts.number] = argument.trace(on: tape)
      }
      counts.number += 1
    case .tensor:
      bases.tensors[counts.tensor] = argument.plainTensor
      if let tape {
        tensorTraces[bases.tensors - tensors + counts.tensor] = argument.trace(on: tape)
      }
      counts.tensor += 1
    case .value:
      bases.values[counts.value] = argument
      counts.value += 1
    case nil: break
    }
  }

  /// What the function that just returned to native code gave.
  func takeResult(_ kind: SlotKind) -> Value {
    switch kind {
    case .number:
      return traced(.double(state.pointee.resultNumber), state.pointee.resultTrace)
    case .boolean: return .bool(state.pointee.resultNumber != 0)
    case .enumeration(let type):
      return enumerationValue(type, state.pointee.resultNumber)
    case .tensor:
      var tensor = Tensor.nothing
      swap(&tensor, &state.pointee.resultTensor)
      return traced(.tensor(tensor), state.pointee.resultTrace)
    case .value:
      var value = Value.void
      swap(&value, &state.pointee.resultValue)
      return value.unpacked
    case .none: return .void
    }
  }

  /// `value` with its place on the tape, if it has one.
  func traced(_ value: Value, _ trace: UInt32) -> Value {
    guard trace != 0, let tape else { return value }
    return .traced(TracedValue(value, tape: tape.serial, trace: trace))
  }

  /// Case number `index` of enumeration `type`.
  func enumerationValue(_ type: Int, _ index: Double) -> Value {
    let cases = program.enumerations[type]
    let place = position(index, cases.count)
    return place >= 0 ? .enumeration(EnumerationValue(cases[place])) : .void
  }
}

extension Value {
  /// What a number register holds for this value.
  var number: Double { Script.number(of: self) }

  /// What a tensor register holds for this value; a list of numbers is a vector.
  var plainTensor: Tensor {
    switch self {
    case .tensor(let tensor): tensor
    case .double(let number): Tensor(scalar: number)
    case .array(let elements): Tensor(elements.map(\.number))
    case .traced(let traced): traced.value.plainTensor
    default: .nothing
    }
  }

  /// The place of the value on `tape`, 0 if it is a constant there.
  func trace(on tape: Tape) -> UInt32 {
    if case .traced(let traced) = self, traced.tape == tape.serial { traced.trace } else { 0 }
  }
}
