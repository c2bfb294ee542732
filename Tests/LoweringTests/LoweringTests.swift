import Diagnostics
import Foundation
import Library
import Lowering
import Script
import Testing

/// Lowers the cells of a chapter that exists only in the test.
func lowered(_ cells: [(code: String, expectsError: Bool)]) -> LoweredPackage {
  var text = ""
  var pieces: [ScriptPiece] = []
  for (index, cell) in cells.enumerated() {
    let start = text.utf8.count
    text += cell.code + "\n"
    var code = MappedText(at: start)
    code.append(verbatim: Array(cell.code.utf8)[...], at: start)
    pieces.append(
      ScriptPiece(
        id: index, role: .cell(isIsolated: false, expectsError: cell.expectsError), text: code))
  }
  let file = SourceFile(path: "chapters/case.md", text: text)
  let program = ChapterProgram(pieces: pieces, library: StandardLibrary.table)
  for diagnostic in program.diagnostics where diagnostic.severity == .error {
    Issue.record("\(diagnostic.message)")
  }
  let chapter = EjectableChapter(
    name: "case", program: program, run: program.run(), file: file)
  return LoweredPackage(
    [chapter], named: "Chapters", library: StandardLibrary.table,
    dependency: ".package(path: \"mathbook\")")
}

/// The statements of `run()`, without markers of lines and cells.
func statements(of code: String) -> String {
  let package = lowered([(code, false)])
  for (_, problem) in package.problems { Issue.record("\(problem.message)") }
  let text = package.files.first { $0.path.hasSuffix("/Case.swift") }?.text ?? ""
  let lines = text.split(separator: "\n").drop { $0 != "  static func run() {" }.dropFirst()
  return lines.dropLast(2).filter { line in
    !line.hasPrefix("#sourceLocation") && !line.hasPrefix("    // ")
      && line != "    beginCell()"
  }.map { $0.dropFirst(4) }.joined(separator: "\n")
}

@Suite struct LoweringTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let input: String
    let expected: String
    var testDescription: String { name }
  }

  @Test func `structures that hold lists of themselves are lowered`() {
    let code = """
      struct N { var x = 1.0; var kids: [N] = []; var change: (Double) -> Double = { y in y } }
      struct M { var x = 1.0; var kids: [M] = [] }
      func size(_ n: N) -> Double { n.change(n.x) }
      let n = N()
      let slope = gradient(at: 2.0) { x in size(n) * x }
      M() == M()
      gradient(at: M()) { m in m.x ** 2 }.x
      """
    #expect(lowered([(code, false)]).problems.isEmpty)
  }

  static let cases: [Case] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Suites/Lowered")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().flatMap { name -> [Case] in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return text.components(separatedBy: "\n## ").dropFirst().map { part in
        let blocks = part.components(separatedBy: "```")
        func block(_ index: Int) -> String {
          guard index < blocks.count else { return "" }
          return blocks[index].split(separator: "\n", omittingEmptySubsequences: false)
            .dropFirst().joined(separator: "\n").trimmingCharacters(in: .newlines)
        }
        let title = part.prefix { $0 != "\n" }
        return Case(name: String(title), input: block(1), expected: block(3))
      }
    }
  }()

  @Test func `the suite is found`() { #expect(Self.cases.count > 15) }

  @Test(arguments: cases) func `a cell becomes the Swift that the suite states`(_ example: Case) {
    #expect(statements(of: example.input) == example.expected)
  }

  @Test func `statements name their lines in the chapter`() {
    let package = lowered([("let a = 1\n\nprint(a)", false)])
    let text = package.files.first { $0.path.hasSuffix("/Case.swift") }?.text ?? ""
    #expect(text.contains("#sourceLocation(file: \"case.md\", line: 3)\n    print(ScriptValue(a))"))
  }

  @Test func `a function may be called like the tool's own words`() {
    let text = statements(of: "func cell(_ x: Double) -> Double { x + 1 }\ncell(2)")
    #expect(text.contains("func cell(_ x: Double) -> Double {"))
  }

  @Test func `a chapter without cells has no marks of lines`() {
    let text = lowered([]).files.first { $0.path.hasSuffix("/Case.swift") }?.text
    #expect(text?.contains("static func run() {\n  }") == true)
  }

  @Test func `what the interpreter shows stands beside the package to the last bit`() {
    let package = lowered([("0.1 + 0.2\nprint(\"x\")\n[1, 2]", false)])
    let shown = package.files.first { $0.path == "Shown.txt" }?.text
    // 0.1 + 0.2 is 0x3FD3333333333334, the neighbour of 0.3.
    #expect(
      shown == """
        chapter case
        value 3fd3333333333334
        printed "x\\n"
        value tensor[2][3ff0000000000000, 4000000000000000]

        """)
  }

  @Test func `a cell that must fail runs apart, one with a mistake of the checker is left out`() {
    let package = lowered([("let a = [1, 2]", false), ("a[5]", true), ("a + \"x\"", true)])
    let text = package.files.first { $0.path.hasSuffix("/Case.swift") }?.text ?? ""
    #expect(text.contains("expectingError {"))
    #expect(text.contains("the cell has the mistake that it expects"))
    let shown = package.files.first { $0.path == "Shown.txt" }?.text ?? ""
    #expect(shown.contains("fails \"index 5 is outside of the vector: its indices are 0 to 1\""))
  }

  @Test func `a twin that changes an outer variable is refused at its place`() {
    let package = lowered([
      (
        "var calls = 0.0\nfunc f(_ x: Double) -> Double {\n  calls += 1\n  return x * x\n}\ngradient(at: 2, in: f)",
        false
      )
    ])
    #expect(package.problems.count == 1)
    #expect(package.problems.first?.1.rule == "eject.capture")
    #expect(package.problems.first?.1.message.contains("'calls'") == true)
  }

  @Test func `a name declared in a failing cell cannot be used outside of it`() {
    let package = lowered([("let a = [1, 2]\nlet b = 3\na[7]", true), ("print(b)", false)])
    #expect(package.problems.contains { $0.1.rule == "eject.failing-cell" })
  }

  @Test func `the same chapter gives the same package`() {
    let code = "let d = [\"a\": 1, \"b\": 2]\nd.map { $0.value }\nsoftmax([1, 2])"
    let first = lowered([(code, false)]).files.map(\.text)
    #expect(first == lowered([(code, false)]).files.map(\.text))
  }
}
