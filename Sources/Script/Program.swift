package import Diagnostics
import Tensors

/// One piece of swift-math in a chapter, in the order of the page.
package struct ScriptPiece: Sendable {
  /// What kind of piece it is.
  package enum Role: Sendable {
    /// A constant that the prose defines (`0.1<!-- let rate -->`), with its name and value.
    case given(name: String, Value)
    /// A cell: statements. An isolated one neither sees nor gives anything; one that expects an
    /// error is right if it fails.
    case cell(isIsolated: Bool, expectsError: Bool)
    /// A binding or an inline value: evaluated after all cells, in the finished scope.
    case expression
  }

  /// The identity by which the caller finds the result.
  package let id: Int
  /// What kind of piece it is.
  package let role: Role
  /// The code; for a given value, its name.
  package let text: MappedText

  /// A piece.
  package init(id: Int, role: Role, text: MappedText) {
    self.id = id
    self.role = role
    self.text = text
  }
}

/// The swift-math of one chapter, checked and compiled.
///
/// Everything is checked before anything runs. Errors in expressions do not keep the cells from
/// running; errors in a cell do, unless the cell expects them.
package struct ChapterProgram: Sendable {
  /// What the check found, in the order of the pieces: file ranges.
  package let diagnostics: [Diagnostic]
  /// Whether no cell has an error that it does not expect.
  package let canRun: Bool
  /// The given values that nothing reads, by the identity of their pieces.
  package let unusedGivens: [Int]

  /// The pieces, in the order of the page.
  package let pieces: [ScriptPiece]
  /// The checked code, one entry of `pieces` for each piece.
  package let typed: TypedProgram
  let bytecode: Bytecode
  /// Where the body of each piece is in the bytecode.
  let entries: [Int?]
  let globals: [VariableID: Register]
  /// What the chapter can use without declaring it.
  package let library: LibraryTable
  let limits: Limits
  /// What the chapter may read; nothing, unless who runs it says so.
  package var dataFiles = DataFiles.none

  /// Checks and compiles the pieces of a chapter.
  package init(pieces: [ScriptPiece], library: LibraryTable, limits: Limits = Limits()) {
    // Trees are as deep as expressions are nested, or long; a worker's own stack may be small.
    self = runOnOwnStack {
      let sources = pieces.map {
        SourcePiece(id: $0.id, role: $0.role.source, text: $0.text)
      }
      let typed = TypedProgram(checking: sources, library: library, limits: limits)
      return ChapterProgram(pieces, typed, library, limits)
    }
  }

  /// Compiles pieces that have been checked.
  init(
    _ pieces: [ScriptPiece], _ typed: TypedProgram, _ library: LibraryTable, _ limits: Limits
  ) {
    self.pieces = pieces
    self.typed = typed
    self.library = library
    self.limits = limits
    let failing = Set(
      pieces.filter { piece in
        if case .cell(_, expectsError: true) = piece.role { true } else { false }
      }.map(\.id))
    let compiler = Compiler(typed, library: library)
    var diagnostics: [Diagnostic] = []
    var entries: [Int?] = []
    var canRun = true
    let broken = typed.functionsInNeedOfBrokenOnes
    for (piece, checked) in zip(pieces, typed.pieces) {
      var expectsError = false
      var isCell = false
      if case .cell(_, expectsError: let expects) = piece.role {
        expectsError = expects
        isCell = true
      }
      if !expectsError {
        diagnostics += checked.diagnostics
        if isCell, checked.hasErrors { canRun = false }
      }
      var isWhole = !checked.hasErrors
      if isWhole, let function = checked.function, let cause = broken[function] {
        isWhole = false
        if isCell { canRun = false }
        // Where the function stands in a cell that must fail, nothing else tells of it.
        if !expectsError,
          !typed.pieces.contains(where: { $0.hasErrors && !failing.contains($0.id) })
        {
          diagnostics.append(
            .brokenFunction(typed.functions[cause].name, at: piece.text.sourceRange))
        }
      }
      entries.append(isWhole ? checked.function.map { compiler.compile(piece: $0) } : nil)
    }
    bytecode = compiler.bytecode
    diagnostics += compiler.problems
    let isSound = canRun && compiler.problems.isEmpty
    for fault in isSound ? bytecode.faults(library: library.functions.count) : [] {
      diagnostics.append(
        Diagnostic(
          .error, "script.bytecode", at: pieces.first?.text.sourceRange ?? .at(0),
          "the compiled program is faulty, which is a mistake of mathbook's: \(fault)"))
      canRun = false
    }
    if !compiler.problems.isEmpty { canRun = false }
    self.diagnostics = diagnostics
    self.canRun = canRun
    self.entries = entries
    globals = compiler.globals
    unusedGivens = typed.pieces.filter { piece in
      piece.given.map { !typed.variables[$0].isRead } ?? false
    }.map(\.id)
  }

  /// The result comments of the cell with the identity `id`, in order.
  package func comments(of id: Int) -> [ResultComment] {
    typed.pieces.first { $0.id == id }?.comments ?? []
  }

  /// The bytecode as text.
  package func disassembled() -> String { bytecode.disassembled() }
}

extension ScriptPiece.Role {
  /// The role as the front end takes it.
  var source: SourcePiece.Role {
    switch self {
    case .given(let name, let value): .given(name: name, value.givenType)
    case .cell(let isIsolated, let expectsError):
      .cell(isIsolated: isIsolated, expectsError: expectsError)
    case .expression: .expression
    }
  }
}

extension Value {
  /// The type of a value that the prose gives: a number, a text, or a tensor.
  fileprivate var givenType: ValueType {
    switch self {
    case .tensor(let tensor): .tensor(rank: tensor.rank)
    case .string: .string
    case .bool: .boolean
    default: .double
    }
  }
}
