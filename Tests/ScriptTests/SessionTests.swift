import Diagnostics
import Testing

@testable import Script

/// A conversation: names stay, mistakes leave no trace, only the last input runs.
@Suite struct SessionTests {
  /// What each input shows, or the message of what is wrong with it.
  static func answers(_ inputs: [String]) -> [String] {
    let session = ScriptSession(library: LibraryTable(testLibrary))
    return inputs.map { input in
      let outcome = session.run(input + "\n")
      let shown = outcome.shown.map { entry in
        switch entry.content {
        case .value(let value, _): text(value)
        case .printed(let text): text
        }
      }
      return (shown + outcome.diagnostics.map { "error: " + $0.message }).joined(separator: "; ")
    }
  }

  @Test func `names of all kinds stay`() {
    #expect(
      Self.answers([
        "let x = 3", "var v = [1, 2]", "let s = \"a\"", "func f(_ y: Double) -> Double { x * y }",
        "v.append(f(2))", "v", "let g = { (y: Double) in y + x }", "g(1)", "s + \"b\"",
        "struct P { var a: Double }", "let p = P(a: 2)", "p == P(a: 2)", "p",
      ]) == ["", "", "", "", "", "[1, 2, 6]", "", "4", "ab", "", "", "true", "P(a: 2)"])
  }

  @Test func `an input begins on a line of its own`() {
    let session = ScriptSession(library: LibraryTable(testLibrary))
    _ = session.type(of: "[1, 2]")
    let outcome = session.run("nothing\n")
    let texts = outcome.diagnostics.map { $0.rendered(in: session.file) }
    #expect(texts.first?.hasPrefix("input:2:1: error: nothing is called 'nothing'") == true)
  }

  @Test func `only the last input runs`() {
    #expect(
      Self.answers(["var n = 0", "n += 1\nprint(\"once\")", "n", "random() == random()", "n"])
        == ["", "once\n", "1", "false", "1"])
    // The stream of random numbers goes on.
    let twice = Self.answers(["random()", "random()"])
    #expect(twice[0] != twice[1])
  }

  @Test func `mistakes leave no trace`() {
    #expect(
      Self.answers(["let x = 1", "let y = x + z", "y", "let w = [1][x]", "w", "x"])
        == [
          "", "error: nothing is called 'z'", "error: nothing is called 'y'",
          "error: index 1 is outside of the vector: its indices are 0 to 0",
          "error: nothing is called 'w'", "1",
        ])
  }

  @Test func `a name can get a new meaning`() {
    #expect(
      Self.answers([
        "let x = 1", "func f() -> Double { x }", "let x = \"two\"", "x", "f()",
        "func f() -> Double { 3 }", "f()", "let f = 4", "f",
      ]) == ["", "", "", "two", "1", "", "3", "", "4"])
  }

  @Test func `a closure keeps what it captured from an earlier input`() {
    #expect(
      Self.answers([
        "func counter() -> () -> Double { var n = 0; return { n += 1; return n } }",
        "let next = counter()", "next()", "next()",
      ]) == ["", "", "1", "2"])
  }

  @Test func `the type of an expression is told without running it`() throws {
    let session = ScriptSession(library: LibraryTable(testLibrary))
    _ = session.run("let v = [1, 2]\n")
    #expect(try session.type(of: "v.map { \"\\($0)\" }").get().description == "[String]")
    #expect(try session.type(of: "v").get() == .vector)
    #expect(throws: ScriptProblems.self) { try session.type(of: "q").get() }
  }

  @Test(arguments: [
    ("let x = [1,", true), ("func f() {\n", true), ("f(1)", false), ("\"\"\"\nabc", true),
    ("\"abc", false), ("/* a", true), ("} }", false), ("// [", false), ("\"(\"", false),
  ])
  func `an open bracket asks for more`(input: String, isOpen: Bool) {
    #expect(ScriptSession.isIncomplete(input) == isOpen)
  }
}
