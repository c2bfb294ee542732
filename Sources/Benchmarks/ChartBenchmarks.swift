import Numerics
import Plotting

/// What pictures cost: sixty charts of twelve kinds as SVG.
enum ChartBenchmarks {
  static func run() {
    let charts = gallery()
    let time = processorMedian {
      var bytes = 0
      for (index, chart) in charts.enumerated() { bytes += chart.svg(id: "b\(index)").utf8.count }
      precondition(bytes > 0, "charts have bytes")
    }
    let name = "a gallery of \(charts.count) charts as SVG"
    print(Comparison(name: name, ours: time, peer: "limit", theirs: 0.05).line)
    let words = processorMedian { for chart in charts { _ = chart.text() } }
    print(
      Comparison(name: "the same with characters", ours: words, peer: "limit", theirs: 0.05).line)
    let states = (0..<21).compactMap { state in
      try? Chart.lines([
        Series(
          "s", y: (0..<200).map { sin(Double($0 * (state + 1)) / 200) })
      ])
    }
    let family = processorMedian {
      _ = ChartFamily(Chart.sharingScales(states), shown: 0, id: "s")
    }
    print(
      Comparison(
        name: "21 states of a curve of 200 points", ours: family, peer: "limit", theirs: 0.05
      )
      .line)
  }

  /// Five charts of each of twelve kinds.
  private static func gallery() -> [Chart] {
    var random = RandomSource(seed: 1)
    var charts: [Chart?] = []
    for _ in 0..<5 {
      let x = (0..<200).map { _ in random.nextNormal() }
      let y = (0..<200).map { _ in random.nextNormal() }
      let grid = Grid(rows: 16, columns: 12, values: Array(x[..<192]))
      let places = (0..<16).map(Double.init)
      let names = ["first", "second", "third"]
      charts += [
        try? Chart.lines([Series("train", y: x), Series("validation", y: y)], xLabel: "step"),
        try? Chart.scatter(x: x, y: y, hasFit: true),
        try? Chart.bars(names, [Series(y: [1, 3, 2])]),
        try? Chart.histogram(x), try? Chart.heatmap(grid), try? Chart.density([Series(y: x)]),
        try? Chart.contour(grid, x: Array(places[..<12]), y: places, isFilled: true),
        try? Chart.boxes(names.map { Series($0, y: x) }),
        try? Chart.vectors([Arrow(to: Point(1, 2), label: "a"), Arrow(to: Point(2, 1), label: "b")]
        ),
        try? Chart.matrix(Grid([[1, 2], [3, 4]])), try? Chart.network([3, 4, 2]),
        try? Chart.numberLine([1, 2, 3]),
      ]
    }
    return charts.compactMap { $0 }
  }
}
