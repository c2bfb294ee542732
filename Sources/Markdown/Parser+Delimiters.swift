/// A run of `*`, `_`, `~` or a quote that may open or close something.
struct Delimiter {
  /// The text node with what is left of the run.
  var node: Int32
  /// How many bytes are left.
  var length: Int32
  /// How many there were.
  var original: Int32
  /// The byte.
  var byte: UInt8
  var canOpen: Bool
  var canClose: Bool
  /// The neighbours on the stack, as indices; -1 for none.
  var previous: Int32
  var next: Int32 = -1
}

/// Emphasis, strikethrough and smart quotes.
///
/// - Source: CommonMark 0.31.2, "An algorithm for parsing nested emphasis and links"; openers that
///   were looked for in vain are remembered by kind, so that the whole is linear.
extension Parser {
  // MARK: Runs

  /// What stands beside a run, as far as flanking asks.
  private enum Side { case space, punctuation, other }

  private func side(before i: Int) -> Side {
    // The start of the leaf counts as white space.
    guard i > position else { return .space }
    let byte = text[i - 1]
    if byte < 0x80 { return side(of: byte) }
    var start = i - 1
    while start > position, start > i - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    return side(ofScalarAt: start, end: i)
  }

  private func side(after i: Int) -> Side {
    guard i < textEnd else { return .space }
    if text[i] < 0x80 { return side(of: text[i]) }
    return side(ofScalarAt: i, end: min(textEnd, i + 4))
  }

  private func side(of byte: UInt8) -> Side {
    if ByteClass.isSpace(byte) { return .space }
    return ByteClass.isPunctuation(byte) || byte == 0 ? .punctuation : .other
  }

  private func side(ofScalarAt start: Int, end: Int) -> Side {
    let scalar = scalar(at: start, end: end)
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
      .modifierSymbol, .otherSymbol:
      return .punctuation
    default: return .other
    }
  }

  /// The scalar at `start`; U+FFFD where no valid one stands.
  func scalar(at start: Int, end: Int) -> Unicode.Scalar {
    var bytes = UnsafeBufferPointer(start: text + start, count: end - start).makeIterator()
    var decoder = UTF8()
    if case .scalarValue(let scalar) = decoder.decode(&bytes) { return scalar }
    return "\u{FFFD}"
  }

  mutating func parseDelimiter(_ i: Int) -> Int {
    let byte = text[i]
    var end = i + 1
    while end < textEnd, text[end] == byte { end += 1 }
    let before = side(before: i)
    let after = side(after: end)
    let isLeft =
      after != .space && (after != .punctuation || before != .other)
    let isRight =
      before != .space && (before != .punctuation || after != .other)
    var canOpen = isLeft
    var canClose = isRight
    if byte == UInt8(ascii: "_") {
      canOpen = isLeft && (!isRight || before == .punctuation)
      canClose = isRight && (!isLeft || after == .punctuation)
    }
    // A run that can do neither is text.
    guard canOpen || canClose else { return end }
    flush(i)
    let node = appendInline(makeNode(.text, i, end))
    pushDelimiter(node, end - i, byte, canOpen, canClose)
    needsMerge = true
    pending = end
    return end
  }

  /// Whether the quote at `i` may open and close.
  func quoteSides(_ i: Int) -> (canOpen: Bool, canClose: Bool) {
    let before = side(before: i)
    let after = side(after: i + 1)
    let isLeft = after != .space && (after != .punctuation || before != .other)
    let isRight = before != .space && (before != .punctuation || after != .other)
    let last = i > position ? text[i - 1] : 0x0A
    let isAfterOpening = last == UInt8(ascii: "(") || last == UInt8(ascii: "[")
    let isAfterClosing = last == UInt8(ascii: ")") || last == UInt8(ascii: "]")
    return (isLeft && (!isRight || isAfterOpening) && !isAfterClosing, isRight)
  }

  mutating func parseTilde(_ i: Int) -> Int {
    var end = i + 1
    while end < textEnd, text[end] == UInt8(ascii: "~") { end += 1 }
    guard end - i <= 2 else { return end }
    let before = side(before: i)
    let after = side(after: end)
    let isLeft = after != .space && (after != .punctuation || before != .other)
    let isRight = before != .space && (before != .punctuation || after != .other)
    guard isLeft || isRight else { return end }
    flush(i)
    let node = appendInline(makeNode(.text, i, end))
    pushDelimiter(node, end - i, UInt8(ascii: "~"), isLeft, isRight)
    needsMerge = true
    pending = end
    return end
  }

  /// Puts a run on the stack.
  mutating func pushDelimiter(
    _ node: Int, _ length: Int, _ byte: UInt8, _ canOpen: Bool, _ canClose: Bool
  ) {
    let index = delimiters.count
    delimiters.append(
      Delimiter(
        node: Int32(truncatingIfNeeded: node), length: Int32(truncatingIfNeeded: length),
        original: Int32(truncatingIfNeeded: length), byte: byte, canOpen: canOpen,
        canClose: canClose, previous: Int32(truncatingIfNeeded: lastDelimiter)))
    if lastDelimiter >= 0 { delimiters[lastDelimiter].next = Int32(truncatingIfNeeded: index) }
    lastDelimiter = index
  }

  private mutating func removeDelimiter(_ index: Int) {
    let previous = Int(delimiters[index].previous)
    let next = Int(delimiters[index].next)
    if previous >= 0 { delimiters[previous].next = delimiters[index].next }
    if next >= 0 {
      delimiters[next].previous = delimiters[index].previous
    } else {
      lastDelimiter = previous
    }
  }

  // MARK: Matching

  /// Matches the runs above the stack index `bottom`, then takes them off the stack.
  mutating func processDelimiters(above bottom: Int) {
    var closer = lastDelimiter
    while closer >= 0, Int(delimiters[closer].previous) > bottom {
      closer = Int(delimiters[closer].previous)
    }
    guard closer > bottom else { return }
    // The lowest index where an opener may be, by kind of closer.
    floor.removeAll()
    for _ in 0..<15 { floor.append(Int32(truncatingIfNeeded: bottom)) }
    while closer >= 0 {
      let run = delimiters[closer]
      guard run.canClose else {
        closer = Int(run.next)
        continue
      }
      let kind = kindOfCloser(run)
      var opener = Int(run.previous)
      var isFound = false
      while opener > bottom, opener > Int(floor[kind]) {
        let candidate = delimiters[opener]
        if candidate.canOpen, candidate.byte == run.byte, mayMatch(candidate, run) {
          isFound = true
          break
        }
        opener = Int(candidate.previous)
      }
      if isFound {
        closer = match(opener, closer)
      } else {
        floor[kind] = run.previous
        if !run.canOpen { removeDelimiter(closer) }
        closer = Int(run.next)
      }
    }
    while lastDelimiter > bottom { removeDelimiter(lastDelimiter) }
  }

  private func kindOfCloser(_ run: Delimiter) -> Int {
    let rest = Int(run.original % 3) + (run.canOpen ? 3 : 0)
    switch run.byte {
    case UInt8(ascii: "*"): return rest
    case UInt8(ascii: "_"): return 6 + rest
    case UInt8(ascii: "~"): return 12
    case UInt8(ascii: "'"): return 13
    default: return 14
    }
  }

  /// The rule of three for `*` and `_`.
  private func mayMatch(_ opener: Delimiter, _ closer: Delimiter) -> Bool {
    guard closer.byte == UInt8(ascii: "*") || closer.byte == UInt8(ascii: "_"),
      closer.canOpen || opener.canClose
    else { return true }
    return closer.original % 3 == 0 || (opener.original + closer.original) % 3 != 0
  }

  /// Makes something of the two runs; returns the next closer to look at.
  private mutating func match(_ opener: Int, _ closer: Int) -> Int {
    switch delimiters[closer].byte {
    case UInt8(ascii: "~"): return matchTildes(opener, closer)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return matchQuotes(opener, closer)
    default: return matchEmphasis(opener, closer)
    }
  }

  /// Takes both runs, and what is between them, off the stack.
  mutating func dropMatched(_ opener: Int, _ closer: Int) {
    removeDelimiter(opener)
    removeDelimiter(closer)
  }

  private mutating func removeDelimiters(between opener: Int, and closer: Int) {
    // Nobody looks at them again, so it is enough to link past them.
    delimiters[opener].next = Int32(truncatingIfNeeded: closer)
    delimiters[closer].previous = Int32(truncatingIfNeeded: opener)
  }

  private mutating func matchEmphasis(_ opener: Int, _ closer: Int) -> Int {
    let isStrong = delimiters[opener].length >= 2 && delimiters[closer].length >= 2
    let used: Int32 = isStrong ? 2 : 1
    removeDelimiters(between: opener, and: closer)
    wrap(opener, closer, used, isStrong ? .strong : .emphasis)
    if delimiters[opener].length == 0 { removeDelimiter(opener) }
    guard delimiters[closer].length == 0 else { return closer }
    let next = Int(delimiters[closer].next)
    removeDelimiter(closer)
    return next
  }

  private mutating func matchTildes(_ opener: Int, _ closer: Int) -> Int {
    let next = Int(delimiters[closer].next)
    removeDelimiters(between: opener, and: closer)
    let length = delimiters[closer].length
    if delimiters[opener].length == length { wrap(opener, closer, length, .strikethrough) }
    removeDelimiter(opener)
    removeDelimiter(closer)
    return next
  }

  /// Puts the nodes between two runs into a new node, which takes `used` bytes off both.
  private mutating func wrap(_ opener: Int, _ closer: Int, _ used: Int32, _ kind: RawKind) {
    let first = Int(delimiters[opener].node)
    let last = Int(delimiters[closer].node)
    delimiters[opener].length -= used
    delimiters[closer].length -= used
    let start = nodes[first].end - used
    let end = nodes[last].start + used
    let inner = Int(nodes[first].next)
    let innerLast = Int(nodes[last].previous)
    var wrapper = first
    if delimiters[opener].length > 0 {
      // What is left of the opener stays before the new node.
      nodes[first].end = start
      nodes[first].b = start
      wrapper = nodes.count
      var node = Node(kind, Int(start), Int(end))
      node.parent = nodes[first].parent
      node.previous = Int32(truncatingIfNeeded: first)
      nodes.append(node)
      nodes[first].next = Int32(truncatingIfNeeded: wrapper)
    } else {
      // The opener's own node becomes the new one.
      nodes[first].kind = kind
      nodes[first].flags = []
      nodes[first].start = start
      nodes[first].end = end
    }
    if inner != last {
      nodes[wrapper].first = Int32(truncatingIfNeeded: inner)
      nodes[inner].previous = 0
      nodes[innerLast].next = 0
      var child = inner
      while child != 0 {
        nodes[child].parent = Int32(truncatingIfNeeded: wrapper)
        child = Int(nodes[child].next)
      }
    }
    nodes[wrapper].next = Int32(truncatingIfNeeded: last)
    nodes[last].previous = Int32(truncatingIfNeeded: wrapper)
    nodes[last].start = end
    nodes[last].a = end
    if delimiters[closer].length == 0 { unlink(last) }
  }

  /// Takes a node out of its siblings.
  mutating func unlink(_ index: Int) {
    let node = nodes[index]
    if node.previous != 0 {
      nodes[Int(node.previous)].next = node.next
    } else {
      nodes[Int(node.parent)].first = node.next
    }
    if node.next != 0 {
      nodes[Int(node.next)].previous = node.previous
    } else if lastChild == index {
      lastChild = Int(node.previous)
    }
    nodes[index].kind = .document
  }
}
