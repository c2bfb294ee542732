import Numerics

/// The median time of several runs.
///
/// - Returns: seconds of one run of `body`.
func median(of runs: Int = 5, _ body: () -> Void) -> Double {
  body()
  var times: [Double] = []
  for _ in 0..<runs {
    let start = Platform.seconds()
    body()
    times.append(Platform.seconds() - start)
  }
  return times.sorted()[runs / 2]
}

/// The median time of several runs in seconds of this thread's own work.
func processorMedian(of runs: Int = 5, _ body: () -> Void) -> Double {
  body()
  var times: [Double] = []
  for _ in 0..<runs {
    let start = Platform.processorSeconds()
    body()
    times.append(Platform.processorSeconds() - start)
  }
  return times.sorted()[runs / 2]
}

/// `value` with two digits after the point.
func hundredths(_ value: Double) -> String {
  formatted(value, NumberFormat(.fixed, digits: 2))
}

/// One line of the report: our time, the peer's, and their ratio.
struct Comparison {
  let name: String
  let ours: Double
  let peer: String
  let theirs: Double?
  /// The least ratio, their time over ours, that is wanted; nil where there is no goal.
  var goal: Double?

  var line: String {
    var text = pad(name, 44) + pad(Self.time(ours), 12)
    guard let theirs else { return text + "\(peer): not installed" }
    text += pad("\(peer) \(Self.time(theirs))", 26)
    text += "\(formatted(theirs / ours, NumberFormat(.fixed, digits: 2)))× as fast"
    if let goal, theirs / ours < goal {
      text += ", below \(formatted(goal, NumberFormat(.general, digits: 2)))"
    }
    return text
  }

  static func time(_ seconds: Double) -> String {
    if seconds >= 1 { return formatted(seconds, NumberFormat(.fixed, digits: 2)) + " s" }
    if seconds >= 1e-3 { return formatted(seconds * 1e3, NumberFormat(.fixed, digits: 1)) + " ms" }
    return formatted(seconds * 1e6, NumberFormat(.fixed, digits: 1)) + " µs"
  }
}

/// `text` with spaces after it.
func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
