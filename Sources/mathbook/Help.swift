import Library
import Script

/// The pages that `mathbook help` shows, made from the tables of commands and of the library.
enum HelpPage {
  static var overview: String {
    var text = """
      mathbook: books and documents whose numbers are proven

      usage: mathbook COMMAND [OPTION…]


      """
    let width = (Commands.all.map(\.name.count) + ["--version".count]).reduce(0, max) + 2
    for command in Commands.all { text += row(command.name, command.summary, width) }
    text += row("--version", "print the version", width)
    return text + "\nSee 'mathbook help COMMAND' or 'mathbook help FUNCTION'.\n"
  }

  static func page(of command: Command) -> String {
    var text = "mathbook \(command.name) \(command.arguments): \(command.summary)\n\n"
    text += command.story + "\n"
    guard !command.options.isEmpty else { return text }
    text += "\n"
    let names = command.options.map {
      [$0.name, $0.value].compactMap { $0 }.joined(separator: " ")
    }
    let width = (names.map(\.count).max() ?? 0) + 2
    for (name, option) in zip(names, command.options) { text += row(name, option.summary, width) }
    return text
  }

  private static func row(_ name: String, _ summary: String, _ width: Int) -> String {
    "  " + name + String(repeating: " ", count: max(1, width - name.count)) + summary + "\n"
  }
}

extension HelpPage {
  /// The page of a form of the language.
  static func page(of form: DerivativeForm) -> String {
    let result = form.result.replacing("\n", with: "\n    // => ")
    return "\(form.name)\(form.signature)\n    \(form.summary)\n\n    \(form.example)\n"
      + "    // => \(result)\n\n"
  }

  /// The page of a library function.
  static func page(of entry: LibraryFunction) -> String {
    var text = "\(entry.name)\(entry.kind == .constant ? ": " : "")\(entry.signature)\n"
    text += "    \(entry.summary)\n"
    if !entry.example.isEmpty {
      text += "\n    \(entry.example.replacing("\n", with: "\n    "))\n"
      if !entry.exampleResult.isEmpty {
        for line in entry.exampleResult.split(separator: "\n") { text += "    // => \(line)\n" }
      }
    }
    if !entry.source.isEmpty { text += "\n    Source: \(entry.source)\n" }
    return text + "\n"
  }
}
