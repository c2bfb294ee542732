import Claims
import Diagnostics
import Markdown

/// What a chapter is made of, beside running text: found in one walk over its tree, in page order.
struct ChapterParts: Sendable {
  /// A comment that speaks about the block before it.
  struct BlockComment: Sendable {
    /// The comment's node.
    let node: MarkdownNode
    /// What it says.
    let content: BindingComment
    /// The paragraph, list item, display or table it is about.
    let target: MarkdownNode?
  }

  /// A block that can be referred to.
  struct Anchor: Sendable {
    /// What it is.
    enum Kind: String, CaseIterable, Sendable {
      /// A cell or picture with a `Figure:` caption.
      case figure = "Figure"
      /// A table or cell with a `Table:` caption.
      case table = "Table"
      /// A displayed formula with an identifier.
      case equation = "Equation"
      /// A heading.
      case section = "Section"
      /// A block of `TheoremBlock`, by its own name.
      case theorem = "Theorem"
      case lemma = "Lemma"
      case corollary = "Corollary"
      case proposition = "Proposition"
      case conjecture = "Conjecture"
      case definition = "Definition"
      case axiom = "Axiom"
      case example = "Example"
      case exercise = "Exercise"
      case remark = "Remark"
      case algorithm = "Algorithm"
      /// A term of a definition list; it has no number.
      case term = "Term"

      /// The kind that `word` names, in any case.
      static func named(_ word: String) -> Kind? {
        allCases.first { $0.rawValue.lowercased() == word.lowercased() }
      }
    }

    /// What it is.
    let kind: Kind
    /// The block.
    let node: MarkdownNode
    /// The identifier that references use; figures without one get none.
    let id: String?
    /// Where the identifier was written.
    let idRange: SourceRange
    /// The caption, for figures and tables.
    let caption: Caption?
    /// The line of a display that it is, where the formula itself says which have numbers.
    var row: EquationRow?
    /// The name, for theorems and their like.
    var title: String?
  }

  /// A term for the index of the book.
  struct IndexMark: Sendable {
    /// The terms.
    let terms: [String]
    /// The comment that names them.
    let node: MarkdownNode
  }

  /// The cells.
  private(set) var cells: [Cell] = []
  /// The computed values in lines.
  private(set) var inlineValues: [InlineValue] = []
  /// The comments about blocks.
  private(set) var blockComments: [BlockComment] = []
  /// What can be referred to.
  private(set) var anchors: [Anchor] = []
  /// The changes that undo the traps of comments.
  private(set) var edits: [Edit] = []
  /// The terms for the index of the book.
  private(set) var indexMarks: [IndexMark] = []
  /// What is wrong with the parts.
  private(set) var diagnostics: [Diagnostic] = []

  private let file: SourceFile

  /// The parts of `document`; none of a document of a stranger that holds nothing of ours.
  init(of document: Document) {
    file = document.file
    guard document.kind == .chapter || document.mayHoldParts else { return }
    let blocks = document.markdown.root.descendants.filter { !$0.isInline }
    for node in blocks { visit(block: node) }
    for node in document.markdown.root.descendants where node.kind == .code {
      switch InlineValue.read(node) {
      case .code: break
      case .value(let value): inlineValues.append(value)
      case .malformed(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    for node in document.markdown.root.descendants
    where node.kind == .comment || node.kind == .commentBlock {
      let terms = node.comments.compactMap { BackMatter.indexTerms(in: $0.text) }.joined()
      if !terms.isEmpty { indexMarks.append(IndexMark(terms: Array(terms), node: node)) }
    }
  }

  private mutating func visit(block node: MarkdownNode) {
    switch node.kind {
    case .codeBlock where Cell.isCell(node): visit(cell: node)
    case .table:
      checkComments(inTable: node)
      if let caption = Caption(node.nextBlock) {
        addAnchor(.table, node, caption: caption)
      } else if identifierComment(after: node) != nil {
        addAnchor(.table, node)
      }
    case .paragraph:
      if let child = node.firstChild, child.kind == .image, child.nextSibling == nil,
        let caption = Caption(node.nextBlock)
      {
        addAnchor(.figure, node, id: child.attributes?.identifier, caption: caption)
      }
      visitDisplays(in: node)
    case .mathBlock:
      let id = node.attributes?.identifier ?? identifierComment(after: node)?.name
      addEquations(node, id: id)
    case .heading:
      let comment = identifierComment(after: node)?.name ?? identifierComment(inside: node)
      addAnchor(.section, node, id: comment ?? node.identifier)
    case .commentBlock: visit(comment: node)
    case .blockQuote, .admonition(_):
      if let block = TheoremBlock(node), let kind = block.kind.anchor {
        addAnchor(kind, node, id: node.attributes?.identifier, title: block.title ?? "")
      }
    case .definitionTerm:
      let term = node.plainText.text
      addAnchor(.term, node, id: BackMatter.identifier(of: term), title: term)
    default: break
    }
  }

  private mutating func visit(cell node: MarkdownNode) {
    var found: [Diagnostic] = []
    var options = CellOptions(node.attributes) { found.append($0) }
    diagnostics += found
    let caption = Caption(node.nextBlock)
    if options.id == nil { options.id = identifierComment(after: node)?.name }
    cells.append(Cell(node: node, text: node.literal, options: options, caption: caption))
    if let caption {
      addAnchor(caption.kind == .figure ? .figure : .table, node, id: options.id, caption: caption)
    } else if options.id != nil {
      addAnchor(.figure, node, id: options.id)
    }
  }

  /// Displays inside a paragraph: `$$…$$<!-- #eq-id -->`.
  private mutating func visitDisplays(in paragraph: MarkdownNode) {
    for node in paragraph.children {
      guard case .math(_, isDisplay: true) = node.kind else { continue }
      var id: String?
      if let next = node.nextSibling, next.kind == .comment {
        id = next.comments.lazy.compactMap { Self.identifier(in: $0)?.name }.first
      } else if node.nextSibling == nil {
        id = identifierComment(after: paragraph)?.name
      }
      addEquations(node, id: id)
    }
  }

  /// The lines of a display that have numbers: those that the formula names, or else all of it as
  /// one by its identifier.
  private mutating func addEquations(_ node: MarkdownNode, id: String?) {
    let rows = EquationRow.rows(of: node)
    guard !rows.isEmpty else {
      if id != nil { addAnchor(.equation, node, id: id) }
      return
    }
    for (index, row) in rows.enumerated() {
      // The identifier after the display is that of its first line, unless that has a label.
      let name = row.label ?? (index == 0 ? id : nil)
      anchors.append(
        Anchor(
          kind: .equation, node: node, id: name, idRange: row.range, caption: nil, row: row))
    }
  }

  private mutating func visit(comment node: MarkdownNode) {
    for text in node.comments {
      guard let comment = BindingComment(parsing: text, range: node.range) else {
        if text.text.drop(while: \.isWhitespace).hasPrefix("mathbook:") { report(unread: node) }
        continue
      }
      blockComments.append(BlockComment(node: node, content: comment, target: node.previousBlock))
    }
  }

  /// A bare `|` ends a cell of a table, even inside a comment.
  private mutating func checkComments(inTable table: MarkdownNode) {
    for row in table.children {
      for cell in row.children {
        for node in cell.children where node.kind == .text {
          let literal = node.literal
          let bytes = literal.bytes
          let start = bytes.indices.first { bytes[$0...].starts(with: Array("<!--".utf8)) }
          guard let start else { continue }
          diagnostics.append(
            Diagnostic(
              .error, "binding.bar", at: literal.sourceRange(start, bytes.count),
              "a '|' ends the cell of the table inside this comment",
              hints: ["write \\| in its place"]))
          let bar = file.bytes[cell.range.end...].firstIndex(of: 0x7C)
          if let bar {
            edits.append(
              Edit(range: SourceRange(bar, bar + 1), replacement: "\\|", stated: "|", doubt: nil))
          }
        }
      }
    }
  }

  /// A comment that speaks to mathbook in words that it does not know.
  private mutating func report(unread comment: MarkdownNode) {
    diagnostics.append(
      Diagnostic(
        .error, "binding.unread", at: comment.range, "this comment cannot be read",
        hints: [
          file.text(in: comment.range).contains("strict")
            ? "write <!-- mathbook: strict off -->, or 'warn' or 'deny' in the place of 'off'"
            : "write <!-- mathbook: = first; second; _ -->, or 'rows T: …' or 'columns: name = …'"
              + " after a table"
        ]))
  }

  private mutating func addAnchor(
    _ kind: Anchor.Kind, _ node: MarkdownNode, id: String? = nil, caption: Caption? = nil,
    title: String? = nil
  ) {
    let id =
      id ?? identifierComment(after: node)?.name
      ?? caption.flatMap { identifierComment(after: $0.node)?.name }
    let range = node.attributes?.items.last { $0.key == "id" }?.range ?? node.range
    anchors.append(
      Anchor(kind: kind, node: node, id: id, idRange: range, caption: caption, title: title))
  }

  /// The `<!-- #id -->` among the comments straight after a block.
  private func identifierComment(after node: MarkdownNode) -> (name: String, range: SourceRange)? {
    var next = node.nextSibling
    while let comment = next, comment.kind == .commentBlock {
      let found = comment.comments.lazy.compactMap { Self.identifier(in: $0) }.first
      if let found { return found }
      next = comment.nextSibling
    }
    return nil
  }

  /// The `<!-- #id -->` at the end of a heading.
  private func identifierComment(inside node: MarkdownNode) -> String? {
    for child in node.children where child.kind == .comment {
      for comment in child.comments {
        if let found = Self.identifier(in: comment) { return found.name }
      }
    }
    return nil
  }

  private static func identifier(in comment: MappedText) -> (name: String, range: SourceRange)? {
    let bytes = comment.bytes
    guard let hash = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x0A }),
      bytes[hash] == UInt8(ascii: "#")
    else { return nil }
    var end = bytes.count
    while end > hash, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A { end -= 1 }
    let name = bytes[(hash + 1)..<end]
    let isName = name.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ":")
        || $0 == UInt8(ascii: ".")
    }
    guard !name.isEmpty, isName else { return nil }
    return (String(decoding: name, as: UTF8.self), comment.sourceRange(hash, end))
  }
}

extension MarkdownNode {
  /// The next sibling that is not a comment.
  var nextBlock: MarkdownNode? {
    var node = nextSibling
    while let current = node, current.kind == .commentBlock { node = current.nextSibling }
    return node
  }

  /// The previous sibling that is not a comment.
  var previousBlock: MarkdownNode? {
    var node = previousSibling
    while let current = node, current.kind == .commentBlock { node = current.previousSibling }
    return node
  }
}
