import Numerics

/// Compares the stated `numeral` with `value` by the rules of the design, §4.
///
/// The printed prefix, `%` or `‰` scales the value; no other factor is ever supplied. A tie of
/// decimals passes either way.
package func judge(
  _ numeral: Numeral, against value: Double, _ comparator: Comparator = .equal,
  _ tolerance: Tolerance = .asWritten
) -> Judgement {
  if let judgement = judgeAccounting(numeral, value, comparator, tolerance) { return judgement }
  return NumeralJudge(numeral: numeral, value: value).judgement(comparator, tolerance)
}

/// A number in the brackets of accountants beside a negative value: the brackets are its sign.
private func judgeAccounting(
  _ numeral: Numeral, _ value: Double, _ comparator: Comparator, _ tolerance: Tolerance
) -> Judgement? {
  guard numeral.isAccounting, value < 0, comparator == .equal || comparator == .approximate else {
    return nil
  }
  if case .range = tolerance { return nil }
  var result = NumeralJudge(numeral: numeral, value: -value).judgement(comparator, tolerance)
  guard result.outcome == .wrong || result.outcome == .truncated, value.isFinite else {
    return result
  }
  let right = "(\(result.actual)\(numeral.scale.text))"
  result.message = "the value is \(right), not (\(numeral.literal))"
  result.hints = ["write \(right)"]
  return result
}

/// One numeral and the value that it should state.
private struct NumeralJudge {
  let numeral: Numeral
  let value: Double

  func judgement(_ comparator: Comparator, _ tolerance: Tolerance) -> Judgement {
    var result = Judgement(
      outcome: .wrong, actual: actual, message: "", hints: [], worthLittle: nil,
      isSmallChange: isSmallChange)
    guard value.isFinite else {
      result.message = "the value is \(numberText(value)), not \(numeral.literal)"
      result.isSmallChange = false
      return result
    }
    switch comparator {
    case .equal, .approximate:
      result.outcome = outcome(isApproximate: comparator == .approximate, tolerance)
      result.worthLittle = worthLittle(tolerance)
    default:
      result.outcome = holds(comparator) || isOwnBound(comparator) ? .asWritten : .wrong
      result.actual = bound(comparator)
    }
    switch result.outcome {
    case .wrong: result.message = message(comparator, tolerance)
    case .truncated:
      result.message =
        "the value is \(precise), which rounds to \(actual)\(numeral.scale.text), "
        + "not \(numeral.literal)"
    default: break
    }
    if result.outcome == .wrong || result.outcome == .truncated { result.hints = hints(comparator) }
    return result
  }

  // MARK: Comparing

  private func outcome(isApproximate: Bool, _ tolerance: Tolerance) -> Judgement.Outcome {
    let printed = asPrinted(isApproximate: isApproximate)
    switch tolerance {
    case .asWritten: return printed
    case .absolute(let slack):
      if printed == .exact || printed == .asWritten { return printed }
      return isWithin(slack) ? .byTolerance : .wrong
    case .relative(let part):
      if printed == .exact || printed == .asWritten { return printed }
      return isWithin(part * numeral.value.magnitude) ? .byTolerance : .wrong
    case .range(let low, let high):
      let stated = numeral.value
      guard low <= value, value <= high, low <= stated, stated <= high else { return .wrong }
      return printed == .exact ? .exact : .byTolerance
    }
  }

  private func isWithin(_ slack: Double) -> Bool {
    let difference = (value - numeral.value).magnitude
    return difference <= slack * (1 + 1e-12)
  }

  private func asPrinted(isApproximate: Bool) -> Judgement.Outcome {
    if numeral.denominator != .one {
      let stated = numeral.value
      if stated == value { return .exact }
      return (stated - value).magnitude <= 1e-9 * max(stated.magnitude, 1e-300)
        ? .asWritten : .wrong
    }
    let targets = self.targets
    for target in targets where target == numeral.mantissa { return .exact }
    if numeral.isBareInteger, !isApproximate { return isIntegral ? .asWritten : .wrong }
    var places = numeral.decimals
    if isApproximate, numeral.decimals == 0, !numeral.mantissa.isZero {
      // Trailing zeros of an approximate whole number may only say how large it is.
      places = -numeral.mantissa.units.utf8.reversed().prefix { $0 == 0x30 }.count
    }
    let half = ExactDecimal.halfUnit(ofPlaces: places)
    for target in targets where (target - numeral.mantissa).absolute <= half { return .asWritten }
    // Digits are cut off from what is printed of a value: the double below 0.3 is no 0.29….
    let cut = targets.suffix(1).contains { target in
      let rest = target.absolute - numeral.mantissa.absolute
      return places >= 0 && target.isNegative == numeral.mantissa.isNegative && !rest.isNegative
        && rest < half + half
    }
    return cut ? .truncated : .wrong
  }

  /// Whether the value is the printed whole number but for the noise of doubles.
  ///
  /// Whole values below 2⁵³ are exact, and two of them are never the same; above, a double stands
  /// for whole numbers near it.
  private var isIntegral: Bool {
    let stated = numeral.mantissa.doubleValue
    guard value.magnitude < 0x1p53 else { return value == stated }
    return value.rounded() == stated
      && (value - stated).magnitude <= 1e-9 * max(stated.magnitude, 1)
  }

  /// Whether nothing but the noise of doubles lies between both.
  private func isNear(_ target: ExactDecimal, _ rounded: ExactDecimal) -> Bool {
    (target - rounded).absolute.doubleValue <= 1e-9 * max(1, target.doubleValue.magnitude)
      && rounded != numeral.mantissa || target == rounded
  }

  /// The value in units of the printed digits: exactly, and as its shortest decimal, since a
  /// double near a tie of decimals lies on either side of it.
  private var targets: [ExactDecimal] {
    var scaled = [ExactDecimal(exactly: value)]
    if let short = ExactDecimal(numberText(value)) { scaled.append(short) }
    if numeral.scale.two > 0 {
      let divided = value / numeral.scale.binaryFactor
      scaled = [ExactDecimal(exactly: divided)]
    }
    return scaled.map { $0.scaled(byPowerOfTen: -numeral.scale.ten) }
  }

  /// The number nearest to the value for which the comparison holds, in the author's style.
  private func bound(_ comparator: Comparator) -> String {
    guard let target = targets.last else { return actual }
    let unit = ExactDecimal.one.scaled(byPowerOfTen: -numeral.decimals)
    var number = target.rounded(toPlaces: numeral.decimals)
    let isUpper = comparator == .less || comparator == .lessOrEqual
    func holds(_ number: ExactDecimal) -> Bool {
      switch comparator {
      case .less: target < number
      case .lessOrEqual: target <= number
      case .greater: number < target
      default: number <= target
      }
    }
    for _ in 0..<2 where !holds(number) { number = isUpper ? number + unit : number - unit }
    return AuthorStyle(numeral).styled(number)
  }

  private func holds(_ comparator: Comparator) -> Bool {
    let stated = numeral.value
    switch comparator {
    case .less: return value < stated
    case .lessOrEqual: return value <= stated
    case .greater: return value > stated
    case .greaterOrEqual: return value >= stated
    case .equal, .approximate: return value == stated
    }
  }

  /// Whether the number is the value itself, to the digits printed, in a comparison that allows it:
  /// log 2 never exceeds 0.693.
  private func isOwnBound(_ comparator: Comparator) -> Bool {
    guard comparator == .lessOrEqual || comparator == .greaterOrEqual else { return false }
    let printed = asPrinted(isApproximate: false)
    return printed == .exact || printed == .asWritten
  }

  // MARK: Words

  private func worthLittle(_ tolerance: Tolerance) -> String? {
    let stated = numeral.value.magnitude
    switch tolerance {
    case .absolute(let slack) where slack > 0.1 * stated: return "the tolerance is over 10 %"
    case .relative(let part) where part > 0.1: return "the tolerance is over 10 %"
    case .range(let low, let high) where high - low > 0.2 * stated:
      return "the range is over 10 % either way"
    case .asWritten where !numeral.isBareInteger && numeral.significantDigits == 1:
      return asPrinted(isApproximate: false) == .exact ? nil : "one digit says little"
    default: return nil
    }
  }

  private var isSmallChange: Bool {
    let stated = numeral.value
    return value.isFinite && (value < 0) == (stated < 0)
      && (value - stated).magnitude <= 0.1 * stated.magnitude
  }

  private func message(_ comparator: Comparator, _ tolerance: Tolerance) -> String {
    switch comparator {
    case .less: return "the value \(precise) is not below \(numeral.literal)"
    case .lessOrEqual: return "the value \(precise) is above \(numeral.literal)"
    case .greater: return "the value \(precise) is not above \(numeral.literal)"
    case .greaterOrEqual: return "the value \(precise) is below \(numeral.literal)"
    case .equal, .approximate: break
    }
    if case .range(let low, let high) = tolerance {
      let subject =
        value < low || value > high ? "the value \(precise)" : "the number \(numeral.literal)"
      return "\(subject) is not in \(numberText(low))...\(numberText(high))"
    }
    return "the value is \(actual)\(numeral.scale.text), not \(numeral.literal)"
  }

  private func hints(_ comparator: Comparator) -> [String] {
    switch comparator {
    case .equal, .approximate: ["write \(actual)\(numeral.scale.text)"]
    default: []
    }
  }

  /// The value with a few digits more than are printed.
  private var precise: String {
    guard value.isFinite else { return numberText(value) }
    let scaled = targets.last?.doubleValue ?? value
    return shortText(scaled, digits: min(15, max(6, numeral.significantDigits + 3)))
      + numeral.scale.text
  }

  /// The digits that the author should have written.
  private var actual: String {
    guard value.isFinite, let target = targets.last else { return numberText(value) }
    if numeral.denominator != .one { return shortText(value, digits: 6) }
    var places = numeral.decimals
    if numeral.isBareInteger, !target.isInteger {
      places = max(0, 3 - max(target.leadingExponent, 0))
      if target.leadingExponent < 0 { places = 2 - target.leadingExponent }
    } else if !target.isZero, -target.leadingExponent > places {
      places = -target.leadingExponent
    }
    var rounded = target.rounded(toPlaces: places)
    // A whole number states what is whole: 0.9999 for 1, and 404207.3 where 404208 was stated.
    while numeral.isBareInteger, rounded.isInteger, !isNear(target, rounded), places < 17 {
      places += 1
      rounded = target.rounded(toPlaces: places)
    }
    while rounded.places > numeral.decimals,
      rounded.rounded(toPlaces: rounded.places - 1) == rounded
    {
      rounded = rounded.rounded(toPlaces: rounded.places - 1)
    }
    return AuthorStyle(numeral).styled(rounded)
  }
}

extension AuthorStyle {
  init(_ numeral: Numeral) {
    decimals = numeral.decimals
    separator = numeral.separator
    usesComma = numeral.decimalMark == UInt8(ascii: ",")
    usesUnicodeMinus = numeral.sign == .unicodeMinus
    isIndian = AuthorStyle.groupsByTwos(numeral.literal, numeral.separator)
    currency = numeral.currency
  }
}
