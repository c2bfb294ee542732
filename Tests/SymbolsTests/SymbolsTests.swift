import Numerics
import Symbols
import Testing

/// Expressions against identities of algebra and calculus.
@Suite struct SymbolsTests {
  static let x = Symbol("x")
  static let y = Symbol("y")

  static func f(_ function: ElementaryFunction, _ argument: Symbol) -> Symbol {
    .function(function, argument)
  }

  static var texts: [(Symbol, String, String)] {
    [
      (3 * x.raised(to: 2) + 2 * x - 1, "3x² + 2x − 1", "3 x^{2} + 2 x - 1"),
      (x + x + y, "2x + y", "2 x + y"),
      (x * x * y / x, "x·y", "x y"),
      (x / 3, "x/3", "\\frac{x}{3}"),
      (1 - x, "−x + 1", "-x + 1"),
      (-2 / (x + 1), "−2/(x + 1)", "-\\frac{2}{x + 1}"),
      ((x + 1).squareRoot, "√(x + 1)", "\\sqrt{x + 1}"),
      (x.raised(to: y), "x^y", "x^{y}"),
      (2 * f(.sin, x) * x, "2x·sin(x)", "2 x \\sin\\left(x\\right)"),
      (f(.exp, -x), "exp(−x)", "e^{-x}"),
      (Symbol("theta1") * 2, "2theta1", "2 \\theta_{1}"),
      (x.raised(to: -2), "1/x²", "\\frac{1}{x^{2}}"),
      (Symbol(1) / 3 + Symbol(1) / 6, "1/2", "\\frac{1}{2}"),
      (0.5 * x, "0.5x", "0.5 x"),
      (x + 1 - (x + 1), "0", "0"),
      (f(.log, f(.exp, x)), "x", "x"),
      (
        f(.sin, -x) + f(.cos, -x), "cos(x) − sin(x)",
        "\\cos\\left(x\\right) - \\sin\\left(x\\right)"
      ),
      (f(.exp, x) * f(.exp, y), "exp(x + y)", "e^{x + y}"),
      (Symbol(4).squareRoot + Symbol(2).squareRoot, "√2 + 2", "\\sqrt{2} + 2"),
      ((x * 2).raised(to: 3), "8x³", "8 x^{3}"),
      (3 * Symbol(2).raised(to: x), "3·2^x", "3 \\cdot 2^{x}"),
    ]
  }

  @Test func `the normal form is written as mathematicians write`() {
    for (expression, text, tex) in Self.texts {
      #expect(expression.description == text)
      #expect(expression.tex == tex)
    }
  }

  @Test func `expanding multiplies out`() {
    let (x, y) = (Self.x, Self.y)
    // The binomial theorem.
    #expect((x + y).raised(to: 3).expanded.description == "x³ + 3x²·y + 3x·y² + y³")
    #expect(((x + 1) * (x - 1)).expanded == x.raised(to: 2) - 1)
    #expect((x + 1).raised(to: 40).expanded.value(["x": 1]) == 0x1p40)
  }

  @Test func `simplifying finds the shorter form`() {
    let (x, f) = (Self.x, Self.f)
    let two = Symbol(2)
    #expect((f(.sin, x).raised(to: two) + f(.cos, x).raised(to: two)).simplified == 1)
    #expect((3 * f(.sin, x).raised(to: two) + 3 * f(.cos, x).raised(to: two)).simplified == 3)
    #expect((f(.cosh, x).raised(to: two) - f(.sinh, x).raised(to: two)).simplified == 1)
    #expect(((x.raised(to: two) - 1) / (x - 1)).simplified == x + 1)
    #expect((1 / (x + 1) + x / (x + 1)).simplified == 1)
    #expect(((x + 1).raised(to: two) - x.raised(to: two) - 2 * x).simplified == 1)
    #expect((x * Self.y + x * 3).simplified.description == "x·(y + 3)")
  }

  @Test func `derivatives follow the rules of calculus`() {
    let (x, y, f) = (Self.x, Self.y, Self.f)
    #expect((3 * x.raised(to: 2) + 2 * x).derivative(by: "x").description == "6x + 2")
    #expect((x * f(.sin, x)).derivative(by: "x") == f(.sin, x) + x * f(.cos, x))
    #expect(f(.exp, x.raised(to: 2)).derivative(by: "x").description == "2x·exp(x²)")
    #expect(f(.sigmoid, x).derivative(by: "x") == f(.sigmoid, x) * (1 - f(.sigmoid, x)))
    #expect((x * y).derivative(by: "y") == x)
    #expect(x.raised(to: x).derivative(by: "x") == x.raised(to: x) * f(.log, x) + x.raised(to: x))
    #expect(Symbol(7).derivative(by: "x") == 0)
  }

  /// A random expression of `x` and `y` that is defined for both between 0.2 and 0.8.
  static func random(_ source: inout RandomSource, depth: Int) -> Symbol {
    let choice = Int(source.nextUnit() * (depth == 0 ? 3 : 9))
    func part() -> Symbol { random(&source, depth: depth - 1) }
    switch choice {
    case 0: return x
    case 1: return y
    case 2: return Symbol((source.nextUnit() * 8).rounded() / 4 + 0.25)
    case 3: return part() + part()
    case 4: return part() * part()
    case 5: return part() - part()
    case 6: return part() / (part().raised(to: 2) + 1)
    case 7: return (part().raised(to: 2) + 1).squareRoot
    default:
      let all: [ElementaryFunction] = [.sin, .cos, .tanh, .sigmoid, .atan, .exp]
      return f(all[Int(source.nextUnit() * Double(all.count))], part())
    }
  }

  @Test(arguments: 0..<200)
  func `a derivative agrees with a difference quotient, and rewriting keeps values`(seed: Int)
    throws
  {
    var source = RandomSource(seed: UInt64(seed))
    let expression = Self.random(&source, depth: 4)
    let (x, y) = (0.2 + 0.6 * source.nextUnit(), 0.2 + 0.6 * source.nextUnit())
    func at(_ x: Double, _ expression: Symbol) throws -> Double {
      try #require(expression.value(["x": x, "y": y]))
    }
    let value = try at(x, expression)
    guard value.magnitude < 1e6, !expression.isTooLarge else { return }
    let step = 1e-5
    let quotient = try (at(x + step, expression) - at(x - step, expression)) / (2 * step)
    let slope = try at(x, expression.derivative(by: "x"))
    let scale = max(1, slope.magnitude, value.magnitude)
    #expect((slope - quotient).magnitude <= 1e-5 * scale, "seed \(seed): \(expression)")
    for rewritten in [expression.expanded, expression.simplified] where !rewritten.isTooLarge {
      let again = try at(x, rewritten)
      #expect((again - value).magnitude <= 1e-8 * scale, "seed \(seed): \(expression)")
    }
  }

  @Test func `what outgrows the limits is too large, and nothing traps`() {
    var tower = Self.x
    for _ in 0..<1000 { tower = Self.f(.sin, tower) + 1 }
    #expect(tower.isTooLarge)
    #expect((tower + 1).isTooLarge && tower.derivative(by: "x").isTooLarge)
    let sum = (0..<40).map { Symbol("a\($0)") }.reduce(Self.x, +)
    #expect(sum.raised(to: 40).expanded.isTooLarge)
    #expect(tower.simplified.isTooLarge)
    #expect(Symbol(1) / 0 == Symbol(.infinity))
  }
}
