import Plotting
import Script
import Tensors

/// Parts to be laid over other charts with `+`, and charts side by side.
extension StandardLibrary {
  static let chartParts: [LibraryFunction] = [
    chart(
      "path",
      "(_ points: [Vector], equal: Bool = false, x: String = \"\", y: String = \"\", title: String = \"\") -> Chart",
      "The steps of an optimiser, with start and end marked unless the curve is closed; with `equal` a unit is as long on both axes.",
      "path([[2, 1], [1, 0.5], [0, 0]])"
    ) { arguments in
      try Chart.path(
        points(arguments[0]), hasEqualAspect: arguments.flag(1), xLabel: arguments.string(2),
        yLabel: arguments.string(3), title: arguments.string(4))
    },
    chart(
      "rule", "(x place: Double, label: String = \"\") -> Chart",
      "An upright line at a place of the horizontal axis, to be laid over a chart with `+`.",
      "lineChart([1, 4, 9]) + rule(x: 1, label: \"here\")"
    ) { arguments in
      .rule(isVertical: true, try arguments.number(0), label: try arguments.string(1))
    },
    chart(
      "rule", "(y place: Double, label: String = \"\") -> Chart",
      "A level line at a place of the vertical axis, to be laid over a chart with `+`.",
      "lineChart([1, 4, 9]) + rule(y: 5, label: \"limit\")"
    ) { arguments in
      .rule(isVertical: false, try arguments.number(0), label: try arguments.string(1))
    },
    chart(
      "annotate", "(_ text: String, at place: Vector) -> Chart",
      "Words at a place, to be laid over a chart with `+`.",
      "lineChart([1, 4, 9]) + annotate(\"a square\", at: [1, 4])"
    ) { arguments in
      .annotation(try arguments.string(0), at: try point(arguments[1], "the place"))
    },
    LibraryFunction.general(
      "scaled", "(_ self: Chart, x: String = \"\", y: String = \"\") -> Chart", kind: .method,
      "The same chart on other scales: \"linear\", \"log\", or \"symlog\" for both signs.",
      "lineChart([-100, 0.1, 1000]).scaled(y: \"symlog\")", "Chart"
    ) { arguments, _ in
      .object(
        ChartValue(
          try own(arguments).scaled(x: arguments.string(1), y: arguments.string(2))))
    },
    LibraryFunction.general(
      "limited", "(_ self: Chart, x: Range? = nil, y: Range? = nil) -> Chart", kind: .method,
      "The same chart with the ends of its axes given; what lies beyond is cut off.",
      "lineChart([1, 4, 9, 1000]).limited(y: 0...10)", "Chart"
    ) { arguments, _ in
      .object(
        ChartValue(
          try own(arguments).limited(
            x: arguments.isNone(1) ? nil : interval(arguments[1], "x"),
            y: arguments.isNone(2) ? nil : interval(arguments[2], "y"))))
    },
    LibraryFunction.general(
      "axes", "(_ self: Chart, _ shown: Bool) -> Chart", kind: .method,
      "The same chart with `false` without its axes: no ticks, no grid, no names beside them.",
      "heatmap([[0, 1], [1, 0]]).axes(false)", "Chart"
    ) { arguments, _ in
      .object(ChartValue(try own(arguments).axes(arguments.flag(1))))
    },
    chart(
      "facets", "(_ charts: [String: Chart], columns: Int = 2, title: String = \"\") -> Chart",
      "Charts side by side under their names, with the same axes where they measure the same.",
      "facets([\"before\": lineChart([1, 2, 3]), \"after\": lineChart([1, 4, 9])])"
    ) { arguments in
      let panels = try named(arguments[0]).map { name, value -> Chart in
        guard case .object(let object) = value, var chart = (object as? ChartValue)?.chart else {
          throw ScriptCause("library.argument", "a facet is a chart")
        }
        chart.title = name
        return chart
      }
      return try Chart.facets(
        panels, columns: arguments.integer(1), title: arguments.string(2))
    },
  ]

  /// The chart whose method is called.
  private static func own(_ arguments: [Value]) throws -> Chart {
    guard case .object(let object)? = arguments.first, let chart = (object as? ChartValue)?.chart
    else { throw ScriptCause("library.argument", "a chart is needed") }
    return chart
  }
}
