import Diagnostics
import Tensors

extension FunctionCompiler {
  /// Evaluates `expression`, into `target` if one is given; nil for nothing.
  ///
  /// The target is written by the last instruction only, so it may be a variable that the
  /// expression reads. Without a target the result may be a variable's own register.
  @discardableResult
  func expression(_ expression: TypedExpression, into target: Register? = nil) -> Register? {
    let outer = range
    range = expression.range
    defer { range = outer }
    let result = self.result(of: expression, target)
    guard let target, let result else { return result }
    move(result, to: target)
    return target
  }

  /// Evaluates an expression that gives something.
  @discardableResult
  func value(_ expression: TypedExpression, into target: Register? = nil) -> Register {
    if let register = self.expression(expression, into: target) { return register }
    // Nothing, as a value: what a function of type () -> Void gives where a value is expected.
    return box(nil, expression.type, into: target)
  }

  /// Evaluates an expression into a value register.
  func boxed(_ expression: TypedExpression, into target: Register? = nil) -> Register {
    let register = self.expression(
      expression, into: expression.type.bank == .value ? target : nil)
    return box(register, expression.type, into: target)
  }

  /// Evaluates an expression into a register that a later change of a variable does not touch.
  func stable(
    _ expression: TypedExpression, before later: [TypedExpression]
  ) -> Register {
    let register = value(expression)
    guard !register.isOwned, let variable = namedVariable(expression),
      later.contains(where: { mayChange(variable, in: $0) })
    else { return register }
    return owned(register)
  }

  /// The variable whose register `expression` gives.
  private func namedVariable(_ expression: TypedExpression) -> VariableID? {
    switch expression.kind {
    case .variable(let id): id
    case .convert(_, let inner), .letting(_, _, in: let inner): namedVariable(inner)
    default: nil
    }
  }

  private func result(of expression: TypedExpression, _ target: Register?) -> Register? {
    switch expression.kind {
    case .number(let number): return load(number, target)
    case .boolean(let truth): return load(truth ? 1 : 0, target)
    case .string(let text): return load(.string(text), target)
    case .none: return load(.none, target)
    case .enumerationCase(_, let index): return load(Double(index), target)
    case .variable(let id): return read(id)
    case .functionValue(let function): return closure(function, target)
    case .libraryValue(let index):
      guard case .function(let type) = expression.type else { return nil }
      let name = compiler.library.functions[index].name
      let adapter = compiler.adapter(named: name, type, at: expression.range) {
        .callLibrary(index, $0)
      }
      return closure(adapter, target)
    case .operatorValue(let operation):
      guard case .function(let type) = expression.type else { return nil }
      let adapter = compiler.adapter(named: "operator \(operation)", type, at: expression.range) {
        .binary(operation, $0[0], $0[1])
      }
      return closure(adapter, target)

    case .tuple(let elements):
      if elements.isEmpty { return nil }
      return aggregate(
        elements, .tuple(count: elements.count, labels: expression.type.labels), target)
    case .structure(let index, let fields):
      return aggregate(fields, .structure(compiler.structures[index]), target)
    case .tensorLiteral(let elements): return tensorLiteral(expression, elements, target)
    case .arrayLiteral(let elements): return list(elements, .makeArray, target)
    case .setLiteral(let elements): return list(elements, .makeSet, target)
    case .dictionaryLiteral(let keys, let values): return dictionary(keys, values, target)
    case .range(let lower, let upper, let isClosed):
      return scoped(target, .value) { result in
        let first = allocate(.number, count: 2)
        value(lower, into: Register(.number, first))
        value(upper, into: Register(.number, first + 1))
        emit(.makeRange, x: isClosed ? 1 : 0, result.index, first)
      }
    case .interpolation(let parts): return interpolation(parts, target)

    case .tupleElement(let base, let index), .field(let base, let index):
      return part(base, index, expression.type, target)
    case .tensorSubscript(let base, let axes):
      return subscripted(base, axes, expression.type, target)
    case .element(let base, let position):
      return scoped(target, expression.type.bank ?? .value) { result in
        let array = stable(base, before: [position])
        let index = value(position)
        if result.bank == .number {
          emit(.arrayElementNumber, result.index, array.index, index.index)
        } else {
          load(expression.type, result) { self.emit(.arrayElement, $0, array.index, index.index) }
        }
      }
    case .arraySlice(let base, let range):
      return scoped(target, .value) { result in
        let array = stable(base, before: range.children)
        let slice = compiler.add(SliceShape(axes: [axis(range)]), to: \.slices)
        emit(.arraySlice, result.index, array.index, slice)
      }
    case .key(let base, let key, let fallback):
      return lookUp(base, key, fallback, expression.type, target)

    case .call(let function, let arguments):
      return call(function, arguments, expression.type, target)
    case .callMutating(let function, let place, let arguments):
      return callMutating(function, place, arguments, expression.type, target)
    case .callValue(let function, let arguments):
      return call(value: function, arguments, expression.type, target)
    case .callLibrary(let index, let arguments):
      return callLibrary(index, arguments, expression.type, target)
    case .callLibraryMutating(let index, let place, let arguments):
      return callLibraryMutating(index, place, arguments, expression.type, target)

    case .unary(let operation, let operand):
      return unary(operation, operand, expression.type, target)
    case .binary(let operation, let left, let right):
      return binary(operation, left, right, expression.type, target)
    case .and, .or: return truth(expression, target)
    case .conditional(let test, let first, let second):
      let result = target ?? expression.type.bank.map { allocate($0) }
      let toSecond = jump(unless: test)
      scoped { _ = self.expression(first, into: result) }
      let toEnd = emit(.jump)
      aim(toSecond, at: here)
      scoped { _ = self.expression(second, into: result) }
      aim(toEnd, at: here)
      return result
    case .choose(let variable, let subject, let choices, let otherwise):
      return choose(variable, subject, choices, otherwise, expression.type, target)
    case .coalesce(let optional, let fallback):
      let result = target ?? allocate(expression.type.bank ?? .value)
      scoped {
        let wrapped = value(optional)
        let toFallback = emit(.jumpNone, wrapped.index)
        _ = unbox(wrapped, expression.type, into: result)
        let toEnd = emit(.jump)
        aim(toFallback, at: here)
        _ = value(fallback, into: result)
        aim(toEnd, at: here)
      }
      return result
    case .unwrap(let optional):
      return scoped(target, expression.type.bank ?? .value) { result in
        let wrapped = value(optional)
        emit(.unwrap, wrapped.index)
        _ = unbox(wrapped, expression.type, into: result)
      }
    case .chain(let variable, let base, let rest):
      let result = target ?? allocate(.value)
      scoped {
        let wrapped = owned(value(base))
        let toNone = emit(.jumpNone, wrapped.index)
        bind(variable, unbox(wrapped, self.variable(variable).type))
        _ = boxed(rest, into: result)
        let toEnd = emit(.jump)
        aim(toNone, at: here)
        emit(.loadValue, result.index, constant(Value.none))
        aim(toEnd, at: here)
      }
      return result
    case .letting(let variable, let first, let rest):
      bind(variable, self.expression(first))
      return self.expression(rest)
    case .convert(let conversion, let operand):
      return convert(conversion, operand, expression.type, target)
    case .differentiate(let derivative):
      return differentiate(derivative, expression.type, target)
    }
  }

  /// Runs `body` with the register for the result, and gives all others back.
  func scoped(
    _ target: Register?, _ bank: Bank, _ body: (Register) -> Void
  ) -> Register {
    let result = target ?? allocate(bank)
    scoped { body(result) }
    return result
  }

  /// Makes `emit` write a value register, and unboxes it into `result`.
  func load(_ type: ValueType, _ result: Register, _ emit: (Int) -> Void) {
    if result.bank == .value {
      emit(result.index)
    } else {
      let boxed = allocate(.value)
      emit(boxed.index)
      _ = unbox(boxed, type, into: result)
    }
  }

  // MARK: constants and variables

  private func load(_ number: Double, _ target: Register?) -> Register {
    let result = target ?? allocate(.number)
    emit(.loadNumber, result.index, constant(number))
    return result
  }

  private func load(_ value: Value, _ target: Register?) -> Register {
    let result = target ?? allocate(.value)
    emit(.loadValue, result.index, constant(value))
    return result
  }

  /// The register of a variable, or a copy of what it holds if it has none here.
  func read(_ id: VariableID) -> Register? {
    switch place(of: id) {
    case .register(let register):
      var register = register
      register.isOwned = id == takeable
      return register
    case .cell(let cell):
      guard let bank = variable(id).type.bank else { return nil }
      let result = allocate(bank)
      switch bank {
      case .number: emit(.cellNumber, result.index, cell)
      case .tensor: emit(.cellTensor, result.index, cell)
      case .value: emit(.cellValue, result.index, cell)
      }
      return result
    case .global(let global):
      guard variable(id).type.bank != nil else { return nil }
      let result = allocate(global.bank)
      switch global.bank {
      case .number: emit(.loadGlobalNumber, result.index, global.index)
      case .tensor: emit(.loadGlobalTensor, result.index, global.index)
      case .value: emit(.loadGlobalValue, result.index, global.index)
      }
      return result
    case nil: return nil
    }
  }

  /// Where a variable lives; nil for one that holds nothing.
  func place(of id: VariableID) -> VariablePlace? {
    if let place = places[id] { return place }
    guard let global = compiler.globals[id] else { return nil }
    return code.isTopLevel ? .register(Register(global.bank, global.index)) : .global(global)
  }

  /// Gives a variable its first value: a fresh register, or a fresh cell if closures share it.
  func bind(_ id: VariableID, _ source: Register?) {
    guard let source else { return }
    if variable(id).needsBox {
      let cell = makeCell(id)
      setCell(cell, source)
      return
    }
    if let global = compiler.globals[id], code.isTopLevel {
      move(source, to: Register(global.bank, global.index))
      return
    }
    if source.isOwned {
      places[id] = .register(Register(source.bank, source.index))
      return
    }
    let register = allocate(source.bank)
    move(source, to: register)
    places[id] = .register(Register(register.bank, register.index))
  }

  /// A new cell for a variable.
  func makeCell(_ id: VariableID) -> Int {
    let cell = allocate(.value)
    emit(.newCell, cell.index)
    places[id] = .cell(cell.index)
    return cell.index
  }

  /// A closure over the variables that `id` captures.
  private func closure(_ id: FunctionID, _ target: Register?) -> Register {
    var captures = CaptureList()
    for capture in compiler.program.functions[id].captures {
      if compiler.program.variables[capture].type.mayHoldFunctions {
        compiler.bytecode.mayNest = true
      }
      switch place(of: capture) {
      case .cell(let cell): captures.values.append(cell)
      case .register(let register):
        switch register.bank {
        case .number: captures.numbers.append(register.index)
        case .tensor: captures.tensors.append(register.index)
        case .value: captures.values.append(register.index)
        }
      default: break
      }
    }
    let result = target ?? allocate(.value)
    let index = compiler.index(of: Compiler.Variant(function: id, isClosure: true))
    emit(.makeClosure, result.index, index, compiler.add(captures, to: \.captures))
    return result
  }
}

extension ValueType {
  /// The labels of a tuple type; empty if there are none.
  var labels: [String?] {
    guard case .tuple(let elements) = self, elements.contains(where: { $0.label != nil }) else {
      return []
    }
    return elements.map(\.label)
  }
}
