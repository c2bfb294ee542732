package import Diagnostics

/// A comment glued to a stated number, with the number it binds.
package struct Binding: Sendable {
  /// What a comment is glued to.
  package enum Target: Sendable {
    /// One numeral, and how the prose compares it (`≈`, "below").
    case number(Numeral, Comparator)
    /// A fraction `3/4` is one numeral; a list `[1, 2]` or a matrix has rows of numerals.
    case list([[Numeral]], SourceRange)
    /// `0.66–0.72`.
    case range(Numeral, Numeral)
    /// `0.12 ± 0.01`.
    case plusMinus(Numeral, Numeral)
    /// The last figure of a power or a root, which is not the number that a reader sees.
    case partOfPower
    /// No numeral stands before the comment.
    case nothing
  }

  /// The comment.
  package let comment: BindingComment
  /// What it is glued to.
  package let target: Target
}
