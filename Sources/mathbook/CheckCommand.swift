import Book
import Claims
import Diagnostics

/// `mathbook check [PATH…]`.
enum CheckCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let outputs = try ReportOutput.all(in: arguments)
    var request = request(arguments)
    request.noticesUnstated = arguments.has("--unstated")
    request.listing = arguments.value(of: "--list").flatMap { Listing(rawValue: $0) }
    if let revision = arguments.value(of: "--changed-since") {
      request.changes = try Repository.changes(since: revision)
    }
    let run = CheckRun(request)
    var report = run.report
    report.repository = Repository.paths
    var code = report.exitCode
    for output in outputs {
      guard let path = output.path else { continue }
      do {
        try Files.writeReport(Array(report.written(as: output.format).utf8), to: path)
      } catch {
        Terminal.note("mathbook: error: \(error.message)\n")
        code = 2
      }
    }
    let shown = outputs.first { $0.path == nil }
    if shown == nil || shown?.format == .text {
      printText(report, run, request, arguments)
    } else if let shown {
      Terminal.print(report.written(as: shown.format))
    }
    let isAnnotated = outputs.contains { $0.format == .github && $0.path == nil }
    if Terminal.variable("GITHUB_ACTIONS") == "true", !isAnnotated, shown?.format ?? .text == .text
    {
      Terminal.print(report.gitHubErrors)
    }
    return code
  }

  /// What the paths and the options that `check` and `fix` share ask for.
  static func request(_ arguments: Arguments) -> CheckRequest {
    var request = CheckRequest()
    request.paths = arguments.operands
    request.isStrict = arguments.has("--strict")
    request.style = Terminal.style
    if (Terminal.variable("CI") ?? "").isEmpty { request.engine = Terminal.engine }
    switch arguments.value(of: "--as") {
    case "chapter": request.kind = .chapter
    case "foreign": request.kind = .foreign
    default: break
    }
    if request.paths.contains("-") {
      request.standardInput = Terminal.input(limit: Limits().fileBytes)
    }
    return request
  }

  private static func printText(
    _ report: Report, _ run: CheckRun, _ request: CheckRequest, _ arguments: Arguments
  ) {
    let showsNotes =
      arguments.has("--notes") || request.isStrict || report.tally.foreign == 0
    Terminal.print(report.written(as: .text, showsNotes: showsNotes, style: request.style))
    Terminal.print(run.listing)
    var lines = report.closingLines
    if request.changes != nil, lines.isEmpty, report.fileErrors.isEmpty {
      lines = "no document has changed lines\n"
    }
    if request.listing == nil, report.tally.foreignWrong > 0 {
      lines = String(lines.dropLast()) + "   (--list all shows how every number was read)\n"
    }
    Terminal.print(lines)
  }
}

/// A form of the report and where it goes: `--format json`, `--format sarif=check.sarif`.
struct ReportOutput {
  let format: Report.Format
  /// The file, or nil for standard output.
  let path: String?

  /// The forms that were asked for; only one of them can go to standard output.
  static func all(in arguments: Arguments) throws(UsageError) -> [ReportOutput] {
    var result: [ReportOutput] = []
    for text in arguments.allValues(of: "--format") {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let names = Report.Format.allCases.map(\.rawValue)
      guard let format = Report.Format(rawValue: String(parts[0])) else {
        let near = closestMatch(to: String(parts[0]), in: names)
        throw UsageError(
          message: "'--format' does not know '\(parts[0])'",
          hint: near.map { "did you mean '\($0)'?" } ?? "it takes \(names.joined(separator: ", "))")
      }
      if parts.count > 1, parts[1].isEmpty {
        throw UsageError(message: "'--format \(format.rawValue)=' needs a file after the '='")
      }
      result.append(ReportOutput(format: format, path: parts.count > 1 ? String(parts[1]) : nil))
    }
    if result.count(where: { $0.path == nil }) > 1 {
      throw UsageError(
        message: "only one form can go to standard output",
        hint: "write the others to files: --format json=check.json")
    }
    return result
  }
}
