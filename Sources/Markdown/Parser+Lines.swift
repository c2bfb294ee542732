/// The cursor in a line: bytes and columns, tabs at every fourth column.
extension Parser {
  @inline(__always)
  func byte(_ i: Int) -> UInt8 { i < lineEnd ? bytes[i] : 0x0A }

  /// Puts the cursor at the start of a line that ends before `next`.
  mutating func startLine(_ start: Int, _ next: Int) {
    lineStart = start
    nextLine = next
    var end = next
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    lineEnd = end
    offset = start
    column = 0
    isPartialTab = false
    findNonspace()
  }

  /// Finds the next byte that is no blank, and the indentation up to there.
  @inline(__always)
  mutating func findNonspace() {
    var i = offset
    var at = column
    while i < lineEnd {
      if bytes[i] == 0x20 {
        at += 1
      } else if bytes[i] == 0x09 {
        at += 4 - at & 3
      } else {
        break
      }
      i += 1
    }
    nonspace = i
    nonspaceColumn = at
    indent = at - column
    isBlank = i >= lineEnd
  }

  /// Moves past `count` columns of blanks; a tab may be left half used.
  mutating func advance(columns count: Int) {
    var rest = count
    while rest > 0, offset < lineEnd {
      if bytes[offset] == 0x09 {
        let width = 4 - column & 3
        if width > rest {
          isPartialTab = true
          column += rest
          return
        }
        isPartialTab = false
        column += width
        rest -= width
      } else {
        isPartialTab = false
        column += 1
        rest -= 1
      }
      offset += 1
    }
  }

  /// Moves past bytes that are no tabs, up to `end`.
  @inline(__always)
  mutating func advance(to end: Int) {
    if end > offset { isPartialTab = false }
    column += end - offset
    offset = end
  }

  /// Moves to the first byte that is no blank.
  @inline(__always)
  mutating func advanceToNonspace() {
    guard nonspace > offset else { return }
    isPartialTab = false
    offset = nonspace
    column = nonspaceColumn
  }

  /// Moves past one blank column if there is one.
  @inline(__always)
  mutating func advanceOptionalSpace() {
    if offset < lineEnd, ByteClass.isBlank(bytes[offset]) { advance(columns: 1) }
  }

  /// Adds the rest of the line to the open leaf, line ending included, as it stands.
  mutating func addTextLine(from start: Int) {
    appendPiece(start, nextLine)
  }

  /// Adds the rest of the line to the open leaf as raw text: a half used tab becomes spaces and
  /// every line ends with LF.
  mutating func addRawLine() {
    var start = offset
    if isPartialTab {
      let width = 4 - column & 3
      let spaces = pool.count
      for _ in 0..<width { pool.append(0x20) }
      pieces.append(Piece(pool: spaces, width, for: start, start + 1))
      start += 1
    }
    if nextLine > lineEnd, bytes[lineEnd] == 0x0A {
      appendPiece(start, nextLine)
    } else {
      appendPiece(start, lineEnd)
      appendLineFeed(lineEnd, nextLine)
    }
  }

  /// Adds an LF that stands for `start..<end`.
  mutating func appendLineFeed(_ start: Int, _ end: Int) {
    let text = pool.count
    pool.append(0x0A)
    pieces.append(Piece(pool: text, 1, for: start, end))
  }

  /// Adds a slice to the open leaf, joined to the one before where they touch.
  @inline(__always)
  mutating func appendPiece(_ start: Int, _ end: Int) {
    guard end > start else { return }
    let first = Int(nodes[Int(open[open.count - 1].node)].a)
    let last = pieces.count - 1
    if last >= first, pieces[last].text < 0, pieces[last].fileEnd == start {
      pieces[last].fileCount += Int32(truncatingIfNeeded: end - start)
      pieces[last].count = pieces[last].fileCount
    } else {
      pieces.append(Piece(slice: start, end))
    }
  }
}
