import Diagnostics

extension Checker {
  /// Reads a call.
  mutating func call(
    _ callee: ExpressionSyntax, _ call: CallSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    switch callee.kind {
    case .name(let name):
      return named(NameSyntax(text: name, range: callee.range), call, expected, at: range)
    case .member(let base, let name):
      return memberCall(base, name, call, expected, at: range)
    case .implicitMember(let name): return implicitMember(name, call, expected, at: range)
    case .type(let type): return typeCall(type, call, expected, at: range)
    default:
      let value = valued(check(callee))
      return valueCall(value, call, at: range)
    }
  }

  // MARK: names

  private mutating func named(
    _ name: NameSyntax, _ call: CallSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    switch lookUp(name.text) {
    case .binding(.variable(let id)):
      if !program.variables[id].type.isCallable, !program.variables[id].type.containsError,
        library.entries(named: name.text).contains(where: {
          library.functions[$0].kind == .function
        })
      {
        checkLoosely(call)
        report(.hiddenFunction(name.text, at: name.range, declared: program.variables[id].range))
        return invalid(at: range)
      }
      return valueCall(read(id, at: name.range), call, at: range)
    case .binding(.functions(let indices)):
      return ownCall(indices, name, nil, call, expected, at: range)
    case .binding(.type(let type, _)): return initializer(type, name, call, expected, at: range)
    case .binding(.broken):
      checkLoosely(call)
      return invalid(at: range)
    case .member(let method): return callOfSelf(name, method, call, expected, at: range)
    case nil: break
    }
    if let kind = Differentiation.Kind(rawValue: name.text), isDerivative(call) {
      return derivative(kind, name, call, at: range)
    }
    if name.text == "String", call.arguments.first?.label?.text == "format" {
      report(.formattedText(at: range))
      return invalid(at: range)
    }
    let entries = library.entries(named: name.text).filter {
      library.functions[$0].kind == .function
    }
    if !entries.isEmpty {
      return libraryCall(name, entries, .none, call, expected, at: range)
    }
    checkLoosely(call)
    if let type = typeNamed(name.text) {
      report(.noInitializer(type, hint: advice(name.text), at: name.range))
    } else if let method = methodInstead(name.text) {
      report(.methodAsFunction(name.text, method, at: name.range))
    } else {
      reportUnknown(name.text, at: name.range)
    }
    return invalid(at: range)
  }

  /// The library method or property of this name, if a function was looked for in vain.
  private func methodInstead(_ name: String) -> LibraryFunction? {
    library.entries(named: name).map { library.functions[$0] }.first {
      $0.kind == .method || $0.kind == .mutatingMethod || $0.kind == .property
    }
  }

  /// Checks arguments whose parameters are not known, so that their mistakes are seen.
  mutating func checkLoosely(_ call: CallSyntax) {
    for argument in call.arguments where !argument.value.needsType {
      _ = check(argument.value)
    }
  }

  private mutating func callOfSelf(
    _ name: NameSyntax, _ method: Int, _ call: CallSyntax, _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    if let field = initializerField(name, at: name.range) {
      return valueCall(field, call, at: range)
    }
    let base = ExpressionSyntax(.name("self"), at: name.range)
    return memberCall(base, name, call, expected, at: range)
  }

  // MARK: values

  /// Calls a function value.
  mutating func valueCall(
    _ value: TypedExpression, _ call: CallSyntax, at range: SourceRange
  ) -> TypedExpression {
    if value.type.containsError {
      checkLoosely(call)
      return invalid(at: range)
    }
    guard case .function(let type) = value.type else {
      checkLoosely(call)
      report(.notAFunction(value.type, isNumber: value.literal != nil, at: value.range))
      return invalid(at: range)
    }
    for argument in call.arguments.dropLast(call.trailing) {
      if let label = argument.label { report(.labelOfValue(label.text, at: label.range)) }
    }
    guard call.arguments.count == type.parameters.count else {
      checkLoosely(call)
      report(.argumentCount(type.parameters.count, call.arguments.count, at: range))
      return TypedExpression(.number(0), .error, at: range)
    }
    var arguments: [TypedExpression] = []
    for (argument, parameter) in zip(call.arguments, type.parameters) {
      arguments.append(
        expect(valued(check(argument.value, parameter)), parameter, for: "the argument"))
    }
    return TypedExpression(.callValue(value, arguments), type.result, at: range)
  }

  // MARK: types

  private mutating func typeCall(
    _ syntax: TypeSyntax, _ call: CallSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let type = resolve(syntax).type
    guard call.arguments.isEmpty else {
      let name: String
      switch type {
      case .set: name = "Set"
      case .dictionary: name = "Dictionary"
      default: name = type == .vector ? "Vector" : "Array"
      }
      let entries = library.entries(named: name)
      let value = libraryCall(
        NameSyntax(text: name, range: syntax.range), entries, .none, call, type, at: range)
      return expect(value, type, for: "the list")
    }
    return empty(type, at: range)
  }

  private mutating func empty(_ type: ValueType, at range: SourceRange) -> TypedExpression {
    switch type {
    case .array: return TypedExpression(.arrayLiteral([]), type, at: range)
    case .set: return TypedExpression(.setLiteral([]), type, at: range)
    case .dictionary:
      return TypedExpression(.dictionaryLiteral(keys: [], values: []), type, at: range)
    case .tensor: return TypedExpression(.tensorLiteral([]), type, at: range)
    case .error: return invalid(at: range)
    default:
      report(.noInitializer(type, at: range))
      return invalid(at: range)
    }
  }

  /// Makes a value of a type that the chapter declares.
  private mutating func initializer(
    _ type: ValueType, _ name: NameSyntax, _ call: CallSyntax, _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    guard case .structure(let index, _) = type else {
      if case .enumeration(_, let own) = type {
        checkLoosely(call)
        if !refusedTypes.contains(type) { report(.enumerationCall(own, at: range)) }
        return invalid(at: range)
      }
      // An alias of one of the language's types.
      if call.arguments.isEmpty { return empty(type, at: range) }
      let entries = library.entries(named: "\(type)")
      if entries.isEmpty {
        checkLoosely(call)
        report(.noInitializer(type, at: name.range))
        return invalid(at: range)
      }
      return libraryCall(name, entries, .none, call, expected, at: range)
    }
    if let own = members[type]?["init"] {
      return ownCall(own, name, nil, call, expected, at: range)
    }
    return memberwise(type, index, name, call, at: range)
  }

  private mutating func memberwise(
    _ type: ValueType, _ index: Int, _ name: NameSyntax, _ call: CallSyntax,
    at range: SourceRange
  ) -> TypedExpression {
    let fields = program.structures[index].fields
    let defaults = fieldDefaults[type] ?? []
    var shapes: [ParameterShape] = []
    var positions: [Int] = []
    for (position, field) in fields.enumerated() {
      let hasDefault = position < defaults.count && defaults[position] != nil
      // A constant that has its value already takes no other.
      if hasDefault, !field.isMutable { continue }
      positions.append(position)
      shapes.append(
        ParameterShape(
          label: field.name, name: field.name, hasDefault: hasDefault, isVariadic: false,
          isFunction: field.type.isCallable))
    }
    guard let places = matched(shapes, call, name, at: range) else { return invalid(at: range) }
    var values: [TypedExpression?] = Array(repeating: nil, count: fields.count)
    for (position, arguments) in zip(positions, places) {
      guard let argument = arguments.first else { continue }
      let field = fields[position]
      let value = valued(check(call.arguments[argument].value, field.type))
      values[position] = expect(
        value, field.type, isInteger: field.isInteger, for: "'\(field.name)'")
    }
    let complete = values.enumerated().map { position, value in
      value ?? (position < defaults.count ? defaults[position] : nil).map {
        defaultValue($0, at: range)
      }
        ?? invalid(at: range)
    }
    return TypedExpression(.structure(index, complete), type, at: range)
  }

  mutating func defaultValue(_ value: DefaultValue, at range: SourceRange) -> TypedExpression {
    switch value {
    case .literal(let literal): return literal
    case .computed(let function, let type):
      useFunction(function, at: range)
      return TypedExpression(.call(function, []), type, at: range)
    }
  }
}

/// What a method is called on.
enum Receiver {
  case value(TypedExpression)
  /// A place that a mutating method changes.
  case place(TypedPlace)
}

extension ValueType {
  /// The function that it is, perhaps in an optional.
  var calledType: FunctionType? {
    switch self {
    case .function(let type): type
    case .optional(let wrapped): wrapped.calledType
    default: nil
    }
  }

  var isCallable: Bool {
    switch self {
    case .function: true
    case .optional(let wrapped): wrapped.isCallable
    default: false
    }
  }
}
