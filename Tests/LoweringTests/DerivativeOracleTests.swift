import Diagnostics
import Foundation
import Library
import Script
import Testing
import _Differentiation

/// The compiler's own differentiation against the interpreter's tape, on functions of one number.
///
/// They round differently, so the bound is relative, 1e-12.
@Suite struct DerivativeOracleTests {
  /// The gradient that the interpreter gives for the body of a closure of `x`.
  static func interpreted(_ body: String, at x: Double) -> Double? {
    let code = "gradient(at: \(x)) { x in\n\(body)\n}"
    var text = MappedText(at: 0)
    text.append(verbatim: Array(code.utf8)[...], at: 0)
    let program = ChapterProgram(
      pieces: [ScriptPiece(id: 0, role: .cell(isIsolated: false, expectsError: false), text: text)],
      library: StandardLibrary.table)
    for diagnostic in program.diagnostics where diagnostic.severity == .error {
      Issue.record("\(diagnostic.message)")
    }
    guard case .value(.double(let number), _)? = program.run().cells.first?.shown.first?.content
    else { return nil }
    return number
  }

  static func compare(
    _ body: String, _ function: @differentiable(reverse) (Double) -> Double
  ) {
    for x in [0.3, 1.0, 1.7, 2.5] {
      let compiled = gradient(at: x, of: function)
      guard let ours = interpreted(body, at: x) else {
        Issue.record("no number for \(body)")
        continue
      }
      #expect(
        abs(ours - compiled) <= 1e-12 * max(1, abs(compiled)),
        "\(body) at \(x): \(ours), compiled \(compiled)")
    }
  }

  @Test func `polynomials and quotients`() {
    Self.compare("return x * x * x - 2 * x + 1") { x in x * x * x - 2 * x + 1 }
    Self.compare("return (x + 1) / (x * x + 2)") { x in (x + 1) / (x * x + 2) }
  }

  @Test func `elementary functions`() {
    Self.compare("return sin(x) * exp(-x) + log(x)") { x in sin(x) * exp(-x) + log(x) }
    Self.compare("return sqrt(x * x + 1) + cos(3 * x)") { x in (x * x + 1).squareRoot() + cos(3 * x)
    }
  }

  @Test func `loops`() {
    Self.compare(
      "var y = x\nfor _ in 0..<6 { y = 0.5 * (y + x / y) }\nreturn y"
    ) { x in
      var y = x
      for _ in 0..<6 { y = 0.5 * (y + x / y) }
      return y
    }
  }

  @Test func `branches`() {
    Self.compare("if x > 1 { return x * x }\nreturn 3 * x") { x in
      if x > 1 { return x * x }
      return 3 * x
    }
  }
}
