import Claims
import Diagnostics
import Dispatch
import Library
import Markdown
import Numerics
import Plotting
import Script

/// One thing that a cell shows, and the statements that it comes from.
struct ShownItem {
  /// The thing.
  var content: Assessment.Shown
  /// The statements of the cell.
  var statements: Set<Int>
}

extension ChapterRun.Cell {
  /// What the page shows of `entries`: values, and printed text with lines joined. What a comment
  /// states is not shown again, except what moves.
  func items(_ entries: [ShownEntry], moving: Set<Int> = []) -> [ShownItem] {
    let stated = Set(comments.filter { $0.kind != .error }.map(\.statement)).subtracting(moving)
    var items: [ShownItem] = []
    for entry in entries where !stated.contains(entry.statement) {
      switch entry.content {
      case .value(let value, isVisible: true):
        items.append(ShownItem(content: .value(value), statements: [entry.statement]))
      case .value: break
      case .printed(let text):
        if case .printed(let before)? = items.last?.content {
          items[items.count - 1].content = .printed(before + text)
          items[items.count - 1].statements.insert(entry.statement)
        } else {
          items.append(ShownItem(content: .printed(text), statements: [entry.statement]))
        }
      }
    }
    return items
  }
}

/// What each piece of the chapter's code is for, and what it depends on.
struct StateSources {
  /// The cells: the identity of the piece, the cell, what became of it.
  var cells: [(id: Int, cell: Cell, outcome: ChapterRun.Cell)] = []
  /// The computed values.
  var inlines: [(id: Int, value: InlineValue)] = []
  /// The live numbers.
  var lives: [(id: Int, claim: BoundClaim)] = []
}

/// Computes the states of a chapter's controls, and lays out what moves.
struct StateBuilder {
  let program: ChapterProgram
  let controls: ChapterControls
  let sources: StateSources
  let seed: UInt64
  /// What earlier builds computed, and what this one does.
  private var kept: KeptStates?
  /// The pictures that earlier builds laid out, and those of this one.
  private var keptPictures: KeptPictures?
  /// The statements of each cell that depend on a control, by the identity of its piece.
  let moving: [Int: Set<Int>]
  private(set) var states = PageStates()
  private(set) var diagnostics: [Diagnostic] = []
  /// What each state of each sweep gave.
  private var results: [[StateResult]] = []

  init(
    _ program: ChapterProgram, _ sources: StateSources, seed: UInt64, kept: KeptStates? = nil,
    pictures: KeptPictures? = nil
  ) {
    self.kept = kept
    keptPictures = pictures
    self.program = program
    self.sources = sources
    self.seed = seed
    let controls = program.controls
    self.controls = controls
    moving = controls.statements.mapValues { sets in
      Set(sets.indices.filter { !sets[$0].isEmpty })
    }
  }

  /// Computes everything; `hasRun` says whether the first state went well.
  mutating func build(hasRun: Bool) {
    diagnostics = controls.diagnostics
    if !controls.sites.isEmpty, hasRun, diagnostics.isEmpty { runStates() }
    layOutPictures()
    checkBytes()
    if diagnostics.isEmpty { keptPictures?.write() }
  }

  // MARK: Computing

  private mutating func runStates() {
    let made = kept?.controls(controls.sites.count) ?? program.controls(controls.sites, seed: seed)
    kept?.keep(made)
    for (site, control) in zip(controls.sites, made) {
      guard let control else { return }
      let cell = sources.cells.first { $0.id == site.piece }?.cell.node.number ?? 0
      states.controls.append(.init(name: site.name, control: control, cell: cell))
    }
    var small: [[Int]] = []
    for group in groups {
      let count = states.stateCount(group)
      if count <= PageStates.stateLimit {
        small.append(group)
      } else {
        diagnostics.append(.tooManyStates(group, count, states, at: controls.sites[group[0]].range))
      }
    }
    for (group, found) in zip(small, computed(small)) {
      let positions = states.positions(of: group)
      kept?.keep(found, of: group, positions)
      guard found.count == positions.count else { continue }
      if let first = found.firstIndex(where: { $0.failure != nil }),
        let failure = found[first].failure
      {
        let words = states.words(of: group, at: positions[first])
        let count = found.count { $0.failure != nil }
        diagnostics.append(failure.inState(words, failures: count, of: found.count))
        continue
      }
      states.sweeps.append(.init(controls: group, states: positions))
      results.append(found)
    }
    guard diagnostics.isEmpty else { return }
    kept?.write()
    addInlines()
    addResults()
  }

  /// The largest sets of controls that one result depends on: what has to be multiplied.
  private var groups: [[Int]] {
    var sets: Set<Set<Int>> = []
    for lists in controls.statements.values { sets.formUnion(lists) }
    for id in sources.inlines.map(\.id) + sources.lives.map(\.id) {
      sets.insert(controls.expressions[id] ?? [])
    }
    // A control alone is there even if nothing depends on it yet.
    let sorted = sets.map { $0.sorted() }.filter { !$0.isEmpty }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
    var largest: [[Int]] = []
    for set in sorted where !largest.contains(where: { Set($0).isSuperset(of: set) }) {
      largest.append(set)
    }
    return largest.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The results of all states of each of `groups`: those that are kept, and the others after one
  /// run of the chapter.
  private func computed(_ groups: [[Int]]) -> [[StateResult]] {
    let positions = groups.map(states.positions(of:))
    var found = zip(groups, positions).map { kept?.results(of: $0, $1) }
    let missing = found.indices.filter { found[$0] == nil }
    if !missing.isEmpty {
      let new = run(missing.map { groups[$0] }, missing.map { positions[$0] })
      for (index, results) in zip(missing, new) { found[index] = results }
    }
    return found.map { $0 ?? [] }
  }

  /// The states of groups, on two cores where there are many.
  private func run(_ groups: [[Int]], _ states: [[[Int]]]) -> [[StateResult]] {
    let workers = states.reduce(0) { $0 + $1.count } < 64 ? 1 : 2
    let parts = (0..<workers).map { worker in
      states.map { all in
        let size = (all.count + workers - 1) / workers
        return Array(all[min(worker * size, all.count)..<min((worker + 1) * size, all.count)])
      }
    }
    let (program, controls, seed) = (program, controls, seed)
    let found = concurrentMap(parts) {
      program.run(controls, groups: groups, states: $0, seed: seed)
    }
    return groups.indices.map { group in found.flatMap { $0[group] } }
  }

  /// The results of all states of `needed`, every other control standing where it starts.
  private func results(for needed: [Int]) -> [StateResult]? { sweep(for: needed)?.results }

  /// The same with the controls that moved in the sweep from which they come.
  private func sweep(for needed: [Int]) -> (group: Set<Int>, results: [StateResult])? {
    guard let sweep = states.sweeps.firstIndex(where: { Set($0.controls).isSuperset(of: needed) })
    else { return nil }
    let group = states.sweeps[sweep].controls
    let found = states.positions(of: needed).map { positions in
      let place = states.index(group) { control in
        needed.firstIndex(of: control).map { positions[$0] }
          ?? states.controls[control].control.initial
      }
      return results[sweep][place]
    }
    return (Set(group), found)
  }

  // MARK: Words

  private mutating func addInlines() {
    for (id, inline) in sources.inlines {
      let needed = (controls.expressions[id] ?? []).sorted()
      guard !needed.isEmpty, let found = results(for: needed) else { continue }
      let texts = found.map { result -> String in
        guard let value = result.values[id] else { return "–" }
        if let format = inline.format, case .double(let number) = value {
          return proseText(formatted(number, format))
        }
        return value.proseText
      }
      states.inlineWords[inline.node.number] = states.words.count
      states.words.append(
        .init(controls: needed, texts: texts, label: inline.expression.text.trimmed))
    }
    for (id, claim) in sources.lives {
      let needed = (controls.expressions[id] ?? []).sorted()
      guard !needed.isEmpty, let found = results(for: needed) else { continue }
      for (index, numeral) in claim.numerals.enumerated() {
        let texts = found.map { result -> String in
          guard let value = result.values[id], case .success(let parts) = claim.parts(of: value),
            index < parts.count
          else { return "–" }
          return Self.text(parts[index].value, like: numeral)
        }
        states.liveWords[numeral.range.start] = states.words.count
        states.words.append(
          .init(controls: needed, texts: texts, label: claim.expression.text.trimmed))
      }
    }
  }

  /// `value` with as many decimals as the author wrote, in the author's style.
  static func text(_ value: Double, like numeral: Numeral) -> String {
    guard value.isFinite else { return numberText(value) }
    let plain =
      numeral.scale.text.isEmpty && numeral.denominator.doubleValue == 1
        && numeral.separator.isEmpty && numeral.currency.isEmpty
      ? formatted(value, NumberFormat(.fixed, digits: numeral.decimals))
      : judge(numeral, against: value).actual
    let isZero = plain.hasPrefix("-") && plain.allSatisfy { "-0.".contains($0) }
    return isZero ? String(plain.dropFirst()) : plain.replacing("-", with: "\u{2212}")
  }

  /// Results of cells: texts, charts and animations.
  private mutating func addResults() {
    for (ordinal, (id, cell, outcome)) in sources.cells.enumerated() {
      guard let sets = controls.statements[id], let moving = moving[id], !moving.isEmpty else {
        continue
      }
      for (index, item) in outcome.items(outcome.shown, moving: moving).enumerated() {
        let needed = item.statements.reduce(into: Set<Int>()) {
          if sets.indices.contains($1) { $0.formUnion(sets[$1]) }
        }.sorted()
        guard !needed.isEmpty, let (group, found) = sweep(for: needed) else { continue }
        let place = PageStates.Place(cell: cell.node.number, index: index)
        let name = pictureName(ordinal, index, cell, needed, group.sorted())
        if takeKept(name, needed, place, cell) { continue }
        let own = moving.filter { !sets[$0].isDisjoint(with: group) }
        let contents = found.map { result -> Assessment.Shown? in
          // What does not move is shown as in the first state.
          let entries =
            outcome.shown.filter { !own.contains($0.statement) }
            + (result.shown[id] ?? []).filter { own.contains($0.statement) }
          let sorted = entries.enumerated().sorted {
            ($0.element.statement, $0.offset) < ($1.element.statement, $1.offset)
          }.map(\.element)
          let items = outcome.items(sorted, moving: moving)
          return index < items.count ? items[index].content : nil
        }
        add(contents, needed, place, cell, as: name)
      }
    }
  }

  private mutating func add(
    _ contents: [Assessment.Shown?], _ needed: [Int], _ place: PageStates.Place, _ cell: Cell,
    as name: String
  ) {
    let initial = states.index(needed) { states.controls[$0].control.initial }
    let charts = contents.compactMap { $0?.frames }
    if charts.count == contents.count, let first = charts.first {
      guard charts.allSatisfy({ $0.charts.count == first.charts.count }) else {
        diagnostics.append(.framesDiffer(at: cell.node.range))
        return
      }
      addPicture(charts.flatMap(\.charts), first, needed, initial, place, cell, as: name)
      return
    }
    let texts = contents.map { $0?.words ?? "" }
    states.shownWords[place] = states.words.count
    states.words.append(
      .init(controls: needed, texts: texts, label: cell.options.id ?? "result"))
  }

  // MARK: Pictures

  /// Animations that no control moves.
  private mutating func layOutPictures() {
    for (ordinal, (id, cell, outcome)) in sources.cells.enumerated() {
      let items = outcome.items(outcome.shown, moving: moving[id] ?? [])
      for (index, item) in items.enumerated() where item.content.isAnimation {
        let place = PageStates.Place(cell: cell.node.number, index: index)
        let name = pictureName(ordinal, index, cell, [], [])
        guard states.shownPictures[place] == nil, !takeKept(name, [], place, cell),
          let frames = item.content.frames
        else { continue }
        addPicture(frames.charts, frames, [], 0, place, cell, as: name)
      }
    }
  }

  private mutating func addPicture(
    _ charts: [Chart], _ frames: ShownFrames, _ needed: [Int], _ initial: Int,
    _ place: PageStates.Place, _ cell: Cell, as name: String
  ) {
    var shared = Chart.sharingScales(charts)
    if let alternative = cell.options.alternative {
      for index in shared.indices { shared[index].alternative = alternative }
    }
    let id = Self.identifier(of: place)
    let shown = initial * frames.charts.count + frames.shown
    var picture = PageStates.Picture(
      id: id, name: cell.options.id ?? id, controls: needed, frames: frames.names,
      frameLabel: frames.label, frame: frames.shown, charts: [:], shown: shown,
      family: ChartFamily(shared, shown: shown, id: KeptPictures.placeholder))
    for index in [shown] + states.stills(of: picture).map(\.chart) {
      picture.charts[index] = ChartValue(shared[index])
    }
    keptPictures?.keep(picture, as: name)
    picture.family = KeptPictures.named(picture.family, id)
    append(picture, at: place)
  }

  /// Takes the picture `name` from an earlier build, if it has one.
  private mutating func takeKept(
    _ name: String, _ needed: [Int], _ place: PageStates.Place, _ cell: Cell
  ) -> Bool {
    let id = Self.identifier(of: place)
    guard
      let picture = keptPictures?.picture(
        name, id: id, as: cell.options.id ?? id, controls: needed)
    else { return false }
    append(picture, at: place)
    return true
  }

  private mutating func append(_ picture: PageStates.Picture, at place: PageStates.Place) {
    states.shownPictures[place] = states.pictures.count
    states.pictures.append(picture)
  }

  private static func identifier(of place: PageStates.Place) -> String {
    "c\(place.cell)-\(place.index)"
  }

  /// What a picture depends on beside the cells and what they are given.
  private func pictureName(
    _ ordinal: Int, _ index: Int, _ cell: Cell, _ needed: [Int], _ group: [Int]
  ) -> String {
    "\(ordinal) \(index) \(needed) \(group) \(cell.options.alternative ?? "")"
  }

  private mutating func checkBytes() {
    for sweep in states.sweeps {
      let group = Set(sweep.controls)
      let bytes = states.byteCount { !$0.isEmpty && group.isSuperset(of: $0) }
      guard bytes > PageStates.byteLimit else { continue }
      diagnostics.append(
        .tooManyBytes(sweep.controls, bytes, states, at: controls.sites[sweep.controls[0]].range))
    }
    for picture in states.pictures where picture.controls.isEmpty {
      let bytes = states.bytes(of: picture)
      guard bytes > PageStates.byteLimit,
        let cell = sources.cells.first(where: { picture.id.hasPrefix("c\($0.cell.node.number)-") })
      else { continue }
      diagnostics.append(.animationTooLarge(bytes, at: cell.cell.node.range))
    }
  }
}

/// The charts of a result: one, or the frames of an animation.
struct ShownFrames {
  /// The charts.
  let charts: [Chart]
  /// The names of the frames; none for a chart.
  let names: [String]
  /// What the frames count.
  let label: String
  /// The frame that is shown first.
  let shown: Int
}

extension Assessment.Shown {
  /// The charts, if it is a chart or an animation.
  var frames: ShownFrames? {
    guard case .value(.object(let shown)) = self else { return nil }
    let object = shown.unpacked
    if let chart = object as? ChartValue {
      return ShownFrames(charts: [chart.chart], names: [], label: "", shown: 0)
    }
    if let animation = object as? AnimationValue {
      return ShownFrames(
        charts: animation.charts, names: animation.charts.indices.map { animation.name(of: $0) },
        label: animation.label, shown: animation.shown)
    }
    return nil
  }

  /// Whether it is an animation.
  var isAnimation: Bool {
    if case .value(.object(let object)) = self { object.typeName == "Animation" } else { false }
  }

  /// The text of it.
  var words: String {
    switch self {
    case .value(let value): value.text
    case .printed(let text): text.trimmedEnd
    case .failure(let text): text
    }
  }
}
