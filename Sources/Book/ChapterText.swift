import Diagnostics
import Library
import Markdown
import Markup
import Plotting
import Script
import TeXMath

/// Writes one chapter as plain text: for a terminal, a mail, or a listener.
struct ChapterText {
  /// The book.
  let book: Manuscript
  /// The position of the chapter.
  let chapter: Int
  /// What the chapter computed.
  let assessment: Assessment
  /// The columns of a line.
  let width: Int
  /// The characters of charts.
  let charts: Plotting.TextStyle
  var macros = MacroTable()
  /// The bold words at the start of a theorem, while its block is written, and what stands for them.
  var theoremMarker: MarkdownNode?
  var theoremWords = ""

  /// The text of the chapter at `chapter`.
  init(
    book: Manuscript, chapter: Int, assessment: Assessment, width: Int = 80,
    charts: Plotting.TextStyle = .braille
  ) {
    self.charts = charts
    self.book = book
    self.chapter = chapter
    self.assessment = assessment
    self.width = width
    macros = book.chapters[chapter].document.macros.table
  }

  /// The chapter as text.
  mutating func text() -> String {
    let document = book.chapters[chapter].document.markdown
    var layout = TextLayout(width: width)
    if let title = book.chapters[chapter].document.unwrittenTitle {
      write(title: title, level: 1, book.chapters[chapter].number.map(String.init), &layout)
    }
    write(childrenOf: document.root, &layout)
    writeSources(&layout)
    let notes = document.footnotes
    if !notes.isEmpty {
      layout.gap()
      layout.line("Notes")
      for note in notes { write(footnote: note, &layout) }
    }
    return layout.text
  }

  mutating func write(childrenOf node: MarkdownNode, _ layout: inout TextLayout) {
    for child in node.children { write(block: child, &layout) }
  }

  mutating func write(block node: MarkdownNode, _ layout: inout TextLayout) {
    switch node.kind {
    case .frontMatter, .commentBlock, .linkReferenceDefinition, .footnoteDefinition: break
    case .heading(let level): write(heading: node, level, &layout)
    case .paragraph: write(paragraph: node, &layout)
    case .list(let style): write(list: node, style, &layout)
    case .codeBlock: write(code: node, &layout)
    case .mathBlock: write(display: node, &layout)
    case .table: write(table: node, &layout)
    case .thematicBreak:
      layout.gap()
      layout.line(String(repeating: "─", count: min(width, layout.width)))
      layout.gap()
    case .blockQuote:
      if Quiz.isQuiz(node) {
        write(quiz: node, &layout)
      } else {
        write(quote: node, &layout)
      }
    case .alert(let alert):
      write(inset: node, title: alert.name.uppercased(), bar: "│ ", &layout)
    case .admonition:
      let title =
        theoremHeading(of: node) ?? self.title(of: node) ?? node.admonitionKind?.uppercased()
      write(inset: node, title: title, bar: "│ ", &layout)
    case .tab: write(inset: node, title: title(of: node), bar: "  ", &layout)
    case .title: break
    case .definitionTerm:
      layout.gap()
      layout.paragraph(inlineText(of: node))
    case .definitionDescription: write(inset: node, title: nil, bar: "    ", &layout)
    case .htmlBlock: write(html: node, &layout)
    default: write(childrenOf: node, &layout)
    }
  }

  private mutating func write(
    heading node: MarkdownNode, _ level: Int, _ layout: inout TextLayout
  ) {
    let label = book.labels.label(at: node, in: chapter)
    let number = level == 1 ? book.chapters[chapter].number.map(String.init) : label?.number
    write(title: inlineText(of: node), level: level, number, &layout)
  }

  private func write(title: String, level: Int, _ number: String?, _ layout: inout TextLayout) {
    var text = title
    if let number, !number.isEmpty, level < 4 { text = "\(number) \(text)" }
    layout.gap()
    layout.paragraph(text)
    let used = min(layout.width, displayWidth(of: text))
    if level <= 2 { layout.line(String(repeating: level == 1 ? "═" : "─", count: used)) }
    layout.gap()
  }

  private mutating func write(paragraph node: MarkdownNode, _ layout: inout TextLayout) {
    if let caption = Caption(node), let previous = node.previousBlock,
      let label = book.labels.byChapter[chapter].first(where: { $0.range == previous.range })
    {
      layout.gap()
      layout.paragraph("\(label.text). \(Self.withoutMarker(inlineText(of: node), caption))")
      layout.gap()
      return
    }
    layout.gap()
    // Displays inside a paragraph stand on lines of their own.
    var line: [MarkdownNode] = []
    for child in node.children {
      if case .math(_, isDisplay: true) = child.kind {
        write(line: line, &layout)
        line = []
        write(display: child, &layout)
      } else {
        line.append(child)
      }
    }
    write(line: line, &layout)
    layout.gap()
  }

  private mutating func write(line nodes: [MarkdownNode], _ layout: inout TextLayout) {
    let text = inlineText(of: nodes)
    if !text.trimmed.isEmpty { layout.paragraph(text) }
  }

  private static func withoutMarker(_ text: String, _ caption: Caption) -> String {
    String(text.dropFirst(caption.kind.rawValue.count + 1).drop { $0 == " " })
  }

  private mutating func write(
    list node: MarkdownNode, _ style: MarkdownNode.ListStyle, _ layout: inout TextLayout
  ) {
    layout.gap()
    for (index, item) in node.children.enumerated() {
      var marker = style.isOrdered ? "\(style.start + index). " : "• "
      switch item.kind {
      case .item(task: .done): marker = "[x] "
      case .item(task: .open): marker = "[ ] "
      default: break
      }
      let inset = displayWidth(of: marker)
      var inner = TextLayout(width: layout.width - inset)
      write(childrenOf: item, &inner)
      layout.block(
        inner.trimmed, first: marker, rest: String(repeating: " ", count: inset))
      if !style.isTight { layout.gap() }
    }
    layout.gap()
  }

  mutating func write(
    inset node: MarkdownNode, title: String?, bar: String, _ layout: inout TextLayout
  ) {
    layout.gap()
    var inner = TextLayout(width: layout.width - displayWidth(of: bar))
    if let title, !title.isEmpty { inner.paragraph(title) }
    write(childrenOf: node, &inner)
    layout.block(inner.trimmed, first: bar, rest: bar)
    layout.gap()
  }

  /// The title of an admonition or tab in capitals, but for code and formulas; empty for `""`.
  private mutating func title(of node: MarkdownNode) -> String? {
    guard let title = node.titleNode else { return node.titleText == nil ? nil : "" }
    var text = ""
    for child in title.children {
      let holdsCode = ([child] + child.descendants).contains { (node: MarkdownNode) -> Bool in
        if case .math = node.kind { return true }
        return node.kind == .code
      }
      let part = inlineText(child)
      text += holdsCode ? part : part.uppercased()
    }
    return text
  }

  private mutating func write(footnote node: MarkdownNode, _ layout: inout TextLayout) {
    let marker = "[\(node.footnoteNumber ?? 0)] "
    var inner = TextLayout(width: layout.width - marker.count)
    write(childrenOf: node, &inner)
    layout.block(
      inner.trimmed, first: marker, rest: String(repeating: " ", count: marker.count))
  }

  // MARK: Cells, formulas, tables

  private mutating func write(code node: MarkdownNode, _ layout: inout TextLayout) {
    let cell = book.chapters[chapter].parts.cells.first { $0.node == node }
    layout.gap()
    if cell?.options.showsCode != false {
      for line in (cell?.text ?? node.literal).text.trimmedEnd.split(
        separator: "\n", omittingEmptySubsequences: false)
      {
        layout.line("    " + line)
      }
    }
    layout.gap()
    writeControls(of: node.number, &layout)
    guard let cell, cell.options.showsOutput else { return }
    for (index, item) in (assessment.shown[node.number] ?? []).enumerated() {
      write(shown: item, cell, &layout)
      writeStates(of: PageStates.Place(cell: node.number, index: index), &layout)
    }
    if cell.caption == nil, let caption = cell.options.caption {
      let label = book.labels.label(at: node, in: chapter)
      layout.paragraph((label.map { $0.text + ". " } ?? "") + caption)
    }
    layout.gap()
  }

  /// What a picture that controls move shows at other positions of the first of them, in words.
  private func writeStates(of place: PageStates.Place, _ layout: inout TextLayout) {
    guard let index = assessment.states.shownPictures[place] else { return }
    let picture = assessment.states.pictures[index]
    guard picture.frames.isEmpty else { return }
    for still in assessment.states.stills(of: index) where still.chart != picture.shown {
      layout.paragraph("At \(still.name): " + (picture.chart(still.chart)?.summary ?? ""))
    }
    layout.gap()
  }

  /// The controls of a cell, with what comes out at a few of their positions.
  private func writeControls(of cell: Int, _ layout: inout TextLayout) {
    let states = assessment.states
    for placed in states.controls where placed.cell == cell {
      let texts = placed.control.texts
      let range =
        texts.count <= 4
        ? texts.joined(separator: " | ") : "\(texts[0]) … \(texts[texts.count - 1])"
      let line = "[\(placed.control.label): \(texts[placed.control.initial])]  (\(range))"
      if displayWidth(of: line) <= layout.width {
        layout.line(line)
      } else {
        layout.paragraph(line, rest: "  ")
      }
    }
    for table in states.tables(of: cell) {
      layout.gap()
      let columns = table.header.map { _ in TextTable.Alignment.right }
      TextTable(rows: [table.header] + table.rows, alignments: columns).draw(into: &layout)
    }
    layout.gap()
  }

  private func write(shown: Assessment.Shown, _ cell: Cell, _ layout: inout TextLayout) {
    let text: String
    switch shown {
    case .value(.object(let object)):
      layout.gap()
      write(object: object, cell, &layout)
      layout.gap()
      return
    case .value(let value): text = value.text
    case .printed(let printed): text = printed
    case .failure(let message): text = message
    }
    var start = "  → "
    for line in text.trimmedEnd.split(separator: "\n", omittingEmptySubsequences: false) {
      for part in foldedLines(String(line), width: layout.width - 4) {
        layout.line(start + part)
        start = "    "
      }
    }
  }

  private func write(
    object: any ScriptObject, _ cell: Cell, _ layout: inout TextLayout
  ) {
    let lines = picture(of: object, cell, width: min(72, layout.width)).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    if let table = object.unpacked as? TableValue,
      lines.contains(where: { displayWidth(of: $0) > layout.width })
    {
      let alignments = table.header.indices.map { index in
        table.isNumeric(index) ? TextTable.Alignment.right : .left
      }
      TextTable(rows: [table.header] + table.rows, alignments: alignments).draw(into: &layout)
      if table.count > table.rows.count { layout.line("… \(table.count) rows") }
      return
    }
    for line in lines {
      for part in foldedLines(line, width: layout.width) { layout.line(part) }
    }
  }

  /// A picture drawn with characters. What its author says of it stands in place of what is worked
  /// out, as on the page; of a picture that moves it stands after the frames.
  private func picture(of object: any ScriptObject, _ cell: Cell, width: Int) -> String {
    let words = cell.options.alternative ?? ""
    if var chart = (object.unpacked as? ChartValue)?.chart {
      if !words.isEmpty { chart.alternative = words }
      return chart.text(width: width, style: charts)
    }
    guard let animation = object.unpacked as? AnimationValue else { return object.text() }
    var text = animation.text(width: width, style: charts)
    if !words.isEmpty {
      var layout = TextLayout(width: width)
      layout.paragraph(words)
      text += "\n" + layout.text
    }
    return text
  }

  private mutating func write(display node: MarkdownNode, _ layout: inout TextLayout) {
    let formula = TeXFormula(node.literal, isDisplay: true, macros: &macros)
    var options = MathOptions()
    options.width = layout.width
    options.targets = targets(of: formula)
    book.labels.number(node, in: chapter, &options)
    layout.gap()
    for line in formula.displayText(options: options).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      layout.line(String(line))
    }
    layout.gap()
  }

  private func targets(of formula: TeXFormula) -> [String: MathOptions.Target] {
    var targets: [String: MathOptions.Target] = [:]
    for reference in formula.references {
      targets[reference.name] = References(book).target(reference.name, from: chapter)
    }
    return targets
  }

  private mutating func write(table node: MarkdownNode, _ layout: inout TextLayout) {
    var rows: [[String]] = []
    var alignments: [TextTable.Alignment] = []
    for row in node.children {
      var cells: [String] = []
      for cell in row.children {
        cells.append(inlineText(of: cell).trimmed)
        if rows.isEmpty, case .tableCell(let alignment, _) = cell.kind {
          alignments.append(
            alignment == .right ? .right : alignment == .center ? .center : .left)
        }
      }
      rows.append(cells)
    }
    layout.gap()
    TextTable(rows: rows, alignments: alignments).draw(into: &layout)
    layout.gap()
  }

  // MARK: Lines

  mutating func inlineText(of node: MarkdownNode) -> String { inlineText(of: node.children) }

  private mutating func inlineText(of nodes: some Sequence<MarkdownNode>) -> String {
    var text = ""
    // What stood before a `<sup>` or `<sub>` that is still open.
    var before: String?
    for child in nodes {
      guard child.kind == .html else {
        text += inlineText(child)
        continue
      }
      switch TagName(child.literal.bytes) {
      case .superscript(opens: true), .subscripted(opens: true):
        text = (before ?? "") + text
        (before, text) = (text, "")
      case .superscript(opens: false):
        text = (before ?? "") + (before == nil ? text : HTMLText.raised(text))
        before = nil
      case .subscripted(opens: false):
        text = (before ?? "") + (before == nil ? text : HTMLText.lowered(text))
        before = nil
      case .lineBreak: text += "\n"
      case .other: break
      }
    }
    return (before ?? "") + text
  }

  private mutating func inlineText(_ node: MarkdownNode) -> String {
    switch node.kind {
    case .text: return text(node.literal)
    case .softBreak: return " "
    case .lineBreak: return "\n"
    case .comment, .html: return ""
    case .code:
      if let value = assessment.inlineTexts[node.number] { return value }
      return "`" + node.literal.text + "`"
    case .math:
      let formula = TeXFormula(node.literal, isDisplay: false, macros: &macros)
      var options = MathOptions()
      options.targets = targets(of: formula)
      // A formula is not broken at its spaces.
      return formula.plainText(options: options).replacing(" ", with: "\u{A0}")
    case .link: return linkText(node)
    case .autolink: return node.literal.text
    case .image: return "[" + inlineText(of: node) + "]"
    case .footnoteReference: return "[\(node.footnoteNumber ?? 0)]"
    // Without its marks it would say the opposite.
    case .strikethrough: return "~~" + inlineText(of: node) + "~~"
    case .strong where node == theoremMarker: return theoremWords + "."
    default: return inlineText(of: node)
    }
  }

  /// Running text, with its citations as the bibliography writes them.
  private func text(_ literal: MappedText) -> String {
    var text = ""
    var start = 0
    for citation in Citation.all(in: literal) {
      guard let words = book.text(of: citation) else { continue }
      text += String(decoding: literal.bytes[start..<citation.bytes.lowerBound], as: UTF8.self)
      text += words
      start = citation.bytes.upperBound
    }
    return start == 0
      ? literal.text : text + String(decoding: literal.bytes[start...], as: UTF8.self)
  }

  private mutating func linkText(_ node: MarkdownNode) -> String {
    let text = inlineText(of: node)
    guard let destination = node.destination else { return text }
    switch References(book).resolve(destination, from: chapter) {
    case .page(_, let label):
      if let label, References.isKindWord(text, label) { return label.text }
      guard text.isEmpty else { return text }
      return References(book).chapterTitle(of: destination, from: chapter) ?? text
    case .outside:
      return destination == text || !destination.contains(":") ? text : "\(text) (\(destination))"
    case .source(let key):
      return text.isEmpty ? book.bibliography.citation(of: key, book.settings.citations) : text
    case .missing: return text
    }
  }
}

extension String {
  /// The text without spaces and line ends around it.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// The text without line ends at its end.
  var trimmedEnd: String {
    var text = self[...]
    while let last = text.last, last.isNewline { text.removeLast() }
    return String(text)
  }

  /// The text with a capital first letter.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension TextLayout {
  /// The text without empty lines around it.
  var trimmed: TextLayout {
    var result = TextLayout(width: width)
    var lines = lines[...]
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    for line in lines { result.line(line) }
    return result
  }
}
