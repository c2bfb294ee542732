package import Diagnostics
package import TeXMath

/// One stretch of a document in which a reader would read on: a paragraph, a heading, a table
/// cell, a block of fenced text.
///
/// Claims knows no Markdown: whoever reads the document (Book) takes the markup away and keeps
/// the places. A calculation may run through several pieces, as in ``$40 \cdot 80 =$ **3200**``.
package struct ClaimText: Sendable {
  /// Where in a document the text stands; the rules of what is a claim differ by it.
  package enum Kind: Hashable, Sendable {
    /// A paragraph.
    case prose
    /// A heading.
    case heading
    /// The text of a list item.
    case listItem
    /// A cell of a table.
    case tableCell
    /// The caption of a figure or table.
    case caption
    /// A fenced or indented block; the language is in lower case and empty if none is given.
    case fencedText(language: String)
    /// The comment of foreign code.
    case codeComment(language: String)
    /// A whole file without markup.
    case plainText
  }

  /// A part of the text.
  package enum Piece: Sendable {
    /// Words, without emphasis marks and escapes.
    case text(MappedText)
    /// The inside of a code span.
    case code(MappedText)
    /// The TeX inside of a formula's delimiters.
    case formula(MappedText, isDisplay: Bool)
    /// The inside of an HTML comment, and the range of the whole comment.
    case comment(MappedText, SourceRange)
    /// Something that is not read, such as a picture, a computed value or a line's end in HTML.
    case gap(SourceRange)
  }

  /// Where a cell stands in its table.
  package struct Cell: Hashable, Sendable {
    /// The number of the table in the document.
    package var table: Int
    /// The row, from 0, the head.
    package var row: Int
    /// The column, from 0.
    package var column: Int

    /// The cell at `row` and `column` of a table.
    package init(table: Int, row: Int, column: Int) {
      self.table = table
      self.row = row
      self.column = column
    }
  }

  /// Where the text stands.
  package let kind: Kind
  /// Where it stands in a table, if it does and the table is given whole.
  package var cell: Cell?
  /// The parts in reading order.
  package var pieces: [Piece]
  /// The TeX macros in force at its start; its formulas may define more.
  package var macros = MacroTable()

  /// The offset in the file at which it starts.
  package var start: Int {
    switch pieces.first {
    case .text(let mapped), .code(let mapped), .formula(let mapped, _): mapped.sourceRange.start
    case .comment(_, let range), .gap(let range): range.start
    case nil: 0
    }
  }

  /// A text made of `pieces`.
  package init(_ kind: Kind, _ pieces: [Piece]) {
    self.kind = kind
    self.pieces = pieces
  }

  /// A text without formulas, code spans and comments.
  package init(_ kind: Kind, _ text: MappedText) {
    self.init(kind, [.text(text)])
  }
}
