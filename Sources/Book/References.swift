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
    /// Nothing in the book.
    case missing(String, suggestion: String?)
  }

  private let book: Manuscript

  /// The references of `book`.
  init(_ book: Manuscript) { self.book = book }

  /// What `destination` means in the chapter at `chapter`.
  func resolve(_ destination: String, from chapter: Int, ending: String = ".html") -> Target {
    guard Self.isRelative(destination) || destination.hasPrefix("#") else { return .outside }
    let hash = destination.firstIndex(of: "#") ?? destination.endIndex
    let path = String(destination[..<hash])
    let id =
      hash < destination.endIndex ? String(destination[destination.index(after: hash)...]) : ""
    let own = book.chapters[chapter]
    if path.isEmpty {
      guard let label = book.labels.label(id, from: chapter) else {
        return .missing(
          "no '\(id)' is defined in the book", suggestion: book.labels.suggestion(for: id))
      }
      return .page(href: address(of: label, from: chapter, ending), label)
    }
    if let key = Self.sourceKey(of: destination) {
      guard book.bibliography[key] == nil else { return .source(key: key) }
      return .missing(
        "references.bib has no entry '\(key)'", suggestion: book.bibliography.suggestion(for: key))
    }
    guard BookRoot.isMarkdown(path) else { return .outside }
    let full = Self.normalized(Files.join(Files.parent(of: own.path), path))
    guard let index = book.index(ofPath: full) else {
      if full == "SUMMARY.md" {
        return .page(href: Self.relative("index" + ending, from: own.path), nil)
      }
      let near = closestMatch(to: full, in: book.chapters.map(\.path))
      return .missing("the book has no chapter '\(full)'", suggestion: near)
    }
    let page = Self.relative(book.chapters[index].pageName + ending, from: own.path)
    guard !id.isEmpty else { return .page(href: page, nil) }
    guard let label = book.labels.byChapter[index].first(where: { $0.id == id }) else {
      return .missing(
        "'\(full)' has no '\(id)'",
        suggestion: closestMatch(to: id, in: book.labels.byChapter[index].map(\.id)))
    }
    return .page(href: page + "#" + id, label)
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
      guard case .missing(let message, let near) = resolve(destination, from: chapter) else {
        found += missingFile(node, destination, of: chapter)
        continue
      }
      found.append(
        Diagnostic(
          .error, "reference.missing", at: node.destinationRange ?? node.range, message,
          hints: [
            near.map { "did you mean '\($0)'?" }
              ?? "ids are written {#id} after a fence or heading, or <!-- #id --> after a block"
          ]))
    }
    for citation in book.citations(in: chapter) {
      for (key, range) in zip(citation.keys.map(\.key), citation.keyRanges)
      where book.bibliography[key] == nil {
        let near = book.bibliography.suggestion(for: key)
        found.append(
          Diagnostic(
            .error, "reference.source", at: range, "references.bib has no entry '\(key)'",
            hints: [near.map { "did you mean '\($0)'?" } ?? "add the source to references.bib"]))
      }
    }
    return found
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
    let path = Files.join(book.root.chapters, Self.normalized(place))
    guard !Files.exists(path) || Files.isFolder(path) else { return [] }
    return [.missingPicture(path, at: node.destinationRange ?? node.range)]
  }

  /// A link to data or the like leads to a file in the chapters' folder; pages that builds make, and
  /// what lies outside of the folder, are not looked at.
  private func missingFile(
    _ node: MarkdownNode, _ destination: String, of chapter: Int
  ) -> [Diagnostic] {
    let name = String(destination.prefix { $0 != "#" && $0 != "?" })
    guard Self.isRelative(name), !name.contains("%"), !name.hasSuffix("/"),
      !BookRoot.isMarkdown(name), !name.hasSuffix(".html")
    else { return [] }
    let own = Files.join(Files.parent(of: book.chapters[chapter].path), name)
    let place = Self.normalized(own)
    let path = Files.join(book.root.chapters, place)
    guard !place.hasPrefix(".."), !Files.exists(path) else { return [] }
    return [
      Diagnostic(
        .error, "reference.missing", at: node.destinationRange ?? node.range,
        "there is no file '\(path)'", hints: ["files lie beside the chapters"])
    ]
  }

  private func address(of label: Labels.Label, from chapter: Int, _ ending: String) -> String {
    if label.chapter == chapter { return "#" + label.id }
    let page = book.chapters[label.chapter].pageName + ending
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
