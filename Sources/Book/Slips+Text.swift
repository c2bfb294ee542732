import Claims
import Diagnostics
import Markdown

/// Notes without a text, texts of notes that nothing refers to, and computed values that stand
/// outside of a code span.
extension Slips {
  mutating func checkText(_ node: MarkdownNode) {
    let range = node.range
    let bytes = file.bytes
    guard
      bytes[range.start..<range.end].contains(where: {
        $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{")
      })
    else { return }
    checkOpeners(node)
    for i in range.start..<range.end {
      switch bytes[i] {
      case UInt8(ascii: "["): checkReference(at: i, upTo: range.end)
      case UInt8(ascii: "{"): checkBrace(at: i, in: range)
      case UInt8(ascii: "\\"): checkCommand(at: i, upTo: range.end)
      default: break
      }
    }
  }

  /// `\eqref{eq}` and `\begin{align}` outside of dollars, which other tools read as mathematics.
  private mutating func checkCommand(at start: Int, upTo limit: Int) {
    let bytes = file.bytes
    let name = bytes[(start + 1)..<limit].prefix { (0x61...0x7A).contains($0 | 0x20) }
    guard name.endIndex < limit, bytes[name.endIndex] == UInt8(ascii: "{"),
      let close = bytes[name.endIndex..<limit].firstIndex(of: UInt8(ascii: "}"))
    else { return }
    let command = String(decoding: name, as: UTF8.self)
    let argument = String(decoding: bytes[(name.endIndex + 1)..<close], as: UTF8.self)
    let range = SourceRange(start, close + 1)
    if ["eqref", "ref", "autoref", "cref"].contains(command) {
      report(
        "math.outside", at: range, "this reference is shown as it is typed",
        "write [Equation](#\(argument)), or $\\eqref{\(argument)}$")
    } else if command == "begin", Self.displays.contains(argument.filter { $0 != "*" }) {
      report(
        "math.outside", at: range, "this formula is shown as it is typed",
        "put it between two lines of $$")
    }
  }

  /// The environments that are formulas of their own.
  private static let displays: Set<String> = [
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign",
  ]

  /// A computed value in a heading: where the heading is shown elsewhere nothing is computed.
  mutating func checkHeading(_ node: MarkdownNode) {
    for code in node.descendants where code.kind == .code {
      guard case .value(let value) = InlineValue.read(code) else { continue }
      note(
        .unseen, "heading.value", at: code.range,
        "contents and search show '…' for a value that is computed in a heading",
        "state the number, and bind it: 42<!-- = \(value.expression.text) -->")
    }
  }

  // MARK: Notes

  /// `[^9]` where no note 9 is defined: Markdown shows it as it is typed.
  private mutating func checkReference(at start: Int, upTo limit: Int) {
    let bytes = file.bytes
    guard start + 1 < limit, bytes[start + 1] == UInt8(ascii: "^"),
      start == 0 || bytes[start - 1] != UInt8(ascii: "\\"),
      let close = bytes[start..<limit].firstIndex(of: UInt8(ascii: "]"))
    else { return }
    let label = String(decoding: bytes[(start + 2)..<close], as: UTF8.self)
    let next = close + 1 < bytes.count ? bytes[close + 1] : 0x0A
    guard Self.isNoteLabel(label), Self.mayFollow(next, label), mayPrecede(start) else { return }
    let known = document.markdown.root.children.compactMap {
      $0.kind == .footnoteDefinition ? $0.label : nil
    }
    let near = closestMatch(to: label, in: known)
    report(
      "note.missing", at: SourceRange(start, close + 1), "no note '\(label)' is defined",
      near.map { "did you mean [^\($0)]?" }
        ?? "write its text on a line of its own: [^\(label)]: …")
  }

  /// A label of digits, or a word; `a-z`, `0-9` and `A-Za-z` are classes of characters.
  private static func isNoteLabel(_ label: String) -> Bool {
    guard !label.isEmpty,
      label.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" })
    else { return false }
    let parts = label.split(separator: "-", omittingEmptySubsequences: false)
    // A hyphen between two single signs, or beside one, is a range.
    return parts.count == 1
      || parts.allSatisfy { $0.count > 1 || $0.allSatisfy(\.isNumber) }
        && parts.contains { $0.count > 1 }
  }

  /// What may stand after a reference; a class of characters is followed by `*`, `+`, `?`, `{`.
  private static func mayFollow(_ byte: UInt8, _ label: String) -> Bool {
    // After `*` it may be the end of emphasis, but a class of letters is repeated so, too.
    if byte == UInt8(ascii: "*") { return label.allSatisfy(\.isNumber) }
    return byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
      || ".,;:!)]\"'[_|<-–".utf8.contains(byte)
  }

  /// Whether a reference may follow what stands before `start`: a word or its punctuation.
  private func mayPrecede(_ start: Int) -> Bool {
    guard start > 0 else { return true }
    let byte = file.bytes[start - 1]
    return !"\\/({^$=+".utf8.contains(byte)
  }

  /// A note that nothing refers to is not on the page, and one of two with a label is lost.
  mutating func checkNote(_ node: MarkdownNode) {
    guard let label = node.label else { return }
    let key = label.lowercased()
    let first = document.markdown.root.descendants.first {
      $0.kind == .footnoteDefinition && $0.label?.lowercased() == key
    }
    let line = file.firstLine(of: node.range)
    let marker = SourceRange(line.start, min(line.end, line.start + label.utf8.count + 3))
    if let first, first != node {
      return report(
        "note.repeated", at: marker, "the note '\(label)' is defined twice",
        "give one of them another label",
        related: [.init(at: file.firstLine(of: first.range), "it is defined here first")])
    }
    guard node.footnoteNumber == nil else { return }
    note(
      .unseen, "note.unused", at: marker,
      "nothing refers to the note '\(label)', so no page shows it",
      "write [^\(label)] where it belongs, or take it out")
  }

  // MARK: Braces

  /// `{=.3f} losses.last` and `{#eq-softmax` in plain text.
  private mutating func checkBrace(at start: Int, in range: SourceRange) {
    let rest = file.text(in: file.firstLine(of: SourceRange(start, range.end)))
    guard start == 0 || file.bytes[start - 1] != UInt8(ascii: "\\") else { return }
    // `<b>`{=html} is Pandoc's: it follows a code span.
    let followsCode = start > 0 && file.bytes[start - 1] == UInt8(ascii: "`")
    let second = rest.dropFirst(2).first
    if rest.hasPrefix("{="), !followsCode, second == "}" || second == "." || second == " " {
      report(
        "inline.bare", at: file.firstLine(of: SourceRange(start, range.end)),
        "this is text: nothing is computed", "put it between ticks: `{=.3f} expression`")
    } else if rest.hasPrefix("{swift-math}"), !followsCode {
      report(
        "inline.bare", at: SourceRange(start, start + 12), "this is text: nothing is computed",
        "put it between ticks: `{=} expression`")
    } else if rest.hasPrefix("{#") {
      checkAttributes(rest, at: start)
    }
  }

  private mutating func checkAttributes(_ rest: String, at start: Int) {
    let name = rest.dropFirst(2).prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
    let prefixes = ["eq", "fig", "tab", "tbl", "sec", "thm", "lem", "def", "ex", "alg", "lst"]
    let kind = String(name.prefix { $0.isLetter }).lowercased()
    guard prefixes.contains(kind),
      name.dropFirst(kind.count).first.map({ "-:".contains($0) }) == true
    else { return }
    report(
      "reference.unread", at: SourceRange(start, start + 2 + name.utf8.count),
      "this identifier is text: it names nothing",
      "write <!-- #\(name) --> on the line after the display, table or heading")
  }
}
