extension FunctionCompiler {
  /// A built-in function that calls a function for each element, as a loop.
  func loop(
    _ intrinsic: Intrinsic, _ arguments: [TypedExpression], _ type: ValueType, _ target: Register?
  ) -> Built? {
    guard let last = arguments.last, case .function(let function) = last.type else { return nil }
    let sequence = arguments[0]
    if case .optional = sequence.type, intrinsic == .map || intrinsic == .flatMap {
      return Built(register: mapOptional(sequence, last, function, target))
    }
    guard sequence.type.element != nil else { return nil }
    switch intrinsic {
    case .map, .filter, .compactMap:
      return Built(register: collect(intrinsic, sequence, last, function, type, target))
    case .reduce: return Built(register: reduce(arguments, function, type, target))
    case .forEach:
      scoped {
        let callee = callee(last)
        elements(of: sequence) { _ = apply(callee, [$0], function.result) }
      }
      return Built(register: nil)
    case .containsWhere, .allSatisfy, .firstWhere, .firstIndexWhere:
      return Built(register: search(intrinsic, sequence, last, function, type, target))
    default: return nil
    }
  }

  private func mapOptional(
    _ optional: TypedExpression, _ transform: TypedExpression,
    _ function: ValueType.FunctionType, _ target: Register?
  ) -> Register {
    scoped(target, .value) { result in
      let callee = callee(transform)
      let wrapped = owned(value(optional))
      let toNone = emit(.jumpNone, wrapped.index)
      let argument = unbox(wrapped, function.parameters.first ?? .any)
      let mapped = apply(callee, [argument], function.result)
      _ = box(mapped, function.result, into: result)
      let toEnd = emit(.jump)
      aim(toNone, at: here)
      emit(.loadValue, result.index, constant(Value.none))
      aim(toEnd, at: here)
    }
  }

  /// `map`, `filter` and `compactMap`: a list that grows.
  private func collect(
    _ intrinsic: Intrinsic, _ sequence: TypedExpression, _ transform: TypedExpression,
    _ function: ValueType.FunctionType, _ type: ValueType, _ target: Register?
  ) -> Register {
    scoped(target, type.bank ?? .value) { result in
      let isVector = result.bank == .tensor
      if intrinsic == .map, isVector, isCounted(sequence.type) {
        return map(sequence, transform, function, result)
      }
      // The function may read what the result replaces, so it comes together elsewhere.
      let list = allocate(result.bank)
      emit(isVector ? .makeVector : .makeArray, list.index, 0, 0)
      let callee = callee(transform)
      elements(of: sequence) { element in
        func append(_ register: Register?, _ type: ValueType) {
          if isVector, let register {
            emit(.appendNumber, list.index, register.index)
          } else {
            let value = box(register, type)
            emit(.appendValue, list.index, owned(value).index)
          }
        }
        switch intrinsic {
        case .map:
          append(apply(callee, [element], function.result), function.result)
        case .compactMap:
          guard let mapped = apply(callee, [element], function.result),
            case .optional(let wrapped) = function.result
          else { return }
          let toNext = emit(.jumpNone, mapped.index)
          append(unbox(mapped, wrapped), wrapped)
          aim(toNext, at: here)
        default:
          let toNext = jump(callee, element, when: false)
          append(element, function.parameters.first ?? .any)
          aim(toNext, at: here)
        }
      }
      move(list, to: result)
    }
  }

  /// Whether the number of elements is known before the first one.
  private func isCounted(_ type: ValueType) -> Bool {
    switch type {
    case .tensor, .array, .set, .dictionary: true
    default: false
    }
  }

  /// `map` to numbers over something that has a count: the vector is made at once.
  private func map(
    _ sequence: TypedExpression, _ transform: TypedExpression,
    _ function: ValueType.FunctionType, _ result: Register
  ) {
    let list = allocate(.tensor)
    let source = owned(value(sequence))
    let count = allocate(.number)
    emit(source.bank == .tensor ? .count : .valueCount, count.index, source.index)
    emit(.zeros, list.index, count.index)
    let position = allocate(.number)
    emit(.loadNumber, position.index, constant(0.0))
    let callee = callee(transform)
    elements(in: source, sequence.type) { element in
      if let mapped = apply(callee, [element], function.result) {
        emit(.setElement, list.index, position.index, mapped.index)
      }
      emit(.addK, position.index, position.index, constant(1.0))
    }
    move(list, to: result)
  }

  private func reduce(
    _ arguments: [TypedExpression], _ function: ValueType.FunctionType, _ type: ValueType,
    _ target: Register?
  ) -> Register? {
    guard let bank = type.bank else { return nil }
    return scoped(target, bank) { result in
      // The receiver comes before the arguments, as in Swift.
      let source = held(arguments[0])
      let total = allocate(bank)
      _ = value(arguments[1], into: total)
      let callee = callee(arguments[2])
      elements(in: source, arguments[0].type) { element in
        if let next = apply(callee, [total, element], function.result, into: total) {
          move(next, to: total)
        }
      }
      move(total, to: result)
    }
  }

  /// Jumps if a function of an element gives `sense`; gives the jumps to aim.
  private func jump(_ callee: Callee, _ element: Register, when sense: Bool) -> [Int] {
    var argument = Register(element.bank, element.index)
    if element.bank != .number {
      // The function may use up what it is given.
      argument = allocate(element.bank)
      move(Register(element.bank, element.index), to: argument)
    }
    if case .inlined(let function) = callee, let test = onlyResult(of: function) {
      return inlining(function, [argument]) { jump(test, when: sense) }
    }
    guard let truth = apply(callee, [argument], .boolean) else { return [] }
    return [emit(sense ? .jumpTrue : .jumpFalse, truth.index)]
  }

  private func search(
    _ intrinsic: Intrinsic, _ sequence: TypedExpression, _ holds: TypedExpression,
    _ function: ValueType.FunctionType, _ type: ValueType, _ target: Register?
  ) -> Register? {
    guard let bank = type.bank else { return nil }
    return scoped(target, bank) { result in
      let found = allocate(bank)
      switch intrinsic {
      case .containsWhere: emit(.loadNumber, found.index, constant(0.0))
      case .allSatisfy: emit(.loadNumber, found.index, constant(1.0))
      default: emit(.loadValue, found.index, constant(Value.none))
      }
      let position = allocate(.number)
      emit(.loadNumber, position.index, constant(-1.0))
      let callee = callee(holds)
      var exits: [Int] = []
      elements(of: sequence) { element in
        emit(.addK, position.index, position.index, constant(1.0))
        let toNext = jump(callee, element, when: intrinsic == .allSatisfy)
        switch intrinsic {
        case .containsWhere: emit(.loadNumber, found.index, constant(1.0))
        case .allSatisfy: emit(.loadNumber, found.index, constant(0.0))
        case .firstWhere: _ = box(element, function.parameters.first ?? .any, into: found)
        default: emit(.boxNumber, found.index, position.index)
        }
        exits.append(emit(.jump))
        aim(toNext, at: here)
      }
      aim(exits, at: here)
      move(found, to: result)
    }
  }
}
