import Diagnostics

/// Runs put together from what an earlier one gave: for a cache.
extension ChapterRun {
  /// The run that gave `cells` and `outcomes`, without an error.
  package init(cells: [Cell], outcomes: [Int: Outcome]) {
    self.cells = cells
    self.outcomes = outcomes
  }
}

extension ChapterRun.Cell {
  /// A cell that ended so and showed this.
  package static func restored(
    id: Int, _ ending: ChapterRun.Ending, _ shown: [ShownEntry], _ comments: [ResultComment]
  ) -> ChapterRun.Cell {
    ChapterRun.Cell(id: id, ending: ending, shown: shown, comments: comments)
  }
}

extension ShownEntry {
  /// What a statement showed; where it stands in the file is no longer known.
  package static func restored(_ content: Content, statement: Int) -> ShownEntry {
    ShownEntry(content, at: .at(0), statement: statement)
  }
}

extension StateResult {
  /// A state that showed and gave this, without an error.
  package init(shown: [Int: [ShownEntry]], values: [Int: Value]) {
    self.shown = shown
    self.values = values
  }
}
