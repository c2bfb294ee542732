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
      case .htmlBlock:
        add(plain(HTMLText.plain(node.literal.text)), to: &sections[sections.count - 1])
      case .codeBlock, .mathBlock, .frontMatter, .commentBlock, .thematicBreak,
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
    let texts = concurrentMap(sections) { $0.map { shortened($0.text, to: limit) } }
    var json = JSONText()
    json.object { json in
      json.key("pages")
      json.array { json in
        for chapter in book.chapters {
          json.array { json in
            json.value(chapter.address)
            json.value(chapter.title)
            json.value(chapter.part ?? "")
          }
        }
      }
      json.key("sections")
      json.array { json in
        for (index, chapter) in sections.enumerated() {
          for (section, text) in zip(chapter, texts[index]) {
            json.array { json in
              json.value(index)
              json.value(section.id)
              json.value(section.title)
              json.value(text)
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
  ///
  /// - Complexity: O(bytes); words are known again by a hash of 64 bits.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var text = text
    return text.withUTF8 { bytes in
      var seen: Set<UInt64> = []
      var result: [UInt8] = []
      result.reserveCapacity(limit)
      for word in bytes.split(separator: 0x20) {
        let isProse = result.count < limit / 3
        let key = key(of: word)
        let isNew = seen.insert(key.hash).inserted
        guard isProse || (isNew && key.count > 2) else { continue }
        let shown = isProse ? word : withoutSigns(word)
        guard result.count + shown.count < limit else { break }
        if !result.isEmpty { result.append(0x20) }
        result.append(contentsOf: shown)
      }
      return String(decoding: result, as: UTF8.self)
    }
  }

  /// The letters and digits of `word`, in lower case where they are ASCII: how many bytes, and the
  /// 64-bit hash of Fowler, Noll and Vo (FNV-1a).
  private static func key(of word: Slice<UnsafeBufferPointer<UInt8>>) -> (count: Int, hash: UInt64)
  {
    var (count, hash) = (0, 0xCBF2_9CE4_8422_2325 as UInt64)
    var i = word.startIndex
    while i < word.endIndex {
      let length = signLength(word, at: i)
      if length == 0 {
        let byte = word[i]
        let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        hash = (hash ^ UInt64(lower)) &* 0x100_0000_01B3
        count += 1
      }
      i += max(1, length)
    }
    return (count, hash)
  }

  /// `word` without what stands around it, such as brackets and full stops.
  private static func withoutSigns(
    _ word: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    var (start, end) = (word.startIndex, word.endIndex)
    while start < end, case let length = signLength(word, at: start), length > 0 {
      start = min(end, start + length)
    }
    while start < end {
      if signLength(word, at: end - 1) == 1 {
        end -= 1
      } else if end - start >= 3, signLength(word, at: end - 3) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return word[start..<end]
  }

  /// How many bytes the sign at `i` has that is no letter or digit: one of ASCII, or a dash, quotation
  /// mark or ellipsis from U+2000 to U+207F; 0 for all else.
  private static func signLength(_ word: Slice<UnsafeBufferPointer<UInt8>>, at i: Int) -> Int {
    let byte = word[i]
    if byte < 0x80 {
      let isWord =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      return isWord ? 0 : 1
    }
    guard byte == 0xE2, i + 2 < word.endIndex, word[i + 1] == 0x80 || word[i + 1] == 0x81 else {
      return 0
    }
    return 3
  }
}
