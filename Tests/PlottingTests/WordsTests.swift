import Testing

@testable import Plotting

/// What charts say about themselves.
@Suite struct WordsTests {
  @Test func `a description is made from the data`() throws {
    let chart = try Chart.lines(
      [Series("train", y: [1.05, 0.5, 0.0612]), Series("validation", y: [1, 0.2, 0.4])],
      xLabel: "epoch", yLabel: "loss")
    #expect(
      chart.summary == """
        Line chart of loss over epoch. train falls from 1.05 to 0.0612 as epoch goes from 0 to 2. \
        validation falls from 1 to 0.4 as epoch goes from 0 to 2, least 0.2 at 1.
        """)
    #expect(chart.headline == "Line chart: train and validation")
  }

  @Test func `the author's words replace the generated ones`() throws {
    var chart = try Chart.lines([Series(y: [1, 2])])
    chart.alternative = "It rises."
    #expect(chart.svg(id: "f").contains("<desc id=\"f-d\">It rises.</desc>"))
    #expect(chart.text().hasSuffix("It rises.\n"))
  }

  @Test func `a heatmap names its extremes`() throws {
    let chart = try Chart.heatmap(
      Grid([[1, 0], [0.25, 0.75]]), rows: ["a", "b"], columns: ["c", "d"])
    #expect(
      chart.summary
        == "Heatmap. 2 × 2 cells from 0 (row a, column d) to 1 (row a, column c).")
  }

  @Test func `formulas in labels become spans, and Unicode in words`() throws {
    // The last dollar has no partner, so it is one.
    let label = Label("loss $w_{12}$ at $\\theta$ for $5")
    #expect(label.plain == "loss w₁₂ at θ for $5")
    let formula = Label("$w_{12}$ over $\\theta^2$")
    #expect(formula.plain == "w₁₂ over θ^2")
    let svg = try Chart.lines([Series("$w_1$", y: [1, 2])]).svg(id: "f")
    #expect(
      svg.contains(
        "<tspan font-style=\"italic\">w</tspan><tspan dy=\"4\" font-size=\"75%\">1</tspan>"))
  }

  @Test func `the table of the data keeps both ends`() throws {
    let chart = try Chart.lines(
      [Series("a", y: (0..<200).map(Double.init))], xLabel: "step", yLabel: "loss")
    let table = chart.dataTable
    #expect(table.header == ["step", "a"])
    #expect(table.rows.count == 24 && table.totalRows == 200)
    #expect(table.rows.first == ["0", "0"] && table.rows.last == ["199", "199"])
    #expect(table.html.contains("<p>24 of 200 rows</p>"))
  }

  @Test func `bars in plain text carry their numbers`() throws {
    let chart = try Chart.bars(["cat", "dog"], [Series(y: [0.75, 0.25])])
    #expect(
      chart.text(width: 30) == """
        cat ████████████████████ 0.75
        dog ██████▋ 0.25

        Bar chart. cat 0.75 and dog
        0.25.

        """)
  }

  @Test func `a line chart in ASCII has no other characters`() throws {
    for (name, chart) in try Gallery.charts() {
      let text = chart.text(style: .ascii)
      #expect(text.utf8.allSatisfy { $0 < 128 }, "\(name)")
    }
  }

  @Test func `a small heatmap in plain text is a table with shades`() throws {
    let chart = try Chart.heatmap(
      Grid([[1, 0], [0.25, 0.75]]), rows: ["a", "b"], columns: ["c", "d"])
    #expect(
      chart.text().hasPrefix(
        """
                c      d
        a  █ 1.00   0.00
        b  ░ 0.25 ▓ 0.75

        """))
  }

  @Test func `contours close around the heights above a level`() {
    // A cone: the line at half its height around one peak is a diamond of four points.
    let grid = Grid([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    let loops = Contours(grid, x: [0, 1, 2], y: [0, 1, 2]).loops(at: 0.5)
    #expect(loops.count == 1)
    let points = loops[0].points.map { [$0.x, $0.y] }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
    #expect(points == [[0.5, 1], [1, 0.5], [1, 1.5], [1.5, 1]])
  }

  @Test func `a contour that leaves the plane is drawn to its border only`() {
    let grid = Grid([[0, 1], [0, 1]])
    let loops = Contours(grid, x: [0, 1], y: [0, 1]).loops(at: 0.5)
    #expect(loops.count == 1)
    let drawn = loops[0].isBorder.filter { !$0 }.count
    #expect(drawn == 1)
  }
}
