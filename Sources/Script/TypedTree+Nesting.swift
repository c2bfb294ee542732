extension TypedProgram {
  /// Whether a structure holds lists, dictionaries or closures of itself, so that its values may be
  /// nested without end.
  var hasRecursiveStructures: Bool {
    structures.indices.contains { index in
      var seen: Set<Int> = []
      return structures[index].fields.contains { reaches(index, from: $0.type, &seen) }
    }
  }

  private func reaches(_ structure: Int, from type: ValueType, _ seen: inout Set<Int>) -> Bool {
    switch type {
    case .array(let element), .set(let element), .optional(let element):
      return reaches(structure, from: element, &seen)
    case .dictionary(let key, let value):
      return reaches(structure, from: key, &seen) || reaches(structure, from: value, &seen)
    case .tuple(let elements):
      return elements.contains { reaches(structure, from: $0.type, &seen) }
    case .structure(let index, _):
      if index == structure { return true }
      guard seen.insert(index).inserted else { return false }
      return structures[index].fields.contains { reaches(structure, from: $0.type, &seen) }
    // A closure may take anything with it.
    case .function, .any: return true
    default: return false
    }
  }
}

extension ValueType {
  /// Whether functions may be in a value of the type; structures are not looked into.
  var mayHoldFunctions: Bool {
    switch self {
    case .function, .structure, .any: true
    case .array(let element), .set(let element), .optional(let element): element.mayHoldFunctions
    case .dictionary(_, let value): value.mayHoldFunctions
    case .tuple(let elements): elements.contains { $0.type.mayHoldFunctions }
    default: false
    }
  }
}
