import Diagnostics
import Learning
import Script
import Tensors

/// An optimizer as a value of the language: a copy goes its own way.
struct OptimizerValue: ScriptObject {
  /// What it is called in the language, for its text.
  let name: String
  var optimizer: Optimizer

  var typeName: String { "Optimizer" }

  func text() -> String {
    let steps = quantity(optimizer.steps, "step")
    return "\(name), learning rate \(Script.text(.double(optimizer.learningRate))), after \(steps)"
  }

  /// `parameters`, in whatever form, moved by one step against `gradient` of the same form.
  mutating func step(_ parameters: Value, _ gradient: Value) throws -> Value {
    let leaves = parameters.numericLeaves
    let slopes = gradient.numericLeaves
    guard !leaves.isEmpty, leaves.count == slopes.count else {
      throw ScriptCause(
        "shape.mismatch",
        "\(quantity(leaves.count, "parameter")) cannot move against \(quantity(slopes.count, "gradient"))"
      )
    }
    var tensors = try leaves.map { try [$0].tensor(0) }
    try optimizer.step(&tensors, gradients: slopes.map { try [$0].tensor(0) })
    var rest = tensors[...]
    return parameters.mappingLeaves { leaf in
      guard let next = rest.popFirst() else { return leaf }
      if case .double = leaf { return .double(next.values.first ?? 0) }
      return .tensor(next)
    }
  }
}

extension [Value] {
  /// The optimizer at `index`.
  func optimizer(_ index: Int) throws -> OptimizerValue {
    guard index < count, case .object(let object) = self[index],
      let optimizer = object as? OptimizerValue
    else { throw ScriptCause("library.argument", "an optimizer is needed here") }
    return optimizer
  }
}
