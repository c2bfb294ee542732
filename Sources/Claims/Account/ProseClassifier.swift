import Diagnostics
import Numerics

/// Classes the numerals of running text.
struct ProseClassifier {
  private let text: MappedText
  private let bytes: [UInt8]
  private let style: NumberStyle
  private let kind: ClaimText.Kind
  private let isFirst: Bool

  init(_ text: MappedText, style: NumberStyle, kind: ClaimText.Kind, isFirst: Bool) {
    self.text = text
    bytes = text.bytes
    self.style = style
    self.kind = kind
    self.isFirst = isFirst
  }

  func classify(into result: inout [StatedNumber]) {
    guard bytes.contains(where: { $0.isDigit || $0 >= 0x80 }) else { return }
    let items = NumeralReader(text, style: style).items()
    for item in items {
      switch item {
      case .notation(let range, let notation):
        guard let numeral = placeholder(range) else { continue }
        let rule: NumeralRule
        switch notation {
        case .date: rule = .date
        case .time: rule = .time
        case .version: rule = .version
        case .radix: rule = .radix
        }
        result.append(StatedNumber(numeral: numeral, type: rule.type))
      case .numeral(let numeral):
        result.append(StatedNumber(numeral: numeral, type: rule(for: numeral)?.type ?? .open))
      }
    }
  }

  private func placeholder(_ range: Range<Int>) -> Numeral? {
    let source = text.sourceRange(range.lowerBound, range.upperBound)
    return Numeral(
      text: range, range: source, digits: source,
      literal: String(decoding: bytes[range], as: UTF8.self), sign: .none, mantissa: .zero,
      denominator: .one, decimals: 0, separator: "", decimalMark: 0x2E, scale: Numeral.Scale(),
      unit: "")
  }

  // MARK: Rules

  private func rule(for numeral: Numeral) -> NumeralRule? {
    let start = numeral.text.lowerBound
    let end = numeral.text.upperBound
    let before = wordBefore(start)
    let after = wordAfter(end)
    if let rule = gluedRule(start, end, after) { return rule }
    if isPhone(start, end) { return .phone }
    if isFirst, start == firstSolid {
      if case .heading = kind, isPlain(numeral), byte(end) == 0x20 || byte(end) == 0x2E {
        return .headingNumber
      }
      if numeral.isBareInteger, byte(end) == 0x2E || byte(end) == 0x29, byte(end + 1) == 0x20 {
        return .listNumber
      }
    }
    if isPlain(numeral), Self.references.contains(before.lowercased()) { return .reference }
    if isPlain(numeral), follows(before: start, Self.references) { return .reference }
    if numeral.isBareInteger, isYear(numeral, start, end, before, after) { return .date }
    if numeral.isBareInteger, Self.months.contains(before) || Self.months.contains(after) {
      return .date
    }
    if Self.identifiers.contains(before) { return .identifier }
    if isPlain(numeral), Self.versioned.contains(before.lowercased()) { return .version }
    if isShape(numeral, start, end) { return .shape }
    if numeral.isBareInteger, isMarker(start, end) { return .reference }
    return nil
  }

  private func isPlain(_ numeral: Numeral) -> Bool {
    numeral.scale.form == .none && numeral.unit.isEmpty && numeral.denominator == .one
      && numeral.sign == .none
  }

  /// What is tied to the digits without a space.
  private func gluedRule(_ start: Int, _ end: Int, _ after: String) -> NumeralRule? {
    let next = byte(end)
    let previous = byte(start - 1)
    if previous == 0x23 { return .identifier }
    if next.isLetter || next == 0x5F {
      if ["st", "nd", "rd", "th"].contains(glued(end)) { return .ordinal }
      if glued(end) == "x" || glued(end) == "X" { return nil }
      return .name
    }
    // 64-bit, 3-layer; but 5-10 is a range.
    if next == 0x2D, byte(end + 1).isLetter { return .name }
    // GPT-3, top-5.
    if previous == 0x2D, byte(start - 2).isLetter { return .name }
    if byte(start) == 0x2D, byte(start - 1).isLetter { return .name }
    if previous == 0x2F, byte(start - 2).isLetter { return .path }
    if next == 0x2F, byte(end + 1).isLetter, previous == 0x2F { return .path }
    if next == 0x2E, byte(end + 1).isLetter { return .path }
    if previous == 0x3A, byte(start - 2).isLetter { return .identifier }
    if previous == 0x40 || previous == 0x5C { return .identifier }
    return nil
  }

  private func glued(_ end: Int) -> String {
    var i = end
    while byte(i).isWordPart { i += 1 }
    return string(end, i)
  }

  /// Groups of digits with hyphens or spaces between, such as 555-123-4567.
  private func isPhone(_ start: Int, _ end: Int) -> Bool {
    var low = start
    var high = end
    var groups = 1
    while groups < 6, byte(low - 1) == 0x2D || byte(low - 1) == 0x2B,
      low > 1 || byte(low - 1) == 0x2B
    {
      var i = low - 2
      while byte(i).isDigit { i -= 1 }
      if i == low - 2 { break }
      low = i + 1
      groups += 1
    }
    while groups < 6, byte(high) == 0x2D, byte(high + 1).isDigit {
      var i = high + 1
      while byte(i).isDigit { i += 1 }
      high = i
      groups += 1
    }
    return groups >= 3 && high - low >= 9
  }

  private func isYear(
    _ numeral: Numeral, _ start: Int, _ end: Int, _ before: String, _ after: String
  ) -> Bool {
    guard end - start == 4, numeral.separator.isEmpty, let year = numeral.mantissa.int,
      (1500...2199).contains(year)
    else { return false }
    if Self.yearWords.contains(before.lowercased()) || Self.months.contains(before) { return true }
    if bytes.matches([0xC2, 0xA9], at: start - 3) || bytes.matches([0xC2, 0xA9], at: start - 2) {
      return true
    }
    // (1986), (Rumelhart et al., 1986), 1990–1995.
    let opens = byte(start - 1) == 0x28
    let closes = byte(end) == 0x29
    if opens && closes { return true }
    if closes || byte(end) == 0x3B, byte(start - 1) == 0x20, byte(start - 2) == 0x2C { return true }
    if let other = otherYear(start, end), (1500...2199).contains(other) { return true }
    if before.isEmpty, after.isEmpty, (1900...2099).contains(year) { return start == 0 }
    return before.first?.isUppercase == true && before.count > 2 && start > 1
      && (1900...2099).contains(year) && !Self.quantityNouns.contains(after)
  }

  /// The year on the other side of a dash.
  private func otherYear(_ start: Int, _ end: Int) -> Int? {
    if bytes.matches([0xE2, 0x80, 0x93], at: end) { return fourDigits(at: end + 3) }
    if byte(end) == 0x2D { return fourDigits(at: end + 1) }
    if bytes.matches([0xE2, 0x80, 0x93], at: start - 3) { return fourDigits(at: start - 7) }
    if byte(start - 1) == 0x2D { return fourDigits(at: start - 5) }
    return nil
  }

  private func fourDigits(at offset: Int) -> Int? {
    guard offset >= 0, (0..<4).allSatisfy({ byte(offset + $0).isDigit }),
      !byte(offset + 4).isDigit, !byte(offset - 1).isDigit
    else { return nil }
    return Int(string(offset, offset + 4))
  }

  /// 2×2, 3x4, and tuples of whole numbers in brackets.
  private func isShape(_ numeral: Numeral, _ start: Int, _ end: Int) -> Bool {
    guard numeral.isBareInteger, numeral.unit.isEmpty else { return false }
    let times: [UInt8] = [0xC3, 0x97]
    if bytes.matches(times, at: end), byte(end + 2).isDigit { return true }
    if bytes.matches(times, at: start - 2), byte(start - 3).isDigit { return true }
    if byte(end) == 0x78, byte(end + 1).isDigit { return true }
    if byte(start - 1) == 0x78, byte(start - 2).isDigit { return true }
    return besideLetter(start, end) || isInTuple(start, end)
  }

  /// 1×n, n × 1: the other side of the sign is one letter.
  private func besideLetter(_ start: Int, _ end: Int) -> Bool {
    var i = end
    if byte(i) == 0x20 { i += 1 }
    if let size = timesSign(at: i), i == end || byte(i + size) == 0x20 {
      i += size
      if byte(i) == 0x20 { i += 1 }
      if byte(i).isLetter, !byte(i + 1).isWordPart { return true }
    }
    i = start
    if byte(i - 1) == 0x20 { i -= 1 }
    for size in [2, 1] where timesSign(at: i - size) == size {
      i -= size
      if byte(i - 1) == 0x20 { i -= 1 }
      return byte(i - 1).isLetter && !byte(i - 2).isWordPart
    }
    return false
  }

  /// How many bytes a sign of multiplication at `offset` has: `×`, or an `x` on its own.
  private func timesSign(at offset: Int) -> Int? {
    if bytes.matches([0xC3, 0x97], at: offset) { return 2 }
    guard byte(offset) | 0x20 == 0x78, byte(offset - 1) == 0x20, byte(offset + 1) == 0x20 else {
      return nil
    }
    return 1
  }

  /// Whether the bracket around holds nothing but whole numbers and commas, at least two.
  private func isInTuple(_ start: Int, _ end: Int) -> Bool {
    var low = start - 1
    while low >= 0, start - low < 80, byte(low).isDigit || byte(low) == 0x2C || byte(low) == 0x20 {
      low -= 1
    }
    guard byte(low) == 0x28 else { return false }
    var high = end
    var hasComma = bytes[(low + 1)..<start].contains(0x2C)
    while high - end < 80, byte(high).isDigit || byte(high) == 0x2C || byte(high) == 0x20 {
      if byte(high) == 0x2C { hasComma = true }
      high += 1
    }
    return byte(high) == 0x29 && hasComma
  }

  /// (1) on its own refers to a formula or a list item.
  private func isMarker(_ start: Int, _ end: Int) -> Bool {
    byte(start - 1) == 0x28 && byte(end) == 0x29 && end - start <= 2
      || byte(start - 1) == 0x5B && byte(end) == 0x5D && end - start <= 3
  }

  // MARK: Words around

  private var firstSolid: Int { bytes.firstIndex { !$0.isWhite } ?? 0 }

  private func byte(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < bytes.count ? bytes[offset] : 0
  }

  private func string(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func wordBefore(_ start: Int) -> String {
    var end = start
    while byte(end - 1).isWhite { end -= 1 }
    if end < start, byte(end - 1) == 0x2E { end -= 1 }
    guard end < start else { return "" }
    if bytes.matches([0xC2, 0xA0], at: end - 2) { end -= 2 }
    var first = end
    while first > 0, bytes[first - 1].isLetter || bytes[first - 1] >= 0x80 { first -= 1 }
    return string(first, end)
  }

  private func wordAfter(_ end: Int) -> String {
    var start = end
    while byte(start) == 0x20 { start += 1 }
    guard start > end else { return "" }
    var last = start
    while byte(last).isLetter || byte(last) >= 0x80 { last += 1 }
    return string(start, last)
  }

  /// Whether the number goes on a list of references: "Figures 3 and 4", "Sections 2, 3".
  private func follows(before start: Int, _ words: Set<String>) -> Bool {
    var i = start
    var steps = 0
    while steps < 6 {
      let word = wordBefore(i)
      if words.contains(word.lowercased()) { return true }
      var j = i - 1
      while byte(j).isWhite || byte(j) == 0x2C { j -= 1 }
      if word == "and" || word == "or" || word == "to" { j -= word.utf8.count }
      while byte(j).isWhite || byte(j) == 0x2C { j -= 1 }
      let last = j
      while byte(j).isDigit || byte(j) == 0x2E && j < last { j -= 1 }
      guard j < last else { return false }
      i = j + 1
      steps += 1
    }
    return false
  }

  private static let references: Set<String> = [
    "figure", "figures", "fig", "figs", "table", "tables", "section", "sections", "sec", "chapter",
    "chapters", "equation", "equations", "eq", "eqs", "step", "steps", "page", "pages", "line",
    "lines", "appendix", "theorem", "lemma", "corollary", "definition", "exercise", "problem",
    "example", "algorithm", "listing", "part", "volume", "note", "footnote", "question", "item",
    "point", "rule", "case", "phase", "stage", "level", "issue", "pr", "ticket", "abschnitt",
    "kapitel", "abbildung", "tabelle", "seite",
  ]

  private static let months: Set<String> = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep",
    "Sept", "Oct", "Nov", "Dec",
  ]

  private static let yearWords: Set<String> = [
    "in", "since", "until", "from", "during", "year", "copyright", "circa", "before", "after",
    "by", "early", "late", "mid", "spring", "summer", "autumn", "fall", "winter", "of",
  ]

  private static let quantityNouns: Set<String> = [
    "users", "bytes", "items", "times", "samples", "people", "tokens", "steps", "points",
  ]

  private static let identifiers: Set<String> = [
    "RFC", "ISBN", "ISSN", "DOI", "ISO", "IEC", "IEEE", "PEP", "CVE", "EIP", "port", "Port", "HTTP",
    "PMID", "SE", "BIP",
  ]

  private static let versioned: Set<String> = [
    "version", "versions", "python", "swift", "node", "ruby", "java", "php", "go", "ubuntu",
    "debian", "ios", "macos", "android", "release", "v", "xcode", "gcc", "clang", "cuda",
    "windows", "postgresql", "postgres", "mysql", "redis", "kubernetes", "django", "rails",
  ]
}
