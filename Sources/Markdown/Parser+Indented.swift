/// Blocks with a head line and a body indented by four: admonitions, tabs, footnotes; and the
/// descriptions of a definition list.
///
///     admonition  = ("!!!" | "???" "+"?) blank+ word (blank+ word)* (blank+ '"' title '"')?
///     tab         = "===" ("!" | "+")? blank+ ('"' title '"' | "'" title "'")
///     footnote    = "[^" label "]:"                    label: no white space, no "]"
///     description = ":" blank+ text                    after a term, or another description
///
/// A title is read for inlines. Each block ends at the first line that is neither blank nor indented. Tabs that follow one another
/// form one group. A description's body lines up with its text.
extension Parser {
  // MARK: Admonitions and tabs

  mutating func startAdmonition(_ container: inout Int) -> Start {
    guard extensions.contains(.admonitions), nonspace + 4 < lineEnd else { return .nothing }
    let mark = bytes[nonspace]
    guard bytes[nonspace + 1] == mark, bytes[nonspace + 2] == mark else { return .nothing }
    var i = nonspace + 3
    let isFoldable = mark == UInt8(ascii: "?")
    let isOpen = isFoldable && bytes[i] == UInt8(ascii: "+")
    if isOpen { i += 1 }
    guard i < lineEnd, ByteClass.isBlank(bytes[i]) else { return .nothing }
    guard let extra = admonitionHead(i) else { return .nothing }
    let end = trimmed(i, lineEnd).end
    let start = nonspace
    container = makeRoom(for: .admonition, in: container)
    openIndented(.admonition, start, end)
    appendTitle(extra)
    let node = Int(open[open.count - 1].node)
    nodes[node].c = addExtra(extra)
    if isFoldable { nodes[node].flags.insert(.variant) }
    if isOpen { nodes[node].flags.insert(.second) }
    return .line
  }

  /// The words and the title after the mark.
  private func admonitionHead(_ start: Int) -> Extra? {
    var extra = Extra()
    var (i, end) = trimmed(start, lineEnd)
    let wordsStart = i
    var wordsEnd = i
    while i < end, isWordByte(bytes[i]) {
      while i < end, isWordByte(bytes[i]) { i += 1 }
      if extra.main.count == 0 { extra.main = TextPlace(file: wordsStart, i) }
      wordsEnd = i
      while i < end, ByteClass.isBlank(bytes[i]) { i += 1 }
    }
    guard extra.main.count > 0 else { return nil }
    extra.label = TextPlace(file: wordsStart, wordsEnd)
    if i < end {
      guard i > wordsEnd, end - i >= 2, bytes[i] == UInt8(ascii: "\""),
        bytes[end - 1] == UInt8(ascii: "\"")
      else { return nil }
      extra.title = TextPlace(file: i + 1, end - 1)
      extra.hasTitle = true
    }
    return extra
  }

  private func isWordByte(_ byte: UInt8) -> Bool {
    ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  mutating func startTab(_ container: inout Int) -> Start {
    guard extensions.contains(.tabs), nonspace + 5 < lineEnd,
      bytes[nonspace + 1] == UInt8(ascii: "="), bytes[nonspace + 2] == UInt8(ascii: "=")
    else { return .nothing }
    var i = nonspace + 3
    if bytes[i] == UInt8(ascii: "!") || bytes[i] == UInt8(ascii: "+") { i += 1 }
    guard i < lineEnd, ByteClass.isBlank(bytes[i]) else { return .nothing }
    let (from, to) = trimmed(i, lineEnd)
    guard to - from >= 2, bytes[from] == UInt8(ascii: "\"") || bytes[from] == UInt8(ascii: "'"),
      bytes[to - 1] == bytes[from]
    else { return .nothing }
    let start = nonspace
    closeAll(above: container)
    if open[container].kind != .tabs {
      container = makeRoom(for: .tabs, in: container)
      push(.tabs, at: start)
    }
    openIndented(.tab, start, to)
    var extra = Extra()
    extra.title = TextPlace(file: from + 1, to - 1)
    extra.hasTitle = true
    nodes[Int(open[open.count - 1].node)].c = addExtra(extra)
    appendTitle(extra)
    return .line
  }

  /// Gives the block just opened its title, whose inlines are read with those of all leaves.
  private mutating func appendTitle(_ extra: Extra) {
    let start = Int(extra.title.start)
    let (from, to) = trimmed(start, start + Int(extra.title.count))
    guard to > from else { return }
    let isAfterBlank = wasBlank
    wasBlank = false
    _ = appendChild(Node(.title, from, to))
    wasBlank = isAfterBlank
  }

  private mutating func openIndented(_ kind: RawKind, _ start: Int, _ end: Int) {
    push(kind, at: start)
    let top = open.count - 1
    open[top].value = 4
    nodes[Int(open[top].node)].end = Int32(truncatingIfNeeded: end)
  }

  // MARK: Footnotes

  mutating func startFootnote(_ container: inout Int) -> Start {
    guard extensions.contains(.footnotes), byte(nonspace + 1) == UInt8(ascii: "^") else {
      return .nothing
    }
    var i = nonspace + 2
    while i < lineEnd, bytes[i] != UInt8(ascii: "]"), !ByteClass.isControlOrSpace(bytes[i]) {
      i += 1
    }
    guard i > nonspace + 2, byte(i) == UInt8(ascii: "]"), byte(i + 1) == UInt8(ascii: ":") else {
      return .nothing
    }
    let start = nonspace
    container = makeRoom(for: .footnoteDefinition, in: container)
    openIndented(.footnoteDefinition, start, i + 2)
    container = open.count - 1
    let node = Int(open[container].node)
    var extra = Extra()
    extra.label = TextPlace(file: start + 2, i)
    nodes[node].a = 0
    nodes[node].c = addExtra(extra)
    let key = normalizedLabel(bytes + (start + 2), i - start - 2)
    if !key.isEmpty, footnoteDefinitions[key] == nil {
      footnoteDefinitions[key] = Int32(truncatingIfNeeded: node)
    }
    advanceToNonspace()
    advance(to: i + 2)
    // White space after the colon is no indentation: it never makes code of the text.
    findNonspace()
    advanceToNonspace()
    return .container
  }

  // MARK: Definition lists

  mutating func startDescription(_ container: inout Int) -> Start {
    guard extensions.contains(.definitionLists), nonspace + 1 < lineEnd,
      ByteClass.isBlank(bytes[nonspace + 1]), trimmed(nonspace + 1, lineEnd).start < lineEnd
    else { return .nothing }
    let start = nonspace
    if open[container].kind == .definitionList {
      closeAll(above: container)
    } else if open[container].kind == .paragraph, container == open.count - 1 {
      // The paragraph just above holds the terms, one a line.
      let paragraph = Int(open[container].node)
      closeLast()
      container -= 1
      guard open[container].last == Int32(truncatingIfNeeded: paragraph),
        nodes[paragraph].kind == .paragraph
      else { return .nothing }
      openDefinitionList(terms: paragraph)
    } else {
      // One blank line may stand between the term and its description.
      let last = Int(open[container].last)
      guard open[container].kind.isContainer, wasBlank, last != 0, nodes[last].kind == .paragraph,
        isOneLine(nodes[last]), isOneBlankLine(Int(nodes[last].end), lineStart)
      else { return .nothing }
      closeAll(above: container)
      guard open[container].last == Int32(truncatingIfNeeded: last) else { return .nothing }
      openDefinitionList(terms: last)
    }
    let width = indent + 1
    advanceToNonspace()
    advance(to: start + 1)
    let padding = takePadding()
    push(.definitionDescription, at: start)
    container = open.count - 1
    open[container].value = Int32(truncatingIfNeeded: width + padding)
    nodes[Int(open[container].node)].end = Int32(truncatingIfNeeded: start + 1)
    return .container
  }

  private func isOneLine(_ paragraph: Node) -> Bool {
    guard !paragraph.flags.contains(.pieces) else { return false }
    var i = Int(paragraph.a)
    while i < Int(paragraph.b), !ByteClass.isLineEnd(bytes[i]) { i += 1 }
    return i == Int(paragraph.b)
  }

  private func isOneBlankLine(_ start: Int, _ end: Int) -> Bool {
    var lineEnds = 0
    var i = start
    while i < end {
      if bytes[i] == 0x0A || bytes[i] == 0x0D && !(i + 1 < end && bytes[i + 1] == 0x0A) {
        lineEnds += 1
      }
      i += 1
    }
    return lineEnds == 2
  }

  /// Makes the paragraph `terms`, the last child of the innermost open block, a definition list of
  /// terms, which goes on with the definition list before it if there is one.
  private mutating func openDefinitionList(terms paragraph: Int) {
    let source = nodes[paragraph]
    let parent = open.count - 1
    let before = Int(source.previous)
    removeLastChild(paragraph, from: parent)
    if before != 0, nodes[before].kind == .definitionList {
      var block = OpenBlock(node: before, kind: .definitionList)
      block.last = nodes[before].b
      let top = Int32(truncatingIfNeeded: open.count)
      let below = open[parent].runStart
      block.runStart = below > 0 ? below : top
      open.append(block)
      open[Int(block.runStart)].runEnd = top
    } else {
      push(.definitionList, at: Int(source.start))
    }
    let isAfterBlank = wasBlank
    wasBlank = false
    if source.flags.contains(.pieces) {
      for index in Int(source.a)..<Int(source.a) + Int(source.b) {
        addTerms(Int(pieces[index].file), pieces[index].fileEnd)
      }
    } else {
      addTerms(Int(source.a), Int(source.b))
    }
    wasBlank = isAfterBlank
  }

  private mutating func addTerms(_ start: Int, _ end: Int) {
    var i = start
    while i < end {
      var lineEnd = i
      while lineEnd < end, !ByteClass.isLineEnd(bytes[lineEnd]) { lineEnd += 1 }
      let (from, to) = trimmed(i, lineEnd)
      if to > from { appendChild(Node(.definitionTerm, from, to)) }
      i = lineEnd + 1
    }
  }
}
