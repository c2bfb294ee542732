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
  /// What stands for the points of a series, by its colour; empty where points are dots.
  private let pointMarks: [Int: Character]
  /// Names of points, which are written when all points are drawn.
  private var pointNames: [(text: String, column: Int, row: Int)] = []

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
    var rows = chart.y.isShown || chart.hasNoAxes ? Self.rowCount : 5
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
    pointMarks = Self.pointMarks(of: chart, style)
    for mark in chart.marks { draw(mark) }
    for name in pointNames { canvas.write(name.text, besideColumn: name.column, row: name.row) }
    for case .words(let mark) in chart.marks { write(mark) }
    if isDirect {
      ends = PlaneLayout.lineEnds(chart, x, y).sorted { $0.y < $1.y }.map {
        (Label($0.name).plain, Int($0.y.rounded()) / canvas.density.y)
      }
    }
  }

  /// A character for every series of points, if points are few, are named or have others beside
  /// them; hundreds of points alone are dots, which show their places more exactly.
  private static func pointMarks(of chart: Chart, _ style: TextStyle) -> [Int: Character] {
    var marks: [Int: Character] = [:]
    var hasLabels = false
    var count = 0
    for case .dots(let dots) in chart.marks {
      hasLabels = hasLabels || !dots.labels.isEmpty
      count += dots.x.count
      guard marks[dots.color] == nil else { continue }
      let all = style == .ascii ? TextCanvas.seriesLetters : TextCanvas.pointMarks
      marks[dots.color] = all[(style == .ascii ? dots.color : marks.count) % all.count]
    }
    let isAlone = marks.count == 1 && chart.marks.count == 1 && !hasLabels
    let isCloud = marks.count == 1 && count > 100
    return style != .ascii && (isAlone || isCloud) ? [:] : marks
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
    // A name has its band; beyond, it is cut rather than left out.
    let room = scale.names == nil ? columns : max(2, Int(clamping: scale.unitLength) - 1)
    for tick in scale.ticks {
      let label = Chart.clipped(Label(tick.label).plain, to: min(room, columns))
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
      if canvas.style == .ascii { return "\(letter) \(name)" }
      return !entry.isLine ? pointMarks[entry.color].map { "\($0) \(name)" } ?? name : name
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
    case .line(let mark):
      let line = mark.sampled(on: x, y)
      polyline(line.x, line.y, series: mark.color)
    case .band(let mark): band(mark)
    case .dots(let mark): dots(mark)
    case .columns(let mark): columns(mark)
    case .arrow(let mark): arrow(mark)
    case .steps(let mark): steps(mark)
    case .contour(let mark): contour(mark)
    case .rule(let mark):
      if mark.isVertical, let px = x.place(mark.value) {
        for row in 0..<canvas.height { canvas.set(Int(clamping: px.rounded()), row, series: 6) }
      } else if !mark.isVertical, let py = y.place(mark.value) {
        for column in 0..<canvas.width {
          canvas.set(column, Int(clamping: py.rounded()), series: 6)
        }
      }
    case .shape(let mark):
      if case .polyline(let points) = mark.form {
        polyline(points.map(\.x), points.map(\.y), series: 7)
      }
    case .bars(let mark): bars(mark)
    case .box(let mark): box(mark)
    case .cells, .words: break
    }
  }

  private mutating func dots(_ mark: Mark.Dots) {
    let character = pointMarks[mark.color]
    for (index, (a, b)) in zip(mark.x, mark.y).enumerated() {
      guard let place = dot(a, b) else { continue }
      guard let character else {
        canvas.set(place.0, place.1, series: mark.color)
        continue
      }
      let name = index < mark.labels.count ? Label(mark.labels[index]).plain : ""
      point(character, at: place, name: name)
    }
  }

  /// Draws a point and remembers its name.
  private mutating func point(_ character: Character, at place: (Int, Int), name: String) {
    let (column, row) = (place.0 / canvas.density.x, place.1 / canvas.density.y)
    guard place.0 >= 0, place.1 >= 0, canvas.holds(column: column, row: row) else { return }
    canvas.write(String(character), column: column, row: row)
    if !name.isEmpty { pointNames.append((Chart.clipped(name, to: canvas.columns), column, row)) }
  }

  private mutating func steps(_ mark: Mark.Steps) {
    polyline(mark.points.map(\.x), mark.points.map(\.y), series: 1)
    guard !mark.isClosed, let first = mark.points.first, let last = mark.points.last else { return }
    let start = dot(first.x, first.y)
    let end = dot(last.x, last.y)
    if let start, let end, start.0 / canvas.density.x == end.0 / canvas.density.x,
      start.1 / canvas.density.y == end.1 / canvas.density.y
    {
      point("●", at: end, name: mark.points.count == 1 ? "start" : "start and end")
      return
    }
    if let start { point("○", at: start, name: "start") }
    if let end { point("●", at: end, name: "end") }
  }

  private mutating func polyline(_ xs: [Double], _ ys: [Double], series: Int) {
    polyline(zip(xs, ys).map { (x.place($0), y.place($1)) }, series: series)
  }

  /// Lines between the places, as far as they lie on the canvas, broken where one is missing.
  private mutating func polyline(_ places: [(x: Double?, y: Double?)], series: Int) {
    let area = LabelPlacer.Area(
      left: -0.5, top: -0.5, right: Double(canvas.width) - 0.5, bottom: Double(canvas.height) - 0.5)
    var last: Point?
    for place in places {
      guard let px = place.x, let py = place.y else {
        last = nil
        continue
      }
      let point = Point(px, py)
      if let (start, end) = LineSampling.clipped(last ?? point, point, to: area) {
        canvas.line(
          Int(clamping: start.x.rounded()), Int(clamping: start.y.rounded()),
          Int(clamping: end.x.rounded()), Int(clamping: end.y.rounded()), series: series)
      }
      last = point
    }
  }

  /// Both edges of a band, broken where either has no place.
  private mutating func band(_ mark: Mark.Band) {
    let count = min(mark.x.count, mark.low.count, mark.high.count)
    let places = (0..<count).map { index -> (x: Double?, low: Double?, high: Double?) in
      let (low, high) = (y.edge(mark.low[index]), y.edge(mark.high[index]))
      return (low == nil || high == nil ? nil : x.place(mark.x[index]), low, high)
    }
    polyline(places.map { ($0.x, $0.low) }, series: 2)
    polyline(places.map { ($0.x, $0.high) }, series: 2)
  }

  private mutating func columns(_ mark: Mark.Columns) {
    guard let base = y.edge(0) else { return }
    for (index, height) in mark.heights.enumerated() where height != 0 {
      guard let a = x.place(mark.edges[index]), let b = x.place(mark.edges[index + 1]),
        let tip = y.place(height)
      else { continue }
      fill(from: a, to: b - 1, base: base, tip: tip, series: 0)
    }
  }

  private mutating func fill(from a: Double, to b: Double, base: Double, tip: Double, series: Int) {
    let first = Int(clamping: max(a, 0).rounded())
    let last = Int(clamping: min(b, Double(canvas.width)).rounded())
    guard b >= 0 || a >= 0, first < canvas.width else { return }
    for column in first...max(first, last) {
      polyline([(Double(column), base), (Double(column), tip)], series: series)
    }
  }

  /// Bars that stand upright, below what else the chart shows.
  private mutating func bars(_ mark: Mark.Bars) {
    guard let base = y.edge(0) else { return }
    let whole = x.unitLength * PlaneLayout.barShare
    let width = whole / Double(max(1, mark.groupCount))
    for (index, value) in mark.values.enumerated() {
      guard let middle = x.place(Double(index)), let tip = y.place(value) else { continue }
      let start = middle - whole / 2 + Double(mark.index) * width
      fill(from: start, to: start + width - 1, base: base, tip: tip, series: mark.color)
    }
  }

  private mutating func box(_ mark: Mark.Box) {
    guard let middle = x.place(Double(mark.index)) else { return }
    let half = x.unitLength * 0.28
    func level(_ value: Double) -> [(x: Double?, y: Double?)] {
      [(middle - half, y.place(value)), (middle + half, y.place(value))]
    }
    let (lower, upper) = (level(mark.lowerQuartile), level(mark.upperQuartile))
    polyline(lower + [upper[1], upper[0], lower[0]], series: mark.color)
    polyline(level(mark.median), series: mark.color)
    polyline([(middle, y.place(mark.low)), (middle, lower[0].y)], series: mark.color)
    polyline([(middle, upper[0].y), (middle, y.place(mark.high))], series: mark.color)
    for value in mark.outliers {
      guard let py = y.place(value) else { continue }
      canvas.set(Int(clamping: middle.rounded()), Int(clamping: py.rounded()), series: mark.color)
    }
  }

  private mutating func arrow(_ mark: Mark.ArrowMark) {
    let arrow = mark.arrow
    guard let start = dot(arrow.start.x, arrow.start.y), let end = dot(arrow.end.x, arrow.end.y)
    else { return }
    canvas.line(start.0, start.1, end.0, end.1, series: mark.color)
    point("●", at: end, name: Label(mark.arrow.label).plain)
  }

  /// Words that stand at a place, around it or on one side.
  private mutating func write(_ mark: Mark.Words) {
    guard let place = dot(mark.at.x, mark.at.y) else { return }
    let text = Chart.clipped(Label(mark.text).plain, to: canvas.columns)
    let wide = displayWidth(of: text)
    let shift = mark.anchor == .middle ? wide / 2 : mark.anchor == .end ? wide : 0
    let (column, row) = (place.0 / canvas.density.x, place.1 / canvas.density.y)
    guard place.0 >= 0, place.1 >= 0, canvas.holds(column: column, row: row) else { return }
    canvas.write(text, nearColumn: column - shift, row: row)
  }

  /// The levels as shades, darker where the plane is higher.
  private mutating func contour(_ mark: Mark.Contour) {
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    let finite = mark.grid.values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high, mark.grid.rows > 0 else {
      return
    }
    guard let left = x.place(mark.x[0]), let right = x.place(mark.x[mark.grid.columns - 1]),
      let bottom = y.place(mark.y[0]), let top = y.place(mark.y[mark.grid.rows - 1])
    else { return }
    for row in 0..<canvas.rows {
      let middle = Double(row * canvas.density.y) + Double(canvas.density.y - 1) / 2
      guard let gridRow = Self.index(of: middle, from: bottom, to: top, mark.grid.rows) else {
        continue
      }
      for column in 0..<canvas.columns {
        let middle = Double(column * canvas.density.x) + Double(canvas.density.x - 1) / 2
        guard
          let gridColumn = Self.index(of: middle, from: left, to: right, mark.grid.columns)
        else { continue }
        let value = mark.grid[gridRow, gridColumn]
        guard value.isFinite else { continue }
        let level = Int(clamping: ((value - low) / (high - low) * 4).rounded())
        if level > 0 { canvas.shade(shades[min(4, level)], column: column, row: row) }
      }
    }
  }

  /// Which of `count` places between `start` and `end` is the nearest to `place`, if it lies there.
  private static func index(
    of place: Double, from start: Double, to end: Double, _ count: Int
  ) -> Int? {
    guard start != end else { return 0 }
    let share = (place - start) / (end - start)
    // The last place may miss its end by the noise of the scale.
    guard share > -1e-9, share < 1 + 1e-9 else { return nil }
    return Int(clamping: (share * Double(count - 1)).rounded())
  }
}
