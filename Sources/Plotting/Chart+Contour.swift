extension Chart {
  /// Lines of equal height over a plane: `contour` of the language; with `isFilled` shaded areas:
  /// `surface`.
  ///
  /// `path` draws the steps of an optimiser over it. Both axes have the same unit if their spans
  /// are of like size.
  package static func contour(
    _ grid: Grid, x: [Double], y: [Double], levels: Int = 8, isFilled: Bool = false,
    path: [Point] = [], xLabel: String = "", yLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard x.count == grid.columns else { throw .lengths("x", x.count, "each row", grid.columns) }
    guard y.count == grid.rows else { throw .lengths("y", y.count, "each column", grid.rows) }
    guard (1...40).contains(levels) else {
      throw .option("levels", "must lie between 1 and 40, not at \(levels)")
    }
    guard grid.values.count <= 250_000 else {
      throw .tooMuch("cells", grid.values.count, limit: 250_000)
    }
    let contour = Mark.Contour(
      grid: grid, x: x, y: y, levels: contourLevels(grid, count: levels), isFilled: isFilled)
    var marks: [Mark] = [.contour(contour)]
    if !path.isEmpty { marks.append(.steps(Mark.Steps(points: path))) }
    var frame = Frame(width: 480, height: 400)
    let spanX = abs((x.last ?? 0) - (x.first ?? 0))
    let spanY = abs((y.last ?? 0) - (y.first ?? 0))
    frame.hasEqualAspect = spanX > 0 && spanY > 0 && spanX / spanY < 2.5 && spanY / spanX < 2.5
    return Chart(
      title: title, marks: marks, x: Axis(label: xLabel, isTight: true),
      y: Axis(label: yLabel, isTight: true), frame: frame)
  }

  /// Round levels; where the heights grow like a bowl, finer ones near the bottom.
  ///
  /// A bowl is told by its median, which then lies in the lowest quarter: levels follow squares.
  private static func contourLevels(_ grid: Grid, count: Int) -> [Double] {
    let sorted = grid.values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last, low < high, (high - low).isFinite else {
      return []
    }
    let median = sorted[sorted.count / 2]
    if (median - low) < 0.2 * (high - low) {
      return (1...count).map { step in
        let share = Double(step) / Double(count + 1)
        let level = low + (high - low) * share * share
        return Double(generalText(level, digits: 2)) ?? level
      }.filter { $0 > low && $0 < high }
    }
    let exponent = decimalExponent(max(abs(low), abs(high)))
    let ticks = LinearTicks(
      low: scaledDown(low, by: exponent), high: scaledDown(high, by: exponent), count: count,
      isTight: true, isInteger: false)
    return ticks.ticks.map { scaledDown($0.value, by: -exponent) }.filter { $0 > low && $0 < high }
  }
}
