import Diagnostics

extension Checker {
  /// Reads the statements of a block; the caller has opened its scope.
  mutating func block(_ statements: [StatementSyntax]) -> [TypedStatement] {
    predeclare(statements)
    var result: [TypedStatement] = []
    var isUnreachable = false
    for statement in statements {
      if flow.isUnreachable {
        // Said once; the rest is read as if it could be reached.
        if !isUnreachable { report(.unreachable(at: statement.range)) }
        isUnreachable = true
        flow.isUnreachable = false
      }
      result += check(statement)
    }
    if isUnreachable { flow.isUnreachable = true }
    return result
  }

  /// Reads a block in a scope of its own.
  mutating func scoped(_ block: BlockSyntax) -> [TypedStatement] {
    inScope { $0.block(block.statements) }
  }

  /// Reads one statement; `label` is the name before it.
  mutating func check(_ statement: StatementSyntax, label: NameSyntax? = nil) -> [TypedStatement] {
    let range = statement.range
    switch statement.kind {
    case .variables(let bindings, let isMutable):
      return bindings.flatMap { binding($0, isMutable: isMutable) }
    case .function(let function): return self.function(function)
    case .structure(let structure): return self.structure(structure)
    case .enumeration(let enumeration): return self.enumeration(enumeration)
    case .alias: return []
    case .expression(let expression): return self.expression(expression, at: range)
    case .assign(let target, let operation, let value):
      return assignment(target, operation, value, at: range)
    case .branch(let branch): return self.branch(branch, label, at: range)
    case .guarded(let conditions, let otherwise):
      return guarded(conditions, otherwise, at: range)
    case .select(let select): return self.select(select, label, at: range)
    case .forEach(let loop): return forEach(loop, label, at: range)
    case .loop(let conditions, let body): return whileLoop(conditions, body, label, at: range)
    case .repeating(let body, let condition):
      return repeatLoop(body, condition, label, at: range)
    case .block(let body): return plainBlock(body, label, at: range)
    case .breaking(let target): return jump(target, isBreak: true, at: range)
    case .continuing(let target): return jump(target, isBreak: false, at: range)
    case .returning(let value): return returned(value, at: range)
    case .labelled(let name, let inner): return check(inner, label: name)
    case .invalid(let names):
      for name in names { declare(name, .broken, at: range) }
      return []
    }
  }

  // MARK: expressions

  private mutating func expression(
    _ syntax: ExpressionSyntax, at range: SourceRange
  ) -> [TypedStatement] {
    let isShown = contexts.last?.isCell ?? false && scopes.last?.isGlobal ?? false
    let value = check(syntax)
    if value.type == .never { flow.isUnreachable = true }
    if value.type == .optional(.never), isShown {
      report(.nilWithoutType(at: range))
      return []
    }
    if isShown, value.type != .void, value.type != .never, !value.type.containsError {
      if case .function = value.type { report(.functionShown(at: range)) }
      return [TypedStatement(.show(value, isVisible: true), at: range)]
    }
    if !isShown, !value.type.containsError { noteUnusedValue(value) }
    return [TypedStatement(.expression(value), at: range)]
  }

  private mutating func noteUnusedValue(_ value: TypedExpression) {
    if value.type == .void || value.type == .never { return }
    switch value.kind {
    case .binary(.equalNumbers(isNegated: false), _, _),
      .binary(.equalValues(isNegated: false), _, _):
      report(.unusedComparison(at: value.range))
    case .binary, .unary, .number, .string, .variable, .boolean, .tensorLiteral, .interpolation,
      .functionValue, .and, .or, .tuple, .field, .tupleElement, .tensorSubscript, .element:
      report(.unusedValue(at: value.range))
    default: break
    }
  }

  // MARK: declarations of variables

  private mutating func binding(_ syntax: BindingSyntax, isMutable: Bool) -> [TypedStatement] {
    var annotation: (type: ValueType, isInteger: Bool)?
    if let type = syntax.type { annotation = resolve(type) }
    guard let valueSyntax = syntax.value else {
      return withoutValue(syntax, annotation, isMutable)
    }
    var value = check(valueSyntax, annotation?.type)
    let what = description(of: syntax.pattern)
    if let annotation {
      value = expect(value, annotation.type, isInteger: annotation.isInteger, for: what)
      if case .name = syntax.pattern.kind, annotation.type == .double {
        swiftNumbers[program.variables.count] = annotation.isInteger ? .integer : .floating
      }
      // The annotation says what the name is, whatever became of the value.
      return bind(
        syntax.pattern, value, annotation.type, isMutable, annotation.isInteger, at: syntax.range)
    }
    switch value.type {
    case .void, .never:
      report(.noValue(of: ownFunction(value), at: valueSyntax.range))
      value = invalid(at: valueSyntax.range)
    case .optional(.never):
      report(.nilWithoutType(at: valueSyntax.range))
      value = invalid(at: valueSyntax.range)
    default: break
    }
    let isInteger = isWhole(valueSyntax)
    if case .name = syntax.pattern.kind {
      swiftNumbers[program.variables.count] = swiftNumber(named: valueSyntax, value)
    }
    if !isMutable, case .number(let number, isInteger: true) = valueSyntax.kind,
      case .name = syntax.pattern.kind
    {
      wholeConstants[program.variables.count] = number
    }
    return bind(syntax.pattern, value, value.type, isMutable, isInteger, at: syntax.range)
  }

  /// Whether the value is that of a name that was declared `Int`, so that a copy is one, too.
  func isWhole(_ syntax: ExpressionSyntax) -> Bool {
    guard case .name(let name) = syntax.kind, case .binding(.variable(let id))? = lookUp(name)
    else { return false }
    return program.variables[id].isInteger && program.variables[id].type == .double
  }

  private func description(of pattern: PatternSyntax) -> String {
    if case .name(let name) = pattern.kind { "'\(name)'" } else { "the value" }
  }

  private mutating func withoutValue(
    _ syntax: BindingSyntax, _ annotation: (type: ValueType, isInteger: Bool)?, _ isMutable: Bool
  ) -> [TypedStatement] {
    guard case .name(let name) = syntax.pattern.kind else {
      report(.patternWithoutValue(at: syntax.range))
      declareBroken(syntax.pattern)
      return []
    }
    guard let annotation else {
      report(.variableWithoutValue(name, at: syntax.range))
      declare(name, .broken, at: syntax.pattern.range)
      return []
    }
    let id = declareVariable(
      name, annotation.type, isMutable: isMutable, isInteger: annotation.isInteger,
      at: syntax.pattern.range)
    if annotation.type == .double, !annotation.isInteger { swiftNumbers[id] = .floating }
    if isMutable, case .optional = annotation.type {
      let value = TypedExpression(.none, annotation.type, at: syntax.range)
      return [TypedStatement(.declare(id, value), at: syntax.range)]
    }
    if !annotation.type.containsError { flow.uninitialised.insert(id) }
    return [TypedStatement(.declare(id, nil), at: syntax.range)]
  }

  mutating func declareBroken(_ pattern: PatternSyntax) {
    switch pattern.kind {
    case .name(let name): declare(name, .broken, at: pattern.range)
    case .tuple(let elements): for element in elements { declareBroken(element.pattern) }
    case .some(let inner), .held(_, let inner): declareBroken(inner)
    case .wildcard, .value: break
    }
  }

  /// Gives the names of a pattern their values.
  mutating func bind(
    _ pattern: PatternSyntax, _ value: TypedExpression, _ type: ValueType, _ isMutable: Bool,
    _ isInteger: Bool, at range: SourceRange
  ) -> [TypedStatement] {
    switch pattern.kind {
    case .wildcard: return [TypedStatement(.expression(value), at: range)]
    case .name(let name):
      let id = declareVariable(
        name, type, isMutable: isMutable, isInteger: isInteger, at: pattern.range)
      return [TypedStatement(.declare(id, value), at: range)]
    case .tuple(let elements): return destructure(elements, pattern, value, type, isMutable, range)
    case .value, .some, .held:
      report(.patternWithoutValue(at: pattern.range))
      return []
    }
  }

  private mutating func destructure(
    _ elements: [(label: String?, pattern: PatternSyntax)], _ pattern: PatternSyntax,
    _ value: TypedExpression, _ type: ValueType, _ isMutable: Bool, _ range: SourceRange
  ) -> [TypedStatement] {
    guard case .tuple(let types) = type, types.count == elements.count else {
      if !type.containsError { report(.destructuring(type, elements.count, at: pattern.range)) }
      declareBroken(pattern)
      return []
    }
    var (statements, parts) = takenApart(value, at: range)
    for (position, element) in elements.enumerated() {
      if case .wildcard = element.pattern.kind { continue }
      statements += bind(
        element.pattern, parts[position], types[position].type, isMutable, false,
        at: element.pattern.range)
    }
    return statements
  }

  /// The elements of a tuple, each of which may be used once, after the statements.
  mutating func takenApart(
    _ value: TypedExpression, at range: SourceRange
  ) -> ([TypedStatement], [TypedExpression]) {
    guard case .tuple(let types) = value.type else { return ([], []) }
    var statements: [TypedStatement] = []
    // A literal needs no tuple: numbers stay numbers.
    if case .tuple(let elements) = value.kind {
      var parts: [TypedExpression] = []
      for element in elements {
        let id = temporary(element.type, at: element.range)
        statements.append(TypedStatement(.declare(id, element), at: range))
        parts.append(TypedExpression(.variable(id), element.type, at: element.range))
      }
      return (statements, parts)
    }
    var whole = value
    if case .variable(let id) = value.kind, program.variables[id].name.hasPrefix("$") {
    } else {
      let id = temporary(value.type, at: range)
      statements.append(TypedStatement(.declare(id, value), at: range))
      whole = TypedExpression(.variable(id), value.type, at: value.range)
    }
    let parts = types.enumerated().map { position, element in
      TypedExpression(.tupleElement(whole, position), element.type, at: value.range)
    }
    return (statements, parts)
  }

  // MARK: jumps

  private mutating func jump(
    _ name: NameSyntax?, isBreak: Bool, at range: SourceRange
  ) -> [TypedStatement] {
    let last = contexts.count - 1
    let index = contexts[last].targets.lastIndex { target in
      if let name { return target.name == name.text && (isBreak || target.isLoop) }
      return isBreak ? target.isDefault : target.isLoop
    }
    guard let index else {
      if let name, contexts[last].targets.contains(where: { $0.name == name.text }) {
        report(.continuedBlock(name.text, at: name.range))
        return []
      }
      report(
        name.map { .unknownLabel($0.text, contexts[last].targets.compactMap(\.name), at: $0.range) }
          ?? .jumpOutside(isBreak ? "break" : "continue", at: range))
      return []
    }
    if isBreak {
      contexts[last].targets[index].hasBreak = true
      contexts[last].targets[index].uninitialisedAtBreaks.formUnion(flow.uninitialised)
    }
    flow.isUnreachable = true
    let label = contexts[last].targets[index].label
    return [TypedStatement(isBreak ? .breaking(label) : .continuing(label), at: range)]
  }

  private mutating func returned(
    _ syntax: ExpressionSyntax?, at range: SourceRange
  ) -> [TypedStatement] {
    let last = contexts.count - 1
    defer { flow.isUnreachable = true }
    if contexts[last].isCell || contexts[last].function < 0 {
      if let syntax { _ = check(syntax) }
      report(.returnOutside(at: range))
      return []
    }
    if let (type, fields) = contexts[last].initializer {
      if let syntax { report(.returnInInitializer(at: syntax.range)) }
      return [TypedStatement(.returning(built(type, fields, at: range)), at: range)]
    }
    guard let syntax else {
      if let result = contexts[last].result {
        if result != .void, !result.containsError {
          report(.returnWithoutValue(result, at: range))
        }
      } else {
        contexts[last].result = .void
      }
      return [TypedStatement(.returning(nil), at: range)]
    }
    guard let result = contexts[last].result else {
      // A closure's first `return` tells its type.
      let value = valued(check(syntax))
      contexts[last].result = value.type == .optional(.never) ? .error : value.type
      if value.type == .optional(.never) { report(.nilWithoutType(at: value.range)) }
      return [TypedStatement(.returning(value), at: range)]
    }
    if result == .void {
      let value = check(syntax)
      if value.type == .void {
        return [
          TypedStatement(.expression(value), at: range), TypedStatement(.returning(nil), at: range),
        ]
      }
      if !value.type.containsError {
        let name = program.functions[contexts[last].function].name
        report(.returnFromVoid(name, value.type, isClosure: contexts[last].isClosure, at: range))
      }
      return []
    }
    let value = expect(
      valued(check(syntax, result)), result, isInteger: contexts[last].resultIsInteger,
      for: "the result")
    return [TypedStatement(.returning(value), at: range)]
  }

  /// The structure that an initializer has made of its fields.
  mutating func built(
    _ type: ValueType, _ fields: [VariableID], at range: SourceRange
  ) -> TypedExpression {
    guard case .structure(let index, _) = type else { return invalid(at: range) }
    let missing = fields.filter { flow.uninitialised.contains($0) }
    if !missing.isEmpty {
      let names = zip(program.structures[index].fields, fields).filter { missing.contains($0.1) }
      report(.fieldsWithoutValue(names.map(\.0.name), at: range))
      flow.uninitialised.subtract(missing)
    }
    let values = zip(program.structures[index].fields, fields).map { field, id in
      TypedExpression(.variable(id), field.type, at: range)
    }
    return TypedExpression(.structure(index, values), type, at: range)
  }
}
