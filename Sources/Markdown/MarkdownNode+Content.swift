public import Diagnostics

extension MarkdownNode {
  /// What the node is, with what belongs to its kind.
  public var kind: Kind {
    let node = node
    let variant = node.flags.contains(.variant)
    switch node.kind {
    case .document: return .document
    case .frontMatter: return .frontMatter
    case .paragraph: return .paragraph
    case .heading: return .heading(level: Int(node.level))
    case .blockQuote: return .blockQuote
    case .alert: return .alert(Alert(rawValue: UInt8(truncatingIfNeeded: node.level)) ?? .note)
    case .list: return .list(listStyle)
    case .item:
      guard node.flags.contains(.second) else { return .item(task: nil) }
      return .item(task: node.flags.contains(.third) ? .done : .open)
    case .codeBlock: return .codeBlock(isFenced: variant)
    case .mathBlock: return .mathBlock(mathDelimiter)
    case .htmlBlock: return .htmlBlock
    case .commentBlock: return .commentBlock
    case .thematicBreak: return .thematicBreak
    case .table: return .table
    case .tableRow: return .tableRow(isHead: variant)
    case .tableCell:
      let alignment = Alignment(rawValue: UInt8(truncatingIfNeeded: node.level))
      return .tableCell(alignment, isHead: variant)
    case .footnoteDefinition: return .footnoteDefinition
    case .linkReferenceDefinition: return .linkReferenceDefinition
    case .definitionList: return .definitionList
    case .definitionTerm: return .definitionTerm
    case .definitionDescription: return .definitionDescription
    case .admonition:
      return .admonition(variant ? (node.flags.contains(.second) ? .open : .closed) : nil)
    case .tabs: return .tabs
    case .tab: return .tab
    case .title: return .title
    case .text: return .text
    case .softBreak: return .softBreak
    case .lineBreak: return .lineBreak
    case .code: return .code
    case .emphasis: return .emphasis
    case .strong: return .strong
    case .strikethrough: return .strikethrough
    case .link: return .link
    case .image: return .image
    case .autolink: return .autolink
    case .html: return .html
    case .comment: return .comment
    case .math: return .math(mathDelimiter, isDisplay: variant)
    case .footnoteReference: return .footnoteReference
    }
  }

  private var mathDelimiter: MathDelimiter {
    MathDelimiter(rawValue: UInt8(truncatingIfNeeded: node.level)) ?? .dollar
  }

  private var listStyle: ListStyle {
    let node = node
    return ListStyle(
      isOrdered: node.flags.contains(.variant), start: Int(node.a),
      marker: Character(Unicode.Scalar(UInt8(truncatingIfNeeded: node.level))),
      isTight: !node.flags.contains(.loose))
  }

  /// What the node says, with the way back to the file for every byte.
  ///
  /// Text, code, formulas, HTML and comments give their content: container prefixes are gone,
  /// line endings are LF, entities and escapes are what they stand for. Paragraphs, headings,
  /// table cells, terms and titles give their Markdown source. All others are empty.
  public var literal: MappedText {
    let node = node
    var result = MappedText(at: Int(node.start))
    switch node.kind {
    case .text, .code, .codeBlock, .math, .mathBlock, .html, .htmlBlock, .comment, .commentBlock,
      .autolink, .paragraph, .heading, .tableCell, .definitionTerm, .title:
      storage.appendContent(of: node, to: &result)
    case .softBreak, .lineBreak:
      result.append([0x0A], for: SourceRange(Int(node.start), Int(node.end)))
    default: break
    }
    return result
  }

  /// The text of the node without any markup: what a reader would read aloud.
  ///
  /// Code and formulas give their source, images their description, line endings a space; raw
  /// HTML, comments and footnote references give nothing.
  public var plainText: MappedText {
    var result = MappedText(at: Int(node.start))
    appendPlainText(to: &result)
    var below = descendants
    while let node = below.next() { node.appendPlainText(to: &result) }
    return result
  }

  private func appendPlainText(to result: inout MappedText) {
    let node = node
    switch node.kind {
    case .text, .code, .math, .codeBlock, .mathBlock, .autolink:
      storage.appendContent(of: node, to: &result)
    case .softBreak, .lineBreak:
      result.append([0x20], for: SourceRange(Int(node.start), Int(node.end)))
    default: break
    }
  }

  // MARK: What only some nodes have

  var extra: Extra? {
    let index = Int(node.c)
    return index == 0 ? nil : storage.extras[index]
  }

  /// A fence's info string, entities and escapes resolved, or nil.
  public var info: MappedText? {
    guard node.kind == .codeBlock || node.kind == .mathBlock, let extra, extra.main.count > 0
    else { return nil }
    return storage.unescaped(extra.main)
  }

  /// The first word of a fence's info string, or nil.
  public var language: String? {
    guard let info else { return nil }
    let bytes = info.bytes
    let end =
      bytes.firstIndex { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "{") } ?? bytes.count
    return end == 0 ? nil : String(decoding: bytes[..<end], as: UTF8.self)
  }

  /// The attributes `{#id .class key=value}` that belong to the node.
  public var attributes: Attributes? {
    guard let extra, extra.attributeEnd > 0 else { return nil }
    return Attributes(
      parsing: MappedText(
        storage.file, SourceRange(Int(extra.attributeStart), Int(extra.attributeEnd))),
      allowingWords: node.kind == .codeBlock)
  }

  /// Where a link, image, autolink or link reference definition points, or nil.
  public var destination: String? {
    switch raw {
    case .link, .image, .autolink, .linkReferenceDefinition: storage.string(extra?.main ?? .none)
    default: nil
    }
  }

  /// Where the destination of a link or image was written (for a reference: in its definition).
  public var destinationRange: SourceRange? {
    guard destination != nil, let extra else { return nil }
    return SourceRange(Int(extra.mainStart), Int(extra.mainEnd))
  }

  /// The title of a link, image or link reference definition, or nil.
  public var title: String? {
    switch raw {
    case .link, .image, .linkReferenceDefinition:
      guard let extra, extra.hasTitle else { return nil }
      return storage.string(extra.title)
    default: return nil
    }
  }

  /// The label of a footnote, footnote reference or link reference definition, as written.
  public var label: String? {
    switch raw {
    case .footnoteDefinition, .footnoteReference, .linkReferenceDefinition:
      extra.map { storage.string($0.label) }
    default: nil
    }
  }

  /// The number of a footnote or of the footnote that is referred to; nil if nothing refers to it.
  public var footnoteNumber: Int? {
    switch raw {
    case .footnoteReference, .footnoteDefinition: node.a > 0 ? Int(node.a) : nil
    default: nil
    }
  }

  /// Which of the references to its footnote this is (from 1), or how many a footnote has.
  public var footnoteReferenceCount: Int {
    switch raw {
    case .footnoteReference, .footnoteDefinition: Int(node.b)
    default: 0
    }
  }

  /// The footnote that a reference refers to.
  public var footnoteDefinition: MarkdownNode? {
    guard raw == .footnoteReference, node.a > 0 else { return nil }
    return handle(storage.footnotes[Int(node.a) - 1])
  }

  /// The first word after `!!!`: `note`; the further words are classes.
  public var admonitionKind: String? {
    guard raw == .admonition, let extra else { return nil }
    return storage.string(extra.main)
  }

  /// The source of the title between quotes of an admonition or tab; nil if none was given.
  public var titleText: MappedText? {
    guard raw == .admonition || raw == .tab, let extra, extra.hasTitle else { return nil }
    return storage.mapped(extra.title)
  }

  /// The node that holds the title of an admonition or tab as inlines; nil for none, or an empty one.
  public var titleNode: MarkdownNode? {
    guard raw == .admonition || raw == .tab, let first = firstChild, first.kind == .title else {
      return nil
    }
    return first
  }

  /// The identifier of a heading: `{#id}`, or GitHub's slug, unique in the document.
  public var identifier: String? {
    if raw == .heading, let extra, extra.label.count > 0 { return storage.string(extra.label) }
    return attributes?.identifier
  }

  /// The insides of the HTML comments that a comment node consists of.
  public var comments: [MappedText] {
    guard raw == .comment || raw == .commentBlock else { return [] }
    return Self.comments(in: literal)
  }

  /// Whether a fenced block or display has its closing mark; one without runs to the end of what
  /// it stands in.
  public var isClosed: Bool { node.flags.contains(.third) }
}
