import Diagnostics

/// Why a formula cannot be read, with the token where it was noticed.
indirect enum TeXError: Error, Sendable {
  case unknownCommand(Token)
  case missingArgument(Token)
  case unclosed(Token)
  case unexpected(Token)
  case unexpectedInArgument(Token)
  case notInText(Token)
  case notInMath(Token)
  case misplacedAmpersand(Token)
  case doubleScript(Token)
  case limitsNeedOperator(Token)
  case delimiter(Token, found: Token)
  case noRight(Token)
  case rightWithoutLeft(Token)
  case environment(String, Token)
  case environmentEnd(String, found: String, Token)
  case environmentUnclosed(String, Token)
  case twoInfix(Token)
  case tooManyColumns(Token, Int)
  case size(Token, String)
  case color(Token, String)
  case characterCode(Token)
  case alreadyDefined(Token)
  case notDefined(Token)
  case definition(Token)
  case mismatchedUse(Token)
  case rowOutsideTable(Token)
  case tooManyExpansions(Token, Int)
  case tooDeep(Token)

  /// The token at whose place the error is shown.
  var token: Token {
    switch self {
    case .unknownCommand(let t), .missingArgument(let t), .unclosed(let t), .unexpected(let t),
      .unexpectedInArgument(let t), .notInText(let t), .notInMath(let t),
      .misplacedAmpersand(let t), .doubleScript(let t), .limitsNeedOperator(let t),
      .delimiter(let t, _), .noRight(let t), .rightWithoutLeft(let t), .environment(_, let t),
      .environmentEnd(_, _, let t), .environmentUnclosed(_, let t), .twoInfix(let t),
      .tooManyColumns(let t, _), .size(let t, _), .color(let t, _), .characterCode(let t),
      .alreadyDefined(let t), .notDefined(let t), .definition(let t), .mismatchedUse(let t),
      .rowOutsideTable(let t), .tooManyExpansions(let t, _), .tooDeep(let t):
      t
    }
  }

  /// The stable name of the rule.
  var rule: String {
    switch self {
    case .unknownCommand: "tex.command"
    case .missingArgument, .unexpectedInArgument: "tex.argument"
    case .unclosed, .unexpected: "tex.brace"
    case .notInText, .notInMath: "tex.mode"
    case .misplacedAmpersand, .tooManyColumns, .rowOutsideTable: "tex.table"
    case .doubleScript, .limitsNeedOperator: "tex.script"
    case .delimiter, .noRight, .rightWithoutLeft: "tex.delimiter"
    case .environment, .environmentEnd, .environmentUnclosed: "tex.environment"
    case .twoInfix: "tex.fraction"
    case .size: "tex.size"
    case .color: "tex.color"
    case .characterCode: "tex.character"
    case .alreadyDefined, .notDefined, .definition, .mismatchedUse: "tex.macro"
    case .tooManyExpansions, .tooDeep: "tex.limit"
    }
  }

  /// What is the matter.
  func message(_ names: MacroTable) -> String {
    switch self {
    case .unknownCommand(let t): "no TeX command is called '\(names.text(of: t))'"
    case .missingArgument(let t): "'\(names.text(of: t))' needs an argument here"
    case .unclosed(let t): "nothing closes this '\(names.text(of: t))'"
    case .unexpected(let t):
      t.kind == .close ? "nothing opens this '}'" : "'\(names.text(of: t))' has no place here"
    case .unexpectedInArgument(let t):
      t.kind == .end
        ? "the formula ends where an argument is needed"
        : "'\(names.text(of: t))' cannot be an argument without braces"
    case .notInText(let t): "'\(names.text(of: t))' has no meaning in text"
    case .notInMath(let t): "'\(names.text(of: t))' has no meaning in a formula"
    case .misplacedAmpersand: "'&' stands outside of a table or alignment"
    case .doubleScript(let t): "a second '\(names.text(of: t))' on the same base"
    case .limitsNeedOperator(let t): "'\(names.text(of: t))' must follow an operator"
    case .delimiter(let t, let found):
      "'\(names.text(of: t))' needs a delimiter, not '\(names.text(of: found))'"
    case .noRight(let t): "no '\\right' closes this '\(names.text(of: t))'"
    case .rightWithoutLeft(let t): "'\(names.text(of: t))' without '\\left'"
    case .environment(let name, _): "no environment is called '\(name)'"
    case .environmentEnd(let name, let found, _):
      "'\\begin{\(name)}' is closed by '\\end{\(found)}'"
    case .environmentUnclosed(let name, _): "nothing closes '\\begin{\(name)}'"
    case .twoInfix(let t): "a second '\(names.text(of: t))' in one group"
    case .tooManyColumns(_, let count):
      "a row has more than \(quantity(count, "column"))"
    case .size(_, let text): "'\(text)' is no size"
    case .color(_, let text): "'\(text)' is no colour"
    case .characterCode(let t): "'\(names.text(of: t))' needs the number of a character"
    case .alreadyDefined(let t): "'\(names.text(of: t))' already has a meaning"
    case .notDefined(let t): "'\(names.text(of: t))' is not defined yet"
    case .definition(let t):
      "'\(names.text(of: t))' is not followed by a definition that can be read"
    case .mismatchedUse(let t): "the use of '\(names.text(of: t))' does not match its definition"
    case .rowOutsideTable(let t): "'\(names.text(of: t))' stands outside of a table"
    case .tooManyExpansions(_, let limit): "macros expand more than \(limit) times"
    case .tooDeep: "the formula is nested too deeply"
    }
  }

  /// What to do.
  var hints: [String] {
    switch self {
    case .unexpected(let t) where t.kind == .close: ["write \\} for a brace"]
    case .unexpected(let t) where t.kind == .parameter: ["write \\# for the character"]
    case .unclosed(let t) where t.kind == .open: ["add a }"]
    case .notInText(let t) where t.kind == .subscripting: ["write \\_ in text"]
    case .notInText(let t) where t.kind == .superscript: ["put mathematics in text between $ and $"]
    case .notInText(let t) where t.kind == .command: ["put it between $ and $"]
    case .notInMath(let t) where t.kind == .dollar: ["write \\$ for the character"]
    case .misplacedAmpersand: ["write \\& for the character, or use \\begin{aligned}"]
    case .doubleScript: ["group with braces, such as {x^a}^b"]
    case .noRight: ["write \\right. for an empty side"]
    case .rightWithoutLeft: ["write \\left. for an empty side"]
    case .alreadyDefined: ["use \\renewcommand"]
    case .notDefined: ["use \\newcommand"]
    case .size: ["write a number with a unit, such as 4pt or 0.5em"]
    case .unexpectedInArgument: ["put the argument in braces"]
    case .environment(let name, _): Self.suggestion(for: name, from: EnvironmentTable.names)
    case .color(_, let name): Self.suggestion(for: name, from: ColorTable.names)
    default: []
    }
  }

  /// The name that was probably meant; `bmatrix` and `Bmatrix` are two, so that the one that starts
  /// alike comes first.
  private static func suggestion(for name: String, from names: [String]) -> [String] {
    let alike = names.filter { $0.first == name.first }
    return closestMatch(to: name, in: alike + names).map { ["did you mean '\($0)'?"] } ?? []
  }
}
