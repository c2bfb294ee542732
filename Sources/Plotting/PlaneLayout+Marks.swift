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
    let above = LineSampling.thinned(runs(mark.x, mark.high), columns: columns)
    let below = LineSampling.thinned(runs(mark.x, mark.low), columns: columns)
    var path = PathData()
    for (upper, lower) in zip(above, below) {
      for (index, point) in (upper + lower.reversed()).enumerated() {
        if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
      }
      path.close()
    }
    scene.add(path, "f\(Self.slot(mark.color)) y")
  }

  private mutating func draw(_ mark: Mark.Columns) {
    guard let base = y.place(0) else { return }
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

  private mutating func draw(_ mark: Mark.Steps) {
    let points = visibleSteps(mark)
    guard let first = points.first, let last = points.last else { return }
    var path = PathData()
    var dots = PathData()
    for (index, point) in LineSampling.separate(points, distance: 0.3).enumerated() {
      if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
    }
    for point in LineSampling.separate(points, distance: 4) { dots.dot(point.x, point.y) }
    let slot = Self.slot(mark.color)
    scene.add(path, "l s\(slot)")
    scene.add(dots, "p s\(slot)")
    guard !mark.isClosed else { return }
    scene.elements.append(.circle(x: first.x, y: first.y, radius: 5, "o s\(slot)"))
    scene.elements.append(.circle(x: last.x, y: last.y, radius: 6, "f\(slot) w"))
  }

  /// The steps up to where they leave the area of the data, and the point of the border there.
  func visibleSteps(_ mark: Mark.Steps) -> [Point] {
    let points = runs(mark.points.map(\.x), mark.points.map(\.y)).flatMap { $0 }
    var inside: [Point] = []
    for point in points {
      if point.x >= left - 1, point.x <= right + 1, point.y >= top - 1, point.y <= bottom + 1 {
        inside.append(point)
        continue
      }
      guard let last = inside.last else { continue }
      // The share of the step that lies inside, by the side that is passed first.
      var share = 1.0
      for (from, to, low, high) in [
        (last.x, point.x, left, right), (last.y, point.y, top, bottom),
      ] {
        if to > high, to > from { share = min(share, max(0, (high - from) / (to - from))) }
        if to < low, to < from { share = min(share, max(0, (low - from) / (to - from))) }
      }
      inside.append(
        Point(last.x + share * (point.x - last.x), last.y + share * (point.y - last.y)))
      break
    }
    return inside
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
