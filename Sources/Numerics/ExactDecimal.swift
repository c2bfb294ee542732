/// A decimal number without rounding: a whole number of units of 10⁻ᵖˡᵃᶜᵉˢ.
///
/// Every finite double is one, every printed numeral is one, and sums, differences and products of
/// them are: so "|x − s| ≤ ½·10⁻ᵈ" is decided with no error. There is no division; compare the
/// products across instead.
///
/// The digits are kept in base 10⁹, so that reading, printing and scaling by powers of ten are
/// plain; a double has at most 767 digits, so nothing faster is needed.
public struct ExactDecimal: Sendable {
  /// The size, in units of 10⁻ᵖˡᵃᶜᵉˢ.
  var magnitude: LongNatural
  /// The number of decimals of a unit; below zero the unit is a power of ten.
  public private(set) var places: Int
  /// Whether the number is below zero.
  public private(set) var isNegative: Bool

  /// The most digits, and the largest exponent, that a numeral may have: far beyond the reach of
  /// double, yet too small to make any comparison slow.
  public static let limit = 2_000

  init(magnitude: LongNatural, places: Int, isNegative: Bool) {
    self.magnitude = magnitude
    self.places = places
    self.isNegative = isNegative && !magnitude.isZero
  }

  /// The exact value of a double; a value that is not finite counts as 0.
  public init(exactly x: Double) {
    guard x.isFinite, x != 0 else {
      self.init(magnitude: LongNatural(0), places: 0, isNegative: false)
      return
    }
    let isSubnormal = x.exponentBitPattern == 0
    var significand = x.significandBitPattern | (isSubnormal ? 0 : 1 << 52)
    var exponent = (isSubnormal ? 1 : Int(x.exponentBitPattern)) - 1075
    let shift = significand.trailingZeroBitCount
    significand >>= UInt64(shift)
    exponent += shift
    var magnitude = LongNatural(significand)
    if exponent >= 0 {
      magnitude.multiply(by: 2, power: exponent)
    } else {
      magnitude.multiply(by: 5, power: -exponent)
    }
    self.init(magnitude: magnitude, places: max(-exponent, 0), isNegative: x < 0)
  }

  /// A whole number.
  public init(_ value: Int) {
    self.init(
      magnitude: LongNatural(UInt64(value.magnitude)), places: 0, isNegative: value < 0)
  }

  /// The number that a numeral states: digits with an optional sign, point and exponent.
  ///
  /// Nil if it is no such numeral, or beyond `limit` digits or exponent.
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    var digits: [UInt8] = []
    var places = 0
    var hasPoint = false
    while let byte = bytes.first {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        digits.append(byte - UInt8(ascii: "0"))
        if hasPoint { places += 1 }
      } else {
        break
      }
      bytes.removeFirst()
    }
    guard !digits.isEmpty, digits.count <= Self.limit else { return nil }
    if let mark = bytes.first {
      guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return nil }
      let exponent = String(decoding: bytes.dropFirst(), as: UTF8.self)
      guard let value = Int(exponent), value.magnitude <= Self.limit else { return nil }
      places -= value
    }
    self.init(magnitude: LongNatural(digits: digits), places: places, isNegative: isNegative)
  }

  /// Half of the unit of the last of `places` decimals: the reach of a printed numeral.
  public static func halfUnit(ofPlaces places: Int) -> ExactDecimal {
    ExactDecimal(magnitude: LongNatural(5), places: places + 1, isNegative: false)
  }

  /// Whether the number is 0.
  public var isZero: Bool { magnitude.isZero }

  /// The digits of the size as a whole number of units, without leading zeros; `0` for zero.
  public var units: String { magnitude.text }

  /// The exponent of ten of the first digit: 2 for 123.4, −3 for 0.0012; 0 for zero.
  public var leadingExponent: Int { isZero ? 0 : magnitude.digitCount - 1 - places }
}
