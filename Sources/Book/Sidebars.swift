/// The list of chapters beside every page.
///
/// Every page holds it as plain links, so that it needs no script. A book of more than
/// `wholeLimit` chapters shows the chapters around the current one and the parts by name: the lists
/// of all pages together would otherwise grow with the square of the book.
struct Sidebars: Sendable {
  /// The most chapters that every page lists.
  static let wholeLimit = 250
  /// How many chapters on each side a page of a larger book lists.
  static let neighbours = 30

  private struct Part: Sendable {
    let name: String
    let chapters: Range<Int>
  }

  private let book: Manuscript
  private let parts: [Part]
  /// The part of each chapter.
  private let partOf: [Int]

  /// The lists of `book`.
  init(_ book: Manuscript, _ backMatter: BackMatterPages) {
    self.book = book
    var parts: [Part] = []
    var partOf: [Int] = []
    for (index, chapter) in book.chapters.enumerated() {
      let name = chapter.part ?? ""
      if let last = parts.last, last.name == name {
        parts[parts.count - 1] = Part(name: name, chapters: last.chapters.lowerBound..<index + 1)
      } else {
        parts.append(Part(name: name, chapters: index..<index + 1))
      }
      partOf.append(parts.count - 1)
    }
    self.parts = parts
    self.partOf = partOf
  }

  /// The list on the page of the chapter at `current`, seen from `root`.
  func list(root: String, current: Int?) -> [TemplateValue] {
    let count = book.chapters.count
    guard count > Self.wholeLimit else {
      return parts.map { part($0, root, $0.chapters, current) }
    }
    // Around the current chapter only; parts elsewhere by name, as many as fit.
    let middle = current ?? 0
    let shown = max(0, middle - Self.neighbours)..<min(count, middle + Self.neighbours + 1)
    let home = partOf.isEmpty ? 0 : partOf[middle]
    let near = max(0, home - Self.neighbours)..<min(parts.count, home + Self.neighbours + 1)
    return near.map { index in
      part(parts[index], root, parts[index].chapters.clamped(to: shown), current)
    }
  }

  private func part(
    _ part: Part, _ root: String, _ range: Range<Int>, _ current: Int?
  ) -> TemplateValue {
    var members: [String: TemplateValue] = ["part": .string(part.name)]
    if range.isEmpty {
      members["href"] = .string(
        root + book.chapters[part.chapters.lowerBound].address)
    }
    members["chapters"] = .list(
      range.map { index in
        let chapter = book.chapters[index]
        return .object([
          "title": .html(chapter.titleMarkup), "href": .string(root + chapter.address),
          "number": .string(chapter.number.map(String.init) ?? ""),
          "nested": .string(chapter.level > 0 ? String(min(chapter.level, 3)) : ""),
          "current": .bool(index == current),
        ])
      })
    return .object(members)
  }
}
