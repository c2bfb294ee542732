/// A form of the language that looks like a function and is none: it takes functions of any number
/// of arguments. This table is written by hand; help and its test read it.
struct DerivativeForm {
  /// The word.
  let name: String
  /// What is written after it.
  let signature: String
  /// What it gives.
  let summary: String
  /// A cell that shows it.
  let example: String
  /// What the cell shows.
  let result: String

  /// All forms.
  static let all: [DerivativeForm] = [
    DerivativeForm(
      name: "gradient", signature: "(at: T, …) { point, … in Double } -> T",
      summary: "The derivatives by all numbers of a point, in its shape.",
      example: "gradient(at: [1, 2]) { w in dot(w, w) }", result: "[2, 4]"),
    DerivativeForm(
      name: "gradient", signature: "(of: (T, …) -> Double) -> (T, …) -> T",
      summary: "The gradient of a function, as a function.",
      example: "gradient(of: { (w: Vector) in dot(w, w) })([1, 2])", result: "[2, 4]"),
    DerivativeForm(
      name: "valueWithGradient",
      signature: "(at: T, …) { point, … in Double } -> (value: Double, gradient: T)",
      summary: "The value and the gradient, both from one run of the function.",
      example: "valueWithGradient(at: [1, 2]) { w in dot(w, w) }",
      result: "(value: 5, gradient: [2, 4])"),
    DerivativeForm(
      name: "derivative", signature: "(at: Double, …) { x, … in Double } -> Double",
      summary: "The derivative of a function of numbers.",
      example: "derivative(at: 3) { x in x ** 2 }", result: "6"),
    DerivativeForm(
      name: "jacobian", signature: "(at: Vector) { x in Vector } -> Matrix",
      summary: "The derivatives of all outputs, a row each, by all inputs, a column each.",
      example: "jacobian(at: [1, 2]) { w in [w[0] * w[1], w[0] + w[1]] }",
      result: "[[2, 1],\n [1, 1]]"),
    DerivativeForm(
      name: "hessian", signature: "(at: Vector) { x in Double } -> Matrix",
      summary: "The second derivatives; of a function of one number, the second derivative.",
      example: "hessian(at: [1, 2]) { w in w[0] ** 2 * w[1] }", result: "[[4, 2],\n [2, 0]]"),
  ]
}
