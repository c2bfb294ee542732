extension Chart {
  /// This chart with the marks of `other` drawn over it.
  ///
  /// The axes are this chart's; colours of the second are counted on from the first.
  ///
  /// - Throws: `ChartError.overlay` where these axes cannot show all of `other`.
  package func overlaid(with other: Chart) throws(ChartError) -> Chart {
    for chart in [self, other] {
      if !chart.panels.isEmpty {
        throw .overlay(
          "charts side by side have no axes in common to lay anything over",
          hint: "lay each chart over its own before `facets`")
      }
      if chart.frame.isDiagram {
        throw .overlay(
          "a diagram has no axes, so it cannot be laid over a chart or under one",
          hint: "show it by itself")
      }
      if case .cells(let cells)? = chart.marks.first {
        let what = cells.isMatrix ? "a matrix" : "a heatmap"
        throw .overlay(
          "\(what) has rows and columns, no numbered axes to lay a chart over or under",
          hint: "show both side by side with `facets`")
      }
    }
    try checkNames(under: other)
    if isNumberLine, !other.isNumberLine, !other.marks.allSatisfy(\.fitsNumberLine) {
      throw .overlay(
        "a line of numbers has no vertical axis, so no chart with one fits over it",
        hint: "lay points, `rule(x:)` or `annotate` over it")
    }
    var result = self
    let used = Set(marks.compactMap(\.color)).count
    result.marks += other.marks.map { $0.recolored(by: used) }
    if !diagramWords.isEmpty { result.diagramWords += " " + other.sentences }
    return result
  }

  /// Bars and boxes stand at names: those of this chart, and one kind of them only.
  private func checkNames(under other: Chart) throws(ChartError) {
    guard other.x.names != nil else { return }
    let what = other.marks.contains { if case .box = $0 { true } else { false } } ? "boxes" : "bars"
    guard x.names != nil else {
      throw .overlay(
        "\(what) stand at names, and the chart below has numbers along its axis",
        hint: "write the \(what) first: \(what)(…) + lineChart(…)")
    }
    throw .overlay(
      "\(what) over bars or boxes would hide them",
      hint: "give all series to one chart, as in "
        + (what == "bars" ? "bars(names, " : "boxes(") + "[\"first\": …, \"second\": …])")
  }

  /// Whether the only axis is a line of numbers.
  private var isNumberLine: Bool { !diagramWords.isEmpty && !frame.isDiagram && x.isShown }
}

extension Mark {
  /// Whether a line of numbers can show it.
  fileprivate var fitsNumberLine: Bool {
    switch self {
    case .words: true
    case .rule(let rule): rule.isVertical
    default: false
    }
  }
}
