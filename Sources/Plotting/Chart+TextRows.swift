import Markup

extension Chart {
  // MARK: Bars

  /// A row for every bar: name, bar, number.
  func barLines(width: Int, style: TextStyle) -> [String] {
    let bars = marks.compactMap { mark -> Mark.Bars? in
      if case .bars(let bars) = mark { bars } else { nil }
    }
    let names = rowNames(width: width / 3)
    let isGrouped = bars.count > 1
    let series = bars.map { Self.clipped(Label($0.name).plain, to: width / 5) }
    let nameWidth = names.map(displayWidth(of:)).max() ?? 0
    let seriesWidth = isGrouped ? (series.map(displayWidth(of:)).max() ?? 0) + 1 : 0
    let texts = bars.map { bar in
      let values = bar.texts.isEmpty ? bar.values.map { readable($0) } : bar.texts
      return bar.errors.isEmpty ? values : zip(values, bar.errors).map { "\($0) ± \(readable($1))" }
    }
    let textWidth = texts.joined().map(displayWidth(of:)).max() ?? 0
    let room = max(8, width - nameWidth - seriesWidth - textWidth - 3)
    let scale = barScale(bars, room: room)
    let left = Int(clamping: min(max(0, scale.edge(0) ?? 0), Double(room)).rounded())
    var lines: [String] = []
    if !y.label.isEmpty, !hasNoAxes { lines.append(Label(y.label).plain) }
    let shown = min(names.count, 60)
    for row in 0..<shown {
      for (index, bar) in bars.enumerated() where row < bar.values.count {
        let name = index == 0 ? names[row] : ""
        var line = nameWidth > 0 ? padded(name, to: nameWidth) + " " : ""
        if isGrouped { line += padded(series[index], to: seriesWidth) }
        line += Self.bar(bar.values[row], scale, left: left, style: style)
        line += " " + texts[index][row]
        lines.append(line)
      }
    }
    if shown < names.count { lines.append("… \(names.count - shown) more") }
    return lines
  }

  /// The scale of the bars: that of the picture where it is not linear or has limits, else from
  /// zero to the greatest value, so that the longest bar fills the room.
  private func barScale(_ bars: [Mark.Bars], room: Int) -> Scale {
    if y.kind != .linear || y.domain != nil {
      return Scale(y, extent: extents.y, count: 5, start: 0, end: Double(room))
    }
    var extent = reach.y
    extent.include(0)
    for bar in bars { extent.include(bar.values) }
    var axis = Axis()
    if let low = extent.low, let high = extent.high, low < high { axis.domain = low...high }
    return Scale(axis, extent: extent, count: 4, start: 0, end: Double(room))
  }

  /// The bar of one value: blocks with an eighth at the end, to both sides of zero if need be.
  private static func bar(_ value: Double, _ scale: Scale, left: Int, style: TextStyle) -> String {
    guard let base = scale.edge(0), let tip = scale.place(value) else { return "" }
    let full: Character = style == .ascii ? "#" : "█"
    if tip < base, left > 0 {
      let share = min(1, (base - tip) / base)
      let count = min(left, Int(clamping: (Double(left) * share).rounded()))
      return String(repeating: " ", count: left - count) + String(repeating: full, count: count)
        + "│"
    }
    let space = String(repeating: " ", count: left) + (left > 0 ? "│" : "")
    let share = scale.end > base ? min(1, max(0, (tip - base) / (scale.end - base))) : 0
    let eighths = Int(clamping: ((scale.end - Double(left)) * share * 8).rounded())
    let parts: [String] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let rest = style == .ascii ? (eighths % 8 >= 4 ? "#" : "") : parts[eighths % 8]
    return space + String(repeating: full, count: eighths / 8) + rest
  }

  /// The names of bars or boxes, empty where the axes are hidden.
  private func rowNames(width: Int) -> [String] {
    (x.names ?? []).map { hasNoAxes ? "" : Self.clipped(Label($0).plain, to: width) }
  }

  // MARK: Boxes

  /// A row for every box, on one scale.
  func boxLines(width: Int) -> [String] {
    let boxes = marks.compactMap { mark -> Mark.Box? in
      if case .box(let box) = mark { box } else { nil }
    }
    let names = rowNames(width: width / 3)
    let nameWidth = (names.map(displayWidth(of:)).max() ?? 0) + 1
    let room = max(16, width - nameWidth - 1)
    let extent = extents.y
    let scale = Scale(y, extent: extent, count: 5, start: 0, end: Double(room - 1))
    var lines: [String] = []
    for box in boxes {
      func at(_ value: Double) -> Int { Int(clamping: (scale.place(value) ?? 0).rounded()) }
      var row = [Character](repeating: " ", count: room)
      func fill(_ from: Int, _ to: Int, _ character: Character) {
        for index in max(0, from)..<max(max(0, from), min(room, to)) { row[index] = character }
      }
      fill(at(box.low), at(box.high) + 1, "─")
      fill(at(box.lowerQuartile), at(box.upperQuartile) + 1, "▒")
      fill(at(box.low), at(box.low) + 1, "├")
      fill(at(box.high), at(box.high) + 1, "┤")
      fill(at(box.median), at(box.median) + 1, "┃")
      for value in box.outliers { fill(at(value), at(value) + 1, "○") }
      let name = box.index < names.count ? names[box.index] : ""
      lines.append(padded(name, to: nameWidth) + String(row))
    }
    guard !hasNoAxes else { return lines }
    lines.append(
      String(repeating: " ", count: nameWidth)
        + PlainPlane.tickRow(scale, columns: room))
    return lines
  }

  // MARK: Cells

  /// A table of the values, or shades where there are too many.
  func gridLines(_ cells: Mark.Cells, width: Int, style: TextStyle) -> [String] {
    let rowNames = hasNoAxes ? [] : y.names ?? []
    let columnNames = hasNoAxes ? [] : x.names ?? []
    if cells.isMatrix {
      let rows = rowNames.map { Label($0).plain }
      return Self.matrixLines(cells, rows: rows, columns: columnNames.map { Label($0).plain })
    }
    let grid = cells.grid
    let rows = rowNames.map { Self.clipped(Label($0).plain, to: width / 4) }
    let columns = columnNames.map { Self.clipped(Label($0).plain, to: 8) }
    let nameWidth = rows.map(displayWidth(of:)).max() ?? 0
    func start(_ row: Int) -> String { rows.isEmpty ? "" : padded(rows[row], to: nameWidth) + " " }
    if !cells.texts.isEmpty {
      let cellWidth = (cells.texts + columns).map(displayWidth(of:)).max() ?? 1
      let shades = (cellWidth + 3) * grid.columns + nameWidth + 1 <= width
      let total = nameWidth + 1 + grid.columns * (cellWidth + (shades ? 3 : 1))
      if total <= width {
        let pad = shades ? 3 : 1
        let scale = GridLayout(self, cells).colorScale
        var header = String(repeating: " ", count: nameWidth + 1)
        for column in columns { header += Self.leftPadded(column, to: cellWidth + pad) }
        return (columns.isEmpty ? [] : [header])
          + (0..<grid.rows).map { row in
            var line = start(row)
            for column in 0..<grid.columns {
              let index = row * grid.columns + column
              if shades { line += " " + String(Self.shade(grid.values[index], cells, scale)) }
              line += Self.leftPadded(cells.texts[index], to: cellWidth + pad - (shades ? 2 : 0))
            }
            return line
          }
      }
    }
    return shadeLines(cells, room: width - nameWidth - 1, rowStart: start)
  }

  /// A shade for each cell, or for the mean of a few where there are more than columns or rows.
  private func shadeLines(
    _ cells: Mark.Cells, room: Int, rowStart: (Int) -> String
  ) -> [String] {
    let grid = cells.grid
    let scale = GridLayout(self, cells).colorScale
    let across = max(1, (grid.columns + room - 1) / max(1, room))
    let down = max(1, (grid.rows + 63) / 64)
    let repeats = grid.columns * 2 <= room ? 2 : 1
    var lines = stride(from: 0, to: grid.rows, by: down).map { row in
      var line = rowStart(row)
      for column in stride(from: 0, to: grid.columns, by: across) {
        var values: [Double] = []
        for i in row..<min(row + down, grid.rows) {
          for j in column..<min(column + across, grid.columns) where grid[i, j].isFinite {
            values.append(grid[i, j])
          }
        }
        let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
        let shade = Self.shade(values.isEmpty ? nil : scale.place(mean))
        line += String(repeating: shade, count: repeats)
      }
      return line
    }
    if let first = scale.ticks.first, let last = scale.ticks.last {
      let note = scale.exponentNote.isEmpty ? "" : " (\(scale.exponentNote))"
      lines.append("  \(first.label) ░▒▓█ \(last.label)\(note)")
    }
    if across > 1 || down > 1 {
      lines.append("  each shade is the mean of \(down) × \(across) cells")
    }
    return lines
  }

  /// The shade of a cell whose number stands beside it: darker the further it is from zero.
  private static func shade(_ value: Double, _ cells: Mark.Cells, _ scale: Scale) -> Character {
    guard let place = scale.place(value) else { return "?" }
    return shade(cells.isDiverging ? abs(place - 0.5) * 2 : place)
  }

  private static func shade(_ share: Double?) -> Character {
    let shades: [Character] = [" ", "░", "▒", "▓", "█"]
    guard let share else { return "?" }
    return shades[min(4, max(0, Int(clamping: (share * 4).rounded())))]
  }

  /// Numbers in tall brackets, with names of rows and columns if there are any.
  static func matrixLines(
    _ cells: Mark.Cells, rows: [String], columns names: [String]
  ) -> [String] {
    let grid = cells.grid
    let nameWidth = rows.map(displayWidth(of:)).max() ?? 0
    let cellWidth = (cells.texts + names).map(displayWidth(of:)).max() ?? 1
    var lines: [String] = []
    if names.contains(where: { !$0.isEmpty }) {
      lines.append(
        String(repeating: " ", count: nameWidth + (nameWidth > 0 ? 2 : 1))
          + names.map { Self.leftPadded($0, to: cellWidth + 2) }.joined())
    }
    for row in 0..<grid.rows {
      let (open, close): (String, String) =
        grid.rows == 1
        ? ("[", "]")
        : row == 0 ? ("⎡", "⎤") : row == grid.rows - 1 ? ("⎣", "⎦") : ("⎢", "⎥")
      var line = nameWidth > 0 ? padded(row < rows.count ? rows[row] : "", to: nameWidth) + " " : ""
      line += open
      for column in 0..<grid.columns {
        line += Self.leftPadded(cells.texts[row * grid.columns + column], to: cellWidth + 2)
      }
      lines.append(line + "  " + close)
    }
    return lines
  }
}
