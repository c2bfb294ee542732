/// Blocks of raw HTML: seven ways to start, each with its own end.
extension Parser {
  mutating func startHTMLBlock(_ container: inout Int) -> Start {
    let type = htmlBlockType()
    guard type > 0, type < 7 || open[container].kind != .paragraph else { return .nothing }
    if type == 7, open[open.count - 1].kind == .paragraph, container < open.count - 1 {
      // A lazy line is the paragraph's.
      return .nothing
    }
    container = makeRoom(for: .htmlBlock, in: container)
    openLeaf(.htmlBlock, at: offset)
    container = open.count - 1
    open[container].style = type
    return .leaf
  }

  /// Adds the line to the raw block that is open, and closes it if the line says so.
  mutating func continueRawBlock() {
    let last = open.count - 1
    switch open[last].kind {
    case .mathBlock where open[last].style != 0: continueDisplay()
    case .htmlBlock:
      addRawLine()
      if endsHTML(open[last].style) { closeLast() }
    default: addRawLine()
    }
  }

  private func endsHTML(_ type: UInt8) -> Bool {
    switch type {
    case 1:
      lineHas("</script>") || lineHas("</pre>") || lineHas("</style>") || lineHas("</textarea>")
    case 2: lineHas("-->")
    case 3: lineHas("?>")
    case 4: lineHas(">")
    case 5: lineHas("]]>")
    default: false
    }
  }

  /// Whether the rest of the line holds `needle`, which is in lower case, in whatever case.
  private func lineHas(_ needle: StaticString) -> Bool {
    let length = needle.utf8CodeUnitCount
    let pattern = needle.utf8Start
    var i = nonspace
    while i + length <= lineEnd {
      if bytes[i] == pattern[0], matches(pattern, length, at: i) { return true }
      i += 1
    }
    return false
  }

  private func matches(_ pattern: UnsafePointer<UInt8>, _ length: Int, at i: Int) -> Bool {
    guard i + length <= lineEnd else { return false }
    var k = 0
    while k < length {
      let byte = bytes[i + k]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if lower != pattern[k] { return false }
      k += 1
    }
    return true
  }

  private func hasCDATA(at i: Int) -> Bool {
    let opener: StaticString = "[CDATA["
    guard i + 7 <= lineEnd else { return false }
    var k = 0
    while k < 7, bytes[i + k] == opener.utf8Start[k] { k += 1 }
    return k == 7
  }

  private func htmlBlockType() -> UInt8 {
    let i = nonspace + 1
    guard i < lineEnd else { return 0 }
    switch bytes[i] {
    case UInt8(ascii: "!"):
      if i + 2 < lineEnd, bytes[i + 1] == UInt8(ascii: "-"), bytes[i + 2] == UInt8(ascii: "-") {
        return 2
      }
      if hasCDATA(at: i + 1) { return 5 }
      return i + 1 < lineEnd && ByteClass.isLetter(bytes[i + 1]) ? 4 : 0
    case UInt8(ascii: "?"): return 3
    default: break
    }
    var nameStart = i
    let isClosing = bytes[i] == UInt8(ascii: "/")
    if isClosing { nameStart += 1 }
    var end = nameStart
    while end < lineEnd, ByteClass.isAlphanumeric(bytes[end]) { end += 1 }
    guard end > nameStart, ByteClass.isLetter(bytes[nameStart]) else { return 0 }
    let next = byte(end)
    let endsName = end == lineEnd || ByteClass.isSpace(next) || next == UInt8(ascii: ">")
    if !isClosing, endsName, isOneOf(HTMLNames.raw, nameStart, end) { return 1 }
    let endsTag =
      endsName || next == UInt8(ascii: "/") && byte(end + 1) == UInt8(ascii: ">")
    if endsTag, isOneOf(HTMLNames.blocks, nameStart, end) { return 6 }
    return isWholeTag() ? 7 : 0
  }

  private func isOneOf(_ names: StaticString, _ start: Int, _ end: Int) -> Bool {
    let length = end - start
    guard length <= 10 else { return false }
    return HTMLNames.contains(names, bytes + start, length)
  }

  /// Whether the line is one open or closing tag and nothing else.
  private func isWholeTag() -> Bool {
    let scan = HTMLScan(text: bytes, end: lineEnd)
    var i = scan.openTag(at: nonspace) ?? scan.closingTag(at: nonspace) ?? 0
    guard i > 0 else { return false }
    while i < lineEnd, ByteClass.isBlank(bytes[i]) { i += 1 }
    return i == lineEnd
  }

  /// Whether the pieces from `first` on are comments and white space only.
  func isNothingButComments(_ first: Int) -> Bool {
    var state = 0
    var dashes = 0
    for index in first..<pieces.count where pieces[index].text < 0 {
      var i = Int(pieces[index].file)
      let end = pieces[index].fileEnd
      while i < end {
        let byte = bytes[i]
        switch state {
        case 0:
          if !ByteClass.isSpace(byte) {
            guard i + 4 <= end, byte == UInt8(ascii: "<"), bytes[i + 1] == UInt8(ascii: "!"),
              bytes[i + 2] == UInt8(ascii: "-"), bytes[i + 3] == UInt8(ascii: "-")
            else { return false }
            // `<!-->` and `<!--->` are comments: their dashes count for the end.
            state = 1
            dashes = 2
            i += 3
          }
        default:
          if byte == UInt8(ascii: "-") {
            dashes += 1
          } else {
            if byte == UInt8(ascii: ">"), dashes >= 2 { state = 0 }
            dashes = 0
          }
        }
        i += 1
      }
    }
    return state == 0
  }
}

/// The element names that CommonMark treats apart.
enum HTMLNames {
  static let raw: StaticString = " pre script style textarea "
  static let blocks: StaticString = """
     address article aside base basefont blockquote body caption center col colgroup dd details \
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 \
    head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option \
    p param search section summary table tbody td tfoot th thead title tr track ul \

    """
  /// What GFM's tag filter disarms.
  static let filtered: StaticString =
    " title textarea style xmp iframe noembed noframes script plaintext "

  /// What does something even without attributes, or changes how what follows is read.
  static let alive: StaticString = """
     applet audio base body button canvas dialog embed fieldset form frame frameset head html image \
    input keygen link marquee math menu meta noscript object optgroup option param portal select \
    slot source svg template track video \

    """

  /// Whether the list holds the name of `count` bytes at `name`, in whatever case.
  static func contains(
    _ names: StaticString, _ name: UnsafePointer<UInt8>, _ count: Int
  ) -> Bool {
    let list = names.utf8Start
    let end = names.utf8CodeUnitCount
    var i = 0
    while i + count + 1 < end {
      var next = i + 1
      if list[i + 1] == name[0] | 0x20 {
        var k = 0
        while k < count, list[i + 1 + k] == name[k] | 0x20 { k += 1 }
        if k == count, list[i + 1 + count] == 0x20 { return true }
      }
      while next < end, list[next] != 0x20 { next += 1 }
      i = next
    }
    return false
  }
}
