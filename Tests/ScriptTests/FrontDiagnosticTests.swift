import Diagnostics
import Script
import Testing

/// What the front end says, rendered, against `Tests/Suites/Script`.
@Suite struct FrontDiagnosticTests {
  @Test(arguments: ["lexer", "parser", "names", "types", "calls", "statements", "notes"])
  func `every message reads as the suite states`(phase: String) {
    let cases = Suite.cases(in: phase)
    #expect(!cases.isEmpty)
    for test in cases {
      let (file, program) = test.checked()
      let text = program.pieces.flatMap(\.diagnostics).map { $0.rendered(in: file) }.joined()
      Suite.check(text, test)
    }
  }

  @Test func `trees carry types, conversions and captures`() {
    let cases = Suite.cases(in: "trees")
    #expect(!cases.isEmpty)
    for test in cases {
      let (file, program) = test.checked()
      let messages = program.pieces.flatMap(\.diagnostics).map { $0.rendered(in: file) }.joined()
      Suite.check(messages + TreeText(program: program).text, test)
    }
  }

  @Test func `the core table has no mistake in a signature`() {
    #expect(FrontLibrary.table.problems == [])
  }
}
