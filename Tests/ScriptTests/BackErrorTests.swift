import Diagnostics
import Testing

@testable import Script

/// Every error that the machine can end with, with its place.
@Suite struct BackErrorTests {
  @Test(arguments: cases)
  func `the error says what is wrong and where`(_ test: ShownCase) {
    #expect(shown(test.code) == test.expected)
  }

  static let cases = [
    ShownCase(
      "an index past the end", "let v = [1, 2]\nlet i = 2\nv[i]",
      "error 3:1 'v[i]': index 2 is outside of the vector: its indices are 0 to 1"),
    ShownCase(
      "an index with a fraction", "let v = [1, 2]\nlet i = 0.5\nv[i]",
      "error 3:1 'v[i]': an index must be an integer, not 0.5"),
    ShownCase(
      "a negative index", "let v = [1, 2]\nlet i = -1\nv[i]",
      "error 3:1 'v[i]': index -1 is outside of the vector: its indices are 0 to 1"),
    ShownCase(
      "a row that is not there", "let A = [[1, 2]]\nlet i = 1\nA[i, 0]",
      "error 3:1 'A[i, 0]': index 1 is outside of the rows: its indices are 0 to 0"),
    ShownCase(
      "shapes that do not fit", "let a = [1, 2], b = [1, 2, 3]\na + b",
      "error 2:1 'a + b': cannot add [2] and [3]: the lengths 2 and 3 differ"),
    ShownCase(
      "nil", "let d = [\"a\": 1]\nd[\"b\"]! + 1",
      "error 2:1 'd[\"b\"]!': there is no value here: it is nil"),
    ShownCase(
      "an empty vector", "let v: Vector = []\nv.max()",
      "error 2:1 'v.max()': an empty Vector has no max()"),
    ShownCase(
      "the bounds of a loop", "let n = 2.5\nfor i in 0..<n { print(i) }",
      "error 2:10 '0..<n': the bounds of a loop must be integral, not 0 and 2.5"),
    ShownCase(
      "a range that ends before it starts", "let n = 0\nfor i in 1...n { print(i) }",
      "error 2:10 '1...n': the range 1...0 ends before it starts"),
    ShownCase(
      "an Int that is none", "func f(_ n: Int) -> Int { n }\nlet x = 1.5\nf(x)",
      "error 1:10 'n': an Int must be integral, not 1.5"),
    ShownCase(
      "endless recursion", "func f(_ n: Double) -> Double { f(n + 1) }\nf(0)",
      "error 1:33 'f(n + 1)': calls are nested too deep"),
    ShownCase(
      "a stride of zero", "let s = 0\nfor x in stride(from: 0, to: 1, by: s) { print(x) }",
      "error 2:10 'stride(from: 0, to: 1, by: s)': a stride cannot go from 0 in steps of 0"),
    ShownCase(
      "NaN as a key", "var d: [Double: String] = [:]\nlet n = 0 / 0\nd[n] = \"x\"",
      "error 3:1 'd[n]': NaN cannot be a key: it is not equal to itself"),
    ShownCase(
      "NaN in an order", "let v = [1, 0 / 0]\nv.sorted()",
      "error 2:1 'v.sorted()': NaN has no place in an order"),
    ShownCase(
      "precondition", "let n = 3\nprecondition(n < 3, \"n is \\(n)\")",
      "error 2:1 'precondition(n < 3, \"n is \\(n)\")': n is 3"),
    ShownCase(
      "an integral quotient by zero", "let z = 0\nquotient(1, z)",
      "error 2:1 'quotient(1, z)': an integral quotient by 0 is not defined"),
    ShownCase(
      "nothing to remove", "var v: Vector = []\nv.removeLast()",
      "error 2:1 'v.removeLast()': there is nothing to remove: the list is empty"),
    ShownCase(
      "what ran before is shown", "print(1)\nlet v = [1]\nlet i = 4\nv[i]\nprint(2)",
      "1\nerror 4:1 'v[i]': index 4 is outside of the vector: its indices are 0 to 0"),
  ]

  @Test func `an endless loop stops after the steps of the limit`() {
    var limits = Limits()
    limits.steps = 100_000
    #expect(
      shown("var n = 0\nwhile true { n += 1 }", limits: limits)
        == "error 2:1 'while true': gave up after 100,000 steps")
  }

  @Test func `an endless recursion through closures and library functions stops`() {
    let code = "func f(_ x: Double) -> Double { twice({ f($0) }, x) }\nf(1)"
    #expect(shown(code).hasSuffix("calls are nested too deep"))
  }

  @Test func `a cell may print only so much`() {
    var limits = Limits()
    limits.outputBytes = 100
    let output = shown("for i in 0..<1000 { print(i) }", limits: limits)
    #expect(output.hasSuffix("': a cell may print 100 bytes at most"))
  }

  @Test func `tensors may hold only so much memory`() {
    var limits = Limits()
    limits.memoryBytes = 100 << 20
    let code = """
      var all: [Vector] = []
      for i in 0..<1000 { all.append(Vector(repeating: i, count: 100000)) }
      """
    #expect(shown(code, limits: limits).hasSuffix("': the chapter's values hold more than 100 MB"))
  }

  @Test func `a gradient may hold only so much memory`() {
    var limits = Limits()
    limits.memoryBytes = 10 << 20
    let code =
      "gradient(at: 1) { x in\n  var y = x\n  while y > 0 { y = y * 1.0000001 }\n  return y\n}"
    #expect(
      shown(code, limits: limits).contains("the gradient goes through more steps than 10 MB hold"))
  }
}
