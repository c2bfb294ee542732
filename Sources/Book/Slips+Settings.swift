import Claims
import Diagnostics
import Markdown

/// Front matter of a chapter that is not read, or says what cannot be.
extension Slips {
  /// What a chapter says in its front matter.
  static let settings = ["title", "description", "seed", "strict", "macros"]
  /// Settings of the book, which `SUMMARY.md` says.
  static let bookSettings = ["language", "site-url", "source-url", "citations", "math-font"]
  /// What other tools read in the same place.
  static let foreignSettings: Set<String> = [
    "author", "authors", "date", "updated", "lastmod", "layout", "tags", "keywords", "category",
    "categories", "draft", "slug", "permalink", "weight", "order", "nav_order", "parent", "image",
    "cover", "lang", "locale", "subtitle", "summary", "excerpt", "abstract", "license", "version",
    "id", "uuid", "url", "aliases", "redirect_from", "toc", "sidebar", "sidebar_label",
    "sidebar_position", "hide", "icon", "template", "status", "type", "output", "format",
    "bibliography", "csl", "kernelspec", "jupyter", "execute", "params", "theme", "comments",
  ]

  mutating func checkSettings() {
    guard let frontMatter = document.markdown.frontMatter else { return checkLostSettings() }
    for entry in frontMatter.entries {
      if Self.settings.contains(entry.key) {
        checkValue(entry)
      } else {
        checkKey(entry)
      }
    }
  }

  private mutating func checkValue(_ entry: FrontMatter.Entry) {
    let isOne =
      switch entry.value {
      case .list, .mapping: false
      default: true
      }
    if entry.key == "macros" { return }
    guard isOne else {
      return report(
        "setting.value", at: entry.valueRange, "'\(entry.key)' takes one value",
        "write '\(entry.key): value' on one line")
    }
    if entry.key == "seed", UInt64(document.markdown.frontMatter?.text("seed") ?? "") == nil {
      report(
        "setting.value", at: entry.valueRange.count > 0 ? entry.valueRange : entry.keyRange,
        "'\(file.text(in: entry.valueRange))' is no seed", "write a whole number from 0 up")
    }
  }

  private mutating func checkKey(_ entry: FrontMatter.Entry) {
    if Self.bookSettings.contains(entry.key) {
      note(
        .unseen, "setting.book", at: entry.keyRange,
        "'\(entry.key)' is a setting of the whole book",
        "write it in the front matter of SUMMARY.md")
    } else if !Self.foreignSettings.contains(entry.key.lowercased()) {
      guard let near = closestMatch(to: entry.key, in: Self.settings) else {
        return note(
          .worthLittle, "setting.unknown", at: entry.keyRange,
          "no setting is called '\(entry.key)'",
          "a chapter has \(Self.settings.joined(separator: ", "))")
      }
      report(
        "setting.unknown", at: entry.keyRange, "no setting is called '\(entry.key)'",
        "did you mean '\(near)'?")
    }
  }

  /// Front matter that is not closed, or does not stand on the first line, is text.
  mutating func checkLostSettings() {
    var line = 0
    let lines = file.lineStarts.count
    func text(_ index: Int) -> String { file.text(in: file.lineRange(at: index)).trimmed }
    while line < lines, text(line).isEmpty { line += 1 }
    guard line + 1 < lines, text(line) == "---" else { return }
    let next = text(line + 1)
    guard let colon = next.firstIndex(of: ":"),
      (Self.settings + Self.bookSettings).contains(String(next[..<colon]).trimmed)
    else { return }
    let hasEnd = ((line + 1)..<lines).contains { ["---", "..."].contains(text($0)) }
    let (why, hint) =
      !hasEnd
      ? ("they have no end", "write --- on a line of its own below them")
      : line > 0
        ? ("they stand below the first line", "take out the empty lines above")
        : ("'\(next)' is no setting", "write '\(Self.settingLine(next))' at the start of the line")
    report(
      "setting.lost", at: file.lineRange(at: line), "these settings are not read: \(why)", hint)
  }

  /// `line` with its key, a colon and one space before the value.
  private static func settingLine(_ line: String) -> String {
    let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
    return parts.joined(separator: ": ")
  }
}
