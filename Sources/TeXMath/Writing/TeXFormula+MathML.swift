package import Markup

extension TeXFormula {
  /// Writes the formula as MathML Core, for a page that has `MathStyle.css`.
  ///
  /// A display with a number, tag or id is wrapped in `<div class="equation">`, with the number in
  /// `<span class="eqno">`; the rows of a numbered alignment carry theirs in the table.
  package func writeMathML(
    into output: inout OutputBuffer, options: MathOptions = MathOptions()
  ) {
    var writer = MathMLWriter(
      capacity: 8 * source.utf8.count + 96, isDisplay: isDisplay, options: options)
    writer.write(self)
    writer.output.withBytes { output.bytes.append(contentsOf: $0) }
  }

  /// The number of each line as it is printed, with its parentheses.
  func printedNumbers(_ options: MathOptions) -> [String?] {
    equations.indices.map { (index: Int) -> String? in
      if let tag = equations[index].tag {
        return equations[index].tagHasParentheses ? "(\(tag))" : tag
      }
      return index < options.numbers.count ? options.numbers[index].map { "(\($0))" } : nil
    }
  }

  /// The lines of a display that is broken by `\\` outside of a table.
  var lines: [MathTable.Row] {
    var rows: [MathTable.Row] = []
    var line: [MathNode] = []
    for node in nodes {
      if node.kind == .lineBreak {
        rows.append(MathTable.Row([line]))
        line = []
      } else {
        line.append(node)
      }
    }
    if !line.isEmpty { rows.append(MathTable.Row([line])) }
    return rows
  }
}

extension MathMLWriter {
  /// Writes `formula` with the element around it, and its number if that stands beside it.
  fileprivate mutating func write(_ formula: TeXFormula) {
    let numbers = formula.printedNumbers(options)
    let isRowNumbered = formula.equations.count > 1
    let isWrapped =
      formula.isDisplay && !isRowNumbered
      && (numbers.contains { $0 != nil } || options.identifiers.contains { $0 != nil })
    if isWrapped {
      output.append(options.isInParagraph ? "<span" : "<div")
      output.append(" class=\"equation\"")
      if let identifier = options.identifiers.first ?? nil {
        output.append(" id=\"")
        output.append(escaping: identifier)
        output.append("\"")
      }
      output.append(">")
    }
    output.append("<math")
    if formula.isDisplay { output.append(" display=\"block\"") }
    if options.includesSource, formula.source.utf8.count > 1 {
      output.append(" alttext=\"")
      output.append(escaping: formula.source)
      output.append("\"")
    }
    output.append(">")
    body(of: formula, isRowNumbered ? numbers : [])
    output.append("</math>")
    guard isWrapped else { return }
    if let number = numbers.first ?? nil {
      output.append("<span class=\"eqno\">")
      output.append(escaping: number)
      output.append("</span>")
    }
    output.append(options.isInParagraph ? "</span>" : "</div>")
  }

  private mutating func body(of formula: TeXFormula, _ numbers: [String?]) {
    let nodes = formula.nodes
    if nodes.count == 1 {
      switch nodes[0].kind {
      case .identifier, .number, .error:
        _ = row(nodes)
        return
      case .table(let table) where !numbers.isEmpty:
        self.table(table, numbers: numbers, identifiers: options.identifiers)
        return
      default: break
      }
    }
    if formula.isDisplay, nodes.contains(where: { $0.kind == .lineBreak }) {
      table(MathTable("gathered", form: .gathered, rows: formula.lines))
      return
    }
    // Without a row of its own Firefox breaks lines inside the formula.
    let start = output.count
    if row(nodes) != 1 { wrap(from: start) }
  }
}
