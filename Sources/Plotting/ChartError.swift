import Diagnostics

/// Why a chart cannot be made from what was given.
package enum ChartError: Cause, Equatable {
  /// Two lists that belong together differ in length.
  case lengths(String, Int, String, Int)
  /// There is more than a picture can hold.
  case tooMuch(String, Int, limit: Int)
  /// An option has a value that means nothing.
  case option(String, String)
  /// Two charts do not fit over each other.
  case overlay(String, hint: String)

  /// The rule under which the message is known.
  package var rule: String {
    switch self {
    case .lengths: "chart.lengths"
    case .tooMuch: "chart.size"
    case .option: "chart.option"
    case .overlay: "chart.overlay"
    }
  }

  /// What is the matter, with both sides.
  package var message: String {
    switch self {
    case .lengths(let first, let firstCount, let second, let secondCount):
      "\(first) has \(firstCount) \(Self.elements(firstCount)), \(second) has \(secondCount)"
    case .tooMuch(let what, let count, let limit):
      "a chart cannot hold \(count) \(what); the most is \(limit)"
    case .option(let name, let problem): "\(name) \(problem)"
    case .overlay(let problem, _): problem
    }
  }

  /// What to do.
  package var hints: [String] {
    switch self {
    case .lengths: ["give both the same number of elements"]
    case .tooMuch: ["leave some out, or show their summary"]
    case .option: []
    case .overlay(_, let hint): [hint]
    }
  }

  private static func elements(_ count: Int) -> String { count == 1 ? "element" : "elements" }
}
