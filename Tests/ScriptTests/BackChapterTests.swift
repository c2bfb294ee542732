import Diagnostics
import Tensors
import Testing

@testable import Script

/// Chapters of several pieces.
@Suite struct BackChapterTests {
  static func piece(_ id: Int, _ role: ScriptPiece.Role, _ code: String) -> ScriptPiece {
    ScriptPiece(id: id, role: role, text: MappedText(code))
  }

  static func cell(
    _ id: Int, _ code: String, isIsolated: Bool = false, expectsError: Bool = false
  ) -> ScriptPiece {
    piece(id, .cell(isIsolated: isIsolated, expectsError: expectsError), code)
  }

  static func program(_ pieces: [ScriptPiece]) -> ChapterProgram {
    ChapterProgram(pieces: pieces, library: LibraryTable(testLibrary))
  }

  static func shownTexts(_ cell: ChapterRun.Cell) -> [String] {
    cell.shown.map { entry in
      switch entry.content {
      case .value(let value, _): text(value)
      case .printed(let text): text
      }
    }
  }

  @Test func `cells share a scope, and expressions see the finished chapter`() {
    let program = Self.program([
      Self.piece(9, .expression, "whole * rate"),
      Self.piece(5, .given(name: "rate", .double(0.5)), "rate"),
      Self.piece(6, .given(name: "z", .tensor(Tensor([1, 2]))), "z"),
      Self.cell(1, "var total = 0\nfunc add(_ x: Double) { total += x }"),
      Self.cell(2, "add(3)\nadd(z.sum())\nlet whole = total\ntotal"),
      Self.piece(8, .expression, "(z * rate, \"done\")"),
    ])
    #expect(program.diagnostics == [])
    let run = program.run()
    #expect(run.diagnostics.isEmpty)
    #expect(run.cells.map(\.id) == [1, 2])
    #expect(Self.shownTexts(run.cells[1]) == ["6"])
    #expect(run.value(of: 9) == .double(3))
    #expect(run.value(of: 8).map { text($0) } == "([0.5, 1], \"done\")")
    #expect(run.value(of: 5) == .double(0.5))
  }

  @Test func `evaluating an expression leaves the variable as it is`() {
    let run = Self.program([
      Self.cell(1, "let v = [1, 2, 3]\nlet s = \"text\""), Self.piece(2, .expression, "v"),
      Self.piece(3, .expression, "v"), Self.piece(4, .expression, "s"),
      Self.piece(5, .expression, "s"),
    ]).run()
    #expect(run.value(of: 2) == .tensor(Tensor([1, 2, 3])))
    #expect(run.value(of: 3) == .tensor(Tensor([1, 2, 3])))
    #expect(run.value(of: 5) == .string("text"))
  }

  @Test func `a failed cell stops the later ones and what depends on it`() {
    let run = Self.program([
      Self.cell(1, "let a = 1"), Self.cell(2, "let b = [1][a]"), Self.cell(3, "let c = a"),
      Self.piece(4, .expression, "a"), Self.piece(5, .expression, "b"),
      Self.piece(6, .expression, "c + a"),
    ]).run()
    #expect(run.diagnostics.map(\.rule) == ["index.range"])
    guard case .finished = run.cells[0].ending, case .failed = run.cells[1].ending,
      case .notRun(because: 2) = run.cells[2].ending
    else {
      Issue.record("the endings are \(run.cells.map(\.ending))")
      return
    }
    #expect(run.value(of: 4) == .double(1))
    #expect(run.value(of: 5) == nil)
    #expect(run.value(of: 6) == nil)
  }

  @Test func `a cell that expects its error does not stop the others`() {
    let run = Self.program([
      Self.cell(1, "let v = [1]"), Self.cell(2, "print(\"before\")\nv[7]", expectsError: true),
      Self.cell(3, "nonsense + 1", expectsError: true), Self.cell(4, "v.sum()"),
    ]).run()
    #expect(run.diagnostics.isEmpty)
    #expect(Self.shownTexts(run.cells[1]) == ["before\n"])
    guard case .failed(let error) = run.cells[1].ending, case .failed = run.cells[2].ending
    else {
      Issue.record("the endings are \(run.cells.map(\.ending))")
      return
    }
    #expect(error.message.hasPrefix("index 7 is outside"))
    #expect(Self.shownTexts(run.cells[3]) == ["1"])
  }

  @Test func `a cell that expects an error and runs is an error`() {
    let run = Self.program([Self.cell(1, "1 + 1", expectsError: true)]).run()
    #expect(run.diagnostics.map(\.rule) == ["cell.no-error"])
  }

  @Test func `a function with a mistake makes no faulty bytecode of what calls it`() {
    let broken = """
      func f(_ x: Double) -> Double {
        let y: Double = "a"
        return y + x
      }
      """
    let program = Self.program([
      Self.cell(1, broken), Self.cell(2, "f(1)"),
      Self.cell(3, "func g(_ x: Double) -> Double { f(x) }"), Self.piece(4, .expression, "g(2)"),
    ])
    #expect(program.diagnostics.count == 1)
    #expect(!program.canRun)
    #expect(program.bytecode.faults(library: program.library.functions.count).isEmpty)
    // Where the mistake is expected, nothing else tells why its callers cannot run.
    let failing = Self.program([Self.cell(1, broken, expectsError: true), Self.cell(2, "f(1)")])
    #expect(failing.diagnostics.map(\.rule) == ["function.broken"])
    #expect(!failing.canRun)
  }

  @Test func `an error in the check keeps the cells from running, not the report`() {
    let program = Self.program([
      Self.cell(1, "print(1)"), Self.cell(2, "let a: Double = \"text\""),
      Self.piece(3, .expression, "nothing"),
    ])
    #expect(program.diagnostics.count == 2)
    #expect(!program.canRun)
    let run = program.run()
    #expect(run.cells.allSatisfy { $0.shown.isEmpty })
  }

  @Test func `an isolated cell neither sees nor gives`() {
    let run = Self.program([
      Self.cell(1, "let a = 1"), Self.cell(2, "let a = 5\na", isIsolated: true),
      Self.cell(3, "a"),
    ]).run()
    #expect(Self.shownTexts(run.cells[1]) == ["5"])
    #expect(Self.shownTexts(run.cells[2]) == ["1"])
  }

  @Test func `given values that nothing reads are known`() {
    let program = Self.program([
      Self.piece(1, .given(name: "used", .double(1)), "used"),
      Self.piece(2, .given(name: "idle", .double(2)), "idle"), Self.cell(3, "used + 1"),
    ])
    #expect(program.unusedGivens == [2])
  }

  @Test func `a seed gives the same numbers, another one others`() {
    let program = Self.program([Self.cell(1, "random()\nrandom()")])
    let first = Self.shownTexts(program.run(seed: 7).cells[0])
    #expect(first == Self.shownTexts(program.run(seed: 7).cells[0]))
    #expect(first != Self.shownTexts(program.run(seed: 8).cells[0]))
    #expect(first[0] != first[1])
  }

  @Test func `entries know their statement and their place`() {
    let code = "let a = 1\na + 1\nprint(a)\nprint(2)"
    let run = Self.program([Self.cell(1, code)]).run()
    let file = SourceFile(path: "cell", text: code)
    #expect(run.cells[0].shown.map(\.statement) == [1, 2, 3])
    #expect(
      run.cells[0].shown.map { file.text(in: $0.range) } == ["a + 1", "print(a)", "print(2)"])
  }

  @Test func `result comments come with their cell`() {
    let run = Self.program([Self.cell(1, "1 + 1 // => 2\nprint(3) // Prints \"3\"")]).run()
    #expect(run.cells[0].comments.map(\.stated.text) == ["2", "3"])
    #expect(run.cells[0].comments.map(\.statement) == [0, 1])
  }

  @Test func `steps are turns of loops and calls`() {
    let code = "func f(_ x: Double) -> Double { x }\nvar s = 0\nfor i in 0..<10 { s += f(i) }"
    // Ten calls, and nine jumps back.
    #expect(Self.program([Self.cell(1, code)]).run().steps == 19)
  }

  @Test func `a long loop counts every step`() {
    let code = "var s = 0\nfor i in 0..<1000000 { s += 1 }"
    #expect(Self.program([Self.cell(1, code)]).run().steps == 999_999)
  }

  @Test func `a run that is cancelled stops`() {
    let program = Self.program([Self.cell(1, "while true { }")])
    let run = program.run(isCancelled: { true })
    #expect(run.diagnostics.map(\.rule) == ["run.cancelled"])
  }

  @Test func `variables that gradients leave behind are plain`() {
    let run = Self.program([
      Self.cell(
        1,
        """
        var log: [(Double, Vector)] = []
        let g = gradient(at: 2) { x in
          log.append((x * x, [x, 1]))
          return x * x
        }
        """),
      Self.piece(2, .expression, "log"),
      Self.piece(3, .expression, "gradient(at: 1) { y in log[0].0 * y }"),
    ]).run()
    #expect(run.value(of: 2).map { text($0) } == "[(4, [2, 1])]")
    #expect(run.value(of: 3) == .double(4))
  }
}
