import Diagnostics

// What the lexer can say.
extension Diagnostic {
  static func syntax(
    _ rule: String, _ message: String, at range: SourceRange, hints: [String] = []
  ) -> Diagnostic {
    Diagnostic(.error, "syntax.\(rule)", at: range, cut(message), hints: hints.map(cut))
  }

  /// The message, in which words of the source that nobody reads to their end are cut.
  static func cut(_ message: String) -> String {
    let mostLetters = 60
    guard message.utf8.count > 2 * mostLetters else { return message }
    return message.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let start = word.prefix(mostLetters)
      guard start.endIndex < word.endIndex else { return String(word) }
      return start + (word.hasSuffix("'") ? "…'" : "…")
    }.joined(separator: " ")
  }

  static func strayBackslash(at range: SourceRange) -> Diagnostic {
    syntax("character", "a backslash has no meaning here", at: range)
  }

  static func strayCharacter(_ character: Character, at range: SourceRange) -> Diagnostic {
    syntax("character", "'\(character)' has no meaning here", at: range)
  }

  static func unclosedComment(at range: SourceRange) -> Diagnostic {
    syntax(
      "unclosed", "this comment is never closed", at: range, hints: ["end it with '*/'"])
  }

  static func unclosedText(at range: SourceRange) -> Diagnostic {
    syntax("unclosed", "this text has no closing quote", at: range)
  }

  static func unclosedInterpolation(at range: SourceRange) -> Diagnostic {
    syntax("unclosed", "this '\\(' has no ')' on its line", at: range)
  }

  static func longTextStartsInline(at range: SourceRange) -> Diagnostic {
    syntax(
      "text", "a text in triple quotes starts on the line after them", at: range)
  }

  static func unknownEscape(at range: SourceRange) -> Diagnostic {
    syntax(
      "escape", "a text has no such escape", at: range,
      hints: [
        "the escapes are \\n \\t \\r \\0 \\\" \\\\ \\u{…} and \\(value); a line does not go on behind '\\'"
      ])
  }

  static func unknownCharacter(at range: SourceRange) -> Diagnostic {
    syntax(
      "escape", "this names no character", at: range,
      hints: [
        "\\u{…} holds the number of a character in base sixteen: up to 10FFFF, without D800 to DFFF"
      ])
  }

  static func singleQuotes(at range: SourceRange) -> Diagnostic {
    syntax("quotes", "a text stands between double quotes", at: range)
  }

  static func curlyQuote(_ quote: Character, at range: SourceRange) -> Diagnostic {
    syntax(
      "quotes", "'\(quote)' is a quotation mark for prose", at: range,
      hints: ["write the straight quote \""])
  }

  static func letterLikeOperator(
    _ character: Character, _ hint: String, at range: SourceRange
  ) -> Diagnostic {
    syntax(
      "lookalike", "'\(character)' is no operator: Swift takes it for a part of a name", at: range,
      hints: [hint])
  }

  static func lookalike(
    _ written: String, _ meant: String, at range: SourceRange
  ) -> Diagnostic {
    syntax(
      "lookalike", "'\(written)' is a character for prose and formulas", at: range,
      hints: ["write '\(meant)'"])
  }

  static func gluedOperators(
    _ written: String, _ first: String, _ second: String, at range: SourceRange
  ) -> Diagnostic {
    syntax(
      "operator", "'\(written)' is read as one operator, and there is none", at: range,
      hints: ["put a space before the sign: '\(first) \(second)'"])
  }

  static func unknownOperator(_ written: String, at range: SourceRange) -> Diagnostic {
    let hints: [String]
    switch written {
    case "^": hints = ["the power is written '**', 'either … or' of truth values '!='"]
    case "~=": hints = ["write '(1...5).contains(n)'"]
    case "++": hints = ["write '+= 1'"]
    case "--": hints = ["write '-= 1'"]
    case "&+", "&-", "&*", "&+=", "&-=", "&*=":
      hints = ["numbers are Doubles and do not run over: write '\(written.dropFirst())'"]
    case "<<": hints = ["numbers are Doubles: write 'x * 2 ** n'"]
    case ">>": hints = ["numbers are Doubles: write 'floor(x / 2 ** n)'"]
    case "<<=": hints = ["numbers are Doubles: write 'x *= 2 ** n'"]
    case ">>=": hints = ["numbers are Doubles: write 'x = floor(x / 2 ** n)'"]
    case "&", "|", "&=", "|=", "^=", "&|", "~", "&<<", "&>>", "~&":
      hints = [
        "there are no operators on bits: numbers are Doubles; "
          + "'x % 2' is the last bit, 'quotient(x, 2)' the others"
      ]
    case ".*", "./", ".^": hints = ["operators on tensors work element by element: drop the '.'"]
    default: hints = Lexer.meantOperator[written].map { ["did you mean '\($0)'?"] } ?? []
    }
    return syntax("operator", "there is no operator '\(written)'", at: range, hints: hints)
  }

  static func tooManyDigits(at range: SourceRange) -> Diagnostic {
    syntax(
      "number", "this integer has more digits than a Double holds", at: range,
      hints: [
        "integers are exact up to 9007199254740992 (2⁵³); write it as 1.2e20 if it is rounded"
      ]
    )
  }

  static func numberTooLarge(at range: SourceRange) -> Diagnostic {
    syntax("number", "this number is larger than any Double", at: range)
  }

  static func malformedNumber(at range: SourceRange) -> Diagnostic {
    syntax("number", "this is no number in its base", at: range)
  }

  static func hexadecimalFraction(at range: SourceRange) -> Diagnostic {
    syntax(
      "number", "a number in base sixteen has no fraction and no exponent", at: range,
      hints: ["write it in tens, or as a product: '0x18 * 2 ** -3'"])
  }

  static func gluedNumber(
    _ number: String, _ word: String, at range: SourceRange
  ) -> Diagnostic {
    syntax(
      "number", "'\(number)\(word)' is neither a number nor a name", at: range,
      hints: ["a product needs its sign: '\(number) * \(word)'"])
  }
}
