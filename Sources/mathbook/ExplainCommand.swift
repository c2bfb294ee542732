import Book
import Diagnostics

/// `mathbook explain FILE[:LINE[:COLUMN]]`.
enum ExplainCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let operand = arguments.operands.first else {
      throw UsageError(
        message: "'explain' needs a file", hint: "usage: mathbook explain FILE[:LINE[:COLUMN]]")
    }
    let place = PlaceArgument(operand)
    var request = CheckCommand.request(arguments)
    request.paths = [place.path]
    // A plain '-' was read with the other arguments.
    if place.path == "-", operand != "-" {
      request.standardInput = Terminal.input(limit: Limits().fileBytes)
    }
    request.explains = (place.line, place.column)
    let run = CheckRun(request)
    Terminal.print(run.listing)
    for error in run.report.fileErrors {
      Terminal.note("mathbook: error: \(error.message)\n")
      for hint in error.hints { Terminal.note("      hint: \(hint)\n") }
    }
    return run.report.fileErrors.isEmpty ? 0 : 2
  }
}
