extension ExactDecimal: Comparable {
  /// The size without the sign.
  public var absolute: ExactDecimal {
    ExactDecimal(magnitude: magnitude, places: places, isNegative: false)
  }

  /// The number times 10^`power`.
  public func scaled(byPowerOfTen power: Int) -> ExactDecimal {
    ExactDecimal(magnitude: magnitude, places: places - power, isNegative: isNegative)
  }

  /// The digits with `wanted` decimals, which must be no fewer than there are.
  private func magnitude(atPlaces wanted: Int) -> LongNatural {
    var digits = magnitude
    digits.multiply(byPowerOfTen: wanted - places)
    return digits
  }

  /// The negative of a number.
  public static prefix func - (x: ExactDecimal) -> ExactDecimal {
    ExactDecimal(magnitude: x.magnitude, places: x.places, isNegative: !x.isNegative)
  }

  /// The exact sum.
  public static func + (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal {
    let places = max(a.places, b.places)
    let left = a.magnitude(atPlaces: places)
    let right = b.magnitude(atPlaces: places)
    if a.isNegative == b.isNegative {
      return ExactDecimal(magnitude: left + right, places: places, isNegative: a.isNegative)
    }
    if left < right {
      return ExactDecimal(magnitude: right - left, places: places, isNegative: b.isNegative)
    }
    return ExactDecimal(magnitude: left - right, places: places, isNegative: a.isNegative)
  }

  /// The exact difference.
  public static func - (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal { a + -b }

  /// The exact product.
  public static func * (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal {
    ExactDecimal(
      magnitude: a.magnitude * b.magnitude, places: a.places + b.places,
      isNegative: a.isNegative != b.isNegative)
  }

  /// Whether the values are equal: 1.50 is 1.5.
  public static func == (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.isNegative != b.isNegative || a.isZero || b.isZero { return a.isZero && b.isZero }
    if a.places == b.places { return a.magnitude == b.magnitude }
    let places = max(a.places, b.places)
    return a.magnitude(atPlaces: places) == b.magnitude(atPlaces: places)
  }

  /// Whether `a` is the smaller value.
  public static func < (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.isZero { return !b.isNegative && !b.isZero }
    if b.isZero || a.isNegative != b.isNegative { return a.isNegative }
    let places = max(a.places, b.places)
    let left = a.magnitude(atPlaces: places)
    let right = b.magnitude(atPlaces: places)
    return a.isNegative ? right < left : left < right
  }

  /// Whether `self` lies within half a unit of the last decimal of `stated`, ties included.
  public func rounds(to stated: ExactDecimal) -> Bool {
    (self - stated).absolute <= .halfUnit(ofPlaces: stated.places)
  }

  /// The number with `wanted` decimals, exact ties to even; `wanted` below zero rounds to tens.
  public func rounded(toPlaces wanted: Int) -> ExactDecimal {
    if wanted >= places {
      return ExactDecimal(
        magnitude: magnitude(atPlaces: wanted), places: wanted, isNegative: isNegative)
    }
    return ExactDecimal(
      magnitude: magnitude.droppingDigits(places - wanted), places: wanted, isNegative: isNegative)
  }

  /// The number in plain digits, with as many decimals as it has `places`.
  public var text: String {
    let sign = isNegative ? "-" : ""
    guard places > 0 else {
      return sign + (isZero ? "0" : units + String(repeating: "0", count: -places))
    }
    let count = units.utf8.count
    let digits = count > places ? units : String(repeating: "0", count: places + 1 - count) + units
    return sign + digits.dropLast(places) + "." + digits.suffix(places)
  }

  /// The nearest double.
  public var doubleValue: Double {
    // Two exact doubles make one correctly rounded quotient or product.
    if let small = magnitude.small, small <= 1 << 53, places.magnitude < Self.tens.count {
      let ten = Self.tens[Int(places.magnitude)]
      let value = places < 0 ? Double(small) * ten : Double(small) / ten
      return isNegative && small > 0 ? -value : value
    }
    return Double((isNegative ? "-" : "") + "\(units)e\(-places)") ?? 0
  }

  /// The powers of ten that are exact as doubles.
  private static let tens: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
