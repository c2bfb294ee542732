import Numerics

/// What an expression holds that can be read in more than one way.
struct Traits {
  var hasScale = false
  var hasAlternative = false
  var hasFactorial = false
  var hasLogarithm = false
  var hasAngle = false
  var hasPower = false
  var hasQuotient = false
  var hasPercent = false
  var hasOperator = false
  /// Whether something is counted per a thing that the table does not know, in thousands or not.
  var hasUnknownRate = false
  var hasSum = false
  /// Whether a number is printed with decimals.
  var hasDecimals = false
  /// The bare numbers that it divides by.
  var divisors: [Double] = []
  /// The bare numbers that it multiplies by.
  var multipliers: [Double] = []
  /// Whether all numbers are written with 0 and 1 alone, and one with at least two digits.
  var isBinary = true
  var dimensions: Set<Dimension.Kind> = []
  /// The most digits of any number.
  var digits = 0

  init(_ expression: Expression) {
    var longest = 0
    expression.forEachNumber { number in
      note(number)
      longest = max(longest, number.text.utf8.count)
    }
    expression.forEachNumber { if $0.text.utf8.count < 2 { isBinary = false } }
    if longest < 2 { isBinary = false }
    _ = expression.contains { part in
      note(part)
      return false
    }
  }

  private mutating func note(_ number: PrintedNumber) {
    // Seconds per day measure nothing, and still count.
    if !number.measure.seconds.isOne { hasScale = true }
    if !number.measure.isNone {
      hasScale = true
      for kind in Dimension.Kind.allCases where number.measure.dimension[kind] != 0 {
        dimensions.insert(kind)
      }
    }
    for part in number.measure.text.split(separator: "/").dropFirst()
    where Measure.named(String(part)) == nil {
      hasUnknownRate = true
    }
    if number.percent > 0 {
      hasPercent = true
      hasScale = true
    }
    if number.decimals > 0 { hasDecimals = true }
    if number.alternative != nil { hasAlternative = true }
    for byte in number.text.utf8 where byte != 0x30 && byte != 0x31 { isBinary = false }
    digits = max(digits, number.significantDigits)
  }

  private mutating func note(_ part: Expression) {
    switch part {
    case .factorial: hasFactorial = true
    case .power:
      hasPower = true
      hasOperator = true
    case .percent:
      hasPercent = true
      hasScale = true
    case .call(let function, _):
      hasOperator = true
      switch function {
      case .log: hasLogarithm = true
      case .sin, .cos, .tan, .cot, .sec, .csc, .arcsin, .arccos, .arctan: hasAngle = true
      default: break
      }
    case .inverse:
      hasAngle = true
      hasOperator = true
    case .binary(let op, let a, let b):
      hasOperator = true
      if op == .plus || op == .minus { hasSum = true }
      if op == .divide || op == .ratio {
        hasQuotient = true
        if let factor = Self.bare(b) { divisors.append(factor) }
      } else if op == .times {
        multipliers += [a, b].compactMap(Self.bare)
      }
    case .measured(_, let measure):
      hasScale = true
      for kind in Dimension.Kind.allCases where measure.dimension[kind] != 0 {
        dimensions.insert(kind)
      }
    case .juxtaposed, .mixed, .root, .absolute, .logarithm, .binomial, .series:
      hasOperator = true
    default: break
    }
    if case .factorial = part { hasOperator = true }
  }

  /// Whether it multiplies by a hundred, as before a percentage.
  var multipliesByHundred: Bool { multipliers.contains(100) }

  private static func bare(_ side: Expression) -> Double? {
    guard let lone = side.lone else {
      // 1000 × 3600 × 24, all bare: one factor.
      guard case .group(.binary(.times, let a, let b)) = side, let x = bare(.group(a)) ?? bare(a),
        let y = bare(b)
      else { return nil }
      return x * y
    }
    guard lone.number.measure.isNone, lone.number.percent == 0 else { return nil }
    return lone.number.quantity(Reading())?.value
  }

  func union(_ other: Traits) -> Traits {
    var result = self
    result.hasScale = hasScale || other.hasScale
    result.hasAlternative = hasAlternative || other.hasAlternative
    result.hasFactorial = hasFactorial || other.hasFactorial
    result.hasLogarithm = hasLogarithm || other.hasLogarithm
    result.hasAngle = hasAngle || other.hasAngle
    result.hasPower = hasPower || other.hasPower
    result.hasQuotient = hasQuotient || other.hasQuotient
    result.hasPercent = hasPercent || other.hasPercent
    result.hasOperator = hasOperator || other.hasOperator
    result.hasUnknownRate = hasUnknownRate || other.hasUnknownRate
    result.hasSum = hasSum || other.hasSum
    result.isBinary = isBinary || other.isBinary
    result.dimensions.formUnion(other.dimensions)
    return result
  }

  /// How far the rounding of its terms in thousands, millions and the like can move a sum.
  static func scaleSlack(_ side: Expression, _ reading: Reading) -> Double {
    switch side {
    case .number(let number):
      guard number.measure.ten > 0, let factor = number.factor(reading) else { return 0 }
      return ExactDecimal.halfUnit(ofPlaces: number.decimals).doubleValue * factor.double.magnitude
    case .negative(let a), .group(let a): return scaleSlack(a, reading)
    case .binary(let op, let a, let b) where op == .plus || op == .minus:
      return scaleSlack(a, reading) + scaleSlack(b, reading)
    default: return 0
    }
  }

  /// How far the rounding of its whole terms can move a sum: half a unit each.
  static func sumSlack(_ side: Expression, _ reading: Reading) -> Double {
    switch side {
    case .number(let number):
      guard number.decimals == 0 else { return 0 }
      return 0.5 * (number.factor(reading)?.double.magnitude ?? 1)
    case .negative(let a), .group(let a): return sumSlack(a, reading)
    case .binary(let op, let a, let b) where op == .plus || op == .minus:
      return sumSlack(a, reading) + sumSlack(b, reading)
    default: return 0
    }
  }
}

extension Quantity {
  mutating func widen(by slack: Double) {
    low -= slack
    high += slack
  }
}
