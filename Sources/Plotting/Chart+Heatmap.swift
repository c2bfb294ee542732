extension Chart {
  /// The most cells a heatmap may hold: a megabyte of SVG.
  static let cellLimit = 65_536

  /// Cells coloured by their value: `heatmap` of the language.
  ///
  /// Values are printed in the cells up to 12 × 12, unless `hasNumbers` is false. Colours run from the
  /// paper to the darkest tone, from zero when no value is negative; `isDiverging` lets them run both ways from zero,
  /// `range` gives the values at their ends.
  package static func heatmap(
    _ grid: Grid, rows: [String] = [], columns: [String] = [], isDiverging: Bool? = nil,
    range: ClosedRange<Double>? = nil, hasNumbers: Bool = true, xLabel: String = "",
    yLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard rows.isEmpty || rows.count == grid.rows else {
      throw .lengths("rows", rows.count, "the matrix", grid.rows)
    }
    guard columns.isEmpty || columns.count == grid.columns else {
      throw .lengths("columns", columns.count, "each row", grid.columns)
    }
    guard grid.values.count <= cellLimit else {
      throw .tooMuch("cells", grid.values.count, limit: cellLimit)
    }
    let finite = grid.values.filter(\.isFinite)
    let low = finite.min() ?? 0
    let diverges = isDiverging ?? (low < 0 && (finite.max() ?? 0) > 0)
    let hasTexts = hasNumbers && grid.rows <= 12 && grid.columns <= 12
    let cells = Mark.Cells(
      grid: grid, isDiverging: diverges,
      texts: hasTexts ? alignedTexts(grid.values, mostDecimals: 2) : [],
      range: range)
    return Chart(
      title: title, marks: [.cells(cells)],
      x: Axis(label: xLabel, kind: .names(names(columns, grid.columns))),
      y: Axis(label: yLabel, kind: .names(names(rows, grid.rows))))
  }

  /// The names given, or the indices from 0.
  static func names(_ given: [String], _ count: Int) -> [String] {
    given.isEmpty ? (0..<count).map { String($0) } : given
  }
}
