import Numerics
import Script

/// Functions of one or two numbers, applied to each element of a tensor.
extension StandardLibrary {
  static let elementary: [LibraryFunction] = [
    LibraryFunction(
      "pi", "Double", kind: .constant,
      summary: "The ratio of a circle's circumference to its diameter.",
      example: "pi", exampleResult: "3.141592653589793", body: .constant(.pi)),
    LibraryFunction(
      "e", "Double", kind: .constant, summary: "The base of the natural logarithm.", example: "e",
      exampleResult: "2.718281828459045", body: .constant(2.718281828459045)),
    .elementwise("exp", "The exponential e^x.", "exp(1)", "2.718281828459045", { exp($0) }) { $1 },
    .elementwise("log", "The natural logarithm.", "log(10)", "2.302585092994046", { log($0) }) {
      x, _ in
      1 / x
    },
    .elementwise("ln", "The natural logarithm.", "ln(2)", "0.6931471805599453", { log($0) }) {
      x, _ in
      1 / x
    },
    .elementwise("log2", "The logarithm to base 2.", "log2(8)", "3", { log2($0) }) { x, _ in
      1 / (x * 0.6931471805599453)
    },
    .elementwise("log10", "The logarithm to base 10.", "log10(1000)", "3", { log10($0) }) { x, _ in
      1 / (x * 2.302585092994046)
    },
    .elementwise("log1p", "log(1 + x), exact for small x.", "log1p(1e-20)", "1e-20", { log1p($0) })
    {
      x, _ in 1 / (1 + x)
    },
    .elementwise("expm1", "exp(x) − 1, exact for small x.", "expm1(1e-20)", "1e-20", { expm1($0) })
    {
      $1 + 1
    },
    .elementwise("sqrt", "The square root.", "sqrt(2)", "1.4142135623730951", { $0.squareRoot() }) {
      0.5 / $1
    },
    .elementwise("cbrt", "The cube root.", "cbrt(27)", "3", { cbrt($0) }) { x, y in
      x == 0 ? .infinity : y / (3 * x)
    },
    .elementwise("square", "The square x · x.", "square(3)", "9", { $0 * $0 }) { x, _ in 2 * x },
    .elementwise("sin", "The sine of an angle in radians.", "sin(pi / 2)", "1", { sin($0) }) {
      x, _ in
      cos(x)
    },
    .elementwise("cos", "The cosine of an angle in radians.", "cos(0)", "1", { cos($0) }) { x, _ in
      -sin(x)
    },
    .elementwise("tan", "The tangent of an angle in radians.", "tan(0)", "0", { tan($0) }) {
      1 + $1 * $1
    },
    .elementwise(
      "asin", "The angle whose sine is x, in radians.", "asin(1) == pi / 2", "true",
      {
        asin($0)
      }
    ) { x, _ in 1 / (1 - x * x).squareRoot() },
    .elementwise("acos", "The angle whose cosine is x, in radians.", "acos(1)", "0", { acos($0) }) {
      x, _ in -1 / (1 - x * x).squareRoot()
    },
    .elementwise(
      "atan", "The angle whose tangent is x, in radians.", "atan(1) == pi / 4", "true",
      {
        atan($0)
      }
    ) { x, _ in 1 / (1 + x * x) },
    .elementwise("sinh", "The hyperbolic sine.", "sinh(0)", "0", { sinh($0) }) { x, _ in cosh(x) },
    .elementwise("cosh", "The hyperbolic cosine.", "cosh(0)", "1", { cosh($0) }) { x, _ in sinh(x)
    },
    .elementwise("tanh", "The hyperbolic tangent.", "tanh(0)", "0", { tanh($0) }) { 1 - $1 * $1 },
    .elementwise(
      "sigmoid", "The logistic function 1 / (1 + e^−x).", "sigmoid(0)", "0.5", { sigmoid($0) }
    ) { $1 * (1 - $1) },
    .elementwise(
      "relu", "x where it is positive, else 0.", "relu([-2, 3])", "[0, 3]",
      {
        $0 <= 0 ? 0 : $0
      }
    ) { x, _ in x > 0 ? 1 : 0 },
    .elementwise(
      "softplus", "log(1 + e^x), a smooth ReLU.", "softplus(0)", "0.6931471805599453",
      { $0 > 0 ? $0 + log1p(exp(-$0)) : log1p(exp($0)) }
    ) { x, _ in sigmoid(x) },
    .elementwise("abs", "The number without its sign.", "abs(-3)", "3", { $0.magnitude }) { x, _ in
      x > 0 ? 1 : x < 0 ? -1 : 0
    },
    .elementwise(
      "sign", "−1, 0 or 1, by the sign.", "sign(-2.5)", "-1",
      {
        $0 > 0 ? 1 : $0 < 0 ? -1 : $0
      }
    ) { _, _ in 0 },
    .elementwise(
      "floor", "The greatest integer that is not above x.", "floor(2.7)", "2",
      {
        $0.rounded(.down)
      }
    ) { _, _ in 0 },
    .elementwise(
      "ceil", "The least integer that is not below x.", "ceil(2.1)", "3",
      {
        $0.rounded(.up)
      }
    ) { _, _ in 0 },
    .elementwise(
      "round", "The nearest integer, halves away from zero.", "round(2.5)", "3",
      {
        $0.rounded()
      }
    ) { _, _ in 0 },
    LibraryFunction(
      "pow", "(_ base: N, _ exponent: N) -> N", summary: "The power base^exponent.",
      example: "pow(2, 10)", exampleResult: "1024", body: .scalar2 { pow($0, $1) },
      pullback: .scalar2 { x, y, result in
        (y == 0 ? 0 : y * pow(x, y - 1), x > 0 ? result * log(x) : 0)
      }),
    LibraryFunction(
      "atan2", "(_ y: N, _ x: N) -> N", summary: "The angle of the point (x, y), in radians.",
      example: "atan2(1, 1) == pi / 4", exampleResult: "true", body: .scalar2 { atan2($0, $1) },
      pullback: .scalar2 { y, x, _ in (x / (x * x + y * y), -y / (x * x + y * y)) }),
    LibraryFunction(
      "hypot", "(_ x: N, _ y: N) -> N", summary: "√(x² + y²), without overflow.",
      example: "hypot(3, 4)", exampleResult: "5", body: .scalar2 { hypot($0, $1) },
      pullback: .scalar2 { x, y, result in (x / result, y / result) }),
    .elementwise(
      "degrees", "An angle in radians as degrees.", "degrees(pi)", "180",
      {
        $0 * 180 / .pi
      }
    ) { _, _ in 180 / .pi },
    .elementwise(
      "radians", "An angle in degrees as radians.", "radians(180) == pi", "true",
      {
        // Only at the end of the range is the product infinite.
        $0.magnitude < 1e300 ? $0 * .pi / 180 : $0 / 180 * .pi
      }
    ) { _, _ in .pi / 180 },
  ]
}
