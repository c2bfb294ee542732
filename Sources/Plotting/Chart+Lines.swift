extension Chart {
  /// The most points that all series of one chart may hold together.
  static let pointLimit = 10_000_000

  /// Lines through the values of one or several series: `lineChart` of the language.
  ///
  /// Up to twelve points are marked with dots, since then each is a measurement.
  package static func lines(
    _ series: [Series], xLabel: String = "", yLabel: String = "", hasLogX: Bool = false,
    hasLogY: Bool = false, title: String = ""
  ) throws(ChartError) -> Chart {
    var marks: [Mark] = []
    var total = 0
    for (index, one) in series.enumerated() {
      if let x = one.x, x.count != one.y.count {
        throw .lengths("x", x.count, one.name.isEmpty ? "y" : one.name, one.y.count)
      }
      total += one.y.count
      marks.append(
        .line(
          Mark.Line(
            name: one.name, x: one.places, y: one.y, color: index,
            hasDots: one.y.count <= 12)))
    }
    guard total <= pointLimit else { throw .tooMuch("points", total, limit: pointLimit) }
    let isCounted = series.allSatisfy { $0.x == nil }
    let x = Axis(
      label: xLabel, kind: hasLogX ? .log : .linear, isTight: true,
      isInteger: isCounted && !hasLogX)
    let y = Axis(label: yLabel, kind: hasLogY ? .log : .linear)
    return Chart(title: title, marks: marks, x: x, y: y)
  }

  /// A curve with a band around it, such as a mean with its uncertainty.
  package static func band(
    _ series: Series, low: [Double], high: [Double], xLabel: String = "", yLabel: String = "",
    title: String = ""
  ) throws(ChartError) -> Chart {
    guard low.count == series.y.count else {
      throw .lengths("low", low.count, "y", series.y.count)
    }
    guard high.count == series.y.count else {
      throw .lengths("high", high.count, "y", series.y.count)
    }
    var chart = try lines([series], xLabel: xLabel, yLabel: yLabel, title: title)
    chart.marks.insert(.band(Mark.Band(x: series.places, low: low, high: high)), at: 0)
    return chart
  }
}
