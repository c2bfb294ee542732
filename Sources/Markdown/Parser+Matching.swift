/// Which of the open blocks a line continues.
extension Parser {
  /// Walks the stack from the outside in and moves the cursor past what belongs to the blocks.
  ///
  /// Returns the index of the innermost block that goes on, or -1 if the line was used up.
  mutating func matchOpenBlocks() -> Int {
    var i = 1
    while i < open.count {
      switch open[i].kind {
      case .list, .tabs, .definitionList: break
      case .blockQuote, .alert:
        guard indent <= 3, !isBlank, bytes[nonspace] == UInt8(ascii: ">") else { return i - 1 }
        advanceToNonspace()
        advance(to: offset + 1)
        nodes[Int(open[i].node)].end = Int32(truncatingIfNeeded: offset)
        advanceOptionalSpace()
        findNonspace()
      case .item, .definitionDescription, .admonition, .tab, .footnoteDefinition:
        let width = Int(open[i].value)
        if indent >= width {
          advance(columns: width)
          findNonspace()
        } else if isBlank {
          // A blank line passes the whole run of nested items at once, unless the last is empty.
          advanceToNonspace()
          findNonspace()
          let start = Int(open[i].runStart)
          let end = Int(open[start].runEnd)
          if open[end].kind == .item, nodes[Int(open[end].node)].first == 0 {
            return end - 1
          }
          i = end
        } else {
          return i - 1
        }
      case .paragraph, .table:
        if isBlank { return i - 1 }
      case .codeBlock:
        if open[i].style == 0 {
          if indent >= 4 {
            advance(columns: 4)
          } else if isBlank {
            advanceToNonspace()
          } else {
            return i - 1
          }
        } else if indent <= 3, isClosingFence(open[i]) {
          closeFence()
          return -1
        } else {
          advance(columns: min(indent, Int(open[i].second)))
        }
      case .mathBlock:
        if open[i].style == 0 {
          if indent <= 3, isClosingFence(open[i]) {
            closeFence()
            return -1
          }
          advance(columns: min(indent, Int(open[i].second)))
        } else if isBlank {
          return i - 1
        }
      case .htmlBlock:
        if isBlank, open[i].style >= 6 { return i - 1 }
      default: break
      }
      i += 1
    }
    return open.count - 1
  }

  /// Whether the line closes the fence of `block`.
  private func isClosingFence(_ block: OpenBlock) -> Bool {
    let mark = block.kind == .mathBlock ? fenceMark(block) : block.style
    guard byte(nonspace) == mark else { return false }
    var i = nonspace
    while i < lineEnd, bytes[i] == mark { i += 1 }
    guard i - nonspace >= Int(block.value) else { return false }
    while i < lineEnd, ByteClass.isBlank(bytes[i]) { i += 1 }
    return i == lineEnd
  }

  /// The fence character of a `math` fence, which is the first byte of the block.
  private func fenceMark(_ block: OpenBlock) -> UInt8 { bytes[Int(nodes[Int(block.node)].start)] }

  /// Ends the fenced block with the line as its closing fence.
  private mutating func closeFence() {
    let last = open.count - 1
    let node = Int(open[last].node)
    var end = lineEnd
    while end > nonspace, ByteClass.isBlank(bytes[end - 1]) { end -= 1 }
    nodes[node].end = Int32(truncatingIfNeeded: end)
    nodes[node].flags.insert(.third)
    closeLast()
  }
}
