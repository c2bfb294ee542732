import Tensors

extension FunctionCompiler {
  /// A call of library function `index`.
  func callLibrary(
    _ index: Int, _ arguments: [TypedExpression], _ type: ValueType, _ target: Register?
  ) -> Register? {
    let entry = compiler.library.functions[index]
    switch entry.body {
    case .constant(let number):
      let result = target ?? allocate(.number)
      emit(.loadNumber, result.index, constant(number))
      return result
    case .scalar1 where type == .double:
      return scoped(target, .number) {
        emit(.function1, $0.index, value(arguments[0]).index, index)
      }
    case .scalar1 where type.isTensor:
      if let function = Tensors.UnaryOperation(rawValue: entry.name) {
        return scoped(target, .tensor) { elementwise(function, value(arguments[0]), $0) }
      }
    case .scalar2 where type == .double:
      return scoped(target, .number) { emit(.function2, $0.index, pair(arguments), index) }
    case .intrinsic(let intrinsic):
      if let result = builtIn(intrinsic, arguments, type, target) { return result.register }
      let isInteger = intrinsic == .numberFromText && entry.name == "Int"
      return callBoxed(arguments, type, target, extra: isInteger ? .bool(true) : nil) {
        self.emit(.intrinsic, x: $2, $0, $1, Self.number(of: intrinsic))
      }
    default: break
    }
    return callBoxed(arguments, type, target) { self.emit(.callLibrary, x: $2, $0, $1, index) }
  }

  static func number(of intrinsic: Intrinsic) -> Int {
    Intrinsic.allCases.firstIndex(of: intrinsic) ?? 0
  }

  /// A call with all arguments as values side by side; `emit` gets the registers of the result and
  /// of the first argument, and the number of arguments.
  private func callBoxed(
    _ arguments: [TypedExpression], _ type: ValueType, _ target: Register?, extra: Value? = nil,
    _ emit: (Int, Int, Int) -> Void
  ) -> Register? {
    let result = type.bank.map { target ?? allocate($0) }
    scoped {
      let count = arguments.count + (extra == nil ? 0 : 1)
      let first = allocate(.value, count: max(1, count))
      for (index, argument) in arguments.enumerated() {
        scoped { _ = boxed(argument, into: Register(.value, first + index)) }
      }
      if let extra { self.emit(.loadValue, first + arguments.count, constant(extra)) }
      if let result {
        load(type, result) { emit($0, first, count) }
      } else {
        emit(allocate(.value).index, first, count)
      }
    }
    return result
  }

  /// The result of a built-in function that has instructions of its own; nil if it has none.
  struct Built {
    let register: Register?
  }

  private func builtIn(
    _ intrinsic: Intrinsic, _ arguments: [TypedExpression], _ type: ValueType, _ target: Register?
  ) -> Built? {
    func onNumber(_ op: Opcode) -> Built {
      Built(register: scoped(target, .number) { emit(op, $0.index, value(arguments[0]).index) })
    }
    func onVector(_ op: Opcode) -> Built? {
      guard case .tensor(rank: 1) = arguments[0].type, type == .double else { return nil }
      return onNumber(op)
    }
    switch intrinsic {
    case .magnitude: return onNumber(.absolute)
    case .rounded: return onNumber(.rounded)
    case .number: return Built(register: value(arguments[0], into: target))
    case .truncated:
      let result = onNumber(.truncated)
      emit(.testIntegral, result.register?.index ?? 0)
      return result
    case .isNaN:
      return Built(
        register: scoped(target, .number) {
          let x = value(arguments[0])
          emit(.notEqual, $0.index, x.index, x.index)
        })
    case .quotient:
      return Built(
        register: scoped(target, .number) {
          let a = stable(arguments[0], before: [arguments[1]])
          emit(.quotient, $0.index, a.index, value(arguments[1]).index)
        })
    case .minimum, .maximum: return extreme(intrinsic, arguments, type, target)
    case .count:
      return Built(
        register: scoped(target, .number) {
          let sequence = value(arguments[0])
          emit(sequence.bank == .tensor ? .count : .valueCount, $0.index, sequence.index)
        })
    case .sum: return onVector(.sum)
    case .vectorFirst: return onVector(.firstElement)
    case .vectorLast: return onVector(.lastElement)
    case .minimumOf: return onVector(.leastElement)
    case .maximumOf: return onVector(.greatestElement)
    case .transpose:
      return Built(
        register: scoped(target, .tensor) {
          emit(.transpose, $0.index, value(arguments[0]).index)
        })
    default: return loop(intrinsic, arguments, type, target)
    }
  }

  /// `min` and `max` of numbers.
  private func extreme(
    _ intrinsic: Intrinsic, _ arguments: [TypedExpression], _ type: ValueType, _ target: Register?
  ) -> Built? {
    guard type == .double, arguments.count >= 2 else { return nil }
    var operands = Array(arguments[0..<2])
    if arguments.count > 2 {
      guard case .tensorLiteral(let rest) = arguments[2].kind else { return nil }
      operands += rest
    }
    return Built(
      register: scoped(target, .number) { result in
        let op: Opcode = intrinsic == .minimum ? .minimum : .maximum
        var best = stable(operands[0], before: Array(operands.dropFirst()))
        for (index, operand) in operands.enumerated().dropFirst() {
          let place = index == operands.count - 1 ? result : allocate(.number)
          emit(op, place.index, best.index, value(operand).index)
          best = place
        }
      })
  }

  /// A call of a library method that changes its receiver.
  func callLibraryMutating(
    _ index: Int, _ place: TypedPlace, _ arguments: [TypedExpression], _ type: ValueType,
    _ target: Register?
  ) -> Register? {
    let entry = compiler.library.functions[index]
    var intrinsic: Intrinsic?
    if case .intrinsic(let own) = entry.body { intrinsic = own }
    if intrinsic == .append, append(place, arguments) { return nil }
    let whole = range
    let result = type.bank.map { target ?? allocate($0) }
    scoped {
      let first = allocate(.value, count: arguments.count + 1)
      for (index, argument) in arguments.enumerated() {
        scoped { _ = boxed(argument, into: Register(.value, first + index + 1)) }
      }
      modify(place) { receiver in
        range = whole
        let own = Register(receiver.bank, receiver.index, isOwned: true)
        _ = box(own, place.type, into: Register(.value, first))
        let pair = allocate(.value)
        if let intrinsic {
          emit(
            .intrinsic, x: arguments.count + 1, pair.index, first, Self.number(of: intrinsic))
        } else {
          emit(.callLibrary, x: arguments.count + 1, pair.index, first, index)
        }
        let changed = allocate(.value)
        emit(.takePart, changed.index, pair.index, 0)
        _ = unbox(changed, place.type, into: Register(receiver.bank, receiver.index))
        if let result { load(type, result) { emit(.takePart, $0, pair.index, 1) } }
      }
    }
    return result
  }

  /// `append` of one element, by an instruction of its own.
  private func append(_ place: TypedPlace, _ arguments: [TypedExpression]) -> Bool {
    switch place.type {
    case .tensor(rank: 1):
      scoped {
        let number = value(arguments[0])
        modify(place) { emit(.appendNumber, $0.index, number.index) }
      }
    case .array:
      scoped {
        let element = owned(boxed(arguments[0]))
        modify(place) { emit(.appendValue, $0.index, element.index) }
      }
    case .string:
      scoped {
        let text = value(arguments[0])
        modify(place) { emit(.concatenateStrings, x: 1, $0.index, $0.index, text.index) }
      }
    default: return false
    }
    return true
  }
}
