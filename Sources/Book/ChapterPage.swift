import Diagnostics
import Library
import Markdown
import Markup
import Numerics
import Plotting
import Script
import TeXMath

/// Writes the body of one chapter's HTML page: takes over from the Markdown renderer what the
/// book knows more about (cells, formulas, headings, captions, references).
struct ChapterPage: NodeRenderer {
  /// The book.
  let book: Manuscript
  /// The position of the chapter.
  let chapter: Int
  /// What the chapter computed.
  let assessment: Assessment
  /// Files that the page shows, relative to the chapter's file.
  var assets: [String] = []
  /// Files that it links to and that are not there, such as pages that something else makes.
  var absent: [String] = []
  /// Whether numbers behind which nothing stands are marked.
  let isDraft: Bool
  /// Whether only a part of the chapter is written, on another page at the top of the book.
  let isFragment: Bool
  private var macros = MacroTable()
  private var formulaTargets: [String: MathOptions.Target]
  var quizzes = 0
  /// The first of the sources that no table of the page shows yet.
  var nextSource = 0
  /// Where numbers stand behind which nothing does; empty but in a draft.
  var unverified: [SourceRange] = []
  /// What the page links to elsewhere in the book, for the previews at its end.
  var previewed: [Labels.Label] = []
  /// The label of a theorem or its like, while its first paragraph is written.
  var theoremMarker: (node: MarkdownNode, label: String, title: SourceRange?)?
  /// The part of the bold words of a theorem that is shown while they are written.
  var titleRange: SourceRange?

  /// The page of the chapter at `chapter`.
  init(
    book: Manuscript, chapter: Int, assessment: Assessment, isDraft: Bool = false,
    isFragment: Bool = false
  ) {
    self.isFragment = isFragment
    self.book = book
    self.chapter = chapter
    self.assessment = assessment
    self.isDraft = isDraft
    formulaTargets = [:]
    if isDraft {
      unverified = assessment.accounts.filter { $0.kind == .unverified }.map(\.range)
    }
    for label in book.labels.byChapter[chapter] where label.kind == .equation {
      formulaTargets[label.id] = MathOptions.Target(number: label.number, address: "#" + label.id)
    }
    macros = book.chapters[chapter].document.macros.table
  }

  /// The chapter's body.
  mutating func html() -> String {
    let document = book.chapters[chapter].document
    var renderer = HTMLRenderer(document.markdown)
    if let title = document.unwrittenTitle {
      let number = book.chapters[chapter].number.map(String.init) ?? ""
      let mark = number.isEmpty ? "" : "<span class=\"mb-secno\">\(number)</span> "
      renderer.output.append(text: "<h1>\(mark)\(escapedMarkup(title))</h1>\n")
    }
    renderer.renderChildren(of: document.markdown.root, using: &self)
    writeSources(before: Int.max, &renderer)
    writeCitedSources(&renderer)
    renderer.renderFootnotes(using: &self)
    writePreviews(&renderer)
    if !assessment.states.isEmpty {
      renderer.output.append("<script type=\"application/json\" id=\"mb-states\">")
      renderer.output.append(text: assessment.states.data)
      renderer.output.append("</script>\n")
    }
    return renderer.output.text
  }

  mutating func render(_ node: MarkdownNode, in renderer: inout HTMLRenderer) -> Bool {
    switch node.kind {
    case .frontMatter: return true
    case .comment, .commentBlock: writeIndexMark(node, &renderer)
    case .heading(let level): write(heading: node, level, &renderer)
    case .codeBlock: write(code: node, &renderer)
    case .mathBlock: write(display: node, id: nil, &renderer)
    case .math(_, let isDisplay):
      if isDisplay {
        write(display: node, id: nil, &renderer)
      } else {
        write(inline: node, &renderer)
      }
    case .table: write(table: node, &renderer)
    case .paragraph: return write(paragraph: node, &renderer)
    case .code: return write(codeSpan: node, &renderer)
    case .text: return write(text: node, &renderer)
    case .link: return write(link: node, &renderer)
    case .image: return write(image: node, &renderer)
    case .html, .htmlBlock:
      takeFiles(ofHTML: node)
      return false
    case .blockQuote:
      return write(quote: node, &renderer) || write(theorem: node, &renderer)
    case .admonition: return write(theorem: node, &renderer)
    case .strong: return write(theoremMarker: node, &renderer)
    case .definitionTerm: write(term: node, &renderer)
    // A theorem has its title in its heading.
    case .title: return node.parent.flatMap(TheoremBlock.init) != nil
    default: return false
    }
    return true
  }

  // MARK: Headings and paragraphs

  private mutating func write(
    heading node: MarkdownNode, _ level: Int, _ renderer: inout HTMLRenderer
  ) {
    let label = book.labels.label(at: node, in: chapter)
    let id = label?.id ?? node.identifier ?? ""
    if level <= 2, node.parent == book.chapters[chapter].document.markdown.root {
      writeSources(before: node.range.start, &renderer)
    }
    renderer.output.append(text: "<h\(level) id=\"\(escapedMarkup(id))\">")
    let number =
      level == 1 ? book.chapters[chapter].number.map(String.init) : label.map(\.number)
    if let number, !number.isEmpty, level < 4 {
      renderer.output.append(text: "<span class=\"mb-secno\">\(number)</span> ")
    }
    renderer.renderChildren(of: node, using: &self)
    if level > 1 {
      renderer.output.append(
        text: " <a class=\"mb-anchor\" href=\"#\(escapedMarkup(id))\""
          + " aria-label=\"Link to this section\">#</a>")
    }
    renderer.output.append(text: "</h\(level)>\n")
  }

  private mutating func write(paragraph node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool
  {
    if isCaptionOfBlock(node) { return true }
    // A picture with a caption is a figure.
    if let image = node.firstChild, image.kind == .image, image.nextSibling == nil,
      let caption = Caption(node.nextBlock), caption.kind == .figure
    {
      let label = book.labels.label(at: node, in: chapter)
      renderer.output.append(text: "<figure class=\"mb-figure\"\(idAttribute(label?.id))>")
      renderer.renderChildren(of: node, using: &self)
      write(caption: caption, label, &renderer)
      renderer.output.append("</figure>\n")
      return true
    }
    // A display alone in its paragraph is a block, not a line of text.
    let children = Array(node.children.filter { $0.kind != .comment })
    if children.count == 1, case .math(_, isDisplay: true) = children[0].kind {
      renderer.renderChildren(of: node, using: &self)
      return true
    }
    return false
  }

  /// Whether `node` is a caption that was written with the block before it.
  private func isCaptionOfBlock(_ node: MarkdownNode) -> Bool {
    guard Caption(node) != nil, let previous = node.previousBlock else { return false }
    return book.labels.byChapter[chapter].contains { $0.range == previous.range }
  }

  private mutating func write(
    caption: Caption, _ label: Labels.Label?, _ renderer: inout HTMLRenderer
  ) {
    renderer.output.append("<figcaption>")
    renderer.output.append(
      text: "<span class=\"mb-label\">\(label?.text ?? caption.kind.rawValue).</span> ")
    captionMarker = caption.marker
    renderer.renderChildren(of: caption.node, using: &self)
    captionMarker = nil
    renderer.output.append("</figcaption>")
  }

  /// The bytes of `Figure:` that the label replaces, while a caption is written.
  var captionMarker: SourceRange?
  /// The bytes of closing marks with which the next text goes on after a formula.
  var gluedMarks = 0

  // MARK: Text

  private func write(codeSpan node: MarkdownNode, _ renderer: inout HTMLRenderer) -> Bool {
    guard let text = assessment.inlineTexts[node.number] else { return false }
    let slot = assessment.states.inlineWords[node.number].map { " data-s=\"\($0)\"" } ?? ""
    renderer.output.append(text: "<span class=\"mb-value\"\(slot)>")
    if let tex = assessment.inlineFormulas[node.number], slot.isEmpty {
      writeFormula(tex, isDisplay: false, into: &renderer.output)
    } else {
      renderer.output.append(escaping: text)
    }
    renderer.output.append("</span>")
    return true
  }

  // MARK: Formulas

  private mutating func write(inline node: MarkdownNode, _ renderer: inout HTMLRenderer) {
    let formula = TeXFormula(node.literal, isDisplay: false, macros: &macros)
    gluedMarks = closingMarks(after: node)
    if gluedMarks > 0 { renderer.output.append("<span class=\"mb-nb\">") }
    formula.writeMathML(into: &renderer.output, options: mathOptions(of: formula))
  }

  private mutating func write(
    display node: MarkdownNode, id: String?, _ renderer: inout HTMLRenderer
  ) {
    let formula = TeXFormula(node.literal, isDisplay: true, macros: &macros)
    var options = mathOptions(of: formula)
    book.labels.number(node, in: chapter, &options)
    options.isInParagraph = node.isInline
    formula.writeMathML(into: &renderer.output, options: options)
    if !node.isInline { renderer.output.append("\n") }
  }

  private func mathOptions(of formula: TeXFormula) -> MathOptions {
    var options = MathOptions()
    options.targets = formulaTargets
    for reference in formula.references where options.targets[reference.name] == nil {
      options.targets[reference.name] = References(book).target(reference.name, from: chapter)
    }
    return options
  }

  // MARK: Tables

  private mutating func write(table node: MarkdownNode, _ renderer: inout HTMLRenderer) {
    let caption = Caption(node.nextBlock)
    let label = book.labels.label(at: node, in: chapter)
    if let caption {
      renderer.output.append(text: "<figure class=\"mb-table\"\(idAttribute(label?.id))>")
      write(caption: caption, label, &renderer)
    }
    let id = caption == nil ? idAttribute(label?.id) : ""
    renderer.output.append(
      text: "<div class=\"mb-scroll\"\(id) tabindex=\"0\" role=\"group\" aria-label=\"Table\">")
    renderer.renderDefault(node, using: &self)
    renderer.output.append("</div>")
    renderer.output.append(caption == nil ? "\n" : "</figure>\n")
  }

  func idAttribute(_ id: String?) -> String {
    id.map { " id=\"\(escapedMarkup($0))\"" } ?? ""
  }

  // MARK: Cells and code

  private mutating func write(code node: MarkdownNode, _ renderer: inout HTMLRenderer) {
    guard let cell = book.chapters[chapter].parts.cells.first(where: { $0.node == node }) else {
      CodeHTML.write(node.literal, language: node.language ?? "", into: &renderer.output)
      return
    }
    let shown = assessment.shown[node.number] ?? []
    let label = book.labels.label(at: node, in: chapter)
    let caption = cell.caption
    let isFigure = caption != nil || cell.options.caption != nil
    let tag = isFigure ? "figure" : "div"
    let classes = (["mb-cell"] + cell.options.classes).joined(separator: " ")
    renderer.output.append(
      text:
        "<\(tag) class=\"\(escapedMarkup(classes))\"\(idAttribute(identifier(of: cell)))>")
    if cell.options.showsCode { write(codeOf: cell, &renderer) }
    renderer.output.append(text: assessment.states.controlMarkup(of: node.number))
    renderer.output.append(text: assessment.states.tableMarkup(of: node.number))
    if cell.options.showsOutput {
      for (index, item) in shown.enumerated()
      where !write(moving: item, node.number, index, &renderer) {
        write(shown: item, of: cell, id: "c\(node.number)-\(index)", &renderer)
      }
    }
    if let caption {
      write(caption: caption, label, &renderer)
    } else if let text = cell.options.caption {
      renderer.output.append("<figcaption>")
      if let label {
        renderer.output.append(text: "<span class=\"mb-label\">\(label.text).</span> ")
      }
      renderer.output.append(escaping: text)
      renderer.output.append("</figcaption>")
    }
    renderer.output.append(text: "</\(tag)>\n")
  }

  private func write(codeOf cell: Cell, _ renderer: inout HTMLRenderer) {
    if cell.options.isFolded {
      renderer.output.append("<details class=\"mb-fold\"><summary>Code</summary>")
    }
    CodeHTML.write(cell.text, language: "swift-math", into: &renderer.output)
    if cell.options.isFolded { renderer.output.append("</details>") }
  }
}
