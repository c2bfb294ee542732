import Diagnostics
import Library
import Script
import Synchronization

/// What cells gave in earlier builds, in memory and in `output/.cache`.
///
/// A chapter's cells share one scope, so that the chapter is what is kept: under a key made of the
/// cells' text, the constants that prose defines, the seed, the data files and the engine. Captions
/// and prose are no part of it. Only values are kept, never verdicts: what is stated is judged again
/// in every build. A run with an error, or one that gave up, is not kept; a file that cannot be read
/// is as good as none.
///
/// A class, because all chapters of a build share it.
package final class RunCache: Sendable {
  private struct State {
    var runs: [String: StoredRun] = [:]
    var used: Set<String> = []
    var hits = 0
  }

  /// What a run gave, without places.
  private struct StoredRun: Sendable {
    var cells: [(ending: FailureText?, shown: [ShownEntry])] = []
    var values: [(expression: [UInt8], value: Value)] = []
  }

  /// The words of an error that a cell expects.
  private struct FailureText: Sendable {
    let rule: String
    let message: String
  }

  private let folder: String?
  private let engine: String
  private let isReadOnly: Bool
  private let state = Mutex(State())

  /// A cache in `folder`, or in memory alone, for the engine that calls itself `engine`.
  package init(folder: String?, engine: String, isReadOnly: Bool = false) {
    self.folder = folder
    self.isReadOnly = isReadOnly
    self.engine = engine
  }

  /// How many runs were found.
  package var hits: Int { state.withLock(\.hits) }

  /// The run of `program`: a kept one, else a new one, which is then kept.
  func run(
    _ program: ChapterProgram, _ pieces: [ScriptPiece], seed: UInt64, key: String?
  ) -> ChapterRun {
    guard program.canRun, let key else { return program.run(seed: seed) }
    if let stored = stored(key), let run = restored(stored, program, pieces) {
      state.withLock { state in
        state.used.insert(key)
        state.hits += 1
      }
      return run
    }
    let run = program.run(seed: seed)
    if let stored = Self.storable(run, pieces) { keep(stored, key) }
    return run
  }

  /// Forgets which runs were used: a new build begins.
  func begin() {
    state.withLock { state in
      state.used = []
      state.hits = 0
    }
  }

  /// Says that this build needs the run `key`, although it did not ask for it.
  func use(_ key: String) { state.withLock { _ = $0.used.insert(key) } }

  /// Removes what no chapter of the last build used.
  func prune() {
    let used = state.withLock { state in
      state.runs = state.runs.filter { state.used.contains($0.key) }
      return state.used
    }
    guard let folder, let names = try? Files.names(in: folder) else { return }
    for name in names where name.hasSuffix(".run") {
      // What belongs to a run is called after it: `KEY-states.run`.
      let key = name.dropLast(4).prefix { $0 != "-" }
      if !used.contains(String(key)) { try? Files.remove(Files.join(folder, name)) }
    }
  }

  // MARK: Keys

  /// The key of the cells among `pieces`; nil if there are none.
  func key(of pieces: [ScriptPiece], _ seed: UInt64, _ data: DataFolder) -> String? {
    var digest = Digest()
    digest.add("mathbook run 1")
    digest.add(engine)
    digest.add(String(seed))
    var (hasCells, isHidden) = (false, false)
    for piece in pieces {
      switch piece.role {
      case .given(let name, let value):
        var writer = ValueWriter()
        writer.add(value)
        digest.add("given " + name)
        digest.add(writer.bytes)
      case .cell(let isIsolated, let expectsError):
        hasCells = true
        digest.add("cell \(isIsolated) \(expectsError)")
        digest.add(String(decoding: piece.text.bytes, as: UTF8.self))
        guard
          data.add(
            namesIn: piece.text.bytes, isIsolated: isIsolated, to: &digest, isHidden: &isHidden)
        else { return nil }
      case .expression:
        guard DataFolder.calls(in: piece.text.bytes, isHidden: &isHidden).isEmpty else {
          return nil
        }
      }
    }
    return hasCells ? digest.text : nil
  }

  // MARK: Keeping

  private static func storable(_ run: ChapterRun, _ pieces: [ScriptPiece]) -> StoredRun? {
    guard run.diagnostics.isEmpty else { return nil }
    var stored = StoredRun()
    for cell in run.cells {
      switch cell.ending {
      case .finished: stored.cells.append((nil, cell.shown))
      case .failed(let diagnostic):
        stored.cells.append(
          (FailureText(rule: diagnostic.rule, message: diagnostic.message), cell.shown))
      case .notRun: return nil
      }
    }
    for piece in pieces {
      guard case .expression = piece.role else { continue }
      guard case .value(let value)? = run.outcomes[piece.id] else { return nil }
      stored.values.append((piece.text.bytes, value))
    }
    return stored
  }

  private func keep(_ stored: StoredRun, _ key: String) {
    guard let bytes = Self.bytes(of: stored) else { return }
    state.withLock { state in
      state.runs[key] = stored
      state.used.insert(key)
    }
    write(bytes, key)
  }

  /// Writes `bytes` under `key`.
  func write(_ bytes: [UInt8], _ key: String) {
    state.withLock { _ = $0.used.insert(key) }
    guard let folder, !isReadOnly else { return }
    SealedFile.write(bytes, to: path(of: key, in: folder))
  }

  /// The bytes that were written under `key`, if they are whole.
  func read(_ key: String) -> [UInt8]? {
    guard let folder, let bytes = SealedFile.read(path(of: key, in: folder)) else { return nil }
    state.withLock { _ = $0.used.insert(key) }
    return bytes
  }

  private func path(of key: String, in folder: String) -> String {
    Files.join(folder, key + ".run")
  }

  private static func bytes(of stored: StoredRun) -> [UInt8]? {
    var writer = ValueWriter()
    writer.add(stored.cells.count)
    for cell in stored.cells {
      writer.add(cell.ending == nil ? 0 : 1)
      writer.add(cell.ending?.rule ?? "")
      writer.add(cell.ending?.message ?? "")
      writer.add(cell.shown)
    }
    writer.add(stored.values.count)
    for (expression, value) in stored.values {
      writer.add(String(decoding: expression, as: UTF8.self))
      writer.add(value)
    }
    return writer.hasFailed ? nil : writer.bytes
  }

  // MARK: Finding

  private func stored(_ key: String) -> StoredRun? {
    if let known = state.withLock({ $0.runs[key] }) { return known }
    guard let bytes = read(key), let stored = Self.read(bytes) else { return nil }
    state.withLock { $0.runs[key] = stored }
    return stored
  }

  private static func read(_ bytes: [UInt8]) -> StoredRun? {
    var reader = ValueReader(bytes)
    var stored = StoredRun()
    guard let cells = reader.count(of: 1) else { return nil }
    for _ in 0..<cells {
      guard let failed = reader.integer(), let rule = reader.text(), let message = reader.text(),
        let shown = reader.shown()
      else { return nil }
      stored.cells.append(
        (failed == 0 ? nil : FailureText(rule: rule, message: message), shown))
    }
    guard let values = reader.count(of: 1) else { return nil }
    for _ in 0..<values {
      guard let expression = reader.text(), let value = reader.value() else { return nil }
      stored.values.append((Array(expression.utf8), value))
    }
    return reader.isAtEnd ? stored : nil
  }

  /// The kept run with the places of today's chapter; nil if an expression is new.
  private func restored(
    _ stored: StoredRun, _ program: ChapterProgram, _ pieces: [ScriptPiece]
  ) -> ChapterRun? {
    var values: [[UInt8]: Value] = [:]
    for (expression, value) in stored.values { values[expression] = value }
    var cells: [ChapterRun.Cell] = []
    var outcomes: [Int: ChapterRun.Outcome] = [:]
    for piece in pieces {
      switch piece.role {
      case .given(_, let value): outcomes[piece.id] = .value(value)
      case .expression:
        guard let value = values[piece.text.bytes] else { return nil }
        outcomes[piece.id] = .value(value)
      case .cell:
        guard cells.count < stored.cells.count else { return nil }
        let cell = stored.cells[cells.count]
        let ending: ChapterRun.Ending =
          cell.ending.map {
            .failed(Diagnostic(.error, $0.rule, at: piece.text.sourceRange, $0.message))
          } ?? .finished
        cells.append(.restored(id: piece.id, ending, cell.shown, program.comments(of: piece.id)))
      }
    }
    return cells.count == stored.cells.count ? ChapterRun(cells: cells, outcomes: outcomes) : nil
  }
}
