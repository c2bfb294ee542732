import Diagnostics

extension Checker {
  /// Checks the pieces: cells in order, then expressions.
  mutating func check(_ pieces: [SourcePiece]) {
    program.pieces = pieces.map { TypedPiece(id: $0.id) }
    scopes = [Scope(function: -1, isGlobal: true)]
    for (index, source) in pieces.enumerated() {
      begin(index)
      switch source.role {
      case .given(let name, let type): given(name, type, at: source.text.sourceRange)
      case .cell(let isIsolated, _): cell(source.text, isIsolated: isIsolated)
      case .expression: continue
      }
      finish()
    }
    for (index, source) in pieces.enumerated() {
      guard case .expression = source.role else { continue }
      begin(index)
      expressionPiece(source.text)
      finish()
    }
    settle(pieces)
    for index in program.pieces.indices {
      program.pieces[index].diagnostics.sort {
        ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end)
      }
      program.pieces[index].diagnostics.dropConsequences()
      if program.pieces[index].hasErrors { program.pieces[index].function = nil }
    }
  }

  private mutating func begin(_ index: Int) {
    piece = index
    diagnostics = []
    flow = Flow()
  }

  private mutating func finish() {
    program.pieces[piece].diagnostics += diagnostics
    diagnostics = []
  }

  private mutating func given(_ name: String, _ type: ValueType, at range: SourceRange) {
    let id = declareVariable(name, type, isMutable: false, at: range)
    program.pieces[piece].given = id
  }

  private mutating func cell(_ text: MappedText, isIsolated: Bool) {
    let parsed = Parser.statements(of: text, limits: limits)
    diagnostics += parsed.diagnostics
    let function = newFunction("cell", at: text.sourceRange)
    var outer: [Scope] = []
    if isIsolated {
      outer = scopes
      scopes = []
    }
    scopes.append(Scope(function: function, isGlobal: true))
    contexts = [FunctionContext(function: function, result: nil, isCell: true)]
    predeclare(parsed.statements)
    let commented = Set(parsed.comments.filter { $0.kind == .value }.map(\.statement))
    var body: [TypedStatement] = []
    for (index, statement) in parsed.statements.enumerated() {
      var parts = check(statement)
      if commented.contains(index), let shown = recorded(statement, &parts) {
        parts.append(shown)
      }
      body.append(parts.count == 1 ? parts[0] : TypedStatement(.group(parts), at: statement.range))
    }
    for comment in parsed.comments where comment.kind == .value {
      if !hasValue(body[comment.statement]) {
        let statement = parsed.statements[comment.statement]
        if case .invalid = statement.kind { continue }
        report(.commentWithoutValue(at: comment.range))
      }
    }
    program.functions[function].body = body
    program.pieces[piece].comments = parsed.comments
    program.pieces[piece].function = function
    contexts = []
    let own = scopes.removeLast()
    if isIsolated {
      scopes = outer
    } else {
      for (name, binding) in own.names {
        scopes[0].names[name] = binding
        scopes[0].places[name] = own.places[name]
      }
    }
  }

  /// Whether a statement of a cell gives a value to compare.
  private func hasValue(_ statement: TypedStatement) -> Bool {
    switch statement.kind {
    case .show: true
    case .group(let parts): parts.contains { hasValue($0) }
    case .expression(let value): value.type.containsError
    default: false
    }
  }

  /// The statement that records the value of a declaration or an assignment for its comment.
  private mutating func recorded(
    _ statement: StatementSyntax, _ parts: inout [TypedStatement]
  ) -> TypedStatement? {
    switch statement.kind {
    case .variables(let bindings, _):
      let names = bindings.flatMap { self.names(in: $0.pattern) }
      let values = names.compactMap { name -> TypedExpression? in
        guard case .variable(let id)? = scopes.last?.names[name.text] else { return nil }
        program.variables[id].isRead = true
        return TypedExpression(.variable(id), program.variables[id].type, at: name.range)
      }
      guard let first = values.first else { return nil }
      if flow.uninitialised.contains(where: { id in
        values.contains { if case .variable(id) = $0.kind { true } else { false } }
      }) {
        return nil
      }
      let whole =
        values.count == 1
        ? first
        : TypedExpression(
          .tuple(values), .tuple(values.map { ValueType.TupleElement(nil, $0.type) }),
          at: statement.range)
      return TypedStatement(.show(whole, isVisible: false), at: statement.range)
    case .assign(let target, _, _):
      let before = diagnostics.count
      let value = check(target)
      // What is wrong with the target has been said already.
      diagnostics.removeLast(diagnostics.count - before)
      if value.type.containsError { return nil }
      return TypedStatement(.show(value, isVisible: false), at: statement.range)
    default: return nil
    }
  }

  private func names(in pattern: PatternSyntax) -> [NameSyntax] {
    switch pattern.kind {
    case .name(let text): [NameSyntax(text: text, range: pattern.range)]
    case .tuple(let elements): elements.flatMap { names(in: $0.pattern) }
    case .some(let inner), .held(_, let inner): names(in: inner)
    case .wildcard, .value: []
    }
  }

  private mutating func expressionPiece(_ text: MappedText) {
    let (syntax, problems) = Parser.expression(of: text, limits: limits)
    diagnostics += problems
    guard let syntax else { return }
    let function = newFunction("expression", at: text.sourceRange)
    scopes.append(Scope(function: function))
    contexts = [FunctionContext(function: function, result: nil)]
    let value = check(syntax)
    contexts = []
    scopes.removeLast()
    if value.type == .void || value.type == .never {
      report(.noValue(at: syntax.range))
    } else if value.type == .optional(.never) {
      report(.nilWithoutType(at: syntax.range))
    }
    program.functions[function].result = value.type
    program.functions[function].body = [TypedStatement(.returning(value), at: syntax.range)]
    program.pieces[piece].function = function
  }
}
