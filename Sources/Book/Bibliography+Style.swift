import Markup

/// How sources are cited and listed: author and year, or a number.
extension Bibliography {
  /// One author or editor.
  struct Author: Sendable, Equatable {
    /// The family name, or the whole name of an institution.
    let family: String
    /// The given names, as written.
    let given: String
    /// What follows the name, such as `Jr.`; empty for most.
    let suffix: String

    /// Whether the name stands for those who are not named.
    var isOthers: Bool { family == "others" && given.isEmpty }

    /// The names of a BibTeX field: `First von Last`, `von Last, First`, `von Last, Jr, First` or
    /// `{Institution}`, joined by `and`.
    ///
    /// - Source: Oren Patashnik, BibTeXing, 1988, section 4.
    static func list(_ field: String) -> [Author] {
      var names: [String] = []
      var depth = 0
      var words: [Substring] = []
      for word in field.split(whereSeparator: \.isWhitespace) {
        if depth == 0, word == "and" {
          names.append(words.joined(separator: " "))
          words = []
        } else {
          words.append(word)
        }
        depth += word.count { $0 == "{" } - word.count { $0 == "}" }
      }
      names.append(words.joined(separator: " "))
      return names.filter { !$0.isEmpty }.map(Author.init)
    }

    private init(_ name: String) {
      let plain = { (text: String) in
        String(BibText.decoded(text).filter { $0 != "{" && $0 != "}" })
      }
      // Braces around the whole name: an institution.
      let inner = name.dropFirst().dropLast()
      if name.hasPrefix("{"), name.hasSuffix("}"), !inner.contains(where: { $0 == "}" }) {
        (family, given, suffix) = (plain(name), "", "")
        return
      }
      let parts = Self.parts(of: name)
      if parts.count > 1 {
        family = plain(parts[0])
        given = plain(parts.last ?? "")
        suffix = parts.count > 2 ? plain(parts[1]) : ""
        return
      }
      suffix = ""
      let words = name.split(separator: " ").map(String.init)
      var start = max(0, words.count - 1)
      // `van der Waals`: particles in lower case belong to the family name.
      if let particle = words.dropLast().firstIndex(where: { $0.first?.isLowercase == true }),
        particle > 0
      {
        start = particle
      }
      family = plain(words[start...].joined(separator: " "))
      given = plain(words[..<start].joined(separator: " "))
    }

    /// The parts of a name between the commas outside of braces.
    private static func parts(of name: String) -> [String] {
      var depth = 0
      return name.split(omittingEmptySubsequences: false) { character in
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
        return character == "," && depth == 0
      }.map { String($0).trimmed }
    }

    /// The initials of the given names: `D. E.`, `J.-P.`.
    var initials: String {
      given.split { $0 == " " || $0 == "\u{A0}" }.map { word in
        word.split(separator: "-").map { $0.prefix(1) + "." }.joined(separator: "-")
      }.joined(separator: " ")
    }

    /// `Rumelhart, D. E.`
    var listed: String {
      [family, initials, suffix].filter { !$0.isEmpty }.joined(separator: ", ")
    }
  }

  /// Puts the entries into the order of the list and tells equal names and years apart.
  mutating func order() {
    let keys = entries.map(\.sortKey)
    sorted = entries.indices.sorted { left, right in
      let (a, b) = (keys[left], keys[right])
      return a == b ? left < right : a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    var groups: [String: [String]] = [:]
    for (rank, index) in sorted.enumerated() {
      let entry = entries[index]
      ranks[entry.key] = rank + 1
      groups["\(entry.shortAuthors) \(entry.year)", default: []].append(entry.key)
    }
    for keys in groups.values where keys.count > 1 {
      for (index, key) in keys.enumerated() {
        letters[key] = String(UnicodeScalar(UInt8(97 + min(index, 25))))
      }
    }
  }

  /// The citation of `key`, without brackets: `Rumelhart et al., 1986`, or its number in the list.
  func citation(of key: String, _ style: BookSettings.CitationStyle) -> String {
    guard let entry = self[key] else { return key }
    switch style {
    case .numeric: return ranks[key].map(String.init) ?? key
    case .authorYear: return "\(entry.shortAuthors), \(entry.year)\(letters[key] ?? "")"
    }
  }
}

extension Bibliography {
  /// The line of the list for `key`; with authors and years the letter that tells it from others.
  func html(of key: String, _ style: BookSettings.CitationStyle) -> String? {
    self[key]?.html(letter: style == .authorYear ? letters[key] ?? "" : "")
  }
}

extension Bibliography.Entry {
  /// The year, or `n.d.`.
  var year: String {
    if let year = fields["year"], !year.isEmpty { return year }
    let date = fields["date"]?.prefix { $0.isNumber } ?? ""
    return date.isEmpty ? "n.d." : String(date)
  }

  /// `Kingma & Ba`, `Vaswani et al.`, or the title of what nobody signed.
  var shortAuthors: String {
    switch authors.count {
    case 0: fields["title"] ?? key
    case _ where hasOthers: authors[0].family + " et al."
    case 1: authors[0].family
    case 2: authors[0].family + " & " + authors[1].family
    default: authors[0].family + " et al."
    }
  }

  /// What the list is sorted by.
  var sortKey: String {
    (authors.map(\.family).joined(separator: " ") + " " + year + " " + (fields["title"] ?? key))
      .lowercased()
  }

  /// The authors as the list has them: `A, B., C, D., & E, F.`
  private var listedAuthors: String {
    let names = authors.map(\.listed)
    if hasOthers, !names.isEmpty { return names.joined(separator: ", ") + ", et al." }
    switch names.count {
    case 0: return ""
    case 1: return names[0]
    case 2...20: return names.dropLast().joined(separator: ", ") + ", & " + (names.last ?? "")
    default: return names.prefix(19).joined(separator: ", ") + ", … " + (names.last ?? "")
    }
  }

  /// The entry as a line of the list, in the manner of the APA; `letter` follows the year.
  func html(letter: String = "") -> String {
    let escaped = { (text: String) in escapedMarkup(text) }
    let title = fields["title"].map(escaped) ?? ""
    let isWhole = ["book", "phdthesis", "mastersthesis", "techreport", "manual", "misc", "online"]
      .contains(kind)
    let names = listedAuthors
    let author = names.isEmpty ? "" : escaped(names) + (names.hasSuffix(".") ? "" : ".")
    let date = "(\(escaped(year + letter)))."
    var work = ""
    if !title.isEmpty {
      let more = details.isEmpty ? "" : " (\(escaped(details)))"
      let ends = more.isEmpty && (title.hasSuffix("?") || title.hasSuffix("!"))
      work = (isWhole ? "<em>\(title)</em>" : title) + more + (ends ? "" : ".")
    }
    // What nobody signed begins with its title.
    var parts = author.isEmpty && !work.isEmpty ? [work, date] : [author, date, work]
    if let place = container { parts.append(place) }
    for name in ["publisher", "school", "institution", "howpublished", "note"] {
      if let text = fields[name], !text.hasPrefix("http") {
        parts.append(escaped(text) + (text.hasSuffix(".") ? "" : "."))
      }
    }
    if let link = address {
      parts.append("<a href=\"\(escaped(link))\">\(escaped(link))</a>")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Edition, volume and number of a whole work: `2nd ed., Vol. 3`.
  private var details: String {
    var details: [String] = []
    if let edition = fields["edition"] {
      let lower = edition.lowercased()
      let isNamed = lower.hasSuffix("ed.") || lower.hasSuffix("edition")
      details.append(isNamed ? edition : Int(edition).map(Self.ordinal) ?? edition + " ed.")
    }
    if container == nil {
      if let volume = fields["volume"] { details.append("Vol. " + volume) }
      if kind == "techreport" || kind == "report", let number = fields["number"] {
        details.append((fields["type"] ?? "Report") + " No. " + number)
      }
    }
    return details.joined(separator: ", ")
  }

  private static func ordinal(_ number: Int) -> String {
    let isTeen = (11...13).contains(number % 100)
    let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    return "\(number)\(ending) ed."
  }

  /// The journal or proceedings with volume, issue and pages.
  private var container: String? {
    guard let name = fields["journal"] ?? fields["journaltitle"] ?? fields["booktitle"] else {
      return nil
    }
    let isJournal = fields["booktitle"] == nil
    var text = (isJournal ? "" : "In ") + "<em>\(escapedMarkup(name))</em>"
    if let volume = fields["volume"] {
      text += ", <em>\(escapedMarkup(volume))</em>"
      if let issue = fields["number"] { text += "(\(escapedMarkup(issue)))" }
    }
    if let pages = fields["pages"] {
      let range = escapedMarkup(pages.replacing("-", with: "–"))
      text += isJournal ? ", \(range)" : " (pp. \(range))"
    }
    return text + "."
  }

  /// Where it can be read.
  private var address: String? {
    if let doi = fields["doi"] { return doi.hasPrefix("http") ? doi : "https://doi.org/" + doi }
    for name in ["url", "howpublished", "note"] {
      if let url = fields[name], url.hasPrefix("http"), !url.contains(" ") { return url }
    }
    if let number = fields["eprint"], fields["archiveprefix"]?.lowercased() == "arxiv" {
      return "https://arxiv.org/abs/" + number
    }
    return nil
  }
}
