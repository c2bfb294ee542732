extension PlaneLayout {
  /// The share of a name's band that its bars fill.
  static let barShare = 0.74

  mutating func draw(_ mark: Mark.Bars) {
    guard let base = y.edge(0) else { return }
    let whole = x.unitLength * Self.barShare
    let width = whole / Double(max(1, mark.groupCount))
    let gap = width > 6 ? 0.8 : 0
    var path = PathData()
    var errors = PathData()
    let texts = mark.texts
    let slotWidth = mark.groupCount == 1 ? x.unitLength : width
    let fits = texts.allSatisfy { Label($0).width(isBold: false) <= slotWidth - 3 }
    for (index, value) in mark.values.enumerated() {
      guard let middle = x.place(Double(index)), let tip = y.place(value) else { continue }
      let start = middle - whole / 2 + Double(mark.index) * width
      if tip != base { path.rectangle(start + gap, tip, start + width - gap, base) }
      var end = tip
      if !mark.errors.isEmpty {
        let error = abs(mark.errors[index])
        if let high = y.place(value + error), let low = y.edge(value - error), error > 0 {
          let center = start + width / 2
          let cap = min(5, width / 4)
          errors.segment(center, low, center, high)
          errors.segment(center - cap, low, center + cap, low)
          errors.segment(center - cap, high, center + cap, high)
          end = value < 0 ? low : high
        }
      }
      if fits, !texts.isEmpty {
        var words = value < 0 ? end + 15 : end - 5
        if chart.isCut { words = min(max(words, top - 7), bottom - 5) }
        let text = Scene.Text(
          label: Label(texts[index]), x: start + width / 2, y: words, anchor: .middle,
          style: chart.isCut && end > bottom - 12 ? "h" : "")
        if chart.isCut {
          barTexts.append(text)
        } else {
          scene.elements.append(.text(text))
        }
      }
    }
    scene.add(path, "f\(Self.slot(mark.color))")
    scene.add(errors, "e")
  }

  /// The room for the numbers of bars that end at, or beyond, the upper limit of the axis.
  static func headroom(_ chart: Chart) -> Double {
    guard chart.isCut, let domain = chart.y.domain else { return 0 }
    let edge = domain.lowerBound + 0.92 * (domain.upperBound - domain.lowerBound)
    let reaches = chart.marks.contains { mark in
      guard case .bars(let bars) = mark, !bars.texts.isEmpty else { return false }
      return bars.values.enumerated().contains { index, value in
        value + (index < bars.errors.count ? bars.errors[index] : 0) > edge
      }
    }
    return reaches ? 16 : 0
  }

  mutating func draw(_ mark: Mark.Box) {
    guard let middle = x.place(Double(mark.index)), let low = y.place(mark.low),
      let high = y.place(mark.high), let lower = y.place(mark.lowerQuartile),
      let upper = y.place(mark.upperQuartile), let median = y.place(mark.median)
    else { return }
    let half = min(36, x.unitLength * 0.28)
    var whiskers = PathData()
    whiskers.segment(middle, high, middle, upper)
    whiskers.segment(middle, lower, middle, low)
    whiskers.segment(middle - half / 2, high, middle + half / 2, high)
    whiskers.segment(middle - half / 2, low, middle + half / 2, low)
    var box = PathData()
    box.rectangle(middle - half, upper, middle + half, lower)
    var line = PathData()
    line.segment(middle - half, median, middle + half, median)
    var dots = PathData()
    let outliers = mark.outliers.compactMap { y.place($0) }.map { Point(middle, $0) }
    for point in LineSampling.separate(outliers, distance: 1) { dots.dot(point.x, point.y) }
    let slot = Self.slot(mark.color)
    scene.add(whiskers, "e")
    scene.add(box, "f\(slot) s\(slot) y")
    scene.add(line, "l s\(slot)")
    if !outliers.isEmpty { scene.add(dots, "p s\(slot)") }
  }
}
