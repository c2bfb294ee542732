package import Plotting
import Script

/// A picture that moves, as a value of the language: a chart for each frame, on one scale.
package struct AnimationValue: ScriptObject, Codable {
  /// The frames.
  package let charts: [Chart]
  /// What each frame is called: a number of steps, or a stage.
  package let texts: [String]
  /// What the frames count, or nothing.
  package let label: String
  /// The name of the type.
  package var typeName: String { "Animation" }

  init(_ charts: [Chart], texts: [String], label: String) {
    self.charts = charts
    self.texts = texts
    self.label = label
  }

  /// The frame that stands for the whole: the last, in which all has happened.
  package var shown: Int { charts.count - 1 }

  /// The first, the middle and the last frame.
  package var stills: [Int] {
    let last = charts.count - 1
    return last < 2 ? Array(0...max(0, last)) : [0, last / 2, last]
  }

  /// The words over frame `index`.
  package func name(of index: Int) -> String {
    label.isEmpty ? texts[index] : "\(label) \(texts[index])"
  }

  /// First, middle and last frame, one below the other.
  package func text() -> String { text(width: 72) }

  /// First, middle and last frame, at most `width` columns wide.
  package func text(width: Int, style: Plotting.TextStyle = .braille) -> String {
    let shared = Chart.sharingScales(charts)
    return stills.map { "[\(name(of: $0))]\n" + shared[$0].text(width: width, style: style) }
      .joined(separator: "\n")
  }
}
