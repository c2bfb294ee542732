import Diagnostics

extension Parser {
  /// Reads a closure; one that stands alone as a value may follow `if` and the like.
  mutating func closure(asValue: Bool = false) throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    let open = here
    try enter()
    defer { leave() }
    let saved = (isBeforeBlock, isInSwitch, lastDollar, peak)
    isBeforeBlock = false
    isInSwitch = false
    lastDollar = -1
    peak = 0
    advance()
    var parameters: [ParameterSyntax]?
    var result: TypeSyntax?
    if isMark("["), closesBeforeHead() { throw .captureList(at: here) }
    if hasHead() {
      parameters = try closureParameters()
      if isSymbol("->") {
        advance()
        result = try type()
      }
      try expect(word: "in", "after the parameters of a closure")
    }
    let body = statements(until: "}")
    if isAtEnd { throw hasGivenUp ? .tooDeep(limit, at: open) : .unclosed("}", at: open) }
    advance()
    let syntax = ClosureSyntax(
      parameters: parameters, result: result, body: body, lastDollar: lastDollar)
    let depth = peak + 1
    (isBeforeBlock, isInSwitch, lastDollar, peak) = saved
    return try make(.closure(syntax), start, over: depth)
  }

  /// Whether parameters and `in` stand here.
  private func hasHead() -> Bool {
    var i = index
    if isMark("(", tokens[i]) {
      var open = 0
      while i < tokens.count - 1 {
        if isMark("(", tokens[i]) { open += 1 }
        if isMark(")", tokens[i]) { open -= 1 }
        if isMark("{", tokens[i]) || isMark("}", tokens[i]) { return false }
        i += 1
        if open == 0 { break }
      }
    } else {
      while case .word(let word) = tokens[i].kind, !Self.keywords.contains(word) {
        i += 1
        guard isMark(",", tokens[i]) else { break }
        i += 1
      }
      if i == index { return false }
    }
    return isWord("in", tokens[i]) || (isSymbol("->", tokens[i]) && i > index)
  }

  private func closesBeforeHead() -> Bool {
    var i = index
    while i < tokens.count - 1, !isMark("]", tokens[i]), !isMark("}", tokens[i]) { i += 1 }
    let after = tokens[min(i + 1, tokens.count - 1)]
    if isWord("in", after) { return true }
    if case .word = after.kind, !after.startsLine {
      let second = tokens[min(i + 2, tokens.count - 1)]
      return isWord("in", second) || isMark(",", second)
    }
    return false
  }

  private mutating func closureParameters() throws(Diagnostic) -> [ParameterSyntax] {
    var result: [ParameterSyntax] = []
    let isParenthesised = accept("(")
    while !(isParenthesised && isMark(")")), !isWord("in"), !isSymbol("->") {
      if isParenthesised, isMark("(") {
        result.append(try tupleParameter())
      } else {
        let name = try name("the name of a parameter")
        let type = isParenthesised && accept(":") ? try self.type() : nil
        result.append(
          ParameterSyntax(
            label: nil, name: name, type: type, defaultValue: nil, isVariadic: false))
      }
      if !accept(",") { break }
    }
    if isParenthesised { try expect(")", "after the parameters of a closure") }
    return result
  }

  /// Reads `(key, value)` among the parameters: names for the elements of one tuple.
  private mutating func tupleParameter() throws(Diagnostic) -> ParameterSyntax {
    let start = index
    advance()
    var names: [NameSyntax] = []
    repeat { names.append(try name("the name of an element")) } while accept(",")
    try expect(")", "after the names of the elements")
    return ParameterSyntax(
      label: nil, name: NameSyntax(text: "_", range: range(from: start)), type: nil,
      defaultValue: nil, isVariadic: false, elements: names)
  }
}
