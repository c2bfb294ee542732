package import Diagnostics

extension ChapterProgram {
  /// A constant or variable that a cell declares for the whole chapter.
  package struct DeclaredName: Sendable {
    /// The name.
    package let name: String
    /// Where it is declared.
    package let range: SourceRange
    /// Whether a statement, binding or computed value reads it.
    package let isRead: Bool
    /// Whether it is one number.
    package let isNumber: Bool
    /// Whether it is a vector.
    package let isVector: Bool
  }

  /// What the cells declare for the whole chapter, in order; not functions, and not what prose gives.
  package var declaredNames: [DeclaredName] {
    let givens = Set(typed.pieces.compactMap(\.given))
    return typed.variables.enumerated().compactMap { id, variable in
      guard variable.isGlobal, !givens.contains(id), !variable.name.hasPrefix("$") else {
        return nil
      }
      var isVector = false
      if case .tensor(let rank) = variable.type { isVector = rank == 1 }
      return DeclaredName(
        name: variable.name, range: variable.range, isRead: variable.isRead,
        isNumber: variable.type == .double, isVector: isVector)
    }
  }
}
