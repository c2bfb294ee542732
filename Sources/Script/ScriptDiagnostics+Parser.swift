import Diagnostics

// What the parser can say of the form of the code.
extension Diagnostic {
  static func expected(_ what: String, found: String, at range: SourceRange) -> Diagnostic {
    syntax("expected", "expected \(what), found \(found)", at: range)
  }

  static func missingOperand(_ symbol: String, at range: SourceRange) -> Diagnostic {
    syntax("expected", "'\(symbol)' has no value on its right", at: range)
  }

  static func unclosed(_ mark: Unicode.Scalar, at range: SourceRange) -> Diagnostic {
    syntax("unclosed", "this bracket is never closed by '\(mark)'", at: range)
  }

  static func unopened(_ mark: String, at range: SourceRange) -> Diagnostic {
    syntax("unopened", "\(mark) closes nothing", at: range)
  }

  static func tooDeep(_ limit: Int, at range: SourceRange) -> Diagnostic {
    syntax(
      "depth", "the code is nested more than \(limit) deep", at: range,
      hints: ["give a part of it a name with 'let'"])
  }

  static func keywordAsName(
    _ word: String, _ what: String, at range: SourceRange
  ) -> Diagnostic {
    syntax(
      "keyword", "expected \(what), found the keyword '\(word)'", at: range,
      hints: ["choose another name, or write `\(word)` between backticks"])
  }

  static func unevenSpaces(_ symbol: String, at range: SourceRange) -> Diagnostic {
    syntax(
      "spaces", "'\(symbol)' has white space on one side only", at: range,
      hints: ["put a space on both sides or on none, so that it is read as between two values"])
  }

  static func spaceAfterPrefix(_ symbol: String, at range: SourceRange) -> Diagnostic {
    syntax(
      "spaces", "'\(symbol)' stands before a value and must touch it", at: range,
      hints: ["remove the space after it"])
  }

  static func unchainable(_ symbol: String, at range: SourceRange) -> Diagnostic {
    let isRange = symbol == "..." || symbol == "..<"
    return syntax(
      "chain", isRange ? "a range has two bounds" : "comparisons do not chain", at: range,
      hints: isRange ? [] : ["write 'a < b && b < c'"])
  }

  static func minusBeforePower(at range: SourceRange) -> Diagnostic {
    syntax(
      "minusPower", "the minus sign of a power needs parentheses", at: range,
      hints: ["write '-(x ** 2)' for the mathematician's reading, '(-x) ** 2' for Swift's"])
  }

  static func missingZero(at range: SourceRange) -> Diagnostic {
    syntax("number", "a number does not begin with '.'", at: range, hints: ["write '0.5'"])
  }

  static func prefixedText(_ word: String, at range: SourceRange) -> Diagnostic {
    syntax(
      "text", "a text has no prefix", at: range,
      hints: ["a value in a text is written \"\\(value)\""])
  }

  static func comprehension(at range: SourceRange) -> Diagnostic {
    syntax(
      "foreign", "a list is not built by 'for'", at: range,
      hints: ["write '(0..<n).map { i in … }'"])
  }

  static func matrixRows(at range: SourceRange) -> Diagnostic {
    syntax(
      "foreign", "';' does not separate the rows of a matrix", at: range,
      hints: ["write '[[1, 2], [3, 4]]'"])
  }

  static func colonBlock(at range: SourceRange) -> Diagnostic {
    syntax(
      "foreign", "a block stands between braces, not after ':'", at: range,
      hints: ["write '{' here and '}' after the block"])
  }

  static func walrus(at range: SourceRange) -> Diagnostic {
    syntax("foreign", "there is no operator ':='", at: range, hints: ["write 'let name = value'"])
  }

  static func chainedAssignment(at range: SourceRange) -> Diagnostic {
    syntax(
      "assignment", "an assignment is no value, so that it cannot be assigned again", at: range,
      hints: ["write one assignment a line"])
  }

  static func assignmentInCondition(at range: SourceRange) -> Diagnostic {
    syntax(
      "assignment", "'=' assigns, a condition compares", at: range, hints: ["write '=='"])
  }

  static func letAfterAnd(at range: SourceRange) -> Diagnostic {
    syntax(
      "condition", "'let' cannot follow '&&' in a condition", at: range,
      hints: ["separate the conditions by ','"])
  }

  static func labelWithoutLoop(_ name: String, at range: SourceRange) -> Diagnostic {
    syntax(
      "label", "the label '\(name)' stands before no loop, 'if', 'switch' or 'do'", at: range,
      hints: ["a type is given in a declaration: 'let \(name): Double'"])
  }

  static func countingFor(at range: SourceRange) -> Diagnostic {
    syntax(
      "foreign", "'for' takes each element of a sequence", at: range,
      hints: ["write 'for i in 0..<n { … }'"])
  }

  static func letInFor(at range: SourceRange) -> Diagnostic {
    syntax(
      "for", "the name of 'for' is declared by 'for' itself", at: range,
      hints: ["remove 'let' or 'var'"])
  }

  static func emptyCase(at range: SourceRange) -> Diagnostic {
    syntax(
      "case", "this case has no statement", at: range,
      hints: ["write 'break' to do nothing; several values share a case as 'case 1, 2:'"])
  }

  static func strayCase(_ word: String, at range: SourceRange) -> Diagnostic {
    syntax("case", "'\(word)' stands in no 'switch'", at: range)
  }

  static func strayElse(at range: SourceRange) -> Diagnostic {
    syntax(
      "else", "'else' belongs to no 'if'", at: range,
      hints: ["it stands directly after the '}' of 'if'"])
  }

  static func parameterWithoutType(_ name: String, at range: SourceRange) -> Diagnostic {
    syntax(
      "parameter", "the parameter '\(name)' has no type", at: range,
      hints: ["write '\(name): Double'"])
  }

  static func captureList(at range: SourceRange) -> Diagnostic {
    syntax(
      "closure", "closures have no capture list here", at: range,
      hints: ["values are captured without it; for a copy, declare a 'let' before the closure"])
  }

  static func computedProperty(at range: SourceRange) -> Diagnostic {
    syntax(
      "property", "a computed property has a name, a type and a block", at: range,
      hints: ["write 'var area: Double { width * height }'"])
  }

  static func commentWithoutStatement(at range: SourceRange) -> Diagnostic {
    syntax("comment", "this result comment follows no statement", at: range)
  }

  static func commentInside(at range: SourceRange) -> Diagnostic {
    syntax(
      "comment", "a result comment follows a whole statement of the cell", at: range,
      hints: ["a value inside a loop or function has no single result: move the comment out"])
  }
}
