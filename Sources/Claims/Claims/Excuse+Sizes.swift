import Numerics

/// Sizes that are written as products: 20 × 30 cm = 8 × 12 in.
extension CalculationFinder {
  /// Whether both sides are sizes that agree side by side, though their products do not.
  func areSizes(_ left: Operand, _ right: Operand) -> Bool {
    guard var a = left.expression.factors, let b = right.expression.factors, b.count >= 2 else {
      return false
    }
    if isChainOfShapes(a, b) { return true }
    // 1920×1080 / 2 = 960×540.
    if a.divisor != 1 { a.values = a.values.map { $0 / a.divisor } }
    guard a.values.count == b.values.count, b.divisor == 1 else { return false }
    let isScaled = a.divisor != 1
    let ratios = zip(a.values, b.values).map { $0 / $1 }
    guard let least = ratios.min(), let most = ratios.max(), least > 0 else { return false }
    if isScaled { return most < 1.02 && least > 0.98 }
    return most / least < 1.06
  }

  /// 1 nm = 1.852 km, where nautical miles are meant.
  func isNautical(_ left: Operand, _ right: Operand) -> Bool {
    let sides = [left.expression.lone?.number, right.expression.lone?.number].compactMap { $0 }
    guard sides.count == 2, sides.contains(where: { $0.measure.text == "nm" }),
      sides.allSatisfy({ $0.measure.dimension == Dimension(.length) }),
      let a = sides[0].quantity(Reading())?.value, let b = sides[1].quantity(Reading())?.value,
      a > 0, b > 0
    else { return false }
    return (max(a / b, b / a) / 1.852e12 - 1).magnitude < 0.01
  }

  /// (2×3) · (3×2) = 2×2: what stands inside goes away.
  private func isChainOfShapes(_ a: Factors, _ b: Factors) -> Bool {
    let rows = a.values
    guard rows.count >= 4, rows.count % 2 == 0, b.count == 2, a.divisor == 1, b.divisor == 1 else {
      return false
    }
    let isJoined = stride(from: 1, to: rows.count - 1, by: 2).allSatisfy {
      rows[$0] == rows[$0 + 1]
    }
    return isJoined && rows.first == b.values.first && rows.last == b.values.last
  }
}

/// The positive numbers that a product multiplies, in order, and what it is divided by.
struct Factors {
  var values: [Double]
  var divisor = 1.0

  var count: Int { values.count }
}

extension Expression {
  /// The factors of a product of plain numbers with signs between, or nil.
  fileprivate var factors: Factors? {
    switch self {
    case .number(let number):
      guard number.denominator == 1, number.percent == 0, number.measure.dimension[.currency] == 0
      else { return nil }
      let value = number.mantissa.doubleValue
      return value > 0 ? Factors(values: [value]) : nil
    case .group(let inner), .measured(let inner, _): return inner.factors
    case .binary(.times, let a, let b), .juxtaposed(let a, let b):
      guard let x = a.factors, let y = b.factors, x.divisor == 1, y.divisor == 1 else { return nil }
      return Factors(values: x.values + y.values)
    case .binary(.divide, let a, .number(let number)):
      guard var x = a.factors, x.count >= 2, x.divisor == 1, number.isBareInteger,
        number.mantissa.doubleValue > 0
      else { return nil }
      x.divisor = number.mantissa.doubleValue
      return x
    default: return nil
    }
  }
}
