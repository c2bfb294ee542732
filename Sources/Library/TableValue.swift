import Markup
import Numerics
import Plotting
import Script

/// A table of named columns, each of one type: what `data("file.csv")` and `table` give, what the page
/// shows as a table and a terminal as columns.
package struct TableValue: ScriptObject, Codable, Equatable {
  /// A column.
  package struct Column: Codable, Equatable, Sendable {
    /// Its name.
    package let name: String
    /// Its values.
    package let content: Content
  }

  /// The values of a column.
  package enum Content: Codable, Equatable, Sendable {
    /// Numbers; what is missing is NaN.
    case numbers([Double])
    /// `true` and `false`.
    case flags([Bool])
    /// Texts; what is missing is empty.
    case texts([String])

    /// The number of values.
    var count: Int {
      switch self {
      case .numbers(let values): values.count
      case .flags(let values): values.count
      case .texts(let values): values.count
      }
    }

    /// The values at `rows`.
    func picked(_ rows: [Int]) -> Content {
      switch self {
      case .numbers(let values): .numbers(rows.map { values[$0] })
      case .flags(let values): .flags(rows.map { values[$0] })
      case .texts(let values): .texts(rows.map { values[$0] })
      }
    }

    /// The name of the type for messages.
    var typeName: String {
      switch self {
      case .numbers: "numbers"
      case .flags: "truth values"
      case .texts: "texts"
      }
    }

    /// The value at `row` as text.
    func text(_ row: Int) -> String {
      switch self {
      case .numbers(let values): values[row].isNaN ? "" : numberText(values[row])
      case .flags(let values): values[row] ? "true" : "false"
      case .texts(let values): values[row]
      }
    }
  }

  /// What it is called: the name of its file.
  package let name: String
  /// The columns in order.
  package let columns: [Column]
  /// The line of the file on which each row starts, or nothing.
  let lines: [Int]
  /// The cells as they are shown, if not as the shortest text of each value.
  private var cells: [[String]] = []
  /// Whether the first column names the rows.
  package private(set) var hasRowNames = false

  /// The name of the type.
  package var typeName: String { "Table" }
  /// The number of rows.
  package var count: Int { columns.first?.content.count ?? 0 }

  /// The most rows of a file that text and pages show.
  static let shownRows = 12
  /// The most rows a table of computed columns may have: beyond, nobody reads them.
  static let rowLimit = 1_000

  /// A table of columns that were read.
  init(name: String, columns: [Column], lines: [Int]) {
    self.name = name
    self.columns = columns
    self.lines = lines
  }

  /// A table of columns of numbers, each column with one number of decimals.
  init(_ columns: [(String, [Double])], rows names: [String], digits: Int) throws {
    guard (1...17).contains(digits) else {
      throw ChartError.option("digits", "must lie between 1 and 17, not at \(digits)")
    }
    let count = columns.first?.1.count ?? 0
    for (name, values) in columns where values.count != count {
      throw ChartError.lengths(name, values.count, columns[0].0, count)
    }
    guard names.isEmpty || names.count == count else {
      throw ChartError.lengths("rows", names.count, columns.first?.0 ?? "the table", count)
    }
    guard count <= Self.rowLimit else {
      throw ChartError.tooMuch("rows", count, limit: Self.rowLimit)
    }
    let texts = columns.map {
      Chart.tableTexts($0.1, digits: digits)
    }
    self.init(
      name: "the table",
      columns: (names.isEmpty ? [] : [Column(name: "", content: .texts(names))])
        + columns.map { Column(name: $0.0, content: .numbers($0.1)) }, lines: [])
    hasRowNames = !names.isEmpty
    cells = (0..<count).map { row in
      (names.isEmpty ? [] : [names[row]]) + texts.map { $0[row] }
    }
  }

  /// The names of the columns; the first is empty if the rows have names.
  package var header: [String] { columns.map(\.name) }

  /// The cells of the rows that are shown, as many each as the header.
  package var rows: [[String]] {
    guard cells.isEmpty else { return cells }
    return (0..<min(count, Self.shownRows)).map { row in columns.map { $0.content.text(row) } }
  }

  /// Whether the column at `index` holds numbers, which stand to the right.
  package func isNumeric(_ index: Int) -> Bool {
    if case .numbers = columns[index].content { true } else { false }
  }

  /// The table in columns, numbers to the right.
  package func text() -> String {
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { displayWidth(of: $0[column]) }.max() ?? 0
    }
    var lines = all.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - displayWidth(of: cell))
        line += (column > 0 ? "  " : "") + (isNumeric(column) ? space + cell : cell + space)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * max(0, widths.count - 1))
    lines.insert(rule, at: 1)
    if count > rows.count { lines.append("… \(count) rows") }
    return lines.joined(separator: "\n")
  }

  /// The column called `name`.
  func column(_ name: String) throws -> Column {
    if let column = columns.first(where: { $0.name == name }) { return column }
    let names = columns.map { "'\($0.name)'" }
    let near = columns.map(\.name).first { $0.lowercased() == name.lowercased() }
    throw ScriptCause(
      "data.column", "\(self.name) has no column '\(name)'",
      hints: [near.map { "did you mean '\($0)'?" } ?? "it has \(names.joined(separator: ", "))"])
  }

  /// The numbers of the column called `name`.
  func numbers(_ name: String) throws -> [Double] {
    let column = try column(name)
    switch column.content {
    case .numbers(let values): return values
    case .flags(let values): return values.map { $0 ? 1 : 0 }
    case .texts(let values):
      let row = values.firstIndex { CSVReader.number($0) == nil && !CSVReader.isMissing($0) } ?? 0
      let line = row < lines.count ? " (line \(lines[row]))" : ""
      throw ScriptCause(
        "data.type",
        "column '\(name)' of \(self.name) holds texts: row \(row + 1)\(line) is '\(values.isEmpty ? "" : values[row])'",
        hints: ["mend that value, or read the column with .texts(\"\(name)\")"])
    }
  }

  /// The rows at `rows` only.
  func picked(_ rows: [Int]) -> TableValue {
    TableValue(
      name: name,
      columns: columns.map { Column(name: $0.name, content: $0.content.picked(rows)) },
      lines: lines.isEmpty ? [] : rows.map { lines[$0] })
  }
}
