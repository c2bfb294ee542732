extension PlaneLayout {
  /// Above this many dots, single ones cannot be seen: squares then show how many lie in them.
  static let dotLimit = 4_000

  mutating func draw(_ mark: Mark.Dots) {
    var points: [Point] = []
    for (a, b) in zip(mark.x, mark.y) {
      if let px = x.place(a), let py = y.place(b) { points.append(Point(px, py)) }
    }
    let slot = Self.slot(mark.color)
    drawErrors(of: mark)
    if points.count > Self.dotLimit {
      drawDensity(points)
    } else if points.count > 300 {
      // Eight layers, so that overlapping dots add up; opacity falls with the number.
      let layers = 8
      let style = points.count > 1_500 ? "d s\(slot) z" : "d s\(slot) v"
      for layer in 0..<layers {
        var path = PathData()
        for index in stride(from: layer, to: points.count, by: layers) {
          path.dot(points[index].x, points[index].y)
        }
        scene.add(path, style)
      }
    } else {
      drawShapes(points, slot: slot)
    }
  }

  private mutating func drawErrors(of mark: Mark.Dots) {
    var path = PathData()
    for (index, error) in mark.errors.enumerated() {
      guard let px = x.place(mark.x[index]), y.place(mark.y[index]) != nil,
        let low = y.edge(mark.y[index] - error), let high = y.place(mark.y[index] + error)
      else { continue }
      path.segment(px, low, px, high)
      path.segment(px - 4, low, px + 4, low)
      path.segment(px - 4, high, px + 4, high)
    }
    scene.add(path, "e")
  }

  /// Dots with an outline in the colour of the paper; each group has a shape of its own, so that
  /// colour is never alone.
  private mutating func drawShapes(_ points: [Point], slot: Int) {
    scene.elements.append(.open("f\(slot) w"))
    for point in points {
      if slot == 1 || slot > 4 {
        scene.elements.append(.circle(x: point.x, y: point.y, radius: 4.5, ""))
        continue
      }
      var path = PathData()
      switch slot {
      case 2: path.rectangle(point.x - 4, point.y - 4, point.x + 4, point.y + 4)
      case 3:
        path.move(point.x - 5, point.y + 4)
        path.line(point.x + 5, point.y + 4)
        path.line(point.x, point.y - 5)
        path.close()
      default:
        path.move(point.x - 5.5, point.y)
        path.line(point.x, point.y - 5.5)
        path.line(point.x + 5.5, point.y)
        path.line(point.x, point.y + 5.5)
        path.close()
      }
      scene.add(path, "")
    }
    scene.elements.append(.close)
  }

  /// Squares of six units, coloured by how many dots lie in them.
  private mutating func drawDensity(_ points: [Point]) {
    let side = 6.0
    let columns = max(1, Int(clamping: (right - left) / side) + 1)
    let rows = max(1, Int(clamping: (bottom - top) / side) + 1)
    var counts = [Int](repeating: 0, count: columns * rows)
    for point in points {
      let column = min(max(Int(clamping: (point.x - left) / side), 0), columns - 1)
      let row = min(max(Int(clamping: (point.y - top) / side), 0), rows - 1)
      counts[row * columns + column] += 1
    }
    let most = counts.max() ?? 1
    let levels = Palette.light.sequential.count
    var paths = [PathData](repeating: PathData(), count: levels)
    for row in 0..<rows {
      var column = 0
      while column < columns {
        let level = Self.densityLevel(counts[row * columns + column], most: most, levels: levels)
        var end = column + 1
        while end < columns,
          Self.densityLevel(counts[row * columns + end], most: most, levels: levels) == level
        {
          end += 1
        }
        if level > 0 {
          let y = top + Double(row) * side
          paths[level].rectangle(
            left + Double(column) * side, y, left + Double(end) * side, y + side)
        }
        column = end
      }
    }
    for level in 1..<levels { scene.add(paths[level], "q\(level)") }
  }

  /// One dot is well visible, the fullest square has the last level, the square root between.
  private static func densityLevel(_ count: Int, most: Int, levels: Int) -> Int {
    guard count > 0 else { return 0 }
    let share = (Double(count) / Double(most)).squareRoot()
    return min(levels - 1, max(3, Int(clamping: (share * Double(levels - 1)).rounded())))
  }

  /// The words that stand beside dots, arrows and rules, where there is room.
  mutating func drawPlacedLabels() {
    for text in scene.texts {
      let box = text.box
      placer.avoid(.init(left: box.left, top: box.top, right: box.right, bottom: box.bottom))
    }
    for mark in chart.marks { avoidPoints(of: mark) }
    if hasArrows { spareArrows() }
    for mark in chart.marks {
      switch mark {
      case .dots(let dots): placeLabels(dots)
      case .arrow(let arrow): placeLabel(arrow)
      case .steps(let steps): placeLabels(steps)
      case .rule(let rule): placeLabel(rule)
      default: break
      }
    }
  }

  private mutating func avoidPoints(of mark: Mark) {
    if case .steps(let steps) = mark {
      for point in LineSampling.separate(visibleSteps(steps).dots, distance: 4).prefix(60) {
        placer.avoid(
          .init(left: point.x - 3, top: point.y - 3, right: point.x + 3, bottom: point.y + 3))
      }
    }
    guard case .dots(let dots) = mark, !dots.labels.isEmpty else { return }
    for (a, b) in zip(dots.x, dots.y) {
      guard let px = x.place(a), let py = y.place(b) else { continue }
      placer.avoid(.init(left: px - 4, top: py - 4, right: px + 4, bottom: py + 4))
    }
  }

  private mutating func placeLabels(_ dots: Mark.Dots) {
    for (index, label) in dots.labels.enumerated() where !label.isEmpty {
      guard index < dots.x.count, index < dots.y.count, let px = x.place(dots.x[index]),
        let py = y.place(dots.y[index])
      else { continue }
      let candidates =
        dots.hasLabelsAbove
        ? LabelPlacer.above(label, x: px, y: py)
        : LabelPlacer.around(label, x: px, y: py, distance: 9, style: "h")
      if let text = placer.place(candidates) { scene.elements.append(.text(text)) }
    }
  }

  private mutating func placeLabel(_ rule: Mark.Rule) {
    guard !rule.label.isEmpty else { return }
    let label = Label(rule.label)
    var candidates: [Scene.Text] = []
    if rule.isVertical {
      guard let place = x.place(rule.value) else { return }
      for y in [top + 8, top + 28, top + 48] {
        candidates.append(.init(label: label, x: place + 6, y: y, anchor: .start, style: "h"))
        candidates.append(.init(label: label, x: place - 6, y: y, anchor: .end, style: "h"))
      }
    } else {
      guard let place = y.place(rule.value) else { return }
      for y in [place - 6, place + 16] {
        candidates.append(.init(label: label, x: right - 2, y: y, anchor: .end, style: "h"))
        candidates.append(.init(label: label, x: left + 4, y: y, anchor: .start, style: "h"))
      }
    }
    if let text = placer.place(candidates) { scene.elements.append(.text(text)) }
  }
}
