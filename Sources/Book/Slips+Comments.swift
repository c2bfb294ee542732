import Claims
import Diagnostics
import Markdown

/// Comments that are never closed, or nearly speak to mathbook.
extension Slips {
  /// What a comment begins with that is ours.
  private static let beginnings = [
    "=", "let ", "live ", "live=", "source:", "skip:", "mathbook:",
  ]

  private static func isMeant(_ text: some StringProtocol) -> Bool {
    let text = text.drop(while: \.isWhitespace)
    return beginnings.contains { text.hasPrefix($0) }
  }

  // MARK: Comments that do not end

  mutating func checkComments(_ node: MarkdownNode) {
    if node.kind == .htmlBlock { return checkOpenBlock(node) }
    for comment in node.comments {
      checkNext(comment, node)
      checkWords(comment, node)
      if node.kind == .comment { checkPlace(comment, node) }
    }
  }

  /// How strictly a section is read is said on a line of its own, not in the middle of one.
  private mutating func checkPlace(_ comment: MappedText, _ node: MarkdownNode) {
    guard case .strictness? = BindingComment(parsing: comment, range: node.range)?.content else {
      return
    }
    report(
      "binding.place", at: node.range, "this comment does nothing inside of a paragraph",
      "put it on a line of its own, with an empty line before and after it")
  }

  /// A block of HTML in which the last comment is not closed.
  private mutating func checkOpenBlock(_ node: MarkdownNode) {
    let text = node.literal
    let start = text.text.drop(while: \.isWhitespace).prefix(10).lowercased()
    if ["<script", "<style", "<textarea"].contains(where: { start.hasPrefix($0) }) { return }
    guard let open = text.bytes.lastRange(of: "<!--"),
      (text.bytes.lastRange(of: "-->") ?? -1) < open
    else { return }
    reportOpen(at: file.firstLine(of: text.sourceRange(open, text.bytes.count)), isBlock: true)
  }

  private mutating func reportOpen(at range: SourceRange, isBlock: Bool = false) {
    report(
      "binding.open", at: range,
      "this comment is never closed, so "
        + (isBlock ? "what follows is part of it" : "it binds nothing and is shown as text"),
      "write --> at its end")
  }

  /// A comment that goes on into the next one.
  private mutating func checkNext(_ comment: MappedText, _ node: MarkdownNode) {
    guard Self.isMeant(comment.text), let next = comment.bytes.lastRange(of: "<!--") else { return }
    let start = max(comment.sourceRange.start - 4, 0)
    report(
      "binding.open", at: file.firstLine(of: SourceRange(start, comment.sourceOffset(next))),
      "this comment is not closed before the next one begins", "write --> at its end")
  }

  /// In a stranger's document: a comment glued to a digit that says "=" and never ends.
  mutating func findOpenBindings() {
    for node in document.markdown.root.descendants {
      switch node.kind {
      case .text: for start in openComments(in: node) where isBinding(at: start) { addOpen(start) }
      case .comment where isBinding(at: node.range.start):
        for comment in node.comments { checkNext(comment, node) }
      default: break
      }
    }
  }

  private mutating func addOpen(_ start: Int) {
    reportOpen(at: file.firstLine(of: SourceRange(start, file.bytes.count)))
  }

  /// Whether `<!-- =` or `<!-- let` stands straight after a digit.
  private func isBinding(at start: Int) -> Bool {
    guard start > 0, (0x30...0x39).contains(file.bytes[start - 1]) else { return false }
    let rest = file.bytes[(start + 4)...].drop { $0 == 0x20 }
    return rest.starts(with: "= ".utf8) || rest.starts(with: "let ".utf8)
  }

  /// The places in the text `node` where a comment begins that never ends.
  private func openComments(in node: MarkdownNode) -> [Int] {
    guard node.parent?.kind.isTableCell != true else { return [] }
    let range = node.range
    return (range.start..<range.end).filter {
      file.bytes[$0] == UInt8(ascii: "<") && file.holds("<!--", at: $0)
        && !($0 > 0 && file.bytes[$0 - 1] == UInt8(ascii: "\\"))
    }
  }

  // MARK: Comments that are none

  /// Text that would be a comment but for a sign.
  mutating func checkOpeners(_ node: MarkdownNode) {
    for start in openComments(in: node) { addOpen(start) }
    let range = node.range
    var i = range.start
    while i < range.end {
      defer { i += 1 }
      guard file.bytes[i] == UInt8(ascii: "<"), let end = almostOpener(at: i, upTo: range.end)
      else { continue }
      let rest = file.text(in: file.firstLine(of: SourceRange(end, range.end)))
      // An arrow may point at a word; a comment ends.
      guard Self.isMeant(rest), file.bytes[i + 1] == UInt8(ascii: "!") || rest.contains("->")
      else { continue }
      report(
        "binding.opener", at: file.firstLine(of: SourceRange(i, range.end)),
        "this is text, not a comment", "a comment begins with <!-- and ends with -->")
      i = end
    }
  }

  /// The end of `<!-`, `<--`, `<! --` or `<!—` at `start`.
  private func almostOpener(at start: Int, upTo limit: Int) -> Int? {
    guard !file.holds("<!--", at: start) else { return nil }
    var i = start + 1
    let isMarked = i < limit && file.bytes[i] == UInt8(ascii: "!")
    if isMarked { i += 1 }
    while isMarked, i < limit, file.bytes[i] == 0x20 { i += 1 }
    var dashes = 0
    while i < limit {
      if file.bytes[i] == UInt8(ascii: "-") {
        dashes += 1
        i += 1
      } else if file.holds("–", at: i) || file.holds("—", at: i) {
        dashes += 2
        i += 3
      } else {
        break
      }
    }
    return dashes > (isMarked ? 0 : 1) ? i : nil
  }

  // MARK: Words that are nearly ours

  /// A comment that no rule reads, in words that are nearly ours.
  private mutating func checkWords(_ comment: MappedText, _ node: MarkdownNode) {
    let text = comment.text.trimmed
    guard BindingComment(parsing: comment, range: node.range) == nil else { return }
    let word = String(text.prefix { $0.isLetter || $0 == "-" || $0 == "_" })
    let rest = text.dropFirst(word.count).drop(while: \.isWhitespace)
    if text.hasPrefix("#") { return checkIdentifier(text, node) }
    let lower = word.lowercased()
    if lower == "mathbook" ? !text.hasPrefix("mathbook:") : rest.first == ":" || rest.first == "=",
      word.count > 5, closestMatch(to: word, in: ["mathbook"]) != nil
    {
      report(
        "binding.word", at: node.range, "this comment is not read",
        "comments to mathbook begin with <!-- mathbook: …")
      return
    }
    // What is glued to a number, or begins as ours does, is told where numbers are read.
    guard node.kind == .commentBlock || !followsDigit(node.range.start) else { return }
    let isBlock = node.kind == .commentBlock
    if lower == "skip", rest.isEmpty || rest.first == ":", isBlock || !text.hasPrefix("skip:") {
      let reason = rest.drop { $0 == ":" || $0.isWhitespace }
      report(
        "binding.word", at: node.range,
        reason.isEmpty ? "nothing is waived without a reason" : "this comment is not read",
        reason.isEmpty ? "write <!-- skip: reason -->" : "write 'skip:' in small letters")
    } else if isBlock, ["=", "source:", "live ="].contains(where: { text.hasPrefix($0) }) {
      report(
        "binding.word", at: node.range, "this comment cannot be read",
        "write <!-- mathbook: = expression; _ --> or <!-- source: key -->")
    }
  }

  private func followsDigit(_ start: Int) -> Bool {
    start > 0 && (0x30...0x39).contains(file.bytes[start - 1])
  }

  /// `<!-- #eq-softmax (old) -->`: an identifier has no spaces.
  private mutating func checkIdentifier(_ text: String, _ node: MarkdownNode) {
    let name = text.dropFirst().prefix { !$0.isWhitespace }
    guard name.first?.isLetter == true, name.contains("-") || name.contains(":"),
      name.count < text.count
    else { return }
    report(
      "binding.word", at: node.range, "this identifier cannot be read",
      "write <!-- #\(name.prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }) -->, and"
        + " other words in a comment of their own")
  }
}

extension MarkdownNode.Kind {
  /// Whether it is a cell of a table.
  var isTableCell: Bool { if case .tableCell = self { true } else { false } }
}

extension [UInt8] {
  /// Where the last `text` begins.
  func lastRange(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return nil }
    return (0...(count - wanted.count)).last { self[$0...].starts(with: wanted) }
  }
}
