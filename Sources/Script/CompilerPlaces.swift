import Diagnostics

extension FunctionCompiler {
  /// A step into a place, its positions in registers.
  private enum Step {
    case part(Int)
    case element(Register)
    case vectorElement(Register)
    case matrixElement(Int)
    case slice(Int, isNumber: Bool)
    case key(Register, fallback: TypedExpression?)
    case unwrapped
  }

  /// The steps of a place; all positions are evaluated here, once. What they are evaluated before is
  /// `later`, if it is known; else they are copied in any case.
  private func steps(
    of place: TypedPlace, before later: [TypedExpression]? = nil
  ) -> [(step: Step, type: ValueType)] {
    let all = later.map { $0 + place.children }
    func position(_ expression: TypedExpression) -> Register {
      guard let all else { return owned(value(expression)) }
      return stable(expression, before: all)
    }
    var type = variable(place.variable).type
    var result: [(step: Step, type: ValueType)] = []
    for step in place.steps {
      range = step.range
      let kind: Step
      switch step.kind {
      case .field(let index), .tupleElement(let index): kind = .part(index)
      case .element(let number): kind = .element(position(number))
      case .tensor(let axes):
        if let positions = positions(axes, of: type) {
          kind =
            positions.count == 1
            ? .vectorElement(position(positions[0])) : .matrixElement(pair(positions))
        } else {
          kind = .slice(sliceShape(axes), isNumber: step.type == .double)
        }
      case .key(let key, let fallback): kind = .key(owned(boxed(key)), fallback: fallback)
      case .unwrapped: kind = .unwrapped
      }
      result.append((kind, step.type))
      type = step.type
    }
    return result
  }

  /// Lets `body` change the value of a place in a register.
  ///
  /// The value is taken out on the way in and put back on the way out, so that whatever is held
  /// only there is changed in place, however deep it lies.
  func modify(_ place: TypedPlace, _ body: (Register) -> Void) {
    scoped {
      let steps = steps(of: place)
      range = place.range
      withVariable(place.variable) { base in modify(base, steps[...], body) }
    }
  }

  /// Lets `body` change the value of a variable in a register.
  private func withVariable(_ id: VariableID, _ body: (Register) -> Void) {
    switch self.place(of: id) {
    case .register(let register): body(Register(register.bank, register.index))
    case .cell(let cell):
      guard let bank = variable(id).type.bank else { return }
      let register = allocate(bank)
      switch bank {
      case .number: emit(.cellNumber, register.index, cell)
      case .tensor: emit(.takeCellTensor, register.index, cell)
      case .value: emit(.takeCellValue, register.index, cell)
      }
      body(Register(bank, register.index))
      setCell(cell, register)
    case .global(let global):
      let register = allocate(global.bank)
      switch global.bank {
      case .number: emit(.loadGlobalNumber, register.index, global.index)
      case .tensor: emit(.takeGlobalTensor, register.index, global.index)
      case .value: emit(.takeGlobalValue, register.index, global.index)
      }
      body(Register(global.bank, register.index))
      storeGlobal(global, register)
    case nil: break
    }
  }

  private func storeGlobal(_ global: Register, _ source: Register) {
    switch global.bank {
    case .number: emit(.storeGlobalNumber, source.index, global.index)
    case .tensor: emit(.storeGlobalTensor, source.index, global.index)
    case .value: emit(.storeGlobalValue, source.index, global.index)
    }
  }

  private func modify(
    _ whole: Register, _ steps: ArraySlice<(step: Step, type: ValueType)>,
    _ body: (Register) -> Void
  ) {
    guard let (step, type) = steps.first else { return body(whole) }
    let rest = steps.dropFirst()
    if modifyNumber(in: whole, steps, body) { return }
    switch step {
    case .vectorElement(let position):
      let number = allocate(.number)
      emit(.element, number.index, whole.index, position.index)
      body(Register(.number, number.index))
      emit(.setElement, whole.index, position.index, number.index)
      return
    case .matrixElement(let pair):
      let number = allocate(.number)
      emit(.element2, number.index, whole.index, pair)
      body(Register(.number, number.index))
      emit(.setElement2, whole.index, pair, number.index)
      return
    case .slice(let slice, let isNumber):
      let part = allocate(.tensor)
      emit(.slice, part.index, whole.index, slice)
      if isNumber {
        let number = allocate(.number)
        emit(.tensorToNumber, number.index, part.index)
        body(Register(.number, number.index))
        emit(.numberToTensor, part.index, number.index)
      } else {
        modify(Register(.tensor, part.index), rest, body)
      }
      emit(.setSlice, whole.index, part.index, slice)
      return
    default: break
    }
    let boxedPart = allocate(.value)
    takeOut(step, from: whole, to: boxedPart, type)
    modify(boxed: boxedPart, type, rest, body)
    putBack(step, boxedPart, in: whole)
  }

  /// Changes a number that is a part of a structure, or of a structure in an array, by
  /// instructions of their own; false if the place is another.
  private func modifyNumber(
    in whole: Register, _ steps: ArraySlice<(step: Step, type: ValueType)>,
    _ body: (Register) -> Void
  ) -> Bool {
    guard let last = steps.last, last.type == .double, case .part(let index) = last.step else {
      return false
    }
    if steps.count == 1 {
      let number = allocate(.number)
      emit(.partNumber, number.index, whole.index, index)
      body(Register(.number, number.index))
      emit(.setPartNumber, whole.index, number.index, index)
      return true
    }
    guard steps.count == 2, index < 256, case .element(let position)? = steps.first?.step else {
      return false
    }
    let number = allocate(.number)
    emit(.elementPartNumber, x: index, number.index, whole.index, position.index)
    body(Register(.number, number.index))
    emit(.setElementPartNumber, x: index, whole.index, position.index, number.index)
    return true
  }

  /// Goes on with a part in a value register, unboxed if its type asks for it.
  private func modify(
    boxed part: Register, _ type: ValueType,
    _ rest: ArraySlice<(step: Step, type: ValueType)>, _ body: (Register) -> Void
  ) {
    guard let bank = type.bank, bank != .value else {
      return modify(Register(.value, part.index), rest, body)
    }
    let register = unbox(part, type)
    modify(Register(bank, register.index), rest, body)
    _ = box(register, type, into: part)
  }

  private func takeOut(
    _ step: Step, from whole: Register, to part: Register, _ type: ValueType
  ) {
    switch step {
    case .part(let index): emit(.takePart, part.index, whole.index, index)
    case .element(let position):
      emit(.takeArrayElement, part.index, whole.index, position.index)
    case .key(let key, let fallback):
      emit(.takeKey, part.index, whole.index, key.index)
      if let fallback {
        let hit = emit(.jumpSome, part.index)
        scoped { _ = boxed(fallback, into: part) }
        aim(hit, at: here)
      }
    default:
      emit(.unwrap, whole.index)
      emit(.takeValue, part.index, whole.index)
    }
  }

  private func putBack(_ step: Step, _ part: Register, in whole: Register) {
    switch step {
    case .part(let index): emit(.setPart, whole.index, part.index, index)
    case .element(let position):
      emit(.setArrayElement, whole.index, position.index, part.index)
    case .key(let key, _): emit(.setKey, whole.index, key.index, part.index)
    default: emit(.takeValue, whole.index, part.index)
    }
  }

  // MARK: assignments

  /// `place = expression`
  func assign(_ place: TypedPlace, _ expression: TypedExpression) {
    if place.steps.isEmpty { return assign(place.variable, expression) }
    scoped {
      let steps = steps(of: place, before: [expression])
      if setConstantBoolean(place, steps, expression) { return }
      let value = owning(expression)
      guard let value, let last = steps.last else { return }
      range = place.range
      withVariable(place.variable) { base in
        if steps.count == 2, last.type == .double, case .part(let index) = last.step, index < 256,
          case .element(let position) = steps[0].step
        {
          emit(.setElementPartNumber, x: index, base.index, position.index, value.index)
          return
        }
        modify(base, steps.dropLast()) { whole in
          set(last.step, last.type, of: whole, to: value)
        }
      }
    }
  }

  /// `truths[i] = false`: the truth value stands in the instruction.
  private func setConstantBoolean(
    _ place: TypedPlace, _ steps: [(step: Step, type: ValueType)], _ expression: TypedExpression
  ) -> Bool {
    guard steps.count == 1, steps[0].type == .boolean, case .element(let position) = steps[0].step,
      case .boolean(let truth) = expression.kind
    else { return false }
    range = place.range
    withVariable(place.variable) {
      emit(.setArrayBoolean, x: truth ? 2 : 1, $0.index, position.index, position.index)
    }
    return true
  }

  private func set(_ step: Step, _ type: ValueType, of whole: Register, to value: Register) {
    switch step {
    case .vectorElement(let position):
      emit(.setElement, whole.index, position.index, value.index)
    case .matrixElement(let pair): emit(.setElement2, whole.index, pair, value.index)
    case .slice(let slice, _):
      if value.bank == .tensor {
        emit(.setSlice, whole.index, value.index, slice)
      } else {
        let tensor = allocate(.tensor)
        emit(.numberToTensor, tensor.index, value.index)
        emit(.setSlice, whole.index, tensor.index, slice)
      }
    case .unwrapped:
      emit(.unwrap, whole.index)
      _ = box(value, type, into: whole)
    case .element(let position) where type == .boolean:
      emit(.setArrayBoolean, whole.index, position.index, value.index)
    case .part(let index) where type == .double:
      emit(.setPartNumber, whole.index, value.index, index)
    default: putBack(step, box(value, type), in: whole)
    }
  }

  /// `variable = expression`
  func assign(_ id: VariableID, _ expression: TypedExpression) {
    guard variable(id).type.bank != nil else {
      scoped { _ = self.expression(expression) }
      return
    }
    scoped {
      switch self.place(of: id) {
      case .register(let register):
        // What the variable holds is not needed any more once it has been read.
        if register.bank != .number, uses(of: id, in: expression) == 1 { takeable = id }
        defer { takeable = nil }
        _ = value(expression, into: Register(register.bank, register.index))
      case .cell(let cell): setCell(cell, value(expression))
      case .global(let global): storeGlobal(global, value(expression))
      case nil:
        // Declared without a value, assigned for the first time.
        break
      }
    }
  }

  /// `place op= expression`
  func update(_ place: TypedPlace, _ operation: BinaryOperation, _ expression: TypedExpression) {
    scoped {
      if countElement(place, operation, expression) { return }
      let steps = steps(of: place, before: [expression])
      if addInPlace(place, steps, operation, expression) { return }
      if case .number(let number) = expression.kind, case .scalar(let arithmetic) = operation,
        let (op, constant) = operand(arithmetic, number)
      {
        range = place.range
        withVariable(place.variable) { base in
          modify(base, steps[...]) { part in emit(op, part.index, part.index, constant) }
        }
        return
      }
      let value = value(expression)
      range = place.range.union(expression.range)
      withVariable(place.variable) { base in
        modify(base, steps[...]) { part in apply(operation, part, value, into: part, place.type) }
      }
    }
  }

  /// `counts[words[i], default: 0] += 1` by one instruction, which finds the key where it stands;
  /// false if the place is another.
  private func countElement(
    _ place: TypedPlace, _ operation: BinaryOperation, _ expression: TypedExpression
  ) -> Bool {
    guard place.steps.count == 1, case .scalar(.add) = operation,
      case .number(let number) = expression.kind,
      case .key(let key, let fallback?) = place.steps[0].kind, key.type == .string,
      case .number(let otherwise) = fallback.kind,
      case .element(let list, let position) = key.kind, list.type == .array(.string)
    else { return false }
    let numbers = constants(number, otherwise)
    guard numbers < 256 else { return false }
    let words = stable(list, before: [position])
    let index = value(position).index
    // The position is all that can be wrong.
    range = key.range
    withVariable(place.variable) {
      emit(.addToKeyOfElement, x: numbers, $0.index, words.index, index)
    }
    return true
  }

  /// `place += number` by one instruction, where there is one; false if there is none.
  private func addInPlace(
    _ place: TypedPlace, _ steps: [(step: Step, type: ValueType)], _ operation: BinaryOperation,
    _ expression: TypedExpression
  ) -> Bool {
    guard case .scalar(let arithmetic) = operation, arithmetic == .add || arithmetic == .subtract,
      let last = steps.last, last.type == .double
    else { return false }
    let isSum = arithmetic == .add
    let emission: (Register, Register) -> Void
    switch (steps.count, steps[0].step, last.step) {
    case (1, .vectorElement(let position), _):
      emission = { [self] in
        emit(
          isSum ? .addToElement : .subtractFromElement, $0.index, position.index, $1.index)
      }
    case (2, .element(let position), .part(let index)) where index < 256:
      emission = { [self] in
        emit(
          isSum ? .addToElementPart : .subtractFromElementPart, x: index, $0.index, position.index,
          $1.index)
      }
    case (1, .key(let key, let fallback?), _) where isSum:
      guard case .number = fallback.kind else { return false }
      let pair = allocate(.number, count: 2)
      let number = value(expression, into: Register(.number, pair))
      _ = value(fallback, into: Register(.number, pair + 1))
      range = place.range.union(expression.range)
      withVariable(place.variable) { emit(.addToKey, $0.index, key.index, number.index) }
      return true
    default: return false
    }
    let number = value(expression)
    range = place.range.union(expression.range)
    withVariable(place.variable) { emission($0, number) }
    return true
  }
}
