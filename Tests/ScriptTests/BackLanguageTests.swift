import Testing

@testable import Script

/// A program and what it shows.
struct ShownCase: CustomTestStringConvertible, Sendable {
  let name: String
  let code: String
  let expected: String
  init(_ name: String, _ code: String, _ expected: String) {
    self.name = name
    self.code = code
    self.expected = expected
  }
  var testDescription: String { name }
}

@Suite struct BackLanguageTests {
  @Test(arguments: cases)
  func `the program shows what Swift's meaning says`(_ test: ShownCase) {
    #expect(shown(test.code) == test.expected)
  }

  @Test(arguments: cases)
  func `a tape beside the registers changes nothing`(_ test: ShownCase) {
    #expect(shown(test.code, onTape: true) == test.expected)
  }

  static let cases =
    numberCases + controlCases + functionCases + listCases + valueCases + textCases + tensorCases
    + ownershipCases

  static let numberCases = [
    ShownCase("precedence", "2 + 3 * 4 - 6 / 4", "12.5"),
    ShownCase("power is right-associative", "2 ** 3 ** 2", "512"),
    ShownCase(
      "remainder has the sign of the dividend", "(-7 % 3, 7 % -3, 7.5 % 2)", "(-1, 1, 1.5)"),
    ShownCase("division by zero", "(1 / 0, -1 / 0, (0 / 0).isNaN)", "(inf, -inf, true)"),
    ShownCase(
      "constants on either side", "let x = 3\n(10 - x, 12 / x, x - 10, x / 12)", "(7, 4, -7, 0.25)"),
    ShownCase(
      "comparisons with NaN", "let n = 0 / 0\n(n < 1, n > 1, n == n, n != n, !(n < 1))",
      "(false, false, false, true, true)"),
    ShownCase(
      "if with NaN takes the else branch",
      "let n = 0 / 0\nif n < 1 { print(1) } else { print(2) }\nif !(n < 1) { print(3) }", "2\n3"),
    ShownCase(
      "and, or, not", "let a = true, b = false\n(a && b, a || b, !a, !(a && !b) || b)",
      "(false, true, false, false)"),
    ShownCase(
      "closeness", "(0.1 + 0.2 ≈ 0.3, 1 ≈ 1.1, [1, 2] ≈ [1, 2.0000000001])", "(true, false, true)"),
    ShownCase(
      "min and max of numbers", "(min(3, 1, 2), max(3, 1, 2), min(1, 0 / 0).isNaN)", "(1, 3, true)"),
    ShownCase(
      "rounding", "((2.5).rounded(), (-2.5).rounded(), Int(2.9), Int(-2.9), quotient(-7, 2))",
      "(3, -3, 2, -2, -3)"),
    ShownCase(
      "number texts", "(3, 0.1, 1e21, -0.0, 1 / 3, 2 ** 53, 123456789)",
      "(3, 0.1, 1e+21, 0, 0.3333333333333333, 9007199254740992.0, 123456789)"),
  ]

  static let controlCases = [
    ShownCase(
      "while",
      "var n = 27, steps = 0\nwhile n != 1 { n = n % 2 == 0 ? n / 2 : 3 * n + 1; steps += 1 }\nsteps",
      "111"),
    ShownCase("repeat", "var n = 0\nrepeat { n += 3 } while n < 10\nn", "12"),
    ShownCase("closed range", "var s = 0\nfor i in 1...4 { s += i }\ns", "10"),
    ShownCase(
      "stride by tenths",
      "var s = 0\nfor x in stride(from: 0, through: 1, by: 0.1) { s += 1; if x > 0.25 && x < 0.35 { print(x) } }\ns",
      "0.30000000000000004\n11"),
    ShownCase("downward stride", "for i in stride(from: 3, to: 0, by: -1) { print(i) }", "3\n2\n1"),
    ShownCase("where", "var s = 0\nfor i in 0..<10 where i % 3 == 0 { s += i }\ns", "18"),
    ShownCase(
      "break and continue",
      "var s = 0\nfor i in 0..<10 { if i == 3 { continue }; if i == 6 { break }; s += i }\ns", "12"),
    ShownCase(
      "labelled break",
      "var n = 0\nouter: for i in 0..<5 { for j in 0..<5 { if i * j == 6 { break outer }; n += 1 } }\nn",
      "13"),
    ShownCase(
      "labelled continue",
      "var n = 0\nouter: for i in 0..<4 { for j in 0..<4 { if j == i { continue outer }; n += 1 } }\nn",
      "6"),
    ShownCase(
      "if as an expression", "let x = 5\nlet s = if x > 3 { \"big\" } else { \"small\" }\ns", "big"),
    ShownCase(
      "switch over values, ranges and tuples",
      """
      func kind(_ n: Double) -> String {
        switch n {
        case 0: return "zero"
        case 1, 2: return "few"
        case 3..<10: return "some"
        default: return "many"
        }
      }
      print(kind(0), kind(2), kind(9.5), kind(10))
      func quadrant(_ p: (Double, Double)) -> String {
        switch p {
        case (0, 0): "origin"
        case (let x, 0): "x axis at \\(x)"
        case let (x, y) where x == y: "diagonal"
        default: "elsewhere"
        }
      }
      print(quadrant((0, 0)), quadrant((3, 0)), quadrant((2, 2)), quadrant((1, 2)), separator: "; ")
      """, "zero few some many\norigin; x axis at 3; diagonal; elsewhere"),
    ShownCase(
      "guard",
      "func root(_ x: Double) -> Double? {\n  guard x >= 0 else { return nil }\n  return √x\n}\n(root(9), root(-1))",
      "(3, nil)"),
    ShownCase("an empty loop", "for i in 0..<0 { print(i) }\nfor i in 3..<3 { print(i) }", ""),
    ShownCase(
      "the loop variable is fresh for each closure",
      "var fs: [() -> Double] = []\nfor i in 0..<3 { fs.append({ i * 10 }) }\nfs.map { f in f() }",
      "[0, 10, 20]"),
  ]

  static let functionCases = [
    ShownCase(
      "recursion", "func fact(_ n: Int) -> Int { n <= 1 ? 1 : n * fact(n - 1) }\nfact(18)",
      "6402373705728000"),
    ShownCase(
      "mutual recursion",
      "func isEven(_ n: Int) -> Bool { n == 0 ? true : isOdd(n - 1) }\nfunc isOdd(_ n: Int) -> Bool { n == 0 ? false : isEven(n - 1) }\nisEven(101)",
      "false"),
    ShownCase(
      "labels and defaults",
      "func f(_ x: Double, by k: Double = 2, plus c: Double = 0) -> Double { x * k + c }\n(f(3), f(3, by: 3), f(3, plus: 1))",
      "(6, 9, 7)"),
    ShownCase(
      "nested calls keep their arguments apart",
      "func sub(_ a: Double, _ b: Double, _ c: Double) -> Double { a * 100 + b * 10 + c }\nsub(sub(0, 0, 1), sub(0, 0, 2), sub(0, 0, sub(0, 0, 3)))",
      "123"),
    ShownCase(
      "arguments of all banks",
      "func f(_ n: Double, _ v: Vector, _ s: String, _ m: Double) -> String { \"\\(n) \\(v) \\(s) \\(m)\" }\nf(1, [2, 3], \"four\", 5)",
      "1 [2, 3] four 5"),
    ShownCase(
      "closures capture variables",
      "func counter() -> () -> Double {\n  var n = 0\n  return { n += 1; return n }\n}\nlet a = counter(), b = counter()\n(a(), a(), b(), a())",
      "(1, 2, 1, 3)"),
    ShownCase(
      "nested functions with captures",
      "func outer(_ k: Double) -> Double {\n  func inner(_ n: Double) -> Double { n <= 0 ? 0 : k + inner(n - 1) }\n  return inner(4)\n}\nouter(2.5)",
      "10"),
    ShownCase(
      "a function changes a variable of the chapter",
      "var total = 0\nfunc add(_ x: Double) { total += x }\nadd(3)\nadd(4)\ntotal", "7"),
    ShownCase(
      "the old value is read before the call changes it",
      "var g = 1\nfunc bump() -> Double { g += 10; return g }\ng + bump()", "12"),
    ShownCase(
      "functions as values",
      "func twiceOf(_ f: (Double) -> Double, _ x: Double) -> Double { f(f(x)) }\nfunc inc(_ x: Double) -> Double { x + 1 }\n(twiceOf(inc, 3), twiceOf({ $0 * $0 }, 3), twiceOf(sin, 0), twice({ $0 + 2 }, 1))",
      "(5, 81, 0, 5)"),
    ShownCase("operators as values", "[1, 2, 3, 4].reduce(0, +)", "10"),
    ShownCase(
      "several results",
      "func divide(_ a: Int, by b: Int) -> (quotient: Double, rest: Double) { (quotient(a, b), a % b) }\nlet r = divide(17, by: 5)\n(r, r.quotient, r.rest)",
      "((quotient: 3, rest: 2), 3, 2)"),
    ShownCase(
      "deep recursion",
      "func depth(_ n: Int) -> Int { n == 0 ? 0 : 1 + depth(n - 1) }\ndepth(9000)", "9000"),
    ShownCase(
      "a closure with several statements in map",
      "[1, 2, 3].map { x in\n  let y = x * 2\n  if y > 4 { return 0 }\n  return y\n}", "[2, 4, 0]"),
    ShownCase(
      "a closure in map changes a variable",
      "var seen = 0\nlet v = [1, 2, 3].map { x in seen += x; return seen }\n(v, seen)",
      "([1, 3, 6], 6)"),
  ]

  static let listCases = [
    ShownCase(
      "an element taken from a set is gone",
      "var s: Set<String> = [\"a\", \"b\"]\ns.remove(\"a\")\n(s, s.remove(\"a\") == nil, s.count)",
      "a\n([\"b\"], true, 1)"),
    ShownCase(
      "tests of sets",
      "let s: Set<Double> = [1, 2]\n(s.isSubset(of: [1, 2, 3]), s.isSuperset(of: [1, 4]), s.isDisjoint(with: [3]), s.symmetricDifference([2, 5]))",
      "(true, false, true, [1, 5])"),
    ShownCase(
      "groups",
      "Dictionary(grouping: [1, 2, 3, 4, 5]) { $0 % 2 == 0 ? \"even\" : \"odd\" }",
      "[\"odd\": [1, 3, 5], \"even\": [2, 4]]"),
    ShownCase(
      "groups of texts by a number",
      "Dictionary(grouping: [\"a\", \"bb\", \"c\"], by: { $0.count })",
      "[1: [\"a\", \"c\"], 2: [\"bb\"]]"),
    ShownCase("white space at the ends", "\"<\" + \"  a b \\n\".trimmed() + \">\"", "<a b>"),
    ShownCase(
      "map, filter, reduce",
      "let v = [1, 2, 3, 4, 5]\n(v.map { $0 * $0 }, v.filter { $0 > 2 }, v.reduce(1) { $0 * $1 })",
      "([1, 4, 9, 16, 25], [3, 4, 5], 120)"),
    ShownCase(
      "lists of texts",
      "let w = [\"pear\", \"fig\", \"apple\"]\n(w.map { $0.count }, w.filter { $0.count > 3 }, w.sorted(), w.joined(separator: \"-\"))",
      "([4, 3, 5], [\"pear\", \"apple\"], [\"apple\", \"fig\", \"pear\"], \"pear-fig-apple\")"),
    ShownCase(
      "enumerated and zip",
      "for (i, x) in [\"a\", \"b\"].enumerated() { print(i, x) }\nfor (x, y) in zip([1, 2, 3], [10, 20]) { print(x + y) }",
      "0 a\n1 b\n11\n22"),
    ShownCase(
      "search",
      "let v = [3, 8, 5]\n(v.first { $0 > 4 }, v.firstIndex(of: 5), v.firstIndex { $0 > 9 }, v.contains(8), v.contains { $0 < 0 }, v.allSatisfy { $0 > 0 })",
      "(8, 2, nil, true, false, true)"),
    ShownCase(
      "sorted by", "let p = [(\"b\", 2), (\"a\", 2), (\"c\", 1)]\np.sorted { $0.1 < $1.1 }",
      "[(\"c\", 1), (\"b\", 2), (\"a\", 2)]"),
    ShownCase(
      "min, max, sum, first, last",
      "let v = [3, 1, 2]\n(v.min(), v.max(), v.sum(), v.first, v.last, v.count)",
      "(1, 3, 6, 3, 2, 3)"),
    ShownCase(
      "parts",
      "let v = [1, 2, 3, 4]\n(v.prefix(2), v.suffix(1), v.dropFirst(), v.dropLast(3), v.reversed())",
      "([1, 2], [4], [2, 3, 4], [1], [4, 3, 2, 1])"),
    ShownCase(
      "changes in place",
      "var v = [3, 1]\nv.append(2)\nv.sort()\nv.insert(9, at: 0)\nv.swapAt(0, 3)\nlet last = v.removeLast()\n(v, last)",
      "([3, 1, 2], 9)"),
    ShownCase(
      "arrays of arrays are changed deep inside",
      "var a = [[\"a\"], [\"b\", \"c\"]]\na[1][0] = \"x\"\na[0].append(\"y\")\na",
      "[[\"a\", \"y\"], [\"x\", \"c\"]]"),
    ShownCase(
      "values are copied", "var a = [1, 2]\nvar b = a\nb[0] = 9\nb.append(3)\n(a, b)",
      "([1, 2], [9, 2, 3])"),
    ShownCase(
      "a loop goes over the old list", "var v = [1, 2, 3]\nfor x in v { v.append(x * 10) }\nv",
      "[1, 2, 3, 10, 20, 30]"),
    ShownCase(
      "dictionaries keep their order",
      "var d = [\"b\": 2, \"a\": 1]\nd[\"c\"] = 3\nd[\"b\"] = nil\nd[\"b\"] = 5\nfor (k, v) in d { print(k, v) }\n(d.count, d[\"a\"], d[\"z\"], d[\"z\", default: 7], d.keys)",
      "a 1\nc 3\nb 5\n(3, 1, nil, 7, [\"a\", \"c\", \"b\"])"),
    ShownCase(
      "counting with a default",
      "var n: [String: Double] = [:]\nfor c in \"banana\" { n[c, default: 0] += 1 }\nn",
      "[\"b\": 1, \"a\": 3, \"n\": 2]"),
    ShownCase(
      "sets",
      "var s: Set<String> = [\"a\", \"b\", \"a\"]\ns.insert(\"c\")\n(s.count, s.contains(\"b\"), s.union([\"d\"]))",
      "(3, true, [\"a\", \"b\", \"c\", \"d\"])"),
    ShownCase(
      "compactMap and flatMap",
      "([\"1\", \"x\", \"3\"].compactMap { Double($0) }, [1, 2].flatMap { [$0, $0 * 10] })",
      "([1, 3], [1, 10, 2, 20])"),
    ShownCase(
      "reduce into a vector", "[1, 2, 3].reduce([0, 0]) { acc, x in acc + [x, 1] }", "[6, 3]"),
  ]

  static let valueCases = [
    ShownCase(
      "tuples", "var p = (x: 1, y: 2)\np.x += 10\nlet (a, b) = p\n(p, a + b)", "((x: 11, y: 2), 13)"
    ),
    ShownCase("swap by tuples", "var a = 1, b = 2\n(a, b) = (b, a + b)\n(a, b)", "(2, 3)"),
    ShownCase(
      "structures",
      """
      struct Point {
        var x: Double
        var y: Double
        var length: Double { √(x * x + y * y) }
        func moved(by d: Double) -> Point { Point(x: x + d, y: y + d) }
        mutating func double() { x *= 2; y *= 2 }
      }
      var p = Point(x: 3, y: 4)
      let q = p
      p.double()
      p.x += 1
      (p, q, q.moved(by: 1), q.length)
      """, "(Point(x: 7, y: 8), Point(x: 3, y: 4), Point(x: 4, y: 5), 5)"),
    ShownCase(
      "enumerations",
      """
      enum Suit { case hearts, spades }
      let s = Suit.spades
      func name(_ s: Suit) -> String {
        switch s {
        case .hearts: "red"
        case .spades: "black"
        }
      }
      (s, name(s), s == .hearts)
      """, "(spades, \"black\", false)"),
    ShownCase(
      "optionals",
      "let d = [\"a\": 1]\nif let x = d[\"a\"] { print(x + 1) }\nprint(d[\"b\"] ?? 0, d[\"a\"]!)\nlet n: Double? = nil\nn == nil",
      "2\n0 1\ntrue"),
    ShownCase(
      "optional chaining", "let w = [\"fig\": \"ripe\"]\n(w[\"fig\"]?.count, w[\"plum\"]?.count)",
      "(4, nil)"),
    ShownCase(
      "ranges", "let r = 2..<5\n(r, r.contains(4), r.contains(5), r.lowerBound, r.map { $0 })",
      "(2..<5, true, false, 2, [2, 3, 4])"),
  ]

  static let textCases = [
    ShownCase(
      "interpolation",
      "let x = 2 / 3\n\"x = \\(x, \".2f\"), \\([1, 2]), \\(true), \\(12345.678, \",.1f\")\"",
      "x = 0.67, [1, 2], true, 12,345.7"),
    ShownCase(
      "formats", "print(\"\\(0.1234, \".1%\") \\(1234.5, \".2e\") \\(7, \"5\")|\")",
      "12.3% 1.23e+03     7|"),
    ShownCase(
      "print with separator", "print(1, \"two\", [3], separator: \", \", terminator: \"!\\n\")",
      "1, two, [3]!"),
    ShownCase(
      "text functions",
      "let s = \"Hello, world\"\n(s.count, s.uppercased(), s.hasPrefix(\"He\"), s.split(separator: \", \"), s.replacing(\"o\", with: \"0\"), s.contains(\"wor\"))",
      "(12, \"HELLO, WORLD\", true, [\"Hello\", \"world\"], \"Hell0, w0rld\", true)"),
    ShownCase(
      "texts grow and compare",
      "var s = \"a\"\nfor i in 0..<3 { s += \"\\(i)\" }\n(s, s < \"b\", \"a\" == \"a\", String(repeating: \"ab\", count: 2))",
      "(\"a012\", true, true, \"abab\")"),
    ShownCase(
      "numbers from texts", "(Double(\"2.5\"), Double(\"x\"), Int(\"7\"), Int(\"7.5\"))",
      "(2.5, nil, 7, nil)"),
  ]

  static let tensorCases = [
    ShownCase(
      "broadcasting", "let A = [[1, 2], [3, 4]]\nprint(A + [10, 20])\nprint(A * 2 - 1)",
      "[[11, 22],\n [13, 24]]\n[[1, 3],\n [5, 7]]"),
    ShownCase(
      "matrix products",
      "let A = [[1, 2], [3, 4]]\n(A • [1, 1], [1, 1] • A, [1, 2] • [3, 4], A • A)",
      "([3, 7], [4, 6], 11, [[7, 10], [15, 22]])"),
    ShownCase(
      "transposed and shapes", "let A = [[1, 2, 3], [4, 5, 6]]\n(A.T, A.shape, A.count)",
      "([[1, 4], [2, 5], [3, 6]], [2, 3], 2)"),
    ShownCase(
      "slices",
      "let A = [[1, 2, 3], [4, 5, 6]]\n(A[0], A[1, 2], A[..., 1], A[0, 1...2], A[..., ..<2])",
      "([1, 2, 3], 6, [2, 5], [2, 3], [[1, 2], [4, 5]])"),
    ShownCase(
      "changed elements and slices",
      "var A = [[1, 2], [3, 4]]\nA[0, 1] = 9\nA[1, 1] += 1\nA[..., 0] = [7, 8]\nA[0] *= 2\nA",
      "[[14, 18],\n [ 8,  5]]"),
    ShownCase(
      "updates in a loop", "var w = [1, 1]\nfor _ in 0..<3 { w = w * 0.5 + [1, 2] }\nw",
      "[1.875, 3.625]"),
    ShownCase(
      "the old vector stays", "let v = [1, 2]\nvar w = v\nw += 1\nw = w * 2\n(v, w)",
      "([1, 2], [4, 6])"),
    ShownCase(
      "rows of a matrix",
      "for row in [[1, 2], [3, 4]] { print(row.sum()) }\n[[1, 2], [3, 4]].map { $0.sum() }",
      "3\n7\n[3, 7]"),
    ShownCase(
      "outer and elementwise products", "([1, 2] ⊗ [3, 4], [1, 2] ⊙ [3, 4], √[4, 9], -[1, 2])",
      "([[3, 4], [6, 8]], [3, 8], [2, 3], [-1, -2])"),
    ShownCase(
      "equality of tensors is one truth value",
      "([1, 2] == [1, 2], [1, 2] == [1, 3], [1, 2] != [1, 2, 3])", "(true, false, true)"),
    ShownCase(
      "library functions on tensors", "(exp([0, 1])[0], sqrt([4, 9]), atan2([0, 1], [1, 0])[0])",
      "(1, [2, 3], 0)"),
    ShownCase(
      "literals of computed numbers", "let x = 2\n([x, x * x, 1], [[x, 0], [0, x]])",
      "([2, 4, 1], [[2, 0], [0, 2]])"),
    ShownCase(
      "appending grows a list of losses",
      "var losses: Vector = []\nvar x = 8\nwhile x > 1 { losses.append(x); x /= 2 }\nlosses",
      "[8, 4, 2]"),
  ]

  /// Values are changed in place where nobody else holds them: nobody may notice.
  static let ownershipCases = [
    ShownCase(
      "a branch that is not taken keeps its operand",
      "let w = [5, 6]\nvar v = [1, 2]\nfor i in 0..<2 { v = i == 0 ? v * 2 : w }\nv += 1\n(v, w)",
      "([6, 7], [5, 6])"),
    ShownCase(
      "a parameter is the callee's own",
      "func f(_ v: Vector) -> Vector {\n  var w = v\n  w[0] = 9\n  return w\n}\nlet v = [1, 2]\n(f(v), v, f(v))",
      "([9, 2], [1, 2], [9, 2])"),
    ShownCase(
      "a returned parameter stays with the caller",
      "func same(_ v: Vector) -> Vector { v }\nfunc double(_ v: Vector) -> Vector { v * 2 }\nlet v = [1, 2]\nlet w = same(v)\n(double(v), double(w), v, w)",
      "([2, 4], [2, 4], [1, 2], [1, 2])"),
    ShownCase(
      "a captured vector is given again and again",
      "let v = [1, 2]\nlet f = { v }\nlet g = { f() * 2 }\n(g(), g(), f(), v)",
      "([2, 4], [2, 4], [1, 2], [1, 2])"),
    ShownCase(
      "a literal in a function starts anew",
      "func f() -> Vector {\n  var w: Vector = [1, 2]\n  w[0] += 1\n  w = w * 10\n  return w\n}\n(f(), f())",
      "([20, 20], [20, 20])"),
    ShownCase(
      "rows are copies",
      "let A = [[1, 2], [3, 4]]\nfor row in A {\n  var r = row\n  r[0] = 9\n}\nlet B = A\nA.map { $0 * 2 }.count\n(A, B)",
      "2\n([[1, 2], [3, 4]], [[1, 2], [3, 4]])"),
    ShownCase(
      "structures with vectors are copied",
      "struct Model { var w: Vector; var n: Double }\nvar m = Model(w: [1, 2], n: 0)\nlet old = m\nm.w[0] = 9\nm.w = m.w * 2\nm.n += 1\n(m, old)",
      "(Model(w: [18, 4], n: 1), Model(w: [1, 2], n: 0))"),
    ShownCase(
      "arrays of vectors are copied",
      "var a: [Vector] = []\na.append([1, 2])\na.append([3])\nlet b = a\na[0][1] = 9\na[1] = a[1] + [1, 2][0]\n(a, b)",
      "([[1, 9], [4]], [[1, 2], [3]])"),
    ShownCase(
      "a shared vector is changed by its closure",
      "func run() -> (Vector, Vector) {\n  var v = [1, 2]\n  let before = v\n  let f = { v[0] += 1; v = v * 2 }\n  f()\n  f()\n  return (v, before)\n}\nrun()",
      "([10, 8], [1, 2])"),
    ShownCase(
      "a function changes a vector of the chapter",
      "var v = [1, 2]\nlet before = v\nfunc f() { v[1] *= 3; v = v + 1 }\nf()\nf()\n(v, before)",
      "([3, 22], [1, 2])"),
    ShownCase(
      "the left operand is read before the right one changes it",
      "var v = [1, 2]\nfunc h() -> Vector { v = [10, 10]; return v }\nv = v + h()\nvar s = \"a\"\nfunc t() -> String { s = \"b\"; return s }\ns = s + t()\n(v, s)",
      "([11, 12], \"ab\")"),
    ShownCase(
      "dictionaries of vectors",
      "var d = [\"a\": [1, 2]]\nlet e = d\nd[\"a\"]![0] += 5\nd[\"b\", default: [0, 0]][1] = 7\n(d, e)",
      "([\"a\": [6, 2], \"b\": [0, 7]], [\"a\": [1, 2]])"),
    ShownCase(
      "elements trade places",
      "var v = [1, 2, 3]\n(v[0], v[2]) = (v[2], v[0])\nvar x = 1, y = 2, z = 3\n(x, y, z) = (z, x, y)\n(v, x, y, z)",
      "([3, 2, 1], 3, 1, 2)"),
    ShownCase(
      "a sum with itself",
      "var v = [1, 2]\nv += v\nv = v * v - v\nvar a = [\"x\"]\na += a\nvar s = \"ab\"\ns += s\n(v, a, s)",
      "([2, 12], [\"x\", \"x\"], \"abab\")"),
    ShownCase(
      "results are kept while registers are used again",
      "var all: [Vector] = []\nvar v = [1, 2]\nlet w = [3, 4]\nfor i in 0..<3 {\n  let u = v * w - v / 2\n  all.append(u)\n  v = v + w\n}\n(all, v)",
      "([[2.5, 7], [10, 21], [17.5, 35]], [10, 14])"),
    ShownCase(
      "truth values in arrays",
      "var a = Array(repeating: true, count: 3)\nlet b = a\na[1] = false\nvar n = 0\nfor x in a where x { n += 1 }\n(a, b, n)",
      "([true, false, true], [true, true, true], 2)"),
    ShownCase(
      "arrays of arrays of truth values",
      "var g = [[true, false], [false, false]]\ng[1][0] = g[0][0] && !g[0][1]\ng",
      "[[true, false], [true, false]]"),
    ShownCase(
      "fields of elements",
      "struct P { var x: Double; var on: Bool }\nvar p = [P(x: 1, on: true), P(x: 2, on: false)]\nlet q = p\np[1].x += 5\np[0].x = p[1].x * 2\np[0].on = false\n(p[0], p[1].x, q[0].x, q[0].on)",
      "(P(x: 14, on: false), 7, 1, true)"),
    ShownCase(
      "nested structures",
      "struct A { var v: Vector }\nstruct B { var a: A; var list: [String] }\nvar b = B(a: A(v: [1, 2]), list: [\"x\"])\nlet c = b\nb.a.v[1] += 3\nb.list.append(\"y\")\n(b, c)",
      "(B(a: A(v: [1, 5]), list: [\"x\", \"y\"]), B(a: A(v: [1, 2]), list: [\"x\"]))"),
    ShownCase(
      "a mutating method through an array",
      "struct Counter {\n  var n: Double\n  var log: [String]\n  mutating func add(_ k: Double) -> Double { n += k; log.append(\"+\\(k)\"); return n }\n}\nvar cs = [Counter(n: 0, log: []), Counter(n: 10, log: [])]\nlet r = cs[1].add(5) + cs[1].add(cs[0].add(1))\n(r, cs)",
      "(31, [Counter(n: 1, log: [\"+1\"]), Counter(n: 16, log: [\"+5\", \"+1\"])])"),
  ]
}
