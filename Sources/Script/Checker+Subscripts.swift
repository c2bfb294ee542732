import Diagnostics

extension Checker {
  /// Reads `base[…]`.
  mutating func subscripted(
    _ base: ExpressionSyntax, _ arguments: [ArgumentSyntax], at range: SourceRange
  ) -> TypedExpression {
    if typeNamed(by: base) != nil {
      report(.typeAsValue("\(typeNamed(by: base) ?? .error)", at: base.range))
      return invalid(at: range)
    }
    let value = valued(check(base))
    guard let step = subscriptStep(value.type, arguments, at: range) else {
      return invalid(at: range)
    }
    switch step.kind {
    case .tensor(let axes):
      // `A[i][j]` takes no row apart.
      if case .tensorSubscript(let whole, let first) = value.kind, first.areIndices {
        return TypedExpression(.tensorSubscript(whole, first + axes), step.type, at: range)
      }
      return TypedExpression(.tensorSubscript(value, axes), step.type, at: range)
    case .element(let index):
      return TypedExpression(.element(value, index), step.type, at: range)
    case .key(let key, let fallback):
      return TypedExpression(.key(value, key, default: fallback), step.type, at: range)
    case .slice(let slice):
      return TypedExpression(.arraySlice(value, slice), step.type, at: range)
    }
  }

  /// What a subscript selects.
  struct SubscriptStep {
    enum Kind {
      case tensor([TensorAxis])
      case element(TypedExpression)
      case slice(AxisRange)
      case key(TypedExpression, default: TypedExpression?)
    }
    let kind: Kind
    let type: ValueType
  }

  mutating func subscriptStep(
    _ type: ValueType, _ arguments: [ArgumentSyntax], at range: SourceRange
  ) -> SubscriptStep? {
    switch type {
    case .tensor(let rank): return tensorStep(type, rank, arguments, at: range)
    case .array(let element): return arrayStep(type, element, arguments, at: range)
    case .dictionary(let key, let value): return keyStep(type, key, value, arguments, at: range)
    default:
      for argument in arguments {
        if case .range(nil, nil, _) = argument.value.kind { continue }
        _ = check(argument.value)
      }
      if !type.containsError { report(.noSubscript(type, at: range)) }
      return nil
    }
  }

  private mutating func tensorStep(
    _ type: ValueType, _ rank: Int?, _ arguments: [ArgumentSyntax], at range: SourceRange
  ) -> SubscriptStep? {
    reportLabels(arguments, type)
    if let rank, arguments.count > rank {
      report(.tooManyAxes(type, rank, arguments.count, at: range))
      for argument in arguments { _ = axis(argument.value) }
      return nil
    }
    guard !arguments.isEmpty else {
      report(.emptySubscript(at: range))
      return nil
    }
    var axes: [TensorAxis] = []
    var removed = 0
    for argument in arguments {
      let axis = self.axis(argument.value)
      if case .index = axis { removed += 1 }
      axes.append(axis)
    }
    let result: ValueType =
      switch rank {
      case .some(let rank) where rank == removed: .double
      case .some(let rank): .tensor(rank: rank - removed)
      case nil: .tensor(rank: nil)
      }
    return SubscriptStep(kind: .tensor(axes), type: result)
  }

  private mutating func reportLabels(_ arguments: [ArgumentSyntax], _ type: ValueType) {
    for argument in arguments {
      if let label = argument.label {
        report(.subscriptLabel(label.text, type, at: label.range))
      }
    }
  }

  /// Reads one axis of a tensor's subscript.
  private mutating func axis(_ syntax: ExpressionSyntax) -> TensorAxis {
    if case .range(let lower, let upper, let isClosed) = syntax.kind {
      if lower == nil, upper == nil { return .all }
      return .range(axisRange(lower, upper, isClosed, at: syntax.range))
    }
    let value = valued(check(syntax, .double))
    if value.type == .range { return .rangeValue(value) }
    return .index(index(value))
  }

  /// A position: a number, not negative where it is a literal.
  private mutating func index(_ value: TypedExpression) -> TypedExpression {
    let result = expect(value, .double, for: "an index")
    if let literal = result.literal {
      if literal < 0 {
        report(.negativeIndex(literal, at: value.range))
      } else if literal.rounded() != literal {
        report(.notIntegral(literal, "an index", at: value.range))
      }
    }
    return result
  }

  private mutating func axisRange(
    _ lower: ExpressionSyntax?, _ upper: ExpressionSyntax?, _ isClosed: Bool,
    at range: SourceRange
  ) -> AxisRange {
    let first = lower.map { index(check($0, .double)) }
    let last = upper.map { index(check($0, .double)) }
    if let first, let last { checkOrder(first, last, isClosed, at: range) }
    return AxisRange(lower: first, upper: last, isClosed: isClosed, range: range)
  }

  private mutating func arrayStep(
    _ type: ValueType, _ element: ValueType, _ arguments: [ArgumentSyntax], at range: SourceRange
  ) -> SubscriptStep? {
    reportLabels(arguments, type)
    guard let argument = arguments.first else {
      report(.emptySubscript(at: range))
      return nil
    }
    if arguments.count > 1 {
      report(.tooManyAxes(type, 1, arguments.count, at: range))
      return nil
    }
    if case .range(let lower, let upper, let isClosed) = argument.value.kind {
      let slice = axisRange(lower, upper, isClosed, at: argument.value.range)
      return SubscriptStep(kind: .slice(slice), type: type)
    }
    let value = valued(check(argument.value, .double))
    if value.type == .range {
      report(.rangeVariableSlice(type, at: value.range))
      return nil
    }
    return SubscriptStep(kind: .element(index(value)), type: element)
  }

  private mutating func keyStep(
    _ type: ValueType, _ key: ValueType, _ value: ValueType, _ arguments: [ArgumentSyntax],
    at range: SourceRange
  ) -> SubscriptStep? {
    guard let first = arguments.first else {
      report(.emptySubscript(at: range))
      return nil
    }
    if let label = first.label { report(.subscriptLabel(label.text, type, at: label.range)) }
    let typed = expect(check(first.value, key), key, for: "a key")
    guard arguments.count > 1 else {
      if case .optional = value {
        report(
          .nestedOptional(
            .optional(value), "write '[key, default: nil]', and ask 'd.keys.contains(key)'",
            at: first.value.range))
        return nil
      }
      return SubscriptStep(kind: .key(typed, default: nil), type: .optional(value))
    }
    guard arguments.count == 2, arguments[1].label?.text == "default" else {
      report(.keyArguments(at: arguments[1].value.range))
      return nil
    }
    let fallback = expect(check(arguments[1].value, value), value, for: "the default")
    return SubscriptStep(kind: .key(typed, default: fallback), type: value)
  }
}

extension [TensorAxis] {
  /// Whether every axis has one position.
  var areIndices: Bool {
    allSatisfy { if case .index = $0 { true } else { false } }
  }
}
