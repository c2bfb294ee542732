import Diagnostics

extension Parser {
  /// `\begin{name} … \end{name}`.
  @inline(never)
  mutating func environment(_ token: Token) throws(TeXError) -> MathNode? {
    let name = try rawArgument(of: token)
    if name == "equation" || name == "equation*" || name == "math" || name == "displaymath" {
      return try equation(name, token)
    }
    if name == "CD" { return try diagram(token) }
    guard let rule = EnvironmentTable.rules[name] else {
      throw .environment(name, token)
    }
    var table = MathTable(
      name, form: rule.form, left: rule.left, right: rule.right, alignments: rule.alignments)
    let limit = try columns(of: &table, rule, token)
    let outer = number
    number = EquationNumber()
    try rows(of: &table, rule, limit, token)
    if !rule.isNumbered || number != EquationNumber() {
      // A tag or label inside `split` or a matrix belongs to the line around it.
      let inner = table.rows.last(where: { $0.number.label != nil || $0.number.tag != nil })?.number
      number = outer
      if let inner, !rule.isNumbered, number.label == nil, number.tag == nil {
        number.label = inner.label
        number.tag = inner.tag
        number.tagHasParentheses = inner.tagHasParentheses
        number.range = inner.range
      }
    } else {
      number = outer
    }
    let end = try close(name, token)
    return node(.table(table), token, upTo: end)
  }

  /// `\end{name}`, and where it ends.
  @inline(never)
  private mutating func close(_ name: String, _ open: Token) throws(TeXError) -> SourceRange {
    let token = try input.next()
    guard token.isAction(.end) else {
      switch token.kind {
      case .end: throw .environmentUnclosed(name, open)
      case .command where token.isAction(.right): throw .rightWithoutLeft(token)
      case .ampersand: throw .misplacedAmpersand(token)
      default: throw .unexpected(token)
      }
    }
    let found = try rawArgument(of: token)
    guard found == name else { throw .environmentEnd(name, found: found, token) }
    return range(token.start, Int32(truncatingIfNeeded: input.lexer.position))
  }

  /// `equation` is what stands in it, with a number.
  @inline(never)
  private mutating func equation(_ name: String, _ token: Token) throws(TeXError) -> MathNode {
    if name == "equation" { number.isWanted = true }
    input.beginScope()
    try descend(token)
    let nodes = try list()
    ascend()
    input.endScope()
    let end = try close(name, token)
    return node(.group(nodes), token, upTo: end)
  }

  /// Reads the arguments of an environment; the number of columns it may have.
  @inline(never)
  private mutating func columns(
    of table: inout MathTable, _ rule: EnvironmentRule, _ token: Token
  ) throws(TeXError) -> Int {
    if rule.takesColumns {
      if try input.peekSolid().isCharacter("[") { _ = try input.optionalArgument() }
      let argument = try rawArgument(of: token)
      let text = table.environment == "subarray" && argument.isEmpty ? "c" : argument
      guard let columns = Self.columns(text) else { throw .size(token, argument) }
      table.alignments = columns.alignments
      table.columnLines = columns.lines
      // TeX adds columns of its own accord nowhere, but many authors leave one out.
      return table.form == .stack ? 1 : Int.max
    }
    if rule.takesAlignment, try input.peekSolid().isCharacter("[") {
      let letters = try input.optionalArgument() ?? []
      for letter in letters where letter.kind != .space {
        switch letter.text {
        case "l": table.alignments = [.left]
        case "c": table.alignments = [.center]
        case "r": table.alignments = [.right]
        default: throw .size(token, letter.text)
        }
      }
      return Int.max
    }
    if rule.takesCount {
      let count = try rawArgument(of: token)
      guard let pairs = Int(count.filter { !$0.isWhitespace }), (0...100).contains(pairs) else {
        throw .size(token, count)
      }
    } else if rule.form == .aligned || rule.form == .gathered, !rule.isNumbered,
      !table.environment.hasSuffix("*"), input.isAtSource
    {
      // `aligned[t]`: only straight after the name, for `[` may be mathematics.
      let next = input.nextRaw()
      if next.isCharacter("[") {
        let letter = input.nextRaw()
        let close = input.nextRaw()
        if letter.kind == .character, "tcb".contains(letter.text), close.isCharacter("]") {
          return Int.max
        }
        input.push([next, letter, close])
      } else {
        input.push(next)
      }
    }
    if rule.form == .cases { return Int.max }
    if table.environment == "substack" { return 1 }
    return Int.max
  }

  /// The columns of `array`: `l`, `c`, `r`, lines, and what else LaTeX allows.
  private static func columns(
    _ text: String
  ) -> (alignments: [MathTable.Alignment], lines: [Int])? {
    var alignments: [MathTable.Alignment] = []
    var lines: [Int] = []
    var depth = 0
    var afterAt = false
    for character in text {
      if character == "}" {
        depth -= 1
        continue
      }
      if character == "{" {
        depth += 1
        continue
      }
      if depth > 0 { continue }
      switch character {
      case "l": alignments.append(.left)
      case "c": alignments.append(.center)
      case "r": alignments.append(.right)
      case "p", "m", "b": alignments.append(.left)
      case "|", ":": lines.append(alignments.count)
      case "@", "!", ">", "<": afterAt = true
      case " ", "\n", "\t": break
      default: if !afterAt { return nil }
      }
    }
    return depth == 0 ? (alignments, lines) : nil
  }

  /// The rows up to the end of the environment, which stays.
  @inline(never)
  private mutating func rows(
    of table: inout MathTable, _ rule: EnvironmentRule, _ limit: Int, _ open: Token
  ) throws(TeXError) {
    let outer = (leftDepth, isNumberRefused)
    leftDepth = 0
    try descend(open)
    defer {
      (leftDepth, isNumberRefused) = outer
      ascend()
    }
    var row = MathTable.Row([])
    row.linesAbove = try lines()
    isNumberRefused = false
    number = EquationNumber()
    while true {
      input.beginScope()
      let start = input.lexer.position
      let cell = try list(until: .cell)
      input.endScope()
      let token = try input.next()
      row.cells.append(cell)
      row.ranges.append(
        cell.isEmpty
          ? range(Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: start))
          : cell[0].range.union(cell[cell.count - 1].range))
      if token.kind == .ampersand {
        guard row.cells.count < limit else { throw .tooManyColumns(token, limit) }
        continue
      }
      let isEnd = !(token.kind == .command && ends(token, .cell) && !ends(token, []))
      number.isWanted = rule.isNumbered && !rule.isOneNumber && !isNumberRefused
      row.number = number
      isNumberRefused = false
      number = EquationNumber()
      if isEnd { input.push(token) } else { row.gapBelow = try rowGap(token) }
      let isEmpty = row.cells.count == 1 && row.cells[0].isEmpty
      let lines = isEnd ? 0 : try lines()
      if !isEnd || !isEmpty {
        table.rows.append(row)
      } else {
        table.linesBelow = row.linesAbove
        if !table.rows.isEmpty, row.number.tag != nil || row.number.label != nil {
          let last = table.rows.count - 1
          if table.rows[last].number.label == nil {
            table.rows[last].number.label = row.number.label
          }
        }
      }
      if isEnd { return }
      row = MathTable.Row([])
      row.linesAbove = lines
    }
  }

  /// The lines drawn here: any number of `\hline`.
  private mutating func lines() throws(TeXError) -> Int {
    var count = 0
    while true {
      let token = try input.peekSolid()
      guard token.kind == .command,
        token.command == .action(.horizontalLine)
      else { return count }
      _ = input.nextRaw()
      count += 1
    }
  }

  /// `\pmatrix{a & b \cr c & d}`, `\substack{a \\ b}` and their kin.
  @inline(never)
  mutating func plainTable(_ name: String, _ token: Token) throws(TeXError) -> MathNode? {
    let isBordered = name == "bordermatrix"
    var delimiters: (String?, String?) = ("(", ")")
    if isBordered, try input.peekSolid().isCharacter("[") {
      let pair = (try input.optionalArgument() ?? []).filter { $0.kind == .character }
      if pair.count == 2 { delimiters = (pair[0].text, pair[1].text) }
    }
    let open = try input.nextSolid()
    guard open.kind == .open else {
      input.push(open)
      throw .missingArgument(token)
    }
    let rule = EnvironmentTable.rules[isBordered ? "matrix" : name] ?? .init(form: .matrix)
    var table = MathTable(
      name, form: rule.form, left: rule.left, right: rule.right, alignments: rule.alignments)
    if isBordered { (table.left, table.right) = delimiters }
    let outer = number
    input.beginScope()
    try rows(of: &table, rule, name == "substack" ? 1 : Int.max, token)
    input.endScope()
    number = outer
    let close = try expectClose(open)
    return node(.table(table), token, upTo: range(close))
  }
}
