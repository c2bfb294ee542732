/// The inlines of one leaf: one pass over its bytes that stops at special ones, a stack of
/// delimiters and one of brackets.
///
/// Text between specials becomes nodes as slices. What could only be told by looking far ahead is
/// remembered per leaf (`Memo`, `backticks`), so that no input is read twice for each of its
/// openers.
extension Parser {
  /// The codes of the table of special bytes.
  enum Special {
    static let newline: UInt8 = 1
    static let backtick: UInt8 = 2
    static let backslash: UInt8 = 3
    static let ampersand: UInt8 = 4
    static let less: UInt8 = 5
    static let delimiter: UInt8 = 6
    static let tilde: UInt8 = 7
    static let open: UInt8 = 8
    static let close: UInt8 = 9
    static let bang: UInt8 = 10
    static let dollar: UInt8 = 11
    static let colon: UInt8 = 12
    static let letterW: UInt8 = 13
    static let mail: UInt8 = 14
    static let quote: UInt8 = 15
    static let dash: UInt8 = 16
    static let dot: UInt8 = 17
  }

  mutating func fillSpecials() {
    for i in 0..<256 { special[i] = 0 }
    func set(_ character: Unicode.Scalar, _ code: UInt8) { special[Int(character.value)] = code }
    set("\n", Special.newline)
    set("\r", Special.newline)
    set("`", Special.backtick)
    set("\\", Special.backslash)
    set("&", Special.ampersand)
    set("<", Special.less)
    set("*", Special.delimiter)
    set("_", Special.delimiter)
    set("[", Special.open)
    set("]", Special.close)
    set("!", Special.bang)
    if extensions.contains(.strikethrough) { set("~", Special.tilde) }
    if extensions.contains(.dollarMath) { set("$", Special.dollar) }
    if extensions.contains(.autolinks) {
      set(":", Special.colon)
      set("w", Special.letterW)
      set("@", Special.mail)
    }
    if extensions.contains(.smartPunctuation) {
      set("\"", Special.quote)
      set("'", Special.quote)
      set("-", Special.dash)
      set(".", Special.dot)
    }
  }

  /// What is known about the rest of the leaf.
  struct Memo {
    /// The closing marks that do not occur from here on.
    var lacks: Closers = []
    /// No `$…$` opens before this offset.
    var dollarsFailBefore = 0

    /// Closing marks that are searched for far ahead.
    struct Closers: OptionSet {
      let rawValue: UInt8
      static let comment = Closers(rawValue: 1)
      static let cdata = Closers(rawValue: 2)
      static let declaration = Closers(rawValue: 4)
      static let instruction = Closers(rawValue: 8)
      static let display = Closers(rawValue: 16)
      static let parenthesis = Closers(rawValue: 32)
      static let bracket = Closers(rawValue: 64)
      static let ticked = Closers(rawValue: 128)
    }
  }

  /// Parses the inlines of all leaves, in order of the text.
  mutating func parseInlines() {
    let blocks = nodes.count
    var index = 1
    while index < blocks {
      let kind = nodes[index].kind
      if kind.hasInlines {
        if kind == .heading { headings.append(Int32(truncatingIfNeeded: index)) }
        parseLeaf(index)
      }
      index += 1
    }
  }

  private mutating func parseLeaf(_ index: Int) {
    let node = nodes[index]
    if node.flags.contains(.pieces) {
      load(Int(node.a), Int(node.b))
    } else {
      guard node.b > node.a else { return }
      loadSlice(Int(node.a), Int(node.b))
    }
    leaf = index
    lastChild = 0
    let firstInline = nodes.count
    delimiters.removeAll()
    brackets.removeAll()
    inactiveBrackets = 0
    lastDelimiter = -1
    hasBackticks = false
    backticks.removeAll()
    memo = Memo()
    needsMerge = false
    sawMailSign = false
    pending = position
    parseText()
    processDelimiters(above: -1)
    if needsMerge || brackets.count > 0 { mergeTexts(from: firstInline) }
    if sawMailSign { linkMailAddresses(in: index) }
  }

  private mutating func parseText() {
    var i = position
    let special = UnsafePointer(self.special)
    let text = self.text
    let end = textEnd
    while true {
      while i < end, special[Int(text[i])] == 0 { i += 1 }
      guard i < end else { break }
      switch special[Int(text[i])] {
      case Special.newline: i = parseNewline(i)
      case Special.backtick: i = parseCode(i)
      case Special.backslash: i = parseBackslash(i)
      case Special.ampersand: i = parseEntity(i)
      case Special.less: i = parseLess(i)
      case Special.delimiter: i = parseDelimiter(i)
      case Special.tilde: i = parseTilde(i)
      case Special.open: i = parseOpen(i)
      case Special.close: i = parseClose(i)
      case Special.bang: i = parseBang(i)
      case Special.dollar: i = parseDollar(i)
      case Special.colon: i = parseColon(i)
      case Special.letterW:
        if i + 3 < end, text[i + 1] == text[i], text[i + 2] == text[i] {
          i = parseWWW(i)
        } else {
          i += 1
        }
      case Special.mail:
        sawMailSign = true
        i += 1
      case Special.quote: i = parseQuote(i)
      case Special.dash: i = parseDashes(i)
      case Special.dot: i = parseDots(i)
      default: i += 1
      }
    }
    flush(end)
  }

  // MARK: Adding nodes

  /// Adds a node as the leaf's last child.
  @discardableResult
  @inline(__always)
  mutating func appendInline(_ node: Node) -> Int {
    let index = nodes.count
    var node = node
    node.parent = Int32(truncatingIfNeeded: leaf)
    node.previous = Int32(truncatingIfNeeded: lastChild)
    let link = Int32(truncatingIfNeeded: index)
    if lastChild != 0 {
      nodes[lastChild].next = link
    } else {
      nodes[leaf].first = link
    }
    lastChild = index
    nodes.append(node)
    return index
  }

  /// A node for `start..<end` of the text.
  @inline(__always)
  mutating func makeNode(_ kind: RawKind, _ start: Int, _ end: Int) -> Node {
    let first = fileOffset(start)
    return Node(
      kind, first, end <= segmentEnd ? end + segmentDelta : fileEndOffset(end, from: start))
  }

  /// Adds the text from `pending` to `end`.
  @inline(__always)
  mutating func flush(_ end: Int) {
    if end > pending { appendText(pending, end) }
  }

  private mutating func appendText(_ start: Int, _ end: Int) {
    if isOneSlice(start, end) {
      appendInline(makeNode(.text, start, end))
      return
    }
    var i = start
    while i < end {
      _ = fileOffset(i)
      let stop = min(end, segmentEnd)
      appendInline(makeNode(.text, i, stop))
      i = stop
    }
  }

  /// Adds text that reads otherwise than it was written.
  mutating func appendReplacement(_ start: Int, _ end: Int, pool at: Int, _ count: Int) {
    var node = makeNode(.text, start, end)
    node.flags.insert(.pool)
    node.a = Int32(truncatingIfNeeded: at)
    node.b = Int32(truncatingIfNeeded: count)
    appendInline(node)
  }

  /// Gives `node` the content `start..<end`, which may span lines; line endings read as `ending`.
  mutating func setContent(_ node: inout Node, _ start: Int, _ end: Int, ending: UInt8) {
    var hasLineEnds = false
    if ending != 0x0A || hasCarriageReturns || segments.count > 0 {
      var i = start
      while i < end, !ByteClass.isLineEnd(text[i]) { i += 1 }
      hasLineEnds = i < end
    }
    if !hasLineEnds, isOneSlice(start, end) {
      node.a = Int32(truncatingIfNeeded: fileOffset(start))
      node.b = node.a + Int32(truncatingIfNeeded: end - start)
      return
    }
    let first = pieces.count
    var i = start
    while i < end {
      _ = fileOffset(i)
      let stop = min(end, segmentEnd)
      var lineEnd = i
      while lineEnd < stop, !ByteClass.isLineEnd(text[lineEnd]) { lineEnd += 1 }
      if lineEnd > i {
        pieces.append(Piece(slice: i + segmentDelta, lineEnd + segmentDelta))
      }
      i = lineEnd
      if i < stop {
        var next = i + 1
        if text[i] == 0x0D, next < end, text[next] == 0x0A { next += 1 }
        let at = pool.count
        pool.append(ending)
        let file = fileOffset(i)
        pieces.append(Piece(pool: at, 1, for: file, fileEndOffset(next, from: i)))
        i = next
      }
    }
    node.flags.insert(.pieces)
    node.a = Int32(truncatingIfNeeded: first)
    node.b = Int32(truncatingIfNeeded: pieces.count - first)
  }

  // MARK: Small ones

  private mutating func parseNewline(_ i: Int) -> Int {
    var trimmed = i
    while trimmed > pending, ByteClass.isBlank(text[trimmed - 1]) { trimmed -= 1 }
    let isHard = i - trimmed >= 2 && text[i - 1] == 0x20 && text[i - 2] == 0x20
    flush(trimmed)
    var next = i + 1
    if text[i] == 0x0D, next < textEnd, text[next] == 0x0A { next += 1 }
    appendInline(makeNode(isHard ? .lineBreak : .softBreak, trimmed, next))
    pending = skipBlanks(next)
    return pending
  }

  private mutating func parseBackslash(_ i: Int) -> Int {
    guard i + 1 < textEnd else { return i + 1 }
    let next = text[i + 1]
    if next == UInt8(ascii: "(") || next == UInt8(ascii: "["), extensions.contains(.backslashMath),
      let end = parseBackslashMath(i)
    {
      return end
    }
    if ByteClass.isPunctuation(next) {
      flush(i)
      var node = makeNode(.text, i, i + 2)
      node.a = node.b - 1
      appendInline(node)
      pending = i + 2
      return pending
    }
    if ByteClass.isLineEnd(next) {
      flush(i)
      var end = i + 2
      if next == 0x0D, end < textEnd, text[end] == 0x0A { end += 1 }
      appendInline(makeNode(.lineBreak, i, end))
      pending = skipBlanks(end)
      return pending
    }
    return i + 1
  }

  private mutating func parseEntity(_ i: Int) -> Int {
    guard let entity = Entities.match(text, at: i, end: textEnd) else { return i + 1 }
    flush(i)
    let at = pool.count
    for byte in entity.utf8 { pool.append(byte) }
    appendReplacement(i, i + entity.length, pool: at, pool.count - at)
    pending = i + entity.length
    return pending
  }

  private mutating func parseCode(_ i: Int) -> Int {
    var start = i
    while start < textEnd, text[start] == UInt8(ascii: "`") { start += 1 }
    guard let close = closingTicks(start - i, from: start) else { return start }
    let length = start - i
    flush(i)
    var from = start
    var to = close - length
    // One space, or line ending, goes at both ends, unless there is nothing else.
    if to - from >= 2, isSpaceInCode(text[from]), isSpaceInCode(text[to - 1]) {
      var k = from
      while k < to, isSpaceInCode(text[k]) { k += 1 }
      if k < to {
        from += text[from] == 0x0D && text[from + 1] == 0x0A ? 2 : 1
        to -= text[to - 1] == 0x0A && text[to - 2] == 0x0D ? 2 : 1
      }
    }
    var node = makeNode(.code, i, close)
    setContent(&node, from, max(from, to), ending: 0x20)
    appendInline(node)
    pending = close
    return close
  }

  private func isSpaceInCode(_ byte: UInt8) -> Bool { byte == 0x20 || ByteClass.isLineEnd(byte) }

  /// The offset after the next run of exactly `length` backticks.
  private mutating func closingTicks(_ length: Int, from start: Int) -> Int? {
    if hasBackticks {
      guard length < backticks.count, Int(backticks[length]) >= start else { return nil }
    }
    var i = start
    while i < textEnd {
      while i < textEnd, text[i] != UInt8(ascii: "`") { i += 1 }
      guard i < textEnd else { break }
      let run = i
      while i < textEnd, text[i] == UInt8(ascii: "`") { i += 1 }
      if i - run == length { return i }
      while backticks.count <= i - run { backticks.append(-1) }
      backticks[i - run] = Int32(truncatingIfNeeded: run)
    }
    hasBackticks = true
    return nil
  }
}
