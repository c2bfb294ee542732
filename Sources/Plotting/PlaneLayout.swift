/// Lays out a chart with two axes: margins from the widths of the words, then grid, marks, labels.
///
/// The order of decisions: header (title, legend, name of the vertical axis) → vertical ticks,
/// which give the left margin → labels at line ends, which give the right margin → horizontal
/// ticks, as many as fit side by side.
struct PlaneLayout {
  let chart: Chart
  var scene: Scene
  var x: Scale
  var y: Scale
  /// The area of the data.
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  /// Names that stand at the ends of their lines.
  var endLabels: [EndLabel] = []
  var placer: LabelPlacer
  /// The numbers of bars in a chart with limits, which nothing cuts off.
  var barTexts: [Scene.Text] = []

  struct EndLabel: Sendable, Equatable {
    var name: String
    var color: Int
    var x: Double
    var y: Double
  }

  /// The distance between base lines of words.
  static let lineHeight = 20.0

  init(_ chart: Chart) {
    self.chart = chart
    scene = Scene(width: chart.frame.width, height: chart.frame.height)
    let hasArrows =
      !chart.frame.isDiagram
      && chart.marks.contains { if case .arrow = $0 { true } else { false } }
    var (extentX, extentY) = chart.extents
    if hasArrows { Self.padForArrows(&extentX, &extentY) }

    let names = Self.seriesNames(chart)
    let isDirect = Self.canLabelDirectly(chart, names)
    top = Self.header(chart, legend: isDirect ? [] : names, in: &scene) + Self.headroom(chart)
    bottom = chart.frame.height - (chart.x.isShown ? 24 : 6)
    if !chart.x.label.isEmpty, chart.x.isShown { bottom -= Self.lineHeight }
    bottom = max(bottom, top + 20)

    let rowCount = max(2, min(8, Int(clamping: (bottom - top) / 46)))
    y = Scale(chart.y, extent: extentY, count: rowCount, start: bottom, end: top)
    // Without axes, dots and lines at the edges still have their width.
    let edge = chart.hasNoAxes ? 6.0 : 26
    left = chart.y.isShown ? 8 : edge
    if chart.y.isShown { left += y.ticks.map { Label($0.label).width(isBold: false) }.max() ?? 0 }
    right = chart.frame.width - (chart.y.isShown ? 6 : edge)
    if isDirect { right -= (names.map { Label($0.name).width(isBold: true) }.max() ?? 0) + 6 }
    right = max(right, left + 40)

    x = Self.horizontalScale(chart, extentX, left: left, right: right)
    if let last = x.ticks.last, chart.x.isShown, chart.x.names == nil {
      let overhang =
        x.place(ofUnit: last.value) + Label(last.label).width(isBold: false) / 2
        - chart.frame.width + 1
      if overhang > 0, right - overhang > left + 40 {
        right -= overhang
        x = Self.horizontalScale(chart, extentX, left: left, right: right)
      }
    }
    placer = LabelPlacer(
      bounds: .init(left: 0, top: 0, right: chart.frame.width, bottom: chart.frame.height))
    if chart.frame.isDiagram {
      useOwnUnits()
    } else if chart.frame.hasEqualAspect {
      makeAspectEqual(extentX, extentY)
    }
    if isDirect { endLabels = Self.lineEnds(chart, x, y) }
  }

  /// Whether arrows are drawn: then lines through zero stand for the axes.
  var hasArrows: Bool {
    guard !chart.frame.isDiagram else { return false }
    return chart.marks.contains { if case .arrow = $0 { true } else { false } }
  }

  /// Whether areas cover the whole plane, so that a grid would only disturb.
  var isFilled: Bool {
    chart.marks.contains { if case .contour(let mark) = $0 { mark.isFilled } else { false } }
  }

  /// The finished picture.
  static func scene(of chart: Chart) -> Scene {
    var layout = PlaneLayout(chart)
    layout.drawGrid()
    if chart.isCut {
      layout.scene.elements.append(
        .window(
          x: layout.left - 4, y: layout.top - 4, width: layout.right - layout.left + 8,
          height: layout.bottom - layout.top + 6))
    }
    for mark in chart.marks { layout.draw(mark) }
    if chart.isCut { layout.scene.elements.append(.endWindow) }
    layout.scene.elements += layout.barTexts.map { .text($0) }
    layout.drawBaseline()
    layout.drawEndLabels()
    layout.drawPlacedLabels()
    return layout.scene
  }

  /// Room around arrows, so that no head touches the edge and names have a place.
  static func padForArrows(_ x: inout Extent, _ y: inout Extent) {
    x.include(0)
    y.include(0)
    guard let left = x.low, let right = x.high, let low = y.low, let high = y.high else { return }
    let margin = 0.09 * max(right - left, high - low)
    x.include([left - margin, right + margin])
    y.include([low - margin, high + margin])
  }

  /// As many ticks as fit side by side with a gap of a digit and a half.
  private static func horizontalScale(
    _ chart: Chart, _ extent: Extent, left: Double, right: Double
  ) -> Scale {
    for count in stride(from: 7, through: 2, by: -1) {
      let scale = Scale(chart.x, extent: extent, count: count, start: left, end: right)
      var previous = -Double.infinity
      var fits = true
      for tick in scale.ticks {
        let half = Label(tick.label).width(isBold: false) / 2
        let place = scale.place(ofUnit: tick.value)
        if place - half < previous + 14 { fits = false }
        previous = place + half
      }
      if fits || chart.x.names != nil { return scale }
    }
    return Scale(chart.x, extent: extent, count: 1, start: left, end: right)
  }

  /// Places are user units below the title.
  private mutating func useOwnUnits() {
    let head = chart.title.isEmpty ? 0.0 : 26
    (left, right, top) = (0, chart.frame.width, head)
    bottom = head + chart.frame.height
    scene.height = bottom
    (x.start, x.end) = (left, right)
    (y.start, y.end) = (top, bottom)
    placer = LabelPlacer(bounds: .init(left: 0, top: 0, right: right, bottom: bottom))
  }

  /// Gives a unit the same length on both axes: the height follows from the width, up to a limit,
  /// then the width from the height.
  private mutating func makeAspectEqual(_ extentX: Extent, _ extentY: Extent) {
    let largest = max(
      (extentX.high ?? 1) - min(0, extentX.low ?? 0), (extentY.high ?? 1) - min(0, extentY.low ?? 0)
    )
    func scale(_ axis: Axis, _ extent: Extent, _ start: Double, _ end: Double) -> Scale {
      let span = (extent.high ?? 1) - min(0, extent.low ?? 0)
      let share = largest > 0 ? max(1, (6 * span / largest).rounded(.up)) : 6
      return Scale(axis, extent: extent, count: Int(clamping: share), start: start, end: end)
    }
    if chart.x.isShown {
      x = scale(chart.x, extentX, left, right)
      y = scale(chart.y, extentY, bottom, top)
      left = 8 + (y.ticks.map { Label($0.label).width(isBold: false) }.max() ?? 0)
    }
    let spanX = x.domain.upperBound - x.domain.lowerBound
    let spanY = y.domain.upperBound - y.domain.lowerBound
    guard x.exponent == y.exponent, spanX > 0, spanY > 0, spanX / spanY < 8, spanY / spanX < 8
    else { return }
    let below = scene.height - bottom
    let unit = min((right - left) / spanX, 340 / spanY)
    let slack = (right - left) - spanX * unit
    left += slack / 2
    right -= slack / 2
    bottom = top + spanY * unit
    scene.height = bottom + below
    (x.start, x.end) = (left, right)
    (y.start, y.end) = (bottom, top)
    x.leaveOutLabels(gap: 10)
  }
}

extension Scale {
  /// Takes the words from all ticks but each second, third, …, counted from zero or else from the
  /// first, until they stand at least `gap` apart.
  mutating func leaveOutLabels(gap: Double) {
    guard ticks.count > 2 else { return }
    let origin = ticks.firstIndex { $0.value == 0 } ?? 0
    for stride in 1..<ticks.count {
      let shown = ticks.indices.filter { ($0 - origin).isMultiple(of: stride) }
      var previous = -Double.infinity
      var fits = true
      for index in shown {
        let half = Label(ticks[index].label).width(isBold: false) / 2
        let place = place(ofUnit: ticks[index].value)
        if place - half < previous + gap { fits = false }
        previous = place + half
      }
      guard fits || stride == ticks.count - 1 else { continue }
      ticks = ticks.enumerated().map { index, tick in
        shown.contains(index) ? tick : Tick(value: tick.value, label: "")
      }
      return
    }
  }
}
