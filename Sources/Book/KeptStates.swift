import Diagnostics
import Script

/// The states of a chapter's controls as an earlier build computed them, under the key of the
/// chapter's cells.
///
/// Cells are known by their order and expressions by their text, so that a chapter whose prose has
/// changed finds them again.
struct KeptStates {
  private let cache: RunCache
  private let key: String
  private let pieces: [ScriptPiece]
  private var known: [String: [StateResult]] = [:]
  private var knownControls: [Control?]?
  private var new: [(name: String, results: [StateResult])] = []
  private var newControls: [Control?] = []
  private var isNew = true

  init(_ cache: RunCache, key: String, _ pieces: [ScriptPiece]) {
    self.cache = cache
    self.key = key + "-states"
    self.pieces = pieces
    if let bytes = cache.read(self.key) { isNew = !read(bytes) }
    if isNew {
      known = [:]
      knownControls = nil
    }
  }

  /// The controls, if there are `count` of them.
  func controls(_ count: Int) -> [Control?]? {
    knownControls?.count == count ? knownControls : nil
  }

  /// The results of `group` at `positions`.
  func results(of group: [Int], _ positions: [[Int]]) -> [StateResult]? {
    known["\(group) \(positions)"]
  }

  mutating func keep(_ controls: [Control?]) { newControls = controls }

  mutating func keep(_ results: [StateResult], of group: [Int], _ positions: [[Int]]) {
    let name = "\(group) \(positions)"
    if known[name] == nil { isNew = true }
    new.append((name, results))
  }

  /// Keeps what was computed, if it was not known and nothing went wrong.
  func write() {
    guard isNew, !new.contains(where: { $0.results.contains { $0.failure != nil } }) else { return }
    var writer = ValueWriter()
    let texts = pieces.compactMap(\.expressionText)
    writer.add(texts.count)
    for text in texts { writer.add(text) }
    writer.add(newControls.count)
    for control in newControls { Self.add(control, to: &writer) }
    let ordinals = Self.ordinals(of: pieces)
    let expressions = Dictionary(
      pieces.compactMap { piece in piece.expressionText.map { (piece.id, $0) } }
    ) { first, _ in first }
    writer.add(new.count)
    for (name, results) in new {
      writer.add(name)
      writer.add(results.count)
      for result in results {
        writer.add(result.shown.count)
        for id in result.shown.keys.sorted() {
          writer.add(ordinals.firstIndex(of: id) ?? -1)
          writer.add(result.shown[id] ?? [])
        }
        let values = result.values.keys.sorted()
        writer.add(values.count)
        for id in values {
          writer.add(expressions[id] ?? "")
          writer.add(result.values[id] ?? .void)
        }
      }
    }
    if !writer.hasFailed { cache.write(writer.bytes, key) }
  }

  private static func add(_ control: Control?, to writer: inout ValueWriter) {
    guard let control else {
      writer.add("")
      return
    }
    writer.add(control.kind.rawValue)
    writer.add(control.label)
    writer.add(control.values)
    writer.add(control.texts.count)
    for text in control.texts { writer.add(text) }
    writer.add(control.initial)
  }

  /// The identities of the cells, in order.
  private static func ordinals(of pieces: [ScriptPiece]) -> [Int] {
    pieces.compactMap { piece in
      if case .cell = piece.role { piece.id } else { nil }
    }
  }

  // MARK: Reading

  private mutating func read(_ bytes: [UInt8]) -> Bool {
    var reader = ValueReader(bytes)
    guard let texts = reader.texts() else { return false }
    // An expression that was not there then has no values: all is computed anew.
    let old = Set(texts)
    guard pieces.compactMap(\.expressionText).allSatisfy(old.contains) else { return false }
    guard let count = reader.count(of: 1) else { return false }
    var controls: [Control?] = []
    for _ in 0..<count {
      guard let control = Self.control(&reader) else { return false }
      controls.append(control)
    }
    var ids: [String: [Int]] = [:]
    for piece in pieces {
      if let text = piece.expressionText { ids[text, default: []].append(piece.id) }
    }
    let ordinals = Self.ordinals(of: pieces)
    guard let sweeps = reader.count(of: 1) else { return false }
    for _ in 0..<sweeps {
      guard let name = reader.text(), let count = reader.count(of: 1) else { return false }
      var results: [StateResult] = []
      for _ in 0..<count {
        guard let result = Self.result(&reader, ordinals, ids) else { return false }
        results.append(result)
      }
      known[name] = results
    }
    knownControls = controls
    return reader.isAtEnd
  }

  /// A control or its absence; nil if it cannot be read.
  private static func control(_ reader: inout ValueReader) -> Control?? {
    guard let name = reader.text() else { return nil }
    if name.isEmpty { return .some(nil) }
    guard let kind = Control.Kind(rawValue: name), let label = reader.text(),
      let values = reader.values(), let texts = reader.texts(), let initial = reader.integer(),
      values.indices.contains(initial), texts.count == values.count
    else { return nil }
    return Control(kind, label: label, values: values, texts: texts, initial: initial)
  }

  private static func result(
    _ reader: inout ValueReader, _ ordinals: [Int], _ ids: [String: [Int]]
  ) -> StateResult? {
    var shown: [Int: [ShownEntry]] = [:]
    guard let cells = reader.count(of: 1) else { return nil }
    for _ in 0..<cells {
      guard let place = reader.integer(), ordinals.indices.contains(place),
        let entries = reader.shown()
      else { return nil }
      shown[ordinals[place]] = entries
    }
    var values: [Int: Value] = [:]
    guard let count = reader.count(of: 1) else { return nil }
    for _ in 0..<count {
      guard let text = reader.text(), let value = reader.value() else { return nil }
      for id in ids[text] ?? [] { values[id] = value }
    }
    return StateResult(shown: shown, values: values)
  }
}

extension ScriptPiece {
  /// The text of an expression; nil for cells and givens.
  fileprivate var expressionText: String? {
    if case .expression = role { String(decoding: text.bytes, as: UTF8.self) } else { nil }
  }
}

extension RunCache {
  /// The states of the chapter with the key `key`.
  func states(of pieces: [ScriptPiece], key: String) -> KeptStates {
    KeptStates(self, key: key, pieces)
  }
}
