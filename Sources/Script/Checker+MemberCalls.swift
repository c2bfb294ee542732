import Diagnostics

// Calls of members, of values and of types.
extension Checker {
  /// Reads `base.name(…)`.
  mutating func memberCall(
    _ base: ExpressionSyntax, _ name: NameSyntax, _ call: CallSyntax, _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    if let type = typeNamed(by: base) {
      return staticCall(type, name, call, expected, written: written(base), at: range)
    }
    if case .name(let module) = base.kind, lookUp(module) == nil, Self.modules.contains(module) {
      report(.modulePrefix(module, name.text, at: base.range))
      return self.call(
        ExpressionSyntax(.name(name.text), at: name.range), call, expected, at: range)
    }
    if case .name("self") = base.kind, name.text == "init",
      let fields = contexts.last?.initializer?.fields
    {
      checkLoosely(call)
      flow.uninitialised.subtract(fields)
      report(.delegatingInitializer(at: range))
      return invalid(at: range)
    }
    if case .name("self") = base.kind, let field = initializerField(name, at: range) {
      return valueCall(field, call, at: range)
    }
    let value = valued(check(base))
    if value.type.containsError {
      checkLoosely(call)
      return invalid(at: range)
    }
    if name.text == "reduce", call.arguments.first?.label?.text == "into",
      value.type.element != nil
    {
      return reduceInto(value, name, call, expected, at: range)
    }
    if let indices = members[value.type]?[name.text] {
      return ownMethod(indices, base, value, name, call, expected, at: range)
    }
    if hasStoredMember(name.text, value.type) {
      return valueCall(member(of: value, name, at: base.range.union(name.range)), call, at: range)
    }
    let entries = library.entries(named: name.text).filter { isMethod($0) }
    guard entries.contains(where: { fitsReceiver($0, value.type) }) else {
      checkLoosely(call)
      if let hint = advice(name.text, call, of: value.type) {
        report(.unknownForm(name.text, hint, at: name.range))
      } else if hasProperty(name.text, value.type) {
        report(.propertyCalled(name.text, at: name.range))
      } else {
        report(unknownMember(name, of: value.type))
      }
      return invalid(at: range)
    }
    let mutating = entries.filter {
      library.functions[$0].kind == .mutatingMethod && fitsReceiver($0, value.type)
    }
    if mutating.isEmpty {
      return libraryCall(name, entries, .value(value), call, expected, at: range)
    }
    guard let place = place(base, for: name.text) else {
      checkLoosely(call)
      return invalid(at: range)
    }
    return libraryCall(name, mutating, .place(place), call, expected, at: range)
  }

  private func hasStoredMember(_ name: String, _ type: ValueType) -> Bool {
    switch type {
    case .tuple(let elements): elements.contains { $0.label == name } || Int(name) != nil
    case .structure(let index, _): program.structures[index].fields.contains { $0.name == name }
    default: false
    }
  }

  private func hasProperty(_ name: String, _ type: ValueType) -> Bool {
    library.entries(named: name).contains {
      library.functions[$0].kind == .property && fitsReceiver($0, type)
    }
  }

  private mutating func ownMethod(
    _ indices: [Int], _ base: ExpressionSyntax, _ value: TypedExpression, _ name: NameSyntax,
    _ call: CallSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    if let property = indices.first(where: { declarations[$0].isProperty }) {
      let declaration = declarations[property]
      if declaration.result.isCallable {
        return valueCall(member(of: value, name, at: range), call, at: range)
      }
      checkLoosely(call)
      report(.propertyCalled(name.text, at: name.range))
      return invalid(at: range)
    }
    var receiver = Receiver.value(value)
    if indices.contains(where: { declarations[$0].isMutating }) {
      guard let place = place(base, for: name.text) else {
        checkLoosely(call)
        return invalid(at: range)
      }
      receiver = .place(place)
    }
    return ownCall(indices, name, receiver, call, expected, at: range)
  }

  /// Reads `Type.name(…)`.
  mutating func staticCall(
    _ type: ValueType, _ name: NameSyntax, _ call: CallSyntax, _ expected: ValueType?,
    written: String? = nil, at range: SourceRange
  ) -> TypedExpression {
    let entries = library.entries(named: "\(written ?? "\(type)").\(name.text)").filter {
      library.functions[$0].kind == .function
    }
    if !entries.isEmpty { return libraryCall(name, entries, nil, call, expected, at: range) }
    checkLoosely(call)
    if refusedTypes.contains(type) { return invalid(at: range) }
    if case .enumeration(let index, let own) = type,
      program.enumerations[index].cases.contains(name.text)
    {
      report(.enumerationCall(own, at: range))
    } else if members[type]?[name.text] != nil {
      report(.memberNeedsValue(name.text, type, at: name.range))
    } else {
      let near = closestMatch(to: name.text, in: staticNames(of: type))
      report(.unknownStatic(name.text, written ?? "\(type)", near: near, at: name.range))
    }
    return invalid(at: range)
  }
}
