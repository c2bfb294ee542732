import Diagnostics
import Testing

@testable import Script

/// Lists that shrink: each step costs what it moves, and nothing for the rest of the list.
@Suite struct BackRemovalTests {
  /// Copied or boxed at each step, any of these runs for minutes.
  static let long = [
    "var f: [Int] = Array(0..<100_000)\nwhile f.count > 1 { f.removeLast() }\nf.count",
    "var f = Array(repeating: \"a\", count: 100_000)\nwhile f.count > 1 { f.removeLast() }\nf.count",
    "var s: Set<Int> = []\nfor i in 0..<100_000 { s.insert(i) }\nfor i in 1..<100_000 { s.remove(i) }"
      + "\ns.count",
    "struct S { var xs: [Int] }\nvar s = S(xs: Array(0..<100_000))\n"
      + "while s.xs.count > 1 { s.xs.removeLast() }\ns.xs.count",
  ]

  @Test(arguments: long)
  func `taking the last element out costs the same from a list of any length`(_ code: String) {
    var limits = Limits()
    limits.cellSeconds = 30
    let lines = shown(code, limits: limits).split(separator: "\n")
    #expect(lines.last == "1")
  }

  @Test func `elements on a tape are moved with their places on it`() {
    let code = """
      gradient(at: 3) { x in
        var list = [x, 2 * x, 5]
        list.insert(x * x, at: 0)
        list.swapAt(0, 1)
        list.reverse()
        let last = list.removeLast()
        return last * 10 + list.removeFirst() + list.removeLast() * 100 + list.remove(at: 0)
      }
      """
    // The list is [5, 2x, x², x]: 10 x + 5 + 100 x² + 2x has the slope 12 + 200 x.
    #expect(shown(code) == "612")
  }
}
