extension ValueType {
  /// The type that the language itself calls `name`, if it does.
  static func named(_ name: String) -> ValueType? {
    switch name {
    case "Double", "Int": .double
    case "Bool": .boolean
    case "String", "Character": .string
    case "Vector": .vector
    case "Matrix": .matrix
    case "Tensor": .tensor(rank: nil)
    case "Void": .void
    case "Any": .any
    case "Never": .never
    case "Range", "ClosedRange": .range
    default: nil
    }
  }

  /// The names of the language's own types, for suggestions.
  static let ownNames = [
    "Double", "Int", "Bool", "String", "Vector", "Matrix", "Tensor", "Void", "Any", "Range", "Set",
  ]
}
