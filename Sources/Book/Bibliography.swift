package import Diagnostics

/// The sources of a book, read from `references.bib`.
///
///     entry  = "@" name "{" key { "," field } [ "," ] "}"
///     field  = name "=" ( "{" balanced "}" | '"' text '"' | digits )
///
/// Text outside entries, `@comment` and `@preamble` are skipped, as BibTeX does.
package struct Bibliography: Sendable {
  /// One source.
  package struct Entry: Sendable {
    /// The kind, such as `article`, in lower case.
    package let kind: String
    /// The key by which chapters cite it.
    package let key: String
    /// The place of the key.
    package let range: SourceRange
    /// The fields by lower-case name, braces removed.
    package let fields: [String: String]
    /// Who wrote it; braces keep a name of several words together.
    let authors: [Author]

    /// Author, title, place and year as one line.
    package var line: String {
      var parts: [String] = []
      if let author = fields["author"] {
        parts.append(author.replacing(" and ", with: ", "))
      }
      if let title = fields["title"] { parts.append("“\(title)”") }
      for name in ["journal", "booktitle", "publisher", "howpublished"] {
        if let text = fields[name] { parts.append(text) }
      }
      if let year = fields["year"] { parts.append(year) }
      return parts.joined(separator: ", ")
    }
  }

  /// The entries in the order of the file.
  package private(set) var entries: [Entry] = []
  /// What could not be read.
  package private(set) var findings: [Finding] = []
  private var indexByKey: [String: Int] = [:]
  /// The places of the entries in the list of sources, and the letters that tell years apart.
  var sorted: [Int] = []
  var ranks: [String: Int] = [:]
  var letters: [String: String] = [:]

  /// An empty list of sources.
  package init() {}

  /// The bytes of the file.
  private(set) var source: [UInt8] = []

  /// The sources of `file`.
  package init(_ file: SourceFile) {
    source = file.bytes
    var reader = BibliographyReader(file: file)
    while let entry = reader.next() {
      if let first = indexByKey[entry.key] {
        reader.report(
          "bibliography.repeated", at: entry.range, "the key '\(entry.key)' is defined twice",
          related: entries[first].range)
      } else {
        indexByKey[entry.key] = entries.count
        entries.append(entry)
      }
    }
    findings = reader.findings
    order()
  }

  /// The source with `key`.
  package subscript(key: String) -> Entry? { indexByKey[key].map { entries[$0] } }

  /// The key that `key` was probably meant to be.
  package func suggestion(for key: String) -> String? {
    closestMatch(to: key, in: entries.map(\.key))
  }
}

/// Reads the entries one after the other.
private struct BibliographyReader {
  let file: SourceFile
  var findings: [Finding] = []
  private var position = 0

  init(file: SourceFile) { self.file = file }

  mutating func report(
    _ rule: String, at range: SourceRange, _ message: String, related: SourceRange? = nil
  ) {
    let places = related.map { [Diagnostic.Related(at: $0, "the first one is here")] } ?? []
    findings.append(
      Finding(Diagnostic(.error, rule, at: range, message, related: places), in: file))
  }

  mutating func next() -> Bibliography.Entry? {
    while let at = file.bytes[position...].firstIndex(of: UInt8(ascii: "@")) {
      position = at + 1
      let kind = word().lowercased()
      skipSpace()
      guard current == UInt8(ascii: "{") else { continue }
      if ["comment", "preamble", "string"].contains(kind) {
        _ = braced()
        continue
      }
      position += 1
      skipSpace()
      let start = position
      let key = word()
      let range = SourceRange(start, position)
      guard !key.isEmpty else {
        report("bibliography.syntax", at: SourceRange(at, start), "this entry has no key")
        continue
      }
      let raw = fields(from: at)
      return Bibliography.Entry(
        kind: kind, key: key, range: range, fields: raw.mapValues { clean($0) },
        authors: Bibliography.Author.list(raw["author"] ?? raw["editor"] ?? ""))
    }
    return nil
  }

  private mutating func fields(from start: Int) -> [String: String] {
    var fields: [String: String] = [:]
    while true {
      skipSpace()
      guard let byte = current else {
        report("bibliography.syntax", at: SourceRange(start, start + 1), "this entry never ends")
        return fields
      }
      if byte == UInt8(ascii: ",") {
        position += 1
        continue
      }
      if byte == UInt8(ascii: "}") {
        position += 1
        return fields
      }
      let nameStart = position
      let name = word().lowercased()
      skipSpace()
      guard !name.isEmpty, current == UInt8(ascii: "=") else {
        let end = min(position + 1, file.bytes.count)
        report(
          "bibliography.syntax", at: SourceRange(nameStart, end),
          "a field 'name = {…}' was expected")
        position = end
        continue
      }
      position += 1
      skipSpace()
      fields[name] = value()
    }
  }

  private mutating func value() -> String {
    if current == UInt8(ascii: "{") { return braced() }
    if current == UInt8(ascii: "\"") {
      position += 1
      let start = position
      // A quote inside braces, as in {\"o}, does not end the value.
      var depth = 0
      while let byte = current, depth > 0 || byte != UInt8(ascii: "\"") {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
        position += 1
      }
      let text = file.text(in: SourceRange(start, position))
      position = min(position + 1, file.bytes.count)
      return text
    }
    return word()
  }

  /// The text between balanced braces, without the outer pair.
  private mutating func braced() -> String {
    let start = position + 1
    var depth = 0
    while let byte = current {
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      position += 1
      if depth == 0 { return file.text(in: SourceRange(start, position - 1)) }
    }
    return file.text(in: SourceRange(start, position))
  }

  /// `text` decoded, without braces, each run of white space one space.
  private func clean(_ text: String) -> String {
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

  private var current: UInt8? { position < file.bytes.count ? file.bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private mutating func word() -> String {
    let start = position
    while let byte = current, Self.isWord(byte) { position += 1 }
    return file.text(in: SourceRange(start, position))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "/") || byte >= 0x80
  }
}
