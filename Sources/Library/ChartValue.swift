package import Plotting
import Script

/// A chart as a value of the language.
package struct ChartValue: ScriptObject, Codable {
  /// The chart.
  package var chart: Chart
  /// The name of the type.
  package var typeName: String { "Chart" }

  /// The language's value of `chart`.
  package init(_ chart: Chart) { self.chart = chart }

  /// The chart as plain text.
  package func text() -> String { chart.text(width: 72) }
}
