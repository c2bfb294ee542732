import Diagnostics

/// What is said where a side is no operand.
extension OperandFinder {
  /// Why there is no claim where a side is missing.
  func rule(_ left: Operand?, _ right: Operand?, at index: Int) -> ClaimRule {
    if left == nil {
      guard index > 0 else { return .definition }
      let before = tokens[index - 1]
      let hasNumber = tokens[leftStop(index)..<index].contains(where: \.isNumber)
      return before.isWord || before.isSymbol || !hasNumber ? .definition : .partial
    }
    guard index + 1 < tokens.count else { return .unknownRight }
    return tokens[index + 1].isNumber || tokens[index + 1].op != nil ? .partial : .unknownRight
  }

  /// The tokens before `relation` if they are numbers and signs alone, with an operator.
  func numbersAlone(before relation: Int) -> Range<Int>? {
    var start = relation
    let stop = leftStop(relation)
    while start > stop, isNumeric(tokens[start - 1]) { start -= 1 }
    guard start == stop || !tokens[start - 1].isSymbol && !tokens[start - 1].isWord else {
      return nil
    }
    let run = start..<relation
    return computes(run) && !listsNumbers(run) ? run : nil
  }

  /// The tokens after `relation` if they are numbers and signs alone.
  func numbersAlone(after relation: Int) -> Range<Int>? {
    var end = relation + 1
    let stop = rightStop(end)
    while end < stop, isNumeric(tokens[end]) { end += 1 }
    guard end > relation + 1, tokens[(relation + 1)..<end].contains(where: \.isNumber),
      end == stop || !tokens[end].isSymbol, !listsNumbers((relation + 1)..<end)
    else { return nil }
    return (relation + 1)..<end
  }

  func computes(_ range: Range<Int>) -> Bool {
    var operands = 0
    var hasOperator = false
    for token in tokens[range] {
      if token.isNumber { operands += 1 }
      switch token.kind {
      case .op, .sum, .product: hasOperator = true
      case .fraction, .radical, .binomial, .sup:
        hasOperator = true
        operands += 1
      default: break
      }
    }
    return hasOperator && operands >= 2
  }

  /// Whether two numbers stand side by side, as in a matrix drawn with characters.
  func listsNumbers(_ range: Range<Int>) -> Bool {
    range.dropFirst().contains { tokens[$0].isNumber && tokens[$0 - 1].isNumber }
  }

  func isNumeric(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .vulgar, .op, .open, .close, .constant, .function, .root, .bang, .percent,
      .bar, .comma, .sum, .product:
      return true
    case .fraction(let a, let b), .binomial(let a, let b): return (a + b).allSatisfy(isNumeric)
    case .radical(let inner, let index): return (inner + (index ?? [])).allSatisfy(isNumeric)
    case .sup(let inner): return inner.allSatisfy(isNumeric)
    default: return false
    }
  }
}
