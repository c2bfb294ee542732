import Book
import Diagnostics

@main
struct Main {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    var code: Int32
    do {
      code = try run(words)
    } catch {
      Terminal.note("mathbook: \(error.message)\n")
      if let hint = error.hint { Terminal.note("      hint: \(hint)\n") }
      code = 2
    }
    if Terminal.hasLostOutput {
      Terminal.note("mathbook: error: standard output takes no more; is the disk full?\n")
      code = 2
    }
    Terminal.exit(code)
  }

  private static func run(_ words: ArraySlice<String>) throws(UsageError) -> Int32 {
    guard let first = words.first else {
      Terminal.print(HelpPage.overview)
      return 0
    }
    switch first {
    case "--version", "-V", "version":
      Terminal.print("mathbook \(Version.current)\n")
      return 0
    case "--help", "-h":
      Terminal.print(HelpPage.overview)
      return 0
    default: break
    }
    guard let command = Commands.all.first(where: { $0.name == first }) else {
      let near = closestMatch(to: first, in: Commands.all.map(\.name))
      throw UsageError(
        message: "there is no command '\(first)'",
        hint: near.map { "did you mean '\($0)'?" } ?? "see 'mathbook help'")
    }
    let arguments = try Arguments(words.dropFirst(), for: command)
    if arguments.has("--help") {
      Terminal.print(HelpPage.page(of: command))
      return 0
    }
    switch command.name {
    case "build": return try BuildCommand.run(arguments)
    case "check": return try CheckCommand.run(arguments)
    case "run": return try RunCommand.run(arguments)
    case "repl": return ReplCommand.run()
    case "fix": return try FixCommand.run(arguments)
    case "explain": return try ExplainCommand.run(arguments)
    case "bind": return try BindCommand.run(arguments)
    case "eject": return try EjectCommand.run(arguments)
    case "init": return try InitCommand.run(arguments)
    case "markdown": return try MarkdownCommand.run(arguments)
    case "tex": return try TeXCommand.run(arguments)
    default: return try HelpCommand.run(arguments)
    }
  }
}
