import Claims
import Diagnostics
import Markdown
import Numerics
import Script
import Tensors

/// Stated numbers that are tied to the value of one expression.
struct BoundClaim: Sendable {
  /// What is stated.
  enum Target: Sendable {
    /// One number, and how the prose compares it.
    case number(Numeral, Comparator)
    /// Rows of numbers.
    case rows([[Numeral]], SourceRange)
    /// Two numbers, such as the ends of a range.
    case pair(Numeral, Numeral)
  }

  /// What is stated.
  let target: Target
  /// The expression, with its places.
  let expression: MappedText
  /// How far the value may be away.
  let tolerance: Tolerance
  /// Whether the page changes the number with the controls that it depends on.
  var isLive = false

  /// The numbers stated.
  var numerals: [Numeral] {
    switch target {
    case .number(let numeral, _): [numeral]
    case .rows(let rows, _): rows.flatMap { $0 }
    case .pair(let first, let second): [first, second]
    }
  }

  /// The bytes of all that is stated.
  var range: SourceRange {
    switch target {
    case .number(let numeral, _): numeral.range
    case .rows(_, let range): range
    case .pair(let first, let second): first.range.union(second.range)
    }
  }

  /// One number with the value it is to have.
  struct Part {
    /// The number.
    let numeral: Numeral
    /// How the prose compares it.
    let comparator: Comparator
    /// The value.
    let value: Double
  }

  /// The numbers with their values, or what is wrong with the shape of `value`.
  func parts(of value: Value) -> Result<[Part], Diagnostic> {
    switch target {
    case .number(let numeral, let comparator):
      guard let number = value.singleNumber else {
        return .failure(shapeError(value, "one number"))
      }
      return .success([Part(numeral: numeral, comparator: comparator, value: number)])
    case .rows(let rows, _):
      guard let values = value.numberRows, values.map(\.count) == rows.map(\.count) else {
        return .failure(shapeError(value, Self.shapeText(rows.map(\.count))))
      }
      let pairs = zip(rows.joined(), values.joined())
      return .success(
        pairs.map { Part(numeral: $0, comparator: .equal, value: $1) })
    case .pair(let first, let second):
      guard let values = value.numberRows, values.count == 1, values[0].count == 2 else {
        return .failure(shapeError(value, "two numbers"))
      }
      return .success([
        Part(numeral: first, comparator: .equal, value: values[0][0]),
        Part(numeral: second, comparator: .equal, value: values[0][1]),
      ])
    }
  }

  private func shapeError(_ value: Value, _ stated: String) -> Diagnostic {
    Diagnostic(
      .error, "binding.shape", at: range,
      "the text states \(stated), the expression gives \(value.shapeText)",
      related: [.init(at: expression.sourceRange, "the expression")])
  }

  private static func shapeText(_ counts: [Int]) -> String {
    if counts.count == 1 { return quantity(counts[0], "number") }
    return "rows of " + counts.map(String.init).joined(separator: ", ") + " numbers"
  }
}

extension Value {
  /// The value as the language prints it.
  var text: String { Script.text(self) }

  /// The value as one number: a number, or a tensor of one element.
  var singleNumber: Double? {
    switch self {
    case .double(let number): number
    case .tensor(let tensor) where tensor.count == 1: tensor.values[0]
    case .object(let object): object.number
    default: nil
    }
  }

  /// The value as rows of numbers: a vector is one row, a tuple of numbers too.
  var numberRows: [[Double]]? {
    switch self {
    case .tensor(let tensor):
      if tensor.rank == 1 { return [tensor.values] }
      guard tensor.rank == 2 else { return nil }
      let columns = tensor.shape[1]
      return (0..<tensor.shape[0]).map { row in
        Array(tensor.values[(row * columns)..<((row + 1) * columns)])
      }
    case .tuple(let tuple):
      let numbers = tuple.elements.compactMap(\.singleNumber)
      return numbers.count == tuple.elements.count ? [numbers] : nil
    case .array(let elements):
      let numbers = elements.compactMap(\.singleNumber)
      return numbers.count == elements.count ? [numbers] : nil
    case .set(let set):
      let numbers = set.elements.compactMap(\.singleNumber)
      return numbers.count == set.count ? [numbers] : nil
    default: return nil
    }
  }

  /// What the value is, for a message about shapes.
  var shapeText: String {
    switch self {
    case .double: "one number"
    case .tensor(let tensor):
      tensor.rank == 1
        ? quantity(tensor.count, "number") : "a tensor of shape \(tensor.shape.sizes)"
    case .string: "a text"
    case .bool: "a truth value"
    case .void: "nothing"
    case .none: "nil"
    case .function: "a function"
    case .object(let object): "a \(object.typeName)"
    default: "several values"
    }
  }
}
