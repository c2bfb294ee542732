import Diagnostics

extension Parser {
  /// Reads statements up to `close` (not read) or the end; errors are reported.
  mutating func statements(until close: Unicode.Scalar?) -> [StatementSyntax] {
    statementList(until: close).map(\.statement)
  }

  /// The same, each statement with its place in offsets of the text.
  mutating func statementList(
    until close: Unicode.Scalar?
  ) -> [(statement: StatementSyntax, span: SourceRange)] {
    var result: [(statement: StatementSyntax, span: SourceRange)] = []
    var isAfterStatement = false
    while true {
      while accept(";") { isAfterStatement = false }
      if isAtEnd { break }
      if let close, isMark(close) { break }
      if isInSwitch, isWord("case") || isWord("default") { break }
      let start = index
      var statement: StatementSyntax
      do throws(Diagnostic) {
        if isMark("}") || isMark(")") || isMark("]") { throw .unopened(describe(token), at: here) }
        if isAfterStatement, !token.startsLine {
          // `print x`: the word before was no statement of its own.
          if let last = result.last, case .expression(let value) = last.statement.kind,
            case .name = value.kind
          {
            result[result.count - 1].statement = StatementSyntax(.invalid([]), at: value.range)
          }
          throw secondStatement()
        }
        statement = try self.statement()
        isAfterStatement = true
      } catch {
        report(error)
        statement = StatementSyntax(.invalid(declaredNames(from: start)), at: error.range)
        recover(from: start)
        isAfterStatement = false
      }
      let last = tokens[max(index - 1, start)]
      result.append((statement, SourceRange(tokens[start].start, last.end)))
    }
    return result
  }

  /// What to say of a token that goes on after a complete statement.
  private mutating func secondStatement() -> Diagnostic {
    if case .word(let word) = token.kind, let problem = unsupportedStatement(word) {
      return problem
    }
    if index > 0, case .word(let word) = tokens[index - 1].kind,
      let hint = Self.foreignStatements[word]
    {
      return .foreignWord(word, hint, at: range(of: tokens[index - 1]))
    }
    if isSymbol("&") { return .unknownOperator("&", at: here) }
    return .expected("a new line or ';' between statements", found: describe(token), at: here)
  }

  /// Reads one statement.
  mutating func statement() throws(Diagnostic) -> StatementSyntax {
    try enter()
    defer { leave() }
    while isMark("@"), case .word = next.kind {
      report(.attribute(at: here))
      advance()
      advance()
    }
    guard case .word(let word) = token.kind else { return try simpleStatement() }
    let start = index
    switch word {
    case "let", "var": return try variables()
    case "func": return make(.function(try function()), start)
    case "struct": return try structure()
    case "enum": return try enumeration()
    case "if": return try ifStatement()
    case "switch": return try switchStatement()
    case "guard": return try guardStatement()
    case "for": return try forStatement()
    case "while": return try whileStatement()
    case "repeat": return try repeatStatement()
    case "do" where isMark("{", next):
      advance()
      let body = make(.block(try block("after 'do'")), start)
      if isWord("while"), !token.startsLine { throw .doWhile(at: range(of: tokens[start])) }
      return body
    case "break", "continue":
      advance()
      let label = token.startsLine ? nil : try? name("a label")
      return make(word == "break" ? .breaking(label) : .continuing(label), start)
    case "return":
      advance()
      if isAtEnd || isMark("}") || isMark(";") || token.startsLine && !beginsReturnedValue {
        return make(.returning(nil), start)
      }
      return make(.returning(try expression()), start)
    case "typealias": return try alias()
    default: break
    }
    if let problem = unsupportedStatement(word) { throw problem }
    if isMark(":", next), !Self.keywords.contains(word) { return try labelled() }
    return try simpleStatement()
  }

  /// Makes a statement from the token at `start` to here.
  func make(_ kind: StatementKind, _ start: Int) -> StatementSyntax {
    StatementSyntax(kind, at: range(from: start), depth: peak + 1)
  }

  /// Reads `{ … }`.
  mutating func block(_ context: String) throws(Diagnostic) -> BlockSyntax {
    let start = index
    let open = here
    try enter()
    defer { leave() }
    let wasBeforeBlock = isBeforeBlock
    let wasInSwitch = isInSwitch
    isBeforeBlock = false
    isInSwitch = false
    defer {
      isBeforeBlock = wasBeforeBlock
      isInSwitch = wasInSwitch
    }
    guard accept("{") else {
      if isMark(":") { throw .colonBlock(at: here) }
      throw .expected("'{' \(context)", found: describe(token), at: here)
    }
    let body = statements(until: "}")
    if isAtEnd { throw .unclosed("}", at: open) }
    advance()
    peak += 1
    return BlockSyntax(statements: body, range: range(from: start))
  }

  private mutating func simpleStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    let left = try expression()
    if case .symbol(let symbol, let fixity) = token.kind, let operation = Self.assignments[symbol] {
      let place = here
      if fixity != .infix, !token.startsLine { report(.unevenSpaces(symbol, at: place)) }
      advance()
      let operationName = operation.isEmpty ? nil : NameSyntax(text: operation, range: place)
      let right = try expression()
      if case .symbol("=", _) = token.kind { throw .chainedAssignment(at: here) }
      return make(.assign(left, operationName, right), start)
    }
    return make(.expression(left), start)
  }

  private mutating func labelled() throws(Diagnostic) -> StatementSyntax {
    let start = index
    let label = try name("a label")
    if isSymbol("=", next) { throw .walrus(at: range(from: start + 1).union(range(of: next))) }
    advance()
    switch token.kind {
    case .word("for"), .word("while"), .word("repeat"), .word("if"), .word("switch"), .word("do"):
      return make(.labelled(label, try statement()), start)
    default: throw .labelWithoutLoop(label.text, at: label.range)
    }
  }

  // MARK: conditions

  /// Reads conditions up to the block.
  mutating func conditions() throws(Diagnostic) -> [ConditionSyntax] {
    let wasBeforeBlock = isBeforeBlock
    isBeforeBlock = true
    defer { isBeforeBlock = wasBeforeBlock }
    var result: [ConditionSyntax] = []
    repeat { result.append(try condition()) } while accept(",")
    return result
  }

  private mutating func condition() throws(Diagnostic) -> ConditionSyntax {
    let start = index
    if isWord("let") || isWord("var") {
      let isMutable = isWord("var")
      advance()
      if isMark("(") { return try tupleCondition(start) }
      let name = try name("a name")
      let type = accept(":") ? try self.type() : nil
      var value = ExpressionSyntax(.name(name.text), at: name.range)
      if isSymbol("=") {
        advance()
        value = try expression()
      }
      return ConditionSyntax(
        kind: .unwrap(name, type, value, isMutable: isMutable), range: range(from: start))
    }
    if accept(word: "case") {
      let pattern = try casePattern()
      guard isSymbol("=") else {
        throw .expected("'=' after the pattern", found: describe(token), at: here)
      }
      advance()
      return ConditionSyntax(kind: .match(pattern, try expression()), range: range(from: start))
    }
    let test = try expression()
    if isSymbol("=") { throw .assignmentInCondition(at: here) }
    return ConditionSyntax(kind: .test(test), range: range(from: start))
  }

  /// Reads `(a, b) = optional` behind `let`: the tuple that the optional wraps, taken apart.
  private mutating func tupleCondition(_ start: Int) throws(Diagnostic) -> ConditionSyntax {
    let pattern = try bindingPattern()
    guard isSymbol("=") else {
      throw .expected("'=' after the names", found: describe(token), at: here)
    }
    advance()
    let whole = PatternSyntax(.some(pattern), at: pattern.range, depth: pattern.depth + 1)
    return ConditionSyntax(kind: .match(whole, try expression()), range: range(from: start))
  }

  // MARK: control

  mutating func ifStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    var arms: [(conditions: [ConditionSyntax], body: BlockSyntax)] = []
    var otherwise: BlockSyntax?
    repeat {
      try expect(word: "if", "")
      let conditions = try conditions()
      arms.append((conditions, try block("after the condition")))
      if isWord("elif") || isWord("elseif") || isWord("elsif") {
        throw .foreignWord(describeWord(), "write 'else if'", at: here)
      }
      guard accept(word: "else") else { break }
      if !isWord("if") { otherwise = try block("after 'else'") }
    } while otherwise == nil
    return make(.branch(IfSyntax(arms: arms, otherwise: otherwise)), start)
  }

  private mutating func guardStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let conditions = try conditions()
    try expect(word: "else", "after the conditions of 'guard'")
    return make(.guarded(conditions, otherwise: try block("after 'else'")), start)
  }

  private mutating func forStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    if isMark("("), isWord("let", next) || isWord("var", next) { throw .countingFor(at: here) }
    if isWord("let") || isWord("var") {
      report(.letInFor(at: here))
      advance()
    }
    let isCase = accept(word: "case")
    let pattern = try isCase ? casePattern() : bindingPattern()
    let type = accept(":") ? try self.type() : nil
    if !isWord("in"), isSymbol("=") { throw .countingFor(at: here) }
    try expect(word: "in", "after the name of 'for'")
    let wasBeforeBlock = isBeforeBlock
    isBeforeBlock = true
    defer { isBeforeBlock = wasBeforeBlock }
    let sequence = try expression()
    let condition = accept(word: "where") ? try expression() : nil
    let body = try block("after the sequence")
    return make(
      .forEach(
        ForSyntax(
          pattern: pattern, isCase: isCase, type: type, sequence: sequence, condition: condition,
          body: body)),
      start)
  }

  private mutating func whileStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let conditions = try conditions()
    return make(.loop(conditions, try block("after the condition")), start)
  }

  private mutating func repeatStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let body = try block("after 'repeat'")
    try expect(word: "while", "after the block of 'repeat'")
    return make(.repeating(body, try expression()), start)
  }

  mutating func switchStatement() throws(Diagnostic) -> StatementSyntax {
    let start = index
    advance()
    let wasBeforeBlock = isBeforeBlock
    isBeforeBlock = true
    let subject = try expression()
    isBeforeBlock = false
    let open = here
    let wasInSwitch = isInSwitch
    isInSwitch = true
    defer {
      isBeforeBlock = wasBeforeBlock
      isInSwitch = wasInSwitch
    }
    try expect("{", "after the subject of 'switch'")
    var cases: [SwitchSyntax.Case] = []
    while !isMark("}") {
      if isAtEnd { throw .unclosed("}", at: open) }
      cases.append(try switchCase())
    }
    advance()
    peak += 1
    return make(.select(SwitchSyntax(subject: subject, cases: cases)), start)
  }

  private mutating func switchCase() throws(Diagnostic) -> SwitchSyntax.Case {
    let start = index
    var patterns: [(pattern: PatternSyntax, condition: ExpressionSyntax?)] = []
    let isDefault = isWord("default")
    if isDefault {
      advance()
    } else {
      try expect(word: "case", "or 'default' in 'switch'")
      repeat {
        let pattern = try casePattern()
        patterns.append((pattern, accept(word: "where") ? try expression() : nil))
      } while accept(",")
    }
    try expect(":", "after the pattern")
    let head = range(from: start)
    let body = index
    let statements = statements(until: "}")
    let range = statements.isEmpty ? head : self.range(from: body)
    if statements.isEmpty { report(.emptyCase(at: head)) }
    return SwitchSyntax.Case(
      patterns: patterns, body: BlockSyntax(statements: statements, range: range),
      isDefault: isDefault, range: head)
  }
}
