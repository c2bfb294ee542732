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

  let leftTraits: Traits
  let rightTraits: Traits
  let leftUnits: UnitTerm
  let rightUnits: UnitTerm
  /// How the units of the sides stand to each other.
  let relation: UnitRelation

  init(_ left: Expression, _ right: Expression, isApproximate: Bool) {
    (self.left, self.right) = Expression.withUnitsInContext(left, right)
    leftTraits = Traits(self.left)
    rightTraits = Traits(self.right)
    leftUnits = UnitTerm(self.left)
    rightUnits = UnitTerm(self.right)
    relation = UnitRelation(leftUnits, rightUnits)
    // A pound is 450 g in a kitchen.
    let isRough =
      (leftUnits.isCustomary || rightUnits.isCustomary)
      && (leftUnits.isMetric || rightUnits.isMetric)
    self.isApproximate = isApproximate || isRough || Self.isOven(self.left, self.right)
  }

  /// Whether the heat of an oven is stated on the other scale, as recipes do: 180 °C = 350 °F.
  private static func isOven(_ left: Expression, _ right: Expression) -> Bool {
    let sides = [left.lone, right.lone].compactMap { $0 }
    guard sides.count == 2, Set(sides.map(\.number.measure.text)) == ["°C", "°F"] else {
      return false
    }
    return sides.allSatisfy { side in
      guard side.number.isBareInteger, !side.isNegative, let degrees = side.number.mantissa.int
      else { return false }
      return degrees >= 100 && degrees % 5 == 0
    }
  }

  var hasUnits: Bool { leftTraits.hasScale || rightTraits.hasScale }

  /// The best finding; nil if neither side has a value under any reading.
  func finding() -> Finding? {
    var best: Finding?
    let plain = plainReading
    let first = compare(plain)
    let isShareAdded = addsPercent
    if first == .right { return Finding(comparison: .right, reading: plain) }
    for reading in readings() {
      guard var comparison = compare(reading) else { continue }
      // A quotient that is cut to a whole number is one only in code.
      if reading.cutsQuotients, comparison == .right, !isCode { comparison = .truncated }
      // 110 − 10% = 100 is no estimate of 109.9.
      if isShareAdded, !reading.percentIsOfLeft, comparison != .right { continue }
      // Binary numerals are whole or wrong.
      if reading.isBinary, comparison != .right { continue }
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
    return Finding(comparison: .off, reading: plainest, supplied: nil)
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

  /// How many times the larger side is the smaller one.
  func distance(_ reading: Reading) -> Double {
    guard let a = left.evaluated(reading)?.value, let b = right.evaluated(reading)?.value,
      a / b > 0
    else { return .infinity }
    return max(a / b, b / a)
  }

  /// How many digits the stated side prints.
  var digits: Int {
    if let lone = right.lone { return lone.number.nonzeroDigits }
    if let lone = left.lone { return lone.number.nonzeroDigits }
    return max(leftTraits.digits, rightTraits.digits)
  }

  /// The ways to read the text, the plainest first.
  private func readings() -> [Reading] {
    let plain = plainReading
    let units = hasUnits ? [plain] + unitReadings(plain) : [plain]
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
    if relation == .rate { add { $0.dropsStatedRate = true } }
    if isPercentOfPlain && !statesPercent || isPercentThroughout {
      add { $0.percentIsPlain = true }
    }
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
    if leftTraits.isBinary, leftTraits.hasOperator, !traits.hasScale { add { $0.isBinary = true } }
    return result
  }

  func compare(_ reading: Reading) -> Comparison? {
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
}
