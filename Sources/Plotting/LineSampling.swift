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
