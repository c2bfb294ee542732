import Diagnostics

// Words of Swift that are not in the language, and words of other languages.
extension Parser {
  static let modifiers: Set<String> = [
    "private", "public", "internal", "fileprivate", "open", "final", "static", "lazy", "weak",
    "override", "package", "nonisolated", "class", "indirect",
  ]

  /// Operators that other languages write as words.
  static let foreignOperators: [String: String] = [
    "and": "&&", "or": "||", "xor": "!=", "mod": "%", "div": "/",
  ]

  /// Values that other languages spell differently.
  static let foreignValues: [String: String] = [
    "True": "true", "False": "false", "TRUE": "true", "FALSE": "false", "None": "nil",
    "null": "nil", "NULL": "nil", "nullptr": "nil", "undefined": "nil",
  ]

  /// Words that begin a statement in other languages.
  static let foreignStatements: [String: String] = [
    "def": "write 'func name(x: Double) -> Double { … }'",
    "function": "write 'func name(x: Double) -> Double { … }'",
    "fn": "write 'func name(x: Double) -> Double { … }'",
    "fun": "write 'func name(x: Double) -> Double { … }'",
    "const": "write 'let name = value'",
    "val": "write 'let name = value'",
    "auto": "write 'let name = value'",
    "int": "write 'let name = value'",
    "double": "write 'let name = value'",
    "float": "write 'let name = value'",
    "lambda": "write a closure: { x in … }",
    "foreach": "write 'for x in values { … }'",
    "until": "write 'while !condition { … }'",
    "unless": "write 'if !condition { … }'",
    "elif": "write 'else if'",
    "print": "write 'print(value)'",
    "println": "write 'print(value)'",
    "from": "everything of the library is there without an import",
    "del": "there is nothing to delete: values go when nothing uses them",
    "pass": "an empty block is '{ }'",
    "with": "there are no files or resources to open",
  ]

  /// The error for a statement that begins with a word of Swift that the language leaves out.
  mutating func unsupportedStatement(_ word: String) -> Diagnostic? {
    let starts: Bool
    switch next.kind {
    case .word, .mark(UInt8(ascii: "{")): starts = !next.startsLine
    default: starts = false
    }
    switch word {
    case "class", "protocol", "extension", "actor", "import", "try", "throw", "defer", "catch",
      "fallthrough", "async", "await", "macro", "precedencegroup", "operator", "throws", "yield":
      let alwaysKeyword: Set<String> = [
        "class", "protocol", "extension", "import", "try", "throw", "defer", "catch",
        "fallthrough",
      ]
      return alwaysKeyword.contains(word) || starts ? unsupported(word) : nil
    case "infix", "prefix", "postfix":
      return isWord("operator", next) || isWord("func", next) ? unsupported("operator") : nil
    case "mutating" where isWord("func", next): return .mutatingOutside(at: here)
    case "init", "deinit", "subscript":
      return isMark("(", next) || isMark("{", next) ? .memberOutside(word, at: here) : nil
    case "else": return .strayElse(at: here)
    case "case", "default": return isInSwitch ? nil : .strayCase(word, at: here)
    default: break
    }
    if Self.modifiers.contains(word), starts { return .modifier(word, at: here) }
    if starts, let hint = Self.foreignStatements[word] {
      return .foreignWord(word, hint, at: here)
    }
    return nil
  }

  /// The error for a word of Swift that the language leaves out.
  func unsupported(_ word: String) -> Diagnostic {
    .unsupported(word, at: here)
  }

  func unsupportedDirective() -> Diagnostic { .directive(at: here) }
}
