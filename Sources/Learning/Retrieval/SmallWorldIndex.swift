import Diagnostics
public import Numerics
public import Tensors

/// Layers of ever fewer rows, each linked to near ones: a search walks greedily from the top.
///
/// - Source: Malkov, Yashunin, "Efficient and robust approximate nearest neighbor search using
///   hierarchical navigable small world graphs", 2018, algorithms 1, 2, 4 and 5.
public struct SmallWorldIndex: Sendable {
  /// The rows.
  public let rows: Tensor
  /// The most links of a row in a layer above the lowest; the lowest has twice as many.
  public let links: Int
  /// The neighbours by layer and row.
  private var graph: [[[Int]]] = []
  private var entry = 0
  private let width: Int

  private struct Candidate {
    let index: Int
    let square: Double
  }

  /// Links the rows one after the other; `breadth` is how many candidates building looks at.
  public init(
    _ x: Tensor, links: Int = 8, breadth: Int = 64, from source: inout RandomSource
  ) throws(TensorError) {
    let (n, width) = try requireSamples(x, for: "a small-world index")
    guard links > 1, breadth > 0 else {
      throw TensorError(.domain, "a small-world index needs at least 2 links and a breadth of 1")
    }
    rows = x
    self.links = links
    self.width = width
    let scale = 1 / log(Double(links))
    for row in 0..<n {
      let level = min(32, Int(-log(1 - source.nextUnit()) * scale))
      insert(row, level, breadth)
    }
  }

  /// The number of layers.
  public var layers: Int { graph.count }

  private func square(_ a: Int, _ query: UnsafePointer<Double>, _ base: UnsafePointer<Double>)
    -> Double
  { squaredDistance(base + a * width, query, width) }

  private mutating func insert(_ row: Int, _ level: Int, _ breadth: Int) {
    let query = rows.row(row)
    let top = graph.count - 1
    while graph.count <= level { graph.append([[Int]](repeating: [], count: rows.shape[0])) }
    guard row > 0 else { return }
    var evaluations = 0
    var near = [Candidate(index: entry, square: distance(entry, query))]
    for layer in stride(from: top, to: level, by: -1) {
      near = Array(search(query, near, 1, layer, &evaluations).prefix(1))
    }
    for layer in stride(from: min(top, level), through: 0, by: -1) {
      let found = search(query, near, breadth, layer, &evaluations)
      let chosen = diverse(found, links)
      graph[layer][row] = chosen.map(\.index)
      let limit = layer == 0 ? 2 * links : links
      for other in chosen {
        graph[layer][other.index].append(row)
        guard graph[layer][other.index].count > limit else { continue }
        let own = rows.row(other.index)
        let all = graph[layer][other.index].map { Candidate(index: $0, square: distance($0, own)) }
        graph[layer][other.index] = diverse(sorted(all), limit).map(\.index)
      }
      near = found
    }
    if level > top { entry = row }
  }

  private func distance(_ row: Int, _ query: [Double]) -> Double {
    rows.withRows { squaredDistance($0 + row * width, query, width) }
  }

  private func sorted(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted { $0.square == $1.square ? $0.index < $1.index : $0.square < $1.square }
  }

  /// The nearest candidates that are nearer to the query than to one chosen already, then others.
  private func diverse(_ candidates: [Candidate], _ count: Int) -> [Candidate] {
    var chosen: [Candidate] = []
    var rest: [Candidate] = []
    for candidate in candidates where chosen.count < count {
      let own = rows.row(candidate.index)
      if chosen.allSatisfy({ distance($0.index, own) > candidate.square }) {
        chosen.append(candidate)
      } else {
        rest.append(candidate)
      }
    }
    return chosen + rest.prefix(count - chosen.count)
  }

  /// The best `breadth` rows of a layer that a walk from `starts` finds, nearest first.
  private func search(
    _ query: [Double], _ starts: [Candidate], _ breadth: Int, _ layer: Int,
    _ evaluations: inout Int
  ) -> [Candidate] {
    var seen = Set(starts.map(\.index))
    var open = sorted(starts)
    var best = open
    while !open.isEmpty {
      let next = open.removeFirst()
      if best.count >= breadth, next.square > best[best.count - 1].square { break }
      for other in graph[layer][next.index] where seen.insert(other).inserted {
        evaluations += 1
        let candidate = Candidate(index: other, square: distance(other, query))
        guard best.count < breadth || candidate.square < best[best.count - 1].square else {
          continue
        }
        put(candidate, into: &open)
        put(candidate, into: &best)
        if best.count > breadth { best.removeLast() }
      }
    }
    return best
  }

  private func put(_ candidate: Candidate, into list: inout [Candidate]) {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      let isBefore =
        list[middle].square < candidate.square
        || (list[middle].square == candidate.square && list[middle].index < candidate.index)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    list.insert(candidate, at: low)
  }

  /// The rows nearest to a query; a greater `breadth` finds more of the true ones at a greater cost.
  public func search(
    _ query: [Double], k: Int, breadth: Int
  ) throws(TensorError) -> SearchResult {
    guard query.count == width else {
      throw TensorError(
        .shape, "the rows have \(quantity(width, "number")), the query \(query.count)")
    }
    var evaluations = 1
    var near = [Candidate(index: entry, square: distance(entry, query))]
    for layer in stride(from: graph.count - 1, to: 0, by: -1) {
      near = Array(search(query, near, 1, layer, &evaluations).prefix(1))
    }
    let found = search(query, near, max(k, breadth), 0, &evaluations)
    return SearchResult(
      found.map { ($0.index, $0.square) }, k: k, evaluations: evaluations)
  }
}
