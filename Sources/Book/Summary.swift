import Diagnostics
import Markdown

/// The table of contents of a book: `SUMMARY.md`, which reads as one on GitHub too.
///
/// The first heading of level 1 is the book's title; other headings name parts; links in lists are
/// chapters in order, with sub-chapters in nested lists; links outside lists are unnumbered.
struct Summary: Sendable {
  /// A chapter in the order of the book.
  struct Entry: Sendable {
    /// The path as written, relative to `SUMMARY.md`.
    let path: String
    /// The text of the link.
    let title: String
    /// Where the link stands.
    let range: SourceRange
    /// The part it belongs to.
    let part: String?
    /// How deep it is nested, from 0.
    let level: Int
    /// Its number from 1, or nil for a chapter before or after the numbered ones.
    let number: Int?
  }

  /// The title of the book.
  private(set) var title: String?
  /// The chapters.
  private(set) var entries: [Entry] = []
  /// What is wrong with it.
  private(set) var diagnostics: [Diagnostic] = []
  private var part: String?
  private var placeByPath: [String: Int] = [:]
  private var lastNumber = 0
  /// The last heading of a part, and how many chapters there were before it.
  private var heading: (range: SourceRange, entries: Int)?

  /// Reads a `SUMMARY.md`.
  init(_ markdown: MarkdownDocument) {
    title = markdown.frontMatter?.text("title")
    for node in markdown.root.children {
      switch node.kind {
      case .heading(let level):
        if level == 1, title == nil || entries.isEmpty, part == nil {
          title = title ?? ShownTitle(node).text
        } else {
          refuse(empty: heading)
          part = ShownTitle(node).text
          // Settings that are not read look like a rule and a heading, and are told as such.
          let isLost = node.previousBlock.map {
            $0.kind == .thematicBreak && $0.previousBlock == nil
          }
          heading = isLost == true ? nil : (node.range, entries.count)
        }
      case .list: visit(list: node, level: 0)
      case .paragraph:
        for child in node.children where child.kind == .link {
          add(link: child, level: 0, isNumbered: false)
        }
      default: break
      }
    }
    refuse(empty: heading)
  }

  /// A part without chapters would vanish without a word.
  private mutating func refuse(empty heading: (range: SourceRange, entries: Int)?) {
    guard let heading, heading.entries == entries.count, let part else { return }
    diagnostics.append(
      Diagnostic(
        .note, "summary.part", at: heading.range,
        "the part '\(part)' has no chapters, so that it is not shown",
        hints: ["list its chapters below it as links, or take the heading out"]))
  }

  private mutating func visit(list: MarkdownNode, level: Int) {
    for item in list.children {
      for block in item.children {
        switch block.kind {
        case .paragraph:
          let links = block.children.filter { $0.kind == .link }
          if let link = links.first {
            add(link: link, level: level, isNumbered: true)
          } else if item.children.contains(where: Self.isList) {
            refuse(
              block.range, "this entry is no link, but has chapters below it",
              "write a heading for a part: ## \(block.plainText.text.trimmed)")
          } else {
            refuse(path: block)
          }
          for other in links.dropFirst() {
            refuse(
              other.range, "an entry lists one chapter: this link is a second one",
              "give it an entry of its own")
          }
        case .list where level < 8: visit(list: block, level: level + 1)
        default: break
        }
      }
    }
  }

  private static func isList(_ node: MarkdownNode) -> Bool {
    if case .list = node.kind { true } else { false }
  }

  /// A path that is no link would be left out without a word.
  private mutating func refuse(path block: MarkdownNode) {
    let text = block.plainText.text.trimmed
    let hint: String
    if let start = text.firstRange(of: "]("), text.hasPrefix("["), text.hasSuffix(")") {
      // A path with spaces is no destination of a link.
      hint = "write \(text[..<start.lowerBound])](<\(text[start.upperBound...].dropLast())>)"
    } else if text.hasSuffix(".md"), !text.contains(" ") {
      hint = "write [Title](\(text))"
    } else {
      return
    }
    refuse(block.range, "this entry is no link, so that it lists nothing", hint)
  }

  private mutating func refuse(_ range: SourceRange, _ message: String, _ hint: String) {
    diagnostics.append(Diagnostic(.error, "summary.link", at: range, message, hints: [hint]))
  }

  private mutating func add(link: MarkdownNode, level: Int, isNumbered: Bool) {
    guard let destination = link.destination, !destination.isEmpty else {
      return refuse(
        link.range, "this entry leads nowhere", "write [\(link.plainText.text)](file.md)")
    }
    let path = References.decoded(String(destination.prefix { $0 != "#" }))
    guard !destination.contains("://"), !path.hasPrefix("/"),
      !path.split(separator: "/").contains("..")
    else {
      return refuse(
        link.range, "a chapter lies in the book's own folder",
        "use a path below chapters/, without '..'")
    }
    guard BookRoot.isMarkdown(path), path != "SUMMARY.md" else {
      return refuse(
        link.range, "'\(path)' is no chapter", "a chapter is a Markdown file of its own: name.md")
    }
    if let first = placeByPath[path] {
      diagnostics.append(
        Diagnostic(
          .error, "summary.repeated", at: link.range, "'\(path)' is listed twice",
          hints: ["take one of the entries out"],
          related: [.init(at: entries[first].range, "the first entry is here")]))
      return
    }
    if isNumbered { lastNumber += 1 }
    let number = isNumbered ? lastNumber : nil
    placeByPath[path] = entries.count
    entries.append(
      Entry(
        path: path, title: link.plainText.text, range: link.range, part: part, level: level,
        number: number))
  }
}
