import Diagnostics

extension TypedProgram {
  /// Functions that the check found a mistake in, or that call one: each with the one that has it.
  /// Bytecode is made of none of them, for their trees have holes.
  var functionsInNeedOfBrokenOnes: [FunctionID: FunctionID] {
    guard pieces.contains(where: \.hasErrors) else { return [:] }
    var result: [FunctionID: FunctionID] = [:]
    for id in functions.indices where functions[id].body.contains(where: \.hasHole) {
      result[id] = id
    }
    while true {
      let count = result.count
      for id in functions.indices where result[id] == nil {
        if let cause = functions[id].callees.lazy.compactMap({ result[$0] }).first {
          result[id] = cause
        }
      }
      if result.count == count { return result }
    }
  }
}

extension TypedStatement {
  /// Whether an expression in it could not be read.
  fileprivate var hasHole: Bool {
    func hasHole(_ expression: TypedExpression) -> Bool {
      expression.type.containsError || expression.children.contains(where: hasHole)
    }
    return expressions.contains(where: hasHole) || statements.contains(where: \.hasHole)
  }
}

extension Diagnostic {
  /// A piece calls a function of a cell that must fail.
  static func brokenFunction(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "function.broken", at: range,
      "'\(name)' has a mistake, so nothing that calls it can run",
      hints: ["it stands in a cell that must fail: declare it in another one"])
  }
}
