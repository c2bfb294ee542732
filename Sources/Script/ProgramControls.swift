package import Diagnostics

/// Where a chapter's controls stand, and what depends on each.
///
/// Dependence is read off the checked tree, statement by statement: a statement depends on what it
/// reads, itself or through functions that it calls; a variable on all statements that give it a
/// value. So the controls that one result needs are known before anything runs.
package struct ChapterControls: Sendable {
  /// One control.
  package struct Site: Sendable {
    /// The constant that holds its value.
    package let name: String
    /// The place of its call.
    package let range: SourceRange
    /// The identity of the cell in which it stands.
    package let piece: Int
    /// The statement of the cell.
    package let statement: Int
  }

  /// The controls in the order of the page.
  package private(set) var sites: [Site] = []
  /// Controls that stand where none can be.
  package private(set) var diagnostics: [Diagnostic] = []
  /// The controls that each top-level statement of a cell depends on, by the cell's identity.
  package private(set) var statements: [Int: [Set<Int>]] = [:]
  /// The controls that each expression depends on, by its identity.
  package private(set) var expressions: [Int: Set<Int>] = [:]

  /// What each statement reads and gives values to, in the order of the page.
  private(set) var units: [Unit] = []

  /// One top-level statement.
  struct Unit {
    let piece: Int
    let index: Int
    var reads: Set<VariableID> = []
    var writes: Set<VariableID> = []
    var controls: Set<Int> = []
  }

  init(_ typed: TypedProgram, _ library: LibraryTable) {
    guard library.functions.contains(where: \.isControl) else { return }
    var walker = DependenceWalker(typed, library)
    for (piece, checked) in typed.pieces.enumerated() {
      guard let function = checked.function, typed.functions[function].name == "cell" else {
        continue
      }
      for (index, statement) in typed.functions[function].body.enumerated() {
        var unit = Unit(piece: piece, index: index)
        let own = Self.sites(in: statement, typed, library, checked.id, index)
        for site in own {
          unit.controls.insert(sites.count)
          sites.append(site)
        }
        walker.collect(statement)
        (unit.reads, unit.writes) = (walker.reads, walker.writes)
        for call in walker.controls where !own.contains(where: { $0.range == call }) {
          diagnostics.append(.misplacedControl(at: call))
        }
        units.append(unit)
      }
    }
    guard !sites.isEmpty else { return }
    let taints = spread()
    for unit in units {
      statements[typed.pieces[unit.piece].id, default: []].append(unit.controls)
    }
    for checked in typed.pieces {
      guard let function = checked.function, typed.functions[function].name != "cell" else {
        continue
      }
      for statement in typed.functions[function].body { walker.collect(statement) }
      expressions[checked.id] = walker.reads.reduce(into: []) { $0.formUnion(taints[$1] ?? []) }
      for call in walker.controls { diagnostics.append(.misplacedControl(at: call)) }
    }
  }

  /// The controls that are the whole value of a constant: `let rate = slider(…)`.
  private static func sites(
    in statement: TypedStatement, _ typed: TypedProgram, _ library: LibraryTable, _ piece: Int,
    _ index: Int
  ) -> [Site] {
    switch statement.kind {
    case .group(let parts): return parts.flatMap { sites(in: $0, typed, library, piece, index) }
    case .declare(let variable, let value?):
      var value = value
      while case .convert(_, let inner) = value.kind { value = inner }
      guard case .callLibrary(let entry, _) = value.kind, library.functions[entry].isControl,
        !typed.variables[variable].isMutable
      else { return [] }
      return [
        Site(
          name: typed.variables[variable].name, range: value.range, piece: piece, statement: index)
      ]
    default: return []
    }
  }

  /// Carries the controls from statements to what they give values to, and on to what reads that,
  /// until nothing changes; gives the controls of each variable.
  private mutating func spread() -> [VariableID: Set<Int>] {
    var taints: [VariableID: Set<Int>] = [:]
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in units.indices {
        var controls = units[index].controls
        for variable in units[index].reads { controls.formUnion(taints[variable] ?? []) }
        // A variable that changes in steps is computed again from the first one on.
        for variable in units[index].writes { controls.formUnion(taints[variable] ?? []) }
        if controls != units[index].controls {
          units[index].controls = controls
          hasChanged = true
        }
        for variable in units[index].writes where !controls.isSubset(of: taints[variable] ?? []) {
          taints[variable, default: []].formUnion(controls)
          hasChanged = true
        }
      }
    }
    return taints
  }

  /// The statements to run again when `controls` move: those that depend on them, and all that
  /// give a value to a variable which such a statement reads and which changes on the way.
  func slice(for controls: Set<Int>) -> Set<Int> {
    var slice = Set(units.indices.filter { !units[$0].controls.isDisjoint(with: controls) })
    var writers: [VariableID: Set<Int>] = [:]
    for (index, unit) in units.enumerated() {
      for variable in unit.writes { writers[variable, default: []].insert(index) }
    }
    var waiting = Array(slice)
    while let next = waiting.popLast() {
      for variable in units[next].reads.union(units[next].writes) {
        guard let all = writers[variable], all.count > 1 else { continue }
        for index in all where slice.insert(index).inserted { waiting.append(index) }
      }
    }
    return slice
  }
}

/// Collects what a statement reads, gives values to and calls, through all functions that it uses.
private struct DependenceWalker {
  let typed: TypedProgram
  let library: LibraryTable
  private(set) var reads: Set<VariableID> = []
  private(set) var writes: Set<VariableID> = []
  /// The places of calls of controls.
  private(set) var controls: [SourceRange] = []
  private var seen: Set<FunctionID> = []
  /// What lives in the frames of functions that are called: nothing of it outlives the statement.
  private var locals: Set<VariableID> = []

  init(_ typed: TypedProgram, _ library: LibraryTable) {
    self.typed = typed
    self.library = library
  }

  mutating func collect(_ statement: TypedStatement) {
    (reads, writes, controls, seen, locals) = ([], [], [], [], [])
    visit(statement)
    reads.subtract(locals)
    writes.subtract(locals)
  }

  private mutating func visit(_ statement: TypedStatement) {
    switch statement.kind {
    case .declare(let variable, _): writes.insert(variable)
    case .assign(let place, _), .update(let place, _, _):
      writes.insert(place.variable)
      reads.insert(place.variable)
    default: break
    }
    for expression in statement.expressions { visit(expression) }
    for inner in statement.statements { visit(inner) }
  }

  private mutating func visit(_ expression: TypedExpression) {
    switch expression.kind {
    case .variable(let id): reads.insert(id)
    case .call(let function, _), .functionValue(let function): enter(function)
    case .callMutating(let function, let place, _):
      enter(function)
      reads.insert(place.variable)
      writes.insert(place.variable)
    case .callLibraryMutating(_, let place, _):
      reads.insert(place.variable)
      writes.insert(place.variable)
    case .callLibrary(let entry, _):
      if library.functions[entry].isControl { controls.append(expression.range) }
    default: break
    }
    for child in expression.children { visit(child) }
  }

  private mutating func enter(_ function: FunctionID) {
    guard seen.insert(function).inserted else { return }
    locals.formUnion(typed.functions[function].locals)
    for statement in typed.functions[function].body { visit(statement) }
  }
}

extension Diagnostic {
  /// A control that is not the value of a constant at the top of a cell.
  fileprivate static func misplacedControl(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "control.place", at: range, "a control is the value of a constant of its own",
      hints: ["write 'let name = …' with the control alone, outside of functions and loops"])
  }
}
