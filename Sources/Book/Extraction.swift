package import Claims
package import Diagnostics
package import Markdown

/// The texts of a document in which numbers are stated, with places.
///
/// One text is what a reader reads in one go: a paragraph, a heading, a cell of a table, a block of
/// fenced text. Emphasis marks are gone, `<sup>` is a power, a picture or computed value is a gap.
package struct Extraction {
  /// What to read.
  package enum Scope: Sendable {
    /// Everything, for the account of all numbers.
    case all
    /// Only what may hold a calculation or a comment: all that a foreign document is asked for.
    case calculations
  }

  /// The texts, in order.
  private(set) var texts: [ClaimText] = []
  private let scope: Scope
  private let file: SourceFile

  private init(_ file: SourceFile, scope: Scope) {
    self.file = file
    self.scope = scope
  }

  /// The texts of `document`; cells and computed values are left out.
  ///
  /// - Complexity: O(bytes).
  package static func texts(of document: MarkdownDocument, scope: Scope = .all) -> [ClaimText] {
    var extraction = Extraction(document.file, scope: scope)
    let bytes = document.file.bytes
    if scope == .calculations, !extraction.mayMatter(bytes.indices),
      !extraction.mayTotal(bytes.indices)
    {
      return []
    }
    extraction.readTitle(of: document.frontMatter)
    extraction.readChildren(of: document.root, inItem: false)
    return extraction.texts
  }

  /// The title is a heading, wherever it stands.
  private mutating func readTitle(of frontMatter: FrontMatter?) {
    guard let entry = frontMatter?.entry("title"), let title = frontMatter?.text("title") else {
      return
    }
    let range = entry.valueRange
    let bytes = Array(title.utf8)
    var text = MappedText(at: range.start)
    // Quotes stand around it; signs that YAML writes otherwise than they are stand for all of it.
    let start = [range.start, range.start + 1].first { start in
      start + bytes.count <= range.end && file.bytes[start...].starts(with: bytes)
    }
    if let start {
      text.append(MappedText(file, SourceRange(start, start + bytes.count)))
    } else {
      text.append(bytes, for: range)
    }
    if !bytes.isEmpty { texts.append(ClaimText(.heading, [.text(text)])) }
  }

  /// The texts of a file without markup; formulas in `$$`, `\(` and `\[` are read as such.
  package static func texts(ofPlain file: SourceFile) -> [ClaimText] {
    let whole = MappedText(file, SourceRange(0, file.bytes.count))
    let pieces = LooseText(whole, isMarkup: false).pieces
    return [ClaimText(.plainText, pieces)]
  }

  /// Whether a sign of equality, a formula or a comment stands in the range of the file.
  private func mayMatter(_ range: Range<Int>) -> Bool {
    file.bytes.withUnsafeBufferPointer { bytes in
      for i in range {
        let byte = bytes[i]
        if byte == 0x3D { return true }
        if byte < 0x80 {
          if byte == 0x5C, i + 1 < bytes.count, Self.opensFormula(bytes[i + 1]) { return true }
          if byte == 0x21, i > 0, bytes[i - 1] == 0x3C { return true }
        } else if byte == 0xE2, i + 1 < bytes.count, bytes[i + 1] == 0x89 || bytes[i + 1] == 0x88 {
          return true
        } else if byte == 0xEF, i + 1 < bytes.count, bytes[i + 1] == 0xBC {
          return true
        }
      }
      return false
    }
  }

  /// Whether a backslash before `byte` may begin a formula or stand for a relation.
  private static func opensFormula(_ byte: UInt8) -> Bool {
    byte == 0x28 || byte == 0x5B || byte | 0x20 == 0x61 || byte | 0x20 == 0x73
      || byte | 0x20 == 0x63 || byte | 0x20 == 0x65
  }

  // MARK: Blocks

  private mutating func readChildren(of node: MarkdownNode, inItem: Bool) {
    var isBelowTotals = false
    for child in node.children {
      read(child, inItem: inItem)
      let range = child.range.start..<child.range.end
      if isBelowTotals, case .paragraph = child.kind, scope == .calculations, !mayMatter(range),
        saysRounded(range)
      {
        add(child, .prose)
      }
      if case .table = child.kind { isBelowTotals = mayTotal(range) } else { isBelowTotals = false }
    }
  }

  /// Whether "rounded", "Rundung" or the like may stand in the range: the totals of the table above
  /// are then near.
  private func saysRounded(_ range: Range<Int>) -> Bool {
    file.bytes.withUnsafeBufferPointer { bytes in
      range.dropLast(3).contains { i in
        let start = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[i + $1] | 0x20) }
        // "roun", "rund".
        return start == 0x726F_756E || start == 0x7275_6E64
      }
    }
  }

  private mutating func read(_ node: MarkdownNode, inItem: Bool) {
    let range = node.range
    if scope == .calculations, !mayMatter(range.start..<range.end) {
      guard mayTotal(range.start..<range.end) else { return }
    }
    switch node.kind {
    case .table: addTable(node)
    case .paragraph:
      add(node, inItem ? .listItem : isCaption(node) ? .caption : .prose)
    case .heading, .title: add(node, .heading)
    case .definitionTerm: add(node, .prose)
    case .tableCell: add(node, .tableCell)
    case .item: readChildren(of: node, inItem: true)
    case .codeBlock: addCode(node)
    case .mathBlock:
      texts.append(ClaimText(.prose, [.formula(node.literal.withoutEntities, isDisplay: true)]))
    case .htmlBlock:
      let pieces = LooseText(node.literal, isMarkup: true).pieces
      if !pieces.isEmpty { texts.append(ClaimText(.prose, pieces)) }
    case .frontMatter, .commentBlock, .thematicBreak, .linkReferenceDefinition: break
    default: readChildren(of: node, inItem: inItem)
    }
  }

  /// A table with all its cells where it may state totals, else cell by cell.
  private mutating func addTable(_ node: MarkdownNode) {
    let hasTotals = mayTotal(node.range.start..<node.range.end)
    guard scope == .all || hasTotals else { return readChildren(of: node, inItem: false) }
    for (row, line) in node.children.enumerated() {
      for (column, cell) in line.children.enumerated() {
        var reader = InlineReader(file)
        reader.read(childrenOf: cell)
        var text = ClaimText(.tableCell, reader.finish())
        text.cell = ClaimText.Cell(table: node.range.start, row: row, column: column)
        texts.append(text)
      }
    }
  }

  /// Whether a table in the range of the file may say "total" or the like.
  private func mayTotal(_ range: Range<Int>) -> Bool {
    file.bytes.withUnsafeBufferPointer { bytes in
      guard range.contains(where: { bytes[$0] == 0x7C }) else { return false }
      var before: UInt8 = 0
      for i in range.dropLast(2) {
        defer { before = bytes[i] }
        guard !before.isLetter, bytes[i].isLetter else { continue }
        let start = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[i + $1] | 0x20) }
        if Self.totalStarts.contains(start) { return true }
      }
      return false
    }
  }

  /// The first three letters of the words that say "total" or the like.
  private static let totalStarts = Set(
    TotalWords.all.map { $0.utf8.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } })

  private func isCaption(_ node: MarkdownNode) -> Bool {
    let start = file.bytes[node.range.start...]
    return start.starts(with: "Figure:".utf8) || start.starts(with: "Table:".utf8)
  }

  private mutating func add(_ node: MarkdownNode, _ kind: ClaimText.Kind) {
    var reader = InlineReader(file)
    reader.read(childrenOf: node)
    let pieces = reader.finish()
    if !pieces.isEmpty { texts.append(ClaimText(kind, pieces)) }
  }

  private mutating func addCode(_ node: MarkdownNode) {
    let language = node.language?.lowercased() ?? ""
    switch language {
    case "swift-math": return
    // The old side of a change may well be wrong.
    case "diff", "patch": return
    case "swift":
      if let info = node.info?.text, info.hasPrefix("swift math") { return }
    case "latex", "tex", "katex":
      let pieces = LooseText(node.literal, isMarkup: false, usesDollars: true).pieces
      texts.append(ClaimText(.fencedText(language: language), pieces))
      return
    default: break
    }
    let literal = node.literal
    if language == "html" || language.isEmpty && LooseText.isHTML(literal.bytes) {
      let pieces = LooseText(literal, isMarkup: true).pieces
      texts.append(ClaimText(.fencedText(language: "html"), pieces))
      return
    }
    texts.append(ClaimText(.fencedText(language: language), literal))
  }
}
