package import Diagnostics
package import Markdown

/// What the front matter of `SUMMARY.md` says about the book as a whole.
///
/// ```yaml
/// ---
/// title: The Mathematics of Machine Learning
/// language: en
/// description: Every number in it is computed.
/// site-url: https://example.org/book/
/// source-url: https://github.com/example/book/blob/main/chapters/
/// citations: author-year
/// math-font: fonts/garamond-math.woff2
/// macros: macros.tex
/// ---
/// ```
package struct BookSettings: Sendable {
  /// How citations in the text look.
  package enum CitationStyle: String, CaseIterable, Sendable {
    /// `(Rumelhart et al., 1986)`.
    case authorYear = "author-year"
    /// `[3]`.
    case numeric
  }

  /// The language of the text, such as `en`.
  package private(set) var language = "en"
  /// Whether the language is written from right to left.
  var isRightToLeft: Bool {
    let written = ["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"]
    return written.contains(language.lowercased().prefix { $0 != "-" && $0 != "_" }.description)
  }
  /// One sentence about the book.
  package private(set) var description = ""
  /// The address at which the book is published, ending in `/`, or nil.
  package private(set) var siteURL: String?
  /// The address of the folder of the sources, ending in `/`, or nil.
  package private(set) var sourceURL: String?
  /// How citations look.
  package private(set) var citations = CitationStyle.authorYear
  /// The file of the book's own mathematical font, relative to the chapters' folder, or nil.
  package private(set) var mathFont: String?
  /// Where the font is named.
  package private(set) var mathFontRange = SourceRange.at(0)
  /// What is wrong with the settings.
  package private(set) var diagnostics: [Diagnostic] = []

  /// The settings of a book that says nothing.
  package init() {}

  /// The settings in `frontMatter`.
  package init(_ frontMatter: FrontMatter?) {
    guard let frontMatter else { return }
    for entry in frontMatter.entries where isOneValue(entry) {
      let text = frontMatter.text(entry.key) ?? ""
      switch entry.key {
      case "language": readLanguage(text, entry)
      case "description": description = text
      case "site-url": siteURL = address(text, entry)
      case "source-url": sourceURL = address(text, entry)
      case "math-font":
        let path = References.normalized(text)
        if References.isRelative(text), !path.hasPrefix("..") {
          (mathFont, mathFontRange) = (path, entry.valueRange)
        } else {
          report(
            entry, "'\(text)' is no file beside the chapters",
            "write its path from here, such as fonts/math.woff2")
        }
      case "citations":
        if let style = CitationStyle(rawValue: text) {
          citations = style
        } else {
          let names = CitationStyle.allCases.map(\.rawValue)
          report(
            entry, "'\(text)' is no style of citations",
            closestMatch(to: text, in: names).map { "did you mean '\($0)'?" }
              ?? "write \(names.joined(separator: " or "))")
        }
      default: checkKey(entry)
      }
    }
  }

  /// A language is named by its code, with which browsers hyphenate and voices speak.
  ///
  /// - Source: BCP 47 (RFC 5646, section 2.1).
  private mutating func readLanguage(_ text: String, _ entry: FrontMatter.Entry) {
    guard !text.isEmpty else { return }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isCode =
      (2...3).contains(parts[0].count) && parts[0].allSatisfy { $0.isASCII && $0.isLetter }
      && parts.dropFirst().allSatisfy { part in
        (1...8).contains(part.count)
          && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
      }
    guard isCode else {
      return report(
        entry, "'\(text)' is no code of a language", "write its code, such as en, de or pt-BR")
    }
    language = text
  }

  /// Lists are read of macros alone.
  private mutating func isOneValue(_ entry: FrontMatter.Entry) -> Bool {
    switch entry.value {
    case .list, .mapping:
      guard Self.names.contains(entry.key), entry.key != "macros" else { return true }
      report(entry, "'\(entry.key)' takes one value", "write '\(entry.key): value' on one line")
      return false
    default: return true
    }
  }

  private static let names = [
    "title", "language", "description", "site-url", "source-url", "citations", "math-font",
    "macros",
  ]

  /// Others may read the same front matter; what is nearly ours, or belongs to a chapter, is a slip.
  private mutating func checkKey(_ entry: FrontMatter.Entry) {
    if Self.names.contains(entry.key) || Slips.foreignSettings.contains(entry.key.lowercased()) {
      return
    }
    if entry.key == "strict" || entry.key == "seed" {
      report(
        entry, "'\(entry.key)' is a setting of a chapter and does nothing here",
        entry.key == "strict"
          ? "write it in the chapters, or run 'mathbook check --strict'"
          : "write it in the chapters")
    } else if let near = closestMatch(to: entry.key, in: Self.names) {
      diagnostics.append(
        Diagnostic(
          .error, "summary.setting", at: entry.keyRange, "no setting is called '\(entry.key)'",
          hints: ["did you mean '\(near)'?"]))
    } else {
      diagnostics.append(
        Diagnostic(
          .note, "summary.setting", at: entry.keyRange, "no setting is called '\(entry.key)'",
          hints: ["a book has \(Self.names.joined(separator: ", "))"]))
    }
  }

  private mutating func address(_ text: String, _ entry: FrontMatter.Entry) -> String? {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme, text.count > scheme.count, !text.contains(where: \.isWhitespace) else {
      report(entry, "'\(text)' is no address", "write it whole: https://example.org/book/")
      return nil
    }
    return text.hasSuffix("/") ? text : text + "/"
  }

  private mutating func report(_ entry: FrontMatter.Entry, _ message: String, _ hint: String) {
    diagnostics.append(
      Diagnostic(.error, "summary.setting", at: entry.valueRange, message, hints: [hint]))
  }
}
