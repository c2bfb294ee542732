import Book

/// `mathbook init DIR`.
enum InitCommand {
  static func run(_ arguments: Arguments) throws(UsageError) -> Int32 {
    guard let folder = arguments.operands.first else {
      throw UsageError(
        message: "'init' needs the folder of the new book", hint: "usage: mathbook init DIR")
    }
    do {
      try StarterBook.write(to: folder)
    } catch {
      Terminal.note("mathbook: error: \(error.message)\n")
      for hint in error.hints { Terminal.note("      hint: \(hint)\n") }
      return 2
    }
    Terminal.print(
      """
      A book stands in \(folder). Next:
        mathbook check \(folder)
        mathbook build \(folder) --open

      """)
    return 0
  }
}
