package import Diagnostics

/// One piece of swift-math as the front end takes it, in the order of the page.
package struct SourcePiece: Sendable {
  /// What kind of piece it is.
  package enum Role: Sendable {
    /// A constant that the prose defines (`0.1<!-- let rate -->`); its text is the name.
    case given(name: String, ValueType)
    /// A cell: statements.
    case cell(isIsolated: Bool, expectsError: Bool)
    /// A binding or an inline value: one expression that sees the finished chapter.
    case expression
  }

  /// The identity by which the caller finds the result.
  package let id: Int
  /// What kind of piece it is.
  package let role: Role
  /// The code.
  package let text: MappedText

  /// A piece.
  package init(id: Int, role: Role, text: MappedText) {
    self.id = id
    self.role = role
    self.text = text
  }
}
