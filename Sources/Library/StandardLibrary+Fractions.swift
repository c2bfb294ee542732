import Numerics
import Script

/// Exact integers and fractions.
extension StandardLibrary {
  static let fractions: [LibraryFunction] =
    [
      fraction(
        "Fraction", "(_ numerator: Int, _ denominator: Int) -> Fraction",
        "The exact quotient of two integers, in lowest terms.", "Fraction(2, 6)", "1/3"
      ) { try Fraction(reducing: $0.integer(0), over: $0.integer(1)) },
      fraction(
        "Fraction", "(_ number: Double) -> Fraction",
        "The number as a fraction, if it is exactly one with parts below 2⁵³.", "Fraction(0.75)",
        "3/4"
      ) { try Fraction(exactly: $0.number(0)) },
      .number(
        "numerator", "(_ self: Fraction) -> Double", kind: .property,
        "What stands above the line, in lowest terms.", "Fraction(2, 6).numerator", "1"
      ) { Double(try $0.fraction(0).numerator) },
      .number(
        "denominator", "(_ self: Fraction) -> Double", kind: .property,
        "What stands below the line, in lowest terms; it is positive.",
        "Fraction(2, 6).denominator", "3"
      ) { Double(try $0.fraction(0).denominator) },
      .number(
        "Double", "(_ fraction: Fraction) -> Double", "The nearest number.",
        "Double(Fraction(1, 4))", "0.25"
      ) { try $0.fraction(0).value },
      .number(
        "value", "(_ self: Fraction) -> Double", kind: .property, "The nearest number.",
        "Fraction(1, 4).value", "0.25"
      ) { try $0.fraction(0).value },
      fraction(
        "abs", "(_ x: Fraction) -> Fraction", "The fraction without its sign.",
        "abs(Fraction(-1, 3))", "1/3"
      ) { arguments in
        let x = try arguments.fraction(0)
        return x < 0 ? -x : x
      },
      fraction(
        "-", "(_ x: Fraction) -> Fraction", "The fraction with the other sign.",
        "-Fraction(1, 3)", "-1/3"
      ) { -(try $0.fraction(0)) },
      fraction(
        "**", "(_ base: Fraction, _ exponent: Int) -> Fraction",
        "The power with an integral exponent.", "Fraction(2, 3) ** -2", "9/4"
      ) { try $0.fraction(0).raised(to: $0.integer(1)) },
    ]
    + fractionOperator("+", "The exact sum.", "Fraction(1, 3) + Fraction(1, 6)", "1/2") {
      a, b throws(Fraction.Failure) in try a.adding(b)
    }
    + fractionOperator("-", "The exact difference.", "Fraction(1, 2) - Fraction(1, 3)", "1/6") {
      a, b throws(Fraction.Failure) in try a.adding(-b)
    }
    + fractionOperator("*", "The exact product.", "Fraction(2, 3) * Fraction(3, 4)", "1/2") {
      a, b throws(Fraction.Failure) in try a.multiplied(by: b)
    }
    + fractionOperator("/", "The exact quotient.", "Fraction(1, 2) / Fraction(3, 4)", "2/3") {
      a, b throws(Fraction.Failure) in try a.divided(by: b)
    }
    + fractionTest("==", "equal", "Fraction(1, 2) == Fraction(2, 4)", "true") { $0 == $1 }
    + fractionTest("!=", "different", "Fraction(1, 2) != Fraction(2, 4)", "false") { $0 != $1 }
    + fractionTest("<", "in ascending order", "Fraction(1, 3) < Fraction(1, 2)", "true") { $0 < $1 }
    + fractionTest(
      "<=", "in ascending order or equal", "Fraction(1, 2) <= Fraction(1, 2)", "true"
    ) { $0 <= $1 }
    + fractionTest(">", "in descending order", "Fraction(1, 3) > Fraction(1, 2)", "false") {
      $0 > $1
    }
    + fractionTest(
      ">=", "in descending order or equal", "Fraction(1, 2) >= Fraction(1, 2)", "true"
    ) { $0 >= $1 }
    + counting

  private static let counting: [LibraryFunction] = [
    .number(
      "factorial", "(_ n: Int) -> Double",
      "The product 1 · 2 · … · n; exact up to 2⁵³, which is for n up to 18.", "factorial(5)", "120"
    ) { arguments in
      let n = try arguments.integer(0)
      guard n >= 0 else { throw notBelowZero("factorial", n) }
      return try exact(factorial(n), "factorial(\(n))", "logFactorial(\(n))")
    },
    .number(
      "logFactorial", "(_ n: Int) -> Double",
      "The logarithm of the factorial, which has no limit.", "logFactorial(2)",
      "0.6931471805599453"
    ) { arguments in
      let n = try arguments.integer(0)
      guard n >= 0 else { throw notBelowZero("logFactorial", n) }
      return n < 2 ? 0 : n == 2 ? log(2) : lgamma(Double(n) + 1)
    },
    .number(
      "binomial", "(_ n: Int, _ k: Int) -> Double",
      "The number of ways to choose k of n things; exact up to 2⁵³.", "binomial(5, 2)", "10"
    ) { arguments in
      let (n, k) = (try arguments.integer(0), try arguments.integer(1))
      guard n >= 0 else { throw notBelowZero("binomial", n) }
      return try exact(
        binomial(n, k), "binomial(\(n), \(k))",
        "exp(logFactorial(\(n)) - logFactorial(\(k)) - logFactorial(\(n - k)))")
    },
    .number(
      "permutations", "(_ n: Int, _ k: Int) -> Double",
      "The number of ways to line up k of n things; exact up to 2⁵³.", "permutations(5, 2)", "20"
    ) { arguments in
      let (n, k) = (try arguments.integer(0), try arguments.integer(1))
      guard n >= 0 else { throw notBelowZero("permutations", n) }
      return try exact(
        permutations(n, k), "permutations(\(n), \(k))",
        "exp(logFactorial(\(n)) - logFactorial(\(n - k)))")
    },
    .number(
      "gcd", "(_ a: Int, _ b: Int) -> Double", "The greatest common divisor.", "gcd(12, 18)", "6",
      source: "Euclid, Elements, book VII, proposition 2"
    ) {
      Double(greatestCommonDivisor(try $0.integer(0).magnitude, try $0.integer(1).magnitude))
    },
    .number(
      "lcm", "(_ a: Int, _ b: Int) -> Double", "The least common multiple; exact up to 2⁵³.",
      "lcm(4, 6)", "12"
    ) { arguments in
      let (a, b) = (try arguments.integer(0).magnitude, try arguments.integer(1).magnitude)
      if a == 0 || b == 0 { return 0 }
      let (product, overflow) = (a / greatestCommonDivisor(a, b)).multipliedReportingOverflow(by: b)
      let multiple = overflow || product > UInt(Fraction.limit) ? nil : Double(product)
      return try exact(multiple, "lcm(\(a), \(b))", nil)
    },
  ]

  /// The number, or the error that its digits do not fit.
  private static func exact(
    _ number: Double?, _ call: String, _ rounded: String?
  ) throws -> Double {
    if let number { return number }
    throw ScriptCause(
      "library.domain", "\(call) is above 2⁵³ and has digits that a number cannot hold",
      hints: rounded.map { ["its logarithm or a rounded value: '\($0)'"] } ?? [])
  }

  private static func notBelowZero(_ name: String, _ n: Int) -> ScriptCause {
    ScriptCause("library.domain", "'\(name)' counts things, and \(n) is below 0")
  }

  private static func fraction(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable ([Value]) throws -> Fraction
  ) -> LibraryFunction {
    .general(name, signature, summary, example, result) { arguments, _ in
      do {
        return .object(FractionValue(try body(arguments)))
      } catch let failure as Fraction.Failure {
        return .object(
          FractionValue(try exactly { () throws(Fraction.Failure) in throw failure }))
      }
    }
  }

  /// The three forms of an operator: a number joins a fraction if it is exactly one.
  private static func fractionOperator(
    _ name: String, _ summary: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (Fraction, Fraction) throws(Fraction.Failure) -> Fraction
  ) -> [LibraryFunction] {
    forms("Fraction", "Fraction").map { signature in
      .general(name, signature, summary, example, result) { arguments, _ in
        let (a, b) = (try arguments.fraction(0), try arguments.fraction(1))
        return .object(
          FractionValue(try exactly { () throws(Fraction.Failure) in try body(a, b) }))
      }
    }
  }

  private static func fractionTest(
    _ name: String, _ what: String, _ example: String, _ result: String,
    _ body: @escaping @Sendable (Fraction, Fraction) -> Bool
  ) -> [LibraryFunction] {
    forms("Fraction", "Bool").map { signature in
      .general(name, signature, "Whether two fractions are \(what).", example, result) {
        arguments, _ in .bool(body(try arguments.fraction(0), try arguments.fraction(1)))
      }
    }
  }

  /// The signatures of an operator on `type` that takes numbers too.
  static func forms(_ type: String, _ result: String) -> [String] {
    [(type, type), (type, "Double"), ("Double", type)].map {
      "(_ a: \($0), _ b: \($1)) -> \(result)"
    }
  }
}
