import Diagnostics

extension Parser {
  /// Reads what `let`, `var` and `for` bind: a name, `_`, or a tuple of such.
  mutating func bindingPattern() throws(Diagnostic) -> PatternSyntax {
    try enter()
    defer { leave() }
    let start = index
    if accept(word: "_") { return makePattern(.wildcard, start) }
    if isMark("(") {
      return try tuplePattern { (parser) throws(Diagnostic) in
        try parser.bindingPattern()
      }
    }
    let name = try name("a name")
    return makePattern(.name(name.text), start)
  }

  /// Reads what `case` compares with.
  mutating func casePattern(isBinding: Bool = false) throws(Diagnostic) -> PatternSyntax {
    try enter()
    defer { leave() }
    let start = index
    var result: PatternSyntax
    if accept(word: "_") {
      result = makePattern(.wildcard, start)
    } else if isWord("let") || isWord("var") {
      if isWord("var") { report(.variableInCase(at: here)) }
      advance()
      result = try casePattern(isBinding: true)
    } else if isMark("."), isWord("some", next),
      isMark("(", tokens[min(index + 2, tokens.count - 1)])
    {
      advance()
      advance()
      advance()
      let inner = try casePattern(isBinding: isBinding)
      try expect(")", "after the pattern")
      result = PatternSyntax(.some(inner), at: range(from: start), depth: inner.depth + 1)
    } else if let name = nameOfHeldPattern() {
      advance()
      advance()
      let inner = try tuplePattern { (parser) throws(Diagnostic) in
        try parser.casePattern(isBinding: isBinding)
      }
      result = PatternSyntax(.held(name, inner), at: range(from: start), depth: inner.depth + 1)
    } else if isMark("("), isTuplePattern() {
      result = try tuplePattern { (parser) throws(Diagnostic) in
        try parser.casePattern(isBinding: isBinding)
      }
    } else if isBinding, case .word(let word) = token.kind, !Self.keywords.contains(word),
      !isMark(".", next), !isMark("(", next)
    {
      advance()
      result = makePattern(.name(word), start)
    } else {
      let wasBeforeBlock = isBeforeBlock
      isBeforeBlock = true
      defer { isBeforeBlock = wasBeforeBlock }
      let value = try expression()
      result = Self.valuePattern(value)
    }
    while case .symbol("?", .postfix) = token.kind {
      advance()
      result = PatternSyntax(.some(result), at: range(from: start), depth: result.depth + 1)
    }
    return result
  }

  /// A value to compare with; the `?` behind it asks for what an optional wraps.
  private static func valuePattern(_ value: ExpressionSyntax) -> PatternSyntax {
    if case .chain(let chain) = value.kind, case .chainLink(let inner) = chain.kind {
      return PatternSyntax(.some(valuePattern(inner)), at: value.range, depth: value.depth + 2)
    }
    return PatternSyntax(.value(value), at: value.range, depth: value.depth + 1)
  }

  private func makePattern(_ kind: PatternKind, _ start: Int) -> PatternSyntax {
    PatternSyntax(kind, at: range(from: start))
  }

  private mutating func tuplePattern(
    _ element: (inout Parser) throws(Diagnostic) -> PatternSyntax
  ) throws(Diagnostic) -> PatternSyntax {
    let start = index
    advance()
    var elements: [(label: String?, pattern: PatternSyntax)] = []
    var depth = 0
    while !isMark(")") {
      var label: String?
      if case .word(let word) = token.kind, isMark(":", next) {
        label = word
        advance()
        advance()
      }
      let pattern = try element(&self)
      depth = max(depth, pattern.depth)
      elements.append((label, pattern))
      if !accept(",") { break }
    }
    try expect(")", "after the names")
    return PatternSyntax(.tuple(elements), at: range(from: start), depth: depth + 1)
  }

  /// The name of the case, if names are bound behind it: `.circle(let r)`.
  private func nameOfHeldPattern() -> NameSyntax? {
    guard isMark("."), case .word(let name) = next.kind, index + 2 < tokens.count,
      isMark("(", tokens[index + 2])
    else { return nil }
    for token in tokens[(index + 3)...] {
      if isWord("let", token) || isWord("var", token) || isWord("_", token) {
        return NameSyntax(text: name, range: range(of: next))
      }
      if isMark(")", token) || isMark(":", token) { return nil }
    }
    return nil
  }

  /// Whether the parenthesis here holds a comma on its own level: else it groups a value.
  private func isTuplePattern() -> Bool {
    var open = 0
    var i = index
    while i < tokens.count - 1 {
      switch tokens[i].kind {
      case .mark(UInt8(ascii: "(")), .mark(UInt8(ascii: "[")), .mark(UInt8(ascii: "{")): open += 1
      case .mark(UInt8(ascii: ")")), .mark(UInt8(ascii: "]")), .mark(UInt8(ascii: "}")):
        open -= 1
        if open == 0 { return false }
      case .mark(UInt8(ascii: ",")) where open == 1: return true
      default: break
      }
      i += 1
    }
    return false
  }
}
