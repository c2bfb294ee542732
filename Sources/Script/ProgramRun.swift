package import Diagnostics

/// What a chapter's cells and expressions gave.
package struct ChapterRun: Sendable {
  /// What became of one cell.
  package struct Cell: Sendable {
    /// The identity of its piece.
    package let id: Int
    /// How it ended.
    package let ending: Ending
    /// What it showed and printed, in order, up to where it ended.
    package let shown: [ShownEntry]
    /// Its result comments.
    package let comments: [ResultComment]
  }

  /// How a cell ended.
  package enum Ending: Sendable {
    /// All statements ran.
    case finished
    /// It stopped with an error, which it expected or which is also among the run's diagnostics.
    case failed(Diagnostic)
    /// It was not run, because the cell with this identity failed or because of errors in the check.
    case notRun(because: Int?)
  }

  /// What became of one expression.
  package enum Outcome: Sendable {
    /// Its value.
    case value(Value)
    /// The error at its place.
    case failed(Diagnostic)
    /// It needs a cell that did not finish, or has an error that the check reported.
    case notEvaluated
  }

  /// The cells, in order.
  package internal(set) var cells: [Cell] = []
  /// The expressions and given values, by the identity of their pieces.
  package internal(set) var outcomes: [Int: Outcome] = [:]
  /// Errors while running, and cells that should have failed and did not.
  package internal(set) var diagnostics: [Diagnostic] = []
  /// What library functions told about their calls, such as a badly conditioned system.
  package internal(set) var notes: [Diagnostic] = []
  /// The steps counted: turns of loops and calls.
  package internal(set) var steps = 0

  /// The value of the expression with the identity `id`, if it has one.
  package func value(of id: Int) -> Value? {
    if case .value(let value) = outcomes[id] { value } else { nil }
  }
}

extension ChapterProgram {
  /// Runs the cells in order, then evaluates the expressions in the finished scope.
  ///
  /// The same seed gives the same run, whatever else the machine does. Blocks the calling thread;
  /// `isCancelled` is asked now and then.
  package func run(
    seed: UInt64 = 0, isCancelled: (@Sendable () -> Bool)? = nil
  ) -> ChapterRun {
    run(seed: seed, isCancelled: isCancelled, onTape: false)
  }

  /// Runs the chapter; with a tape from the first step on, to test that it changes nothing.
  func run(
    seed: UInt64, isCancelled: (@Sendable () -> Bool)? = nil, onTape: Bool
  ) -> ChapterRun {
    runOnOwnStack {
      let machine = Machine(
        bytecode, library: library, limits: limits, seed: seed, isCancelled: isCancelled,
        dataFiles: dataFiles)
      if onTape { machine.startTape() }
      return ChapterRunner(self, machine).run()
    }
  }
}

/// Runs the pieces of one chapter.
private struct ChapterRunner {
  let program: ChapterProgram
  let machine: Machine
  var result = ChapterRun()
  /// The cell that failed, if one did.
  var failedCell: Int?
  /// The functions of cells that did not finish.
  var unfinished: Set<FunctionID> = []

  init(_ program: ChapterProgram, _ machine: Machine) {
    self.program = program
    self.machine = machine
  }

  func run() -> ChapterRun {
    var runner = self
    for index in program.pieces.indices { runner.runGivenOrCell(index) }
    for index in program.pieces.indices { runner.evaluate(index) }
    runner.result.steps = machine.meter.used
    runner.result.notes = machine.notes
    return runner.result
  }

  private mutating func runGivenOrCell(_ index: Int) {
    let piece = program.pieces[index]
    switch piece.role {
    case .given(_, let value):
      result.outcomes[piece.id] = .value(value)
      if let variable = program.typed.pieces[index].given,
        let register = program.globals[variable]
      {
        machine.setGlobal(register, value)
      }
    case .cell(let isIsolated, let expectsError):
      runCell(index, isIsolated: isIsolated, expectsError: expectsError)
    case .expression: break
    }
  }

  private mutating func runCell(_ index: Int, isIsolated: Bool, expectsError: Bool) {
    let id = program.pieces[index].id
    let checked = program.typed.pieces[index]
    var ending = ChapterRun.Ending.finished
    machine.shown = []
    if expectsError, let error = checked.diagnostics.first(where: { $0.severity == .error }) {
      ending = .failed(error)
    } else if let entry = program.entries[index], program.canRun, failedCell == nil {
      ending = runCell(entry, id, checked, expectsError: expectsError)
    } else {
      ending = .notRun(because: failedCell)
    }
    if case .finished = ending {
    } else if let function = checked.function {
      unfinished.insert(function)
    }
    result.cells.append(
      ChapterRun.Cell(id: id, ending: ending, shown: machine.shown, comments: checked.comments))
  }

  private mutating func runCell(
    _ entry: Int, _ id: Int, _ checked: TypedPiece, expectsError: Bool
  ) -> ChapterRun.Ending {
    machine.startCell(seconds: program.limits.cellSeconds)
    do throws(Diagnostic) {
      try machine.runTopLevel(entry)
    } catch {
      if !expectsError {
        failedCell = id
        result.diagnostics.append(error)
      }
      return .failed(error)
    }
    if expectsError {
      let range = checked.function.map { program.typed.functions[$0].range } ?? .at(0)
      result.diagnostics.append(
        Diagnostic(
          .error, "cell.no-error", at: range, "the cell expects an error, but it runs without one",
          hints: ["remove expect-error from its options"]))
    }
    return .finished
  }

  private mutating func evaluate(_ index: Int) {
    let piece = program.pieces[index]
    guard case .expression = piece.role else { return }
    guard program.canRun, let entry = program.entries[index],
      let function = program.typed.pieces[index].function,
      !program.typed.needs(function, unfinished)
    else {
      result.outcomes[piece.id] = .notEvaluated
      return
    }
    machine.shown = []
    machine.startCell(seconds: program.limits.cellSeconds)
    do throws(Diagnostic) {
      result.outcomes[piece.id] = .value(
        try machine.result(ofTopLevel: entry, at: program.typed.functions[function].range))
    } catch {
      result.outcomes[piece.id] = .failed(error)
      result.diagnostics.append(error)
    }
  }
}

extension Machine {
  /// Runs the body of a cell or expression, whose frame starts with the globals.
  func runTopLevel(_ index: Int) throws(Diagnostic) {
    state.pointee.statement = 0
    try run(index, at: Bases(numbers, tensors, values))
  }

  /// Runs the body of an expression, which stands at `range`, and gives its value.
  func result(ofTopLevel index: Int, at range: SourceRange) throws(Diagnostic) -> Value {
    try runTopLevel(index)
    do throws(Failure) {
      return try outgoing(takeResult(program.functions[index].result))
    } catch {
      throw error.diagnostic(at: range)
    }
  }

  /// Gives a global its value from outside.
  func setGlobal(_ register: Register, _ value: Value) {
    switch register.bank {
    case .number: numbers[register.index] = value.number
    case .tensor: tensors[register.index] = value.plainTensor
    case .value: values[register.index] = value
    }
  }
}
