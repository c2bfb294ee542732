import Testing

@testable import Plotting

/// Charts without their axes.
@Suite struct HiddenAxesTests {
  private static func words(_ chart: Chart) -> [String] { chart.scene.texts.map(\.label.plain) }

  @Test func `a plane without axes keeps its data and the names of its series`() throws {
    let chart = try Chart.lines(
      [Series("loss", y: [4, 2, 1])], xLabel: "step", yLabel: "size", title: "Falling")
    let bare = chart.axes(false)
    #expect(Self.words(bare) == ["Falling", "loss"])
    #expect(bare.axes(true) == chart)
    for style in [TextStyle.braille, .block, .ascii] {
      let picture = bare.text(style: style).split(separator: "\n\n").dropLast().joined()
      #expect(!picture.contains { "│┤└┬─|+".contains($0) }, "\(picture)")
      #expect(!picture.contains("step") && !picture.contains("size"))
    }
    // What the picture shows is still said in words and numbers.
    #expect(bare.summary == chart.summary)
    #expect(bare.dataTable == chart.dataTable)
  }

  @Test func `the data of a plane without axes fill the room of the axes`() throws {
    let chart = try Chart.scatter(x: [0, 10], y: [0, 10])
    let (plain, bare) = (PlaneLayout(chart), PlaneLayout(chart.axes(false)))
    #expect(bare.right - bare.left > plain.right - plain.left)
    #expect(bare.bottom > plain.bottom)
  }

  @Test func `a map without axes keeps its cells and the bar of its colours`() throws {
    let grid = Grid([[0, 0.5], [0.75, 1]])
    let names = ["row", "column"]
    let chart = try Chart.heatmap(grid, rows: names, columns: names, xLabel: "to", yLabel: "from")
    let bare = chart.axes(false)
    #expect(Set(Self.words(chart)).isSuperset(of: ["row", "column", "to →", "↓ from"]))
    #expect(Set(Self.words(bare)).isDisjoint(with: ["row", "column", "to →", "↓ from"]))
    #expect(Set(Self.words(bare)).isSuperset(of: ["0.50", "0.75", "1.00"]))
    #expect(bare.scene.height < chart.scene.height && bare.scene.width < chart.scene.width)
    let text = bare.text().split(separator: "\n\n")[0]
    #expect(!text.contains("row") && text.contains("0.75"))
    let large = try Chart.heatmap(Grid(rows: 40, columns: 30, values: (0..<1200).map(Double.init)))
    let lines = large.axes(false).text().split(separator: "\n").map(String.init)
    #expect(lines.prefix(40).allSatisfy { $0.allSatisfy { " ░▒▓█".contains($0) } })
  }

  @Test func `bars, boxes and matrices lose their names`() throws {
    let long = ["a name that is long enough", "another name that is long", "a third one of them"]
    let bars = try Chart.bars(long, [Series(y: [1, 2, 3])], yLabel: "size").axes(false)
    #expect(Self.words(bars) == ["1", "2", "3"])
    #expect(bars.text().hasPrefix("██"))
    let boxes = try Chart.boxes([Series("one", y: [1, 2, 3, 9]), Series("two", y: [2, 3])])
    #expect(Self.words(boxes.axes(false)) == [])
    #expect(!boxes.axes(false).text().split(separator: "\n\n")[0].contains("one"))
    let matrix = try Chart.matrix(Grid([[1, 2]]), rows: ["r"], columns: ["c", "d"]).axes(false)
    #expect(Self.words(matrix) == ["1", "2"])
    #expect(matrix.text().hasPrefix("["))
  }

  @Test func `panels lose their axes, and what has none stays as it is`() throws {
    let panels = try Chart.facets([
      Chart.lines([Series(y: [3, 2, 1])], title: "first"),
      Chart.lines([Series(y: [9, 3, 2])], title: "second"),
    ])
    #expect(Set(Self.words(panels.axes(false))) == ["first", "second"])
    let network = try Chart.network([2, 3, 1])
    #expect(network.axes(false) == network)
  }

  @Test func `limits cut without axes too`() throws {
    let chart = try Chart.lines([Series(y: [1, 2, 900, 3])]).limited(y: 0...10)
    #expect(chart.axes(false).scene.elements.contains(.endWindow))
  }
}
