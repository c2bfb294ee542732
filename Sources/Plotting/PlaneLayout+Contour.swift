extension PlaneLayout {
  mutating func draw(_ mark: Mark.Contour) {
    let contours = Contours(
      mark.grid, x: mark.x.map { x.place($0) ?? left }, y: mark.y.map { y.place($0) ?? bottom })
    let finite = mark.grid.values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return }
    let levels = Palette.light.sequential.count
    let shades = max(1, mark.levels.count)
    if mark.isFilled {
      // Heights that run far to both sides of zero take the colours that do so too.
      let most = max(abs(low), abs(high))
      let diverges = low < -0.25 * most && high > 0.25 * most
      func style(_ index: Int) -> String {
        guard diverges else { return "q\(min(index * (levels - 6) / shades, levels - 1))" }
        let floor = index == 0 ? low : mark.levels[index - 1]
        let ceiling = index < mark.levels.count ? mark.levels[index] : high
        let share = (floor / 2 + ceiling / 2) / most
        return "v\(Int(clamping: (8 + share * 7).rounded()))"
      }
      var ground = PathData()
      ground.rectangle(left, top, right, bottom)
      scene.add(ground, style(0))
      for (index, level) in mark.levels.enumerated() where level > low {
        var area = PathData()
        for loop in contours.loops(at: level) { Self.outline(loop, in: &area) }
        scene.add(area, style(index + 1) + " x")
      }
    }
    var lines = PathData()
    for level in mark.levels where level > low && level <= high {
      for loop in contours.loops(at: level) { Self.lines(of: loop, in: &lines) }
    }
    scene.add(lines, mark.isFilled ? "j" : "n s1")
    if !mark.isFilled || mark.levels.count <= 10 { labelLevels(mark, contours, above: low) }
  }

  private static func outline(_ loop: Contours.Loop, in path: inout PathData) {
    for (index, point) in LineSampling.separate(loop.points, distance: 0.4).enumerated() {
      if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
    }
    path.close()
  }

  /// The parts of a closed line that do not run along the border.
  private static func lines(of loop: Contours.Loop, in path: inout PathData) {
    let count = loop.points.count
    let start = loop.isBorder.lastIndex(of: true).map { $0 + 1 } ?? 0
    var isDrawing = false
    for step in 0...count {
      let index = (start + step) % count
      let point = loop.points[index]
      if isDrawing {
        path.line(point.x, point.y)
      } else if step < count, !loop.isBorder[index] {
        path.move(point.x, point.y)
      }
      isDrawing = !loop.isBorder[index]
    }
  }

  /// Each level's number on its longest line, where that runs most level.
  private mutating func labelLevels(
    _ mark: Mark.Contour, _ contours: Contours, above low: Double
  ) {
    let texts = Chart.alignedTexts(mark.levels)
    for (level, words) in zip(mark.levels, texts) where level > low {
      // The longest line, not counting what runs along the border: a bowl's levels are holes.
      let loops = contours.loops(at: level)
      guard
        let loop = loops.max(by: {
          $0.isBorder.count { !$0 } < $1.isBorder.count { !$0 }
        })
      else { continue }
      var candidates: [(slope: Double, text: Scene.Text)] = []
      for index in loop.points.indices where !loop.isBorder[index] {
        let point = loop.points[index]
        let next = loop.points[(index + 1) % loop.points.count]
        let slope = abs(next.y - point.y) / (abs(next.x - point.x) + 0.01)
        guard slope < 1, point.x > left + 16, point.x < right - 16, point.y > top + 8,
          point.y < bottom - 8
        else { continue }
        let text = Scene.Text(
          label: Label(words), x: point.x, y: point.y + 5, anchor: .middle, style: "h")
        candidates.append((slope, text))
      }
      candidates.sort { ($0.slope, $0.text.y, $0.text.x) < ($1.slope, $1.text.y, $1.text.x) }
      if let text = placer.place(candidates.prefix(40).map(\.text)) {
        scene.elements.append(.text(text))
      }
    }
  }
}
