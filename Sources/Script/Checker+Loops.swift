import Diagnostics

extension Checker {
  mutating func forEach(
    _ loop: ForSyntax, _ label: NameSyntax?, at range: SourceRange
  ) -> [TypedStatement] {
    if case .range(let lower?, let upper?, let isClosed) = loop.sequence.kind {
      let first = expect(check(lower, .double), .double, for: "the lower bound")
      let last = expect(check(upper, .double), .double, for: "the upper bound")
      checkOrder(first, last, isClosed, at: loop.sequence.range)
      let bounds = [swiftNumber(named: lower, first), swiftNumber(named: upper, last)]
      return counting(
        loop, label, first, last, nil, isClosed: isClosed,
        bounds == [.integer, .integer] ? .integer : .unknown, loop.sequence.range, at: range)
    }
    if case .range = loop.sequence.kind {
      report(.openLoop(at: loop.sequence.range))
      return body(of: loop, label, invalid(at: loop.sequence.range), at: range)
    }
    let sequence = valued(check(loop.sequence))
    // `stride` in a loop needs no list of its values.
    if case .callLibrary(let index, let arguments) = sequence.kind, arguments.count == 3,
      case .intrinsic(let intrinsic) = library.functions[index].body,
      intrinsic == .strideTo || intrinsic == .strideThrough
    {
      return counting(
        loop, label, arguments[0], arguments[1], arguments[2],
        isClosed: intrinsic == .strideThrough, .unknown, loop.sequence.range, at: range)
    }
    if sequence.type.element == nil, !sequence.type.containsError {
      report(.notASequence(sequence.type, at: sequence.range))
      return body(of: loop, label, invalid(at: loop.sequence.range), at: range)
    }
    return body(of: loop, label, sequence, at: range)
  }

  private mutating func counting(
    _ loop: ForSyntax, _ label: NameSyntax?, _ first: TypedExpression, _ last: TypedExpression,
    _ step: TypedExpression?, isClosed: Bool, _ number: SwiftNumber, _ place: SourceRange,
    at range: SourceRange
  ) -> [TypedStatement] {
    let target = pushTarget(label, isLoop: true, isDefault: true)
    let before = flow
    scopes.append(Scope(function: currentFunction))
    let (variable, statements) = variableAndBody(of: loop, .double, number)
    leaveScope()
    flow = before
    popTarget(target)
    let counting = CountingLoop(
      variable: variable, lower: first, upper: last, step: step, isClosed: isClosed, range: place)
    return [TypedStatement(.count(counting, statements, target), at: range)]
  }

  private mutating func body(
    of loop: ForSyntax, _ label: NameSyntax?, _ sequence: TypedExpression, at range: SourceRange
  ) -> [TypedStatement] {
    let target = pushTarget(label, isLoop: true, isDefault: true)
    let before = flow
    scopes.append(Scope(function: currentFunction))
    let (variable, statements) = variableAndBody(of: loop, sequence.type.element ?? .error)
    leaveScope()
    flow = before
    popTarget(target)
    return [TypedStatement(.each(variable, in: sequence, statements, target), at: range)]
  }

  private mutating func variableAndBody(
    of loop: ForSyntax, _ element: ValueType, _ number: SwiftNumber = .unknown
  ) -> (VariableID, [TypedStatement]) {
    guard loop.isCase else {
      let (variable, head) = loopVariable(loop, element, number)
      return (variable, head + guardedBody(loop))
    }
    let variable = temporary(element, at: loop.pattern.range)
    let value = TypedExpression(.variable(variable), element, at: loop.pattern.range)
    if element.containsError {
      bindLoosely(loop.pattern)
      return (variable, guardedBody(loop))
    }
    let arm = TypedArm(alternatives: [tests(loop.pattern, value)], body: guardedBody(loop))
    let branch = TypedStatement.Kind.branch([arm], otherwise: [], label: newLabel())
    return (variable, [TypedStatement(branch, at: loop.body.range)])
  }

  /// The variable of the loop and the statements that take it apart.
  private mutating func loopVariable(
    _ loop: ForSyntax, _ element: ValueType, _ number: SwiftNumber
  ) -> (VariableID, [TypedStatement]) {
    var type = element
    var isInteger = false
    if let annotation = loop.type {
      let wanted = resolve(annotation)
      if !converts(element, to: wanted.type) {
        report(
          .mismatch("the elements", expected: wanted.type, found: element, at: annotation.range))
      }
      (type, isInteger) = (element == .error ? wanted.type : element, wanted.isInteger)
    }
    switch loop.pattern.kind {
    case .name(let name):
      let id = declareVariable(
        name, type, isMutable: false, isInteger: isInteger, at: loop.pattern.range)
      loopVariables.insert(id)
      if loop.type == nil { swiftNumbers[id] = number }
      return (id, [])
    case .wildcard: return (temporary(type, at: loop.pattern.range), [])
    default:
      let id = temporary(type, at: loop.pattern.range)
      if case .tuple(let elements) = loop.pattern.kind, type == .double || type.isTensor {
        report(.destructuring(type, elements.count, at: loop.pattern.range, isLoop: true))
        declareBroken(loop.pattern)
        return (id, [])
      }
      let whole = TypedExpression(.variable(id), type, at: loop.pattern.range)
      return (id, bind(loop.pattern, whole, type, false, false, at: loop.pattern.range))
    }
  }

  private mutating func guardedBody(_ loop: ForSyntax) -> [TypedStatement] {
    guard let condition = loop.condition else { return scoped(loop.body) }
    let test = test(condition)
    let body = scoped(loop.body)
    let arm = TypedArm(alternatives: [[.test(test)]], body: body)
    return [TypedStatement(.branch([arm], otherwise: [], label: newLabel()), at: loop.body.range)]
  }

  mutating func whileLoop(
    _ syntax: [ConditionSyntax], _ body: BlockSyntax, _ label: NameSyntax?, at range: SourceRange
  ) -> [TypedStatement] {
    let target = pushTarget(label, isLoop: true, isDefault: true)
    scopes.append(Scope(function: currentFunction))
    let conditions = conditions(syntax)
    let before = flow
    let statements = scoped(body)
    leaveScope()
    flow = before
    // `while true` ends only by `break` or `return`.
    if case .test(let test)? = syntax.first?.kind, syntax.count == 1,
      case .boolean(true) = test.kind
    {
      flow.isUnreachable = true
    }
    popTarget(target)
    return [TypedStatement(.loop(conditions, statements, target), at: range)]
  }

  mutating func repeatLoop(
    _ body: BlockSyntax, _ condition: ExpressionSyntax, _ label: NameSyntax?,
    at range: SourceRange
  ) -> [TypedStatement] {
    let target = pushTarget(label, isLoop: true, isDefault: true)
    let statements = scoped(body)
    // `continue` may have gone to the condition.
    flow.isUnreachable = false
    let test = test(condition)
    if case .boolean(true) = test.kind { flow.isUnreachable = true }
    popTarget(target)
    return [TypedStatement(.repeating(statements, while: test, target), at: range)]
  }
}
