extension PlainText {
  /// One node as text.
  func text(_ node: MathNode) -> String {
    switch node.kind {
    case .number(let literal): return literal
    case .identifier(let name): return PlainLetters.character(name, node.letters) ?? name
    case .operatorName(let name, _): return String(name.map { $0 == "\u{2009}" ? " " : $0 })
    case .symbol(let symbol, _), .bigOperator(let symbol, _), .delimiter(let symbol, _, _):
      return symbol
    case .group(let nodes): return row(nodes)
    case .fraction(let fraction): return self.fraction(fraction)
    case .root(let radicand, let index): return root(radicand, index)
    case .scripts(let scripts): return self.scripts(scripts)
    case .fenced(let left, let right, let nodes):
      return (left ?? "") + row(nodes) + (right ?? "")
    case .accent(let accent, let nodes): return self.accent(accent, nodes)
    case .stack(let stack): return self.stack(stack)
    case .text(let text, _): return String(text.map { $0 == "\u{A0}" ? " " : $0 })
    case .table(let table): return self.table(table)
    case .space: return " "
    default: return frame(node)
    }
  }

  /// A node that is a frame around others.
  private func frame(_ node: MathNode) -> String {
    switch node.kind {
    case .style(_, let nodes), .textSize(_, let nodes), .color(_, let nodes),
      .classed(_, let nodes), .link(_, let nodes), .raised(_, let nodes):
      return row(nodes)
    case .enclosed(let enclosure, let nodes):
      switch enclosure {
      case .box, .colorBox: return row(nodes)
      case .cancel, .backCancel, .crossCancel, .strike: return "cancel(\(row(nodes)))"
      case .actuarial: return row(nodes) + "⃧"
      case .phase: return "∠" + row(nodes)
      }
    case .phantom(let phantom, let nodes):
      switch phantom {
      case .all, .width, .height: return ""
      default: return row(nodes)
      }
    case .choice(let sizes): return row(sizes[min(Int(size.rawValue), sizes.count - 1)])
    case .corners(let corners):
      let before = marks(corners.preSub, corners.preSup)
      return before + text(corners.base) + marks(corners.sub, corners.sup)
    case .lineBreak: return "; "
    case .reference(let name, let inParentheses):
      let number = options.targets[name]?.number ?? "??"
      return inParentheses ? "(\(number))" : number
    case .error(let source): return source
    default: return ""
    }
  }

  // MARK: Fractions and roots

  private func fraction(_ fraction: MathNode.Fraction) -> String {
    guard fraction.hasLine, fraction.left == nil else {
      let word = fraction.left == "(" && !fraction.hasLine ? " choose " : " atop "
      if fraction.hasLine {
        return (fraction.left ?? "") + quotient(fraction) + (fraction.right ?? "")
      }
      let inner = row(fraction.numerator) + word + row(fraction.denominator)
      return (fraction.left ?? "(") + inner + (fraction.right ?? ")")
    }
    return quotient(fraction)
  }

  private func quotient(_ fraction: MathNode.Fraction) -> String {
    // dy/dx and ∂²f/∂x² are read as one thing.
    let isDerivative =
      fraction.numerator.first.map(TextLevel.isDifferential) ?? false
      && fraction.denominator.first.map(TextLevel.isDifferential) ?? false
    let above = TextLevel.of(fraction.numerator)
    let below = TextLevel.of(fraction.denominator)
    let numerator = row(fraction.numerator)
    let denominator = row(fraction.denominator)
    let isOpen = above >= .product && !startsWithRoot(fraction.numerator)
    let isWhole = below == .atom || (isDerivative && below == .product)
    return (isOpen ? numerator : "(\(numerator))") + "/"
      + (isWhole ? denominator : "(\(denominator))")
  }

  private func startsWithRoot(_ nodes: [MathNode]) -> Bool {
    guard nodes.count > 1, case .root? = nodes.first?.kind else { return false }
    return true
  }

  private func root(_ radicand: [MathNode], _ index: [MathNode]?) -> String {
    let inner = row(radicand)
    let content = Self.isShort(radicand) ? inner : "(\(inner))"
    guard let index else { return "√" + content }
    let degree = script(index)
    switch degree {
    case "2": return "√" + content
    case "3": return "∛" + content
    case "4": return "∜" + content
    default: break
    }
    if let small = ScriptLetters.superscript(degree) { return small + "√(\(inner))" }
    return "(\(inner))^(1/(\(degree)))"
  }

  // MARK: Scripts

  private func scripts(_ scripts: MathNode.Scripts) -> String {
    if case .accent(let accent, let nodes) = scripts.base.kind, accent.isBrace {
      let label = [scripts.sub, scripts.sup].compactMap { $0 }.map { script($0) }
      return grouped(nodes) + " [" + label.joined(separator: "; ") + "]"
    }
    var base = text(scripts.base)
    if needsParentheses(scripts.base) { base = "(\(base))" }
    let primes = Self.primes(scripts.primes)
    return base + primes + marks(scripts.sub, scripts.sup)
  }

  /// Primes, two and three of them as one character.
  static func primes(_ count: Int) -> String {
    switch count {
    case 2: "″"
    case 3: "‴"
    default: String(repeating: "′", count: count)
    }
  }

  /// Whether a base with scripts needs parentheses.
  private func needsParentheses(_ node: MathNode) -> Bool {
    switch node.kind {
    case .group(let nodes): nodes.count == 1 ? needsParentheses(nodes[0]) : !nodes.isEmpty
    case .fraction(let fraction): fraction.left == nil
    case .root, .stack, .enclosed, .corners: true
    case .accent(let accent, let nodes):
      accent.isBrace || (ScriptLetters.combining[accent.mark] == nil && nodes.count > 1)
        || lined(accent, row(nodes)) != nil
    case .style(_, let nodes), .color(_, let nodes), .textSize(_, let nodes):
      nodes.count == 1 ? needsParentheses(nodes[0]) : !nodes.isEmpty
    case .scripts(let scripts): scripts.sup != nil
    default: false
    }
  }

  /// Whether `nodes` are one piece that the author set as text or as a name: `\text{king}`.
  private static func isSetAsWord(_ nodes: [MathNode]) -> Bool {
    guard nodes.count == 1 else { return false }
    switch nodes[0].kind {
    case .text, .identifier, .operatorName: return true
    case .group(let inner), .style(_, let inner), .color(_, let inner): return isSetAsWord(inner)
    default: return false
    }
  }

  /// Whether `text` is several letters and digits, the first of them a letter.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, TextLine.isLetter(first) else { return false }
    return text.unicodeScalars.count > 1
      && text.unicodeScalars.allSatisfy { TextLine.isLetter($0) || TextLine.isDigit($0) }
  }

  /// A subscript and a superscript.
  func marks(_ sub: [MathNode]?, _ sup: [MathNode]?) -> String {
    var result = ""
    if let sub, !sub.isEmpty {
      let text = script(sub)
      // Whether a word has small letters for all its characters says nothing about it: `e_man`
      // beside `e_king`.
      if Self.isSetAsWord(sub), Self.isName(text) {
        result += "_" + text
      } else if let small = ScriptLetters.subscript(text) {
        result += small
      } else if text.unicodeScalars.count == 1 {
        result += "_" + text
      } else {
        result += "_(\(text))"
      }
    }
    if let sup, !sup.isEmpty {
      let text = script(sup)
      if let small = ScriptLetters.superscript(text) {
        result += small
      } else if text.unicodeScalars.count == 1 {
        result += "^" + text
      } else {
        result += "^(\(text))"
      }
    }
    return result
  }

  // MARK: Marks above and below

  func accent(_ accent: MathNode.Accent, _ nodes: [MathNode]) -> String {
    let inner = row(nodes)
    if accent.isBrace { return grouped(nodes) }
    if inner.count == 1, let mark = ScriptLetters.combining[accent.mark],
      !accent.isUnder
        || accent.mark == "_"
    {
      return inner + mark
    }
    if let lined = lined(accent, inner) { return lined }
    if accent.mark == "→", accent.isUnder { return "underrightarrow(\(inner))" }
    if accent.mark == "¯", !accent.isStretchy { return "bar(\(inner))" }
    return (ScriptLetters.names[accent.mark] ?? "accent") + "(\(inner))"
  }

  /// A few characters under or over one line, each with its piece of it: `|d|` under a bar.
  private func lined(_ accent: MathNode.Accent, _ inner: String) -> String? {
    guard accent.isLine, accent.isStretchy, (2...4).contains(inner.count), !inner.contains(" ")
    else { return nil }
    return inner.map { "\($0)" + (accent.isUnder ? "\u{332}" : "\u{305}") }.joined()
  }

  private func grouped(_ nodes: [MathNode]) -> String {
    TextLevel.of(nodes) >= .product ? row(nodes) : "(\(row(nodes)))"
  }

  private func stack(_ stack: MathNode.Stack) -> String {
    if stack.isArrow {
      let labels = [stack.over, stack.under].compactMap { $0 }.map { script($0) }
        .filter { !$0.isEmpty }
      let arrow = row(stack.base)
      if labels.isEmpty { return arrow }
      let label = labels.joined(separator: "; ")
      switch arrow {
      case "→", "↪", "↠", "⇀", "⇁", "↦": return "—\(label)\(arrow)"
      case "⇒": return "═\(label)⇒"
      case "←", "↩", "↞", "↼", "↽": return "\(arrow)\(label)—"
      case "⇐": return "⇐\(label)═"
      default: return "\(arrow)[\(label)]"
      }
    }
    if row(stack.base) == "◯", let over = stack.over { return "(\(row(over)))" }
    let base = stack.base.count == 1 ? row(stack.base) : "(\(row(stack.base)))"
    return base + marks(stack.under, stack.over)
  }

  // MARK: Tables

  private func table(_ table: MathTable) -> String {
    let columns = table.form == .aligned || table.form == .gathered ? " " : ", "
    let rows = table.rows.map { (tableRow: MathTable.Row) -> String in
      switch table.form {
      case .aligned:
        return tableRow.cells.enumerated().map { index, cell in
          row(cell, previous: index.isMultiple(of: 2) ? nil : .ordinary)
        }.filter { !$0.isEmpty }.joined(separator: columns)
      case .cases:
        return tableRow.cells.reduce(into: "") { line, cell in
          if !line.isEmpty { line += startsWithText(cell) ? " " : ", " }
          line += row(cell).drop { $0 == " " }
        }
      default: return tableRow.cells.map { row($0) }.joined(separator: columns)
      }
    }
    switch table.form {
    case .stack: return rows.joined(separator: ", ")
    case .cases:
      let inner = rows.joined(separator: "; ")
      return "{ \(inner) }"
    default:
      return (table.left ?? "") + rows.joined(separator: "; ") + (table.right ?? "")
    }
  }

  private func startsWithText(_ nodes: [MathNode]) -> Bool {
    switch nodes.first?.kind {
    case .text: true
    case .group(let inner): startsWithText(inner)
    default: false
    }
  }
}
