import Numerics
import Plotting

/// What `build` was asked to do.
package struct BuildRequest: Sendable {
  /// The forms of a book.
  package enum Format: String, CaseIterable, Sendable {
    /// Pages for a browser.
    case html
    /// Plain text.
    case text
  }

  /// The forms to write.
  package var formats: [Format] = Format.allCases
  /// The folder for `html` and `text`, or nil for the book's own `output`.
  package var output: String?
  /// Whether what `check --strict` would call an error stops the build.
  package var isStrict = false
  /// Whether pages show the numbers behind which nothing stands.
  package var isDraft = false
  /// Whether chapters without errors are written although others have some.
  package var keepsGoing = false
  /// Whether everything goes into one self-contained page instead.
  package var isSingleFile = false
  /// The path of the only chapter of that page, or nil for the whole book.
  package var singleChapter: String?
  /// The characters of which the text form makes charts: braille, block or ascii.
  package var chartCharacters = "braille"
  /// Whether pages look for newer ones and reload.
  package var isWatched = false
  /// How many chapters are worked on at once, or nil for one a core.
  package var jobs: Int?
  /// The name of the program that computes, by which its values are kept; empty keeps none.
  package var engine = ""
  /// Whether values of earlier builds are used.
  package var usesCache = true
  /// Tells how many chapters of how many are done.
  package var progress: (@Sendable (Int, Int) -> Void)?
  /// Seconds of a clock that goes forward, for the times of the phases.
  package var clock: (@Sendable () -> Double)?

  /// A request for all forms.
  package init() {}

  var textStyle: Plotting.TextStyle { Plotting.TextStyle(rawValue: chartCharacters) ?? .braille }
}

/// How long the phases of a build took, summed over all workers.
package struct BuildTimes: Sendable {
  /// The phases with their seconds, in order.
  package private(set) var phases: [(name: String, seconds: Double)] = []

  /// A time for people: `12.3 ms`, `1.45 s`.
  package static func text(of seconds: Double) -> String {
    seconds >= 1
      ? formatted(seconds, NumberFormat(.fixed, digits: 2)) + " s"
      : formatted(seconds * 1e3, NumberFormat(.fixed, digits: 1)) + " ms"
  }

  /// Adds `seconds` to `phase`.
  mutating func add(_ phase: String, _ seconds: Double) {
    if let index = phases.firstIndex(where: { $0.name == phase }) {
      phases[index].seconds += seconds
    } else {
      phases.append((phase, seconds))
    }
  }
}
