package import Diagnostics
import Numerics

/// Finds the arithmetic in plain sight in `texts` and judges it.
///
/// - Complexity: O(bytes) for texts without a sign of equality.
package func findCalculations(
  in texts: [ClaimText], style: NumberStyle = NumberStyle()
) -> [Calculation] {
  var result: [Calculation] = []
  for text in texts where mayHoldCalculation(text) {
    for (_, equality) in findEqualities(in: text, style: style) {
      if case .calculation(let calculation) = equality { result.append(calculation) }
    }
  }
  if texts.contains(where: { $0.cell != nil }) {
    result += TableTotals.calculations(in: texts, style: style)
    result.sort { $0.right.start < $1.right.start }
  }
  return result
}

/// What is made of each sign of equality in `text`, with the bytes of the sign; for `explain`.
package func findEqualities(
  in text: ClaimText, style: NumberStyle = NumberStyle()
) -> [(SourceRange, Equality)] {
  CalculationFinder(TokenLine(text, style: style), source: text).equalities()
}

/// Reads the chains of one text.
struct CalculationFinder {
  let line: TokenLine
  let source: ClaimText
  let operands: OperandFinder
  /// The places of the comments `skip: …`.
  private let waivers: [SourceRange]
  /// The moduli that the text speaks of, found once.
  let moduli: [(index: Int, modulus: Int)]

  init(_ line: TokenLine, source: ClaimText) {
    self.line = line
    self.source = source
    operands = OperandFinder(line)
    moduli = Self.moduli(in: line.tokens)
    waivers = source.pieces.compactMap { piece in
      guard case .comment(let inside, let place) = piece,
        case .waived? = BindingComment(parsing: inside, range: place)?.content
      else { return nil }
      return place
    }
  }

  /// What is made of each sign of equality, with the bytes of the sign.
  func equalities() -> [(SourceRange, Equality)] {
    var result: [(SourceRange, Equality)] = []
    var chain = Chain()
    for index in line.tokens.indices {
      guard let relation = line.tokens[index].relation,
        relation == .equal || relation == .approximate
      else { continue }
      result.append((line.tokens[index].range, equality(at: index, relation, &chain)))
    }
    return result
  }

  private func equality(
    at index: Int, _ relation: Calculation.Relation, _ chain: inout Chain
  ) -> Equality {
    let left = operands.left(of: index)
    let right = operands.right(of: index)
    guard var left, let (right, isApproximate) = right else {
      if let unread = unread(left, right?.operand, at: index, relation) {
        return .calculation(unread)
      }
      return .none(operands.rule(left, right?.operand, at: index))
    }
    let isAbout = line.tokens[left.tokens].contains { $0.isAbout }
    let isApprox = relation == .approximate || isApproximate || isAbout
    var judge = Judge(left.expression, right.expression, isApproximate: isApprox)
    judge.isCode = line.hasBullets
    judge.hasCaret = hasCaret(left) || hasCaret(right)
    guard isClaim(judge, left, at: index) else { return .none(.loneNumbers) }
    if judge.relation == .unlike { return .none(excuse(left, right, at: index) ?? .unlikeUnits) }
    guard var finding = judge.finding() else {
      let why = "the sides have no values that can be compared"
      return .calculation(calculation(left, right, relation, .notChecked(why)))
    }
    if finding.comparison == .off {
      let others =
        operands.shorterLefts(left).map(\.expression) + left.expression.otherReadings
        + restAfterValue(left) + left.expression.bothSigns
      for other in others {
        var shorter = Judge(other, right.expression, isApproximate: isApprox)
        shorter.hasCaret = judge.hasCaret
        if shorter.relation == .unlike { continue }
        if let found = shorter.finding(), found.comparison != .off { finding = found }
      }
    }
    if let first = chain.first(before: left) {
      var anew = Judge(first.expression, right.expression, isApproximate: isApprox)
      anew.isCode = line.hasBullets
      anew.hasCaret = hasCaret(first) || hasCaret(right)
      if finding.comparison != .off {
        chain.add(first, before: right)
      } else if let found = anew.finding() {
        (left, judge, finding) = (first, anew, found)
      }
    }
    if finding.comparison == .off {
      if isArgument(left) || dividesModulo(left, right) { return .none(.partial) }
      let isName = left.endsWithName && right.expression.lone == nil
      if isName || endsLabelledSum(left) || endsList(left)
        || hasOwnPrefix(left, right) || followsDefinition(left, at: index)
        || left.certainty == .doubtful || right.certainty == .doubtful
        || mayNameVariable(left, right)
      {
        return .none(.ambiguous)
      }
      if let rule = excuse(left, right, at: index) { return .none(rule) }
      if [.counted, .carried].contains(judge.relation) || judge.addsWithoutUnit {
        return .none(.unlikeUnits)
      }
      if !left.expression.bothSigns.isEmpty { return .none(.ambiguous) }
      if judge.addsUnlikeThings || judge.isDifferenceOfDegrees { return .none(.ambiguous) }
    }
    if isWaived(right) { return .none(.waived) }
    if finding.comparison == .off { chain.add(left, before: right) }
    if finding.comparison != .off, let why = uncheckedSpread(left.expression, right.expression) {
      return .calculation(calculation(left, right, relation, .notChecked(why)))
    }
    let texts = (text(left), text(right))
    let writer = CorrectionWriter(
      judge: judge, finding: finding, texts: texts, printed: printed(left, right))
    return .calculation(
      calculation(
        left, right, isApprox ? .approximate : relation, Verdict(finding, writer)))
  }

  /// Whether a caret stands in the side, outside of formulas, where it is never the exclusive or.
  private func hasCaret(_ side: Operand) -> Bool {
    line.tokens[side.tokens].contains { token in
      // Not `**`, which is two bytes.
      token.op == .power && token.region != .math && token.range.end - token.range.start == 1
    }
  }

  /// Whether an `e` of running text is rather a variable: as the base of logarithms it gives
  /// nothing near to what is stated.
  private func mayNameVariable(_ left: Operand, _ right: Operand) -> Bool {
    let hasLetter = [left, right].contains { side in
      side.tokens.contains { index in
        guard case .constant(.e) = line.tokens[index].kind, line.tokens[index].region != .math
        else { return false }
        guard index + 1 < line.tokens.count else { return true }
        let next = line.tokens[index + 1]
        if case .sup = next.kind { return false }
        return next.op != .power
      }
    }
    guard hasLetter, let a = left.expression.evaluated(Reading())?.value,
      let b = right.expression.evaluated(Reading())?.value
    else { return hasLetter }
    return (a - b).magnitude > 0.1 * max(a.magnitude, b.magnitude)
  }

  /// What a sum that runs on adds to the value of the link before: in `5M × $4/M = $20 + 2M × $1/M =
  /// $2` the last sign is about the last term.
  private func restAfterValue(_ left: Operand) -> [Expression] {
    let sign = left.tokens.lowerBound - 1
    guard sign > 0, line.tokens[sign].relation == .equal,
      case .binary(.plus, let value, let rest) = left.expression, value.lone != nil,
      rest.lone == nil, let earlier = operands.left(of: sign)
    else { return [] }
    let judge = Judge(earlier.expression, value, isApproximate: false)
    return judge.finding().map { $0.comparison.rank <= 2 } ?? false ? [rest] : []
  }

  /// Whether the left side is a number in brackets after a word: `prod(124)`.
  private func isArgument(_ left: Operand) -> Bool {
    guard case .group(let inner) = left.expression, inner.lone != nil,
      left.tokens.lowerBound > 0
    else { return false }
    let before = line.tokens[left.tokens.lowerBound - 1]
    return before.isWord || before.isSymbol
  }

  /// Whether a quotient is taken modulo a number, where it may be an inverse or cut.
  private func dividesModulo(_ left: Operand, _ right: Operand) -> Bool {
    [left, right].contains { side in
      side.expression.contains { part in
        guard case .binary(.modulo, let a, _) = part else { return false }
        return a.contains { inner in
          if case .binary(.divide, _, _) = inner { true } else { false }
        }
      }
    }
  }

  /// Whether the left side is the value of a definition after an arrow, on the line before:
  /// `→ y = 3 \\ = −8`.
  private func followsDefinition(_ left: Operand, at index: Int) -> Bool {
    guard left.expression.lone != nil, line.tokens[index - 1].isNewline else { return false }
    let start = left.tokens.lowerBound
    guard start > 1, line.tokens[start - 1].relation == .equal,
      line.tokens[start - 2].isSymbol || line.tokens[start - 2].isWord
    else { return false }
    var i = start - 3
    while i >= 0, !line.tokens[i].isNewline {
      if case .arrow = line.tokens[i].kind { return true }
      i -= 1
    }
    return false
  }

  /// Whether the left side is the last number of a sum with words in it: "Fri $192 + Sat $205".
  private func endsLabelledSum(_ left: Operand) -> Bool {
    guard left.expression.lone != nil else { return false }
    var i = left.tokens.lowerBound - 1
    guard i >= 0, line.tokens[i].isWord else { return false }
    let limit = max(0, i - 8)
    while i >= limit {
      let token = line.tokens[i]
      if token.op == .plus || token.op == .times || token.op == .minus && token.hasSpaceBefore {
        return true
      }
      let isPart = token.isWord || token.isSymbol || token.isNumber || token.isCurrency
      guard isPart, !["and", "so", "then", "gives", "is"].contains(token.text) else { return false }
      i -= 1
    }
    return false
  }

  /// Whether the left side is the last number of a list: "the mean of 4, 8, 15 = 27 / 3".
  private func endsList(_ left: Operand) -> Bool {
    let start = left.tokens.lowerBound
    guard left.expression.lone != nil, start > 1, case .comma = line.tokens[start - 1].kind else {
      return false
    }
    return line.tokens[start - 2].isNumber
  }

  /// Whether the right side counts something that the table of units does not know, with a prefix
  /// that makes it right: 8.3 MP.
  private func hasOwnPrefix(_ left: Operand, _ right: Operand) -> Bool {
    guard right.expression.lone != nil, let last = line.tokens[right.tokens].last, last.isWord,
      Measure.named(last.text) == nil, (2...4).contains(last.text.utf8.count),
      let first = last.text.first,
      let power = ["k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12][first],
      let a = left.expression.evaluated(Reading())?.value,
      let b = right.expression.evaluated(Reading())?.value, b != 0
    else { return false }
    return (a / b / power - 1).magnitude < 0.05
  }

  private func calculation(
    _ left: Operand, _ right: Operand, _ relation: Calculation.Relation, _ verdict: Verdict
  ) -> Calculation {
    Calculation(
      kind: source.kind, range: range(left).union(range(right)), left: range(left),
      right: range(right), leftText: text(left), rightText: text(right), relation: relation,
      stated: stated(right),
      isStatedLeft: right.expression.lone == nil && left.expression.lone != nil,
      verdict: verdict, numerals: numerals(left) + numerals(right))
  }

  /// A calculation of numbers alone that cannot be read: listed, so that none vanishes.
  private func unread(
    _ left: Operand?, _ right: Operand?, at index: Int, _ relation: Calculation.Relation
  ) -> Calculation? {
    guard let a = operands.numbersAlone(before: index),
      let b = right?.tokens ?? operands.numbersAlone(after: index)
    else { return nil }
    let place = { (range: Range<Int>) -> SourceRange in
      self.line.tokens[range.lowerBound].range.union(self.line.tokens[range.upperBound - 1].range)
    }
    return Calculation(
      kind: source.kind, range: place(a).union(place(b)), left: place(a), right: place(b),
      leftText: Self.joined(line.tokens[a]), rightText: Self.joined(line.tokens[b]),
      relation: relation, stated: nil, isStatedLeft: false,
      verdict: .notChecked("this arithmetic cannot be read"), numerals: [])
  }

  /// Whether a comment `skip: …` follows the right side.
  private func isWaived(_ right: Operand) -> Bool {
    let end = range(right).end
    guard let place = waivers.first(where: { $0.start >= end }), place.start - end < 40 else {
      return false
    }
    // No further sign of equality stands between.
    return !line.tokens.contains {
      $0.relation != nil && $0.range.start >= end && $0.range.end <= place.start
    }
  }

  /// The number that the right side is, if it is one.
  private func stated(_ operand: Operand) -> Numeral? {
    guard let (printed, isNegative) = operand.expression.lone, isWritten(printed.range) else {
      return nil
    }
    var scale = Numeral.Scale()
    if printed.percent > 0 {
      scale.form = printed.percent == 2 ? .percent : .perMille
    } else if printed.measure.ten != 0 || printed.measure.two != 0 {
      scale.form = .prefix
    } else if printed.exponent != nil {
      scale.form = .exponent
    }
    scale.ten = (printed.exponent ?? 0) - printed.percent + printed.measure.ten
    scale.two = printed.measure.two
    return Numeral(
      text: 0..<0, range: range(operand), digits: printed.range, literal: printed.text,
      sign: isNegative ? .minus : .none,
      mantissa: isNegative ? -printed.mantissa : printed.mantissa,
      denominator: ExactDecimal(printed.denominator), decimals: printed.decimals,
      separator: printed.separator, decimalMark: AuthorStyle(printed).usesComma ? 0x2C : 0x2E,
      scale: scale, unit: printed.measure.text)
  }

  private func numerals(_ operand: Operand) -> [SourceRange] {
    var result: [SourceRange] = []
    operand.expression.forEachNumber { if isWritten($0.range) { result.append($0.range) } }
    return result
  }

  /// Whether the digits of a number stand in its range, where a TeX macro may stand for them.
  private func isWritten(_ range: SourceRange) -> Bool {
    guard let text = source.text(in: range), text.hasPrefix("\\") else { return true }
    return text.utf8.contains(where: \.isDigit)
  }

  /// What a correction must know of how the sides are printed.
  private func printed(_ left: Operand, _ right: Operand) -> CorrectionWriter.Printed {
    let tokens = line.tokens[left.tokens] + line.tokens[right.tokens]
    return CorrectionWriter.Printed(
      isWritten: isWritten,
      sign: { digits in
        let index = tokens.lastIndex { $0.op == .minus && $0.range.end <= digits.start }
        return index.map { tokens[$0].range.union(digits) }
      },
      usesUnicodeMinus: tokens.contains { $0.op == .minus && $0.region != .math && $0.text == "−" })
  }

  // MARK: What is a claim

  /// Whether the two sides make a claim: one computes, or both measure the same in two units.
  private func isClaim(_ judge: Judge, _ left: Operand, at index: Int) -> Bool {
    let a = judge.left
    let b = judge.right
    guard let x = a.lone, let y = b.lone else {
      // A list on its own is a name's value, a list that is computed is not.
      if case .vector = a, case .vector = b { return false }
      if case .vector = a, b.lone != nil { return false }
      if a.lone != nil, case .vector = b { return false }
      return true
    }
    // [4] = 16 is an index, (a) = 3 a label.
    if case .group = a { return false }
    let p = x.number.measure
    let q = y.number.measure
    let isMoney = p.dimension[.currency] != 0 && p.text != q.text
    if isMoney || p.isApparentPower != q.isApparentPower { return false }
    if p.isKitchen != q.isKitchen { return false }
    if !p.dimension.isNone, p.dimension == q.dimension, !p.isAmbiguous || !q.isAmbiguous {
      let isRestated =
        line.tokens[index].relation == .approximate || isContinued(left, at: index)
      return (p.text != q.text || isRestated) && x.number.percent == 0 && y.number.percent == 0
    }
    // A value restated in a chain.
    return isContinued(left, at: index) && p.isNone && q.isNone
  }

  /// Whether the left side is the right side of an earlier link that is a claim itself.
  private func isContinued(_ left: Operand, at index: Int) -> Bool {
    var i = left.tokens.lowerBound
    while i > 0, line.tokens[i - 1].isNewline { i -= 1 }
    guard i > 0, let relation = line.tokens[i - 1].relation,
      relation == .equal || relation == .approximate,
      let earlier = operands.left(of: i - 1)
    else { return false }
    return earlier.expression.lone == nil
  }
}
