/// A picture of data: what to draw, on which scales, with which words; nothing is laid out yet.
///
/// A chart is made by one of the language's functions (`Chart.lines`, `Chart.heatmap`, …), each in
/// a file of its own. It is then *shown* in three ways, all of them from the same value:
///
/// - `svg(id:)` lays it out as a `Scene` and writes that;
/// - `text(width:style:)` draws it on a canvas of characters;
/// - `dataTable` and `summary` say what it holds in numbers and in words.
///
/// The pipeline is *chart → scales and ticks → scene → bytes*; nothing reads a clock, a locale or
/// a dictionary's order, so the same chart gives the same bytes on every machine.
package struct Chart: Sendable, Equatable, Codable {
  /// The heading over the chart, or nothing.
  package var title: String
  /// What an author says instead of the generated description, or nothing.
  package var alternative = ""
  /// The picture in plain text, where a canvas of characters would not show it, or nothing.
  var plainLines: [String] = []
  /// What a diagram shows, in words; other charts speak from their marks.
  var diagramWords = ""
  /// The data of a diagram; other charts make theirs from their marks.
  var tableOverride: DataTable?
  /// The things drawn, from back to front.
  var marks: [Mark]
  /// The horizontal axis.
  var x: Axis
  /// The vertical axis.
  var y: Axis
  /// The proportions.
  var frame: Frame
  /// What the scales must hold beside the marks, so that charts of one family share them.
  var reach = Reach()
  /// The charts that stand side by side in this one, which then has no marks of its own.
  var panels: [Chart] = []
  /// How many panels stand in a row.
  var panelColumns = 1

  /// The proportions of a chart.
  struct Frame: Sendable, Equatable, Codable {
    /// The width in user units; 480 shows text of 15 units at 11 pixels on a phone.
    var width = 480.0
    /// The height in user units.
    var height = 300.0
    /// Whether a unit is as long on both axes.
    var hasEqualAspect = false
    /// Whether the marks are in user units with y downward, and nothing else is drawn.
    var isDiagram = false
  }

  /// A chart of `marks` on two axes.
  init(title: String, marks: [Mark], x: Axis, y: Axis, frame: Frame = Frame()) {
    self.title = title
    self.marks = marks
    self.x = x
    self.y = y
    self.frame = frame
  }
}
