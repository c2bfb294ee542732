import Diagnostics

extension [Diagnostic] {
  /// Leaves out what only follows from another error of the piece, so that one fault is told once.
  ///
  /// The parser goes on behind a mistake with what it has, and the checker cannot know what is missing.
  mutating func dropConsequences() {
    let errors = filter { $0.severity == .error }
    let syntax = errors.filter { $0.rule.hasPrefix("syntax.") }
    guard !syntax.isEmpty else { return }
    // A function whose body could not be read to its end does not lack a 'return'.
    removeAll { $0.rule == "type.return" }
    // A word of another language is not also an unknown name, or 'nil' without a type.
    let foreign = syntax.filter { $0.rule == "syntax.foreign" }
    removeAll { other in
      !other.rule.hasPrefix("syntax.") && foreign.contains { $0.range.start == other.range.start }
    }
    // 'sqrt 2': the name of a function with no call, then what it should be called with.
    let bare = errors.filter { $0.rule == "type.asValue" }
    removeAll { other in
      other.rule == "syntax.expected"
        && bare.contains {
          $0.range.end <= other.range.start && other.range.start <= $0.range.end + 1
        }
    }
  }
}
