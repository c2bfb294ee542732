import Diagnostics

extension Checker {
  /// Reads conditions; their names are declared in the innermost scope.
  mutating func conditions(_ syntax: [ConditionSyntax]) -> [TypedCondition] {
    syntax.flatMap { condition($0) }
  }

  private mutating func condition(_ syntax: ConditionSyntax) -> [TypedCondition] {
    switch syntax.kind {
    case .test(let test): return [.test(self.test(test))]
    case .match(let pattern, let value):
      let subject = valued(check(value))
      if subject.type.containsError {
        bindLoosely(pattern)
        return []
      }
      let variable = temporary(subject.type, at: value.range)
      let whole = TypedExpression(.variable(variable), subject.type, at: value.range)
      return [.bind(variable, subject)] + tests(pattern, whole)
    case .unwrap(let name, let type, let value, let isMutable):
      let annotation = type.map { resolve($0) }
      let optional = check(value, annotation.map { .optional($0.type) })
      if optional.type.containsError {
        declare(name.text, .broken, at: name.range)
        return []
      }
      guard case .optional(let wrapped) = optional.type, wrapped != .never else {
        report(
          .notOptional(
            "if let", optional.type, isPartOfVector: isPartOfVector(optional), at: value.range))
        declareVariable(name.text, optional.type, isMutable: isMutable, at: name.range)
        return []
      }
      if let annotation, !converts(wrapped, to: annotation.type) {
        report(
          .mismatch(
            "'\(name.text)'", expected: annotation.type, found: wrapped, at: value.range))
      }
      let id = declareVariable(name.text, wrapped, isMutable: isMutable, at: name.range)
      return [.unwrap(id, optional)]
    }
  }

  // MARK: if

  mutating func branch(
    _ branch: IfSyntax, _ label: NameSyntax?, at range: SourceRange
  ) -> [TypedStatement] {
    let target = pushTarget(label, isLoop: false, isDefault: false)
    var arms: [TypedArm] = []
    var ends: [Flow] = []
    var outer: [Scope] = []
    // Conditions of later arms are reached when the earlier ones failed.
    for arm in branch.arms {
      scopes.append(Scope(function: currentFunction))
      let conditions = conditions(arm.conditions)
      let before = flow
      let body = scoped(arm.body)
      ends.append(flow)
      flow = before
      arms.append(TypedArm(alternatives: [conditions], body: body))
      outer.append(scopes[scopes.count - 1])
      leaveScope()
    }
    let otherwise = branch.otherwise.map { scoped($0) } ?? []
    ends.append(flow)
    flow = merged(ends)
    popTarget(target)
    return [TypedStatement(.branch(arms, otherwise: otherwise, label: target), at: range)]
  }

  /// What holds after several ways have met.
  func merged(_ ends: [Flow]) -> Flow {
    let reachable = ends.filter { !$0.isUnreachable }
    guard let first = reachable.first else {
      return Flow(uninitialised: [], isUnreachable: true)
    }
    return reachable.dropFirst().reduce(into: first) {
      $0.uninitialised.formUnion($1.uninitialised)
    }
  }

  mutating func pushTarget(_ label: NameSyntax?, isLoop: Bool, isDefault: Bool) -> LabelID {
    let id = newLabel()
    contexts[contexts.count - 1].targets.append(
      JumpTarget(label: id, name: label?.text, isLoop: isLoop, isDefault: isDefault))
    return id
  }

  /// Ends a loop or block: `break` may have left it.
  mutating func popTarget(_ id: LabelID) {
    guard let target = contexts[contexts.count - 1].targets.popLast(), target.hasBreak else {
      return
    }
    let left = Flow(uninitialised: target.uninitialisedAtBreaks)
    flow = merged([flow, left])
  }

  mutating func plainBlock(
    _ body: BlockSyntax, _ label: NameSyntax?, at range: SourceRange
  ) -> [TypedStatement] {
    let target = pushTarget(label, isLoop: false, isDefault: false)
    let statements = scoped(body)
    popTarget(target)
    return [TypedStatement(.block(statements, target), at: range)]
  }

  mutating func guarded(
    _ syntax: [ConditionSyntax], _ otherwise: BlockSyntax, at range: SourceRange
  ) -> [TypedStatement] {
    let before = flow
    // The names live on after the statement; the block cannot use them.
    let saved = scopes[scopes.count - 1]
    let conditions = conditions(syntax)
    let after = flow
    let inner = scopes[scopes.count - 1]
    scopes[scopes.count - 1] = saved
    flow = before
    let body = scoped(otherwise)
    if !flow.isUnreachable { report(.guardFallsThrough(at: otherwise.range)) }
    scopes[scopes.count - 1] = inner
    flow = after
    return [TypedStatement(.ensure(conditions, otherwise: body), at: range)]
  }

  // MARK: switch

  mutating func select(
    _ select: SwitchSyntax, _ label: NameSyntax?, at range: SourceRange
  ) -> [TypedStatement] {
    let subject = valued(check(select.subject))
    let variable = temporary(subject.type, at: select.subject.range)
    let target = pushTarget(label, isLoop: false, isDefault: true)
    var arms: [TypedArm] = []
    var otherwise: [TypedStatement]?
    var ends: [Flow] = []
    let before = flow
    for item in select.cases {
      flow = before
      scopes.append(Scope(function: currentFunction))
      let alternatives = alternatives(item, variable, subject.type)
      let body = block(item.body.statements)
      leaveScope()
      ends.append(flow)
      if item.isDefault {
        if otherwise != nil { report(.secondDefault(at: item.range)) }
        otherwise = body
      } else {
        if otherwise != nil { report(.afterDefault(at: item.range)) }
        arms.append(TypedArm(alternatives: alternatives, body: body))
      }
    }
    if otherwise == nil, !subject.type.containsError {
      if isExhaustive(select, subject.type) {
        // The last case of all is taken without a test, so that one is always taken.
        if let last = arms.last, last.alternatives.count == 1 { ends.append(ends[ends.count - 1]) }
      } else {
        report(notExhaustive(select, subject.type, at: range))
      }
    }
    flow = select.cases.isEmpty ? before : merged(ends)
    popTarget(target)
    return [
      TypedStatement(
        .select(variable, subject, arms, otherwise: otherwise ?? [], target), at: range)
    ]
  }

  /// Whether the cases cover every value without `default`.
  func isExhaustive(_ select: SwitchSyntax, _ type: ValueType) -> Bool {
    missingCases(select, type)?.isEmpty ?? false
  }

  /// The names of the values that no case covers; nil if they cannot be listed.
  private func missingCases(_ select: SwitchSyntax, _ type: ValueType) -> [String]? {
    var covered: Set<String> = []
    for item in select.cases {
      if item.isDefault { return [] }
      for (pattern, condition) in item.patterns where condition == nil {
        if isIrrefutable(pattern) { return [] }
        cover(pattern, &covered)
      }
    }
    let missing = values(of: type)?.filter { !covered.contains($0) }
    if case .optional = type, covered.contains("a value") { return missing?.filter { $0 == "nil" } }
    return missing
  }

  /// Adds the names of the values that a pattern covers.
  private func cover(_ pattern: PatternSyntax, _ covered: inout Set<String>) {
    switch pattern.kind {
    case .value(let value):
      switch value.kind {
      case .implicitMember(let name):
        covered.insert(name.text)
        if name.text == "none" { covered.insert("nil") }
      case .member(_, let name): covered.insert(name.text)
      case .boolean(let value): covered.insert("\(value)")
      case .none: covered.insert("nil")
      default: break
      }
    case .held(let name, _): covered.insert(name.text)
    case .some(let inner):
      if isIrrefutable(inner) { covered.insert("a value") } else { cover(inner, &covered) }
    default: break
    }
  }

  /// The names of all values of a type, or nil if they cannot be listed.
  private func values(of type: ValueType) -> [String]? {
    switch type {
    case .enumeration(let index, _): program.enumerations[index].cases
    case .boolean: ["true", "false"]
    case .optional(let wrapped): ["nil"] + (values(of: wrapped) ?? ["a value"])
    default: nil
    }
  }

  private func isIrrefutable(_ pattern: PatternSyntax) -> Bool {
    switch pattern.kind {
    case .wildcard, .name: true
    case .tuple(let elements): elements.allSatisfy { isIrrefutable($0.pattern) }
    default: false
    }
  }

  func notExhaustive(
    _ select: SwitchSyntax, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    .notExhaustive(missingCases(select, type), type, at: SourceRange(range.start, range.start + 6))
  }
}
