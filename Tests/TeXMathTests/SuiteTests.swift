import Foundation
import TeXMath
import Testing

/// The golden cases of `Tests/Suites/TeX`.
///
/// With `MATHBOOK_RECORD` set, the files are written anew and the test fails, so that a change is
/// always looked at: `git diff Tests/Suites`.
struct SuiteTests {
  @Test(arguments: Suite.cases)
  func `formulas become what their cases say`(entry: SuiteCase) {
    for (kind, text) in entry.actual where Self.record == nil {
      #expect(entry.expected[kind] == text, "\(kind)")
    }
  }

  @Test(arguments: Suite.files)
  func `recorded cases are looked at`(file: String) throws {
    guard Self.record != nil else { return }
    try Suite.record(file)
    Issue.record("\(file) was written anew")
  }

  @Test func `there are cases of every kind`() {
    #expect(Suite.files.count >= 10)
    #expect(Suite.cases.count >= 150)
    #expect(Set(Suite.cases.map(\.testDescription)).count == Suite.cases.count)
  }

  private static let record = ProcessInfo.processInfo.environment["MATHBOOK_RECORD"]
}
