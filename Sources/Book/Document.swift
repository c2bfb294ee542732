package import Claims
package import Diagnostics
package import Markdown
import TeXMath

/// One file that was read: its tree, and what kind of document it is.
package struct Document: Sendable {
  /// The file.
  package let file: SourceFile
  /// The tree.
  package let markdown: MarkdownDocument
  /// Whether it is a chapter or a document that was not written for mathbook.
  package let kind: DocumentKind
  /// The TeX macros in force at its start: the book's, and those of its own front matter.
  package let macros: FormulaMacros
  /// Whether a cell, a computed value or a comment may stand in the file, by its bytes.
  let mayHoldParts: Bool

  /// The dialect of chapters, with nesting that every walk over the tree can follow.
  private static let options: MarkdownOptions = {
    var options = MarkdownOptions.chapter
    options.depth = Limits().depth
    return options
  }()

  /// Reads `file`; `kind` decides unless it is nil, then the content does. `macros` are those of
  /// the book.
  package init(
    _ file: SourceFile, kind: DocumentKind? = nil, macros: FormulaMacros = FormulaMacros()
  ) {
    self.file = file
    markdown = MarkdownDocument(parsing: file, options: Self.options)
    mayHoldParts = Self.mayHoldParts(file.bytes)
    let isOurs = mayHoldParts && Self.speaksToMathbook(markdown)
    let kind = kind ?? (isOurs ? .chapter : .foreign)
    self.kind = kind
    self.macros =
      kind == .chapter
      ? FormulaMacros(macros, adding: markdown.frontMatter, of: file) : FormulaMacros()
  }

  /// Whether the files of macros that the front matter names hold what they held, in a book whose
  /// own macros are `macros`.
  func hasSameMacros(as macros: FormulaMacros) -> Bool {
    FormulaMacros(macros, adding: markdown.frontMatter, of: file).sources == self.macros.sources
  }

  /// Whether the file is text without markup, by its name.
  var isPlainText: Bool { file.path.lowercased().hasSuffix(".txt") }

  /// The texts in which numbers are stated; of a foreign document only those that may hold a
  /// calculation, unless `all` are wanted.
  func claimTexts(all: Bool = false) -> [ClaimText] {
    if isPlainText, kind == .foreign { return Extraction.texts(ofPlain: file) }
    var texts = Extraction.texts(
      of: markdown, scope: kind == .foreign && !all ? .calculations : .all)
    addMacros(to: &texts)
    return texts
  }

  /// Gives each text the TeX macros in force at its start: those of the document, and what the
  /// formulas before it define.
  private func addMacros(to texts: inout [ClaimText]) {
    var table = macros.table
    let definitions = MacroTable.mayDefine(file.bytes) ? definingFormulas : []
    if table.isEmpty, definitions.isEmpty { return }
    var next = 0
    for index in texts.indices {
      while next < definitions.count, definitions[next].range.start < texts[index].start {
        _ = TeXFormula(definitions[next].literal, isDisplay: true, macros: &table)
        next += 1
      }
      texts[index].macros = table
    }
  }

  /// The macros in force at `offset`: those of the document, and what the formulas before define.
  ///
  /// - Complexity: O(nodes) if a formula may define one.
  func macros(at offset: Int) -> MacroTable {
    var table = macros.table
    guard MacroTable.mayDefine(file.bytes) else { return table }
    for formula in definingFormulas where formula.range.start < offset {
      _ = TeXFormula(formula.literal, isDisplay: true, macros: &table)
    }
    return table
  }

  /// The formulas that may define macros, in order.
  private var definingFormulas: [MarkdownNode] {
    markdown.root.descendants.filter { node in
      switch node.kind {
      case .mathBlock, .math: MacroTable.mayDefine(node.literal.bytes)
      default: false
      }
    }
  }

  /// Most documents of strangers hold nothing that speaks to mathbook: one look at the bytes spares
  /// several at the tree.
  ///
  /// - Complexity: O(bytes).
  private static func mayHoldParts(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      func holds(_ text: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset + text.utf8CodeUnitCount <= bytes.count else { return false }
        for i in 0..<text.utf8CodeUnitCount where bytes[offset + i] != text.utf8Start[i] {
          return false
        }
        return true
      }
      for i in bytes.indices {
        switch bytes[i] {
        case UInt8(ascii: "<"): if holds("<!--", at: i) { return true }
        case UInt8(ascii: "{"): if holds("{=", at: i) || holds("{swift", at: i) { return true }
        case UInt8(ascii: "w"), UInt8(ascii: "W"):
          if namesCells(bytes, from: i - 1) { return true }
        default: break
        }
      }
      return false
    }
  }

  /// Whether `swift` and `math` stand at `start`, in letters of any size, with at most one sign
  /// between.
  private static func namesCells(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    func holds(_ word: StaticString, at offset: Int) -> Bool {
      guard offset >= 0, offset + word.utf8CodeUnitCount <= bytes.count else { return false }
      for i in 0..<word.utf8CodeUnitCount where bytes[offset + i] | 0x20 != word.utf8Start[i] {
        return false
      }
      return true
    }
    guard holds("swift", at: start) else { return false }
    return holds("math", at: start + 5) || holds("math", at: start + 6)
  }

  /// Whether a document holds a cell, what was meant to be one, a computed value or a comment
  /// `<!-- mathbook: … -->`.
  private static func speaksToMathbook(_ markdown: MarkdownDocument) -> Bool {
    for node in markdown.root.descendants {
      switch node.kind {
      case .codeBlock:
        if Cell.isCell(node) || NearLanguage(node) != nil { return true }
      case .code:
        if case .value = InlineValue.read(node) { return true }
      case .comment, .commentBlock:
        let starts = node.comments.contains { comment in
          let text = comment.bytes.drop { $0 == 0x20 || $0 == 0x0A }
          return text.starts(with: Array("mathbook:".utf8))
        }
        if starts { return true }
      default: break
      }
    }
    return false
  }

  /// The title: front matter, else the first heading, else the file's name; without markup.
  package var title: String { ownTitle?.text ?? Files.name(of: file.path) }

  /// The title that stands in the front matter alone: no heading of the text is a title.
  var unwrittenTitle: String? {
    guard let title = markdown.frontMatter?.text("title"), !title.isEmpty,
      !markdown.headings.contains(where: { $0.kind == .heading(level: 1) })
    else { return nil }
    return title
  }

  /// The title that the text gives itself, if it does.
  var ownTitle: ShownTitle? {
    if let title = markdown.frontMatter?.text("title"), !title.isEmpty {
      return ShownTitle(text: title)
    }
    return markdown.headings.first.map { ShownTitle($0, macros: macros.table) }
  }
}
