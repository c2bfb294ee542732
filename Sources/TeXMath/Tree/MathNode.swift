package import Diagnostics

/// One node of a formula: what it is, how its letters are set, and where it stands in the file.
///
/// The tree keeps TeX's view of a formula: a flat list of atoms with classes, in which only what
/// TeX groups is grouped. `f(x)+1` is six nodes in a row; `\frac{a}{b}` is one with two lists.
/// Writers turn it into MathML or text; claims read arithmetic out of it.
package struct MathNode: Hashable, Sendable {
  /// What the node is.
  package var kind: Kind { didSet { shape = Shape(kind) } }
  /// The bytes of the file that it stands for; for what a macro made, the place of its use.
  package var range: SourceRange
  /// How letters, digits and symbols are set; `.automatic` leaves it to the kind.
  package var letters: LetterStyle
  /// Whether the body of a macro made the node, so that `range` does not hold its text.
  package var isExpanded: Bool
  /// What its neighbours ask of it.
  private(set) var shape: Shape

  /// A node of `kind` at `range`.
  package init(
    _ kind: Kind, at range: SourceRange = .at(0), letters: LetterStyle = .automatic,
    isExpanded: Bool = false
  ) {
    self.kind = kind
    self.range = range
    self.letters = letters
    self.isExpanded = isExpanded
    shape = Shape(kind)
  }

  /// What a node can be.
  package enum Kind: Hashable, Sendable {
    /// Digits, with at most one decimal point, as written: `3.14`, `.5`, `007`.
    ///
    /// `1{,}000` is number, group of one `,`, number; `1\,024` is number, space, number.
    case number(String)
    /// One letter (`x`, `θ`, `ℓ`), or a name set as one word (`\mathrm{ReLU}`).
    case identifier(String)
    /// A named function, such as `log` or `argmax`; `limits` if scripts go below it in display.
    case operatorName(String, limits: Bool)
    /// A single symbol with its class: `+`, `=`, `(`, `∞`, `,`.
    case symbol(String, AtomClass)
    /// A large operator: `∑`, `∏`, `∫`; `limits` if scripts go above and below it in display.
    case bigOperator(String, limits: Bool)
    /// A delimiter of a stated size, `\big(` 1 to `\Bigg(` 4; size 0 stretches (`\middle|`).
    case delimiter(String, AtomClass, size: Int)
    /// A group in braces; it counts as one ordinary atom.
    case group([MathNode])
    /// A fraction, binomial or other thing above a thing.
    indirect case fraction(Fraction)
    /// A square root, or the root of an index.
    case root(radicand: [MathNode], index: [MathNode]?)
    /// A base with subscript, superscript or both.
    indirect case scripts(Scripts)
    /// `\left … \right`: delimiters that grow with the content; nil stands for `.`.
    indirect case fenced(left: String?, right: String?, [MathNode])
    /// A mark over or under its base: hats, bars, arrows, braces.
    indirect case accent(Accent, [MathNode])
    /// A base with something set smaller above or below: `\overset`, `\stackrel`, `\xrightarrow`.
    indirect case stack(Stack)
    /// Text, set in the style of text.
    case text(String, TextStyle)
    /// Rows and columns: matrices, cases, alignments.
    indirect case table(MathTable)
    /// Empty space in em, possibly negative.
    case space(Double)
    /// Content at a forced size of mathematics: `\displaystyle`, `\scriptstyle`.
    case style(MathSize, [MathNode])
    /// Content at another size of text, as a factor: `\small`, `\Large`.
    case textSize(Double, [MathNode])
    /// Content in a colour, a CSS colour such as `red` or `#1a9b7c`.
    case color(String, [MathNode])
    /// Content in a box, struck out, or marked as a whole.
    indirect case enclosed(Enclosure, [MathNode])
    /// Content that takes space but is not seen, or is seen but takes none.
    case phantom(Phantom, [MathNode])
    /// Content that counts as an atom of another class: `\mathbin{…}`, `\mathop{…}`.
    case classed(AtomClass, [MathNode])
    /// One operator for each size of mathematics: `\mathchoice`.
    case choice([[MathNode]])
    /// A link.
    case link(String, [MathNode])
    /// A filled rectangle: `\rule`; sizes in em.
    case rule(width: Double, height: Double)
    /// Raised content: `\raisebox`; the shift in em.
    case raised(Double, [MathNode])
    /// A base with scripts at its four corners: `\sideset`, `\prescript`.
    indirect case corners(Corners)
    /// A forced line break in a formula that is no table: `\\`.
    case lineBreak
    /// The number of another equation: `\ref`, `\eqref`.
    case reference(String, inParentheses: Bool)
    /// A piece of source that could not be read; a diagnostic says why.
    case error(String)
  }
}
