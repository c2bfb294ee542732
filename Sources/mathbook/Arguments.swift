import Diagnostics

/// An option of a command: one row of the table that parsing and help both read.
struct Option: Sendable {
  /// The name with its dashes.
  let name: String
  /// What stands for its value in help, or nil for a switch.
  var value: String?
  /// The values it takes, if they are few.
  var choices: [String] = []
  /// One line of help.
  let summary: String
}

/// A command: one row of the table that parsing, help and suggestions read.
struct Command: Sendable {
  /// The word after `mathbook`.
  let name: String
  /// What may follow, as help shows it.
  let arguments: String
  /// The most operands it takes.
  let mostOperands: Int
  /// One line of help.
  let summary: String
  /// The paragraphs of its help page.
  let story: String
  /// Its options; `--help` is understood everywhere.
  let options: [Option]
}

/// A mistake in the words after `mathbook`: exit code 2.
struct UsageError: Error {
  /// What is the matter: lower case, no full stop.
  let message: String
  /// What to do.
  var hint: String?
}

/// The operands and options that a user gave.
struct Arguments {
  /// The words that are no options, in order.
  private(set) var operands: [String] = []
  private var given: [(name: String, value: String)] = []

  /// Reads `words` by the table row `command`.
  init(_ words: ArraySlice<String>, for command: Command) throws(UsageError) {
    var rest = words
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-" else {
        operands.append(word)
        continue
      }
      if word == "--" {
        operands += rest
        break
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = word == "-h" ? "--help" : String(parts[0])
      let inline = parts.count > 1 ? String(parts[1]) : nil
      let known = command.options + [Option(name: "--help", summary: "")]
      guard let option = known.first(where: { $0.name == name }) else {
        let near = closestMatch(to: name, in: known.map(\.name))
        throw UsageError(
          message: "'\(command.name)' has no option '\(name)'",
          hint: near.map { "did you mean '\($0)'?" } ?? "see 'mathbook help \(command.name)'")
      }
      given.append((name, try Self.value(of: option, inline: inline, rest: &rest)))
    }
    if operands.count > command.mostOperands {
      throw UsageError(
        message: "'\(command.name)' does not know what to do with '\(operands.last ?? "")'",
        hint: "usage: mathbook \(command.name) \(command.arguments)")
    }
  }

  /// Whether the option `name` was given.
  func has(_ name: String) -> Bool { given.contains { $0.name == name } }

  /// The last value given for the option `name`.
  func value(of name: String) -> String? { given.last { $0.name == name }?.value }

  /// All values given for the option `name`, as they were given.
  func allValues(of name: String) -> [String] { given.filter { $0.name == name }.map(\.value) }

  /// All values given for the option `name`, lists with commas taken apart.
  func values(of name: String) -> [String] {
    given.filter { $0.name == name }.flatMap { $0.value.split(separator: ",").map(String.init) }
  }

  private static func value(
    of option: Option, inline: String?, rest: inout ArraySlice<String>
  ) throws(UsageError) -> String {
    guard let placeholder = option.value else {
      if inline != nil { throw UsageError(message: "'\(option.name)' takes no value") }
      return ""
    }
    // An empty value is mostly a variable that was never set.
    guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
      throw UsageError(
        message: "'\(option.name)' needs a value", hint: "write \(option.name) \(placeholder)")
    }
    guard !option.choices.isEmpty else { return value }
    for part in value.split(separator: ",", omittingEmptySubsequences: false)
    where !option.choices.contains(String(part)) {
      let near = closestMatch(to: String(part), in: option.choices)
      throw UsageError(
        message: "'\(option.name)' does not know '\(part)'",
        hint: near.map { "did you mean '\($0)'?" }
          ?? "it takes \(option.choices.joined(separator: ", "))")
    }
    return value
  }
}
