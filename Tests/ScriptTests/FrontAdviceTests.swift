import Diagnostics
import Testing

@testable import Script

/// What is said of Swift's members that are not there: the hint, and that it works.
@Suite struct FrontAdviceTests {
  /// A use that is refused, its hint, and what the hint makes of it, with its value in Swift.
  struct Advice: Sendable, CustomTestStringConvertible {
    let setup: String
    let use: String
    let hint: String
    let instead: String
    let value: String

    init(_ setup: String, _ use: String, _ hint: String, _ instead: String, _ value: String) {
      self.setup = setup
      self.use = use
      self.hint = hint
      self.instead = instead
      self.value = value
    }
    var testDescription: String { use }
  }

  static let list = "var v = [3, 1, 2]\n"

  static let table = [
    Advice("", "6.isMultiple(of: 2)", "write 'x % n == 0'", "6 % 2 == 0", "true"),
    Advice(
      "", "7.quotientAndRemainder(dividingBy: 2)", "write '(quotient(a, b), a % b)'",
      "(quotient(7, 2), 7 % 2)", "(3, 1)"),
    Advice(
      "", "2.5.rounded(.toNearestOrAwayFromZero)", "write 'x.rounded()'", "2.5.rounded()", "3"),
    Advice("", "String(describing: 3)", "write 'String(value)'", "String(3)", "3"),
    Advice("", "3.description", "write 'String(value)'", "String(3)", "3"),
    Advice(
      "var flag = true\n", "flag.toggle()", "write 'flag = !flag'", "flag = !flag\nflag", "false"),
    Advice(
      "let c = \"a\"\n", "c.isLowercase", "write 'c == c.lowercased()'",
      "c == c.lowercased()", "true"),
    Advice(
      "let c = \"7\"\n", "c.wholeNumberValue", "write 'Int(c)'", "Int(c)", "7"),
    Advice(
      "let c = \"é\"\n", "c.isLetter", "write 'c.lowercased() != c.uppercased()'",
      "c.lowercased() != c.uppercased()", "true"),
    Advice(
      "let c = \" \"\n", "c.isWhitespace", "write 'c.trimmed().isEmpty'",
      "c.trimmed().isEmpty", "true"),
    Advice(
      "let s = \"abc\"\n", "s.startIndex", "make a list of it first: 'Array(text)[i]'",
      "Array(s)[1]", "b"),
    Advice(
      "var s = \"a\"\n", "s.append(contentsOf: \"b\")", "write 'text += other'", "s += \"b\"\ns",
      "ab"),
    Advice(
      list, "v.popLast()", "write 'values.isEmpty ? nil : values.removeLast()'",
      "v.isEmpty ? nil : v.removeLast()", "2"),
    Advice(
      list, "v.count { $0 > 1 }", "write 'values.filter { … }.count'",
      "v.filter { $0 > 1 }.count", "2"),
    Advice(
      list, "v.last(where: { $0 > 2 })", "write 'values.filter { … }.last'",
      "v.filter { $0 > 2 }.last", "3"),
    Advice(
      list, "v.removeAll { $0 > 1 }", "keep the others: 'values = values.filter { … }'",
      "v = v.filter { $0 <= 1 }\nv", "[1]"),
    Advice(
      list, "v.removeFirst(2)", "write 'values = values.dropFirst(n)'", "v = v.dropFirst(2)\nv",
      "[2]"),
    Advice(list, "v.prefix(upTo: 2)", "write 'values[..<n]'", "v[..<2]", "[3, 1]"),
    Advice(list, "v.suffix(from: 2)", "write 'values[n...]'", "v[2...]", "[2]"),
    Advice(
      list, "v.prefix(while: { $0 > 1 })", "find where it ends: 'values.firstIndex { … }'",
      "v.firstIndex { $0 <= 1 }", "1"),
    Advice(
      list, "v.starts(with: [3])", "write 'Array(a.prefix(b.count)) == b'",
      "Array(v.prefix([3].count)) == [3]", "true"),
    Advice(list, "v.elementsEqual(v)", "write 'a == b'", "v == v", "true"),
    Advice(
      "let rows = [[\"a\"], [\"b\"]]\n", "rows.joined()", "write 'rows.flatMap { $0 }'",
      "rows.flatMap { $0 }", "[\"a\", \"b\"]"),
    Advice(
      "let r = 1..<4\n", "r.sum()", "write '(1..<4).reduce(0, +)'", "(1..<4).reduce(0, +)", "6"),
    Advice(
      list, "v.union([9])", "make it a set first: 'Set(values).union(others)'",
      "Set(v).union([9]).count", "4"),
    Advice(
      "var d = [\"a\": 1]\n", "d.merge([\"b\": 2])",
      "write 'for (key, value) in other { d[key] = value }'",
      "for (key, value) in [\"b\": 2] { d[key] = value }\nd", "[\"a\": 1, \"b\": 2]"),
    Advice("", "Character(\"x\")", "a character is a text: write \"x\"", "\"x\"", "x"),
    Advice(
      "", "Int.max", "write 'Double.infinity' where a search begins", "Double.infinity", "inf"),
    Advice(
      "var a = 1, b = 2\n", "swap(a, b)", "write '(a, b) = (b, a)', or 'values.swapAt(i, j)'",
      "(a, b) = (b, a)\n(a, b)", "(2, 1)"),
  ]

  static func problems(_ code: String) -> [Diagnostic] {
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(code))
    return ChapterProgram(pieces: [piece], library: LibraryTable(testLibrary)).diagnostics.filter {
      $0.severity == .error
    }
  }

  @Test(arguments: table)
  func `a member of Swift that is not there has a hint that works`(_ advice: Advice) {
    let problems = Self.problems(advice.setup + advice.use)
    #expect(problems.count == 1 && problems.first?.hints == [advice.hint], "\(problems)")
    #expect(shown(advice.setup + advice.instead) == advice.value)
  }

  @Test func `a dictionary and a set are emptied like a list`() {
    #expect(shown("var d = [\"a\": 1]\nd.removeAll()\nd.count") == "0")
    #expect(shown("var s: Set<String> = [\"a\"]\ns.removeAll()\ns.count") == "0")
  }
}
