import Diagnostics

extension Checker {
  /// The place that an expression names, for a change of it; nil after a report.
  ///
  /// `method` is the mutating method that is called on it, nil for an assignment.
  mutating func place(_ syntax: ExpressionSyntax, for method: String? = nil) -> TypedPlace? {
    var isNew = false
    return place(syntax, method, &isNew)
  }

  private mutating func place(
    _ syntax: ExpressionSyntax, _ method: String?, _ isOptional: inout Bool
  ) -> TypedPlace? {
    switch syntax.kind {
    case .name(let name): return named(name, method, at: syntax.range)
    case .dollar(let number):
      let dollars = contexts.last?.dollars ?? []
      guard dollars.indices.contains(number) else {
        _ = check(syntax)
        return nil
      }
      use(dollars[number], isWrite: false, at: syntax.range)
      return whole(dollars[number], method, at: syntax.range)
    case .parenthesised(let inner): return place(inner, method, &isOptional)
    case .member(let base, let name):
      if case .name("self") = base.kind, let id = initializerVariable(name.text) {
        return whole(id, method, at: syntax.range)
      }
      guard let outer = place(base, method, &isOptional) else { return nil }
      return member(outer, name, at: syntax.range)
    case .subscript(let base, let arguments):
      guard let outer = place(base, method, &isOptional) else { return nil }
      return subscripted(outer, arguments, at: syntax.range)
    case .unwrap(let inner):
      guard let outer = place(inner, method, &isOptional) else { return nil }
      guard case .optional(let wrapped) = outer.type else {
        report(.notOptional("!", outer.type, at: syntax.range))
        return outer
      }
      return outer.appending(.unwrapped, wrapped, at: syntax.range)
    case .chain, .chainLink:
      report(.assignThroughChain(at: syntax.range))
      return nil
    case .invalid: return nil
    default:
      let value = check(syntax)
      if !value.type.containsError {
        report(.notAssignable(method, at: syntax.range))
      }
      return nil
    }
  }

  private mutating func named(
    _ name: String, _ method: String?, at range: SourceRange
  ) -> TypedPlace? {
    switch lookUp(name) {
    case .binding(.variable(let id)): return whole(id, method, at: range)
    case .binding(.broken): return nil
    case .binding(.functions), .binding(.type):
      report(.notAssignable(method, at: range))
      return nil
    case .member:
      if let id = initializerVariable(name) { return whole(id, method, at: range) }
      guard case .binding(.variable(let id))? = lookUp("self") else { return nil }
      guard let own = whole(id, method, at: range) else { return nil }
      return member(own, NameSyntax(text: name, range: range), at: range)
    case nil:
      let diagnostic = unknownName(name, at: range)
      report(
        diagnostic.hints.isEmpty && method == nil ? .assignUnknown(name, at: range) : diagnostic)
      return nil
    }
  }

  private mutating func whole(
    _ id: VariableID, _ method: String?, at range: SourceRange
  ) -> TypedPlace? {
    let variable = program.variables[id]
    if !variable.isMutable, !flow.uninitialised.contains(id) {
      if !variable.type.containsError {
        report(immutable(variable, id, method, at: range))
      }
      program.variables[id].isRead = true
      return nil
    }
    return TypedPlace(variable: id, steps: [], type: variable.type, range: range)
  }

  private func immutable(
    _ variable: TypedVariable, _ id: VariableID, _ method: String?, at range: SourceRange
  ) -> Diagnostic {
    if variable.name == "self" { return .immutableSelf(at: range) }
    if loopVariables.contains(id) { return .loopVariable(variable.name, at: range) }
    let isParameter =
      variable.owner >= 0 && program.functions[variable.owner].parameters.contains(id)
    return .immutable(
      variable.name, method, isParameter: isParameter, at: range, declared: variable.range)
  }

  private mutating func member(
    _ outer: TypedPlace, _ name: NameSyntax, at range: SourceRange
  ) -> TypedPlace? {
    switch outer.type {
    case .error: return nil
    case .tuple(let elements):
      let index = Int(name.text) ?? elements.firstIndex { $0.label == name.text } ?? -1
      if elements.indices.contains(index) {
        return outer.appending(.tupleElement(index), elements[index].type, at: range)
      }
    case .structure(let index, let own):
      let fields = program.structures[index].fields
      if let position = fields.firstIndex(where: { $0.name == name.text }) {
        if !fields[position].isMutable {
          report(.immutableField(name.text, own, at: name.range))
          return nil
        }
        return outer.appending(
          .field(position), fields[position].type, isInteger: fields[position].isInteger,
          at: range)
      }
    default: break
    }
    if memberNames(of: outer.type).contains(name.text) {
      report(.memberNotAssignable(name.text, at: name.range))
    } else {
      report(unknownMember(name, of: outer.type))
    }
    return nil
  }

  private mutating func subscripted(
    _ outer: TypedPlace, _ arguments: [ArgumentSyntax], at range: SourceRange
  ) -> TypedPlace? {
    if outer.type.containsError { return nil }
    guard let step = subscriptStep(outer.type, arguments, at: range) else { return nil }
    switch step.kind {
    case .tensor(let axes):
      if case .tensor(let first)? = outer.steps.last?.kind, first.areIndices {
        let inner = TypedPlace(
          variable: outer.variable, steps: Array(outer.steps.dropLast()), type: outer.type,
          range: outer.range)
        return inner.appending(.tensor(first + axes), step.type, at: range)
      }
      return outer.appending(.tensor(axes), step.type, at: range)
    case .element(let index): return outer.appending(.element(index), step.type, at: range)
    case .key(let key, let fallback):
      return outer.appending(.key(key, default: fallback), step.type, at: range)
    case .slice:
      report(.sliceAssignment(at: range))
      return nil
    }
  }
}

extension TypedPlace {
  /// The place one step further in.
  func appending(
    _ kind: Kind, _ type: ValueType, isInteger: Bool = false, at range: SourceRange
  ) -> TypedPlace {
    let step = Step(kind: kind, type: type, range: range)
    return TypedPlace(
      variable: variable, steps: steps + [step], type: type, range: range, isInteger: isInteger)
  }

  /// The value that stands at the place.
  func value(_ variableType: ValueType) -> TypedExpression {
    var result = TypedExpression(.variable(variable), variableType, at: range)
    for step in steps {
      let kind: TypedExpression.Kind =
        switch step.kind {
        case .field(let index): .field(result, index)
        case .tupleElement(let index): .tupleElement(result, index)
        case .element(let index): .element(result, index)
        case .tensor(let axes): .tensorSubscript(result, axes)
        case .key(let key, let fallback): .key(result, key, default: fallback)
        case .unwrapped: .unwrap(result)
        }
      result = TypedExpression(kind, step.type, at: step.range)
    }
    return result
  }
}
