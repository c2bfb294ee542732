/// The steps of an optimiser: as far as they lie in the area of the data.
extension PlaneLayout {
  /// What can be seen of some steps.
  struct VisibleSteps {
    /// The lines within the area, broken where the steps leave it or have no place.
    var runs: [[Point]] = []
    /// The places within the area.
    var dots: [Point] = []
    /// The first place, if it lies within.
    var start: Point?
    /// The last place, if it lies within.
    var end: Point?
    /// Where a path that starts outside comes in.
    var entry: Point?
    /// Where a path that ends outside goes out for the last time.
    var exit: Point?
  }

  func visibleSteps(_ mark: Mark.Steps) -> VisibleSteps {
    let area = LabelPlacer.Area(left: left - 1, top: top - 1, right: right + 1, bottom: bottom + 1)
    let border = LabelPlacer.Area(left: left, top: top, right: right, bottom: bottom)
    func lies(_ point: Point) -> Bool { LineSampling.clipped(point, point, to: area) != nil }
    var result = VisibleSteps()
    let all = runs(mark.points.map(\.x), mark.points.map(\.y))
    for run in all {
      var piece: [Point] = []
      for (index, point) in run.enumerated() {
        if lies(point) { result.dots.append(point) }
        guard index > 0 else {
          if lies(point) { piece = [point] }
          continue
        }
        let before = run[index - 1]
        let isWhole = lies(before) && lies(point)
        guard
          let (from, to) = isWhole
            ? (before, point) : LineSampling.clipped(before, point, to: border)
        else { continue }
        if !lies(before) {
          if !piece.isEmpty { result.runs.append(piece) }
          piece = [from]
        }
        piece.append(to)
        if !lies(point) {
          result.runs.append(piece)
          piece = []
        }
      }
      if !piece.isEmpty { result.runs.append(piece) }
    }
    if let first = all.first?.first {
      if lies(first) { result.start = first } else { result.entry = result.runs.first?.first }
    }
    if let last = all.last?.last {
      if lies(last) { result.end = last } else { result.exit = result.runs.last?.last }
    }
    return result
  }

  mutating func draw(_ mark: Mark.Steps) {
    let visible = visibleSteps(mark)
    var path = PathData()
    var dots = PathData()
    for run in visible.runs {
      for (index, point) in LineSampling.separate(run, distance: 0.3).enumerated() {
        if index == 0 { path.move(point.x, point.y) } else { path.line(point.x, point.y) }
      }
    }
    for point in LineSampling.separate(visible.dots, distance: 4) { dots.dot(point.x, point.y) }
    let slot = Self.slot(mark.color)
    scene.add(path, "l s\(slot)")
    scene.add(dots, "p s\(slot)")
    guard !mark.isClosed else { return }
    if let first = visible.start {
      scene.elements.append(.circle(x: first.x, y: first.y, radius: 5, "o s\(slot)"))
    }
    if let last = visible.end {
      scene.elements.append(.circle(x: last.x, y: last.y, radius: 6, "f\(slot) w"))
    }
  }

  mutating func placeLabels(_ steps: Mark.Steps) {
    guard steps.points.count > 1, !steps.isClosed else { return }
    let visible = visibleSteps(steps)
    let style = "b h t\(Self.slot(steps.color))"
    for (words, point) in [
      ("start", visible.start), ("start outside", visible.entry), ("end", visible.end),
      ("end outside", visible.exit),
    ] {
      guard let point else { continue }
      let candidates = LabelPlacer.around(
        words, x: point.x, y: point.y, distance: 11, style: style)
      if let text = placer.place(candidates) { scene.elements.append(.text(text)) }
    }
  }
}
