extension Chart {
  /// The most charts side by side in one picture.
  static let panelLimit = 24

  /// Charts side by side: `facets` of the language.
  ///
  /// Panels that measure the same, by the words on their axes, get the same scales.
  package static func facets(
    _ panels: [Chart], columns: Int = 2, title: String = ""
  ) throws(ChartError) -> Chart {
    guard (1...4).contains(columns) else {
      throw .option("columns", "must lie between 1 and 4, not at \(columns)")
    }
    guard panels.count <= panelLimit else {
      throw .tooMuch("charts", panels.count, limit: panelLimit)
    }
    var chart = Chart(title: title, marks: [], x: Axis(isShown: false), y: Axis(isShown: false))
    let count = min(columns, max(1, panels.count))
    let width = ((chart.frame.width - FacetLayout.gap * Double(count - 1)) / Double(count))
    var narrow = panels.map { $0.narrowed(to: width.rounded(.down)) }
    if let first = panels.first,
      panels.allSatisfy({
        $0.x.label == first.x.label && $0.y.label == first.y.label && $0.x.kind == first.x.kind
          && $0.y.kind == first.y.kind
      })
    {
      narrow = sharingScales(narrow, isMoving: false)
    }
    chart.panels = narrow
    chart.panelColumns = count
    chart.diagramWords =
      "Charts side by side. "
      + panels.map { Label($0.title).plain + ": " + $0.summary }.joined(separator: " ")
    chart.tableOverride = joinedTable(panels)
    return chart
  }

  /// The same chart for less room.
  package func narrowed(to width: Double) -> Chart {
    var chart = self
    if !chart.frame.isDiagram {
      chart.frame.height = max(150, frame.height * max(0.55, min(1, 1.25 * width / frame.width)))
      chart.frame.width = width
    }
    return chart
  }

  private static func joinedTable(_ panels: [Chart]) -> DataTable {
    let tables = panels.map(\.dataTable)
    guard let header = tables.first?.header, tables.allSatisfy({ $0.header == header }) else {
      let words = panels.map { [Label($0.title).plain, $0.summary] }
      return DataTable(header: ["chart", "shows"], count: words.count) { words[$0] }
    }
    let rows = zip(panels, tables).flatMap { panel, table in
      table.rows.map { [Label(panel.title).plain] + $0 }
    }
    return DataTable(header: [""] + header, count: rows.count) { rows[$0] }
  }
}
