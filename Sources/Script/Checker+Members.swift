import Diagnostics

extension Checker {
  /// The type that an expression names, if it is a type's name and no value.
  func typeNamed(by syntax: ExpressionSyntax) -> ValueType? {
    switch syntax.kind {
    case .name(let name): typeNamed(name)
    default: nil
    }
  }

  /// The name of a type as it stands in the code: `Int` has functions of its own.
  func written(_ base: ExpressionSyntax) -> String? {
    if case .name(let name) = base.kind, ValueType.named(name) != nil { name } else { nil }
  }

  /// Reads `base.name`.
  mutating func member(
    _ base: ExpressionSyntax, _ name: NameSyntax, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    if let type = typeNamed(by: base) {
      return staticMember(type, name, expected, written: written(base), at: range)
    }
    if case .name(let module) = base.kind, lookUp(module) == nil,
      Self.modules.contains(module), !library.entries(named: name.text).isEmpty
    {
      report(.modulePrefix(module, name.text, at: base.range))
      return check(ExpressionSyntax(.name(name.text), at: name.range), expected)
    }
    if case .name("self") = base.kind, let field = initializerField(name, at: range) {
      return field
    }
    let value = valued(check(base))
    return member(of: value, name, at: range)
  }

  /// Names under which other languages keep their functions.
  static let modules: Set<String> = ["np", "numpy", "math", "Math", "torch", "scipy", "plt"]

  /// The member `name` of a value.
  mutating func member(
    of value: TypedExpression, _ name: NameSyntax, at range: SourceRange
  ) -> TypedExpression {
    if value.type.containsError { return invalid(at: range) }
    if refusedTypes.contains(value.type), members[value.type]?[name.text] == nil {
      return invalid(at: range)
    }
    if case .tuple(let elements) = value.type {
      let index = Int(name.text) ?? elements.firstIndex { $0.label == name.text } ?? -1
      if elements.indices.contains(index) {
        return TypedExpression(.tupleElement(value, index), elements[index].type, at: range)
      }
    }
    if case .structure(let index, _) = value.type {
      let fields = program.structures[index].fields
      if let field = fields.firstIndex(where: { $0.name == name.text }) {
        return TypedExpression(.field(value, field), fields[field].type, at: range)
      }
    }
    if let indices = members[value.type]?[name.text] {
      return ownMember(indices, value, name, at: range)
    }
    return libraryProperty(value, name, at: range)
  }

  private mutating func ownMember(
    _ indices: [Int], _ value: TypedExpression, _ name: NameSyntax, at range: SourceRange
  ) -> TypedExpression {
    guard let index = indices.first(where: { declarations[$0].isProperty }) else {
      report(.methodAsValue(name.text, value.type, at: name.range))
      return invalid(at: range)
    }
    let declaration = declarations[index]
    useFunction(declaration.function, at: name.range)
    return TypedExpression(.call(declaration.function, [value]), declaration.result, at: range)
  }

  private mutating func libraryProperty(
    _ value: TypedExpression, _ name: NameSyntax, at range: SourceRange
  ) -> TypedExpression {
    let entries = library.entries(named: name.text)
    for index in entries where library.functions[index].kind == .property {
      let signature = library.signatures[index]
      guard let receiver = signature.parameters.first else { continue }
      var matcher = TypeMatcher()
      guard
        matcher.match(receiver.type, value.type, isReceiver: true, checker: self) != nil,
        let own = argument(value, for: receiver.type, matcher)
      else { continue }
      let result = matcher.substituted(signature.result)
      if result.isNestedOptional {
        report(.nestedOptional(result, Self.insteadOfNesting[name.text], at: name.range))
        return invalid(at: range)
      }
      return TypedExpression(.callLibrary(index, [own]), result, at: range)
    }
    let hasMethod = entries.contains { index in
      isMethod(index) && fitsReceiver(index, value.type)
    }
    if hasMethod {
      report(.methodAsValue(name.text, value.type, at: name.range))
    } else {
      report(unknownMember(name, of: value.type))
    }
    return invalid(at: range)
  }

  func isMethod(_ index: Int) -> Bool {
    let kind = library.functions[index].kind
    return kind == .method || kind == .mutatingMethod
  }

  /// Whether the entry changes a list in place and the type is a matrix, which has a fixed shape.
  func growsRows(_ index: Int, _ type: ValueType) -> Bool {
    guard library.functions[index].kind == .mutatingMethod, case .tensor(let rank) = type else {
      return false
    }
    return rank != 1
  }

  func fitsReceiver(_ index: Int, _ type: ValueType) -> Bool {
    guard let receiver = library.signatures[index].parameters.first else { return false }
    var matcher = TypeMatcher()
    return matcher.match(receiver.type, type, isReceiver: true, checker: self) != nil
  }

  /// The argument converted to what its parameter stands for; sequences stay as they are.
  func argument(
    _ value: TypedExpression, for parameter: ValueType, _ matcher: TypeMatcher
  ) -> TypedExpression? {
    if case .sequence = parameter { return value }
    let wanted = matcher.substituted(parameter)
    if wanted.hasParameters { return value }
    return converted(value, to: wanted)
  }

  /// The error for a member that a type does not have.
  func unknownMember(_ name: NameSyntax, of type: ValueType) -> Diagnostic {
    if case .optional(let wrapped) = type, hasMember(name.text, wrapped) {
      return .memberOfOptional(name.text, type, at: name.range)
    }
    if library.entries(named: name.text).contains(where: { growsRows($0, type) }) {
      return .unknownMember(
        name.text, type,
        hint: "a \(type) keeps its shape; a list of rows can change: 'var rows: [Vector] = […]'",
        at: name.range)
    }
    if let hint = advice(name.text, of: type) {
      return .unknownMember(name.text, type, hint: hint, at: name.range)
    }
    if case .object("Table") = type {
      return .unknownMember(
        name.text, type,
        hint: closestMatch(to: name.text, in: memberNames(of: type)).map { "did you mean '\($0)'?" }
          ?? "a column is read by its name: '.column(\"\(name.text)\")'", at: name.range)
    }
    if !library.entries(named: name.text).filter({ library.functions[$0].kind == .function })
      .isEmpty,
      memberNames(of: type).allSatisfy({ $0 != name.text })
    {
      return .unknownMember(
        name.text, type, hint: "write '\(name.text)(…)' as a function", at: name.range)
    }
    if let hint = Self.foreignMembers[name.text], memberNames(of: type).contains(hint.member) {
      return .unknownMember(name.text, type, hint: "write '\(hint.form)'", at: name.range)
    }
    if type.isTensor, let hint = Self.foreignNames[name.text] {
      return .unknownMember(name.text, type, hint: hint, at: name.range)
    }
    if case .dictionary(.string, _) = type {
      return .unknownMember(
        name.text, type,
        hint: closestMatch(to: name.text, in: memberNames(of: type)).map { "did you mean '\($0)'?" }
          ?? "the value of a key is written '[\"\(name.text)\"]'", at: name.range)
    }
    var near = closestMatch(to: name.text, in: memberNames(of: type))
    if near == nil,
      let foreign = closestMatch(to: name.text, in: Self.foreignMembers.keys.sorted()),
      let known = Self.foreignMembers[foreign], hasMember(known.member, type)
    {
      near = known.form
    }
    return .unknownMember(
      name.text, type, hint: near.map { "did you mean '\($0)'?" }, at: name.range)
  }

  private func hasMember(_ name: String, _ type: ValueType) -> Bool {
    memberNames(of: type).contains(name)
  }

  /// What other languages call a member.
  static let foreignMembers: [String: (member: String, form: String)] = [
    "length": ("count", "count"), "size": ("count", "count"), "len": ("count", "count"),
    "push": ("append", "append(x)"), "add": ("append", "append(x)"),
    "push_back": ("append", "append(x)"), "pop": ("removeLast", "removeLast()"),
    "fold": ("reduce", "reduce(start) { … }"), "collect": ("map", "map { … }"),
    "toString": ("description", "String(value)"), "transpose": ("T", "T"),
    "any": ("contains", "contains { … }"), "all": ("allSatisfy", "allSatisfy { … }"),
    "each": ("forEach", "forEach { … }"), "strip": ("trimmed", "trimmed()"),
    "upper": ("uppercased", "uppercased()"), "lower": ("lowercased", "lowercased()"),
    "dim": ("shape", "shape"), "extend": ("append", "append(contentsOf: values)"),
  ]

  /// The names of all members of a type, own ones first.
  func memberNames(of type: ValueType) -> [String] {
    var result: [String] = []
    if case .tuple(let elements) = type { result += elements.compactMap(\.label) }
    if case .structure(let index, _) = type {
      result += program.structures[index].fields.map(\.name)
    }
    result += (members[type] ?? [:]).keys.sorted().filter { $0 != "init" }
    for (index, function) in library.functions.enumerated() {
      guard function.kind == .property || isMethod(index), fitsReceiver(index, type) else {
        continue
      }
      result.append(function.name)
    }
    return result
  }

  // MARK: static members

  /// Reads `.name`, of the type that is expected.
  mutating func implicitMember(
    _ name: NameSyntax, _ call: CallSyntax?, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    var type = expected
    if case .optional(let wrapped)? = expected {
      if name.text == "none", call == nil {
        return TypedExpression(.none, .optional(wrapped), at: range)
      }
      if name.text == "some", let call, call.arguments.count == 1,
        call.arguments[0].label == nil, !wrapped.hasParameters
      {
        let value = valued(check(call.arguments[0].value, wrapped))
        return expect(expect(value, wrapped, for: "the value"), .optional(wrapped), for: "it")
      }
      type = wrapped
    }
    guard let type, !type.hasParameters, type != .any, type != .error else {
      if type != .error { report(.memberWithoutType(name.text, at: range)) }
      return invalid(at: range)
    }
    if let call { return staticCall(type, name, call, expected, at: range) }
    return staticMember(type, name, expected, at: range)
  }

  mutating func staticMember(
    _ type: ValueType, _ name: NameSyntax, _ expected: ValueType?, written: String? = nil,
    at range: SourceRange
  ) -> TypedExpression {
    if type == .error { return invalid(at: range) }
    if case .enumeration(let index, _) = type {
      let cases = program.enumerations[index].cases
      if let position = cases.firstIndex(of: name.text) {
        return TypedExpression(.enumerationCase(index, position), type, at: range)
      }
      if name.text == "allCases" {
        let all = cases.indices.map {
          TypedExpression(.enumerationCase(index, $0), type, at: range)
        }
        return TypedExpression(.arrayLiteral(all), .array(type), at: range)
      }
      if refusedTypes.contains(type) { return invalid(at: range) }
      let near = closestMatch(to: name.text, in: cases)
      report(.unknownCase(name.text, type, near: near, cases: cases, at: name.range))
      return invalid(at: range)
    }
    if let constant = library.entries(named: "\(written ?? "\(type)").\(name.text)").first(where: {
      library.functions[$0].kind == .constant
    }) {
      return constantValue(constant, at: range)
    }
    let known = staticNames(of: type)
    if known.contains(name.text) {
      report(.methodAsValue(name.text, type, at: name.range))
    } else if let indices = members[type]?[name.text], !indices.isEmpty {
      report(.memberNeedsValue(name.text, type, at: name.range))
    } else {
      let near = closestMatch(to: name.text, in: known)
      report(
        .unknownStatic(name.text, written ?? "\(type)", near: near, at: name.range))
    }
    return invalid(at: range)
  }

  func staticNames(of type: ValueType) -> [String] {
    let prefix = "\(type)."
    return library.names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }

  // MARK: members of self

  /// The `self` of the innermost method, as a value.
  mutating func selfValue(at range: SourceRange) -> TypedExpression? {
    guard case .binding(.variable(let id))? = lookUp("self") else { return nil }
    return read(id, at: range)
  }

  mutating func memberOfSelf(
    _ name: String, _ method: Int, _ expected: ValueType?, at range: SourceRange
  ) -> TypedExpression {
    let syntax = NameSyntax(text: name, range: range)
    if let field = initializerField(syntax, at: range) { return field }
    guard let value = selfValue(at: range) else { return invalid(at: range) }
    return member(of: value, syntax, at: range)
  }

  /// In an initializer, the variable that stands for a field of `self`.
  mutating func initializerField(_ name: NameSyntax, at range: SourceRange) -> TypedExpression? {
    guard let id = initializerVariable(name.text) else { return nil }
    return read(id, at: range)
  }

  func initializerVariable(_ name: String) -> VariableID? {
    for context in contexts.reversed() {
      guard let (type, fields) = context.initializer else {
        if context.isClosure { continue }
        return nil
      }
      guard case .structure(let index, _) = type,
        let field = program.structures[index].fields.firstIndex(where: { $0.name == name })
      else { return nil }
      return fields[field]
    }
    return nil
  }
}
