import Testing

@testable import Plotting

/// Words that have a place of their own, and room that nothing needs.
@Suite struct FreePlaceTests {
  @Test(arguments: ["", "Rounded results"])
  func `a number line has no empty room over its names`(title: String) throws {
    for values in [[-2.0, 0.5, 2.718], [0, 0.1, 0.2, 0.3, 5], [1]] {
      let scene = try Chart.numberLine(values, title: title).scene
      let names = values.map { readable($0) }
      let places = scene.texts.filter { names.contains($0.label.plain) && !$0.style.contains("m") }
      let header = scene.texts.filter { $0.label.plain == title }.map(\.box.bottom).max() ?? 0
      // Ticks of the axis have the same words; the highest are the names.
      let highest = try #require(places.map(\.box.top).min())
      #expect(highest > header && highest < header + 14, "\(values): \(highest) under \(header)")
    }
    // Names that need more rows keep them.
    let crowded = try Chart.numberLine([0, 0.1, 0.2, 0.3, 5]).scene
    #expect(try Chart.numberLine([0, 5]).scene.height < crowded.height)
  }

  @Test func `a bar to the left of zero that lies down has its number`() throws {
    let names = ["a name that is long enough", "another name that is long", "a third one of them"]
    for values in [[-40.0, -7, 30], [-40, -39, -38], [-1, 1000, -500]] {
      let chart = try Chart.bars(names, [Series(y: values)])
      let scene = chart.scene
      #expect(chart.liesDown)
      let numbers = values.map { readable($0) }
      for (row, number) in numbers.enumerated() {
        let text = try #require(scene.texts.first { $0.label.plain == number && $0.style == "h" })
        let name = try #require(scene.texts.first { $0.label.plain == names[row] })
        #expect(text.box.left > name.box.right, "\(number)")
        #expect(text.box.right <= scene.width, "\(number)")
        #expect(abs(text.y - name.y) < 1)
      }
    }
  }

  /// Whether the line from `a` to `b` passes through the box of `text`.
  private static func covers(_ text: Scene.Text, _ a: (Double, Double), _ b: (Double, Double))
    -> Bool
  {
    let box = text.box
    return (0...400).contains { step in
      let share = Double(step) / 400
      let (x, y) = (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
      return x > box.left && x < box.right && y > box.top && y < box.bottom
    }
  }

  @Test func `names of arrows stand beside all arrows`() throws {
    let fans: [[Point]] = [
      [Point(3, 1), Point(2.6, 1.4), Point(1, 3)],
      [Point(1, 2), Point(2, 4.1), Point(3, 5.9)],
      [Point(4, 0), Point(4.4, 0.5), Point(2, -0.3), Point(-3, 0.2)],
      [Point(3, 0.5), Point(2.5, 2), Point(0.4, 3), Point(-2, 2.4), Point(-3, 0), Point(-1, -2)],
    ]
    for fan in fans {
      let chart = try Chart.vectors(
        fan.enumerated().map { Arrow(to: $0.element, label: "arrow \($0.offset)") })
      let layout = PlaneLayout(chart)
      let scene = chart.scene
      for (index, point) in fan.enumerated() {
        let text = try #require(scene.texts.first { $0.label.plain == "arrow \(index)" })
        for other in fan {
          let start = (layout.x.place(0) ?? 0, layout.y.place(0) ?? 0)
          let end = (layout.x.place(other.x) ?? 0, layout.y.place(other.y) ?? 0)
          #expect(!Self.covers(text, start, end), "arrow \(index) at \(point) over \(other)")
        }
      }
    }
  }
}
