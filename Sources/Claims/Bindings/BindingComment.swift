package import Diagnostics

/// What an HTML comment says to mathbook.
package struct BindingComment: Sendable {
  /// The content.
  package enum Content: Sendable {
    /// `= expr`, `= expr ± t`, `= expr in a...b`.
    case value(BoundExpression)
    /// `let name`: the stated number defines the constant.
    case given(name: String, SourceRange)
    /// `source: key`.
    case cited(key: String, SourceRange)
    /// `skip: reason`.
    case waived(reason: String)
    /// `live = expr`.
    case live(BoundExpression)
    /// `mathbook: = e1; e2; _`, for the numbers of the block before it, in order; nil for `_`.
    case paragraph([BoundExpression?])
    /// `mathbook: rows T: e1; e2`, for the table before it.
    case rows(parameter: String, [BoundExpression?])
    /// `mathbook: columns: first = p; entropy = h`.
    case columns([(header: String, BoundExpression)])
    /// `mathbook: strict off|warn|deny`.
    case strictness(Strictness)
    /// `#id` of the block before it.
    case identifier(String, SourceRange)
  }

  /// What it says.
  package let content: Content
  /// The bytes of the whole comment.
  package let range: SourceRange

  init(content: Content, range: SourceRange) {
    self.content = content
    self.range = range
  }
}

/// An expression of swift-math in a comment, with the tolerance written beside it.
package struct BoundExpression: Sendable {
  /// The expression.
  package let expression: MappedText
  /// How far the value may be from the number.
  package let tolerance: Tolerance

  /// The expression with its tolerance.
  package init(_ expression: MappedText, tolerance: Tolerance = .asWritten) {
    self.expression = expression
    self.tolerance = tolerance
  }
}

/// How much an unverified number weighs.
package enum Strictness: String, Hashable, Sendable {
  /// Unverified numbers are not counted.
  case off
  /// Unverified numbers are notes.
  case warn
  /// Unverified numbers are errors.
  case deny
}
