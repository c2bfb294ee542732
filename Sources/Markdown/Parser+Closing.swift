/// What is decided when a block ends: where it ends, what its content is, whether a list is tight.
extension Parser {
  /// Closes the innermost open block.
  mutating func closeLast() {
    let top = open.count - 1
    let block = open[top]
    let node = Int(block.node)
    switch block.kind {
    case .paragraph: closeParagraph(node)
    case .heading: closeText(node)
    case .codeBlock: closeCode(block, node)
    case .htmlBlock: closeHTML(block, node)
    case .mathBlock: closeMath(block, node)
    case .list: closeList(node)
    case .blockQuote: closeBlockQuote(node)
    case .definitionDescription: closeDescription(node)
    case .definitionList: nodes[node].b = block.last
    default: break
    }
    // The last child may have changed while its block was closed.
    let last = Int(open[top].last)
    if last != 0 { nodes[node].end = max(nodes[node].end, nodes[last].end) }
    if block.runStart >= 0, Int(block.runStart) < top {
      open[Int(block.runStart)].runEnd = Int32(truncatingIfNeeded: top - 1)
    }
    open.removeLast()
  }

  /// Takes the node `index`, the last child of the innermost block but one, out of the tree.
  mutating func removeLastChild(_ index: Int, from parent: Int) {
    let previous = nodes[index].previous
    open[parent].last = previous
    if previous != 0 {
      nodes[Int(previous)].next = 0
    } else {
      nodes[Int(nodes[index].parent)].first = 0
    }
    nodes[index].flags = []
    nodes[index].kind = .document
  }

  // MARK: Text

  private mutating func closeParagraph(_ node: Int) {
    takeDefinitions(of: node)
    guard hasContent(node) else {
      removeLastChild(node, from: open.count - 2)
      return
    }
    closeText(node)
    takeTask(node)
  }

  /// The number of pieces of the leaf being closed, which are the last ones.
  private func pieceCount(_ node: Int) -> Int { pieces.count - Int(nodes[node].a) }

  /// Whether the open leaf has anything but white space.
  func hasContent(_ node: Int) -> Bool {
    var index = Int(nodes[node].a)
    while index < pieces.count {
      var i = Int(pieces[index].file)
      let end = pieces[index].fileEnd
      while i < end {
        if !ByteClass.isSpace(bytes[i]) { return true }
        i += 1
      }
      index += 1
    }
    return false
  }

  /// Trims the leaf's content and fixes its range.
  private mutating func closeText(_ node: Int) {
    let first = Int(nodes[node].a)
    // White space at the end is no content.
    while pieces.count > first {
      let last = pieces.count - 1
      let start = Int(pieces[last].file)
      var end = pieces[last].fileEnd
      while end > start, ByteClass.isSpace(bytes[end - 1]) { end -= 1 }
      if end > start {
        pieces[last].fileCount = Int32(truncatingIfNeeded: end - start)
        pieces[last].count = pieces[last].fileCount
        break
      }
      pieces.removeLast()
    }
    guard pieces.count > first else { return }
    nodes[node].start = pieces[first].file
    if nodes[node].kind == .heading, extensions.contains(.attributes) {
      takeAttributesOfUnderlined(node)
    }
    nodes[node].end = Int32(truncatingIfNeeded: pieces[pieces.count - 1].fileEnd)
    settlePieces(node)
  }

  /// Stores a leaf's content: a slice if it is one, else its pieces.
  mutating func settlePieces(_ node: Int) {
    let first = Int(nodes[node].a)
    let count = pieces.count - first
    if count == 1, pieces[first].text < 0 {
      nodes[node].flags.remove(.pieces)
      nodes[node].a = pieces[first].file
      nodes[node].b = Int32(truncatingIfNeeded: pieces[first].fileEnd)
      pieces.removeLast()
    } else if count == 0 {
      nodes[node].flags.remove(.pieces)
      nodes[node].a = nodes[node].end
      nodes[node].b = nodes[node].end
    } else {
      nodes[node].b = Int32(truncatingIfNeeded: count)
    }
  }

  private mutating func takeAttributesOfUnderlined(_ node: Int) {
    let last = pieces.count - 1
    var start = pieces[last].fileEnd
    let first = Int(pieces[last].file)
    while start > first, !ByteClass.isLineEnd(bytes[start - 1]) { start -= 1 }
    var end = pieces[last].fileEnd
    let extra = takeAttributes(start, &end)
    guard extra != 0, end > first else { return }
    nodes[node].c = extra
    pieces[last].fileCount = Int32(truncatingIfNeeded: end - first)
    pieces[last].count = pieces[last].fileCount
  }

  /// `[ ] ` or `[x] ` at the start of an item's first paragraph.
  private mutating func takeTask(_ node: Int) {
    guard extensions.contains(.taskLists), open.count >= 2, open[open.count - 2].kind == .item,
      nodes[node].previous == 0
    else { return }
    let isSlice = !nodes[node].flags.contains(.pieces)
    let first = Int(nodes[node].a)
    let start = isSlice ? first : Int(pieces[first].file)
    let end = isSlice ? Int(nodes[node].b) : pieces[first].fileEnd
    guard end - start >= 5, bytes[start] == UInt8(ascii: "["),
      bytes[start + 2] == UInt8(ascii: "]"), ByteClass.isBlank(bytes[start + 3])
    else { return }
    let mark = bytes[start + 1]
    guard mark == 0x20 || mark | 0x20 == UInt8(ascii: "x") else { return }
    let item = Int(open[open.count - 2].node)
    nodes[item].flags.insert(.second)
    if mark != 0x20 { nodes[item].flags.insert(.third) }
    let content = trimmed(start + 3, end).start
    nodes[node].start = Int32(truncatingIfNeeded: content)
    if isSlice {
      nodes[node].a = Int32(truncatingIfNeeded: content)
    } else {
      pieces[first].file = Int32(truncatingIfNeeded: content)
      pieces[first].fileCount = Int32(truncatingIfNeeded: end - content)
      pieces[first].count = pieces[first].fileCount
    }
  }

  // MARK: Raw blocks

  private mutating func closeCode(_ block: OpenBlock, _ node: Int) {
    if block.style == 0 {
      dropBlankLinesAtEnd(node)
      if nodes[node].end < nodes[node].start { nodes[node].end = nodes[node].start }
    }
    let end = endOfLastPiece(node)
    settlePieces(node)
    nodes[node].end = max(nodes[node].end, Int32(truncatingIfNeeded: end))
  }

  /// Where the last line of the leaf's content ends, its line ending left out.
  private func endOfLastPiece(_ node: Int) -> Int {
    guard pieceCount(node) > 0 else { return 0 }
    let last = pieces[pieces.count - 1]
    var end = last.fileEnd
    let floor = Int(nodes[node].start)
    while end > floor, ByteClass.isLineEnd(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// Drops the blank lines at the end of indented code.
  private mutating func dropBlankLinesAtEnd(_ node: Int) {
    let first = Int(nodes[node].a)
    // Where the content ends: after the line feed of the last line that is not blank.
    while pieces.count > first {
      let last = pieces.count - 1
      let piece = pieces[last]
      if piece.text >= 0 {
        // Half tabs and line feeds are white space.
        pieces.removeLast()
        continue
      }
      var end = piece.fileEnd
      let start = Int(piece.file)
      while end > start, ByteClass.isSpace(bytes[end - 1]) { end -= 1 }
      if end == start {
        pieces.removeLast()
        continue
      }
      // Blanks at the end of the line itself stay.
      while end < piece.fileEnd, !ByteClass.isLineEnd(bytes[end]) { end += 1 }
      let hasLineFeed = end < piece.fileEnd && bytes[end] == 0x0A
      if hasLineFeed { end += 1 }
      pieces[last].fileCount = Int32(truncatingIfNeeded: end - start)
      pieces[last].count = pieces[last].fileCount
      if !hasLineFeed {
        var next = end
        if next < count, bytes[next] == 0x0D { next += 1 }
        if next < count, next > end, bytes[next] == 0x0A { next += 1 }
        appendLineFeed(end, next)
      }
      return
    }
  }

  private mutating func closeHTML(_ block: OpenBlock, _ node: Int) {
    // A line ending at the end is no content.
    let first = Int(nodes[node].a)
    while pieces.count > first {
      let last = pieces.count - 1
      let piece = pieces[last]
      if piece.text >= 0 {
        pieces.removeLast()
        continue
      }
      var end = piece.fileEnd
      let start = Int(piece.file)
      while end > start, ByteClass.isLineEnd(bytes[end - 1]) { end -= 1 }
      pieces[last].fileCount = Int32(truncatingIfNeeded: end - start)
      pieces[last].count = pieces[last].fileCount
      if end == start { pieces.removeLast() } else { break }
    }
    nodes[node].end = Int32(truncatingIfNeeded: max(endOfLastPiece(node), Int(nodes[node].start)))
    if block.style == 2, isNothingButComments(first) { nodes[node].kind = .commentBlock }
    settlePieces(node)
  }

  private mutating func closeMath(_ block: OpenBlock, _ node: Int) {
    let end = endOfLastPiece(node)
    settlePieces(node)
    nodes[node].end = max(nodes[node].end, Int32(truncatingIfNeeded: end))
  }

  // MARK: Lists

  /// A list is loose if a blank line stands between two items or two blocks of an item.
  private mutating func closeList(_ list: Int) {
    var item = nodes[list].first
    var isFirst = true
    while item != 0 {
      let node = nodes[Int(item)]
      if (!isFirst && node.flags.contains(.afterBlank)) || hasBlankLineBetweenBlocks(node) {
        nodes[list].flags.insert(.loose)
        return
      }
      isFirst = false
      item = node.next
    }
  }

  private func hasBlankLineBetweenBlocks(_ item: Node) -> Bool {
    var child = item.first
    var hasBlocks = false
    while child != 0 {
      let node = nodes[Int(child)]
      if node.kind == .linkReferenceDefinition {
        // Definitions are no blocks of their own: only what follows makes the blank line count.
        if hasBlocks, node.flags.contains(.afterBlank), item.next != 0 || node.next != 0 {
          return true
        }
      } else {
        if hasBlocks, node.flags.contains(.afterBlank) { return true }
        hasBlocks = true
      }
      child = node.next
    }
    return false
  }

  private mutating func closeDescription(_ node: Int) {
    let item = nodes[node]
    if item.flags.contains(.afterBlank) || hasBlankLineBetweenBlocks(item) {
      nodes[node].flags.insert(.loose)
    }
  }
}
