import Testing

@testable import Plotting

/// What `+` can show, and what it refuses.
@Suite struct OverlayTests {
  private static func bars(_ names: [String], _ values: [Double]) throws -> Chart {
    try Chart.bars(names, [Series(y: values)])
  }

  @Test func `what the axes of the first cannot show is refused`() throws {
    let line = try Chart.lines([Series(y: [1, 2, 3])])
    let bars = try Self.bars(["a", "b"], [1, 2])
    let boxes = try Chart.boxes([Series("a", y: [1, 2, 3])])
    let map = try Chart.heatmap(Grid([[1, 2], [3, 4]]))
    let matrix = try Chart.matrix(Grid([[1, 2], [3, 4]]))
    let tree = try Chart.tree(TreeNode("root", children: [TreeNode("leaf")]))
    let facets = try Chart.facets([line, line])
    let rule = Chart.rule(isVertical: false, 3)
    let words = Chart.annotation("here", at: Point(0, 0))
    for (below, above) in [
      (bars, try Self.bars(["c", "d"], [3, 4])), (bars, bars), (bars, boxes), (boxes, bars),
      (line, bars), (line, boxes), (rule, bars), (map, line), (map, words), (map, map),
      (matrix, words), (line, map), (line, tree), (tree, rule), (line, facets), (facets, rule),
      (try Chart.numberLine([1, 2]), line),
    ] {
      let error = #expect(throws: ChartError.self) { try below.overlaid(with: above) }
      #expect(error?.rule == "chart.overlay")
      #expect(error?.hints.first?.isEmpty == false)
    }
  }

  @Test func `charts in facets and diagrams have no scale to change`() throws {
    let line = try Chart.lines([Series(y: [1, 2, 3])])
    #expect(throws: ChartError.self) { try Chart.facets([line, line]).scaled(y: "log") }
    #expect(throws: ChartError.self) { try Chart.tree(TreeNode("root")).scaled(y: "log") }
  }

  /// Bars of 1 and 4 with a line from 4 to 1 over them.
  private static func crossed() throws -> Chart {
    try bars(["a", "b"], [1, 4]).overlaid(with: .lines([Series("goal", y: [4, 1])]))
  }

  @Test(arguments: TextStyle.allCases)
  func `a line over bars is drawn in characters too`(style: TextStyle) throws {
    let text = try Self.crossed().text(style: style)
    let alone = try Self.bars(["a", "b"], [1, 4])
    #expect(text.contains("a") && text.contains("goal"))
    let rows = text.split(separator: "\n")
    // The bar over b is higher than the one over a, and the line starts above the bar over a.
    let upper = rows.filter { $0.contains("│") || $0.contains("┤") || $0.contains("|") }.prefix(8)
    #expect(upper.contains { $0.count > 40 })
    #expect(PlainPlane(alone, width: 60, style: style).lines.count > 10)
  }

  @Test func `a box under a line is drawn in characters`() throws {
    let boxes = try Chart.boxes([Series("a", y: [1, 2, 3, 4]), Series("b", y: [2, 3, 4, 9])])
    let chart = try boxes.overlaid(with: .rule(isVertical: false, 5))
    let empty = try Chart.boxes([Series("a", y: [.nan]), Series("b", y: [.nan])])
    #expect(empty.text().count < chart.text().count)
    #expect(chart.text().contains("─") && chart.text().contains("a"))
  }

  @Test func `words over a line of numbers are in its description`() throws {
    let chart = try Chart.numberLine([1, 2]).overlaid(
      with: .rule(isVertical: true, 1.5, label: "middle"))
    #expect(chart.summary.contains("Number line with 1 at 1 and 2 at 2."))
    #expect(chart.summary.contains("middle"))
  }
}
