import Numerics

/// Factors that a reader supplies in thought.
extension Judge {
  /// Powers of 1000 and 1024, and 8, 60, 100, 3600: what a reader supplies in thought.
  func withFactor() -> Finding? {
    let hasRate = leftTraits.hasUnknownRate && leftTraits.hasOperator
    let mayDrop = hasRate || relation.mayDropUnits || relation == .rate
    let lacksPercent = leftTraits.hasPercent != rightTraits.hasPercent && !statesPercent
    guard hasUnits, mayDrop || lacksPercent, let lone = right.lone ?? left.lone else { return nil }
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
        !mayDrop
        ? Self.hundred
        : relation == .rate && !hasRate
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
  func countedInWords() -> Finding? {
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
  var bareReading: Reading? {
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

  private static let hundred = [
    ("100", ExactRatio(100)), ("100", ExactRatio(.one, over: ExactDecimal(100)) ?? .one),
  ]

  private func factors(isBinary: Bool) -> [(String, ExactRatio)] {
    let traits = leftTraits.union(rightTraits)
    var list: [(String, Int)] = []
    if traits.hasPercent, !statesPercent { list.append(("100", 100)) }
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
