import Diagnostics
import Numerics
import Script

/// A curve through points as a value of the language.
package struct InterpolationValue: ScriptObject {
  let curve: Interpolation
  private let kind: String

  /// The name of the type.
  package var typeName: String { "Interpolation" }

  init(_ x: [Double], _ y: [Double], kind: String) throws {
    let kinds: [String: Interpolation.Kind] = [
      "cubic": .notAKnot, "natural": .natural, "linear": .linear,
    ]
    guard let chosen = kinds[kind] else {
      throw ScriptCause(
        "library.choice", "there is no interpolation \"\(kind)\"",
        hints: ["it is one of \"cubic\", \"natural\", \"linear\""])
    }
    guard let curve = Interpolation(x: x, y: y, kind: chosen) else {
      throw ScriptCause(
        "value.domain",
        "there is no \(kind) curve through \(quantity(x.count, "place")) and \(quantity(y.count, "value"))",
        hints: ["x rises strictly, all are finite, both equally long; \"cubic\" needs four points"])
    }
    self.curve = curve
    self.kind = kind
  }

  /// What it is.
  package func text() -> String { "\(kind) curve through \(quantity(curve.x.count, "point"))" }
}
