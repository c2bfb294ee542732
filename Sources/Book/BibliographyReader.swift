import Diagnostics
import Markdown

/// Reads the entries of a `references.bib` one after the other.
struct BibliographyReader {
  private let file: SourceFile
  private(set) var findings: [Finding] = []
  private var position = 0
  /// What `@string` and the styles define.
  private var strings = months
  /// Whether the end of the entry is missing because that of a text is.
  private var hasOpenText = false

  /// A reader of `file`, which may hold bytes that are no text.
  init(file: SourceFile) {
    self.file = file
    guard String(validating: file.bytes, as: UTF8.self) == nil else { return }
    findings = MarkdownDocument(parsing: file).diagnostics
      .filter { $0.rule == "markdown.encoding" }.map { Finding($0, in: file) }
  }

  private static let months = Dictionary(
    uniqueKeysWithValues: zip(
      [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
      ],
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]))

  mutating func report(
    _ rule: String, _ severity: Diagnostic.Severity = .error, at range: SourceRange,
    _ message: String,
    hint: String, related: SourceRange? = nil
  ) {
    let places = related.map { [Diagnostic.Related(at: $0, "the first one is here")] } ?? []
    let diagnostic = Diagnostic(
      severity, rule, at: range, message, hints: [hint], related: places)
    findings.append(Finding(diagnostic, in: file))
  }

  /// The next entry, or nil at the end.
  mutating func next() -> Bibliography.Entry? {
    while let at = file.bytes[position...].firstIndex(of: UInt8(ascii: "@")) {
      position = at + 1
      let kind = word(where: Self.isName).lowercased()
      skipSpace()
      guard let open = current, open == UInt8(ascii: "{") || open == UInt8(ascii: "(") else {
        continue
      }
      let close = open == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: ")")
      if kind == "comment" || kind == "preamble" {
        skip(open, close)
        continue
      }
      position += 1
      skipSpace()
      if kind == "string" {
        for (name, value) in fields(from: at, until: close) { strings[name] = value }
        continue
      }
      let start = position
      let key = word(where: Self.isKey)
      let range = SourceRange(start, position)
      guard !key.isEmpty else {
        report(
          "bibliography.syntax", at: SourceRange(at, max(start, at + 1)), "this entry has no key",
          hint: "write @\(kind){key, title = {…}}")
        continue
      }
      return entry(kind, key, range, fields(from: at, until: close))
    }
    return nil
  }

  private func entry(
    _ kind: String, _ key: String, _ range: SourceRange, _ raw: [String: String]
  ) -> Bibliography.Entry {
    let authors = Bibliography.Author.list(raw["author"] ?? raw["editor"] ?? "")
    let isOpen = authors.last?.isOthers == true
    return Bibliography.Entry(
      kind: kind, key: key, range: range, fields: Self.cleaned(raw),
      authors: isOpen ? authors.dropLast() : authors, hasOthers: isOpen)
  }

  // MARK: Fields

  private mutating func fields(from start: Int, until close: UInt8) -> [String: String] {
    var fields: [String: String] = [:]
    hasOpenText = false
    while true {
      skipSpace()
      // A field cannot start so: the entry has lost its end, and this is the next.
      guard let byte = current, byte != UInt8(ascii: "@") else {
        if !hasOpenText {
          report(
            "bibliography.syntax", at: SourceRange(start, start + 1), "this entry never ends",
            hint: "close it with '\(String(UnicodeScalar(close)))'")
        }
        return fields
      }
      if byte == UInt8(ascii: ",") {
        position += 1
        continue
      }
      if byte == close {
        position += 1
        return fields
      }
      readField(into: &fields, from: start)
    }
  }

  private mutating func readField(into fields: inout [String: String], from start: Int) {
    let nameStart = position
    let name = word(where: Self.isName).lowercased()
    let range = SourceRange(nameStart, max(position, min(nameStart + 1, file.bytes.count)))
    skipSpace()
    guard !name.isEmpty, current == UInt8(ascii: "=") else {
      report(
        "bibliography.syntax", at: range, "a field 'name = {…}' was expected",
        hint: "fields are parted by commas, and their texts stand in braces")
      skipToComma()
      return
    }
    position += 1
    let value = value(from: start)
    guard fields[name] == nil else {
      report(
        "bibliography.field", .note, at: range, "the field '\(name)' stands here twice",
        hint: "the first one counts; take this one out")
      return
    }
    fields[name] = value
  }

  /// To the end of what is no field, so that it is told once.
  private mutating func skipToComma() {
    if position < file.bytes.count { position += 1 }
    while let byte = current, !",})@".utf8.contains(byte) { position += 1 }
  }

  private mutating func value(from start: Int) -> String {
    var text = ""
    while true {
      skipSpace()
      text += piece(from: start)
      skipSpace()
      guard current == UInt8(ascii: "#") else { return text }
      position += 1
    }
  }

  private mutating func piece(from start: Int) -> String {
    switch current {
    case UInt8(ascii: "{"): return delimited(by: UInt8(ascii: "}"), from: start)
    case UInt8(ascii: "\""): return delimited(by: UInt8(ascii: "\""), from: start)
    default: break
    }
    let place = position
    let name = word(where: Self.isName)
    if name.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !name.isEmpty { return name }
    if let text = strings[name.lowercased()] { return text }
    report(
      "bibliography.string", at: SourceRange(place, max(position, place)),
      name.isEmpty ? "a value was expected" : "nothing is called '\(name)'",
      hint: name.isEmpty
        ? "write the text in braces" : "write {\(name)}, or @string{\(name) = {…}} above")
    return name
  }

  /// The text to the closing sign outside of braces, without both signs.
  private mutating func delimited(by end: UInt8, from start: Int) -> String {
    position += 1
    let first = position
    var depth = 0
    while let byte = current {
      if byte == end, depth == 0 {
        position += 1
        return file.text(in: SourceRange(first, position - 1))
      }
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      position += 1
    }
    report(
      "bibliography.syntax", at: SourceRange(first - 1, first), "this text never ends",
      hint: "close it with '\(String(UnicodeScalar(end)))'")
    hasOpenText = true
    // The fields after it are lost, the entries are not: the next one starts a line.
    position = first
    while let byte = current, !(byte == UInt8(ascii: "@") && isLineStart) { position += 1 }
    return file.text(in: SourceRange(first, position))
  }

  private var isLineStart: Bool { position == 0 || file.bytes[position - 1] == 0x0A }

  private mutating func skip(_ open: UInt8, _ close: UInt8) {
    var depth = 0
    while let byte = current {
      if byte == open { depth += 1 }
      if byte == close { depth -= 1 }
      position += 1
      if depth == 0 { return }
    }
  }

  /// The fields without what only TeX needs; addresses stay as they are.
  private static func cleaned(_ raw: [String: String]) -> [String: String] {
    var fields: [String: String] = [:]
    for (name, text) in raw {
      let isAddress =
        name == "url" || name == "doi"
        || text.trimmed.hasPrefix("\\url{") && text.trimmed.hasSuffix("}")
      fields[name] = isAddress ? BibText.address(text) : clean(text)
    }
    return fields
  }

  /// `text` decoded, without braces, each run of white space one space.
  private static func clean(_ text: String) -> String {
    var result: [UInt8] = []
    var space = false
    for byte in BibText.decoded(text).utf8 {
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "}"): continue
      case 0x20, 0x09...0x0D: space = !result.isEmpty
      default:
        if space { result.append(0x20) }
        space = false
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  // MARK: Bytes

  private var current: UInt8? { position < file.bytes.count ? file.bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private mutating func word(where accepts: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = current, accepts(byte) { position += 1 }
    return file.text(in: SourceRange(start, position))
  }

  /// Whether `byte` may stand in the name of a kind, a field or a text.
  private static func isName(_ byte: UInt8) -> Bool { isKey(byte) && byte != UInt8(ascii: "@") }

  /// Whether `byte` may stand in a key: all but space and what has a meaning in the file.
  static func isKey(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7F && !"{}(),=\"#%\\".utf8.contains(byte)
  }
}
