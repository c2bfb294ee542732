import Diagnostics
import Library
import Plotting
import Script

/// What a reader can set on the page of a chapter, and what moves when it is set.
struct PageStates: Sendable {
  /// The most states of the controls that one result depends on.
  static let stateLimit = 500
  /// The most bytes of the page's data for the controls that one result depends on.
  static let byteLimit = 512 * 1024

  /// A control at its place.
  struct Placed: Sendable {
    /// The constant that holds its value: its name in the page's address.
    let name: String
    /// The control.
    let control: Control
    /// The number of the node of its cell.
    let cell: Int
  }

  /// The states that were computed together: all positions of some controls.
  struct Sweep: Sendable {
    /// The controls, in the order of the page.
    let controls: [Int]
    /// The positions of these controls in each state; the last control moves first.
    let states: [[Int]]
  }

  /// A text that moves: a computed value, a live number, a result.
  struct Words: Sendable {
    /// The controls that it depends on, in order.
    let controls: [Int]
    /// The text in each state; the last control moves first.
    let texts: [String]
    /// What it is, for the head of a column.
    let label: String
  }

  /// A picture that moves: a chart in several states, or the frames of an animation.
  struct Picture: Sendable {
    /// The identifier of its SVG in the page.
    let id: String
    /// Its name in the page's address, if it is an animation.
    let name: String
    /// The controls that it depends on, in order.
    let controls: [Int]
    /// The names of the frames; empty for a chart.
    let frames: [String]
    /// What the frames count.
    let frameLabel: String
    /// The frame that is shown first.
    let frame: Int
    /// The charts that stand by themselves somewhere, by their index among those of all states, the
    /// frames of one state side by side: the first one shown, and the stills. What was kept is read
    /// only when somebody looks at it, which `check` never does.
    var charts: [Int: any ScriptObject]
    /// The index of the chart that is shown first.
    let shown: Int
    /// The picture and what changes in it.
    var family: ChartFamily

    /// The chart at `index` of those that stand by themselves.
    func chart(_ index: Int) -> Chart? { (charts[index]?.unpacked as? ChartValue)?.chart }
  }

  /// A place in what a cell shows.
  struct Place: Hashable, Sendable {
    /// The number of the cell's node.
    let cell: Int
    /// The index among the things that it shows.
    let index: Int
  }

  /// The controls, in the order of the page.
  var controls: [Placed] = []
  /// What was computed together.
  var sweeps: [Sweep] = []
  /// The texts that move.
  var words: [Words] = []
  /// The pictures that move.
  var pictures: [Picture] = []
  /// The words of computed values, by the number of the node.
  var inlineWords: [Int: Int] = [:]
  /// The words of live numbers, by the start of the number.
  var liveWords: [Int: Int] = [:]
  /// The words of results.
  var shownWords: [Place: Int] = [:]
  /// The pictures among results.
  var shownPictures: [Place: Int] = [:]

  /// Whether nothing moves.
  var isEmpty: Bool { controls.isEmpty && pictures.isEmpty }

  /// The place among the states of `controls` where each control stands as `positions` says.
  func index(_ controls: [Int], at positions: (Int) -> Int) -> Int {
    controls.reduce(0) { $0 * self.controls[$1].control.values.count + positions($1) }
  }

  /// All positions of `controls`; the last control moves first.
  func positions(of controls: [Int]) -> [[Int]] {
    controls.reduce([[]]) { states, control in
      states.flatMap { state in
        self.controls[control].control.values.indices.map { state + [$0] }
      }
    }
  }

  /// How many states `controls` have together.
  func stateCount(_ controls: [Int]) -> Int {
    controls.reduce(1) { product, control in
      let (result, overflow) = product.multipliedReportingOverflow(
        by: self.controls[control].control.values.count)
      return overflow ? .max : result
    }
  }

  /// The controls where the page starts: their words, for a sentence.
  func words(of controls: [Int], at positions: [Int]) -> String {
    zip(controls, positions).map { control, position in
      let placed = self.controls[control]
      return "\(placed.control.label) \(placed.control.texts[position])"
    }.joined(separator: ", ")
  }
}
