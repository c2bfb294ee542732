package import Diagnostics
import Numerics

/// What one state of a group of controls gives: only what depends on them.
package struct StateResult: Sendable {
  /// What each statement of a cell showed, by the identity of the cell.
  package internal(set) var shown: [Int: [ShownEntry]] = [:]
  /// The values of expressions, by the identity of their pieces.
  package internal(set) var values: [Int: Value] = [:]
  /// The error with which the state stopped.
  package internal(set) var failure: Diagnostic?
}

extension ChapterProgram {
  /// Where the controls stand and what depends on them.
  package var controls: ChapterControls { ChapterControls(typed, library) }

  /// The chapter's controls as its first run made them, in the order of `ChapterControls.sites`;
  /// nil where a cell did not get that far.
  package func controls(_ sites: [ChapterControls.Site], seed: UInt64) -> [Control?] {
    runOnOwnStack {
      let runner = StateRunner(self, nil, [], seed)
      runner.runAll()
      return sites.map { runner.machine.board.controls[$0.range] }
    }
  }

  /// Runs what depends on each group of controls once for each of its states, all after one run of
  /// the whole chapter.
  ///
  /// A state takes the values of everything else from the first run. Random numbers are drawn, in
  /// every statement, from where the first run had come to.
  ///
  /// - Parameter groups: the controls of each group by their places in `controls.sites`.
  /// - Parameter states: for each group and state, the position of each control of the group.
  package func run(
    _ controls: ChapterControls, groups: [[Int]], states: [[[Int]]], seed: UInt64
  ) -> [[StateResult]] {
    runOnOwnStack {
      let runner = StateRunner(self, controls, groups, seed)
      guard runner.runAll() else { return groups.map { _ in [] } }
      return groups.indices.map { group in
        let results = states[group].map { runner.result(of: group, at: $0) }
        if group + 1 < groups.count { runner.restore(group) }
        return results
      }
    }
  }
}

/// A machine that has run the chapter once and runs parts of it again.
///
/// A class, because it holds the machine.
private final class StateRunner {
  let program: ChapterProgram
  let controls: ChapterControls?
  let groups: [[Int]]
  let machine: Machine
  private let compiled: CompiledStates

  init(_ program: ChapterProgram, _ controls: ChapterControls?, _ groups: [[Int]], _ seed: UInt64) {
    self.program = program
    self.controls = controls
    self.groups = groups
    compiled = CompiledStates(program, controls, groups)
    machine = Machine(
      compiled.bytecode, library: program.library, limits: program.limits, seed: seed,
      dataFiles: program.dataFiles)
  }

  /// Runs the whole chapter in its first state; false if a cell failed.
  @discardableResult
  func runAll() -> Bool {
    for (index, piece) in program.pieces.enumerated() {
      switch piece.role {
      case .given(_, let value):
        if let variable = program.typed.pieces[index].given,
          let register = compiled.globals[variable]
        {
          machine.setGlobal(register, value)
        }
      case .cell(_, let expectsError):
        guard let entry = compiled.entries[index] else {
          if expectsError { continue }
          return false
        }
        machine.marks = .recording(index)
        if run(entry) != nil, !expectsError { return false }
      case .expression: break
      }
    }
    return true
  }

  private func run(_ entry: Int) -> Diagnostic? {
    machine.meter = Meter(program.limits)
    machine.startCell(seconds: program.limits.cellSeconds)
    do throws(Diagnostic) {
      try machine.runTopLevel(entry)
      return nil
    } catch {
      return error
    }
  }

  /// Brings back what the first run gave, after the states of a group.
  func restore(_ group: Int) {
    guard let controls else { return }
    for control in groups[group] {
      machine.board.positions[controls.sites[control].range] = nil
    }
    _ = replay(group)
  }

  /// What a group gives with its controls at `positions`.
  func result(of group: Int, at positions: [Int]) -> StateResult {
    guard let controls else { return StateResult() }
    for (control, position) in zip(groups[group], positions) {
      machine.board.positions[controls.sites[control].range] = position
    }
    return replay(group)
  }

  private func replay(_ group: Int) -> StateResult {
    var result = StateResult()
    for (index, entry) in compiled.slices[group] {
      machine.shown = []
      machine.marks = .replaying(index)
      if let failure = run(entry) {
        result.failure = failure
        return result
      }
      result.shown[program.pieces[index].id] = machine.shown
    }
    machine.marks = .off
    for index in compiled.expressions[group] {
      guard let entry = compiled.entries[index] else { continue }
      if let failure = run(entry) {
        result.failure = failure
        return result
      }
      do throws(Failure) {
        result.values[program.pieces[index].id] = try machine.outgoing(
          machine.takeResult(compiled.bytecode.functions[entry].result))
      } catch {
        result.failure = error.diagnostic(at: program.pieces[index].text.sourceRange)
        return result
      }
    }
    return result
  }
}

/// The bytecode of a chapter, and beside it that of the statements to run again.
private struct CompiledStates {
  let bytecode: Bytecode
  /// Where the body of each piece is.
  private(set) var entries: [Int?] = []
  /// For each group the cells that are run again, by the index of their piece, and where their
  /// parts are.
  private(set) var slices: [[(piece: Int, entry: Int)]] = []
  /// For each group the pieces of expressions that depend on it.
  private(set) var expressions: [[Int]] = []
  let globals: [VariableID: Register]

  init(_ program: ChapterProgram, _ controls: ChapterControls?, _ groups: [[Int]]) {
    var typed = program.typed
    var copies: [[(piece: Int, function: FunctionID)]] = []
    if let controls {
      for group in groups {
        copies.append(Self.copies(program, controls.slice(for: Set(group)), controls, &typed))
        expressions.append(
          program.pieces.indices.filter { index in
            !(controls.expressions[program.pieces[index].id] ?? []).isDisjoint(with: group)
          })
      }
    }
    let compiler = Compiler(typed, library: program.library)
    for index in program.pieces.indices {
      let checked = typed.pieces[index]
      entries.append(
        checked.hasErrors ? nil : checked.function.map { compiler.compile(piece: $0) })
    }
    slices = copies.map { $0.map { ($0.piece, compiler.compile(piece: $0.function)) } }
    bytecode = compiler.bytecode
    globals = compiler.globals
  }

  /// Copies of the cells in which only the statements of `slice` do something; numbers of statements
  /// stay.
  private static func copies(
    _ program: ChapterProgram, _ slice: Set<Int>, _ controls: ChapterControls,
    _ typed: inout TypedProgram
  ) -> [(piece: Int, function: FunctionID)] {
    var copies: [(piece: Int, function: FunctionID)] = []
    let kept = Dictionary(grouping: slice.map { controls.units[$0] }) { $0.piece }
    for piece in kept.keys.sorted() {
      guard let function = typed.pieces[piece].function, let units = kept[piece] else { continue }
      if case .cell(_, expectsError: true) = program.pieces[piece].role { continue }
      let indices = Set(units.map(\.index))
      var copy = typed.functions[function]
      for index in copy.body.indices where !indices.contains(index) {
        copy.body[index] = TypedStatement(.group([]), at: copy.body[index].range)
      }
      copies.append((piece, typed.functions.count))
      var extra = TypedPiece(id: -1)
      extra.function = typed.functions.count
      typed.functions.append(copy)
      typed.pieces.append(extra)
    }
    return copies
  }
}

/// The states of the stream of random numbers at the starts of statements.
enum RandomMarks {
  /// Not needed.
  case off
  /// Remembers them for the piece with this index.
  case recording(Int)
  /// Goes back to those of the piece with this index.
  case replaying(Int)
}

extension Machine {
  /// Notes that statement `index` of a cell starts.
  func startStatement(_ index: Int) {
    state.pointee.statement = index
    switch marks {
    case .off: break
    case .recording(let piece): randomMarks[SIMD2(piece, index)] = random
    case .replaying(let piece): random = randomMarks[SIMD2(piece, index)] ?? random
    }
  }
}
