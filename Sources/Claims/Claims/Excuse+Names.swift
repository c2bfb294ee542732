/// Numbers that belong to a name, and letters that are symbols.
extension CalculationFinder {
  /// Whether the left side is a number after a word and both are a name: in `VAT 19% = $200 × 0.19 =
  /// $38` and `Year 1 = 1000 × 1.05 = 1050` the other sides agree, and the first says something else.
  func isLabel(_ left: Operand, _ right: Operand) -> Bool {
    guard let lone = left.expression.lone, !lone.isNegative, right.expression.lone == nil,
      lone.number.measure.isNone, lone.number.exponent == nil,
      line.tokens[left.tokens.lowerBound].isNumber
    else { return false }
    let agrees = goesOnRightly(right)
    guard let name = word(before: left.tokens.lowerBound) else {
      return isYear(left, lone.number) && agrees && !isNear(left, right, 0.1)
    }
    if Self.introductions.contains(name.lowercased()) { return false }
    if lone.number.percent > 0 {
      let isAcronym = name.count > 1 && name.dropFirst().contains(where: \.isUppercase)
      return agrees && isAcronym || !isNear(left, right, agrees ? 0.1 : 0.5)
    }
    // A larger number after a word is a quantity that is wrong: Revenue 500 = 100 × 6 = 600.
    guard lone.number.isBareInteger, (lone.number.mantissa.int ?? .max) <= 31 else { return false }
    let isCapital = name.first?.isUppercase == true
    guard agrees || isCapital else { return false }
    return !isNear(left, right, agrees && isCapital ? 0.1 : 0.5)
  }

  /// Words that lead to a calculation and are no part of a name.
  private static let introductions: Set<String> = [
    "so", "thus", "then", "hence", "therefore", "and", "or", "but", "that", "is", "are",
    "total", "totals", "sum", "gives", "give", "have", "get", "we", "because", "since", "again",
    "also", "if", "with", "for", "now", "here", "where", "when", "answer", "result", "note",
    "check", "the", "a", "in", "full", "of", "as", "first", "next", "finally", "namely",
    "example", "value", "number", "i.e", "e.g", "say", "let", "obviously", "clearly", "indeed",
    "thence", "means", "makes", "equals", "true", "false", "likewise", "similarly", "instead",
    "that's", "it's", "to", "das", "ist", "sind", "denn", "und", "oder", "weil", "ergibt",
    "macht", "insgesamt",
  ]

  /// The word before a number, with the full stop of an abbreviation between at most.
  private func word(before start: Int) -> String? {
    guard start > 0 else { return nil }
    let before = line.tokens[start - 1]
    if before.isWord, before.region != .math { return before.text }
    guard before.mark == UInt8(ascii: "."), !before.hasSpaceBefore, start > 1 else { return nil }
    let word = line.tokens[start - 2]
    return word.isWord && word.text.count <= 6 && word.text.first?.isUppercase == true
      ? word.text : nil
  }

  private func isYear(_ left: Operand, _ number: PrintedNumber) -> Bool {
    guard number.isBareInteger, number.text.utf8.count == 4, left.tokens.count == 1,
      let year = number.mantissa.int
    else { return false }
    return year >= 1900 && year <= 2100
  }

  /// Whether what follows `right` in its chain agrees with it.
  private func goesOnRightly(_ right: Operand) -> Bool {
    var i = right.tokens.upperBound
    while i < line.tokens.count, line.tokens[i].isNewline { i += 1 }
    guard i < line.tokens.count, let relation = line.tokens[i].relation,
      relation == .equal || relation == .approximate, let next = operands.right(of: i)
    else { return false }
    let judge = Judge(
      right.expression, next.operand.expression,
      isApproximate: relation == .approximate || next.isApproximate)
    guard judge.relation != .unlike, let finding = judge.finding() else { return false }
    return finding.comparison != .off
  }

  /// Whether the sides differ by at most `share` of the larger one.
  private func isNear(_ left: Operand, _ right: Operand, _ share: Double) -> Bool {
    guard let a = left.expression.evaluated(Reading())?.value,
      let b = right.expression.evaluated(Reading())?.value
    else { return false }
    return (a - b).magnitude <= share * max(a.magnitude, b.magnitude)
  }

  // MARK: Symbols

  /// Whether a letter that looks like a unit is rather a symbol: `f = 1/T = 1/0.02`, where a chain
  /// begins with a symbol, and `1/T` has no number for its unit.
  func holdsSymbol(_ left: Operand, _ right: Operand) -> Bool {
    guard hasLetter(left) || hasLetter(right), beginsWithSymbol(left.tokens.lowerBound) else {
      return false
    }
    let a = UnitTerm(left.expression)
    let b = UnitTerm(right.expression)
    return !(a.hasUnit && b.hasUnit && a.dimension == b.dimension)
  }

  /// Whether a single letter is glued to a number, a power or a stroke.
  private func hasLetter(_ side: Operand) -> Bool {
    side.tokens.dropFirst().contains { i in
      let token = line.tokens[i]
      guard token.isWord || token.isSymbol, token.region != .math, token.text.count == 1,
        !token.hasSpaceBefore || line.tokens[i - 1].op == .divide
      else { return false }
      switch line.tokens[i - 1].kind {
      case .number, .constant, .sup, .vulgar, .op(.divide): return true
      default: return false
      }
    }
  }

  /// Whether the chain that reaches `start` begins with a symbol or a short name.
  private func beginsWithSymbol(_ start: Int) -> Bool {
    var i = start - 1
    while i > max(0, start - 80) {
      let token = line.tokens[i]
      if token.isNewline || token.mark == UInt8(ascii: ".") && !token.hasSpaceBefore
        || token.mark == UInt8(ascii: ";")
      {
        return false
      }
      if token.relation != nil, isSymbolName(before: i) { return true }
      i -= 1
    }
    return false
  }

  private func isSymbolName(before index: Int) -> Bool {
    var i = index - 1
    while i > 0, isScript(line.tokens[i]) { i -= 1 }
    let token = line.tokens[i]
    return (token.isWord || token.isSymbol) && token.text.count <= 3
      && (i == 0 || !line.tokens[i - 1].isNumber)
  }

  private func isScript(_ token: Token) -> Bool {
    switch token.kind {
    case .sub, .sup, .vulgar, .prime: true
    default: false
    }
  }
}
