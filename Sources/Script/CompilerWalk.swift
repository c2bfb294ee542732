extension TypedExpression {
  /// The expressions directly inside of this one.
  package var children: [TypedExpression] {
    switch kind {
    case .number, .boolean, .string, .none, .variable, .functionValue, .libraryValue,
      .operatorValue, .enumerationCase:
      []
    case .tuple(let list), .tensorLiteral(let list), .arrayLiteral(let list),
      .setLiteral(let list), .structure(_, let list), .call(_, let list),
      .callLibrary(_, let list):
      list
    case .dictionaryLiteral(let keys, let values): keys + values
    case .range(let a, let b, _), .element(let a, let b), .binary(_, let a, let b),
      .and(let a, let b), .or(let a, let b), .coalesce(let a, let b),
      .chain(_, let a, rest: let b), .letting(_, let a, in: let b):
      [a, b]
    case .interpolation(let parts):
      parts.compactMap { if case .value(let value, _) = $0 { value } else { nil } }
    case .tupleElement(let a, _), .field(let a, _), .unary(_, let a), .unwrap(let a),
      .convert(_, let a):
      [a]
    case .tensorSubscript(let a, let axes): [a] + axes.flatMap(\.children)
    case .arraySlice(let a, let range): [a] + range.children
    case .key(let a, let b, let fallback): [a, b] + (fallback.map { [$0] } ?? [])
    case .callMutating(_, let place, let list), .callLibraryMutating(_, let place, let list):
      place.children + list
    case .callValue(let function, let list): [function] + list
    case .conditional(let a, let b, let c): [a, b, c]
    case .choose(_, let subject, let choices, let otherwise):
      (subject.map { [$0] } ?? [])
        + choices.flatMap { $0.alternatives.flatMap { $0.flatMap(\.children) } + [$0.value] }
        + [otherwise]
    case .differentiate(let derivative): derivative.points + [derivative.function]
    }
  }
}

extension TypedCondition {
  /// The expressions directly inside.
  package var children: [TypedExpression] {
    switch self {
    case .test(let value), .bind(_, let value), .unwrap(_, let value): [value]
    }
  }
}

extension TensorAxis {
  /// The expressions directly inside.
  package var children: [TypedExpression] {
    switch self {
    case .index(let value), .rangeValue(let value): [value]
    case .range(let range): range.children
    case .all: []
    }
  }
}

extension AxisRange {
  /// The expressions directly inside.
  package var children: [TypedExpression] { [lower, upper].compactMap { $0 } }
}

extension TypedPlace {
  /// The expressions directly inside.
  package var children: [TypedExpression] {
    steps.flatMap { step -> [TypedExpression] in
      switch step.kind {
      case .field, .tupleElement, .unwrapped: []
      case .element(let value): [value]
      case .tensor(let axes): axes.flatMap(\.children)
      case .key(let key, let fallback): [key] + (fallback.map { [$0] } ?? [])
      }
    }
  }
}

extension FunctionCompiler {
  /// Whether evaluating `expression` uses the registers for arguments.
  func callsOut(_ expression: TypedExpression) -> Bool {
    switch expression.kind {
    case .call, .callMutating, .callValue: true
    // A loop of a built-in function calls its function.
    case .callLibrary(_, let arguments) where arguments.contains { $0.type.isCallable }: true
    default: expression.children.contains { callsOut($0) }
    }
  }

  /// Whether evaluating `expression` may change `variable`, whose register has been named already.
  func mayChange(_ variable: VariableID, in expression: TypedExpression) -> Bool {
    switch expression.kind {
    case .callMutating(_, let place, _), .callLibraryMutating(_, let place, _):
      if place.variable == variable { return true }
    case .call, .callValue, .differentiate:
      if self.variable(variable).isGlobal { return true }
    case .callLibrary(_, let arguments):
      if self.variable(variable).isGlobal, arguments.contains(where: { $0.type.isCallable }) {
        return true
      }
    default: break
    }
    return expression.children.contains { mayChange(variable, in: $0) }
  }

  /// How often `expression` reads `variable`; a use inside of a closure counts as many.
  func uses(of variable: VariableID, in expression: TypedExpression) -> Int {
    switch expression.kind {
    case .variable(let id): id == variable ? 1 : 0
    case .callMutating(_, let place, _) where place.variable == variable: 2
    case .functionValue(let function), .call(let function, _), .callMutating(let function, _, _):
      self.variable(variable).isGlobal
        || compiler.program.functions[function].captures.contains(variable)
        ? 2 : expression.children.reduce(0) { $0 + uses(of: variable, in: $1) }
    case .callValue, .differentiate:
      self.variable(variable).isGlobal
        ? 2 : expression.children.reduce(0) { $0 + uses(of: variable, in: $1) }
    case .callLibraryMutating(_, let place, _) where place.variable == variable: 2
    default: expression.children.reduce(0) { $0 + uses(of: variable, in: $1) }
    }
  }
}
