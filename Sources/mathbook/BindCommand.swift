import Book
import Diagnostics

/// `mathbook bind FILE:LINE[:COLUMN] [--to EXPR]`.
enum BindCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    let usage = "usage: mathbook bind FILE:LINE[:COLUMN] [--to EXPRESSION]"
    guard let operand = arguments.operands.first else {
      throw UsageError(message: "'bind' needs a place", hint: usage)
    }
    let place = PlaceArgument(operand)
    guard let line = place.line else {
      throw UsageError(message: "'bind' needs the line of a number", hint: usage)
    }
    let run: BindRun
    do {
      run = try BindRun(place.path, line: line, column: place.column)
    } catch {
      throw UsageError(message: error.message, hint: error.hints.first)
    }
    guard !run.numbers.isEmpty else {
      Terminal.note("\(operand): no unverified number stands here\n")
      return 1
    }
    if let expression = arguments.value(of: "--to") {
      guard run.numbers.count == 1 else {
        let columns = run.numbers.map { "\($0.literal) at column \($0.place.column)" }
        Terminal.note(
          "mathbook: the line has \(run.numbers.count) unverified numbers: "
            + columns.joined(separator: ", ") + "\n"
            + "      hint: name one: \(place.path):\(line):\(run.numbers[0].place.column)\n")
        return 2
      }
      return write(run, run.numbers[0], expression, place.path)
    }
    return propose(run, place.path)
  }

  /// Shows what fits; on a terminal, asks which of it to write.
  private static func propose(_ run: BindRun, _ path: String) -> Int32 {
    var code: Int32 = 0
    for number in run.numbers {
      let place = "\(path):\(number.place.line):\(number.place.column)"
      guard !number.candidates.isEmpty else {
        Terminal.print("\(place): \(number.literal) is no value that the chapter names\n")
        code = 1
        continue
      }
      Terminal.print("\(place): \(number.literal) could state\n")
      let width = number.candidates.map(\.expression.count).max() ?? 0
      for (index, candidate) in number.candidates.enumerated() {
        let space = String(repeating: " ", count: width - candidate.expression.count + 2)
        Terminal.print("  \(index + 1)  \(candidate.expression)\(space)\(candidate.value)\n")
      }
      guard Terminal.canAsk else {
        let first = number.candidates[0].expression
        Terminal.print("  write it with: mathbook bind \(place) --to '\(first)'\n")
        continue
      }
      Terminal.print("which one (Enter for none)? ")
      guard let answer = readLine(), let choice = Int(answer),
        number.candidates.indices.contains(choice - 1)
      else { continue }
      // What was written moved the numbers after it: one to a run.
      return write(run, number, number.candidates[choice - 1].expression, path)
    }
    return code
  }

  private static func write(
    _ run: BindRun, _ number: BindRun.Number, _ expression: String, _ path: String
  ) -> Int32 {
    let place = "\(path):\(number.place.line):\(number.place.column): "
    do {
      try run.bind(number, to: expression)
    } catch {
      Terminal.note(place + "error: \(error.message)\n")
      if let hint = error.hint { Terminal.note("      hint: \(hint)\n") }
      return 1
    }
    Terminal.print(place + "\(number.literal)<!-- = \(expression) -->\n")
    return 0
  }
}
