package import Diagnostics

/// One formula: its tree, what is wrong with it, and how it wants to be numbered.
///
///     let formula = TeXFormula(text, isDisplay: true, macros: &macros)
///     formula.writeMathML(into: &page)
///
/// A formula with an unknown command still has a tree, with an `error` node in its place; one
/// whose structure cannot be read is a single `error` node that holds the whole source.
package struct TeXFormula: Sendable {
  /// The nodes of the formula, in order.
  package let nodes: [MathNode]
  /// Whether it stands on a line of its own.
  package let isDisplay: Bool
  /// The TeX source, for copying.
  package let source: String
  /// What is wrong, in order of place.
  package let diagnostics: [Diagnostic]
  /// The lines that can carry a number, in order: one for the formula, or one for each row of an
  /// alignment.
  package let equations: [EquationNumber]

  /// The equations that `\ref` and `\eqref` name.
  package let references: [EquationReference]

  /// Whether TeX would accept it.
  package var isValid: Bool { !diagnostics.contains { $0.severity == .error } }

  /// A formula made of `nodes`, such as what a symbolic expression computes.
  package init(
    nodes: [MathNode], isDisplay: Bool = false, source: String = "",
    diagnostics: [Diagnostic] = [], equations: [EquationNumber] = [],
    references: [EquationReference] = []
  ) {
    self.nodes = nodes
    self.isDisplay = isDisplay
    self.source = source
    self.diagnostics = diagnostics
    self.equations = equations
    self.references = references
  }
}

/// The use of `\ref{…}` or `\eqref{…}`.
package struct EquationReference: Hashable, Sendable {
  /// The name, as in the braces.
  package let name: String
  /// The place of the use.
  package let range: SourceRange
}

/// How one line of a display is numbered.
package struct EquationNumber: Hashable, Sendable {
  /// Whether the environment numbers the line by itself (`align`, `equation`, without `\notag`).
  package var isWanted = false
  /// The text of `\tag{…}`.
  package var tag: String?
  /// Whether the tag is set in parentheses (`\tag`, not `\tag*`).
  package var tagHasParentheses = true
  /// The name given by `\label{…}`.
  package var label: String?
  /// The place of the label or tag.
  package var range = SourceRange.at(0)

  /// A line without number.
  package init() {}
}
