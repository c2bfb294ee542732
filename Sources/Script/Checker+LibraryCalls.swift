import Diagnostics

extension Checker {
  /// One overload that the labels fit.
  private struct Candidate {
    let index: Int
    /// The positions of the arguments of each parameter, the receiver left out.
    let places: [[Int]]
    var matcher: TypeMatcher
    var isExact = true
  }

  /// Calls one of the library's entries `entries`.
  mutating func libraryCall(
    _ name: NameSyntax, _ entries: [Int], _ receiver: Receiver?, _ call: CallSyntax,
    _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    guard var candidates = candidates(name, entries, receiver, call, at: range) else {
      return invalid(at: range)
    }
    var values: [TypedExpression?] = Array(repeating: nil, count: call.arguments.count)
    if candidates.count > 1 {
      for (index, argument) in call.arguments.enumerated()
      where !argument.value.needsType && !namesFunction(argument.value) {
        values[index] = valued(check(argument.value))
      }
      candidates = candidates.compactMap { fitted($0, values) }
      let isBroken = values.contains { $0?.type.containsError ?? false }
      if candidates.isEmpty {
        if !isBroken { report(noForm(name, entries, receiver, values, at: range)) }
        return invalid(at: range)
      }
      // Closures and functions of the chapter decide between those that fit equally well.
      let exact = candidates.filter(\.isExact)
      if !exact.isEmpty { candidates = exact }
      if isBroken {
        checkLoosely(call, where: { values[$0] == nil })
        return invalid(at: range)
      }
    }
    var chosen = candidates[0]
    if candidates.count > 1, let fitting = candidates.first(where: { fitsClosures($0, call) }) {
      chosen = fitting
    }
    return finished(chosen, name, receiver, call, values, expected, at: range)
  }

  private mutating func checkLoosely(_ call: CallSyntax, where isOpen: (Int) -> Bool) {
    for (index, argument) in call.arguments.enumerated()
    where isOpen(index) && !argument.value.needsType {
      _ = check(argument.value)
    }
  }

  /// Whether the expression is the bare name of a function, which needs a type to choose by.
  func namesFunction(_ syntax: ExpressionSyntax) -> Bool {
    guard case .name(let name) = syntax.kind else { return false }
    switch lookUp(name) {
    case .binding(.functions): return true
    case .some: return false
    case nil:
      return library.entries(named: name).contains { library.functions[$0].kind == .function }
    }
  }

  private func receiverType(_ receiver: Receiver?) -> ValueType? {
    switch receiver {
    case .value(let value): value.type
    case .place(let place): place.type
    case nil: nil
    }
  }

  /// The overloads whose receiver and labels fit, or a report that there is none.
  private mutating func candidates(
    _ name: NameSyntax, _ entries: [Int], _ receiver: Receiver?, _ call: CallSyntax,
    at range: SourceRange
  ) -> [Candidate]? {
    var result: [Candidate] = []
    var firstProblem: (ArgumentProblem, [ParameterShape])?
    let type = receiverType(receiver)
    var hasReceiver = false
    for index in entries {
      let signature = library.signatures[index]
      var matcher = TypeMatcher()
      var isExact = true
      if let type {
        guard let own = signature.parameters.first,
          let fit = matcher.match(own.type, type, isReceiver: true, checker: self),
          !growsRows(index, type)
        else { continue }
        isExact = fit == .exact
        hasReceiver = true
      }
      let shapes = shapes(of: index, isMethod: type != nil, matcher)
      switch matchArguments(shapes, call) {
      case .success(let places):
        result.append(
          Candidate(index: index, places: places, matcher: matcher, isExact: isExact))
      case .failure(let problem): firstProblem = firstProblem ?? (problem, shapes)
      }
    }
    if result.count > 1, type != nil {
      let able = result.filter { lacking($0.index, $0.matcher) == nil }
      if !able.isEmpty { result = able }
    }
    if !result.isEmpty { return result }
    checkLoosely(call)
    if let type, !hasReceiver {
      report(unknownMember(name, of: type))
    } else if let firstProblem, let hint = advice(name.text, call, of: type) {
      let problem = Diagnostic.arguments(firstProblem.0, name, firstProblem.1, call, at: range)
      report(.unknownForm(name.text, hint, at: problem.range))
    } else if let firstProblem {
      let forms = entries.count > 1 ? entries : []
      report(
        .arguments(firstProblem.0, name, firstProblem.1, call, at: range)
          .addingForms(forms.map { "\(name.text)\(library.functions[$0].signature)" }))
    }
    return nil
  }

  private func shapes(
    of index: Int, isMethod: Bool, _ matcher: TypeMatcher
  ) -> [ParameterShape] {
    library.signatures[index].parameters.dropFirst(isMethod ? 1 : 0).map {
      ParameterShape(
        label: $0.label, name: $0.name, hasDefault: $0.defaultValue != nil,
        isVariadic: $0.isVariadic, isFunction: matcher.substituted($0.type).isCallable)
    }
  }

  private func parameters(of candidate: Candidate, _ receiver: Receiver?) -> ArraySlice<
    Signature.Parameter
  > {
    library.signatures[candidate.index].parameters.dropFirst(receiver == nil ? 0 : 1)
  }

  /// The candidate with what its known arguments say, or nil if one does not fit.
  private func fitted(_ candidate: Candidate, _ values: [TypedExpression?]) -> Candidate? {
    var result = candidate
    let parameters = library.signatures[candidate.index].parameters
    let offset = parameters.count - candidate.places.count
    for (position, arguments) in candidate.places.enumerated() {
      for argument in arguments {
        guard let value = values[argument] else { continue }
        let type = parameters[position + offset].type
        guard let fit = result.matcher.match(type, value.type, checker: self) else { return nil }
        if fit == .converted { result.isExact = false }
      }
    }
    return result
  }

  /// Whether closures among the arguments have as many parameters as wanted.
  private func fitsClosures(_ candidate: Candidate, _ call: CallSyntax) -> Bool {
    let parameters = library.signatures[candidate.index].parameters
    let offset = parameters.count - candidate.places.count
    for (position, arguments) in candidate.places.enumerated() {
      for argument in arguments {
        if case .name(let name) = call.arguments[argument].value.kind,
          let type = parameters[position + offset].type.calledType,
          case .binding(.functions(let own))? = lookUp(name)
        {
          // A function of the chapter is called as it was declared.
          let fits = own.contains { index in
            let declared = declarations[index].parameters.map(\.type)
            return declared.count == type.parameters.count
              && zip(declared, type.parameters).allSatisfy { $1.hasParameters || $0 == $1 }
          }
          if !fits { return false }
        }
        guard case .closure(let closure) = call.arguments[argument].value.kind else { continue }
        guard let type = parameters[position + offset].type.calledType else { return false }
        let count = closure.parameters?.count ?? closure.lastDollar + 1
        if count != type.parameters.count, count > 1 || type.parameters.count > 1 { return false }
      }
    }
    return true
  }

  /// Reads the arguments that are still open and builds the call.
  private mutating func finished(
    _ candidate: Candidate, _ name: NameSyntax, _ receiver: Receiver?, _ call: CallSyntax,
    _ known: [TypedExpression?], _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    var matcher = TypeMatcher()
    let signature = library.signatures[candidate.index]
    if let type = receiverType(receiver), let own = signature.parameters.first {
      _ = matcher.match(own.type, type, isReceiver: true, checker: self)
    }
    let parameters = Array(self.parameters(of: candidate, receiver))
    var values = known
    // What the place wants says what `[]` and `nil` are.
    var hints = matcher
    if let expected, !expected.hasParameters {
      _ = hints.match(signature.result, expected, checker: self)
    }
    // Closures come last: what they are given is known from the other arguments.
    for isClosurePass in [false, true] {
      for (position, arguments) in candidate.places.enumerated() {
        for argument in arguments {
          let syntax = call.arguments[argument].value
          let isClosure = parameters[position].type.isCallable
          guard isClosure == isClosurePass else { continue }
          let wanted = syntax.needsType ? hints.substituted(parameters[position].type) : nil
          guard
            read(syntax, as: parameters[position], &values[argument], &matcher, hint: wanted)
          else {
            checkLoosely(call, where: { $0 > argument && values[$0] == nil })
            return invalid(at: range)
          }
        }
      }
    }
    var result = matcher.substituted(signature.result)
    if result.hasParameters, let expected {
      _ = matcher.match(signature.result, expected, checker: self)
      result = matcher.substituted(signature.result)
    }
    // What nothing says is a number.
    for name in ["T", "U", "K", "V", "N"] where matcher.bindings[name] == nil {
      matcher.bindings[name] = .double
    }
    result = matcher.substituted(signature.result)
    if result.isNestedOptional {
      let key = name.text == "first" ? "first{}" : name.text
      report(.nestedOptional(result, Self.insteadOfNesting[key], at: name.range))
      return invalid(at: range)
    }
    guard
      let arguments = arguments(candidate, parameters, values, matcher, call, at: range),
      meetsConstraints(candidate.index, name, matcher, at: range)
    else { return invalid(at: range) }
    return libraryNode(candidate.index, name, receiver, arguments, result, matcher, at: range)
  }

  /// What the element type cannot do that a function of the core needs of it.
  private enum Lack {
    case order
    case equality
    case hash
  }

  private func lacking(_ index: Int, _ matcher: TypeMatcher) -> Lack? {
    guard case .intrinsic(let intrinsic) = library.functions[index].body,
      let element = matcher.bindings["T"], !element.containsError
    else { return nil }
    switch intrinsic {
    case .sorted, .sort, .minimumOf, .maximumOf:
      return element == .double || element == .string ? nil : .order
    case .contains, .firstIndexOf: return isComparable(element) ? nil : .equality
    case .setFrom: return isHashable(element) ? nil : .hash
    default: return nil
    }
  }

  /// Whether the element type can do what the core's function needs of it, or a report.
  private mutating func meetsConstraints(
    _ index: Int, _ name: NameSyntax, _ matcher: TypeMatcher, at range: SourceRange
  ) -> Bool {
    guard let lack = lacking(index, matcher) else { return true }
    let element = matcher.bindings["T"] ?? .error
    switch lack {
    case .order: report(.noOrder(name.text, element, at: name.range))
    case .equality: report(.notComparable(element, at: name.range))
    case .hash: report(.unhashable(element, at: name.range))
    }
    return false
  }

  private mutating func libraryNode(
    _ index: Int, _ name: NameSyntax, _ receiver: Receiver?, _ arguments: [TypedExpression],
    _ result: ValueType, _ matcher: TypeMatcher, at range: SourceRange
  ) -> TypedExpression {
    switch receiver {
    case nil:
      // `Double(x)` of a number is the number.
      if case .intrinsic(.number) = library.functions[index].body, arguments[0].type == .double {
        return TypedExpression(arguments[0].kind, .double, at: range)
      }
      return TypedExpression(.callLibrary(index, arguments), result, at: range)
    case .place(let place):
      touch(place, at: place.range)
      return TypedExpression(.callLibraryMutating(index, place, arguments), result, at: range)
    case .value(let value):
      guard let own = library.signatures[index].parameters.first,
        let receiver = argument(value, for: own.type, matcher)
      else { return invalid(at: range) }
      return TypedExpression(.callLibrary(index, [receiver] + arguments), result, at: range)
    }
  }

  /// Reads one argument, unless it has been read, and fits it to its parameter.
  private mutating func read(
    _ syntax: ExpressionSyntax, as parameter: Signature.Parameter, _ value: inout TypedExpression?,
    _ matcher: inout TypeMatcher, hint other: ValueType?
  ) -> Bool {
    let wanted = matcher.substituted(parameter.type)
    let typed: TypedExpression
    if let known = value {
      typed = known
    } else {
      var hint: ValueType? = wanted.hasParameters && !wanted.isCallable ? nil : wanted
      if hint == nil, let other, !other.hasParameters { hint = other }
      typed = valued(check(syntax, hint))
    }
    value = typed
    if typed.type.containsError { return false }
    if matcher.match(parameter.type, typed.type, checker: self) != nil { return true }
    // A function's result may need a conversion that the closure has made already.
    report(
      .mismatch(
        "'\(parameter.label ?? parameter.name)'", expected: wanted, found: typed.type,
        at: typed.range))
    return false
  }

  /// The arguments in the order of the parameters, converted, with the defaults.
  private mutating func arguments(
    _ candidate: Candidate, _ parameters: [Signature.Parameter], _ values: [TypedExpression?],
    _ matcher: TypeMatcher, _ call: CallSyntax, at range: SourceRange
  ) -> [TypedExpression]? {
    var result: [TypedExpression] = []
    for (parameter, positions) in zip(parameters, candidate.places) {
      let wanted = matcher.substituted(parameter.type)
      var own: [TypedExpression] = []
      for position in positions {
        guard let value = values[position],
          let fitting = fitting(value, parameter, wanted)
        else { return nil }
        own.append(parameter.isInteger ? integral(fitting, for: "'\(parameter.name)'") : fitting)
      }
      if parameter.isVariadic {
        result.append(variadic(own, wanted, at: range))
      } else if let first = own.first {
        result.append(first)
      } else if let value = parameter.defaultValue {
        result.append(literal(value, wanted, at: range))
      }
    }
    return result
  }

  private mutating func fitting(
    _ value: TypedExpression, _ parameter: Signature.Parameter, _ wanted: ValueType
  ) -> TypedExpression? {
    if case .sequence = parameter.type { return value }
    // `N` joins several arguments; each keeps its own rank.
    if case .parameter("N") = parameter.type { return value }
    if case .function = wanted { return value }
    if let result = converted(value, to: wanted) { return result }
    report(
      .mismatch(
        "'\(parameter.label ?? parameter.name)'", expected: wanted, found: value.type,
        at: value.range))
    return nil
  }

  private func literal(
    _ value: Signature.Default, _ type: ValueType, at range: SourceRange
  ) -> TypedExpression {
    let literal: TypedExpression
    switch value {
    case .number(let number): literal = TypedExpression(.number(number), .double, at: range)
    case .boolean(let value): literal = TypedExpression(.boolean(value), .boolean, at: range)
    case .string(let text): literal = TypedExpression(.string(text), .string, at: range)
    case .none: return TypedExpression(.none, type, at: range)
    case .empty:
      switch type {
      case .dictionary:
        return TypedExpression(.dictionaryLiteral(keys: [], values: []), type, at: range)
      case .tensor: return TypedExpression(.tensorLiteral([]), type, at: range)
      default: return TypedExpression(.arrayLiteral([]), type, at: range)
      }
    }
    return converted(literal, to: type) ?? literal
  }

  /// The error for a call that no overload fits.
  private func noForm(
    _ name: NameSyntax, _ entries: [Int], _ receiver: Receiver?, _ values: [TypedExpression?],
    at range: SourceRange
  ) -> Diagnostic {
    let types = values.compactMap { $0?.type.description }
    let forms = entries.filter { index in
      receiverType(receiver).map { fitsReceiver(index, $0) } ?? true
    }
    return .noForm(
      name.text, types, forms.map { "\(name.text)\(library.functions[$0].signature)" },
      at: range)
  }
}
