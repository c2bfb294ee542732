import Diagnostics

extension FunctionCompiler {
  func statement(_ statement: TypedStatement) {
    let outer = range
    range = statement.range
    defer { range = outer }
    switch statement.kind {
    case .declare(let variable, let value): declare(variable, value)
    case .assign(let place, let value): assign(place, value)
    case .update(let place, let operation, let value): update(place, operation, value)
    case .expression(let value): scoped { _ = expression(value) }
    case .show(let value, let isVisible): show(value, isVisible)
    case .branch(let arms, let otherwise, let label):
      withExit(label) { branch(arms, otherwise) }
    case .select(let variable, let subject, let arms, let otherwise, let label):
      scoped {
        bind(variable, owning(subject))
        withExit(label) { branch(arms, otherwise) }
      }
    case .ensure(let conditions, let otherwise):
      let misses = test([conditions])
      let past = emit(.jump)
      aim(misses, at: here)
      block(otherwise)
      aim(past, at: here)
    case .group(let statements): for statement in statements { self.statement(statement) }
    case .loop(let conditions, let body, let label): loop(conditions, body, label)
    case .repeating(let body, let condition, let label): repeating(body, condition, label)
    case .count(let loop, let body, let label): count(loop, body, label)
    case .each(let variable, let sequence, let body, let label):
      scoped { each(variable, sequence, body, label) }
    case .block(let body, let label): withExit(label) { block(body) }
    case .breaking(let label): exits[label]?.breaks.append(emit(.jump))
    case .continuing(let label): exits[label]?.continues.append(emit(.jump))
    case .returning(let value): leave(value)
    }
  }

  func block(_ statements: [TypedStatement]) {
    scoped { for statement in statements { self.statement(statement) } }
  }

  /// Runs `body`, whose `break`s with `label` then go behind it.
  private func withExit(_ label: LabelID, _ body: () -> Void) {
    exits[label] = Exit()
    body()
    if let exit = exits.removeValue(forKey: label) { aim(exit.breaks, at: here) }
  }

  private func declare(_ id: VariableID, _ value: TypedExpression?) {
    guard let bank = variable(id).type.bank else {
      if let value { scoped { _ = expression(value) } }
      return
    }
    if variable(id).needsBox {
      let cell = makeCell(id)
      if let value { scoped { setCell(cell, self.value(value)) } }
      return
    }
    let register: Register
    if let global = compiler.globals[id], code.isTopLevel {
      register = Register(global.bank, global.index)
    } else {
      let own = allocate(bank)
      register = Register(bank, own.index)
      // Known only from here on: the value may read an outer variable of the same place.
      if value == nil { places[id] = .register(register) }
    }
    if let value { scoped { _ = self.value(value, into: register) } }
    if compiler.globals[id] == nil || !code.isTopLevel { places[id] = .register(register) }
  }

  private func show(_ value: TypedExpression, _ isVisible: Bool) {
    scoped {
      guard value.type.bank != nil else {
        expression(value)
        return
      }
      let shown = boxed(value)
      range = value.range
      emit(.show, shown.index, statementIndex, isVisible ? 1 : 0)
    }
  }

  private func branch(_ arms: [TypedArm], _ otherwise: [TypedStatement]) {
    var ends: [Int] = []
    for (index, arm) in arms.enumerated() {
      scoped {
        let misses = test(arm.alternatives)
        block(arm.body)
        if index < arms.count - 1 || !otherwise.isEmpty { ends.append(emit(.jump)) }
        aim(misses, at: here)
      }
    }
    block(otherwise)
    aim(ends, at: here)
  }

  // MARK: loops

  private func loop(_ conditions: [TypedCondition], _ body: [TypedStatement], _ label: LabelID) {
    exits[label] = Exit()
    // A plain condition is tested at the end of each turn, which saves a jump.
    if conditions.count == 1, case .test(let condition) = conditions[0] {
      let toTest = emit(.jump)
      let start = here
      block(body)
      aim(exits[label]?.continues ?? [], at: here)
      aim(toTest, at: here)
      aim(jump(condition, when: true), at: start)
    } else {
      let start = here
      scoped {
        let misses = test([conditions])
        block(body)
        aim(exits[label]?.continues ?? [], at: here)
        aim(emit(.jump), at: start)
        aim(misses, at: here)
      }
    }
    if let exit = exits.removeValue(forKey: label) { aim(exit.breaks, at: here) }
  }

  private func repeating(
    _ body: [TypedStatement], _ condition: TypedExpression, _ label: LabelID
  ) {
    exits[label] = Exit()
    let start = here
    scoped {
      // The condition sees the body's variables.
      for statement in body { self.statement(statement) }
      aim(exits[label]?.continues ?? [], at: here)
      aim(jump(condition, when: true), at: start)
    }
    if let exit = exits.removeValue(forKey: label) { aim(exit.breaks, at: here) }
  }

  private func count(_ loop: CountingLoop, _ body: [TypedStatement], _ label: LabelID) {
    scoped {
      range = loop.range
      if let step = loop.step {
        let first = allocate(.number, count: 5)
        scoped { _ = value(loop.lower, into: Register(.number, first + 2)) }
        scoped { _ = value(loop.upper, into: Register(.number, first + 1)) }
        scoped { _ = value(step, into: Register(.number, first + 3)) }
        turns(
          first, .stridePrepare, .strideNext, isClosed: loop.isClosed, loop.variable, body, label)
      } else {
        let first = allocate(.number, count: 2)
        scoped { _ = value(loop.lower, into: Register(.number, first)) }
        scoped { _ = value(loop.upper, into: Register(.number, first + 1)) }
        turns(
          first, .countPrepare, .countNext, isClosed: loop.isClosed, loop.variable, body, label)
      }
    }
  }

  /// A loop whose counter is the variable itself, unless the variable has to be a fresh one.
  private func turns(
    _ first: Int, _ prepare: Opcode, _ next: Opcode, isClosed: Bool, _ id: VariableID,
    _ body: [TypedStatement], _ label: LabelID
  ) {
    counting(first, prepare, next, isClosed: isClosed, label: label) {
      let variable = variable(id)
      if variable.needsBox || variable.isReassigned {
        bind(id, owned(Register(.number, first)))
      } else {
        places[id] = .register(Register(.number, first))
      }
      block(body)
    }
  }

  /// The frame of a counting loop.
  func counting(
    _ first: Int, _ prepare: Opcode = .countPrepare, _ next: Opcode = .countNext,
    isClosed: Bool = false, label: LabelID? = nil, _ body: () -> Void
  ) {
    if let label { exits[label] = Exit() }
    let toEnd = emit(prepare, x: isClosed ? 1 : 0, first)
    let start = here
    scoped(body)
    if let label { aim(exits[label]?.continues ?? [], at: here) }
    aim(emit(next, x: isClosed ? 1 : 0, first), at: start)
    aim(toEnd, at: here)
    if let label, let exit = exits.removeValue(forKey: label) { aim(exit.breaks, at: here) }
  }

  private func each(
    _ id: VariableID, _ sequence: TypedExpression, _ body: [TypedStatement], _ label: LabelID
  ) {
    elements(of: sequence, label) { element in
      bind(id, element)
      block(body)
    }
  }

  /// Runs `body` with the register of each element in turn; it is a fresh one in each turn.
  func elements(
    of sequence: TypedExpression, _ label: LabelID? = nil, _ body: (Register) -> Void
  ) {
    elements(in: held(sequence), sequence.type, label, body)
  }

  /// Runs `body` with the register of each element of the sequence in `source`.
  func elements(
    in source: Register, _ type: ValueType, _ label: LabelID? = nil, _ body: (Register) -> Void
  ) {
    guard let element = type.element else { return }
    let first = allocate(.number, count: 2)
    switch type {
    case .range:
      emit(.rangeBounds, first, source.index)
      counting(first, label: label) { body(owned(Register(.number, first))) }
    case .tensor(let rank):
      emit(.loadNumber, first, constant(0.0))
      emit(.count, first + 1, source.index)
      counting(first, label: label) {
        if rank == 1 {
          let number = allocate(.number)
          emit(.element, number.index, source.index, first)
          body(number)
        } else {
          let row = allocate(.tensor)
          emit(.row, row.index, source.index, first)
          body(row)
        }
      }
    default:
      var array = source
      if case .array = type {
      } else {
        array = allocate(.value)
        emit(.elements, array.index, source.index)
      }
      emit(.loadNumber, first, constant(0.0))
      emit(.valueCount, first + 1, array.index)
      counting(first, label: label) {
        if element.bank == .number, case .array = type {
          let number = allocate(.number)
          emit(.arrayElementNumber, number.index, array.index, first)
          return body(number)
        }
        let value = allocate(.value)
        emit(.arrayElement, value.index, array.index, first)
        body(unbox(value, element))
      }
    }
  }

  /// The sequence in a register that the loop's body cannot change.
  func held(_ sequence: TypedExpression) -> Register {
    let register = value(sequence)
    if case .variable(let id) = sequence.kind, !register.isOwned, variable(id).isReassigned {
      return owned(register)
    }
    return register
  }

  // MARK: leaving

  func leave(_ value: TypedExpression?) {
    if case .inlined(let result) = leaving {
      if let value { scoped { _ = returned(value, into: result) } }
      inlinedReturns.append(emit(.jump))
      return
    }
    if case .conditional(let test, let first, let second)? = value?.kind {
      let toSecond = jump(unless: test)
      leave(first)
      aim(toSecond, at: here)
      return leave(second)
    }
    scoped {
      var result = value.flatMap { returned($0) }
      // What outlives the call must not be taken out of its register.
      if code.isTopLevel || function.isMutating { result = result.map { owned($0) } }
      if function.isMutating, let own = function.parameters.first { putBack(own) }
      switch result?.bank {
      case nil: emit(.returnNothing)
      case .number?: emit(.returnNumber, result?.index ?? 0)
      case .tensor?: emit(.returnTensor, result?.index ?? 0)
      case .value?: emit(.returnValue, result?.index ?? 0)
      }
    }
  }

  /// Puts a changed `self` back where the caller finds it: into its parameter.
  private func putBack(_ id: VariableID) {
    guard case .cell(let cell) = places[id] else { return }
    switch variable(id).type.bank {
    case .number: emit(.cellNumber, 0, cell)
    case .tensor: emit(.cellTensor, 0, cell)
    default: emit(.cellValue, 0, cell)
    }
  }
}
