import Diagnostics

extension Checker {
  /// Reads `target = value` and `target op= value`.
  mutating func assignment(
    _ target: ExpressionSyntax, _ operation: NameSyntax?, _ value: ExpressionSyntax,
    at range: SourceRange
  ) -> [TypedStatement] {
    if let operation { return update(target, operation, value, at: range) }
    if case .name("_") = target.kind {
      return [TypedStatement(.expression(check(value)), at: range)]
    }
    if case .tuple(let elements) = target.kind {
      return assignTuple(elements, value, at: range)
    }
    guard let place = place(target) else {
      _ = check(value)
      return []
    }
    let typed = check(value, place.type)
    let whole = expect(
      valued(typed), place.type, isInteger: isInteger(place), for: "the assignment")
    touch(place, at: target.range)
    return [TypedStatement(.assign(place, whole), at: range)]
  }

  private func isInteger(_ place: TypedPlace) -> Bool {
    place.steps.isEmpty ? program.variables[place.variable].isInteger : place.isInteger
  }

  /// Notes the change of a place.
  mutating func touch(_ place: TypedPlace, at range: SourceRange) {
    let id = place.variable
    if place.steps.isEmpty {
      if flow.uninitialised.remove(id) != nil {
        // The first value of a `let` or `var` is no change, unless a loop or closure gives it.
        let isOwn = program.variables[id].owner == currentFunction || program.variables[id].isGlobal
        if isOwn, !isInLoop {
          if !program.variables[id].isMutable { return }
          facts[max(currentFunction, 0)].globalWrites.formUnion(
            program.variables[id].isGlobal ? [id] : [])
          return
        }
      }
    } else if flow.uninitialised.contains(id) {
      report(.uninitialised(program.variables[id].name, at: range))
      flow.uninitialised.remove(id)
    }
    use(id, isWrite: true, at: range)
    if !place.steps.isEmpty, program.variables[id].name == "self" {
      program.variables[id].isRead = true
    }
  }

  private var isInLoop: Bool { contexts.last?.targets.contains { $0.isLoop } ?? false }

  private mutating func assignTuple(
    _ elements: [ArgumentSyntax], _ value: ExpressionSyntax, at range: SourceRange
  ) -> [TypedStatement] {
    var places: [TypedPlace?] = []
    var isBroken = false
    for element in elements {
      if case .name("_") = element.value.kind {
        places.append(nil)
      } else if let place = place(element.value) {
        places.append(place)
      } else {
        isBroken = true
      }
    }
    guard !isBroken else {
      _ = check(value)
      return []
    }
    let wanted = ValueType.tuple(places.map { ValueType.TupleElement(nil, $0?.type ?? .error) })
    let typed = valued(check(value, wanted.containsError ? nil : wanted))
    if typed.type.containsError { return [] }
    guard case .tuple(let types) = typed.type, types.count == places.count else {
      report(.destructuring(typed.type, places.count, at: value.range))
      return []
    }
    var (statements, parts) = takenApart(typed, at: range)
    for (position, place) in places.enumerated() {
      guard let place else { continue }
      let own = expect(
        parts[position], place.type, isInteger: isInteger(place), for: "the assignment")
      touch(place, at: place.range)
      statements.append(TypedStatement(.assign(place, own), at: range))
    }
    return statements
  }

  private mutating func update(
    _ target: ExpressionSyntax, _ operation: NameSyntax, _ value: ExpressionSyntax,
    at range: SourceRange
  ) -> [TypedStatement] {
    guard let place = place(target) else {
      _ = check(value)
      return []
    }
    let id = place.variable
    if flow.uninitialised.contains(id) {
      report(.uninitialised(program.variables[id].name, at: target.range))
      flow.uninitialised.remove(id)
    }
    let left = TypedExpression(
      place.value(program.variables[id].type).kind, place.type, at: target.range)
    if case .optional = place.type, isKeyed(place) {
      _ = check(value)
      report(.updateOfKey(operation.text, at: target.range))
      return []
    }
    let hint: ValueType? = place.type.isTensor ? nil : place.type
    let right = valued(check(value, hint))
    let wasRead = program.variables[id].isRead
    touch(place, at: target.range)
    if !place.steps.isEmpty { program.variables[id].isRead = wasRead }
    if right.type.containsError || place.type.containsError { return [] }
    let name = NameSyntax(text: operation.text, range: operation.range)
    if let (kind, type) = builtIn(operation.text, left, right) {
      if operation.text == "+" || operation.text == "-" {
        checkAppend(operation.text + "=", left, right, at: range)
      }
      guard type == place.type || (type.isTensor && place.type == .tensor(rank: nil)) else {
        report(.updateType(operation.text + "=", place.type, type, at: range))
        return []
      }
      return updated(place, kind, right, left, at: range)
    }
    guard let call = libraryOperator(operation.text, [left, right], at: range) else {
      report(.operands(operation.text + "=", left.type, right.type, at: name.range))
      return []
    }
    let whole = expect(call, place.type, for: "the assignment")
    return [TypedStatement(.assign(place, whole), at: range)]
  }

  private func isKeyed(_ place: TypedPlace) -> Bool {
    if case .key(_, nil)? = place.steps.last?.kind { true } else { false }
  }

  private mutating func updated(
    _ place: TypedPlace, _ kind: BinaryOperation, _ right: TypedExpression,
    _ left: TypedExpression, at range: SourceRange
  ) -> [TypedStatement] {
    guard isInteger(place) else {
      return [TypedStatement(.update(place, kind, right), at: range)]
    }
    // Integral stays integral under + - * % with an integral operand; else it must be tested.
    if case .scalar(let arithmetic) = kind, arithmetic != .divide, arithmetic != .power,
      let literal = right.literal, literal.rounded() == literal
    {
      return [TypedStatement(.update(place, kind, right), at: range)]
    }
    let value = TypedExpression(.binary(kind, left, right), .double, at: range)
    return [TypedStatement(.assign(place, integral(value, for: "the assignment")), at: range)]
  }
}
