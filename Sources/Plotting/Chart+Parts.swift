extension Chart {
  /// Dots with error bars: `errorBars` of the language.
  package static func errorBars(
    x: [Double], y: [Double], errors: [Double], xLabel: String = "", yLabel: String = "",
    title: String = ""
  ) throws(ChartError) -> Chart {
    guard x.count == y.count else { throw .lengths("places", x.count, "values", y.count) }
    guard errors.count == y.count else { throw .lengths("errors", errors.count, "values", y.count) }
    guard y.count <= barLimit else { throw .tooMuch("error bars", y.count, limit: barLimit) }
    let dots = Mark.Dots(x: x, y: y, errors: errors.map(abs))
    return Chart(
      title: title, marks: [.dots(dots)], x: Axis(label: xLabel), y: Axis(label: yLabel))
  }

  /// The steps of an optimiser: `path` of the language.
  package static func path(
    _ points: [Point], hasEqualAspect: Bool = false, xLabel: String = "", yLabel: String = "",
    title: String = ""
  ) throws(ChartError) -> Chart {
    guard points.count <= 100_000 else { throw .tooMuch("points", points.count, limit: 100_000) }
    return Chart(
      title: title, marks: [.steps(Mark.Steps(points: points))], x: Axis(label: xLabel),
      y: Axis(label: yLabel), frame: Frame(hasEqualAspect: hasEqualAspect))
  }

  /// A straight line across the whole chart: `rule` of the language.
  package static func rule(isVertical: Bool, _ value: Double, label: String = "") -> Chart {
    Chart(
      title: "", marks: [.rule(Mark.Rule(isVertical: isVertical, value: value, label: label))],
      x: Axis(), y: Axis())
  }

  /// Words at a place: `annotate` of the language.
  package static func annotation(_ text: String, at place: Point) -> Chart {
    Chart(title: "", marks: [.words(Mark.Words(text: text, at: place))], x: Axis(), y: Axis())
  }

  /// Shows zero on the vertical axis.
  package mutating func startVerticalAxisAtZero() { y.includesZero = true }
}
