package import Diagnostics

/// A conversation with the language: one input after the other, each with all that came before it.
///
/// Each input is a cell. It is checked and compiled with the inputs before it, but only it runs: the
/// variables of the chapter keep their registers from one compilation to the next, and are handed
/// over. An input that is wrong, or stops with an error, leaves no trace but its lines.
///
/// A class, because its machine is one thing that every input goes on with.
package final class ScriptSession {
  /// What became of an input.
  package struct Outcome: Sendable {
    /// What is wrong with it: errors of the check, or the one with which it stopped.
    package var diagnostics: [Diagnostic] = []
    /// What it showed and printed, in order.
    package var shown: [ShownEntry] = []
  }

  /// All lines that were entered, for messages.
  package private(set) var file = SourceFile(path: "input", bytes: [])
  private let library: LibraryTable
  private let limits: Limits
  private let seed: UInt64
  private var pieces: [ScriptPiece] = []
  private var machine: Machine?

  /// A session that nothing was said in yet.
  package init(library: LibraryTable, limits: Limits = Limits(), seed: UInt64 = 0) {
    self.library = library
    self.limits = limits
    self.seed = seed
  }

  /// Runs `input`, statements that end with a line end.
  package func run(_ input: String) -> Outcome {
    let piece = ScriptPiece(
      id: pieces.count, role: .cell(isIsolated: false, expectsError: false), text: taking(input))
    return runOnOwnStack { [self] in
      let (program, checked) = program(with: piece)
      var outcome = Outcome()
      outcome.diagnostics = checked.diagnostics.filter {
        // What is not used yet may be used in the next input.
        $0.severity == .error || $0.rule == "number.quotient"
      }
      guard !checked.hasErrors, let entry = program.entries.last, let entry else { return outcome }
      let next = Machine(program.bytecode, library: library, limits: limits, seed: seed)
      if let machine { next.takeGlobals(of: machine) }
      next.startCell(seconds: limits.cellSeconds)
      do throws(Diagnostic) {
        try next.runTopLevel(entry)
        machine = next
        pieces.append(piece)
      } catch {
        outcome.diagnostics.append(error)
      }
      outcome.shown = next.shown
      return outcome
    }
  }

  /// The type of the expression `input`, or what is wrong with it. Nothing is run.
  package func type(of input: String) -> Result<ValueType, ScriptProblems> {
    let piece = ScriptPiece(id: pieces.count, role: .expression, text: taking(input))
    return runOnOwnStack { [self] in
      let (program, checked) = program(with: piece)
      guard let function = checked.function, !checked.hasErrors else {
        return .failure(ScriptProblems(diagnostics: checked.diagnostics))
      }
      return .success(program.typed.functions[function].result)
    }
  }

  /// Whether `input` stops inside of a bracket, a comment or a text in triple quotes, so that more
  /// lines belong to it.
  package static func isIncomplete(_ input: String) -> Bool {
    let lexed = Lexer(MappedText(input), depthLeft: Limits().depth).tokens()
    if lexed.diagnostics.contains(where: { $0.rule == "syntax.unclosed" }) {
      // A text in single quotes ends with its line; waiting for more would not help.
      return input.contains("\"\"\"") || input.contains("/*")
    }
    var open = 0
    for token in lexed.tokens {
      guard case .mark(let mark) = token.kind else { continue }
      if "([{".utf8.contains(mark) { open += 1 }
      if ")]}".utf8.contains(mark) { open -= 1 }
    }
    return open > 0
  }

  /// Puts `input` at the end of the session's file.
  private func taking(_ input: String) -> MappedText {
    let start = file.bytes.count
    let end = start + input.utf8.count
    // The next input starts on a line of its own.
    let ending = input.hasSuffix("\n") ? "" : "\n"
    file = SourceFile(path: file.path, bytes: file.bytes + Array((input + ending).utf8))
    return MappedText(file, SourceRange(start, end))
  }

  /// The program of all inputs that ran, with `piece` at its end, and what the check says of that.
  private func program(with piece: ScriptPiece) -> (ChapterProgram, TypedPiece) {
    let all = pieces + [piece]
    let typed = TypedProgram(
      checking: all.map { SourcePiece(id: $0.id, role: $0.role.source, text: $0.text) },
      library: library, limits: limits, allowsRedeclaring: true)
    return (ChapterProgram(all, typed, library, limits), typed.pieces[all.count - 1])
  }
}

/// What the check says of an expression.
package struct ScriptProblems: Error {
  /// The messages.
  package let diagnostics: [Diagnostic]
}

extension Machine {
  /// Goes on where `other` stopped, whose program is the beginning of this one's.
  ///
  /// Variables get their registers in the order of their declaration, so that the first ones of each
  /// bank are the same in both.
  func takeGlobals(of other: Machine) {
    let counts = other.program.globals
    for index in 0..<counts.number { numbers[index] = other.numbers[index] }
    for index in 0..<counts.tensor { tensors[index] = other.tensors[index] }
    for index in 0..<counts.value { values[index] = other.values[index] }
    random = other.random
  }
}
