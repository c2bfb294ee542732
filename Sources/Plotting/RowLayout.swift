/// Lays out bars and boxes lying down: the names at the left, a row each.
///
/// Chosen when the names are too long to stand side by side under upright bars; nothing is turned
/// or cut, and the picture grows downward, where a page has room.
struct RowLayout {
  let chart: Chart
  var scene: Scene
  var left = 0.0
  var right = 0.0
  var top = 0.0
  var bottom = 0.0
  var rowHeight = 0.0
  var scale: Scale

  init(_ chart: Chart) {
    self.chart = chart
    scene = Scene(width: chart.frame.width, height: 0)
    let names = (chart.x.names ?? []).map { name in
      chart.hasNoAxes ? "" : shortened(name, toWidth: chart.frame.width * 0.45)
    }
    let extent = chart.extents.y
    var headless = chart
    headless.y.label = ""
    headless.y.isShown = false
    let legend = PlaneLayout.seriesNames(chart)
    top = PlaneLayout.header(headless, legend: legend, in: &scene)
    left = (names.map { Label($0).width(isBold: false) }.max() ?? 0) + 10
    scale = Scale(chart.y, extent: extent, count: 4)
    let last = scale.ticks.last.map { Label($0.label).width(isBold: false) / 2 } ?? 0
    let texts = chart.marks.flatMap { mark -> [String] in
      if case .bars(let bars) = mark { bars.texts } else { [] }
    }
    let value = texts.map { Label($0).width(isBold: false) + 6 }.max() ?? 0
    right = max(left + 60, chart.frame.width - max(8, last, value))
    scale = Scale(
      chart.y, extent: extent, count: right - left > 260 ? 5 : 3, start: left, end: right)
    makeRoomForNegatives()
    scale.leaveOutLabels(gap: 10)
    let groups =
      chart.marks.compactMap { mark -> Int? in
        if case .bars(let bars) = mark { bars.groupCount } else { nil }
      }.max() ?? 1
    rowHeight = max(26, 19 * Double(groups) + 10)
    bottom = top + rowHeight * Double(names.count)
    scene.height = bottom + (chart.hasNoAxes ? 4 : 26)
    drawGrid(names)
  }

  /// Moves the start of the scale to the right until the numbers of bars to the left of zero fit
  /// between the ends of the bars and the names of the rows.
  private mutating func makeRoomForNegatives() {
    var room = 0.0
    for case .bars(let bars) in chart.marks where !bars.texts.isEmpty {
      for (index, value) in bars.values.enumerated() where value < 0 {
        let error = bars.errors.isEmpty ? 0 : abs(bars.errors[index])
        guard let end = scale.place(value - error) ?? scale.place(value), end < right else {
          continue
        }
        let missing = left + 11 + Label(bars.texts[index]).width(isBold: false) - end
        // What lies near the right end moves less than the start.
        room = max(room, missing * (right - left) / (right - end))
      }
    }
    scale.start += min(room, (right - left) / 3)
  }

  static func scene(of chart: Chart) -> Scene {
    var layout = RowLayout(chart)
    for mark in chart.marks {
      switch mark {
      case .bars(let bars): layout.draw(bars)
      case .box(let box): layout.draw(box)
      default: break
      }
    }
    return layout.scene
  }

  private mutating func drawGrid(_ names: [String]) {
    guard !chart.hasNoAxes else { return }
    var grid = PathData()
    scene.elements.append(.open("m"))
    for (index, name) in names.enumerated() {
      scene.add(
        name, x: left - 8, y: top + (Double(index) + 0.5) * rowHeight + 5, .end)
    }
    for tick in scale.ticks {
      let place = scale.place(ofUnit: tick.value)
      grid.segment(place, top, place, bottom)
      scene.add(tick.label, x: place, y: bottom + 19, .middle)
    }
    let label = chart.y.label
    let note = scale.exponentNote
    if !label.isEmpty || !note.isEmpty {
      let words = note.isEmpty ? label : label.isEmpty ? note : "\(label) (\(note))"
      scene.add(words + " →", x: right, y: bottom + 39, .end)
      scene.height += PlaneLayout.lineHeight
    }
    scene.elements.append(.close)
    scene.add(grid, "g")
    if let zero = scale.place(0), zero >= left, zero <= right {
      var axis = PathData()
      axis.segment(zero, top, zero, bottom)
      scene.add(axis, "a")
    }
  }

  private mutating func draw(_ mark: Mark.Bars) {
    guard let base = scale.edge(0) else { return }
    let slot = PlaneLayout.slot(mark.color)
    let whole = rowHeight - 8
    let height = whole / Double(max(1, mark.groupCount))
    var path = PathData()
    var errors = PathData()
    let texts = mark.texts
    for (index, value) in mark.values.enumerated() {
      guard let tip = scale.place(value) else { continue }
      let y = top + Double(index) * rowHeight + 4 + Double(mark.index) * height
      if tip != base { path.rectangle(base, y + 0.8, tip, y + height - 0.8) }
      var end = tip
      if !mark.errors.isEmpty, let low = scale.edge(value - abs(mark.errors[index])),
        let high = scale.place(value + abs(mark.errors[index])), low != high
      {
        let middle = y + height / 2
        errors.segment(low, middle, high, middle)
        errors.segment(low, middle - 4, low, middle + 4)
        errors.segment(high, middle - 4, high, middle + 4)
        end = value < 0 ? low : high
      }
      guard !texts.isEmpty else { continue }
      drawValue(texts[index], from: base, to: end, y: y + height / 2 + 5, isNegative: value < 0)
    }
    scene.add(path, "f\(slot)")
    scene.add(errors, "e")
  }

  /// The number beyond the end of the bar, or on the other side of zero where there is no room.
  private mutating func drawValue(
    _ words: String, from base: Double, to end: Double, y: Double, isNegative: Bool
  ) {
    let width = Label(words).width(isBold: false)
    let isLeft = isNegative ? end - 4.5 - width >= left : end + 5 + width > scene.width
    let place = isLeft == isNegative ? end : base
    guard isLeft ? place - 4.5 - width >= left : place + 5 + width <= scene.width else { return }
    scene.add(words, x: place + (isLeft ? -5 : 5), y: y, isLeft ? .end : .start, style: "h")
  }

  private mutating func draw(_ mark: Mark.Box) {
    guard let low = scale.place(mark.low), let high = scale.place(mark.high),
      let lower = scale.place(mark.lowerQuartile), let upper = scale.place(mark.upperQuartile),
      let median = scale.place(mark.median)
    else { return }
    let middle = top + (Double(mark.index) + 0.5) * rowHeight
    let half = rowHeight * 0.32
    var whiskers = PathData()
    whiskers.segment(low, middle, lower, middle)
    whiskers.segment(upper, middle, high, middle)
    var box = PathData()
    box.rectangle(lower, middle - half, upper, middle + half)
    var line = PathData()
    line.segment(median, middle - half, median, middle + half)
    var dots = PathData()
    for value in mark.outliers {
      if let place = scale.place(value) { dots.dot(place, middle) }
    }
    let slot = PlaneLayout.slot(mark.color)
    scene.add(whiskers, "e")
    scene.add(box, "f\(slot) s\(slot) y")
    scene.add(line, "l s\(slot)")
    scene.add(dots, "p s\(slot)")
  }
}

extension Chart {
  /// Whether bars and boxes lie down: the names do not fit side by side.
  var liesDown: Bool {
    guard let names = x.names, !names.isEmpty else { return false }
    let isBars = marks.allSatisfy { mark in
      switch mark {
      case .bars, .box: true
      default: false
      }
    }
    guard isBars, !marks.isEmpty, !names.allSatisfy({ Double($0) != nil }) else { return false }
    let room = (frame.width - 60) / Double(names.count) - 6
    return names.contains { Label($0).width(isBold: false) > room }
  }

  /// The chart laid out.
  var scene: Scene {
    if !panels.isEmpty { return FacetLayout.scene(of: self) }
    for mark in marks {
      if case .cells(let cells) = mark { return GridLayout.scene(of: self, cells) }
    }
    return liesDown ? RowLayout.scene(of: self) : PlaneLayout.scene(of: self)
  }
}
