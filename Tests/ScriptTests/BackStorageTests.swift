import Diagnostics
import Numerics
import Testing

@testable import Script

/// What stands behind lists of truth values, elements, numbers and texts in the main loop.
@Suite struct BackStorageTests {
  // MARK: lists of truth values

  /// What a list of truth values can go through; it is called `f` and starts as three times true.
  static let uses = [
    "f", "f.count", "f[1]", "f == [true, true, true]", "[true, true, true] == f", "f.map { !$0 }",
    "f[0..<2]", "f + [false]", "[false] + f", "f.contains(false)", "f.reversed()", "f.first!",
    "\"\\(f)\"", "[f, f]", "(f, 1)", "f.filter { $0 }.count", "f.allSatisfy { $0 }",
    "f[1] = false\nf", "f.append(false)\nf", "let g = f\nf[0] = false\n(f, g)",
    "f[2] = false\nf.swapAt(0, 2)\nf", "func h(_ x: [Bool]) -> Bool { x[2] }\nh(f)",
    "func h(_ n: Double) -> [Bool] { [Bool](repeating: n > 1, count: 2) }\n(h(2), h(1))",
    "let h = { f[0] = false }\nh()\nf", "for x in f { print(x) }", "[f: 1][f]!",
    "Set([f, f]).count",
    "struct S { var f: [Bool] }\nvar s = S(f: f)\ns.f[1] = false\n(s.f, f)",
    "var o: [Bool]? = f\no![0] = false\n(o!, f)", "var a = [f]\na[0][1] = false\n(a, f)",
    "f.enumerated().map { $0.element ? $0.offset : 9 }", "f[3]", "f[0.5] = false",
    "f.removeLast()\nf",
    "var d = [1: f]\nd[1]![0] = false\nd", "f == f", "f.isEmpty", "f += [false]\nf", "print(f)",
    "zip(f, f).map { $0.0 == $0.1 }", "gradient(at: 2) { x in f[0] ? x * x : 0 }",
  ]

  @Test(arguments: uses)
  func `a repeated truth value is a list like one that is written out`(_ use: String) {
    let packed = "var f = [Bool](repeating: true, count: 3)\n" + use
    let written = "var f = [true, true, true]" + String(repeating: " ", count: 15) + "\n" + use
    #expect(shown(packed) == shown(written))
    #expect(shown(packed, onTape: true) == shown(written))
  }

  @Test func `truth values of a byte each are equal to values of their own and read like them`() {
    let packed = Value.flags([true, false])
    let written = Value.array([.bool(true), .bool(false)])
    #expect(packed == written && written == packed && packed == packed)
    #expect(packed != .array([.bool(true), .bool(true)]) && packed != .flags([true]))
    #expect(packed.hashValue == written.hashValue && keyHash(packed) == keyHash(written))
    #expect(packed.exactText == written.exactText && text(packed) == text(written))
    #expect(packed.unpacked.exactText == "array[true, false]")
  }

  // MARK: adding in place

  /// Sums in place, with what they show; the second is a derivative by hand.
  static let sums = [
    ("var v: Vector = [1, 2]\nv[0] += 5\nv[1] -= 0.5\nv", "[6, 1.5]"),
    (
      "gradient(at: 3) { x in\nvar v: Vector = [1, x]\nv[0] += x * x\nv[1] -= 2 * x\nreturn v[0] * v[1]\n}",
      "-28"
    ),
    (
      "struct P { var x: Double, y: Double }\nvar a = [P(x: 1, y: 2)]\nlet b = a\na[0].y += 3\na[0].x -= 1\n(a, b)",
      "([P(x: 0, y: 5)], [P(x: 1, y: 2)])"
    ),
    (
      "struct P { var x: Double, y: Double }\ngradient(at: 3) { z in\nvar a = [P(x: z, y: 2)]\na[0].x += z * z\na[0].y -= z\nreturn a[0].x * a[0].y\n}",
      "-19"
    ),
    (
      "var v: Vector = [1]\nv[1] += 2",
      "error 2:1 'v[1] += 2': index 1 is outside of the vector: its indices are 0 to 0"
    ),
    (
      "var v: Vector = [1]\nlet h = 1 / 2\nv[h] -= 2",
      "error 3:1 'v[h] -= 2': an index must be an integer, not 0.5"
    ),
    ("func f(_ n: Double) -> Double { n }\nvar v: Vector = [1, 2]\nv[f(1)] += f(3)\nv", "[1, 5]"),
  ]

  @Test(arguments: sums)
  func `a number is added to in place`(_ code: String, _ expected: String) {
    #expect(shown(code).hasPrefix(expected))
    #expect(shown(code, onTape: true).hasPrefix(expected))
  }

  @Test func `adding to an element is one instruction`() {
    let text = BackBytecodeTests.disassembled(
      "func f(_ n: Double) -> Vector {\nvar v: Vector = [1, 2]\nv[n] += 2\nreturn v\n}\nf(1)")
    #expect(text.contains("addToElement        t0 d0 d1"))
  }

  // MARK: multiplying by an element

  /// Products with an element on the right, with what they show; derivatives are by hand.
  static let products = [
    (
      "func f(_ w: Double, _ v: Vector) -> Double {\nvar s = 0\n"
        + "for i in 0..<v.count { s += w * v[i] }\nreturn s\n}\nf(2, [1, 2, 3])", "12"
    ),
    // x² + 2x² + 4x has the slope 6x + 4.
    (
      "gradient(at: 3) { x in\nlet v: Vector = [x, 2 * x], w: Vector = [4]\n"
        + "return x * v[0] + x * v[1] + x * w[0]\n}", "22"
    ),
    // The slope of 2 · v[0]² is 4 · v[0].
    (
      "func f(_ v: Vector) -> Double {\nlet a = 2 * v[0]\nreturn a * v[0]\n}\n"
        + "gradient(at: [5, 1]) { v in f(v) }", "[20, 0]"
    ),
    (
      "var x = 3\nlet v: Vector = [1, 2]\nfunc next() -> Double {\nx = 10\nreturn 1\n}\n"
        + "x * v[next()]", "6"
    ),
    (
      "let v: Vector = [1]\nlet n = 1\nlet x = 2\nx * v[n]",
      "error 4:5 'v[n]': index 1 is outside of the vector: its indices are 0 to 0"
    ),
    (
      "let v: Vector = [1]\nlet n = 1 / 2\nlet x = 2\nx * v[n]",
      "error 4:5 'v[n]': an index must be an integer, not 0.5"
    ),
  ]

  @Test(arguments: products)
  func `a number is multiplied by an element`(_ code: String, _ expected: String) {
    #expect(shown(code).hasPrefix(expected))
    #expect(shown(code, onTape: true).hasPrefix(expected))
    #expect(BackBytecodeTests.disassembled(code).contains("multiplyElement"))
  }

  @Test func `a factor too far away for one instruction is multiplied by two`() {
    let names = (0..<300).map { "let x\($0) = y + \($0)\n" }.joined()
    let code =
      "func f(_ y: Double, _ v: Vector) -> Double {\n\(names)return x299 * v[1] + x0\n}\n"
      + "f(1, [2, 3])"
    #expect(shown(code) == "901")
    #expect(!BackBytecodeTests.disassembled(code).contains("multiplyElement"))
  }

  // MARK: numbers

  static let numbers: [Double] = [
    0, -0.0, 0.3, -0.3, 0.5, -0.5, 0.49999999999999994, 1, -1, 2.5, -2.5, 7, -7, 1e15 + 0.5, 0x1p51,
    0x1p52 - 0.5, 0x1p52, 0x1p53, -0x1p53, 0x1p53 + 2, 1e300, .infinity, -.infinity, .nan,
    .leastNonzeroMagnitude,
  ]

  @Test func `numbers are cut, rounded and divided as the standard library does it`() throws {
    func same(_ a: Double, _ b: Double) -> Bool {
      a.bitPattern == b.bitPattern || a.isNaN && b.isNaN
    }
    for x in Self.numbers {
      #expect(same(truncated(x), x.rounded(.towardZero)), "\(x)")
      #expect(same(rounded(x), x.rounded(.toNearestOrAwayFromZero)), "\(x)")
      let isInteger = x.magnitude <= 0x1p53 && x == x.rounded(.towardZero)
      #expect((integer(x) != nil) == isInteger, "\(x)")
      for y in Self.numbers {
        let isWhole = y.isFinite && y != 0 && y.rounded() == y
        if x.isFinite, x.magnitude > 0x1p53, isWhole {
          #expect(throws: Failure.self, "\(x) % \(y)") { try remainder(x, y) }
          continue
        }
        // Of whole numbers there is one zero.
        let rest = x.truncatingRemainder(dividingBy: y)
        let expected = isWhole && x.rounded() == x ? rest + 0 : rest
        #expect(same(try remainder(x, y), expected), "\(x) % \(y)")
      }
    }
  }

  @Test func `remainders without a division are exact`() throws {
    var random = TestNumbers(state: 11)
    let divisors = [1, 2, 3, 7, 10, 1000, 65536, 1_000_003, 0x1p49 + 1, 0x1p50 - 1]
    for divisor in divisors {
      guard let reciprocal = Remainder.reciprocal(of: divisor) else {
        Issue.record("\(divisor) is an integer below the limit")
        continue
      }
      for _ in 0..<2000 {
        // Of all sizes, near multiples of the divisor, with and without a fraction.
        let size = 0x1p50 / Double(1 << random.below(50))
        let multiple = (size / divisor * Double(random.below(1 << 30)) / 0x1p30).rounded() * divisor
        let offset = Double(random.below(9)) / 8 - 0.5
        for x in [multiple, multiple.nextUp, multiple.nextDown, multiple + offset, offset * size] {
          let rest = x.truncatingRemainder(dividingBy: divisor)
          let expected = x.rounded() == x ? rest + 0 : rest
          let found = try [divisor, reciprocal].withUnsafeBufferPointer { constant -> Double in
            try constant.baseAddress.map { try remainder(x, by: $0) } ?? .nan
          }
          #expect(found.bitPattern == expected.bitPattern, "\(x) % \(divisor)")
          #expect(try remainder(x, divisor).bitPattern == expected.bitPattern, "\(x) % \(divisor)")
        }
      }
    }
    for other in [0, -3, 0.5, 2.5, 0x1p50, .infinity, .nan] {
      #expect(Remainder.reciprocal(of: other) == nil)
    }
  }

  @Test func `a remainder by a constant that is no such divisor stays a division`() {
    #expect(
      shown("var x = 7\nlet y = x % 2.5\nx %= -4\n(y, x, x % 0.5, -9 % 4)") == "(2, 3, 0, -1)")
    #expect(shown("var x = 7\nx %= 0\nx.isNaN") == "true")
  }

  @Test func `strides go where Swift's go`() {
    let ends: [(Double, Double, Double)] = [
      (0, 10, 3), (0, 9, 3), (1, 1, 1), (2, 1, 1), (-5, 5, 2), (0, 9.5, 3), (0, -0.5, 1),
      (0.1, 1, 0.1), (10, 0, -3), (0, 1, 1e-1), (0x1p52, 0x1p52 + 8, 2), (3, .infinity, 0x1p60),
      (0, 0x1p53, 0x1p51),
    ]
    for (start, end, step) in ends {
      let code =
        "for x in stride(from: \(start), %: \(end), by: \(step)) { print(x); if x > 1e19 { break } }"
      for isClosed in [false, true] {
        var values: [Double] = []
        for x in isClosed
          ? Array(stride(from: start, through: min(end, 1e20), by: step))
          : Array(stride(from: start, to: min(end, 1e20), by: step))
        {
          values.append(x)
          if x > 1e19 { break }
        }
        guard end.isFinite else { continue }
        let program = code.split(separator: "%").joined(separator: isClosed ? "through" : "to")
        let expected = values.map { text(.double($0)) }.joined(separator: "\n")
        #expect(shown(program) == expected, "\(program)")
        #expect(shown(program, onTape: true) == expected, "\(program)")
      }
    }
  }

  // MARK: texts

  @Test(arguments: [
    "12345678\r\n", "1234567\r\n8", "\r\n345678", "\u{D}\u{C}\u{E}45678", "1234567é", "", "abc",
    "a\r\nb", "\r", "\n\r", "e\u{301}", "🇦🇹🇩🇪", "日本",
    "x\u{200D}y",
  ])
  func `characters are counted as Swift counts them`(_ text: String) {
    #expect(characterCount(text) == text.count)
  }

  @Test func `a list of texts and other values is joined`() {
    #expect(shown("[\"a\", \"\", \"é\"].joined(separator: \"–\")") == "a––é")
    #expect(shown("[\"a\"].joined(separator: \"–\").count + [\"\"].joined().count") == "1")
    #expect(shown("let empty: [String] = []\nempty.joined(separator: \", \") + \"|\"") == "|")
  }

  @Test func `the parts of a text are read from left to right`() {
    let code = """
      var n = 1
      func next() -> Double {
        n += 1
        return n
      }
      "\\(n) \\(next()) \\(n) \\(next()) \\(n == 3) \\(-n) \\(n / 7) \\([n])"
      """
    #expect(shown(code) == "1 2 2 3 true -3 \(3.0 / 7) [3]")
    #expect(shown(code, onTape: true) == shown(code))
    let numbers: [Double] = [
      0, -0.0, 9, 10, -99, 100, 0x1p53 - 1, 0x1p53, -0x1p60, 1e22, 0.1, -2.2250738585072014e-308,
      .infinity, .nan,
    ]
    for number in numbers {
      let text = number.isNaN ? ".nan" : number.isInfinite ? ".infinity" : "\(number)"
      #expect(shown("let x: Double = \(text)\n\"<\\(x)>\"") == "<\(numberText(number + 0))>")
    }
  }

  @Test func `a text of parts is as long as it may be and no longer`() {
    var limits = Limits()
    limits.outputBytes = 40
    let start = "let a = \"0123456789\"\n\"\\(a)\\(a)é\\(a)"
    #expect(shown(start + "12345678\"", limits: limits).hasSuffix("5678"))
    #expect(shown(start + "123456789\"", limits: limits).contains("40 bytes at most"))
  }
}

/// A stream of numbers for tests.
struct TestNumbers {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
