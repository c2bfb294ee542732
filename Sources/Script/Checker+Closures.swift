import Diagnostics

extension Checker {
  /// Reads a closure; `expected` gives the types of its parameters, as far as they are known.
  mutating func closure(
    _ syntax: ClosureSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let wanted: ValueType.FunctionType?
    switch expected {
    case .function(let type)?: wanted = type
    case .optional(.function(let type))?: wanted = type
    default: wanted = nil
    }
    let head = head(of: syntax, wanted, at: range)
    let function = newFunction("closure", isClosure: true, at: range)
    facts[function].declaredAt = nil
    useFunction(function, at: range)
    let outerFlow = flow
    flow = Flow(uninitialised: flow.uninitialised)
    var context = FunctionContext(function: function, result: head.result, isClosure: true)
    context.initializer = nil
    contexts.append(context)
    scopes.append(Scope(function: function))
    let unpacked = declareParameters(head, function, at: range)
    var body = unpacked + closureBody(syntax, head.result, at: range)
    let result = contexts[contexts.count - 1].result ?? .void
    if result != .void, !result.containsError, !flow.isUnreachable, result != .never {
      report(.missingReturn("the closure", result, at: range))
    }
    if body.isEmpty { body = [TypedStatement(.returning(nil), at: range)] }
    leaveScope()
    contexts.removeLast()
    flow = outerFlow
    program.functions[function].body = body
    program.functions[function].result = result
    return TypedExpression(
      .functionValue(function), .function(head.parameters.map(\.type), result), at: range)
  }

  /// The parameters of a closure and what its result should be.
  private struct ClosureHead {
    struct Parameter {
      let name: NameSyntax?
      let type: ValueType
      let isInteger: Bool
      let elements: [NameSyntax]
    }
    var parameters: [Parameter] = []
    /// Whether the one parameter is a tuple whose elements are what the body names.
    var isUnpacked = false
    /// The names or numbers of the unpacked elements.
    var unpackedNames: [NameSyntax?] = []
    /// Nil if the body decides it.
    var result: ValueType?
  }

  private mutating func head(
    of syntax: ClosureSyntax, _ wanted: ValueType.FunctionType?, at range: SourceRange
  ) -> ClosureHead {
    var head = ClosureHead()
    if let result = syntax.result {
      head.result = resolve(result).type
    } else if let result = wanted?.result, !result.hasParameters {
      head.result = result
      // A sequence is any of several types: the body decides.
      if case .sequence = result { head.result = nil }
    }
    let used = syntax.parameters?.count ?? syntax.lastDollar + 1
    if let wanted, wanted.parameters.count == 1, used > 1,
      case .tuple(let elements) = wanted.parameters[0], elements.count == used
    {
      head.isUnpacked = true
      head.unpackedNames =
        syntax.parameters.map { $0.map(\.name) } ?? Array(repeating: nil, count: used)
      head.parameters = [
        ClosureHead.Parameter(
          name: nil, type: known(wanted.parameters[0]), isInteger: false, elements: [])
      ]
      return head
    }
    let count = wanted?.parameters.count ?? used
    if let wanted, used != count {
      // `{ 5 }` where an argument comes: Swift wants it said that it is not used. So it does of `$1`.
      report(
        .closureParameters(
          expected: count, found: used, isNamed: syntax.parameters != nil,
          types: wanted.parameters.map(\.description), at: range))
    }
    for position in 0..<max(count, used) {
      let own = syntax.parameters.flatMap { position < $0.count ? $0[position] : nil }
      let isWanted = position < wanted?.parameters.count ?? 0
      let context = isWanted ? wanted?.parameters[position] : nil
      var type = context.map { known($0) } ?? (wanted == nil ? .double : .error)
      var isInteger = false
      if let annotation = own?.type { (type, isInteger) = resolve(annotation) }
      head.parameters.append(
        ClosureHead.Parameter(
          name: own?.name, type: type, isInteger: isInteger, elements: own?.elements ?? []))
    }
    return head
  }

  /// What is not known of a parameter's type is a number.
  private func known(_ type: ValueType) -> ValueType {
    if !type.hasParameters { return type }
    if case .parameter = type { return .double }
    return .error
  }

  private mutating func declareParameters(
    _ head: ClosureHead, _ function: FunctionID, at range: SourceRange
  ) -> [TypedStatement] {
    var statements: [TypedStatement] = []
    for (position, parameter) in head.parameters.enumerated() {
      let name = parameter.name ?? NameSyntax(text: "$\(position)", range: range)
      let id = newVariable(
        name.text, parameter.type, isInteger: parameter.isInteger, at: name.range)
      program.functions[function].parameters.append(id)
      if head.isUnpacked {
        statements += unpack(id, parameter.type, head.unpackedNames, at: range)
      } else if !parameter.elements.isEmpty {
        let isDollars = contexts[contexts.count - 1].dollars
        statements += unpack(id, parameter.type, parameter.elements.map { $0 }, at: range)
        contexts[contexts.count - 1].dollars = isDollars
      } else if let own = parameter.name {
        declare(own.text, .variable(id), at: own.range)
      } else {
        contexts[contexts.count - 1].dollars.append(id)
      }
    }
    return statements
  }

  /// Gives the elements of a tuple parameter names of their own.
  mutating func unpack(
    _ id: VariableID, _ type: ValueType, _ names: [NameSyntax?], at range: SourceRange
  ) -> [TypedStatement] {
    guard case .tuple(let elements) = type, elements.count == names.count else {
      if !type.containsError { report(.destructuring(type, names.count, at: range)) }
      for case .some(let name) in names { declare(name.text, .broken, at: name.range) }
      return []
    }
    program.variables[id].isRead = true
    var statements: [TypedStatement] = []
    for (position, name) in names.enumerated() {
      let place = name?.range ?? range
      let text = name?.text ?? "$\(position)"
      let element = newVariable(text, elements[position].type, at: place)
      if let name {
        declare(name.text, .variable(element), at: place)
        // A name that a closure must give is no mistake if it is not used.
        program.variables[element].isRead = true
      } else {
        contexts[contexts.count - 1].dollars.append(element)
      }
      let whole = TypedExpression(.variable(id), type, at: place)
      let value = TypedExpression(
        .tupleElement(whole, position), elements[position].type, at: place)
      statements.append(TypedStatement(.declare(element, value), at: place))
    }
    return statements
  }

  /// Reads the body; a single expression is its value.
  private mutating func closureBody(
    _ syntax: ClosureSyntax, _ result: ValueType?, at range: SourceRange
  ) -> [TypedStatement] {
    if syntax.body.count == 1, let expression = syntax.body[0].soleExpression {
      return [soleExpression(expression, result)]
    }
    return block(syntax.body)
  }

  /// The one expression of a body as its `return`.
  mutating func soleExpression(
    _ expression: ExpressionSyntax, _ result: ValueType?
  ) -> TypedStatement {
    let value = check(expression, result == .void ? nil : result)
    flow.isUnreachable = true
    let last = contexts.count - 1
    if result == .void || (result == nil && value.type == .void) {
      contexts[last].result = .void
      flow.isUnreachable = false
      return TypedStatement(.expression(value), at: expression.range)
    }
    guard let result else {
      contexts[last].result = value.type == .optional(.never) ? .error : value.type
      if value.type == .optional(.never) { report(.nilWithoutType(at: value.range)) }
      return TypedStatement(.returning(value), at: expression.range)
    }
    let whole = expect(
      value, result, isInteger: contexts[last].resultIsInteger, for: "the result")
    return TypedStatement(.returning(whole), at: expression.range)
  }
}

extension StatementSyntax {
  /// The expression, if the statement can be read as a value.
  var soleExpression: ExpressionSyntax? {
    switch kind {
    case .expression(let expression): expression
    case .branch(let branch):
      branch.otherwise.map { $0.isValue } ?? false && branch.arms.allSatisfy { $0.body.isValue }
        ? ExpressionSyntax(.statement(self), at: range, depth: depth) : nil
    case .select(let select):
      select.cases.allSatisfy { $0.body.isValue } && !select.cases.isEmpty
        ? ExpressionSyntax(.statement(self), at: range, depth: depth) : nil
    default: nil
    }
  }
}

extension BlockSyntax {
  /// Whether the block is one expression.
  var isValue: Bool { statements.count == 1 && statements[0].soleExpression != nil }
}
