/// What `<` starts: autolinks and raw HTML.
///
///     autolink = "<" scheme ":" [^\s<>]* ">"     scheme = [A-Za-z][A-Za-z0-9+.-]{1,31}
///              | "<" mail address ">"
///     html     = tag | "<!--" … "-->" | "<!-->" | "<!--->" | "<?" … "?>" | "<!" letter … ">"
///              | "<![CDATA[" … "]]>"
extension Parser {
  mutating func parseLess(_ i: Int) -> Int {
    guard i + 1 < textEnd else { return i + 1 }
    let next = text[i + 1]
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { return parseDeclaration(i) }
    if ByteClass.isAlphanumeric(next) || ByteClass.isPunctuation(next) {
      if let end = endOfAutolink(i) {
        return addAutolink(i, end, isMail: false)
      }
      if let end = endOfMailAutolink(i) { return addAutolink(i, end, isMail: true) }
    }
    let scan = HTMLScan(text: text, end: textEnd)
    guard let end = scan.openTag(at: i) ?? scan.closingTag(at: i) else { return i + 1 }
    return addHTML(i, end, .html)
  }

  private mutating func addHTML(_ start: Int, _ end: Int, _ kind: RawKind) -> Int {
    flush(start)
    var node = makeNode(kind, start, end)
    setContent(&node, start, end, ending: 0x0A)
    appendInline(node)
    pending = end
    return end
  }

  private mutating func parseDeclaration(_ i: Int) -> Int {
    guard i + 2 < textEnd else { return i + 1 }
    if text[i + 1] == UInt8(ascii: "?") {
      return parseUntil("?>", from: i + 2, at: i, .html, .instruction)
    }
    let third = text[i + 2]
    if third == UInt8(ascii: "-"), i + 3 < textEnd, text[i + 3] == UInt8(ascii: "-") {
      if i + 4 < textEnd, text[i + 4] == UInt8(ascii: ">") { return addHTML(i, i + 5, .comment) }
      if i + 5 < textEnd, text[i + 4] == UInt8(ascii: "-"), text[i + 5] == UInt8(ascii: ">") {
        return addHTML(i, i + 6, .comment)
      }
      return parseUntil("-->", from: i + 4, at: i, .comment, .comment)
    }
    if third == UInt8(ascii: "[") {
      let opener: StaticString = "<![CDATA["
      guard i + 9 <= textEnd else { return i + 1 }
      var k = 0
      while k < 9, text[i + k] == opener.utf8Start[k] { k += 1 }
      guard k == 9 else { return i + 1 }
      return parseUntil("]]>", from: i + 9, at: i, .html, .cdata)
    }
    guard ByteClass.isLetter(third) else { return i + 1 }
    return parseUntil(">", from: i + 3, at: i, .html, .declaration)
  }

  private mutating func parseUntil(
    _ close: StaticString, from start: Int, at i: Int, _ kind: RawKind,
    _ what: Memo.Closers
  ) -> Int {
    guard !memo.lacks.contains(what) else { return i + 1 }
    guard let end = find(close, from: start) else {
      memo.lacks.insert(what)
      return i + 1
    }
    return addHTML(i, end, kind)
  }

  /// The offset after the next `needle`.
  func find(_ needle: StaticString, from start: Int) -> Int? {
    let length = needle.utf8CodeUnitCount
    let pattern = needle.utf8Start
    var i = start
    while i + length <= textEnd {
      if text[i] == pattern[0] {
        var k = 1
        while k < length, text[i + k] == pattern[k] { k += 1 }
        if k == length { return i + length }
      }
      i += 1
    }
    return nil
  }

  // MARK: Autolinks

  private mutating func addAutolink(_ start: Int, _ end: Int, isMail: Bool) -> Int {
    flush(start)
    var node = makeNode(.autolink, start, end)
    node.a += 1
    node.b -= 1
    var extra = Extra()
    extra.mainStart = node.a
    extra.mainEnd = node.b
    if isMail {
      let at = pool.count
      let prefix: StaticString = "mailto:"
      pool.append(contentsOf: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
      pool.append(contentsOf: text + start + 1, count: end - start - 2)
      extra.main = TextPlace(pool: at, count: pool.count - at)
    } else {
      extra.main = TextPlace(file: Int(node.a), Int(node.b))
    }
    node.c = addExtra(extra)
    appendInline(node)
    pending = end
    return end
  }

  private func endOfAutolink(_ start: Int) -> Int? {
    guard ByteClass.isLetter(text[start + 1]) else { return nil }
    var i = start + 2
    while i < textEnd, i - start <= 33 {
      let byte = text[i]
      guard
        ByteClass.isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
          || byte == UInt8(ascii: "-")
      else { break }
      i += 1
    }
    let length = i - start - 1
    guard length >= 2, length <= 32, i < textEnd, text[i] == UInt8(ascii: ":") else { return nil }
    i += 1
    while i < textEnd {
      let byte = text[i]
      if byte == UInt8(ascii: ">") { return i + 1 }
      if byte <= 0x20 || byte == UInt8(ascii: "<") { return nil }
      i += 1
    }
    return nil
  }

  private func endOfMailAutolink(_ start: Int) -> Int? {
    var i = start + 1
    while i < textEnd, isLocalByte(text[i]) { i += 1 }
    guard i > start + 1, i < textEnd, text[i] == UInt8(ascii: "@") else { return nil }
    while true {
      // A label: letters, digits and inner hyphens, at most 63.
      let label = i + 1
      i = label
      while i < textEnd, ByteClass.isAlphanumeric(text[i]) || text[i] == UInt8(ascii: "-") {
        i += 1
      }
      guard i > label, i - label <= 63, text[label] != UInt8(ascii: "-"),
        text[i - 1] != UInt8(ascii: "-"), i < textEnd
      else { return nil }
      if text[i] == UInt8(ascii: ">") { return i + 1 }
      guard text[i] == UInt8(ascii: ".") else { return nil }
    }
  }

  private func isLocalByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "!"),
      UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "/"),
      UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "^"), UInt8(ascii: "_"),
      UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"),
      UInt8(ascii: "~"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
