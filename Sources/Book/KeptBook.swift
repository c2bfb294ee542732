import Diagnostics

/// A book as the last build of another process read it, in `output/.cache/last.pages`: what it needs
/// to know of each chapter, and what became of it. A chapter that did not change since then need not
/// be parsed.
struct KeptBook: Sendable {
  /// One of its chapters.
  struct Chapter: Sendable {
    /// The path below the chapters' folder.
    let path: String
    /// The fingerprint of its bytes.
    let digest: String
    /// Its number.
    let number: Int?
    /// What other pages show of it.
    let outline: ChapterOutline
    /// The fingerprint of the TeX macros that it adds to those of the book.
    let macros: String
    /// What can be referred to.
    let labels: [Labels.Label]
    /// Its pages, unless there was an error or a warning.
    let page: Page?

    /// Whether it is the chapter of `text` at the place of `entry`, to the last byte. One that has
    /// TeX macros of its own is read again, because they may stand in another file.
    func stands(for text: inout ReadText, at entry: Summary.Entry) -> Bool {
      number == entry.number && !outline.hasMacros && digest == text.fingerprint()
    }
  }

  /// What was written of a chapter.
  struct Page: Sendable {
    /// Size and time of the pages.
    let state: String
    /// What became of the chapter, without its notes.
    let output: ChapterOutput
    /// What there was to say.
    let notes: [Diagnostic]
  }

  /// The program that read it.
  let engine: String
  /// The fingerprint of the TeX macros of the book.
  let macros: String
  /// The fingerprint of what all pages depend on.
  let surroundings: String
  /// The paths of the chapters, in order.
  let paths: [String]
  /// The chapters by their paths.
  let chapters: [String: Chapter]

  init(
    engine: String, macros: String, surroundings: String, _ chapters: [Chapter]
  ) {
    self.engine = engine
    self.macros = macros
    self.surroundings = surroundings
    paths = chapters.map(\.path)
    self.chapters = Dictionary(chapters.map { ($0.path, $0) }) { first, _ in first }
  }
}

extension KeptBook {
  /// The book that `bytes` hold, if they are what `bytes` wrote.
  init?(_ bytes: [UInt8]) {
    var reader = ValueReader(bytes)
    guard let engine = reader.text(), let macros = reader.text(),
      let surroundings = reader.text(), let count = reader.count(of: 1)
    else { return nil }
    var chapters: [Chapter] = []
    for _ in 0..<count {
      guard let chapter = reader.chapter() else { return nil }
      chapters.append(chapter)
    }
    guard reader.isAtEnd else { return nil }
    self.init(engine: engine, macros: macros, surroundings: surroundings, chapters)
  }

  /// The book as bytes.
  var bytes: [UInt8] {
    var writer = ValueWriter()
    writer.add(engine)
    writer.add(macros)
    writer.add(surroundings)
    writer.add(paths.count)
    for path in paths { chapters[path].map { writer.add($0) } }
    return writer.bytes
  }
}

extension ValueWriter {
  fileprivate mutating func add(_ chapter: KeptBook.Chapter) {
    add(chapter.path)
    add(chapter.digest)
    add(chapter.number ?? -1)
    add(chapter.outline)
    add(chapter.macros)
    add(chapter.labels.count)
    for label in chapter.labels { add(label) }
    add(chapter.page == nil ? 0 : 1)
    guard let page = chapter.page else { return }
    add(page.state)
    add(page.output)
    add(page.notes.count)
    for note in page.notes { add(note) }
  }

  private mutating func add(_ outline: ChapterOutline) {
    add(outline.title?.text)
    add(outline.title?.markup)
    add(outline.description)
    add(outline.indexTerms.count)
    for terms in outline.indexTerms { add(terms) }
    add(outline.cellBytes)
    add((outline.dataNames == nil ? 1 : 0) | (outline.hasMacros ? 2 : 0))
    add(outline.dataNames ?? [])
  }

  private mutating func add(_ label: Labels.Label) {
    for text in [label.kind.rawValue, label.id, label.number, label.title, label.markup] {
      add(text)
    }
    add(label.formula)
    add(label.range)
    add(label.level)
    add(label.row == nil ? 0 : 1)
    guard let row = label.row else { return }
    add(row.index)
    add(row.label)
    add(row.tag)
    add(row.range)
  }

  private mutating func add(_ output: ChapterOutput) {
    add(output.fingerprint)
    add(output.data)
    add(output.runKey)
    for field in Tally.fields { add(output.tally[keyPath: field]) }
    add(output.assets)
    add(output.absent)
    add(output.sections.count)
    for section in output.sections {
      add(section.id)
      add(section.title)
      add(section.text)
    }
    add(output.glossary.count)
    for entry in output.glossary {
      add(entry.key)
      add(entry.id)
      add(entry.html)
    }
  }
}

extension ValueReader {
  fileprivate mutating func chapter() -> KeptBook.Chapter? {
    guard let path = text(), let digest = text(), let number = integer(),
      let outline = outline(), let macros = text(), let count = count(of: 1)
    else { return nil }
    var labels: [Labels.Label] = []
    for _ in 0..<count {
      guard let label = label() else { return nil }
      labels.append(label)
    }
    guard let hasPage = integer() else { return nil }
    var page: KeptBook.Page?
    if hasPage != 0 {
      guard let read = self.page() else { return nil }
      page = read
    }
    return KeptBook.Chapter(
      path: path, digest: digest, number: number < 0 ? nil : number, outline: outline,
      macros: macros, labels: labels, page: page)
  }

  private mutating func outline() -> ChapterOutline? {
    var outline = ChapterOutline()
    guard let title = optionalText(), let markup = optionalText(), let description = text(),
      let count = count(of: 8)
    else { return nil }
    if let title, let markup { outline.title = ShownTitle(text: title, markup: markup) }
    outline.description = description
    for _ in 0..<count {
      guard let terms = texts() else { return nil }
      outline.indexTerms.append(terms)
    }
    guard let cellBytes = integer(), cellBytes >= 0, let flags = integer(), let names = texts()
    else { return nil }
    outline.cellBytes = cellBytes
    outline.dataNames = flags & 1 != 0 ? nil : names
    outline.hasMacros = flags & 2 != 0
    return outline
  }

  private mutating func label() -> Labels.Label? {
    guard let kind = text().flatMap(ChapterParts.Anchor.Kind.init), let id = text(),
      let number = text(), let title = text(), let markup = text(), let formula = text(),
      let range = range(), let level = integer(), let hasRow = integer()
    else { return nil }
    var label = Labels.Label(
      kind: kind, id: id, number: number, title: title, markup: markup, chapter: 0, range: range,
      level: level, formula: formula)
    if hasRow != 0 {
      guard let index = integer(), let name = optionalText(), let tag = optionalText(),
        let place = self.range()
      else { return nil }
      label.row = EquationRow(index: index, label: name, tag: tag, range: place)
    }
    return label
  }

  private mutating func page() -> KeptBook.Page? {
    guard let state = text(), let output = output(), let count = count(of: 1) else { return nil }
    var notes: [Diagnostic] = []
    for _ in 0..<count {
      guard let note = diagnostic() else { return nil }
      notes.append(note)
    }
    return KeptBook.Page(state: state, output: output, notes: notes)
  }

  private mutating func output() -> ChapterOutput? {
    var output = ChapterOutput()
    guard let fingerprint = optionalText(), let data = text(), let runKey = optionalText() else {
      return nil
    }
    output.fingerprint = fingerprint
    output.data = data
    output.runKey = runKey
    for field in Tally.fields {
      guard let count = integer(), (0...Int(UInt32.max)).contains(count) else { return nil }
      output.tally[keyPath: field] = count
    }
    guard let assets = texts(), let absent = texts(), let sections = count(of: 24) else {
      return nil
    }
    output.assets = assets
    output.absent = absent
    for _ in 0..<sections {
      guard let id = text(), let title = text(), let text = text() else { return nil }
      output.sections.append(.init(id: id, title: title, text: text))
    }
    guard let terms = count(of: 24) else { return nil }
    for _ in 0..<terms {
      guard let key = text(), let id = text(), let html = text() else { return nil }
      output.glossary.append(.init(key: key, id: id, html: html))
    }
    output.isWritten = true
    return output
  }
}
