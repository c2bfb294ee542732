import Testing

@testable import Script

/// Whole numbers have one zero, and as many digits as a number holds.
@Suite struct BackWholeNumberTests {
  /// 1 / x tells the zeros apart.
  static let zeros = [
    "1 / (-6 % 3)", "let x = -6\n1 / (x % 3)", "let y = 3\n1 / (-6 % y)", "1 / Int(-0.4)",
    "1 / quotient(-1, 5)", "func d(_ a: Int, _ b: Int) -> Int { -(a - b) }\n1 / d(3, 3)",
    "let x: Double = -0.0\nlet n: Int = x\n1 / n", "func f(_ n: Int) -> Double { 1 / n }\nf(-0.0)",
  ]

  @Test(arguments: zeros)
  func `a whole zero has no sign`(_ code: String) {
    #expect(shown(code) == "inf")
    #expect(shown(code, onTape: true) == "inf")
  }

  @Test func `a zero with a sign stays one among numbers that need not be whole`() {
    #expect(shown("let x: Double = -0.0\nlet n: Int = x\nn\n1 / x") == "0\n-inf")
    #expect(shown("1 / (0 * -5)") == "-inf")
  }

  @Test func `a zero is shown without a sign`() {
    #expect(shown("let n = 0\n\"balance: \\(-n) \\(-n, \".2f\")\"") == "balance: 0 0.00")
    #expect(shown("[2, 0, -3].map { $0 * -1 }") == "[-2, 0, 3]")
    #expect(shown("print(-0.0, (1, -0.0))") == "0 (1, 0)")
  }

  static let lost = [
    "let a = 1_000_000_007\na * a % 1000", "let a = 1_000_000_007\nquotient(a * a, 10)",
    "let a = 1_000_000_007, b = 1000\n-a * a % b", "var a = 2 ** 60\na %= 7",
  ]

  @Test(arguments: lost)
  func `a whole number without its last digits is not divided`(_ code: String) {
    #expect(shown(code).contains("where the last digits of whole numbers are lost"))
    #expect(shown(code, onTape: true) == shown(code))
  }

  @Test func `what is no whole division goes on`() {
    #expect(shown("(2 ** 60 % 0.3 < 0.3, 2 ** 53 % 10, (2 ** 60 % 0).isNaN)") == "(true, 2, true)")
  }

  @Test func `a literal that no number is equal to is refused`() {
    #expect(shown("9007199254740993").hasPrefix("error"))
    #expect(shown("9007199254740995").hasPrefix("error"))
    #expect(shown("9007199254740994") == "9.007199254740994e+15")
    #expect(shown("(Int(\"9007199254740993\"), Int(\"3.0\"), Int(\"-12\"))") == "(nil, nil, -12)")
  }
}
