import Book

/// Alters every checked number of a book: `Benchmarks mutation [BOOK]`.
enum Mutation {
  /// Prints what came of it, chapter by chapter where an alteration escaped.
  ///
  /// - Returns: whether every alteration was caught.
  static func run(_ path: String) -> Bool {
    guard let root = BookRoot(containing: path) else {
      print("there is no book in '\(path)'")
      return false
    }
    let book = Manuscript(reading: root)
    var alterations = 0
    var operands = 0
    var insensitive = 0
    var escapes: [String] = []
    let start = Platform.seconds()
    for index in book.chapters.indices {
      let trial = MutationTrial(book, chapter: index)
      alterations += trial.alterations
      operands += trial.operands
      insensitive += trial.insensitive
      escapes += trial.escapes
    }
    for escape in escapes { print(escape) }
    print(
      "mutation: \(book.chapters.count) chapters, \(alterations) alterations, "
        + "\(escapes.count) escaped; \(operands) operands, \(insensitive) insensitive; "
        + "\(hundredths(Platform.seconds() - start)) s")
    return escapes.isEmpty && alterations > 0
  }
}
