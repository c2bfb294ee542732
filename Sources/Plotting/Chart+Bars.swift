extension Chart {
  /// The most bars one chart may hold: beyond, none is wider than a pixel.
  static let barLimit = 2_000

  /// Bars over names, one group per series: `bars` of the language.
  ///
  /// `errors` holds half the length of each error bar, a list per series, or nothing.
  package static func bars(
    _ labels: [String], _ series: [Series], errors: [[Double]] = [], xLabel: String = "",
    yLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard errors.isEmpty || errors.count == series.count else {
      throw .lengths("errors", errors.count, "the series", series.count)
    }
    var names = labels
    if names.isEmpty, let count = series.map(\.y.count).max() {
      names = (0..<count).map { String($0) }
    }
    let total = names.count * max(1, series.count)
    guard total <= barLimit else { throw .tooMuch("bars", total, limit: barLimit) }
    var marks: [Mark] = []
    let texts = total <= 24 ? alignedTexts(series.flatMap(\.y), significant: 4) : []
    var start = 0
    for (index, one) in series.enumerated() {
      let name = one.name.isEmpty ? "values" : one.name
      guard one.y.count == names.count else {
        throw .lengths("labels", names.count, name, one.y.count)
      }
      let bars = Mark.Bars(
        name: one.name, values: one.y, errors: errors.isEmpty ? [] : errors[index],
        index: index, groupCount: series.count, color: index,
        texts: texts.isEmpty ? [] : Array(texts[start..<start + one.y.count]))
      start += one.y.count
      guard bars.errors.isEmpty || bars.errors.count == one.y.count else {
        throw .lengths("errors", bars.errors.count, name, one.y.count)
      }
      marks.append(.bars(bars))
    }
    let x = Axis(label: xLabel, kind: .names(names))
    return Chart(
      title: title, marks: marks, x: x, y: Axis(label: yLabel, includesZero: true))
  }
}
