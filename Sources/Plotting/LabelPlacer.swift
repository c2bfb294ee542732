/// Finds free places for words: what is placed first keeps its place.
struct LabelPlacer {
  /// A rectangle that words may not cover.
  struct Area {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    func overlaps(_ other: Area) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// The frame within which words must stay.
  let bounds: Area
  private(set) var taken: [Area] = []
  /// What words cover only where they have no other place.
  private var spared: [Area] = []

  init(bounds: Area) { self.bounds = bounds }

  /// Keeps words away from `area`.
  mutating func avoid(_ area: Area) { taken.append(area) }

  /// Keeps words away from `area` as long as they have another place.
  mutating func spare(_ area: Area) { spared.append(area) }

  /// The first of `candidates` that covers nothing, or else the first that covers only what is
  /// spared, or nil.
  ///
  /// - Complexity: O(candidates × areas).
  mutating func place(_ candidates: [Scene.Text]) -> Scene.Text? {
    place(candidates, sparing: spared) ?? (spared.isEmpty ? nil : place(candidates, sparing: []))
  }

  private mutating func place(_ candidates: [Scene.Text], sparing: [Area]) -> Scene.Text? {
    for text in candidates {
      let box = text.box
      let area = Area(
        left: box.left - 2, top: box.top - 1, right: box.right + 2, bottom: box.bottom + 1)
      guard area.left >= bounds.left, area.right <= bounds.right, area.top >= bounds.top,
        area.bottom <= bounds.bottom
      else { continue }
      if taken.contains(where: { $0.overlaps(area) }) { continue }
      if sparing.contains(where: { $0.overlaps(area) }) { continue }
      taken.append(area)
      return text
    }
    return nil
  }

  /// Eight places around a dot at (`x`, `y`), the right one first.
  static func around(
    _ words: String, x: Double, y: Double, distance: Double, style: String
  ) -> [Scene.Text] {
    let label = Label(words)
    let near = distance * 0.75
    let places: [(Double, Double, Scene.Text.Anchor)] = [
      (distance, 5, .start), (-distance, 5, .end), (0, -distance, .middle),
      (0, distance + 11, .middle), (near, -near, .start), (-near, -near, .end),
      (near, near + 11, .start), (-near, near + 11, .end),
    ]
    return places.map {
      Scene.Text(label: label, x: x + $0.0, y: y + $0.1, anchor: $0.2, style: style)
    }
  }

  /// Places over a dot at (`x`, `y`), one above the other, then to the sides.
  static func above(_ words: String, x: Double, y: Double) -> [Scene.Text] {
    let label = Label(words)
    return [12.0, 30, 48, 66].flatMap { height in
      [(0.0, Scene.Text.Anchor.middle), (-4, .start), (4, .end)].map { shift, anchor in
        Scene.Text(label: label, x: x + shift, y: y - height, anchor: anchor)
      }
    }
  }

  /// Places as near as possible to the `wanted` ones, in their order, at least `gap` apart and
  /// within `range` as far as it goes.
  ///
  /// - Source: isotonic regression by pooling adjacent violators, on the places less their rank
  ///   times the gap; Ayer et al., Annals of Mathematical Statistics 26, 1955.
  static func spread(_ wanted: [Double], gap: Double, in range: ClosedRange<Double>) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for (rank, place) in wanted.enumerated() {
      blocks.append((place - Double(rank) * gap, 1))
      while blocks.count > 1 {
        let last = blocks[blocks.count - 1]
        let before = blocks[blocks.count - 2]
        guard before.sum / Double(before.count) > last.sum / Double(last.count) else { break }
        blocks.removeLast(2)
        blocks.append((before.sum + last.sum, before.count + last.count))
      }
    }
    let highest = max(range.lowerBound, range.upperBound - Double(wanted.count - 1) * gap)
    var result: [Double] = []
    for block in blocks {
      let base = min(max(block.sum / Double(block.count), range.lowerBound), highest)
      for _ in 0..<block.count { result.append(base + Double(result.count) * gap) }
    }
    return result
  }
}
