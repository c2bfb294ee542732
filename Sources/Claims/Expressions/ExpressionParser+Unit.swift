import Diagnostics
import Numerics

extension ExpressionParser {
  /// The unit that stands at `start`, after a number, and the position after it.
  ///
  ///     unit    = single ("/" single)* ["per" single]
  ///     single  = scale [single] | known unit | noun{1,3}
  ///
  /// Nouns ("users", "video starts") are accepted only in prose, where an operator or the end of
  /// the operand follows; they scale nothing.
  func unit(at start: Int, allowsNouns: Bool) -> (Measure, next: Int)? {
    var p = start
    var result = Measure.none
    var isAny = false
    if let (measure, next) = singleUnit(at: p, allowsNouns: allowsNouns) {
      result = measure
      p = next
      isAny = true
    }
    while p < end {
      let token = tokens[p]
      let isSlash = token.op == .divide
      if token.op == .minus, isAny, let (measure, next) = compound(at: p) {
        // GB-seconds.
        let text = result.text
        result = result * measure
        result.text = text + "-" + measure.text
        p = next
        continue
      }
      guard isSlash || token.isWord && token.text == "per" else { break }
      if !isAny, token.region == .math { break }
      var q = p + 1
      if q < end, tokens[q].isEdge { q += 1 }
      guard q < end, !tokens[q].isNumber, !tokens[q].isOpen,
        let (measure, next) = singleUnit(at: q, allowsNouns: true, isDenominator: true)
      else { break }
      let text = result.text
      result = result / measure
      result.text = text + "/" + measure.text
      p = next
      isAny = true
    }
    return isAny ? (result, p) : nil
  }

  /// The second part of a unit such as `GB-seconds`.
  private func compound(at start: Int) -> (Measure, next: Int)? {
    guard start + 1 < end, !tokens[start].hasSpaceBefore, tokens[start + 1].isWord,
      !tokens[start + 1].hasSpaceBefore, let measure = Measure.named(tokens[start + 1].text)
    else { return nil }
    return (measure, start + 2)
  }

  private func singleUnit(
    at start: Int, allowsNouns: Bool, isDenominator: Bool = false
  ) -> (Measure, next: Int)? {
    var p = start
    guard p < end else { return nil }
    if tokens[p].isEdge, p + 1 < end, tokens[p + 1].isWord { p += 1 }
    let token = tokens[p]
    switch token.kind {
    case .currency:
      // A sign before a number belongs to that number.
      if p + 1 < end, tokens[p + 1].isNumber { return nil }
      guard let measure = Measure.named(token.text) else { return nil }
      return (measure, p + 1)
    case .symbol where token.region == .math:
      return variables.contains(token.text) ? nil : joinedUnit(at: p)
    case .fraction(let top, let bottom):
      // 24 \frac{Wh}{day}
      var parser = ExpressionParser(top, 0..<top.count, style: style, depth: depth + 1)
      parser.position = 0
      guard !top.contains(where: \.isNumber), !bottom.contains(where: \.isNumber),
        let (a, p1) = parser.joinedUnit(at: 0), p1 == top.count
      else { return nil }
      let other = ExpressionParser(bottom, 0..<bottom.count, style: style, depth: depth + 1)
      guard let (b, p2) = other.joinedUnit(at: 0), p2 == bottom.count else { return nil }
      var measure = a / b
      measure.text = a.text + "/" + b.text
      return (measure, p + 1)
    case .word:
      break
    default:
      return nil
    }
    if let known = knownUnit(at: p) {
      var measure = known
      p += 1
      if known.dimension.isNone, p < end {
        // "2.5 million bytes", "$1.6M", "3k users".
        if let (more, next) = singleUnit(at: p, allowsNouns: allowsNouns) {
          let text = measure.text
          measure = more.isNoun ? measure : measure * more
          measure.text = text
          if !more.isNoun { measure.text = text + more.text }
          p = next
        }
      } else if allowsNouns, !isDenominator, let next = nouns(at: p) {
        p = next
      }
      if p < end, case .sup(let inner) = tokens[p].kind, isDenominator || !known.dimension.isNone,
        let n = ExpressionParser.parse(inner, style: style, depth: 1)?.integer, n.magnitude < 10
      {
        measure = measure.power(n)
        p += 1
      }
      return (measure, p)
    }
    guard allowsNouns else { return nil }
    if isDenominator {
      var noun = Measure.none
      noun.isNoun = true
      noun.noun = token.text
      noun.text = token.text
      guard token.text.count > 1 else { return nil }
      return (noun, nouns(at: p) ?? p + 1)
    }
    guard let next = nouns(at: p) else { return nil }
    var noun = Measure.none
    noun.isNoun = true
    noun.noun = tokens[next - 1].text
    noun.text = token.text
    return (noun, next)
  }

  private func knownUnit(at position: Int) -> Measure? {
    let token = tokens[position]
    // "108 B" is bytes, "108B" billions.
    if token.text == "B", token.hasSpaceBefore { return Measure.named("bytes") }
    if Self.letters.contains(token.text), endsWord(position) { return Measure.named(token.text) }
    if token.hasSpaceBefore, token.region != .mathText, Self.neverUnits.contains(token.text) {
      return nil
    }
    return Measure.named(token.text)
  }

  /// Whether no word or number goes on after `position`, as it does after the article in "3 A good".
  private func endsWord(_ position: Int) -> Bool {
    guard position + 1 < tokens.count else { return true }
    let next = tokens[position + 1]
    return !(next.isWord || next.isSymbol || next.isNumber || next.isCurrency || next.isOpen)
  }

  /// Amperes and the like, which are units after a space if nothing follows but a sign or a mark.
  private static let letters: Set<String> = ["A", "C", "F", "H", "N"]

  /// Words that are units only when glued to their number.
  private static let neverUnits: Set<String> = [
    "a", "A", "C", "in", "I", "N", "F", "H", "y", "mo", "mn", "MM", "T", "G", "t", "v", "w", "E",
    "P",
  ]

  /// Up to three words before an operator, a bracket or the end; the position after them.
  private func nouns(at start: Int) -> Int? {
    var p = start
    while p < end, p - start < 4, tokens[p].isWord {
      let text = tokens[p].text
      // One letter is a variable, and some words begin something else.
      if text.count == 1 || Self.stopWords.contains(text) {
        return nil
      }
      if tokens[p].region == .code, !tokens[p].hasSpaceBefore, p == start { return nil }
      p += 1
    }
    guard p > start, p - start <= 3 else { return nil }
    guard p < end else { return p }
    switch tokens[p].kind {
    case .op, .close, .comma: return p
    default: return nil
    }
  }

  private static let stopWords: Set<String> = [
    "and", "or", "is", "are", "the", "to", "of", "in", "per", "for", "with", "at", "by", "as",
    "from", "on", "not", "if", "then", "when", "was", "be", "that", "than", "und", "oder", "ist",
    "minus", "plus", "times", "divided", "over", "modulo", "mod",
  ]

  /// Letters of a formula that spell a unit: `5V`, `3kΩ`.
  private func joinedUnit(at start: Int) -> (Measure, next: Int)? {
    var p = start
    var text = ""
    while p < end, tokens[p].isSymbol, tokens[p].region == .math, p - start < 12 {
      text += tokens[p].text
      p += 1
    }
    if let measure = Measure.named(text) { return (measure, p) }
    // 90K secs: a number word, then a unit.
    guard let first = text.first, let scale = Measure.named(String(first)), scale.dimension.isNone,
      let unit = Measure.named(String(text.dropFirst()))
    else { return nil }
    return (scale * unit, p)
  }
}
