import Diagnostics

extension PlaneLayout {
  /// A series as the legend knows it.
  struct SeriesName: Sendable, Equatable {
    var name: String
    var color: Int
    /// Whether its mark is a line, whose name may stand at its end.
    var isLine: Bool
  }

  /// The named series, each once, in the order of the marks.
  static func seriesNames(_ chart: Chart) -> [SeriesName] {
    var names: [SeriesName] = []
    for mark in chart.marks {
      let found: SeriesName
      switch mark {
      case .line(let mark): found = SeriesName(name: mark.name, color: mark.color, isLine: true)
      case .band(let mark): found = SeriesName(name: mark.name, color: mark.color, isLine: false)
      case .dots(let mark): found = SeriesName(name: mark.name, color: mark.color, isLine: false)
      case .bars(let mark): found = SeriesName(name: mark.name, color: mark.color, isLine: false)
      case .steps(let mark): found = SeriesName(name: mark.name, color: mark.color, isLine: false)
      default: continue
      }
      if !found.name.isEmpty, !names.contains(found) { names.append(found) }
    }
    return names
  }

  /// Whether every name can stand at the end of its line: at most five lines, all of which end in
  /// the last quarter of the chart, with names that leave most of the width to the data.
  static func canLabelDirectly(_ chart: Chart, _ names: [SeriesName]) -> Bool {
    guard (1...5).contains(names.count), names.allSatisfy(\.isLine) else { return false }
    // Densities all end at zero: names at their ends would say nothing.
    let areDensities = chart.marks.contains { mark in
      if case .band(let band) = mark { band.low.allSatisfy { $0 == 0 } } else { false }
    }
    guard !areDensities || names.count == 1 else { return false }
    let widest = names.map { Label($0.name).width(isBold: true) }.max() ?? 0
    guard widest <= chart.frame.width * 0.4 else { return false }
    let extent = chart.extents.x
    let scale = Scale(chart.x, extent: extent, count: 5)
    return chart.marks.allSatisfy { mark in
      guard case .line(let line) = mark, !line.name.isEmpty else { return true }
      guard let last = line.lastPoint, let place = scale.place(last.x) else { return false }
      return place >= 0.75
    }
  }

  /// Draws title, legend and the name of the vertical axis; returns where the data may begin.
  static func header(_ chart: Chart, legend: [SeriesName], in scene: inout Scene) -> Double {
    var y = 0.0
    if !chart.title.isEmpty {
      y += lineHeight
      scene.add(
        shortened(chart.title, toWidth: scene.width, isBold: true), x: 0, y: y - 5, style: "b")
      y += 4
    }
    y = drawLegend(legend, from: y, in: &scene)
    let hasName = !chart.y.label.isEmpty && !chart.hasNoAxes
    if hasName || !verticalNote(chart).isEmpty {
      y += lineHeight
      let note = verticalNote(chart)
      scene.add("↑ " + chart.y.label + note, x: 0, y: y - 5, style: "m")
      drawBinRule(chart, y: y - 5, in: &scene)
    }
    return y + 9
  }

  /// How the bins of a histogram were chosen, at the right of its header.
  private static func drawBinRule(_ chart: Chart, y: Double, in scene: inout Scene) {
    guard case .columns(let columns)? = chart.marks.first, !columns.rule.isEmpty else { return }
    let words = "\(quantity(columns.heights.count, "bin")), \(columns.rule)"
    let label = "↑ " + chart.y.label
    guard Label(words).width(isBold: false) + Label(label).width(isBold: false) + 30 < scene.width
    else { return }
    scene.add(words, x: scene.width, y: y, .end, style: "m")
  }

  /// Swatches with names, in rows.
  static func drawLegend(_ names: [SeriesName], from top: Double, in scene: inout Scene) -> Double {
    guard !names.isEmpty else { return top }
    var x = 0.0
    var y = top + lineHeight
    for entry in names.prefix(24) {
      let name = shortened(entry.name, toWidth: scene.width - 24)
      let width = Label(name).width(isBold: false)
      if x > 0, x + 22 + width > scene.width {
        x = 0
        y += lineHeight
      }
      var swatch = PathData()
      if entry.isLine {
        swatch.segment(x, y - 10, x + 16, y - 10)
        scene.add(swatch, "l s\(slot(entry.color))")
      } else {
        swatch.rectangle(x + 2, y - 16, x + 14, y - 4)
        scene.add(swatch, "f\(slot(entry.color))")
      }
      scene.add(name, x: x + 22, y: y - 5)
      x += 22 + width + 18
    }
    return y + 4
  }

  /// The number of a palette slot as classes write it, from 1.
  static func slot(_ color: Int) -> Int { color % Palette.light.series.count + 1 }

  /// The power of ten that the vertical labels leave out.
  private static func verticalNote(_ chart: Chart) -> String {
    let extent = chart.extents.y
    let note = Scale(chart.y, extent: extent, count: 5).exponentNote
    return note.isEmpty || !chart.y.isShown ? "" : chart.y.label.isEmpty ? note : " (\(note))"
  }
}

extension Mark.Line {
  /// The last point that can be drawn.
  var lastPoint: Point? {
    for index in (0..<min(x.count, y.count)).reversed()
    where x[index].isFinite && y[index].isFinite {
      return Point(x[index], y[index])
    }
    return nil
  }
}
