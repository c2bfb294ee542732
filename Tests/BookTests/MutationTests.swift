import Diagnostics
import Foundation
import Testing

@testable import Book

/// The promise itself, tried on our own book: every number that is bound, a result or the stated side
/// of arithmetic is altered by one unit in its last digit, up and down, one at a time, and every
/// alteration is an error at its place. Cells are run once; only claims are judged again.
@Suite struct MutationTests {
  static let book: Manuscript = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    return Manuscript(
      reading: BookRoot(folder: root, chapters: Files.join(root, "chapters")))
  }()

  /// A sixth of the chapters, by the seed in `MATHBOOK_SEED`: unoptimised, all of them take minutes.
  /// The gate judges the whole book with the command that it ships.
  @Test func `a sample of our book is clean under strict rules`() {
    #expect(Self.book.chapters.count >= 8)
    #expect(Self.book.findings.isEmpty && Self.book.fileErrors.isEmpty)
    let seed = ProcessInfo.processInfo.environment["MATHBOOK_SEED"].flatMap(Int.init) ?? 0
    print("our book: every sixth chapter by seed \(seed)")
    var checked = 0
    for index in Self.book.chapters.indices where (index + seed) % 6 == 0 {
      let assessment = Assessor(Self.book, index, AssessmentSettings(isStrict: true)).assessment()
      #expect(!assessment.hasErrors, "\(Self.book.chapters[index].path)")
      #expect(assessment.tally.unverified == 0, "\(Self.book.chapters[index].path)")
      checked += assessment.checked.count
    }
    #expect(checked > 200)
  }

  /// A sample, since every alteration assesses its chapter again: two chapters by the seed in
  /// `MATHBOOK_SEED`, else the first two after the guide; `Benchmarks mutation` alters every number
  /// of the book.
  @Test func `every altered number of a sample is caught at its place`() {
    let seed = ProcessInfo.processInfo.environment["MATHBOOK_SEED"].flatMap(Int.init) ?? 0
    print("mutation: chapters by seed \(seed)")
    let count = Self.book.chapters.count
    for index in [(5 + seed * 2) % count, (6 + seed * 2) % count] {
      let trial = MutationTrial(Self.book, chapter: index, picks: { ($0 + seed) % 3 == 0 })
      #expect(trial.escapes.isEmpty, "\(trial.escapes.joined(separator: "; "))")
      #expect(trial.alterations > 0)
    }
  }

  @Test func `a number under a written tolerance is moved past it`() throws {
    let text = """
      # T

      ```swift-math
      let x = 2.5
      ```

      It is 2.4<!-- = x ± 0.2 --> or 2.6<!-- = x ± 10% --> or 2.5<!-- = x in 2.0...3.0 -->, and
      2 + 0.5 = 2.5.
      """
    let book = try Self.temporaryBook(text)
    let trial = MutationTrial(book, chapter: 0)
    #expect(trial.escapes == [])
    #expect(trial.alterations == 8)
    #expect(trial.operands == 2 && trial.insensitive == 0)
  }

  @Test func `a claim that notices nothing lets alterations escape`() throws {
    let book = try Self.temporaryBook("# T\n\nMore than 5<!-- = 70 --> of them, and 3 × 0 = 0.\n")
    let trial = MutationTrial(book, chapter: 0)
    #expect(trial.escapes.count == 2)
    #expect(trial.insensitive == 1)
  }

  /// A book of one chapter in a folder of its own.
  static func temporaryBook(_ text: String) throws -> Manuscript {
    let folder = Files.join(NSTemporaryDirectory(), "mathbook-mutation-\(UUID().uuidString)")
    try Files.makeFolder(Files.join(folder, "chapters"))
    defer { try? Files.remove(folder) }
    try Files.write(Array(text.utf8), to: Files.join(folder, "chapters/one.md"))
    return Manuscript(
      reading: BookRoot(folder: folder, chapters: Files.join(folder, "chapters")))
  }

  @Test(arguments: [
    ("32", 1, "33"), ("32", -1, "31"), ("0.975", 1, "0.976"), ("0.99", 1, "1.00"), ("10", -1, "09"),
    ("−5", 1, "−6"), ("−5", -1, "−4"), ("9", 1, "10"), ("0", -1, "-1"), ("1,000", -1, "0,999"),
    ("1,049", 1, "1,050"),
  ])
  func `a unit of the last digit carries and borrows`(text: String, by: Int, result: String) {
    #expect(MutationTrial.altered(text, by) == result)
  }
}
