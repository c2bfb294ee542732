import Diagnostics
import Numerics

extension Chart {
  /// A line between two nodes of a graph.
  package struct Edge: Sendable, Equatable {
    /// The index of the node where it starts.
    package var from: Int
    /// The index of the node where it ends.
    package var to: Int
    /// The words on it.
    package var label: String

    /// A line from one node to another.
    package init(_ from: Int, _ to: Int, label: String = "") {
      self.from = from
      self.to = to
      self.label = label
    }
  }

  /// The most nodes of a graph: beyond, no layout is legible.
  static let nodeLimit = 60

  /// Nodes with lines or arrows between them: `graph` of the language.
  ///
  /// The same graph always looks the same: the nodes start on a circle, in their order. Edges bend
  /// around nodes in their way; one from a node to itself is a loop.
  package static func graph(
    _ nodes: [String], _ edges: [Edge], isDirected: Bool = false, title: String = ""
  ) throws(ChartError) -> Chart {
    guard nodes.count <= nodeLimit else { throw .tooMuch("nodes", nodes.count, limit: nodeLimit) }
    guard edges.count <= 1_000 else { throw .tooMuch("edges", edges.count, limit: 1_000) }
    for edge in edges {
      for index in [edge.from, edge.to] where !nodes.indices.contains(index) {
        throw .option("an edge", "names node \(index), but there are \(nodes.count)")
      }
    }
    let names = nodes.map(NodeName.init)
    let radius = min(max(15, (names.map(\.reach).max() ?? 0) + 6), 40)
    let pairs = edges.filter { $0.from != $0.to }.map { ($0.from, $0.to) }
    let layered =
      isDirected ? GraphLayout.layered(count: nodes.count, edges: pairs, radius: radius) : nil
    let places =
      layered ?? GraphLayout.places(count: nodes.count, edges: pairs, radius: radius)
    let routes = GraphRoutes(edges, places: places, radius: radius, isDirected: isDirected)
    var marks: [Mark] = []
    for (edge, way) in zip(edges, routes.ways) {
      guard let start = way.first, let end = way.last else { continue }
      var arrow = Mark.ArrowMark(
        arrow: Arrow(from: start, to: end, label: edge.label), isThin: true, isLabelInside: true)
      arrow.way = Array(way.dropFirst().dropLast())
      if !isDirected {
        marks.append(.shape(.init(form: .polyline(way), ink: .outline)))
        arrow.isLabelOnly = true
      }
      if isDirected || !edge.label.isEmpty { marks.append(.arrow(arrow)) }
    }
    for (index, place) in routes.places.enumerated() {
      marks.append(.shape(.init(form: .circle(center: place, radius: radius), ink: .paper)))
      for words in names[index].placed(around: place, radius: radius) {
        marks.append(.words(words))
      }
    }
    var chart = Chart(diagram: marks, width: 480, height: routes.height + 8, title: title)
    let plain = nodes.map { Label($0).plain }
    let lines = edges.map { edge in
      "\(plain[edge.from]) \(isDirected ? "→" : "–") \(plain[edge.to])"
        + (edge.label.isEmpty ? "" : " (\(Label(edge.label).plain))")
    }
    chart.diagramWords =
      "Graph of \(quantity(nodes.count, "node")) and \(quantity(edges.count, "edge")): "
      + list(Array(lines.prefix(30))) + (lines.count > 30 ? " and more." : ".")
    chart.plainLines = lines.isEmpty ? plain : lines
    chart.tableOverride = DataTable(header: ["from", "to", "label"], count: edges.count) {
      [plain[edges[$0].from], plain[edges[$0].to], Label(edges[$0].label).plain]
    }
    return chart
  }
}

/// The name of a node on one line, or on two if that makes its circle smaller.
private struct NodeName {
  private static let lineHeight = 14.0
  private let lines: [String]

  init(_ name: String) {
    lines = NodeName.breaks(of: name).min { NodeName.reach($0) < NodeName.reach($1) } ?? [name]
  }

  /// How far the corners of the lines are from their middle, in pixels.
  var reach: Double { NodeName.reach(lines) }

  private static func reach(_ lines: [String]) -> Double {
    let width = lines.map { Label($0).width(isBold: false) }.max() ?? 0
    let height = lines.count == 1 ? 0 : lineHeight * Double(lines.count)
    return (width * width + height * height).squareRoot() / 2
  }

  /// The name whole, and broken at each of its spaces and hyphens.
  private static func breaks(of name: String) -> [[String]] {
    var all = [[name]]
    guard !name.contains("$") else { return all }
    for index in name.indices where name[index] == " " || name[index] == "-" {
      let next = name.index(after: index)
      guard next < name.endIndex, index > name.startIndex else { continue }
      let first = name[index] == " " ? name[..<index] : name[...index]
      all.append([String(first), String(name[next...])])
    }
    return all
  }

  /// The lines around `place`, shortened if they are wider than the circle.
  func placed(around place: Point, radius: Double) -> [Mark.Words] {
    let height = NodeName.lineHeight
    let top = place.y - height * Double(lines.count - 1) / 2
    let half = lines.count == 1 ? 0 : height * Double(lines.count) / 2
    let width = 2 * (radius * radius - half * half).squareRoot() - 6
    return lines.enumerated().map { row, line in
      Mark.Words(
        text: shortened(line, toWidth: width), at: Point(place.x, top + height * Double(row)))
    }
  }
}

/// Places for the nodes of a graph.
private enum GraphLayout {
  /// Nodes push each other away, lines pull their ends together; the steps get smaller.
  ///
  /// - Source: T. Fruchterman and E. Reingold, Graph drawing by force-directed placement,
  ///   Software: Practice and Experience 21, 1991. Starts from a circle instead of at random.
  /// - Complexity: O(nodes²) per step, 300 steps.
  static func places(count: Int, edges: [(Int, Int)], radius: Double) -> [Point] {
    guard count > 1 else { return count == 1 ? [Point(240, radius + 8)] : [] }
    var places = (0..<count).map { index -> Point in
      let angle = 2 * Double.pi * Double(index) / Double(count) - Double.pi / 2
      return Point(cos(angle), sin(angle))
    }
    if count > 3 {
      let ideal = (3.0 / Double(count)).squareRoot()
      for step in 0..<300 {
        let heat = 0.1 * (1 - Double(step) / 300)
        var moves = [Point](repeating: Point(0, 0), count: count)
        for i in 0..<count {
          for j in 0..<count where i != j {
            let (dx, dy) = (places[i].x - places[j].x, places[i].y - places[j].y)
            let squared = max(dx * dx + dy * dy, 1e-6)
            moves[i].x += dx / squared * ideal * ideal
            moves[i].y += dy / squared * ideal * ideal
          }
        }
        for (from, to) in edges where from != to {
          let (dx, dy) = (places[from].x - places[to].x, places[from].y - places[to].y)
          let pull = (dx * dx + dy * dy).squareRoot() / ideal
          moves[from].x -= dx * pull
          moves[from].y -= dy * pull
          moves[to].x += dx * pull
          moves[to].y += dy * pull
        }
        for i in 0..<count {
          // A gentle pull to the middle keeps parts that are not joined together in sight.
          moves[i].x -= places[i].x * 0.05
          moves[i].y -= places[i].y * 0.05
          let length = max((moves[i].x * moves[i].x + moves[i].y * moves[i].y).squareRoot(), 1e-9)
          places[i].x += moves[i].x / length * min(length, heat)
          places[i].y += moves[i].y / length * min(length, heat)
        }
      }
    }
    return fitted(places, radius: radius)
  }

  /// Columns from left to right for arrows without a cycle, or nil if there is one.
  ///
  /// A node stands one column after the last of those that lead to it; sources move right up to
  /// the first node they lead to. In a column, nodes stand in the order of their neighbours' mean.
  static func layered(count: Int, edges: [(Int, Int)], radius: Double) -> [Point]? {
    var column = [Int](repeating: 0, count: count)
    for round in 0...count {
      var isStable = true
      for (from, to) in edges where column[to] < column[from] + 1 {
        column[to] = column[from] + 1
        isStable = false
      }
      if isStable { break }
      if round == count { return nil }
    }
    for node in 0..<count where !edges.contains(where: { $0.1 == node }) {
      let next = edges.filter { $0.0 == node }.map { column[$0.1] }.min()
      if let next { column[node] = next - 1 }
    }
    let columns = (column.max() ?? 0) + 1
    guard Double(columns) * (2 * radius + 26) <= 480 else { return nil }
    var order = (0..<columns).map { index in (0..<count).filter { column[$0] == index } }
    let tallest = order.map(\.count).max() ?? 1
    let height = Double(tallest) * (2 * radius + 18)
    var y = [Double](repeating: 0, count: count)
    func spread(_ nodes: [Int]) {
      for (row, node) in nodes.enumerated() {
        y[node] = height * (Double(row) + 0.5) / Double(nodes.count)
      }
    }
    order.forEach(spread)
    for index in order.indices.dropFirst() {
      let keyed = order[index].map { node -> (Double, Int) in
        let before = edges.filter { $0.1 == node }.map { y[$0.0] }
        return (before.isEmpty ? y[node] : before.reduce(0, +) / Double(before.count), node)
      }
      order[index] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
      spread(order[index])
    }
    let step = columns > 1 ? (480 - 2 * (radius + 8)) / Double(columns - 1) : 0
    return (0..<count).map { node in
      let x = columns > 1 ? radius + 8 + step * Double(column[node]) : 240
      return Point(x, y[node] + 8)
    }
  }

  /// The places stretched to the frame, as high as the nodes need, and pushed off each other.
  private static func fitted(_ places: [Point], radius: Double) -> [Point] {
    let xs = places.map(\.x)
    let ys = places.map(\.y)
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 1)
    let (low, high) = (ys.min() ?? 0, ys.max() ?? 1)
    let rows = Double(places.count).squareRoot().rounded(.up)
    let height = min(420, max(120, rows * radius * 3))
    let margin = radius + 8
    var result = places.map { place -> Point in
      let x = right > left ? (place.x - left) / (right - left) : 0.5
      let y = high > low ? (place.y - low) / (high - low) : 0.5
      return Point(margin + x * (480 - 2 * margin), margin + y * height)
    }
    for _ in 0..<60 {
      for i in result.indices {
        for j in result.indices where j > i {
          let (dx, dy) = (result[j].x - result[i].x, result[j].y - result[i].y)
          let distance = max((dx * dx + dy * dy).squareRoot(), 0.01)
          let wanted = 2 * radius + 10
          guard distance < wanted else { continue }
          let push = (wanted - distance) / 2 / distance
          result[i].x = min(max(result[i].x - dx * push, margin), 480 - margin)
          result[j].x = min(max(result[j].x + dx * push, margin), 480 - margin)
          result[i].y = max(result[i].y - (dy + 0.01) * push, margin)
          result[j].y = max(result[j].y + (dy + 0.01) * push, margin)
        }
      }
    }
    return result
  }
}
