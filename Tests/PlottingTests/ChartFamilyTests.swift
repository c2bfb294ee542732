import Numerics
import Testing

@testable import Plotting

/// Pictures in several states: what the page's script does with the changes, done here, must give
/// each state's own picture.
@Suite struct ChartFamilyTests {
  /// The attributes of all elements that are displayed in the state `index`, as the script sets
  /// them: parsed out of the SVG, then changed.
  private func elements(of family: ChartFamily, at index: Int) -> [String] {
    var parts = tags(family.svg)
    for change in family.changes where change.element > 0 {
      let value: String
      switch change.values {
      case .numbers(let template, let rows):
        var row = rows[index][...]
        value = template.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
          .enumerated().map { place, text in
            guard place > 0, let number = row.popFirst() else { return text }
            return tenths(number) + text
          }.joined()
        #expect(row.isEmpty)
      case .texts(let texts, let indices): value = texts[indices[index]]
      }
      parts[change.element - 1][change.attribute] = value
    }
    return parts.filter { $0["display"] != "none" }.map(described)
  }

  private func tenths(_ number: Int) -> String {
    var bytes: [UInt8] = []
    appendTenths(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What an element looks like, its path written with numbers apart.
  private func described(_ element: [String: String]) -> String {
    element.filter { $0.key != "display" && !$0.value.isEmpty && $0.value != "start" }
      .map { key, value in
        key == "d" ? "d=\(canonical(value))" : "\(key)=\(value)"
      }.sorted().joined(separator: " ")
  }

  private func canonical(_ path: String) -> String {
    NumberTemplate([path, path.replacing("1", with: "2")])?.rows.first?.description ?? path
  }

  /// Elements with their attributes, in the order of the document.
  private func tags(_ svg: String) -> [[String: String]] {
    var result: [[String: String]] = []
    var rest = svg[...]
    while let open = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: open)...]
      guard let close = rest.firstIndex(of: ">") else { break }
      let tag = rest[..<close]
      rest = rest[rest.index(after: close)...]
      let name = tag.prefix { $0.isLetter }
      guard ["path", "circle", "text", "g"].contains(name) else { continue }
      var attributes: [String: String] = ["tag": String(name)]
      for match in tag.matches(of: /([a-z-]+)="([^"]*)"/) {
        attributes[String(match.1)] = String(match.2)
      }
      if name == "text" {
        var words = ""
        var inner = rest
        while !inner.hasPrefix("</text>"), let character = inner.popFirst() {
          words.append(character)
        }
        attributes["#"] = words
      }
      result.append(attributes)
    }
    return result
  }

  private func check(_ charts: [Chart], _ what: String) {
    let shared = Chart.sharingScales(charts)
    for shown in [0, charts.count - 1] {
      let family = ChartFamily(shared, shown: shown, id: "f")
      for index in shared.indices {
        let own = tags(shared[index].svg(id: "f")).map(described)
        #expect(elements(of: family, at: index) == own, "\(what), state \(index) from \(shown)")
      }
    }
  }

  @Test func `changes give each state its own picture`() throws {
    check(
      try (1...5).map { k in
        try Chart.lines([Series("a", y: (0..<50).map { sin(Double($0 * k) / 20) })], xLabel: "t")
      }, "lines")
    check(
      try (1...4).map { k in
        try Chart.bars(["a", "b", "c"], [Series(y: [Double(k), 2, -1 / Double(k)])])
      }, "bars")
    check(
      try (1...4).map { k in
        try Chart.heatmap(Grid([[Double(k), 0], [0.5, .nan]]), rows: ["a", "b"])
      }, "heatmap")
    check(
      try (1...4).map { k in
        try Chart.vectors([Arrow(to: Point(Double(k), 1), label: "v"), Arrow(to: Point(2, 2))])
      }, "vectors")
    check(
      try (1...6).map { k in
        try Chart.contour(
          Grid(
            (0..<9).map { y in
              (0..<9).map { x in Double((x - 4) * (x - 4) + k * (y - 4) * (y - 4)) }
            }),
          x: (0..<9).map(Double.init), y: (0..<9).map(Double.init), isFilled: k % 2 == 0,
          path: (0..<k).map { Point(8 / Double($0 + 1), 8 / Double($0 + 2)) })
      }, "contour")
    check(
      try (0..<4).map { k in
        try Chart.matrix(
          Grid((0..<2).map { y in (0..<2).map { x in y * 2 + x < k ? Double(x + y) : .nan } }),
          highlights: k > 0 ? [(0, 0)] : [], title: "step \(k)")
      }, "matrix")
    check([try Chart.lines([]), try Chart.lines([Series("s", y: [1, 2])])], "empty and not")
  }

  @Test func `states share their scales`() throws {
    let charts = try [1.0, 100].map { try Chart.lines([Series(y: [0, $0])], yLabel: "loss") }
    let ticks = Chart.sharingScales(charts).map { $0.scene.texts.map(\.label.plain) }
    #expect(ticks[0] == ticks[1])
    #expect(ticks[0].contains("100"))
    let cells = try [1.0, 8].map { try Chart.heatmap(Grid([[0, $0]])) }
    let levels = Chart.sharingScales(cells).map { chart in
      chart.scene.elements.compactMap { element -> String? in
        if case .path(_, let style) = element, style.hasPrefix("q") { style } else { nil }
      }.prefix(2)
    }
    #expect(Array(levels[0]) == ["q0", "q2"] && Array(levels[1]) == ["q0", "q16"])
  }

  @Test func `numbers are taken out of a path, level strokes as any other`() throws {
    let numbers = try #require(NumberTemplate(["M1 2l3-4h5z", "M1 2l3.5-4l5 1z"]))
    #expect(numbers.template == "M1 2l~ -4l5 ~z")
    #expect(numbers.rows == [[30, 0], [35, 10]])
    #expect(NumberTemplate(["M1 2", "M1 2l1 1"]) == nil)
  }

  @Test func `a path that leaves the plane ends at its border`() throws {
    let grid = Grid([[1, 0, 1], [1, 0, 1], [1, 0, 1]])
    let chart = try Chart.contour(
      grid, x: [-1, 0, 1], y: [-1, 0, 1],
      path: [Point(0.5, 0), Point(-0.9, 0), Point(40, 0), Point(-3_000, 0)])
    let layout = PlaneLayout(chart)
    #expect(layout.x.domain.upperBound == 1)
    let steps = layout.visibleSteps(
      Mark.Steps(points: [Point(0.5, 0), Point(-0.9, 0), Point(40, 0), Point(-3_000, 0)]))
    // Out on the right; the last step crosses the plane once more and leaves on the left.
    #expect(steps.runs.map(\.count) == [3, 2])
    #expect(abs((steps.runs.first?.last?.x ?? 0) - layout.right) < 0.01)
    #expect(abs((steps.exit?.x ?? 0) - layout.left) < 0.01)
    #expect(steps.end == nil && steps.dots.count == 2)
  }

  @Test func `facets stand apart under their names and share what they measure`() throws {
    let charts = try [("a", 1.0), ("b", 50)].map { name, top in
      try Chart.lines([Series(y: [0, top])], xLabel: "step", yLabel: "loss", title: name)
    }
    let chart = try Chart.facets(charts)
    let texts = chart.scene.texts
    let ticks = texts.filter { Double($0.label.plain) ?? 0 >= 20 }.map(\.label.plain)
    #expect(!ticks.isEmpty && ticks.allSatisfy { tick in ticks.count { $0 == tick } == 2 })
    let names = texts.filter { ["a", "b"].contains($0.label.plain) }
    #expect(names.count == 2 && names[0].y == names[1].y && names[1].x > 240)
    #expect(chart.text().contains("a") && chart.summary.contains("b: Line chart"))
    #expect(chart.dataTable.header == ["", "step", "loss"])
  }
}
