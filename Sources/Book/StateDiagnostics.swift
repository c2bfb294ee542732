import Diagnostics
import Script

extension Diagnostic {
  /// The controls that some result depends on have more states than a page may hold.
  static func tooManyStates(
    _ group: [Int], _ count: Int, _ states: PageStates, at range: SourceRange
  ) -> Diagnostic {
    let parts = group.map { control -> String in
      let placed = states.controls[control].control
      return "'\(placed.label)' (\(placed.values.count))"
    }
    return Diagnostic(
      .error, "states.count", at: range,
      "\(parts.joined(separator: " × ")) make \(grouped(count)) states; the most is "
        + grouped(PageStates.stateLimit),
      hints: [
        group.count == 1
          ? "take larger steps"
          : "take larger steps, or let no result depend on all of them"
      ])
  }

  /// The states of a group take more bytes than a page may hold.
  static func tooManyBytes(
    _ group: [Int], _ bytes: Int, _ states: PageStates, at range: SourceRange
  ) -> Diagnostic {
    let names = group.map { "'\(states.controls[$0].control.label)'" }.joined(separator: " and ")
    return Diagnostic(
      .error, "states.bytes", at: range,
      "the \(states.stateCount(group)) states of \(names) take \(grouped(bytes)) bytes; the most is "
        + grouped(PageStates.byteLimit),
      hints: ["take larger steps, or draw fewer points"])
  }

  /// The frames of an animation take more bytes than a page may hold.
  static func animationTooLarge(_ bytes: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "states.bytes", at: range,
      "the frames of this animation take \(grouped(bytes)) bytes; the most is "
        + grouped(PageStates.byteLimit),
      hints: ["show fewer frames, or draw fewer points"])
  }

  /// An animation has more frames in one state than in another.
  static func framesDiffer(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "states.frames", at: range,
      "the animation has more frames in one state of its controls than in another",
      hints: ["animate over the same range in all states"])
  }

  /// A live number stands where the page cannot move it.
  static func liveInFormula(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "states.live", at: range, "a live number stands in running text",
      hints: ["take it out of the formula, or bind it with '='"])
  }

  /// The same error, with the state in which it happens.
  func inState(_ words: String, failures: Int, of count: Int) -> Diagnostic {
    let others = failures == 1 ? "" : "; \(failures) of \(count) states fail"
    return Diagnostic(
      severity, rule, at: range, "\(message) (in the state \(words)\(others))", hints: hints)
  }
}

/// An integer with commas between groups of three digits.
private func grouped(_ number: Int) -> String {
  var text = ""
  for (index, digit) in String(number).reversed().enumerated() {
    if index > 0, index % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return String(text.reversed())
}
