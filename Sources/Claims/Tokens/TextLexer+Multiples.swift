/// Multiples that are written with a letter: `203 / 58 = 3.5x`, `812 / 58 = 14x faster`.
extension TextLexer {
  /// Words that say what is so many times as much.
  private static let comparatives: Set<String> = [
    "faster", "slower", "smaller", "larger", "bigger", "more", "less", "fewer", "higher", "lower",
    "cheaper", "longer", "shorter", "better", "worse", "speedup", "speed-up", "improvement",
    "reduction", "increase", "growth", "compression", "as",
  ]

  /// Whether the letter that ends at `end`, glued to the number at `start`, means "times".
  ///
  /// It may be an unknown: `12 / 2 = 3x`. So the number must be what a quotient gives, nothing
  /// that goes on with an expression may follow, and no `x = …` may stand in the text, unless
  /// "faster" or the like says what is meant.
  func isMultiple(from start: Int, end: Int) -> Bool {
    guard isStatedQuotient else { return false }
    var j = end
    while byte(j).isBlank { j += 1 }
    var word = j
    while byte(word).isLetter || byte(word) == 0x2D { word += 1 }
    if word > j {
      return j > end && Self.comparatives.contains(literal(j, word).lowercased())
    }
    let ends = j >= bytes.count || ".,;:!?)|\n".utf8.contains(byte(j))
    return ends && !definesUnknown
  }

  /// Whether the last tokens are a quotient and a sign of equality.
  private var isStatedQuotient: Bool {
    var rest = output[...]
    while case .tilde? = rest.last?.kind { rest.removeLast() }
    if let word = rest.last, word.isWord,
      OperandFinder.approximately.contains(word.text.lowercased())
    {
      rest.removeLast()
    }
    guard let sign = rest.popLast(), sign.relation == .equal || sign.relation == .approximate else {
      return false
    }
    for token in rest.suffix(12).reversed() {
      if token.op == .divide { return true }
      if token.relation != nil || token.isNewline || token.mark != nil { return false }
    }
    return false
  }

  /// Whether `x = …` stands somewhere in the text.
  private var definesUnknown: Bool {
    bytes.indices.contains { place in
      guard bytes[place] | 0x20 == 0x78, place == 0 || !bytes[place - 1].isWordPart else {
        return false
      }
      var j = place + 1
      while byte(j).isBlank { j += 1 }
      return byte(j) == 0x3D
    }
  }
}
