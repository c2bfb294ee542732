import Testing

@testable import Plotting

/// Pictures that would tell something else than the data do.
@Suite struct TruePictureTests {
  /// The paths of `chart` with a class that starts with `style`.
  private static func paths(_ chart: Chart, _ style: String) -> [PathData] {
    chart.scene.elements.compactMap { element in
      if case .path(let path, let own) = element, own.hasPrefix(style) { path } else { nil }
    }
  }

  /// The numbers of `path` that follow its moves: where its lines start.
  private static func starts(_ path: PathData) -> Int {
    path.bytes.count { $0 == UInt8(ascii: "M") }
  }

  @Test func `an area breaks where a value is missing`() throws {
    let gap = try Chart.band(
      Series(y: [1, 2, .nan, 4, 5]), low: [0, 0, 0, 0, 0], high: [1, 2, .nan, 4, 5])
    let path = try #require(Self.paths(gap, "f1 y").first)
    #expect(Self.starts(path) == 2)
    // Either edge may be the one that is missing.
    let holes = try Chart.band(
      Series(y: [1, 2, 3, 4, 5, 6]), low: [0, 1, .nan, 2, 3, 4], high: [2, 3, 4, .infinity, 6, 7])
    #expect(Self.starts(try #require(Self.paths(holes, "f1 y").first)) == 2)
  }

  @Test func `the edges of a band pair the same places`() throws {
    let chart = try Chart.band(
      Series(y: [1, 1, 1, 1]), low: [0, .nan, 0, 0], high: [2, 2, 2, 2])
    let layout = PlaneLayout(chart)
    let left = try #require(layout.x.place(2))
    var expected = PathData()
    let (high, low) = (try #require(layout.y.place(2)), try #require(layout.y.place(0)))
    let right = try #require(layout.x.place(3))
    let first = try #require(layout.x.place(0))
    expected.move(first, high)
    expected.line(first, low)
    expected.close()
    expected.move(left, high)
    expected.line(right, high)
    expected.line(right, low)
    expected.line(left, low)
    expected.close()
    #expect(Self.paths(chart, "f1 y") == [expected])
  }

  @Test func `bars on a logarithmic axis stand on its lower end`() throws {
    let chart = try Chart.bars(["a", "b", "c"], [Series(y: [1, 100, 10_000])]).scaled(y: "log")
    let layout = PlaneLayout(chart)
    let bottom = layout.y.start
    // Each bar is seen, and a hundredfold value is higher by the same length.
    let tips = try [1.0, 100, 10_000].map { bottom - (try #require(layout.y.place($0))) }
    #expect(tips[0] > 5)
    #expect(abs((tips[2] - tips[1]) - (tips[1] - tips[0])) < 1e-6)
    #expect(Self.paths(chart, "f1").count == 1)
    // In characters as well: 3, 5 and 7 parts of the same scale.
    let lengths = chart.text().split(separator: "\n").prefix(3).map { line in
      line.count { $0 == "█" }
    }
    let ends = layout.y.domain
    let whole = Double(try #require(lengths.last)) / (4 - ends.lowerBound)
    #expect(abs(Double(lengths[0]) - whole * (0 - ends.lowerBound)) <= 1.5)
    #expect(abs(Double(lengths[1]) - whole * (2 - ends.lowerBound)) <= 1.5)
  }

  @Test func `histograms and areas on a logarithmic axis are filled`() throws {
    let values = Gallery.normal(400, 3)
    let histogram = try Chart.histogram(values).scaled(y: "log")
    #expect(Self.paths(histogram, "f1").first?.isEmpty == false)
    let text = histogram.text()
    let full = text.unicodeScalars.count { $0 == "⣿" }
    #expect(full > 60, "\(text)")
    let area = try Chart.band(Series(y: [1, 10, 100]), low: [0, 0, 0], high: [1, 10, 100])
      .scaled(y: "log")
    #expect(Self.paths(area, "f1 y").count == 1)
    // The lowest bar is no empty place.
    let layout = PlaneLayout(histogram)
    let heights = histogram.marks.compactMap { mark -> [Double]? in
      if case .columns(let columns) = mark { columns.heights.filter { $0 > 0 } } else { nil }
    }
    let least = try #require(heights.first?.min())
    let place = try #require(layout.y.place(least))
    #expect(place < layout.bottom - 4)
  }

  @Test func `an error bar that reaches below zero goes to the end of a logarithmic axis`() throws {
    let chart = try Chart.errorBars(x: [1, 2], y: [10, 20], errors: [15, 5]).scaled(y: "log")
    let layout = PlaneLayout(chart)
    var expected = PathData()
    for (x, low, high) in [(1.0, 0.0, 25.0), (2, 15, 25)] {
      let place = try #require(layout.x.place(x))
      let (bottom, top) = (try #require(layout.y.edge(low)), try #require(layout.y.place(high)))
      expected.segment(place, bottom, place, top)
      expected.segment(place - 4, bottom, place + 4, bottom)
      expected.segment(place - 4, top, place + 4, top)
    }
    #expect(Self.paths(chart, "e") == [expected])
  }

  @Test func `a fitted line bends where the axes are logarithmic`() throws {
    let chart = try Chart.scatter(x: [1, 10, 100], y: [1, 10, 90], hasFit: true)
      .scaled(x: "log", y: "log")
    let layout = PlaneLayout(chart)
    let line = try #require(
      chart.marks.compactMap { mark -> Mark.Line? in
        if case .line(let line) = mark { line } else { nil }
      }.first)
    let points = line.sampled(on: layout.x, layout.y)
    #expect(points.x.count > 100)
    // By hand: means 37 and 101/3, slope 5364/5994 (of centred sums).
    let slope = 5364.0 / 5994
    for (x, y) in zip(points.x, points.y) {
      #expect(abs(y - (101 / 3.0 + slope * (x - 37))) < 1e-9)
    }
    // Straight axes need no more than the ends.
    let plain = try Chart.scatter(x: [1, 10, 100], y: [1, 10, 90], hasFit: true)
    #expect(line.sampled(on: PlaneLayout(plain).x, PlaneLayout(plain).y).x.count == 2)
  }

  private static func plane(path: [Point]) throws -> Chart {
    let places = Array(stride(from: -2.0, through: 2, by: 0.5))
    return try Chart.contour(
      Grid(places.map { y in places.map { x in x * x + y * y } }), x: places, y: places, path: path)
  }

  @Test func `a path says where it starts and ends outside of the plane`() throws {
    let coming = try Self.plane(path: [Point(3, 3), Point(1, 1), Point(0.2, 0.2)])
    let words = coming.scene.texts.map(\.label.plain)
    #expect(words.contains("start outside") && words.contains("end") && !words.contains("start"))
    // The step from (3, 3) comes in at the corner (2, 2).
    let layout = PlaneLayout(coming)
    let visible = layout.visibleSteps(Mark.Steps(points: [Point(3, 3), Point(1, 1)]))
    let entry = try #require(visible.entry)
    #expect(abs(entry.x - (try #require(layout.x.place(2)))) < 0.01)
    #expect(abs(entry.y - (try #require(layout.y.place(2)))) < 0.01)
    let going = try Self.plane(path: [Point(1, 0), Point(-1.5, 0), Point(2.5, 0), Point(-4, 0)])
    let last = going.scene.texts.map(\.label.plain)
    #expect(last.contains("start") && last.contains("end outside") && !last.contains("end"))
    #expect(going.summary.contains("2 of 4 places lie outside of the plane."))
    #expect(try Self.plane(path: [Point(3, 3), Point(4, 4)]).summary.contains("2 of 2 places"))
  }

  @Test func `a path is broken where a place is missing`() throws {
    let chart = try Self.plane(
      path: [Point(1, 1), Point(0.5, 1), Point(.nan, 0), Point(0, 0), Point(0.5, 0)])
    #expect(Self.paths(chart, "l s2").map(Self.starts) == [2])
  }

  @Test func `dollars before prices are dollars`() {
    for text in ["$5 to $10", "sold in $ of $100", "$20", "a $ b $ c", "from $5-$6"] {
      #expect(Label(text).plain == text)
      #expect(Label(text).runs.allSatisfy { !$0.isItalic })
    }
    #expect(Label("\\$x\\$ and $x$").runs.count == 2)
    #expect(Label("\\$x\\$ and $y$").plain == "$x$ and y")
    #expect(Label("$x$ for $5").plain == "x for $5")
  }

  @Test(arguments: [(TextStyle.ascii, false), (.block, false), (.braille, true)])
  func `charts side by side are drawn in the style that is asked for`(
    style: TextStyle, hasBraille: Bool
  ) throws {
    let chart = try Chart.facets([
      Chart.lines([Series(y: [1, 2, 3])], title: "up"),
      Chart.lines([Series(y: [3, 2, 100])], title: "down"),
    ])
    let text = chart.text(style: style)
    #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) } == hasBraille)
    #expect(!text.contains("?"))
    // One scale for both: each shows the tick at 100; one description, at the end.
    #expect(text.components("100 ").count - 1 >= 2)
    #expect(text.components("rises from 1 to 3").count - 1 == 1)
  }

  @Test func `bars of a family are as long as their values`() throws {
    let family = Chart.sharingScales(
      try [0.0, 1, 2].map { try Chart.bars(["w"], [Series(y: [$0])]) })
    let lengths = family.map { $0.text().split(separator: "\n")[0].count { $0 == "█" } }
    #expect(lengths[0] == 0 && lengths[2] > 30)
    #expect(abs(lengths[2] - 2 * lengths[1]) <= 1)
  }

  @Test func `shades of negative numbers are those of the legend`() throws {
    let grid = Grid((0..<20).map { i in (0..<20).map { j in Double(i + j - 19) } })
    let rows = try Chart.heatmap(grid).text().split(separator: "\n")
    let first = try #require(rows.first)
    let last = rows[19]
    // The least value is blank as the low end of the legend, the greatest is full.
    #expect(first.count { $0 == "█" } == 0 && last.hasSuffix("██"))
    #expect(rows[20].contains("\u{2212}20 ░▒▓█ 20"))
  }

  @Test func `large heatmaps are shown to their ends`() throws {
    let wide = Grid(rows: 1, columns: 100, values: (0..<100).map { Double($0) / 99 })
    let text = try Chart.heatmap(wide).text()
    #expect(text.contains("█\n") && text.contains("each shade is the mean of 1 × 2 cells"))
    let high = Grid(rows: 100, columns: 1, values: (0..<100).map { Double($0) / 99 })
    #expect(try Chart.heatmap(high).text().contains("mean of 2 × 1 cells"))
    let table = try Chart.heatmap(Grid(rows: 40, columns: 40, values: wide.values)).dataTable
    #expect(table.html.contains("<p>24 of 40 rows, 12 of 40 columns</p>"))
    #expect(table.header.last == "39")
  }
}

extension String {
  /// The parts between occurrences of `separator`.
  fileprivate func components(_ separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = Substring(self)
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
