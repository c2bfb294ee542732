import Numerics

/// Decides a calculation from its two sides.
///
/// All readings of the printed text are tried, the plainest first; the calculation is as right as
/// its best reading makes it.
struct Judge {
  let left: Expression
  let right: Expression
  let isApproximate: Bool

  /// The best comparison, under which reading, and with which factor of units supplied.
  struct Finding {
    var comparison: Comparison
    var reading: Reading
    /// The factor that one side leaves out, such as "1000" or "8".
    var supplied: String?
  }

  /// Whether the quotients of whole numbers may be cut, as many languages do.
  var isCode = false

  /// Whether a caret is printed, which may stand for the exclusive or.
  var hasCaret = false

  private let leftTraits: Traits
  private let rightTraits: Traits

  init(_ left: Expression, _ right: Expression, isApproximate: Bool) {
    self.left = left
    self.right = right
    self.isApproximate = isApproximate
    leftTraits = Traits(left)
    rightTraits = Traits(right)
  }

  var hasUnits: Bool { leftTraits.hasScale || rightTraits.hasScale }

  /// The best finding; nil if neither side has a value under any reading.
  func finding() -> Finding? {
    var best: Finding?
    var plain = Reading()
    plain.digits = digits
    let first = compare(plain)
    if first == .right { return Finding(comparison: .right, reading: plain) }
    for reading in readings() {
      guard var comparison = compare(reading) else { continue }
      // A quotient that is cut to a whole number is one only in code.
      if reading.cutsQuotients, comparison == .right, !isCode { comparison = .truncated }
      if best == nil || comparison.rank < best?.comparison.rank ?? .max {
        var finding = Finding(comparison: comparison, reading: reading)
        if comparison != .off, reading.prefixes == .none { finding.supplied = "" }
        if comparison != .off, reading.percentIsPlain,
          leftTraits.hasPercent != rightTraits.hasPercent, !leftTraits.multipliesByHundred,
          !rightTraits.multipliesByHundred
        {
          finding.supplied = "100"
        }
        best = finding
        if comparison == .right { return finding }
      }
    }
    guard let found = best, found.comparison == .off else { return best }
    // What cannot be computed as it stands is not wrong because of another reading.
    guard first != nil else { return nil }
    if isApproximate, isOrderOfMagnitude {
      return Finding(comparison: .coarse, reading: plain, supplied: nil)
    }
    if let supplied = withFactor() ?? countedInWords() { return supplied }
    return Finding(comparison: .off, reading: plainest(), supplied: nil)
  }

  /// Whether one side is a bare power of ten and the other of that order.
  private var isOrderOfMagnitude: Bool {
    let isPower = [left, right].contains { side in
      var side = side
      while case .group(let inner) = side { side = inner }
      guard case .power(let base, _) = side else { return false }
      return base.integer == 10
    }
    guard isPower, let a = left.evaluated(Reading())?.value,
      let b = right.evaluated(Reading())?.value, b != 0
    else { return false }
    let ratio = a / b
    return ratio > 0.3 && ratio < 3.3
  }

  /// The reading whose value a correction should state.
  private func plainest() -> Reading {
    var reading = Reading()
    reading.digits = digits
    guard hasUnits else { return reading }
    if let bare = bareReading, distance(bare) < 2, distance(reading) > 500 { return bare }
    let a = left.evaluated(reading)?.dimension ?? .none
    let b = right.evaluated(reading)?.dimension ?? .none
    if a == b { return nearer(reading) }
    reading.convertsTime = false
    if a.withoutTime == b.withoutTime { return reading }
    if leftTraits.hasScale, rightTraits.hasScale || !b.isNone { reading.prefixes = .none }
    return reading
  }

  /// How many times the larger side is the smaller one.
  private func distance(_ reading: Reading) -> Double {
    guard let a = left.evaluated(reading)?.value, let b = right.evaluated(reading)?.value,
      a / b > 0
    else { return .infinity }
    return max(a / b, b / a)
  }

  /// `reading`, or the one that takes "per day" and "per second", or bits and bytes, for the same,
  /// if its sides are nearer.
  private func nearer(_ reading: Reading) -> Reading {
    var plain = reading
    plain.convertsTime = false
    var bits = reading
    bits.convertsBits = false
    return [plain, bits].first { distance($0) < distance(reading) / 2 } ?? reading
  }

  /// How many digits the stated side prints.
  private var digits: Int {
    if let lone = right.lone { return lone.number.nonzeroDigits }
    if let lone = left.lone { return lone.number.nonzeroDigits }
    return max(leftTraits.digits, rightTraits.digits)
  }

  /// The ways to read the text, the plainest first.
  private func readings() -> [Reading] {
    var plain = Reading()
    plain.digits = digits
    var units = [plain]
    if hasUnits {
      var reading = plain
      reading.convertsTime = false
      units.append(reading)
      reading = plain
      reading.prefixes = .binary
      units.append(reading)
      reading.convertsTime = false
      units.append(reading)
      if convertsByHand || mayDropUnits() && !differOnlyInTime {
        reading.prefixes = .none
        units.append(reading)
      }
    }
    var result = units
    let traits = leftTraits.union(rightTraits)
    func add(_ change: (inout Reading) -> Void) {
      for unit in units {
        var reading = unit
        change(&reading)
        result.append(reading)
      }
    }
    let isPercentOfPlain =
      right.lone != nil && rightTraits.hasPercent && !leftTraits.hasPercent
      || left.lone != nil && leftTraits.hasPercent && !rightTraits.hasPercent
    // 12000/800% = 15%: the mark is the whole quotient's.
    let isPercentThroughout =
      leftTraits.hasPercent && rightTraits.hasPercent && traits.hasQuotient
    let multiplies = leftTraits.multipliers + leftTraits.divisors
    if multiplies.contains(8), traits.dimensions.contains(.information) {
      add { $0.convertsBits = false }
    }
    if differOnlyInTime { add { $0.dropsStatedRate = true } }
    if isPercentOfPlain || isPercentThroughout { add { $0.percentIsPlain = true } }
    if traits.hasPercent, traits.hasSum { add { $0.percentIsOfLeft = true } }
    if traits.dimensions.contains(.angle) { add { $0.convertsDegrees = true } }
    if traits.hasAlternative { add { $0.usesAlternative = true } }
    if traits.hasFactorial { add { $0.ignoresFactorials = true } }
    if traits.hasLogarithm {
      add { $0.logarithm = .decimal }
      add { $0.logarithm = .binary }
    }
    if traits.hasAngle { add { $0.usesDegrees = true } }
    if hasCaret, traits.hasPower { add { $0.caretIsXor = true } }
    let stated = right.lone?.number ?? left.lone?.number
    if traits.hasQuotient, isCode || stated?.isBareInteger == true {
      add { $0.cutsQuotients = true }
    }
    if leftTraits.isBinary, leftTraits.hasOperator { add { $0.isBinary = true } }
    return result
  }

  /// Whether the units may be left out of account: they differ in kind, or a side has none.
  ///
  /// A number word or prefix alone (2 million, 5K) is no unit: nobody leaves it out.
  private func mayDropUnits() -> Bool {
    let reading = Reading()
    guard let a = left.evaluated(reading)?.dimension, let b = right.evaluated(reading)?.dimension
    else { return false }
    return a != b || leftTraits.hasPercent != rightTraits.hasPercent
      || leftTraits.bases != rightTraits.bases
  }

  /// Whether the author converts between the units himself: 800 mmol ÷ 1000 = 0.8 mol.
  private var convertsByHand: Bool {
    guard let a = left.evaluated(Reading())?.value, let b = right.evaluated(Reading())?.value,
      a != 0, b != 0
    else { return false }
    // The number shrinks where the unit grows.
    let ratio = (a / b).magnitude
    let isShrinking = ratio < 1
    let factor = isShrinking ? 1 / ratio : ratio
    guard factor > 1.5 else { return false }
    let used =
      isShrinking
      ? leftTraits.divisors + rightTraits.multipliers
      : leftTraits.multipliers + rightTraits.divisors
    return used.contains { ($0 / factor - 1).magnitude < 0.02 }
  }

  /// Whether the sides measure the same but for "per day".
  private var differOnlyInTime: Bool {
    let reading = Reading()
    let a = left.evaluated(reading)?.dimension ?? .none
    let b = right.evaluated(reading)?.dimension ?? .none
    return !a.withoutTime.isNone && a.withoutTime == b.withoutTime
      && leftTraits.bases == rightTraits.bases
  }

  private func compare(_ reading: Reading) -> Comparison? {
    var side = SideComparison(reading: reading, isApproximate: isApproximate)
    side.isLone = right.lone != nil && left.lone != nil
    if let lone = right.lone {
      guard let value = left.evaluated(reading) else { return nil }
      return side.compare(value, with: lone.number, isNegative: lone.isNegative)
    }
    if let lone = left.lone {
      guard let value = right.evaluated(reading) else { return nil }
      return side.compare(value, with: lone.number, isNegative: lone.isNegative)
    }
    if case .vector(let stated) = right, let value = left.evaluated(reading),
      let elements = value.elements
    {
      return compare(elements, with: stated, side)
    }
    guard var a = left.evaluated(reading), var b = right.evaluated(reading) else { return nil }
    // Whole numbers in a sum on one side may be rounded quotients of the other.
    if a.isRounded, a.exact?.isWhole != true, b.isWhole {
      b.widen(by: Traits.sumSlack(right, reading))
    }
    // 67M + 135M stands for what was counted.
    if leftTraits.hasScale != rightTraits.hasScale {
      a.widen(by: Traits.scaleSlack(left, reading))
      b.widen(by: Traits.scaleSlack(right, reading))
    }
    return side.compare(a, b)
  }

  private func compare(
    _ elements: [Quantity], with stated: [Expression], _ side: SideComparison
  ) -> Comparison? {
    guard elements.count == stated.count else { return nil }
    var worst = Comparison.right
    for (value, expression) in zip(elements, stated) {
      var next: Comparison?
      if let lone = expression.lone {
        next = side.compare(value, with: lone.number, isNegative: lone.isNegative)
      } else if case .vector(let inner) = expression, let row = value.elements {
        next = compare(row, with: inner, side)
      } else if let other = expression.evaluated(side.reading) {
        next = side.compare(value, other)
      }
      guard let next else { return nil }
      if next.rank > worst.rank { worst = next }
    }
    return worst
  }

  // MARK: Factors

  /// Powers of 1000 and 1024, and 8, 60, 100, 3600: what a reader supplies in thought.
  private func withFactor() -> Finding? {
    let hasRate = leftTraits.hasUnknownRate && leftTraits.hasOperator
    guard hasUnits, hasRate || mayDropUnits(), let lone = right.lone ?? left.lone
    else { return nil }
    let other = right.lone != nil ? left : right
    var plain = Reading()
    plain.digits = digits
    var timeless = plain
    timeless.convertsTime = false
    var binary = plain
    binary.prefixes = .binary
    for reading in [plain, timeless, binary] {
      guard let value = other.evaluated(reading), value.elements == nil else { continue }
      let known =
        differOnlyInTime && !hasRate
        ? periods : factors(isBinary: reading.prefixes == .binary)
      for (name, factor) in known {
        let scaled = Quantity.combine(.times, value, Quantity(factor), reading)
        guard let scaled else { continue }
        let side = SideComparison(reading: reading, isApproximate: isApproximate)
        let result = side.compare(scaled, with: lone.number, isNegative: lone.isNegative)
        if let result, result.rank <= Comparison.truncated.rank,
          isTelling(lone.number, scaled, reading)
        {
          return Finding(comparison: result, reading: reading, supplied: name)
        }
      }
    }
    return nil
  }

  /// 20 × 70 = 1400 billion: one side leaves to the reader that it counts in billions. Only the
  /// digits as they stand show that: 1,000 × 1,000 = 1 billion is wrong.
  private func countedInWords() -> Finding? {
    guard let bare = bareReading, let result = compare(bare),
      result.rank <= Comparison.truncated.rank
    else { return nil }
    var plain = bare
    plain.prefixes = .decimal
    let scaled = leftTraits.hasScale ? left : right
    guard let whole = scaled.evaluated(plain)?.value, let part = scaled.evaluated(bare)?.value,
      part != 0, whole / part >= 1000
    else { return nil }
    return Finding(comparison: result, reading: bare, supplied: numberText(whole / part))
  }

  /// The reading without scales, if one side has only a number word or prefix and the other none.
  private var bareReading: Reading? {
    guard leftTraits.hasScale != rightTraits.hasScale, leftTraits.dimensions.isEmpty,
      rightTraits.dimensions.isEmpty, !leftTraits.hasPercent, !rightTraits.hasPercent,
      right.lone != nil || left.lone != nil
    else { return nil }
    var reading = Reading()
    reading.digits = digits
    reading.prefixes = .none
    return reading
  }

  /// Whether the agreement is more than the luck of one digit.
  private func isTelling(
    _ stated: PrintedNumber, _ value: Quantity, _ reading: Reading
  ) -> Bool {
    if stated.mantissa.isZero { return false }
    if stated.nonzeroDigits >= 2 { return true }
    guard let exact = value.exact, let factor = stated.factor(reading),
      let target = exact / factor
    else { return false }
    return target.absolute.equals(ExactRatio(stated.mantissa))
  }

  /// $100/mo = $1,200: how many of one period are in another.
  private var periods: [(String, ExactRatio)] {
    [7, 12, 24, 30, 52, 60, 365, 3600, 86_400].map { (String($0), ExactRatio($0)) }
  }

  private func factors(isBinary: Bool) -> [(String, ExactRatio)] {
    let traits = leftTraits.union(rightTraits)
    var list: [(String, Int)] = []
    if traits.hasPercent { list.append(("100", 100)) }
    if traits.dimensions.contains(.information) { list.append(("8", 8)) }
    if traits.dimensions.contains(.time) { list += [("60", 60), ("3600", 3600)] }
    if traits.dimensions.contains(.currency) { list.append(("100", 100)) }
    var power = 1
    var binary = 1
    // Powers of 1024 count bytes and nothing else.
    let countsBytes = traits.dimensions.subtracting([.time]) == [.information]
    for _ in 0..<4 {
      power *= 1000
      binary *= 1024
      if !isBinary { list.append((String(power), power)) }
      if isBinary, countsBytes { list.append((String(binary), binary)) }
    }
    var result: [(String, ExactRatio)] = []
    for (name, value) in list {
      result.append((name, ExactRatio(value)))
      if let inverse = ExactRatio(.one, over: ExactDecimal(value)) {
        result.append((name, inverse))
      }
    }
    return result
  }
}
