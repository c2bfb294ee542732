package import Diagnostics

extension TeXFormula {
  /// Reads `text`, the TeX between the dollars, with the macros of the chapter.
  ///
  /// Definitions at the top level of the formula are added to `macros`.
  package init(
    _ text: MappedText, isDisplay: Bool, macros: inout MacroTable, limits: Limits = Limits()
  ) {
    var parser = Parser(text, macros: macros, limits: limits)
    var nodes: [MathNode]
    do {
      nodes = try parser.formula()
    } catch {
      parser.report(error)
      nodes = [MathNode(.error(text.text), at: text.sourceRange)]
    }
    parser.noteComments()
    if !parser.input.macros.macros.isEmpty { macros = parser.input.macros }
    self.init(
      nodes: nodes, isDisplay: isDisplay, source: text.text, diagnostics: parser.diagnostics,
      equations: isDisplay ? Self.equations(of: nodes, parser.number) : [],
      references: parser.references)
  }

  /// Reads `text` without macros.
  package init(_ text: MappedText, isDisplay: Bool, limits: Limits = Limits()) {
    var macros = MacroTable()
    self.init(text, isDisplay: isDisplay, macros: &macros, limits: limits)
  }

  /// The lines that can be numbered: the rows of an alignment that is the whole formula, or one.
  private static func equations(
    of nodes: [MathNode], _ number: EquationNumber
  ) -> [EquationNumber] {
    guard nodes.count == 1, case .table(let table) = nodes[0].kind,
      let rule = EnvironmentTable.rules[table.environment], rule.isNumbered
    else { return [number] }
    if rule.isOneNumber {
      var whole =
        table.rows.first(where: { $0.number.label != nil || $0.number.tag != nil })?
        .number ?? EquationNumber()
      whole.isWanted = true
      return [whole]
    }
    return table.rows.map(\.number)
  }
}

extension Parser {
  /// Notes each `50%`: TeX takes the sign and the rest of the line for a comment.
  mutating func noteComments() {
    let bytes = text.bytes
    guard bytes.contains(UInt8(ascii: "%")) else { return }
    for index in bytes.indices.dropFirst()
    where bytes[index] == UInt8(ascii: "%") && bytes[index - 1] &- 0x30 < 10 {
      diagnostics.append(
        Diagnostic(
          .note, "tex.comment", at: text.sourceRange(index, index + 1),
          "'%' starts a comment, which hides the rest of the line",
          hints: ["write \\% for the character"]))
    }
  }
}

extension MacroTable {
  /// Adds the definitions in `text`: a `.tex` file, or `macros:` of a front matter.
  ///
  /// Anything that is not a definition is reported.
  package mutating func define(
    _ text: MappedText, limits: Limits = Limits()
  ) -> [Diagnostic] {
    var parser = Parser(text, macros: self, limits: limits)
    do {
      while true {
        let token = try parser.input.nextSolid()
        if token.kind == .end { break }
        guard token.kind == .command,
          case .definition(let kind)? = token.command
        else { throw TeXError.definition(token) }
        try parser.define(kind, token)
      }
    } catch let error as TeXError {
      parser.report(error)
    } catch {}
    self = parser.input.macros
    return parser.diagnostics
  }
}
