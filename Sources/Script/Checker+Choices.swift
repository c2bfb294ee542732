import Diagnostics

extension Checker {
  /// Reads `if` or `switch` as a value.
  mutating func choice(
    _ statement: StatementSyntax, _ expected: ValueType?
  ) -> TypedExpression {
    switch statement.kind {
    case .branch(let branch): return ifChoice(branch, expected, at: statement.range)
    case .select(let select): return switchChoice(select, expected, at: statement.range)
    default: return invalid(at: statement.range)
    }
  }

  private mutating func ifChoice(
    _ branch: IfSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    var alternatives: [[TypedCondition]] = []
    var values: [TypedExpression] = []
    for arm in branch.arms {
      let (conditions, value) = inScope { checker in
        let conditions = checker.conditions(arm.conditions)
        return (conditions, checker.value(of: arm.body, expected))
      }
      alternatives.append(conditions)
      values.append(value)
    }
    guard let otherwise = branch.otherwise else {
      report(.choiceWithoutElse(at: range))
      return invalid(at: range)
    }
    let last = inScope { $0.value(of: otherwise, expected) }
    guard let type = common(values + [last], expected) else { return invalid(at: range) }
    let choices = zip(alternatives, values).map { conditions, value in
      TypedChoice(alternatives: [conditions], value: converted(value, to: type) ?? value)
    }
    return TypedExpression(
      .choose(subject: nil, nil, choices, otherwise: converted(last, to: type) ?? last), type,
      at: range)
  }

  private mutating func switchChoice(
    _ select: SwitchSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let subject = valued(check(select.subject))
    let variable = temporary(subject.type, at: select.subject.range)
    var choices: [([[TypedCondition]], TypedExpression)] = []
    var otherwise: TypedExpression?
    for item in select.cases {
      let (alternatives, value) = inScope { checker in
        let alternatives = checker.alternatives(item, variable, subject.type)
        return (alternatives, checker.value(of: item.body, expected))
      }
      if item.isDefault { otherwise = value } else { choices.append((alternatives, value)) }
    }
    if otherwise == nil, isExhaustive(select, subject.type), let last = choices.popLast() {
      // The last case of all is taken without a test.
      otherwise = last.1
    }
    guard let last = otherwise else {
      report(notExhaustive(select, subject.type, at: range))
      return invalid(at: range)
    }
    guard let type = common(choices.map(\.1) + [last], expected) else { return invalid(at: range) }
    let arms = choices.map {
      TypedChoice(alternatives: $0.0, value: converted($0.1, to: type) ?? $0.1)
    }
    return TypedExpression(
      .choose(
        subject: variable, subject, arms, otherwise: converted(last, to: type) ?? last), type,
      at: range)
  }

  /// The value of a branch: its one expression.
  private mutating func value(of block: BlockSyntax, _ expected: ValueType?) -> TypedExpression {
    guard block.statements.count == 1, let expression = block.statements[0].soleExpression else {
      let before = contexts.count
      if !block.statements.contains(where: { if case .invalid = $0.kind { true } else { false } }) {
        report(.choiceBranch(at: block.range))
      }
      assert(before == contexts.count)
      return invalid(at: block.range)
    }
    return valued(check(expression, expected))
  }

  /// The type of all branches, or a report that there is none.
  private mutating func common(
    _ values: [TypedExpression], _ expected: ValueType?
  ) -> ValueType? {
    if let expected, !expected.hasParameters, expected != .any,
      values.allSatisfy({ converts($0.type, to: expected) })
    {
      return expected
    }
    var type = ValueType.never
    for value in values {
      if value.type.containsError { return .error }
      guard let both = joined(type, value.type) else {
        report(.branches(type, value.type, at: value.range))
        return nil
      }
      type = both
    }
    return type
  }
}
