import Library
import Markup
import Script

/// The pages that `mathbook help` shows, made from the tables of commands and of the library.
enum HelpPage {
  /// The columns of a line: what a page of the book shows without scrolling, too.
  static let width = 72

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
    var text = paragraph("mathbook \(command.name) \(command.arguments): \(command.summary)")
    text += "\n" + paragraph(command.story)
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
    let lines = wrappedLines(summary, width: Self.width - width - 2)
    let first = "  " + name + String(repeating: " ", count: max(1, width - name.count))
    let rest = String(repeating: " ", count: width + 2)
    return lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element + "\n" }.joined()
  }

  /// `text` in lines that start with `indent`.
  private static func paragraph(_ text: String, indent: String = "") -> String {
    wrappedLines(text, width: width - indent.count).map { indent + $0 + "\n" }.joined()
  }
}

extension HelpPage {
  /// The page of a form of the language.
  static func page(of form: DerivativeForm) -> String {
    let result = form.result.replacing("\n", with: "\n    // => ")
    return head(of: form) + "\n    \(form.example)\n    // => \(result)\n\n"
  }

  /// The page of a library function.
  static func page(of entry: LibraryFunction) -> String {
    var text = head(of: entry)
    if !entry.example.isEmpty {
      let example = CodeLines.wrapped(entry.example, width: width - 4)
      text += "\n    \(example.replacing("\n", with: "\n    "))\n"
      if !entry.exampleResult.isEmpty {
        for line in entry.exampleResult.split(separator: "\n") { text += "    // => \(line)\n" }
      }
    }
    if !entry.source.isEmpty {
      text += "\n" + paragraph("Source: \(entry.source)", indent: "    ")
    }
    return text + "\n"
  }

  /// The signature and the sentence of a form of the language.
  static func head(of form: DerivativeForm) -> String {
    head(form.name + form.signature, form.summary)
  }

  /// The signature and the sentence of a library function.
  static func head(of entry: LibraryFunction) -> String {
    head(entry.name + (entry.kind == .constant ? ": " : "") + entry.signature, entry.summary)
  }

  private static func head(_ signature: String, _ summary: String) -> String {
    CodeLines.wrapped(signature, width: width) + "\n" + paragraph(summary, indent: "    ")
  }
}
