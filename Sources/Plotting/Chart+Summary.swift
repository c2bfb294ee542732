import Diagnostics

extension Chart {
  /// The title, or a few words on what kind of picture this is.
  package var headline: String {
    if !title.isEmpty { return Label(title).plain }
    let what = kindName
    let names = PlaneLayout.seriesNames(self).map { Label($0.name).plain }
    if !names.isEmpty, names.count <= 4 { return "\(what): \(Self.list(names))" }
    if !y.label.isEmpty, y.names == nil { return "\(what) of \(Label(y.label).plain)" }
    return what
  }

  /// What the chart shows, in sentences made from its data: for readers who do not see it.
  package var summary: String {
    if !diagramWords.isEmpty { return diagramWords }
    return kindName + axisPhrase + ". " + sentences
  }

  /// A sentence for each mark, and what of the data is not to be seen.
  var sentences: String {
    var sentences: [String] = []
    for mark in withoutNoise(Array(marks.prefix(40))) {
      if let sentence = sentence(about: mark) { sentences.append(sentence) }
    }
    if marks.allSatisfy({ if case .arrow = $0 { true } else { false } }), marks.count > 12 {
      sentences = ["\(quantity(marks.count, "arrow"))."]
    }
    if let note = missingNote { sentences.append(note) }
    if sentences.isEmpty { sentences = ["No data."] }
    return sentences.joined(separator: " ")
  }

  /// The kind of picture, by its first mark.
  private var kindName: String {
    if let word = diagramWords.split(separator: " ").first { return String(word) }
    for mark in marks {
      switch mark {
      case .line: return "Line chart"
      case .band: return "Line chart with a band"
      case .dots: return "Scatter plot"
      case .bars: return "Bar chart"
      case .columns: return "Histogram"
      case .arrow: return "Arrows in the plane"
      case .cells(let cells): return cells.isMatrix ? "Matrix" : "Heatmap"
      case .contour: return "Contour plot"
      case .steps: return "Path"
      case .box: return "Box plot"
      case .shape: return "Diagram"
      case .rule, .words: continue
      }
    }
    return "Chart"
  }

  private var axisPhrase: String {
    let vertical = Label(y.label).plain
    let horizontal = Label(x.label).plain
    if vertical.isEmpty && horizontal.isEmpty { return "" }
    if vertical.isEmpty { return " over \(horizontal)" }
    return horizontal.isEmpty ? " of \(vertical)" : " of \(vertical) over \(horizontal)"
  }

  private func sentence(about mark: Mark) -> String? {
    switch mark {
    case .line(let line): Self.sentence(about: line, unit: Label(x.label).plain)
    case .dots(let dots): Self.sentence(about: dots)
    case .bars(let bars): Self.sentence(about: bars, names: x.names ?? [])
    case .columns(let columns): Self.sentence(about: columns)
    case .arrow(let mark): Self.sentence(about: mark.arrow)
    case .cells(let cells): sentence(about: cells)
    case .contour(let contour): Self.sentence(about: contour)
    case .steps(let steps): Self.sentence(about: steps).map { $0 + outsideNote(steps) }
    case .box(let box): Self.sentence(about: box, names: x.names ?? [])
    case .rule(let rule):
      rule.label.isEmpty ? nil : "A line marks \(Label(rule.label).plain)."
    case .band, .words, .shape: nil
    }
  }

  private static func sentence(about line: Mark.Line, unit: String) -> String? {
    let points = zip(line.x, line.y).filter { $0.0.isFinite && $0.1.isFinite }
    let name = line.name.isEmpty ? "The line" : Label(line.name).plain
    guard let first = points.first, let last = points.last else { return "\(name) has no values." }
    if points.count == 1 {
      return "\(name) is \(readable(first.1)) at \(readable(first.0))."
    }
    let low = points.min { $0.1 < $1.1 } ?? first
    let high = points.max { $0.1 < $1.1 } ?? first
    let over =
      (unit.isEmpty ? " from " : " as \(unit) goes from ")
      + "\(readable(first.0)) to \(readable(last.0))"
    if low.1 == high.1 { return "\(name) stays at \(readable(first.1))\(over)." }
    let span = high.1 - low.1
    let verb =
      abs(last.1 - first.1) < 0.02 * span
      ? "goes" : last.1 < first.1 ? "falls" : "rises"
    var text = "\(name) \(verb) from \(readable(first.1)) to \(readable(last.1))\(over)"
    if low.1 < min(first.1, last.1) - 0.1 * span {
      text += ", least \(readable(low.1)) at \(readable(low.0))"
    }
    if high.1 > max(first.1, last.1) + 0.1 * span {
      text += ", greatest \(readable(high.1)) at \(readable(high.0))"
    }
    return text + "."
  }

  private static func sentence(about dots: Mark.Dots) -> String? {
    let points = zip(dots.x, dots.y).filter { $0.0.isFinite && $0.1.isFinite }
    let name = dots.name.isEmpty ? "" : Label(dots.name).plain + ": "
    guard let lowX = points.map(\.0).min(), let highX = points.map(\.0).max(),
      let lowY = points.map(\.1).min(), let highY = points.map(\.1).max()
    else { return name.isEmpty ? "No points." : "\(name)no points." }
    let count = points.count == 1 ? "1 point" : "\(readable(Double(points.count))) points"
    return "\(name)\(count), \(readable(lowX)) to \(readable(highX)) across, "
      + "\(readable(lowY)) to \(readable(highY)) up."
  }

  private static func sentence(about bars: Mark.Bars, names: [String]) -> String? {
    let name = bars.name.isEmpty ? "" : Label(bars.name).plain + ": "
    if bars.values.count <= 8 {
      let parts = bars.values.enumerated().map { index, value in
        "\(index < names.count ? Label(names[index]).plain : String(index)) \(readable(value))"
      }
      return parts.isEmpty ? nil : name + list(parts) + "."
    }
    let finite = bars.values.enumerated().filter { $0.element.isFinite }
    guard let low = finite.min(by: { $0.element < $1.element }),
      let high = finite.max(by: { $0.element < $1.element })
    else { return "\(name)no values." }
    func at(_ index: Int) -> String {
      index < names.count ? Label(names[index]).plain : String(index)
    }
    return
      "\(name)\(quantity(bars.values.count, "bar")), from \(readable(low.element)) (\(at(low.offset))) to "
      + "\(readable(high.element)) (\(at(high.offset)))."
  }

  private static func sentence(about columns: Mark.Columns) -> String? {
    guard let first = columns.edges.first, let last = columns.edges.last,
      let high = columns.heights.enumerated().max(by: { $0.element < $1.element })
    else { return nil }
    return
      "\(quantity(columns.heights.count, "bin")) from \(readable(first)) to \(readable(last)); the fullest, "
      + "\(readable(columns.edges[high.offset])) to \(readable(columns.edges[high.offset + 1])), "
      + "has \(readable(high.element))."
      + (columns.rule.isEmpty ? "" : " Bins by the rule of \(columns.rule).")
  }

  private static func sentence(about arrow: Arrow) -> String {
    let name = arrow.label.isEmpty ? "Arrow" : Label(arrow.label).plain
    let end = "(\(readable(arrow.end.x)), \(readable(arrow.end.y)))"
    if arrow.start == Point(0, 0) { return "\(name) = \(end)." }
    return "\(name) from (\(readable(arrow.start.x)), \(readable(arrow.start.y))) to \(end)."
  }

  private func sentence(about cells: Mark.Cells) -> String? {
    let grid = cells.grid
    let size = "\(grid.rows) × \(grid.columns)"
    let finite = grid.values.enumerated().filter { $0.element.isFinite }
    guard let low = finite.min(by: { $0.element < $1.element }),
      let high = finite.max(by: { $0.element < $1.element })
    else { return "\(size) cells without values." }
    func place(_ index: Int) -> String {
      let (row, column) = (index / grid.columns, index % grid.columns)
      let rows = y.names ?? []
      let columns = x.names ?? []
      return
        "row \(row < rows.count && !rows[row].isEmpty ? Label(rows[row]).plain : String(row)), "
        + "column "
        + (column < columns.count && !columns[column].isEmpty
          ? Label(columns[column]).plain : String(column))
    }
    return "\(size) cells from \(readable(low.element)) (\(place(low.offset))) to "
      + "\(readable(high.element)) (\(place(high.offset)))."
  }

  private static func sentence(about contour: Mark.Contour) -> String? {
    let finite = contour.grid.values.enumerated().filter { $0.element.isFinite }
    guard let low = finite.min(by: { $0.element < $1.element }),
      let high = finite.max(by: { $0.element < $1.element })
    else { return "A plane without values." }
    let row = low.offset / contour.grid.columns
    let column = low.offset % contour.grid.columns
    return "Heights from \(readable(low.element)) near (\(readable(contour.x[column])), "
      + "\(readable(contour.y[row]))) to \(readable(high.element))."
  }

  private static func sentence(about steps: Mark.Steps) -> String? {
    guard let first = steps.points.first, let last = steps.points.last else { return nil }
    let name = steps.name.isEmpty ? "The path" : Label(steps.name).plain
    if steps.isClosed {
      return
        "\(name) goes in \(quantity(steps.points.count - 1, "step")) from (\(readable(first.x)), "
        + "\(readable(first.y))) back to where it starts."
    }
    return
      "\(name) goes in \(quantity(steps.points.count - 1, "step")) from (\(readable(first.x)), "
      + "\(readable(first.y))) to (\(readable(last.x)), \(readable(last.y)))."
  }

  /// How many steps lie outside of the plane of heights, which is not made larger for them.
  private func outsideNote(_ steps: Mark.Steps) -> String {
    for case .contour(let plane) in marks {
      guard let left = plane.x.min(), let right = plane.x.max(), let low = plane.y.min(),
        let high = plane.y.max()
      else { continue }
      let outside = steps.points.count {
        $0.x.isFinite && $0.y.isFinite
          && !((left...right).contains($0.x) && (low...high).contains($0.y))
      }
      guard outside > 0 else { return "" }
      return " \(outside) of \(quantity(steps.points.count, "place")) "
        + "\(outside == 1 ? "lies" : "lie") outside of the plane."
    }
    return ""
  }

  private static func sentence(about box: Mark.Box, names: [String]) -> String? {
    let name = box.index < names.count ? Label(names[box.index]).plain + ": " : ""
    return "\(name)median \(readable(box.median)), half between \(readable(box.lowerQuartile)) and "
      + "\(readable(box.upperQuartile)), whiskers \(readable(box.low)) to \(readable(box.high))"
      + (box.outliers.isEmpty ? "." : ", \(box.outliers.count) beyond.")
  }

  /// How many values could not be drawn, and why.
  private var missingNote: String? {
    var unfinished = 0
    var below = 0
    for mark in marks {
      let xs: [Double]
      let ys: [Double]
      switch mark {
      case .line(let line): (xs, ys) = line.isStraight ? ([], []) : (line.x, line.y)
      case .dots(let dots): (xs, ys) = (dots.x, dots.y)
      case .bars(let bars): (xs, ys) = ([], bars.values)
      case .cells(let cells): (xs, ys) = ([], cells.grid.values)
      default: continue
      }
      for value in xs + ys where !value.isFinite { unfinished += 1 }
      if y.kind == .log { for value in ys where value <= 0 { below += 1 } }
      if x.kind == .log { for value in xs where value <= 0 { below += 1 } }
    }
    var parts: [String] = []
    if unfinished > 0 {
      parts.append("\(unfinished) \(unfinished == 1 ? "value is" : "values are") not finite")
    }
    if below > 0 {
      parts.append(
        "\(below) \(below == 1 ? "value is" : "values are") not positive and a logarithmic axis "
          + "has no place for \(below == 1 ? "it" : "them")")
    }
    guard !parts.isEmpty else { return nil }
    let text = parts.joined(separator: "; ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// "a", "a and b", "a, b and c".
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
