extension TypedProgram {
  /// Whether `function`, or a function that it calls, reads a global that one of `owners` declares.
  func needs(_ function: FunctionID, _ owners: Set<FunctionID>) -> Bool {
    if owners.isEmpty { return false }
    var seen: Set<FunctionID> = [function]
    var waiting = [function]
    while let next = waiting.popLast() {
      if owners.contains(next) { return true }
      var variables: Set<VariableID> = []
      for statement in functions[next].body { statement.collect(into: &variables) }
      if variables.contains(where: { variable in
        self.variables[variable].isGlobal && owners.contains(self.variables[variable].owner)
      }) {
        return true
      }
      for callee in functions[next].callees where seen.insert(callee).inserted {
        // A function that stands in an unfinished cell is as good as unfinished.
        waiting.append(callee)
      }
    }
    return false
  }
}

extension TypedExpression {
  /// Adds the variables that it names.
  func collect(into variables: inout Set<VariableID>) {
    switch kind {
    case .variable(let id): variables.insert(id)
    case .callMutating(_, let place, _), .callLibraryMutating(_, let place, _):
      variables.insert(place.variable)
    default: break
    }
    for child in children { child.collect(into: &variables) }
  }
}

extension TypedStatement {
  /// Adds the variables that it names.
  func collect(into variables: inout Set<VariableID>) {
    for expression in expressions { expression.collect(into: &variables) }
    for statement in statements { statement.collect(into: &variables) }
    switch kind {
    case .assign(let place, _), .update(let place, _, _): variables.insert(place.variable)
    default: break
    }
  }

  /// The expressions directly inside.
  package var expressions: [TypedExpression] {
    switch kind {
    case .declare(_, let value): value.map { [$0] } ?? []
    case .assign(let place, let value), .update(let place, _, let value):
      place.children + [value]
    case .expression(let value), .show(let value, _), .select(_, let value, _, _, _),
      .repeating(_, while: let value, _), .each(_, in: let value, _, _):
      [value]
    case .branch(let arms, _, _):
      arms.flatMap { $0.alternatives.flatMap { $0 }.flatMap(\.children) }
    case .loop(let conditions, _, _): conditions.flatMap(\.children)
    case .count(let loop, _, _): [loop.lower, loop.upper] + (loop.step.map { [$0] } ?? [])
    case .returning(let value): value.map { [$0] } ?? []
    case .ensure(let conditions, _): conditions.flatMap(\.children)
    case .block, .group, .breaking, .continuing: []
    }
  }

  /// The statements directly inside.
  package var statements: [TypedStatement] {
    switch kind {
    case .branch(let arms, let otherwise, _), .select(_, _, let arms, let otherwise, _):
      arms.flatMap(\.body) + otherwise
    case .loop(_, let body, _), .repeating(let body, while: _, _), .count(_, let body, _),
      .each(_, in: _, let body, _), .block(let body, _), .group(let body),
      .ensure(_, otherwise: let body):
      body
    default: []
    }
  }
}
