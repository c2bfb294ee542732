import Book
import Diagnostics

/// `mathbook fix [PATH…]`.
enum FixCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let request = CheckCommand.request(arguments)
    let showsDiff = arguments.has("--diff")
    if request.paths.contains("-"), !showsDiff {
      throw UsageError(
        message: "'fix' cannot write standard input", hint: "use 'fix --diff -' to see the changes")
    }
    let run = FixRun(request, accepting: arguments.has("--accept"), onlyShows: showsDiff)
    let made = run.changes.filter(\.isMade)
    let refused = run.changes.filter { !$0.isMade && $0.edit.doubt != nil }
    if showsDiff {
      Terminal.print(run.diff)
    } else {
      for change in made { Terminal.print(line(change, change.edit.replacement)) }
    }
    for change in refused {
      let why = change.edit.doubt?.reason ?? ""
      Terminal.note(line(change, change.edit.replacement, "not changed: \(why)"))
    }
    for error in run.report.fileErrors + run.fileErrors {
      Terminal.note("mathbook: error: \(error.message)\n")
      for hint in error.hints { Terminal.note("      hint: \(hint)\n") }
    }
    Terminal.note(summary(run, made.count, refused, showsDiff))
    if !run.report.fileErrors.isEmpty || !run.fileErrors.isEmpty { return 2 }
    return refused.isEmpty && run.errorsLeft == 0 && !(showsDiff && !made.isEmpty) ? 0 : 1
  }

  private static func line(
    _ change: FixRun.Change, _ new: String, _ remark: String? = nil
  ) -> String {
    let place = "\(change.path):\(change.place.line):\(change.place.column): "
    return place + "\(change.edit.stated) → \(new)" + (remark.map { "   \($0)" } ?? "") + "\n"
  }

  private static func summary(
    _ run: FixRun, _ made: Int, _ refused: [FixRun.Change], _ showsDiff: Bool
  ) -> String {
    var text = "\(showsDiff ? "would change" : "changed") \(quantity(made, "number"))"
    if !refused.isEmpty {
      let canAccept = refused.contains { !$0.edit.isImpossible }
      text += ", refused \(refused.count)" + (canAccept ? " (--accept changes them)" : "")
    }
    if run.rest > 0 {
      text += ", \(run.rest) other \(run.rest == 1 ? "error" : "errors") (see 'mathbook check')"
    }
    return text + "\n"
  }
}
