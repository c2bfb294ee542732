extension Mark {
  /// Takes the places that the mark needs into the extents of both axes.
  func extend(_ x: inout Extent, _ y: inout Extent) {
    switch self {
    case .line(let mark):
      Self.extend(&x, &y, mark.x, mark.y)
    case .band(let mark):
      x.include(mark.x)
      y.include(mark.low)
      y.include(mark.high)
    case .dots(let mark):
      Self.extend(&x, &y, mark.x, mark.y)
      for (value, error) in zip(mark.y, mark.errors) { y.include([value - error, value + error]) }
    case .bars(let mark):
      y.include(0)
      for (index, value) in mark.values.enumerated() {
        let error = mark.errors.isEmpty ? 0 : abs(mark.errors[index])
        y.include(value + error)
        y.include(value - error)
        // Room for the printed value over an upright bar.
        if !mark.texts.isEmpty { y.include((value + (value < 0 ? -error : error)) * 1.06) }
      }
    case .columns(let mark):
      x.include(mark.edges)
      y.include(0)
      y.include(mark.heights)
    case .rule(let mark):
      if mark.isVertical { x.include(mark.value) } else { y.include(mark.value) }
    case .words(let mark):
      x.include(mark.at.x)
      y.include(mark.at.y)
    case .arrow(let mark):
      for end in [mark.arrow.start, mark.arrow.end] {
        x.include(end.x)
        y.include(end.y)
      }
    case .contour(let mark):
      x.include(mark.x)
      y.include(mark.y)
    case .steps(let mark):
      for point in mark.points {
        x.include(point.x)
        y.include(point.y)
      }
    case .box(let mark):
      y.include([mark.low, mark.high])
      y.include(mark.outliers)
    case .shape(let mark):
      switch mark.form {
      case .circle(let center, let radius):
        x.include([center.x - radius, center.x + radius])
        y.include([center.y - radius, center.y + radius])
      case .polyline(let points):
        x.include(points.map(\.x))
        y.include(points.map(\.y))
      }
    case .cells: break
    }
  }

  /// Whether it is filled from zero.
  var standsOnAxis: Bool {
    switch self {
    case .bars, .columns: true
    case .band(let band): band.low.contains { $0 <= 0 }
    default: false
    }
  }

  /// Whether there is anything to draw.
  var hasData: Bool {
    var x = Extent()
    var y = Extent()
    extend(&x, &y)
    return x.low != nil || y.low != nil
  }

  /// Only points of which both coordinates can be drawn count.
  private static func extend(
    _ x: inout Extent, _ y: inout Extent, _ xs: [Double], _ ys: [Double]
  ) {
    for (a, b) in zip(xs, ys) where a.isFinite && b.isFinite {
      x.include(a)
      y.include(b)
    }
  }
}
