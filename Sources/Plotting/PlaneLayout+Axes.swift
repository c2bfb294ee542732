extension PlaneLayout {
  /// The light grid with the words of the ticks.
  mutating func drawGrid() {
    var grid = PathData()
    if chart.y.isShown {
      for tick in y.ticks {
        let place = y.place(ofUnit: tick.value)
        grid.segment(left, place, right, place)
      }
    }
    if chart.frame.hasEqualAspect || isContour, chart.x.isShown {
      for tick in x.ticks {
        let place = x.place(ofUnit: tick.value)
        grid.segment(place, top, place, bottom)
      }
    }
    if !isFilled { scene.add(grid, "g") }
    scene.elements.append(.open("m"))
    if chart.y.isShown {
      for tick in y.ticks {
        scene.add(tick.label, x: left - 7, y: y.place(ofUnit: tick.value) + 5, .end)
      }
    }
    if chart.x.isShown { drawHorizontalWords() }
    scene.elements.append(.close)
  }

  private mutating func drawHorizontalWords() {
    let row = bottom + 19
    let room = x.names == nil ? Double.infinity : x.unitLength - 4
    let stride = nameStride(room)
    for (index, tick) in x.ticks.enumerated() where index % stride == 0 {
      let words = shortened(tick.label, toWidth: max(room * Double(stride), 12))
      scene.add(words, x: x.place(ofUnit: tick.value), y: row, .middle)
    }
    let note = x.exponentNote
    guard !chart.x.label.isEmpty || !note.isEmpty else { return }
    let words = chart.x.label + (note.isEmpty ? "" : chart.x.label.isEmpty ? note : " (\(note))")
    scene.add(words + " →", x: right, y: row + Self.lineHeight, .end)
  }

  /// Names that are indices may be left out: each second, third, … is shown then.
  private func nameStride(_ room: Double) -> Int {
    guard let names = x.names else { return 1 }
    let widest = names.map { Label($0).width(isBold: false) }.max() ?? 0
    guard widest > room, room > 0, names.allSatisfy({ Double($0) != nil }) else { return 1 }
    return max(1, Int(clamping: ((widest + 8) / (room + 4)).rounded(.up)))
  }

  /// The line on which the data stand, with small marks at the ticks.
  mutating func drawBaseline() {
    guard chart.x.isShown else { return }
    var axis = PathData()
    let base = baseline
    axis.segment(left, base, right, base)
    if x.names == nil, !hasArrows {
      for tick in x.ticks {
        let place = x.place(ofUnit: tick.value)
        axis.segment(place, bottom, place, bottom + 5)
      }
    }
    if hasArrows, let zero = x.place(0), zero >= left, zero <= right,
      chart.y.isShown
    {
      axis.segment(zero, top, zero, bottom)
    }
    scene.add(axis, "a")
  }

  /// Whether lines of equal height are drawn.
  private var isContour: Bool {
    chart.marks.contains { if case .contour = $0 { true } else { false } }
  }

  /// The height of zero where bars or arrows start from it, else the lower edge.
  var baseline: Double {
    let startsAtZero = chart.marks.contains { mark in
      switch mark {
      case .bars, .arrow: true
      default: false
      }
    }
    guard startsAtZero, let zero = y.place(0), zero <= bottom,
      zero >= top
    else { return bottom }
    return zero
  }

  /// The names at the ends of the lines, apart from each other.
  mutating func drawEndLabels() {
    if !chart.marks.contains(where: \.hasData) {
      scene.add("no data", x: (left + right) / 2, y: (top + bottom) / 2, .middle, style: "m")
    }
    let sorted = endLabels.enumerated().sorted {
      ($0.element.y, $0.offset) < ($1.element.y, $1.offset)
    }.map(\.element)
    let places = LabelPlacer.spread(
      sorted.map(\.y), gap: 18, in: min(top, bottom)...max(top, bottom))
    for (label, place) in zip(sorted, places) {
      scene.add(
        label.name, x: right + 6, y: place + 5, style: "b t\(Self.slot(label.color))")
    }
  }

  /// Where the named lines end.
  static func lineEnds(_ chart: Chart, _ x: Scale, _ y: Scale) -> [EndLabel] {
    chart.marks.compactMap { mark in
      guard case .line(let line) = mark, !line.name.isEmpty else { return nil }
      let count = min(line.x.count, line.y.count)
      for index in (0..<count).reversed() {
        if let px = x.place(line.x[index]), let py = y.place(line.y[index]) {
          return EndLabel(name: line.name, color: line.color, x: px, y: py)
        }
      }
      return nil
    }
  }
}

extension Scale {
  /// The names of the axis, if it carries names.
  var names: [String]? {
    if case .names(let names) = kind { names } else { nil }
  }
}
