import Numerics

extension Mark.Line {
  /// The line with as many points as it takes to bend where straight lines do.
  func sampled(on xScale: Scale, _ yScale: Scale) -> Mark.Line {
    guard isStraight, x.count == 2, y.count == 2,
      xScale.kind != .linear || yScale.kind != .linear
    else { return self }
    let steps = 160
    var line = self
    let isGeometric = xScale.kind == .log && x[0] > 0 && x[1] > 0
    let places = (0...steps).map { step -> Double in
      let share = Double(step) / Double(steps)
      if step == steps { return x[1] }
      return isGeometric
        ? x[0] * pow(x[1] / x[0], share) : x[0] * (1 - share) + x[1] * share
    }
    line.x = places
    line.y = places.map { place in
      let share = (place - x[0]) / (x[1] - x[0])
      return y[0] * (1 - share) + y[1] * share
    }
    line.isStraight = false
    return line
  }
}

/// Leaves out the points of a line that cannot be seen.
enum LineSampling {
  /// The runs with at most four points per column of one unit: the first, the least, the greatest
  /// and the last, in the order of the data, so that the line covers the same pixels.
  ///
  /// Lines that go back and forth are thinned only where neighbours fall on the same place.
  ///
  /// - Source: U. Jugel and others, M4: a visualization-oriented time series data aggregation,
  ///   VLDB 7(10), 2014.
  static func thinned(_ runs: [[Point]], columns: Int) -> [[Point]] {
    let total = runs.reduce(0) { $0 + $1.count }
    guard total > 4 * columns else { return runs.map { separate($0, distance: 0.05) } }
    return runs.map { run in
      zip(run, run.dropFirst()).allSatisfy { $0.x <= $1.x }
        ? extremes(of: run) : separate(run, distance: 0.5)
    }
  }

  private static func extremes(of run: [Point]) -> [Point] {
    var result: [Point] = []
    var start = 0
    while start < run.count {
      let column = run[start].x.rounded(.down)
      var end = start
      var low = start
      var high = start
      while end < run.count, run[end].x.rounded(.down) == column {
        if run[end].y < run[low].y { low = end }
        if run[end].y > run[high].y { high = end }
        end += 1
      }
      var last = -1
      for index in [start, min(low, high), max(low, high), end - 1] where index > last {
        result.append(run[index])
        last = index
      }
      start = end
    }
    return result
  }

  /// The part of the line from `a` to `b` that lies in `area`, or nil where none does.
  ///
  /// - Source: Y. Liang and B. Barsky, A new concept and method for line clipping, 1984.
  static func clipped(_ a: Point, _ b: Point, to area: LabelPlacer.Area) -> (Point, Point)? {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    guard dx.isFinite, dy.isFinite else { return nil }
    var (first, last) = (0.0, 1.0)
    for (step, room) in [
      (-dx, a.x - area.left), (dx, area.right - a.x), (-dy, a.y - area.top),
      (dy, area.bottom - a.y),
    ] {
      if step == 0 {
        if room < 0 { return nil }
      } else if step < 0 {
        first = max(first, room / step)
      } else {
        last = min(last, room / step)
      }
    }
    guard first <= last else { return nil }
    // Far away a place is known less exactly than the area is wide.
    func inside(_ point: Point) -> Point {
      Point(
        min(max(point.x, area.left), area.right), min(max(point.y, area.top), area.bottom))
    }
    let start = first == 0 ? inside(a) : inside(Point(a.x + first * dx, a.y + first * dy))
    let end = last == 1 ? inside(b) : inside(Point(a.x + last * dx, a.y + last * dy))
    return (start, end)
  }

  /// The points at least `distance` apart from the one kept before, and the last one.
  static func separate(_ points: [Point], distance: Double) -> [Point] {
    guard let first = points.first, let final = points.last else { return [] }
    var kept = [first]
    var last = first
    for point in points.dropFirst() {
      if abs(point.x - last.x) >= distance || abs(point.y - last.y) >= distance {
        kept.append(point)
        last = point
      }
    }
    if last != final { kept.append(final) }
    return kept
  }
}
