extension PlaneLayout {
  /// Draws one mark; words that need a free place wait for `drawPlacedLabels`.
  mutating func draw(_ mark: Mark) {
    switch mark {
    case .line(let mark): draw(mark)
    case .band(let mark): draw(mark)
    case .dots(let mark): draw(mark)
    case .bars(let mark): draw(mark)
    case .columns(let mark): draw(mark)
    case .rule(let mark): draw(mark)
    case .words(let mark): draw(mark)
    case .arrow(let mark): draw(mark)
    case .contour(let mark): draw(mark)
    case .steps(let mark): draw(mark)
    case .box(let mark): draw(mark)
    case .shape(let mark): draw(mark)
    case .cells: break
    }
  }

  private mutating func draw(_ mark: Mark.Line) {
    let style = "s\(Self.slot(mark.color))"
    let mark = mark.sampled(on: x, y)
    let points = LineSampling.thinned(
      runs(mark.x, mark.y), columns: max(1, Int(right - left)))
    var path = PathData()
    var dots = PathData()
    for run in points {
      for (index, point) in run.enumerated() {
        if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
        if mark.hasDots || run.count == 1 { dots.dot(point.x, point.y) }
      }
    }
    scene.add(path, "l \(style)" + (mark.isDashed ? " k" : ""))
    scene.add(dots, "p \(style)")
  }

  /// The points that can be drawn, broken where one cannot.
  func runs(_ xs: [Double], _ ys: [Double]) -> [[Point]] {
    var runs: [[Point]] = []
    var run: [Point] = []
    for (a, b) in zip(xs, ys) {
      if let px = x.place(a), let py = y.place(b) {
        run.append(Point(px, py))
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  private mutating func draw(_ mark: Mark.Band) {
    let columns = max(1, Int(right - left))
    let edges = edges(of: mark)
    let above = LineSampling.thinned(edges.above, columns: columns)
    let below = LineSampling.thinned(edges.below, columns: columns)
    var path = PathData()
    for (upper, lower) in zip(above, below) {
      for (index, point) in (upper + lower.reversed()).enumerated() {
        if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
      }
      path.close()
    }
    scene.add(path, "f\(Self.slot(mark.color)) y")
  }

  /// Both edges of a band, broken at the same places: where either has none.
  private func edges(of mark: Mark.Band) -> (above: [[Point]], below: [[Point]]) {
    var above: [[Point]] = [[]]
    var below: [[Point]] = [[]]
    for index in 0..<min(mark.x.count, mark.low.count, mark.high.count) {
      guard let px = x.place(mark.x[index]), let low = y.edge(mark.low[index]),
        let high = y.edge(mark.high[index])
      else {
        above.append([])
        below.append([])
        continue
      }
      above[above.count - 1].append(Point(px, high))
      below[below.count - 1].append(Point(px, low))
    }
    return (above.filter { !$0.isEmpty }, below.filter { !$0.isEmpty })
  }

  private mutating func draw(_ mark: Mark.Columns) {
    guard let base = y.edge(0) else { return }
    var path = PathData()
    for (index, height) in mark.heights.enumerated() where index + 1 < mark.edges.count {
      guard let a = x.place(mark.edges[index]), let b = x.place(mark.edges[index + 1]),
        let tip = y.place(height), height != 0
      else { continue }
      let gap = b - a > 4 ? 0.5 : 0
      path.rectangle(a + gap, tip, b - gap, base)
    }
    scene.add(path, "f\(Self.slot(mark.color))")
  }

  private mutating func draw(_ mark: Mark.Rule) {
    var path = PathData()
    if mark.isVertical {
      guard let place = x.place(mark.value) else { return }
      path.segment(place, top, place, bottom)
    } else {
      guard let place = y.place(mark.value) else { return }
      path.segment(left, place, right, place)
    }
    scene.add(path, "r")
  }

  private mutating func draw(_ mark: Mark.Words) {
    guard let px = x.place(mark.at.x), let py = y.place(mark.at.y) else { return }
    let anchor: Scene.Text.Anchor =
      switch mark.anchor {
      case .start: .start
      case .middle: .middle
      case .end: .end
      }
    let style =
      switch mark.style {
      case .plain: ""
      case .bold: "b"
      case .muted: "m"
      case .colored(let color): "b t\(Self.slot(color))"
      }
    scene.add(mark.text, x: px, y: py + 5, anchor, style: style)
  }

  private mutating func draw(_ mark: Mark.Shape) {
    let style =
      switch mark.ink {
      case .outline: "a"
      case .muted: "g"
      case .filled(let color): "f\(Self.slot(color))"
      case .paper: "o a"
      case .weight(let color, let level): "n s\(Self.slot(color)) i\(level)"
      case .tinted(let color): "f\(Self.slot(color)) s\(Self.slot(color)) y"
      }
    switch mark.form {
    case .circle(let center, let radius):
      guard let px = x.place(center.x), let py = y.place(center.y) else { return }
      scene.elements.append(
        .circle(x: px, y: py, radius: radius * x.unitLength, style + (mark.isDashed ? " k" : "")))
    case .polyline(let points):
      var path = PathData()
      for run in runs(points.map(\.x), points.map(\.y)) {
        for (index, point) in run.enumerated() {
          if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
        }
      }
      scene.add(path, style + (mark.isDashed ? " k" : ""))
    }
  }
}
