import Diagnostics

// Calls of the chapter's own functions and methods.
extension Checker {
  /// Calls a function or method of the chapter; `receiver` is `self` of a method.
  mutating func ownCall(
    _ indices: [Int], _ name: NameSyntax, _ receiver: Receiver?, _ call: CallSyntax,
    _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    var index = indices[0]
    var known: [TypedExpression?] = Array(repeating: nil, count: call.arguments.count)
    if indices.count > 1 {
      let fitting = indices.filter { index in
        if case .success = matchArguments(shapes(of: declarations[index]), call) {
          true
        } else {
          false
        }
      }
      index = fitting.first ?? index
      if fitting.count > 1 {
        known = call.arguments.map { isOpen($0.value) ? nil : valued(check($0.value)) }
        let isBroken = known.contains { $0?.type.containsError ?? false }
        guard !isBroken, let best = bestForm(fitting, name, call, known, expected, at: range) else {
          for argument in call.arguments
          where isOpen(argument.value) && !argument.value.needsType {
            _ = check(argument.value)
          }
          return invalid(at: range)
        }
        index = best
      }
    }
    let declaration = declarations[index]
    guard let places = matched(shapes(of: declaration), call, name, at: range) else {
      return invalid(at: range)
    }
    var arguments: [TypedExpression] = []
    for (parameter, positions) in zip(declaration.parameters, places) {
      let given = positions.map { (call.arguments[$0], known[$0]) }
      arguments.append(argument(parameter, given, at: range))
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

  private mutating func argument(
    _ parameter: FunctionDeclaration.Parameter,
    _ given: [(syntax: ArgumentSyntax, known: TypedExpression?)], at range: SourceRange
  ) -> TypedExpression {
    let what = "'\(parameter.label ?? parameter.name.text)'"
    if parameter.isVariadic {
      let values = given.map { syntax, known in
        expect(
          known ?? valued(check(syntax.value, parameter.type)), parameter.type,
          isInteger: parameter.isInteger, for: what)
      }
      return variadic(values, parameter.type, at: range)
    }
    if let (syntax, known) = given.first {
      let value = expect(
        known ?? valued(check(syntax.value, parameter.type)), parameter.type, for: what)
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
