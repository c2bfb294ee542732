/// A `[` or `![` that may open a link or image.
struct Bracket {
  /// The text node of the bracket.
  var node: Int32
  /// The offset after the bracket.
  var position: Int32
  /// The delimiter stack's top when it was met.
  var delimiter: Int32
  var isImage: Bool
  /// Whether another bracket follows inside, so that the text is no label.
  var hasBracketAfter = false
}

/// Links, images and footnote references.
///
///     link        = "[" text "]" ( "(" space* destination? (space+ title)? space* ")"
///                                | "[" label "]" | "[]" | nothing )
///     destination = "<" … ">" | bytes without white space, parentheses in balance
///     title       = '"' … '"' | "'" … "'" | "(" … ")"
extension Parser {
  mutating func parseBang(_ i: Int) -> Int {
    guard i + 1 < textEnd, text[i + 1] == UInt8(ascii: "[") else { return i + 1 }
    // `text![^1]` is a text and a footnote.
    if extensions.contains(.footnotes), i + 2 < textEnd, text[i + 2] == UInt8(ascii: "^") {
      return i + 1
    }
    flush(i)
    pushBracket(i, i + 2, isImage: true)
    return i + 2
  }

  mutating func parseOpen(_ i: Int) -> Int {
    if i + 1 < textEnd, text[i + 1] == UInt8(ascii: "^"), extensions.contains(.footnotes),
      let end = parseFootnoteReference(i)
    {
      return end
    }
    flush(i)
    pushBracket(i, i + 1, isImage: false)
    return i + 1
  }

  private mutating func pushBracket(_ start: Int, _ end: Int, isImage: Bool) {
    let node = appendInline(makeNode(.text, start, end))
    if brackets.count > 0 { brackets[brackets.count - 1].hasBracketAfter = true }
    brackets.append(
      Bracket(
        node: Int32(truncatingIfNeeded: node), position: Int32(truncatingIfNeeded: end),
        delimiter: Int32(truncatingIfNeeded: lastDelimiter), isImage: isImage))
    pending = end
  }

  private mutating func parseFootnoteReference(_ i: Int) -> Int? {
    guard !footnoteDefinitions.isEmpty else { return nil }
    var end = i + 2
    let limit = min(textEnd, i + 1000)
    while end < limit, text[end] != UInt8(ascii: "]"), text[end] != UInt8(ascii: "["),
      !ByteClass.isControlOrSpace(text[end])
    {
      end += 1
    }
    guard end > i + 2, end < limit, text[end] == UInt8(ascii: "]"),
      !(end + 1 < textEnd && text[end + 1] == UInt8(ascii: "("))
    else { return nil }
    let key = normalizedLabel(text + (i + 2), end - i - 2)
    guard let definition = footnoteDefinitions[key] else { return nil }
    flush(i)
    var node = makeNode(.footnoteReference, i, end + 1)
    let footnote = Int(definition)
    if nodes[footnote].a == 0 {
      footnotes.append(definition)
      nodes[footnote].a = Int32(truncatingIfNeeded: footnotes.count)
      nodes[footnote].b = 0
    }
    nodes[footnote].b += 1
    node.a = nodes[footnote].a
    node.b = nodes[footnote].b
    var extra = Extra()
    extra.label = place(i + 2, end)
    node.c = addExtra(extra)
    appendInline(node)
    pending = end + 1
    return pending
  }

  mutating func parseClose(_ i: Int) -> Int {
    guard brackets.count > 0 else { return i + 1 }
    let bracket = brackets[brackets.count - 1]
    guard bracket.isImage || brackets.count > inactiveBrackets else {
      popBracket()
      needsMerge = true
      return i + 1
    }
    // The text before `]` belongs inside.
    flush(i)
    pending = i
    if let (extra, end) = inlineTarget(i + 1) {
      finishLink(bracket, addExtra(extra), end)
      return pending
    }
    if let (index, end) = referenceTarget(bracket, i) {
      finishLink(bracket, index, end)
      return pending
    }
    popBracket()
    needsMerge = true
    return i + 1
  }

  private mutating func popBracket() {
    brackets.removeLast()
    inactiveBrackets = min(inactiveBrackets, brackets.count)
  }

  /// `(destination "title")` after the text.
  private mutating func inlineTarget(_ start: Int) -> (extra: Extra, end: Int)? {
    guard start < textEnd, text[start] == UInt8(ascii: "(") else { return nil }
    var i = skipSpaces(start + 1)
    guard let destination = linkDestination(at: i) else { return nil }
    var title: (start: Int, end: Int, next: Int)?
    i = skipSpaces(destination.next)
    if i > destination.next, i < textEnd, text[i] != UInt8(ascii: ")") {
      guard let found = linkTitle(at: i) else { return nil }
      title = found
      i = skipSpaces(found.next)
    }
    guard i < textEnd, text[i] == UInt8(ascii: ")") else { return nil }
    var extra = Extra()
    extra.main = unescapedPlace(destination.start, destination.end)
    extra.mainStart = Int32(truncatingIfNeeded: fileOffset(destination.start))
    extra.mainEnd = Int32(
      truncatingIfNeeded: fileEndOffset(destination.end, from: destination.start))
    if let title {
      extra.title = unescapedPlace(title.start, title.end)
      extra.hasTitle = true
    }
    return (extra, i + 1)
  }

  /// `[label]`, `[]` or nothing after the text, where a definition of the label stands somewhere.
  private mutating func referenceTarget(_ bracket: Bracket, _ close: Int) -> (Int32, Int)? {
    guard !definitions.isEmpty else { return nil }
    var end = close + 1
    var labelStart = Int(bracket.position)
    var labelEnd = close
    if end < textEnd, text[end] == UInt8(ascii: "["), let next = endOfLabel(from: end) {
      if next > end + 1 {
        labelStart = end + 1
        labelEnd = next
      } else if bracket.hasBracketAfter {
        return nil
      }
      end = next + 1
    } else if bracket.hasBracketAfter {
      return nil
    }
    guard labelEnd - labelStart < 1000 else { return nil }
    let key = normalizedLabel(text + labelStart, labelEnd - labelStart)
    guard let index = definitions[key], !key.isEmpty else { return nil }
    // A short text could copy a long destination any number of times.
    let extra = extras[Int(index)]
    referenceBudget -= Int(extra.main.count) + Int(extra.title.count)
    guard referenceBudget >= 0 else { return nil }
    return (index, end)
  }

  /// Makes a link or image of the bracket's node and all that follows it.
  private mutating func finishLink(_ bracket: Bracket, _ extra: Int32, _ end: Int) {
    let opener = Int(bracket.node)
    processDelimiters(above: Int(bracket.delimiter))
    var end = end
    let closing = fileEndOffset(end, from: end - 1)
    let inner = Int(nodes[opener].next)
    nodes[opener].kind = bracket.isImage ? .image : .link
    nodes[opener].flags = []
    nodes[opener].end = Int32(truncatingIfNeeded: closing)
    nodes[opener].c = extra
    nodes[opener].next = 0
    nodes[opener].first = Int32(truncatingIfNeeded: inner)
    if inner != 0 { nodes[inner].previous = 0 }
    var child = inner
    while child != 0 {
      nodes[child].parent = bracket.node
      child = Int(nodes[child].next)
    }
    lastChild = opener
    popBracket()
    if bracket.isImage {
      takeImageAttributes(opener, &end)
    } else {
      // No link holds another.
      inactiveBrackets = brackets.count
    }
    pending = end
  }

  /// `{#id …}` right after an image.
  private mutating func takeImageAttributes(_ image: Int, _ end: inout Int) {
    guard extensions.contains(.attributes), end < textEnd, text[end] == UInt8(ascii: "{") else {
      return
    }
    var i = end + 1
    while i < textEnd, text[i] != UInt8(ascii: "}"), text[i] != UInt8(ascii: "{"),
      !ByteClass.isLineEnd(text[i])
    {
      i += 1
    }
    guard i < textEnd, text[i] == UInt8(ascii: "}"), isOneSlice(end, i + 1) else { return }
    let start = fileOffset(end + 1)
    let stop = start + i - end - 1
    guard areAttributes(start, stop) else { return }
    // The extra of a reference belongs to the definition: the image gets its own.
    var extra = extras[Int(nodes[image].c)]
    extra.attributeStart = Int32(truncatingIfNeeded: start)
    extra.attributeEnd = Int32(truncatingIfNeeded: stop)
    nodes[image].c = addExtra(extra)
    nodes[image].end = Int32(truncatingIfNeeded: stop + 1)
    end = i + 1
  }

  // MARK: Destinations and titles

  /// Where a destination starts and ends, and where reading goes on.
  struct Destination {
    var start: Int
    var end: Int
    var next: Int
  }

  /// The destination at `start`; empty where none stands, nil where one goes wrong.
  func linkDestination(at start: Int) -> Destination? {
    var i = start
    if i < textEnd, text[i] == UInt8(ascii: "<") {
      i += 1
      while i < textEnd, text[i] != UInt8(ascii: ">") {
        if ByteClass.isLineEnd(text[i]) || text[i] == UInt8(ascii: "<") { return nil }
        if text[i] == UInt8(ascii: "\\") { i += 1 }
        i += 1
      }
      return i < textEnd ? Destination(start: start + 1, end: i, next: i + 1) : nil
    }
    var depth = 0
    scan: while i < textEnd {
      switch text[i] {
      case UInt8(ascii: "\\"):
        i += i + 1 < textEnd && ByteClass.isPunctuation(text[i + 1]) ? 2 : 1
        continue scan
      case UInt8(ascii: "("):
        depth += 1
        if depth > 32 { return nil }
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case let byte where ByteClass.isControlOrSpace(byte): break scan
      default: break
      }
      i += 1
    }
    return depth == 0 ? Destination(start: start, end: i, next: i) : nil
  }

  /// The title at `start`: its inside, and where reading goes on.
  func linkTitle(at start: Int) -> (start: Int, end: Int, next: Int)? {
    guard start < textEnd else { return nil }
    let open = text[start]
    let close: UInt8
    switch open {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = open
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var i = start + 1
    while i < textEnd {
      if text[i] == close { return (start + 1, i, i + 1) }
      if text[i] == UInt8(ascii: "("), close == UInt8(ascii: ")") { return nil }
      i += text[i] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
