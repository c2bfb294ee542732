/// Bare addresses: `www.…`, `http://…`, `https://…`, `ftp://…`.
///
///     address = ("www." | scheme "://") domain [^\s<]*    less what ends a sentence
///
/// - Source: GitHub Flavored Markdown, "Autolinks (extension)", as cmark-gfm reads it.
extension Parser {
  mutating func parseWWW(_ i: Int) -> Int {
    guard text[i + 3] == UInt8(ascii: "."), brackets.count == 0, mayStartAddress(i),
      let domain = endOfDomain(i, isShortAllowed: false)
    else { return i + 1 }
    return addAddress(i, domain, prefix: "http://")
  }

  mutating func parseColon(_ i: Int) -> Int {
    guard i + 3 < textEnd, text[i + 1] == UInt8(ascii: "/"), text[i + 2] == UInt8(ascii: "/"),
      brackets.count == 0, let start = startOfScheme(i),
      let domain = endOfDomain(i + 3, isShortAllowed: true), domain > i + 3
    else { return i + 1 }
    return addAddress(start, domain, prefix: "")
  }

  private func mayStartAddress(_ i: Int) -> Bool {
    guard i > position else { return true }
    switch text[i - 1] {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "("): return true
    case let byte: return ByteClass.isSpace(byte)
    }
  }

  private func startOfScheme(_ colon: Int) -> Int? {
    for scheme: StaticString in ["https", "http", "ftp"] {
      let length = scheme.utf8CodeUnitCount
      let start = colon - length
      guard start >= pending else { continue }
      var k = 0
      while k < length, text[start + k] | 0x20 == scheme.utf8Start[k] { k += 1 }
      if k == length, start == position || !ByteClass.isLetter(text[start - 1]) { return start }
    }
    return nil
  }

  /// Where the domain at `start` ends, or nil if there is no dot in it (unless that is allowed) or
  /// an underscore in its last two parts.
  private func endOfDomain(_ start: Int, isShortAllowed: Bool) -> Int? {
    var dots = 0
    var underscoresBefore = 0
    var underscores = 0
    var i = start
    scan: while i < textEnd {
      switch text[i] {
      case UInt8(ascii: "_"): underscores += 1
      case UInt8(ascii: "."):
        underscoresBefore = underscores
        underscores = 0
        dots += 1
      case UInt8(ascii: "-"): break
      case let byte where byte < 0x80:
        if !ByteClass.isAlphanumeric(byte) { break scan }
      default:
        let category = scalar(at: i, end: min(textEnd, i + 4)).properties.generalCategory
        if category == .spaceSeparator { break scan }
      }
      i += 1
    }
    // With very many parts underscores are let through, as cmark-gfm does to stay linear.
    if underscores + underscoresBefore > 0, dots <= 10 { return nil }
    return dots > 0 || isShortAllowed ? i : nil
  }

  private mutating func addAddress(_ start: Int, _ domain: Int, prefix: StaticString) -> Int {
    var end = domain
    while end < textEnd, !ByteClass.isSpace(text[end]), text[end] != UInt8(ascii: "<") { end += 1 }
    end = endWithoutPunctuation(start, end)
    guard end > start, isOneSlice(start, end) else { return domain }
    flush(start)
    var node = makeNode(.autolink, start, end)
    var extra = Extra()
    extra.mainStart = node.a
    extra.mainEnd = node.b
    if prefix.utf8CodeUnitCount == 0 {
      extra.main = TextPlace(file: Int(node.a), Int(node.b))
    } else {
      let at = pool.count
      pool.append(contentsOf: prefix.utf8Start, count: prefix.utf8CodeUnitCount)
      pool.append(contentsOf: text + start, count: end - start)
      extra.main = TextPlace(pool: at, count: pool.count - at)
    }
    node.c = addExtra(extra)
    appendInline(node)
    pending = end
    return end
  }

  /// Leaves off what rather ends the sentence: punctuation, `)` without its partner, an entity.
  private func endWithoutPunctuation(_ start: Int, _ end: Int) -> Int {
    var opening = 0
    var closing = 0
    for i in start..<end {
      if text[i] == UInt8(ascii: "(") { opening += 1 }
      if text[i] == UInt8(ascii: ")") { closing += 1 }
    }
    var end = end
    while end > start {
      switch text[end - 1] {
      case UInt8(ascii: ")"):
        if closing <= opening { return end }
        closing -= 1
        end -= 1
      case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "."), UInt8(ascii: ","),
        UInt8(ascii: ":"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"),
        UInt8(ascii: "'"), UInt8(ascii: "\""):
        end -= 1
      case UInt8(ascii: ";"):
        var name = end - 1
        while name > start, ByteClass.isLetter(text[name - 1]) { name -= 1 }
        let isEntity = name < end - 1 && name > start && text[name - 1] == UInt8(ascii: "&")
        end = isEntity ? name - 1 : end - 1
      default: return end
      }
    }
    return end
  }
}
