import Diagnostics
import Markdown
import TeXMath

/// Where the references of a book lead: kind, number and title of everything that has an identifier.
struct Labels: Sendable {
  /// One target.
  struct Label: Hashable, Sendable {
    /// What it is.
    let kind: ChapterParts.Anchor.Kind
    /// Its identifier, which is also the one in the page.
    let id: String
    /// Its number over the book, such as `3.1`; empty for a heading of level 1.
    let number: String
    /// Its caption or heading, without markup.
    let title: String
    /// The same with emphasis, code and formulas, for a list of headings.
    let markup: String
    /// The position of its chapter in the book.
    fileprivate(set) var chapter: Int
    /// Where it stands.
    let range: SourceRange
    /// The level of a heading, else 0.
    let level: Int
    /// The line of a display that it names, where the formula says so.
    var row: EquationRow?
    /// The TeX of an equation, which other pages show; else empty.
    var formula = ""

    /// Kind and number, as a reference shows them.
    var text: String {
      number.isEmpty ? title : "\(kind.rawValue) \(number)"
    }
  }

  /// The labels of each chapter, in page order.
  private(set) var byChapter: [[Label]] = []
  private var places: [String: [(chapter: Int, index: Int)]] = [:]
  /// The chapters with an identifier that is used twice.
  private var ambiguous: Set<Int> = []

  /// Adds the labels of the next chapter, whose number is `number` and whose formulas may use
  /// `macros`; gives what is wrong with them.
  mutating func add(
    _ parts: ChapterParts, number: Int?, macros: MacroTable = MacroTable()
  ) -> [Diagnostic] {
    let chapter = byChapter.count
    let prefix = number.map { "\($0)." } ?? ""
    var diagnostics: [Diagnostic] = []
    var labels: [Label] = []
    var counts: [ChapterParts.Anchor.Kind: Int] = [:]
    var sections = [0, 0, 0, 0, 0]
    var known: [String: Int] = [:]
    for anchor in parts.anchors {
      var text: String
      if anchor.kind == .section {
        text = Self.sectionNumber(anchor.node, prefix: number, counters: &sections)
      } else if let tag = anchor.row?.tag {
        text = tag
      } else if anchor.kind == .term {
        text = ""
      } else {
        counts[anchor.kind, default: 0] += 1
        text = prefix + String(counts[anchor.kind, default: 0])
      }
      let id = anchor.id ?? "\(anchor.kind.rawValue.lowercased())-\(text.replacing(".", with: "-"))"
      if let first = known[id].map({ labels[$0] }) {
        if anchor.kind == .term { continue }
        diagnostics.append(
          Diagnostic(
            .error, "reference.repeated", at: anchor.idRange,
            "the identifier '\(id)' is used twice",
            related: [.init(at: first.range, "it is used here first")]))
        continue
      }
      labels.append(label(anchor, id, text, Self.title(of: anchor, macros), chapter))
      known[id] = labels.count - 1
      places[id, default: []].append((chapter, labels.count - 1))
    }
    byChapter.append(labels)
    if !diagnostics.isEmpty { ambiguous.insert(chapter) }
    return diagnostics
  }

  /// Adds the labels of the next chapter, which are those that it has in `earlier`; false if there
  /// is something to say about them.
  mutating func take(chapterAt chapter: Int, of earlier: Labels) -> Bool {
    guard !earlier.ambiguous.contains(chapter) else { return false }
    let labels = earlier.byChapter[chapter]
    for (index, label) in labels.enumerated() {
      places[label.id, default: []].append((chapter, index))
    }
    byChapter.append(labels)
    return true
  }

  /// Adds the labels of the next chapter, which an earlier build kept.
  mutating func add(kept labels: [Label]) {
    let chapter = byChapter.count
    byChapter.append(labels)
    for index in labels.indices {
      byChapter[chapter][index].chapter = chapter
      places[labels[index].id, default: []].append((chapter, index))
    }
  }

  /// The label that `#id` in `chapter` means: its own, else the only one of the book.
  func label(_ id: String, from chapter: Int) -> Label? {
    let found = places[id] ?? []
    let own = found.first { $0.chapter == chapter }
    let place = own ?? (found.count == 1 ? found.first : nil)
    return place.map { byChapter[$0.chapter][$0.index] }
  }

  /// The chapters that define `id`.
  func chapters(with id: String) -> [Int] { (places[id] ?? []).map(\.chapter) }

  /// The label of `node`, a block of `chapter`.
  func label(at node: MarkdownNode, in chapter: Int) -> Label? {
    byChapter[chapter].first { $0.range == node.range }
  }

  /// The identifier that `id` was probably meant to be.
  func suggestion(for id: String) -> String? {
    closestMatch(to: id, in: byChapter.joined().map(\.id))
  }

  private func label(
    _ anchor: ChapterParts.Anchor, _ id: String, _ number: String, _ title: ShownTitle,
    _ chapter: Int
  ) -> Label {
    let level = if case .heading(let level) = anchor.node.kind { level } else { 0 }
    return Label(
      kind: anchor.kind, id: id, number: number, title: title.text, markup: title.markup,
      chapter: chapter, range: anchor.node.range, level: level, row: anchor.row,
      formula: anchor.kind == .equation ? anchor.node.literal.text : "")
  }

  /// What a target is called: a theorem's name, a caption, the words of a heading or term.
  private static func title(of anchor: ChapterParts.Anchor, _ macros: MacroTable) -> ShownTitle {
    if let block = TheoremBlock(anchor.node) { return title(of: block, anchor.node, macros) }
    if anchor.kind != .term, let title = anchor.title { return ShownTitle(text: title) }
    if let caption = anchor.caption?.node {
      return ShownTitle(text: withoutMarker(ShownTitle(caption, macros: macros).text))
    }
    switch anchor.kind {
    case .section, .term: return ShownTitle(anchor.node, macros: macros)
    default: return ShownTitle(text: anchor.node.plainText.text)
    }
  }

  /// The name of a theorem with its formulas: of bold words the part that follows the kind.
  private static func title(
    of block: TheoremBlock, _ node: MarkdownNode, _ macros: MacroTable
  ) -> ShownTitle {
    guard block.title != nil else { return ShownTitle(text: "") }
    guard let marker = block.marker else {
      return node.titleNode.map { ShownTitle($0, macros: macros) } ?? ShownTitle(text: "")
    }
    let shown = ShownTitle(marker, macros: macros)
    guard let text = TheoremBlock.heading(shown.text)?.title,
      let markup = TheoremBlock.heading(shown.markup)?.title
    else { return ShownTitle(text: block.title ?? "") }
    return ShownTitle(text: text, markup: markup)
  }

  private static func withoutMarker(_ caption: String) -> String {
    guard let colon = caption.firstIndex(of: ":") else { return caption }
    return String(caption[caption.index(after: colon)...].drop { $0 == " " })
  }

  /// The number of a heading: the chapter's for level 1 is left to the page; `3.2` for level 2.
  private static func sectionNumber(
    _ node: MarkdownNode, prefix: Int?, counters: inout [Int]
  ) -> String {
    guard case .heading(let level) = node.kind, level > 1, level <= 4 else { return "" }
    counters[level - 2] += 1
    for deeper in (level - 1)..<counters.count { counters[deeper] = 0 }
    guard let prefix else { return "" }
    return ([prefix] + counters[0...(level - 2)]).map(String.init).joined(separator: ".")
  }
}
