import Diagnostics

/// How surely an operand begins and ends where it seems to.
extension OperandFinder {
  /// How surely an expression can begin at `start`; nil if it is glued to what is before it.
  func certainty(before start: Int, stop: Int) -> Operand.Certainty? {
    guard start > 0 else { return .certain }
    let before = tokens[start - 1]
    let first = tokens[start]
    let isSign = first.op != nil
    let isSpacedSign =
      isSign && start + 1 < tokens.count && tokens[start + 1].hasSpaceBefore
    switch before.kind {
    case .word:
      if !first.hasSpaceBefore, first.region == before.region { return nil }
      if isSpacedSign { return nil }
      let text = before.text
      if text.utf8.count == 1, text != "a", text != "I", text != "r" { return nil }
      if Self.operatorWords.contains(text) || Self.functionNames.contains(text) { return nil }
      return Self.labels.contains(text.lowercased()) ? .doubtful : .certain
    case .symbol:
      if before.region == .math || !first.hasSpaceBefore || isSign { return nil }
      return .doubtful
    case .number, .vulgar, .percent, .perMille, .degree, .prime, .bang, .fraction, .binomial,
      .radical, .sup, .matrix, .constant, .currency:
      return nil
    case .sub, .function, .unknownOperator, .root: return nil
    case .ellipsis: return nil
    case .op(let op): return afterOperator(op, start)
    case .close:
      if before.region == .math || !first.hasSpaceBefore || isSpacedSign { return nil }
      return .certain
    case .comma:
      let isGlued = !first.hasSpaceBefore && start > 1 && tokens[start - 2].isNumber
      return isGlued ? nil : .certain
    case .mark(let byte):
      // f'(3), a.(3)
      if !first.hasSpaceBefore, !before.hasSpaceBefore, start > 1, first.isOpen,
        tokens[start - 2].isWord || tokens[start - 2].isSymbol
      {
        return nil
      }
      return afterMark(byte, start)
    case .newline: return .certain
    case .open:
      return .certain
    case .sum, .product: return nil
    case .bar: return .doubtful
    case .relation, .tilde, .arrow, .gap, .edge: return .certain
    }
  }

  /// After a spaced dash in prose an expression may begin: "Result - 3 + 4 = 7".
  func afterOperator(_ op: Token.Operator, _ start: Int) -> Operand.Certainty? {
    guard start > 1 else {
      return line.hasBullets && isBullet(start - 1) ? .certain : nil
    }
    let sign = tokens[start - 1]
    let word = tokens[start - 2]
    if word.isNewline, line.hasBullets, isBullet(start - 1) {
      return start > 2 && tokens[start - 3].endsOperand && tokens[start - 3].isNumber
        ? .doubtful : .certain
    }
    guard op == .minus, sign.hasSpaceBefore, tokens[start].hasSpaceBefore, word.isWord,
      word.region == .prose, word.text.utf8.count > 2
    else { return nil }
    return .doubtful
  }

  func afterMark(_ byte: UInt8, _ start: Int) -> Operand.Certainty? {
    let first = tokens[start]
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ";"):
      if !first.hasSpaceBefore, start > 1, tokens[start - 2].isNumber || tokens[start - 2].isSymbol
      {
        return nil
      }
      return .certain
    // The mark of a comment, but not "#12".
    case UInt8(ascii: "#") where first.hasSpaceBefore: return .certain
    case UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "@"): return nil
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .certain
    default: return .certain
    }
  }

  /// Whether what is inside can be read otherwise: digits grouped with spaces.
  func ofInside(_ range: Range<Int>) -> Operand.Certainty {
    for token in tokens[range] {
      if case .number(let scanned) = token.kind, scanned.hasSpaces { return .doubtful }
      if token.isNewline, line.hasBullets { return .doubtful }
      if token.op == .ratio, token.region != .math { return .doubtful }
    }
    return .certain
  }

  func certainty(after end: Int, start: Int, stop: Int) -> Operand.Certainty? {
    guard end < tokens.count else { return .certain }
    let next = tokens[end]
    switch next.kind {
    case .word:
      let text = next.text
      if text == "r" || text == "R" || text == "remainder" { return .certain }
      if text.utf8.count == 1, text != "a", text != "A", text != "I" {
        return Measure.named(text) != nil ? .doubtful : nil
      }
      if Self.beforeNumber.contains(text.lowercased()) {
        // "2 to 5", "25% of 20", but "19 of them".
        return end + 1 < tokens.count && tokens[end + 1].isNumber ? .doubtful : .certain
      }
      return Self.doubtfulAfter.contains(text.lowercased()) ? .doubtful : .certain
    case .symbol:
      return next.region == .math || !next.hasSpaceBefore ? nil : .doubtful
    case .number, .vulgar, .currency: return nil
    case .open:
      return next.region != .math && next.hasSpaceBefore ? .certain : nil
    case .op(let op): return beforeOperator(op, end)
    case .constant where next.region != .math && next.hasSpaceBefore: return .doubtful
    case .sup, .sub, .unknownOperator, .root, .function, .constant, .fraction, .binomial,
      .radical, .matrix, .sum, .product, .percent, .perMille, .degree, .prime:
      return nil
    case .ellipsis: return nil
    case .bang: return .certain
    case .comma:
      let isGlued =
        end + 1 < tokens.count && tokens[end + 1].isNumber && !tokens[end + 1].hasSpaceBefore
      return isGlued ? nil : .certain
    case .mark(let byte):
      if byte == UInt8(ascii: ":"), end + 1 < tokens.count, tokens[end + 1].isNumber,
        !tokens[end + 1].hasSpaceBefore
      {
        return nil
      }
      if byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "@") {
        return next.hasSpaceBefore ? .certain : .doubtful
      }
      return .certain
    case .close, .relation, .newline, .edge, .gap, .arrow, .tilde, .bar: return .certain
    }
  }

  func beforeOperator(_ op: Token.Operator, _ end: Int) -> Operand.Certainty? {
    let sign = tokens[end]
    guard end + 1 < tokens.count else { return op == .times || op == .power ? .certain : nil }
    let after = tokens[end + 1]
    if op == .times, sign.text == "×", !sign.hasSpaceBefore, endsMultiple(end + 1) {
      return .certain
    }
    if after.isNewline { return op == .power ? .certain : op == .times ? .doubtful : nil }
    if line.hasBullets, end > 0, tokens[end - 1].isNewline { return .certain }
    if op == .minus, sign.hasSpaceBefore, after.hasSpaceBefore, after.isWord,
      after.text.utf8.count > 1
    {
      return .doubtful
    }
    if op == .times || op == .power, !sign.hasSpaceBefore, !after.isNumber {
      // The end of an emphasis.
      return op == .power && (after.hasSpaceBefore || !after.isWord && !after.isSymbol)
        ? .certain : .doubtful
    }
    return nil
  }

  /// Whether nothing that could be multiplied follows: "14× faster", "14×.".
  private func endsMultiple(_ index: Int) -> Bool {
    let token = tokens[index]
    if token.isNewline { return index + 1 == tokens.count || !tokens[index + 1].isNumber }
    if token.isWord { return token.hasSpaceBefore && token.text.utf8.count > 2 }
    return token.mark != nil || token.isClose
  }

  // MARK: Words

  static let operatorWords: Set<String> = ["plus", "minus", "times", "over", "modulo"]

  /// Functions whose argument needs no brackets: "ln 2 / k".
  static let functionNames: Set<String> = [
    "ln", "log", "lg", "lb", "ld", "exp", "sqrt", "sin", "cos", "tan", "cot", "arcsin", "arccos",
    "arctan", "sinh", "cosh", "tanh",
  ]

  /// Words that number what follows them.
  static let labels: Set<String> = [
    "step", "figure", "table", "section", "chapter", "example", "question", "day", "phase",
    "option", "version", "case", "part", "level", "line", "page", "fig", "eq", "equation",
    "exercise", "problem", "week", "round", "stage", "tier", "node", "item", "no", "lemma",
  ]

  /// Words that go on with the sentence and name nothing.
  static let functionWords: Set<String> = [
    "and", "for", "with", "per", "the", "which", "that", "this", "are", "was", "were", "has",
    "have",
    "each", "but", "when", "where", "while", "because", "since", "from", "into", "after", "before",
    "only", "not", "then", "than", "und", "pour", "para", "con", "por",
  ]

  static let approximately: Set<String> = [
    "about", "approximately", "approx", "roughly", "around", "nearly", "circa", "almost", "ca",
  ]

  static let beforeNumber: Set<String> = ["of", "to", "or", "bis", "oder"]

  static let doubtfulAfter: Set<String> = [
    "plus", "minus", "times", "mod", "modulo", "percent", "more", "less", "divided", "squared",
    "cubed", "base", "out",
  ]
}
