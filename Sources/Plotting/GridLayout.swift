/// Lays out cells in rows and columns: heatmaps with a colour bar, and matrices in brackets.
struct GridLayout {
  let chart: Chart
  let cells: Mark.Cells
  var scene: Scene
  /// The side of a cell, or its width and height in a matrix.
  var cellWidth = 0.0
  var cellHeight = 0.0
  var left = 0.0
  var top = 0.0
  let rowNames: [String]
  let columnNames: [String]

  private static let barWidth = 14.0

  init(_ chart: Chart, _ cells: Mark.Cells) {
    self.chart = chart
    self.cells = cells
    scene = Scene(width: chart.frame.width, height: 0)
    rowNames = chart.hasNoAxes ? [] : chart.y.names ?? []
    columnNames = chart.hasNoAxes ? [] : chart.x.names ?? []
  }

  static func scene(of chart: Chart, _ cells: Mark.Cells) -> Scene {
    var layout = GridLayout(chart, cells)
    if cells.isMatrix { layout.layOutMatrix() } else { layout.layOutHeatmap() }
    return layout.scene
  }

  // MARK: Heatmap

  private mutating func layOutHeatmap() {
    let grid = cells.grid
    var y = 0.0
    if !chart.title.isEmpty {
      scene.add(
        shortened(chart.title, toWidth: scene.width, isBold: true), x: 0, y: 15, style: "b")
      y = 24
    }
    if !chart.y.label.isEmpty, !chart.hasNoAxes {
      scene.add("↓ " + chart.y.label, x: 0, y: y + 15, style: "m")
      y += PlaneLayout.lineHeight
    }
    let names = rowNames.map { shortened($0, toWidth: 150) }
    let scale = colorScale
    let nameWidth = names.map { Label($0).width(isBold: false) }.max() ?? 0
    let tickWidth = scale.ticks.map { Label($0.label).width(isBold: false) }.max() ?? 0
    let barSpace = 14 + Self.barWidth + 6 + tickWidth
    left = names.isEmpty ? 1 : nameWidth + 8
    let room = chart.frame.width - left - barSpace
    let textRoom =
      max(chart.reach.textWidth, cells.texts.map { Label($0).width(isBold: false) }.max() ?? 0) + 6
    let side = min(56, max(room / Double(max(1, grid.columns)), textRoom, smallestCell))
    (cellWidth, cellHeight) = (side, min(side, max(26, 420 / Double(max(1, grid.rows)))))
    if grid.rows <= 24 || cells.texts.isEmpty == false { cellHeight = side }
    let tilts =
      columnNames.contains { Label($0).width(isBold: false) > side - 4 }
      && !columnsAreIndices
    let columnSpace = drawColumnNames(from: y, tilts: tilts)
    top = y + columnSpace
    let width = left + side * Double(grid.columns)
    // Narrow grids stand in the middle of the usual width.
    scene.width = max(tilts ? width + barSpace + 30 : width + barSpace, 160)
    drawRowNames(names)
    drawCells()
    let bottom = top + cellHeight * Double(grid.rows)
    let barBottom = max(bottom, top + 90)
    drawColorBar(scale, x: width + 14, top: top, bottom: barBottom)
    scene.height = barBottom + 8
    if !chart.x.label.isEmpty, !chart.hasNoAxes {
      scene.add(chart.x.label + " →", x: width, y: bottom + 20, .end, style: "m")
      scene.height = max(scene.height, bottom + 28)
    }
  }

  /// The least side of a cell: small ones are legible as a pattern only.
  private var smallestCell: Double {
    let count = max(cells.grid.rows, cells.grid.columns)
    return count <= 16 ? 26 : count <= 32 ? 14 : count <= 64 ? 7 : count <= 128 ? 4 : 2
  }

  private var columnsAreIndices: Bool { columnNames.allSatisfy { Double($0) != nil } }

  private mutating func drawColumnNames(from y: Double, tilts: Bool) -> Double {
    let names = columnNames.map { shortened($0, toWidth: 120) }
    let widest = names.map { Label($0).width(isBold: false) }.max() ?? 0
    let space = names.isEmpty ? 4 : tilts ? min(100, widest * 0.71 + 16) : 22
    // Indices may be left out, names may not: they fit side by side or tilt.
    let needed = tilts ? 21 : columnsAreIndices ? widest + 8 : 0
    let stride = max(1, Int(clamping: (needed / max(cellWidth, 1)).rounded(.up)))
    scene.elements.append(.open("m"))
    for (index, name) in names.enumerated() where index % stride == 0 {
      let middle = left + (Double(index) + 0.5) * cellWidth
      if tilts {
        scene.add(name, x: middle + 3, y: y + space - 6, angle: -45)
      } else {
        scene.add(name, x: middle, y: y + space - 7, .middle)
      }
    }
    scene.elements.append(.close)
    return space
  }

  private mutating func drawRowNames(_ names: [String]) {
    let stride = max(1, Int(clamping: (18 / max(cellHeight, 1)).rounded(.up)))
    scene.elements.append(.open("m"))
    for (index, name) in names.enumerated() where index % stride == 0 {
      scene.add(
        name, x: left - 7, y: top + (Double(index) + 0.5) * cellHeight + 5, .end)
    }
    scene.elements.append(.close)
  }

  // MARK: Colours

  /// The scale from values to the length of the colour bar, 0…1.
  var colorScale: Scale {
    var extent = Extent()
    if let range = cells.range {
      extent.include([range.lowerBound, range.upperBound])
    } else {
      extent.include(chart.reach.cells)
      extent.include(cells.grid.values)
    }
    if cells.isDiverging {
      let most = max(abs(extent.low ?? 0), abs(extent.high ?? 0))
      extent.include([-most, most])
    } else if let low = extent.low, low >= 0 {
      extent.include(0)
    }
    var axis = Axis()
    axis.isTight = true
    // Weights that sum to one are read against one.
    return Scale(axis, extent: extent, count: 4)
  }

  /// The level of the palette for `value`, or nil where there is no value.
  func level(_ value: Double, _ scale: Scale) -> Int? {
    guard let place = scale.place(value) else { return nil }
    let last = Double(Palette.light.sequential.count - 1)
    return Int(clamping: (min(max(place, 0), 1) * last).rounded())
  }

  /// The class prefix of the palette in use.
  private var ramp: String { cells.isDiverging ? "v" : "q" }

  /// Whether words on `level` are in the colour of the paper rather than of the ink.
  private func isReversed(_ level: Int) -> Bool {
    cells.isDiverging ? level <= 1 || level >= 14 : level >= 10
  }

  private mutating func drawCells() {
    let grid = cells.grid
    let scale = colorScale
    if chart.reach.isMoving { return drawMovingCells(scale) }
    var paths = [PathData](repeating: PathData(), count: Palette.light.sequential.count)
    var missing = PathData()
    let gap = cellWidth >= 12 ? 0.5 : 0
    for row in 0..<grid.rows {
      let y = top + Double(row) * cellHeight
      var column = 0
      while column < grid.columns {
        let level = level(grid[row, column], scale)
        var end = column + 1
        // Without gaps, equal neighbours are one rectangle.
        while gap == 0, end < grid.columns, self.level(grid[row, end], scale) == level { end += 1 }
        let (x1, x2) = (left + Double(column) * cellWidth, left + Double(end) * cellWidth)
        if let level {
          paths[level].rectangle(x1 + gap, y + gap, x2 - gap, y + cellHeight - gap)
        } else {
          missing.segment(x1 + 3, y + cellHeight - 3, x2 - 3, y + 3)
        }
        column = end
      }
    }
    for (level, path) in paths.enumerated() { scene.add(path, "\(ramp)\(level)") }
    scene.add(missing, "g")
    var outline = PathData()
    outline.rectangle(
      left, top, left + cellWidth * Double(grid.columns), top + cellHeight * Double(grid.rows))
    scene.add(outline, "g")
    drawTexts(scale)
  }

  /// Each cell by itself, so that a state of a control changes its level alone.
  private mutating func drawMovingCells(_ scale: Scale) {
    let grid = cells.grid
    let gap = cellWidth >= 12 ? 0.5 : 0
    for index in grid.values.indices {
      let x = left + Double(index % grid.columns) * cellWidth
      let y = top + Double(index / grid.columns) * cellHeight
      var path = PathData()
      path.rectangle(x + gap, y + gap, x + cellWidth - gap, y + cellHeight - gap)
      let level = level(grid.values[index], scale)
      scene.add(path, level.map { "\(ramp)\($0)" } ?? "g")
      guard index < cells.texts.count else { continue }
      scene.add(
        cells.texts[index], x: x + cellWidth / 2, y: y + cellHeight / 2 + 5, .middle,
        style: isReversed(level ?? 2) ? "c2" : "c1")
    }
    var outline = PathData()
    outline.rectangle(
      left, top, left + cellWidth * Double(grid.columns), top + cellHeight * Double(grid.rows))
    scene.add(outline, "g")
  }

  private mutating func drawTexts(_ scale: Scale) {
    guard cells.texts.count == cells.grid.values.count else { return }
    for isReversed in [false, true] {
      scene.elements.append(.open(isReversed ? "c2" : "c1"))
      for (index, words) in cells.texts.enumerated() {
        let level = level(cells.grid.values[index], scale)
        guard self.isReversed(level ?? 2) == isReversed else { continue }
        let column = Double(index % cells.grid.columns)
        let row = Double(index / cells.grid.columns)
        scene.add(
          words, x: left + (column + 0.5) * cellWidth, y: top + (row + 0.5) * cellHeight + 5,
          .middle)
      }
      scene.elements.append(.close)
    }
  }

  private mutating func drawColorBar(_ scale: Scale, x: Double, top: Double, bottom: Double) {
    let bottom = min(bottom, top + 220)
    let levels = Palette.light.sequential.count
    for level in 0..<levels {
      // The first and last level cover half a step of values.
      let low = max(0, (Double(level) - 0.5) / Double(levels - 1))
      let high = min(1, (Double(level) + 0.5) / Double(levels - 1))
      var path = PathData()
      path.rectangle(
        x, bottom - high * (bottom - top), x + Self.barWidth, bottom - low * (bottom - top))
      scene.add(path, "\(ramp)\(level)")
    }
    var outline = PathData()
    outline.rectangle(x, top, x + Self.barWidth, bottom)
    scene.add(outline, "g")
    scene.elements.append(.open("m"))
    var previous = Double.infinity
    for tick in scale.ticks {
      let place = bottom - scale.place(ofUnit: tick.value) * (bottom - top)
      let middle = min(max(place, top + 6), bottom - 4)
      guard middle <= previous - 18 else { continue }
      previous = middle
      scene.add(tick.label, x: x + Self.barWidth + 6, y: middle + 5)
    }
    if !scale.exponentNote.isEmpty {
      scene.add(
        scale.exponentNote, x: x + Self.barWidth + 6, y: bottom + 20, .middle)
    }
    scene.elements.append(.close)
  }
}
