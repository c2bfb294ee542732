import Diagnostics

/// The changes of one file tried out: what they leave wrong is known before anything is written.
///
/// - Complexity: one assessment of the file for each round; a round refuses at least one change.
struct FixTrial {
  private let mendable: CheckRun.Mendable
  private let accepting: Bool
  private var doubts: [Edit.Doubt?]
  /// How many errors the file has after the changes that are made.
  private(set) var errorsLeft: Int

  /// After so many rounds every change that is in question is refused.
  private static let rounds = 4

  init(_ mendable: CheckRun.Mendable, accepting: Bool) {
    self.mendable = mendable
    self.accepting = accepting
    doubts = mendable.edits.map(\.doubt)
    errorsLeft = mendable.errors.count
  }

  /// All changes, and whether they are made.
  var edits: [(edit: Edit, isMade: Bool)] {
    zip(mendable.edits, doubts).map { edit, doubt in
      var edit = edit
      edit.doubt = doubt
      return (edit, doubt == nil || accepting && !edit.isImpossible)
    }
  }

  /// The changes that are made.
  var made: [Edit] { edits.filter(\.isMade).map(\.edit) }

  /// Refuses changes until the others make nothing wrong that was right.
  mutating func run() {
    for round in 0... {
      guard !made.isEmpty else {
        errorsLeft = mendable.errors.count
        return
      }
      let errors = mendable.errorsIn(FixRun.applying(made, to: mendable.file.bytes))
      errorsLeft = errors.count
      if accepting || !refuse(errors, all: round >= Self.rounds) { return }
    }
  }

  /// Refuses the changes that `errors` speak against; false if there are none.
  private mutating func refuse(_ errors: [Diagnostic], all: Bool) -> Bool {
    var known: Set<String> = []
    for error in mendable.errors { known.insert(error.rule + error.message) }
    let open = mendable.edits.indices.filter { doubts[$0] == nil && mendable.edits[$0].isOfNumber }
    // What a comment that moved shows for the first time, or a change that is refused leaves.
    let others = mendable.edits.indices.filter { !open.contains($0) }
    var hasRefused = false
    for error in errors {
      let isOwn = others.contains { contains(error.range, $0) }
      let touched = open.filter { contains(error.range, $0) }
      if isOwn || touched.isEmpty && known.contains(error.rule + error.message) { continue }
      for index in touched.isEmpty || all ? open : touched where doubts[index] == nil {
        doubts[index] = .unclean(error.message)
        hasRefused = true
      }
    }
    return hasRefused
  }

  /// Whether `range`, after the changes, holds the place of the edit at `index`.
  private func contains(_ range: SourceRange, _ index: Int) -> Bool {
    let place = mendable.edits[index].range
    var shift = 0
    for edit in made where edit.range.start < place.start {
      shift += edit.replacement.utf8.count - (edit.range.end - edit.range.start)
    }
    let start = place.start + shift
    let isMade = doubts[index] == nil
    let length =
      isMade ? mendable.edits[index].replacement.utf8.count : place.end - place.start
    return range.start < start + max(length, 1) && start < range.end
  }
}
