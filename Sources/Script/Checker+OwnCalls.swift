import Diagnostics

// Calls of the chapter's own functions and methods.
extension Checker {
  /// Calls a function or method of the chapter; `receiver` is `self` of a method.
  mutating func ownCall(
    _ indices: [Int], _ name: NameSyntax, _ receiver: Receiver?, _ call: CallSyntax,
    _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    var index = indices[0]
    if indices.count > 1 {
      // Overloads differ by their labels.
      let fitting = indices.filter { index in
        if case .success = matchArguments(shapes(of: declarations[index]), call) {
          true
        } else {
          false
        }
      }
      index = fitting.first ?? index
      if fitting.count > 1, let typed = bestByType(fitting, call) { index = typed }
    }
    let declaration = declarations[index]
    guard let places = matched(shapes(of: declaration), call, name, at: range) else {
      return invalid(at: range)
    }
    var arguments: [TypedExpression] = []
    for (parameter, positions) in zip(declaration.parameters, places) {
      arguments.append(argument(parameter, positions.map { call.arguments[$0] }, at: range))
    }
    useFunction(declaration.function, at: name.range)
    return finishedCall(declaration, receiver, arguments, name, at: range)
  }

  private mutating func finishedCall(
    _ declaration: FunctionDeclaration, _ receiver: Receiver?, _ arguments: [TypedExpression],
    _ name: NameSyntax, at range: SourceRange
  ) -> TypedExpression {
    switch receiver {
    case nil:
      return TypedExpression(
        .call(declaration.function, arguments), declaration.result, at: range)
    case .value(let value):
      if declaration.isMutating {
        report(.mutatingNeedsVariable(name.text, at: range))
        return invalid(at: range)
      }
      return TypedExpression(
        .call(declaration.function, [value] + arguments), declaration.result, at: range)
    case .place(let place):
      touch(place, at: place.range)
      return TypedExpression(
        .callMutating(declaration.function, place, arguments), declaration.result, at: range)
    }
  }

  private mutating func bestByType(_ indices: [Int], _ call: CallSyntax) -> Int? {
    guard !call.arguments.contains(where: { $0.value.needsType }) else { return nil }
    let before = diagnostics.count
    let types = call.arguments.map { check($0.value).type }
    diagnostics.removeLast(diagnostics.count - before)
    return indices.first { index in
      guard case .success(let places) = matchArguments(shapes(of: declarations[index]), call)
      else { return false }
      return zip(declarations[index].parameters, places).allSatisfy { parameter, positions in
        positions.allSatisfy { converts(types[$0], to: parameter.type) }
      }
    }
  }

  private mutating func argument(
    _ parameter: FunctionDeclaration.Parameter, _ given: [ArgumentSyntax], at range: SourceRange
  ) -> TypedExpression {
    let what = "'\(parameter.label ?? parameter.name.text)'"
    if parameter.isVariadic {
      let values = given.map {
        expect(
          valued(check($0.value, parameter.type)), parameter.type, isInteger: parameter.isInteger,
          for: what)
      }
      return variadic(values, parameter.type, at: range)
    }
    if let syntax = given.first {
      let value = expect(valued(check(syntax.value, parameter.type)), parameter.type, for: what)
      // The function itself tests at its entry; a literal can be told now.
      if parameter.isInteger, value.literal != nil { _ = integral(value, for: what) }
      return value
    }
    guard let value = parameter.defaultValue else { return invalid(at: range) }
    return defaultValue(value, at: range)
  }

  /// Several arguments as one list.
  func variadic(
    _ values: [TypedExpression], _ element: ValueType, at range: SourceRange
  ) -> TypedExpression {
    element == .double
      ? TypedExpression(.tensorLiteral(values), .vector, at: range)
      : TypedExpression(.arrayLiteral(values), .array(element), at: range)
  }

  func shapes(of declaration: FunctionDeclaration) -> [ParameterShape] {
    declaration.parameters.map {
      ParameterShape(
        label: $0.label, name: $0.name.text, hasDefault: $0.hasDefault,
        isVariadic: $0.isVariadic, isFunction: $0.type.isCallable)
    }
  }

  /// The arguments of each parameter, or a report of what does not fit.
  mutating func matched(
    _ shapes: [ParameterShape], _ call: CallSyntax, _ name: NameSyntax, at range: SourceRange
  ) -> [[Int]]? {
    switch matchArguments(shapes, call) {
    case .success(let places): return places
    case .failure(let problem):
      checkLoosely(call)
      report(.arguments(problem, name, shapes, call, at: range))
      return nil
    }
  }
}
