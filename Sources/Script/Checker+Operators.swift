import Diagnostics

extension Checker {
  /// The type of an elementwise operation of two numbers or tensors.
  static func broadcast(_ a: ValueType, _ b: ValueType) -> ValueType {
    switch (a, b) {
    case (.double, _): b
    case (_, .double): a
    case (.tensor(.some(let first)), .tensor(.some(let second))):
      .tensor(rank: max(first, second))
    default: .tensor(rank: nil)
    }
  }

  // MARK: prefix

  mutating func prefix(
    _ sign: NameSyntax, _ operand: ExpressionSyntax, _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    let value = check(operand, sign.text == "!" ? .boolean : expected)
    if value.type.containsError { return invalid(at: range) }
    switch sign.text {
    case "!":
      if value.type == .boolean {
        return TypedExpression(.unary(.not, value), .boolean, at: range)
      }
    case "-":
      if case .number(let number) = value.kind {
        return TypedExpression(.number(-number), .double, at: range)
      }
      if value.type.isNumeric {
        return TypedExpression(.unary(.negate, value), value.type, at: range)
      }
    case "√":
      if value.type.isNumeric {
        return TypedExpression(.unary(.squareRoot, value), value.type, at: range)
      }
    default:
      if value.type.isNumeric { return TypedExpression(value.kind, value.type, at: range) }
    }
    if let call = libraryOperator(sign.text, [value], at: range) { return call }
    report(.prefixOperand(sign.text, value.type, at: sign.range))
    return invalid(at: range)
  }

  /// A call of the library's operator for these operands.
  func libraryOperator(
    _ symbol: String, _ operands: [TypedExpression], at range: SourceRange
  ) -> TypedExpression? {
    var converting: (Int, [TypedExpression], ValueType)?
    for index in library.entries(named: symbol) {
      let signature = library.signatures[index]
      guard signature.parameters.count == operands.count else { continue }
      var matcher = TypeMatcher()
      var isExact = true
      var fits = true
      for (parameter, operand) in zip(signature.parameters, operands) {
        guard let fit = matcher.match(parameter.type, operand.type, checker: self) else {
          fits = false
          break
        }
        isExact = isExact && fit == .exact
      }
      guard fits else { continue }
      var arguments: [TypedExpression] = []
      for (parameter, operand) in zip(signature.parameters, operands) {
        if case .sequence = parameter.type {
          arguments.append(operand)
        } else if let value = converted(operand, to: matcher.substituted(parameter.type)) {
          arguments.append(value)
        }
      }
      guard arguments.count == operands.count else { continue }
      let candidate = (index, arguments, matcher.substituted(signature.result))
      if isExact {
        return TypedExpression(.callLibrary(index, arguments), candidate.2, at: range)
      }
      converting = converting ?? candidate
    }
    return converting.map { TypedExpression(.callLibrary($0.0, $0.1), $0.2, at: range) }
  }

  // MARK: binary

  mutating func binary(_ syntax: ExpressionSyntax, _ expected: ValueType?) -> TypedExpression {
    guard case .binary(let symbol, let left, let right) = syntax.kind else {
      return invalid(at: syntax.range)
    }
    let range = syntax.range
    switch symbol.text {
    case "&&", "||":
      let a = test(left)
      let b = test(right)
      if a.type.containsError || b.type.containsError {
        return TypedExpression(.boolean(false), .error, at: range)
      }
      return TypedExpression(symbol.text == "&&" ? .and(a, b) : .or(a, b), .boolean, at: range)
    case "??": return coalesce(left, right, expected, at: range)
    default: break
    }
    var (a, b) = operands(left, right, symbol.text, expected)
    if a.type.containsError || b.type.containsError { return invalid(at: range) }
    if symbol.text == "==" || symbol.text == "!=" {
      return equality(symbol, &a, &b, at: range)
    }
    noteIntegerQuotient(symbol.text, (left, a), (right, b), at: range)
    return operation(symbol, a, b, at: range)
  }

  /// Checks both operands; one that needs a type gets that of the other.
  private mutating func operands(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ symbol: String, _ expected: ValueType?
  ) -> (TypedExpression, TypedExpression) {
    let isComparison = ["==", "!=", "<", "<=", ">", ">=", "≈"].contains(symbol)
    let wanted = isComparison ? nil : expected
    if left.needsType, !right.needsType {
      let b = valued(check(right, wanted))
      return (valued(check(left, b.type)), b)
    }
    let a = valued(check(left, wanted))
    let hint: ValueType? = right.needsType || !a.type.isTensor ? a.type : wanted
    return (a, valued(check(right, hint)))
  }

  private mutating func noteIntegerQuotient(
    _ symbol: String, _ left: (ExpressionSyntax, TypedExpression),
    _ right: (ExpressionSyntax, TypedExpression), at range: SourceRange
  ) {
    // A formula in a comment of the prose is not read as Swift.
    guard symbol == "/", contexts.first?.isCell ?? false else { return }
    if let a = wholeNumber(left.0), let b = wholeNumber(right.0) {
      let quotient = a.value / b.value
      if b.value != 0, quotient.rounded(.towardZero) != quotient {
        report(.integerQuotient(a, b, at: range))
      }
    } else if right.1.literal != 1, swiftNumber(named: left.0, left.1) == .integer,
      swiftNumber(named: right.0, right.1) == .integer
    {
      report(.integersDivided(at: range))
    }
  }

  /// The value of a whole literal, or of a constant that is one, and how it is written.
  private func wholeNumber(_ syntax: ExpressionSyntax) -> (value: Double, text: String)? {
    switch syntax.kind {
    case .number(let number, isInteger: true): return (number, shownText(number))
    case .name(let name):
      guard case .binding(.variable(let id))? = lookUp(name), let value = wholeConstants[id]
      else { return nil }
      return (value, name)
    default: return nil
    }
  }

  /// An operation other than `==`, `&&`, `||`, `??`, decided by the types.
  mutating func operation(
    _ symbol: NameSyntax, _ a: TypedExpression, _ b: TypedExpression, at range: SourceRange
  ) -> TypedExpression {
    if a.type.containsError || b.type.containsError { return invalid(at: range) }
    if let (operation, type) = builtIn(symbol.text, a, b) {
      if symbol.text == "+" || symbol.text == "-" { checkAppend(symbol.text, a, b, at: range) }
      return TypedExpression(.binary(operation, a, b), type, at: range)
    }
    if let call = libraryOperator(symbol.text, [a, b], at: range) { return call }
    report(.operands(symbol.text, a.type, b.type, at: symbol.range))
    return invalid(at: range)
  }

  /// The built-in operation for these operands and the type of its result.
  func builtIn(
    _ symbol: String, _ a: TypedExpression, _ b: TypedExpression
  ) -> (BinaryOperation, ValueType)? {
    let bothNumeric = a.type.isNumeric && b.type.isNumeric
    if let arithmetic = BinaryOperation.Arithmetic(rawValue: symbol), bothNumeric {
      let type = Self.broadcast(a.type, b.type)
      switch (a.type, b.type) {
      case (.double, .double): return (.scalar(arithmetic), .double)
      case (.double, _): return (.elementwise(arithmetic, .scalarTensor), type)
      case (_, .double): return (.elementwise(arithmetic, .tensorScalar), type)
      default: return (.elementwise(arithmetic, .tensors), type)
      }
    }
    if let comparison = BinaryOperation.Comparison(rawValue: symbol) {
      if a.type == .double, b.type == .double { return (.compareNumbers(comparison), .boolean) }
      if a.type == .string, b.type == .string { return (.compareStrings(comparison), .boolean) }
      if haveOrder(a.type, b.type) { return (.compareTuples(comparison), .boolean) }
    }
    switch symbol {
    case "≈": return bothNumeric ? (.close, .boolean) : nil
    case "•":
      guard a.type.isTensor, b.type.isTensor else { return nil }
      return (.matrixProduct, productType(a.type, b.type))
    case "⊙":
      guard a.type.isTensor, b.type.isTensor else { return nil }
      return (.hadamard, Self.broadcast(a.type, b.type))
    case "⊗":
      guard case .tensor(let first) = a.type, case .tensor(let second) = b.type else { return nil }
      let rank = first.flatMap { first in second.map { first + $0 } }
      return (.outer, .tensor(rank: rank))
    case "+":
      if a.type == .string, b.type == .string { return (.concatenateStrings, .string) }
      if case .array = a.type, a.type == b.type { return (.concatenateArrays, a.type) }
      return nil
    default: return nil
    }
  }

  private func productType(_ a: ValueType, _ b: ValueType) -> ValueType {
    guard let first = a.rank, let second = b.rank else { return .tensor(rank: nil) }
    switch (first, second) {
    case (1, 1): return .double
    case (1, _): return .tensor(rank: second - 1)
    case (_, 1): return .tensor(rank: first - 1)
    default: return .tensor(rank: max(first, second))
    }
  }

  /// Swift reads `losses + [x]` as joining; here it would add x to every element.
  mutating func checkAppend(
    _ symbol: String, _ a: TypedExpression, _ b: TypedExpression, at range: SourceRange
  ) {
    func isOne(_ value: TypedExpression) -> Bool {
      if case .tensorLiteral(let elements) = value.kind, value.type == .vector {
        elements.count <= 1
      } else {
        false
      }
    }
    guard a.type == .vector, b.type == .vector, isOne(a) != isOne(b) else { return }
    report(.appendByPlus(symbol, at: isOne(b) ? b.range : a.range))
  }

  // MARK: equality and optionals

  private mutating func equality(
    _ symbol: NameSyntax, _ a: inout TypedExpression, _ b: inout TypedExpression,
    at range: SourceRange
  ) -> TypedExpression {
    let isNegated = symbol.text == "!="
    if a.type == .double, b.type == .double {
      return TypedExpression(
        .binary(.equalNumbers(isNegated: isNegated), a, b), .boolean, at: range)
    }
    if let call = libraryOperator(symbol.text, [a, b], at: range) { return call }
    for value in [a, b] {
      if case .optional(.never) = value.type {
        let other = value.range == a.range ? b : a
        if case .optional = other.type { continue }
        report(.neverNil(other.type, at: range))
        return TypedExpression(.boolean(isNegated), .boolean, at: range)
      }
    }
    guard let type = joined(a.type, b.type), let left = converted(a, to: type),
      let right = converted(b, to: type)
    else {
      report(.operands(symbol.text, a.type, b.type, at: symbol.range))
      return TypedExpression(.boolean(false), .error, at: range)
    }
    guard isComparable(type) else {
      report(.notComparable(type, at: symbol.range))
      return TypedExpression(.boolean(false), .error, at: range)
    }
    return TypedExpression(
      .binary(.equalValues(isNegated: isNegated), left, right), .boolean, at: range)
  }

  /// Whether values of the type can be compared for equality.
  func isComparable(_ type: ValueType) -> Bool {
    var seen: Set<Int> = []
    return isComparable(type, &seen)
  }

  /// A structure that was seen on the way is comparable if all else in it is: a list of itself, say.
  private func isComparable(_ type: ValueType, _ seen: inout Set<Int>) -> Bool {
    switch type {
    case .function, .any, .object, .void: return false
    case .array(let element), .set(let element), .optional(let element):
      return isComparable(element, &seen)
    case .dictionary(_, let value): return isComparable(value, &seen)
    case .tuple(let elements): return elements.allSatisfy { isComparable($0.type, &seen) }
    case .structure(let index, _):
      guard seen.insert(index).inserted else { return true }
      return program.structures[index].fields.allSatisfy { isComparable($0.type, &seen) }
    default: return true
    }
  }

  private mutating func coalesce(
    _ left: ExpressionSyntax, _ right: ExpressionSyntax, _ expected: ValueType?,
    at range: SourceRange
  ) -> TypedExpression {
    let a = valued(check(left, expected.map { .optional($0) }))
    if a.type.containsError {
      _ = check(right, expected)
      return invalid(at: range)
    }
    guard case .optional(let wrapped) = a.type else {
      report(.notOptional("??", a.type, isPartOfVector: isPartOfVector(a), at: range))
      return a
    }
    let b = valued(check(right, wrapped == .never ? expected : wrapped))
    if b.type.containsError { return invalid(at: range) }
    // The right side may be an optional again: then so is the whole.
    for type in [wrapped, a.type] {
      if let value = converted(b, to: type) {
        return TypedExpression(.coalesce(a, value), type, at: range)
      }
    }
    report(.branches(wrapped, b.type, at: b.range))
    return invalid(at: range)
  }

  /// An operator used as a function.
  mutating func operatorValue(
    _ symbol: String, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    guard case .function(let wanted)? = expected else {
      report(.operatorAsValue(symbol, at: range))
      return invalid(at: range)
    }
    if wanted.parameters.count == 1, case .tuple(let elements) = wanted.parameters[0],
      elements.count == 2
    {
      return operatorClosure(symbol, wanted, at: range)
    }
    guard wanted.parameters.count == 2 else {
      report(.operatorAsValue(symbol, at: range))
      return invalid(at: range)
    }
    let parameters = wanted.parameters.map { $0.hasParameters ? .double : $0 }
    let samples = parameters.map { TypedExpression(.number(0), $0, at: range) }
    let name = NameSyntax(text: symbol, range: range)
    var operation: (BinaryOperation, ValueType)? = builtIn(symbol, samples[0], samples[1])
    if symbol == "==" || symbol == "!=", parameters[0] == parameters[1] {
      operation =
        parameters[0] == .double
        ? (.equalNumbers(isNegated: symbol == "!="), .boolean)
        : (.equalValues(isNegated: symbol == "!="), .boolean)
    }
    guard let (kind, result) = operation else {
      if parameters.contains(where: { $0.containsError }) { return invalid(at: range) }
      if libraryOperator(symbol, samples, at: range) != nil {
        return operatorClosure(symbol, wanted, at: range)
      }
      report(.operands(name.text, parameters[0], parameters[1], at: range))
      return invalid(at: range)
    }
    return TypedExpression(.operatorValue(kind), .function(parameters, result), at: range)
  }

  /// The operator as `{ $0 op $1 }`: of library types, or between the elements of a tuple, as in
  /// `zip(a, b).map(*)`.
  private mutating func operatorClosure(
    _ symbol: String, _ wanted: ValueType.FunctionType, at range: SourceRange
  ) -> TypedExpression {
    let dollar = { (number: Int) in ExpressionSyntax(.dollar(number), at: range) }
    let body = ExpressionSyntax(
      .binary(NameSyntax(text: symbol, range: range), dollar(0), dollar(1)), at: range)
    let closure = ClosureSyntax(
      parameters: nil, result: nil, body: [StatementSyntax(.expression(body), at: range)],
      lastDollar: 1)
    return self.closure(closure, .function(wanted), at: range)
  }
}

extension [ExpressionSyntax] {
  /// Whether a number among the elements says of which type `.nan` and its like are.
  fileprivate var isListOfNumbers: Bool {
    var hasNumber = false
    for element in self {
      switch element.kind {
      case .number: hasNumber = true
      case .implicitMember: break
      default: if element.needsType { return false }
      }
    }
    return hasNumber
  }
}

extension ExpressionSyntax {
  /// Whether it means nothing without an expected type: `nil`, `.case`, `[]`.
  var needsType: Bool {
    switch kind {
    case .none, .implicitMember, .closure, .operatorName: true
    case .array(let elements):
      elements.isEmpty || elements.contains { $0.needsType } && !elements.isListOfNumbers
    case .dictionary(let pairs): pairs.isEmpty
    case .call(let callee, _):
      if case .implicitMember = callee.kind { true } else { false }
    case .parenthesised(let inner): inner.needsType
    case .tuple(let elements): elements.contains { $0.value.needsType }
    default: false
    }
  }
}
