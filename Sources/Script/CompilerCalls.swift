import Diagnostics
import Tensors

extension FunctionCompiler {
  // MARK: calls of the chapter's functions

  /// Puts arguments where the callee finds them. Those before the last one that calls something
  /// itself wait in registers of their own, because its callees use the same places.
  func pass(_ arguments: [(expression: TypedExpression, bank: Bank?)], from start: BankCounts) {
    let last = arguments.lastIndex { callsOut($0.expression) } ?? -1
    var waiting: [Register?] = []
    for (index, argument) in arguments.enumerated() where index < last {
      waiting.append(
        argument.bank.map { _ in
          stable(argument.expression, before: arguments[(index + 1)...].map(\.expression))
        })
      if argument.bank == nil { scoped { _ = expression(argument.expression) } }
    }
    var counts = start
    var slots: [Register?] = []
    for argument in arguments {
      slots.append(argument.bank.map { outgoing($0, counts[$0]) })
      if let bank = argument.bank { counts[bank] += 1 }
    }
    if last >= 0 { scoped { _ = expression(arguments[last].expression, into: slots[last]) } }
    for (index, register) in waiting.enumerated() {
      if let register, let slot = slots[index] { move(register, to: slot) }
    }
    for index in (last + 1)..<arguments.count {
      scoped { _ = expression(arguments[index].expression, into: slots[index]) }
    }
  }

  /// Puts the variables that `function` captures behind its arguments.
  private func passCaptures(of function: FunctionID, from start: BankCounts) {
    var counts = start
    for capture in compiler.program.functions[function].captures {
      switch place(of: capture) {
      case .cell(let cell):
        emit(.moveValue, outgoing(.value, counts.value).index, cell)
        counts.value += 1
      case .register(let register):
        move(
          Register(register.bank, register.index),
          to: outgoing(register.bank, counts[register.bank]))
        counts[register.bank] += 1
      default: break
      }
    }
  }

  private func counts(_ types: [ValueType]) -> BankCounts {
    var counts = BankCounts()
    for type in types {
      if let bank = type.bank { counts[bank] += 1 }
    }
    return counts
  }

  private func parameterTypes(_ function: FunctionID) -> [ValueType] {
    compiler.program.functions[function].parameters.map { variable($0).type }
  }

  func call(
    _ function: FunctionID, _ arguments: [TypedExpression], _ type: ValueType, _ target: Register?
  ) -> Register? {
    let bank = compiler.program.functions[function].result.bank
    let result = bank.map { target ?? allocate($0) }
    scoped {
      let types = parameterTypes(function)
      pass(zip(arguments, types).map { ($0, $1.bank) }, from: BankCounts())
      passCaptures(of: function, from: counts(types))
      emitCall(function, result)
    }
    return result
  }

  private func emitCall(_ function: FunctionID, _ result: Register?) {
    let index = compiler.index(of: Compiler.Variant(function: function, isClosure: false))
    emit(.call, x: Self.resultCode(result?.bank), result?.index ?? 0, index)
  }

  func callMutating(
    _ function: FunctionID, _ place: TypedPlace, _ arguments: [TypedExpression],
    _ type: ValueType, _ target: Register?
  ) -> Register? {
    let bank = compiler.program.functions[function].result.bank
    let result = bank.map { target ?? allocate($0) }
    scoped {
      let types = parameterTypes(function)
      guard let selfBank = types.first?.bank else { return }
      // The arguments are evaluated before the receiver is taken.
      let values = arguments.map { owning($0) }
      let whole = range
      modify(place) { receiver in
        range = whole
        var start = BankCounts()
        let slot = outgoing(selfBank, 0)
        start[selfBank] = 1
        move(Register(receiver.bank, receiver.index, isOwned: true), to: slot)
        for value in values {
          guard let value else { continue }
          move(value, to: outgoing(value.bank, start[value.bank]))
          start[value.bank] += 1
        }
        passCaptures(of: function, from: start)
        emitCall(function, result)
        move(Register(selfBank, slot.index, isOwned: true), to: receiver)
      }
    }
    return result
  }

  func call(
    value function: TypedExpression, _ arguments: [TypedExpression], _ type: ValueType,
    _ target: Register?
  ) -> Register? {
    let result = type.bank.map { target ?? allocate($0) }
    scoped {
      let closure = stable(function, before: arguments)
      pass(arguments.map { ($0, $0.type.bank) }, from: BankCounts())
      emitClosureCall(closure, counts(arguments.map(\.type)), result)
    }
    return result
  }

  /// Calls a closure whose arguments are in place.
  func emitClosureCall(_ closure: Register, _ counts: BankCounts, _ result: Register?) {
    // The closure itself is the last argument.
    _ = outgoing(.value, counts.value)
    emit(.callClosure, x: Self.resultCode(result?.bank), result?.index ?? 0, closure.index)
  }

  // MARK: a function given to a built-in one

  /// A function that a loop calls again and again.
  enum Callee {
    /// A closure written in place: its body stands in the loop.
    case inlined(FunctionID)
    case direct(FunctionID)
    case value(Register)
  }

  func callee(_ expression: TypedExpression) -> Callee {
    if case .functionValue(let function) = expression.kind {
      let isClosure = compiler.program.functions[function].isClosure
      return isClosure ? .inlined(function) : .direct(function)
    }
    return .value(owned(value(expression)))
  }

  /// Calls `callee` with the values of registers; the result is in a register that only the caller
  /// names, or in `target`, which may be the register of a number among the arguments.
  func apply(
    _ callee: Callee, _ arguments: [Register], _ result: ValueType, into target: Register? = nil
  ) -> Register? {
    switch callee {
    case .inlined(let function): return inline(function, arguments, into: target)
    case .direct(let function):
      let place = result.bank.map { allocate($0) }
      var counts = BankCounts()
      for argument in arguments {
        move(argument, to: outgoing(argument.bank, counts[argument.bank]))
        counts[argument.bank] += 1
      }
      passCaptures(of: function, from: counts)
      emitCall(function, place)
      return place
    case .value(let closure):
      let place = result.bank.map { allocate($0) }
      var counts = BankCounts()
      for argument in arguments {
        move(argument, to: outgoing(argument.bank, counts[argument.bank]))
        counts[argument.bank] += 1
      }
      emitClosureCall(closure, counts, place)
      return place
    }
  }

  /// Compiles the body of a closure in place of a call.
  private func inline(
    _ id: FunctionID, _ arguments: [Register], into target: Register?
  ) -> Register? {
    inlining(id, arguments) {
      let function = compiler.program.functions[id]
      // A closure of one expression needs no jump behind its body.
      if let value = onlyResult(of: id) {
        if function.result.bank == nil { return expression(value) }
        if let target, target.bank == .number { return returned(value, into: target) }
        return returned(value).map { owned($0) }
      }
      let result = function.result.bank.map { allocate($0) }
      leaving = .inlined(result)
      inlinedReturns = []
      scoped { for statement in function.body { self.statement(statement) } }
      aim(inlinedReturns, at: here)
      return result
    }
  }

  /// What a closure of one expression gives.
  func onlyResult(of id: FunctionID) -> TypedExpression? {
    let body = compiler.program.functions[id].body
    guard body.count == 1, case .returning(let value) = body[0].kind else { return nil }
    return value
  }

  /// Runs `body`, which compiles what stands in a closure, with registers for its parameters.
  func inlining<Result>(
    _ id: FunctionID, _ arguments: [Register], _ body: () -> Result
  ) -> Result {
    let function = compiler.program.functions[id]
    for (parameter, argument) in zip(
      function.parameters.filter { variable($0).type.bank != nil }, arguments)
    {
      places[parameter] = .register(Register(argument.bank, argument.index))
      prepareParameter(parameter)
    }
    let outer = (current, leaving, inlinedReturns, takeable)
    defer { (current, leaving, inlinedReturns, takeable) = outer }
    current = id
    takeable = nil
    return body()
  }

  /// The value that a function returns; a variable of its own that is read once may be taken.
  func returned(_ expression: TypedExpression, into target: Register? = nil) -> Register? {
    takeable = variableToTake(in: expression) { self.variable($0).owner == self.current }
    defer { takeable = nil }
    return self.expression(expression, into: target)
  }

  /// A variable in a tensor or value register of this function that `expression` reads just once.
  private func variableToTake(
    in expression: TypedExpression, _ isOwn: (VariableID) -> Bool
  ) -> VariableID? {
    if case .variable(let id) = expression.kind {
      guard isOwn(id), !function.isMutating, case .register = places[id],
        variable(id).type.bank != .number
      else {
        return nil
      }
      return id
    }
    // Only along the left edge and direct operands, where it is cheap to see.
    for child in expression.children {
      if let id = variableToTake(in: child, isOwn), uses(of: id, in: expression) == 1 { return id }
    }
    return nil
  }

  // MARK: derivatives

  func differentiate(
    _ derivative: Differentiation, _ type: ValueType, _ target: Register?
  ) -> Register {
    scoped(target, type.bank ?? .value) { result in
      let first = allocate(.value, count: derivative.points.count + 1)
      for (index, point) in (derivative.points + [derivative.function]).enumerated() {
        scoped { _ = boxed(point, into: Register(.value, first + index)) }
      }
      let shape = DerivativeShape(kind: derivative.kind, pointCount: derivative.points.count)
      let index = compiler.add(shape, to: \.derivatives)
      load(type, result) { emit(.differentiate, $0, first, index) }
    }
  }
}
