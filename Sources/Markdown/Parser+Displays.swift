/// Displayed formulas that stand as blocks, so that no line of TeX is taken for a list or heading.
///
///     display = "$$" tex "$$" attributes?  |  "\[" tex "\]" attributes?
///
/// The opening mark starts a line (also straight after a line of text); the closing mark ends one;
/// no blank line lies between. Where text follows the closing mark, the formula is an inline one.
extension Parser {
  mutating func startDisplay(_ container: inout Int) -> Start {
    let isDollar = bytes[nonspace] == UInt8(ascii: "$")
    guard extensions.contains(isDollar ? .dollarMath : .backslashMath) else { return .nothing }
    let second = isDollar ? UInt8(ascii: "$") : UInt8(ascii: "[")
    guard byte(nonspace + 1) == second, nonspace + 2 <= lineEnd else { return .nothing }
    let close = isDollar ? second : UInt8(ascii: "]")
    guard endsDisplay(close, from: nonspace + 2) else { return .nothing }
    let start = nonspace
    container = makeRoom(for: .mathBlock, in: container)
    openLeaf(.mathBlock, at: start)
    container = open.count - 1
    open[container].style = close
    let node = Int(open[container].node)
    let delimiter: MarkdownNode.MathDelimiter = isDollar ? .doubleDollar : .bracket
    nodes[node].level = UInt16(delimiter.rawValue)
    nodes[node].flags.insert(.variant)
    advanceToNonspace()
    advance(to: offset + 2)
    continueDisplay()
    return .line
  }

  /// Adds what the line holds of the open display, and closes it at its mark.
  mutating func continueDisplay() {
    let top = open.count - 1
    let node = Int(open[top].node)
    guard let mark = closingMark(open[top].style, offset, lineEnd) else {
      addRawLine()
      return
    }
    appendPiece(offset, mark)
    var end = trimmed(mark + 2, lineEnd).end
    let (rest, restEnd) = trimmed(mark + 2, lineEnd)
    var attributesEnd = restEnd
    let extra = takeAttributes(rest, &attributesEnd)
    if extra != 0, attributesEnd == rest { nodes[node].c = extra } else { end = mark + 2 }
    nodes[node].end = Int32(truncatingIfNeeded: end)
    nodes[node].flags.insert(.third)
    closeLast()
  }

  /// The offset of the closing mark in `start..<end`.
  private func closingMark(_ close: UInt8, _ start: Int, _ end: Int) -> Int? {
    let isDollar = close == UInt8(ascii: "$")
    let first = isDollar ? close : UInt8(ascii: "\\")
    var i = start
    while i + 1 < end {
      if bytes[i] == first, bytes[i + 1] == close { return i }
      // `\\` is a line break of TeX and `\$` a dollar: what follows the backslash is no mark.
      i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  /// Whether a closing mark follows before the next blank line, at the end of its line, with
  /// something between the marks.
  private func endsDisplay(_ close: UInt8, from start: Int) -> Bool {
    var from = start
    var end = lineEnd
    var hasContent = false
    while true {
      if let mark = closingMark(close, from, end) {
        if trimmed(from, mark).start < mark { hasContent = true }
        guard hasContent else { return false }
        let (rest, restEnd) = trimmed(mark + 2, end)
        return rest == restEnd
          || extensions.contains(.attributes) && bytes[rest] == UInt8(ascii: "{")
            && bytes[restEnd - 1] == UInt8(ascii: "}") && areAttributes(rest + 1, restEnd - 1)
      }
      if trimmed(from, end).start < end { hasContent = true }
      // The next line, without the marks of block quotes around it.
      from = end
      if from < count, bytes[from] == 0x0D { from += 1 }
      if from < count, bytes[from] == 0x0A { from += 1 }
      if from == end { return false }
      end = from
      while end < count, !ByteClass.isLineEnd(bytes[end]) { end += 1 }
      while from < end, ByteClass.isBlank(bytes[from]) || bytes[from] == UInt8(ascii: ">") {
        from += 1
      }
      if from == end { return false }
    }
  }
}
