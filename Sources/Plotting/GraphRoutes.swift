import Numerics

/// The ways of the edges of a graph: straight where nothing stands in between, else bent around the
/// nodes; from a node to itself a loop on a free side.
struct GraphRoutes {
  /// The middles of the nodes.
  private(set) var places: [Point]
  private let radius: Double
  /// The ways so far, by the index of their edge.
  private(set) var ways: [[Point]] = []
  /// The lowest place that is drawn.
  private(set) var height = 0.0

  /// The ways of `edges` between nodes of `radius` at `places`; arrows in both directions part.
  init(_ edges: [Chart.Edge], places: [Point], radius: Double, isDirected: Bool) {
    self.places = places
    self.radius = radius
    // Loops come last, since they can go anywhere.
    var ways = [[Point]](repeating: [], count: edges.count)
    for (index, edge) in edges.enumerated() where edge.from != edge.to {
      let isTwoWay = isDirected && edges.contains { $0.from == edge.to && $0.to == edge.from }
      ways[index] = way(edge.from, edge.to, isTwoWay: isTwoWay)
      self.ways.append(ways[index])
    }
    for (index, edge) in edges.enumerated() where edge.from == edge.to {
      ways[index] = loop(edge.from)
      self.ways.append(ways[index])
    }
    self.ways = ways
    makeRoom(edges)
  }

  /// Moves all down until loops and bends above the first row lie inside the picture.
  private mutating func makeRoom(_ edges: [Chart.Edge]) {
    var top = 4.0
    for (edge, way) in zip(edges, ways) {
      // The words of a loop stand beyond it.
      let words = edge.from == edge.to && !edge.label.isEmpty ? 20.0 : 2
      top = min(top, (way.map(\.y).min() ?? top) - words)
      height = max(height, (way.map(\.y).max() ?? 0) + words)
    }
    height = max(height, (places.map(\.y).max() ?? 0) + radius)
    guard top < 4 else { return }
    height += 4 - top
    let shift = 4 - top
    places = places.map { Point($0.x, $0.y + shift) }
    ways = ways.map { $0.map { Point($0.x, $0.y + shift) } }
  }

  // MARK: From node to node

  private func way(_ from: Int, _ to: Int, isTwoWay: Bool) -> [Point] {
    let straight = curve(from, to, bend: 0)
    let others = places.indices.filter { $0 != from && $0 != to }
    let isHidden = clearance(straight, of: others) < radius + 2
    guard isTwoWay || isHidden else { return [straight[0], straight[straight.count - 1]] }
    for step in 1...12 {
      let bend = isTwoWay && !isHidden ? 12 : radius + 6 * Double(step)
      for side in [bend, -bend] {
        let way = curve(from, to, bend: side)
        let isInside = way.allSatisfy { $0.x >= 3 && $0.x <= 477 }
        if isInside, clearance(way, of: others) >= radius + 4, isApart(way) { return way }
      }
    }
    return isTwoWay ? curve(from, to, bend: 12) : [straight[0], straight[straight.count - 1]]
  }

  /// A curve from the rim of one node to that of the other, `bend` to the left in its middle.
  private func curve(_ from: Int, _ to: Int, bend: Double) -> [Point] {
    let (a, b) = (places[from], places[to])
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1)
    // The control point of a quadratic curve is twice as far out as its middle.
    let control = Point(
      (a.x + b.x) / 2 + 2 * bend * dy / length, (a.y + b.y) / 2 - 2 * bend * dx / length)
    let steps = 48
    let points = (0...steps).map { step -> Point in
      let t = Double(step) / Double(steps)
      let (p, q, r) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
      return Point(p * a.x + q * control.x + r * b.x, p * a.y + q * control.y + r * b.y)
    }
    // The ends lie on the lines to the middles, exactly at the rims.
    func rim(_ center: Point, _ toward: Point, _ distance: Double) -> Point {
      let (x, y) = (toward.x - center.x, toward.y - center.y)
      let size = max((x * x + y * y).squareRoot(), 1e-9)
      return Point(center.x + x / size * distance, center.y + y / size * distance)
    }
    let inner = points.filter { Self.distance($0, a) > radius && Self.distance($0, b) > radius + 1 }
    return [rim(a, inner.first ?? b, radius)] + inner + [rim(b, inner.last ?? a, radius + 1)]
  }

  /// The distance from a way to the nearest of `nodes`.
  private func clearance(_ way: [Point], of nodes: [Int]) -> Double {
    nodes.reduce(.infinity) { least, node in
      way.reduce(least) { min($0, Self.distance($1, places[node])) }
    }
  }

  /// Whether the middle of a bent way keeps its distance from those of the bent ways before it.
  private func isApart(_ way: [Point]) -> Bool {
    let middle = way[way.count / 2]
    return ways.allSatisfy { other in
      other.count <= 2 || other.allSatisfy { Self.distance($0, middle) >= 20 }
    }
  }

  private static func distance(_ a: Point, _ b: Point) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  // MARK: Loops

  /// A loop on the side of the node where there is most room, above if there is enough.
  private func loop(_ node: Int) -> [Point] {
    let size = max(9, radius * 0.55)
    let center = places[node]
    var best: (score: Double, out: Point)?
    let diagonal = 0.5.squareRoot()
    for out in [
      Point(0, -1), Point(0, 1), Point(1, 0), Point(-1, 0), Point(diagonal, -diagonal),
      Point(-diagonal, -diagonal), Point(diagonal, diagonal), Point(-diagonal, diagonal),
    ] {
      let far = radius + 0.6 * size
      let middle = Point(center.x + out.x * far, center.y + out.y * far)
      guard middle.x - size >= 3, middle.x + size <= 477 else { continue }
      var room = 16.0
      for other in places.indices where other != node {
        room = min(room, Self.distance(places[other], middle) - radius - size)
      }
      for point in ways.joined() { room = min(room, Self.distance(point, middle) - size) }
      if best.map({ room > $0.score + 0.5 }) ?? true { best = (room, out) }
    }
    let out = best?.out ?? Point(0, -1)
    let far = radius + 0.6 * size
    let middle = Point(center.x + out.x * far, center.y + out.y * far)
    let points = (0...40).map { step -> Point in
      let angle = (Double(step) / 20 - 1) * Double.pi
      let (c, s) = (cos(angle) * size, sin(angle) * size)
      return Point(middle.x + c * out.x - s * out.y, middle.y + c * out.y + s * out.x)
    }
    return points.filter { Self.distance($0, center) >= radius + 0.5 }
  }
}
