package import Diagnostics

/// One thing that a cell shows, in order.
package struct ShownEntry: Sendable {
  /// What is shown.
  package enum Content: Sendable {
    /// The value of an expression statement; an invisible one is there for its result comment only.
    case value(Value, isVisible: Bool)
    /// What one call of `print` wrote, with its line end.
    case printed(String)
  }
  /// What is shown.
  package let content: Content
  /// The place of the expression or of the call of `print`.
  package let range: SourceRange
  /// The index of the statement in the cell's body that shows it.
  package let statement: Int

  init(_ content: Content, at range: SourceRange, statement: Int) {
    self.content = content
    self.range = range
    self.statement = statement
  }
}
