import Learning
import Script
import Tensors

/// A fitted model as a value of the language.
struct ModelValue<Model: Sendable>: ScriptObject {
  let typeName: String
  let model: Model
  let summary: String

  init(_ typeName: String, _ model: Model, _ summary: String) {
    self.typeName = typeName
    self.model = model
    self.summary = summary
  }

  func text() -> String { summary }
}

extension [Value] {
  /// The fitted model at `index`.
  func model<Model: Sendable>(_ index: Int, _ type: Model.Type) throws -> Model {
    guard index < count, case .object(let object) = self[index],
      let value = object as? ModelValue<Model>
    else { throw ScriptCause("library.argument", "a fitted model is needed here") }
    return value.model
  }

  /// The indices of the vector at `position`.
  func indices(_ position: Int) throws -> [Int] {
    try vector(position).map { number in
      guard let index = Int(exactly: number) else {
        throw ScriptCause("value.integer", "whole numbers are needed here, not \(number)")
      }
      return index
    }
  }
}

extension Value {
  /// The vector of `values`.
  static func vector(_ values: [Double]) -> Value { .tensor(Tensor(values)) }

  /// The vector of `values`.
  static func vector(_ values: [Int]) -> Value { .tensor(Tensor(values.map(Double.init))) }

  /// A tuple with labels.
  static func labelled(_ parts: KeyValuePairs<String, Value>) -> Value {
    .tuple(TupleValue(parts.map(\.value), labels: parts.map(\.key)))
  }
}
