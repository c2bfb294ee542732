import Synchronization

/// A line on the terminal that says how far a build is.
final class ProgressBar: Sendable {
  private let shown = Mutex(-1)
  private let isOn = Terminal.showsProgress

  /// Shows that `done` of `total` chapters are finished.
  func show(_ done: Int, _ total: Int) {
    guard isOn, total > 0 else { return }
    let width = 24
    let filled = done * width / total
    // The line changes at most a hundred times: a large book has more chapters than that.
    let step = done * 100 / total
    shown.withLock { last in
      guard step > last else { return }
      last = step
      let bar =
        String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
      Terminal.note("\r\(bar) \(done) of \(total) chapters")
    }
  }

  /// Takes the line away.
  func clear() {
    if isOn { Terminal.note("\r\u{1B}[K") }
  }
}
