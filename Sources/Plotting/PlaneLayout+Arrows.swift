extension PlaneLayout {
  /// The length of an arrow's head, whatever the length of the arrow.
  static let headLength = 11.0

  mutating func draw(_ mark: Mark.ArrowMark) {
    guard !mark.isLabelOnly, let (x1, y1, x2, y2) = ends(of: mark.arrow) else { return }
    let slot = Self.slot(mark.color)
    if !mark.way.isEmpty { return drawBent(mark, Point(x1, y1), Point(x2, y2)) }
    let (dx, dy) = (x2 - x1, y2 - y1)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length > 0.5 else {
      var dot = PathData()
      dot.dot(x1, y1)
      scene.add(dot, "p s\(slot)")
      return
    }
    let (ux, uy) = (dx / length, dy / length)
    let head = min(Self.headLength, length)
    let half = head * 0.42
    var shaft = PathData()
    if length > head { shaft.segment(x1, y1, x2 - ux * head * 0.9, y2 - uy * head * 0.9) }
    scene.add(shaft, (mark.isThin ? "n s" : "l s") + "\(slot)")
    drawHead(at: Point(x2, y2), along: Point(ux, uy), head, half, slot)
  }

  private mutating func drawHead(
    at end: Point, along way: Point, _ head: Double, _ half: Double, _ slot: Int
  ) {
    let (x2, y2, ux, uy) = (end.x, end.y, way.x, way.y)
    var tip = PathData()
    tip.move(x2, y2)
    tip.line(x2 - ux * head - uy * half, y2 - uy * head + ux * half)
    tip.line(x2 - ux * head + uy * half, y2 - uy * head - ux * half)
    tip.close()
    scene.add(tip, "f\(slot)")
  }

  /// An arrow through the places of its way, with a head that points along its end.
  private mutating func drawBent(_ mark: Mark.ArrowMark, _ start: Point, _ end: Point) {
    let slot = Self.slot(mark.color)
    let head = Self.headLength
    func distance(_ point: Point) -> Double {
      ((end.x - point.x) * (end.x - point.x) + (end.y - point.y) * (end.y - point.y)).squareRoot()
    }
    var places = [start] + bends(of: mark)
    while let last = places.last, distance(last) < head * 0.9 { places.removeLast() }
    guard let last = places.last else { return }
    let length = distance(last)
    let along = Point((end.x - last.x) / length, (end.y - last.y) / length)
    var shaft = PathData()
    for (index, place) in places.enumerated() {
      if index == 0 { shaft.move(place.x, place.y) } else { shaft.line(place.x, place.y) }
    }
    shaft.line(end.x - along.x * head * 0.9, end.y - along.y * head * 0.9)
    scene.add(shaft, (mark.isThin ? "n s" : "l s") + "\(slot)")
    drawHead(at: end, along: along, head, head * 0.42, slot)
  }

  /// The places of a bent arrow in the picture.
  private func bends(of mark: Mark.ArrowMark) -> [Point] {
    mark.way.compactMap { place in
      guard let px = x.place(place.x), let py = y.place(place.y) else { return nil }
      return Point(px, py)
    }
  }

  private func ends(of arrow: Arrow) -> (Double, Double, Double, Double)? {
    guard let x1 = x.place(arrow.start.x), let y1 = y.place(arrow.start.y),
      let x2 = x.place(arrow.end.x), let y2 = y.place(arrow.end.y)
    else { return nil }
    return (x1, y1, x2, y2)
  }

  /// Keeps words off the arrows, as squares along their shafts.
  mutating func spareArrows() {
    let arrows = chart.marks.compactMap { mark -> Arrow? in
      if case .arrow(let mark) = mark { mark.arrow } else { nil }
    }
    // In a field of arrows no place is free, and names are few.
    guard arrows.count <= Self.sparedArrowLimit else { return }
    for arrow in arrows {
      guard let (x1, y1, x2, y2) = ends(of: arrow) else { continue }
      let length = ((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)).squareRoot()
      let steps = max(1, Int(clamping: (length / 5).rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        let (px, py) = (x1 + share * (x2 - x1), y1 + share * (y2 - y1))
        placer.spare(.init(left: px - 2, top: py - 2, right: px + 2, bottom: py + 2))
      }
    }
  }

  /// The most arrows whose shafts words keep off.
  private static let sparedArrowLimit = 40

  /// The name beyond the head, in the direction of the arrow; else beside the shaft.
  mutating func placeLabel(_ mark: Mark.ArrowMark) {
    guard !mark.arrow.label.isEmpty, let (x1, y1, x2, y2) = ends(of: mark.arrow) else { return }
    let (dx, dy) = (x2 - x1, y2 - y1)
    let length = max((dx * dx + dy * dy).squareRoot(), 0.001)
    let (ux, uy) = (dx / length, dy / length)
    let label = Label(mark.arrow.label)
    let style = mark.isLabelInside ? "h m" : "b h t\(Self.slot(mark.color))"
    let width = label.width(isBold: true)
    var candidates: [Scene.Text] = []
    func add(_ px: Double, _ py: Double, _ nx: Double, _ ny: Double) {
      // The centre of the words lies so far out that their box clears the place.
      let away = nx == 0 && ny == 0 ? 0 : 6 + abs(nx) * width / 2 + abs(ny) * 7
      candidates.append(
        Scene.Text(
          label: label, x: px + nx * away, y: py + ny * away + 5, anchor: .middle, style: style))
    }
    let bends = bends(of: mark)
    if !bends.isEmpty {
      // At the middle of the way, on the outer side of the bend.
      let middle = bends[bends.count / 2]
      let (outX, outY) = (middle.x - (x1 + x2) / 2, middle.y - (y1 + y2) / 2)
      let size = max((outX * outX + outY * outY).squareRoot(), 0.001)
      add(middle.x, middle.y, outX / size, outY / size)
      add(middle.x, middle.y, 0, 0)
      add(middle.x, middle.y, -outX / size, -outY / size)
    } else if mark.isLabelInside {
      add(x1 + dx / 2, y1 + dy / 2, 0, 0)
    } else {
      add(x2, y2, ux, uy)
      add(x2, y2, -uy, ux)
      add(x2, y2, uy, -ux)
    }
    for share in bends.isEmpty ? [0.5, 0.7, 0.3] : [] {
      add(x1 + dx * share, y1 + dy * share, uy, -ux)
      add(x1 + dx * share, y1 + dy * share, -uy, ux)
    }
    if let text = placer.place(candidates) { scene.elements.append(.text(text)) }
  }
}
