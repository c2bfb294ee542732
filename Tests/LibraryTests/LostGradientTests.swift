import Testing

/// A gradient that comes to a library function's closure: the function says that it has none.
@Suite struct LostGradientTests {
  @Test(arguments: [
    (
      "train([1], optimizer: sgd(learningRate: 1), steps: 2) { w in dot(w, w) * x }.parameters[0]",
      "train"
    ),
    ("monteCarlo(10, from: Uniform(), seed: 1) { t in t * x }.mean", "monteCarlo"),
    ("minimize(from: [1]) { w in (w[0] - x) ** 2 + x }.value", "minimize"),
    ("minimum(in: 0...10) { t in (t - x) ** 2 }.place", "minimum"),
    ("integral(from: 0, to: 1) { t in t * x }", "integral"),
    ("root(in: 0...10) { t in t * t - x }", "root"),
    (
      "gradientDescent(from: [1], rate: 0.1, steps: 2) { w in w[0] * x }.parameters[0]",
      "gradientDescent"
    ),
    (
      "bootstrap([1, 2, 3], seed: 1) { s in sum(s) * x }.estimate",
      "bootstrap"
    ),
  ])
  func `a captured variable of a gradient is refused`(code: String, name: String) {
    let result = LibraryTests.result(of: "gradient(at: 3) { x in \(code) }")
    #expect(result == "error: '\(name)' has no derivative", "\(result)")
  }

  @Test(arguments: [
    // What the closure does not take from the gradient is a constant: x · ∫ 2t dt.
    ("gradient(at: 3) { x in x * integral(from: 0, to: 1) { t in 2 * t } }", "1"),
    (
      """
      let descent = sgd(learningRate: 0.25)
      gradient(at: 3) { x in
        x * train([1], optimizer: descent, steps: 1) { w in w[0] ** 2 }.parameters[0]
      }
      """,
      "0.5"
    ),
    // The language's own functions carry it: Σ tᵢ x.
    ("gradient(at: 3) { x in sum([1, 2].map { t in t * x }) }", "3"),
    ("gradient(at: 3) { x in gradient(at: 2) { y in x * y * y } }", "4"),
  ])
  func `what does not depend on it stays a constant`(code: String, expected: String) {
    #expect(LibraryTests.result(of: code) == expected, "\(code)")
  }
}
