import Numerics

extension Chart {
  /// The same chart on other scales: `linear`, `log` or `symlog`, or nothing to keep the one it has.
  ///
  /// A symmetric logarithmic scale is linear around zero, up to a thousandth of the largest value.
  package func scaled(x xName: String = "", y yName: String = "") throws(ChartError) -> Chart {
    guard panels.isEmpty, !frame.isDiagram else {
      throw .option("scales", "fit charts with axes; charts side by side are scaled one by one")
    }
    var chart = self
    let (x, y) = extents
    chart.x.kind = try Self.kind(xName, self.x, x)
    chart.y.kind = try Self.kind(yName, self.y, y)
    return chart
  }

  private static func kind(_ name: String, _ axis: Axis, _ extent: Extent) throws(ChartError)
    -> Axis.Kind
  {
    if name.isEmpty { return axis.kind }
    guard axis.names == nil else {
      throw .option("a scale", "cannot be '\(name)' where the axis carries names")
    }
    switch name {
    case "linear": return .linear
    case "log": return .log
    case "symlog":
      let largest = max(abs(extent.low ?? 0), abs(extent.high ?? 0))
      return .symlog(threshold: largest > 0 ? powerOfTen(decimalExponent(largest) - 3) : 1)
    default: throw .option("a scale", "is linear, log or symlog, not '\(name)'")
    }
  }

  /// The same chart with the ends of its axes given; what lies beyond is cut off.
  package func limited(x: ClosedRange<Double>? = nil, y: ClosedRange<Double>? = nil)
    throws(ChartError) -> Chart
  {
    var chart = self
    for (axis, range) in [(self.x, x), (self.y, y)] where range != nil {
      guard axis.names == nil, panels.isEmpty, !frame.isDiagram else {
        throw .option("limits", "fit axes with numbers only")
      }
    }
    if let x { chart.x.domain = x }
    if let y { chart.y.domain = y }
    return chart
  }

  /// The same chart with or without its axes: ticks, grid, names of rows and columns, and the words
  /// beside them. Names of series, numbers on marks and the bar of colours stay.
  package func axes(_ areShown: Bool) -> Chart {
    var chart = self
    chart.panels = panels.map { $0.axes(areShown) }
    // What has no axes of its own, as a diagram or panels, gets none.
    guard panels.isEmpty, !frame.isDiagram else { return chart }
    (chart.x.isShown, chart.y.isShown) = (areShown, areShown)
    return chart
  }

  /// Whether both axes are hidden; a line of numbers has one.
  var hasNoAxes: Bool { !x.isShown && !y.isShown }

  /// Whether marks may lie beyond the ends of the axes.
  var isCut: Bool {
    (x.domain != nil || y.domain != nil) && !frame.isDiagram && (y.isShown || hasNoAxes)
  }
}
