import Diagnostics

extension Checker {
  /// Settles what only the whole chapter tells: captures, uses before a value, late changes.
  mutating func settle(_ pieces: [SourcePiece]) {
    let closure = Closure(facts, program.variables)
    for function in program.functions.indices {
      program.functions[function].captures = closure.captured[function].sorted()
      program.functions[function].callees = facts[function].callees.sorted()
      for variable in closure.captured[function] { program.variables[variable].isCaptured = true }
    }
    reportEarlyCalls(closure)
    hintLaterDeclarations()
    reportLateChanges(pieces, closure)
    noteUnchangedGlobals()
    dropNotesOfBrokenPieces()
  }

  /// The facts of each function together with those of all that it calls.
  struct Closure {
    var captured: [Set<VariableID>]
    var reads: [Set<VariableID>]
    var writes: [Set<VariableID>]

    /// - Complexity: O(calls × depth of the call graph), in set operations.
    init(_ facts: [FunctionFacts], _ variables: [TypedVariable]) {
      captured = facts.map(\.captured)
      reads = facts.map(\.globalReads)
      writes = facts.map(\.globalWrites)
      let callees = facts.map { $0.callees.sorted() }
      var hasChanged = true
      while hasChanged {
        hasChanged = false
        // Inner functions have higher numbers: from the end, most chains settle in one pass.
        for function in facts.indices.reversed() {
          for callee in callees[function] where callee != function {
            let needed = captured[callee].filter { variables[$0].owner != function }
            if !needed.isSubset(of: captured[function]) {
              captured[function].formUnion(needed)
              hasChanged = true
            }
            if !reads[callee].isSubset(of: reads[function]) {
              reads[function].formUnion(reads[callee])
              hasChanged = true
            }
            if !writes[callee].isSubset(of: writes[function]) {
              writes[function].formUnion(writes[callee])
              hasChanged = true
            }
          }
        }
      }
    }
  }

  /// Calls of functions that need a variable which has no value yet.
  private mutating func reportEarlyCalls(_ closure: Closure) {
    for call in earlyCalls {
      let needed = closure.captured[call.function].union(closure.reads[call.function])
        .union(closure.writes[call.function])
      let late = needed.sorted().first { id in
        guard declarationOrder[id] > call.order else { return false }
        let variable = program.variables[id]
        return variable.isGlobal ? call.isInCell : call.frames.contains(variable.owner)
      }
      guard let late else { continue }
      let variable = program.variables[late]
      program.pieces[call.piece].diagnostics.append(
        .calledTooEarly(
          program.functions[call.function].name, variable.name, at: call.range,
          declared: variable.range))
    }
  }

  /// Says of unknown names that are declared further down where that is.
  private mutating func hintLaterDeclarations() {
    for use in unknownUses {
      guard scopes[0].names[use.name] != nil, let place = scopes[0].places[use.name],
        let index = program.pieces[use.piece].diagnostics.firstIndex(where: {
          $0.rule == "name.unknown" && $0.range == use.range
        })
      else { continue }
      program.pieces[use.piece].diagnostics[index] = .usedTooEarly(
        use.name, at: use.range, declared: place)
    }
  }

  /// Expressions that read a variable which changes after the cell that follows them.
  private mutating func reportLateChanges(_ pieces: [SourcePiece], _ closure: Closure) {
    var changes: [VariableID: [Int]] = [:]
    for (index, source) in pieces.enumerated() {
      guard case .cell = source.role, let function = program.pieces[index].function else {
        continue
      }
      for variable in closure.writes[function] { changes[variable, default: []].append(index) }
    }
    for (index, source) in pieces.enumerated() {
      guard case .expression = source.role, let function = program.pieces[index].function else {
        continue
      }
      let next = pieces.indices.first { position in
        guard position > index, case .cell = pieces[position].role else { return false }
        return true
      }
      guard let next else { continue }
      for variable in closure.reads[function].sorted()
      where changes[variable]?.contains(where: { $0 > next }) ?? false {
        program.pieces[index].diagnostics.append(
          .changesLater(
            program.variables[variable].name, at: source.text.sourceRange,
            declared: program.variables[variable].range))
      }
    }
  }

  private mutating func noteUnchangedGlobals() {
    // Where anything could not be read, a change may have been missed.
    guard !program.pieces.contains(where: { $0.hasErrors }) else { return }
    for variable in program.variables
    where variable.isGlobal && variable.isMutable && !variable.isReassigned
      && !variable.type.containsError
    {
      if let owner = program.pieces.firstIndex(where: { $0.function == variable.owner }) {
        program.pieces[owner].diagnostics.append(.neverChanged(variable.name, at: variable.range))
      }
    }
  }

  private mutating func dropNotesOfBrokenPieces() {
    for index in program.pieces.indices where program.pieces[index].hasErrors {
      program.pieces[index].diagnostics.removeAll {
        $0.severity == .note && $0.rule.hasPrefix("unused")
      }
    }
  }
}
