import Plotting
import Script
import Tensors

/// Pictures: each function gives a value that the page shows as SVG and a terminal as text.
extension StandardLibrary {
  static let charts: [LibraryFunction] = [
    chart(
      "lineChart",
      "(_ values: Vector, x: String = \"\", y: String = \"\", title: String = \"\", logX: Bool = false, logY: Bool = false) -> Chart",
      "A line through the values, such as a loss curve.",
      "lineChart([3, 2, 1.5], x: \"step\", y: \"loss\")"
    ) { arguments in
      try Chart.lines(
        [Series(y: arguments.vector(0))], xLabel: arguments.string(1), yLabel: arguments.string(2),
        hasLogX: arguments.flag(4), hasLogY: arguments.flag(5), title: arguments.string(3))
    },
    chart(
      "lineChart",
      "(_ series: [String: Vector], at places: Vector = [], x: String = \"\", y: String = \"\", title: String = \"\", logX: Bool = false, logY: Bool = false) -> Chart",
      "A line for each named series, labelled at its end; `at` gives common places on the x axis.",
      "lineChart([\"train\": [3, 2, 1], \"validation\": [3, 2.5, 2.2]], x: \"epoch\", y: \"loss\")"
    ) { arguments in
      let places = try arguments.vector(1)
      return try Chart.lines(
        series(arguments[0], places: places.isEmpty ? nil : places), xLabel: arguments.string(2),
        yLabel: arguments.string(3), hasLogX: arguments.flag(5), hasLogY: arguments.flag(6),
        title: arguments.string(4))
    },
    chart(
      "lineChart",
      "(_ places: Vector, _ values: Vector, x: String = \"\", y: String = \"\", title: String = \"\", logX: Bool = false, logY: Bool = false) -> Chart",
      "A line through the points (place, value).", "lineChart([1, 2, 4], [1, 4, 16])"
    ) { arguments in
      try Chart.lines(
        [Series(x: arguments.vector(0), y: arguments.vector(1))], xLabel: arguments.string(2),
        yLabel: arguments.string(3), hasLogX: arguments.flag(5), hasLogY: arguments.flag(6),
        title: arguments.string(4))
    },
    chart(
      "scatter",
      "(_ across: Vector, _ up: Vector, groups: [String] = [], labels: [String] = [], fit: Bool = false, x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "Dots at the points, in groups if they are named, with the least-squares line if `fit`.",
      "scatter([1, 2, 3], [2, 4, 5], fit: true)"
    ) { arguments in
      try Chart.scatter(
        x: arguments.vector(0), y: arguments.vector(1), groups: arguments.strings(2),
        labels: arguments.strings(3), hasFit: arguments.flag(4), xLabel: arguments.string(5),
        yLabel: arguments.string(6), title: arguments.string(7))
    },
    chart(
      "bars",
      "(_ names: [String], _ values: Vector, errors: Vector = [], x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "A bar for each name, from zero; `errors` gives half the length of each error bar.",
      "bars([\"cat\", \"dog\"], [0.7, 0.3], y: \"probability\")"
    ) { arguments in
      let errors = try arguments.vector(2)
      return try Chart.bars(
        arguments.strings(0), [Series(y: arguments.vector(1))],
        errors: errors.isEmpty ? [] : [errors], xLabel: arguments.string(3),
        yLabel: arguments.string(4), title: arguments.string(5))
    },
    chart(
      "bars",
      "(_ names: [String], _ series: [String: Vector], x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "A group of bars for each name, one bar for each series.",
      "bars([\"cat\", \"dog\"], [\"before\": [0.7, 0.3], \"after\": [0.9, 0.1]])"
    ) { arguments in
      try Chart.bars(
        arguments.strings(0), series(arguments[1], places: nil), xLabel: arguments.string(2),
        yLabel: arguments.string(3), title: arguments.string(4))
    },
    chart(
      "heatmap",
      "(_ values: Matrix, rows: [String] = [], columns: [String] = [], range: Range? = nil, numbers: Bool = true, x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "Cells coloured by their value, such as attention weights; `range` gives the values at the ends of the colours, and up to 12 × 12 cells show theirs unless `numbers` is false.",
      "heatmap([[0.9, 0.1], [0.4, 0.6]], rows: [\"the\", \"cat\"], columns: [\"the\", \"cat\"])"
    ) { arguments in
      let matrix = try arguments.tensor(0)
      return try Chart.heatmap(
        Grid(rows: matrix.shape[0], columns: matrix.shape[1], values: matrix.values),
        rows: arguments.strings(1), columns: arguments.strings(2),
        range: arguments.isNone(3) ? nil : interval(arguments[3], "range"),
        hasNumbers: arguments.flag(4), xLabel: arguments.string(5), yLabel: arguments.string(6),
        title: arguments.string(7))
    },
    chart(
      "vectors",
      "(_ arrows: [String: Vector], x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "Named arrows from the origin of the plane.", "vectors([\"a\": [3, 1], \"b\": [1, 2]])"
    ) { arguments in
      let arrows = try named(arguments[0]).map { name, value in
        Arrow(to: try point(value, name), label: name)
      }
      return try Chart.vectors(
        arrows, xLabel: arguments.string(1), yLabel: arguments.string(2), title: arguments.string(3)
      )
    },
    chart(
      "vectors",
      "(_ arrows: [(from: Vector, to: Vector, label: String)], x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "Arrows between points of the plane.",
      "vectors([(from: [0, 0], to: [3, 1], label: \"a\"), (from: [3, 1], to: [4, 3], label: \"b\")])"
    ) { arguments in
      guard case .array(let elements) = arguments[0] else { return try Chart.vectors([]) }
      let arrows = try elements.map { element -> Arrow in
        guard case .tuple(let tuple) = element else {
          throw ScriptCause("library.argument", "an arrow is (from:, to:, label:)")
        }
        let label = try tuple.elements.string(2)
        return Arrow(
          from: try point(tuple.elements[0], label), to: try point(tuple.elements[1], label),
          label: label)
      }
      return try Chart.vectors(
        arrows, xLabel: arguments.string(1), yLabel: arguments.string(2), title: arguments.string(3)
      )
    },
    LibraryFunction(
      "+", "(_ below: Chart, _ above: Chart) -> Chart",
      summary: "One chart drawn over another, on the axes of the first.",
      example: "lineChart([1, 4, 9]) + scatter([0, 1, 2], [1, 4, 9])", exampleResult: "Chart",
      body: .general { arguments, _ in
        guard case .object(let first) = arguments[0], case .object(let second) = arguments[1],
          let below = first as? ChartValue, let above = second as? ChartValue
        else { throw ScriptCause("library.argument", "two charts are needed") }
        return .object(ChartValue(try below.chart.overlaid(with: above.chart)))
      }),
  ]

  /// An entry whose result is a chart.
  static func chart(
    _ name: String, _ signature: String, _ summary: String, _ example: String, source: String = "",
    _ make: @escaping @Sendable ([Value]) throws -> Chart
  ) -> LibraryFunction {
    LibraryFunction(
      name, signature, summary: summary, example: example, exampleResult: "Chart", source: source,
      body: .general { arguments, _ in .object(ChartValue(try make(arguments))) })
  }

  /// The pairs of a dictionary with texts as keys.
  static func named(_ value: Value) throws -> [(String, Value)] {
    guard case .dictionary(let dictionary) = value else { return [] }
    return try dictionary.pairs.map { (try [$0.key].string(0), $0.value) }
  }

  /// The named vectors of a dictionary, each a series.
  static func series(_ value: Value, places: [Double]?) throws -> [Series] {
    try named(value).map { name, values in Series(name, x: places, y: try [values].vector(0)) }
  }

  /// The point of the plane that a vector of two numbers is.
  static func point(_ value: Value, _ name: String) throws -> Point {
    let values = try [value].vector(0)
    guard values.count == 2 else {
      throw ScriptCause(
        "library.domain", "an arrow of the plane has two components, '\(name)' has \(values.count)")
    }
    return Point(values[0], values[1])
  }
}
