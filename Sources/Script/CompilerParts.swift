import Tensors

extension FunctionCompiler {
  // MARK: literals

  /// Values side by side, made into one by `makeAggregate`.
  func aggregate(
    _ elements: [TypedExpression], _ shape: Aggregate, _ target: Register?
  ) -> Register {
    scoped(target, .value) { result in
      let first = allocate(.value, count: elements.count)
      for (index, element) in elements.enumerated() {
        scoped { _ = boxed(element, into: Register(.value, first + index)) }
      }
      emit(.makeAggregate, result.index, first, compiler.add(shape, to: \.aggregates))
    }
  }

  /// The longest run of registers that a literal uses; longer ones are built piece by piece.
  private static let run = 64

  func list(_ elements: [TypedExpression], _ op: Opcode, _ target: Register?) -> Register {
    scoped(target, .value) { result in
      // A set has to see all of its elements at once; an array can grow.
      let run = op == .makeArray ? Self.run : elements.count
      let whole = elements.count > run ? allocate(.value) : result
      var start = 0
      repeat {
        let end = min(start + run, elements.count)
        scoped {
          let first = allocate(.value, count: end - start)
          for index in start..<end {
            scoped { _ = boxed(elements[index], into: Register(.value, first + index - start)) }
          }
          emit(start == 0 ? op : .appendValues, whole.index, first, end - start)
        }
        start = end
      } while start < elements.count
      move(whole, to: result)
    }
  }

  func dictionary(
    _ keys: [TypedExpression], _ values: [TypedExpression], _ target: Register?
  ) -> Register {
    scoped(target, .value) { result in
      let first = allocate(.value, count: 2 * keys.count)
      for index in keys.indices {
        scoped { _ = boxed(keys[index], into: Register(.value, first + 2 * index)) }
        scoped { _ = boxed(values[index], into: Register(.value, first + 2 * index + 1)) }
      }
      emit(.makeDictionary, result.index, first, keys.count)
    }
  }

  func tensorLiteral(
    _ literal: TypedExpression, _ elements: [TypedExpression], _ target: Register?
  ) -> Register {
    if let tensor = constantTensor(literal) {
      let result = target ?? allocate(.tensor)
      emit(.loadTensor, result.index, constant(tensor))
      return result
    }
    return scoped(target, .tensor) { result in
      if elements.contains(where: { $0.type.isTensor }) {
        let first = allocate(.tensor, count: elements.count)
        for (index, element) in elements.enumerated() {
          scoped {
            let slot = Register(.tensor, first + index)
            if element.type.isTensor {
              _ = value(element, into: slot)
            } else {
              emit(.numberToTensor, slot.index, value(element).index)
            }
          }
        }
        emit(.stack, result.index, first, elements.count)
        return
      }
      let whole = elements.count > Self.run ? allocate(.tensor) : result
      var start = 0
      repeat {
        let end = min(start + Self.run, elements.count)
        scoped {
          let first = allocate(.number, count: end - start)
          for index in start..<end {
            scoped { _ = value(elements[index], into: Register(.number, first + index - start)) }
          }
          emit(start == 0 ? .makeVector : .appendNumbers, whole.index, first, end - start)
        }
        start = end
      } while start < elements.count
      move(whole, to: result)
    }
  }

  /// The tensor that a literal of plain numbers states.
  private func constantTensor(_ expression: TypedExpression) -> Tensor? {
    guard case .tensorLiteral(let elements) = expression.kind else { return nil }
    var numbers: [Double] = []
    var parts: [Tensor] = []
    for element in elements {
      if let number = constantNumber(element) {
        numbers.append(number)
      } else if let part = constantTensor(element) {
        parts.append(part)
      } else {
        return nil
      }
    }
    if parts.isEmpty { return Tensor(numbers) }
    guard numbers.isEmpty else { return nil }
    // A ragged one is left to the machine, which says what is wrong where it stands.
    return try? Tensor.stacked(parts)
  }

  private func constantNumber(_ expression: TypedExpression) -> Double? {
    switch expression.kind {
    case .number(let number): number
    case .unary(.negate, let operand): constantNumber(operand).map { -$0 }
    default: nil
    }
  }

  func interpolation(_ parts: [InterpolationPart], _ target: Register?) -> Register {
    scoped(target, .value) { result in
      let pieces = parts.indices.map { piece(parts[$0], before: parts[($0 + 1)...]) }
      let template = TextTemplate(pieces: pieces)
      emit(.joinTexts, result.index, compiler.add(template, to: \.templates))
    }
  }

  /// A part of an interpolation, its value in a register that nothing changes before it is read.
  private func piece(
    _ part: InterpolationPart, before later: ArraySlice<InterpolationPart>
  ) -> TextTemplate.Piece {
    let expression: TypedExpression
    let format: ValueFormat?
    switch part {
    case .text(let text): return .text(Array(text.utf8))
    case .value(let own, let ownFormat): (expression, format) = (own, ownFormat)
    }
    if format == nil, expression.type == .double {
      let others = later.compactMap { other in
        if case .value(let expression, _) = other { expression } else { nil }
      }
      return .number(stable(expression, before: others).index)
    }
    let slot = allocate(.value)
    scoped {
      guard let format else {
        _ = boxed(expression, into: Register(.value, slot.index))
        return
      }
      let number = compiler.add(format, to: \.formats) + 1
      if expression.type == .double {
        emit(.textOfNumber, slot.index, value(expression).index, number)
      } else {
        emit(.textOfValue, slot.index, boxed(expression).index, number)
      }
    }
    return .value(slot.index)
  }

  // MARK: parts

  func part(
    _ base: TypedExpression, _ index: Int, _ type: ValueType, _ target: Register?
  ) -> Register? {
    guard let bank = type.bank else {
      expression(base)
      return nil
    }
    return scoped(target, bank) { result in
      if case .element(let array, let position) = base.kind, type == .double, index < 256 {
        let list = stable(array, before: [position])
        emit(.elementPartNumber, x: index, result.index, list.index, value(position).index)
        return
      }
      let whole = value(base)
      // What nobody else names is emptied, so that it does not hold on to what it shares.
      let x = whole.isOwned ? 1 : 0
      if bank == .number {
        emit(.partNumber, x: x, result.index, whole.index, index)
      } else {
        load(type, result) { emit(.part, x: x, $0, whole.index, index) }
      }
    }
  }

  /// An axis whose positions stand in registers.
  func axis(_ range: AxisRange) -> SliceShape.Axis {
    func register(_ bound: TypedExpression?) -> Int? {
      bound.map { owned(value($0)).index }
    }
    let lower = register(range.lower)
    return .range(lower, register(range.upper), isClosed: range.isClosed)
  }

  /// A tensor subscript, its positions in registers.
  func sliceShape(_ axes: [TensorAxis]) -> Int {
    let shape = SliceShape(
      axes: axes.map { axis in
        switch axis {
        case .all: return .all
        case .index(let position): return .index(owned(value(position)).index)
        case .range(let range): return self.axis(range)
        case .rangeValue(let range): return .rangeValue(owned(value(range)).index)
        }
      })
    return compiler.add(shape, to: \.slices)
  }

  /// The positions of a subscript that are all single, as `element` and `element2` take them.
  func positions(_ axes: [TensorAxis], of type: ValueType) -> [TypedExpression]? {
    guard axes.count <= 2, type.rank == axes.count else { return nil }
    var result: [TypedExpression] = []
    for axis in axes {
      guard case .index(let position) = axis else { return nil }
      result.append(position)
    }
    return result
  }

  func subscripted(
    _ base: TypedExpression, _ axes: [TensorAxis], _ type: ValueType, _ target: Register?
  ) -> Register {
    scoped(target, type.bank ?? .tensor) { result in
      let tensor = stable(base, before: axes.flatMap(\.children))
      if let positions = positions(axes, of: base.type) {
        if positions.count == 1 {
          emit(.element, result.index, tensor.index, value(positions[0]).index)
        } else {
          emit(.element2, result.index, tensor.index, pair(positions))
        }
        return
      }
      let slice = sliceShape(axes)
      if result.bank == .tensor {
        emit(.slice, result.index, tensor.index, slice)
      } else {
        let part = allocate(.tensor)
        emit(.slice, part.index, tensor.index, slice)
        emit(.tensorToNumber, result.index, part.index)
      }
    }
  }

  /// Two numbers side by side.
  func pair(_ expressions: [TypedExpression]) -> Int {
    let first = allocate(.number, count: 2)
    for index in 0..<2 {
      scoped { _ = value(expressions[index], into: Register(.number, first + index)) }
    }
    return first
  }

  func lookUp(
    _ base: TypedExpression, _ key: TypedExpression, _ fallback: TypedExpression?,
    _ type: ValueType, _ target: Register?
  ) -> Register {
    scoped(target, type.bank ?? .value) { result in
      let dictionary = stable(base, before: [key])
      let key = boxed(key)
      guard let fallback else {
        emit(.key, result.index, dictionary.index, key.index)
        return
      }
      let found = allocate(.value)
      emit(.key, found.index, dictionary.index, key.index)
      let toFallback = emit(.jumpNone, found.index)
      _ = unbox(found, type, into: result)
      let toEnd = emit(.jump)
      aim(toFallback, at: here)
      scoped { _ = value(fallback, into: result) }
      aim(toEnd, at: here)
    }
  }

  // MARK: conversions

  func convert(
    _ conversion: Conversion, _ operand: TypedExpression, _ type: ValueType, _ target: Register?
  ) -> Register? {
    switch conversion {
    case .wrap, .erase: return boxed(operand, into: target)
    case .drop:
      scoped { _ = expression(operand) }
      return nil
    case .forgetRank: return value(operand, into: target)
    case .integral:
      // The test makes a whole number of a zero, too, and whole numbers have one: not in a variable.
      let number = target.map { value(operand, into: $0) } ?? owned(value(operand))
      emit(.testIntegral, number.index)
      return number
    case .rank(0):
      return scoped(target, .number) { result in
        emit(.tensorToNumber, result.index, value(operand).index)
      }
    case .rank(let rank):
      let tensor = value(operand)
      emit(.testRank, tensor.index, rank)
      return tensor
    case .scalarTensor:
      return scoped(target, .tensor) { result in
        emit(.numberToTensor, result.index, value(operand).index)
      }
    case .rows:
      return scoped(target, .value) { emit(.rows, $0.index, value(operand).index) }
    case .stack:
      return scoped(target, .tensor) { emit(.stackArray, $0.index, value(operand).index) }
    case .relabel:
      guard case .tuple(let elements) = type else { return value(operand, into: target) }
      let shape = Aggregate.tuple(count: elements.count, labels: type.labels)
      return scoped(target, .value) { result in
        emit(
          .relabel, result.index, value(operand).index, compiler.add(shape, to: \.aggregates))
      }
    }
  }

  /// `if` and `switch` as expressions.
  func choose(
    _ variable: VariableID?, _ subject: TypedExpression?, _ choices: [TypedChoice],
    _ otherwise: TypedExpression, _ type: ValueType, _ target: Register?
  ) -> Register? {
    let result = target ?? type.bank.map { allocate($0) }
    scoped {
      if let variable, let subject { bind(variable, owned(value(subject))) }
      var ends: [Int] = []
      for choice in choices {
        scoped {
          let next = test(choice.alternatives)
          _ = expression(choice.value, into: result)
          ends.append(emit(.jump))
          aim(next, at: here)
        }
      }
      scoped { _ = expression(otherwise, into: result) }
      aim(ends, at: here)
    }
    return result
  }

  /// Tests the alternatives of an arm; falls through if one holds, gives the jumps if none does.
  func test(_ alternatives: [[TypedCondition]]) -> [Int] {
    var hits: [Int] = []
    for (index, conditions) in alternatives.enumerated() {
      var misses: [Int] = []
      for condition in conditions { misses += test(condition) }
      if index == alternatives.count - 1 {
        aim(hits, at: here)
        return misses
      }
      hits.append(emit(.jump))
      aim(misses, at: here)
    }
    return []
  }

  /// Tests one condition; gives the jumps for when it does not hold.
  private func test(_ condition: TypedCondition) -> [Int] {
    switch condition {
    case .test(let expression): return jump(unless: expression)
    case .bind(let variable, let expression):
      bind(variable, owning(expression))
      return []
    case .unwrap(let variable, let expression):
      let wrapped = value(expression)
      let miss = emit(.jumpNone, wrapped.index)
      let type = self.variable(variable).type
      bind(variable, type.bank == .value ? wrapped : unbox(wrapped, type))
      return [miss]
    }
  }

  /// The value in a register of its own, for a variable to be.
  func owning(_ expression: TypedExpression) -> Register? {
    self.expression(expression).map { owned($0) }
  }
}
