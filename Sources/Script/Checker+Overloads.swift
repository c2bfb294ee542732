import Diagnostics

// Which of several forms of a function a call means: Swift's order, in which what an argument would
// have to become counts first, and what may be left out second. Where a form is declared never counts.
extension Checker {
  /// What the arguments would have to become, the worst first.
  private struct Cost: Comparable {
    /// Whole numbers of `Int` in a place of `Double`, which Swift would refuse.
    var crossings = 0
    /// Whole literals that become a `Double`, and values of closures that are dropped.
    var literals = 0
    var optionals = 0
    var erasures = 0

    private var parts: [Int] { [crossings, literals, optionals, erasures] }

    static func < (a: Cost, b: Cost) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
  }

  /// Whether the argument is read with the type of its parameter only.
  func isOpen(_ syntax: ExpressionSyntax) -> Bool {
    switch syntax.kind {
    case .array, .dictionary, .tuple, .conditional, .statement: true
    case .parenthesised(let inner): isOpen(inner)
    default: syntax.needsType || namesFunction(syntax)
    }
  }

  /// The one of the forms `indices`, whose labels fit, that fits best; or a report that two do.
  ///
  /// - Complexity: each argument is read once, and an open one once more for each form.
  mutating func bestForm(
    _ indices: [Int], _ name: NameSyntax, _ call: CallSyntax, _ known: [TypedExpression?],
    _ expected: ValueType?, at range: SourceRange
  ) -> Int? {
    var fitting: [(index: Int, cost: Cost)] = []
    for index in indices {
      if let cost = cost(of: index, call, known) { fitting.append((index, cost)) }
    }
    // None: the first one's error is as good as any other's.
    guard !fitting.isEmpty else { return indices[0] }
    if let expected, !expected.hasParameters {
      let wanted = fitting.filter { converts(declarations[$0.index].result, to: expected) }
      if !wanted.isEmpty { fitting = wanted }
    }
    let least = fitting.map(\.cost).min()
    let best = fitting.filter { $0.cost == least }.map(\.index)
    let special = best.filter { index in
      best.allSatisfy { $0 == index || isMoreSpecial(index, than: $0, call) }
    }
    if let only = special.first { return only }
    report(.ambiguousForm(name.text, best.map { declarations[$0].range }, at: name.range))
    return nil
  }

  private mutating func cost(
    of index: Int, _ call: CallSyntax, _ known: [TypedExpression?]
  ) -> Cost? {
    guard case .success(let places) = matchArguments(shapes(of: declarations[index]), call)
    else { return nil }
    var cost = Cost()
    for (parameter, positions) in zip(declarations[index].parameters, places) {
      for position in positions {
        let syntax = call.arguments[position].value
        guard let type = known[position]?.type ?? typeOnTrial(syntax, parameter.type),
          converts(type, to: parameter.type)
        else { return nil }
        if let value = known[position], parameter.type == .double {
          switch (swiftNumber(syntax, value), parameter.isInteger) {
          case (.floating, true): return nil
          case (.integer, false): cost.crossings += 1
          case (.literal, false): cost.literals += 1
          default: break
          }
        }
        add(type, as: parameter.type, syntax, to: &cost)
      }
    }
    return cost
  }

  private func add(
    _ type: ValueType, as wanted: ValueType, _ syntax: ExpressionSyntax, to cost: inout Cost
  ) {
    switch (type, wanted) {
    case (.optional, .optional): break
    case (_, .optional(let wrapped)):
      cost.optionals += 1
      add(type, as: wrapped, syntax, to: &cost)
    case (.any, .any): break
    case (_, .any): cost.erasures += 1
    default:
      if case .closure(let closure) = syntax.kind, wanted.calledType?.result == .void,
        closure.body.count == 1, closure.body[0].soleExpression != nil
      {
        cost.literals += 1
      }
    }
  }

  /// Whether every call like this one of form `a` could be one of form `b`, and not the other way.
  private func isMoreSpecial(_ a: Int, than b: Int, _ call: CallSyntax) -> Bool {
    isAsSpecial(a, as: b, call) && !isAsSpecial(b, as: a, call)
  }

  private func isAsSpecial(_ a: Int, as b: Int, _ call: CallSyntax) -> Bool {
    let (own, others) = (declarations[a].parameters, declarations[b].parameters)
    guard own.count <= others.count,
      case .success(let places) = matchArguments(shapes(of: declarations[a]), call),
      case .success(let otherPlaces) = matchArguments(shapes(of: declarations[b]), call)
    else { return false }
    if own.contains(where: \.isVariadic), !others.contains(where: \.isVariadic) { return false }
    return call.arguments.indices.allSatisfy { argument in
      guard let first = places.firstIndex(where: { $0.contains(argument) }),
        let second = otherPlaces.firstIndex(where: { $0.contains(argument) })
      else { return false }
      let (parameter, other) = (own[first], others[second])
      if parameter.type == .double, other.type == .double {
        return parameter.isInteger == other.isInteger
      }
      return converts(parameter.type, to: other.type)
    }
  }

  /// The type of an argument read with the type of a parameter, or nil if that is a mistake; nothing
  /// of the reading stays.
  private mutating func typeOnTrial(
    _ syntax: ExpressionSyntax, _ wanted: ValueType
  ) -> ValueType? {
    // Calls inside closures inside calls are tried again for each form of each.
    guard trials.depth < 3, trials.count < 1_000 else { return wanted }
    let before = self
    trials.depth += 1
    trials.count += 1
    diagnostics = []
    let type = valued(check(syntax, wanted)).type
    let isWrong = diagnostics.contains { $0.severity == .error }
    let count = trials.count
    self = before
    trials.count = count
    return isWrong ? nil : type
  }
}
