import Diagnostics

extension Parser {
  /// Reads a primary expression and all that hangs on it.
  mutating func postfixed() throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    var value = try primary()
    var isChain = false
    while true {
      if isMark("."), !isMark(".", next) {
        value = try member(of: value, start)
      } else if isMark("("), !token.startsLine {
        value = try call(value, start)
      } else if isMark("["), !token.startsLine {
        value = try subscripted(value, start)
      } else if isMark("{"), !token.startsLine, !isBeforeBlock, canTakeClosure(value) {
        value = try trailingClosures(value, CallSyntax(), start)
      } else if case .symbol(let symbol, .postfix) = token.kind, !token.startsLine {
        if symbol == "!" {
          advance()
          value = try make(.unwrap(value), start, over: value.depth)
        } else if symbol == "?" {
          advance()
          isChain = true
          value = try make(.chainLink(value), start, over: value.depth)
        } else if symbol == "...", !continuesValue(next) {
          advance()
          value = try make(.range(value, nil, isClosed: true), start, over: value.depth)
        } else {
          break
        }
      } else {
        break
      }
    }
    return isChain ? try make(.chain(value), start, over: value.depth) : value
  }

  /// Whether a value may begin at `token`: then `...` before it was meant as a binary operator.
  private func continuesValue(_ token: Token) -> Bool {
    switch token.kind {
    case .word, .number, .quotedWord, .dollar: !token.startsLine
    case .mark(let mark): mark == UInt8(ascii: "(") && !token.startsLine
    default: false
    }
  }

  private func canTakeClosure(_ value: ExpressionSyntax) -> Bool {
    switch value.kind {
    case .name, .member, .call, .implicitMember, .type: true
    default: false
    }
  }

  private mutating func member(
    of value: ExpressionSyntax, _ start: Int
  ) throws(Diagnostic) -> ExpressionSyntax {
    advance()
    let place = here
    let name: NameSyntax
    switch token.kind {
    case .word(let word), .quotedWord(let word):
      name = NameSyntax(text: word, range: place)
    case .number(let number, isInteger: true) where number < 100:
      name = NameSyntax(text: String(Int(number)), range: place)
    case .number(_, isInteger: false):
      // `t.0.1` is one number to the lexer.
      return try nestedElement(of: value, start)
    default: throw .expected("a name after '.'", found: describe(token), at: place)
    }
    advance()
    return try make(.member(value, name), start, over: value.depth)
  }

  private mutating func nestedElement(
    of value: ExpressionSyntax, _ start: Int
  ) throws(Diagnostic) -> ExpressionSyntax {
    let digits = String(decoding: text.bytes[token.start..<token.end], as: UTF8.self)
    var result = value
    let place = here
    advance()
    for part in digits.split(separator: ".") {
      result = try make(
        .member(result, NameSyntax(text: String(part), range: place)), start, over: result.depth)
    }
    return result
  }

  private mutating func call(
    _ callee: ExpressionSyntax, _ start: Int
  ) throws(Diagnostic) -> ExpressionSyntax {
    let arguments = try argumentList(")")
    let call = CallSyntax(arguments: arguments)
    if isMark("{"), !token.startsLine, !isBeforeBlock {
      return try trailingClosures(callee, call, start)
    }
    return try make(.call(callee, call), start, over: depth(of: arguments, and: callee))
  }

  private mutating func trailingClosures(
    _ callee: ExpressionSyntax, _ before: CallSyntax, _ start: Int
  ) throws(Diagnostic) -> ExpressionSyntax {
    var call = before
    call.arguments.append(ArgumentSyntax(label: nil, value: try closure()))
    call.trailing = 1
    while case .word(let label) = token.kind, !token.startsLine, isMark(":", next),
      isMark("{", tokens[min(index + 2, tokens.count - 1)])
    {
      let name = NameSyntax(text: label, range: here)
      advance()
      advance()
      call.arguments.append(ArgumentSyntax(label: name, value: try closure()))
      call.trailing += 1
    }
    return try make(.call(callee, call), start, over: depth(of: call.arguments, and: callee))
  }

  private mutating func subscripted(
    _ base: ExpressionSyntax, _ start: Int
  ) throws(Diagnostic) -> ExpressionSyntax {
    let arguments = try argumentList("]")
    return try make(.subscript(base, arguments), start, over: depth(of: arguments, and: base))
  }

  func depth(of arguments: [ArgumentSyntax], and other: ExpressionSyntax) -> Int {
    arguments.reduce(other.depth) { max($0, $1.value.depth) }
  }

  /// Reads arguments up to `close`, from the opening bracket on.
  mutating func argumentList(_ close: Unicode.Scalar) throws(Diagnostic) -> [ArgumentSyntax] {
    let open = here
    advance()
    let wasBeforeBlock = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = wasBeforeBlock }
    var result: [ArgumentSyntax] = []
    while !isMark(close) {
      if isAtEnd { throw .unclosed(close, at: open) }
      result.append(try argument())
      if isMark(close) { break }
      if !accept(",") {
        if isAtEnd || beginsNextStatement { throw .unclosed(close, at: open) }
        throw .expected("',' or '\(close)'", found: describe(token), at: here)
      }
    }
    advance()
    return result
  }

  mutating func argument() throws(Diagnostic) -> ArgumentSyntax {
    var label: NameSyntax?
    if case .word(let word) = token.kind, isMark(":", next) {
      label = NameSyntax(text: word, range: here)
      advance()
      advance()
    }
    // `reduce(0, +)`.
    if case .symbol(let symbol, _) = token.kind, Self.precedences[symbol] != nil, symbol != "...",
      isMark(",", next) || isMark(")", next)
    {
      let start = index
      advance()
      return ArgumentSyntax(label: label, value: try make(.operatorName(symbol), start))
    }
    return ArgumentSyntax(label: label, value: try expression())
  }

  // MARK: primary

  private mutating func primary() throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    switch token.kind {
    case .number(let value, let isInteger):
      advance()
      return try make(.number(value, isInteger: isInteger), start)
    case .text(let number): return try textLiteral(number)
    case .broken:
      advance()
      return try make(.invalid, start)
    case .quotedWord(let word):
      advance()
      return try make(.name(word), start)
    case .dollar(let number):
      advance()
      lastDollar = max(lastDollar, number)
      return try make(.dollar(number), start)
    case .word(let word): return try word_(word)
    case .mark(let mark):
      switch Unicode.Scalar(mark) {
      case "(": return try parenthesised()
      case "[": return try list()
      case "{": return try closure(asValue: true)
      case ".":
        advance()
        if case .number = token.kind { throw .missingZero(at: here) }
        let name = try self.memberName()
        return try make(.implicitMember(name), start)
      case "#": throw unsupportedDirective()
      default: break
      }
    default: break
    }
    throw .expected("a value", found: describe(token), at: here)
  }

  private mutating func memberName() throws(Diagnostic) -> NameSyntax {
    if case .word(let word) = token.kind {
      let name = NameSyntax(text: word, range: here)
      advance()
      return name
    }
    return try name("a name after '.'")
  }

  private mutating func word_(_ word: String) throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    switch word {
    case "true", "false":
      advance()
      return try make(.boolean(word == "true"), start)
    case "nil":
      advance()
      return try make(.none, start)
    case "if", "switch":
      let statement = try word == "if" ? ifStatement() : switchStatement()
      return try make(.statement(statement), start, over: statement.depth)
    case "try", "await", "throw": throw unsupported(word)
    default: break
    }
    if Self.genericTypes.contains(word), isSymbol("<", next), !next.hasSpaceBefore {
      let type = try self.type()
      return try make(.type(type), start, over: type.depth)
    }
    if word == "let" || word == "var", index > 0, isSymbol("&&", tokens[index - 1]) {
      throw .letAfterAnd(at: here)
    }
    if Self.keywords.contains(word) {
      throw .expected("a value", found: "the keyword '\(word)'", at: here)
    }
    if case .text = next.kind, !next.hasSpaceBefore { throw .prefixedText(word, at: here) }
    advance()
    return try make(.name(word), start)
  }

  /// The types that may be called with their arguments in angle brackets.
  static let genericTypes: Set<String> = ["Set", "Array", "Dictionary", "Optional"]

  private mutating func parenthesised() throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    let elements = try argumentList(")")
    let depth = elements.reduce(0) { max($0, $1.value.depth) }
    if elements.count == 1, elements[0].label == nil {
      return try make(.parenthesised(elements[0].value), start, over: depth)
    }
    return try make(.tuple(elements), start, over: depth)
  }

  /// Reads `[a, b]`, `[k: v]`, `[:]`, `[]` or a type that is called: `[String]()`.
  private mutating func list() throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    let open = here
    if let type = calledListType() {
      return try make(.type(type), start, over: type.depth)
    }
    advance()
    let wasBeforeBlock = isBeforeBlock
    isBeforeBlock = false
    defer { isBeforeBlock = wasBeforeBlock }
    if isMark(":"), isMark("]", next) {
      advance()
      advance()
      return try make(.dictionary([]), start)
    }
    var elements: [ExpressionSyntax] = []
    var pairs: [(key: ExpressionSyntax, value: ExpressionSyntax)] = []
    var depth = 0
    while !isMark("]") {
      if isAtEnd { throw .unclosed("]", at: open) }
      let element = try expression()
      depth = max(depth, element.depth)
      if isMark(":"), elements.isEmpty {
        advance()
        let value = try expression()
        depth = max(depth, value.depth)
        pairs.append((element, value))
      } else if pairs.isEmpty {
        elements.append(element)
      } else {
        throw .expected("':' and a value after the key", found: describe(token), at: here)
      }
      if isMark("]") { break }
      if !accept(",") {
        if isAtEnd || beginsNextStatement { throw .unclosed("]", at: open) }
        if isWord("for") { throw .comprehension(at: here) }
        if isMark(";") { throw .matrixRows(at: here) }
        throw .expected("',' or ']'", found: describe(token), at: here)
      }
    }
    advance()
    return try make(pairs.isEmpty ? .array(elements) : .dictionary(pairs), start, over: depth)
  }

  /// The type `[T]` or `[K: V]` if it stands here and is called.
  private mutating func calledListType() -> TypeSyntax? {
    var i = index + 1
    var open = 1
    // A type holds only names and a few marks: leave at the first other token.
    while open > 0 {
      switch tokens[i].kind {
      case .mark(UInt8(ascii: "[")): open += 1
      case .mark(UInt8(ascii: "]")): open -= 1
      case .mark(UInt8(ascii: ":")), .word: break
      case .symbol("?", _), .symbol("<", _), .symbol(">", _): break
      default: return nil
      }
      i += 1
    }
    guard i < tokens.count, isMark("(", tokens[i]), !tokens[i].hasSpaceBefore,
      i > index + 2
    else { return nil }
    let start = index
    if let type = try? self.type() { return type }
    index = start
    return nil
  }

  // MARK: texts

  private mutating func textLiteral(_ number: Int) throws(Diagnostic) -> ExpressionSyntax {
    let start = index
    advance()
    var parts: [TextSyntax] = []
    var depth = 0
    for part in texts[number] {
      switch part {
      case .characters(let characters): parts.append(.characters(characters))
      case .code(let from, let to):
        var inner = Parser(text, from: from, to: to, limit: limit, nesting: nesting + 1)
        let arguments = inner.interpolation()
        for diagnostic in inner.diagnostics { report(diagnostic) }
        lastDollar = max(lastDollar, inner.lastDollar)
        depth = arguments.reduce(depth) { max($0, $1.value.depth) }
        if let first = arguments.first {
          parts.append(.value(first.value, Array(arguments.dropFirst())))
        } else if inner.diagnostics.isEmpty {
          report(.expected("a value in '\\( )'", found: "nothing", at: text.sourceRange(from, to)))
        }
      }
    }
    return try make(.text(parts), start, over: depth)
  }

  /// Reads all tokens as arguments; what is wrong is reported.
  private mutating func interpolation() -> [ArgumentSyntax] {
    var result: [ArgumentSyntax] = []
    guard nesting <= limit else {
      report(.tooDeep(limit, at: here))
      return []
    }
    do throws(Diagnostic) {
      while !isAtEnd {
        result.append(try argument())
        if !isAtEnd { try expect(",", "between the value and its format") }
      }
    } catch {
      report(error)
      result.append(
        ArgumentSyntax(label: nil, value: ExpressionSyntax(.invalid, at: error.range)))
    }
    return result
  }
}
