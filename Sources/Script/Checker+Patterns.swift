import Diagnostics

extension Checker {
  /// The tests of each alternative of a case.
  mutating func alternatives(
    _ item: SwitchSyntax.Case, _ subject: VariableID, _ type: ValueType
  ) -> [[TypedCondition]] {
    var result: [[TypedCondition]] = []
    for (pattern, condition) in item.patterns {
      let value = TypedExpression(.variable(subject), type, at: pattern.range)
      if item.patterns.count > 1, binds(pattern) {
        report(.bindingInAlternatives(at: pattern.range))
        bindLoosely(pattern)
        continue
      }
      if type.containsError {
        bindLoosely(pattern)
        continue
      }
      var tests = tests(pattern, value)
      if let condition { tests.append(.test(test(condition))) }
      result.append(tests)
    }
    return result
  }

  private func binds(_ pattern: PatternSyntax) -> Bool {
    switch pattern.kind {
    case .name: true
    case .tuple(let elements): elements.contains { binds($0.pattern) }
    case .some(let inner), .held(_, let inner): binds(inner)
    case .wildcard, .value: false
    }
  }

  /// Declares the names of a pattern whose value is not known.
  mutating func bindLoosely(_ pattern: PatternSyntax) {
    switch pattern.kind {
    case .name(let name): declare(name, .broken, at: pattern.range)
    case .tuple(let elements): for element in elements { bindLoosely(element.pattern) }
    case .some(let inner), .held(_, let inner): bindLoosely(inner)
    case .wildcard, .value: break
    }
  }

  /// The tests and bindings by which `value` fits the pattern.
  mutating func tests(_ pattern: PatternSyntax, _ value: TypedExpression) -> [TypedCondition] {
    switch pattern.kind {
    case .wildcard: return []
    case .name(let name):
      let id = declareVariable(name, value.type, isMutable: false, at: pattern.range)
      return [.bind(id, value)]
    case .some(let inner):
      guard case .optional(let wrapped) = value.type else {
        report(.notOptional("?", value.type, at: pattern.range))
        bindLoosely(inner)
        return []
      }
      let id = temporary(wrapped, at: pattern.range)
      let whole = TypedExpression(.variable(id), wrapped, at: pattern.range)
      return [.unwrap(id, value)] + tests(inner, whole)
    case .held(_, let inner):
      if !refusedTypes.contains(value.type) { report(.associatedValues(at: pattern.range)) }
      bindLoosely(inner)
      return []
    case .tuple(let elements): return tupleTests(elements, value, at: pattern.range)
    case .value(let syntax): return valueTests(syntax, value)
    }
  }

  private mutating func tupleTests(
    _ elements: [(label: String?, pattern: PatternSyntax)], _ value: TypedExpression,
    at range: SourceRange
  ) -> [TypedCondition] {
    guard case .tuple(let types) = value.type, types.count == elements.count else {
      report(.destructuring(value.type, elements.count, at: range))
      for element in elements { bindLoosely(element.pattern) }
      return []
    }
    var result: [TypedCondition] = []
    for (position, element) in elements.enumerated() {
      let part = TypedExpression(
        .tupleElement(value, position), types[position].type, at: element.pattern.range)
      result += tests(element.pattern, part)
    }
    return result
  }

  private mutating func valueTests(
    _ syntax: ExpressionSyntax, _ value: TypedExpression
  ) -> [TypedCondition] {
    if case .range(let lower, let upper, let isClosed) = syntax.kind {
      return rangeTests(lower, upper, isClosed, value, at: syntax.range)
    }
    if case .tuple(let elements) = syntax.kind {
      let patterns = elements.map {
        (label: $0.label?.text, pattern: PatternSyntax(.value($0.value), at: $0.value.range))
      }
      return tupleTests(patterns, value, at: syntax.range)
    }
    let own = valued(check(syntax, value.type))
    if own.type.containsError || value.type.containsError { return [] }
    if own.type == .range, value.type == .double {
      return [.test(TypedExpression(.binary(.isInRange, value, own), .boolean, at: syntax.range))]
    }
    if value.type == .double, own.type == .double {
      return [
        .test(
          TypedExpression(
            .binary(.equalNumbers(isNegated: false), value, own), .boolean, at: syntax.range))
      ]
    }
    guard let type = joined(value.type, own.type), isComparable(type),
      let left = converted(value, to: type), let right = converted(own, to: type)
    else {
      report(.pattern(value.type, own.type, at: syntax.range))
      return []
    }
    return [
      .test(
        TypedExpression(
          .binary(.equalValues(isNegated: false), left, right), .boolean, at: syntax.range))
    ]
  }

  private mutating func rangeTests(
    _ lower: ExpressionSyntax?, _ upper: ExpressionSyntax?, _ isClosed: Bool,
    _ value: TypedExpression, at range: SourceRange
  ) -> [TypedCondition] {
    guard value.type == .double else {
      report(.pattern(value.type, .range, at: range))
      return []
    }
    var result: [TypedCondition] = []
    func compare(
      _ comparison: BinaryOperation.Comparison, _ bound: TypedExpression
    ) -> TypedCondition {
      .test(
        TypedExpression(
          .binary(.compareNumbers(comparison), value, bound), .boolean, at: range))
    }
    let first = lower.map { expect(check($0, .double), .double, for: "the lower bound") }
    let last = upper.map { expect(check($0, .double), .double, for: "the upper bound") }
    if let first { result.append(compare(.greaterOrEqual, first)) }
    if let last { result.append(compare(isClosed ? .lessOrEqual : .less, last)) }
    if let first, let last { checkOrder(first, last, isClosed, at: range) }
    return result
  }
}
