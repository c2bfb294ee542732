extension Chart {
  /// A matrix as a picture: numbers between brackets, with names outside: `matrix` of the language.
  ///
  /// A number that is not there (NaN) is a dash, as in a matrix that is being filled.
  package static func matrix(
    _ grid: Grid, rows: [String] = [], columns: [String] = [],
    highlights: [(row: Int, column: Int)] = [], title: String = ""
  ) throws(ChartError) -> Chart {
    guard rows.isEmpty || rows.count == grid.rows else {
      throw .lengths("rows", rows.count, "the matrix", grid.rows)
    }
    guard columns.isEmpty || columns.count == grid.columns else {
      throw .lengths("columns", columns.count, "each row", grid.columns)
    }
    guard grid.values.count <= 2_500 else {
      throw .tooMuch("numbers", grid.values.count, limit: 2_500)
    }
    var cells = Mark.Cells(
      grid: grid, texts: alignedTexts(grid.values, significant: 4), isMatrix: true)
    for (row, column) in highlights {
      guard (0..<grid.rows).contains(row), (0..<grid.columns).contains(column) else {
        throw .option(
          "a highlight",
          "names cell (\(row), \(column)), the matrix is \(grid.rows) × \(grid.columns)")
      }
      cells.highlights.append(row * grid.columns + column)
    }
    return Chart(
      title: title, marks: [.cells(cells)], x: Axis(kind: .names(columns)),
      y: Axis(kind: .names(rows)))
  }
}
