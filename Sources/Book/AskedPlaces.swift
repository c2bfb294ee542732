import Claims
import Diagnostics
import Markdown

/// The places of a document that a run over changed lines asks about: those lines, and what is stated
/// elsewhere and depends on them.
struct AskedPlaces: Sendable {
  private let changes: ChangedLines
  private let file: SourceFile
  /// What depends on changed lines and stands on others.
  private var dependent: [SourceRange] = []

  /// The changed lines of `file`.
  init(_ changes: ChangedLines, _ file: SourceFile) {
    self.changes = changes
    self.file = file
  }

  /// Whether nothing of the document is asked about.
  var isEmpty: Bool { dependent.isEmpty && !changes.touches(file.path) }

  /// Whether what stands at `range` is asked about.
  func touches(_ range: SourceRange) -> Bool {
    changes.touches(file, range)
      || dependent.contains { $0.start <= range.end && range.start <= $0.end }
  }

  /// A calculation is asked about if a line of either side changed; a total, if a row did.
  mutating func add(_ calculation: Calculation) {
    let whole = calculation.left.union(calculation.range).union(calculation.right)
    let isTouched =
      calculation.kind == .tableCell
      ? changes.touchesBlock(file, whole) : changes.touches(file, whole)
    guard isTouched else { return }
    let place = calculation.place(in: file)
    if !changes.touches(file, place) { dependent.append(place) }
  }

  /// Where a cell, a given or the data of a chapter changed, all that it computes is asked about.
  mutating func add(_ parts: ChapterParts, _ claims: ClaimReader, _ data: DataFolder) {
    let hasNewValues =
      changes.impoverishes(file.path)
      || parts.cells.contains { changes.touchesBlock(file, $0.node.range) }
      || claims.givens.contains { changes.touches(file, $0.range.union($0.nameRange)) }
      || readsChanged(data, parts)
    guard hasNewValues else { return }
    dependent += claims.claims.map { $0.range.union($0.expression.sourceRange) }
    dependent += parts.cells.map(\.node.range) + parts.inlineValues.map(\.node.range)
  }

  /// Whether a cell reads a data file that changed, or that is gone.
  private func readsChanged(_ data: DataFolder, _ parts: ChapterParts) -> Bool {
    guard changes.hasData else { return false }
    var isHidden = false
    for cell in parts.cells {
      for name in DataFolder.calls(in: cell.node.literal.bytes, isHidden: &isHidden) {
        guard let name else {
          if changes.touchesData(below: data.folder) { return true }
          continue
        }
        let beside = Files.join(Files.join(data.folder, data.place), name)
        if changes.touches(beside) || changes.touches(Files.join(data.folder, name)) { return true }
      }
    }
    return false
  }
}
