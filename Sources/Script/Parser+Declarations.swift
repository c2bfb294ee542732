import Diagnostics

extension Parser {
  /// Reads `let a = 1, b = 2`.
  mutating func variables() throws(Diagnostic) -> StatementSyntax {
    let start = index
    let isMutable = isWord("var")
    advance()
    var bindings: [BindingSyntax] = []
    repeat {
      let binding = try binding()
      bindings.append(binding)
      if isMark("{"), !token.startsLine, binding.value == nil, binding.type != nil,
        case .name(let name) = binding.pattern.kind,
        let colon = tokens[start..<index].firstIndex(where: { isMark(":", $0) })
      {
        let type = text.bytes[tokens[colon + 1].start..<tokens[index - 1].end]
        skipBracketed()
        throw .localProperty(name, String(decoding: type, as: UTF8.self), at: binding.range)
      }
      if isMark("{"), !token.startsLine, binding.value != nil, isObserved(binding) {
        skipBracketed()
      }
    } while accept(",")
    return make(.variables(bindings, isMutable: isMutable), start)
  }

  private mutating func binding() throws(Diagnostic) -> BindingSyntax {
    let start = index
    let pattern = try bindingPattern()
    let type = accept(":") ? try self.type() : nil
    var value: ExpressionSyntax?
    if isSymbol("=") {
      if case .symbol(_, let fixity) = token.kind, fixity != .infix {
        report(.unevenSpaces("=", at: here))
      }
      advance()
      value = try expression()
      if isSymbol("=") { throw .chainedAssignment(at: here) }
    } else if isSymbol("==") {
      throw .expected("'=' and the value", found: "'=='", at: here)
    }
    return BindingSyntax(pattern: pattern, type: type, value: value, range: range(from: start))
  }

  /// Reads `func name(…) -> type { … }`.
  mutating func function() throws(Diagnostic) -> FunctionSyntax {
    let start = index
    advance()
    if case .symbol(let symbol, _) = token.kind { throw .operatorFunction(symbol, at: here) }
    let name = try name("the name of the function")
    if isSymbol("<") { throw .genericFunction(at: here) }
    return try functionTail(name, start)
  }

  private mutating func functionTail(
    _ name: NameSyntax, _ start: Int
  ) throws(Diagnostic) -> FunctionSyntax {
    let parameters = try parameterList()
    if isWord("throws") || isWord("async") || isWord("rethrows") {
      report(unsupported(describeWord()))
      advance()
    }
    var result: TypeSyntax?
    if isSymbol("->") {
      advance()
      result = try type()
    } else if isMark(":") {
      throw .expected("'->' before the type of the result", found: "':'", at: here)
    }
    if isWord("where") { throw .genericFunction(at: here) }
    let head = range(from: start)
    let body = try functionBody("for the body of '\(name.text)'")
    return FunctionSyntax(
      name: name, parameters: parameters, result: result, body: body, range: head)
  }

  /// A body counts its own `$n`.
  private mutating func functionBody(_ context: String) throws(Diagnostic) -> BlockSyntax {
    let saved = lastDollar
    defer { lastDollar = saved }
    return try block(context)
  }

  private mutating func parameterList() throws(Diagnostic) -> [ParameterSyntax] {
    let open = here
    try expect("(", "before the parameters")
    var result: [ParameterSyntax] = []
    while !isMark(")") {
      if isAtEnd { throw .unclosed(")", at: open) }
      result.append(try parameter())
      if isMark(")") { break }
      if isAtEnd { throw .unclosed(")", at: open) }
      try expect(",", "or ')' after a parameter")
    }
    advance()
    return result
  }

  private mutating func parameter() throws(Diagnostic) -> ParameterSyntax {
    var label: String?
    var name: NameSyntax
    let place = here
    guard case .word(let first) = token.kind else { throw notAName() }
    // A label may be any word: `for`, `in`.
    if case .word = next.kind {
      label = first == "_" ? nil : first
      advance()
      name = try self.name("the name of a parameter")
    } else {
      if first == "_" {
        advance()
        name = NameSyntax(text: "_", range: place)
      } else {
        name = try self.name("the name of a parameter")
      }
      label = first == "_" ? nil : first
    }
    guard accept(":") else { throw .parameterWithoutType(name.text, at: name.range) }
    let type = try self.type()
    var isVariadic = false
    if case .symbol("...", _) = token.kind {
      isVariadic = true
      advance()
    }
    var defaultValue: ExpressionSyntax?
    if isSymbol("=") {
      advance()
      defaultValue = try expression()
    }
    return ParameterSyntax(
      label: label, name: name, type: type, defaultValue: defaultValue, isVariadic: isVariadic)
  }

  private func notAName() -> Diagnostic {
    .expected("the name of a parameter", found: describe(token), at: here)
  }

  mutating func alias() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let name = try name("the name of the type")
    guard isSymbol("=") else {
      throw .expected("'=' and a type", found: describe(token), at: here)
    }
    advance()
    return make(.alias(name, try type()), start)
  }

  // MARK: types

  mutating func structure() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let name = try name("the name of the structure")
    _ = try conformances(of: "a structure")
    let head = range(from: start)
    let open = here
    try expect("{", "after the name of the structure")
    var fields: [(binding: BindingSyntax, isMutable: Bool)] = []
    var methods: [FunctionSyntax] = []
    var nested: [NameSyntax] = []
    while !isMark("}") {
      if isAtEnd { throw .unclosed("}", at: open) }
      let member = index
      do throws(Diagnostic) {
        try structureMember(&fields, &methods)
      } catch {
        report(error)
        if isWord("struct") || isWord("enum") || isWord("typealias"),
          case .word(let word) = next.kind
        {
          nested.append(NameSyntax(text: word, range: range(of: next)))
        }
        recover(from: member)
      }
      while accept(";") {}
    }
    advance()
    peak += 1
    return make(
      .structure(
        StructureSyntax(
          name: name, fields: fields, methods: methods, nested: nested, range: head)), start)
  }

  private mutating func structureMember(
    _ fields: inout [(binding: BindingSyntax, isMutable: Bool)], _ methods: inout [FunctionSyntax]
  ) throws(Diagnostic) {
    let start = index
    try skipModifiers()
    let isMutating = accept(word: "mutating")
    switch token.kind {
    case .word("let"), .word("var"):
      let isMutable = isWord("var")
      advance()
      repeat {
        let binding = try binding()
        if isMark("{"), !isObserved(binding) {
          methods.append(try computedProperty(binding, start))
        } else {
          if isMark("{") { skipBracketed() }
          fields.append((binding, isMutable))
        }
      } while accept(",")
    case .word("func"):
      var method = try function()
      method.isMutating = isMutating
      methods.append(method)
    case .word("init"):
      let name = NameSyntax(text: "init", range: here)
      advance()
      if isSymbol("?") || isSymbol("!") {
        report(.failableInitializer(at: here))
        advance()
      }
      methods.append(try functionTail(name, start))
    case .word("struct"), .word("enum"), .word("typealias"):
      throw .nestedDeclaration(describeWord(), at: here)
    case .word("subscript"), .word("deinit"): throw .unsupportedMember(describeWord(), at: here)
    default:
      throw .expected("'let', 'var' or 'func' in the structure", found: describe(token), at: here)
    }
  }

  private mutating func computedProperty(
    _ binding: BindingSyntax, _ start: Int
  ) throws(Diagnostic) -> FunctionSyntax {
    guard case .name(let name) = binding.pattern.kind, let type = binding.type,
      binding.value == nil
    else { throw .computedProperty(at: binding.range) }
    let body = try isWord("get", next) ? getter() : functionBody("")
    return FunctionSyntax(
      name: NameSyntax(text: name, range: binding.pattern.range), parameters: [], result: type,
      body: body, isProperty: true, range: binding.range)
  }

  /// Whether observers stand behind a stored property, or a report that they do.
  private mutating func isObserved(_ binding: BindingSyntax) -> Bool {
    guard isWord("didSet", next) || isWord("willSet", next) else { return false }
    report(.observers(at: range(of: next)))
    return true
  }

  /// Reads the block of `{ get { … } }` as that of the property; what else stands there is skipped.
  private mutating func getter() throws(Diagnostic) -> BlockSyntax {
    report(.accessors(at: range(of: next)))
    advance()
    advance()
    let body = try functionBody("after 'get'")
    while !isMark("}"), !isAtEnd {
      if isMark("{") || isMark("(") { skipBracketed() } else { advance() }
    }
    try expect("}", "after the block of 'get'")
    return body
  }

  /// Reads `: A, B` behind the name of a type; tells whether it is an enumeration of raw values.
  private mutating func conformances(of what: String) throws(Diagnostic) -> Bool {
    if isSymbol("<") { throw .genericType(at: here) }
    guard isMark(":") else { return false }
    let start = index
    advance()
    repeat { _ = try type() } while accept(",")
    let names = range(from: start)
    // These hold for every structure and enumeration here, so that they do no harm.
    let harmless: Set<String> = [
      "Equatable", "Hashable", "Sendable", "CaseIterable", "Codable",
    ]
    for token in tokens[(start + 1)..<index] {
      guard case .word(let word) = token.kind, !harmless.contains(word) else { continue }
      if what == "an enumeration", ["Int", "String", "Double", "Character"].contains(word) {
        report(.rawValue(at: names))
        return true
      }
      report(.conformance(word, what, at: names))
      return false
    }
    return false
  }

  mutating func enumeration() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let name = try name("the name of the enumeration")
    let hasRawType = try conformances(of: "an enumeration")
    let head = range(from: start)
    let open = here
    try expect("{", "after the name of the enumeration")
    var cases: [NameSyntax] = []
    var methods: [FunctionSyntax] = []
    var hasValues = hasRawType
    while !isMark("}") {
      if isAtEnd { throw .unclosed("}", at: open) }
      let member = index
      do throws(Diagnostic) {
        try enumerationMember(&cases, &methods, &hasValues)
      } catch {
        report(error)
        recover(from: member)
      }
      while accept(";") {}
    }
    advance()
    peak += 1
    return make(
      .enumeration(
        EnumerationSyntax(
          name: name, cases: cases, methods: methods, hasValues: hasValues, range: head)),
      start)
  }

  private mutating func enumerationMember(
    _ cases: inout [NameSyntax], _ methods: inout [FunctionSyntax], _ hasValues: inout Bool
  ) throws(Diagnostic) {
    let start = index
    try skipModifiers()
    if accept(word: "case") {
      repeat {
        let name = try name("the name of a case")
        cases.append(name)
        if isMark("(") {
          if !hasValues { report(.associatedValues(at: here)) }
          hasValues = true
          skipBracketed()
        }
        if isSymbol("=") {
          if !hasValues { report(.rawValue(at: here)) }
          hasValues = true
          advance()
          _ = try expression()
        }
      } while accept(",")
    } else if isWord("func") {
      methods.append(try function())
    } else if isWord("mutating") || isWord("init") || isWord("subscript") {
      throw .unsupportedMember(describeWord(), at: here)
    } else if isWord("var") {
      advance()
      let binding = try binding()
      if !isMark("{") { throw .storedInEnumeration(at: binding.range) }
      methods.append(try computedProperty(binding, start))
    } else {
      throw .expected("'case' or 'func' in the enumeration", found: describe(token), at: here)
    }
  }

  private mutating func skipModifiers() throws(Diagnostic) {
    while case .word(let word) = token.kind, Self.modifiers.contains(word) {
      if word == "static" || word == "lazy" || word == "class" {
        throw .unsupportedMember(word, at: here)
      }
      report(.modifier(word, at: here))
      advance()
      // `private(set)`
      if isMark("("), isWord("set", next) {
        advance()
        advance()
        _ = accept(")")
      }
    }
  }

  /// Skips `{ … }` or `( … )`, or what is left of it.
  private mutating func skipBracketed() {
    var open = 0
    repeat {
      switch token.kind {
      case .mark(UInt8(ascii: "{")), .mark(UInt8(ascii: "(")), .mark(UInt8(ascii: "[")): open += 1
      case .mark(UInt8(ascii: "}")), .mark(UInt8(ascii: ")")), .mark(UInt8(ascii: "]")): open -= 1
      default: break
      }
      advance()
    } while open > 0 && !isAtEnd
  }
}
