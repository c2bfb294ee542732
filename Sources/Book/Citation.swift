import Diagnostics
import Markdown

/// A citation in running text: `[@rumelhart1986]`, `[@kingma2015; @vaswani2017, p. 3]`.
///
/// A link to `references.bib#key` is the form that GitHub shows well; it keeps its own text.
struct Citation: Sendable {
  /// The bytes from `[` to `]`.
  let range: SourceRange
  /// The same, as places in the text in which it was found.
  let bytes: Range<Int>
  /// The keys, each with what follows it.
  let keys: [(key: String, note: String)]
  /// Where each key stands.
  let keyRanges: [SourceRange]

  /// The citations in the text of a node.
  static func all(in text: MappedText) -> [Citation] {
    let bytes = text.bytes
    var found: [Citation] = []
    var start = 0
    while let open = bytes[start...].firstIndex(of: UInt8(ascii: "[")) {
      start = open + 1
      guard start < bytes.count, bytes[start] == UInt8(ascii: "@"),
        let close = bytes[start...].firstIndex(of: UInt8(ascii: "]"))
      else { continue }
      if let citation = Citation(text, open, close) {
        found.append(citation)
        start = close + 1
      }
    }
    return found
  }

  private init?(_ text: MappedText, _ open: Int, _ close: Int) {
    var keys: [(key: String, note: String)] = []
    var ranges: [SourceRange] = []
    var at = open + 1
    for part in text.bytes[(open + 1)..<close].split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    {
      at = part.startIndex
      while at < part.endIndex, part[at] == 0x20 { at += 1 }
      guard at < part.endIndex, part[at] == UInt8(ascii: "@") else { return nil }
      let name = part[(at + 1)...].prefix { BibliographyReader.isKey($0) }
      guard !name.isEmpty else { return nil }
      var rest = String(decoding: part[name.endIndex...], as: UTF8.self).trimmed
      if !rest.isEmpty {
        guard rest.hasPrefix(",") else { return nil }
        rest = String(rest.dropFirst()).trimmed
      }
      keys.append((String(decoding: name, as: UTF8.self), rest))
      ranges.append(text.sourceRange(name.startIndex, name.endIndex))
    }
    self.keys = keys
    keyRanges = ranges
    range = text.sourceRange(open, close + 1)
    bytes = open..<close + 1
  }
}

extension Manuscript {
  /// `citation` in words, `(Rumelhart 1986, p. 3)`, or nil if a key is unknown.
  func text(of citation: Citation) -> String? {
    guard citation.keys.allSatisfy({ bibliography[$0.key] != nil }) else { return nil }
    return words(of: citation) { _, source, note in source + note }
  }

  /// `citation` in the style of the book; `part` writes a source from its key, its words and what
  /// follows them.
  func words(
    of citation: Citation, _ part: (_ key: String, _ source: String, _ note: String) -> String
  ) -> String {
    let style = settings.citations
    let parts = citation.keys.map { key, note in
      part(key, bibliography.citation(of: key, style), note.isEmpty ? "" : ", " + note)
    }
    switch style {
    case .authorYear: return "(" + parts.joined(separator: "; ") + ")"
    case .numeric: return "[" + parts.joined(separator: ", ") + "]"
    }
  }

  /// The keys of all that the chapter at `index` cites, each once, in order of the first mention:
  /// in the text, then behind numbers.
  func citedKeys(in index: Int, _ assessment: Assessment) -> [String] {
    guard !bibliography.entries.isEmpty else { return [] }
    var places: [(place: Int, key: String)] = []
    for citation in chapters[index].document.citations {
      places += citation.keys.map { (citation.range.start, $0.key) }
    }
    for account in assessment.accounts {
      if case .cited(let key) = account.kind { places.append((account.range.start, key)) }
    }
    for node in chapters[index].document.markdown.root.descendants where node.kind == .link {
      if let key = References.sourceKey(of: node.destination ?? "") {
        places.append((node.range.start, key))
      }
    }
    places.sort { $0.place < $1.place }
    var seen: Set<String> = []
    return places.map(\.key).filter { bibliography[$0] != nil && seen.insert($0).inserted }
  }
}

extension Document {
  /// The citations in its running text.
  var citations: [Citation] {
    guard file.bytes.holds("[@") else { return [] }
    var found: [Citation] = []
    for node in markdown.root.descendants where node.kind == .text {
      found += Citation.all(in: node.literal)
    }
    return found
  }

  /// What is written as other tools cite, `[see @key, p. 3]` or `[-@key]`, with a key that `sources`
  /// have: the words in brackets, and the key.
  func foreignCitations(of sources: Bibliography) -> [(range: SourceRange, key: String)] {
    guard file.bytes.holds("@"), !sources.entries.isEmpty else { return [] }
    var found: [(range: SourceRange, key: String)] = []
    for node in markdown.root.descendants where node.kind == .text {
      let text = node.literal
      let own = Citation.all(in: text).map(\.bytes)
      var i = 0
      while let at = text.bytes[i...].firstIndex(of: UInt8(ascii: "@")) {
        i = at + 1
        let name = text.bytes[i...].prefix {
          BibliographyReader.isKey($0) && $0 != UInt8(ascii: "]")
        }
        let key = String(decoding: name, as: UTF8.self)
        guard sources[key] != nil, !own.contains(where: { $0.contains(at) }),
          let open = text.bytes[..<at].lastIndex(of: UInt8(ascii: "[")),
          !text.bytes[open..<at].contains(UInt8(ascii: "]")),
          let close = text.bytes[at...].firstIndex(of: UInt8(ascii: "]"))
        else { continue }
        found.append((text.sourceRange(open, close + 1), key))
        i = close
      }
    }
    return found
  }
}
