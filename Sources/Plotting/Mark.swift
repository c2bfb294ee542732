/// One thing drawn in the plane of the data.
///
/// Colours are slots of the palette, counted from 0 and taken modulo its length.
enum Mark: Sendable, Equatable, Codable {
  /// A line through points, in their order; NaN breaks it.
  case line(Line)
  /// The area between two lines over the same places.
  case band(Band)
  /// Dots.
  case dots(Dots)
  /// Bars from zero over the names of the horizontal axis.
  case bars(Bars)
  /// Bars between edges, with no gaps.
  case columns(Columns)
  /// A straight line across the whole chart.
  case rule(Rule)
  /// Words at a place.
  case words(Words)
  /// Arrows.
  case arrow(ArrowMark)
  /// A grid of coloured cells over the names of both axes.
  case cells(Cells)
  /// Lines or areas of equal height over a plane.
  case contour(Contour)
  /// The steps of an optimiser: dots joined by a line, start and end marked.
  case steps(Steps)
  /// Boxes with whiskers over the names of the horizontal axis.
  case box(Box)
  /// A shape outlined in the plane: a circle of a Venn diagram, a node, a bracket.
  case shape(Shape)

  struct Line: Sendable, Equatable, Codable {
    var name = ""
    var x: [Double]
    var y: [Double]
    var color = 0
    var isDashed = false
    /// Whether every point is a dot too: right for a handful of measured points.
    var hasDots = false
    /// Whether it is straight between its two points in the data, also where an axis is not linear.
    var isStraight = false
  }

  struct Band: Sendable, Equatable, Codable {
    var name = ""
    var x: [Double]
    var low: [Double]
    var high: [Double]
    var color = 0
  }

  struct Dots: Sendable, Equatable, Codable {
    var name = ""
    var x: [Double]
    var y: [Double]
    /// Words beside the dots, as many as there are dots, or none.
    var labels: [String] = []
    /// Half the length of the error bar of each dot, or none.
    var errors: [Double] = []
    var color = 0
    /// Whether the words stand over the dots rather than around them.
    var hasLabelsAbove = false
  }

  struct Bars: Sendable, Equatable, Codable {
    var name = ""
    var values: [Double]
    /// Half the length of the error bars, as many as there are values, or none.
    var errors: [Double] = []
    /// Which of the `groupCount` bars over one name this is.
    var index = 0
    var groupCount = 1
    var color = 0
    /// What is printed at the ends of the bars, as many as there are values, or nothing.
    var texts: [String] = []
  }

  struct Columns: Sendable, Equatable, Codable {
    var edges: [Double]
    var heights: [Double]
    var color = 0
    /// How the number of bins was chosen, or nothing.
    var rule = ""
  }

  struct Rule: Sendable, Equatable, Codable {
    var isVertical: Bool
    var value: Double
    var label = ""
  }

  struct Words: Sendable, Equatable, Codable {
    var text: String
    var at: Point
    var anchor = Anchor.middle
    var style = Style.plain

    enum Anchor: Sendable, Equatable, Codable { case start, middle, end }
    enum Style: Sendable, Equatable, Codable { case plain, bold, muted, colored(Int) }
  }

  struct ArrowMark: Sendable, Equatable, Codable {
    var arrow: Arrow
    /// The places that a bent arrow goes through between its ends.
    var way: [Point] = []
    var color = 0
    var isThin = false
    /// Whether the name stands beside the middle rather than beyond the head.
    var isLabelInside = false
    /// Whether only the name is drawn.
    var isLabelOnly = false
  }

  struct Cells: Sendable, Equatable, Codable {
    var grid: Grid
    /// Whether colours run both ways from zero.
    var isDiverging = false
    /// The texts in the cells, row by row, or none.
    var texts: [String] = []
    /// The values at the ends of the colour scale, or nil to take them from the data.
    var range: ClosedRange<Double>?
    /// Whether the grid stands between brackets, without colours.
    var isMatrix = false
    /// The cells of a matrix that are marked, by their indices.
    var highlights: [Int] = []
  }

  struct Contour: Sendable, Equatable, Codable {
    var grid: Grid
    var x: [Double]
    var y: [Double]
    var levels: [Double]
    var isFilled = false
  }

  struct Steps: Sendable, Equatable, Codable {
    var name = ""
    var points: [Point]
    var color = 1

    /// Whether the end is the start, but for rounding: such a curve has neither.
    var isClosed: Bool {
      guard points.count > 3, let first = points.first, let last = points.last else { return false }
      let xs = points.map(\.x)
      let ys = points.map(\.y)
      let spanX = (xs.max() ?? 0) - (xs.min() ?? 0)
      let spanY = (ys.max() ?? 0) - (ys.min() ?? 0)
      return abs(first.x - last.x) <= 1e-9 * spanX && abs(first.y - last.y) <= 1e-9 * spanY
        && spanX + spanY > 0
    }
  }

  struct Box: Sendable, Equatable, Codable {
    var index: Int
    var low: Double
    var lowerQuartile: Double
    var median: Double
    var upperQuartile: Double
    var high: Double
    var outliers: [Double]
    var color = 0
  }

  struct Shape: Sendable, Equatable, Codable {
    enum Form: Sendable, Equatable, Codable {
      /// A circle whose radius is measured along the horizontal axis.
      case circle(center: Point, radius: Double)
      /// Straight lines through places.
      case polyline([Point])
    }
    enum Ink: Sendable, Equatable, Codable {
      case outline, muted, filled(Int), tinted(Int)
      /// Filled with the colour of the paper, so that it covers what lies below.
      case paper
      /// A line in a series colour, from faint (1) to full (4).
      case weight(Int, level: Int)
    }

    var form: Form
    var ink = Ink.outline
    /// The width of the outline in user units.
    var thickness = 1.5
    var isDashed = false
  }

  /// The palette slot it uses, for marks that stand for one series.
  var color: Int? {
    switch self {
    case .line(let mark): mark.color
    case .band(let mark): mark.color
    case .dots(let mark): mark.color
    case .bars(let mark): mark.color
    case .columns(let mark): mark.color
    case .arrow(let mark): mark.color
    case .steps(let mark): mark.color
    case .box(let mark): mark.color
    case .rule, .words, .cells, .contour, .shape: nil
    }
  }

  /// The same mark with its colour counted on by `offset`.
  func recolored(by offset: Int) -> Mark {
    switch self {
    case .line(var mark):
      mark.color += offset
      return .line(mark)
    case .band(var mark):
      mark.color += offset
      return .band(mark)
    case .dots(var mark):
      mark.color += offset
      return .dots(mark)
    case .columns(var mark):
      mark.color += offset
      return .columns(mark)
    case .arrow(var mark):
      mark.color += offset
      return .arrow(mark)
    case .steps(var mark):
      mark.color += offset
      return .steps(mark)
    case .bars, .box, .rule, .words, .cells, .contour, .shape: return self
    }
  }
}
