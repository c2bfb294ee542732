extension MarkdownNode {
  /// What a node is.
  public enum Kind: Hashable, Sendable {
    // Blocks.
    /// The root.
    case document
    /// The lines between `---` at the start; see `MarkdownDocument.frontMatter`.
    case frontMatter
    /// Running text.
    case paragraph
    /// A heading of `level` 1 to 6.
    case heading(level: Int)
    /// A block quote.
    case blockQuote
    /// A block quote that starts with `[!NOTE]` or a sister; that line is no part of its children.
    case alert(Alert)
    /// A list; its children are items.
    case list(ListStyle)
    /// A list item; `task` where it starts with `[ ]` or `[x]`.
    case item(task: Task?)
    /// A code block; see `info`, `language`, `attributes` and `literal`.
    case codeBlock(isFenced: Bool)
    /// A displayed formula that stands as a block; `literal` is its TeX.
    case mathBlock(MathDelimiter)
    /// A block of raw HTML.
    case htmlBlock
    /// An HTML block of nothing but comments; see `comments`.
    case commentBlock
    /// A horizontal rule.
    case thematicBreak
    /// A table; its children are rows, the first one the head.
    case table
    /// A table row.
    case tableRow(isHead: Bool)
    /// A table cell.
    case tableCell(Alignment?, isHead: Bool)
    /// `[^label]: …`, where it stands in the source; see `label` and `footnoteNumber`.
    case footnoteDefinition
    /// `[label]: destination "title"`; renders as nothing.
    case linkReferenceDefinition
    /// A definition list; its children are terms and descriptions.
    case definitionList
    /// A term of a definition list.
    case definitionTerm
    /// A description of the terms before it.
    case definitionDescription
    /// `!!! kind "Title"`; see `admonitionKind`. Its first child is the title, if it has one.
    case admonition(Collapse?)
    /// A group of tabs.
    case tabs
    /// One tab; its first child is the title, unless that is empty.
    case tab
    /// The title of an admonition or tab; its children are inlines. See `titleNode`.
    case title

    // Inlines.
    /// Text; `literal` is what it says, `range` what was written (`&amp;`, `\*`).
    case text
    /// A line ending inside a paragraph.
    case softBreak
    /// A line ending that the author asked for.
    case lineBreak
    /// A code span; `literal` is its content.
    case code
    /// Emphasis.
    case emphasis
    /// Strong emphasis.
    case strong
    /// Struck text.
    case strikethrough
    /// A link; see `destination` and `title`.
    case link
    /// An image; its children are the description.
    case image
    /// `<https://…>` or a bare address; see `destination`.
    case autolink
    /// A raw HTML tag, instruction or declaration.
    case html
    /// An HTML comment inside a line; see `comments`.
    case comment
    /// A formula; `literal` is its TeX. `isDisplay` for `$$…$$` and `\[…\]` inside a line.
    case math(MathDelimiter, isDisplay: Bool)
    /// `[^label]`; see `footnoteNumber`.
    case footnoteReference
  }

  /// GitHub's five alerts.
  public enum Alert: UInt8, Hashable, Sendable, CaseIterable {
    /// Useful information.
    case note
    /// Helpful advice.
    case tip
    /// Key information.
    case important
    /// Urgent information.
    case warning
    /// Advice about risks.
    case caution

    /// The word in the source, in lower case: `note`.
    public var name: String { "\(self)" }
  }

  /// How a list is written.
  public struct ListStyle: Hashable, Sendable {
    /// Whether it is numbered.
    public let isOrdered: Bool
    /// The first number of an ordered list, else 0.
    public let start: Int
    /// `-`, `+`, `*`, `.` or `)`.
    public let marker: Character
    /// Whether no blank lines separate the items' blocks, so that they need no paragraphs.
    public let isTight: Bool
  }

  /// The state of a task list item.
  public enum Task: Hashable, Sendable {
    /// `[ ]`
    case open
    /// `[x]`
    case done
  }

  /// How a column is aligned.
  public enum Alignment: UInt8, Hashable, Sendable {
    /// `:--`
    case left = 1
    /// `:-:`
    case center
    /// `--:`
    case right
  }

  /// How an admonition folds.
  public enum Collapse: Hashable, Sendable {
    /// `???`
    case closed
    /// `???+`
    case open
  }

  /// What encloses a formula.
  public enum MathDelimiter: UInt8, Hashable, Sendable {
    /// `$…$`
    case dollar
    /// `$$…$$`
    case doubleDollar
    /// `` $`…`$ ``
    case dollarBacktick
    /// `\(…\)`
    case parenthesis
    /// `\[…\]`
    case bracket
    /// ```` ```math ````
    case fence
  }
}

/// The kind of a node in the arena, one byte.
enum RawKind: UInt8 {
  case document, frontMatter, paragraph, heading, blockQuote, alert, list, item
  case codeBlock, mathBlock, htmlBlock, commentBlock, thematicBreak
  case table, tableRow, tableCell
  case footnoteDefinition, linkReferenceDefinition
  case definitionList, definitionTerm, definitionDescription
  case admonition, tabs, tab, title
  case text, softBreak, lineBreak, code, emphasis, strong, strikethrough
  case link, image, autolink, html, comment, math, footnoteReference

  var isInline: Bool { rawValue >= RawKind.text.rawValue }
}
