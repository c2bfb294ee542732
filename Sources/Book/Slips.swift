import Claims
import Diagnostics
import Markdown

/// What an author most likely meant for mathbook and Markdown reads as something else: a fence in
/// nearly the right language, a comment that is never closed, a quiz without an answer.
///
/// Such a slip would switch a check off without a word, which is worse than any wrong number; so each
/// gets a message at its place. Only what is nearly ours is one: other tools' fences, comments and
/// boxes are left alone.
struct Slips {
  /// A slip, and how much it weighs: an error unless a kind of finding says otherwise.
  struct Slip {
    /// What the weight depends on; nil for an error.
    let kind: FindingKind?
    /// Where it stands, and what to do.
    let diagnostic: Diagnostic
  }

  /// What was found, in no particular order.
  private(set) var found: [Slip] = []
  let document: Document

  var file: SourceFile { document.file }

  /// The slips of `document`; of a stranger's document only those that cannot be anything else.
  init(in document: Document) {
    self.document = document
    guard document.kind == .chapter else {
      if document.mayHoldParts { findOpenBindings() }
      return
    }
    checkSettings()
    for node in document.markdown.root.descendants {
      switch node.kind {
      case .codeBlock, .mathBlock: checkFence(node)
      case .htmlBlock, .comment, .commentBlock: checkComments(node)
      case .text: checkText(node)
      case .code: checkCode(node)
      case .heading: checkHeading(node)
      case .blockQuote, .admonition, .paragraph: checkBlock(node)
      case .footnoteDefinition: checkNote(node)
      default: break
      }
    }
  }

  /// What a `SUMMARY.md` says about the book in settings that are not read.
  static func lostSettings(of summary: Document) -> [Diagnostic] {
    guard summary.markdown.frontMatter == nil else { return [] }
    var slips = Slips(unread: summary)
    slips.checkLostSettings()
    return slips.found.map(\.diagnostic)
  }

  private init(unread document: Document) { self.document = document }

  /// Notes a slip that is an error.
  mutating func report(
    _ rule: String, at range: SourceRange, _ message: String, _ hints: String...,
    related: [Diagnostic.Related] = []
  ) {
    let diagnostic = Diagnostic(
      .error, rule, at: range, message, hints: hints, related: related)
    found.append(Slip(kind: nil, diagnostic: diagnostic))
  }

  /// Notes a slip by which something is lost to readers, but no check.
  mutating func note(
    _ kind: FindingKind, _ rule: String, at range: SourceRange, _ message: String, _ hint: String
  ) {
    found.append(
      Slip(
        kind: kind, diagnostic: Diagnostic(.note, rule, at: range, message, hints: [hint])))
  }
}

extension Assessor {
  /// Reports what was probably meant for mathbook and is not read as such.
  mutating func reportSlips() {
    for slip in Slips(in: document).found {
      let diagnostic = slip.diagnostic
      guard let kind = slip.kind else {
        result.report(diagnostic)
        continue
      }
      report(
        kind, diagnostic.rule, at: diagnostic.range, diagnostic.message, hints: diagnostic.hints)
    }
  }
}

extension SourceFile {
  /// `range` as far as its first line goes, without white space at its end.
  func firstLine(of range: SourceRange) -> SourceRange {
    let line = lineRange(at: lineIndex(at: range.start))
    var end = min(line.end, range.end)
    while end > range.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D { end -= 1 }
    return SourceRange(range.start, end)
  }

  /// Whether `text` stands at `offset`.
  func holds(_ text: String, at offset: Int) -> Bool {
    offset >= 0 && offset <= bytes.count && bytes[offset...].starts(with: text.utf8)
  }
}
