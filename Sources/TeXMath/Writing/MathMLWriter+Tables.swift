extension MathMLWriter {
  /// Rows and columns, with their delimiters.
  mutating func table(_ table: MathTable, numbers: [String?] = [], identifiers: [String?] = []) {
    if table.left != nil || table.right != nil {
      return fenced(table.left, table.right, isPadded: false) { $0.body(of: table, [], []) }
    }
    body(of: table, numbers, identifiers)
  }

  private mutating func body(
    of table: MathTable, _ numbers: [String?], _ identifiers: [String?]
  ) {
    let rule = EnvironmentTable.rules[table.environment]
    let cellSize: MathSize
    switch table.form {
    case .aligned, .gathered: cellSize = .display
    case .small, .stack: cellSize = size == .scriptScript ? .scriptScript : .script
    case .matrix, .cases:
      cellSize =
        rule?.isDisplay == true ? .display : size == .display ? .text : size
    }
    output.append("<mtable")
    let isNumbered = numbers.contains { $0 != nil }
    openTable(table, isNumbered: isNumbered, cellSize)
    output.append(">")
    let columns = table.columnCount
    for (index, row) in table.rows.enumerated() {
      let isLast = index == table.rows.count - 1
      output.append("<mtr")
      if row.linesAbove > 0 {
        output.append(isLast && table.linesBelow > 0 ? " class=\"ht hb\"" : " class=\"ht\"")
      } else if isLast, table.linesBelow > 0 {
        output.append(" class=\"hb\"")
      }
      if index < identifiers.count, let identifier = identifiers[index] {
        output.append(" id=\"")
        output.append(escaping: identifier)
        output.append("\"")
      }
      output.append(">")
      if isNumbered { output.append("<mtd class=\"fill\"></mtd>") }
      for column in 0..<max(columns, 1) {
        cell(table, row, index, column, cellSize)
      }
      if isNumbered {
        output.append("<mtd class=\"fill eqno\">")
        if index < numbers.count, let number = numbers[index] {
          output.append("<mtext>")
          output.append(escaping: number)
          output.append("</mtext>")
        }
        output.append("</mtd>")
      }
      output.append("</mtr>")
    }
    output.append("</mtable>")
  }

  private mutating func openTable(_ table: MathTable, isNumbered: Bool, _ cellSize: MathSize) {
    switch table.form {
    case .matrix:
      if table.environment.hasSuffix("array") { output.append(" class=\"ar\"") }
    case .small, .stack: output.append(" class=\"sm\"")
    case .cases: output.append(" class=\"ca\"")
    case .aligned:
      output.append(isNumbered ? " class=\"al nu\"" : " class=\"al\"")
    case .gathered:
      output.append(isNumbered ? " class=\"ga nu\"" : " class=\"ga\"")
    }
    if cellSize == .display { output.append(" displaystyle=\"true\"") }
    if cellSize == .script, size != .script { output.append(" scriptlevel=\"1\"") }
  }

  private mutating func cell(
    _ table: MathTable, _ row: MathTable.Row, _ index: Int, _ column: Int, _ cellSize: MathSize
  ) {
    output.append("<mtd")
    var classes = ""
    switch (table.form, alignment(table, index, column)) {
    case (.aligned, .right) where column.isMultiple(of: 2): break
    case (.aligned, .left) where !column.isMultiple(of: 2): break
    case (.cases, .left): break
    case (.aligned, .center), (.cases, .center): classes = "c"
    case (_, .left): classes = "l"
    case (_, .right): classes = "r"
    case (_, .center): break
    }
    if table.columnLines.contains(column) { classes += classes.isEmpty ? "vl" : " vl" }
    if column == table.columnCount - 1, table.columnLines.contains(column + 1) {
      classes += classes.isEmpty ? "vr" : " vr"
    }
    if !classes.isEmpty {
      output.append(" class=\"")
      output.append(text: classes)
      output.append("\"")
    }
    if column == 0, row.gapBelow != 0 {
      output.append(" style=\"padding-bottom:calc(.5ex + ")
      output.append(text: Self.em(row.gapBelow))
      output.append(")\"")
    }
    output.append(">")
    if column < row.cells.count {
      // `&=` and `&+`: what follows an alignment mark has something to its left.
      let follows = table.form == .aligned && !column.isMultiple(of: 2)
      at(cellSize) { _ = $0.row(row.cells[column], previous: follows ? .ordinary : nil) }
    }
    output.append("</mtd>")
  }

  private func alignment(_ table: MathTable, _ row: Int, _ column: Int) -> MathTable.Alignment {
    if table.environment.hasPrefix("multline"), table.rows.count > 1 {
      return row == 0 ? .left : row == table.rows.count - 1 ? .right : .center
    }
    return table.alignment(ofColumn: column)
  }
}
