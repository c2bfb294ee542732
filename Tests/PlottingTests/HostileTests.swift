import Testing

@testable import Plotting

/// Inputs that nobody plots on purpose.
@Suite struct HostileTests {
  private let lists: [[Double]] = [
    [], [0], [.nan], [.infinity], [-.infinity, .infinity], [1e308, -1e308],
    [.leastNonzeroMagnitude, .leastNonzeroMagnitude * 9],
    [.nan, 1, .nan], [5, 5, 5], [-0.0, 0], [1, .infinity, 2], [.greatestFiniteMagnitude],
    [.leastNonzeroMagnitude, 1e308], [1e15, 1e15 + 0.125], [-1, -1e-9],
  ]

  private func check(_ chart: Chart, _ what: String) {
    let svg = chart.svg(id: "h")
    let isPanels = svg.hasPrefix("<div class=\"mb-panels\"") && svg.hasSuffix("</svg></div>")
    #expect(isPanels || svg.hasPrefix("<svg") && svg.hasSuffix("</svg>"), "\(what)")
    #expect(!svg.contains("nan") && !svg.contains("inf"), "\(what): \(svg)")
    #expect(!chart.summary.isEmpty)
    for style in TextStyle.allCases {
      for line in chart.text(width: 60, style: style).split(separator: "\n") {
        #expect(line.count <= 66, "\(what): \(line)")
      }
    }
    _ = chart.dataTable.html
  }

  @Test func `lines, dots, bars and histograms draw whatever they are given`() throws {
    for y in lists {
      for isLog in [false, true] {
        check(try Chart.lines([Series("s", y: y)], hasLogX: isLog, hasLogY: isLog), "lines \(y)")
      }
      check(try Chart.lines([Series("a", y: y), Series("b", y: [1, 2])]), "two lines \(y)")
      check(try Chart.scatter(x: y, y: y.reversed(), hasFit: true), "scatter \(y)")
      check(try Chart.bars([], [Series(y: y)]), "bars \(y)")
      check(try Chart.histogram(y), "histogram \(y)")
      check(try Chart.heatmap(Grid([y, y])), "heatmap \(y)")
      check(try Chart.vectors(y.map { Arrow(to: Point($0, 1), label: "v") }), "vectors \(y)")
      check(
        try Chart.contour(
          Grid([y, y]), x: y.indices.map(Double.init), y: [0, 1], isFilled: true,
          path: y.map { Point($0, $0) }), "contour \(y)")
    }
  }

  @Test func `every other kind draws whatever it is given`() throws {
    for y in lists {
      check(try Chart.density([Series("s", y: y)]), "density \(y)")
      check(try Chart.boxes([Series("s", y: y), Series("t", y: [1, 2])]), "boxes \(y)")
      check(try Chart.numberLine(y), "number line \(y)")
      check(try Chart.errorBars(x: y, y: y, errors: y), "error bars \(y)")
      check(try Chart.band(Series(y: y), low: y, high: y.reversed()), "band \(y)")
      check(try Chart.matrix(Grid([y, y])), "matrix \(y)")
      check(try Chart.path(y.map { Point($0, $0) }), "path \(y)")
      check(
        try Chart.lines([Series(y: y)]).overlaid(with: .rule(isVertical: false, y.first ?? 0)),
        "rule \(y)")
      check(
        try Chart.facets([Chart.lines([Series(y: y)], title: "a"), Chart.bars([], [Series(y: y)])]),
        "facets \(y)")
      let family = try [y, y.reversed(), [1, 2, 3]].map { try Chart.lines([Series("s", y: $0)]) }
      let states = ChartFamily(Chart.sharingScales(family), shown: 0, id: "h")
      #expect(!states.svg.contains("nan") && !states.svg.contains("inf"), "states \(y)")
    }
  }

  @Test func `a million points are thinned out`() throws {
    let y = Gallery.noise(1_000_000, 1)
    let line = try Chart.lines([Series(y: y)]).svg(id: "h")
    #expect(line.utf8.count < 40_000, "\(line.utf8.count)")
    let dots = try Chart.scatter(x: y, y: Gallery.noise(1_000_000, 2))
    #expect(dots.svg(id: "h").utf8.count < 60_000)
    #expect(dots.summary.contains("1\u{2009}000\u{2009}000 points"), "\(dots.summary)")
    #expect(try Chart.histogram(y).svg(id: "h").utf8.count < 16_000)
  }

  @Test func `a hundred thousand points are thinned out`() throws {
    let y = Gallery.noise(100_000, 1)
    let line = try Chart.lines([Series(y: y)]).svg(id: "h")
    #expect(line.utf8.count < 40_000, "\(line.utf8.count)")
    let dots = try Chart.scatter(x: y, y: Gallery.noise(100_000, 2)).svg(id: "h")
    #expect(dots.utf8.count < 60_000, "\(dots.utf8.count)")
  }

  @Test func `a thinned line keeps its peaks`() {
    var points = (0..<10_000).map { Point(Double($0) / 100, 0) }
    points[5_001].y = 7
    points[8_003].y = -9
    let kept = LineSampling.thinned([points], columns: 100)[0]
    #expect(kept.count <= 400)
    #expect(kept.contains { $0.y == 7 } && kept.contains { $0.y == -9 })
    #expect(kept.first == points.first && kept.last == points.last)
  }

  @Test func `lists that do not fit each other are refused with both lengths`() {
    #expect(throws: ChartError.lengths("x", 2, "y", 3)) {
      try Chart.scatter(x: [1, 2], y: [1, 2, 3])
    }
    #expect(throws: ChartError.lengths("labels", 1, "values", 2)) {
      try Chart.bars(["a"], [Series(y: [1, 2])])
    }
    #expect(throws: ChartError.lengths("rows", 1, "the matrix", 2)) {
      try Chart.heatmap(Grid([[1], [2]]), rows: ["a"])
    }
    #expect(ChartError.lengths("x", 1, "y", 3).message == "x has 1 element, y has 3")
  }

  @Test func `values that a logarithmic axis cannot show are reported`() throws {
    let chart = try Chart.lines([Series(y: [1, 0, -1, 10])], hasLogY: true)
    #expect(
      chart.summary.hasSuffix(
        "2 values are not positive and a logarithmic axis has no place for them."))
    let broken = try Chart.lines([Series(y: [1, .nan, 2])])
    #expect(broken.summary.hasSuffix("1 value is not finite."))
    #expect(broken.svg(id: "f").contains("M"))
  }
}
