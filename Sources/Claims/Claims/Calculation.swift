package import Diagnostics

/// Arithmetic in plain sight: two neighbours in a chain such as `A = B ≈ C`, and what came of it.
package struct Calculation: Sendable {
  /// The sign between the two sides.
  package enum Relation: Hashable, Sendable {
    /// `=`, `==`, `≡`.
    case equal
    /// `≈`, `~`, `\approx`, "about".
    case approximate
    /// `≠`, `!=`.
    case unequal
    /// `<` and `≪`.
    case less
    /// `≤`.
    case lessOrEqual
    /// `>` and `≫`.
    case greater
    /// `≥`.
    case greaterOrEqual
  }

  /// The kind of the text that holds it.
  package var kind: ClaimText.Kind
  /// The bytes of both sides.
  package var range: SourceRange
  /// The bytes of the left side.
  package var left: SourceRange
  /// The bytes of the right side.
  package var right: SourceRange
  /// The left side as written.
  package var leftText: String
  /// The right side as written.
  package var rightText: String
  /// The sign between them.
  package var relation: Relation
  /// The number on the right, if that is all that stands there.
  package var stated: Numeral?
  /// Whether the left side is the stated number and the right one computes: `192 = 2 × 96`.
  package var isStatedLeft: Bool
  /// What was found.
  package var verdict: Verdict
  /// All numerals of both sides, for the account.
  package var numerals: [SourceRange]
}

/// What is to be said of a calculation.
package enum Verdict: Hashable, Sendable {
  /// Right to the digits printed.
  case right
  /// A bare integer that is the right rounding of a quotient, root or function.
  case rounded(Correction)
  /// The digits were cut off rather than rounded.
  case truncated(Correction)
  /// Right only for some un-rounded values of the printed decimals.
  case byUnrounding(Correction)
  /// An approximation beyond the printed digits, yet within 5 %.
  case coarse(Correction)
  /// Right if a factor of units is supplied that one side leaves out.
  case unitSupplied(Correction)
  /// Wrong.
  case wrong(Correction)
  /// Recognised, but not decided.
  case notChecked(String)

  /// The true value in the author's own digit style, and advice.
  package struct Correction: Hashable, Sendable {
    /// The stated side with the true value, as the author would have written it.
    package var actual: String
    /// What to know beyond "write `actual`", such as the value in another prefix.
    package var hint: String?
    /// The digits to be written in place of `range`; nil if no single number is stated.
    package var digits: String?
    /// The stated digits in the file, with their sign.
    package var range: SourceRange?

    /// The true value `actual`, and advice.
    package init(_ actual: String, hint: String? = nil) {
      self.actual = actual
      self.hint = hint
    }
  }
}
