import Numerics

/// Hyphens that say "to", and numbers in brackets that are negative.
extension CalculationFinder {
  /// Whether two numbers in the side are joined by a hyphen without spaces: 4 × €50-70.
  private func hasRange(_ side: Operand) -> Bool {
    side.tokens.dropFirst().dropLast().contains { i in
      let sign = line.tokens[i]
      let next = line.tokens[i + 1]
      return sign.op == .minus && !sign.hasSpaceBefore && sign.region != .math
        && line.tokens[i - 1].isNumber && (next.isNumber || next.isCurrency)
        && !next.hasSpaceBefore
    }
  }

  /// Whether the side is two rising numbers with a hyphen between; with spaces about it, in running
  /// text alone and if `allowsSpaces`.
  private func isRange(_ side: Operand, allowsSpaces: Bool = false) -> Bool {
    var expression = side.expression
    if case .measured(let inner, _) = expression { expression = inner }
    if case .group(let inner) = expression { expression = inner }
    guard case .binary(.minus, let a, let b) = expression, let low = a.lone?.number,
      let high = b.lone?.number,
      low.mantissa.doubleValue < high.mantissa.doubleValue
    else { return false }
    let place = side.tokens.dropFirst().first { line.tokens[$0].op == .minus }
    guard let sign = place.map({ line.tokens[$0] }), sign.region != .math else { return false }
    return !sign.hasSpaceBefore || allowsSpaces && sign.region == .prose && sign.text != "−"
  }

  /// 10-5 = 66.7 %, 10/2/5 = 7.5: wins and losses, and other lists of counts without spaces.
  private func isScore(_ left: Operand, _ right: Operand) -> Bool {
    let signs = left.tokens.filter { line.tokens[$0].op != nil }
    let isGlued = left.tokens.dropFirst().allSatisfy { !line.tokens[$0].hasSpaceBefore }
    guard isGlued, line.tokens[left.tokens.lowerBound].region != .math,
      left.tokens.allSatisfy({ line.tokens[$0].isNumber || line.tokens[$0].op != nil })
    else { return false }
    let ops = signs.compactMap { line.tokens[$0].op }
    if ops == [.minus] { return right.expression.lone?.number.percent ?? 0 > 0 }
    // 10-5-1 = 31 points: won, lost and drawn.
    if ops == [.minus, .minus] { return countsThings(right) }
    return ops == [.divide, .divide]
  }

  /// 5 - 8 = 3: the difference without its sign, of nothing that a range could last.
  private func losesSign(_ left: Operand, _ right: Operand) -> Bool {
    guard let lone = right.expression.lone?.number, lone.measure.isNone, !lone.measure.isNoun,
      !countsThings(right)
    else { return false }
    let other = Expression.negative(.group(left.expression))
    return Judge(other, right.expression, isApproximate: false).finding()?.comparison == .right
  }

  /// 9-5 = 8 hours: from nine in the morning to five in the afternoon.
  private func isShift(_ left: Operand, _ right: Operand) -> Bool {
    guard case .binary(.minus, let a, let b) = left.expression, let from = a.integer,
      let to = b.integer, (1...24).contains(from), (1...24).contains(to), from > to,
      let lone = right.expression.lone?.number, lone.measure.seconds.equals(ExactRatio(3600))
    else { return false }
    // Without spaces a clock of twelve hours may be meant, else one of twenty-four: nights, 22 - 6.
    return lone.mantissa == ExactDecimal(24 + to - from)
      || isGlued(left) && from <= 12 && lone.mantissa == ExactDecimal(12 + to - from)
  }

  private func isGlued(_ side: Operand) -> Bool {
    side.tokens.dropFirst().allSatisfy { !line.tokens[$0].hasSpaceBefore }
      && line.tokens[side.tokens.lowerBound].region == .prose
  }

  /// 3400-3600 as a stated range.
  func isInRange(_ left: Operand, _ right: Operand) -> Bool {
    // 25-45 s/day = 2.5-7.5 h/year: from one range to the other.
    if hasRange(left), hasRange(right) { return true }
    if isRange(left), isRange(right) || right.expression.lone != nil { return true }
    // "Ages 4 - 6 = $12": what is stated for a range is no difference, which would be negative.
    if isRange(left, allowsSpaces: true), let lone = right.expression.lone, !lone.isNegative,
      !losesSign(left, right)
    {
      return true
    }
    if isScore(left, right) || isShift(left, right) { return true }
    guard case .binary(.minus, let a, let b) = right.expression, let low = a.lone?.number,
      let high = b.lone?.number, let p = low.quantity(Reading()), let q = high.quantity(Reading()),
      let value = left.expression.evaluated(Reading())
    else { return false }
    let sign = right.tokens.dropFirst().first { line.tokens[$0].op == .minus }
    guard let sign, !line.tokens[sign].hasSpaceBefore else { return false }
    var plain = Reading()
    plain.convertsTime = false
    let others = [value, left.expression.evaluated(plain) ?? value]
    return p.value < q.value
      && others.contains { $0.value >= p.value * 0.99 && $0.value <= q.value * 1.01 }
  }

  /// A loss of (1,200) + 3,000 = 1,800: in accounts a number in brackets is negative.
  func isAccounting(_ left: Operand, _ right: Operand) -> Bool {
    guard line.tokens[left.tokens.lowerBound].region == .prose, left.expression.lone == nil else {
      return false
    }
    let other = left.expression.rewriting { part in
      guard case .group(.number(let number)) = part else { return part }
      return .negative(.number(number))
    }
    guard other.contains({ if case .negative = $0 { true } else { false } }) else { return false }
    let finding = Judge(other, right.expression, isApproximate: false).finding()
    return finding.map { $0.comparison.rank <= 1 } ?? false
  }
}
