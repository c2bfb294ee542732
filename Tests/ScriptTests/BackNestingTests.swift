import Diagnostics
import Testing

@testable import Script

/// Structures that hold lists of themselves, and values that are nested deep.
@Suite struct BackNestingTests {
  static let node = "struct N { var x = 1.0; var kids: [N] = [] }\n"

  @Test(arguments: cases)
  func `a structure that holds a list of itself is a type like others`(_ test: ShownCase) {
    #expect(shown(Self.node + test.code) == test.expected)
  }

  static let cases = [
    ShownCase("equal", "N() == N()", "true"),
    ShownCase("not equal", "N() != N(x: 2)", "true"),
    ShownCase("equal below", "N(kids: [N(x: 2)]) == N(kids: [N(x: 3)])", "false"),
    ShownCase("contained", "[N(), N(x: 2)].contains(N(x: 2))", "true"),
    ShownCase("found", "[N(), N(x: 2)].firstIndex(of: N(x: 2)) ?? -1", "1"),
    ShownCase("in tuples", "(N(), 1) == (N(), 1)", "true"),
    ShownCase("in an optional", "let o: N? = nil\no == nil", "true"),
    ShownCase("in a dictionary", "[\"a\": N()] == [\"a\": N(x: 2)]", "false"),
    ShownCase(
      "two structures that hold lists of each other",
      "struct A { var b: [B] = [] }\nstruct B { var a: [String: A] = [:] }\nA(b: [B()]) == A()",
      "false"),
    ShownCase(
      "no equality where a function is below",
      "struct F { var f: (Double) -> Double; var kids: [F] = [] }\nlet f = F(f: { x in x })\nf == f",
      "error 4:3 '==': values of type F cannot be compared"),
    ShownCase("a gradient", "gradient(at: N(x: 3)) { m in m.x ** 2 }.x", "6"),
    ShownCase(
      "a gradient with parts below",
      "gradient(at: N(kids: [N(x: 5)])) { m in m.x * m.kids[0].x ** 2 }.kids[0].x", "10"),
    ShownCase(
      "a value and a gradient", "valueWithGradient(at: N(x: 3)) { m in m.x ** 2 }.value", "9"),
  ]

  @Test func `a value of many levels is refused where it is made, and released`() {
    let code = """
      struct N { var kids: [N] = [] }
      var n = N()
      for _ in 0..<2000000 { n = N(kids: [n]) }
      """
    #expect(shown(code).hasSuffix("a value is nested too deep: more than 10,000 levels"))
  }

  @Test func `closures that take each other with them are values of many levels, too`() {
    let code = """
      var f: (Double) -> Double = { x in x }
      for _ in 0..<2000000 {
        let g = f
        f = { x in g(x) + 1 }
      }
      """
    #expect(shown(code).hasSuffix("a value is nested too deep: more than 10,000 levels"))
  }

  @Test func `parts that are shared are looked at once`() {
    let code = """
      struct N { var kids: [N] = [] }
      var n = N()
      for _ in 0..<60 { n = N(kids: [n, n, n]) }
      for i in 0..<1000000 { if i < 0 { n = N() } }
      n.kids.count
      """
    #expect(shown(code) == "3")
  }

  @Test func `small things may hold only so much memory, too`() {
    var limits = Limits()
    limits.memoryBytes = 10 << 20
    let code = "var d: [String: Double] = [:]\nvar i = 0\nwhile true { d[\"k\\(i)\"] = i; i += 1 }"
    #expect(shown(code, limits: limits).hasSuffix("the chapter's values hold more than 10 MB"))
  }

  @Test func `what the library makes counts`() {
    var limits = Limits()
    limits.memoryBytes = 400 << 20
    let code = """
      var all: [Vector] = []
      while true { all.append(Vector(repeating: 1, count: 1000000) * 2) }
      """
    #expect(shown(code, limits: limits).hasSuffix("the chapter's values hold more than 400 MB"))
  }

  @Test(arguments: [
    ("var a = [1.0]\nfor _ in 0..<30 { a.append(contentsOf: a) }", "a vector"),
    ("var a = [\"x\"]\nfor _ in 0..<30 { a.append(contentsOf: a) }", "an array"),
    ("var a = [\"x\"]\nfor _ in 0..<30 { a += a }", "an array"),
    ("var a = [\"x\"]\nfor _ in 0..<30 { a = a + a }", "an array"),
    ("var a = [1.0]\nwhile true { a.insert(2, at: 0) }", "a vector"),
    ("var a = [\"x\"]\nwhile true { a.insert(\"y\", at: 0) }", "an array"),
    (
      "let a = [String](repeating: \"x\", count: 100)\na.flatMap { x in a }.flatMap { x in a }.count",
      "an array"
    ),
  ])
  func `a list that would be too long is refused before it is made`(_ code: String, _ what: String)
  {
    var limits = Limits()
    limits.tensorElements = 1_000
    #expect(shown(code, limits: limits).hasSuffix("\(what) has at most 1,000 elements"))
  }
}
