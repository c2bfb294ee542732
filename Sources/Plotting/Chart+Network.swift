import Diagnostics

extension Chart {
  /// The most nodes of one layer that are drawn; of larger layers the first and last few are.
  static let layerLimit = 10

  /// Layers of nodes with a line for every weight between neighbours: `network` of the language.
  ///
  /// `weights[i]` holds a row per node of layer `i` and a column per node of layer `i + 1`, or the
  /// other way round as `dense` has it, if the sizes tell which; blue lines are positive, orange
  /// ones negative, faint ones small. Without weights all are alike.
  package static func network(
    _ layers: [Int], weights: [Grid] = [], labels: [String] = [], title: String = ""
  ) throws(ChartError) -> Chart {
    guard weights.isEmpty || weights.count == layers.count - 1 else {
      throw .lengths("weights", weights.count, "the gaps between layers", max(0, layers.count - 1))
    }
    guard labels.isEmpty || labels.count == layers.count else {
      throw .lengths("labels", labels.count, "the layers", layers.count)
    }
    guard layers.count <= 16 else { throw .tooMuch("layers", layers.count, limit: 16) }
    if let bad = layers.first(where: { $0 < 1 || $0 > 1_000_000 }) {
      throw .option("a layer's size", "must lie between 1 and 1000000, not at \(bad)")
    }
    let weights = try inputRows(weights, layers)
    let picture = NetworkPicture(layers: layers, weights: weights, labels: labels)
    var chart = Chart(diagram: picture.marks, width: 480, height: picture.height, title: title)
    let sizes = list(layers.map { String($0) })
    let parameters = zip(layers, layers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    chart.diagramWords =
      "Network with \(quantity(layers.count, "layer")) of \(sizes) nodes; \(readable(Double(parameters))) connections."
    chart.plainLines = picture.plainLines
    chart.tableOverride = DataTable(header: ["layer", "nodes"], count: layers.count) {
      [labels.isEmpty ? String($0 + 1) : Label(labels[$0]).plain, String(layers[$0])]
    }
    return chart
  }

  /// The weights with a row for each node of the layer before them.
  ///
  /// Square ones can be read both ways: they follow the others, and else have a row for each input.
  private static func inputRows(_ weights: [Grid], _ layers: [Int]) throws(ChartError) -> [Grid] {
    let gaps = Array(zip(weights, zip(layers, layers.dropFirst())))
    if gaps.allSatisfy({ $0.rows == $1.0 && $0.columns == $1.1 }) { return weights }
    for (index, (grid, (from, to))) in gaps.enumerated() {
      let isInputRows = grid.rows == from && grid.columns == to
      guard isInputRows || grid.rows == to && grid.columns == from else {
        throw .option(
          "weights \(index)",
          "must be \(from)×\(to), with a row for each input, or \(to)×\(from), with a row for each"
            + " output as in 'dense', not \(grid.rows)×\(grid.columns)")
      }
      guard !isInputRows || from == to else {
        throw .option(
          "weights \(index)",
          "have a row for each input, but others have one for each output as in 'dense'")
      }
    }
    return weights.map { grid in
      let values = (0..<grid.columns).flatMap { column in (0..<grid.rows).map { grid[$0, column] } }
      return Grid(rows: grid.columns, columns: grid.rows, values: values)
    }
  }

  /// A drawing without axes, in its own units with y downward.
  init(diagram marks: [Mark], width: Double, height: Double, title: String) {
    self.init(
      title: title, marks: marks,
      x: Axis(domain: 0...max(width, 1), isShown: false),
      y: Axis(domain: 0...max(height, 1), isShown: false),
      frame: Frame(width: width, height: height, hasEqualAspect: true, isDiagram: true))
  }
}

/// The places of a network's nodes and the lines between them.
private struct NetworkPicture {
  let layers: [Int]
  let weights: [Grid]
  let labels: [String]
  var marks: [Mark] = []
  var height = 0.0

  private static let spacing = 34.0
  private static let radius = 11.0

  init(layers: [Int], weights: [Grid], labels: [String]) {
    self.layers = layers
    self.weights = weights
    self.labels = labels
    let most = layers.map { Self.shown($0).count + ($0 > Chart.layerLimit ? 1 : 0) }.max() ?? 1
    let body = Double(most) * Self.spacing
    height = body + (labels.isEmpty ? 26 : 48)
    let step = layers.count > 1 ? (480 - 120) / Double(layers.count - 1) : 0
    var places: [[(index: Int, at: Point)]] = []
    for (column, count) in layers.enumerated() {
      let shown = Self.shown(count)
      let slots = shown.count + (count > shown.count ? 1 : 0)
      let x = 60 + step * Double(column)
      let top = body / 2 - Double(slots - 1) * Self.spacing / 2
      let gap = (shown.count + 1) / 2
      places.append(
        shown.enumerated().map { slot, index in
          let row = count > shown.count && slot >= gap ? slot + 1 : slot
          return (index, Point(x, top + Double(row) * Self.spacing))
        })
      if count > shown.count {
        let at = Point(x, top + Double(gap) * Self.spacing)
        marks.append(.words(Mark.Words(text: "⋮", at: at, style: .muted)))
      }
    }
    drawLines(places)
    for column in places {
      for node in column {
        marks.append(
          .shape(.init(form: .circle(center: node.at, radius: Self.radius), ink: .paper)))
      }
    }
    for (column, count) in layers.enumerated() {
      let x = 60 + step * Double(column)
      marks.append(
        .words(Mark.Words(text: String(count), at: Point(x, body + 10), style: .bold)))
      if !labels.isEmpty {
        let room = max(50, step - 6)
        let words = shortened(labels[column], toWidth: room)
        marks.append(.words(Mark.Words(text: words, at: Point(x, body + 31), style: .muted)))
      }
    }
  }

  /// The nodes of a layer that are drawn.
  private static func shown(_ count: Int) -> [Int] {
    guard count > Chart.layerLimit else { return Array(0..<count) }
    let half = Chart.layerLimit / 2
    return Array(0..<half) + Array(count - half + 1..<count)
  }

  /// Lines of like strength are one mark, so that a picture of many stays small.
  private mutating func drawLines(_ places: [[(index: Int, at: Point)]]) {
    var groups = [[Point]](repeating: [], count: 8)
    let finite = weights.flatMap(\.values).filter(\.isFinite).map(abs)
    let most = finite.max() ?? 0
    let nowhere = Point(.nan, .nan)
    for (column, pair) in zip(places, places.dropFirst()).enumerated() {
      for from in pair.0 {
        for to in pair.1 {
          let weight = weights.isEmpty ? 0 : weights[column][from.index, to.index]
          guard weight.isFinite else { continue }
          let share = most > 0 ? abs(weight) / most : 0.4
          let level = min(3, Int(share * 4))
          groups[(weight < 0 ? 4 : 0) + level] += [from.at, to.at, nowhere]
        }
      }
    }
    for (group, points) in groups.enumerated() where !points.isEmpty {
      let ink: Mark.Shape.Ink =
        weights.isEmpty ? .muted : .weight(group < 4 ? 0 : 1, level: group % 4 + 1)
      marks.append(.shape(.init(form: .polyline(points), ink: ink)))
    }
  }

  /// A line per layer, with the weights between layers as far as they are few.
  var plainLines: [String] {
    layers.enumerated().flatMap { column, count -> [String] in
      let name = labels.isEmpty ? "layer \(column + 1)" : Label(labels[column]).plain
      let dots = String(repeating: "○ ", count: min(count, 20)) + (count > 20 ? "… " : "")
      return ["\(name): \(dots)(\(count))"]
        + (column < weights.count ? Self.plainLines(of: weights[column]) : [])
    }
  }

  /// A row per node and a column per node of the next layer; of larger grids the range.
  private static func plainLines(of weights: Grid) -> [String] {
    guard weights.rows <= Chart.layerLimit, weights.columns <= 8 else {
      let finite = weights.values.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else { return [] }
      return [
        "  \(quantity(weights.values.count, "weight")) from \(readable(low)) to \(readable(high))"
      ]
    }
    let texts = Chart.alignedTexts(weights.values)
    let cells = Mark.Cells(grid: weights, texts: texts, isMatrix: true)
    return Chart.matrixLines(cells, rows: [], columns: []).map { "  " + $0 }
  }
}
