import Numerics

/// Which units a reader may convert or leave out, and how percentages are meant.
extension Judge {
  /// The reading that needs the least good will.
  var plainReading: Reading {
    var reading = Reading()
    reading.digits = digits
    let isLone = left.lone != nil && right.lone != nil
    reading.isConversion = isLone
    reading.countsFromZero = isLone && leftUnits.dimension == Dimension(.temperature)
    return reading
  }

  private var addsBare: Bool { leftUnits.addsBare || rightUnits.addsBare }

  /// Whether one unit is printed throughout, so that 5 GB + 3 = 8 GB leaves it out once.
  private var hasOneUnit: Bool { leftUnits.names.union(rightUnits.names).count == 1 }

  /// Whether a bare number is added to one with a unit, and which unit it has cannot be told.
  var addsWithoutUnit: Bool { addsBare && !hasOneUnit }

  /// Whether different things are counted in a sum, of which one is stated: 2 forks + 3 spoons = 5 spoons.
  var addsUnlikeThings: Bool {
    leftUnits.mixesNouns && !rightUnits.noun.isEmpty
      || rightUnits.mixesNouns && !leftUnits.noun.isEmpty
  }

  /// The other ways to read the units.
  func unitReadings(_ plain: Reading) -> [Reading] {
    var binary = plain
    binary.prefixes = .binary
    var result = [binary]
    if addsBare, hasOneUnit { result.append(unitless) }
    switch relation {
    case .none, .carried, .unlike: break
    case .same: result += sharesOfTime + converted
    case .rate: result += timeless + converted
    case .oneSided, .counted, .price: result += timeless + [unitless]
    }
    return result
  }

  private var unitless: Reading {
    var reading = plainReading
    reading.prefixes = .none
    return reading
  }

  /// The readings for which 2 h are 2.
  private var timeless: [Reading] {
    var plain = plainReading
    plain.convertsTime = false
    var binary = plain
    binary.prefixes = .binary
    return [plain, binary]
  }

  /// Seconds per day measure nothing, and what is per day may be so on one side alone.
  private var sharesOfTime: [Reading] {
    leftUnits.hasShareOfTime || rightUnits.hasShareOfTime ? timeless : []
  }

  /// The readings without conversions that the author makes himself: 800 mmol ÷ 1000 = 0.8 mol.
  private var converted: [Reading] {
    guard !usedFactors.isEmpty else { return [] }
    var list = timeless + [unitless]
    for reading in [plainReading] + timeless {
      var bits = reading
      bits.convertsBits = false
      list.append(bits)
    }
    return list.filter(isConvertedByHand)
  }

  /// The bare factors of the left side over those of the right.
  private var usedFactors: [Double] {
    let ups = leftTraits.multipliers + rightTraits.divisors
    let downs = leftTraits.divisors + rightTraits.multipliers
    return (ups + downs.map { 1 / $0 }).filter { $0.isFinite && $0 > 0 && $0 != 1 }
  }

  /// Whether bare factors make up for the conversion that `reading` leaves out.
  private func isConvertedByHand(_ reading: Reading) -> Bool {
    guard let a = scale(left, reading), let b = scale(right, reading) else { return false }
    let ratio = a / b
    guard ratio > 1.5 || ratio < 1 / 1.5 else { return false }
    var products = [1.0]
    for factor in usedFactors.prefix(6) { products += products.map { $0 * factor } }
    return products.dropFirst().contains { ($0 / ratio - 1).magnitude < 0.02 }
  }

  /// What `reading` leaves out of a side.
  private func scale(_ side: Expression, _ reading: Reading) -> Double? {
    var plain = Reading()
    plain.digits = digits
    if reading.prefixes == .binary { plain.prefixes = .binary }
    guard let a = side.evaluated(plain)?.value, let b = side.evaluated(reading)?.value, b != 0,
      a / b > 0, (a / b).isFinite
    else { return nil }
    return a / b
  }

  /// The reading whose value a correction should state.
  var plainest: Reading {
    var reading = plainReading
    reading.percentIsOfLeft = addsPercent
    guard hasUnits else { return reading }
    if let bare = bareReading, distance(bare) < 2, distance(reading) > 500 { return bare }
    switch relation {
    case .none, .carried, .unlike: return reading
    case .same:
      if addsBare, hasOneUnit, distance(unitless) < distance(reading) { return unitless }
      let others = sharesOfTime + converted
      return others.first { distance($0) < distance(reading) / 2 } ?? reading
    case .rate:
      reading.convertsTime = false
      return reading
    case .oneSided, .counted, .price:
      let isStatedBare = right.lone != nil ? !rightUnits.hasUnit : !leftUnits.hasUnit
      let isOtherBare = right.lone != nil ? !leftUnits.hasUnit : !rightUnits.hasUnit
      if isStatedBare || !isOtherBare { return unitless }
      reading.convertsTime = false
      return reading
    }
  }

  /// Whether degrees agree as a difference: 5 °C = 5 K.
  var isDifferenceOfDegrees: Bool {
    guard plainReading.countsFromZero else { return false }
    var reading = plainReading
    reading.countsFromZero = false
    return compare(reading).map { $0 != .off } ?? false
  }

  // MARK: Percentages

  /// Whether a percentage is added to a number that is none: 200 + 19% is 238.
  var addsPercent: Bool {
    [left, right].contains { side in
      guard case .binary(let op, let a, .number(let share)) = side.withoutGroup,
        op == .plus || op == .minus
      else { return false }
      return share.percent > 0 && !Traits(a).hasPercent
    }
  }

  /// Whether the sign of a percentage cannot be left out: 190/200 = 0.95% and 5% × 200 = 1000 are
  /// wrong. A whole that is divided may be a percentage itself if it comes to more than one, or is
  /// divided by months or days.
  var statesPercent: Bool {
    guard let lone = right.lone ?? left.lone else { return false }
    let isRight = right.lone != nil
    let other = isRight ? left : right
    let traits = isRight ? leftTraits : rightTraits
    if lone.number.percent > 0 {
      guard !traits.hasPercent, traits.hasQuotient, !traits.multipliesByHundred,
        !traits.divisors.contains(12), !traits.divisors.contains(365), !traits.hasDecimals,
        let value = other.evaluated(Reading())?.value
      else { return false }
      return value.magnitude <= 1
    }
    guard case .binary(.times, let a, let b) = other.withoutGroup, !traits.divisors.contains(100)
    else { return false }
    return Traits(a).hasPercent != Traits(b).hasPercent
  }
}

extension Expression {
  /// The expression without brackets around it.
  var withoutGroup: Expression {
    if case .group(let inner) = self { inner.withoutGroup } else { self }
  }
}
