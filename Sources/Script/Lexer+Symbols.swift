import Diagnostics

extension Lexer {
  func isSymbol(_ value: UInt32) -> Bool {
    switch value {
    case 0x21, 0x25, 0x26, 0x2A, 0x2B, 0x2D, 0x2E, 0x2F, 0x3C...0x3F, 0x5E, 0x7C, 0x7E: true
    case 0xAC, 0xB1, 0xD7, 0xF7, 0x2022, 0x2190...0x23FF, 0x2A00...0x2AFF: true
    default: false
    }
  }

  /// All operators that the language has.
  static let operators: Set<String> = [
    "+", "-", "*", "/", "%", "**", "•", "⊙", "⊗", "√", "≈", "==", "!=", "<", "<=", ">", ">=", "&&",
    "||", "!", "??", "?", "...", "..<", "=", "+=", "-=", "*=", "/=", "%=", "**=", "->", "&",
  ]

  /// What was meant by a character that looks like an operator.
  static let lookalikes: [Unicode.Scalar: String] = [
    "−": "-", "×": "*", "÷": "/", "⋅": "*", "∙": "*", "≤": "<=", "≥": ">=", "≠": "!=", "∗": "*",
    "⊕": "+", "∧": "&&", "∨": "||", "¬": "!", "←": "=", "→": "->", "…": "...", "∕": "/", "–": "-",
  ]

  mutating func symbol(_ hasSpace: Bool) -> Token.Kind? {
    let start = position
    let isLeftBound = isLeftBound(start)
    var written = String.UnicodeScalarView()
    // Counting what is written would look at all of it.
    var length = 0
    var meant = ""
    var hasLookalike = false
    while position < end {
      let scalar = scalar(at: position)
      guard isSymbol(scalar.value), !startsComment() else { break }
      // `x!.y`, `x?.y`, `f()!`: what follows a value directly is its own token.
      if isLeftBound, length == 1, let first = written.first, first == "!" || first == "?",
        scalar != "=", scalar != "?" || first == "!"
      {
        break
      }
      // A point belongs only to operators that start with one.
      if scalar == ".", let first = written.first, first != "." { break }
      // `√-x`, `!√x`: prefix operators may follow each other.
      if length == 1, written.first == "√" { break }
      position += UTF8.width(scalar)
      written.append(scalar)
      length += 1
      if let other = Self.lookalikes[scalar] {
        hasLookalike = true
        meant += other
      } else {
        meant.unicodeScalars.append(scalar)
      }
    }
    if hasLookalike {
      report(.lookalike(String(written), meant, at: range(start, position)))
    }
    if !Self.operators.contains(meant) {
      guard let known = repair(meant, from: start) else { return nil }
      return .symbol(known, known == "√" || known == "!" ? .prefix : .infix)
    }
    return .symbol(meant, fixity(isLeftBound, meant))
  }

  /// Swift's rule: white space on both sides or on none makes an operator binary.
  private func fixity(_ isLeftBound: Bool, _ symbol: String) -> Token.Fixity {
    let isRightBound = isRightBound(position)
    // `x!`, `x?.y`, `x?[0]`, `T?`: always of what stands before them.
    if isLeftBound, symbol == "!" || symbol == "?" { return .postfix }
    if isLeftBound == isRightBound { return .infix }
    return isLeftBound ? .postfix : .prefix
  }

  private func isLeftBound(_ start: Int) -> Bool {
    guard start > 0 else { return false }
    switch bytes[start - 1] {
    case 0x20, 0x09, 0x0A, 0x0D, 0x0C, UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
      return false
    case UInt8(ascii: "/"):
      return !(start > 1 && bytes[start - 2] == UInt8(ascii: "*"))
    default: return true
    }
  }

  private func isRightBound(_ stop: Int) -> Bool {
    guard stop < end else { return false }
    switch bytes[stop] {
    case 0x20, 0x09, 0x0A, 0x0D, 0x0C, UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
      return false
    case UInt8(ascii: "/"):
      return !(peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"))
    default: return true
    }
  }

  private func startsComment() -> Bool {
    bytes[position] == UInt8(ascii: "/")
      && (peek(1) == UInt8(ascii: "/") || peek(1) == UInt8(ascii: "*"))
  }

  /// Reports an operator that does not exist and gives one to go on with.
  private mutating func repair(_ symbol: String, from start: Int) -> String? {
    if symbol == "++" || symbol == "--" {
      report(.unknownOperator(symbol, at: range(start, position)))
      return nil
    }
    // `2**-1`, `0...-1`: the longest known beginning with a prefix operator behind it.
    for prefix in ["-", "!", "√", "+"] where symbol.hasSuffix(prefix) {
      let first = String(symbol.dropLast())
      if first != "&", Self.operators.contains(first) {
        report(.gluedOperators(symbol, first, prefix, at: range(start, position)))
        position -= prefix.utf8.count
        return first
      }
    }
    report(.unknownOperator(symbol, at: range(start, position)))
    return Self.meantOperator[symbol] ?? "+"
  }

  /// Operators of other languages, and what stands for them here.
  static let meantOperator: [String: String] = [
    "<<=": "*=", ">>=": "/=", "|=": "+=", "&+=": "+=", "&-=": "-=", "&*=": "*=",
    "^": "**", "++": "+=", "--": "-=", "===": "==", "!==": "!=", "<>": "!=",
    "&=": "=", "|": "+", "=>": "->", "^=": "**=", "..": "...", "==<": "<=", "=<": "<=",
    "~=": "==", "<-": "=", "∘": "*", "@": "•", ".*": "*", "./": "/", ".^": "**",
  ]

  mutating func strange(_ scalar: Unicode.Scalar) -> Token.Kind? {
    let start = position
    position += width(of: scalar)
    let here = range(start, position)
    switch scalar {
    case "“", "”", "„", "«", "»", "‘", "’":
      report(.curlyQuote(Character(scalar), at: here))
      return curlyText()
    case "·", "²", "³", "¹":
      if let trap = trap(at: start) {
        report(.letterLikeOperator(trap.character, trap.hint, at: here))
        if let meant = trap.operatorText { return .symbol(meant, .infix) }
      }
      return nil
    case "–", "…":
      let meant = Self.lookalikes[scalar] ?? "-"
      report(.lookalike(String(Character(scalar)), meant, at: here))
      return .symbol(meant, .infix)
    default:
      report(.strayCharacter(Character(scalar), at: here))
      return nil
    }
  }
}
