import Book
import Diagnostics
import Library
import Script

/// `mathbook repl`: reads a line, runs it, shows what it gives, and so on.
///
/// Editing of the line is the terminal's. An input goes on over the next lines while a bracket, a
/// comment or a text in triple quotes is open.
enum ReplCommand {
  static func run() -> Int32 {
    let session = ScriptSession(library: StandardLibrary.table)
    let isInteractive = Terminal.isInteractive
    if isInteractive { Terminal.print("swift-math. ':help' explains, ':quit' ends.\n") }
    var failed = false
    var input = ""
    while true {
      if isInteractive { Terminal.print(input.isEmpty ? "> " : ". ") }
      guard let line = readLine(strippingNewline: true) else { break }
      if input.isEmpty, line.hasPrefix(":") {
        if [":quit", ":q", ":exit"].contains(line) { return 0 }
        obey(line, session)
        continue
      }
      input += line + "\n"
      if !line.isEmpty, ScriptSession.isIncomplete(input) { continue }
      failed = !run(input, session) || failed
      input = ""
    }
    if !input.isEmpty { failed = !run(input, session) || failed }
    if isInteractive { Terminal.print("\n") }
    return failed && !isInteractive ? 1 : 0
  }

  private static func run(_ input: String, _ session: ScriptSession) -> Bool {
    let outcome = session.run(input)
    Terminal.print(shownText(outcome.shown))
    RunCommand.report(outcome.diagnostics, in: session.file)
    return !outcome.diagnostics.contains { $0.severity == .error }
  }

  /// Follows a line that starts with a colon.
  private static func obey(_ line: String, _ session: ScriptSession) {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    let rest = words.count > 1 ? words[1] : ""
    switch words[0] {
    case ":type", ":t":
      switch session.type(of: rest) {
      case .success(let type): Terminal.print("\(type)\n")
      case .failure(let problems): RunCommand.report(problems.diagnostics, in: session.file)
      }
    case ":help", ":h", ":?":
      if rest.isEmpty { Terminal.print(help) } else { explain(rest) }
    default:
      let near = closestMatch(to: words[0], in: [":help", ":type", ":quit"])
      Terminal.note("there is no '\(words[0])'; ")
      Terminal.note(near.map { "did you mean '\($0)'?\n" } ?? "':help' lists what there is\n")
    }
  }

  private static func explain(_ name: String) {
    let entries = StandardLibrary.table.functions.filter { $0.name == name }
    for entry in entries { Terminal.print(HelpPage.page(of: entry)) }
    guard entries.isEmpty else { return }
    let near = closestMatch(to: name, in: StandardLibrary.table.names)
    Terminal.note("there is no help about '\(name)'")
    Terminal.note(near.map { "; did you mean '\($0)'?\n" } ?? "\n")
  }

  private static let help = """
    Type an expression, and its value is shown: 2 + 3 * 4
    Declare a name, and use it later: let a = [1, 2, 3]
    An open bracket lets you go on in the next line; an empty line ends it anyway.

      :type EXPRESSION   the type of an expression, without running it
      :help FUNCTION     what a function of the library does
      :quit              end (or Ctrl-D)

    'mathbook help --search WORD' looks for functions about something.

    """
}
