import Diagnostics
import Markdown

/// The index that a page asks for when its reader first searches: a script, so that it works from
/// `file://`, where a page may not read other files.
///
///     mathbookIndex({pages: [[address, title, part], …],
///                    sections: [[page, identifier, heading, text], …]})
///
/// Text is prose, captions and tables as a reader sees them; code and data are left out, because
/// they would drown what the words are about. Of a fence marked `text`, what follows its first
/// paragraph is prose: what a function does, below how it is called.
struct SearchIndex: Sendable {
  /// A section of a chapter.
  struct Section: Sendable {
    /// The identifier of its heading; empty for the start of the page.
    let id: String
    /// Its heading; empty for the start of the page.
    let title: String
    /// Its text.
    var text: String
  }

  /// The most bytes of text in the index: with headings and after compression it stays below 150 KB.
  static let textLimit = 385_000

  /// The sections of the chapter at `index`.
  static func sections(
    of book: Manuscript, _ index: Int, _ assessment: Assessment
  ) -> [Section] {
    var writer = ChapterText(book: book, chapter: index, assessment: assessment)
    var sections = [Section(id: "", title: "", text: "")]
    var waiting = Array(book.chapters[index].document.markdown.root.children.reversed())
    while let node = waiting.popLast() {
      switch node.kind {
      case .heading(let level):
        guard level > 1 else { continue }
        let label = book.labels.label(at: node, in: index)
        sections.append(
          Section(
            id: label?.id ?? node.identifier ?? "", title: label?.title ?? node.plainText.text,
            text: ""))
      case .codeBlock where node.language == "text":
        add(words(inFence: node), to: &sections[sections.count - 1])
      case .codeBlock, .mathBlock, .frontMatter, .commentBlock, .htmlBlock, .thematicBreak,
        .linkReferenceDefinition:
        continue
      case .paragraph, .definitionTerm, .tableCell, .title:
        add(plain(writer.inlineText(of: node)), to: &sections[sections.count - 1])
      default: waiting.append(contentsOf: node.children.reversed())
      }
    }
    return sections.filter { !$0.text.isEmpty || !$0.title.isEmpty }
  }

  private static func add(_ text: String, to section: inout Section) {
    guard !text.isEmpty else { return }
    if !section.text.isEmpty { section.text += " " }
    section.text += text
  }

  /// What follows the first paragraph.
  private static func words(inFence node: MarkdownNode) -> String {
    let text = node.literal.text
    guard let gap = text.utf8.firstRange(of: "\n\n".utf8) else { return "" }
    return plain(String(text[gap.upperBound...]))
  }

  /// One line, without the marks that text output adds.
  private static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isAfterSpace = true
    for scalar in text.unicodeScalars where scalar != "`" {
      let isSpace = scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace
      if !isSpace {
        result.append(scalar)
      } else if !isAfterSpace {
        result.append(" ")
      }
      isAfterSpace = isSpace
    }
    return String(result).trimmed
  }

  /// The script for the sections of all chapters, after `search`, which knows how to look them up.
  static func script(
    of book: Manuscript, _ sections: [[Section]], search: String
  ) -> [UInt8] {
    let limit = textLimit(for: sections)
    var json = JSONText()
    json.object { json in
      json.key("pages")
      json.array { json in
        for chapter in book.chapters {
          json.array { json in
            json.value(chapter.pageName + ".html")
            json.value(chapter.title)
            json.value(chapter.part ?? "")
          }
        }
      }
      json.key("sections")
      json.array { json in
        for (index, chapter) in sections.enumerated() {
          for section in chapter {
            json.array { json in
              json.value(index)
              json.value(section.id)
              json.value(section.title)
              json.value(shortened(section.text, to: limit))
            }
          }
        }
      }
    }
    return Array((search + "mathbookIndex(" + json.text + ")\n").utf8)
  }

  /// The bytes that each section may have so that all together keep to the limit.
  static func textLimit(for sections: [[Section]]) -> Int {
    let sizes = sections.joined().map(\.text.utf8.count).sorted()
    var room = textLimit
    for (index, size) in sizes.enumerated() {
      // All that remain are at least this long: what is left is shared among them.
      let share = room / (sizes.count - index)
      if size > share { return share }
      room -= size
    }
    return Int.max
  }

  /// The start of `text`, and of the rest the words that did not occur before, each once.
  ///
  /// Two thirds of the room go to the words: an excerpt is short, and any word may be asked for.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var seen: Set<String> = []
    var result = ""
    for word in text.split(separator: " ") {
      let isProse = result.utf8.count < limit / 3
      var shown = word
      if !isProse {
        while let last = shown.last, !last.isLetter, !last.isNumber { shown.removeLast() }
        while let first = shown.first, !first.isLetter, !first.isNumber { shown.removeFirst() }
      }
      let key = shown.lowercased().filter { $0.isLetter || $0.isNumber }
      let isNew = seen.insert(key).inserted
      guard isProse || (isNew && key.utf8.count > 2) else { continue }
      guard result.utf8.count + shown.utf8.count < limit else { break }
      if !result.isEmpty { result += " " }
      result += shown
    }
    return result
  }
}
