/// The noise of rounding, which descriptions leave out.
extension Chart {
  /// `marks` with 0 for what is 10⁻¹² of the chart's span or less: `sin(2π)` is −2.4·10⁻¹⁶ to the
  /// computer and 0 to whoever reads about a sine.
  ///
  /// Values on logarithmic axes are left as they are, for there the small ones are the matter.
  func withoutNoise(_ marks: [Mark]) -> [Mark] {
    let extents = self.extents
    var x = Noise(extents.x)
    var y = Noise(extents.y)
    // One unit on both axes is one scale of what is small.
    if frame.hasEqualAspect {
      x.limit = max(x.limit, y.limit)
      y.limit = x.limit
    }
    if self.x.kind == .log { x.limit = 0 }
    if self.y.kind == .log { y.limit = 0 }
    return marks.map { $0.without(x, y) }
  }
}

/// How small a number must be to count as zero.
private struct Noise {
  var limit = 0.0

  init(_ extent: Extent) {
    guard let low = extent.low, let high = extent.high, (high - low).isFinite else { return }
    limit = (high - low) * 1e-12
  }

  init(_ values: [Double]) {
    var extent = Extent()
    extent.include(values)
    self.init(extent)
  }

  func cleaned(_ value: Double) -> Double { abs(value) < limit ? 0 : value }
  func cleaned(_ values: [Double]) -> [Double] { values.map(cleaned) }
}

extension Mark {
  /// The mark with 0 for the values that `x` and `y` call noise.
  fileprivate func without(_ x: Noise, _ y: Noise) -> Mark {
    func cleaned(_ point: Point) -> Point { Point(x.cleaned(point.x), y.cleaned(point.y)) }
    switch self {
    case .line(var mark):
      (mark.x, mark.y) = (x.cleaned(mark.x), y.cleaned(mark.y))
      return .line(mark)
    case .dots(var mark):
      (mark.x, mark.y) = (x.cleaned(mark.x), y.cleaned(mark.y))
      return .dots(mark)
    case .bars(var mark):
      mark.values = y.cleaned(mark.values)
      return .bars(mark)
    case .columns(var mark):
      (mark.edges, mark.heights) = (x.cleaned(mark.edges), y.cleaned(mark.heights))
      return .columns(mark)
    case .arrow(var mark):
      (mark.arrow.start, mark.arrow.end) = (cleaned(mark.arrow.start), cleaned(mark.arrow.end))
      return .arrow(mark)
    case .steps(var mark):
      mark.points = mark.points.map(cleaned)
      return .steps(mark)
    case .box(var mark):
      mark.low = y.cleaned(mark.low)
      mark.lowerQuartile = y.cleaned(mark.lowerQuartile)
      mark.median = y.cleaned(mark.median)
      mark.upperQuartile = y.cleaned(mark.upperQuartile)
      mark.high = y.cleaned(mark.high)
      return .box(mark)
    case .cells(var mark):
      mark.grid = mark.grid.without(Noise(mark.grid.values))
      return .cells(mark)
    case .contour(var mark):
      mark.grid = mark.grid.without(Noise(mark.grid.values))
      (mark.x, mark.y) = (x.cleaned(mark.x), y.cleaned(mark.y))
      return .contour(mark)
    case .band, .rule, .words, .shape: return self
    }
  }
}

extension Grid {
  fileprivate func without(_ noise: Noise) -> Grid {
    Grid(rows: rows, columns: columns, values: noise.cleaned(values))
  }
}
