import Diagnostics
import Markdown

/// Where the links of a chapter lead.
struct References {
  /// What a destination means.
  enum Target {
    /// Another site, a mail address, or a file that is left as it is.
    case outside
    /// A place in the book: the address in the page, and the label if the link names one.
    case page(href: String, Labels.Label?)
    /// An entry of `references.bib`.
    case source(key: String)
    /// Nothing in the book: what is the matter, and what to do.
    case missing(String, hint: String)
  }

  private let book: Manuscript

  /// The references of `book`.
  init(_ book: Manuscript) { self.book = book }

  /// What `destination` means in the chapter at `chapter`.
  func resolve(_ destination: String, from chapter: Int) -> Target {
    guard Self.isRelative(destination) || destination.hasPrefix("#") else { return .outside }
    let hash = destination.firstIndex(of: "#") ?? destination.endIndex
    let path = Self.decoded(String(destination[..<hash]))
    let id =
      hash < destination.endIndex
      ? Self.decoded(String(destination[destination.index(after: hash)...])) : ""
    if path.isEmpty {
      guard let label = book.labels.label(id, from: chapter) else {
        return holdsRaw(id: id, chapter) ? .outside : missing(id: id)
      }
      return .page(href: address(of: label, from: chapter), label)
    }
    if let key = Self.sourceKey(of: destination) {
      guard book.bibliography.lacks(key) else { return .source(key: key) }
      return .missing(
        "references.bib has no entry '\(key)'",
        hint: Self.meant(book.bibliography.suggestion(for: key)) ?? Self.addSource)
    }
    guard BookRoot.isMarkdown(path) else { return .outside }
    let own = book.chapters[chapter]
    let full = Self.normalized(Files.join(Files.parent(of: own.path), path))
    guard let index = book.index(ofPath: full) else {
      if full == "SUMMARY.md" {
        return .page(href: Self.relative("index.html", from: own.path), nil)
      }
      return missing(chapter: full)
    }
    let page = Self.relative(book.chapters[index].address, from: own.path)
    guard !id.isEmpty else { return .page(href: page, nil) }
    guard let label = book.labels.byChapter[index].first(where: { $0.id == id }) else {
      if holdsRaw(id: id, index) { return .page(href: page + "#" + id, nil) }
      let near = closestMatch(to: id, in: book.labels.byChapter[index].map(\.id))
      return .missing("'\(full)' has no '\(id)'", hint: Self.meant(near) ?? Self.giveIdentifier)
    }
    return .page(href: page + "#" + id, label)
  }

  /// The title of the chapter that `destination` names as a whole.
  func chapterTitle(of destination: String, from chapter: Int) -> String? {
    let place = Files.parent(of: book.chapters[chapter].path)
    let path = Self.normalized(Files.join(place, Self.decoded(destination)))
    return book.index(ofPath: path).map { book.chapters[$0].title }
  }

  private static let giveIdentifier =
    "ids are written {#id} after a fence or heading, or <!-- #id --> after a block"
  private static let addSource = "add the source to references.bib"

  private static func meant(_ near: String?) -> String? { near.map { "did you mean '\($0)'?" } }

  /// Whether raw HTML of `chapter` gives something the identifier `id`: `<a name="here">`.
  private func holdsRaw(id: String, _ chapter: Int) -> Bool {
    let chapter = book.chapters[chapter]
    guard !id.isEmpty, chapter.file.bytes.holds("<a") || chapter.file.bytes.holds("id=") else {
      return false
    }
    return chapter.document.markdown.root.descendants.contains { node in
      (node.kind == .html || node.kind == .htmlBlock)
        && RawPath.identifiers(in: node.literal).contains(id)
    }
  }

  /// An identifier that no chapter has, or that several have.
  private func missing(id: String) -> Target {
    let places = book.labels.chapters(with: id).map { book.chapters[$0].path }
    guard places.count > 1 else {
      return .missing(
        "no '\(id)' is defined in the book",
        hint: Self.meant(book.labels.suggestion(for: id)) ?? Self.giveIdentifier)
    }
    let names = places.prefix(3).map { "'\($0)'" }.joined(separator: " and ")
    return .missing(
      "'\(id)' is defined in \(names)", hint: "name the chapter, too: (\(places[0])#\(id))")
  }

  /// A chapter that the book does not have.
  private func missing(chapter path: String) -> Target {
    let name = Files.name(of: path)
    let near =
      book.chapters.map(\.path).first { Files.name(of: $0) == name }
      ?? closestMatch(to: path, in: book.chapters.map(\.path))
    let isThere = Files.exists(Files.join(book.root.chapters, path))
    return .missing(
      "the book has no chapter '\(path)'",
      hint: isThere
        ? "the file is there: list it in SUMMARY.md"
        : Self.meant(near) ?? "write the chapter, and list it in SUMMARY.md")
  }

  /// The dangling references of the chapter at `chapter`.
  func findings(in chapter: Int) -> [Diagnostic] {
    let document = book.chapters[chapter].document
    var found: [Diagnostic] = []
    for node in document.markdown.root.descendants where node.kind == .link || node.kind == .image {
      guard let destination = node.destination else { continue }
      if node.kind == .image {
        found += missingPicture(node, destination, of: chapter)
        continue
      }
      let range = node.destinationRange ?? node.range
      switch resolve(destination, from: chapter) {
      case .missing(let message, let hint):
        found.append(Diagnostic(.error, "reference.missing", at: range, message, hints: [hint]))
      case .page(_, let label?): found += otherKind(node, label)
      default: found += missingFile(node, destination, of: chapter)
      }
    }
    for node in document.markdown.root.descendants
    where node.kind == .html || node.kind == .htmlBlock {
      for path in RawPath.all(in: node.literal) { found += missingFile(path, of: chapter) }
    }
    for (range, key) in document.foreignCitations(of: book.bibliography) {
      found.append(
        Diagnostic(
          .error, "reference.citation", at: range, "this citation is shown as it is typed",
          hints: ["write [@\(key)], or [@\(key), p. 3] with a place in it"]))
    }
    for citation in document.citations {
      for (key, range) in zip(citation.keys.map(\.key), citation.keyRanges)
      where book.bibliography.lacks(key) {
        let near = book.bibliography.suggestion(for: key)
        found.append(
          Diagnostic(
            .error, "reference.source", at: range, "references.bib has no entry '\(key)'",
            hints: [Self.meant(near) ?? Self.addSource]))
      }
    }
    return found
  }

  /// A reference that names another kind of thing than the one it leads to would have no number.
  private func otherKind(_ link: MarkdownNode, _ label: Labels.Label) -> [Diagnostic] {
    guard label.kind != .section, label.kind != .term,
      let kind = ChapterParts.Anchor.Kind.named(link.plainText.text), kind != label.kind,
      kind != .term
    else { return [] }
    return [
      Diagnostic(
        .error, "reference.kind", at: link.range, "'\(label.id)' is \(label.text)",
        hints: ["write [\(label.kind.rawValue)](\(link.destination ?? "#" + label.id))"])
    ]
  }

  /// The key of a link to `references.bib#key`.
  static func sourceKey(of destination: String) -> String? {
    guard let hash = destination.firstIndex(of: "#"),
      Files.name(of: String(destination[..<hash])) == "references.bib"
    else { return nil }
    let key = String(destination[destination.index(after: hash)...])
    return key.isEmpty ? nil : key
  }

  /// A picture must lie in the chapters' folder, from where it is copied to the pages.
  private func missingPicture(
    _ node: MarkdownNode, _ destination: String, of chapter: Int
  ) -> [Diagnostic] {
    guard Self.isRelative(destination) else { return [] }
    let place = Files.join(Files.parent(of: book.chapters[chapter].path), destination)
    let path = Files.join(book.root.chapters, Self.normalized(Self.decoded(place)))
    guard !Files.exists(path) || Files.isFolder(path) else { return [] }
    return [.missingPicture(path, at: node.destinationRange ?? node.range)]
  }

  /// A link to data or the like leads to a file in the chapters' folder; pages that builds make, and
  /// what lies outside of the folder, are not looked at.
  private func missingFile(
    _ node: MarkdownNode, _ destination: String, of chapter: Int
  ) -> [Diagnostic] {
    missingFile(destination, at: node.destinationRange ?? node.range, of: chapter)
  }

  /// What raw HTML shows or links to is a file as well.
  private func missingFile(_ path: RawPath, of chapter: Int) -> [Diagnostic] {
    let missing = missingFile(path.path, at: path.range, of: chapter)
    guard path.isShown, let name = Self.fileName(of: path.path) else { return missing }
    let place = Files.join(Files.parent(of: book.chapters[chapter].path), name)
    return missing.map { _ in
      .missingPicture(Files.join(book.root.chapters, Self.normalized(place)), at: path.range)
    }
  }

  private func missingFile(
    _ destination: String, at range: SourceRange, of chapter: Int
  ) -> [Diagnostic] {
    guard let name = Self.fileName(of: destination), !name.hasSuffix(".html") else { return [] }
    let place = Self.normalized(Files.join(Files.parent(of: book.chapters[chapter].path), name))
    let path = Files.join(book.root.chapters, place)
    guard !place.hasPrefix(".."), !Files.exists(path) else { return [] }
    return [
      Diagnostic(
        .error, "reference.missing", at: range,
        "there is no file '\(path)'", hints: ["files lie beside the chapters"])
    ]
  }

  /// The path of a file that is no chapter, as `destination` names it; nil if it names none.
  static func fileName(of destination: String) -> String? {
    let name = decoded(String(destination.prefix { $0 != "#" && $0 != "?" }))
    guard isRelative(name), !name.hasSuffix("/"), !BookRoot.isMarkdown(name),
      sourceKey(of: destination) == nil
    else { return nil }
    return name
  }

  private func address(of label: Labels.Label, from chapter: Int) -> String {
    if label.chapter == chapter { return "#" + label.id }
    let page = book.chapters[label.chapter].address
    return Self.relative(page, from: book.chapters[chapter].path) + "#" + label.id
  }

  /// Whether a link's text is only the kind of its target, so that the number is to be added.
  static func isKindWord(_ text: String, _ label: Labels.Label) -> Bool {
    text.isEmpty || text.lowercased() == label.kind.rawValue.lowercased()
  }

  /// Whether `destination` is a path rather than an address.
  static func isRelative(_ destination: String) -> Bool {
    guard !destination.isEmpty, !destination.hasPrefix("/"), !destination.hasPrefix("#") else {
      return false
    }
    let start = destination.prefix { $0 != "/" && $0 != "#" && $0 != "?" }
    return !start.contains(":")
  }

  /// `path` with the signs that addresses write by number, such as `%20`; as it is if that gives no
  /// text.
  static func decoded(_ path: String) -> String {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
    let bytes = Array(path.utf8)
    var result: [UInt8] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.count,
        let code = UInt8(String(decoding: bytes[i + 1...i + 2], as: UTF8.self), radix: 16),
        code != 0
      {
        result.append(code)
        i += 3
      } else {
        result.append(bytes[i])
        i += 1
      }
    }
    return String(validating: result, as: UTF8.self) ?? path
  }

  /// `path` without `.` and `..`.
  static func normalized(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  /// `path` as seen from the page of `origin`, both relative to the book.
  static func relative(_ path: String, from origin: String) -> String {
    let depth = origin.split(separator: "/").count - 1
    return String(repeating: "../", count: max(0, depth)) + path
  }
}

extension Diagnostic {
  /// A chapter shows a picture that is not there.
  static func missingPicture(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "picture.missing", at: range, "there is no picture '\(path)'",
      hints: ["pictures lie beside the chapters"])
  }
}
