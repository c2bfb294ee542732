extension Chart {
  /// The most nodes of one layer that are drawn; of larger layers the first and last few are.
  static let layerLimit = 10

  /// Layers of nodes with a line for every weight between neighbours: `network` of the language.
  ///
  /// `weights[i]` holds a row per node of layer `i` and a column per node of layer `i + 1`; blue
  /// lines are positive, orange ones negative, faint ones small. Without weights all are alike.
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
    for (index, grid) in weights.enumerated() {
      guard grid.rows == layers[index] else {
        throw .lengths("the rows of weights \(index)", grid.rows, "its layer", layers[index])
      }
      guard grid.columns == layers[index + 1] else {
        throw .lengths(
          "the columns of weights \(index)", grid.columns, "the next layer", layers[index + 1])
      }
    }
    let picture = NetworkPicture(layers: layers, weights: weights, labels: labels)
    var chart = Chart(diagram: picture.marks, width: 480, height: picture.height, title: title)
    let sizes = list(layers.map { String($0) })
    let parameters = zip(layers, layers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    chart.diagramWords =
      "Network with \(layers.count) layers of \(sizes) nodes; \(readable(Double(parameters))) connections."
    chart.plainLines = picture.plainLines
    chart.tableOverride = DataTable(header: ["layer", "nodes"], count: layers.count) {
      [labels.isEmpty ? String($0 + 1) : Label(labels[$0]).plain, String(layers[$0])]
    }
    return chart
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
      return ["  \(weights.values.count) weights from \(readable(low)) to \(readable(high))"]
    }
    let texts = Chart.alignedTexts(weights.values)
    let cells = Mark.Cells(grid: weights, texts: texts, isMatrix: true)
    return Chart.matrixLines(cells, rows: [], columns: []).map { "  " + $0 }
  }
}
