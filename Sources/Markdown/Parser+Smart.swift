/// Smart punctuation: quotes, dashes and dots as a typesetter has them. An option, off in chapters.
extension Parser {
  mutating func parseQuote(_ i: Int) -> Int {
    let byte = text[i]
    let (canOpen, canClose) = quoteSides(i)
    flush(i)
    let isSingle = byte == UInt8(ascii: "'")
    let at = appendPool(isSingle ? "’" : canClose ? "”" : "“")
    appendReplacement(i, i + 1, pool: at, 3)
    if canOpen || canClose { pushDelimiter(lastChild, 1, byte, canOpen, canClose) }
    pending = i + 1
    return pending
  }

  mutating func matchQuotes(_ opener: Int, _ closer: Int) -> Int {
    let isSingle = delimiters[closer].byte == UInt8(ascii: "'")
    let next = Int(delimiters[closer].next)
    nodes[Int(delimiters[opener].node)].a = Int32(
      truncatingIfNeeded: appendPool(isSingle ? "‘" : "“"))
    nodes[Int(delimiters[closer].node)].a = Int32(
      truncatingIfNeeded: appendPool(isSingle ? "’" : "”"))
    dropMatched(opener, closer)
    return next
  }

  mutating func parseDashes(_ i: Int) -> Int {
    var end = i + 1
    while end < textEnd, text[end] == UInt8(ascii: "-") { end += 1 }
    let count = end - i
    guard count > 1 else { return end }
    flush(i)
    // All em dashes or all en dashes where the number allows, else em dashes first.
    var em = 0
    var en = 0
    if count % 3 == 0 {
      em = count / 3
    } else if count % 2 == 0 {
      en = count / 2
    } else if count % 3 == 2 {
      en = 1
      em = (count - 2) / 3
    } else {
      en = 2
      em = (count - 4) / 3
    }
    let at = pool.count
    for _ in 0..<em { _ = appendPool("—") }
    for _ in 0..<en { _ = appendPool("–") }
    appendReplacement(i, end, pool: at, pool.count - at)
    pending = end
    return end
  }

  mutating func parseDots(_ i: Int) -> Int {
    guard i + 2 < textEnd, text[i + 1] == UInt8(ascii: "."), text[i + 2] == UInt8(ascii: ".")
    else { return i + 1 }
    flush(i)
    appendReplacement(i, i + 3, pool: appendPool("…"), 3)
    pending = i + 3
    return pending
  }

  private mutating func appendPool(_ literal: StaticString) -> Int {
    let at = pool.count
    pool.append(contentsOf: literal.utf8Start, count: literal.utf8CodeUnitCount)
    return at
  }
}
