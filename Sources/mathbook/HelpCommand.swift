import Diagnostics
import Library
import Script

/// `mathbook help [TOPIC]`.
enum HelpCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    if arguments.has("--reference") {
      Terminal.print(ReferenceChapter.text)
      return 0
    }
    if let word = arguments.value(of: "--search") {
      return search(word)
    }
    guard let topic = arguments.operands.first else {
      Terminal.print(HelpPage.overview)
      return 0
    }
    if let command = Commands.all.first(where: { $0.name == topic }) {
      Terminal.print(HelpPage.page(of: command))
      return 0
    }
    let forms = DerivativeForm.all.filter { $0.name == topic }
    let entries = StandardLibrary.table.functions.filter { $0.name == topic }
    guard !entries.isEmpty || !forms.isEmpty else {
      let members = Self.members(of: topic)
      if !members.isEmpty {
        for entry in members { Terminal.print(HelpPage.head(of: entry)) }
        return 0
      }
      let names =
        Commands.all.map(\.name) + DerivativeForm.all.map(\.name)
        + StandardLibrary.table.functions.map(\.name)
      throw UsageError(
        message: "there is no help about '\(topic)'",
        hint: closestMatch(to: topic, in: names).map { "did you mean '\($0)'?" }
          ?? "'mathbook help --search WORD' looks for functions")
    }
    for form in forms { Terminal.print(HelpPage.page(of: form)) }
    for entry in entries { Terminal.print(HelpPage.page(of: entry)) }
    return 0
  }

  /// What makes values of `type`, and what they have and can do.
  private static func members(of type: String) -> [LibraryFunction] {
    StandardLibrary.table.functions.filter { entry in
      entry.signature.hasPrefix("(_ self: \(type),")
        || entry.signature.hasPrefix("(_ self: \(type))")
        || entry.signature.hasSuffix("-> \(type)")
    }
  }

  private static func search(_ word: String) -> Int32 {
    let wanted = word.lowercased()
    let found = StandardLibrary.table.functions.filter {
      $0.name.lowercased().contains(wanted) || $0.summary.lowercased().contains(wanted)
    }
    let forms = DerivativeForm.all.filter {
      $0.name.lowercased().contains(wanted) || $0.summary.lowercased().contains(wanted)
    }
    if found.isEmpty && forms.isEmpty {
      Terminal.print("no function is about '\(word)'\n")
      return 1
    }
    for form in forms { Terminal.print(HelpPage.head(of: form)) }
    for entry in found { Terminal.print(HelpPage.head(of: entry)) }
    return 0
  }
}
