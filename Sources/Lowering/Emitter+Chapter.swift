import Diagnostics
import Script
import Tensors

extension Emitter {
  /// The file of a chapter: its types, and one function with its cells and what the prose states.
  func chapter(_ chapter: EjectableChapter, named type: String) -> String {
    var body: [String] = []
    let cells = Dictionary(uniqueKeysWithValues: chapter.run.cells.map { ($0.id, $0) })
    for (piece, checked) in zip(chapter.program.pieces, program.pieces) {
      switch piece.role {
      case .given(_, let value):
        if let id = checked.given { body += given(id, value) }
      case .cell(let isIsolated, let expectsError):
        guard let cell = cells[piece.id] else { continue }
        let line = file.position(at: piece.text.sourceRange.start).line
        guard chapter.isWritten(cell), let function = checked.function else {
          body += ["", "// \(fileName):\(line): the cell has the mistake that it expects."]
          continue
        }
        body += ["", "// \(fileName):\(line)", "beginCell()"]
        current = function
        let lines = block(self.function(function).body, children(of: function))
        if expectsError {
          checkUses(of: function)
          body += ["expectingError {"] + lines.map(indented) + ["}"]
        } else if isIsolated {
          body += ["do {"] + lines.map(indented) + ["}"]
        } else {
          body += lines
        }
      case .expression: break
      }
    }
    let stated = statedValues(chapter)
    if !stated.isEmpty { body += ["", "// What stands behind the numbers of the prose."] + stated }
    var lines = ["import \(LoweredPackage.runtime)", "", "/// The cells of \(fileName) as Swift."]
    let types = typeDeclarations()
    lines += ["enum \(type) {"] + types.map(indented)
    lines += ["  static func run() {"] + body.map { indented(indented($0)) }
    // A chapter without cells has no place to come back from.
    if body.contains(where: { $0.contains("#sourceLocation(file") }) {
      lines.append("#sourceLocation()")
    }
    lines.append("  }")
    for wrapper in ownWrappers { lines += ["", indented(wrapper.trimmingNewlines)] }
    lines += ["}", ""]
    return lines.joined(separator: "\n")
  }

  private func given(_ id: VariableID, _ value: Value) -> [String] {
    let head = declaration(of: id)
    switch value {
    case .double(let number): return ["\(head) = \(literal(number).text)"]
    case .bool(let truth): return ["\(head) = \(truth)"]
    case .string(let text): return ["\(head) = \(text.debugDescription)"]
    case .tensor(let tensor): return ["\(head) = \(given(tensor.shape.sizes, tensor.values[...]))"]
    default:
      report("given", "a given value of this kind has no form in Swift yet", at: variable(id).range)
      return []
    }
  }

  private func given(_ sizes: [Int], _ values: ArraySlice<Double>) -> String {
    if sizes.count <= 1 {
      return "Vector([\(values.map { literal($0).text }.joined(separator: ", "))])"
    }
    let size = sizes.dropFirst().reduce(1, *)
    let rows = (0..<sizes[0]).map { row in
      given(Array(sizes.dropFirst()), values.dropFirst(row * size).prefix(size))
    }
    return "Tensor(rows: [\(rows.joined(separator: ", "))])"
  }

  private func statedValues(_ chapter: EjectableChapter) -> [String] {
    var lines: [String] = []
    for (piece, checked) in zip(chapter.program.pieces, program.pieces) {
      guard case .expression = piece.role, chapter.run.value(of: piece.id) != nil,
        let id = checked.function, case .returning(let value?)? = function(id).body.first?.kind
      else { continue }
      lines.append("beginCell()")
      current = id
      for child in children(of: id) { declare(child, &lines) }
      mark(piece.text.sourceRange, &lines)
      let text = text(value)
      lines.append("state(\(toValue(text, value.type)))")
    }
    return lines
  }

  /// What a cell declares that must fail is gone with it.
  private func checkUses(of cell: FunctionID) {
    for id in program.variables.indices
    where program.variables[id].isGlobal && program.variables[id].owner == cell {
      for other in program.functions.indices where other != cell {
        var owner: FunctionID? = other
        while let next = owner, next != cell { owner = analysis.parents[next] }
        guard owner != cell else { continue }
        if function(other).body.contains(where: { $0.names(id) }) {
          report(
            "failing-cell",
            "'\(variable(id).name)' is declared in a cell that must fail, and used outside of it",
            at: variable(id).range, hints: ["declare it in a cell that does not fail"])
        }
      }
    }
  }
}

extension String {
  /// The text without line breaks at its end.
  fileprivate var trimmingNewlines: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}

extension TypedStatement {
  fileprivate func names(_ id: VariableID) -> Bool {
    func names(_ expression: TypedExpression) -> Bool {
      if case .variable(id) = expression.kind { return true }
      return expression.children.contains(where: names)
    }
    return expressions.contains(where: names) || statements.contains { $0.names(id) }
  }
}
