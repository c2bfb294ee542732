import Markup

extension DisplayText {
  private var plain: PlainText {
    PlainText(size: size == .display ? .text : size, options: options)
  }

  /// A copy for scripts.
  private var script: DisplayText {
    var copy = self
    copy.size = .script
    return copy
  }

  /// The box of one node.
  func box(_ node: MathNode) -> TextBox {
    switch node.kind {
    case .fraction(let fraction): return self.fraction(fraction, node)
    case .root(let radicand, let index): return root(radicand, index, node)
    case .scripts(let scripts): return self.scripts(scripts, node)
    case .fenced(let left, let right, let nodes): return fenced(left, right, nodes)
    case .accent(let accent, let nodes): return self.accent(accent, nodes, label: nil, node)
    case .stack(let stack): return self.stack(stack, node)
    case .table(let table): return self.table(table)
    case .group(let nodes), .color(_, let nodes), .textSize(_, let nodes), .classed(_, let nodes),
      .link(_, let nodes), .raised(_, let nodes):
      return box(nodes)
    case .style(let size, let nodes):
      var copy = self
      if size == .script || size == .scriptScript { copy.size = .script }
      return copy.box(nodes)
    case .enclosed(.box, let nodes): return framed(box(nodes))
    case .enclosed(.colorBox, let nodes): return box(nodes)
    case .choice(let sizes): return box(sizes.first ?? [])
    default: return TextBox(plain.text(node))
    }
  }

  // MARK: Fractions and roots

  private func fraction(_ fraction: MathNode.Fraction, _ node: MathNode) -> TextBox {
    guard size == .display, fraction.form != .text, fraction.form != .slanted else {
      return TextBox(plain.text(node))
    }
    let above = box(fraction.numerator)
    let below = box(fraction.denominator)
    let width = max(above.width, below.width)
    guard fraction.hasLine else {
      let stacked = TextBox.column([above, TextBox(""), below], level: 1)
      return delimited(fraction.left, stacked, fraction.right)
    }
    let bar = TextBox(String(repeating: "─", count: width + 2))
    let stacked = TextBox.column([above, bar, below], level: 1)
    return delimited(fraction.left, stacked, fraction.right)
  }

  private func root(
    _ radicand: [MathNode], _ index: [MathNode]?, _ node: MathNode
  ) -> TextBox {
    let inner = box(radicand)
    guard inner.height > 1 else { return TextBox(plain.text(node)) }
    // A slope as high as the content, under a line.
    let height = inner.height
    var lines = [
      String(repeating: " ", count: height + 1) + String(repeating: "_", count: inner.width + 1)
    ]
    for (row, line) in inner.lines.enumerated() {
      let before = String(repeating: " ", count: height - row)
      let slope = row == height - 1 ? "╲╱" : before + "╱"
      lines.append(slope + String(repeating: " ", count: row) + " " + line)
    }
    let result = TextBox(lines: lines, baseline: inner.baseline + 1)
    guard let index else { return result }
    let degree = TextBox(plain.script(index))
    let placed = TextBox(
      lines: Array(repeating: "", count: result.height - 2) + [degree.lines[0], ""],
      baseline: result.baseline)
    return TextBox.row([placed, result])
  }

  // MARK: Fences

  private func fenced(_ left: String?, _ right: String?, _ nodes: [MathNode]) -> TextBox {
    // A middle delimiter is as tall as all parts together.
    var parts: [TextBox] = []
    var bars: [String] = []
    var part: [MathNode] = []
    for node in nodes {
      if case .delimiter(let symbol, _, 0) = node.kind {
        parts.append(box(part))
        bars.append(symbol)
        part = []
      } else {
        part.append(node)
      }
    }
    parts.append(box(part))
    let above = parts.reduce(0) { max($0, $1.baseline) }
    let below = parts.reduce(0) { max($0, $1.depth) }
    let tall = parts.map { $0.raised(above: above, below: below) }
    var row = [tall[0]]
    for (symbol, box) in zip(bars, tall.dropFirst()) {
      row += [
        TextBox(" "), TextBox.delimiter(symbol, for: tall[0], isLeft: false), TextBox(" "), box,
      ]
    }
    return delimited(left, TextBox.row(row), right)
  }

  /// `content` between delimiters of its height.
  func delimited(_ left: String?, _ content: TextBox, _ right: String?) -> TextBox {
    var row: [TextBox] = []
    if let left { row.append(TextBox.delimiter(left, for: content, isLeft: true)) }
    row.append(content)
    if let right { row.append(TextBox.delimiter(right, for: content, isLeft: false)) }
    return TextBox.row(row)
  }

  private func framed(_ content: TextBox) -> TextBox {
    let line = String(repeating: "─", count: content.width + 2)
    let lines = ["┌\(line)┐"] + content.lines.map { "│ \($0) │" } + ["└\(line)┘"]
    return TextBox(lines: lines, baseline: content.baseline + 1)
  }

  // MARK: Scripts

  private func scripts(_ scripts: MathNode.Scripts, _ node: MathNode) -> TextBox {
    if case .accent(let accent, let nodes) = scripts.base.kind, accent.isBrace {
      return self.accent(accent, nodes, label: scripts.sup ?? scripts.sub, node)
    }
    let hasLimits =
      scripts.placement == .limits
      || (scripts.placement == .automatic && size == .display
        && MathMLWriter.wantsLimits(scripts.base))
    if hasLimits { return limits(scripts) }
    let base = self.base(scripts.base)
    let inline = plain.marks(scripts.sub, scripts.sup)
    // A subscript reads well after a low line; a superscript is worth a line of its own.
    let isSmall: Bool
    if case .bigOperator = scripts.base.kind {
      isSmall = !inline.contains("^") && !inline.contains("_")
    } else {
      isSmall = !inline.contains("^")
    }
    let primes = PlainText.primes(scripts.primes)
    if base.height == 1, isSmall || size != .display {
      return TextBox(base.lines[0] + primes + inline)
    }
    return corners(base, primes, scripts)
  }

  /// The base of scripts, in parentheses if the scripts would seem to belong to a part of it.
  private func base(_ node: MathNode) -> TextBox {
    let box = self.box(node)
    switch node.kind {
    case .group(let nodes) where nodes.count > 1: return delimited("(", box, ")")
    case .group(let nodes) where nodes.count == 1: return base(nodes[0])
    case .fraction(let fraction) where fraction.left == nil: return delimited("(", box, ")")
    case .root, .stack: return delimited("(", box, ")")
    case .scripts(let scripts) where scripts.sup != nil: return delimited("(", box, ")")
    default: return box
    }
  }

  /// Scripts at the right corners of a base.
  private func corners(
    _ base: TextBox, _ primes: String, _ scripts: MathNode.Scripts
  ) -> TextBox {
    var base = base
    var scripts = scripts
    if case .bigOperator = scripts.base.kind {
    } else if base.height == 1, let sub = scripts.sub {
      base = TextBox(base.lines[0] + plain.marks(sub, nil))
      scripts.sub = nil
    }
    let sup = scripts.sup.map { ($0, script.box($0)) }
    let sub = scripts.sub.map { ($0, script.box($0)) }
    var above: [String] = []
    var below: [String] = []
    // On a tall base, small letters fit its own top and bottom lines.
    if let (nodes, box) = sup {
      let small = ScriptLetters.superscript(plain.script(nodes))
      above = base.height > 1 ? small.map { [$0] } ?? box.lines : box.lines
    }
    if !primes.isEmpty {
      above = above.isEmpty ? [primes] : [primes + above[0]] + above.dropFirst()
    }
    if let (nodes, box) = sub {
      let small = ScriptLetters.subscript(plain.script(nodes))
      below = base.height > 1 ? small.map { [$0] } ?? box.lines : box.lines
    }
    let isTall = base.height > 1
    let rise = isTall ? max(0, above.count - base.height / 2) : above.count
    let drop = isTall ? max(0, below.count - (base.height - base.height / 2 - 1)) : below.count
    var lines = [String](repeating: "", count: rise + base.height + drop)
    for (index, line) in above.enumerated() { lines[index] = line }
    for (index, line) in below.enumerated() { lines[lines.count - below.count + index] = line }
    let marks = TextBox(lines: lines, baseline: rise + base.baseline)
    return TextBox.row([base, marks])
  }

  /// Limits above and below an operator.
  private func limits(_ scripts: MathNode.Scripts) -> TextBox {
    let base = box(scripts.base)
    var boxes: [TextBox] = []
    let primes = PlainText.primes(scripts.primes)
    if let sup = scripts.sup {
      boxes.append(script.box(sup))
    } else if !primes.isEmpty {
      boxes.append(TextBox(primes))
    }
    let level = boxes.count
    boxes.append(base)
    if let sub = scripts.sub { boxes.append(script.box(sub)) }
    return TextBox.column(boxes, level: level)
  }

  // MARK: Marks

  private func accent(
    _ accent: MathNode.Accent, _ nodes: [MathNode], label: [MathNode]?, _ node: MathNode
  ) -> TextBox {
    let content = box(nodes)
    let isDrawn = accent.isLine && (content.height > 1 || content.width > 2)
    guard accent.isBrace || isDrawn else {
      if content.height == 1 { return TextBox(plain.text(node)) }
      let mark = TextBox(accent.mark)
      return accent.isUnder
        ? TextBox.column([content, mark], level: 0) : TextBox.column([mark, content], level: 1)
    }
    if accent.isLine {
      let line = TextBox(String(repeating: accent.isUnder ? "‾" : "_", count: content.width))
      return accent.isUnder
        ? TextBox.column([content, line], level: 0) : TextBox.column([line, content], level: 1)
    }
    let width = max(content.width, 3)
    let left = String(repeating: "─", count: (width - 3) / 2)
    let right = String(repeating: "─", count: width - 3 - (width - 3) / 2)
    let hook = label == nil ? "─" : accent.isUnder ? "┬" : "┴"
    let brace = TextBox(accent.isUnder ? "╰\(left)\(hook)\(right)╯" : "╭\(left)\(hook)\(right)╮")
    let name = label.map { [TextBox(plain.script($0))] } ?? []
    return accent.isUnder
      ? TextBox.column([content, brace] + name, level: 0)
      : TextBox.column(name + [brace, content], level: name.count + 1)
  }

  private func stack(_ stack: MathNode.Stack, _ node: MathNode) -> TextBox {
    guard size == .display else { return TextBox(plain.text(node)) }
    let over = stack.over.map { script.box($0) }
    let under = stack.under.map { script.box($0) }
    var base = box(stack.base)
    if stack.isArrow, base.height == 1 {
      let width = max(over?.width ?? 0, under?.width ?? 0) + 2
      let arrow = base.lines[0]
      let shaft = String(repeating: "─", count: max(0, width - 1))
      switch arrow {
      case "→": base = TextBox(shaft + "→")
      case "←": base = TextBox("←" + shaft)
      default: break
      }
    }
    var boxes: [TextBox] = []
    if let over, !over.isEmpty { boxes.append(over) }
    let level = boxes.count
    boxes.append(base)
    if let under, !under.isEmpty { boxes.append(under) }
    return TextBox.column(boxes, level: level)
  }

  // MARK: Tables

  func table(_ table: MathTable) -> TextBox {
    var cells: [[TextBox]] = []
    for row in table.rows {
      cells.append(
        row.cells.enumerated().map { index, cell in
          box(cell, previous: table.form == .aligned && !index.isMultiple(of: 2) ? .ordinary : nil)
        })
    }
    let columns = table.columnCount
    guard columns > 0, !cells.isEmpty else {
      return TextBox((table.left ?? "") + (table.right ?? ""))
    }
    var widths = [Int](repeating: 0, count: columns)
    for row in cells {
      for (index, box) in row.enumerated() { widths[index] = max(widths[index], box.width) }
    }
    let isTall = cells.contains { row in row.contains { $0.height > 1 } }
    var lines: [String] = []
    var middle = 0
    for (index, row) in cells.enumerated() {
      if index > 0, isTall, table.form != .stack { lines.append("") }
      if table.rows[index].linesAbove > 0 { lines.append(rule(table, widths)) }
      var boxes: [TextBox] = []
      for column in 0..<columns {
        if column > 0 { boxes.append(TextBox(gap(table, column))) }
        let cell = column < row.count ? row[column] : TextBox("")
        let alignment =
          table.environment.hasPrefix("multline") && cells.count > 1
          ? (index == 0 ? .left : index == cells.count - 1 ? .right : .center)
          : table.alignment(ofColumn: column)
        boxes.append(
          cell.isEmpty
            ? TextBox(String(repeating: " ", count: widths[column]))
            : cell.widened(to: widths[column], alignment))
      }
      let line = TextBox.row(boxes)
      if cells.count == 1 { middle = lines.count + line.baseline }
      lines += line.lines
    }
    if table.linesBelow > 0 { lines.append(rule(table, widths)) }
    if cells.count > 1 { middle = (lines.count - 1) / 2 }
    let content = TextBox(lines: lines, baseline: middle)
    if table.form == .cases || content.height > 1 {
      let left = table.left.map { TextBox.delimiter($0, for: content, isLeft: true) }
      let right = table.right.map { TextBox.delimiter($0, for: content, isLeft: false) }
      let pad = TextBox(table.form == .cases && content.height > 0 ? " " : "")
      return TextBox.row(
        [left, left == nil ? nil : pad, content, right == nil ? nil : pad, right].compactMap { $0 })
    }
    return delimited(table.left, content, table.right)
  }

  /// What stands between a column and the one before it.
  private func gap(_ table: MathTable, _ column: Int) -> String {
    if table.columnLines.contains(column) { return " │ " }
    switch table.form {
    case .aligned:
      return table.alignments.isEmpty ? (column.isMultiple(of: 2) ? "    " : "") : " "
    case .cases: return "   "
    default: return "  "
    }
  }

  private func rule(_ table: MathTable, _ widths: [Int]) -> String {
    var line = ""
    for (index, width) in widths.enumerated() {
      if index > 0 { line += table.columnLines.contains(index) ? "─┼─" : "──" }
      line += String(repeating: "─", count: width)
    }
    return line
  }
}
