/// TeX's classes of atoms, which decide the space between neighbours.
///
/// - Source: D. E. Knuth, The TeXbook, 1986, chapter 17.
package enum AtomClass: UInt8, Hashable, Sendable {
  /// A letter, number or other ordinary symbol.
  case ordinary
  /// A large operator or a named function.
  case op
  /// A binary operator.
  case binary
  /// A relation.
  case relation
  /// An opening delimiter.
  case open
  /// A closing delimiter.
  case close
  /// Punctuation.
  case punctuation
  /// A fraction or a `\left … \right` pair.
  case inner
}

/// How the letters of a node are set.
package enum LetterStyle: UInt8, Hashable, Sendable {
  /// What the kind asks for: italic for single letters, upright for digits, names and symbols.
  case automatic
  /// Upright, `\mathrm`.
  case upright
  /// Italic, `\mathit`.
  case italic
  /// Bold upright, `\mathbf`.
  case bold
  /// Bold italic, `\boldsymbol`.
  case boldItalic
  /// Double-struck, `\mathbb`.
  case doubleStruck
  /// Calligraphic, `\mathcal` and `\mathscr`.
  case calligraphic
  /// Fraktur, `\mathfrak`.
  case fraktur
  /// Sans serif, `\mathsf`.
  case sansSerif
  /// Monospaced, `\mathtt`.
  case monospaced
}

/// How text inside a formula is set.
package struct TextStyle: Hashable, Sendable {
  /// The family.
  package enum Family: UInt8, Hashable, Sendable {
    /// With serifs, or as the page has it.
    case roman
    /// Sans serif, `\textsf`.
    case sansSerif
    /// Monospaced, `\texttt`.
    case monospaced
  }

  /// The family.
  package var family = Family.roman
  /// Whether it is bold, `\textbf`.
  package var isBold = false
  /// Whether it is italic, `\textit`.
  package var isItalic = false

  /// Plain text.
  package init() {}
}

/// The four sizes of mathematics.
package enum MathSize: UInt8, Hashable, Sendable {
  /// A formula on a line of its own.
  case display
  /// A formula in running text.
  case text
  /// A script.
  case script
  /// A script of a script.
  case scriptScript
}
