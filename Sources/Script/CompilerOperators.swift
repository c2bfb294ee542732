import Tensors

extension FunctionCompiler {
  // MARK: operators

  func unary(
    _ operation: UnaryOperation, _ operand: TypedExpression, _ type: ValueType,
    _ target: Register?
  ) -> Register {
    if operation == .negate, case .number(let number) = operand.kind {
      let result = target ?? allocate(.number)
      emit(.loadNumber, result.index, constant(-number))
      return result
    }
    return scoped(target, type.bank ?? .number) { result in
      let source = value(operand)
      if type.isTensor {
        let function: Tensors.UnaryOperation = operation == .negate ? .negate : .sqrt
        elementwise(function, source, result)
        return
      }
      switch operation {
      case .negate: emit(.negate, result.index, source.index)
      case .not: emit(.not, result.index, source.index)
      case .squareRoot: emit(.squareRoot, result.index, source.index)
      }
    }
  }

  /// A function of each element of a tensor, in its own storage if it is not needed any more.
  func elementwise(
    _ function: Tensors.UnaryOperation, _ source: Register, _ result: Register
  ) {
    let index = Tensors.UnaryOperation.allCases.firstIndex(of: function) ?? 0
    emit(.tensorUnary, x: source.isOwned ? 1 : 0, result.index, source.index, index)
  }

  func binary(
    _ operation: BinaryOperation, _ left: TypedExpression, _ right: TypedExpression,
    _ type: ValueType, _ target: Register?
  ) -> Register {
    switch operation {
    case .compareNumbers, .equalNumbers:
      return comparison(operation, left, right, target)
    default: break
    }
    return scoped(target, type.bank ?? .value) { result in
      if case .scalar(let arithmetic) = operation,
        withConstant(arithmetic, left, right, result)
      {
        return
      }
      let a = stable(left, before: [right])
      if case .scalar(.multiply) = operation, multiplyElement(a, right, result) { return }
      let b = value(right)
      apply(operation, a, b, into: result, type)
    }
  }

  /// `factor · vector[position]` by one instruction; false, and nothing is emitted, if `right` is
  /// something else or the factor too far away.
  private func multiplyElement(
    _ factor: Register, _ right: TypedExpression, _ result: Register
  ) -> Bool {
    guard factor.index <= UInt8.max, case .tensorSubscript(let base, let axes) = right.kind,
      let positions = positions(axes, of: base.type), positions.count == 1
    else { return false }
    let tensor = stable(base, before: positions)
    let position = value(positions[0])
    // The position is all that can be wrong.
    range = right.range
    emit(.multiplyElement, x: factor.index, result.index, tensor.index, position.index)
    return true
  }

  /// An operation with one constant operand; false if there is none.
  private func withConstant(
    _ operation: BinaryOperation.Arithmetic, _ left: TypedExpression, _ right: TypedExpression,
    _ result: Register
  ) -> Bool {
    if case .number(let number) = right.kind {
      guard let (op, constant) = operand(operation, number) else { return false }
      let a = value(left)
      emit(op, result.index, a.index, constant)
      return true
    }
    if case .number(let number) = left.kind {
      let op: Opcode
      switch operation {
      case .add: op = .addK
      case .subtract: op = .subtractFromK
      case .multiply: op = .multiplyK
      case .divide: op = .divideIntoK
      default: return false
      }
      let b = value(right)
      emit(op, result.index, b.index, constant(number))
      return true
    }
    return false
  }

  /// The instruction for `operation` with the constant `number` on its right, and the constant's
  /// place; nil if there is none.
  func operand(
    _ operation: BinaryOperation.Arithmetic, _ number: Double
  ) -> (op: Opcode, constant: Int)? {
    switch operation {
    case .add: (.addK, constant(number))
    case .subtract: (.subtractK, constant(number))
    case .multiply: (.multiplyK, constant(number))
    case .divide: (.divideK, constant(number))
    case .remainder: divisor(number).map { (.remainderK, $0) }
    case .power: nil
    }
  }

  /// `result = a op b`.
  func apply(
    _ operation: BinaryOperation, _ a: Register, _ b: Register, into result: Register,
    _ type: ValueType
  ) {
    switch operation {
    case .scalar(let arithmetic):
      emit(Self.opcode(arithmetic), result.index, a.index, b.index)
    case .elementwise(let arithmetic, let operands):
      var x = TensorOperation.code(arithmetic)
      if a.isOwned, a.bank == .tensor { x |= TensorOperation.takesLeft }
      if b.isOwned, b.bank == .tensor { x |= TensorOperation.takesRight }
      switch operands {
      case .tensors: emit(.tensorBinary, x: x, result.index, a.index, b.index)
      case .tensorScalar: emit(.tensorScalar, x: x, result.index, a.index, b.index)
      case .scalarTensor: emit(.scalarTensor, x: x, result.index, a.index, b.index)
      }
    case .matrixProduct:
      emit(type == .double ? .dot : .matrixProduct, result.index, a.index, b.index)
    case .hadamard: emit(.hadamard, result.index, a.index, b.index)
    case .outer: emit(.outer, result.index, a.index, b.index)
    case .compareNumbers(let comparison):
      switch comparison {
      case .less: emit(.less, result.index, a.index, b.index)
      case .lessOrEqual: emit(.lessOrEqual, result.index, a.index, b.index)
      case .greater: emit(.less, result.index, b.index, a.index)
      case .greaterOrEqual: emit(.lessOrEqual, result.index, b.index, a.index)
      }
    case .compareStrings(let comparison), .compareTuples(let comparison):
      switch comparison {
      case .less: emit(.lessStrings, result.index, a.index, b.index)
      case .lessOrEqual: emit(.lessOrEqualStrings, result.index, a.index, b.index)
      case .greater: emit(.lessStrings, result.index, b.index, a.index)
      case .greaterOrEqual: emit(.lessOrEqualStrings, result.index, b.index, a.index)
      }
    case .equalNumbers(let isNegated):
      emit(isNegated ? .notEqual : .equal, result.index, a.index, b.index)
    case .equalValues(let isNegated):
      switch a.bank {
      case .number: emit(.equal, result.index, a.index, b.index)
      case .tensor: emit(.equalTensors, result.index, a.index, b.index)
      case .value: emit(.equalValues, result.index, a.index, b.index)
      }
      if isNegated { emit(.not, result.index, result.index) }
    case .close: emitClose(a, b, result)
    case .concatenateStrings:
      emit(.concatenateStrings, x: mayTake(a, result) ? 1 : 0, result.index, a.index, b.index)
    case .concatenateArrays:
      emit(.concatenateArrays, x: mayTake(a, result) ? 1 : 0, result.index, a.index, b.index)
    case .isInRange: emit(.isInRange, result.index, a.index, b.index)
    }
  }

  /// Whether an operand is not needed any more, be it that the result takes its place.
  private func mayTake(_ operand: Register, _ result: Register) -> Bool {
    operand.isOwned || (operand.bank == result.bank && operand.index == result.index)
  }

  private func emitClose(_ a: Register, _ b: Register, _ result: Register) {
    func tensor(_ register: Register) -> Register {
      if register.bank == .tensor { return register }
      let lifted = allocate(.tensor)
      emit(.numberToTensor, lifted.index, register.index)
      return lifted
    }
    if a.bank == .number, b.bank == .number {
      emit(.closeNumbers, result.index, a.index, b.index)
    } else {
      emit(.closeTensors, result.index, tensor(a).index, tensor(b).index)
    }
  }

  static func opcode(_ operation: BinaryOperation.Arithmetic) -> Opcode {
    switch operation {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .remainder: .remainder
    case .power: .power
    }
  }

  // MARK: truth values and jumps

  private func comparison(
    _ operation: BinaryOperation, _ left: TypedExpression, _ right: TypedExpression,
    _ target: Register?
  ) -> Register {
    scoped(target, .number) { result in
      let a = stable(left, before: [right])
      let b = value(right)
      apply(operation, a, b, into: result, .boolean)
    }
  }

  /// The value of `&&` or `||` in a register.
  func truth(_ expression: TypedExpression, _ target: Register?) -> Register {
    let result = target ?? allocate(.number)
    // The operands may read the target, so it is written at the ends only.
    let toFalse = jump(unless: expression)
    emit(.loadNumber, result.index, constant(1.0))
    let toEnd = emit(.jump)
    aim(toFalse, at: here)
    emit(.loadNumber, result.index, constant(0.0))
    aim(toEnd, at: here)
    return result
  }

  /// Jumps if `expression` is false; gives the jumps to aim.
  func jump(unless expression: TypedExpression) -> [Int] { jump(expression, when: false) }

  /// Jumps if `expression` is `sense`; gives the jumps to aim.
  func jump(_ expression: TypedExpression, when sense: Bool) -> [Int] {
    let outer = range
    range = expression.range
    defer { range = outer }
    switch expression.kind {
    case .boolean(let truth): return truth == sense ? [emit(.jump)] : []
    case .unary(.not, let operand): return jump(operand, when: !sense)
    case .and(let a, let b), .or(let a, let b):
      let isAnd = if case .and = expression.kind { true } else { false }
      if sense == isAnd {
        // Both operands decide: the first one may decide against it.
        let past = jump(a, when: !sense)
        let jumps = jump(b, when: sense)
        aim(past, at: here)
        return jumps
      }
      return jump(a, when: sense) + jump(b, when: sense)
    case .binary(.compareNumbers(let comparison), let a, let b):
      return scoped { jump(comparison, a, b, when: sense) }
    case .binary(.equalNumbers(let isNegated), let a, let b):
      return scoped { jump(equal: a, b, when: sense != isNegated) }
    default:
      return scoped {
        let register = value(expression)
        return [emit(sense ? .jumpTrue : .jumpFalse, register.index)]
      }
    }
  }

  private func jump(
    _ comparison: BinaryOperation.Comparison, _ left: TypedExpression, _ right: TypedExpression,
    when sense: Bool
  ) -> [Int] {
    if case .number(let number) = right.kind {
      let op: Opcode =
        switch comparison {
        case .less: sense ? .jumpLessK : .jumpNotLessK
        case .lessOrEqual: sense ? .jumpLessOrEqualK : .jumpNotLessOrEqualK
        case .greater: sense ? .jumpGreaterK : .jumpNotGreaterK
        case .greaterOrEqual: sense ? .jumpGreaterOrEqualK : .jumpNotGreaterOrEqualK
        }
      return [emit(op, value(left).index, constant(number))]
    }
    let a = stable(left, before: [right])
    let b = value(right)
    switch comparison {
    case .less: return [emit(sense ? .jumpLess : .jumpNotLess, a.index, b.index)]
    case .lessOrEqual:
      return [emit(sense ? .jumpLessOrEqual : .jumpNotLessOrEqual, a.index, b.index)]
    case .greater: return [emit(sense ? .jumpLess : .jumpNotLess, b.index, a.index)]
    case .greaterOrEqual:
      return [emit(sense ? .jumpLessOrEqual : .jumpNotLessOrEqual, b.index, a.index)]
    }
  }

  private func jump(
    equal left: TypedExpression, _ right: TypedExpression, when sense: Bool
  ) -> [Int] {
    if case .number(let number) = right.kind {
      return [emit(sense ? .jumpEqualK : .jumpNotEqualK, value(left).index, constant(number))]
    }
    let a = stable(left, before: [right])
    let b = value(right)
    return [emit(sense ? .jumpEqual : .jumpNotEqual, a.index, b.index)]
  }
}
