import Diagnostics
import Numerics

extension CalculationFinder {
  /// The excuse for a calculation that does not hold, or nil.
  func excuse(_ left: Operand, _ right: Operand, at index: Int) -> ClaimRule? {
    if case .fencedText = source.kind, line.tokens[index].text == "==" { return .comparison }
    if isDenied(left, right) || isSupposed(left, right) { return .denied }
    if hasLeadingZeros(left) || isBoolean(left, right) || speaksOfBases(left, right) {
      return .otherBase
    }
    if isCalendar(left, right) || mentions(Self.monthNames, left, right) { return .calendar }
    if mentions(Self.logarithmicUnits, left, right) { return .unlikeUnits }
    if isFloatingPoint(left, right) || isShortFloat(left, right) { return .floatingPoint }
    if hasOverflown(left, right) || isSaturated(left, right) { return .overflow }
    if isModular(left, right) { return .modular }
    if isInRange(left, right) { return .range }
    if hasComputingWords(left, right) || namesThing(left, right) || isAccounting(left, right) {
      return .ambiguous
    }
    if isLabel(left, right) { return .ambiguous }
    if holdsSymbol(left, right) { return .partial }
    if hasUnlikeUnits(left, right) || isShareOfPrice(left, right) || isNautical(left, right) {
      return .unlikeUnits
    }
    if runsOn(left, right) { return .running }
    if holdsBelowStroke(left, right) { return .stroke }
    if isShape(right.expression), left.expression.contains(isShape) { return .shapes }
    if isSpreadsheet(left, right) { return .denied }
    if isScreen(left, right) || areSizes(left, right) { return .shapes }
    return nil
  }

  private static let denials: Set<String> = [
    "not", "isn't", "wrong", "wrongly", "incorrect", "incorrectly", "false", "never", "cannot",
    "can't", "doesn't", "don't", "didn't", "wouldn't", "won't", "think", "instead", "mistake",
    "mistakenly", "naive", "naively", "impossible", "nonsense", "bad", "invalid", "buggy", "bug",
    "hypothetically", "suppose", "pretend", "nicht", "falsch", "neither", "nor", "absurd",
    "contradiction", "paradox", "joke",
  ]

  private static let laterDenials: Set<String> = [
    "wrong", "false", "incorrect", "untrue", "invalid", "nonsense", "absurd", "impossible",
    "contradiction", "mistake", "falsch",
  ]

  /// What a clause after the calculation calls it: "…, which is a common mistake".
  private static let verdicts: Set<String> = [
    "mistake", "error", "fallacy", "misconception", "fehler", "irrtum",
  ]

  /// How many tokens away a denial may stand, numbers and marks among them.
  private static let reach = 200

  private static let monthNames: Set<String> = [
    "january", "february", "april", "june", "july", "august", "september", "october", "november",
    "december",
  ]

  /// Units of levels, whose sums are none of numbers.
  private static let logarithmicUnits: Set<String> = ["db", "dba", "dbm", "dbfs", "ph"]

  /// Whether one of `words` stands in the calculation or straight after it.
  private func mentions(_ words: Set<String>, _ left: Operand, _ right: Operand) -> Bool {
    let end = min(line.tokens.count, right.tokens.upperBound + 1)
    return line.tokens[left.tokens.lowerBound..<end].contains {
      $0.isWord && words.contains($0.text.lowercased())
    }
  }

  /// "If 2 + 2 = 5, then …": supposed, not said.
  private func isSupposed(_ left: Operand, _ right: Operand) -> Bool {
    let start = left.tokens.lowerBound
    guard start > 0, line.tokens[start - 1].text.lowercased() == "if" else { return false }
    let end = min(line.tokens.count, right.tokens.upperBound + 3)
    return line.tokens[right.tokens.upperBound..<end].contains { $0.text == "then" }
  }

  /// Whether words before the calculation, or straight after it, take it back.
  private func isDenied(_ left: Operand, _ right: Operand) -> Bool {
    var i = left.tokens.lowerBound - 1
    var seen = 0
    var isAfterComma = false
    let first = max(0, i - Self.reach)
    while i >= first, seen < 8 {
      let token = line.tokens[i]
      if let mark = token.mark, mark == UInt8(ascii: "."), i + 1 < line.tokens.count,
        line.tokens[i + 1].hasSpaceBefore
      {
        break
      }
      if token.isNewline, line.hasBullets { break }
      if token.isClose || token.mark == UInt8(ascii: ";") { break }
      if Self.crosses.contains(token.text) { return true }
      if case .comma = token.kind { isAfterComma = true }
      if case .unequal? = token.relation { return true }
      if token.isWord {
        let isDenial = Self.denials.contains(token.text.lowercased())
        // "…, not counting the inputs, 3 + 4 = 7": only a word right before the comma counts.
        if isDenial { return true }
        // "not 5, but 2 + 2 = 4": what follows is meant.
        if token.text == "but" || token.text == "sondern" { break }
        if isAfterComma { break }
        seen += 1
      }
      i -= 1
    }
    i = right.tokens.upperBound
    // "Is 10 × 10 = 1000?"
    if i < line.tokens.count, line.tokens[i].mark == UInt8(ascii: "?") { return true }
    if isCondemned(after: i) { return true }
    seen = 0
    let end = min(line.tokens.count, i + Self.reach)
    while i < end, seen < 4 {
      let token = line.tokens[i]
      if token.mark == UInt8(ascii: ".") || token.mark == UInt8(ascii: ";") { break }
      if token.isNewline, line.hasBullets { break }
      if token.isWord {
        // "… can be wrong" says nothing of what is.
        if ["can", "may", "might", "could"].contains(token.text) { break }
        if Self.laterDenials.contains(token.text.lowercased()) { return true }
        seen += 1
      }
      i += 1
    }
    return false
  }

  /// Signs before a calculation that strike it out.
  private static let crosses: Set<String> = ["❌", "✗", "✘", "✕", "☒"]

  /// Whether "which is a common mistake" follows.
  private func isCondemned(after start: Int) -> Bool {
    var words: [String] = []
    for token in line.tokens[start...].prefix(12) {
      if token.mark == UInt8(ascii: ".") || token.isNewline && line.hasBullets { break }
      if token.isWord { words.append(token.text.lowercased()) }
    }
    guard let first = words.first, ["which", "that", "this", "was"].contains(first) else {
      return false
    }
    return words.prefix(7).contains { Self.verdicts.contains($0) }
  }

  /// -2^2 = 4, where the text speaks of spreadsheets: there the sign binds before the power.
  private func isSpreadsheet(_ left: Operand, _ right: Operand) -> Bool {
    guard case .negative(.power(let base, let exponent)) = left.expression else { return false }
    let names: Set<String> = ["excel", "spreadsheet", "spreadsheets", "sheets", "calc"]
    let other = Expression.power(.group(.negative(base)), exponent)
    let finding = Judge(other, right.expression, isApproximate: false).finding()
    return finding?.comparison == .right
      && line.tokens.contains { $0.isWord && names.contains($0.text.lowercased()) }
  }

  /// 4K = 3840 × 2160: the name of a size of screens.
  private func isScreen(_ left: Operand, _ right: Operand) -> Bool {
    guard let number = left.expression.lone?.number, number.measure.ten == 3,
      number.measure.dimension.isNone, number.text.utf8.count <= 2,
      case .binary(.times, let width, let height) = right.expression
    else { return false }
    return [width, height].allSatisfy { ($0.integer ?? 0) >= 100 }
  }

  private func isShape(_ part: Expression) -> Bool {
    guard case .group(.binary(.times, let a, let b)) = part else { return false }
    return a.integer != nil && b.integer != nil
  }

  /// Whether the right side begins with the value of the left one and goes on from there.
  private func runsOn(_ left: Operand, _ right: Operand) -> Bool {
    var first = right.expression
    while true {
      switch first {
      case .binary(_, let a, _):
        first = a
        let judge = Judge(left.expression, first, isApproximate: false)
        // 3/6 = 1/3 does not go on from a rounded 1.
        let rank = isFraction(right.expression) ? 0 : 2
        if let finding = judge.finding(), finding.comparison.rank <= rank { return true }
      default: return false
      }
    }
  }

  private func isFraction(_ side: Expression) -> Bool {
    guard case .binary(let op, let a, let b) = side.withoutGroup, op == .divide || op == .ratio
    else { return false }
    return a.integer != nil && b.integer != nil
  }

  /// Whether a / b × c holds as a / (b × c).
  private func holdsBelowStroke(_ left: Operand, _ right: Operand) -> Bool {
    guard let other = left.expression.withProductsBelow else { return false }
    let judge = Judge(other, right.expression, isApproximate: false)
    return judge.finding().map { $0.comparison.rank <= 2 } ?? false
  }

  /// Whether all numbers are 0 and 1 where the text speaks of logic or of bits: 1 + 1 = 1.
  private func isBoolean(_ left: Operand, _ right: Operand) -> Bool {
    var isBoolean = true
    for side in [left, right] {
      side.expression.forEachNumber { number in
        if number.text != "0" && number.text != "1" { isBoolean = false }
      }
    }
    return isBoolean && line.tokens.contains(where: isLogical)
  }

  /// Whether the token is a word or a sign of logic.
  private func isLogical(_ token: Token) -> Bool {
    if token.isWord || token.isSymbol {
      return Self.connectives.contains(token.text) || Self.logic.contains(token.text.lowercased())
    }
    if token.op == .modulo { return true }
    guard case .unknownOperator = token.kind else { return false }
    return ["∨", "∧", "⊕", "¬"].contains(token.text)
  }

  private static let connectives: Set<String> = [
    "OR", "AND", "NOT", "GF", "F2", "Z2", "F_2", "Z_2",
  ]

  private static let logic: Set<String> = [
    "xor", "nand", "nor", "xnor", "boolean", "booleans", "logic", "logical", "logically", "truth",
    "true", "false", "bit", "bits", "bitwise", "binary", "carry", "parity", "gate", "gates",
    "modulo", "idempotent", "disjunction", "conjunction",
  ]

  private static let bases: Set<String> = [
    "binary", "octal", "hex", "hexadecimal", "base", "clock", "o'clock", "nim", "modulo",
  ]

  /// Whether the words around speak of another base.
  private func speaksOfBases(_ left: Operand, _ right: Operand) -> Bool {
    let before = max(0, left.tokens.lowerBound - 6)..<left.tokens.lowerBound
    let after = right.tokens.upperBound..<min(line.tokens.count, right.tokens.upperBound + 5)
    return isInBase(left.tokens.lowerBound)
      || [before, after].contains { range in
        line.tokens[range].contains { $0.isWord && Self.bases.contains($0.text.lowercased()) }
      }
  }

  /// Whether the sentence that goes on at `start` begins with "In hex" or the like.
  private func isInBase(_ start: Int) -> Bool {
    var i = start - 1
    while i > max(0, start - 40) {
      let token = line.tokens[i]
      if token.mark == UInt8(ascii: "."), line.tokens[i + 1].hasSpaceBefore { return false }
      if token.isWord, Self.bases.contains(token.text.lowercased()),
        line.tokens[i - 1].text.lowercased() == "in"
      {
        return true
      }
      i -= 1
    }
    return false
  }

  /// Whether months or years are converted, which differ in length, and the sides are near.
  private func isCalendar(_ left: Operand, _ right: Operand) -> Bool {
    let names: Set<String> = [
      "month", "months", "mo", "y", "yr", "yrs", "year", "years", "quarter", "quarters", "decade",
      "decades", "century", "centuries", "cup", "cups", "tbsp", "tsp", "pint", "pints", "quart",
      "quarts", "gal", "gallon", "gallons",
    ]
    var found = false
    for side in [left, right] {
      side.expression.forEachNumber { number in
        for part in number.measure.text.split(separator: "/") where names.contains(String(part)) {
          found = true
        }
      }
    }
    guard found, let a = left.expression.evaluated(Reading())?.value,
      let b = right.expression.evaluated(Reading())?.value, b != 0
    else { return false }
    return (a / b - 1).magnitude < 0.08
  }

  private func hasLeadingZeros(_ left: Operand) -> Bool {
    var found = false
    left.expression.forEachNumber { number in
      let text = Array(number.text.utf8)
      if text.count > 1, text[0] == 0x30, text[1].isDigit { found = true }
    }
    return found
  }

  /// Whether the stated number is what a machine prints for the sum of doubles.
  private func isFloatingPoint(_ left: Operand, _ right: Operand) -> Bool {
    guard let lone = right.expression.lone, lone.number.significantDigits >= 15 else {
      return false
    }
    if lone.number.decimals == 0 { return isNearestDouble(left, lone.number.mantissa) }
    guard let value = left.expression.evaluated(Reading()) else { return false }
    let stated = lone.number.mantissa.doubleValue * (lone.isNegative ? -1 : 1)
    return (value.value - stated).magnitude <= value.value.magnitude * 1e-14 + 1e-15
  }

  private static let floats: Set<String> = [
    "float", "floats", "floating", "double", "doubles", "ieee", "precision", "javascript", "js",
    "safe", "float64",
  ]

  /// How many bits the significands have that words of a text speak of.
  private static let significands: [(words: Set<String>, bits: Int)] = [
    (["fp16", "float16", "half"], 11), (["bf16", "bfloat16"], 8),
    (["fp32", "float32", "single", "float", "floats"], 24),
  ]

  /// 16777216 + 1 = 16777216, where the text speaks of numbers with 24 bits.
  private func isShortFloat(_ left: Operand, _ right: Operand) -> Bool {
    guard let value = left.expression.evaluated(Reading())?.value, value != 0,
      let stated = right.expression.evaluated(Reading())?.value
    else { return false }
    return Self.significands.contains { format in
      let unit = value.binade.magnitude * 0x1p1 / Double(1 << format.bits)
      guard (value / unit).rounded(.toNearestOrEven) * unit == stated else { return false }
      return line.tokens.contains { token in
        (token.isWord || token.isSymbol) && format.words.contains(token.text.lowercased())
      }
    }
  }

  /// 2^53 + 1 = 9007199254740992, where the text speaks of doubles.
  private func isNearestDouble(_ left: Operand, _ stated: ExactDecimal) -> Bool {
    guard let value = left.expression.evaluated(Reading())?.value, value >= 0x1p53,
      ExactDecimal(exactly: value) == stated
    else { return false }
    return line.tokens.contains { $0.isWord && Self.floats.contains($0.text.lowercased()) }
  }

  /// 200 + 100 = 255, where the text says that sums stop at the largest number.
  private func isSaturated(_ left: Operand, _ right: Operand) -> Bool {
    guard let stated = right.expression.integer, [127, 255, 32_767, 65_535].contains(stated),
      let value = left.expression.evaluated(Reading())?.value, value > Double(stated)
    else { return false }
    let stems = ["saturat", "clamp", "clip", "capped"]
    return line.tokens.contains { token in
      token.isWord && stems.contains { token.text.lowercased().hasPrefix($0) }
    }
  }

  private func hasOverflown(_ left: Operand, _ right: Operand) -> Bool {
    guard let lone = right.expression.lone, lone.number.isBareInteger,
      let value = left.expression.evaluated(Reading()), value.isWhole,
      let stated = lone.number.quantity(Reading())?.exact,
      let exact = value.exact, let difference = exact - (lone.isNegative ? stated.negated : stated)
    else { return false }
    for bits in [8, 16, 32, 64] {
      guard let size = ExactRatio(2).power(bits), let quotient = difference / size else { continue }
      if quotient.isWhole, !quotient.isZero, bits >= 16 || isProgram || speaksOfBytes {
        return true
      }
    }
    return false
  }

  private static let bytes: Set<String> = [
    "overflow", "overflows", "wrap", "wraps", "wraparound", "bit", "bits", "byte", "bytes",
    "unsigned", "signed", "uint8", "int8", "u8", "i8",
  ]

  /// Whether the text speaks of numbers that go round after 255.
  private var speaksOfBytes: Bool {
    line.tokens.contains { token in
      (token.isWord || token.isSymbol) && Self.bytes.contains(token.text.lowercased())
    }
  }

  private var isProgram: Bool {
    if case .fencedText(let language) = source.kind { return !language.isEmpty }
    return false
  }

  /// Whether a percentage is stated for a price: VAT 19% = $200 × 0.19.
  private func isShareOfPrice(_ left: Operand, _ right: Operand) -> Bool {
    [(left, right), (right, left)].contains { share, price in
      guard let lone = share.expression.lone?.number, lone.percent > 0, lone.measure.isNone else {
        return false
      }
      let dimension = UnitTerm(price.expression).dimension
      return dimension[.currency] != 0
    }
  }

  /// Whether both sides have units, of which none measures what one of the other side does, or a
  /// price comes out of nothing.
  private func hasUnlikeUnits(_ left: Operand, _ right: Operand) -> Bool {
    let a = Traits(left.expression).dimensions
    let b = Traits(right.expression).dimensions
    if a.isEmpty != b.isEmpty, left.expression.lone != nil, countsThings(right) {
      // 4 MiB ≈ 1024² RGBA: a size and a number of things.
      return true
    }
    if a.isEmpty || b.isEmpty { return false }
    return a.isDisjoint(with: b) || a.contains(.currency) != b.contains(.currency)
  }

  /// Whether a word that is no unit follows the side and names what it counts.
  func countsThings(_ side: Operand) -> Bool {
    if Traits(side.expression).dimensions.isEmpty == false { return false }
    let last = line.tokens[side.tokens.upperBound - 1]
    if last.isWord, Measure.named(last.text) == nil { return true }
    guard side.tokens.upperBound < line.tokens.count else { return false }
    let next = line.tokens[side.tokens.upperBound]
    return next.isWord && next.hasSpaceBefore && next.text.utf8.count > 2
      && Measure.named(next.text) == nil && !OperandFinder.functionWords.contains(next.text)
  }
}

extension Expression {
  /// What else it may say: a / 2.4 × 10⁹ divides by 2.4·10⁹, and 6 ÷ 2(1 + 2) is read both ways.
  var otherReadings: [Expression] {
    switch self {
    case .binary(.times, .binary(.divide, let a, let b), let c):
      guard case .power(let base, _) = c, base.integer == 10, b.lone != nil else { return [] }
      return [.binary(.divide, a, .group(.binary(.times, b, c)))]
    case .binary(.divide, let a, .juxtaposed(let b, let c)):
      return [.binary(.times, .binary(.divide, a, b), c)]
    case .binary(.divide, let a, .group(.binary(.divide, let b, let c))):
      return [.binary(.divide, .binary(.divide, a, b), c)]
    default: return []
    }
  }

  /// a / b × c as a / (b × c), if there is such a product.
  fileprivate var withProductsBelow: Expression? {
    guard case .binary(.times, .binary(.divide, let a, let b), let c) = self else { return nil }
    return .binary(.divide, a, .binary(.times, b, c))
  }
}
