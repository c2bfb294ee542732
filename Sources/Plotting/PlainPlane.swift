import Markup

/// A chart with two axes drawn with characters: ticks at the left and below, names at line ends.
struct PlainPlane {
  let chart: Chart
  private var canvas: TextCanvas
  private var x: Scale
  private var y: Scale
  private let labelWidth: Int
  private var ends: [(name: String, row: Int)] = []
  private let endWidth: Int

  /// The rows of the canvas: about the shape of the picture in a terminal's cells.
  private static let rowCount = 16

  init(_ chart: Chart, width: Int, style: TextStyle) {
    self.chart = chart
    var (extentX, extentY) = chart.extents
    if chart.marks.contains(where: { if case .arrow = $0 { true } else { false } }) {
      PlaneLayout.padForArrows(&extentX, &extentY)
    }
    y = Scale(chart.y, extent: extentY, count: 5)
    labelWidth =
      chart.y.isShown ? (y.ticks.map { displayWidth(of: $0.label) }.max() ?? 0) + 1 : 0
    let names = PlaneLayout.seriesNames(chart)
    let isDirect = style != .ascii && PlaneLayout.canLabelDirectly(chart, names)
    endWidth =
      isDirect
      ? min(width / 4, (names.map { displayWidth(of: Label($0.name).plain) }.max() ?? 0) + 1) : 0
    var columns = max(12, width - labelWidth - 1 - endWidth)
    x = Scale(chart.x, extent: extentX, count: max(2, columns / 12))
    var rows = chart.y.isShown ? Self.rowCount : 5
    if chart.frame.hasEqualAspect {
      // A character is about twice as high as it is wide.
      let spanX = x.domain.upperBound - x.domain.lowerBound
      let spanY = y.domain.upperBound - y.domain.lowerBound
      if spanX > 0, spanY > 0 {
        rows = min(22, max(6, Int(clamping: (Double(columns) * spanY / spanX / 2).rounded())))
        columns = min(columns, max(12, Int(clamping: (Double(rows) * 2 * spanX / spanY).rounded())))
      }
    }
    canvas = TextCanvas(columns: columns, rows: rows, style: style)
    (x.start, x.end) = (0, Double(canvas.width - 1))
    (y.start, y.end) = (Double(canvas.height - 1), 0)
    for mark in chart.marks { draw(mark) }
    if isDirect {
      ends = PlaneLayout.lineEnds(chart, x, y).sorted { $0.y < $1.y }.map {
        (Label($0.name).plain, Int($0.y.rounded()) / canvas.density.y)
      }
    }
  }

  /// The finished lines.
  var lines: [String] {
    var result = legend
    if !chart.y.label.isEmpty || !y.exponentNote.isEmpty, chart.y.isShown {
      let note = y.exponentNote.isEmpty ? "" : " (\(y.exponentNote))"
      result.append("↑ " + Label(chart.y.label).plain + note)
    }
    var names: [Int: String] = [:]
    var next = 0
    for (index, end) in ends.enumerated() {
      // Names below must still find a row each.
      let row = min(max(end.row, next), canvas.rows - (ends.count - index))
      names[row] = Chart.clipped(end.name, to: endWidth - 1)
      next = row + 1
    }
    var labels: [Int: String] = [:]
    for tick in y.ticks {
      labels[Int(clamping: y.place(ofUnit: tick.value).rounded()) / canvas.density.y] = tick.label
    }
    for row in 0..<canvas.rows {
      var line = canvas.line(row)
      if let name = names[row] { line = padded(line, to: canvas.columns) + " " + name }
      if chart.y.isShown {
        let label = Chart.leftPadded(labels[row] ?? "", to: labelWidth - 1)
        line = label + (labels[row] == nil ? " │" : " ┤") + line
      }
      while line.last == " " { line.removeLast() }
      result.append(line)
    }
    guard chart.x.isShown else { return result }
    let margin = String(repeating: " ", count: labelWidth)
    var axis = [Character](repeating: "─", count: canvas.columns)
    for tick in x.ticks {
      let column = Int(clamping: x.place(ofUnit: tick.value).rounded()) / canvas.density.x
      if column >= 0, column < axis.count { axis[column] = "┬" }
    }
    result.append(margin + (chart.y.isShown ? "└" : "") + String(axis))
    var scale = x
    scale.end = Double(canvas.columns - 1)
    result.append(
      margin + (chart.y.isShown ? " " : "") + Self.tickRow(scale, columns: canvas.columns))
    if !chart.x.label.isEmpty || !x.exponentNote.isEmpty {
      let note = x.exponentNote.isEmpty ? "" : " (\(x.exponentNote))"
      let words = Label(chart.x.label).plain + note + " →"
      result.append(Chart.leftPadded(words, to: labelWidth + canvas.columns + 1))
    }
    return result
  }

  /// The words of the ticks in one row, each centred below its tick, where they do not touch.
  static func tickRow(_ scale: Scale, columns: Int) -> String {
    var row = ""
    for tick in scale.ticks {
      let label = Chart.clipped(Label(tick.label).plain, to: columns)
      let width = displayWidth(of: label)
      let middle = Int(clamping: scale.place(ofUnit: tick.value).rounded())
      let start = min(max(0, middle - width / 2), max(0, columns - width))
      let used = displayWidth(of: row)
      if start < used + (used > 0 ? 1 : 0) { continue }
      row += String(repeating: " ", count: start - used) + label
    }
    return row
  }

  /// The letters of the series, where names cannot stand at the ends of lines.
  private var legend: [String] {
    let names = PlaneLayout.seriesNames(chart)
    guard !names.isEmpty, ends.isEmpty else { return [] }
    let parts = names.map { entry -> String in
      let letter = TextCanvas.seriesLetters[entry.color % TextCanvas.seriesLetters.count]
      let name = Label(entry.name).plain
      return canvas.style == .ascii ? "\(letter) \(name)" : name
    }
    return [Chart.clipped(parts.joined(separator: "   "), to: labelWidth + canvas.columns)]
  }

  // MARK: Marks

  private func dot(_ a: Double, _ b: Double) -> (Int, Int)? {
    guard let px = x.place(a), let py = y.place(b) else { return nil }
    // Nothing far outside is followed dot by dot.
    let (width, height) = (Double(canvas.width), Double(canvas.height))
    return (
      Int(clamping: min(max(px, -width), 2 * width).rounded()),
      Int(clamping: min(max(py, -height), 2 * height).rounded())
    )
  }

  private mutating func draw(_ mark: Mark) {
    switch mark {
    case .line(let mark): polyline(mark.x, mark.y, series: mark.color)
    case .band(let mark):
      polyline(mark.x, mark.low, series: 2)
      polyline(mark.x, mark.high, series: 2)
    case .dots(let mark):
      for (a, b) in zip(mark.x, mark.y) {
        if let (px, py) = dot(a, b) { canvas.set(px, py, series: mark.color) }
      }
      for (index, label) in mark.labels.enumerated() {
        if let (px, py) = dot(mark.x[index], mark.y[index]) {
          canvas.write(
            Label(label).plain, column: px / canvas.density.x + 2, row: py / canvas.density.y)
        }
      }
    case .columns(let mark): columns(mark)
    case .arrow(let mark): arrow(mark)
    case .steps(let mark):
      polyline(mark.points.map(\.x), mark.points.map(\.y), series: 1)
      if mark.isClosed { break }
      if let first = mark.points.first, let (px, py) = dot(first.x, first.y) {
        canvas.write("○ start", column: px / canvas.density.x, row: py / canvas.density.y)
      }
      if let last = mark.points.last, let (px, py) = dot(last.x, last.y) {
        canvas.write("● end", column: px / canvas.density.x, row: py / canvas.density.y)
      }
    case .contour(let mark): contour(mark)
    case .rule(let mark):
      if mark.isVertical, let px = x.place(mark.value) {
        for row in 0..<canvas.height { canvas.set(Int(clamping: px.rounded()), row, series: 6) }
      } else if !mark.isVertical, let py = y.place(mark.value) {
        for column in 0..<canvas.width {
          canvas.set(column, Int(clamping: py.rounded()), series: 6)
        }
      }
    case .words(let mark):
      if let (px, py) = dot(mark.at.x, mark.at.y) {
        let text = Label(mark.text).plain
        let shift = mark.anchor == .middle ? text.count / 2 : mark.anchor == .end ? text.count : 0
        canvas.write(text, column: px / canvas.density.x - shift, row: py / canvas.density.y)
      }
    case .shape(let mark):
      if case .polyline(let points) = mark.form {
        polyline(points.map(\.x), points.map(\.y), series: 7)
      }
    case .bars, .box, .cells: break
    }
  }

  private mutating func polyline(_ xs: [Double], _ ys: [Double], series: Int) {
    var last: (Int, Int)?
    for (a, b) in zip(xs, ys) {
      let point = dot(a, b)
      if let point {
        canvas.line(last?.0 ?? point.0, last?.1 ?? point.1, point.0, point.1, series: series)
      }
      last = point
    }
  }

  private mutating func columns(_ mark: Mark.Columns) {
    for (index, height) in mark.heights.enumerated() where height != 0 {
      guard let a = dot(mark.edges[index], height), let b = dot(mark.edges[index + 1], 0) else {
        continue
      }
      for column in a.0...max(a.0, b.0 - 1) {
        canvas.line(column, b.1, column, a.1, series: 0)
      }
    }
  }

  private mutating func arrow(_ mark: Mark.ArrowMark) {
    let arrow = mark.arrow
    guard let start = dot(arrow.start.x, arrow.start.y), let end = dot(arrow.end.x, arrow.end.y)
    else { return }
    canvas.line(start.0, start.1, end.0, end.1, series: mark.color)
    let (column, row) = (end.0 / canvas.density.x, end.1 / canvas.density.y)
    canvas.write("●", column: column, row: row)
    let name = Label(arrow.label).plain
    // Beside the head, or above or below it where other words stand already.
    let places = [
      (column + 2, row), (column - name.count - 1, row), (column, row - 1), (column, row + 1),
    ]
    if let place = places.first(where: { canvas.isFree(name, column: $0.0, row: $0.1) }) {
      canvas.write(name, column: place.0, row: place.1)
    }
  }

  /// The levels as shades, darker where the plane is higher.
  private mutating func contour(_ mark: Mark.Contour) {
    let shades: [String] = [" ", "░", "▒", "▓", "█"]
    let finite = mark.grid.values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high, mark.grid.rows > 0 else {
      return
    }
    for row in 0..<canvas.rows {
      let share = canvas.rows > 1 ? Double(canvas.rows - 1 - row) / Double(canvas.rows - 1) : 0
      let gridRow = Int(clamping: (share * Double(mark.grid.rows - 1)).rounded())
      for column in 0..<canvas.columns {
        let across = Double(column) / Double(max(1, canvas.columns - 1))
        let value = mark.grid[
          gridRow, Int(clamping: (across * Double(mark.grid.columns - 1)).rounded())]
        guard value.isFinite else { continue }
        let level = Int(clamping: ((value - low) / (high - low) * 4).rounded())
        if level > 0 { canvas.write(shades[min(4, level)], column: column, row: row) }
      }
    }
  }
}
