import Claims
package import Diagnostics
import Script

/// What became of one document: its findings, its accounts, and what its page shows.
package struct Assessment: Sendable {
  /// One thing that a cell shows, in order.
  enum Shown: Sendable {
    /// The value of a statement.
    case value(Value)
    /// Printed text, lines joined.
    case printed(String)
    /// The error with which the cell stopped, as it was meant to.
    case failure(String)
  }

  /// A number of the page and the expression that stands behind it.
  struct Source: Sendable {
    /// The bytes of the number.
    let range: SourceRange
    /// The expression as written.
    let expression: String
    /// The value, shortest round-trip.
    let value: String
    /// How it holds: `as written`, `exact`, `by ±`.
    let rule: String
  }

  /// A number that was checked: what the mutation test alters.
  struct Checked: Sendable {
    /// What was checked.
    enum Kind: Sendable { case bound, result, arithmetic }

    /// What was checked.
    let kind: Kind
    /// The bytes of sign and digits.
    let digits: SourceRange
    /// The tolerance that was written.
    let tolerance: Tolerance
  }

  /// The document.
  package let document: Document
  /// What was found, in no particular order.
  package var findings: [Finding] = []
  /// What was counted.
  package var tally = Tally()
  /// What stands behind every stated number, in order of place.
  package var accounts: [Account] = []
  /// Claims that were recognised and not decided, with why.
  package var notChecked: [(range: SourceRange, why: String)] = []
  /// What each cell shows, by the number of its node.
  var shown: [Int: [Shown]] = [:]
  /// The text of each computed value, by the number of its node.
  var inlineTexts: [Int: String] = [:]
  /// The TeX of each computed value that is a formula, by the number of its node.
  var inlineFormulas: [Int: String] = [:]
  /// The numbers that the page can give a source for, in order of place.
  var sources: [Source] = []
  /// The numbers that were checked and hold.
  var checked: [Checked] = []
  /// The changes that would make wrong numbers right, in order of place.
  package var edits: [Edit] = []
  /// The places that are asked about, or nil for all.
  var asked: AskedPlaces?
  /// What the cells and expressions gave.
  var run: ChapterRun?
  /// The name of the values in the cache, if they are kept.
  var runKey: String?
  /// What a reader can set, and what moves.
  var states = PageStates()

  init(_ document: Document) {
    self.document = document
    if document.kind == .chapter { tally.chapters = 1 } else { tally.foreign = 1 }
  }

  /// Whether anything is wrong.
  package var hasErrors: Bool { findings.contains { $0.diagnostic.severity == .error } }

  /// What is wrong.
  var errors: [Diagnostic] {
    findings.map(\.diagnostic).filter { $0.severity == .error }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    findings.append(Finding(diagnostic, in: document.file))
  }
}
