import Diagnostics

extension Checker {
  /// Decides what an expression means; `expected` is what the place would like to have.
  mutating func check(
    _ syntax: ExpressionSyntax, _ expected: ValueType? = nil
  ) -> TypedExpression {
    let range = syntax.range
    switch syntax.kind {
    case .invalid: return invalid(at: range)
    case .number(let value, _): return TypedExpression(.number(value), .double, at: range)
    case .boolean(let value): return TypedExpression(.boolean(value), .boolean, at: range)
    case .none: return nilLiteral(expected, at: range)
    case .text(let parts): return text(parts, at: range)
    case .name(let name): return self.name(name, expected, at: range)
    case .dollar(let number): return dollar(number, at: range)
    case .implicitMember(let name): return implicitMember(name, nil, expected, at: range)
    case .operatorName(let symbol): return operatorValue(symbol, expected, at: range)
    case .array(let elements): return list(elements, expected, at: range)
    case .dictionary(let pairs): return dictionary(pairs, expected, at: range)
    case .tuple(let elements): return tuple(elements, expected, at: range)
    case .parenthesised(let inner):
      let value = check(inner, expected)
      return TypedExpression(value.kind, value.type, at: range)
    case .prefix(let sign, let operand): return prefix(sign, operand, expected, at: range)
    case .binary: return binary(syntax, expected)
    case .conditional(let test, let first, let second):
      return conditional(test, first, second, expected, at: range)
    case .range(let lower, let upper, let isClosed):
      return rangeValue(lower, upper, isClosed, at: range)
    case .unwrap(let inner): return forced(inner, expected, at: range)
    case .chainLink(let inner): return chainLink(inner, at: range)
    case .chain(let inner): return chain(inner, at: range)
    case .member(let base, let name): return member(base, name, expected, at: range)
    case .call(let callee, let call): return self.call(callee, call, expected, at: range)
    case .subscript(let base, let arguments): return subscripted(base, arguments, at: range)
    case .closure(let closure): return self.closure(closure, expected, at: range)
    case .statement(let statement): return choice(statement, expected)
    case .type(let type):
      let name = resolve(type).type
      report(.typeAsValue("\(name)", at: range))
      return invalid(at: range)
    }
  }

  private mutating func nilLiteral(
    _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    if expected == .error { return invalid(at: range) }
    if case .optional(let wrapped)? = expected, !wrapped.hasParameters {
      return TypedExpression(.none, .optional(wrapped), at: range)
    }
    return TypedExpression(.none, .optional(.never), at: range)
  }

  // MARK: names

  private mutating func name(
    _ name: String, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    switch lookUp(name) {
    case .binding(.variable(let id)): return read(id, at: range)
    case .binding(.functions(let indices)):
      return functionValue(name, indices, expected, at: range)
    case .binding(.type(let type, _)):
      report(.typeAsValue("\(type)", at: range))
      return invalid(at: range)
    case .binding(.broken): return invalid(at: range)
    case .member(let method): return memberOfSelf(name, method, expected, at: range)
    case nil:
      if let value = Parser.foreignValues[name] {
        report(.foreignWord(name, "write '\(value)'", at: range))
        return value == "nil"
          ? nilLiteral(expected, at: range)
          : TypedExpression(.boolean(value == "true"), .boolean, at: range)
      }
      return libraryName(name, expected, at: range)
    }
  }

  private mutating func functionValue(
    _ name: String, _ indices: [Int], _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let types = indices.map { index -> ValueType in
      let declaration = declarations[index]
      return .function(declaration.parameters.map(\.type), declaration.result)
    }
    var chosen = 0
    if types.count > 1, expected?.calledType == nil, expected != .error {
      report(.ambiguousForm(name, indices.map { declarations[$0].range }, at: range))
      return invalid(at: range)
    }
    if let expected, let fitting = types.firstIndex(where: { converts($0, to: expected) }) {
      chosen = fitting
    } else if case .function(let wanted)? = expected,
      let fitting = types.firstIndex(where: { type in
        if case .function(let own) = type {
          own.parameters.count == wanted.parameters.count
        } else {
          false
        }
      })
    {
      chosen = fitting
    }
    let function = declarations[indices[chosen]].function
    useFunction(function, at: range)
    return TypedExpression(.functionValue(function), types[chosen], at: range)
  }

  private mutating func libraryName(
    _ name: String, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let entries = library.entries(named: name)
    if let constant = entries.first(where: { library.functions[$0].kind == .constant }) {
      return constantValue(constant, at: range)
    }
    let functions = entries.filter { library.functions[$0].kind == .function }
    if case .function(let wanted)? = expected,
      let value = libraryValue(functions, wanted, at: range)
    {
      return value
    }
    if typeNamed(name) != nil {
      report(.typeAsValue(name, at: range))
    } else if let first = functions.first {
      report(.functionAsValue(name, library.functions[first].signature, at: range))
    } else {
      reportUnknown(name, at: range)
    }
    return invalid(at: range)
  }

  func constantValue(_ index: Int, at range: SourceRange) -> TypedExpression {
    let type = library.signatures[index].result
    if case .constant(let value) = library.functions[index].body, type == .double {
      return TypedExpression(.number(value), .double, at: range)
    }
    return TypedExpression(.callLibrary(index, []), type, at: range)
  }

  /// The first entry that fits the function type, as a value.
  private func libraryValue(
    _ entries: [Int], _ wanted: ValueType.FunctionType, at range: SourceRange
  ) -> TypedExpression? {
    for index in entries {
      let signature = library.signatures[index]
      let required = signature.parameters.filter { $0.defaultValue == nil && !$0.isVariadic }
      guard required.count == wanted.parameters.count else { continue }
      var matcher = TypeMatcher()
      var fits = true
      for (parameter, type) in zip(required, wanted.parameters) where fits {
        let actual: ValueType = type.hasParameters ? .double : type
        fits = matcher.match(parameter.type, actual, checker: self) != nil
      }
      guard fits else { continue }
      let result = matcher.substituted(signature.result)
      if wanted.result.hasParameters || converts(result, to: wanted.result) {
        let type = ValueType.function(
          wanted.parameters.map { $0.hasParameters ? .double : $0 }, result)
        return TypedExpression(.libraryValue(index), type, at: range)
      }
    }
    return nil
  }

  /// Reports a name that nothing has.
  mutating func reportUnknown(_ name: String, at range: SourceRange) {
    unknownUses.append((piece, name, range))
    report(unknownName(name, at: range))
  }

  /// The error for a name that nothing has, with the likeliest correction.
  func unknownName(_ name: String, at range: SourceRange) -> Diagnostic {
    if let hint = Self.foreignNames[name] { return .unknownName(name, hint, at: range) }
    let own = library.functions.filter { $0.kind == .function || $0.kind == .constant }.map(\.name)
    let known = (visibleNames + own).filter { known in
      // Of names of one or two letters, any other is near: only another case is meant.
      known.first?.isLetter ?? false && !known.contains(".")
        && (name.count > 2 || known.lowercased() == name.lowercased())
    }
    let near = closestMatch(to: name, in: known)
    return .unknownName(name, near.map { "did you mean '\($0)'?" }, at: range)
  }

  /// What stands for names that other languages have.
  static let foreignNames: [String: String] = [
    "len": "write 'values.count'", "length": "write 'values.count'",
    "range": "write '0..<n'", "np": "the functions of NumPy are there without 'np.'",
    "math": "the functions are there without 'math.'", "self": "'self' stands only in methods",
    "numpy": "the functions of NumPy are there without a prefix",
    "torch": "the functions are there without a prefix",
    "str": "write 'String(value)'", "int": "write 'Int(value)'", "float": "write 'Double(value)'",
    "list": "write '[a, b, c]'", "dict": "write '[key: value]'",
    "append": "write 'values.append(x)'",
    "assert": "write 'precondition(condition, \"why\")'",
    "type": "every value has one type, known before anything runs",
    "swap": "write '(a, b) = (b, a)', or 'values.swapAt(i, j)'",
    "sequence": "write a 'while' loop", "Optional": "write 'let x: Double? = value'",
    "trunc": "write 'x < 0 ? ceil(x) : floor(x)'",
    "preconditionFailure": "write 'fatalError', with the reason",
    "assertionFailure": "write 'fatalError', with the reason",
    "printf": "write 'print(\"\\(value, \".3f\")\")'", "println": "write 'print(value)'",
    "fabs": "write 'abs(value)'", "input": "there is no input: write the value in the chapter",
    "open": "files are read by 'data(\"name.csv\")' from the book's own folder",
    "FileManager": "files are read by 'data(\"name.csv\")' from the book's own folder",
    "Date": "there is no clock: results must not depend on the day",
    "random": "write 'randomUniform(10)' or 'randomNormal(10)'",
    "URL": "files are read by 'data(\"name.csv\")' from the book's own folder",
    "readLine": "there is no input: write the value in the chapter",
    "console": "write 'print(value)'", "System": "write 'print(value)'",
    "average": "write 'mean(values)'", "avg": "write 'mean(values)'",
    "std": "write 'standardDeviation(values)'", "stddev": "write 'standardDeviation(values)'",
    "M_PI": "write 'Double.pi'", "PI": "write 'Double.pi'",
  ]

  private mutating func dollar(_ number: Int, at range: SourceRange) -> TypedExpression {
    guard let context = contexts.last, context.isClosure else {
      report(.dollarOutside(number, at: range))
      return invalid(at: range)
    }
    guard number < context.dollars.count else {
      if !context.dollars.isEmpty || context.result != .error {
        report(.dollarWithNames(number, context.dollars.count, at: range))
      }
      return invalid(at: range)
    }
    return read(context.dollars[number], at: range)
  }

  // MARK: tuples and choices

  private mutating func tuple(
    _ elements: [ArgumentSyntax], _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    var wanted: [ValueType?] = Array(repeating: nil, count: elements.count)
    if case .tuple(let types)? = expected, types.count == elements.count {
      wanted = types.map { $0.type.hasParameters ? nil : $0.type }
    }
    var values: [TypedExpression] = []
    var types: [ValueType.TupleElement] = []
    for (element, type) in zip(elements, wanted) {
      let value = valued(check(element.value, type))
      values.append(value)
      types.append(ValueType.TupleElement(element.label?.text, value.type))
    }
    return TypedExpression(.tuple(values), .tuple(types), at: range)
  }

  /// The name of the chapter's own function that is called.
  func ownFunction(_ value: TypedExpression) -> String? {
    guard case .call(let function, _) = value.kind else { return nil }
    let called = program.functions[function]
    return called.name.contains(".") || called.isClosure ? nil : called.name
  }

  /// The value, unless it is none (`Void`): then a report.
  mutating func valued(_ value: TypedExpression) -> TypedExpression {
    // `()` itself is a value that somebody meant.
    if case .tuple = value.kind { return value }
    if value.type == .void {
      report(.noValue(of: ownFunction(value), at: value.range))
      return invalid(at: value.range)
    }
    return value
  }

  /// Reads a condition.
  mutating func test(_ syntax: ExpressionSyntax) -> TypedExpression {
    let value = check(syntax, .boolean)
    if value.type == .boolean || value.type.containsError { return value }
    report(.condition(value.type, at: value.range))
    return invalid(at: value.range)
  }

  private mutating func conditional(
    _ test: ExpressionSyntax, _ first: ExpressionSyntax, _ second: ExpressionSyntax,
    _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let condition = self.test(test)
    let a = check(first, expected)
    let b = check(second, expected)
    guard let type = joinedBranches(a, b), let left = converted(a, to: type),
      let right = converted(b, to: type)
    else { return invalid(at: range) }
    return TypedExpression(.conditional(condition, left, right), type, at: range)
  }

  /// The type of two branches, or a report that there is none.
  mutating func joinedBranches(_ a: TypedExpression, _ b: TypedExpression) -> ValueType? {
    if a.type.containsError || b.type.containsError { return .error }
    if let type = joined(a.type, b.type) { return type }
    report(.branches(a.type, b.type, at: b.range))
    return nil
  }

  private mutating func rangeValue(
    _ lower: ExpressionSyntax?, _ upper: ExpressionSyntax?, _ isClosed: Bool,
    at range: SourceRange
  ) -> TypedExpression {
    guard let lower, let upper else {
      report(.openRange(at: range))
      return invalid(at: range)
    }
    let first = expect(check(lower, .double), .double, for: "the lower bound")
    let last = expect(check(upper, .double), .double, for: "the upper bound")
    checkOrder(first, last, isClosed, at: range)
    return TypedExpression(.range(first, last, isClosed: isClosed), .range, at: range)
  }

  /// Reports a range of literals that can never hold anything because it runs downward.
  mutating func checkOrder(
    _ first: TypedExpression, _ last: TypedExpression, _ isClosed: Bool, at range: SourceRange
  ) {
    if let a = first.literal, let b = last.literal, b < a {
      report(.downwardRange(at: range))
    }
  }

  // MARK: optionals

  private mutating func forced(
    _ inner: ExpressionSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let value = check(inner, expected.map { .optional($0) })
    if value.type.containsError { return invalid(at: range) }
    guard case .optional(let wrapped) = value.type else {
      report(.notOptional("!", value.type, at: range))
      return value
    }
    return TypedExpression(.unwrap(value), wrapped, at: range)
  }

  private mutating func chain(_ inner: ExpressionSyntax, at range: SourceRange) -> TypedExpression {
    chains.append([])
    var result = check(inner)
    let links = chains.removeLast()
    if result.type.containsError { return invalid(at: range) }
    let type: ValueType =
      if case .optional = result.type { result.type } else { .optional(result.type) }
    if let whole = converted(result, to: type) { result = whole }
    for link in links.reversed() {
      result = TypedExpression(.chain(link.variable, link.base, rest: result), type, at: range)
    }
    return result
  }

  private mutating func chainLink(
    _ inner: ExpressionSyntax, at range: SourceRange
  ) -> TypedExpression {
    let base = check(inner)
    if base.type.containsError { return invalid(at: range) }
    guard case .optional(let wrapped) = base.type else {
      report(.notOptional("?", base.type, at: range))
      return base
    }
    guard !chains.isEmpty else { return invalid(at: range) }
    let variable = temporary(wrapped, at: range)
    chains[chains.count - 1].append((variable, base))
    return TypedExpression(.variable(variable), wrapped, at: range)
  }
}

extension TypedExpression {
  /// The number, if it is a literal one.
  var literal: Double? {
    switch kind {
    case .number(let value) where type == .double: value
    case .unary(.negate, let operand): operand.literal.map { -$0 }
    default: nil
    }
  }
}

extension ValueType {
  /// Whether a type parameter of a signature occurs in it.
  var hasParameters: Bool {
    switch self {
    case .parameter: true
    case .array(let element), .set(let element), .optional(let element), .sequence(let element):
      element.hasParameters
    case .dictionary(let key, let value): key.hasParameters || value.hasParameters
    case .tuple(let elements): elements.contains { $0.type.hasParameters }
    case .function(let type):
      type.result.hasParameters || type.parameters.contains { $0.hasParameters }
    default: false
    }
  }
}
