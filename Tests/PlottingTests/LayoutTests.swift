import Testing

@testable import Plotting

/// What must hold for every picture of the gallery.
@Suite struct LayoutTests {
  /// The corners of the words' box, turned by its angle.
  private func corners(_ text: Scene.Text) -> [Point] {
    let box = text.box
    let corners = [
      Point(box.left, box.top), Point(box.right, box.top), Point(box.right, box.bottom),
      Point(box.left, box.bottom),
    ]
    guard text.angle == -45 else { return corners }
    let half = 0.5.squareRoot()
    return corners.map {
      let (dx, dy) = ($0.x - text.x, $0.y - text.y)
      return Point(text.x + half * (dx + dy), text.y + half * (dy - dx))
    }
  }

  /// Whether two boxes overlap, by looking for a line between them along the sides of either.
  private func overlap(_ a: [Point], _ b: [Point]) -> Bool {
    for shape in [a, b] {
      for index in 0..<2 {
        let side = Point(shape[index + 1].x - shape[index].x, shape[index + 1].y - shape[index].y)
        let project = { (point: Point) -> Double in point.x * -side.y + point.y * side.x }
        let (first, second) = (a.map(project), b.map(project))
        guard let lowA = first.min(), let highA = first.max(), let lowB = second.min(),
          let highB = second.max()
        else { continue }
        let slack = 0.5 * (side.x * side.x + side.y * side.y).squareRoot()
        if highA <= lowB + slack || highB <= lowA + slack { return false }
      }
    }
    return true
  }

  @Test func `no words cover other words`() throws {
    for (name, chart) in try Gallery.charts() {
      let texts = chart.scene.texts.map { ($0, corners($0)) }
      for i in texts.indices {
        for j in texts.indices where i < j {
          #expect(
            !overlap(texts[i].1, texts[j].1),
            "\(name): '\(texts[i].0.label.plain)' and '\(texts[j].0.label.plain)'")
        }
      }
    }
  }

  @Test func `all words stand inside the picture`() throws {
    for (name, chart) in try Gallery.charts() {
      let scene = chart.scene
      for text in scene.texts {
        for corner in corners(text) {
          #expect(
            corner.x >= -2 && corner.x <= scene.width + 2 && corner.y >= -2
              && corner.y <= scene.height + 3,
            "\(name): '\(text.label.plain)' at (\(corner.x), \(corner.y))")
        }
      }
    }
  }

  @Test func `a heatmap leaves out no column name`() throws {
    let names = ["the", "animal", "was", "tired"]
    let grid = Grid(rows: 4, columns: 4, values: (0..<16).map { Double($0) / 16 })
    let texts = try Chart.heatmap(grid, columns: names).scene.texts.map(\.label.plain)
    for name in names { #expect(texts.contains(name), "\(name)") }
  }

  @Test func `words are at least 11 pixels high on a phone`() {
    // A phone of 390 pixels leaves 358 to the text; wider pictures scroll.
    #expect(textSize * 358 / 480 >= 11)
  }

  @Test func `the same chart gives the same bytes`() throws {
    let first = try Gallery.charts().map { $0.chart.svg(id: "f") + $0.chart.text() }
    let second = try Gallery.charts().map { $0.chart.svg(id: "f") + $0.chart.text() }
    #expect(first == second)
  }

  @Test func `pictures are small`() throws {
    let budgets = [
      "loss": 8_192, "thousand": 40_000, "large map": 12_288, "attention": 8_192,
      "surface": 24_576, "crowd": 40_000,
    ]
    for (name, chart) in try Gallery.charts() {
      let size = chart.svg(id: "fig-x").utf8.count
      #expect(size <= budgets[name] ?? 16_384, "\(name): \(size) bytes")
    }
  }

  @Test func `colours come from variables and ids from the figure`() throws {
    for (name, chart) in try Gallery.charts() {
      let svg = chart.svg(id: "fig-9")
      #expect(!svg.contains("#"), "\(name) has a colour of its own")
      #expect(!svg.contains("rgb("))
      for part in svg.components(separatedBy: " id=\"").dropFirst() {
        #expect(part.hasPrefix("fig-9"), "\(name)")
      }
      // Panels are pictures of their own.
      let ids = chart.panels.isEmpty ? ["fig-9"] : chart.panels.indices.map { "fig-9-\($0 + 1)" }
      for id in ids {
        #expect(svg.contains("role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\""))
        #expect(svg.contains("<title id=\"\(id)-t\">") && svg.contains("<desc id=\"\(id)-d\">"))
      }
      #expect(!svg.contains("nan") && !svg.contains("inf"), "\(name)")
    }
  }

  @Test func `markup in names is escaped`() throws {
    let chart = try Chart.lines([Series("a<b>&\"c", y: [1, 2])], yLabel: "</svg><script>")
    let svg = chart.svg(id: "x\"y")
    #expect(!svg.contains("<script>") && !svg.contains("<b>"))
    #expect(svg.contains("a&lt;b&gt;&amp;&quot;c"))
    #expect(svg.contains("id=\"x&quot;y\""))
    #expect(!chart.dataTable.html.contains("<script>"))
  }
}

extension String {
  /// The parts between occurrences of `separator`.
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var start = startIndex
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(separator) {
        parts.append(self[start..<index])
        index = self.index(index, offsetBy: separator.count)
        start = index
      } else {
        index = self.index(after: index)
      }
    }
    return parts + [self[start...]]
  }
}
