import Numerics
import Tensors

/// How values are written as text.
///
/// Numbers are written by `Numerics.numberText`: integral values below 2⁵³ plain, others shortest.
/// Lists are `[1, 2, 3]`, matrices row by row with aligned columns, tuples `(x: 1, y: 2)`,
/// dictionaries `["a": 1]`, structures `Point(x: 1, y: 2)`; an optional is what it holds, or `nil`.
/// Texts stand in quotes only inside of something.
package struct TextStyle: Sendable {
  /// How each number is written.
  package var format: ValueFormat?
  /// Lists with more elements show their first and last ones around an ellipsis.
  package var maximumElements = 1_000
  /// How many elements are shown on each side of an ellipsis.
  package var edgeElements = 3
  /// Nothing is written beyond so many bytes, whatever the nesting.
  package var maximumBytes = 1 << 20
  /// Whether matrices are written on one line.
  package var isInline = false

  /// The style of `print`.
  package init(format: ValueFormat? = nil) {
    self.format = format
  }
}

/// The text of `value` as `print` writes it; every number in `format`, if there is one.
package func text(_ value: Value, format: ValueFormat? = nil) -> String {
  switch value {
  case .string(let text): return text
  case .double(let number) where format == nil: return shownText(number)
  default:
    var writer = ValueWriter(TextStyle(format: format))
    writer.write(value, depth: 0)
    return writer.result
  }
}

/// The text of `value` in `style`.
package func text(_ value: Value, style: TextStyle) -> String {
  if case .string(let text) = value { return text }
  var writer = ValueWriter(style)
  writer.write(value, depth: 0)
  return writer.result
}

/// The text of a number without a format: a zero of either sign is 0, because nothing tells a whole
/// number, which has one zero, from others.
func shownText(_ number: Double) -> String { numberText(number + 0) }

/// The text of `number` in `format`.
package func text(_ number: Double, format: ValueFormat) -> String {
  let number = number + 0
  var numberFormat = NumberFormat(.shortest, isGrouped: format.groupsThousands)
  if let style = format.style {
    numberFormat.digits = min(format.digits ?? 6, NumberFormat.maximumDigits)
    numberFormat.style =
      switch style {
      case .fixed: .fixed
      case .exponent: .exponent
      case .percent: .percent
      case .general: .general
      }
  }
  var text = formatted(number, numberFormat)
  if format.showsSign, number > 0 || (number == 0 && number.sign == .plus) { text = "+" + text }
  if text.utf8.count < format.width {
    text = String(repeating: " ", count: format.width - text.utf8.count) + text
  }
  return text
}

/// Collects the text of one value.
struct ValueWriter {
  let style: TextStyle
  private(set) var result = ""
  private var isFull = false

  /// Deeper nesting is written as an ellipsis: no type can be so deep, library objects aside.
  static let maximumDepth = 64

  init(_ style: TextStyle) { self.style = style }

  mutating func put(_ text: String) {
    if isFull { return }
    if result.utf8.count + text.utf8.count > style.maximumBytes {
      isFull = true
      result += "…"
    } else {
      result += text
    }
  }

  func numeral(_ number: Double) -> String {
    if let format = style.format { text(number, format: format) } else { shownText(number) }
  }

  mutating func write(_ value: Value, depth: Int) {
    guard depth < Self.maximumDepth else { return put("…") }
    switch value {
    case .void: put("()")
    case .none: put("nil")
    case .double(let number): put(numeral(number))
    case .bool(let truth): put(truth ? "true" : "false")
    case .string(let text): put(depth == 0 ? text : text.debugDescription)
    case .tensor(let tensor): write(tensor, isInline: style.isInline || depth > 0)
    case .array(let elements):
      writeList("[", "]", elements.count) { writer, i in writer.write(elements[i], depth: depth + 1)
      }
    case .set(let set):
      let elements = set.elements
      writeList("[", "]", elements.count) { writer, i in writer.write(elements[i], depth: depth + 1)
      }
    case .dictionary(let dictionary):
      if dictionary.count == 0 { return put("[:]") }
      let pairs = dictionary.pairs
      writeList("[", "]", pairs.count) { writer, i in
        writer.write(pairs[i].key, depth: depth + 1)
        writer.put(": ")
        writer.write(pairs[i].value, depth: depth + 1)
      }
    case .tuple(let tuple): writeFields(tuple.labels, tuple.elements, depth)
    case .structure(let structure):
      put(structure.type.name)
      writeFields(structure.type.fields, structure.fields, depth)
    case .enumeration(let value):
      put(value.kind.name)
      if !value.payload.isEmpty { writeFields(value.kind.labels, value.payload, depth) }
    case .range(let range):
      put(range.lower.map(numeral) ?? "")
      put(range.isClosed ? "..." : "..<")
      put(range.upper.map(numeral) ?? "")
    case .function: put("(Function)")
    case .object(let object): put(object.text())
    case .flags: write(value.unpacked, depth: depth)
    case .cell, .traced: write(value.untraced, depth: depth + 1)
    }
  }

  private mutating func writeFields(_ labels: [String?], _ values: [Value], _ depth: Int) {
    put("(")
    for (index, value) in values.enumerated() {
      if index > 0 { put(", ") }
      if index < labels.count, let label = labels[index] { put("\(label): ") }
      write(value, depth: depth + 1)
    }
    put(")")
  }

  private mutating func writeList(
    _ open: String, _ close: String, _ count: Int, _ element: (inout ValueWriter, Int) -> Void
  ) {
    put(open)
    for (position, index) in shownIndices(count).enumerated() {
      if position > 0 { put(", ") }
      if let index { element(&self, index) } else { put("…") }
      if isFull { break }
    }
    put(close)
  }

  /// The indices to show of `count`, with nil for the gap.
  func shownIndices(_ count: Int, of total: Int? = nil) -> [Int?] {
    let edge = style.edgeElements
    guard (total ?? count) > style.maximumElements, count > 2 * edge else {
      return (0..<count).map { $0 }
    }
    return (0..<edge).map { $0 } + [nil] + ((count - edge)..<count).map { $0 }
  }
}
