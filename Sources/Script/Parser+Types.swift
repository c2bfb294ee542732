import Diagnostics

extension Parser {
  /// Reads a type.
  mutating func type() throws(Diagnostic) -> TypeSyntax {
    try enter()
    defer { leave() }
    let start = index
    var result = try primaryType()
    while case .symbol(let symbol, _) = token.kind, !token.hasSpaceBefore,
      symbol == "?" || symbol == "!" || symbol == "??"
    {
      if symbol == "!" { report(.implicitlyUnwrapped(at: here)) }
      advance()
      if symbol == "??" { result = makeType(.optional(result), start, over: result.depth) }
      result = makeType(.optional(result), start, over: result.depth)
    }
    return result
  }

  private func makeType(_ kind: TypeKind, _ start: Int, over depth: Int = 0) -> TypeSyntax {
    TypeSyntax(kind, at: range(from: start), depth: depth + 1)
  }

  private mutating func primaryType() throws(Diagnostic) -> TypeSyntax {
    let start = index
    if accept("[") {
      let first = try type()
      if accept(":") {
        let value = try type()
        try expect("]", "after the types of a dictionary")
        return makeType(.dictionary(first, value), start, over: max(first.depth, value.depth))
      }
      try expect("]", "after the type of the elements")
      return makeType(.list(first), start, over: first.depth)
    }
    if isMark("(") { return try tupleType() }
    if isMark("@") {
      // Harmless in Swift's own sense: every function value may outlive its call here.
      if !isWord("escaping", next) { report(.attribute(at: here)) }
      advance()
      advance()
      return try primaryType()
    }
    guard case .word(let word) = token.kind else {
      if isSymbol("="), index > 0, isMark(":", tokens[index - 1]),
        range(of: tokens[index - 1]).end == here.start
      {
        throw .walrus(at: range(of: tokens[index - 1]).union(here))
      }
      throw .expected("a type", found: describe(token), at: here)
    }
    if word == "inout" { throw .noInout(at: here) }
    if word == "some" || word == "any", case .word = next.kind { throw unsupported(word) }
    if Self.keywords.contains(word) {
      throw .expected("a type", found: "the keyword '\(word)'", at: here)
    }
    advance()
    if isMark("."), case .word = next.kind { throw .nestedType(at: range(from: start)) }
    guard isSymbol("<"), !token.hasSpaceBefore else { return makeType(.name(word, []), start) }
    return try typeArguments(word, start)
  }

  private mutating func typeArguments(
    _ word: String, _ start: Int
  ) throws(Diagnostic) -> TypeSyntax {
    advance()
    var arguments: [TypeSyntax] = []
    repeat { arguments.append(try type()) } while accept(",")
    guard case .symbol(let symbol, _) = token.kind, symbol == ">" else {
      throw .expected("'>' after the type", found: describe(token), at: here)
    }
    advance()
    return makeType(
      .name(word, arguments), start, over: arguments.reduce(0) { max($0, $1.depth) })
  }

  private mutating func tupleType() throws(Diagnostic) -> TypeSyntax {
    let start = index
    advance()
    var elements: [(label: String?, type: TypeSyntax)] = []
    while !isMark(")") {
      var label: String?
      if case .word(let word) = token.kind, isMark(":", next) {
        label = word == "_" ? nil : word
        advance()
        advance()
      } else if case .word("_") = token.kind, case .word = next.kind {
        // `(_ x: Double) -> Double`.
        advance()
        continue
      }
      elements.append((label, try type()))
      if !accept(",") { break }
    }
    try expect(")", "after the types")
    let depth = elements.reduce(0) { max($0, $1.type.depth) }
    if isWord("throws") || isWord("async") { throw unsupported(describeWord()) }
    if isSymbol("->") {
      advance()
      let result = try type()
      return makeType(
        .function(elements.map(\.type), result), start, over: max(depth, result.depth))
    }
    if elements.count == 1, elements[0].label == nil { return elements[0].type }
    return makeType(.tuple(elements), start, over: depth)
  }

  func describeWord() -> String {
    if case .word(let word) = token.kind { word } else { "" }
  }
}
