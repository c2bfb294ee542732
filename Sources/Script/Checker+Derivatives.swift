import Diagnostics

extension Checker {
  /// Whether a call of `gradient`, `derivative` … has the form of the language's own.
  func isDerivative(_ call: CallSyntax) -> Bool {
    let labels = call.arguments.map { $0.label?.text }
    return labels.first == "at" || labels.first == "of" || labels.first == "in"
      || (labels.count == 1 && call.trailing == 1)
  }

  /// Reads `gradient(at: x) { … }`, `gradient(of: f)` and their kin.
  mutating func derivative(
    _ kind: Differentiation.Kind, _ name: NameSyntax, _ call: CallSyntax, at range: SourceRange
  ) -> TypedExpression {
    var points: [TypedExpression] = []
    var function: ExpressionSyntax?
    for (position, argument) in call.arguments.enumerated() {
      let isTrailing = position >= call.arguments.count - call.trailing
      switch argument.label?.text {
      case "of", "in": function = argument.value
      case nil where isTrailing: function = argument.value
      case "at" where position == 0, nil where position > 0 && position == points.count:
        points.append(point(valued(check(argument.value)), kind))
      default:
        report(.derivativeForm(name.text, at: argument.value.range))
        return invalid(at: range)
      }
    }
    guard let function else {
      report(.derivativeForm(name.text, at: range))
      return invalid(at: range)
    }
    if points.isEmpty { return derivativeFunction(kind, name, function, at: range) }
    if points.contains(where: { $0.type.containsError }) {
      _ = check(function, .function(points.map(\.type), .parameter("T")))
      return invalid(at: range)
    }
    let typed = check(function, .function(points.map(\.type), .parameter("T")))
    guard let node = differentiation(kind, points, typed, at: range) else {
      return invalid(at: range)
    }
    return node
  }

  /// A point at which a derivative is taken must be made of numbers.
  private mutating func point(
    _ value: TypedExpression, _ kind: Differentiation.Kind
  ) -> TypedExpression {
    if value.type.containsError { return value }
    let fits =
      switch kind {
      case .derivative: value.type == .double
      case .jacobian: value.type == .vector || value.type == .tensor(rank: nil)
      case .hessian: value.type == .double || value.type == .vector
      case .gradient, .valueWithGradient: isDifferentiable(value.type)
      }
    if fits { return value }
    report(.derivativePoint(kind.rawValue, value.type, at: value.range))
    return invalid(at: value.range)
  }

  /// Whether the type is made of numbers only.
  func isDifferentiable(_ type: ValueType) -> Bool {
    var seen: Set<Int> = []
    return isDifferentiable(type, &seen)
  }

  /// A structure that was seen on the way is made of numbers if all else in it is: a list of itself,
  /// say.
  private func isDifferentiable(_ type: ValueType, _ seen: inout Set<Int>) -> Bool {
    switch type {
    case .double, .tensor: return true
    case .tuple(let elements):
      return !elements.isEmpty && elements.allSatisfy { isDifferentiable($0.type, &seen) }
    case .array(let element): return isDifferentiable(element, &seen)
    case .structure(let index, _):
      guard seen.insert(index).inserted else { return true }
      let fields = program.structures[index].fields
      return !fields.isEmpty && fields.allSatisfy { isDifferentiable($0.type, &seen) }
    default: return false
    }
  }

  private mutating func differentiation(
    _ kind: Differentiation.Kind, _ points: [TypedExpression], _ function: TypedExpression,
    at range: SourceRange
  ) -> TypedExpression? {
    if function.type.containsError { return nil }
    guard case .function(let type) = function.type, type.parameters.count == points.count else {
      report(.derivativeFunction(kind.rawValue, function.type, points.count, at: function.range))
      return nil
    }
    var arguments: [TypedExpression] = []
    for (point, parameter) in zip(points, type.parameters) {
      let argument = expect(point, parameter, for: "the point")
      if argument.type.containsError { return nil }
      arguments.append(argument)
    }
    let result: ValueType = kind == .jacobian ? .vector : .double
    guard converts(type.result, to: result) else {
      report(.derivativeResult(kind.rawValue, result, type.result, at: function.range))
      return nil
    }
    let node = Differentiation(kind: kind, points: arguments, function: function)
    return TypedExpression(
      .differentiate(node), derivativeType(kind, type.parameters), at: range)
  }

  private func derivativeType(
    _ kind: Differentiation.Kind, _ parameters: [ValueType]
  ) -> ValueType {
    let gradient: ValueType =
      parameters.count == 1
      ? parameters[0] : .tuple(parameters.map { ValueType.TupleElement(nil, $0) })
    switch kind {
    case .gradient: return gradient
    case .derivative: return .double
    case .jacobian: return .matrix
    case .hessian: return parameters.first == .double ? .double : .matrix
    case .valueWithGradient:
      return .tuple([
        ValueType.TupleElement("value", .double), ValueType.TupleElement("gradient", gradient),
      ])
    }
  }

  /// `gradient(of: f)`: a function that takes the derivative at its arguments.
  private mutating func derivativeFunction(
    _ kind: Differentiation.Kind, _ name: NameSyntax, _ function: ExpressionSyntax,
    at range: SourceRange
  ) -> TypedExpression {
    let vectorOnly: ValueType? = kind == .jacobian ? .function([.vector], .vector) : nil
    let original = check(function, vectorOnly)
    if original.type.containsError { return invalid(at: range) }
    guard case .function(let type) = original.type else {
      report(.derivativeFunction(kind.rawValue, original.type, 1, at: original.range))
      return invalid(at: range)
    }
    let variable = temporary(original.type, at: function.range)
    let id = newFunction(name.text, at: range)
    useFunction(id, at: range)
    contexts.append(FunctionContext(function: id, result: nil, isClosure: true))
    scopes.append(Scope(function: id))
    var points: [TypedExpression] = []
    for (position, parameter) in type.parameters.enumerated() {
      let point = newVariable("$\(position)", parameter, at: range)
      program.functions[id].parameters.append(point)
      points.append(
        self.point(TypedExpression(.variable(point), parameter, at: function.range), kind))
    }
    let body = differentiation(
      kind, points, read(variable, at: function.range), at: range)
    leaveScope()
    contexts.removeLast()
    guard let body, !points.contains(where: { $0.type.containsError }) else {
      return invalid(at: range)
    }
    program.functions[id].result = body.type
    program.functions[id].body = [TypedStatement(.returning(body), at: range)]
    let value = TypedExpression(
      .functionValue(id), .function(type.parameters, body.type), at: range)
    return TypedExpression(.letting(variable, original, in: value), value.type, at: range)
  }
}
