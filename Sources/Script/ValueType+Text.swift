extension ValueType: CustomStringConvertible {
  /// The type as an author writes it and as messages name it.
  package var description: String {
    switch self {
    case .double: "Double"
    case .boolean: "Bool"
    case .string: "String"
    case .tensor(rank: 1): "Vector"
    case .tensor(rank: 2): "Matrix"
    case .tensor(rank: .some(let rank)): "Tensor of rank \(rank)"
    case .tensor(rank: nil): "Tensor"
    case .array(let element): "[\(element)]"
    case .dictionary(let key, let value): "[\(key): \(value)]"
    case .set(let element): "Set<\(element)>"
    case .tuple(let elements): Self.text(of: elements)
    case .optional(.function(let type)): "(\(ValueType.function(type)))?"
    case .optional(let wrapped): "\(wrapped)?"
    case .range: "Range"
    case .function(let type):
      "(" + type.parameters.map(\.description).joined(separator: ", ") + ") -> \(type.result)"
    case .structure(_, let name), .enumeration(_, let name), .object(let name): name
    case .any: "Any"
    case .never: "Never"
    case .parameter(let name): name
    case .sequence(let element): "Sequence<\(element)>"
    case .error: "unknown"
    }
  }

  private static func text(of elements: [TupleElement]) -> String {
    if elements.isEmpty { return "Void" }
    let parts = elements.map { element in
      element.label.map { "\($0): \(element.type)" } ?? element.type.description
    }
    return "(" + parts.joined(separator: ", ") + ")"
  }
}
