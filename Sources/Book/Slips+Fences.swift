import Claims
import Diagnostics
import Markdown

/// Fences that were probably meant to be cells, or to end before the next one.
extension Slips {
  mutating func checkFence(_ node: MarkdownNode) {
    if node.kind == .codeBlock(isFenced: false) { return checkIndented(node) }
    if Cell.isCell(node) {
      checkOptions(node)
    } else if let word = NearLanguage(node) {
      report(
        "cell.language", at: word.range,
        "'\(word.text)' is no language of cells, so nothing here is run or checked",
        "write swift-math")
    }
    if let line = fenceInside(node) {
      report(
        "fence.inside", at: line,
        "a block of code begins inside the one of line \(self.line(of: node)), and is no cell",
        "close the one before, or give it a longer fence if it shows this one",
        related: [.init(at: file.firstLine(of: node.range), "it begins here")])
    } else if !node.isClosed, endsDocument(node) {
      report(
        "fence.open", at: file.firstLine(of: node.range),
        "this block is never closed, so all that follows is part of it",
        "write its closing mark on a line of its own, as long as this one")
    }
  }

  private func line(of node: MarkdownNode) -> Int { file.position(at: node.range.start).line }

  /// Whether nothing but white space follows `node`.
  private func endsDocument(_ node: MarkdownNode) -> Bool {
    file.bytes[min(node.range.end, file.bytes.count)...].allSatisfy {
      $0 == 0x20 || $0 == 0x0A || $0 == 0x0D
    }
  }

  /// Everything after the language must be options in braces.
  private mutating func checkOptions(_ node: MarkdownNode) {
    guard let info = node.info else { return }
    let bytes = info.bytes
    let language = Cell.languageEnd(bytes)
    let brace = bytes[language...].firstIndex(of: UInt8(ascii: "{")) ?? bytes.count
    let loose = info.slice(language, brace).trimmed
    if !loose.bytes.isEmpty {
      report(
        "cell.option", at: loose.sourceRange,
        "'\(loose.text)' is not read: options stand in braces",
        "write swift-math {echo=false}")
    } else if node.attributes == nil, brace < bytes.count {
      let options = info.slice(brace, bytes.count).trimmed
      guard options.bytes.contains(where: { $0 != 0x7B && $0 != 0x7D && $0 != 0x20 }) else {
        return
      }
      report(
        "cell.option", at: options.sourceRange, "these options cannot be read",
        "write {#id key=value key=\"two words\"}, without spaces or commas around them")
    }
  }

  /// The line inside of a fenced block that would open another one; a fence that shows a fence must
  /// be longer, so the block was meant to be closed before.
  private func fenceInside(_ node: MarkdownNode) -> SourceRange? {
    let start = node.range.start
    guard start < file.bytes.count else { return nil }
    let mark = file.bytes[start]
    guard mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let length = file.bytes[start...].prefix { $0 == mark }.count
    let text = node.literal
    for line in text.lines {
      let content = line.bytes.drop { $0 == 0x20 }
      let fence = content.prefix { $0 == mark }
      guard line.bytes.count - content.count < 4, fence.count >= length else { continue }
      let info = content[fence.endIndex...].drop { $0 == 0x20 }
      // A comment of a shell or a rule of text is no fence: a language follows at once.
      guard let first = info.first, first.isLetter || first == UInt8(ascii: "{"),
        !info.contains(UInt8(ascii: "`"))
      else { continue }
      return line.trimmed.sourceRange
    }
    return nil
  }

  /// A fence four spaces in is a block of code that shows a fence.
  private mutating func checkIndented(_ node: MarkdownNode) {
    guard let line = node.literal.lines.first(where: { !$0.trimmed.bytes.isEmpty }) else { return }
    let text = line.trimmed
    let marks = text.bytes.prefix { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
    guard marks.count >= 3, NearLanguage.isNear(text.slice(marks.count, text.bytes.count).text)
    else { return }
    report(
      "cell.indented", at: text.sourceRange,
      "four spaces before it make this fence a piece of code, not a cell",
      "move it to the left; to show a cell, put a longer fence around it")
  }

  /// A code span that runs over lines and names the language first has one tick too few or too many.
  mutating func checkCode(_ node: MarkdownNode) {
    let text = file.text(in: node.range)
    let inside = text.drop { $0 == "`" }
    guard let end = inside.firstIndex(where: \.isNewline),
      NearLanguage.isNear(String(inside[..<end]))
    else { return }
    report(
      "cell.ticks", at: file.firstLine(of: node.range), "this is a code span, not a cell",
      "a cell begins and ends with three ticks on lines of their own")
  }
}

/// The language of a fence that is nearly `swift-math`.
struct NearLanguage {
  /// As it was written.
  let text: String
  /// Where it was written.
  let range: SourceRange

  /// The language of `node` if it is nearly that of cells, else nil.
  init?(_ node: MarkdownNode) {
    guard node.kind == .codeBlock(isFenced: true) else { return nil }
    if let info = node.info {
      let text = info.text
      guard Self.isNear(text) else { return nil }
      let words = text.split(whereSeparator: \.isWhitespace)
      let isTwo = words.count > 1 && Self.letters(words[0]) == "swift"
      let length = (isTwo ? words[1] : words[0]).endIndex
      self.text = String(text[words[0].startIndex..<length])
      let start = text.utf8.distance(from: text.startIndex, to: words[0].startIndex)
      range = info.sourceRange(start, start + self.text.utf8.count)
      return
    }
    // ```{swift-math}, as other tools write it.
    guard let item = node.attributes?.items.first, item.key == "class" || item.value == nil,
      Self.isNear(item.value ?? item.key)
    else { return nil }
    text = "{\(item.value ?? item.key)}"
    range = item.range
  }

  /// Whether `info` begins like the language of cells, written with other signs or letters, or with a
  /// slip or two.
  static func isNear(_ info: String) -> Bool {
    let words = info.split(whereSeparator: \.isWhitespace).prefix(2)
    guard let word = words.first else { return false }
    let first = letters(word.prefix { $0 != "{" || word.first == "{" })
    if first == "swift" {
      return words.count > 1 && ["math", "maths"].contains(words[1].lowercased())
    }
    if first.hasPrefix("swiftmath") { return true }
    return first.isOneSlip(from: "swiftmath")
  }

  private static func letters(_ word: Substring) -> String {
    word.filter(\.isLetter).lowercased()
  }
}

extension MappedText {
  /// The lines, without their ends.
  var lines: [MappedText] {
    var lines: [MappedText] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(slice(start, index))
      start = index + 1
    }
    if start < bytes.count { lines.append(slice(start, bytes.count)) }
    return lines
  }
}
