/// How tightly a piece of a formula holds together, which decides where text needs parentheses.
enum TextLevel: Int, Comparable {
  /// Relations, commas, and all that is not understood.
  case relation
  /// Sums, and large operators with what they run over.
  case sum
  /// Quotients written with a slash.
  case quotient
  /// Products written side by side.
  case product
  /// One thing.
  case atom

  static func < (first: TextLevel, second: TextLevel) -> Bool { first.rawValue < second.rawValue }

  /// The level of `nodes` in a row.
  static func of(_ nodes: [MathNode]) -> TextLevel {
    let solid = nodes.filter { !isEmpty($0) }
    if solid.isEmpty { return .atom }
    if solid.count == 1 { return of(solid[0]) }
    var level = TextLevel.product
    var depth = 0
    for (index, node) in solid.enumerated() {
      switch bracket(node) {
      case .open: depth += 1
      case .close: depth -= 1
      case .none: break
      }
      if depth < 0 { return .relation }
      if depth > 0 { continue }
      level = min(level, of(node, isFirst: index == 0))
    }
    if depth != 0 { return .relation }
    if level == .product, isApplication(solid) { return .atom }
    return level
  }

  private enum Bracket { case open, close, none }

  /// Whether `node` is a bracket by itself, of any size and with scripts.
  private static func bracket(_ node: MathNode) -> Bracket {
    switch node.kind {
    case .symbol("!", _): .none
    case .symbol(_, .open), .delimiter(_, .open, _): .open
    case .symbol(_, .close), .delimiter(_, .close, _): .close
    case .scripts(let scripts): bracket(scripts.base)
    default: .none
    }
  }

  /// What one node of several makes of the row.
  private static func of(_ node: MathNode, isFirst: Bool) -> TextLevel {
    switch node.kind {
    case .symbol(let symbol, let atomClass):
      switch atomClass {
      case .binary: return .sum
      case .relation, .punctuation: return .relation
      default: return symbol == "/" || symbol == "∖" ? .quotient : .product
      }
    case .bigOperator, .operatorName, .classed(.op, _): return .sum
    case .classed(.binary, _): return .sum
    case .classed(.relation, _), .lineBreak: return .relation
    case .delimiter(_, .relation, _): return .relation
    case .scripts(let scripts):
      switch scripts.base.kind {
      case .symbol(_, .open), .symbol(_, .close), .delimiter: return .product
      default: return of(scripts.base, isFirst: isFirst)
      }
    case .stack(let stack): return stack.isArrow ? .relation : of(stack.base)
    case .style(_, let nodes), .textSize(_, let nodes), .color(_, let nodes):
      return min(.product, of(nodes))
    case .fraction(let fraction): return fraction.left == nil ? .quotient : .product
    case .error: return .relation
    default: return .product
    }
  }

  /// The level of one node alone.
  static func of(_ node: MathNode) -> TextLevel {
    switch node.kind {
    case .fraction(let fraction):
      return fraction.left != nil ? .atom : fraction.hasLine ? .quotient : .relation
    case .group(let nodes), .style(_, let nodes), .textSize(_, let nodes), .color(_, let nodes),
      .classed(_, let nodes), .link(_, let nodes), .phantom(_, let nodes), .raised(_, let nodes):
      return of(nodes)
    case .enclosed(let enclosure, let nodes): return enclosure == .box ? of(nodes) : .atom
    case .table(let table): return table.left != nil || table.right != nil ? .atom : .relation
    case .fenced(let left, let right, _): return left != nil && right != nil ? .atom : .relation
    case .stack, .error, .choice: return .relation
    default: return .atom
    }
  }

  /// Whether `nodes` are a letter or function with its arguments in parentheses, `f(x, y)`, a
  /// factorial, or a differential, `∂x`.
  private static func isApplication(_ nodes: [MathNode]) -> Bool {
    guard let first = nodes.first, let last = nodes.last else { return false }
    if nodes.count == 2, case .symbol("!", _) = last.kind { return of(first) == .atom }
    if nodes.count == 2, isDifferential(first), of(last) == .atom { return true }
    guard nodes.count >= 3 || isFence(last) else { return false }
    switch first.kind {
    case .identifier, .operatorName: break
    case .scripts(let scripts):
      switch scripts.base.kind {
      case .identifier, .operatorName: break
      default: return false
      }
    default: return false
    }
    if nodes.count == 2 { return isFence(last) }
    // One pair of brackets that holds everything after the name, without sums in it.
    guard bracket(nodes[1]) == .open, bracket(last) == .close else { return false }
    var depth = 0
    for (index, node) in nodes.enumerated().dropFirst() {
      switch bracket(node) {
      case .open: depth += 1
      case .close:
        depth -= 1
        if depth == 0, index != nodes.count - 1 { return false }
      case .none:
        if case .symbol(_, .binary) = node.kind { return false }
      }
    }
    return true
  }

  /// Whether `node` is `d` or `∂`.
  static func isDifferential(_ node: MathNode) -> Bool {
    switch node.kind {
    case .symbol("∂", _), .identifier("d"), .symbol("∇", _), .symbol("Δ", _): true
    case .scripts(let scripts): scripts.sub == nil && isDifferential(scripts.base)
    default: false
    }
  }

  private static func isFence(_ node: MathNode) -> Bool {
    switch node.kind {
    case .fenced(let left, let right, _): left != nil && right != nil
    case .scripts(let scripts): isFence(scripts.base)
    default: false
    }
  }

  /// Whether `node` leaves no mark.
  static func isEmpty(_ node: MathNode) -> Bool {
    switch node.kind {
    case .space: true
    case .group(let nodes): nodes.allSatisfy(isEmpty)
    default: false
    }
  }
}
