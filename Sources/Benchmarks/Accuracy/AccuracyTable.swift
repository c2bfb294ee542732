import Numerics

/// A table of the accuracy report, for a terminal or as JSON, with the rows that miss their goal.
struct AccuracyTable {
  /// What stands in one place of a table.
  enum Cell {
    case text(String)
    /// A number and how it is printed for a terminal; JSON has all its digits.
    case number(Double, NumberFormat)
    case missing

    /// A number with `digits` decimals.
    static func fixed(_ value: Double, _ digits: Int = 1) -> Cell {
      .number(value, NumberFormat(.fixed, digits: digits))
    }

    /// A number of any size, such as `3.1e-16`.
    static func scientific(_ value: Double) -> Cell {
      .number(value, NumberFormat(.exponent, digits: 1))
    }

    /// A number, or nothing where there is none.
    static func fixed(optional value: Double?) -> Cell { value.map { .fixed($0) } ?? .missing }

    var text: String {
      switch self {
      case .text(let text): text
      case .number(let value, let format):
        value.isNaN ? "nan" : value.isInfinite ? "inf" : formatted(value, format)
      case .missing: "–"
      }
    }

    var json: String {
      switch self {
      case .text(let text): AccuracyTable.quoted(text)
      case .number(let value, _): value.isFinite ? numberText(value) : "\"\(text)\""
      case .missing: "null"
      }
    }
  }

  /// What the table shows and what the goal is.
  let title: String
  /// The names of the columns; those of a JSON row.
  let columns: [String]
  /// The rows, each as long as `columns`.
  var rows: [[Cell]] = []
  /// The rows that miss the goal, in words.
  var misses: [String] = []

  init(_ title: String, _ columns: [String]) {
    self.title = title
    self.columns = columns
  }

  /// The table in columns, numbers to the right; then what misses the goal.
  var text: String {
    let body = rows.map { $0.map(\.text) }
    var widths = columns.map(\.count)
    for row in body {
      for (i, cell) in row.enumerated() { widths[i] = max(widths[i], cell.count) }
    }
    let isNumber = columns.indices.map { i in
      rows.contains { if case .number = $0[i] { true } else { false } }
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (i, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[i] - cell.count)
        text += "  " + (isNumber[i] ? space + cell : cell + space)
      }
      while text.last == " " { text.removeLast() }
      return text
    }
    var lines = [title, line(columns)] + body.map(line)
    lines.append(
      misses.isEmpty
        ? "  goal met by all \(rows.count)" : "  goal missed by \(misses.count) of \(rows.count):")
    lines += misses.map { "    " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `{"table": …, "rows": [{column: value}, …], "misses": […]}`.
  var json: String {
    let list = rows.map { row in
      "{"
        + zip(columns, row).map { Self.quoted($0) + ": " + $1.json }.joined(separator: ", ") + "}"
    }
    return """
      {"table": \(Self.quoted(title)), "rows": [
      \(list.joined(separator: ",\n"))
      ], "misses": [\(misses.map(Self.quoted).joined(separator: ", "))]}
      """
  }

  /// `text` as a string of JSON.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default:
        if scalar.value < 32 {
          let code = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
