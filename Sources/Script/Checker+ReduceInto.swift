import Diagnostics

extension Checker {
  /// Reads `values.reduce(into: start) { result, element in … }`.
  ///
  /// The closure becomes a function that changes its first parameter as a mutating method changes
  /// `self`; around it stands a function with the loop.
  mutating func reduceInto(
    _ sequence: TypedExpression, _ name: NameSyntax, _ call: CallSyntax, _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    guard call.arguments.count == 2, case .closure(let closure) = call.arguments[1].value.kind,
      let element = sequence.type.element
    else {
      checkLoosely(call)
      report(.reduceIntoForm(at: range))
      return invalid(at: range)
    }
    let start = valued(check(call.arguments[0].value, expected))
    if start.type.containsError || sequence.type.containsError { return invalid(at: range) }
    let body = combining(closure, start.type, element, at: call.arguments[1].value.range)
    let loop = newFunction("reduce", at: range)
    useFunction(loop, at: range)
    contexts.append(FunctionContext(function: loop, result: start.type, isClosure: true))
    scopes.append(Scope(function: loop))
    let all = newVariable("values", sequence.type, at: range)
    let result = newVariable("result", start.type, isMutable: true, at: range)
    let each = newVariable("element", element, at: range)
    program.functions[loop].parameters = [all, result]
    program.variables[result].isReassigned = true
    useFunction(body, at: range)
    func variable(_ id: VariableID) -> TypedExpression {
      TypedExpression(.variable(id), program.variables[id].type, at: range)
    }
    let place = TypedPlace(variable: result, steps: [], type: start.type, range: range)
    let step = TypedExpression(.callMutating(body, place, [variable(each)]), .void, at: range)
    program.functions[loop].result = start.type
    program.functions[loop].body = [
      TypedStatement(
        .each(
          each, in: variable(all), [TypedStatement(.expression(step), at: range)], newLabel()),
        at: range),
      TypedStatement(.returning(variable(result)), at: range),
    ]
    leaveScope()
    contexts.removeLast()
    return TypedExpression(.call(loop, [sequence, start]), start.type, at: range)
  }

  /// The function of a closure that changes its first parameter.
  private mutating func combining(
    _ closure: ClosureSyntax, _ result: ValueType, _ element: ValueType, at range: SourceRange
  ) -> FunctionID {
    let function = newFunction("closure", isClosure: true, at: range)
    program.functions[function].isMutating = true
    let outerFlow = flow
    flow = Flow(uninitialised: flow.uninitialised)
    contexts.append(FunctionContext(function: function, result: .void, isClosure: true))
    scopes.append(Scope(function: function))
    let types = [result, element]
    let used = closure.parameters?.count ?? closure.lastDollar + 1
    if used != 2 {
      report(
        .closureParameters(
          expected: 2, found: used, isNamed: closure.parameters != nil,
          types: types.map(\.description), at: range))
    }
    var statements: [TypedStatement] = []
    for (position, type) in types.enumerated() {
      let own = closure.parameters.flatMap { position < $0.count ? $0[position] : nil }
      let name = own?.name ?? NameSyntax(text: "$\(position)", range: range)
      let id = newVariable(name.text, type, isMutable: position == 0, at: name.range)
      program.functions[function].parameters.append(id)
      if let own, !own.elements.isEmpty {
        statements += unpack(id, type, own.elements, at: name.range)
      } else if own != nil {
        declare(name.text, .variable(id), at: name.range)
      } else {
        contexts[contexts.count - 1].dollars.append(id)
      }
    }
    statements += block(closure.body)
    leaveScope()
    contexts.removeLast()
    flow = outerFlow
    program.functions[function].body = statements
    return function
  }
}
