import Diagnostics

/// The life of a line: which open blocks it continues, what it starts, where its text goes.
extension Parser {
  /// Parses all lines into blocks.
  mutating func parseBlocks(_ lineStarts: LineStarts, after frontMatter: FrontMatter?) {
    var first = 0
    if let frontMatter {
      let range = frontMatter.range
      appendChild(Node(.frontMatter, range.start, range.end))
      while first < lineStarts.count, lineStarts[first] < range.end { first += 1 }
    }
    lineStarts.withStoredOffsets { starts in
      var k = first
      while k < starts.count {
        var start = Int(starts[k])
        let next = k + 1 < starts.count ? Int(starts[k + 1]) : count
        if start >= count { break }
        if start == 0, count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
          start = 3
        }
        startLine(start, min(next, count))
        parseLine()
        k += 1
      }
    }
    while open.count > 1 { closeLast() }
  }

  /// Parses the line at the cursor.
  mutating func parseLine() {
    let matched = matchOpenBlocks()
    guard matched >= 0 else {
      wasBlank = false
      return
    }
    if open[matched].kind.takesRawLines {
      let isFence = open[matched].kind == .codeBlock && open[matched].style != 0
      continueRawBlock()
      wasBlank = isBlank && !isFence
      return
    }
    var container = matched
    if openBlocks(&container) {
      wasBlank = false
    } else {
      addText(to: container)
    }
  }

  /// Puts what is left of the line where it belongs.
  private mutating func addText(to container: Int) {
    let last = open.count - 1
    // What the line does not continue is still open: a paragraph takes the text all the same.
    if last > container, !isBlank, open[last].kind == .paragraph {
      continueParagraph()
      wasBlank = false
      return
    }
    closeAll(above: container)
    let kind = open[open.count - 1].kind
    if isBlank {
      let node = Int(open[open.count - 1].node)
      let isFresh = kind == .item && nodes[node].first == 0 && Int(nodes[node].start) >= lineStart
      wasBlank = kind != .blockQuote && kind != .alert && !isFresh
      return
    }
    switch kind {
    case .paragraph: continueParagraph()
    case .table: addRow(isHead: false)
    case .codeBlock, .htmlBlock, .mathBlock: continueRawBlock()
    default: startParagraph()
    }
    wasBlank = false
  }

  private mutating func startParagraph() {
    advanceToNonspace()
    _ = makeRoom(for: .paragraph, in: open.count - 1)
    openLeaf(.paragraph, at: offset)
    continueParagraph()
  }

  private mutating func continueParagraph() {
    advanceToNonspace()
    addTextLine(from: offset)
    let last = open.count - 1
    open[last].value = Int32(truncatingIfNeeded: offset)
    open[last].second += 1
  }

  // MARK: The stack

  /// Adds a node as the last child of the innermost open block.
  @discardableResult
  mutating func appendChild(_ node: Node) -> Int {
    let parent = open.count - 1
    let index = nodes.count
    var node = node
    node.parent = open[parent].node
    node.previous = open[parent].last
    if wasBlank { node.flags.insert(.afterBlank) }
    let link = Int32(truncatingIfNeeded: index)
    if node.previous != 0 {
      nodes[Int(node.previous)].next = link
    } else {
      nodes[Int(node.parent)].first = link
    }
    open[parent].last = link
    nodes.append(node)
    return index
  }

  /// Closes what is open above `container`, and `container` too while it may not hold `child`;
  /// returns the stack index of the parent.
  mutating func makeRoom(for child: RawKind, in container: Int) -> Int {
    var container = container
    closeAll(above: container)
    while container > 0, !open[container].kind.canContain(child) {
      closeLast()
      container -= 1
    }
    return container
  }

  /// Opens a block of `kind` that starts at `start`, inside the innermost open block.
  mutating func push(_ kind: RawKind, at start: Int) {
    var node = Node(kind, start, start)
    node.b = 0
    let index = appendChild(node)
    var block = OpenBlock(node: index, kind: kind)
    if kind.survivesBlankLines {
      let top = Int32(truncatingIfNeeded: open.count)
      let below = open[open.count - 1].runStart
      if below > 0 {
        block.runStart = below
        open[Int(below)].runEnd = top
      } else {
        block.runStart = top
        block.runEnd = top
      }
    }
    open.append(block)
  }

  /// Opens a leaf whose content will be pieces.
  mutating func openLeaf(_ kind: RawKind, at start: Int) {
    push(kind, at: start)
    let index = Int(open[open.count - 1].node)
    nodes[index].flags.insert(.pieces)
    nodes[index].a = Int32(truncatingIfNeeded: pieces.count)
  }

  mutating func closeAll(above container: Int) {
    while open.count - 1 > container { closeLast() }
  }
}
