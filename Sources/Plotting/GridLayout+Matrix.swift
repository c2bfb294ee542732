extension GridLayout {
  /// Numbers in columns of equal width between square brackets, with names outside.
  mutating func layOutMatrix() {
    let grid = cells.grid
    var y = 0.0
    if !chart.title.isEmpty {
      scene.add(
        shortened(chart.title, toWidth: scene.width, isBold: true), x: 0, y: 15, style: "b")
      y = 24
    }
    let hasColumnNames = columnNames.contains { !$0.isEmpty }
    let widest = (cells.texts + columnNames).map { Label($0).width(isBold: false) }.max() ?? 0
    cellWidth = max(max(widest, chart.reach.textWidth) + 20, 30)
    cellHeight = 28
    let nameWidth = rowNames.map { Label($0).width(isBold: false) }.max() ?? 0
    left = nameWidth > 0 ? nameWidth + 18 : 10
    top = y + (hasColumnNames ? 24 : 4)
    let right = left + cellWidth * Double(grid.columns)
    let bottom = top + cellHeight * Double(grid.rows)
    scene.width = max(right + 10, Label(chart.title).width(isBold: true), 60)
    scene.height = bottom + 4

    scene.elements.append(.open("m"))
    for (index, name) in columnNames.enumerated() {
      scene.add(name, x: left + (Double(index) + 0.5) * cellWidth, y: top - 8, .middle)
    }
    for (index, name) in rowNames.enumerated() {
      scene.add(
        name, x: left - 14, y: top + (Double(index) + 0.5) * cellHeight + 5, .end)
    }
    scene.elements.append(.close)
    for index in cells.highlights {
      var path = PathData()
      let x = left + Double(index % grid.columns) * cellWidth
      let y = top + Double(index / grid.columns) * cellHeight
      path.rectangle(x + 3, y + 2, x + cellWidth - 3, y + cellHeight - 2)
      scene.add(path, "f2 y")
    }
    for (index, words) in cells.texts.enumerated() {
      let column = Double(index % grid.columns)
      let row = Double(index / grid.columns)
      scene.add(
        words, x: left + (column + 1) * cellWidth - 10, y: top + (row + 0.5) * cellHeight + 5,
        .end)
    }
    var brackets = PathData()
    brackets.move(left + 5, top)
    brackets.line(left - 2, top)
    brackets.line(left - 2, bottom)
    brackets.line(left + 5, bottom)
    brackets.move(right - 5, top)
    brackets.line(right + 2, top)
    brackets.line(right + 2, bottom)
    brackets.line(right - 5, bottom)
    scene.add(brackets, "l a")
  }
}
