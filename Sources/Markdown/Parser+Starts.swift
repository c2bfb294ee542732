/// What may start a block, by the first byte that is no blank.
extension Parser {
  /// Opens blocks inside `container` for as long as the line starts some.
  ///
  /// Returns whether the line was used up; else `container` is the innermost block that is open
  /// and the cursor stands at the text.
  mutating func openBlocks(_ container: inout Int) -> Bool {
    var mayBeLazy = open[open.count - 1].kind == .paragraph
    while !isBlank {
      if isTooDeep(in: container) { return false }
      if indent >= 4 {
        if !mayBeLazy { openIndentedCode(&container) }
        return false
      }
      switch startBlock(&container) {
      case .nothing: return false
      case .container:
        findNonspace()
        mayBeLazy = false
      case .leaf: return false
      case .line: return true
      }
    }
    return false
  }

  /// What a block start left behind.
  enum Start {
    /// No block starts here.
    case nothing
    /// A container was opened; more may start inside.
    case container
    /// A leaf was opened that takes the rest of the line.
    case leaf
    /// The whole line was used.
    case line
  }

  private mutating func startBlock(_ container: inout Int) -> Start {
    switch bytes[nonspace] {
    case UInt8(ascii: ">"): return startBlockQuote(&container)
    case UInt8(ascii: "#"): return startHeading(&container)
    case UInt8(ascii: "`"), UInt8(ascii: "~"): return startFence(&container)
    case UInt8(ascii: "<"): return startHTMLBlock(&container)
    case UInt8(ascii: "="):
      let start = underline(&container)
      return start == .nothing ? startTab(&container) : start
    case UInt8(ascii: "-"):
      var start = underline(&container)
      if start == .nothing { start = startThematicBreak(&container) }
      if start == .nothing { start = startListItem(&container) }
      return start == .nothing ? startTable(&container) : start
    case UInt8(ascii: "*"):
      let start = startThematicBreak(&container)
      return start == .nothing ? startListItem(&container) : start
    case UInt8(ascii: "_"): return startThematicBreak(&container)
    case UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return startListItem(&container)
    case UInt8(ascii: "|"): return startTable(&container)
    case UInt8(ascii: ":"):
      let start = startTable(&container)
      return start == .nothing ? startDescription(&container) : start
    case UInt8(ascii: "["): return startFootnote(&container)
    case UInt8(ascii: "$"), UInt8(ascii: "\\"): return startDisplay(&container)
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return startAdmonition(&container)
    case UInt8(ascii: "{"): return attributeLine(&container)
    default: return .nothing
    }
  }

  // MARK: CommonMark's own, lists and HTML apart

  private mutating func startBlockQuote(_ container: inout Int) -> Start {
    let start = nonspace
    container = makeRoom(for: .blockQuote, in: container)
    push(.blockQuote, at: start)
    advanceToNonspace()
    advance(to: offset + 1)
    nodes[Int(open[open.count - 1].node)].end = Int32(truncatingIfNeeded: offset)
    advanceOptionalSpace()
    container = open.count - 1
    return .container
  }

  private mutating func openIndentedCode(_ container: inout Int) {
    container = makeRoom(for: .codeBlock, in: container)
    advance(columns: 4)
    openLeaf(.codeBlock, at: min(offset, lineEnd))
    container = open.count - 1
  }

  private mutating func startHeading(_ container: inout Int) -> Start {
    var i = nonspace
    while i < lineEnd, bytes[i] == UInt8(ascii: "#") { i += 1 }
    let level = i - nonspace
    guard level <= 6, i == lineEnd || ByteClass.isBlank(bytes[i]) else { return .nothing }
    var (start, end) = trimmed(i, lineEnd)
    var hashes = end
    while hashes > start, bytes[hashes - 1] == UInt8(ascii: "#") { hashes -= 1 }
    if hashes < end, hashes == start || ByteClass.isBlank(bytes[hashes - 1]) {
      end = trimmed(start, hashes).end
    }
    container = makeRoom(for: .heading, in: container)
    var node = Node(.heading, nonspace, trimmed(nonspace, lineEnd).end)
    node.level = UInt16(level)
    node.c = takeAttributes(start, &end)
    node.a = Int32(truncatingIfNeeded: start)
    node.b = Int32(truncatingIfNeeded: end)
    // `## Title {#id} ##` and `## Title ## {#id}` both occur; the closing marks go in either case.
    if node.c != 0 {
      var hashes = end
      while hashes > start, bytes[hashes - 1] == UInt8(ascii: "#") { hashes -= 1 }
      if hashes < end, hashes == start || ByteClass.isBlank(bytes[hashes - 1]) {
        node.b = Int32(truncatingIfNeeded: trimmed(start, hashes).end)
      }
    }
    appendChild(node)
    return .line
  }

  /// A line of `=` or `-` that makes the paragraph before it a heading.
  private mutating func underline(_ container: inout Int) -> Start {
    guard open[container].kind == .paragraph, container == open.count - 1 else { return .nothing }
    let mark = bytes[nonspace]
    var i = nonspace
    while i < lineEnd, bytes[i] == mark { i += 1 }
    let marksEnd = i
    while i < lineEnd, ByteClass.isBlank(bytes[i]) { i += 1 }
    guard i == lineEnd else { return .nothing }
    let node = Int(open[container].node)
    takeDefinitions(of: node)
    guard node == Int(open[container].node), hasContent(node) else { return .nothing }
    nodes[node].kind = .heading
    nodes[node].level = mark == UInt8(ascii: "=") ? 1 : 2
    nodes[node].flags.insert(.variant)
    open[container].kind = .heading
    closeLast()
    nodes[node].end = Int32(truncatingIfNeeded: marksEnd)
    container -= 1
    return .line
  }

  private mutating func startThematicBreak(_ container: inout Int) -> Start {
    // What a scan found to be no rule is none from any later start before the same byte.
    guard nonspace >= noRuleBefore else { return .nothing }
    let mark = bytes[nonspace]
    var marks = 0
    var last = nonspace
    var i = nonspace
    while i < lineEnd {
      if bytes[i] == mark {
        marks += 1
        last = i
      } else if !ByteClass.isBlank(bytes[i]) {
        noRuleBefore = i
        return .nothing
      }
      i += 1
    }
    guard marks >= 3 else { return .nothing }
    container = makeRoom(for: .thematicBreak, in: container)
    appendChild(Node(.thematicBreak, nonspace, last + 1))
    return .line
  }

  private mutating func startFence(_ container: inout Int) -> Start {
    let mark = bytes[nonspace]
    var i = nonspace
    while i < lineEnd, bytes[i] == mark { i += 1 }
    let length = i - nonspace
    guard length >= 3 else { return .nothing }
    if mark == UInt8(ascii: "`") {
      var k = i
      while k < lineEnd {
        if bytes[k] == mark { return .nothing }
        k += 1
      }
    }
    let indentation = indent
    container = makeRoom(for: .codeBlock, in: container)
    let (start, end) = trimmed(i, lineEnd)
    let isMath = extensions.contains(.dollarMath) && isMathInfo(start, end)
    openLeaf(isMath ? .mathBlock : .codeBlock, at: nonspace)
    let last = open.count - 1
    open[last].style = isMath ? 0 : mark
    open[last].value = Int32(truncatingIfNeeded: length)
    open[last].second = Int32(truncatingIfNeeded: indentation)
    let node = Int(open[last].node)
    nodes[node].flags.insert(.variant)
    nodes[node].end = Int32(truncatingIfNeeded: max(end, i))
    if isMath { nodes[node].level = UInt16(MarkdownNode.MathDelimiter.fence.rawValue) }
    if end > start {
      var extra = Extra()
      extra.main = TextPlace(file: start, end)
      if extensions.contains(.attributes), let inside = bracesAtEnd(start, end) {
        extra.attributeStart = Int32(truncatingIfNeeded: inside.start)
        extra.attributeEnd = Int32(truncatingIfNeeded: inside.end)
      }
      nodes[node].c = addExtra(extra)
    }
    return .line
  }

  /// Whether the first word of an info string is `math`.
  private func isMathInfo(_ start: Int, _ end: Int) -> Bool {
    guard end - start >= 4, bytes[start] == UInt8(ascii: "m"),
      bytes[start + 1] == UInt8(ascii: "a"),
      bytes[start + 2] == UInt8(ascii: "t"), bytes[start + 3] == UInt8(ascii: "h")
    else { return false }
    return end - start == 4 || ByteClass.isBlank(bytes[start + 4])
      || bytes[start + 4] == UInt8(ascii: "{")
  }

  // MARK: Helpers

  /// `start..<end` without blanks at both ends.
  func trimmed(_ start: Int, _ end: Int) -> (start: Int, end: Int) {
    var start = start
    var end = end
    while start < end, ByteClass.isBlank(bytes[start]) { start += 1 }
    while end > start, ByteClass.isBlank(bytes[end - 1]) { end -= 1 }
    return (start, end)
  }

  mutating func addExtra(_ extra: Extra) -> Int32 {
    extras.append(extra)
    return Int32(truncatingIfNeeded: extras.count - 1)
  }
}
