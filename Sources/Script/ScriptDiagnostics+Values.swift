import Diagnostics

// What the checker can say of ranges, subscripts, texts, statements.
extension Diagnostic {
  static func openRange(at range: SourceRange) -> Diagnostic {
    type(
      "range", "a range without a bound stands only between the brackets of a subscript", at: range)
  }

  static func openLoop(at range: SourceRange) -> Diagnostic {
    type("range", "this loop would never end", at: range, hints: ["give the range an upper bound"])
  }

  static func downwardRange(at range: SourceRange) -> Diagnostic {
    type(
      "range", "a range runs upward", at: range,
      hints: ["write 'stride(from: 5, through: 1, by: -1)' or '(1...5).reversed()'"])
  }

  static func noSubscript(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    let hint: String? =
      switch type {
      case .double: "a number has no elements"
      case .string: "take a part with 'prefix', 'suffix' or 'split'"
      case .tuple: "the elements of a tuple are '.0', '.1'"
      case .optional: "unwrap it first: 'value?[…]'"
      default: nil
      }
    return Self.type(
      "subscript", "\(type.article) has no subscript", at: range, hints: hint.map { [$0] } ?? [])
  }

  static func tooManyAxes(
    _ type: ValueType, _ rank: Int, _ count: Int, at range: SourceRange
  ) -> Diagnostic {
    Self.type(
      "axes", "\(type.article) has \(quantity(rank, "axis", plural: "axes")), not \(count)",
      at: range)
  }

  static func emptySubscript(at range: SourceRange) -> Diagnostic {
    type("subscript", "a subscript needs a position", at: range)
  }

  static func subscriptLabel(
    _ label: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    Self.type("subscript", "the subscript of \(type) has no label '\(label)'", at: range)
  }

  static func keyArguments(at range: SourceRange) -> Diagnostic {
    type(
      "subscript", "a dictionary takes a key, and a default with its label", at: range,
      hints: ["write 'counts[key, default: 0]'"])
  }

  static func rangeVariableSlice(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type(
      "subscript", "a part of a list is taken by a range written in the brackets", at: range,
      hints: ["write 'values[a..<b]'"])
  }

  static func destructuring(
    _ type: ValueType, _ count: Int, at range: SourceRange, isLoop: Bool = false
  ) -> Diagnostic {
    let what: String
    if case .tuple(let elements) = type {
      what = "a tuple of \(elements.count)"
    } else {
      what = type.article
    }
    return Self.type(
      "destructuring", "\(what) does not come apart into \(quantity(count, "value"))", at: range,
      hints: isLoop && count == 2
        ? ["with the place of each element, write 'in values.enumerated()'"] : [])
  }

  static func notASequence(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    let hint: String? =
      switch type {
      case .double: "count with '0..<n'"
      case .optional: "unwrap it first: '?? []'"
      default: nil
      }
    return Self.type(
      "sequence", "'for' takes the elements of a sequence, and \(type.article) has none", at: range,
      hints: hint.map { [$0] } ?? [])
  }

  static func functionInText(at range: SourceRange) -> Diagnostic {
    type("text", "a function has no text", at: range, hints: ["call it"])
  }

  static func functionShown(at range: SourceRange) -> Diagnostic {
    type("text", "a function has no text to show", at: range, hints: ["call it"])
  }

  static func unknownFormat(_ text: String, at range: SourceRange) -> Diagnostic {
    type(
      "format", "'\(text)' is no number format", at: range,
      hints: [
        "formats are like \".3f\" (decimals), \".2e\" (power of ten), \".1%\", \",\", \"8.3f\""
      ]
    )
  }

  static func unknownFormatLabel(_ label: String, at range: SourceRange) -> Diagnostic {
    type(
      "format", "a value in a text has no argument '\(label)'", at: range,
      hints: ["write \"\\(x, \".3f\")\""])
  }

  static func tooManyFormats(at range: SourceRange) -> Diagnostic {
    type("format", "a value in a text has one format", at: range)
  }

  static func formatNotLiteral(at range: SourceRange) -> Diagnostic {
    type(
      "format", "a format is a text written in place", at: range,
      hints: ["write \"\\(x, \".3f\")\""])
  }

  static func formatWithoutNumber(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type("format", "\(type.article) has no number to format", at: range)
  }

  static func choiceWithoutElse(at range: SourceRange) -> Diagnostic {
    type("choice", "'if' as a value needs an 'else'", at: range)
  }

  static func choiceBranch(at range: SourceRange) -> Diagnostic {
    type(
      "choice", "each branch of a value is one expression", at: range,
      hints: ["declare the variable before, and assign it in the branches"])
  }

  static func pattern(_ value: ValueType, _ pattern: ValueType, at range: SourceRange) -> Diagnostic
  {
    type(
      "pattern", "\(pattern.article) never fits \(value.article)", at: range,
      hints: value == .string && pattern == .range
        ? ["compare: 'case let s where s >= \"a\" && s <= \"f\"'"] : [])
  }

  static func bindingInAlternatives(at range: SourceRange) -> Diagnostic {
    type(
      "pattern", "a case with several patterns binds no names", at: range,
      hints: ["write two cases"])
  }

  static func notExhaustive(
    _ missing: [String]?, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    let names = (missing ?? []).map { missing -> String in
      switch type {
      case .enumeration: ".\(missing)"
      case .optional(.enumeration) where missing != "nil": ".\(missing)"
      default: missing
      }
    }
    return Self.type(
      "exhaustive",
      names.isEmpty
        ? "'switch' over \(type.article) needs a 'default'"
        : "'switch' leaves out \(names.joined(separator: ", "))", at: range,
      hints: names.isEmpty ? [] : ["add the cases, or 'default:'"])
  }

  static func secondDefault(at range: SourceRange) -> Diagnostic {
    type("exhaustive", "'switch' has one 'default'", at: range)
  }

  static func afterDefault(at range: SourceRange) -> Diagnostic {
    type("exhaustive", "no case is reached after 'default'", at: range)
  }

  static func jumpOutside(_ word: String, at range: SourceRange) -> Diagnostic {
    type("jump", "'\(word)' stands in no loop\(word == "break" ? " or switch" : "")", at: range)
  }

  static func returnOutside(at range: SourceRange) -> Diagnostic {
    type("return", "'return' stands in no function", at: range)
  }

  static func returnInInitializer(at range: SourceRange) -> Diagnostic {
    type("return", "an initializer returns the structure itself", at: range)
  }

  static func returnWithoutValue(_ type: ValueType, at range: SourceRange) -> Diagnostic {
    Self.type("return", "'return' needs \(type.article)", at: range)
  }

  static func returnFromVoid(
    _ name: String, _ type: ValueType, isClosure: Bool, at range: SourceRange
  ) -> Diagnostic {
    Self.type(
      "return", "\(isClosure ? "the closure" : "'\(name)'") returns nothing", at: range,
      hints: isClosure ? [] : ["write '-> \(type)' after its parameters"])
  }

  static func missingReturn(
    _ what: String, _ type: ValueType, at range: SourceRange
  ) -> Diagnostic {
    Self.type("return", "\(what) ends here without returning \(type.article)", at: range)
  }

  static func guardFallsThrough(at range: SourceRange) -> Diagnostic {
    type(
      "guard", "the block of 'guard' must leave", at: range,
      hints: ["end it with 'return', 'break', 'continue' or 'fatalError'"])
  }

  static func fieldsWithoutValue(_ names: [String], at range: SourceRange) -> Diagnostic {
    let list = names.map { "'\($0)'" }.joined(separator: ", ")
    return type("initializer", "the initializer gives no value to \(list)", at: range)
  }

  static func commentWithoutValue(at range: SourceRange) -> Diagnostic {
    type(
      "comment", "the statement before this result comment has no value", at: range,
      hints: ["what 'print' writes is stated as '// Prints \"…\"'"])
  }

  static func unreachable(at range: SourceRange) -> Diagnostic {
    Diagnostic(.note, "unused.code", at: range, "this is never reached")
  }

  static func unusedValue(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "unused.value", at: range, "the value of this is not used",
      hints: ["show it with 'print', or give it a name"])
  }

  static func unusedComparison(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .note, "unused.value", at: range, "the value of this comparison is not used",
      hints: ["'=' assigns"])
  }
}
