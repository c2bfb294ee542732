/// A numeral of a document and what it is by its looks alone.
package struct StatedNumber: Sendable {
  /// How a numeral is classed before bindings are considered.
  package enum Class: Hashable, Sendable {
    /// A date, a version, a figure number; by the named rule.
    case structural(rule: String)
    /// Part of a formula with free symbols, a shape, a name; by the named rule.
    case notation(rule: String)
    /// A quantity that wants a binding.
    case open
  }

  /// The numeral.
  package let numeral: Numeral
  /// What it is.
  package let type: Class
}

/// The numerals of `text`, each classed by the first rule that fits.
///
/// Fenced text and the comments of foreign code are not asked: what stands there is the code's.
///
/// - Complexity: O(bytes).
package func statedNumbers(
  in text: ClaimText, style: NumberStyle = NumberStyle()
) -> [StatedNumber] {
  switch text.kind {
  case .fencedText, .codeComment: return []
  default: break
  }
  var result: [StatedNumber] = []
  for (index, piece) in text.pieces.enumerated() {
    switch piece {
    case .text(let mapped):
      ProseClassifier(
        mapped, style: style, kind: text.kind, isFirst: index == 0
      ).classify(into: &result)
    case .code(let mapped):
      CodeClassifier.classify(mapped, style: style, into: &result)
    case .formula(let mapped, _):
      FormulaClassifier.classify(mapped, macros: text.macros, style: style, into: &result)
    case .comment, .gap: break
    }
  }
  return result
}
