package import Diagnostics
package import Numerics

/// A number as an author printed it: the digits decide how exact it is.
///
/// `value` is what the digits say times `scale`; `12.5 %` has the digits 12.5 and the scale 10⁻²,
/// `16.8M` the digits 16.8 and the scale 10⁶, `2.68 GB` the digits 2.68, 10⁹ and the unit byte.
package struct Numeral: Sendable {
  /// The sign's form.
  package enum Sign: Hashable, Sendable {
    /// No sign.
    case none
    /// `+`.
    case plus
    /// `-`.
    case minus
    /// `−`, U+2212.
    case unicodeMinus
    /// `±`.
    case plusMinus
  }

  /// The bytes in the text.
  package var text: Range<Int>
  /// The bytes in the file, sign to unit.
  package var range: SourceRange
  /// The bytes in the file of sign and digits alone, without scale and unit: what `fix` rewrites.
  package var digits: SourceRange
  /// The literal text, sign to unit.
  package var literal: String
  /// The sign as printed.
  package var sign: Sign
  /// What stands between sign and digits: `$`, `€`, `£`, `¥` or `₹`, else nothing.
  package var currency = ""
  /// The printed digits as a number, with the sign; a fraction has a `denominator`.
  package var mantissa: ExactDecimal
  /// The denominator of a fraction such as `3/4`, else 1.
  package var denominator: ExactDecimal
  /// How many decimals are printed.
  package var decimals: Int
  /// The thousands separator, if one is printed.
  package var separator: String
  /// The decimal mark: `.` or `,`.
  package var decimalMark: UInt8
  /// The factor.
  package var scale: Scale
  /// The unit's name as printed, without prefix factor removed: `GB`, `ms`, `€`; empty for none.
  package var unit: String

  /// Whether neither decimals, fraction, scale, exponent nor prefix is printed.
  package var isBareInteger: Bool {
    decimals == 0 && scale.form == .none && denominator == .one
  }

  /// How many digits count: leading zeros do not, trailing zeros of a bare integer do.
  package var significantDigits: Int {
    mantissa.isZero ? max(1, decimals) : max(1, mantissa.leadingExponent + decimals + 1)
  }

  /// Whether it stands in brackets as accountants write negative numbers: `(15.20)`, `($1,234)`.
  package var isAccounting = false

  /// The value in base units.
  package var value: Double {
    let digits =
      denominator == .one
      ? mantissa.scaled(byPowerOfTen: scale.ten).doubleValue
      : mantissa.doubleValue / denominator.doubleValue * scale.double
    return scale.two == 0 ? digits : digits * scale.binaryFactor
  }
}

extension Numeral {
  /// How the printed digits are multiplied.
  package struct Scale: Hashable, Sendable {
    /// What the factor is printed as.
    package enum Form: Hashable, Sendable {
      /// No factor.
      case none
      /// `e-5`, `×10⁻³`.
      case exponent
      /// `%`.
      case percent
      /// `‰`.
      case perMille
      /// `16.8M`, `2.68 GB`, `2.5 GiB`, `3 ms`.
      case prefix
      /// `2.5 billion`.
      case word
    }

    /// What the factor is printed as.
    package var form: Form = .none
    /// The power of ten in the factor.
    package var ten: Int = 0
    /// The power of two in the factor, a multiple of ten for binary prefixes.
    package var two: Int = 0
    /// The factor's own text, such as `×10⁻³`, ` GB`, `%`.
    package var text: String = ""

    /// No factor.
    package init() {}

    /// The factor as a double.
    package var double: Double { ExactDecimal.one.scaled(byPowerOfTen: ten).doubleValue }

    /// The binary part of the factor.
    package var binaryFactor: Double { Double(sign: .plus, exponent: two, significand: 1) }
  }
}

extension ExactDecimal {
  /// One.
  static let one = ExactDecimal(1)
  /// Zero.
  static let zero = ExactDecimal(0)

  /// Whether the number is whole.
  var isInteger: Bool { places <= 0 || rounded(toPlaces: 0) == self }

  /// The whole number, if it is one below 10¹⁵.
  var int: Int? {
    guard isInteger, leadingExponent < 15 else { return nil }
    return Int(rounded(toPlaces: 0).text)
  }
}
