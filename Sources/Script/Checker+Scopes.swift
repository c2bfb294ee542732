import Diagnostics

extension Checker {
  var currentFunction: FunctionID { contexts.last?.function ?? -1 }

  mutating func newFunction(
    _ name: String, isClosure: Bool = false, at range: SourceRange
  ) -> FunctionID {
    program.functions.append(TypedFunction(name: name, range: range, isClosure: isClosure))
    facts.append(FunctionFacts())
    return program.functions.count - 1
  }

  /// Reads `body` in a new block.
  mutating func inScope<Result>(_ body: (inout Checker) -> Result) -> Result {
    scopes.append(Scope(function: currentFunction))
    let result = body(&self)
    leaveScope()
    return result
  }

  /// Ends the innermost block and notes what it declared in vain.
  mutating func leaveScope() {
    let scope = scopes.removeLast()
    let ids = scope.names.values.compactMap { binding -> VariableID? in
      if case .variable(let id) = binding { id } else { nil }
    }
    for id in ids.sorted() { noteUnused(id) }
  }

  private mutating func noteUnused(_ id: VariableID) {
    let variable = program.variables[id]
    guard !variable.type.containsError, !variable.name.hasPrefix("$"),
      !variable.name.hasPrefix("_"),
      !isParameter(id)
    else { return }
    if !variable.isRead {
      report(.unused(variable.name, isMutable: variable.isMutable, at: variable.range))
    } else if variable.isMutable, !variable.isReassigned {
      report(.neverChanged(variable.name, at: variable.range))
    }
  }

  private func isParameter(_ id: VariableID) -> Bool {
    let owner = program.variables[id].owner
    return owner >= 0 && program.functions[owner].parameters.contains(id)
  }

  /// Declares a variable in the innermost block.
  @discardableResult
  mutating func declareVariable(
    _ name: String, _ type: ValueType, isMutable: Bool, isInteger: Bool = false,
    at range: SourceRange
  ) -> VariableID {
    let isGlobal = scopes.last?.isGlobal ?? false
    let id = newVariable(
      name, type, isMutable: isMutable, isInteger: isInteger, isGlobal: isGlobal, at: range)
    declare(name, .variable(id), at: range)
    return id
  }

  /// Makes a variable that has no name in any block.
  mutating func newVariable(
    _ name: String, _ type: ValueType, isMutable: Bool = false, isInteger: Bool = false,
    isGlobal: Bool = false, at range: SourceRange
  ) -> VariableID {
    var variable = TypedVariable(
      name: name, type: type, range: range, owner: currentFunction, isGlobal: isGlobal,
      isMutable: isMutable)
    // The test is one of numbers; of an optional and of many values it is left out.
    variable.isInteger = isInteger && type == .double
    program.variables.append(variable)
    let id = program.variables.count - 1
    if variable.isInteger { swiftNumbers[id] = .integer }
    if !isGlobal, currentFunction >= 0 { program.functions[currentFunction].locals.append(id) }
    order += 1
    declarationOrder.append(order)
    return id
  }

  /// Makes a temporary of the current function.
  mutating func temporary(_ type: ValueType, at range: SourceRange) -> VariableID {
    let id = newVariable("$\(program.variables.count)", type, at: range)
    program.variables[id].isRead = true
    return id
  }

  /// Whether a name declared here must differ from those of the other cells.
  var seesOtherCells: Bool { (scopes.last?.isGlobal ?? false) && !allowsRedeclaring }

  /// Gives `name` its meaning in the innermost block, unless it has one.
  mutating func declare(_ name: String, _ binding: Binding, at range: SourceRange) {
    guard name != "_", let last = scopes.indices.last else { return }
    if let earlier = scopes[last].names[name] ?? (seesOtherCells ? scopes[0].names[name] : nil) {
      if case .broken = earlier {
        scopes[last].names[name] = binding
        return
      }
      if case .broken = binding { return }
      let place = scopes[last].places[name] ?? scopes[0].places[name]
      let isOtherCell = scopes[last].places[name] == nil
      if isOtherCell, let place, isGiven(earlier) {
        report(.givenAgain(name, at: place, cell: range))
      } else {
        report(.redeclared(name, isOtherCell: isOtherCell, at: range, before: place))
      }
      // The new meaning counts from here on, so that its uses are judged by it.
      scopes[last].names[name] = binding
      return
    }
    scopes[last].names[name] = binding
    scopes[last].places[name] = range
  }

  /// Whether prose defines `binding`.
  private func isGiven(_ binding: Binding) -> Bool {
    guard case .variable(let id) = binding else { return false }
    return program.pieces.contains { $0.given == id }
  }

  /// What `name` means here, and the method whose member it is.
  enum Meaning {
    case binding(Binding)
    /// A field, method or property of `self`.
    case member(declaration: Int)
  }

  func lookUp(_ name: String) -> Meaning? {
    for scope in scopes.reversed() {
      if let binding = scope.names[name] { return .binding(binding) }
      if let method = scope.method, let owner = declarations[method].owner,
        isMember(name, of: owner)
      {
        return .member(declaration: method)
      }
    }
    return nil
  }

  func isMember(_ name: String, of type: ValueType) -> Bool {
    if members[type]?[name] != nil { return true }
    if case .structure(let index, _) = type {
      return program.structures[index].fields.contains { $0.name == name }
    }
    return false
  }

  /// Every name that is visible here, inner ones first; for suggestions.
  var visibleNames: [String] {
    var result: [String] = []
    for scope in scopes.reversed() { result += scope.names.keys.sorted() }
    return result
  }

  // MARK: uses

  /// Notes that the current function reads or assigns the variable.
  mutating func use(_ id: VariableID, isWrite: Bool, at range: SourceRange) {
    let variable = program.variables[id]
    if isWrite {
      program.variables[id].isReassigned = true
    } else {
      program.variables[id].isRead = true
    }
    guard currentFunction >= 0 else { return }
    if variable.isGlobal {
      if isWrite {
        facts[currentFunction].globalWrites.insert(id)
      } else {
        facts[currentFunction].globalReads.insert(id)
      }
    } else if variable.owner != currentFunction {
      program.variables[id].isCaptured = true
      facts[currentFunction].captured.insert(id)
    }
    if !isWrite, flow.uninitialised.contains(id) {
      report(.uninitialised(variable.name, at: range))
      flow.uninitialised.remove(id)
    }
  }

  /// A use of the variable as a value.
  mutating func read(_ id: VariableID, at range: SourceRange) -> TypedExpression {
    use(id, isWrite: false, at: range)
    return TypedExpression(.variable(id), program.variables[id].type, at: range)
  }

  /// Notes that the current function calls or names a function.
  mutating func useFunction(_ id: FunctionID, at range: SourceRange) {
    guard currentFunction >= 0 else { return }
    facts[currentFunction].callees.insert(id)
    order += 1
    var frames: [FunctionID] = []
    for context in contexts.reversed() {
      frames.append(context.function)
      if !context.isClosure { break }
    }
    let isInCell = contexts.first?.isCell ?? false && frames.count == contexts.count
    earlyCalls.append(
      EarlyCall(
        function: id, order: order, frames: frames, isInCell: isInCell, range: range, piece: piece))
  }
}
