extension Chart {
  /// The most arrows one chart may hold.
  static let arrowLimit = 2_000

  /// Arrows in the plane, over a grid of whole numbers: `vectors` of the language.
  ///
  /// Both axes have the same unit, so that lengths and angles are true.
  package static func vectors(
    _ arrows: [Arrow], xLabel: String = "", yLabel: String = "", title: String = ""
  ) throws(ChartError) -> Chart {
    guard arrows.count <= arrowLimit else {
      throw .tooMuch("arrows", arrows.count, limit: arrowLimit)
    }
    // Long arrows lie below, so that one that covers part of another does not hide it.
    let marks = arrows.enumerated().sorted { first, second in
      (second.element.length, first.offset) < (first.element.length, second.offset)
    }.map { index, arrow in Mark.arrow(Mark.ArrowMark(arrow: arrow, color: index)) }
    let frame = Frame(width: 480, height: 360, hasEqualAspect: true)
    return Chart(
      title: title, marks: marks, x: Axis(label: xLabel, includesZero: true, isTight: true),
      y: Axis(label: yLabel, includesZero: true, isTight: true), frame: frame)
  }
}

extension Arrow {
  /// The length, or 0 where it is no number.
  var length: Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    return length.isFinite ? length : 0
  }
}
