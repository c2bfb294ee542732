import Foundation
import Testing

@testable import Plotting

/// Graphs, paths, bars within limits, networks: what a picture must show and must not hide.
@Suite struct GraphTests {
  private func distance(_ a: Point, _ b: Point) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  /// The arrows of `chart` with all places that they go through.
  private func ways(_ chart: Chart) -> [[Point]] {
    chart.marks.compactMap { mark in
      guard case .arrow(let mark) = mark else { return nil }
      return [mark.arrow.start] + mark.way + [mark.arrow.end]
    }
  }

  /// The middles and the radius of the nodes.
  private func nodes(_ chart: Chart) -> [(center: Point, radius: Double)] {
    chart.marks.compactMap { mark in
      guard case .shape(let shape) = mark, case .circle(let center, let radius) = shape.form else {
        return nil
      }
      return (center, radius)
    }
  }

  @Test func `an edge that skips a column passes beside the nodes between`() throws {
    let edges = [(0, 1), (1, 2), (0, 2), (2, 3), (0, 3)].map { Chart.Edge($0.0, $0.1) }
    let chart = try Chart.graph(["a", "b", "c", "d"], edges, isDirected: true)
    let (nodes, ways) = (nodes(chart), ways(chart))
    #expect(ways.count == 5 && ways.map { $0.count > 2 } == [false, false, true, false, true])
    for (edge, way) in zip(edges, ways) {
      for (index, node) in nodes.enumerated() where index != edge.from && index != edge.to {
        #expect(way.allSatisfy { distance($0, node.center) > node.radius + 3 })
      }
      #expect(abs(distance(way[0], nodes[edge.from].center) - nodes[0].radius) < 1e-6)
      #expect(abs(distance(way[way.count - 1], nodes[edge.to].center) - nodes[0].radius - 1) < 1e-6)
      #expect(way.allSatisfy { $0.y >= 0 && $0.y <= chart.frame.height })
    }
    // The two bends do not run side by side.
    #expect(distance(ways[2][ways[2].count / 2], ways[4][ways[4].count / 2]) > 20)
  }

  @Test func `an edge from a node to itself is a loop, and arrows both ways part`() throws {
    let edges = [(0, 0), (0, 1), (1, 0), (1, 1)].map { Chart.Edge($0.0, $0.1, label: "0.5") }
    let chart = try Chart.graph(["calm", "storm"], edges, isDirected: true)
    let (nodes, ways) = (nodes(chart), ways(chart))
    #expect(ways.count == 4)
    for index in [0, 3] {
      let node = nodes[edges[index].from]
      #expect(ways[index].allSatisfy { distance($0, node.center) >= node.radius })
      #expect(ways[index].contains { distance($0, node.center) > node.radius + 10 })
      #expect(ways[index].allSatisfy { $0.y >= 0 && $0.x >= 0 && $0.x <= 480 })
    }
    let middles = ways[1...2].map { $0[$0.count / 2] }
    #expect(distance(middles[0], middles[1]) > 15)
    // All four names stand somewhere.
    #expect(chart.scene.texts.filter { $0.label.plain == "0.5" }.count == 4)
    let plain = try Chart.graph(["a"], [Chart.Edge(0, 0)])
    #expect(plain.marks.count == 3)
  }

  @Test func `a closed path has neither start nor end`() throws {
    let square = [Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1), Point(0, 1e-17)]
    let closed = try Chart.path(square)
    let words = closed.scene.texts.map(\.label.plain)
    #expect(!words.contains("start") && !words.contains("end"))
    #expect(closed.summary.contains("back to where it starts"))
    #expect(!closed.text().contains("start\n"))
    let open = try Chart.path(Array(square.dropLast()))
    #expect(Set(open.scene.texts.map(\.label.plain)).isSuperset(of: ["start", "end"]))
  }

  @Test func `a path with equal units shows a circle as high as wide`() throws {
    let points = [Point(-3, 0), Point(0, 3), Point(3, 0), Point(0, -3)]
    let layout = PlaneLayout(try Chart.path(points, hasEqualAspect: true))
    #expect(abs(layout.x.unitLength - layout.y.unitLength) < 1e-9)
    let plain = PlaneLayout(try Chart.path(points))
    #expect(plain.x.unitLength > 1.5 * plain.y.unitLength)
  }

  @Test func `ticks of equal units lose words before they touch`() throws {
    let arrows = [Arrow(to: Point(1, 0)), Arrow(to: Point(-0.4, 1)), Arrow(to: Point(0.7, -0.7))]
    let layout = PlaneLayout(try Chart.vectors(arrows))
    let shown = layout.x.ticks.filter { !$0.label.isEmpty }
    #expect(shown.count > 1 && shown.count < layout.x.ticks.count)
    #expect(shown.contains { $0.value == 0 })
    for (tick, next) in zip(shown, shown.dropFirst()) {
      let ends = [tick, next].map { Label($0.label).width(isBold: false) / 2 }
      let gap = layout.x.place(ofUnit: next.value) - layout.x.place(ofUnit: tick.value)
      #expect(gap - ends[0] - ends[1] >= 10)
    }
  }

  @Test func `bars within limits keep their numbers`() throws {
    let series = [Series(y: [0.3, 1, 1.7])]
    let chart = try Chart.bars(["a", "b", "c"], series, yLabel: "share").limited(y: 0...1)
    let scene = chart.scene
    // What stands after the window is not cut off.
    let end = try #require(scene.elements.firstIndex(of: .endWindow))
    let after = scene.elements[end...].compactMap { element -> Scene.Text? in
      if case .text(let text) = element { text } else { nil }
    }
    #expect(after.map(\.label.plain).suffix(3) == ["0.3", "1.0", "1.7"])
    let layout = PlaneLayout(chart)
    // The first ends at the limit, the second beyond it, where the window is cut.
    #expect(after.suffix(2).map { layout.top - $0.y } == [5, 7])
    // They do not touch the name of the axis above.
    let name = try #require(scene.texts.first { $0.label.plain == "↑ share" })
    #expect(after.suffix(2).allSatisfy { $0.box.top > name.box.bottom })
  }

  @Test func `a heatmap can leave out its numbers`() throws {
    let grid = Grid([[0.9, 0.1], [0.4, 0.6]])
    #expect(try Chart.heatmap(grid).scene.texts.contains { $0.label.plain == "0.9" })
    let bare = try Chart.heatmap(grid, hasNumbers: false)
    #expect(!bare.scene.texts.contains { $0.label.plain == "0.9" })
  }

  @Test func `panels are pictures of their own unless they move`() throws {
    let panel = try Chart.lines([Series(y: [1, 4, 9])])
    let chart = try Chart.facets([panel, panel, panel], columns: 2, title: "Three < four")
    let html = chart.svg(id: "c")
    #expect(html.hasPrefix("<div class=\"mb-panels\" id=\"c\" role=\"group\""))
    #expect(html.components(separatedBy: "<svg class=\"mb-plot\"").count == 4)
    #expect(html.contains("id=\"c-3-t\"") && html.contains("<p>Three &lt; four</p>"))
    #expect(html.contains("style=\"max-width:480px\""))
    #expect(!chart.isWide)
    let moving = Chart.sharingScales([chart, chart])
    #expect(moving[0].svg(id: "m").hasPrefix("<svg"))
  }

  @Test func `weights fit a network in the order of the layers and in that of dense`() throws {
    let inputs = Grid([[1, 2, 3], [4, 5, 6]])
    let outputs = Grid([[1, 4], [2, 5], [3, 6]])
    let square = Grid([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    let turned = Grid([[1, 4, 7], [2, 5, 8], [3, 6, 9]])
    let wanted = try Chart.network([2, 3, 3], weights: [inputs, square]).svg(id: "n")
    #expect(try Chart.network([2, 3, 3], weights: [outputs, turned]).svg(id: "n") == wanted)
    #expect(try Chart.network([2, 3, 3], weights: [outputs, square]).svg(id: "n") != wanted)
    func message(_ weights: [Grid]) -> String {
      do {
        _ = try Chart.network([2, 3, 2], weights: weights)
        return ""
      } catch {
        return error.message
      }
    }
    #expect(
      message([square, inputs])
        == "weights 0 must be 2×3, with a row for each input, or 3×2, with a row for each output as"
        + " in 'dense', not 3×3")
    #expect(message([inputs, inputs]).hasPrefix("weights 0 have a row for each input, but others"))
  }

  @Test func `columns of a table keep the digits that tell values apart`() {
    // R: format(c(2.417, 1002.417), digits = 4) gives "2.417" and "1002.417".
    #expect(Chart.tableTexts([2.417, 1002.417], digits: 4) == ["2.417", "1002.417"])
    #expect(Chart.tableTexts([0.01234, 0.01239], digits: 4) == ["0.0123", "0.0124"])
    #expect(Chart.tableTexts([0.012341, 0.012342], digits: 5) == ["0.012341", "0.012342"])
    #expect(Chart.tableTexts([0.9, 0.0004], digits: 4) == ["0.9000", "0.0004"])
    #expect(Chart.tableTexts([1, 2, 3], digits: 4) == ["1", "2", "3"])
    #expect(Chart.tableTexts([2.0 / 3, 100], digits: 4) == ["0.667", "100.000"])
    #expect(Chart.tableTexts([1, 1e-17], digits: 4) == ["1", "0"])
    #expect(Chart.tableTexts([124_439_808, 8], digits: 4) == ["1.244×10⁸", "8"])
  }
}
