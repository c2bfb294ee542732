import Tensors

extension Value {
  /// The value as one line of text that tells any two different values apart, to the last bit.
  ///
  /// Numbers are written as the sixteen hexadecimal digits of their pattern; all NaNs are one.
  /// `mathbook eject` writes it beside the package, and the package prints it with `--exact`.
  package var exactText: String {
    switch self {
    case .void: "()"
    case .none: "nil"
    case .double(let number): Self.bits(of: number)
    case .bool(let truth): truth ? "true" : "false"
    case .string(let text): text.debugDescription
    case .tensor(let tensor):
      "tensor\(tensor.shape.sizes)" + Self.list(tensor.values.map(Self.bits))
    case .array(let elements): "array" + Self.list(elements.map(\.exactText))
    case .flags: unpacked.exactText
    case .tuple(let tuple):
      "tuple"
        + Self.list(
          tuple.elements.enumerated().map { index, element in
            let label = index < tuple.labels.count ? tuple.labels[index] : nil
            return (label.map { $0 + ": " } ?? "") + element.exactText
          })
    case .dictionary(let dictionary):
      "dictionary"
        + Self.list(dictionary.pairs.map { $0.key.exactText + ": " + $0.value.exactText })
    case .set(let set): "set" + Self.list(set.elements.map(\.exactText))
    case .range(let range):
      "range\(range.isClosed ? "..." : "..<")"
        + Self.list([range.lower, range.upper].map { $0.map(Self.bits) ?? "open" })
    case .structure(let structure):
      structure.type.name
        + Self.list(
          zip(structure.type.fields, structure.fields).map { $0 + ": " + $1.exactText })
    case .enumeration(let value):
      value.kind.type + "." + value.kind.name
        + (value.payload.isEmpty ? "" : Self.list(value.payload.map(\.exactText)))
    case .function: "function"
    case .object(let object): object.typeName + " " + Self.reflected(object, depth: 0)
    case .cell(let cell): cell.value.exactText
    case .traced(let traced): traced.value.exactText
    }
  }

  private static func bits(of number: Double) -> String {
    if number.isNaN { return "nan" }
    let digits = String(number.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func list(_ parts: [String]) -> String {
    "[" + parts.joined(separator: ", ") + "]"
  }

  /// What an object of the library holds, field by field; a chart is as exact as its numbers.
  private static func reflected(_ thing: Any, depth: Int) -> String {
    switch thing {
    case let number as Double: return bits(of: number)
    case let text as String: return text.debugDescription
    default: break
    }
    let mirror = Mirror(reflecting: thing)
    if mirror.children.isEmpty || depth > 32 { return "\(thing)" }
    // A hash differs from process to process, and says nothing that the other fields do not.
    let parts = mirror.children.filter { $0.label != "hash" }.map { child in
      (child.label.map { $0 + ": " } ?? "") + reflected(child.value, depth: depth + 1)
    }
    let isUnordered = mirror.displayStyle == .dictionary || mirror.displayStyle == .set
    return list(isUnordered ? parts.sorted() : parts)
  }
}
