import Tensors

extension Value: Hashable {
  /// Whether two values are equal: numbers as numbers (a NaN equals nothing), sets and dictionaries
  /// whatever their order. Functions and library objects equal nothing.
  package static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.void, .void), (.none, .none): true
    case (.double(let a), .double(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.tensor(let a), .tensor(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.flags(let a), .flags(let b)): a == b
    case (.flags, _): left.unpacked == right
    case (_, .flags): left == right.unpacked
    case (.tuple(let a), .tuple(let b)): a.elements == b.elements
    case (.range(let a), .range(let b)): a == b
    case (.structure(let a), .structure(let b)):
      (a.type === b.type || a.type.name == b.type.name) && a.fields == b.fields
    case (.enumeration(let a), .enumeration(let b)):
      a.kind.type == b.kind.type && a.kind.index == b.kind.index && a.payload == b.payload
    case (.dictionary(let a), .dictionary(let b)):
      a.count == b.count && a.pairs.allSatisfy { b[$0.key] == $0.value }
    case (.set(let a), .set(let b)):
      a.count == b.count && a.elements.allSatisfy { b.contains($0) }
    case (.traced(let a), _): a.value == right
    case (_, .traced(let b)): left == b.value
    default: false
    }
  }

  /// Feeds what `==` looks at to `hasher`.
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .void: hasher.combine(0)
    case .none: hasher.combine(1)
    case .double(let number): hasher.combine(number)
    case .bool(let truth): hasher.combine(truth)
    case .string(let text): hasher.combine(text)
    case .tensor(let tensor): hasher.combine(tensor.values)
    case .array(let elements): hasher.combine(elements)
    case .flags: unpacked.hash(into: &hasher)
    case .tuple(let tuple): hasher.combine(tuple.elements)
    case .range(let range): hasher.combine(range)
    case .structure(let structure): hasher.combine(structure.fields)
    case .enumeration(let value):
      hasher.combine(value.kind.index)
      hasher.combine(value.payload)
    case .dictionary(let dictionary): hasher.combine(dictionary.count)
    case .set(let set): hasher.combine(set.count)
    case .traced(let traced): traced.value.hash(into: &hasher)
    case .function, .object, .cell: hasher.combine(2)
    }
  }

  /// Whether the value holds a NaN, which cannot be a key.
  var containsNaN: Bool {
    switch self {
    case .double(let number): number.isNaN
    case .tensor(let tensor): tensor.values.contains { $0.isNaN }
    case .array(let elements): elements.contains { $0.containsNaN }
    case .tuple(let tuple): tuple.elements.contains { $0.containsNaN }
    case .structure(let structure): structure.fields.contains { $0.containsNaN }
    case .enumeration(let value): value.payload.contains { $0.containsNaN }
    case .traced(let traced): traced.value.containsNaN
    default: false
    }
  }
}
