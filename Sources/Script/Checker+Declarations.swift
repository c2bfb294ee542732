import Diagnostics

extension Checker {
  /// Makes the types and functions of a block known before its statements are read, so that they
  /// may use each other whatever their order.
  mutating func predeclare(_ statements: [StatementSyntax]) {
    for statement in statements { predeclareType(statement) }
    for statement in statements {
      switch statement.kind {
      case .alias(let name, let syntax):
        let (type, isInteger) = resolve(syntax)
        declare(name.text, .type(type, isInteger: isInteger), at: name.range)
      case .structure(let structure): predeclareFields(structure)
      default: break
      }
    }
    for statement in statements {
      switch statement.kind {
      case .function(let function): predeclare(function)
      case .structure(let structure): predeclareMembers(structure.methods, structure.name)
      case .enumeration(let enumeration):
        predeclareMembers(enumeration.methods, enumeration.name)
      default: break
      }
    }
  }

  private mutating func predeclareType(_ statement: StatementSyntax) {
    let name: NameSyntax
    let type: ValueType
    switch statement.kind {
    case .structure(let structure):
      // Their uses are not reported again.
      for inner in structure.nested { declare(inner.text, .broken, at: inner.range) }
      name = structure.name
      type = .structure(program.structures.count, name: name.text)
      program.structures.append(StructureDefinition(name: name.text, range: structure.range))
    case .enumeration(let enumeration):
      name = enumeration.name
      type = .enumeration(program.enumerations.count, name: name.text)
      var definition = EnumerationDefinition(name: name.text, range: enumeration.range)
      for item in enumeration.cases {
        if definition.cases.contains(item.text) {
          report(.redeclared(item.text, isOtherCell: false, at: item.range, before: nil))
        } else {
          definition.cases.append(item.text)
        }
      }
      if enumeration.hasValues { refusedTypes.insert(type) }
      program.enumerations.append(definition)
    default: return
    }
    if ValueType.named(name.text) != nil || library.typeNames.contains(name.text) {
      report(.typeNameTaken(name.text, at: name.range))
    }
    declaredTypes[name.range] = type
    declare(name.text, .type(type, isInteger: false), at: name.range)
  }

  private mutating func predeclareFields(_ structure: StructureSyntax) {
    guard let type = declaredTypes[structure.name.range], case .structure(let index, _) = type
    else { return }
    var defaults: [DefaultValue?] = []
    for (binding, isMutable) in structure.fields {
      guard case .name(let name) = binding.pattern.kind else {
        report(.fieldPattern(at: binding.range))
        continue
      }
      var fieldType: ValueType
      var isInteger = false
      var value: DefaultValue?
      if let annotation = binding.type {
        (fieldType, isInteger) = resolve(annotation)
        value = binding.value.map { predeclareDefault($0, fieldType) }
      } else if let syntax = binding.value, let typed = literal(syntax) {
        fieldType = typed.type
        value = .literal(typed)
      } else if let syntax = binding.value, let type = defaultType(of: syntax) {
        fieldType = type
        value = predeclareDefault(syntax, type)
      } else {
        report(
          .fieldWithoutType(
            name, isMutable: isMutable, hasValue: binding.value != nil, at: binding.range))
        fieldType = .error
        value = .literal(invalid(at: binding.range))
      }
      if contains(fieldType, type) {
        report(.recursiveStructure(structure.name.text, name, at: binding.range))
        fieldType = .error
      }
      if program.structures[index].fields.contains(where: { $0.name == name }) {
        report(.redeclared(name, isOtherCell: false, at: binding.pattern.range, before: nil))
        continue
      }
      if value == nil, isMutable, case .optional = fieldType {
        value = .literal(TypedExpression(.none, fieldType, at: binding.range))
      }
      program.structures[index].fields.append(
        StructureDefinition.Field(
          name: name, type: fieldType, isMutable: isMutable, isInteger: isInteger))
      defaults.append(value)
    }
    fieldDefaults[type] = defaults
  }

  /// Whether a value of `type` holds one of `structure` directly, so that it could have no end.
  private func contains(_ type: ValueType, _ structure: ValueType) -> Bool {
    if type == structure { return true }
    switch type {
    case .optional(let wrapped): return contains(wrapped, structure)
    case .tuple(let elements): return elements.contains { contains($0.type, structure) }
    case .structure(let index, _):
      return program.structures[index].fields.contains { contains($0.type, structure) }
    default: return false
    }
  }

  private mutating func predeclareMembers(_ methods: [FunctionSyntax], _ name: NameSyntax) {
    guard let type = declaredTypes[name.range] else { return }
    for method in methods {
      let index = declaration(of: method, owner: type)
      let own = members[type]?[method.name.text] ?? []
      let isField: Bool
      if case .structure(let structure, _) = type {
        isField = program.structures[structure].fields.contains { $0.name == method.name.text }
      } else {
        isField = false
      }
      if isField || own.contains(where: { hasSameLabels($0, index) }) {
        report(
          .redeclared(method.name.text, isOtherCell: false, at: method.name.range, before: nil))
      }
      members[type, default: [:]][method.name.text, default: []].append(index)
    }
  }

  private func hasSameLabels(_ a: Int, _ b: Int) -> Bool {
    declarations[a].parameters.map(\.label) == declarations[b].parameters.map(\.label)
      && declarations[a].parameters.map(\.type) == declarations[b].parameters.map(\.type)
      && declarations[a].parameters.map(\.isVariadic)
        == declarations[b].parameters.map(\.isVariadic)
  }

  private mutating func predeclare(_ function: FunctionSyntax) {
    let index = declaration(of: function, owner: nil)
    guard let last = scopes.indices.last else { return }
    let name = function.name.text
    let earlier = scopes[last].names[name] ?? (seesOtherCells ? scopes[0].names[name] : nil)
    if case .functions(let own)? = earlier, !own.contains(where: { hasSameLabels($0, index) }) {
      scopes[last].names[name] = .functions(own + [index])
    } else {
      declare(name, .functions([index]), at: function.name.range)
    }
  }

  /// Makes the signature of a function known.
  private mutating func declaration(of syntax: FunctionSyntax, owner: ValueType?) -> Int {
    let isInitializer = owner != nil && syntax.name.text == "init"
    let name = owner.map { "\($0).\(syntax.name.text)" } ?? syntax.name.text
    let function = newFunction(name, at: syntax.range)
    var parameters: [FunctionDeclaration.Parameter] = []
    for parameter in syntax.parameters {
      let (type, isInteger) = parameter.type.map { resolve($0) } ?? (.error, false)
      if parameter.isVariadic, parameter.defaultValue != nil {
        report(.variadicDefault(at: parameter.name.range))
      }
      parameters.append(
        FunctionDeclaration.Parameter(
          label: parameter.label, name: parameter.name, type: type, isInteger: isInteger,
          isVariadic: parameter.isVariadic,
          defaultValue: parameter.defaultValue.map { predeclareDefault($0, type) },
          hasDefault: parameter.defaultValue != nil))
    }
    let result: (type: ValueType, isInteger: Bool) =
      isInitializer ? (owner ?? .error, false) : syntax.result.map { resolve($0) } ?? (.void, false)
    var declaration = FunctionDeclaration(
      name: syntax.name.text, range: syntax.name.range, function: function,
      parameters: parameters, result: result.type, resultIsInteger: result.isInteger,
      owner: owner)
    declaration.isMutating = syntax.isMutating
    declaration.isProperty = syntax.isProperty
    declaration.isInitializer = isInitializer
    program.functions[function].result = result.type
    program.functions[function].isMutating = syntax.isMutating
    declarations.append(declaration)
    declaredFunctions[syntax.name.range] = declarations.count - 1
    return declarations.count - 1
  }

  /// A literal default, or a function that will compute it.
  private mutating func predeclareDefault(
    _ syntax: ExpressionSyntax, _ type: ValueType
  ) -> DefaultValue {
    if let value = literal(syntax), let fitting = converted(value, to: type) {
      return .literal(fitting)
    }
    let function = newFunction("default value", at: syntax.range)
    program.functions[function].result = type
    pendingDefaults[syntax.range] = function
    return .computed(function, type)
  }

  /// The value, if the expression is a plain literal.
  private func literal(_ syntax: ExpressionSyntax) -> TypedExpression? {
    switch syntax.kind {
    case .number(let value, _): return TypedExpression(.number(value), .double, at: syntax.range)
    case .boolean(let value): return TypedExpression(.boolean(value), .boolean, at: syntax.range)
    case .none: return TypedExpression(.none, .optional(.never), at: syntax.range)
    case .prefix(let sign, let operand):
      guard sign.text == "-", case .number(let value, _) = operand.kind else { return nil }
      return TypedExpression(.number(-value), .double, at: syntax.range)
    case .text(let parts):
      var result = ""
      for part in parts {
        guard case .characters(let characters) = part else { return nil }
        result += characters
      }
      return TypedExpression(.string(result), .string, at: syntax.range)
    default: return nil
    }
  }

  // MARK: bodies

  /// Reads a function's body.
  mutating func function(_ syntax: FunctionSyntax) -> [TypedStatement] {
    guard let index = declaredFunctions[syntax.name.range] else { return [] }
    functionBody(syntax, index)
    return []
  }

  private mutating func defaultBody(_ syntax: ExpressionSyntax, _ type: ValueType) {
    guard let function = pendingDefaults[syntax.range] else { return }
    order += 1
    facts[function].declaredAt = order
    contexts.append(FunctionContext(function: function, result: type))
    scopes.append(Scope(function: function))
    let value = expect(valued(check(syntax, type)), type, for: "the default")
    leaveScope()
    contexts.removeLast()
    program.functions[function].body = [TypedStatement(.returning(value), at: syntax.range)]
  }

  private mutating func functionBody(_ syntax: FunctionSyntax, _ index: Int) {
    let declaration = declarations[index]
    for parameter in syntax.parameters {
      guard let value = parameter.defaultValue, let type = parameter.type else { continue }
      _ = type
      if let position = declaration.parameters.firstIndex(where: {
        $0.name.range == parameter.name.range
      }) {
        defaultBody(value, declaration.parameters[position].type)
      }
    }
    order += 1
    facts[declaration.function].declaredAt = order
    let outerFlow = flow
    flow = Flow(uninitialised: flow.uninitialised)
    var context = FunctionContext(function: declaration.function, result: declaration.result)
    context.resultIsInteger = declaration.resultIsInteger
    contexts.append(context)
    scopes.append(
      Scope(function: declaration.function, method: declaration.owner == nil ? nil : index))
    var body: [TypedStatement] = []
    if declaration.isInitializer {
      body += beginInitializer(declaration)
    } else if let owner = declaration.owner {
      let id = newVariable("self", owner, isMutable: declaration.isMutating, at: syntax.name.range)
      program.variables[id].isRead = true
      declare("self", .variable(id), at: syntax.name.range)
      program.functions[declaration.function].parameters.append(id)
    }
    for parameter in declaration.parameters {
      let type = parameter.isVariadic ? ValueType.list(of: parameter.type) : parameter.type
      let id = newVariable(
        parameter.name.text, type, isInteger: parameter.isInteger, at: parameter.name.range)
      program.functions[declaration.function].parameters.append(id)
      if type == .double { swiftNumbers[id] = parameter.isInteger ? .integer : .floating }
      declare(parameter.name.text, .variable(id), at: parameter.name.range)
    }
    // The body is a block of its own, so that a `var x = x` may shadow a parameter.
    scopes.append(Scope(function: declaration.function))
    body += statements(of: syntax, declaration)
    leaveScope()
    leaveScope()
    contexts.removeLast()
    flow = outerFlow
    program.functions[declaration.function].body = body
  }

  private mutating func statements(
    of syntax: FunctionSyntax, _ declaration: FunctionDeclaration
  ) -> [TypedStatement] {
    let isSole = syntax.body.statements.count == 1
    if !declaration.isInitializer, declaration.result != .void, isSole,
      let expression = syntax.body.statements[0].soleExpression
    {
      return [soleExpression(expression, declaration.result)]
    }
    var body = block(syntax.body.statements)
    if declaration.isInitializer {
      if !flow.isUnreachable, let (type, fields) = contexts.last?.initializer {
        let end = SourceRange(max(syntax.body.range.end - 1, 0), syntax.body.range.end)
        body.append(TypedStatement(.returning(built(type, fields, at: end)), at: end))
      }
    } else if declaration.result != .void, declaration.result != .never,
      !declaration.result.containsError, !flow.isUnreachable
    {
      report(
        .missingReturn(
          "'\(declaration.name)'", declaration.result,
          at: SourceRange(max(syntax.body.range.end - 1, 0), syntax.body.range.end)))
    }
    return body
  }

  /// Declares a variable for each field, which the initializer fills.
  private mutating func beginInitializer(_ declaration: FunctionDeclaration) -> [TypedStatement] {
    guard let owner = declaration.owner, case .structure(let index, _) = owner else { return [] }
    var fields: [VariableID] = []
    var body: [TypedStatement] = []
    let defaults = fieldDefaults[owner] ?? []
    for (position, field) in program.structures[index].fields.enumerated() {
      let id = newVariable(
        field.name, field.type, isMutable: field.isMutable, isInteger: field.isInteger,
        at: declaration.range)
      program.variables[id].isRead = true
      fields.append(id)
      if position < defaults.count, let value = defaults[position] {
        let typed = defaultValue(value, at: declaration.range)
        body.append(TypedStatement(.declare(id, typed), at: declaration.range))
      } else {
        flow.uninitialised.insert(id)
        body.append(TypedStatement(.declare(id, nil), at: declaration.range))
      }
    }
    contexts[contexts.count - 1].initializer = (owner, fields)
    return body
  }

  mutating func structure(_ syntax: StructureSyntax) -> [TypedStatement] {
    guard let type = declaredTypes[syntax.name.range], case .structure(let index, _) = type else {
      return []
    }
    for (binding, _) in syntax.fields {
      guard let value = binding.value, case .name(let name) = binding.pattern.kind,
        let field = program.structures[index].fields.first(where: { $0.name == name })
      else { continue }
      defaultBody(value, field.type)
    }
    for method in syntax.methods {
      if let declaration = declaredFunctions[method.name.range] {
        functionBody(method, declaration)
      }
    }
    return []
  }

  mutating func enumeration(_ syntax: EnumerationSyntax) -> [TypedStatement] {
    for method in syntax.methods {
      if let declaration = declaredFunctions[method.name.range] {
        functionBody(method, declaration)
      }
    }
    return []
  }
}
