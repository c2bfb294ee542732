import Diagnostics
import Script
import Testing

/// Whole programs, from text to what they show.
@Suite struct FrontProgramTests {
  @Test func `programs show what the suite states`() {
    let cases = Suite.cases(in: "programs")
    #expect(!cases.isEmpty)
    for test in cases { Suite.check(Self.output(of: test), test) }
  }

  /// What the cells show and print, then errors and the values of expressions.
  static func output(of test: SuiteCase) -> String {
    let (file, sources) = test.chapter
    let pieces = sources.map { source in
      let role: ScriptPiece.Role =
        switch source.role {
        case .cell(let isIsolated, let expectsError):
          .cell(isIsolated: isIsolated, expectsError: expectsError)
        default: .expression
        }
      return ScriptPiece(id: source.id, role: role, text: source.text)
    }
    let program = ChapterProgram(pieces: pieces, library: LibraryTable(testLibrary))
    var text = ""
    for diagnostic in program.diagnostics where diagnostic.severity == .error {
      text += diagnostic.rendered(in: file)
    }
    let run = program.run(seed: 1)
    for entry in run.cells.flatMap(\.shown) {
      switch entry.content {
      case .value(let value, let isVisible): if isVisible { text += Script.text(value) + "\n" }
      case .printed(let printed): text += printed
      }
    }
    for diagnostic in run.diagnostics { text += diagnostic.rendered(in: file) }
    for piece in pieces {
      if case .expression = piece.role, let value = run.value(of: piece.id) {
        text += "= " + Script.text(value) + "\n"
      }
    }
    return text
  }
}
