import Testing

@testable import Plotting

/// Distributions and diagrams: the numbers behind the pictures.
@Suite struct DiagramTests {
  private func line(_ chart: Chart) throws -> Mark.Line {
    try #require(
      chart.marks.lazy.compactMap { if case .line(let line) = $0 { line } else { nil } }.first)
  }

  @Test func `a density has an area of one and stands over its data`() throws {
    let line = try line(Chart.density([Series(y: Gallery.normal(300, 5))]))
    let step = line.x[1] - line.x[0]
    let area = line.y.reduce(0, +) * step
    #expect(abs(area - 1) < 0.01)
    #expect(line.y.allSatisfy { $0 >= 0 })
  }

  @Test func `the density of one value is a normal bump`() throws {
    // A single value 2 gets the bandwidth 0.2: the peak is 1 / (0.2 · √(2π)) = 1.9947.
    let line = try line(Chart.density([Series(y: [2])]))
    #expect(abs((line.y.max() ?? 0) - 1.994711402) < 1e-6)
  }

  @Test func `a box has Tukey's whiskers and quartiles`() throws {
    let chart = try Chart.boxes([Series(y: [1, 2, 3, 4, 5, 6, 7, 8, 30])])
    guard case .box(let box) = chart.marks[0] else { return #expect(Bool(false)) }
    // numpy.percentile([1…8, 30], [25, 50, 75]) = [3, 5, 7]; the fence lies at 7 + 1.5 · 4 = 13.
    #expect([box.lowerQuartile, box.median, box.upperQuartile] == [3, 5, 7])
    #expect([box.low, box.high] == [1, 8] && box.outliers == [30])
  }

  @Test func `histograms count every value once`() throws {
    for values in [Gallery.normal(500, 3), [1, 1, 2, 3, 3, 3], [0.1], [-5, 5, 5, 5.5]] {
      let chart = try Chart.histogram(values)
      guard case .columns(let columns) = chart.marks[0] else { return #expect(Bool(false)) }
      #expect(columns.heights.reduce(0, +) == Double(values.count))
      #expect(columns.edges.count == columns.heights.count + 1)
    }
    let fixed = try Chart.histogram([0, 1, 2, 3, 4], bins: 2)
    guard case .columns(let columns) = fixed.marks[0] else { return #expect(Bool(false)) }
    // As NumPy: the last bin holds both of its edges.
    #expect(columns.heights == [2, 3] && columns.edges == [0, 2, 4])
  }

  @Test func `whole numbers stand in the middle of their bins`() throws {
    let chart = try Chart.histogram([1, 2, 2, 3, 6])
    guard case .columns(let columns) = chart.marks[0] else { return #expect(Bool(false)) }
    #expect(columns.edges == [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    #expect(columns.heights == [1, 2, 1, 0, 0, 1])
  }

  @Test func `a tree in plain text and words`() throws {
    let chart = try Chart.tree(
      TreeNode("coin", children: [TreeNode("heads", edge: "½"), TreeNode("tails", edge: "½")]))
    #expect(
      chart.text() == """
        coin
          ½ → heads
          ½ → tails

        Tree from coin with 2 ends: coin – heads and coin – tails.

        """)
    #expect(chart.dataTable.rows == [["coin – heads"], ["coin – tails"]])
  }

  @Test func `a tree that is too deep or too large is refused`() {
    var node = TreeNode("x")
    for _ in 0..<50 { node = TreeNode("x", children: [node]) }
    #expect(throws: ChartError.tooMuch("levels of a tree", 41, limit: 40)) { try Chart.tree(node) }
    let wide = TreeNode("x", children: [TreeNode](repeating: TreeNode("y"), count: 600))
    #expect(throws: ChartError.tooMuch("nodes", 501, limit: 500)) { try Chart.tree(wide) }
  }

  @Test func `arrows without a cycle run from left to right`() throws {
    let chart = try Chart.graph(
      ["x", "w", "p", "s"], [.init(0, 2), .init(1, 2), .init(2, 3)], isDirected: true)
    for mark in chart.marks {
      if case .arrow(let mark) = mark { #expect(mark.arrow.end.x > mark.arrow.start.x) }
    }
    let cycle = try Chart.graph(
      ["a", "b", "c"], [.init(0, 1), .init(1, 2), .init(2, 0)], isDirected: true)
    #expect(cycle.svg(id: "g").contains("<circle"))
  }

  @Test func `long names of nodes stand whole on two lines inside their circles`() throws {
    let names = ["cross-entropy", "squared error", "chain rule", "loss"]
    let chart = try Chart.graph(names, [.init(0, 3), .init(1, 3), .init(2, 3)])
    let words = chart.marks.compactMap { mark -> Mark.Words? in
      if case .words(let words) = mark { return words }
      return nil
    }
    #expect(
      words.map(\.text) == ["cross-", "entropy", "squared", "error", "chain", "rule", "loss"])
    for mark in chart.marks {
      guard case .shape(let shape) = mark, case .circle(let center, let radius) = shape.form else {
        continue
      }
      #expect(radius <= 40)
      for line in words where abs(line.at.x - center.x) < 1 && abs(line.at.y - center.y) < 20 {
        let half = textWidth(of: line.text) / 2
        let far = abs(line.at.y - center.y) + 7
        #expect(half * half + far * far < radius * radius, "\(line.text)")
      }
    }
  }

  @Test func `nodes of a graph stay apart`() throws {
    let edges = (0..<29).map { Chart.Edge($0, $0 + 1) } + (0..<20).map { Chart.Edge($0, $0 + 9) }
    let chart = try Chart.graph((0..<30).map { "n\($0)" }, edges)
    let circles = chart.marks.compactMap { mark -> (Point, Double)? in
      if case .shape(let shape) = mark, case .circle(let center, let radius) = shape.form {
        return (center, radius)
      }
      return nil
    }
    #expect(circles.count == 30)
    for i in circles.indices {
      for j in circles.indices where i < j {
        let (dx, dy) = (circles[i].0.x - circles[j].0.x, circles[i].0.y - circles[j].0.y)
        #expect((dx * dx + dy * dy).squareRoot() > 1.8 * circles[i].1)
      }
    }
  }

  @Test func `what a diagram cannot show is refused`() {
    #expect(throws: ChartError.lengths("regions", 2, "a picture of 2 sets", 3)) {
      try Chart.venn(["a", "b"], regions: ["1", "2"])
    }
    #expect(throws: ChartError.option("venn", "takes two or three sets, not 4")) {
      try Chart.venn(["a", "b", "c", "d"], regions: [])
    }
    #expect(throws: ChartError.option("an edge", "names node 3, but there are 2")) {
      try Chart.graph(["a", "b"], [.init(0, 3)])
    }
    #expect(throws: ChartError.option("a layer's size", "must lie between 1 and 1000000, not at 0"))
    {
      try Chart.network([3, 0])
    }
    #expect(throws: ChartError.lengths("weights", 1, "the gaps between layers", 2)) {
      try Chart.network([1, 1, 1], weights: [Grid([[1]])])
    }
  }

  @Test func `a matrix in plain text stands in brackets`() throws {
    let chart = try Chart.matrix(Grid([[1, -2.5], [10, 0]]))
    #expect(
      chart.text().hasPrefix(
        """
        ⎡   1.0  −2.5  ⎤
        ⎣  10.0   0.0  ⎦

        """))
  }
}
