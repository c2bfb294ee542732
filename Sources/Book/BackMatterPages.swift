import Diagnostics
import Markdown
import Markup

/// The pages at the end of a book: list of sources, glossary, index; each only if it has something.
///
/// Every page links to them, so that which there are is known at once; what they say is made where
/// they are written.
struct BackMatterPages: Sendable {
  /// One of the pages.
  struct Entry: Sendable {
    fileprivate enum Kind: Sendable {
      case glossary
      case sources
      case index
    }

    /// The file's name.
    let name: String
    /// The title.
    let title: String
    fileprivate let kind: Kind

    /// Whether only the chapters together know what it says.
    var needsChapters: Bool { kind == .glossary }
  }

  /// The pages, in order.
  let entries: [Entry]
  private let book: Manuscript

  /// The pages of `book`; a chapter of the same name takes a page's place.
  init(_ book: Manuscript) {
    self.book = book
    var candidates: [Entry] = []
    if book.labels.byChapter.joined().contains(where: { $0.kind == .term }) {
      candidates.append(Entry(name: "glossary.html", title: "Glossary", kind: .glossary))
    }
    if !book.bibliography.entries.isEmpty {
      candidates.append(
        Entry(name: SitePages.bibliographyPage, title: "Bibliography", kind: .sources))
    }
    if Self.hasIndex(book) {
      candidates.append(Entry(name: "terms.html", title: "Index", kind: .index))
    }
    entries = candidates.filter {
      book.index(ofPath: $0.name.replacing(".html", with: ".md")) == nil
    }
  }

  /// A term with its description, as the glossary shows it.
  struct Explained: Sendable {
    /// The letters by which it is sorted.
    let key: String
    /// The identifier of the term; the first of several with the same one has it.
    let id: String
    /// The entry, from the term's own words on.
    let html: String
  }

  /// The body of the page `entry`, for which each chapter has made its entries of the glossary.
  func html(of entry: Entry, _ glossary: [Explained]) -> String {
    switch entry.kind {
    case .glossary: Self.glossary(of: glossary)
    case .sources: Self.bibliography(of: book)
    case .index: Self.index(of: book)
    }
  }

  /// The links to the pages, for the list of chapters.
  func links(root: String, current: String) -> [TemplateValue] {
    entries.map {
      [
        "title": .string($0.title), "href": .string(root + $0.name),
        "current": .bool($0.name == current),
      ]
    }
  }

  // MARK: Sources

  private static func bibliography(of book: Manuscript) -> String {
    let sources = book.bibliography
    let isNumeric = book.settings.citations == .numeric
    var html = "<h1>Bibliography</h1>\n<ol class=\"mb-bib\(isNumeric ? " mb-numeric" : "")\">\n"
    for index in sources.sorted {
      let key = sources.entries[index].key
      let line = sources.html(of: key, book.settings.citations) ?? ""
      html += "<li id=\"ref-\(escapedMarkup(key))\">\(line)</li>\n"
    }
    return html + "</ol>\n"
  }

  // MARK: Terms

  /// The entries of the glossary for the terms that the chapter at `index` of `book` explains.
  static func explained(
    in index: Int, of book: Manuscript, _ assessment: Assessment
  ) -> [Explained] {
    // Its computed values are shown; what stands behind numbers is shown on the page itself.
    var values = Assessment(book.chapters[index].document)
    values.inlineTexts = assessment.inlineTexts
    values.inlineFormulas = assessment.inlineFormulas
    let terms = book.labels.byChapter[index].filter { $0.kind == .term }
    guard !terms.isEmpty else { return [] }
    let anchors = book.chapters[index].parts.anchors
    return terms.compactMap { term in
      let anchor = anchors.first { $0.kind == .term && $0.node.range == term.range }
      return anchor.map {
        Explained(
          key: sortKey(term.title), id: term.id, html: entry($0.node, term, index, book, values))
      }
    }
  }

  private static func glossary(of terms: [Explained]) -> String {
    var html = "<h1>Glossary</h1>\n<dl class=\"mb-glossary\">\n"
    var known: Set<String> = []
    for term in terms.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let isFirst = known.insert(term.id).inserted
      html += isFirst ? "<dt id=\"\(escapedMarkup(term.id))\">" : "<dt>"
      html += term.html
    }
    return html + "</dl>\n"
  }

  private static func entry(
    _ term: MarkdownNode, _ label: Labels.Label, _ index: Int, _ book: Manuscript,
    _ values: Assessment
  ) -> String {
    let chapter = book.chapters[index]
    var renderer = HTMLRenderer(chapter.document.markdown)
    var page = ChapterPage(
      book: book, chapter: index, assessment: values, isFragment: true)
    renderer.renderChildren(of: term, using: &page)
    renderer.output.append("</dt>\n")
    var next = term.nextSibling
    // Several terms may share a description.
    while let node = next, node.kind == .definitionTerm { next = node.nextSibling }
    while let node = next, node.kind == .definitionDescription {
      renderer.render(node, using: &page)
      next = node.nextSibling
    }
    renderer.output.append(
      text: "<dd class=\"mb-where\"><a href=\"\(escapedMarkup(chapter.address))"
        + "#\(escapedMarkup(label.id))\">\(escapedMarkup(chapter.title))</a></dd>\n")
    return renderer.output.text
  }

  /// Whether a book has an index: if it marks a place for it, or names more than two things.
  private static func hasIndex(_ book: Manuscript) -> Bool {
    if book.chapters.contains(where: { !$0.outline.indexTerms.isEmpty }) { return true }
    var names: Set<String> = []
    for label in book.labels.byChapter.joined() where isIndexed(label) {
      names.insert(label.title)
      if names.count > 2 { return true }
    }
    return false
  }

  private static func isIndexed(_ label: Labels.Label) -> Bool {
    (label.kind.isStatement || label.kind == .term) && !label.title.isEmpty
  }

  /// Where the index leads: the page of a chapter, at the place that says most about the term.
  private struct Place {
    let chapter: Int
    let href: String
    let isExplained: Bool
  }

  /// An entry of the index: terms that differ in the size of letters only are one.
  private struct Term {
    var text: String
    var places: [Place] = []

    /// Adds a place; of several in a chapter the one that explains, else the first, stays.
    mutating func add(_ place: Place) {
      guard let index = places.firstIndex(where: { $0.chapter == place.chapter }) else {
        places.append(place)
        return
      }
      if place.isExplained, !places[index].isExplained { places[index] = place }
    }
  }

  /// The index: what `<!-- index: … -->` names, the terms, and what theorems are called; bold where
  /// it is explained.
  private static func index(of book: Manuscript) -> String {
    var entries: [String: Term] = [:]
    func add(_ term: String, _ index: Int, _ id: String, isExplained: Bool) {
      let href = book.chapters[index].address + "#" + id
      var entry = entries[term.lowercased()] ?? Term(text: term)
      // Running text writes a term small unless it is a name.
      if entry.text.utf8.lexicographicallyPrecedes(term.utf8) { entry.text = term }
      entry.add(Place(chapter: index, href: href, isExplained: isExplained))
      entries[term.lowercased()] = entry
    }
    for (index, chapter) in book.chapters.enumerated() {
      for (number, terms) in chapter.outline.indexTerms.enumerated() {
        for term in terms { add(term, index, "ix-\(number + 1)", isExplained: false) }
      }
      for label in book.labels.byChapter[index] where isIndexed(label) {
        add(label.title, index, label.id, isExplained: true)
      }
    }
    let terms = entries.values.map { (key: sortKey($0.text), term: $0) }.sorted { left, right in
      left.key == right.key
        ? left.term.text.utf8.lexicographicallyPrecedes(right.term.text.utf8)
        : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
    }
    return "<h1>Index</h1>\n<p class=\"mb-where\">Bold: where a term is explained.</p>\n"
      + list(of: terms, in: book)
  }

  /// The entries under their first letters.
  private static func list(of terms: [(key: String, term: Term)], in book: Manuscript) -> String {
    var html = ""
    var letter = ""
    for (key, term) in terms {
      let first = String(key.prefix(1)).uppercased()
      if first != letter {
        html += letter.isEmpty ? "" : "</ul>\n"
        html += "<h2 class=\"mb-letter\">\(escapedMarkup(first))</h2>\n<ul class=\"mb-index\">\n"
        letter = first
      }
      let links = term.places.map { place in
        let title = book.chapters[place.chapter].titleMarkup
        let link = "<a href=\"\(escapedMarkup(place.href))\">\(title)</a>"
        return place.isExplained ? "<b>\(link)</b>" : link
      }
      html += "<li>\(escapedMarkup(term.text)): \(links.joined(separator: ", "))</li>\n"
    }
    return html + "</ul>\n"
  }

  /// The letters by which a term is sorted: lower case, without a leading sign.
  private static func sortKey(_ term: String) -> String {
    let key = term.lowercased().drop { !$0.isLetter && !$0.isNumber }
    return key.isEmpty ? term : String(key)
  }
}

extension ChapterParts.Anchor.Kind {
  /// Whether it is a theorem or its like.
  var isStatement: Bool {
    switch self {
    case .figure, .table, .equation, .section, .term: false
    default: true
    }
  }
}

extension SitePages {
  /// The pages that belong to no chapter: the contents, what is shown for an address that leads
  /// nowhere, and the pages at the end for which nobody need wait.
  func bookPages() -> [(name: String, page: Page)] {
    var pages = [(name: contentsName, page: contentsPage())]
    if book.index(ofPath: "404.md") == nil { pages.append(("404.html", missingPage())) }
    let known = backMatter.entries.filter { !$0.needsChapters }
    return pages + known.map { page($0, []) }
  }

  /// The pages that only the chapters together know: the glossary, of what each of them explains.
  func bookPages(explaining glossary: [BackMatterPages.Explained]) -> [(name: String, page: Page)] {
    backMatter.entries.filter(\.needsChapters).map { page($0, glossary) }
  }

  private func page(
    _ entry: BackMatterPages.Entry, _ glossary: [BackMatterPages.Explained]
  ) -> (name: String, page: Page) {
    let html = backMatter.html(of: entry, glossary)
    return (entry.name, extraPage(entry.name, title: entry.title, html: html))
  }

  /// The page for addresses that lead nowhere; it is shown at any depth of the site.
  func missingPage() -> Page {
    let html =
      "<h1>Page not found</h1>\n<p>This address leads to no page of the book. The"
      + " <a href=\"\(contentsName)\">table of contents</a> lists them all.</p>\n"
    return extraPage(
      "404.html", title: "Page not found", html: html, base: book.settings.siteURL ?? "")
  }

  /// The addresses of all pages for search engines, if the book knows where it is published.
  func siteMap() -> [UInt8]? {
    guard let site = book.settings.siteURL else { return nil }
    var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    xml += "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    var addresses = [contentsName] + book.chapters.map(\.address)
    addresses += backMatter.entries.map(\.name)
    for place in addresses {
      let address = site + (place == "index.html" ? "" : place)
      xml += "<url><loc>\(escapedMarkup(address))</loc></url>\n"
    }
    return Array((xml + "</urlset>\n").utf8)
  }

  /// `path` with what an address cannot hold as `%XX`.
  static func encoded(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in path.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || "-._~/".utf8.contains(byte)
      if isPlain {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
