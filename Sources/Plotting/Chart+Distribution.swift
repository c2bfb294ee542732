import Numerics

extension Chart {
  /// Smooth densities of one or several samples: `density` of the language.
  ///
  /// The curve is a sum of normal bumps, one per value; three bandwidths are added at both ends.
  ///
  /// - Source: B. Silverman, Density Estimation, 1986, eq. 3.31: a bandwidth of
  ///   0.9 · min(standard deviation, IQR / 1.34) · n^(−1/5).
  package static func density(
    _ samples: [Series], xLabel: String = "", yLabel: String = "density", title: String = ""
  ) throws(ChartError) -> Chart {
    let total = samples.reduce(0) { $0 + $1.y.count }
    guard total <= 100_000 else { throw .tooMuch("values", total, limit: 100_000) }
    var marks: [Mark] = []
    for (index, sample) in samples.enumerated() {
      let (x, y) = densityCurve(sample.y)
      marks.append(
        .band(
          Mark.Band(x: x, low: [Double](repeating: 0, count: x.count), high: y, color: index)))
      marks.append(.line(Mark.Line(name: sample.name, x: x, y: y, color: index)))
    }
    return Chart(
      title: title, marks: marks, x: Axis(label: xLabel, isTight: true),
      y: Axis(label: yLabel, includesZero: true))
  }

  private static func densityCurve(_ values: [Double]) -> (x: [Double], y: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last, (high - low).isFinite else {
      return ([], [])
    }
    let n = Double(sorted.count)
    let mean = sorted.reduce(0) { $0 + $1 / n }
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
    let deviation = variance.squareRoot()
    let spread = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34
    let scale = spread > 0 ? min(deviation, spread) : deviation
    let width = scale > 0 ? 0.9 * scale * pow(n, -0.2) : max(abs(low) * 0.1, 0.1)
    let start = low - 3 * width
    let step = (high - low + 6 * width) / 160
    guard step > 0, step.isFinite else { return ([], []) }
    let factor = 1 / (n * width * (2 * Double.pi).squareRoot())
    let x = (0...160).map { start + Double($0) * step }
    var first = 0
    let y = x.map { place -> Double in
      // Bumps more than eight bandwidths away add less than 10⁻¹³.
      while first < sorted.count, sorted[first] < place - 8 * width { first += 1 }
      var sum = 0.0
      var index = first
      while index < sorted.count, sorted[index] <= place + 8 * width {
        let z = (place - sorted[index]) / width
        sum += exp(-z * z / 2)
        index += 1
      }
      return sum * factor
    }
    return (x, y)
  }

  /// Boxes with whiskers: `boxes` of the language.
  ///
  /// The box holds the middle half with the median; whiskers reach the outermost values within
  /// one and a half box lengths; values beyond are dots.
  ///
  /// - Source: J. Tukey, Exploratory Data Analysis, 1977; quartiles of type 7 (Hyndman and Fan).
  package static func boxes(
    _ samples: [Series], xLabel: String = "", yLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard samples.count <= 200 else { throw .tooMuch("boxes", samples.count, limit: 200) }
    var marks: [Mark] = []
    for (index, sample) in samples.enumerated() {
      let sorted = sample.y.filter(\.isFinite).sorted()
      guard !sorted.isEmpty else { continue }
      let lower = quantile(sorted, 0.25)
      let upper = quantile(sorted, 0.75)
      let reach = 1.5 * (upper - lower)
      let inside = sorted.filter { $0 >= lower - reach && $0 <= upper + reach }
      marks.append(
        .box(
          Mark.Box(
            index: index, low: inside.first ?? lower, lowerQuartile: lower,
            median: quantile(sorted, 0.5), upperQuartile: upper, high: inside.last ?? upper,
            outliers: sorted.filter { $0 < lower - reach || $0 > upper + reach })))
    }
    let names = samples.enumerated().map { $1.name.isEmpty ? String($0) : $1.name }
    return Chart(
      title: title, marks: marks, x: Axis(label: xLabel, kind: .names(names)),
      y: Axis(label: yLabel))
  }

  /// Points on a line with their names over them: `numberLine` of the language.
  package static func numberLine(
    _ values: [Double], labels: [String] = [], xLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard labels.isEmpty || labels.count == values.count else {
      throw .lengths("labels", labels.count, "the values", values.count)
    }
    guard values.count <= 200 else { throw .tooMuch("points", values.count, limit: 200) }
    let words = labels.isEmpty ? values.map { readable($0) } : labels
    let dots = Mark.Dots(
      x: values, y: values.map { $0.isFinite ? 0 : .nan }, labels: words, hasLabelsAbove: true)
    var chart = Chart(
      title: title, marks: [.dots(dots)], x: Axis(label: xLabel),
      y: Axis(domain: 0...1, isShown: false), frame: Frame(width: 480, height: 120))
    chart.diagramWords =
      "Number line with "
      + list(zip(words, values).map { "\(Label($0).plain) at \(readable($1))" }) + "."
    if !title.isEmpty { chart.frame.height += 24 }
    if !xLabel.isEmpty { chart.frame.height += 20 }
    chart.frame.height -= emptyHeight(aboveNamesOf: chart)
    return chart
  }

  /// The height between the header of a number line and its highest name.
  private static func emptyHeight(aboveNamesOf chart: Chart) -> Double {
    let layout = PlaneLayout(chart)
    let names = chart.scene.texts.filter { $0.y > layout.top && $0.y < layout.bottom }
    let highest = names.map(\.box.top).min() ?? layout.bottom
    return max(0, min(highest - layout.top + 4, layout.bottom - layout.top - 20))
  }
}
