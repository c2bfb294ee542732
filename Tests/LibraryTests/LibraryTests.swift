import Diagnostics
import Library
import Script
import Testing

/// Every entry of the library: its signature is read, its example runs and gives what is stated.
@Suite struct LibraryTests {
  /// What the last statement of `code` shows, or the message of what went wrong.
  static func result(of code: String) -> String {
    let piece = ScriptPiece(
      id: 0, role: .cell(isIsolated: false, expectsError: false), text: MappedText(code))
    let program = ChapterProgram(pieces: [piece], library: StandardLibrary.table)
    let errors = program.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { return "error: " + errors.map(\.message).joined(separator: "; ") }
    let run = program.run(seed: 0)
    if let error = run.diagnostics.first { return "error: " + error.message }
    for entry in run.cells.first?.shown.reversed() ?? [] {
      switch entry.content {
      case .value(.object(let object), _) where object.tex == nil: return object.typeName
      case .value(let value, _): return text(value)
      case .printed(let text): return text
      }
    }
    return "nothing"
  }

  @Test func `the table can be read`() {
    #expect(StandardLibrary.table.problems == [])
    #expect(StandardLibrary.functions.count > 100)
  }

  @Test(arguments: StandardLibrary.table.functions.indices)
  func `an example gives its result`(index: Int) {
    let entry = StandardLibrary.table.functions[index]
    #expect(!entry.summary.isEmpty && entry.summary.hasSuffix("."), "\(entry.name)")
    #expect(!entry.example.isEmpty, "\(entry.name) has no example")
    #expect(
      Self.result(of: entry.example) == entry.exampleResult, "\(entry.name): \(entry.example)")
  }

  /// Where a function has a derivative, it agrees with a difference quotient.
  @Test(arguments: StandardLibrary.functions.indices)
  func `a derivative agrees with finite differences`(index: Int) throws {
    let entry = StandardLibrary.functions[index]
    guard case .scalar1(let function) = entry.body, case .scalar1(let slope)? = entry.pullback
    else {
      return
    }
    for x in [0.3, 0.71] {
      let step = 1e-5
      let expected = (function(x + step) - function(x - step)) / (2 * step)
      let found = slope(x, function(x))
      #expect(abs(found - expected) <= 1e-7 * max(1, abs(expected)), "\(entry.name) at \(x)")
    }
  }

  @Test func `gradients go through the tensor functions`() {
    // d/dz of −log softmax(z)₀ is softmax(z) − e₀ (Bridle 1990).
    let code = """
      let z = [2.0, 1.0, 0.1]
      let g = gradient(at: z) { z in -logSoftmax(z)[0] }
      norm(g - (softmax(z) - oneHot(0, 3))) < 1e-15
      """
    #expect(Self.result(of: code) == "true")
    let mean = "gradient(at: [1.0, 2, 3]) { w in mse(w, [1.0, 1, 1]) }"
    // 2 (w − y) / n with w − y = (0, 1, 2).
    #expect(Self.result(of: mean) == "[0, 0.6666666666666666, 1.3333333333333333]")
  }

  @Test func `constants of Double stand among numbers without their type`() {
    #expect(Self.result(of: "sum([0, .nan, 3]).isNaN") == "true")
    #expect(Self.result(of: "maximum([.infinity, 1], [0, -.infinity])") == "[inf, 1]")
    #expect(Self.result(of: "sum([[0, -.infinity], [.pi, 1]], axis: 1)[0]") == "-inf")
    #expect(Self.result(of: "let x = [-.infinity]\nx[0] < 0") == "true")
  }

  @Test func `one closure has a label and another one stands behind the call`() {
    // w ← w − 0.5 · 2 (w − t), so that w is t: the losses are 0² and twice 1².
    let code = """
      train([0.0], optimizer: sgd(learningRate: 0.25), steps: 3, schedule: { t in 0.5 }) { w, t in
        (w[0] - t) ** 2
      }.losses
      """
    #expect(Self.result(of: code) == "[0, 1, 1]")
  }

  @Test(arguments: [
    ("softmax([1, 2], temperature: 0)", "a temperature is above 0, not 0"),
    ("dot([1, 2], [1, 2, 3])", "2"),
    ("factorial(19)", "factorial(19) is above 2⁵³ and has digits that a number cannot hold"),
    ("normalize([0, 0])", "the zero vector has no direction"),
    ("entropy([0.5, -0.5])", "outside 0...1"),
    ("vectors([\"a\": [1, 2, 3]])", "an arrow of the plane has two components, 'a' has 3"),
  ])
  func `a value outside the domain is an error that says so`(code: String, words: String) {
    let result = Self.result(of: code)
    #expect(result.hasPrefix("error: ") && result.contains(words), "\(result)")
  }
}
