import Book
import Diagnostics

/// `mathbook eject CHAPTER… --output DIR`.
enum EjectCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard !arguments.operands.isEmpty else {
      throw UsageError(
        message: "'eject' needs the chapters to write as Swift",
        hint: "usage: mathbook eject CHAPTER… --output DIR")
    }
    guard let output = arguments.value(of: "--output") else {
      throw UsageError(
        message: "'eject' needs a folder for the package",
        hint: "usage: mathbook eject CHAPTER… --output DIR")
    }
    var request = EjectRequest()
    request.paths = arguments.operands
    request.output = output
    request.packagePath = arguments.value(of: "--package-path")
    let run = EjectRun(request)
    Terminal.print(run.report.written(as: .text, showsNotes: true, style: Terminal.style))
    guard run.report.exitCode == 0 else {
      Terminal.note("nothing was written\n")
      return run.report.exitCode
    }
    let chapters = quantity(run.chapters.count, "chapter")
    let left =
      switch run.failingCellCount {
      case 0: ""
      case 1: "; 1 cell that states an error of the check has no Swift"
      default: "; \(run.failingCellCount) cells that state an error of the check have no Swift"
      }
    Terminal.print(
      """
      wrote \(chapters) with \(quantity(run.valueCount, "value")) to \(output)\(left). Next:
        swift run --package-path \(output)
        swift run --package-path \(output) Chapters --exact | diff \(output)/Shown.txt -

      """)
    return 0
  }
}
