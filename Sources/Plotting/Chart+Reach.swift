/// What the scales of a chart hold beside its own marks.
///
/// Charts of one family (the states of a control, the frames of an animation, the panels of a
/// facet) are laid out alike: what moves between them are the marks, never the axes.
struct Reach: Sendable, Equatable, Codable {
  /// Values on the horizontal axis.
  var x = Extent()
  /// Values on the vertical axis.
  var y = Extent()
  /// Values of coloured cells.
  var cells = Extent()
  /// The width that texts in cells need at least, in user units.
  var textWidth = 0.0
  /// The height of the picture, in user units; pictures that are lower end early.
  var height = 0.0
  /// Whether cells are drawn one by one, so that each can change its colour.
  var isMoving = false

  /// Takes in all that `other` holds.
  mutating func include(_ other: Reach) {
    x.include(other.x)
    y.include(other.y)
    cells.include(other.cells)
    textWidth = max(textWidth, other.textWidth)
    height = max(height, other.height)
    isMoving = isMoving || other.isMoving
  }
}

extension Extent {
  /// Takes in all that `other` holds.
  mutating func include(_ other: Extent) {
    for value in [other.low, other.high, other.lowPositive] {
      if let value { include(value) }
    }
  }
}

extension Chart {
  /// The values that both axes must hold.
  ///
  /// The steps of an optimiser over a plane of heights do not move its borders: where they leave
  /// it, the reader sees them leave.
  var extents: (x: Extent, y: Extent) {
    var (x, y) = (Extent(), Extent())
    let hasPlane = marks.contains { if case .contour = $0 { true } else { false } }
    for mark in marks {
      if hasPlane, case .steps = mark { continue }
      mark.extend(&x, &y)
    }
    // What stands on the lower end of a logarithmic axis is seen only if it ends above it.
    if self.y.kind == .log, let least = y.lowPositive, marks.contains(where: \.standsOnAxis) {
      y.include(least / 2)
    }
    x.include(reach.x)
    y.include(reach.y)
    return (x, y)
  }

  /// What the scales of this chart hold.
  private var ownReach: Reach {
    var result = reach
    (result.x, result.y) = extents
    for mark in marks {
      guard case .cells(let cells) = mark else { continue }
      result.cells.include(cells.grid.values)
      let widths = cells.texts.map { Label($0).width(isBold: false) }
      result.textWidth = max(result.textWidth, widths.max() ?? 0)
    }
    return result
  }

  /// The charts with the same scales.
  ///
  /// - Parameter isMoving: whether they are states of one picture, drawn so that parts can move.
  package static func sharingScales(_ charts: [Chart], isMoving: Bool = true) -> [Chart] {
    var reach = Reach()
    for chart in charts { reach.include(chart.ownReach) }
    reach.isMoving = isMoving
    var result = charts
    for index in result.indices {
      result[index].reach = reach
      guard !result[index].panels.isEmpty else { continue }
      // Panel k of each state belongs to panel k of the others.
      for panel in result[index].panels.indices {
        var shared = Reach()
        for chart in charts where panel < chart.panels.count {
          shared.include(chart.panels[panel].ownReach)
        }
        shared.isMoving = isMoving
        result[index].panels[panel].reach = shared
      }
    }
    return result
  }
}
