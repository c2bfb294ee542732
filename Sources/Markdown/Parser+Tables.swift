/// Pipe tables, as GitHub reads them.
///
///     table     = head delimiter row*
///     delimiter = "|"? cell ("|" cell)* "|"?      cell = blank* ":"? "-"+ ":"? blank*
///     row       = "|"? text ("|" text)* "|"?      `\|` is a pipe inside a cell
///
/// The head is the last line of the paragraph before the delimiter row and has as many cells. Rows
/// are cut or filled to that number.
extension Parser {
  /// The most cells that rows of one table get without writing them: else a short text could ask
  /// for a page of any size. As in cmark-gfm.
  private static var mostFilledCells: Int { 0x80000 }

  mutating func startTable(_ container: inout Int) -> Start {
    guard extensions.contains(.tables), open[container].kind == .paragraph,
      container == open.count - 1
    else { return .nothing }
    let (start, end) = trimmed(nonspace, lineEnd)
    guard let columns = delimiterColumns(start, end) else { return .nothing }
    let paragraph = Int(open[container].node)
    let head = Int(open[container].value)
    // The last line may have been taken as a definition already.
    let first = Int(nodes[paragraph].a)
    guard pieces.count > first, Int(pieces[first].file) <= head else { return .nothing }
    let headEnd = endOfLine(head)
    guard countCells(head, headEnd) == columns else { return .nothing }
    shortenParagraph(paragraph, to: head)
    closeLast()
    container = makeRoom(for: .table, in: container - 1)
    push(.table, at: head)
    container = open.count - 1
    open[container].value = Int32(truncatingIfNeeded: columns)
    let table = Int(open[container].node)
    nodes[table].end = Int32(truncatingIfNeeded: end)
    // The alignments are kept in the pool.
    nodes[table].flags.insert(.pool)
    nodes[table].a = Int32(truncatingIfNeeded: pool.count)
    nodes[table].b = Int32(truncatingIfNeeded: columns)
    appendAlignments(start, end)
    let (rowStart, rowEnd) = trimmed(head, headEnd)
    addRow(rowStart, rowEnd, isHead: true)
    nodes[table].end = Int32(truncatingIfNeeded: end)
    return .line
  }

  /// Adds the line at the cursor as a row of the open table.
  mutating func addRow(isHead: Bool) {
    let table = open.count - 1
    let (start, end) = trimmed(nonspace, lineEnd)
    let cells = countCells(start, end)
    let missing = Int(open[table].value) - cells
    if missing > 0 {
      open[table].second += Int32(truncatingIfNeeded: missing)
      if cells == 0 || Int(open[table].second) > Self.mostFilledCells {
        closeLast()
        advanceToNonspace()
        openLeaf(.paragraph, at: offset)
        addTextLine(from: offset)
        return
      }
    }
    addRow(start, end, isHead: isHead)
    nodes[Int(open[table].node)].end = Int32(truncatingIfNeeded: end)
  }

  /// Cuts the last line off the open paragraph, which starts at `line`.
  private mutating func shortenParagraph(_ paragraph: Int, to line: Int) {
    let first = Int(nodes[paragraph].a)
    while pieces.count > first {
      let last = pieces.count - 1
      if Int(pieces[last].file) >= line {
        pieces.removeLast()
        continue
      }
      // In a container the marks at the start of the line lie between the pieces.
      let rest = Int32(truncatingIfNeeded: line - Int(pieces[last].file))
      if pieces[last].fileCount > rest {
        pieces[last].fileCount = rest
        pieces[last].count = rest
      }
      break
    }
  }

  private func endOfLine(_ start: Int) -> Int {
    var i = start
    while i < count, !ByteClass.isLineEnd(bytes[i]) { i += 1 }
    return i
  }

  // MARK: The delimiter row

  /// The number of columns of a delimiter row, or nil if `start..<end` is none.
  private func delimiterColumns(_ start: Int, _ end: Int) -> Int? {
    var i = start
    var columns = 0
    if i < end, bytes[i] == UInt8(ascii: "|") { i += 1 }
    while true {
      while i < end, ByteClass.isBlank(bytes[i]) { i += 1 }
      if i == end { return columns > 0 ? columns : nil }
      if bytes[i] == UInt8(ascii: ":") { i += 1 }
      let dashes = i
      while i < end, bytes[i] == UInt8(ascii: "-") { i += 1 }
      guard i > dashes else { return nil }
      if i < end, bytes[i] == UInt8(ascii: ":") { i += 1 }
      columns += 1
      while i < end, ByteClass.isBlank(bytes[i]) { i += 1 }
      if i == end { return columns }
      guard bytes[i] == UInt8(ascii: "|") else { return nil }
      i += 1
    }
  }

  /// Writes one byte of `MarkdownNode.Alignment` per column to the pool, 0 for none.
  private mutating func appendAlignments(_ start: Int, _ end: Int) {
    var i = start
    while i < end {
      if bytes[i] == UInt8(ascii: ":") || bytes[i] == UInt8(ascii: "-") {
        let isLeft = bytes[i] == UInt8(ascii: ":")
        var last = i
        while i < end, bytes[i] == UInt8(ascii: ":") || bytes[i] == UInt8(ascii: "-") {
          last = i
          i += 1
        }
        let isRight = bytes[last] == UInt8(ascii: ":")
        pool.append(isLeft ? (isRight ? 2 : 1) : (isRight ? 3 : 0))
      } else {
        i += 1
      }
    }
  }

  // MARK: Rows

  /// The offset after the cell that starts at `start`: its pipe, or the end.
  private func endOfCell(_ start: Int, _ end: Int) -> Int {
    var i = start
    while i < end, bytes[i] != UInt8(ascii: "|") {
      if bytes[i] == UInt8(ascii: "\\"), i + 1 < end, ByteClass.isPunctuation(bytes[i + 1]) {
        i += 1
      }
      i += 1
    }
    return min(i, end)
  }

  private func countCells(_ start: Int, _ end: Int) -> Int {
    var (i, end) = trimmed(start, end)
    var cells = 0
    if i < end, bytes[i] == UInt8(ascii: "|") { i += 1 }
    while i < end {
      i = endOfCell(i, end) + 1
      cells += 1
    }
    return cells
  }

  private mutating func addRow(_ start: Int, _ end: Int, isHead: Bool) {
    var row = Node(.tableRow, start, end)
    if isHead { row.flags.insert(.variant) }
    let table = open.count - 1
    let columns = Int(open[table].value)
    let alignments = Int(nodes[Int(open[table].node)].a)
    let rowIndex = appendChild(row)
    var last: Int32 = 0
    var i = start
    if i < end, bytes[i] == UInt8(ascii: "|") { i += 1 }
    var column = 0
    while column < columns {
      let cellEnd = i < end ? endOfCell(i, end) : end
      let isMissing = i >= end
      let (from, to) = isMissing ? (end, end) : trimmed(i, cellEnd)
      var cell = Node(.tableCell, from, to)
      cell.level = UInt16(pool[alignments + column])
      if isHead { cell.flags.insert(.variant) }
      cell.parent = Int32(truncatingIfNeeded: rowIndex)
      cell.previous = last
      splitAtEscapedPipes(&cell)
      let index = Int32(truncatingIfNeeded: nodes.count)
      if last == 0 { nodes[rowIndex].first = index } else { nodes[Int(last)].next = index }
      nodes.append(cell)
      last = index
      if !isMissing { i = cellEnd + 1 }
      column += 1
    }
  }

  /// A cell with `\|` in it says `|`: its content is the pieces around the backslashes.
  private mutating func splitAtEscapedPipes(_ cell: inout Node) {
    let end = Int(cell.end)
    var from = Int(cell.start)
    let first = pieces.count
    var i = from
    while i + 1 < end {
      if bytes[i] == UInt8(ascii: "\\"), bytes[i + 1] == UInt8(ascii: "|") {
        if i > from { pieces.append(Piece(slice: from, i)) }
        from = i + 1
        i += 1
      }
      i += 1
    }
    guard from > Int(cell.start) else { return }
    if end > from { pieces.append(Piece(slice: from, end)) }
    cell.flags.insert(.pieces)
    cell.a = Int32(truncatingIfNeeded: first)
    cell.b = Int32(truncatingIfNeeded: pieces.count - first)
  }
}
