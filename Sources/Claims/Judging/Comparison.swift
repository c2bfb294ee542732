import Numerics

/// What comparing the two sides of a calculation under one reading gave.
enum Comparison: Equatable, Sendable {
  /// Right to the digits printed.
  case right
  /// A bare integer that is the right rounding.
  case rounded
  /// The digits were cut off.
  case truncated
  /// Right for some un-rounded operands.
  case byUnrounding
  /// Near enough for an approximation.
  case coarse
  /// Neither; the true value in units of the stated side's last digit's own scale.
  case off

  /// How good the result is: 0 is best.
  var rank: Int {
    switch self {
    case .right: 0
    case .rounded: 1
    case .truncated: 2
    case .byUnrounding: 3
    case .coarse: 4
    case .off: 5
    }
  }
}

/// Judges one side against the other under one reading of both.
struct SideComparison {
  let reading: Reading
  let isApproximate: Bool
  /// Whether both sides are single numbers, which are converted, not estimated.
  var isLone = false

  /// Compares `value` with the number that is stated for it.
  func compare(_ value: Quantity, with stated: PrintedNumber, isNegative: Bool) -> Comparison? {
    guard let (digits, decimals) = stated.digits(reading),
      let factor = stated.factor(reading.ofStated),
      value.elements == nil, value.isFinite
    else { return nil }
    var value = value
    if reading.convertsDegrees, stated.measure.dimension[.angle] == 1,
      let angle = value.mapped({ $0 * 180 / Double.pi })
    {
      value = angle
    }
    if reading.countsFromZero { value = value.counted(from: stated.measure.zero, factor) }
    let sign = isNegative ? -digits : digits
    if stated.denominator != 1 {
      guard let target = ExactRatio(sign, over: ExactDecimal(stated.denominator)),
        let scaled = target * factor
      else { return nil }
      return compareFraction(value, scaled)
    }
    guard let exact = value.exact, let target = exact / factor else {
      return inexact(value, stated, sign, decimals, factor.double)
    }
    let half = ExactDecimal.halfUnit(ofPlaces: decimals)
    if target.isWithin(half, of: sign) {
      if stated.isBareInteger, !target.equals(ExactRatio(sign)) {
        return isApproximate ? .right : .rounded
      }
      return .right
    }
    let isExactSum =
      (value.isWhole || reading.percentIsOfLeft) && stated.isBareInteger && target.isWhole
    return beyond(
      value, stated, sign, decimals, target: target.double, factor: factor.double,
      isExactSum: isExactSum,
      cut: target.absolute.floor(places: decimals).map { $0 == sign.absolute } ?? false)
  }

  /// A value that is no ratio of printed numbers: a root, a function.
  private func inexact(
    _ value: Quantity, _ stated: PrintedNumber, _ sign: ExactDecimal, _ decimals: Int,
    _ factor: Double
  ) -> Comparison? {
    let target = value.value / factor
    let number = sign.doubleValue
    let half = ExactDecimal.halfUnit(ofPlaces: decimals).doubleValue
    // The functions are good to a few units of the sixteenth digit.
    let noise = max(target.magnitude, number.magnitude) * 4e-15
    if (target - number).magnitude <= half + noise {
      if stated.isBareInteger, (target - number).magnitude > noise {
        return isApproximate ? .right : .rounded
      }
      return .right
    }
    let unit = half * 2
    let cut = ((target.magnitude + noise) / unit).rounded(.down) * unit
    return beyond(
      value, stated, sign, decimals, target: target, factor: factor, isExactSum: false,
      cut: (cut - number.magnitude).magnitude <= noise + unit * 1e-6
        && target.sign == number.sign)
  }

  /// What is left when the printed digits are not the rounded value.
  private func beyond(
    _ value: Quantity, _ stated: PrintedNumber, _ sign: ExactDecimal, _ decimals: Int,
    target: Double, factor: Double, isExactSum: Bool, cut: Bool
  ) -> Comparison {
    let number = sign.doubleValue
    let half = ExactDecimal.halfUnit(ofPlaces: decimals).doubleValue
    let isSameSign = (target < 0) == (number < 0)
    if isExactSum, !isApproximate { return .off }
    if cut, isSameSign || number == 0 { return .truncated }
    // Trailing zeros of an integer may only say how large it is.
    let zeros = decimals == 0 ? stated.trailingZeros : 0
    if zeros > 0, !isExactSum || isApproximate {
      let reach = ExactDecimal.halfUnit(ofPlaces: -zeros).doubleValue
      if (target - number).magnitude <= reach * (1 + 1e-12),
        isApproximate || !isLone && (!value.isWhole || !stated.isBareInteger)
      {
        return isApproximate ? .right : .coarse
      }
    }
    let noise = target.magnitude * 4e-15
    let low = min(value.low / factor, value.high / factor)
    let high = max(value.low / factor, value.high / factor)
    if low < high, number >= low - half - noise, number <= high + half + noise {
      return .byUnrounding
    }
    // A whole number of machines for a quotient: rounded up.
    if stated.isBareInteger, value.isRounded, isSameSign, target.rounded(.up) == number {
      return .coarse
    }
    guard isApproximate else { return .off }
    let digits = stated.nonzeroDigits
    let difference = (target - number).magnitude
    // Few digits, or three of a whole number, are an estimate; decimals claim more than that.
    let isEstimate = digits <= 2 || digits == 3 && decimals == 0
    let slack = isEstimate ? 0.05 * target.magnitude : half * 4
    return difference <= slack ? .coarse : .off
  }

  private func compareFraction(_ value: Quantity, _ stated: ExactRatio) -> Comparison? {
    if let exact = value.exact, exact.equals(stated) { return .right }
    let target = stated.double
    if value.low <= target, value.high >= target, value.low < value.high { return .byUnrounding }
    if value.exact == nil, (value.value - target).magnitude <= target.magnitude * 4e-15 {
      return .right
    }
    if isApproximate, (value.value - target).magnitude <= 0.05 * target.magnitude { return .coarse }
    return .off
  }

  /// Compares two sides of which neither is a single number.
  func compare(_ a: Quantity, _ b: Quantity) -> Comparison? {
    if let p = a.elements, let q = b.elements {
      guard p.count == q.count else { return nil }
      var worst = Comparison.right
      for (x, y) in zip(p, q) {
        guard let next = compare(x, y) else { return nil }
        if next.rank > worst.rank { worst = next }
      }
      return worst
    }
    guard a.elements == nil, b.elements == nil, a.isFinite, b.isFinite else { return nil }
    if let x = a.exact, let y = b.exact, x.equals(y) { return .right }
    let size = max(a.value.magnitude, b.value.magnitude)
    if a.exact == nil || b.exact == nil, (a.value - b.value).magnitude <= size * 1e-13 {
      return .right
    }
    let isExact = a.low == a.high && b.low == b.high
    if a.isWhole, b.isWhole, isExact, !isApproximate { return .off }
    if a.low <= b.high, b.low <= a.high, a.low < a.high || b.low < b.high { return .byUnrounding }
    if isApproximate, (a.value - b.value).magnitude <= 0.05 * size { return .coarse }
    return .off
  }
}

extension Quantity {
  /// The degrees above a `zero` that is counted in units of `factor`.
  func counted(from zero: ExactRatio, _ factor: ExactRatio) -> Quantity {
    guard !zero.isZero, let start = zero * factor else { return self }
    let shift = start.double
    var result = self
    result.exact = exact.flatMap { $0 - start }
    result.value = result.exact?.double ?? value - shift
    result.low = min(low - shift, result.value)
    result.high = max(high - shift, result.value)
    return result
  }
}
