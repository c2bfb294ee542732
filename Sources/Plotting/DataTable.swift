import Markup

/// The data of a chart as rows of text, for the disclosure under the picture.
package struct DataTable: Sendable, Equatable, Codable {
  /// The names of the columns.
  package var header: [String]
  /// The rows, as many cells each as the header.
  package var rows: [[String]]
  /// How many rows the data have; more than `rows` where some were left out.
  package var totalRows: Int
  /// How many columns the data have, where some were left out.
  package var totalColumns: Int?

  /// The most rows a disclosure shows.
  static let rowLimit = 24

  /// Rows `0..<count`, evenly thinned out with the first and last kept.
  init(header: [String], count: Int, row: (Int) -> [String]) {
    self.header = header
    totalRows = count
    guard count > Self.rowLimit else {
      rows = (0..<count).map(row)
      return
    }
    let steps = Self.rowLimit - 1
    rows = (0...steps).map { row(($0 * (count - 1) + steps / 2) / steps) }
  }

  /// The table as HTML, without the disclosure around it.
  package var html: String {
    var text = "<table><thead><tr>"
    for name in header { text += "<th scope=\"col\">" + Self.escaped(name) + "</th>" }
    text += "</tr></thead><tbody>"
    for row in rows {
      text += "<tr>"
      for cell in row { text += "<td>" + Self.escaped(cell) + "</td>" }
      text += "</tr>"
    }
    text += "</tbody></table>"
    var parts = totalRows > rows.count ? ["\(rows.count) of \(totalRows) rows"] : []
    if let totalColumns, totalColumns > header.count - 1 {
      parts.append("\(header.count - 1) of \(totalColumns) columns")
    }
    if !parts.isEmpty { text += "<p>\(parts.joined(separator: ", "))</p>" }
    return text
  }

  private static func escaped(_ text: String) -> String { escapedMarkup(text) }
}

extension Chart {
  /// The numbers behind the picture, thinned out to at most 24 rows.
  package var dataTable: DataTable {
    if let tableOverride { return tableOverride }
    for mark in marks {
      switch mark {
      case .cells(let cells): return table(of: cells)
      case .contour(let contour): return Self.table(of: contour)
      case .bars: return tableOfBars()
      case .columns(let columns): return Self.table(of: columns)
      case .box: return tableOfBoxes()
      case .line, .dots, .steps: return tableOfPoints()
      case .arrow: return tableOfArrows()
      case .band, .rule, .words, .shape: continue
      }
    }
    return DataTable(header: [], count: 0) { _ in [] }
  }

  private func table(of cells: Mark.Cells) -> DataTable {
    let grid = cells.grid
    let names = Self.names(x.names ?? [], grid.columns)
    let rows = Self.names(y.names ?? [], grid.rows)
    let steps = 11
    let columns =
      grid.columns <= steps + 1
      ? Array(0..<grid.columns)
      : (0...steps).map { ($0 * (grid.columns - 1) + steps / 2) / steps }
    var table = DataTable(
      header: [""] + columns.map { Label(names[$0]).plain }, count: grid.rows
    ) { row in
      [Label(rows[row]).plain] + columns.map { Self.tableText(grid[row, $0]) }
    }
    table.totalColumns = grid.columns
    return table
  }

  private static func table(of contour: Mark.Contour) -> DataTable {
    let grid = contour.grid
    let step = max(1, grid.columns / 8)
    let columns = Array(stride(from: 0, to: grid.columns, by: step))
    var table = DataTable(
      header: ["y \\ x"] + columns.map { tableText(contour.x[$0]) }, count: grid.rows
    ) { row in
      [tableText(contour.y[row])] + columns.map { tableText(grid[row, $0]) }
    }
    table.totalColumns = grid.columns
    return table
  }

  private func tableOfBars() -> DataTable {
    let bars = marks.compactMap { mark -> Mark.Bars? in
      if case .bars(let bars) = mark { bars } else { nil }
    }
    let names = x.names ?? []
    let header =
      [x.label.isEmpty ? "name" : Label(x.label).plain]
      + bars.map { Label($0.name.isEmpty ? (y.label.isEmpty ? "value" : y.label) : $0.name).plain }
    return DataTable(header: header, count: names.count) { row in
      [Label(names[row]).plain]
        + bars.map { bar in
          let error = bar.errors.isEmpty ? "" : " ± " + Self.tableText(bar.errors[row])
          return Self.tableText(bar.values[row]) + error
        }
    }
  }

  private static func table(of columns: Mark.Columns) -> DataTable {
    DataTable(header: ["from", "to", "count"], count: columns.heights.count) { row in
      [columns.edges[row], columns.edges[row + 1], columns.heights[row]].map(tableText)
    }
  }

  private func tableOfBoxes() -> DataTable {
    let boxes = marks.compactMap { mark -> Mark.Box? in
      if case .box(let box) = mark { box } else { nil }
    }
    let names = x.names ?? []
    let header = ["", "low", "lower quartile", "median", "upper quartile", "high"]
    return DataTable(header: header, count: boxes.count) { row in
      let box = boxes[row]
      return [box.index < names.count ? Label(names[box.index]).plain : ""]
        + [box.low, box.lowerQuartile, box.median, box.upperQuartile, box.high].map(Self.tableText)
    }
  }

  private func tableOfArrows() -> DataTable {
    let arrows = marks.compactMap { mark -> Arrow? in
      if case .arrow(let mark) = mark { mark.arrow } else { nil }
    }
    return DataTable(header: ["arrow", "from", "to"], count: arrows.count) { row in
      let arrow = arrows[row]
      return [
        arrow.label.isEmpty ? String(row + 1) : Label(arrow.label).plain,
        "(\(Self.tableText(arrow.start.x)), \(Self.tableText(arrow.start.y)))",
        "(\(Self.tableText(arrow.end.x)), \(Self.tableText(arrow.end.y)))",
      ]
    }
  }

  private func tableOfErrors(_ dots: Mark.Dots) -> DataTable {
    let names = [x.label.isEmpty ? "x" : x.label, y.label.isEmpty ? "y" : y.label]
    return DataTable(header: names.map { Label($0).plain }, count: dots.x.count) { row in
      [
        Self.tableText(dots.x[row]),
        Self.tableText(dots.y[row]) + " ± " + Self.tableText(dots.errors[row]),
      ]
    }
  }

  /// Lines over the same places share a table; others stand below each other.
  private func tableOfPoints() -> DataTable {
    var columns: [(name: String, x: [Double], y: [Double])] = []
    if marks.count == 1, case .dots(let dots) = marks[0], !dots.errors.isEmpty {
      return tableOfErrors(dots)
    }
    for mark in marks {
      switch mark {
      case .line(let line): columns.append((line.name, line.x, line.y))
      case .dots(let dots): columns.append((dots.name, dots.x, dots.y))
      case .steps(let steps):
        columns.append((steps.name, steps.points.map(\.x), steps.points.map(\.y)))
      default: continue
      }
    }
    let xName = x.label.isEmpty ? "x" : Label(x.label).plain
    let yName = y.label.isEmpty ? "y" : Label(y.label).plain
    guard let first = columns.first else { return DataTable(header: [], count: 0) { _ in [] } }
    if columns.allSatisfy({ $0.x == first.x }) {
      let header = [xName] + columns.map { $0.name.isEmpty ? yName : Label($0.name).plain }
      return DataTable(header: header, count: first.x.count) { row in
        [Self.tableText(first.x[row])]
          + columns.map { row < $0.y.count ? Self.tableText($0.y[row]) : "" }
      }
    }
    var places: [(series: Int, row: Int)] = []
    for (series, column) in columns.enumerated() {
      for row in 0..<min(column.x.count, column.y.count) { places.append((series, row)) }
    }
    let hasNames = columns.contains { !$0.name.isEmpty }
    return DataTable(header: (hasNames ? ["series"] : []) + [xName, yName], count: places.count) {
      let (series, row) = places[$0]
      let column = columns[series]
      return (hasNames ? [Label(column.name).plain] : [])
        + [Self.tableText(column.x[row]), Self.tableText(column.y[row])]
    }
  }

  /// A number as the table shows it: up to five significant digits.
  static func tableText(_ value: Double) -> String {
    value.isFinite ? readable(value, digits: 5) : missingText(value)
  }
}
