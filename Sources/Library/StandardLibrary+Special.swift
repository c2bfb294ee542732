import Numerics
import Script
import Tensors

/// Special functions, under the names that C and SciPy give them.
extension StandardLibrary {
  static let special: [LibraryFunction] = errorFunctions + gammaFunctions + besselFunctions

  private static let rootOfPi = Double.pi.squareRoot()

  private static let errorFunctions: [LibraryFunction] = [
    .elementwise(
      "erf", "The error function 2/√π ∫₀ˣ e^(−t²) dt.", "erf(0.5)", "0.5204998778130465",
      source: "DLMF 7.2", { erf($0) }
    ) { x, _ in 2 / rootOfPi * exp(-x * x) },
    .elementwise(
      "erfc", "1 − erf(x), exact where erf is close to 1.", "erfc(5)", "1.537459794428035e-12",
      source: "DLMF 7.2", { erfc($0) }
    ) { x, _ in -2 / rootOfPi * exp(-x * x) },
    .elementwise(
      "erfinv", "The number whose erf is x.", "erfinv(0)", "0", source: "DLMF 7.17",
      { erfinv($0) }
    ) { _, y in 0.5 * rootOfPi * exp(y * y) },
  ]

  private static let gammaFunctions: [LibraryFunction] = [
    .elementwise(
      "gamma", "The gamma function, (x − 1)! for whole x.", "gamma(5)", "24", source: "DLMF 5.2",
      { gamma($0) }
    ) { x, y in y * digamma(x) },
    .elementwise(
      "lgamma", "log |Γ(x)|, without overflow.", "lgamma(1)", "0", source: "DLMF 5.2",
      { lgamma($0) }
    ) { x, _ in digamma(x) },
    .elementwise(
      "digamma", "The derivative of log Γ(x).", "digamma(1)", "-0.5772156649015329",
      source: "DLMF 5.2", { digamma($0) }
    ) { x, _ in trigamma(x) },
    .elementwise(
      "trigamma", "The second derivative of log Γ(x), π²/6 at 1.", "trigamma(1)",
      "1.6449340668482264", source: "DLMF 5.15", { trigamma($0) }
    ) { x, _ in tetragamma(x) },
    LibraryFunction(
      "beta", "(_ a: N, _ b: N) -> N", summary: "The beta function Γ(a) Γ(b) / Γ(a + b).",
      example: "beta(2, 3) == 1.0 / 12", exampleResult: "true", source: "DLMF 5.12",
      body: .scalar2 { beta($0, $1) },
      pullback: .scalar2 { a, b, y in
        (y * (digamma(a) - digamma(a + b)), y * (digamma(b) - digamma(a + b)))
      }),
    LibraryFunction(
      "lbeta", "(_ a: N, _ b: N) -> N", summary: "The logarithm of the beta function.",
      example: "lbeta(1, 1)", exampleResult: "0", source: "DLMF 5.12",
      body: .scalar2 { lbeta($0, $1) },
      pullback: .scalar2 { a, b, _ in
        (digamma(a) - digamma(a + b), digamma(b) - digamma(a + b))
      }),
    incomplete(
      "gammainc", "(_ a: Double, _ x: Double) -> Double",
      "The regularised lower incomplete gamma function P(a, x).", "gammainc(1, 0)", "0",
      "DLMF 8.2", { gammainc($0[0], $0[1]) }, slope: { gammaSlope($0[0], $0[1]) }),
    incomplete(
      "gammaincc", "(_ a: Double, _ x: Double) -> Double",
      "The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x).",
      "gammaincc(1, 0)", "1",
      "DLMF 8.2", { gammaincc($0[0], $0[1]) }, slope: { -gammaSlope($0[0], $0[1]) }),
    incomplete(
      "betainc", "(_ a: Double, _ b: Double, _ x: Double) -> Double",
      "The regularised incomplete beta function I(x; a, b).", "betainc(2, 2, 0.5)", "0.5",
      "DLMF 8.17", { betainc($0[0], $0[1], $0[2]) },
      slope: { p in
        exp((p[0] - 1) * log(p[2]) + (p[1] - 1) * log1p(-p[2]) - lbeta(p[0], p[1]))
      }),
  ]

  /// The derivative of trigamma, as exact as a slope needs to be: by the recurrence up to 20, there
  /// by the asymptotic series (DLMF 5.15.8).
  private static func tetragamma(_ x: Double) -> Double {
    if x <= 0 {
      // ψ″(1 − x) − ψ″(x) = 2π³ cos πx / sin³ πx.
      let sine = sin(.pi * x)
      let cube = Double.pi / sine
      return tetragamma(1 - x) - 2 * cube * cube * cube * cos(.pi * x)
    }
    var (x, sum) = (x, 0.0)
    while x < 20 {
      sum -= 2 / (x * x * x)
      x += 1
    }
    let inverse = 1 / (x * x)
    let terms: [Double] = [-691.0 / 210, 5.0 / 6, -3.0 / 10, 1.0 / 6, -1.0 / 6, 1.0 / 2]
    var tail = 1 / x + 1
    tail += terms.reduce(0) { (sum: Double, term: Double) in sum * inverse + term } * inverse
    return sum - inverse * tail
  }

  /// The density of the gamma distribution of scale 1.
  private static func gammaSlope(_ a: Double, _ x: Double) -> Double {
    exp((a - 1) * log(x) - x - lgamma(a))
  }

  /// A function with a derivative by its last argument alone.
  private static func incomplete(
    _ name: String, _ signature: String, _ summary: String, _ example: String, _ result: String,
    _ source: String, _ function: @escaping @Sendable ([Double]) -> Double,
    slope: @escaping @Sendable ([Double]) -> Double
  ) -> LibraryFunction {
    .number(
      name, signature, summary, example, result, source: source,
      pullback: .recording { arguments, isActive in
        guard !isActive.dropLast().contains(true) else {
          throw ScriptCause(
            "gradient.step", "'\(name)' has a derivative by its last argument alone")
        }
        let numbers = try arguments.indices.map { try arguments.number($0) }
        let rest = [Value?](repeating: nil, count: numbers.count - 1)
        return RecordedCall(.double(function(numbers))) { cotangent in
          rest + [.double(try [cotangent].number(0) * slope(numbers))]
        }
      }
    ) { arguments in function(try arguments.indices.map { try arguments.number($0) }) }
  }

  private static let besselFunctions: [LibraryFunction] = [
    bessel("besselJ", "The Bessel function Jₙ(x) of the first kind.", "besselJ(0, 0)", "1", -1) {
      besselJ($0, $1)
    },
    bessel("besselI", "The modified Bessel function Iₙ(x).", "besselI(0, 0)", "1", 1) {
      besselI($0, $1)
    },
    .number(
      "zeta", "(_ s: Double) -> Double", "The Riemann zeta function Σ 1/nˢ.",
      "zeta(2)", "1.6449340668482264", source: "DLMF 25.2"
    ) { zeta(try $0.number(0)) },
  ]

  /// A Bessel function, whose derivative is ½(Fₙ₋₁ ± Fₙ₊₁).
  private static func bessel(
    _ name: String, _ summary: String, _ example: String, _ result: String, _ sign: Double,
    _ function: @escaping @Sendable (Int, Double) -> Double
  ) -> LibraryFunction {
    .number(
      name, "(_ n: Int, _ x: Double) -> Double", summary, example, result,
      source: "DLMF 10.6, 10.29",
      pullback: .general { arguments, _, cotangent in
        let (n, x) = (try arguments.integer(0), try arguments.number(1))
        let slope = 0.5 * (function(n - 1, x) + sign * function(n + 1, x))
        return [nil, .double(try [cotangent].number(0) * slope)]
      }
    ) { function(try $0.integer(0), try $0.number(1)) }
  }
}
