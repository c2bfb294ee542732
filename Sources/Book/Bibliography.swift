package import Diagnostics

/// The sources of a book, read from `references.bib`.
///
///     entry  = "@" name "{" key { "," field } [ "," ] "}"
///     field  = name "=" value
///     value  = piece { "#" piece }
///     piece  = "{" balanced "}" | '"' text '"' | digits | name of a @string
///
/// Parentheses may stand for the outer braces. Text outside entries, `@comment` and `@preamble` are
/// skipped, as BibTeX does; an entry with `crossref` takes what it lacks from that one.
///
/// - Source: Oren Patashnik, BibTeXing, 1988, sections 2 and 4.
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
    package fileprivate(set) var fields: [String: String]
    /// Who wrote it; braces keep a name of several words together.
    fileprivate(set) var authors: [Author]
    /// Whether the list of names ends with `and others`.
    fileprivate(set) var hasOthers = false

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
  private var isUnread = false
  /// The places of the entries in the list of sources, and the letters that tell years apart.
  var sorted: [Int] = []
  var ranks: [String: Int] = [:]
  var letters: [String: String] = [:]

  /// An empty list of sources.
  package init() {}

  /// The bytes of the file.
  private(set) var source: [UInt8] = []

  /// The sources of a file that cannot be read.
  static let unread: Bibliography = {
    var sources = Bibliography()
    sources.isUnread = true
    return sources
  }()

  /// The sources of `file`.
  package init(_ file: SourceFile) {
    source = file.bytes
    var reader = BibliographyReader(file: file)
    while let entry = reader.next() {
      if let first = indexByKey[entry.key] {
        reader.report(
          "bibliography.repeated", at: entry.range, "the key '\(entry.key)' is defined twice",
          hint: "take one of them out, or give it another key", related: entries[first].range)
      } else {
        indexByKey[entry.key] = entries.count
        entries.append(entry)
      }
    }
    inherit(&reader)
    findings = reader.findings
    order()
  }

  /// Gives the entries with `crossref` what they lack.
  private mutating func inherit(_ reader: inout BibliographyReader) {
    for index in entries.indices {
      guard let key = entries[index].fields["crossref"] else { continue }
      guard let parent = self[key], parent.key != entries[index].key else {
        let near = suggestion(for: key)
        reader.report(
          "bibliography.crossref", at: entries[index].range,
          "'\(entries[index].key)' refers to '\(key)', which is no other entry",
          hint: near.map { "did you mean '\($0)'?" } ?? "add that entry, or take 'crossref' out")
        continue
      }
      var given = parent.fields
      given["booktitle"] = given["booktitle"] ?? given["title"]
      given["title"] = nil
      given["crossref"] = nil
      entries[index].fields.merge(given) { own, _ in own }
      if entries[index].authors.isEmpty {
        entries[index].authors = parent.authors
        entries[index].hasOthers = parent.hasOthers
      }
    }
  }

  /// The source with `key`.
  package subscript(key: String) -> Entry? { indexByKey[key].map { entries[$0] } }

  /// Whether no source has `key`; of sources that cannot be read nobody knows.
  func lacks(_ key: String) -> Bool { !isUnread && self[key] == nil }

  /// The key that `key` was probably meant to be.
  package func suggestion(for key: String) -> String? {
    closestMatch(to: key, in: entries.map(\.key))
  }
}
