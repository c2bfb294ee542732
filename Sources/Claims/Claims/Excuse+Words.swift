/// Words beside a calculation that compute with it, so that the numbers alone say something else.
///
/// Only some of them could be read with confidence, so a calculation that fails beside one of them is
/// no claim: "half of 3/4 = 3/8", "(3 + 4) squared = 49", "12 of 48 = 1/4".
extension CalculationFinder {
  /// Whether words before or in the calculation compute.
  func hasComputingWords(_ left: Operand, _ right: Operand) -> Bool {
    followsOperation(left) || endsWithOperation(left, right) || hasOpposites(left)
      || isCut(left, right)
  }

  /// Whether a side is a part of a quantity in several units: "6 lb, 4 oz + 12 oz = 7 lb".
  private func isCut(_ left: Operand, _ right: Operand) -> Bool {
    let tokens = line.tokens
    func isJoint(_ i: Int) -> Bool {
      guard i > 0, i < tokens.count else { return false }
      // A comma parts metric quantities, but not pounds and ounces.
      if case .comma = tokens[i].kind {
        return Measure.named(tokens[i - 1].text).map { $0.isCustomary || $0.isTime } ?? false
      }
      return ["and", "und"].contains(tokens[i].text)
    }
    func isPart(_ smaller: Int, of larger: Int) -> Bool {
      guard larger > 0, smaller < tokens.count, tokens[larger - 1].isNumber,
        tokens[smaller - 1].isNumber, let a = Measure.named(tokens[smaller].text),
        let b = Measure.named(tokens[larger].text)
      else { return false }
      return !b.dimension.isNone && a.isPart(of: b)
    }
    let start = left.tokens.lowerBound
    let before = isJoint(start - 1) ? start - 2 : start - 1
    if before > 0, isPart(start + 1, of: before) { return true }
    let end = right.tokens.upperBound
    return isJoint(end) && isPart(end + 2, of: end - 1)
  }

  /// What is done to the number after "of": "the square of 1/2".
  private static let operations: Set<String> = [
    "half", "halves", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth",
    "sixths", "seventh", "sevenths", "eighth", "eighths", "ninth", "ninths", "tenth", "tenths",
    "hundredth", "hundredths", "double", "triple", "reciprocal", "inverse", "opposite",
    "negative", "complement", "square", "cube", "root", "power", "average", "mean", "median",
    "variance", "product", "quotient", "ratio", "remainder", "percent", "percentage", "log",
    "logarithm", "ln", "sine", "cosine", "sin", "cos", "tangent", "tan", "exponential",
    "factorial", "floor", "ceiling", "maximum", "minimum", "max", "min", "gcd", "lcm", "hälfte",
    "drittel", "viertel", "doppelte", "dreifache", "quadrat", "wurzel", "kehrwert",
    "mittelwert", "durchschnitt", "produkt", "logarithmus", "moitié", "tiers", "quart", "logit",
    "odds", "sign", "carré", "racine", "moyenne", "produit",
  ]

  /// What is done to several numbers that words join: "the sum of 1/4 and 3/4".
  private static let joiners: Set<String> = ["sum", "difference", "total", "summe", "differenz"]

  /// Words straight before what they change: "twice 3/4".
  private static let multiples: Set<String> = [
    "half", "twice", "thrice", "double", "triple", "negative", "doppelt",
  ]

  /// Whether a word such as "half of" or "twice" stands before the left side, with numbers alone
  /// between, or the side is what others are of: "12 of 48".
  private func followsOperation(_ left: Operand) -> Bool {
    let start = left.tokens.lowerBound
    var i = start - 1
    var isJoined = false
    while i >= max(0, start - 16) {
      let token = line.tokens[i]
      switch token.kind {
      case .number, .vulgar, .fraction, .radical, .sup, .op, .currency, .percent, .open, .close,
        .edge:
        break
      case .comma: isJoined = true
      case .word:
        let word = token.text.lowercased()
        if i == start - 1, Self.multiples.contains(word) { return true }
        if ["and", "und", "et", "to"].contains(word) {
          isJoined = true
        } else if ["of", "von", "aus", "de", "in", "between"].contains(word) {
          return isOperation(before: i, isJoined: isJoined)
            || left.expression.lone != nil
              && isPart(before: i)
        } else if Measure.named(token.text) == nil || i == 0 || !line.tokens[i - 1].isNumber {
          return false
        }
      default: return false
      }
      i -= 1
    }
    return false
  }

  /// Whether the words before "of" at `index` say what is done.
  private func isOperation(before index: Int, isJoined: Bool) -> Bool {
    var i = index - 1
    while i >= 0, case .sub = line.tokens[i].kind { i -= 1 }
    guard i >= 0 else { return false }
    let word = line.tokens[i].text.lowercased()
    if word == "value", i > 0 { return line.tokens[i - 1].text.lowercased() == "absolute" }
    return Self.operations.contains(word) || isJoined && Self.joiners.contains(word)
  }

  /// Whether a number, and at most "out", stands before "of" at `index`: "20 out of 80".
  private func isPart(before index: Int) -> Bool {
    guard index > 0 else { return false }
    if line.tokens[index - 1].isNumber { return true }
    return index > 1 && line.tokens[index - 1].text == "out" && line.tokens[index - 2].isNumber
  }

  /// Words after a number that change it, or that count by several.
  private static let changes: Set<String> = [
    "squared", "cubed", "doubled", "tripled", "quadrupled", "halved", "inverted", "factorial",
    "pair", "pairs", "couple", "couples", "half", "halves", "third", "thirds", "fourth",
    "fourths", "fifth", "fifths", "sixth", "sixths", "seventh", "sevenths", "eighth", "eighths",
    "ninth", "ninths", "tenth", "tenths", "hundredth", "hundredths", "thousandth",
    "thousandths", "ones", "tens", "hundred", "hundreds", "thousands", "quadrat",
  ]

  /// What there are two of: 12 per side.
  private static let twins: Set<String> = [
    "side", "half", "leg", "arm", "hand", "foot", "eye", "ear", "way", "end", "wing",
  ]

  /// Whether a word such as "squared" stands in one side and not in the other.
  private func endsWithOperation(_ left: Operand, _ right: Operand) -> Bool {
    words(left, Self.changes) != words(right, Self.changes)
      || countsTwins(left) != countsTwins(right)
  }

  /// Which of `known` stand in `side`, without the endings of plurals.
  private func words(_ side: Operand, _ known: Set<String>) -> Set<String> {
    var result: Set<String> = []
    for token in line.tokens[side.tokens] where token.isWord {
      let word = token.text.lowercased()
      guard known.contains(word) else { continue }
      result.insert(word.hasSuffix("s") ? String(word.dropLast()) : word)
    }
    return result
  }

  private func countsTwins(_ side: Operand) -> Bool {
    side.tokens.dropFirst().contains { i in
      Self.twins.contains(line.tokens[i].text) && line.tokens[i - 1].text == "per"
    }
  }

  private static let opposites = [
    ("north", "south"), ("east", "west"), ("left", "right"), ("up", "down"), ("forward", "back"),
    ("forward", "backward"), ("forwards", "backwards"),
  ]

  /// 5 m north + 5 m south = 0 m: the words carry the signs.
  private func hasOpposites(_ side: Operand) -> Bool {
    let words = Set(line.tokens[side.tokens].lazy.filter(\.isWord).map { $0.text.lowercased() })
    return Self.opposites.contains { words.contains($0.0) && words.contains($0.1) }
  }

  // MARK: Numbers that name

  /// Whether the numbers name a thing: the 80/20 rule, 6/8 time, Pi Day.
  func namesThing(_ left: Operand, _ right: Operand) -> Bool {
    isSplit(left, right) || isMetre(left, right) || isPiDay(right)
  }

  /// 60/40 = 60% stocks.
  private func isSplit(_ left: Operand, _ right: Operand) -> Bool {
    guard let (a, b) = quotient(left), a + b == 100, let lone = right.expression.lone?.number,
      lone.percent == 2, let share = lone.mantissa.int
    else { return false }
    return share == a || share == b
  }

  /// 6/8 = 2 beats per bar.
  private func isMetre(_ left: Operand, _ right: Operand) -> Bool {
    guard let (_, b) = quotient(left), [2, 4, 8, 16].contains(b) else { return false }
    let end = min(line.tokens.count, right.tokens.upperBound + 2)
    return line.tokens[right.tokens.lowerBound..<end].contains {
      ["beat", "beats", "bar", "Schläge", "temps"].contains($0.text)
    }
  }

  private func quotient(_ side: Operand) -> (Int, Int)? {
    var expression = side.expression
    if case .measured(let inner, _) = expression { expression = inner }
    guard case .binary(.divide, let a, .number(let b)) = expression.withoutGroup,
      let top = a.integer, b.isBareInteger, let bottom = b.mantissa.int
    else { return nil }
    return (top, bottom)
  }

  /// 3/14 = Pi day.
  private func isPiDay(_ right: Operand) -> Bool {
    var expression = right.expression
    if case .measured(let inner, _) = expression { expression = inner }
    let next = right.tokens.lowerBound + 1
    guard case .constant(.pi) = expression, next < line.tokens.count, line.tokens[next].isWord
    else {
      return false
    }
    return line.tokens[next - 1].text.utf8.first.map { $0 | 0x20 == 0x70 } ?? false
  }
}
